"""Rows of a whole narrative settled together: units of parts, wholes named later, what is older."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tipanalysis.narratives.comparison import THIS_PERIOD
from tipanalysis.narratives.cues import NOT_OURS
from tipanalysis.narratives.measures import (
    LABOR,
    OTHER,
    PERSONS,
    SEX,
    TOTAL,
    VICTIMS,
    subset_of,
)
from tipanalysis.narratives.named_again import all_of_one_form, name_again
from tipanalysis.narratives.numbers import Number, find_numbers
from tipanalysis.narratives.row import MEDIUM, Row
from tipanalysis.narratives.text import Sentence
from tipanalysis.narratives.whose_figures import set_apart

#: "All five victims", "86 of the 102 trafficking victims".
_THE = re.compile(r"\b(?:the|all|these|those|all of the)\s+$", re.IGNORECASE)
_THE_VICTIMS = re.compile(
    r"\s+(?:(?:identified|trafficking|potential|confirmed|and|of|these|the)\s+)*victims\b"
    r"(?! of\b| from\b| exploited)",
    re.IGNORECASE,
)
#: What may stand between two counts that "and" joins, and behind the second of them.
_IDENTIFYING = re.compile(r"\bidentif(?:ied|ying) (?:[a-z]+ ){0,3}?[\w,]+ (?:[\w-]+ ){1,4}and ")
_IDENTIFIED = re.compile(
    r"\bidentif(?:ied|ying) (?:(?:at least|approximately|about|nearly|a total of|over) )?$"
)
_AND_COUNT = re.compile(r"(?: [\w-]+){1,4} and (?:at least |approximately |an additional )?")
_VICTIMS_BEHIND = re.compile(r"(?: [\w-]+){0,4}? victims\b")
#: "Among the 60 potential victims identified,"
_OPENING = re.compile(
    r"(?:Of|Among) the [\w,]*\w (?:(?:[Uu]nconfirmed|potential|possible|suspected|confirmed|"
    r"trafficking) )*victims (?:that |whom )?(?:the (?:government|authorities|police) )?"
    r"identified\b(?! by)(?! within)"
)
_YEAR = re.compile(r"\b20\d\d\b")
_CLAUSE_END = re.compile(r"[,;(—]|\band $")
#: "35 child forced begging victims", "two cases of suspected child trafficking", "12 victims
#: through its hotline"
_CHILDREN = re.compile(
    r"[\w,]+ (?:(?:potential|suspected|"
    r"new) )?(?:child (?:forced begging )?(?:trafficking )?(?:victims|traffickers)|"
    r"(?:trafficking )?cases? (?:of|involving) (?:[\w-]+ ){0,3}?(?:child|children|girls?|boys?)\b|"
    r"(?:[\w-]+ )?victims\b[^.;]{0,40}\bhotline\b)",
    re.IGNORECASE,
)
#: "the identification of 16 potential adult victims": so a figure of children is not the whole.
_ADULTS_TOO = re.compile(
    r"\bidentif\w+ (?:of )?(?:at least )?[\w,-]+ (?:(?:potential|trafficking) )*adult "
    r"(?:trafficking )?victims\b"
)


def settle(
    rows: Sequence[Row], sentences: Sequence[Sentence], opening: Sequence[Sentence] = ()
) -> list[Row]:
    """Rows of one section or more, settled by what the sentences around them say.

    Parameters
    ----------
    rows : sequence of Row
        In the order of the text.
    sentences : sequence of Sentence
        The sentences that they were read from, and those between.
    opening : sequence of Sentence
        The assessment, which may name a whole or a part once more.

    Returns
    -------
    list of Row
        The same rows with units of parts put right, and further rows for wholes and parts that
        another sentence names.
    """
    settled = list(rows)
    _units_of_parts(settled)
    settled += list(all_of_one_form(settled, sentences))
    settled += list(_parts_that_add_up(settled, sentences))
    adults = any(_ADULTS_TOO.search(sentence.text) for sentence in opening)
    _children_alone([row for row in settled if not (adults and row.measure == VICTIMS)])
    settled += list(_wholes_named_later(settled, sentences))
    settled += list(_sums_named_later(settled, sentences))
    settled += list(_wholes_in_openings(settled, sentences))
    settled += list(name_again(settled, sentences, opening))
    set_apart(settled, sentences)
    return settled


def _units_of_parts(rows: Iterable[Row]) -> None:
    """A part without a noun of its own takes the unit of the whole that it adds up to.

    "Convicted 37 traffickers in 26 cases, 35 for sex trafficking and two for forced labor": of the
    37, for 35 and two make 37.
    """
    by_sentence: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        key = (row.sentence.section, row.sentence.digest, row.measure)
        by_sentence.setdefault(key, []).append(row)
    for group in by_sentence.values():
        wholes = [row for row in group if row.subset == TOTAL and row.value]
        parts = [row for row in group if row.subset in (SEX, LABOR) and row.confidence != "high"]
        if len({row.unit for row in wholes}) < 2 or len({row.subset for row in parts}) < 2:
            continue
        total = sum(row.value for row in parts)
        alike = [row.unit for row in wholes if row.value == total]
        if len(alike) == 1:
            for row in parts:
                row.unit = alike[0]


def _children_alone(rows: Sequence[Row]) -> None:
    """The only figure of its measure is its total, though it tells of children or a hotline."""
    for row in rows:
        same = [r for r in rows if r.measure == row.measure and r.value and not r.part]
        text = row.sentence.text[row.start :]
        joined = row.sentence.text[: row.start].endswith(" and ")
        rest = [r for r in same if r is not row]
        later = all(r.sentence is not row.sentence and r.part is False for r in rest)
        split = later and sum(r.value for r in rest) == row.value
        whole = not rest or split
        if whole and row.subset == OTHER and _CHILDREN.match(text) and not joined:
            row.subset = TOTAL


def _parts_that_add_up(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """Counts of a sentence without rows that add up to the total of the sentence before.

    "Police identified 20 victims. Four victims were in sex trafficking, six in forced labor, and
    10 in begging": four, six and 10 make 20.
    """
    for at, sentence in enumerate(sentences):
        if any(row.sentence is sentence for row in rows):
            continue
        whole = _total_before(rows, sentences[max(0, at - 2) : at], sentence)
        if whole is None or set(_YEAR.findall(sentence.text)) - {whole.period}:
            continue
        run = _adding_up(sentence.text, whole.value)
        named: set[str | None] = set()
        ends = [number.start for number in run[1:]] + [len(sentence.text)]
        for number, end in zip(run, ends, strict=False):
            words = sentence.text[number.end : end]
            subset = subset_of(_CLAUSE_END.split(words)[0], part=True)
            known = any(
                (r.sentence, r.measure, r.subset) == (whole.sentence, whole.measure, subset)
                for r in rows
            )
            if subset in (SEX, LABOR) and subset not in named and not known:
                yield whole.again(
                    subset=subset,
                    value=number.value,
                    bound=number.bound,
                    sentence=sentence,
                    start=number.start,
                    part=True,
                )
            named.add(subset)


def _total_before(
    rows: Sequence[Row], before: Sequence[Sentence], sentence: Sentence
) -> Row | None:
    """The last total of the nearest sentence before that has rows."""
    for other in reversed(before):
        here = [row for row in rows if row.sentence is other]
        if here and other.section == sentence.section:
            totals = [row for row in here if row.subset == TOTAL and not row.part]
            return totals[-1] if totals else None
    return None


def _adding_up(text: str, total: int) -> list[Number]:
    """The first two or more counts in a row that add up to a total."""
    numbers = [n for n in find_numbers(text) if n.value and not _THE.search(text[: n.start])]
    for start in range(len(numbers)):
        for stop in range(start + 2, len(numbers) + 1):
            if sum(n.value for n in numbers[start:stop]) == total:
                return numbers[start:stop]
    return []


def _wholes_named_later(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """A whole that is one part: "identified five victims of sex trafficking ... All five victims".

    An earlier figure that names no form goes with the whole. It stays beside the part too, unless
    the sentence counts the other form as well: "five of sex trafficking and none of forced labor".
    """
    victims = [row for row in rows if row.measure == VICTIMS]
    parts = [row for row in victims if row.subset in (SEX, LABOR) and row.value]
    if len(parts) != 1 or any(row.subset == TOTAL for row in victims):
        return
    (part,) = parts
    forms = {row.subset for row in victims if row.sentence is part.sentence}
    beside = forms >= {SEX, LABOR}
    for sentence in sentences:
        if sentence.section != part.sentence.section or sentence.number <= part.sentence.number:
            continue
        for number in find_numbers(sentence.text):
            if (
                number.value == part.value
                and _THE.search(sentence.text[: number.start])
                and _THE_VICTIMS.match(sentence.text[number.end :])
            ):
                yield replace(part, subset=TOTAL, sentence=sentence, confidence="medium")
                if beside:
                    part.previous = part.previous_period = None
                return


def _sums_named_later(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """A whole that is named behind its two parts.

    "Identified two confirmed and 29 potential victims ... Of the 31 victims". The parts are then no
    totals, nor is what a later sentence adds; an earlier figure goes with the whole.
    """
    for at, sentence in enumerate(sentences):
        # The plain search before the numbers are read keeps the reading of an edition quick.
        if "identif" not in sentence.text or " and " not in sentence.text:
            continue
        pair = _joined_counts(sentence.text)
        if pair is None or NOT_OURS.search(sentence.text):
            continue
        first, second = pair
        later = [s for s in sentences[at : at + 4] if s.section == sentence.section]
        named = _victims_named(first.value + second.value, later, second.end)
        if named is None:
            continue
        place, number = named
        own = [r for r in rows if r.measure == VICTIMS and r.sentence.section == sentence.section]
        if any(r.subset == TOTAL and r.value >= number.value for r in own):
            continue
        wholes = [r for r in own if r.subset == TOTAL]
        known = next((r for r in wholes if r.previous is not None), None)
        yield Row(
            VICTIMS,
            TOTAL,
            PERSONS,
            number.value,
            number.bound,
            known.period if known else THIS_PERIOD,
            place,
            number.start,
            0,
            MEDIUM,
            known.previous if known else None,
            known.previous_period if known else None,
        )
        for row in wholes:
            row.subset, row.previous, row.previous_period = OTHER, None, None
        return


def _joined_counts(text: str) -> tuple[Number, Number] | None:
    """Two counts of victims identified that "and" joins: "identified two confirmed and 29 ..."."""
    numbers = find_numbers(text) if _IDENTIFYING.search(text) else ()
    for first, second in zip(numbers, numbers[1:], strict=False):
        between = text[first.end : second.start]
        if (
            first.value
            and second.value
            and _IDENTIFIED.search(text[: first.start])
            and _AND_COUNT.fullmatch(between)
            and _VICTIMS_BEHIND.match(text, second.end)
        ):
            return first, second
    return None


def _victims_named(
    value: int, sentences: Sequence[Sentence], start: int
) -> tuple[Sentence, Number] | None:
    """Where "the", "all" or "these" so many victims are named, behind a place in the first."""
    for sentence in sentences:
        for number in find_numbers(sentence.text):
            if (
                number.value == value
                and (sentence is not sentences[0] or number.start >= start)
                and _THE.search(sentence.text[: number.start])
                and _THE_VICTIMS.match(sentence.text[number.end :])
            ):
                return sentence, number
    return None


def _wholes_in_openings(rows: Sequence[Row], sentences: Sequence[Sentence]) -> Iterator[Row]:
    """A whole given only where its parts are: "Of the 60 victims identified, police ..."."""
    for sentence in sentences:
        opening = _OPENING.match(sentence.text)
        counted = find_numbers(opening[0]) if opening else ()
        if not counted:
            continue
        whole = counted[0]
        here = [r for r in rows if r.measure == VICTIMS and r.sentence.section == sentence.section]
        given = [r for r in here if r.subset == TOTAL and r.value and r.sentence is not sentence]
        inside = next((r for r in here if r.sentence is sentence), None)
        if given or inside is None or whole.value < inside.value:
            continue
        yield inside.again(
            subset=TOTAL,
            unit=PERSONS,
            value=whole.value,
            bound=whole.bound,
            start=whole.start,
            part=False,
        )
        return
