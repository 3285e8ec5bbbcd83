"""From one sentence to its mentions: number, measure, unit, subset, period, and what it is a part of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tipanalysis.narratives.comparison import (
    BOTH,
    CARRIED,
    COMPARE,
    CURRENT,
    EVENT,
    LATER,
    OLDER,
    PREVIOUS,
    SAME,
    Period,
    find_periods,
)
from tipanalysis.narratives.measures import (
    CASES,
    CONVICTIONS,
    HEAD,
    INVESTIGATIONS,
    MEASURE_WORD,
    MEASURES,
    OFFICIALS,
    OTHER,
    PERSONS,
    PROSECUTIONS,
    LABOR,
    SEX,
    SPLIT,
    TOTAL,
    UNSPECIFIED,
    VERBS,
    VICTIMS,
    measure_of,
    subset_of,
)
from tipanalysis.narratives.numbers import EXACT, Number, find_numbers
from tipanalysis.narratives.silence import SILENCE_END, find_silences, find_zeros


@dataclass(frozen=True)
class Mention:
    """One figure as a sentence gives it.

    Attributes
    ----------
    measures : tuple of str
        Measures it counts; empty where the sentence alone does not say.
    subset : str or None
        Subset that its own words name.
    unit : str
        cases, persons or unspecified.
    value : int
        The count.
    bound : str
        exact, at-least, at-most, approx.
    time : str
        current, previous, older, later, carried, event.
    period : str
        The period in words, empty where none is named.
    part : bool
        Whether it is a part of a figure given before.
    aside : int
        0 in running text, else the number of the bracket or inset it stands in.
    compared : bool
        Whether it stands behind a comparison.
    sure : bool
        Whether measure word, number and noun stand together.
    """

    measures: tuple[str, ...]
    subset: str | None
    unit: str
    value: int
    bound: str
    time: str
    period: str
    part: bool
    aside: int
    compared: bool
    sure: bool
    start: int = 0
    same_before: bool = False
    prior: str = ""
    closed: bool = False
    orphan: bool = False
    bracketed: bool = False


@dataclass
class _Frame:
    """What holds inside one bracket, inset or clause."""

    aside: int
    part: bool = False
    compared: bool = False
    closed: bool = False
    measures: tuple[str, ...] = ()
    subset: str | None = None
    verb_end: int = -1
    lead: Period | None = None
    dash: bool = False
    orphan: bool = False
    semi: bool = False
    bracketed: bool = False
    neutral_end: int = -1
    pending: list[int] = field(default_factory=list)


_PART = re.compile(
    r"\b(?:including|include[ds]?|of (?:which|whom|these|those|them)|among (?:which|whom|these|those|them)|comprising|"
    r"consisting of|comprised of|involving both|made up of|of the (?:total|victims|cases)(?= identified|,|\s\w+ed))\b",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"\b(?:arrest|detain|sentenc|acquitt|train|screen|assist|referr|repatriat|rescu|remov|inspect|"
    r"interview|provid|receiv|dismiss|extradit|releas|fin|conduct|deport|intercept|dropp|appeal|"
    r"order|award|hous|shelter|serv|help|employ|hir|appoint|deploy|establish|clos|suspend|disciplin|"
    r"transferr|return|support|process|review|fir|sanction|allocat|operat|maintain|fund|publish|"
    r"distribut|organiz|encounter|estimat|participat|testif|plac|sent|held|gave|grant|"
    r"attend|complet|reach|visit|monitor|cooperat|raid|seiz|revok|protect|lead|led)"
    r"(?:ed|ing|s|ied)?\b",
    re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"\b(?<!or )(?:continu(?:ed|ing|es?)|remain(?:ed|ing)?|resum(?:ed|ing))(?: to)?(?: \w+)?? "
    r"(?:investigat\w+|prosecut\w+|convict\w+|pursu\w+)(?:(?:,? and|,) (?:investigat\w+|prosecut\w+"
    r"|convict\w+))*",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:cooperat|collaborat|participat|partner|coordinat)\w+ (?:[\w'’-]+ ){0,12}?(?:on|in|during)"
    r" (?:[\w'’-]+ ){0,3}?(?:investigat\w+|prosecut\w+)|"
    r"\b(?:train|teach|educat|instruct)\w+ (?:[\w'’-]+ ){0,12}?(?:investigat\w+|prosecut\w+|identif\w+)",
    re.IGNORECASE,
)
_OTHERS = (
    r"(?:NGOs?|non-governmental organizations?|international (?:and [\w-]+ )?organizations?|"
    r"international NGOs?|stakeholders|civil society(?: (?:groups?|organizations?))?|media(?: reports?| outlets?"
    r"| sources?)?|observers?|experts|IOM|UNHCR|UNICEF|UNODC|the UN\b|foreign governments?|"
    r"diplomatic sources|press(?: reports)?|reports|a report|advocates|lawyers|CSOs?|"
    r"local organizations?|an embassy|foreign embass\w+|sources)"
)
_NOT_OURS = re.compile(
    rf"(?:^|[,;—(] ?|\b(?:while|although|that|and|but|as|two|three|some|several|various|many|most|multiple|one|the|local|an|a|other|another|second|third|"
    rf"funded|run|\w+-based|specialized|domestic|additionally|separately|reported) )(?<!with )(?<!government and )(?<!authorities and )"
    rf"(?<!officials and ){_OTHERS}(?: \([\w ]+\))?(?: in [A-Z]\w+| working \w+ \w+| also| separately|"
    rf" \w+ly)* (?:report(?=ed|ing)|identif|indicat|document|estimat|alleg|not|detect|regist|assist|stat|"
    rf"suggest|investigat|convict|provid|claim|refer|record|receiv)\w*"
    rf"(?! (?:and|or) the government)|\baccording to (?:\w+ ){{0,2}}?{_OTHERS}",
    re.IGNORECASE,
)
#: "four defendants, all for sex trafficking": the whole is one subset.
_ALL_OF = re.compile(
    r"^(?:[^,.;:()—\d]{0,40}?)[,—(] ?(?:all|both|each)\b(?! but)(?: of (?:whom|which|them))?(?P<what>[^,.;:()—\d]{3,60})",
    re.IGNORECASE,
)
_ONE_CASE = re.compile(
    r"^(?:In (?:one|another|a|an)\b[^,]{0,60}\bcases?\b|For (?:example|instance)|In one\b(?! of)|"
    r"In another|Among (?:its|the) |(?:One|A|Another|The) (?:[\w-]+ ){0,3}?case\b|In (?:this|that|the \w+|these|each) cases?\b|"
    r"As an example|In a (?:\w+ )?(?:high-profile|notable|separate|landmark|joint)\b)|"
    r".*\ba single case\b",
    re.IGNORECASE,
)
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
    ('investigations',) 9 unspecified previous
    """
    return tuple(_Reader(text, edition, before).read())


