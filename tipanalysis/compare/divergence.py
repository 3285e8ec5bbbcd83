"""Whom does a tier resemble: the tier beside the 3P index, the Palermo Protocol and findings.

Where a country stands apart from others of its tier, the tables show it. They say nothing of why:
an index judges other things by another method, and no motive follows from a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, joined, of_rows, smallest
from tipanalysis.compare.context import FULL_YEAR, span_of
from tipanalysis.compare.history import placed, titled
from tipanalysis.compare.moves import share_of
from tipanalysis.compare.similar import histories_at
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text

NO_MOTIVE = "A difference is shown, not explained: nothing here says why a tier was given."
_NEAREST = 10
_YEARS_BACK = 3
_EDGE = 0.1


def index_of(data: Dataset, edition: int) -> tuple[pd.Series, int | None]:
    """The overall 3P index of each country for the newest year before an edition, and that year.

    Only one year is taken, so that all countries are compared on the same one: the newest before
    the edition with at least 100 countries, no more than three years back.
    """
    rows = data.three_p.dropna(subset=["overall"])
    rows = rows[(rows["year"] < edition) & (rows["year"] >= edition - _YEARS_BACK)]
    counts = rows.groupby("year").size()
    full = [int(str(year)) for year in counts[counts >= FULL_YEAR].index]
    if not full:
        return pd.Series(dtype="int64"), None
    own = rows[rows["year"] == max(full)]
    return own.set_index("iso3")["overall"].astype("int64"), max(full)


def last_indexed(data: Dataset, edition: int) -> int:
    """The newest edition, up to this one, that directly follows a year of the 3P index.

    Examples
    --------
    >>> from tipanalysis import load
    >>> last_indexed(load(), 2023), last_indexed(load(), 2010)
    (2014, 2010)
    """
    counts = data.three_p.dropna(subset=["overall"]).groupby("year").size()
    editions = {int(str(year)) + 1 for year in counts[counts >= FULL_YEAR].index}
    return max([one for one in editions if one <= edition], default=edition)


def _without_index(data: Dataset, edition: int) -> str:
    if data.three_p.empty:
        return "The 3P index is not in the data."
    return (
        f"The 3P index in the data runs from {span_of(data)}; there is none for the years "
        f"before the {edition} edition."
    )


def tier_and_index(data: Dataset, edition: int) -> pd.DataFrame:
    """The 3P index of the countries on each tier of an edition.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``n``, ``lowest``, ``tenth``, ``lower_quarter``, ``median``,
        ``upper_quarter``, ``ninetieth``, ``highest``: overall index, 3 to 15, as values that
        occur (no mean: both are orders). Empty, with a note, where the index has no year for it.

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
        return titled(pd.DataFrame(columns=columns), title, (), _without_index(data, number))
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

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tier``, ``index`` (overall, 3 to 15), ``n`` (countries on
        that tier), ``below``, ``same``, ``above`` (how many others of its tier have a lower, the
        same, a higher index), ``stands`` ("lower than most", "higher than most", "among them": at
        most one in ten of its tier as low, or as high); by tier, then index, then name.

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
        return titled(empty, f"Tier of {number} and 3P index", (), _without_index(data, number))
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


