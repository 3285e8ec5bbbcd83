"""Tier histories, runs and moves: how placements go through the editions."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.asked import named
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text


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


def placed(
    data: Dataset, first: int, last: int, countries: Iterable[str] | None = None
) -> pd.DataFrame:
    """Placements that a table rests on, for the rules of its caveats.

    Parameters
    ----------
    data : Dataset
    first, last : int
        Editions.
    countries : iterable of str, optional
        Codes; all by default.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``edition``, ``status``, ``tier``, ``basis``; only countries in the
        Report.
    """
    where = {} if countries is None else {"iso3": list(countries)}
    columns = ["iso3", "edition", "status", "tier", "basis"]
    rows = data.rows("placements", columns, edition=range(first, last + 1), **where)
    return rows[rows["status"].isin([terms.RANKED, terms.SPECIAL_CASE])]


def newest(data: Dataset, last: int | None = None) -> int:
    """The last edition to look at: the one given, or the newest in the data."""
    return int(data.editions["edition"].max()) if last is None else data.edition(last)


def tier_history(
    data: Dataset, countries: Iterable[str] | None = None, last: int | None = None
) -> pd.DataFrame:
    """Status and tier of countries in every edition.

    Parameters
    ----------
    data : Dataset
    countries : iterable of str, optional
        Names or codes; all by default.
    last : int, optional
        Only editions up to this one.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``edition``, ``status``, ``tier`` (ordered category),
        ``basis``, ``confidence``; sorted by the order asked for, then edition. In
        ``attrs["covered"]`` how many countries each edition covers.

    Raises
    ------
    TipError, UnknownCountry, UnknownEdition
        If ``countries`` names none; if a country, or ``last``, is not in the data.

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
        codes = named(data, countries)
        frame = data.rows("placements", columns, iso3=codes)
    if last is not None:
        frame = frame[frame["edition"] <= data.edition(last)].reset_index(drop=True)
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
    whose = in_text(names[0]) if len(names) == 1 else f"{len(names)} countries"
    frame.attrs["covered"] = {e: n for e, n in covered(data).items() if first <= e <= last}
    return titled(
        frame,
        f"Tier of {whose} by edition, {first} to {last}",
        fired(Facts(placements=frame)),
    )


def covered(data: Dataset) -> dict[int, int]:
    """How many countries each edition covers, ranked or as special cases.

    Examples
    --------
    >>> from tipanalysis import load
    >>> counts = covered(load())
    >>> counts[2001], counts[2023]
    (82, 188)
    """
    rows = data.rows("placements", ["edition", "status"])
    rows = rows[rows["status"].isin([terms.RANKED, terms.SPECIAL_CASE])]
    return {int(edition): int(n) for edition, n in rows["edition"].value_counts().items()}


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
    found: dict[str, dict[int, str]] = {
        iso3: {} for iso3 in data.rows("countries", ["iso3"])["iso3"]
    }
    # Lists first: words of a column one by one take ten times as long.
    lists = (rows["iso3"].tolist(), rows["edition"].tolist(), place.tolist())
    for iso3, edition, here in zip(*lists, strict=True):
        found.setdefault(iso3, {})[edition] = here
    return found


def tier_runs(history: pd.DataFrame) -> pd.DataFrame:
    """Unbroken runs on one place, the editions as spans.

    Parameters
    ----------
    history : DataFrame
        From `tier_history`.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``place`` (tier or status), ``first``, ``last``,
        ``editions``; sorted by country as given, then time.

    Examples
    --------
    >>> from tipanalysis import load
    >>> runs = tier_runs(tier_history(load(), ["Thailand"]))
    >>> runs[["place", "first", "last"]].tail(2).values.tolist()
    [['Tier 2 Watch List', 2021, 2021], ['Tier 2', 2022, 2025]]
    """
    place = history["tier"].astype("str").where(history["tier"].notna(), history["status"])
    changed = (place != place.shift()) | (history["iso3"] != history["iso3"].shift())
    starts = np.flatnonzero(changed)
    editions = history["edition"].to_numpy()
    runs = history[["iso3", "country"]].assign(place=place).iloc[starts].reset_index(drop=True)
    empty = editions[:0]  # which `reduceat` does not take
    runs["first"] = np.minimum.reduceat(editions, starts) if len(starts) else empty
    runs["last"] = np.maximum.reduceat(editions, starts) if len(starts) else empty
    runs["editions"] = np.diff(starts, append=len(history))
    runs.attrs.clear()  # what else the history carries is not of its runs
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

    Examples
    --------
    >>> from tipanalysis import load
    >>> peer_places(tier_history(load(), ["THA", "KHM"]), 2023).head(1).values.tolist()
    [['Thailand', 'Tier 2', 2022, 'Tier 2 Watch List']]
    """
    upto = history[history["edition"] <= edition]
    runs = tier_runs(upto)
    latest = runs.groupby("iso3", sort=False).tail(1).set_index("iso3")
    earlier = runs.groupby("iso3", sort=False)["place"].shift().loc[runs["last"] == edition]
    latest["before"] = earlier.fillna("first edition").to_numpy()
    frame = latest.rename(columns={"first": "since"})[["country", "place", "since", "before"]]
    shown = upto[upto["edition"] >= upto["iso3"].map(frame["since"]) - 1]
    return titled(
        frame.reset_index(drop=True),
        f"Places in the {edition} edition",
        fired(Facts(placements=shown)),
    )


def moved(changes: pd.DataFrame) -> pd.DataFrame:
    """Only the moves up and down, best news first.

    Parameters
    ----------
    changes : DataFrame
        From `tier_changes`.

    Returns
    -------
    DataFrame
        Columns ``edition``, ``country``, ``move``, ``before``, ``after``; by edition, upgraded
        before downgraded, then by name.

    Examples
    --------
    >>> from tipanalysis import load
    >>> moved(tier_changes(tier_history(load()), edition=2023)).attrs["title"]
    'Moves into the 2023 edition: 24 upgraded, 20 downgraded'
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
