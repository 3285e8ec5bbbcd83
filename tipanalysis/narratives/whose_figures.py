"""Figures of a part of the country, of a lesser agency or of one court, beside the country's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tipanalysis.narratives.measures import LABOR, OTHER, SEX, TOTAL
from tipanalysis.narratives.row import Row
from tipanalysis.narratives.text import Sentence

_BODY = r"(?:authorities|courts?|prosecutors?|police|judges?)\b"
#: "Article 12 of NP's criminal code": a part of the country with a criminal law of its own.
_OWN_CODE = re.compile(r"\b(?P<place>[A-Z][A-Za-z]+)(?:['’]s)? (?:criminal|penal) code\b")
_NO_PLACES = frozenset(["The", "State", "Its", "Article", "Section", "Under", "New", "Old"])
#: "Westland provincial authorities reported"
_OF_A_PROVINCE = re.compile(
    rf"\b(?:[A-Z][a-z]+ ){{1,2}}(?:provincial|state|district|regional|municipal) {_BODY}"
)
#: "In 2017, CPA reported opening", "The Department of Ports (DoP) reported"
_AGENCY = re.compile(
    r"(?:In (?:FY )?20\d\d, )?(?:The (?:[A-Z][a-z]+|of|and|for|the)(?: (?:[A-Z][a-z]+|of|and|for|"
    r"the))* \()?(?P<agency>[A-Z][A-Za-z]{0,3}[A-Z])\)? (?:[a-z]+ly |also )?"
    r"(?:report|open|investigat|initiat|launch)\w+ "
)
#: "A court convicted two traffickers and sentenced them": told for its sentence.
_ONE_COURT = re.compile(r"A (?:[\w-]+ )?(?:court|judge) (?:convicted|found)\b")


def set_apart(rows: Sequence[Row], sentences: Sequence[Sentence]) -> None:
    """Subset of figures that are no totals and no forms of the country, though they look it.

    Parameters
    ----------
    rows : sequence of Row
        In the order of the text; changed in place.
    sentences : sequence of Sentence
        The sentences that they were read from, and those between.
    """
    places = _places(sentences)
    for row in rows:
        if row.value and (
            _is_of_a_part(row, rows, places)
            or _is_of_a_lesser_agency(row, rows)
            or _is_of_one_court(row, rows)
        ):
            row.subset = OTHER


def _places(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Parts of the country that have a criminal code of their own."""
    named = {m["place"] for s in sentences for m in _OWN_CODE.finditer(s.text)}
    return frozenset(named - _NO_PLACES)


def _others(row: Row, rows: Sequence[Row]) -> list[Row]:
    """Totals of the same measure in other sentences of the section."""
    return [
        other
        for other in rows
        if (other.measure, other.subset) == (row.measure, TOTAL)
        and other.value
        and other.sentence is not row.sentence
        and other.sentence.section == row.sentence.section
    ]


def _is_of_a_part(row: Row, rows: Sequence[Row], places: frozenset[str]) -> bool:
    """Whether the authorities of a part of the country are the subject, the whole given before."""
    before = row.sentence.text[: row.start]
    if row.subset in (SEX, LABOR):
        mine = _OF_A_PROVINCE.search(before)
    elif row.subset == TOTAL and len(places) > 1:
        mine = re.search(rf"\b(?:{'|'.join(sorted(places))}) {_BODY}", before)
    else:
        return False
    earlier = [o for o in _others(row, rows) if o.sentence.number < row.sentence.number]
    return bool(mine and earlier)


def _is_of_a_lesser_agency(row: Row, rows: Sequence[Row]) -> bool:
    """Whether one agency's figure is less than half of what another agency alone counts."""
    mine = _AGENCY.match(row.sentence.text) if row.subset == TOTAL else None
    return mine is not None and any(
        other.value > 2 * row.value
        and (theirs := _AGENCY.match(other.sentence.text)) is not None
        and theirs["agency"] != mine["agency"]
        for other in _others(row, rows)
    )


def _is_of_one_court(row: Row, rows: Sequence[Row]) -> bool:
    """Whether one court's judgment is told, the convictions being counted before."""
    return bool(_ONE_COURT.match(row.sentence.text)) and any(
        other.value > row.value and other.sentence.number < row.sentence.number
        for other in _others(row, rows)
    )
