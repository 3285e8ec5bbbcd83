"""Figures of investigations, prosecutions, convictions and identified victims, coded by rule.

A sentence is read into mentions (`mentions`); here mentions become rows: current ones make a row,
earlier ones are put beside the row they are compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tipanalysis.narratives.comparison import CURRENT, LAST_PERIOD, OLDER, PREVIOUS, THIS_PERIOD
from tipanalysis.narratives.measures import (
    CASES,
    MEASURES,
    OFFICIALS,
    OTHER,
    LABOR,
    PERSONS,
    SEX,
    SPLIT,
    TOTAL,
    UNSPECIFIED,
    VICTIMS,
    subset_of,
)
from tipanalysis.narratives.mentions import Mention, find_mentions
from tipanalysis.narratives.numbers import find_numbers
from tipanalysis.narratives.silence import find_silences
from tipanalysis.narratives.text import EFFORTS, PREVENTION, PROSECUTION, PROTECTION, Narrative, Sentence

#: Sections that give figures, in the order of the text.
FIGURES = (PROSECUTION, PROTECTION, EFFORTS)
#: How many sentences back a comparison may reach.
REACH = 2

HIGH, MEDIUM, LOW = "high", "medium", "low"
_LATEST = re.compile(
    r"\b(?:most recent|latest)\s+(?:\w+\s+){0,3}?(?:year|data|period|figures?|statistics|available)",
    re.IGNORECASE,
)


_OVERALL = re.compile(r"\b(?:[Oo]verall|[Ii]n total|[Ii]n all)\b")
_OF_THE_N = re.compile(r"(?:Of|Among) (?:the|these|those) [\w,-]+(?: [\w-]+){0,2}")
#: "For labor trafficking, police ...": of what the next sentences speak.
_TOPIC = re.compile(r"(?:For|On|Regarding|Concerning|With regard to) (?P<what>(?:sex|labor) trafficking|forced labor)\b")
_BACKWARD = re.compile(r"(?:This|These|That|Of|Among|In|By|During|It|Compared|For|Last|The (?:previous|prior))\b")
_ANAPHORIC = re.compile(r"(?:Of|Among|In)\s+(?:these|those|the|them|this|that)\b|The (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|\w+teen|\w+ty)\b)|These\b|They\b|This\b|All\b")
_STATUTE = re.compile(
    r"\b(?:[Aa]rticle|[Ss]ection)s? (?:\d[\w.\-]*(?:\(\w+\))?)|\bunder (?:the )?[A-Z]{3,}\b"
)
#: Authorities of a part of the country, whose figures are part of a whole given before.
_LOCAL = re.compile(
    r"\b(?:state|provincial|municipal|county|regional|cantonal|district|city)(?:-level)? "
    r"(?:government|authorities|police|courts?|officials)\b",
    re.IGNORECASE,
)


@dataclass
class _Row:
    measure: str
    subset: str
    unit: str
    value: int
    bound: str
    period: str
    sentence: Sentence
    start: int
    aside: int
    confidence: str
    previous: int | None = None
    previous_period: str | None = None
    older: bool = False
    linked: bool = False
    part: bool = False

    def as_dict(self) -> dict[str, object]:
        return {
            "measure": self.measure,
            "subset": self.subset,
            "unit": self.unit,
            "value": self.value,
            "bound": self.bound,
            "period": self.period,
            "previous": self.previous,
            "previous_period": self.previous_period,
            "section": self.sentence.section,
            "sentence": self.sentence.number,
            "digest": self.sentence.digest,
            "confidence": self.confidence,
        }


def code_statistics(narrative: Narrative) -> list[dict[str, object]]:
    """Figures of the national government for the latest full period.

    Parameters
    ----------
    narrative : Narrative
        One country's text.

    Returns
    -------
    list of dict
        In the order of the text: measure, subset, unit (cases, persons, unspecified), value, bound,
        period, previous, previous_period, section, sentence, digest, confidence (high: measure
        word, number and noun stand together; medium: one of them is carried over; low: the period
        is the latest that the text has, not the reporting period).

    Examples
    --------
    >>> text = {"prosecution": "The government convicted 12 traffickers, compared to nine in 2016."}
    >>> row, = code_statistics(Narrative("XAA", 2018, "ALANDRIA: TIER 2", text))
    >>> row["measure"], row["value"], row["previous"], row["previous_period"]
    ('convictions', 12, 9, '2016')
    """
    coder = _Coder(narrative.edition)
    for section in FIGURES:
        coder.begin_section()
        for sentence in narrative.sentences(section):
            coder.take(sentence)
    return [row.as_dict() for row in _settled(coder.rows)]


def _settled(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Rows without repetitions, and without an older figure where there is a current one."""
    current = {(row.measure, row.subset) for row in rows if not row.older}
    measures = {row.measure for row in rows if not row.older and row.subset == TOTAL}
    seen: dict[tuple[object, ...], _Row] = {}
    for row in rows:
        if row.older and ((row.measure, row.subset) in current or row.measure in measures):
            continue
        key = (row.measure, row.subset, row.unit, row.value)
        if key in seen:
            known = seen[key]
            if known.previous is None:
                known.previous, known.previous_period = row.previous, row.previous_period
            continue
        seen[key] = row
    protected = any(
        r.measure == VICTIMS and r.subset == TOTAL and r.sentence.section != PROSECUTION
        for r in seen.values()
    )
    for row in seen.values():
        if protected and row.measure == VICTIMS and row.sentence.section == PROSECUTION:
            row.subset = OTHER if row.subset == TOTAL else row.subset
    counted = {row.measure for row in seen.values() if row.subset == TOTAL and row.value}
    for row in seen.values():
        if row.subset == TOTAL and not row.value and row.measure in counted and row.unit == UNSPECIFIED:
            row.subset = OTHER
    yield from seen.values()


