"""The tier beside the 3P index: how each tier spreads over it, and who stands at its edge.

An index judges other things by another method, and no motive follows from a difference.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, of_rows, smallest
from tipanalysis.compare.context import FULL_YEAR, span_of, whole_index
from tipanalysis.compare.history import placed, titled
from tipanalysis.compare.similar import histories_at
from tipanalysis.dataset import Dataset

NO_MOTIVE = "A difference is shown, not explained: nothing here says why a tier was given."
_YEARS_BACK = 3
_EDGE = 0.1


def index_of(data: Dataset, edition: int) -> tuple[pd.Series, int | None]:
    """The overall 3P index of each country for the newest year before an edition, and that year.

    Only one year is taken, so that all countries are compared on the same one: the newest before
    the edition with at least 100 countries, no more than three years back.
    """
    rows = whole_index(data.three_p)
    rows = rows[(rows["year"] < edition) & (rows["year"] >= edition - _YEARS_BACK)]
    counts = rows.groupby("year").size()
    full = [int(str(year)) for year in counts[counts >= FULL_YEAR].index]
    if not full:
        return pd.Series(dtype="int64"), None
    own = rows[rows["year"] == max(full)]
    return own.set_index("iso3")["overall"].astype("int64"), max(full)


def last_indexed(data: Dataset, edition: int) -> int:
    """The newest edition, up to this one, that directly follows a year of the 3P index.

    Parameters
    ----------
    data : Dataset
    edition : int
        Not later than this one; it need not be in the data.

    Returns
    -------
    int
        The edition; the one given, if none follows such a year.

    Examples
    --------
    >>> from tipanalysis import load
    >>> last_indexed(load(), 2023), last_indexed(load(), 2010)
    (2014, 2010)
    """
    counts = whole_index(data.three_p).groupby("year").size()
    editions = {int(str(year)) + 1 for year in counts[counts >= FULL_YEAR].index}
    return max([one for one in editions if one <= edition], default=edition)


def without_index(data: Dataset, edition: int) -> str:
    if data.three_p.empty:
        return "The 3P index is not in the data."
    return (
        f"The 3P index in the data runs from {span_of(data)}; there is none for the years "
        f"before the {edition} edition."
    )


def tier_and_index(data: Dataset, edition: int) -> pd.DataFrame:
    """The 3P index of the countries on each tier of an edition.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition that gives the tiers.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``n``, ``lowest``, ``tenth``, ``lower_quarter``, ``median``,
        ``upper_quarter``, ``ninetieth``, ``highest``: overall index, 3 to 15, as values that
        occur (no mean: both are orders). Empty, with a note, where the index has no year for it.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> tier_and_index(load(), 2013)["tier"].tolist()
    ['Tier 1', 'Tier 2', 'Tier 2 Watch List', 'Tier 3']
    """
    number = data.edition(edition)
    index, year = index_of(data, number)
    columns = ["tier", "n", "lowest", "tenth", "lower_quarter", "median"]
    columns += ["upper_quarter", "ninetieth", "highest"]
    title = f"3P index of {year} by tier of the {number} edition"
    if year is None:
        title = f"3P index by tier of the {number} edition"
        return titled(pd.DataFrame(columns=columns), title, (), without_index(data, number))
    places = histories_at(data, number)
    rows = []
    for tier in terms.TIERS:
        own = index[[code for code in index.index if places.get(str(code)) == tier]]
        if len(own):
            points = own.quantile([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1], interpolation="lower")
            rows.append((tier, len(own), *(int(value) for value in points)))
    frame = pd.DataFrame(rows, columns=columns)
    title = f"{title} (n = {int(frame['n'].sum())})"
    return titled(frame, title, _index_caveats(data, number, index.index, frame["n"]), NO_MOTIVE)


def _index_caveats(
    data: Dataset, edition: int, codes: Iterable[str], cases: pd.Series
) -> tuple[str, ...]:
    rows = placed(data, edition, edition, codes)
    return fired(Facts(placements=rows, ordered=True, others=True, n=smallest(cases)))


def index_points(data: Dataset, edition: int) -> pd.DataFrame:
    """Every country with its tier in an edition and its 3P index of the newest year before it.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition that gives the tiers.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tier``, ``index`` (overall, 3 to 15), ``n`` (countries on
        that tier), ``below``, ``same``, ``above`` (how many others of its tier have a lower, the
        same, a higher index), ``stands`` ("lower than most", "higher than most", "among them": at
        most one in ten of its tier as low, or as high); by tier, then index, then name.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> points = index_points(load(), 2014)
    >>> points[points["iso3"] == "THA"][["country", "tier"]].values.tolist()
    [['Thailand', 'Tier 3']]
    """
    number = data.edition(edition)
    index, year = index_of(data, number)
    columns = ["iso3", "country", "tier", "index", "n", "below", "same", "above", "stands"]
    title = f"Tier of {number} and 3P index of {year}"
    if year is None:
        empty = pd.DataFrame(columns=columns)
        return titled(empty, f"Tier of {number} and 3P index", (), without_index(data, number))
    places = histories_at(data, number)
    rows = []
    for tier in terms.TIERS:
        own = index[[code for code in index.index if places.get(str(code)) == tier]]
        for code, value in own.items():
            others = own.drop(code)
            below, above = int((others < value).sum()), int((others > value).sum())
            same, n = len(others) - below - above, len(own)
            low, high = (below + same + 1) / n <= _EDGE, (above + same + 1) / n <= _EDGE
            stands = "lower than most" if low else "higher than most" if high else "among them"
            name = data.name(str(code))
            rows.append((str(code), name, tier, int(value), n, below, same, above, stands))
    frame = pd.DataFrame(rows, columns=columns)
    order = {tier: number for number, tier in enumerate(terms.TIERS)}
    frame = frame.sort_values(
        ["tier", "index", "country"],
        key=lambda column: column.map(order) if column.name == "tier" else column,
        ignore_index=True,
    )
    title = f"{title} (n = {len(frame)})"
    return titled(frame, title, _index_caveats(data, number, frame["iso3"], frame["n"]), NO_MOTIVE)


def index_counts(points: pd.DataFrame, countries: Iterable[str] = ()) -> pd.DataFrame:
    """How many countries of each tier have each value of the index, from `index_points`.

    Parameters
    ----------
    points : DataFrame
        From `index_points`.
    countries : iterable of str
        Codes of countries to name.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``index``, ``countries`` (how many), ``named`` (codes of those to name
        among them, or empty); by tier, then index. Combinations without a country have no row.

    Examples
    --------
    >>> from tipanalysis import load
    >>> index_counts(index_points(load(), 2014)).columns.tolist()
    ['tier', 'index', 'countries', 'named']
    """
    columns = ["tier", "index", "countries", "named"]
    if points.empty:
        return titled(
            pd.DataFrame(columns=columns), points.attrs["title"], (), points.attrs["note"]
        )
    wanted = set(countries)
    rows = []
    for tier in terms.TIERS:
        for value, group in points[points["tier"] == tier].groupby("index", sort=True):
            named = ", ".join(code for code in group["iso3"] if code in wanted)
            rows.append((tier, int(str(value)), len(group), named))
    frame = pd.DataFrame(rows, columns=columns)
    caveats = of_rows(points.attrs["caveats"])
    return titled(frame, points.attrs["title"], caveats, points.attrs["note"])


def apart(points: pd.DataFrame) -> pd.DataFrame:
    """Only the countries whose index is at the edge of their tier, from `index_points`.

    Parameters
    ----------
    points : DataFrame
        From `index_points`.

    Returns
    -------
    DataFrame
        Columns as in `index_points`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> "among them" in set(apart(index_points(load(), 2014))["stands"])
    False
    """
    kept = points[points["stands"] != "among them"].reset_index(drop=True)
    title = f"{points.attrs['title']}: at the edge of their tier ({len(kept)})"
    caveats = of_rows(points.attrs["caveats"], kept["n"])
    return titled(kept, title, caveats, points.attrs["note"])
