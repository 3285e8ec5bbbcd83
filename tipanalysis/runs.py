"""How long a country has stood where it stands, as the limit on Watch List years counts it.

A history maps an edition to a tier word, or to a status word where there is no tier.
"""

from __future__ import annotations

from collections.abc import Mapping

from tipanalysis.statute import FIRST_COUNTED
from tipanalysis.terms import TIER_3, WATCH_LIST

History = Mapping[int, str]


def run_of(history: History, edition: int, place: str) -> int:
    """How many editions in a row, ending with this one, have that place.

    Parameters
    ----------
    history : mapping of int to str
        Edition to tier word, or to status word where there is no tier.
    edition : int
        The last edition of the run.
    place : str
        A tier or status word.

    Returns
    -------
    int
        Editions; 0 when this one has another place.

    Examples
    --------
    >>> run_of({2001: "Tier 2", 2002: "Tier 2", 2003: "Tier 1"}, 2002, "Tier 2")
    2
    """
    length = 0
    while history.get(edition - length) == place:
        length += 1
    return length


def watch_list_run(history: History, edition: int) -> int:
    """Consecutive Tier 2 Watch List editions ending with this one, counted from 2009.

    A special case, or an edition that does not rank the country, ends a run (the statute is
    silent on it; this is our reading).

    Parameters
    ----------
    history : mapping of int to str
        Edition to tier word, or to status word where there is no tier.
    edition : int
        The last edition of the run.

    Returns
    -------
    int
        Editions; 0 when this one is not on the Watch List or came before 2009.

    References
    ----------
    22 USC 7107(b)(2)(D)(i), P.L. 110-457 §107 (2008): two consecutive years, of lists after
    23 December 2008.

    Examples
    --------
    >>> watch_list_run({e: "Tier 2 Watch List" for e in range(2005, 2013)}, 2012)
    4
    """
    return min(run_of(history, edition, WATCH_LIST), max(0, edition - FIRST_COUNTED + 1))


def followed_limit(history: History, edition: int) -> bool:
    """Whether a Tier 3 spell that includes this edition began after two or more counted years.

    Such a Tier 3 may be the one that the law asks for, or an ordinary finding.

    Parameters
    ----------
    history : mapping of int to str
        Edition to tier word, or to status word where there is no tier.
    edition : int
        An edition of the spell.

    Returns
    -------
    bool
        False when this edition is not Tier 3.

    References
    ----------
    22 USC 7107(b)(2)(D)(i), P.L. 110-457 §107 (2008): two consecutive years, of lists after
    23 December 2008.

    Examples
    --------
    >>> listed = {2010: "Tier 2 Watch List", 2011: "Tier 2 Watch List"}
    >>> followed_limit({**listed, 2012: "Tier 3"}, 2012)
    True
    """
    if history.get(edition) != TIER_3:
        return False
    first = edition - run_of(history, edition, TIER_3) + 1
    return watch_list_run(history, first - 1) >= 2


def relisted(history: History, edition: int) -> bool:
    """Whether the Watch List of this edition is a return from a Tier 3 that followed the limit.

    Parameters
    ----------
    history : mapping of int to str
        Edition to tier word, or to status word where there is no tier.
    edition : int
        The edition on the Watch List.

    Returns
    -------
    bool
        False when this edition is not on the Watch List.

    References
    ----------
    22 USC 7107(b)(2)(F), P.L. 115-425 §203 (2019).

    Examples
    --------
    >>> listed = {2017: "Tier 2 Watch List", 2018: "Tier 2 Watch List"}
    >>> relisted({**listed, 2019: "Tier 3", 2020: "Tier 2 Watch List"}, 2020)
    True
    """
    run = run_of(history, edition, WATCH_LIST)
    return run >= 1 and followed_limit(history, edition - run)
