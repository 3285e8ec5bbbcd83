"""What became of the recommendations to a country: by their texts, or by theme where need be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter
from tipanalysis.linking.ledger import (
    ASKED,
    DROPPED,
    NEW,
    NOT_COMPARABLE,
    NOT_IN_SUMMARY,
    REPEATED,
    recommendation_ledger,
)
from tipanalysis.linking.pairs import Pair, link
from tipanalysis.names import in_text
from tipanalysis.schema import split_list

BY_TEXT = "text"
BY_THEME = "theme"
_GONE = "Dropped means no longer asked, never fulfilled."


def country_ledger(
    data: Dataset,
    country: str,
    texts: pd.DataFrame | None = None,
    overrides: Mapping[Pair, str] | None = None,
    last: int | None = None,
) -> pd.DataFrame:
    """What became of each recommendation to a country, edition by edition.

    Parameters
    ----------
    data : Dataset
    country : str
        A name or code.
    texts : DataFrame, optional
        The recommendations' own words from the reader's store: columns ``country`` (its code),
        ``edition``, ``n``, ``text``. Used if they hold two editions or more of the country;
        otherwise the ledger is made from themes.
    overrides : mapping of Pair to str, optional
        A reviewer's decisions on links, from `read_overrides`; only with texts.
    last : int, optional
        The last edition to show.

    Returns
    -------
    DataFrame
        One row a recommendation (``by`` is "text") or a theme (``by`` is "theme"): columns ``by``,
        ``recommendation`` (labels of its themes, and its number in the edition it first stands
        in: no words of the Report), ``items`` ("2018: 3; 2019: 2"), then one column an edition with
        a word of `ledger.WORDS`; from themes only "asked", "new", "repeated", "dropped" and,
        where an edition was coded from a summary, "not in the summary" for what it lacks and
        "not comparable" for what only the edition after it asks.
        ``attrs["note"]`` says what the rows were linked by. Empty, with a note, where fewer than
        two editions are at hand.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If the country, or ``last``, is not in the data.
    UnknownParameter
        If overrides are given but no texts of two editions.

    Examples
    --------
    >>> from tipanalysis import load
    >>> ledger = country_ledger(load(), "Thailand")
    >>> ledger.attrs["by"], ledger["2018"].iloc[0]
    ('theme', 'asked')
    """
    iso3 = data.country(country)
    last = None if last is None else data.edition(last)
    if texts is not None:
        own = texts[texts["country"] == iso3]
        own = own if last is None else own[own["edition"] <= last]
        if own["edition"].nunique() > 1:
            return _by_text(data, iso3, own, overrides)
    if overrides:
        raise UnknownParameter(
            f"Overrides are of links between texts, and no two editions' texts of "
            f"{in_text(data.name(iso3))} are at hand."
        )
    return _by_theme(data, iso3, last)


def _by_text(
    data: Dataset, iso3: str, own: pd.DataFrame, overrides: Mapping[Pair, str] | None
) -> pd.DataFrame:
    links = link(own, overrides)
    ledger = recommendation_ledger(own, links)
    labels = _item_labels(data, iso3)
    named = [_named(items, labels) for items in ledger["items"]]
    frame = ledger.drop(columns=["country", "chain"])
    frame.insert(0, "recommendation", named)
    frame.insert(0, "by", BY_TEXT)
    overridden = int((links["basis"] == "override").sum()) if len(links) else 0
    note = (
        f"{len(frame)} recommendations, linked by their texts ({len(links)} links"
        f"{f', {overridden} set by a reviewer' if overridden else ''}). {_GONE}"
    )
    frame.attrs.update(
        title=f"What became of the recommendations to {in_text(data.name(iso3))}",
        caveats=("machine-coded", "editorial-change"),
        note=note,
        by=BY_TEXT,
    )
    return frame


def _item_labels(data: Dataset, iso3: str) -> dict[tuple[int, int], str]:
    """Labels of the themes of each recommendation, by edition and number."""
    labels = dict(zip(data.themes["theme"], data.themes["label"], strict=True))
    rows = data.rows("recommendations", ["edition", "n", "themes"], iso3=iso3)
    return {
        (int(edition), int(n)): "; ".join(labels.get(key, key) for key in split_list(themes))
        for edition, n, themes in zip(rows["edition"], rows["n"], rows["themes"], strict=True)
    }


def _named(items: str, labels: Mapping[tuple[int, int], str]) -> str:
    """The themes of the first item of a chain that has any, with its place."""
    places: list[tuple[int, int]] = []
    for part in items.split("; "):
        year, numbers = part.split(": ")
        places += [(int(year), int(n)) for n in numbers.split(", ")]
    place = next((place for place in places if labels.get(place)), places[0])
    edition, n = place
    return f"{labels.get(place) or 'no theme coded'} ({edition}, {n})"


def _by_theme(data: Dataset, iso3: str, last: int | None) -> pd.DataFrame:
    rows = data.rows("recommendations", ["edition", "n", "themes", "source", "coder"], iso3=iso3)
    rows = rows if last is None else rows[rows["edition"] <= last]
    editions = tuple(sorted({int(edition) for edition in rows["edition"]}))
    title = f"Themes of the recommendations to {in_text(data.name(iso3))} by edition"
    if len(editions) < 2:
        frame = pd.DataFrame(columns=["by", "recommendation", "items", *map(str, editions)])
        which = f"only {editions[0]} is coded" if editions else "none is coded"
        note = f"A ledger needs the recommendations of two editions; {which}."
        frame.attrs.update(title=title, caveats=(), note=note, by=BY_THEME)
        return frame
    cited = data.rows("sources", ["source", "kind"], source=sorted(set(rows["source"])))
    kinds = dict(zip(cited["source"], cited["kind"], strict=True))
    summed = frozenset(
        int(edition)
        for edition, source in zip(rows["edition"], rows["source"], strict=True)
        if kinds.get(source) != "official"
    )
    labels = dict(zip(data.themes["theme"], data.themes["label"], strict=True))
    asked: dict[str, dict[int, list[int]]] = {}
    for edition, n, themes in zip(rows["edition"], rows["n"], rows["themes"], strict=True):
        for theme in split_list(themes):
            asked.setdefault(theme, {}).setdefault(int(edition), []).append(int(n))
    cells = []
    for theme, held in asked.items():
        items = "; ".join(
            f"{edition}: {', '.join(map(str, sorted(numbers)))}"
            for edition, numbers in sorted(held.items())
        )
        words = _words(tuple(held), editions, summed)
        cells.append((min(held), min(held[min(held)]), BY_THEME, labels.get(theme, theme), items,
                      *words))  # fmt: skip
    years = [str(edition) for edition in editions]
    columns = ["_first", "_n", "by", "recommendation", "items", *years]
    frame = pd.DataFrame(cells, columns=columns)
    frame = frame.sort_values(["_first", "_n", "recommendation"], ignore_index=True)
    frame = frame.drop(columns=["_first", "_n"]).astype(dict.fromkeys(years, "str"))
    coders = [f"{c}-coded" for c in ("machine", "hand") if (rows["coder"] == c).any()]
    note = (
        f"{len(frame)} themes of {len(rows)} recommendations. The texts of two editions are not at "
        f"hand, so that rows are themes: a theme asked for again may be another request. {_GONE}"
    )
    for edition in sorted(summed):
        listed = len(rows[rows["edition"] == edition])
        note += (
            f" {edition} was coded from a summary that lists {listed} "
            f"recommendation{'' if listed == 1 else 's'}: what it leaves out is not known to have "
            "gone from the Report."
        )
    frame.attrs.update(title=title, caveats=(*coders, "editorial-change"), note=note, by=BY_THEME)
    return frame


def _words(
    held: Sequence[int], editions: Sequence[int], summed: frozenset[int]
) -> list[str | None]:
    """The word of a theme in each edition; a summary's silence is not the Report's."""
    words: list[str | None] = []
    for place, edition in enumerate(editions):
        before = bool(place) and editions[place - 1] in held
        if edition in held:
            fresh = NOT_COMPARABLE if place and editions[place - 1] in summed else NEW
            words.append(REPEATED if before else fresh if place else ASKED)
        elif before:
            words.append(NOT_IN_SUMMARY if edition in summed else DROPPED)
        else:
            words.append(None)
    return words
