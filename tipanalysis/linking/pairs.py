"""Which recommendation of an edition continues which of the edition before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from tipanalysis.errors import DataFaults, Fault, suggestion
from tipanalysis.linking.match import Match, match, same_words
from tipanalysis.linking.weigh import weights
from tipanalysis.linking.words import Asked, asks, is_placeholder, same_wording

#: Columns of the links, in order; the first five are the key.
COLUMNS = (
    "country",
    "before_edition",
    "before_n",
    "after_edition",
    "after_n",
    "relation",
    "basis",
    "chance",
)
KEY = COLUMNS[:5]
#: What a link may be.
RELATIONS = ("identical", "reworded", "split", "merged")
#: On what a link rests.
BASES = ("same words", "model", "override")
#: A country's edition with more items is refused; the longest in print has a tenth of that.
MOST_ITEMS = 1000

#: Chances that a reviewer should look at first.
DOUBTFUL = (0.2, 0.8)

LINK = "link"
NO_LINK = "no link"


class Pair(NamedTuple):
    """An item of one edition and an item of the next edition of the same country."""

    country: str
    before_edition: int
    before_n: int
    after_edition: int
    after_n: int


Items = Mapping[int, str]


def link(
    texts: pd.DataFrame, overrides: Mapping[Pair, str] | None = None, name: str = "texts"
) -> pd.DataFrame:
    """Link the recommendations of each country from one edition to its next.

    Items in the same words are linked first, whatever their case and marks. The others are
    compared by their words, weighed by how rare these are in all texts given, by the kinds of
    act and thing that they name and by their best rivals; a fitted model turns that into a
    chance, and the best assignment is taken. An item is linked once, save where it was split
    or merged. Placeholders such as "N/A" are never linked. The order of rows does not matter.

    Parameters
    ----------
    texts : DataFrame
        Columns ``country``, ``edition`` (int), ``n`` (int, the item's number in its edition) and
        ``text``; more columns are ignored. An edition is linked with the next edition in which
        the same country has items.
    overrides : mapping of Pair to str, optional
        A reviewer's decisions, "link" or "no link". They are kept to the letter; the other
        links are found around them.
    name : str
        What faults call the texts.

    Returns
    -------
    DataFrame
        One row a link, sorted: `COLUMNS`. ``relation`` is one of `RELATIONS`, ``basis`` one of
        `BASES`, ``chance`` the model's from 0 to 1 (1 for the same words, missing for an
        override). ``attrs`` has a title and the caveats.

    Raises
    ------
    DataFaults
        For a missing column, an item twice, an empty text, too many items, or an override that
        names an item or a pair of editions that the texts do not have.

    Examples
    --------
    >>> texts = pd.DataFrame(
    ...     [
    ...         ("Alandria", 2022, 1, "Train police to identify victims."),
    ...         ("Alandria", 2022, 2, "Ratify the protocol."),
    ...         ("Alandria", 2023, 1, "Train police and judges to identify victims."),
    ...     ],
    ...     columns=["country", "edition", "n", "text"],
    ... )
    >>> link(texts)[["before_n", "after_n", "relation"]].values.tolist()
    [[1, 1, 'reworded']]
    """
    editions = _editions(texts, name)
    overrides = overrides or {}
    numbers = [(*key, n) for key, items in editions.items() for n in items]
    faults = override_faults(numbers, overrides)
    if faults:
        raise DataFaults(faults)
    asked: dict[str, Asked] = {}
    for items in editions.values():
        for text in items.values():
            if text not in asked:
                asked[text] = asks(text)
    once = {(country, text) for (country, _), items in editions.items() for text in items.values()}
    weight = weights(asked[text] for _, text in sorted(once))
    rows = [
        row
        for before, after in consecutive(editions)
        for row in _between(before, after, editions, asked, weight, overrides)
    ]
    links = pd.DataFrame(rows, columns=list(COLUMNS))
    links = links.astype(dict.fromkeys(KEY[1:], "int64") | {"chance": "Float64"})
    links = links.sort_values(list(KEY), ignore_index=True)
    links.attrs["title"] = "Recommendations that continue in the next edition"
    links.attrs["caveats"] = ("machine-coded", "editorial-change")
    return links


def _editions(texts: pd.DataFrame, name: str) -> dict[tuple[str, int], Items]:
    """Texts by number, by country and edition, in order."""
    missing = [c for c in ("country", "edition", "n", "text") if c not in texts.columns]
    if missing:
        raise DataFaults([Fault(name, 1, column, "the column is missing") for column in missing])
    columns = (texts[c] for c in ("country", "edition", "n", "text"))
    faults: list[Fault] = []
    found: dict[tuple[str, int], dict[int, str]] = {}
    for row, (country, edition, n, text) in enumerate(zip(*columns, strict=True), start=2):
        whole = [_whole(value) for value in (edition, n)]
        for column, value in zip(("edition", "n"), whole, strict=True):
            if value is None:
                faults.append(Fault(name, row, column, "not a whole number"))
        if not isinstance(country, str) or not country.strip():
            faults.append(Fault(name, row, "country", "the country is empty"))
        if not isinstance(text, str) or not text.strip():
            faults.append(Fault(name, row, "text", "the text is empty"))
        elif whole[0] is not None and whole[1] is not None:
            items = found.setdefault((str(country), whole[0]), {})
            if whole[1] in items:
                message = f"{country}, edition {whole[0]}, has item {whole[1]} twice"
                faults.append(Fault(name, row, "n", message))
            items[whole[1]] = text
    for (country, edition), items in found.items():
        if len(items) > MOST_ITEMS:
            faults.append(
                Fault(
                    name, None, None, f"{country}, edition {edition}, has {len(items)} items; "
                    f"at most {MOST_ITEMS} are compared"
                )
            )  # fmt: skip
    if faults:
        raise DataFaults(faults)
    return {key: dict(sorted(found[key].items())) for key in sorted(found)}


def _whole(value: object) -> int | None:
    try:
        return int(value) if int(value) == value else None  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        return None


def consecutive(
    editions: Mapping[tuple[str, int], object],
) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """Each edition of a country with its next one.

    Examples
    --------
    >>> consecutive({("Alandria", 2020): 0, ("Alandria", 2022): 0, ("Borduria", 2021): 0})
    [(('Alandria', 2020), ('Alandria', 2022))]
    """
    ordered = sorted(editions)
    return [
        (one, two)
        for one, two in zip(ordered, ordered[1:], strict=False)
        if one[0] == two[0]
    ]  # fmt: skip


def override_faults(
    texts: Collection[tuple[str, int, int]],
    overrides: Mapping[Pair, str],
    file: str = "overrides",
    lines: Mapping[Pair, int] | None = None,
) -> list[Fault]:
    """What is wrong with a reviewer's decisions, given the items that there are.

    Parameters
    ----------
    texts : collection of (str, int, int)
        Country, edition and number of every item.
    overrides : mapping of Pair to str
        The decisions.
    file : str
        What the faults call the decisions.
    lines : mapping of Pair to int, optional
        Line of each decision; their order if not given.
    """
    items = set(texts)
    editions: dict[str, list[int]] = {}
    for country, edition in sorted({(country, edition) for country, edition, _ in items}):
        editions.setdefault(country, []).append(edition)
    faults = []
    for row, (pair, decision) in enumerate(overrides.items(), start=2):
        line = lines[pair] if lines else row
        country, before, p, after, q = pair
        if decision not in (LINK, NO_LINK):
            message = f'"{decision}" is neither "{LINK}" nor "{NO_LINK}"'
            faults.append(Fault(file, line, "decision", message))
        if country not in editions:
            hint = suggestion(country, editions)
            faults.append(Fault(file, line, "country", f'no text is about "{country}".{hint}'))
            continue
        for side, edition, n in (("before", before, p), ("after", after, q)):
            if (country, edition, n) not in items:
                message = f"{country}, edition {edition}, has no item {n}"
                faults.append(Fault(file, line, f"{side}_n", message))
        later = [edition for edition in editions[country] if edition > before]
        if before in editions[country] and later[:1] != [after]:
            message = f"{after} is not the edition of {country} next to {before}"
            faults.append(Fault(file, line, "after_edition", message))
    return faults


def _between(
    before: tuple[str, int],
    after: tuple[str, int],
    editions: Mapping[tuple[str, int], Items],
    asked: Mapping[str, Asked],
    weight: Mapping[str, float],
    overrides: Mapping[Pair, str],
) -> list[tuple[object, ...]]:
    """Rows of the links between two editions."""
    items = [
        [(n, text) for n, text in editions[key].items() if not is_placeholder(text)]
        for key in (before, after)
    ]
    decided = {
        (pair.before_n, pair.after_n): decision
        for pair, decision in overrides.items()
        if (pair.country, pair.before_edition, pair.after_edition) == (*before, after[1])
    }
    numbers = [[n for n, _ in side] for side in items]
    place = [{n: i for i, n in enumerate(side)} for side in numbers]
    never = {
        (place[0][p], place[1][q])
        for (p, q) in decided
        if p in place[0] and q in place[1]
    }  # fmt: skip
    wording = [[same_wording(text) for _, text in side] for side in items]
    same = [pair for pair in same_words(*wording) if pair not in never]
    found = [Match(i, j, 1.0) for i, j in same]
    if all(items):
        told = [[asked[text] for _, text in side] for side in items]
        found += match(told[0], told[1], weight, same, never)
    linked: dict[tuple[int, int], tuple[str, float | None]] = {
        (numbers[0][m.before], numbers[1][m.after]): (
            BASES[0] if (m.before, m.after) in set(same) else BASES[1],
            round(m.chance, 3),
        )
        for m in found
    }
    for pair, decision in decided.items():
        if decision == LINK:
            linked[pair] = (BASES[2], None)
    relation = _relations(list(linked), editions[before], editions[after])
    return [
        (*before, p, after[1], q, relation[p, q], basis, chance)
        for (p, q), (basis, chance) in linked.items()
    ]


def _relations(
    pairs: Sequence[tuple[int, int]], before: Items, after: Items
) -> dict[tuple[int, int], str]:
    """What each link is; an item in the same words stays identical though it be split too."""
    parts, sources = Counter(p for p, _ in pairs), Counter(q for _, q in pairs)
    found = {}
    for p, q in pairs:
        if same_wording(before[p]) == same_wording(after[q]):
            found[p, q] = "identical"
        elif parts[p] > 1:
            found[p, q] = "split"
        else:
            found[p, q] = "merged" if sources[q] > 1 else "reworded"
    return found
