"""Whom does a tier resemble: countries alike in the 3P index, the Palermo Protocol or findings.

Where a country stands apart from others of its tier, the tables show it. They say nothing of why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, joined, smallest
from tipanalysis.compare.history import placed, titled
from tipanalysis.compare.moves import share_of
from tipanalysis.compare.similar import histories_at
from tipanalysis.compare.three_p import NO_MOTIVE, index_of, without_index
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text

_NEAREST = 10


def resembles(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """Which tiers the countries have that resemble this one in something else.

    Three likenesses: the same overall 3P index in the newest year before the edition; the same
    answer on the Palermo Protocol (ratified by the edition's year, as far as the data goes); the
    ten narratives whose themes of findings are most like its own (Jaccard index, achievements and
    shortfalls kept apart), where the edition is coded.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        The edition that gives the tiers.

    Returns
    -------
    DataFrame
        Columns ``like_it_in``, ``tier``, ``count``, ``n`` (such countries), ``share``, ``low``,
        ``high`` (Wilson, 95 percent), ``own`` (whether the country stands on that tier). What
        could not be compared is said in the note.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If there is none such.

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
        missing.append(without_index(data, number))
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

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        An edition whose narratives are coded.
    most : int
        So many narratives.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``place``, ``shared``, ``either``, ``jaccard``; most alike
        first, then by name. Empty, with a note, where the edition is not coded for others.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If there is none such.

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
