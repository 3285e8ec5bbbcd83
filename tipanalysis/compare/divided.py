"""How an edition divides the countries by tier: in all, by region, on a map, year by year."""

from __future__ import annotations

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import newest, titled
from tipanalysis.dataset import Dataset

_TIER_DTYPE = pd.CategoricalDtype(list(terms.TIERS), ordered=True)
_IN_REPORT = (terms.RANKED, terms.SPECIAL_CASE)


def edition_tiers(data: Dataset, edition: int) -> pd.DataFrame:
    """How many countries each place has in one edition.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition.

    Returns
    -------
    DataFrame
        Columns ``place`` (tiers best first, then special case), ``countries``.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> edition_tiers(load(), 2023)["countries"].tolist()
    [30, 105, 26, 24, 3]
    """
    number = data.edition(edition)
    rows = data.placements[data.placements["edition"] == number]
    rows = rows[rows["status"].isin(_IN_REPORT)]
    counts = [(tier, int((rows["tier"] == tier).sum())) for tier in terms.TIERS]
    counts.append((terms.SPECIAL_CASE, int((rows["status"] == terms.SPECIAL_CASE).sum())))
    frame = pd.DataFrame(counts, columns=["place", "countries"])
    return titled(
        frame,
        f"Countries by tier in the {number} edition (n = {len(rows)})",
        fired(Facts(placements=rows)),
    )


def tier_shares(data: Dataset, entered_by: int = 2005, last: int | None = None) -> pd.DataFrame:
    """Share of countries on each tier, on a balanced panel.

    Parameters
    ----------
    data : Dataset
    entered_by : int
        Only countries ranked in every edition from this one on; the edition itself, where that is
        earlier.
    last : int, optional
        Only editions up to this one.

    Returns
    -------
    DataFrame
        Columns ``edition``, ``tier``, ``countries``, ``share`` (of n), ``n``; by edition, then
        tier.

    Raises
    ------
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> tier_shares(load())[["edition", "tier", "countries", "n"]].tail(1).values.tolist()
    [[2025, 'Tier 3', 15, 137]]
    """
    until = newest(data, last)
    entered_by = min(entered_by, until)
    rows = data.placements[data.placements["edition"].between(entered_by, until)]
    editions = rows["edition"].nunique()
    ranked = rows[rows["status"] == terms.RANKED]
    always = ranked.groupby("iso3")["edition"].nunique()
    panel = ranked[ranked["iso3"].isin(always[always == editions].index)]
    counts = panel.groupby(["edition", "tier"], observed=False).size().rename("countries")
    frame = counts.reset_index()
    frame["n"] = panel["iso3"].nunique()
    frame["share"] = frame["countries"] / frame["n"]
    frame["tier"] = frame["tier"].astype(_TIER_DTYPE)
    frame = frame[["edition", "tier", "countries", "share", "n"]]
    n = int(frame["n"].iloc[0]) if len(frame) else 0
    return titled(
        frame,
        f"Share of countries by tier, {entered_by} to {until}, the {n} countries ranked throughout",
        fired(Facts(placements=panel, all_countries=True)),
    )


def tier_map(data: Dataset, edition: int) -> pd.DataFrame:
    """The places of one edition with their tiles.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tile_row``, ``tile_column``, ``status``, ``tier``,
        ``basis``; one row per country with a tile, by code.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> tiles = tier_map(load(), 2023)
    >>> tiles[tiles["iso3"] == "THA"][["country", "tier", "basis"]].values.tolist()
    [['Thailand', 'Tier 2', 'listed']]
    """
    number = data.edition(edition)
    rows = data.placements[data.placements["edition"] == number]
    tiles = data.countries[["iso3", "name", "tile_row", "tile_column"]].dropna()
    frame = tiles.merge(rows[["iso3", "status", "tier", "basis"]], on="iso3")
    frame = frame.rename(columns={"name": "country"}).sort_values("iso3", ignore_index=True)
    n = int(frame["status"].isin(_IN_REPORT).sum())
    return titled(
        frame,
        f"Tiers of the {number} edition, one tile per country (n = {n})",
        fired(Facts(placements=rows)),
    )


def region_tiers(data: Dataset, edition: int) -> pd.DataFrame:
    """Countries by region and place in one edition.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition.

    Returns
    -------
    DataFrame
        Column ``region`` (in words), one column per tier, ``special case`` and ``all``; by region.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> region_tiers(load(), 2023)[["region", "Tier 1", "Tier 2"]].head(1).values.tolist()
    [['Africa', 1, 32]]
    """
    number = data.edition(edition)
    rows = data.placements[data.placements["edition"] == number]
    rows = rows[rows["status"].isin(_IN_REPORT)]
    regions = dict(zip(data.countries["iso3"], data.countries["region"], strict=True))
    place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
    table = pd.crosstab(rows["iso3"].map(regions).map(dict(terms.REGIONS)), place)
    table = table.reindex(columns=[*terms.TIERS, terms.SPECIAL_CASE], fill_value=0)
    table["all"] = table.sum(axis=1)
    frame = table.rename_axis("region").rename_axis(None, axis=1).reset_index()
    title = f"Countries by region and tier, {number} edition"
    return titled(frame, title, fired(Facts(placements=rows)))


def shares_of(shares: pd.DataFrame) -> pd.DataFrame:
    """The rows of `tier_shares`, one line an edition.

    Parameters
    ----------
    shares : DataFrame
        From `tier_shares`.

    Returns
    -------
    DataFrame
        Columns ``edition``, one per tier (share of n, four decimals), ``n`` (countries); by
        edition.

    Examples
    --------
    >>> from tipanalysis import load
    >>> shares_of(tier_shares(load())).columns.tolist()
    ['edition', 'Tier 1', 'Tier 2', 'Tier 2 Watch List', 'Tier 3', 'n']
    """
    frame = shares.pivot(index="edition", columns="tier", values="share")
    frame.columns = pd.Index(list(terms.TIERS))
    frame = frame.round(4).assign(n=shares.groupby("edition")["n"].first()).reset_index()
    return titled(frame, shares.attrs["title"], shares.attrs.get("caveats", ()))
