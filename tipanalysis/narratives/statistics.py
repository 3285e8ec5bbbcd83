"""Figures of investigations, prosecutions, convictions and identified victims, coded by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tipanalysis.narratives.comparison import CURRENT
from tipanalysis.narratives.cues import NOT_OURS, ONE_CASE
from tipanalysis.narratives.measures import (
    LABOR,
    MEASURE_WORD,
    OFFICIALS,
    OTHER,
    PERSONS,
    SEX,
    TOTAL,
    UNSPECIFIED,
    VICTIMS,
)
from tipanalysis.narratives.mention_clauses import find_mentions
from tipanalysis.narratives.numbers import find_numbers
from tipanalysis.narratives.row import MEDIUM, Row
from tipanalysis.narratives.rows import Coder
from tipanalysis.narratives.settling import settle
from tipanalysis.narratives.silence import find_silences
from tipanalysis.narratives.text import (
    ASSESSMENT,
    EFFORTS,
    PREVENTION,
    PROSECUTION,
    PROTECTION,
    Narrative,
    Sentence,
)

_LATEST_DATA = re.compile(
    r"\b(?:most recent|latest) (?:\w+ ){0,3}?(?:data|statistics|figures)\b[^.;]*\bavailable",
    re.IGNORECASE,
)

#: Sections that give figures, in the order of the text.
FIGURES = (PROSECUTION, PROTECTION, EFFORTS)


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
    coder = Coder(_latest(narrative))
    told: list[Sentence] = []
    for section in FIGURES:
        coder.begin_section()
        for sentence in narrative.sentences(section):
            coder.take(sentence)
            told.append(sentence)
    silent = {
        (measure, silence.subset)
        for sentence in told
        for silence in find_silences(sentence.text)
        for measure in silence.measures
    }
    rows = [
        row
        for row in _settled(settle(coder.rows, told, narrative.sentences(ASSESSMENT)))
        if row.value or row.subset != OFFICIALS or (row.measure, OFFICIALS) not in silent
    ]
    rows += list(_from_assessment(narrative, rows))
    for row in rows:
        # Victims are persons, also where the noun stands in the sentence before.
        if row.measure == VICTIMS and row.unit == UNSPECIFIED and row.value:
            row.unit = PERSONS
    return [row.as_dict() for row in rows]


def _latest(narrative: Narrative) -> int:
    """The edition that the figures would be of: an earlier one where the text says so of them all.

    "The Bureau issued its 2016 report, the most recent law enforcement data available."
    """
    for sentence in narrative.sentences(PROSECUTION):
        if (
            _LATEST_DATA.search(sentence.text)
            and not find_numbers(sentence.text)
            and str(narrative.edition - 2) in sentence.text
        ):
            return narrative.edition - 1
    return narrative.edition


def _from_assessment(narrative: Narrative, rows: Sequence[Row]) -> Iterator[Row]:
    """Figures that only the assessment gives: totals, and those of officials.

    "Did not convict any traffickers" is a zero, also where a section below says that convictions
    were not reported.
    """
    coder = Coder(_latest(narrative))
    for sentence in narrative.sentences(ASSESSMENT):
        coder.take(sentence)
    given = {(row.measure, row.subset) for row in rows}
    for row in coder.rows:
        key = (row.measure, row.subset)
        if row.subset not in (TOTAL, OFFICIALS) or row.split or row.older or key in given:
            continue
        given.add(key)
        row.confidence = MEDIUM
        _compared_as_its_form(row, rows)
        yield row


def _compared_as_its_form(total: Row, rows: Sequence[Row]) -> None:
    """A total that is all of one form takes the earlier figure that names no form.

    "Initiated only three prosecutions" in the assessment; "prosecuted three for forced labor,
    compared with nine in 2016" in the section.
    """
    forms = [r for r in rows if r.measure == total.measure and r.subset in (SEX, LABOR) and r.value]
    if len(forms) == 1 and total.previous is None:
        (form,) = forms
        if form.value == total.value and not form.part and not form.same_form:
            total.previous, total.previous_period = form.previous, form.previous_period


def _settled(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows without repetitions, and without an older figure where there is a current one."""
    current = any(row.value and row.subset == TOTAL for row in rows if not row.older)
    seen: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if row.older and current:
            continue
        key = (row.measure, row.subset, row.unit if row.value else UNSPECIFIED, row.value)
        whole = seen.get((row.measure, TOTAL, row.unit, row.value))
        if whole and row.subset == OTHER and row.previous is None and not row.part and row.value:
            continue
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
    counted = {
        row.measure for row in seen.values() if row.subset not in (OTHER, OFFICIALS) and row.value
    }
    for row in seen.values():
        if (
            row.subset == TOTAL
            and not row.value
            and row.measure in counted
            and row.unit == UNSPECIFIED
        ):
            row.subset = OTHER
    yield from seen.values()


