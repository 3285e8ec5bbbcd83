"""Wholes and parts that another phrase names: a case, a list of forms, those convicted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from tipanalysis.narratives.comparison import THIS_PERIOD
from tipanalysis.narratives.cues import NOT_OURS
from tipanalysis.narratives.measures import (
    CASES,
    CONVICTIONS,
    LABOR,
    MEASURE_WORD,
    OTHER,
    PERSONS,
    SEX,
    TOTAL,
    VICTIMS,
    measure_of,
    subset_of,
)
from tipanalysis.narratives.numbers import Number, find_numbers
from tipanalysis.narratives.row import MEDIUM, Row
from tipanalysis.narratives.text import Sentence

#: "one prosecution (two in 2016) in a case involving sex trafficking": the count, then the case.
_IN_A_CASE = re.compile(
    r"[\w,]+ (?:new )?(?:investigations?|prosecutions?|convictions?)"
    r"(?= (?:in 20\d\d|\())(?: in 20\d\d)?(?: \([^)]*\))? in a case involving "
)
#: "forced labor (15 victims)", "criminality (three victims)"
_FORM_COUNTED = re.compile(
    r"(?P<form>[a-z][a-z -]{3,50}?) \((?P<count>[\w,]+) (?P<noun>victims?|cases?)\)"
)
#: "Sexual exploitation was the most common form, with 38 cases reported"
_MOST_COMMON = re.compile(
    r"(?P<form>[A-Z][a-z -]{3,40}?) (?:was|remained) the most (?:common|frequent|prevalent) form\b"
    r"[^,;.]*, with (?P<count>[\w,]+) (?P<noun>victims|cases)\b"
)
#: "out of 60 persons identified as potential victims"
_OUT_OF = re.compile(
    r"\bout of (?:the )?(?P<count>[\w,]+) (?:[a-z]+ ){0,2}?(?:[a-z]+ly )?identified as "
    r"(?:(?:potential|possible|suspected|presumed) )?(?:trafficking )?victims\b"
)
#: "all four convicted traffickers", "one of the three individuals convicted", "half of the
#: convicted traffickers (two of four)"
_THOSE_CONVICTED = re.compile(
    r"\b(?:all|the) (?P<count>[\w,]+) (?:convicted (?:traffickers|offenders|defendants)|"
    r"(?:traffickers|individuals|persons|offenders|defendants) convicted)\b|"
    r"\bthe convicted (?:traffickers|offenders) \([\w,]+ of (?P<whole>[\w,]+)\)"
)
#: "(11 in 2016)"
_BRACKET = re.compile(r"\([\w,]+ in 20\d\d\)")
#: "sentenced six convicted traffickers; the year before it achieved nine convictions"
_SENTENCED = re.compile(
    r"\bsentenced (?P<count>[\w,]+) convicted (?:traffickers|offenders|defendants)\b"
    r"(?P<rest>[^.]*)"
)

#: "40 of these complaints were specifically trafficking"
_SPECIFICALLY = re.compile(
    r"\b(?P<count>[\w,]+) of (?:these|those) (?P<noun>[a-z]+) were specifically (?:human )?"
    r"trafficking\b"
)
#: "at least five cases included suspected sex trafficking"
_CASES_INCLUDED = re.compile(
    r"\b(?P<count>(?!reported|identified)[\w,]+) cases (?:included|involved) (?:alleged|suspected) "
    r"(?P<form>(?:sex|labor) trafficking)\b"
)
#: "all three investigations involved suspected sex trafficking"
_ALL_INVOLVED = re.compile(
    r"\b(?:all|both|each)(?: of (?:the|these|those|which|whom|them))?\s*"
    r"(?P<noun>(?:[\w-]+\s+){0,3}?)"
    r"(?:were|was|involved|involving|for|concerned|related to)\s+(?P<what>[^,.;()]{3,60})",
    re.IGNORECASE,
)


def name_again(
    rows: Sequence[Row], sentences: Sequence[Sentence], opening: Sequence[Sentence]
) -> Iterator[Row]:
    """Further rows for wholes and parts that another phrase names.

    Parameters
    ----------
    rows : sequence of Row
        In the order of the text; an earlier figure moves to the whole.
    sentences : sequence of Sentence
        The sentences that they were read from, and those between.
    opening : sequence of Sentence
        The assessment, which may name a whole again.
    """
    yield from _counts_before_a_case(rows)
    yield from _forms_listed(rows, sentences)
    yield from _cases_told_again(rows, sentences)
    yield from _wholes_behind_out_of(rows, sentences)
    yield from _those_convicted(rows, [*sentences, *opening])


def _counted(words: str) -> Number | None:
    """The number that some words are, or None."""
    found = find_numbers(words)
    return found[0] if len(found) == 1 and found[0].value else None


def _as_whole(part: Row, **changes: Any) -> Row:
    """The whole that a part is; the earlier figure moves to it."""
    earlier = {"previous": part.previous, "previous_period": part.previous_period}
    whole = part.again(subset=TOTAL, **earlier, **changes)
    part.previous = part.previous_period = None
    return whole


def _has_total(rows: Sequence[Row], measure: str) -> bool:
    return any((row.measure, row.subset) == (measure, TOTAL) and not row.older for row in rows)


def _counts_before_a_case(rows: Sequence[Row]) -> Iterator[Row]:
    """A count compared on its own, behind which the case it was in is described."""
    for row in rows:
        described = row.subset in (SEX, LABOR) and _IN_A_CASE.match(row.sentence.text, row.start)
        if described and not _has_total(rows, row.measure):
            yield _as_whole(row)


def _forms_listed(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """A list of forms with the victims of each in brackets, behind their total."""
    for at, sentence in enumerate(sentences):
        listed = list(_FORM_COUNTED.finditer(sentence.text))
        if len(listed) < 2 or any(row.sentence is sentence for row in rows):
            continue
        near = [s for s in sentences[max(0, at - 3) : at] if s.section == sentence.section]
        wholes = [
            row
            for row in rows
            if (row.measure, row.subset) == (VICTIMS, TOTAL) and row.sentence in near
        ]
        if not wholes or NOT_OURS.search(sentence.text):
            continue
        first = _MOST_COMMON.match(sentence.text)
        for match in [first, *listed] if first else listed:
            number = _counted(match["count"])
            subset = subset_of(match["form"])
            if number and subset in (SEX, LABOR, OTHER) and number.value <= wholes[-1].value:
                yield wholes[-1].again(
                    subset=subset,
                    unit=CASES if match["noun"].startswith("case") else PERSONS,
                    value=number.value,
                    sentence=sentence,
                    start=match.start("count"),
                    part=True,
                )


def _cases_told_again(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """How many of the cases just counted were trafficking itself, or of one form."""
    for at, sentence in enumerate(sentences):
        own = any(row.sentence is sentence for row in rows)
        match = _SPECIFICALLY.search(sentence.text)
        match = match or (None if own else _CASES_INCLUDED.search(sentence.text))
        counted = find_numbers(sentence.text[: match.end("count")]) if match else ()
        if match is None or not counted or NOT_OURS.search(sentence.text):
            continue
        number = counted[-1]
        near = [s for s in sentences[max(0, at - 4) : at] if s.section == sentence.section]
        wholes = [
            row
            for row in rows
            if row.subset == TOTAL
            and row.unit == CASES
            and row.sentence in near
            and row.value > number.value
        ]
        form = subset_of(match["form"]) if match.re is _CASES_INCLUDED else TOTAL
        if wholes and form:
            yield wholes[-1].again(
                subset=form,
                value=number.value,
                bound=number.bound,
                sentence=sentence,
                start=number.start,
                part=form != TOTAL,
            )


def _wholes_behind_out_of(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """All whom the authorities took for victims, named behind those that were confirmed."""
    for sentence in sentences:
        match = _OUT_OF.search(sentence.text)
        number = _counted(match["count"]) if match else None
        here = [r for r in rows if r.sentence is sentence and r.measure == VICTIMS]
        totals = [r for r in here if r.subset == TOTAL]
        if match and number and totals and number.value > totals[0].value:
            yield _as_whole(
                totals[0],
                unit=PERSONS,
                value=number.value,
                bound=number.bound,
                start=match.start("count"),
            )


def _those_convicted(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """A total of convictions given only where those convicted are named once more."""
    if _has_total(rows, CONVICTIONS):
        return
    parts = [r for r in rows if r.measure == CONVICTIONS and r.subset in (SEX, LABOR) and r.value]
    wholes = (_of_those_named(parts, s) or _of_those_sentenced(parts, s) for s in sentences)
    yield from itertools.islice(filter(None, wholes), 1)


def _of_those_named(parts: Sequence[Row], sentence: Sentence) -> Row | None:
    """The total where as many as a part are called all the convicted."""
    named = _THOSE_CONVICTED.search(sentence.text)
    number = _counted(named["count"] or named["whole"]) if named else None
    part = next((part for part in parts if number and part.value == number.value), None)
    if part is None:
        return None
    # "Convicted eight for one form (11 in 2016)" compares that form.
    if _BRACKET.search(part.sentence.text, part.start):
        return part.again(subset=TOTAL, sentence=sentence)
    return _as_whole(part, sentence=sentence)


def _of_those_sentenced(parts: Sequence[Row], sentence: Sentence) -> Row | None:
    """The total where sentences of the convicted are set against convictions of the year before."""
    sentenced = _SENTENCED.search(sentence.text)
    number = _counted(sentenced["count"]) if sentenced else None
    if sentenced is None or number is None or sum(p.value for p in parts) > number.value:
        return None
    compared = MEASURE_WORD.finditer(sentenced["rest"])
    if not any(word.group().lower().startswith("conviction") for word in compared):
        return None
    whole = Row(
        measure=CONVICTIONS,
        subset=TOTAL,
        unit=PERSONS,
        value=number.value,
        bound=number.bound,
        period=THIS_PERIOD,
        sentence=sentence,
        start=sentenced.start("count"),
        aside=0,
        confidence=MEDIUM,
    )
    for part in [part for part in parts if part.previous is not None][:1]:
        whole.previous, whole.previous_period = part.previous, part.previous_period
        part.previous = part.previous_period = None
    return whole


def all_of_one_form(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """A part as large as its whole: "all three investigations involved sex trafficking"."""
    for before, sentence in zip([None, *sentences], sentences, strict=False):
        for match in _ALL_INVOLVED.finditer(sentence.text):
            subset = subset_of(match["what"])
            if subset not in (SEX, LABOR):
                continue
            counted = find_numbers(match["noun"])
            nouns = {measure_of(m)[1] for m in MEASURE_WORD.finditer(match["noun"])}
            near = [
                row
                for row in rows
                if row.subset == TOTAL
                and row.value
                and (row.sentence is sentence or row.sentence is before)
                and (not counted or row.value == counted[0].value)
                and (not nouns or row.measure in nouns)
                and (counted or nouns)
            ]
            for row in near[-1:]:
                known = any(r.measure == row.measure and r.subset == subset for r in rows)
                if not known:
                    yield row.again(
                        subset=subset,
                        sentence=sentence,
                        part=True,
                    )
