"""From one sentence to its mentions: number, measure, unit, subset, period, part or whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tipanalysis.narratives.comparison import (
    COMPARE,
    PREVIOUS,
    SAME,
    Period,
)
from tipanalysis.narratives.coordination import shared
from tipanalysis.narratives.count_cues import OUTCOME
from tipanalysis.narratives.cues import (
    ALL_OF,
    BESIDE,
    CONTINUED,
    DUTY,
    JOINT,
    NEUTRAL,
    PART,
)
from tipanalysis.narratives.governing import (
    ACT_AHEAD,
    AND,
    JOINED,
    NUMBER_OF,
    STOOD_AT,
    VICTIMS_CHANGED,
    governs_as_noun,
    governs_as_verb,
    is_attribute,
)
from tipanalysis.narratives.measures import (
    LABOR,
    MEASURE_WORD,
    OFFICIALS,
    OTHER,
    SEX,
    SPLIT,
    TOTAL,
    UNSPECIFIED,
    measure_of,
    subset_of,
)
from tipanalysis.narratives.mentions import Mention, find_at, ordered
from tipanalysis.narratives.numbers import EXACT, Number, find_numbers
from tipanalysis.narratives.phrases import read_phrase
from tipanalysis.narratives.scene import Scene
from tipanalysis.narratives.silence import find_silences
from tipanalysis.narratives.slips import plain
from tipanalysis.narratives.zeros import Absence, find_zeros


def find_mentions(text: str, edition: int, before: str = "") -> tuple[Mention, ...]:
    """Figures of one sentence, in order.

    Parameters
    ----------
    text : str
        The sentence.
    edition : int
        Edition of the Report, from which current and previous are told apart.
    before : str
        The sentence before, which may say of whom this one speaks.

    Examples
    --------
    >>> for m in find_mentions("Police investigated 12 cases (nine in 2016).", 2018):
    ...     print(m.measures, m.value, m.unit, m.time)
    ('investigations',) 12 cases current
    ('investigations',) 9 cases previous
    """
    text = plain(text)
    if not find_numbers(text) and not find_zeros(text):
        return ()
    return tuple(Reader(text, edition, before).read())


class Reader(Scene):
    """Goes through the events of a sentence from left to right."""

    def read(self) -> list[Mention]:
        if self.one_case:
            return []
        skip = 0
        for start, _, event in sorted(self._events(), key=lambda e: (e[0], e[1])):
            if start < skip:
                continue
            skip = max(skip, self._take(event))
        self.settle(self.frames[0])
        return shared(self.mentions, self.text)

    def _events(self) -> Iterator[tuple[int, int, Number | Period | tuple[str, object]]]:
        for silence in find_silences(self.text):
            yield silence.start, 0, ("silence", silence)
        for zero in find_zeros(self.text):
            yield zero.start, 1, ("zero", zero)
        for number in self.numbers:
            yield number.start, 4, number
        for period in self.periods:
            yield period.start, 2, period
        for name, pattern in (
            ("compare", COMPARE),
            ("same", SAME),
            ("part", PART),
            ("continued", CONTINUED),
            ("continued", JOINT),
            ("word", MEASURE_WORD),
            ("neutral", NEUTRAL),
            ("while", re.compile(r", (?:while|whereas)\b")),
            ("mark", re.compile(r"[();:—]")),
        ):
            rank = 3 if name in ("continued", "compare") else 5
            for match in pattern.finditer(self.text):
                yield match.start(), rank, (name, match)

    def _take(self, event: Number | Period | tuple[str, object]) -> int:
        if isinstance(event, Number):
            return self._number(event)
        if isinstance(event, Period):
            self.close_period(event)
            return event.end
        name, found = event
        return int(getattr(self, f"_{name}")(found))

    def _word(self, match: re.Match[str]) -> int:
        kind, measure = measure_of(match)
        frame, text = self.frames[-1], self.text
        changed = VICTIMS_CHANGED.match(text, match.end())
        if is_attribute(text, match) and not (changed and NUMBER_OF.search(text[: match.start()])):
            return match.end()
        if DUTY.search(text[: match.start()]) or BESIDE.search(text[: match.start()]):
            frame.measures, frame.verb_end = (), -1
            return match.end()
        if changed:
            frame.measures, frame.verb_end = (measure,), changed.end()
            return match.end()
        noun = kind == "noun"
        if not (
            governs_as_noun(text, match) if noun else governs_as_verb(text, match, self.numbers)
        ):
            return match.end()
        self.resume(match.start())
        if kind == "verb" and self.is_anew(match):
            frame.compared, frame.lead = False, None
        joined = frame.verb_end >= 0 and JOINED.fullmatch(text, frame.verb_end, match.start())
        frame.measures = ordered((*frame.measures, measure)) if joined else (measure,)
        if not joined and frame.verb_end >= 0:
            frame.subset = None
        stood = STOOD_AT.match(text, match.end()) if noun else None
        frame.verb_end = stood.end() if stood else match.end()
        if noun and OUTCOME.search(text[: match.start()] + " "):
            frame.part = False
        again = frame.colon and measure in self.last_measures()
        if frame.aside == 0 and not frame.compared and not again:
            frame.part = frame.semi = False
        return match.end()

    def _neutral(self, match: re.Match[str]) -> int:
        frame = self.frames[-1]
        before = self.text[: match.start()]
        word = match.group().lower()
        if word.startswith(("conduct", "complet")):
            return match.end()
        subject = self.last_end >= 0 and not self.text[self.last_end : match.start()].strip()
        if frame.part and subject:
            return match.end()
        after = self.text[match.end() : match.end() + 40]
        if frame.verb_end >= 0 and AND.fullmatch(self.text, frame.verb_end, match.start()):
            frame.verb_end = match.end()
            return match.end()
        if not word.endswith(("ed", "ing", "sent", "held", "gave", "led")):
            governing = before.endswith(" to ") or after.startswith(" of ")
            if governing and any(match.end() < n.start < match.end() + 5 for n in self.numbers):
                frame.measures, frame.verb_end, frame.neutral_end = (), -1, match.end()
            return match.end()
        if ACT_AHEAD.match(after):
            frame.measures, frame.verb_end = (), match.end()
            return match.end()
        if re.search(r"(?:-|\b(?:a|an|the|of|for)\s+)$", before):
            return match.end()
        self.resume(match.start())
        frame.measures, frame.verb_end, frame.subset = (), -1, None
        frame.neutral_end = match.end()
        return match.end()

    def _continued(self, match: re.Match[str]) -> int:
        self.resume(match.start())
        self.settle(self.frames[-1])
        self.frames[-1].measures = ()
        self.frames[-1].verb_end = -1
        return match.end()

    def _while(self, match: re.Match[str]) -> int:
        """What another clause dates says nothing of the figures before it."""
        if not self.frames[-1].aside:
            self.settle(self.frames[-1])
        return match.end()

    def _part(self, match: re.Match[str]) -> int:
        frame = self.frames[-1]
        frame.part = True
        if frame.compared and frame.closed:
            ahead = [p for p in self.periods if p.start > match.end() and p.kind == PREVIOUS]
            if ahead and self.text[ahead[0].end : ahead[0].end + 1] == ")":
                frame.compared = frame.closed = False
        return match.end()

    def _compare(self, match: re.Match[str]) -> int:
        frame = self.frames[-1]
        if match.group().lower() == "followed":
            return match.end()
        self.settle(frame)
        frame.compared, frame.closed, frame.lead = True, False, None
        frame.part, frame.subset = False, None
        nouns = {measure_of(m)[1] for m in MEASURE_WORD.finditer(match.group())}
        frame.measures = ordered(tuple(nouns)) or frame.measures
        if frame.aside and not frame.dash and self.text[: match.start()].endswith("("):
            frame.bracketed = True
        return match.end()

    def _same(self, match: re.Match[str]) -> int:
        following = find_at(self.periods, match.end() - 8, match.end() + 14)
        self.settle(self.frames[-1])
        if following and following.kind == PREVIOUS and self.mentions:
            wholes = [at for at, m in enumerate(self.mentions) if not m.part]
            at = (wholes or [len(self.mentions) - 1])[-1]
            same = replace(self.mentions[at], same_before=True, prior=following.words)
            self.mentions[at] = same
        self.frames[-1].compared = True
        return match.end()

    def _silence(self, silence: Absence) -> int:
        self.resume(silence.start)
        self.frames[-1].measures, self.frames[-1].verb_end = (), -1
        return silence.end if silence.measures else silence.start + 12

    def _zero(self, zero: Absence) -> int:
        self.resume(zero.start)
        frame = self.frames[-1]
        frame.measures, frame.verb_end = zero.measures, zero.end
        if not frame.aside and self.text[zero.start :].startswith("nor "):
            frame.part = False
        if not self.is_theirs(zero.start):
            self.add(frame, zero.measures, zero.subset, UNSPECIFIED, 0, EXACT, True, zero.start)
        return zero.end

    def _mark(self, match: re.Match[str]) -> int:
        mark, frame = match.group(), self.frames[-1]
        if mark == "(":
            self.open_frame(part=True)
            if self.text[: match.start()].endswith(", "):
                self.frames[-1].aside = 0
        elif mark == ")":
            if len(self.frames) > 1:
                self.settle(self.frames.pop())
        elif mark == "—":
            if frame.aside and len(self.frames) > 1 and frame.dash:
                self.settle(self.frames.pop())
                if frame.compared and not frame.closed and self.frames[-1].pending:
                    self.settle(self.frames[-1])
                    self.frames[-1].compared = True
            else:
                self.open_frame(part=True)
                self.frames[-1].dash = True
        elif mark == ":":
            frame.part = frame.colon = True
        elif mark == ";" and frame.aside and not frame.dash:
            return match.end()
        elif mark == ";":
            while len(self.frames) > 1 and self.frames[-1].dash:
                self.settle(self.frames.pop())
            self.settle(self.frames[-1])
            last = self.frames[-1]
            keep = last.measures or self.last_measures()
            clause = self.text[self.clause : match.start()]
            if not any(m.start >= self.clause for m in self.mentions) and MEASURE_WORD.search(
                clause
            ):
                context = subset_of(clause)
                last.subset = context if context in (OTHER, OFFICIALS, SEX, LABOR) else None
            self.clause = match.end()
            last.compared = last.closed = False
            last.part, last.measures, last.verb_end, last.lead = True, keep, -1, None
            last.semi = True
        return match.end()

    def _number(self, number: Number) -> int:
        frame = self.frames[-1]
        phrase = read_phrase(self, number, frame)
        if phrase is None:
            self.counted = False
            return number.end
        self.counted = True
        if phrase.subset is None and self.is_goal(number):
            phrase = replace(phrase, subset=self.mentions[-1].subset)
        if frame.compared and (
            frame.closed and self.is_current_again(phrase.end) or self.is_goal(number)
        ):
            frame.compared = frame.closed = False
            self.frames[-1].pending = []
        self.add(
            frame,
            phrase.measures,
            phrase.subset,
            phrase.unit,
            number.value,
            number.bound,
            phrase.sure,
            number.start,
        )
        into = self.text[self.last_end : number.start]
        pair = self.mentions[-2:]
        if phrase.subset == OFFICIALS and re.fullmatch(
            r"\s+(?:into|of|against|involving)\s+", into
        ):
            self.mentions[-2] = replace(self.mentions[-2], subset=OFFICIALS)
        elif (
            phrase.subset in (SEX, LABOR)
            and len(pair) == 2
            and pair[0].subset is None
            and pair[0].measures == pair[1].measures
            and pair[0].unit != pair[1].unit
            and re.fullmatch(r"\s+(?:in|into|of|against|involving|from)\s+", into)
        ):
            self.mentions[-2] = replace(pair[0], subset=phrase.subset)
        self.last_end = phrase.end
        all_of = ALL_OF.match(self.text[phrase.end :])
        if all_of:
            subset = subset_of(all_of["what"])
            if subset not in (None, SPLIT, TOTAL) and subset != phrase.subset:
                part, frame.part = frame.part, True
                linked = len(pair) == 2 and into.strip() in ("in", "against", "involving")
                for whole in pair if linked and pair[0].measures == phrase.measures else pair[-1:]:
                    self.add(
                        frame,
                        phrase.measures,
                        subset,
                        whole.unit,
                        whole.value,
                        whole.bound,
                        False,
                        whole.start + 1,
                    )
                frame.part = part
        return phrase.end
