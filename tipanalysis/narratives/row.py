"""One row of the figures while a narrative is read, and how it stands to others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tipanalysis.narratives.cues import BEYOND, LOCAL, NATIONAL, OTHER_LAW
from tipanalysis.narratives.measures import LABOR, OTHER, SEX, TOTAL, UNSPECIFIED, VICTIMS
from tipanalysis.narratives.text import Sentence

HIGH, MEDIUM, LOW = "high", "medium", "low"

_POTENTIAL = re.compile(
    r"[\w,-]+ (?:additional )?(?:potential|possible|suspected|presumed)\b", re.IGNORECASE
)


#: "and social services identified an additional six": beside those before.
_ADDITIONAL = re.compile(r"\b(?:an additional|another)\s+$", re.IGNORECASE)


@dataclass
class Row:
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
    split: bool = False
    same_form: bool = False
    of_second: bool = False

    def again(self, **changes: Any) -> Row:
        """A further row of the same measure, from other words: no earlier figure, less sure."""
        return replace(
            self, **{"previous": None, "previous_period": None, "confidence": MEDIUM, **changes}
        )

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


def is_part_of(row: Row, whole: Row) -> bool:
    """Whether a figure of one authority stands beside the government's own larger figure."""
    units = {row.unit, whole.unit}
    return bool(
        whole.value > row.value
        and whole.sentence is not row.sentence
        and whole.sentence.section == row.sentence.section
        and (len(units) == 1 or UNSPECIFIED in units)
        and NATIONAL.search(whole.sentence.text[: whole.start + 20])
        and not NATIONAL.search(row.sentence.text[: row.start + 20])
    )


def is_aside(row: Row, own: Iterable[Row]) -> bool:
    """Whether a figure stands apart from the total of its sentence, or from trafficking.

    "Two victims and one potential victim"; "three persons under the procurement statute".
    """
    text = row.sentence.text
    own = list(own)
    if row.measure == VICTIMS and _ADDITIONAL.search(text[: row.start]):
        return any((o.measure, o.subset) == (VICTIMS, TOTAL) and o.start < row.start for o in own)
    if row.measure == VICTIMS and _VICTIMS_AND.search(text[: row.start]):
        return False
    if BEYOND.search(text) or OTHER_LAW.match(text[row.start :]):
        return True
    return bool(_POTENTIAL.match(text[row.start :])) and any(
        (other.measure, other.subset, row.measure) == (VICTIMS, TOTAL, VICTIMS)
        and other.unit == row.unit
        and other.start < row.start
        and other.value > row.value
        and not _POTENTIAL.match(other.sentence.text[other.start :])
        for other in own
    )


#: "identified 12 victims and three potential victims": each is a count of those identified.
_VICTIMS_AND = re.compile(r"\bidentified [\w,]+ (?:trafficking )?victims and $")
_CHAINED = re.compile(r"[\w,]+(?: [\w-]+){0,3}?, (?:and )?(?:[a-z]+ed|[a-z]+ing) ")


def form_of_chain(row: Row, own: Iterable[Row]) -> str | None:
    """The form that the last act of a chain names: "tried 12, and convicted six for forced labor".

    Read so only of figures that are no totals, for those of the country were given before.
    """
    text, at = row.sentence.text, row.start
    later = [other for other in own if other.start > row.start]
    for other in later:
        if not _CHAINED.fullmatch(text[at : other.start]) or other.measure == row.measure:
            return None
        if other.subset in (SEX, LABOR):
            return other.subset
        at = other.start
    return None


def is_of_second(row: Row, near: Iterable[Row]) -> bool:
    """Whether a part belongs to the figure of a second authority, given just before.

    Its forms are no parts of the total of the country, and stand beside those of the first.
    """
    wholes = [r for r in near if r.measure == row.measure and not r.part and r is not row]
    return any(r.subset in (OTHER, TOTAL) and r.value >= row.value for r in wholes)


def is_local_part(row: Row, own: Iterable[Row]) -> bool:
    """Whether a form's figure is that of a part of the country, behind the whole country's.

    "Convictions of sex traffickers fell to 72, although the government of Alandra reported five".
    """
    text = row.sentence.text
    return row.subset in (SEX, LABOR) and any(
        (other.measure, other.subset) == (row.measure, row.subset)
        and other.start < row.start
        and other.value > row.value
        and LOCAL.search(text[other.start : row.start])
        for other in own
    )


_YOUNG = re.compile(
    r"[\w,]+ (?:[\w-]+ ){0,2}?(?:child|children|minors?|girls?|boys?|juveniles?)\b"
    r"(?! (?:and|or) (?:wom[ae]n|m[ae]n|adults?))"
)


def is_of_children(row: Row, given: Iterable[Row]) -> bool:
    """Whether a figure of children is a part of a form's figure given before for all ages.

    "Identified 31 sex trafficking victims. ... six children as sex trafficking victims".
    """
    return (
        row.measure == VICTIMS
        and row.subset in (SEX, LABOR)
        and row.previous is None
        and bool(_YOUNG.match(row.sentence.text[row.start :]))
        and any(
            (whole.measure, whole.subset, whole.unit) == (row.measure, row.subset, row.unit)
            and whole.value > row.value
            and whole.sentence.section == row.sentence.section
            and not _YOUNG.match(whole.sentence.text[whole.start :])
            for whole in given
        )
    )
