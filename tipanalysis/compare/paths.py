"""Whose paths of tiers to show, in words, and how far they are from each other."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.eras import tier_moves
from tipanalysis.compare.history import histories, placed, tier_runs, titled
from tipanalysis.compare.several import chosen
from tipanalysis.compare.similar import (
    TRAJECTORY_RULE,
    path_distance,
    path_of,
    trajectory_distance,
)
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text

ALL = "all"
_IN_REPORT = (*terms.TIERS, terms.SPECIAL_CASE)


def paths_shown(
    data: Dataset, countries: str | Iterable[str], edition: int, most: int = 16
) -> pd.DataFrame:
    """Whose paths to show: a country's nearest, or of all countries those that moved most.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        As `chosen` takes them.
    edition : int
        Paths end here.
    most : int
        At most so many, besides the one country.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``up``, ``down`` (moves from edition to edition up to this
        one) and, for one country, ``distance`` (of its path to that of the country, which comes
        first with 0). The rule is in the note.

    Raises
    ------
    UnknownCountry, UnknownEdition, NotInEdition, TipError
        As `chosen`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> paths_shown(load(), "THA", 2023, most=3)["country"].tolist()
    ['Thailand', 'Tanzania', 'Rwanda', 'Suriname']
    """
    number = data.edition(edition)
    codes = chosen(data, countries, number)
    counts = tier_moves(data, number).groupby(["iso3", "move"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[terms.UPGRADED, terms.DOWNGRADED], fill_value=0)
    counts = counts.set_axis(["up", "down"], axis=1)
    if len(codes) == 1:
        near = trajectory_distance(data, codes[0], number).head(most)
        first = pd.DataFrame([{"iso3": codes[0], "country": data.name(codes[0]), "distance": 0.0}])
        frame = pd.concat([first, near[["iso3", "country", "distance"]]], ignore_index=True)
        frame = frame.join(counts, on="iso3").fillna({"up": 0, "down": 0})
        whose = in_text(data.name(codes[0]), first=True)
        title = f"{whose} and the {len(near)} paths nearest to its own, to {number}"
        note = f"Rule: {TRAJECTORY_RULE}."
    else:
        own = counts[counts.index.isin(codes)].reset_index()
        own["country"] = own["iso3"].map(data.name)
        own["moves"] = own["up"] + own["down"]
        own = own.sort_values(["moves", "country"], ascending=[False, True])
        frame = own.head(most).reset_index(drop=True)
        title = f"The {len(frame)} countries that moved most often, 2005 to {number}"
        note = "Rule: most moves up or down from one edition to the next since the Watch List."
    frame = frame.astype({"up": "int64", "down": "int64"})
    columns = ["iso3", "country", "up", "down"]
    columns += ["distance"] if "distance" in frame.columns else []
    return titled(frame[columns], title, _path_caveats(data, frame["iso3"], number), note)


def paths_in_words(history: pd.DataFrame) -> pd.DataFrame:
    """The path of each country in one line: its places with their editions.

    Parameters
    ----------
    history : DataFrame
        From `tier_history`.

    Returns
    -------
    DataFrame
        Columns ``country``, ``path`` (places in order of time, each with its span of editions, and
        which of them rest on elimination; the editions before the first in the Report are left
        out); in the order of the history.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import tier_history
    >>> paths_in_words(tier_history(load(), ["Norway"]))["path"].item()
    'Tier 1 2003–2020, Tier 2 2021–2025 (2025 by elimination)'
    """
    runs = tier_runs(history)
    rows = []
    derived = history[(history["basis"] == "derived") & (history["status"] == terms.RANKED)]
    guessed = derived.groupby("country")["edition"].agg(list).to_dict()
    for country, own in runs.groupby("country", sort=False):
        spans = [
            (place, _span(first, last, guessed.get(country, ())))
            for place, first, last in zip(own["place"], own["first"], own["last"], strict=True)
        ]
        if spans and spans[0][0] == terms.NOT_IN_REPORT:
            spans.pop(0)
        rows.append((country, ", ".join(f"{place} {span}" for place, span in spans)))
    frame = pd.DataFrame(rows, columns=["country", "path"])
    title = str(runs.attrs["title"]).replace("in runs", "in words")
    return titled(frame, title, history.attrs.get("caveats", ()))


def _span(first: int, last: int, guessed: Iterable[int]) -> str:
    """Editions of a run, and which of them are by elimination."""
    span = str(first) if first == last else f"{first}–{last}"
    those = [str(edition) for edition in guessed if first <= edition <= last]
    if not those:
        return span
    return (
        f"{span} (by elimination)"
        if first == last
        else f"{span} ({', '.join(those)} by elimination)"
    )


def _path_caveats(data: Dataset, codes: Iterable[str], edition: int) -> tuple[str, ...]:
    shown = placed(data, terms.FIRST_EDITION, edition, codes)
    return fired(Facts(placements=shown, moves=True, ordered=True))


def path_distances(data: Dataset, countries: str | Iterable[str], edition: int) -> pd.DataFrame:
    """How far the paths of some countries are from each other, pair by pair.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        As `chosen` takes them.
    edition : int
        Paths end here.

    Returns
    -------
    DataFrame
        Columns ``one``, ``other``, ``distance``; nearest first. Rule in the note.

    Raises
    ------
    UnknownCountry, UnknownEdition, NotInEdition, TipError
        As `chosen`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> path_distances(load(), "THA,KHM,LAO", 2023).head(1).values.tolist()
    [['Thailand', 'Laos', 11.0]]
    """
    number = data.edition(edition)
    codes, every = chosen(data, countries, number), histories(data)
    paths = {code: path_of(every[code], number) for code in codes}
    rows = [
        (data.name(a), data.name(b), path_distance(paths[a], paths[b]))
        for place, a in enumerate(codes)
        for b in codes[place + 1 :]
    ]
    frame = pd.DataFrame(rows, columns=["one", "other", "distance"])
    frame = frame.sort_values(["distance", "one", "other"], ignore_index=True)
    title = f"Distance between paths of tiers up to {number} (n = {len(frame)} pairs)"
    if frame.empty:
        return titled(frame, title, (), "A distance needs two countries or more.")
    return titled(frame, title, _path_caveats(data, codes, number), f"Rule: {TRAJECTORY_RULE}.")
