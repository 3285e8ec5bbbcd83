"""An edition checked against itself: its tables against the texts that they were read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from tipanalysis import terms
from tipanalysis.errors import Fault
from tipanalysis.narratives.numbers import MISREAD, TENS, UNITS, value_of
from tipanalysis.narratives.placement import code_placement
from tipanalysis.narratives.text import RECOMMENDATIONS, Narrative

Row = Mapping[str, Any]
_WORDS = {**UNITS, **TENS, **{word: value_of(word) for word in MISREAD}}
_TWO_WORDS = re.compile(rf"\b({'|'.join(TENS)})-({'|'.join(list(UNITS)[1:10])})\b")
_NOTHING = re.compile(
    r"\b(?:no|not|none|never|zero|nor|without|neither|any|unable|yet|failed)\b|n't\b"
)
_SINGLE = re.compile(r"\b(?:a|an|first|single|once|another|only)\b")


def faults_of(
    narratives: Sequence[Narrative], tables: Mapping[str, pd.DataFrame]
) -> Iterator[Fault]:
    """Every fault of an edition against itself.

    Heading tier, sentence tier and table agree; a locator leads to its sentence; no figure stands
    in a row that does not stand in its sentence; no part is larger than its whole.

    Parameters
    ----------
    narratives : sequence of Narrative
        What was coded.
    tables : mapping of str to DataFrame
        What came out, all cells text.

    Yields
    ------
    Fault
        The file is the narrative's source, or its country where it has none.
    """
    by_country = {narrative.iso3: narrative for narrative in narratives}
    for narrative in narratives:
        yield from _tiers(narrative)
        if narrative.is_special_case:
            continue
        if not narrative.sections.get(RECOMMENDATIONS) and narrative.edition > 2009:
            yield _fault(narrative, "recommendations", "there is no list of recommendations")
    for message, rows in doubtful_figures(narratives, tables["statistics"]):
        first = rows[0]
        yield _fault(by_country[first["iso3"]], "value", f"{message}; left out")


def doubtful_figures(
    narratives: Sequence[Narrative], frame: pd.DataFrame
) -> list[tuple[str, list[Row]]]:
    """Rows of ``statistics`` that their own sentence does not bear out, with the reason.

    Parameters
    ----------
    narratives : sequence of Narrative
        What was coded.
    frame : DataFrame
        The table ``statistics``, all cells text.

    Returns
    -------
    list of (str, list of dict)
        A reason and the rows that it speaks of: one whose figure is not in its sentence, or a
        part with the smaller whole (which of the two is wrong cannot be told).
    """
    by_country = {narrative.iso3: narrative for narrative in narratives}
    found = []
    for row in frame.to_dict("records"):
        if message := _figure(by_country[row["iso3"]], row):
            found.append((message, [row]))
    return found + list(_parts(frame))


def _fault(narrative: Narrative, column: str, message: str) -> Fault:
    return Fault(narrative.source or narrative.iso3, None, column, f"{narrative.iso3}: {message}")


def _tiers(narrative: Narrative) -> Iterator[Fault]:
    row = code_placement(narrative)
    heading, said = row["heading_tier"], row["sentence_tier"]
    if heading and said and heading != said:
        yield _fault(narrative, "tier", f"the heading says {heading}, the text {said}")
    elif row["status"] == terms.UNKNOWN:
        yield _fault(narrative, "tier", "neither heading nor text gives a tier")


def numbers_in(text: str) -> set[int]:
    """The whole numbers of some words, spelt or in figures; zero where something is denied.

    Examples
    --------
    >>> sorted(numbers_in("Twenty-four police and 1,200 others; no victims."))
    [0, 4, 20, 24, 1200]
    """
    words = text.casefold()
    found = {int(digits.replace(",", "")) for digits in re.findall(r"\d+(?:,\d{3})*", words)}
    found |= {_WORDS[word] for word in re.findall(r"[a-z]+", words) if word in _WORDS}
    found |= {_WORDS[tens] + _WORDS[one] for tens, one in _TWO_WORDS.findall(words)}
    if _NOTHING.search(words):
        found.add(0)
    if _SINGLE.search(words):
        found.add(1)
    return found


def _figure(narrative: Narrative, row: Row) -> str:
    sentences = narrative.sentences(row["section"])
    number = int(row["sentence"])
    if not 1 <= number <= len(sentences) or sentences[number - 1].digest != row["digest"]:
        return f"there is no such sentence: {row['section']} {number}"
    if int(row["value"]) not in numbers_in(sentences[number - 1].text):
        where = f"sentence {number} of {row['section']}"
        return f"{row['measure']}: {row['value']} is not in {where}"
    return ""


def _parts(frame: pd.DataFrame) -> Iterator[tuple[str, list[Row]]]:
    """Parts of the same measure, unit and sentence that are larger than the total there."""
    keys = ("iso3", "measure", "unit", "digest")
    wholes: dict[tuple[str, ...], list[Row]] = {}
    exact = [row for row in frame.to_dict("records") if row["bound"] == "exact"]
    for row in exact:
        if row["subset"] == "total":
            wholes.setdefault(tuple(row[key] for key in keys), []).append(row)
    for row in exact:
        same = wholes.get(tuple(row[key] for key in keys), [])
        if row["subset"] not in ("sex", "labor") or not same:
            continue
        largest = max(int(one["value"]) for one in same)
        if int(row["value"]) > largest:
            message = f"{row['measure']}: {row['value']} ({row['subset']}) of a total {largest}"
            yield message, [row, *same]
