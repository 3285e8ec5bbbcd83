"""Likeness between countries: paths of tiers, population, themes of recommendations.

Tiers stay ordered words. The distance of two paths counts how far words lie apart on their one
order (`terms.TIERS`), it takes no mean and sets no value on a tier.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import histories, placed, titled
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text

#: To insert or delete one edition; half of the largest substitution, so that a substitution never
#: costs more than leaving one edition out of each path.
INDEL = 1.5
#: To put a tier for an edition without one (special case), or the other way round.
UNRANKED = 1.5
#: A population band reaches from this share of a population to its inverse.
BAND = 0.5

_PLACE = MappingProxyType({tier: number for number, tier in enumerate(terms.TIERS)})
TRAJECTORY_RULE = (
    "edit distance of the paths: a tier for another costs the steps between them in the order of "
    f"tiers (1 to 3), a tier for an edition without one {UNRANKED:g}, one edition put in or left "
    f"out {INDEL:g}"
)


def substitution(one: str, other: str) -> float:
    """What it costs to put one place for another.

    Examples
    --------
    >>> substitution("Tier 1", "Tier 3"), substitution("Tier 2", "special case")
    (3.0, 1.5)
    """
    if one == other:
        return 0.0
    if one not in _PLACE or other not in _PLACE:
        return UNRANKED if (one in _PLACE) != (other in _PLACE) else 0.0
    return float(abs(_PLACE[one] - _PLACE[other]))


def path_distance(one: Sequence[str], other: Sequence[str]) -> float:
    """The least cost of turning one path of places into another.

    Optimal matching with the costs of `substitution` and `INDEL`. Source: Abbott and Tsay,
    Sociological Methods and Research 29 (2000); the alignment is that of Needleman and Wunsch,
    Journal of Molecular Biology 48 (1970).

    Parameters
    ----------
    one, other : sequence of str
        Places in the order of editions.

    Examples
    --------
    >>> path_distance(["Tier 2", "Tier 2"], ["Tier 2", "Tier 3"])
    2.0
    >>> path_distance(["Tier 1", "Tier 3"], ["Tier 3", "Tier 1"])
    3.0
    """
    return distances_to(one, [other])[0]


def distances_to(one: Sequence[str], others: Sequence[Sequence[str]]) -> list[float]:
    """The `path_distance` of one path to each of the others, all at once.

    Examples
    --------
    >>> distances_to(["Tier 2", "Tier 2"], [["Tier 2", "Tier 3"], [], ["Tier 2"]])
    [2.0, 3.0, 1.5]
    """
    places = sorted({*one, *(place for other in others for place in other)})
    number = {place: column for column, place in enumerate(places)}
    costs = {here: np.array([substitution(here, there) for there in places]) for here in set(one)}
    longest = max(map(len, others), default=0)
    paths = np.zeros((len(others), longest), dtype=int)  # what is beyond a path's end is not read
    for row, other in enumerate(others):
        paths[row, : len(other)] = [number[place] for place in other]
    inserted = INDEL * np.arange(longest + 1)
    above = np.broadcast_to(inserted, (len(others), longest + 1))
    for row, here in enumerate(one, start=1):
        line = np.empty_like(above)
        line[:, 0] = row * INDEL
        np.minimum(above[:, :-1] + costs[here][paths], above[:, 1:] + INDEL, out=line[:, 1:])
        # Inserting from the left, as often as it pays: costs are multiples of one half, so exact.
        above = np.minimum.accumulate(line - inserted, axis=1) + inserted
    return [float(above[row, len(other)]) for row, other in enumerate(others)]


def path_of(history: dict[int, str], edition: int) -> tuple[str, ...]:
    """The places of a country from its first edition in the Report up to this one.

    Examples
    --------
    >>> path_of({2001: "not in report", 2002: "Tier 2", 2003: "Tier 3"}, 2003)
    ('Tier 2', 'Tier 3')
    """
    known = [place for e, place in sorted(history.items()) if e <= edition]
    while known and known[0] in (terms.NOT_IN_REPORT, terms.UNKNOWN):
        known.pop(0)
    return tuple(known)


def trajectory_distance(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """How far the paths of other countries are from this one's.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        Paths end here; the others must be in it.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``distance`` (cost of turning one path into the other),
        ``editions`` (length of the path compared), ``own_editions``; nearest first, then by name.
        Only countries in this edition.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If there is none such.

    References
    ----------
    Abbott and Tsay, Sociological Methods and Research 29 (2000); Needleman and Wunsch, Journal of
    Molecular Biology 48 (1970).

    Examples
    --------
    >>> from tipanalysis import load
    >>> trajectory_distance(load(), "NOR", 2023)["distance"].is_monotonic_increasing
    True
    """
    iso3, number = data.country(country), data.edition(edition)
    every = histories(data)
    own = path_of(every[iso3], number)
    here = (*terms.TIERS, terms.SPECIAL_CASE)
    paths = {
        code: path
        for code, history in every.items()
        if code != iso3 and history.get(number) in here and (path := path_of(history, number))
    }
    rows = [
        (code, data.name(code), distance, len(paths[code]), len(own))
        for code, distance in zip(paths, distances_to(own, list(paths.values())), strict=True)
    ]
    columns = ["iso3", "country", "distance", "editions", "own_editions"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.sort_values(["distance", "country"], ignore_index=True)
    name = in_text(data.name(iso3))
    title = f"Paths of tiers up to {number} by distance from that of {name}"
    note = f"Rule: {TRAJECTORY_RULE}."
    shown = placed(data, terms.FIRST_EDITION, number, [iso3, *frame["iso3"]])
    facts = Facts(placements=shown, moves=True, ordered=True)
    return titled(frame, f"{title} (n = {len(frame)})", fired(facts), note)


#: How far back the newest population may lie.
_YEARS_BACK = 15


def populations(data: Dataset, edition: int) -> pd.Series:
    """The newest population of each country before an edition, by code."""
    years = list(range(edition - _YEARS_BACK, edition))
    rows = data.rows("population", ["iso3", "year", "population"], year=years)
    rows = rows.dropna(subset=["population"])
    if rows.empty:
        rows = data.population.dropna(subset=["population"]).sort_values("year", ascending=False)
    newest = rows.sort_values("year", kind="stable").groupby("iso3").tail(1)
    return newest.set_index("iso3")["population"].astype("float64")


def population_band(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """Countries with half to twice the population of this one.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        Populations are the newest before it; the others must be in it.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``population`` (persons), ``ratio`` (to the country's own);
        nearest ratio first. Empty, with a note, where the country's population is not in the data.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If there is none such.

    Examples
    --------
    >>> from tipanalysis import load
    >>> "FRA" in set(population_band(load(), "Thailand", 2023)["iso3"])
    True
    """
    iso3, number = data.country(country), data.edition(edition)
    people = populations(data, number)
    columns = ["iso3", "country", "population", "ratio"]
    name = in_text(data.name(iso3))
    title = f"Countries with half to twice the population of {name}"
    if iso3 not in people.index:
        note = f"The population of {name} is not in the data."
        return titled(pd.DataFrame(columns=columns), title, (), note)
    ratios = people / people[iso3]
    here, places = (*terms.TIERS, terms.SPECIAL_CASE), histories_at(data, number)
    rows = [
        (str(code), data.name(str(code)), int(people[code]), float(ratio))
        for code, ratio in ratios.items()
        if code != iso3 and BAND <= ratio <= 1 / BAND and places.get(str(code)) in here
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["apart"] = frame["ratio"].where(frame["ratio"] >= 1, 1 / frame["ratio"])
    frame = frame.sort_values(["apart", "country"], ignore_index=True)[columns]
    return titled(frame, f"{title} (n = {len(frame)})", fired(Facts(others=True)))


def histories_at(data: Dataset, edition: int) -> dict[str, str]:
    """The place of every country in one edition, by code."""
    rows = data.rows("placements", ["iso3", "status", "tier"], edition=edition)
    place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
    return dict(zip(rows["iso3"].astype(str), place.astype(str), strict=True))


def theme_overlap(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """How far the recommendations to other countries are on the same themes.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        An edition whose recommendations are coded.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``shared`` (themes asked of both), ``either`` (of one or
        both), ``jaccard`` (shared out of either); most alike first, then by name. Empty, with a
        note, where the narratives of the edition are not coded for this country and for others.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If there is none such.

    References
    ----------
    Jaccard, New Phytologist 11 (1912).

    Examples
    --------
    >>> from tipanalysis import load
    >>> theme_overlap(load(), "Ghana", 2018).columns.tolist()
    ['iso3', 'country', 'shared', 'either', 'jaccard']
    """
    # Here, not above: `themes` builds on `peers`, which builds on this module.
    from tipanalysis.compare.themes import coded_countries, coder_caveats, recommendation_rows

    iso3, number = data.country(country), data.edition(edition)
    coded = coded_countries(data, number)
    rows = recommendation_rows(data, number, coded)
    asked = {code: set(themes) for code, themes in rows.groupby("iso3")["theme"]}
    own = asked.get(iso3, set())
    columns = ["iso3", "country", "shared", "either", "jaccard"]
    name = in_text(data.name(iso3))
    title = f"Recommendations of the {number} edition on the themes of those to {name}"
    others = [code for code in coded if code != iso3]
    cells = []
    for code in others:
        theirs = asked.get(code, set())
        if theirs and own:
            both, either = len(own & theirs), len(own | theirs)
            cells.append((code, data.name(code), both, either, both / either))
    if not cells:
        note = f"The recommendations of {number} are not in the data for {name} and others."
        return titled(pd.DataFrame(columns=columns), title, (), note)
    frame = pd.DataFrame(cells, columns=columns)
    frame = frame.sort_values(["jaccard", "country"], ascending=[False, True], ignore_index=True)
    return titled(frame, f"{title} (n = {len(frame)})", coder_caveats(rows))