def code_unreported(
    narrative: Narrative, figures: list[dict[str, object]] | None = None
) -> list[dict[str, object]]:
    """Measures of which the text says that they were not reported.

    A measure whose total the text gives elsewhere is not one of them, except for a zero that only
    the assessment states: there the text says both.

    Parameters
    ----------
    narrative : Narrative
        One country's text.
    figures : list of dict, optional
        What `code_statistics` said of it; coded here if not given.

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
    figures = code_statistics(narrative) if figures is None else figures
    given = {
        row["measure"]
        for row in figures
        if row["subset"] == TOTAL and (row["value"] or row["section"] != ASSESSMENT)
    }
    beside = {(row["measure"], row["digest"]) for row in figures if row["subset"] != OFFICIALS}
    for section in (*FIGURES, PREVENTION, ASSESSMENT):
        for sentence in narrative.sentences(section):
            for silence in find_silences(sentence.text):
                for measure in silence.measures:
                    told = sentence.text[silence.start : silence.end]
                    total = "total number" in told or "statistics on the number" in told
                    known, here = measure in given, (measure, sentence.digest) in beside
                    if (
                        section == PREVENTION
                        and silence.subset == TOTAL
                        and "traffick" not in sentence.text
                    ):
                        continue
                    if silence.subset == TOTAL and (
                        (known and (here or not total)) or (here and not total)
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


@dataclass(frozen=True)
class Uncoded:
    """A sentence with a measure word and a number that gave no row.

    Attributes
    ----------
    sentence : Sentence
        The sentence.
    reason : str
        Why, as far as the rules can tell.
    """

    sentence: Sentence
    reason: str


def uncoded_numbers(
    narrative: Narrative, figures: list[dict[str, object]] | None = None
) -> list[Uncoded]:
    """Sentences that a person should look at: figures near a measure word that gave no row.

    Parameters
    ----------
    narrative : Narrative
        One country's text.
    figures : list of dict, optional
        What `code_statistics` said of it; coded here if not given.

    Examples
    --------
    >>> text = {"prosecution": "Courts trained 12 judges on how to prosecute traffickers."}
    >>> [u.reason for u in uncoded_numbers(Narrative("XAA", 2018, "ALANDRIA: TIER 2", text))]
    ['number counts something else']
    """
    figures = code_statistics(narrative) if figures is None else figures
    coded = {(row["section"], row["sentence"]) for row in figures}
    found = []
    for section in FIGURES:
        for sentence in narrative.sentences(section):
            if (section, sentence.number) in coded:
                continue
            if MEASURE_WORD.search(sentence.text) and find_numbers(sentence.text):
                found.append(Uncoded(sentence, _reason(sentence.text, narrative.edition)))
    return found


def _reason(text: str, edition: int) -> str:
    if ONE_CASE.search(text):
        return "a single case"
    if NOT_OURS.search(text):
        return "others than the government"
    if any(silence.measures for silence in find_silences(text)):
        return "said not to be reported"
    mentions = find_mentions(text, edition)
    if not mentions:
        return "number counts something else"
    if all(mention.time != CURRENT for mention in mentions):
        return "another period"
    return "a part without a subset of its own"