class _Coder:
    """Rows of a narrative, sentence by sentence."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.rows: list[_Row] = []
        self.recent: list[list[_Row]] = []
        self.before = ""
        self.statutes: set[str] = set()
        self.topic: str | None = None
        self.topic_left = 0

    def begin_section(self) -> None:
        """What a sentence may look back to does not reach into another section."""
        self.recent, self.before, self.topic_left = [], "", 0

    def take(self, sentence: Sentence) -> None:
        statutes = set(_STATUTE.findall(sentence.text))
        mentions = _dated(find_mentions(sentence.text, self.edition, self.before), sentence.text + " " + self.before, self.edition)
        own: list[_Row] = []
        back = [row for rows in self.recent[-REACH:] for row in rows]
        last = self.recent[-1] if self.recent else []
        waiting: list[Mention] = []
        respectively = "respectively" in sentence.text
        mentions = [m for m in mentions if not m.orphan]
        earlier = [m for m in mentions if m.time == PREVIOUS]
        if not _BACKWARD.match(sentence.text):
            back = [row for row in back if any(row.measure in m.measures and m.sure for m in earlier)]
        for mention in mentions:
            if mention.time == CURRENT:
                own.extend(self._rows_of(mention, mentions, own, last, sentence))
            elif mention.time == PREVIOUS:
                if respectively and len(earlier) > 1 and mention.subset is None and mention.aside == earlier[-1].aside and len([m for m in earlier if m.aside == mention.aside]) > 1:
                    group = [m for m in earlier if m.aside == mention.aside]
                    rows = [r for r in own if r.start < group[0].start][-len(group) :]
                    if len(rows) == len(group):
                        _compare(rows[group.index(mention)], mention)
                    continue
                if not self._match(mention, own, back, earlier):
                    waiting.append(mention)
        for mention in waiting:
            self._match(replace(mention, start=len(sentence.text)), own, [], earlier)
        for row in own:
            whole = any(
                r.subset == TOTAL
                and r.measure == row.measure
                and r.value
                and (r.measure != VICTIMS or r.sentence.section == sentence.section)
                for r in self.rows
            )
            if row.subset == TOTAL and whole and not row.linked and (
                row.measure == VICTIMS
                or row.previous is None
                or (statutes and self.statutes and not self.statutes & statutes)
                or _LOCAL.search(sentence.text[: row.start])
            ):
                row.subset = OTHER
        named = {row.subset for row in (self.recent[-1] if self.recent else [])}
        topic = _TOPIC.match(sentence.text)
        if topic:
            self.topic, self.topic_left = subset_of(topic["what"]), 3
        for row in own:
            if self.topic_left and row.subset == TOTAL and self.topic:
                row.subset = self.topic
        self.topic_left = max(0, self.topic_left - 1)
        for row in own:
            if row.subset == TOTAL and len(named) == 1 and named <= {SEX, LABOR} and row.value and any(
                r.subset == TOTAL and r.measure == row.measure for r in self.rows
            ):
                row.subset = next(iter(named))
        if own and statutes:
            self.statutes |= statutes
        self.rows.extend(own)
        self.recent.append(own)
        self.before = sentence.text

    def _rows_of(
        self,
        mention: Mention,
        mentions: Sequence[Mention],
        own: list[_Row],
        last: list[_Row],
        sentence: Sentence,
    ) -> Iterator[_Row]:
        subset, measures = mention.subset, mention.measures
        if not measures:
            above = own or (last if _ANAPHORIC.match(sentence.text) else [])
            if not above:
                return
            whole = _OF_THE_N.match(sentence.text)
            counted = [n.value for n in find_numbers(whole.group())] if whole else []
            named = [row for row in above if row.value in counted] or [r for r in above if r.value]
            measures = ((named or above)[-1].measure,)
        if mention.part:
            involved = not mention.measures and subset is None and mention.unit == PERSONS and mention.sure
            if subset in (None, SPLIT, TOTAL) and not involved:
                return
            if subset == OFFICIALS and any(r.subset == OFFICIALS and r.measure in measures for r in own):
                return
            if subset == LABOR and any(r.subset == LABOR and r.measure in measures and r.start != mention.start for r in own):
                subset = OTHER
        elif subset == SPLIT:
            others = [
                m for m in mentions
                if m is not mention and m.time == CURRENT and not m.part and set(m.measures) & set(measures)
            ]
            if others:
                return
            subset = TOTAL
        for measure in measures:
            row = _Row(
                measure,
                subset or TOTAL,
                mention.unit,
                mention.value,
                mention.bound,
                mention.period or THIS_PERIOD,
                sentence,
                mention.start,
                mention.aside,
                HIGH if mention.sure else MEDIUM,
                older=mention.period == str(self.edition - 2),
            )
            row.part = mention.part
            row.linked = not mention.measures or bool(_OVERALL.search(sentence.text))
            if row.older:
                row.confidence = LOW
            if mention.same_before:
                row.previous = mention.value
                row.previous_period = mention.prior or str(self.edition - 2)
            yield row

    def _match(
        self, mention: Mention, own: list[_Row], back: list[_Row], earlier: Sequence[Mention]
    ) -> bool:
        matched = False
        measures = mention.measures
        if not measures:
            rows = own or back
            measures = (rows[-1].measure,) if rows else ()
        for measure in measures:
            pools = [[r for r in own if r.measure == measure and r.start < mention.start]]
            if not pools[0] or mention.subset not in (None, SPLIT, TOTAL):
                pools.append([r for r in back if r.measure == measure])
            for pool in pools:
                rows = self._rows_for(mention, measure, pool, earlier)
                for row in rows:
                    _compare(row, mention)
                if rows:
                    matched = True
                    break
        return matched

    def _rows_for(
        self, mention: Mention, measure: str, pool: list[_Row], earlier: Sequence[Mention]
    ) -> list[_Row]:
        """Rows that an earlier figure stands beside: one, or the whole and its only part."""
        free = [row for row in pool if row.previous is None]
        if not free:
            return []
        subset = mention.subset
        if subset not in (None, SPLIT, TOTAL):
            same = [
                row
                for row in free
                if row.subset == subset
                and (row.unit == mention.unit or UNSPECIFIED in (row.unit, mention.unit))
            ]
            same = _by_unit(same, mention)[:1]
            alone = [m for m in earlier if not m.part and set(m.measures or (measure,)) == {measure} and m.unit == mention.unit]
            totals = [row for row in free if row.subset == TOTAL]
            if len(alone) == 1 and mention.compared and totals and subset != OTHER:
                return [_by_unit(totals, mention)[-1], *same]
            return same
        if mention.part and mention.compared:
            return []
        if subset == SPLIT and mention.aside and len(pool) > 1:
            return []
        if mention.aside and (not mention.compared or mention.bracketed):
            last = max(row.start for row in pool)
            near = [row for row in free if row.start == last]
            if not near or (mention.unit != UNSPECIFIED and near[0].unit not in (mention.unit, UNSPECIFIED)):
                return [row for row in free if row.unit == mention.unit][-1:]
            return near[-1:]
        totals = [row for row in free if row.subset == TOTAL]
        if not totals and not any(row.subset == TOTAL for row in pool):
            whole = [row for row in free if not row.part]
            totals = whole if len({row.subset for row in whole}) == 1 else []
            if not whole and len({row.subset for row in free}) == 1:
                totals = free
        if not totals:
            return []
        alike = [
            m for m in earlier if not m.part and m.unit == mention.unit and measure in m.measures
        ]
        last = mention.unit != UNSPECIFIED and len(alike) < 2
        return [_by_unit(totals, mention)[-1 if last else 0]]


def _by_unit(rows: list[_Row], mention: Mention) -> list[_Row]:
    """Rows of the unit that is compared, or all; a bare noun of acts is rather of cases."""
    wanted = [row for row in rows if row.unit == mention.unit]
    if wanted:
        return wanted
    if mention.unit == UNSPECIFIED:
        return [row for row in rows if row.unit != PERSONS] or rows
    return rows


def _compare(row: _Row, mention: Mention) -> None:
    row.previous, row.previous_period = mention.value, mention.period or LAST_PERIOD


def _dated(mentions: tuple[Mention, ...], words: str, edition: int) -> list[Mention]:
    """Mentions with the year that the text takes for the latest, where that is not the last one.

    "21 prosecutions for 2016, compared with ten in 2015" is of the latest figures there are, and
    "six in 2016 (33 in 2016)" a slip for the year after.
    """
    before, oldest = str(edition - 2), str(edition - 3)
    if not any(m.period in (before, str(edition - 1)) or m.time == PREVIOUS for m in mentions) and any(
        m.period == oldest and (m.aside or m.compared) for m in mentions
    ):
        return [
            replace(m, period=before) if m.time == CURRENT and not m.period
            else replace(m, time=PREVIOUS) if m.period == oldest else m
            for m in mentions
        ]
    main = [m for m in mentions if m.time == PREVIOUS and not m.compared and not m.aside and m.period == before]
    if not main:
        return list(mentions)
    compared = {m.period for m in mentions if (m.compared or m.aside) and m.closed}
    has_now = any(m.period == str(edition - 1) for m in mentions)
    if has_now:
        return list(mentions)
    if before in compared:
        return [replace(m, time=CURRENT, period=str(edition - 1)) if m in main else m for m in mentions]
    if oldest in compared or _LATEST.search(words):
        dated = []
        for m in mentions:
            if m in main or (m.time == CURRENT and not m.period and not m.compared):
                m = replace(m, time=CURRENT, period=before)
            elif m.period == oldest:
                m = replace(m, time=PREVIOUS)
            elif m.aside and m.time == PREVIOUS and m.period == before:
                m = replace(m, time=CURRENT)
            dated.append(m)
        return dated
    return list(mentions)


def code_unreported(narrative: Narrative) -> list[dict[str, object]]:
    """Measures of which the text says that they were not reported.

    Returns
    -------
    list of dict
        measure, subset, period, section, sentence, digest; each measure and subset once.

    Examples
    --------
    >>> text = {"prosecution": "Courts did not report any convictions."}
    >>> [r["measure"] for r in code_unreported(Narrative("XAA", 2018, "ALANDRIA: TIER 2", text))]
    ['convictions']
    """
    rows: dict[tuple[str, str], dict[str, object]] = {}
    figures = code_statistics(narrative)
    given = {row["measure"] for row in figures if row["subset"] == TOTAL}
    beside = {(row["measure"], row["digest"]) for row in figures if row["subset"] != OFFICIALS}
    for section in (*FIGURES, PREVENTION):
        for sentence in narrative.sentences(section):
            for silence in find_silences(sentence.text):
                for measure in silence.measures:
                    if silence.subset == TOTAL and (
                        measure in given or (measure, sentence.digest) in beside
                    ):
                        continue
                    rows.setdefault(
                        (measure, silence.subset),
                        {
                            "measure": measure,
                            "subset": silence.subset,
                            "period": "",
                            "section": sentence.section,
                            "sentence": sentence.number,
                            "digest": sentence.digest,
                        },
                    )
    return list(rows.values())
