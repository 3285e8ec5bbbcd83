"""An edition checked against itself: its tables against the texts that they were read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from tipanalysis import terms
from tipanalysis.errors import Fault
from tipanalysis.narratives.placement import code_placement
from tipanalysis.narratives.text import RECOMMENDATIONS, Narrative

_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_TENS = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-"
    r"(one|two|three|four|five|six|seven|eight|nine)\b"
)
_NOTHING = re.compile(r"\b(?:no|not|none|never|zero|nor|without|neither|any|unable|yet)\b|n't\b")
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
    for row in tables["statistics"].to_dict("records"):
        yield from _figure(by_country[row["iso3"]], row)
    yield from _parts(by_country, tables["statistics"])


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
    found |= {_WORDS[tens] + _WORDS[one] for tens, one in _TENS.findall(words)}
    for digits in re.findall(r"\d+(?:,\d{3})*", words):
        found |= {int(part) for part in digits.split(",")}
    if _NOTHING.search(words):
        found.add(0)
    if _SINGLE.search(words):
        found.add(1)
    return found


def _figure(narrative: Narrative, row: Mapping[str, str]) -> Iterator[Fault]:
    sentences = narrative.sentences(row["section"])
    number = int(row["sentence"])
    if not 1 <= number <= len(sentences) or sentences[number - 1].digest != row["digest"]:
        yield _fault(narrative, "sentence", f"no such sentence: {row['section']} {number}")
        return
    found = numbers_in(sentences[number - 1].text)
    if int(row["value"]) not in found:
        message = (
            f"{row['measure']}: {row['value']} is not in sentence {number} of {row['section']}"
        )
        yield _fault(narrative, "value", message)


def _parts(by_country: Mapping[str, Narrative], frame: pd.DataFrame) -> Iterator[Fault]:
    """A part of the same measure, unit and sentence is no larger than the total there."""
    exact = frame[frame["bound"] == "exact"].assign(figure=lambda rows: rows["value"].astype(int))
    keys = ["iso3", "measure", "unit", "digest"]
    totals = exact[exact["subset"] == "total"].groupby(keys)["figure"].max()
    for row in exact[exact["subset"].isin(["sex", "labor"])].to_dict("records"):
        whole = totals.get(tuple(row[key] for key in keys))
        if whole is not None and row["figure"] > whole:
            message = f"{row['measure']}: {row['figure']} ({row['subset']}) of a total {whole}"
            yield _fault(by_country[row["iso3"]], "value", message)