class _Reader:
    """Goes through the events of a sentence from left to right, with a frame per bracket."""

    def __init__(self, text: str, edition: int, before: str = "") -> None:
        self.text = text
        self.before = before
        self.numbers = find_numbers(text)
        self.periods = find_periods(text, edition)
        self.mentions: list[Mention] = []
        self.frames = [_Frame(0)]
        self.asides = 0
        self.one_case = bool(_ONE_CASE.search(text))
        self.clause = 0
        self.counted = True
        self.last_end = -1
        self.not_ours = [m.end() for m in _NOT_OURS.finditer(text)]

    def read(self) -> list[Mention]:
        if self.one_case:
            return []
        skip = 0
        for start, rank, event in sorted(self._events(), key=lambda e: (e[0], e[1])):
            if start < skip:
                continue
            skip = max(skip, self._take(start, event))
        self._settle(self.frames[0])
        return self.mentions

    def _events(self) -> Iterator[tuple[int, int, object]]:
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
            ("part", _PART),
            ("continued", _CONTINUED),
            ("continued", _JOINT),
            ("word", MEASURE_WORD),
            ("neutral", _NEUTRAL),
            ("mark", re.compile(r"[();:—]")),
        ):
            rank = 3 if name in ("continued", "compare") else 5
            for match in pattern.finditer(self.text):
                yield match.start(), rank, (name, match)

    def _take(self, start: int, event: object) -> int:
        if isinstance(event, Number):
            return self._number(event)
        if isinstance(event, Period):
            self._period(event)
            return event.end
        name, found = event  # type: ignore[misc]
        return int(getattr(self, f"_{name}")(found))

    # --- words ------------------------------------------------------------------------------

    def _word(self, match: re.Match[str]) -> int:
        kind, measure = measure_of(match)
        frame, text = self.frames[-1], self.text
        if text[: match.start()].endswith("-"):
            return match.end()
        if kind == "noun":
            governs = re.match(
                r"\s+(?:efforts\s+)?(?:of|against|into|involving|in|and|or|,)\s+", text[match.end() :]
            )
            if not governs:
                return match.end()
        elif self.text.startswith("Of ") and match.start() < self.text.find(","):
            return match.end()
        elif match.group().lower().endswith("ed") and not any(
            match.end() < n.start < match.end() + 14 for n in self.numbers
        ) and re.match(r"\s+(?:\w+\s+){0,2}?(?:victims?|traffickers?|offenders?|defendants?|"
                      r"individuals)\b", text[match.end():]) and re.search(
                          r"(?:\b(?:the|all|newly|any|each|of|for|to|other|officially|formally|with|"
                          r"by|both|these|those|from|between|no|\d+|one|two|three|four|five|six)|[a-z]ly)\s+$",
                          text[: match.start()]):
            return match.end()
        elif re.match(r"\s+by\b|\s+(?:and \w+ )?(?:as|that|how)\b", text[match.end():]) and measure == VICTIMS:
            return match.end()
        self._resume(match.start())
        joined = frame.verb_end >= 0 and re.fullmatch(
            r"(?:(?: of| against)?\s*,?\s*(?:and|or|and/or)?\s*(?:(?:the|to|then|subsequently|also|\w+ly|refer\w*|assist\w*|protect\w*)\s+)*)",
            text[frame.verb_end : match.start()],
        )
        frame.measures = _ordered((*frame.measures, measure)) if joined else (measure,)
        if not joined and frame.verb_end >= 0:
            frame.subset = None
        frame.verb_end = match.end()
        if frame.aside == 0 and not frame.compared:
            frame.part = frame.semi = False
        return match.end()

    def _neutral(self, match: re.Match[str]) -> int:
        frame = self.frames[-1]
        before = self.text[: match.start()]
        word = match.group().lower()
        if word.startswith(("conduct", "complet")) :
            return match.end()
        after = self.text[match.end() : match.end() + 40]
        joined = re.fullmatch(r"\s*,?\s*(?:and|or)?\s*(?:to\s+)?(?:\w+ly\s+)?", self.text[frame.verb_end : match.start()]) if frame.verb_end >= 0 else None
        if joined:
            frame.verb_end = match.end()
            return match.end()
        if not word.endswith(("ed", "ing", "sent", "held", "gave", "led")):
            return match.end()
        if re.match(r"\s*(?:,|and|or)\s+(?:\w+\s+){0,2}?(?:" + "|".join(VERBS.values()) + r")", after):
            frame.measures, frame.verb_end = (), match.end()
            return match.end()
        if re.search(r"(?:-|\b(?:a|an|the|of|for|government|state)\s+)$", before):
            return match.end()
        self._resume(match.start())
        frame.measures, frame.verb_end, frame.subset = (), -1, None
        frame.neutral_end = match.end()
        return match.end()

    def _continued(self, match: re.Match[str]) -> int:
        self._resume(match.start())
        self.frames[-1].measures = ()
        self.frames[-1].verb_end = -1
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
        self._settle(frame)
        frame.compared, frame.closed, frame.lead = True, False, None
        frame.part, frame.subset = False, None
        if frame.aside and not frame.dash and self.text[: match.start()].endswith("("):
            frame.bracketed = True
        return match.end()

    def _same(self, match: re.Match[str]) -> int:
        following = find_at(self.periods, match.end() - 5, match.end() + 14)
        if following and following.kind == PREVIOUS and self.mentions:
            last = self.mentions[-1]
            self.mentions[-1] = replace(last, same_before=True, prior=following.words)
        self.frames[-1].compared = True
        return match.end()

    def _silence(self, silence) -> int:  # type: ignore[no-untyped-def]
        self._resume(silence.start)
        self.frames[-1].measures, self.frames[-1].verb_end = (), -1
        for period in self.periods:
            if silence.start <= period.start < silence.end and not SILENCE_END.search(
                self.text[silence.start : period.start]
            ):
                pass
        return silence.end if silence.measures else silence.start + 12

    def _zero(self, zero) -> int:  # type: ignore[no-untyped-def]
        self._resume(zero.start)
        frame = self.frames[-1]
        frame.measures, frame.verb_end = zero.measures, zero.end
        if not self._is_theirs(zero.start):
            self._add(frame, zero.measures, zero.subset, UNSPECIFIED, 0, EXACT, True, zero.start)
        return zero.end

    # --- marks ------------------------------------------------------------------------------

    def _mark(self, match: re.Match[str]) -> int:
        mark, frame = match.group(), self.frames[-1]
        if mark == "(":
            self._open(part=True)
        elif mark == ")":
            if len(self.frames) > 1:
                self._settle(self.frames.pop())
        elif mark == "—":
            if frame.aside and len(self.frames) > 1 and frame.dash:
                self._settle(self.frames.pop())
            else:
                self._open(part=True)
                self.frames[-1].dash = True
        elif mark == ":":
            frame.part = True
        elif mark == ";" and frame.aside and not frame.dash:
            return match.end()
        elif mark == ";":
            while len(self.frames) > 1 and self.frames[-1].dash:
                self._settle(self.frames.pop())
            self._settle(self.frames[-1])
            last = self.frames[-1]
            keep = last.measures or self._last_measures()
            if not any(m.start >= self.clause for m in self.mentions):
                context = subset_of(self.text[self.clause : match.start()])
                last.subset = context if context in (OTHER, OFFICIALS, SEX, LABOR) else None
            self.clause = match.end()
            last.compared = last.closed = False
            last.part, last.measures, last.verb_end, last.lead = True, keep, -1, None
            last.semi = True
        return match.end()

    def _open(self, *, part: bool) -> None:
        self.asides += 1
        above = self.frames[-1]
        self.frames.append(
            _Frame(
                self.asides,
                part=part,
                compared=above.compared,
                measures=above.measures,
                lead=above.lead if not above.compared else None,
                orphan=not self.counted,
            )
        )

    def _resume(self, start: int) -> None:
        """A new act after a finished comparison is of the current period again."""
        frame = self.frames[-1]
        if frame.compared and frame.closed:
            frame.compared = frame.closed = False
            frame.lead = None

    # --- numbers ----------------------------------------------------------------------------

    def _number(self, number: Number) -> int:
        from tipanalysis.narratives.phrases import read_phrase

        frame = self.frames[-1]
        phrase = read_phrase(self, number, frame)
        if phrase is None:
            self.counted = False
            return number.end
        self.counted = True
        if frame.compared and (
            frame.closed and self._is_current_again(phrase.end) or self._is_goal(number)
        ):
            frame.compared = frame.closed = False
            self.frames[-1].pending = []
        self._add(
            frame,
            phrase.measures,
            phrase.subset,
            phrase.unit,
            number.value,
            number.bound,
            phrase.sure,
            number.start,
        )
        self.last_end = phrase.end
        all_of = _ALL_OF.match(self.text[phrase.end :])
        if all_of and not frame.compared:
            subset = subset_of(all_of["what"])
            if subset not in (None, SPLIT, TOTAL) and subset != phrase.subset:
                part, frame.part = frame.part, True
                self._add(frame, phrase.measures, subset, phrase.unit, number.value, number.bound, False, number.start + 1)
                frame.part = part
        return phrase.end

    def _is_goal(self, number: Number) -> bool:
        """Whether a number is where a change led to: "decreased from 30 to 12"."""
        return bool(
            self.mentions
            and self.mentions[-1].compared
            and re.search(r"\bfrom\b", self.text[max(0, self.mentions[-1].start - 18) : self.mentions[-1].start])
            and re.search(r"^[^,;()]{0,70}\bto (?:[a-z]+ ){0,2}$", self.text[self.mentions[-1].start : number.start])
        )

    def _is_current_again(self, end: int) -> bool:
        """Whether a number behind a finished comparison opens a new figure."""
        rest = self.text[end:]
        comparison = COMPARE.search(rest)
        stop = comparison.start() if comparison else len(rest)
        own = find_at(self.periods, end, end + stop)
        return bool(comparison) and (own is None or own.kind == CURRENT)

    def _add(
        self,
        frame: _Frame,
        measures: tuple[str, ...],
        subset: str | None,
        unit: str,
        value: int,
        bound: str,
        sure: bool,
        start: int,
    ) -> None:
        time, period = (PREVIOUS if frame.compared else CURRENT), ""
        if frame.lead:
            time, period = frame.lead.kind, frame.lead.words
        self.mentions.append(
            Mention(measures, subset, unit, value, bound, time, period, frame.part, frame.aside, frame.compared, sure, start, orphan=frame.orphan, bracketed=frame.bracketed)
        )
        frame.pending.append(len(self.mentions) - 1)

    def _period(self, period: Period) -> None:
        frame = self.frames[-1]
        if frame.pending:
            for at in frame.pending[-1:] if period.kind == BOTH else frame.pending:
                self.mentions[at] = _timed(self.mentions[at], period)
            frame.pending = []
            if frame.compared and period.kind != CARRIED:
                frame.closed = True
        elif period.kind != CARRIED:
            if frame.compared and self.mentions and period.kind in (PREVIOUS, OLDER):
                ahead = self.text[period.end : period.end + 3]
                frame.lead = period if not ahead.startswith((".", ";")) else None
                frame.closed = False
            elif not frame.compared:
                frame.lead = period

    def _settle(self, frame: _Frame) -> None:
        frame.pending = []

    def _last_measures(self) -> tuple[str, ...]:
        return self.mentions[-1].measures if self.mentions else ()

    def _is_theirs(self, start: int) -> bool:
        """Whether the clause tells of others than the government."""
        semicolon = self.text.rfind(";", 0, start)
        turn = max(
            (m.end() for m in re.finditer(
                r"(?:, but|, while|, and|, although|, though|, however,?) (?:the )?(?:government|authorities|police|courts)",
                self.text[:start])),
            default=-1,
        )
        return any(max(semicolon, turn) < at <= start for at in self.not_ours)


def find_at(periods: tuple[Period, ...], start: int, stop: int) -> Period | None:
    """The first period that begins between two places."""
    return next((p for p in periods if start <= p.start < stop), None)


def _timed(mention: Mention, period: Period) -> Mention:
    """A mention with the period that closes it."""
    if period.kind == BOTH:
        return replace(mention, time=CURRENT, period=period.words, same_before=True)
    mention = replace(mention, closed=True)
    if period.kind == CARRIED and mention.compared:
        return replace(mention, time=PREVIOUS)
    if period.kind == CURRENT and not period.words.isdigit() and mention.period:
        return mention
    return replace(mention, time=period.kind, period=period.words)


def _ordered(measures: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(measure for measure in MEASURES if measure in measures)