def resembles(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """Which tiers the countries have that resemble this one in something else.

    Three likenesses: the same overall 3P index in the newest year before the edition; the same
    answer on the Palermo Protocol (ratified by the edition's year, as far as the data goes); the
    ten narratives whose themes of findings are most like its own (Jaccard index, achievements and
    shortfalls kept apart), where the edition is coded.

    Returns
    -------
    DataFrame
        Columns ``like_it_in``, ``tier``, ``count``, ``n`` (such countries), ``share``, ``low``,
        ``high`` (Wilson, 95 percent), ``own`` (whether the country stands on that tier). What
        could not be compared is said in the note.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = resembles(load(), "THA", 2013)
    >>> table["like_it_in"].unique().tolist()
    ['3P index of 2012: 12', 'Palermo Protocol: ratified by 2013']
    """
    iso3, number = data.country(country), data.edition(edition)
    places, name = histories_at(data, number), in_text(data.name(iso3))
    groups: list[tuple[str, list[str]]] = []
    missing: list[str] = []
    index, year = index_of(data, number)
    if year is None:
        missing.append(_without_index(data, number))
    elif iso3 not in index.index:
        missing.append(f"{in_text(data.name(iso3), first=True)} is not in the 3P index of {year}.")
    else:
        alike = index[index == index[iso3]].index
        groups.append((f"3P index of {year}: {index[iso3]}", [str(code) for code in alike]))
    groups += _protocol_alike(data, iso3, number)
    near = nearest_narratives(data, iso3, number)
    if near.empty:
        missing.append(str(near.attrs["note"]))
    else:
        groups.append((f"themes of findings, {len(near)} nearest", near["iso3"].tolist()))
    rows = []
    for words, codes in groups:
        tiers = Counter(places.get(code) for code in codes if code != iso3)
        n = sum(tiers[tier] for tier in terms.TIERS)
        for tier in terms.TIERS:
            rows.append((words, tier, *share_of(tiers[tier], n), places.get(iso3) == tier))
    columns = ["like_it_in", "tier", "count", "n", "share", "low", "high", "own"]
    frame = pd.DataFrame(rows, columns=columns)
    title = f"On which tier countries like {name} stand, {number} edition"
    shown = placed(data, number, number, [code for _, codes in groups for code in codes])
    facts = Facts(
        placements=shown, ordered=True, others=True, protocol=True, n=smallest(frame["n"])
    )
    caveats = joined(fired(facts), near.attrs["caveats"])
    return titled(frame, title, caveats, " ".join([*missing, NO_MOTIVE]))


def _protocol_alike(data: Dataset, iso3: str, edition: int) -> list[tuple[str, list[str]]]:
    """Countries with the same answer on the Protocol by the edition's year, at most 2013."""
    until = min(edition, 2013)
    dates = data.protocol.dropna(subset=["ratified"])
    in_time = {
        str(code)
        for code, day in zip(dates["iso3"], dates["ratified"], strict=True)
        if int(str(day)[:4]) <= until
    }
    countries = [str(code) for code in data.rows("countries", ["iso3"])["iso3"]]
    mine = iso3 in in_time
    alike = [code for code in countries if (code in in_time) == mine]
    return [(f"Palermo Protocol: {'ratified' if mine else 'not ratified'} by {until}", alike)]


def finding_profile(data: Dataset, edition: int) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Kind and theme of every achievement and shortfall of an edition, by country."""
    used = ["iso3", "kind", "theme"]
    rows = data.rows("findings", used, edition=edition, kind=["achievement", "shortfall"])
    found: dict[str, set[tuple[str, str]]] = {}
    for iso3, kind, theme in zip(rows["iso3"], rows["kind"], rows["theme"], strict=True):
        if isinstance(theme, str):
            found.setdefault(str(iso3), set()).add((str(kind), theme))
    return {iso3: frozenset(themes) for iso3, themes in found.items()}


def nearest_narratives(
    data: Dataset, country: str, edition: int, most: int = _NEAREST
) -> pd.DataFrame:
    """The narratives whose findings are on the most of the same themes.

    Achievements and shortfalls count apart: a theme credited here and faulted there is no likeness.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``place``, ``shared``, ``either``, ``jaccard``; most alike
        first, then by name. Empty, with a note, where the edition is not coded for others.

    Examples
    --------
    >>> from tipanalysis import load
    >>> len(nearest_narratives(load(), "Ghana", 2018, most=5))
    5
    """
    iso3, number = data.country(country), data.edition(edition)
    said, places = finding_profile(data, number), histories_at(data, number)
    columns = ["iso3", "country", "place", "shared", "either", "jaccard"]
    name = in_text(data.name(iso3))
    title = f"Narratives of {number} with the themes of {name}"
    own = said.get(iso3, frozenset())
    if not own or len(said) <= most:
        note = f"The findings of {number} are not in the data for {name} and enough others."
        return titled(pd.DataFrame(columns=columns), title, (), note)
    rows = []
    for code, theirs in said.items():
        if code != iso3:
            both, either = len(own & theirs), len(own | theirs)
            rows.append((code, data.name(code), places[code], both, either, both / either))
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.sort_values(["jaccard", "country"], ascending=[False, True], ignore_index=True)
    note = f"Most alike first, of {len(frame)} narratives. {NO_MOTIVE}"
    near = frame.head(most)
    facts = Facts(
        coded=data.rows("findings", ["coder"], edition=number),
        placements=placed(data, number, number, near["iso3"]),
    )
    return titled(near, title, fired(facts), note)
