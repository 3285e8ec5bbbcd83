"""What a page says of itself above its first line: country, edition, place, and its neighbours.

The neighbours (the editions before and after, the peers) are facts of the data, whether or not
their reports have been built. So the bytes of a report do not depend on which others exist; the
site's first page knows which do, and passes a reader on (see `tipanalysis.reports.site`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from tipanalysis import terms
from tipanalysis.compare.peers import peers as choose_peers
from tipanalysis.dataset import Dataset

#: The style class of each place, the same on every page.
STYLES = MappingProxyType(
    {
        terms.TIER_1: "t1",
        terms.TIER_2: "t2",
        terms.WATCH_LIST: "tw",
        terms.TIER_3: "t3",
        terms.SPECIAL_CASE: "ts",
        terms.NOT_IN_REPORT: "tn",
        terms.UNKNOWN: "tu",
    }
)
_UNASSESSED = (terms.NOT_IN_REPORT, terms.UNKNOWN)


@dataclass(frozen=True)
class Link:
    """A link to another page: where to, in which words."""

    href: str
    words: str


@dataclass(frozen=True)
class About:
    """What stands above and below a country's report.

    Attributes
    ----------
    name, place, period, region : str
        In words.
    style : str
        The style class of the place.
    edition : int
    by_elimination : bool
        Whether the tier was inferred by elimination.
    before, after : Link or None
        To the nearest editions before and after that assess the country.
    peers : tuple of Link
        To the peers in this edition.
    """

    name: str
    edition: int
    place: str
    style: str
    by_elimination: bool
    period: str
    region: str
    before: Link | None
    after: Link | None
    peers: tuple[Link, ...]


def address(iso3: str, edition: int) -> str:
    """Where a report links to for another one: the site's first page, which passes on.

    Examples
    --------
    >>> address("KHM", 2023)
    '../../index.html?open=2023#KHM'
    """
    return f"../../index.html?open={edition}#{iso3}"


def about(data: Dataset, parameters: Mapping[str, Any]) -> About | None:
    """What the head and foot of a report say, from its parameters.

    Parameters
    ----------
    data : Dataset
    parameters : mapping
        Those of the template: ``country``, ``edition``, ``peers``.

    Returns
    -------
    About or None
        None for a template that is not about one country and edition.

    Examples
    --------
    >>> from tipanalysis import load
    >>> found = about(load(), {"country": "THA", "edition": 2023})
    >>> found.place, found.before.words, found.after.words
    ('Tier 2', '2022', '2024')
    """
    if not {"country", "edition"} <= set(parameters):
        return None
    profile = data.profile(str(parameters["country"]), int(parameters["edition"]))
    group = choose_peers(
        data, profile.iso3, profile.edition, rule=str(parameters.get("peers", "region"))
    )
    near = neighbours(profile.history, profile.edition)
    before, after = (Link(address(profile.iso3, e), str(e)) if e else None for e in near)
    return About(
        name=profile.name,
        edition=profile.edition,
        place=profile.place,
        style=STYLES[profile.place],
        by_elimination=profile.by_elimination,
        period=profile.period,
        region=terms.REGIONS.get(profile.region, profile.region),
        before=before,
        after=after,
        peers=tuple(
            Link(address(code, profile.edition), data.name(code))
            for code in group.countries
            if code != profile.iso3
        ),
    )


def neighbours(history: Mapping[int, str], edition: int) -> tuple[int | None, int | None]:
    """The nearest editions before and after that assess a country.

    Examples
    --------
    >>> neighbours({2003: "not in report", 2004: "Tier 2", 2005: "Tier 1", 2007: "Tier 1"}, 2005)
    (2004, 2007)
    """
    assessed = [e for e, place in history.items() if place not in _UNASSESSED]
    before = [e for e in assessed if e < edition]
    after = [e for e in assessed if e > edition]
    return max(before, default=None), min(after, default=None)
