"""Figures of investigations, prosecutions, convictions and identified victims, coded by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tipanalysis.narratives.comparison import CURRENT
from tipanalysis.narratives.cues import NOT_OURS, ONE_CASE
from tipanalysis.narratives.measures import (
    MEASURE_WORD,
    OFFICIALS,
    OTHER,
    TOTAL,
    UNSPECIFIED,
    VICTIMS,
)
from tipanalysis.narratives.mention_clauses import find_mentions
from tipanalysis.narratives.numbers import find_numbers
from tipanalysis.narratives.rows import Coder, Row
from tipanalysis.narratives.silence import find_silences
from tipanalysis.narratives.text import (
    EFFORTS,
    PREVENTION,
    PROSECUTION,
    PROTECTION,
    Narrative,
    Sentence,
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
    coder = Coder(narrative.edition)
    for section in FIGURES:
        coder.begin_section()
        for sentence in narrative.sentences(section):
            coder.take(sentence)
    return [row.as_dict() for row in _settled(coder.rows)]


def _settled(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows without repetitions, and without an older figure where there is a current one."""
    current = {(row.measure, row.subset) for row in rows if not row.older}
    measures = {row.measure for row in rows if not row.older and row.subset == TOTAL}
    seen: dict[tuple[object, ...], Row] = {}
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

    A measure whose total the text gives elsewhere is not one of them.

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
    given = {row["measure"] for row in figures if row["subset"] == TOTAL}
    beside = {(row["measure"], row["digest"]) for row in figures if row["subset"] != OFFICIALS}
    for section in (*FIGURES, PREVENTION):
        for sentence in narrative.sentences(section):
            for silence in find_silences(sentence.text):
                for measure in silence.measures:
                    total = "total number" in sentence.text[silence.start : silence.end]
                    if silence.subset == TOTAL and (
                        (measure in given and not total) or (measure, sentence.digest) in beside
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
