"""Tier histories, runs, moves and shares: how placements go through the editions."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.dataset import Dataset

_TIER_DTYPE = pd.CategoricalDtype(list(terms.TIERS), ordered=True)
_IN_REPORT = (terms.RANKED, terms.SPECIAL_CASE)


def titled(
    frame: pd.DataFrame, title: str, caveats: Iterable[str] = (), note: str = ""
) -> pd.DataFrame:
    """Attach title, caveat codes and a note to a table; every code must be a known one."""
    codes = tuple(dict.fromkeys(caveats))
    unknown = [code for code in codes if code not in terms.CAVEATS]
    if unknown:
        raise KeyError(f"not caveats: {unknown}")
    frame.attrs.update(title=title, caveats=codes, note=note)
    return frame


def elimination_caveat(rows: pd.DataFrame) -> tuple[str, ...]:
    """The caveat for tiers inferred by elimination, if any row rests on that."""
    ranked = rows[rows["status"] == terms.RANKED]
    return ("by-elimination",) if (ranked["basis"] == "derived").any() else ()


def tier_history(data: Dataset, countries: Iterable[str] | None = None) -> pd.DataFrame:
    """Status and tier of countries in every edition.

    Parameters
    ----------
    data : Dataset
    countries : iterable of str, optional
        Names or codes; all by default.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``edition``, ``status``, ``tier`` (ordered category),
        ``basis``, ``confidence``; sorted by the order asked for, then edition.

    Examples
    --------
    >>> from tipanalysis import load
    >>> tier_history(load(), ["Thailand"]).query("edition == 2014")["tier"].item()
    'Tier 3'
    """
    columns = ["iso3", "edition", "status", "tier", "basis", "confidence"]
    if countries is None:
        codes = list(data.rows("countries", ["iso3"])["iso3"])
        frame = data.rows("placements", columns)
        frame = frame[frame["iso3"].isin(codes)]
    else:
        codes = _codes(data, countries)
        frame = data.rows("placements", columns, iso3=codes)
    frame.insert(1, "country", frame["iso3"].map({code: data.name(code) for code in codes}))
    order = {code: number for number, code in enumerate(codes)}
    frame = frame.sort_values(
        ["iso3", "edition"],
        key=lambda column: column.map(order) if column.name == "iso3" else column,
        kind="stable",
        ignore_index=True,
    )
    first, last = frame["edition"].min(), frame["edition"].max()
    names = list(dict.fromkeys(frame["country"]))
    whose = names[0] if len(names) == 1 else f"{len(names)} countries"
    return titled(
        frame,
        f"Tier of {whose} by edition, {first} to {last}",
        fired(Facts(placements=frame)),
    )


def histories(data: Dataset) -> dict[str, dict[int, str]]:
    """Edition to tier word, or to status word where there is no tier, for every country.

    Examples
    --------
    >>> from tipanalysis import load
    >>> histories(load())["THA"][2014]
    'Tier 3'
    """
    used = ["iso3", "edition", "status", "tier"]
    rows = data.rows("placements", used).sort_values(["iso3", "edition"])
    place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
    codes = data.rows("countries", ["iso3"])["iso3"]
    found: dict[str, dict[int, str]] = {str(iso3): {} for iso3 in codes}
    for iso3, edition, here in zip(rows["iso3"], rows["edition"], place, strict=True):
        found.setdefault(str(iso3), {})[int(edition)] = str(here)
    return found


def _codes(data: Dataset, countries: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(data.country(country) for country in countries))


def tier_runs(history: pd.DataFrame) -> pd.DataFrame:
    """Unbroken runs on one place, the editions as spans.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``place`` (tier or status), ``first``, ``last``,
        ``editions``; sorted by country as given, then time.
    """
    place = history["tier"].astype("str").where(history["tier"].notna(), history["status"])
    changed = (place != place.shift()) | (history["iso3"] != history["iso3"].shift())
    runs = (
        history.assign(place=place, run=changed.cumsum())
        .groupby("run", sort=True)
        .agg(
            iso3=("iso3", "first"),
            country=("country", "first"),
            place=("place", "first"),
            first=("edition", "min"),
            last=("edition", "max"),
            editions=("edition", "size"),
        )
        .reset_index(drop=True)
    )
    caveats = history.attrs.get("caveats", ())
    return titled(
        runs, str(history.attrs.get("title", "Runs")).replace("by edition", "in runs"), caveats
    )


def tier_changes(history: pd.DataFrame, edition: int | None = None) -> pd.DataFrame:
    """Moves from each edition to the next, in words.

    Parameters
    ----------
    history : DataFrame
        From `tier_history`.
    edition : int, optional
        Only the moves into this edition.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``edition``, ``before``, ``after``, ``move``: upgraded,
        downgraded, unchanged, newly ranked (no tier the edition before) or not ranked. A country
        without a tier is never "not worse": its move is "not ranked". Sorted by edition, country.

    Examples
    --------
    >>> from tipanalysis import load
    >>> moves = tier_changes(tier_history(load(), ["Thailand"]), 2014)
    >>> moves["move"].item()
    'downgraded'
    """
    place = history["tier"].astype("str").where(history["tier"].notna(), history["status"])
    frame = history[["iso3", "country", "edition"]].assign(after=place)
    frame["before"] = frame.groupby("iso3", sort=False)["after"].shift()
    frame = frame.dropna(subset=["before"])
    frame["move"] = [
        move(before, after) for before, after in zip(frame["before"], frame["after"], strict=True)
    ]
    if edition is not None:
        frame = frame[frame["edition"] == edition]
    frame = frame[["iso3", "country", "edition", "before", "after", "move"]]
    frame = frame.sort_values(["edition", "country"], kind="stable", ignore_index=True)
    when = f"into the {edition} edition" if edition is not None else "from edition to edition"
    shown = history
    if edition is not None:
        shown = history[history["edition"].isin([edition - 1, edition])]
    return titled(frame, f"Moves {when}", fired(Facts(placements=shown, moves=True, ordered=True)))


def move(before: str, after: str) -> str:
    """The move between two places, as one of the words of `terms.MOVES`.

    Examples
    --------
    >>> move("Tier 3", "Tier 2 Watch List"), move("Tier 2", "special case")
    ('upgraded', 'not ranked')
    """
    if after not in terms.TIERS:
        return terms.NOT_RANKED
    if before not in terms.TIERS:
        return terms.NEWLY_RANKED
    step = terms.TIERS.index(after) - terms.TIERS.index(before)
    return terms.UNCHANGED if step == 0 else terms.DOWNGRADED if step > 0 else terms.UPGRADED


def edition_tiers(data: Dataset, edition: int) -> pd.DataFrame:
    """How many countries each place has in one edition.

    Returns
    -------
    DataFrame
        Columns ``place`` (tiers best first, then special case), ``countries``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> edition_tiers(load(), 2023)["countries"].tolist()
    [30, 105, 26, 24, 3]
    """
    rows = data.placements[data.placements["edition"] == edition]
    rows = rows[rows["status"].isin(_IN_REPORT)]
    counts = [(tier, int((rows["tier"] == tier).sum())) for tier in terms.TIERS]
    counts.append((terms.SPECIAL_CASE, int((rows["status"] == terms.SPECIAL_CASE).sum())))
    frame = pd.DataFrame(counts, columns=["place", "countries"])
    return titled(
        frame,
        f"Countries by tier in the {edition} edition (n = {len(rows)})",
        fired(Facts(placements=rows)),
    )


def tier_shares(data: Dataset, entered_by: int = 2005) -> pd.DataFrame:
    """Share of countries on each tier, on a balanced panel.

    Parameters
    ----------
    data : Dataset
    entered_by : int
        Only countries ranked in every edition from this one on.

    Returns
    -------
    DataFrame
        Columns ``edition``, ``tier``, ``countries``, ``share`` (of n), ``n``.
    """
    rows = data.placements[data.placements["edition"] >= entered_by]
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
    last = int(rows["edition"].max())
    n = int(frame["n"].iloc[0]) if len(frame) else 0
    return titled(
        frame,
        f"Share of countries by tier, {entered_by} to {last}, the {n} countries ranked throughout",
        fired(Facts(placements=panel, all_countries=True)),
    )


def tier_map(data: Dataset, edition: int) -> pd.DataFrame:
    """The places of one edition with their tiles.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tile_row``, ``tile_column``, ``status``, ``tier``,
        ``basis``; one row per country with a tile.
    """
    rows = data.placements[data.placements["edition"] == edition]
    tiles = data.countries[["iso3", "name", "tile_row", "tile_column"]].dropna()
    frame = tiles.merge(rows[["iso3", "status", "tier", "basis"]], on="iso3")
    frame = frame.rename(columns={"name": "country"}).sort_values("iso3", ignore_index=True)
    n = int(frame["status"].isin(_IN_REPORT).sum())
    return titled(
        frame,
        f"Tiers of the {edition} edition, one tile per country (n = {n})",
        fired(Facts(placements=rows)),
    )


def peer_places(history: pd.DataFrame, edition: int) -> pd.DataFrame:
    """Where some countries stand in one edition, and since when.

    Parameters
    ----------
    history : DataFrame
        From `tier_history`.
    edition : int
        The edition.

    Returns
    -------
    DataFrame
        Columns ``country``, ``place``, ``since`` (first edition of the present run), ``before``
        (the place before that run, or "first edition"); in the order of the history.
    """
    upto = history[history["edition"] <= edition]
    runs = tier_runs(upto)
    latest = runs.groupby("iso3", sort=False).tail(1).set_index("iso3")
    earlier = runs.groupby("iso3", sort=False)["place"].shift().loc[runs["last"] == edition]
    latest["before"] = earlier.fillna("first edition").to_numpy()
    frame = latest.rename(columns={"first": "since"})[["country", "place", "since", "before"]]
    return titled(
        frame.reset_index(drop=True),
        f"Places in the {edition} edition",
        elimination_caveat(upto[upto["edition"] == edition]),
    )


def moved(changes: pd.DataFrame) -> pd.DataFrame:
    """Only the moves up and down, best news first.

    Returns
    -------
    DataFrame
        Columns ``edition``, ``country``, ``move``, ``before``, ``after``.
    """
    kept = changes[changes["move"].isin([terms.UPGRADED, terms.DOWNGRADED])]
    order = {word: number for number, word in enumerate(terms.MOVES)}
    kept = kept.sort_values(
        ["edition", "move", "country"],
        key=lambda column: column.map(order) if column.name == "move" else column,
        ignore_index=True,
    )
    words = (terms.UPGRADED, terms.DOWNGRADED)
    counts = [f"{(kept['move'] == word).sum()} {word}" for word in words]
    frame = kept[["edition", "country", "move", "before", "after"]]
    title = f"{changes.attrs.get('title', 'Moves')}: {', '.join(counts)}"
    return titled(frame, title, changes.attrs.get("caveats", ()))


def region_tiers(data: Dataset, edition: int) -> pd.DataFrame:
    """Countries by region and place in one edition.

    Returns
    -------
    DataFrame
        Column ``region`` (in words), one column per tier, ``special case`` and ``all``.
    """
    rows = data.placements[data.placements["edition"] == edition]
    rows = rows[rows["status"].isin(_IN_REPORT)]
    regions = dict(zip(data.countries["iso3"], data.countries["region"], strict=True))
    place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
    table = pd.crosstab(rows["iso3"].map(regions).map(dict(terms.REGIONS)), place)
    table = table.reindex(columns=[*terms.TIERS, terms.SPECIAL_CASE], fill_value=0)
    table["all"] = table.sum(axis=1)
    frame = table.rename_axis("region").rename_axis(None, axis=1).reset_index()
    title = f"Countries by region and tier, {edition} edition"
    return titled(frame, title, elimination_caveat(rows))


def shares_of(shares: pd.DataFrame) -> pd.DataFrame:
    """The rows of `tier_shares`, one line an edition: ``edition``, one column a tier, ``n``."""
    frame = shares.pivot(index="edition", columns="tier", values="share")
    frame.columns = pd.Index(list(terms.TIERS))
    frame = frame.round(4).assign(n=shares.groupby("edition")["n"].first()).reset_index()
    return titled(frame, shares.attrs["title"], shares.attrs.get("caveats", ()))
