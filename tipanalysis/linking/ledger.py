"""The ledger: what became of each recommendation, edition by edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from tipanalysis.errors import DataFaults, Fault
from tipanalysis.linking.pairs import KEY
from tipanalysis.linking.words import is_placeholder

#: Asked in the first edition at hand: whether it was new then is not known.
ASKED = "asked"
NEW = "new"
REPEATED = "repeated"
REWORDED = "reworded"
SPLIT = "split"
MERGED = "merged"
#: No longer asked in the edition; not thereby fulfilled.
DROPPED = "dropped"
#: Not in the summary that the edition was coded from: whether it is still asked is not known.
NOT_IN_SUMMARY = "not in the summary"
#: Asked, but the edition before was coded from a summary: whether it is new is not known.
NOT_COMPARABLE = "not comparable"
WORDS = (ASKED, NEW, REPEATED, REWORDED, SPLIT, MERGED, DROPPED, NOT_IN_SUMMARY, NOT_COMPARABLE)

Item = tuple[str, int, int]


def recommendation_ledger(texts: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """What became of each recommendation, edition by edition.

    Parameters
    ----------
    texts : DataFrame
        The items: columns ``country`` (or ``iso3``), ``edition`` and ``n``. If there is a
        ``text``, placeholders such as "N/A" are left out.
    links : DataFrame
        From `link`: at least its key and ``relation``.

    Returns
    -------
    DataFrame
        One row for each chain of linked items, by country and first appearance. Columns:
        ``country``; ``chain`` (from 1 in each country); ``items`` ("2019: 3; 2020: 2, 5", the
        numbers by edition); then one column for each edition (named by its year) with a word
        of `WORDS`:

        - ``asked``: in the country's first edition at hand, where new is not known;
        - ``new``: nothing in the edition before leads to it;
        - ``repeated`` in the same words, ``reworded``, ``split`` into several, ``merged`` from
          several;
        - ``dropped``: no longer asked, for the first time. That is "no longer mentioned", never
          "solved".

        The cell is missing where the chain has no item and none was dropped, and where the
        texts have no edition of the country. ``attrs`` has a title and the caveats.

    Raises
    ------
    DataFaults
        A link names an item that the texts do not have.

    Examples
    --------
    >>> items = pd.DataFrame(
    ...     [("Alandria", 2021, 1), ("Alandria", 2022, 1), ("Alandria", 2023, 1)],
    ...     columns=["country", "edition", "n"],
    ... )
    >>> links = pd.DataFrame(
    ...     [("Alandria", 2021, 1, 2022, 1, "reworded")], columns=[*KEY, "relation"]
    ... )
    >>> ledger = recommendation_ledger(items, links)
    >>> ledger[["2021", "2022", "2023"]].fillna("").values.tolist()
    [['asked', 'reworded', 'dropped'], ['', '', 'new']]
    """
    items = _items(texts)
    known = set(items)
    leading: dict[Item, list[tuple[Item, str]]] = {}
    faults = []
    for row, (country, b, p, a, q, relation) in enumerate(
        links[[*KEY, "relation"]].itertuples(index=False), start=2
    ):
        before, after = (country, b, p), (country, a, q)
        for column, item in (("before_n", before), ("after_n", after)):
            if item not in known:
                message = f"{item[0]}, edition {item[1]}, has no item {item[2]}"
                faults.append(Fault("links", row, column, message))
        leading.setdefault(after, []).append((before, relation))
    if faults:
        raise DataFaults(faults)
    editions: dict[str, list[int]] = {}
    for country, edition in sorted({(country, edition) for country, edition, _ in items}):
        editions.setdefault(country, []).append(edition)
    years = sorted({edition for found in editions.values() for edition in found})
    rows = []
    chain, last = 0, ""
    for members in _chains(items, leading):
        country = members[0][0]
        chain, last = (chain + 1 if country == last else 1), country
        by_edition: dict[int, list[Item]] = {}
        for item in members:
            by_edition.setdefault(item[1], []).append(item)
        numbers = "; ".join(
            f"{edition}: {', '.join(str(n) for _, _, n in held)}"
            for edition, held in by_edition.items()
        )
        words = _words(by_edition, editions[country], leading)
        rows.append((country, chain, numbers, *(words.get(year) for year in years)))
    ledger = pd.DataFrame(rows, columns=["country", "chain", "items", *map(str, years)])
    ledger = ledger.astype({str(year): "str" for year in years})
    ledger.attrs["title"] = "What became of each recommendation"
    ledger.attrs["caveats"] = ("machine-coded", "editorial-change")
    return ledger


def _items(texts: pd.DataFrame) -> list[Item]:
    country = "country" if "country" in texts.columns else "iso3"
    missing = [column for column in (country, "edition", "n") if column not in texts.columns]
    if missing:
        raise DataFaults([Fault("texts", 1, column, "the column is missing") for column in missing])
    if "text" in texts.columns:
        texts = texts[[not is_placeholder(str(text)) for text in texts["text"]]]
    rows = texts[[country, "edition", "n"]].itertuples(index=False)
    return sorted({(str(name), int(edition), int(n)) for name, edition, n in rows})


def _chains(
    items: Iterable[Item], leading: Mapping[Item, list[tuple[Item, str]]]
) -> list[list[Item]]:
    """Items that links connect, each chain and their order by first item."""
    root = {item: item for item in items}

    def find(item: Item) -> Item:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for after, sources in leading.items():
        for before, _ in sources:
            one, two = sorted((find(before), find(after)))
            root[two] = one
    chains: dict[Item, list[Item]] = {}
    for item in root:
        chains.setdefault(find(item), []).append(item)
    return sorted((sorted(chain) for chain in chains.values()), key=lambda chain: chain[0])


def _words(
    by_edition: Mapping[int, list[Item]],
    editions: list[int],
    leading: Mapping[Item, list[tuple[Item, str]]],
) -> dict[int, str]:
    """The word for each edition in which a chain is asked or dropped."""
    words: dict[int, str] = {}
    for place, edition in enumerate(editions):
        if edition in by_edition:
            relations = {
                relation for item in by_edition[edition] for _, relation in leading.get(item, ())
            }
            words[edition] = _word(relations) or (NEW if place else ASKED)
        elif place and editions[place - 1] in by_edition:
            words[edition] = DROPPED
    return words


def _word(relations: set[str]) -> str | None:
    for relation in (SPLIT, MERGED, REWORDED):
        if relation in relations:
            return relation
    return REPEATED if relations else None
