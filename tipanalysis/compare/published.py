"""Our transition counts beside those computed from another coding of the same editions.

Kelley and Heiss (Scorecard Diplomacy) coded the editions 2001 to 2015. Counted on the rows of
theirs, our code gives their table to the last pair; what differs between their rows and ours is
named here, row by row.
"""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.asked import since
from tipanalysis.compare.caveats import Facts, fired, smallest
from tipanalysis.compare.history import histories, newest, placed, titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError

#: Shares computed from their rows for 2004 to 2015, and the number of pairs that start on a tier.
SHARES_2004_2015 = MappingProxyType(
    {
        (terms.TIER_1, terms.TIER_1): 0.914,
        (terms.TIER_1, terms.TIER_2): 0.086,
        (terms.TIER_2, terms.TIER_1): 0.035,
        (terms.TIER_2, terms.TIER_2): 0.774,
        (terms.TIER_2, terms.WATCH_LIST): 0.180,
        (terms.TIER_2, terms.TIER_3): 0.011,
        (terms.WATCH_LIST, terms.TIER_2): 0.353,
        (terms.WATCH_LIST, terms.WATCH_LIST): 0.540,
        (terms.WATCH_LIST, terms.TIER_3): 0.107,
        (terms.TIER_3, terms.TIER_2): 0.044,
        (terms.TIER_3, terms.WATCH_LIST): 0.217,
        (terms.TIER_3, terms.TIER_3): 0.739,
    }
)
SHARES_2009_2015 = MappingProxyType(
    {
        (terms.TIER_2, terms.TIER_3): 0.0,
        (terms.WATCH_LIST, terms.TIER_2): 0.302,
        (terms.WATCH_LIST, terms.TIER_3): 0.102,
        (terms.TIER_3, terms.TIER_2): 0.0,
    }
)

#: Placements on which their coding differs from two or more others; the tables keep the others'.
CONFLICTS = MappingProxyType(
    {
        ("BRB", 2010): terms.TIER_2,
        ("LUX", 2011): terms.TIER_2,
        ("ZMB", 2010): terms.WATCH_LIST,
    }
)
#: Theirs gives the placements of Serbia and Montenegro to both successors.
_UNION, _SUCCESSORS, _UNION_LAST = "SCG", ("SRB", "MNE"), 2006
_KEYS = ("kelley_2001_2014", "heiss_2015")
_LAST = 2015


def their_rows(data: Dataset, first: int = 2004) -> dict[str, dict[int, str]]:
    """The tiers of Kelley and Heiss up to 2015, rebuilt from the sources that our rows cite.

    Raises
    ------
    TipError
        If no row of the data cites them.
    """
    rows = data.placements[data.placements["edition"].between(first, _LAST)]
    cited = rows["sources"].fillna("").str.split(";").map(lambda keys: bool(set(keys) & {*_KEYS}))
    rows = rows[cited & (rows["status"] == terms.RANKED)]
    if rows.empty:
        raise TipError("No placement in the data cites Kelley and Heiss: nothing to compare with.")
    found: dict[str, dict[int, str]] = {}
    for iso3, edition, tier in zip(rows["iso3"], rows["edition"], rows["tier"], strict=True):
        found.setdefault(str(iso3), {})[int(edition)] = str(tier)
    for (iso3, edition), tier in CONFLICTS.items():
        found.setdefault(iso3, {})[edition] = tier
    union = {e: tier for e, tier in found.pop(_UNION, {}).items() if e <= _UNION_LAST}
    for iso3 in _SUCCESSORS:
        found[iso3] = {**union, **found.get(iso3, {})}
    return found


def published_check(data: Dataset, first: int = 2004, last: int | None = None) -> pd.DataFrame:
    """Transition shares as computed elsewhere, on the same rows by us, and on our own rows.

    Parameters
    ----------
    data : Dataset
    first : int
        2004 or 2009: pairs of editions from this one to 2015.
    last : int, optional
        The last edition looked at. Shares are known elsewhere for all editions to 2015 together, so
        before 2015 there is nothing to check: the table is empty and says so.

    Returns
    -------
    DataFrame
        Columns ``before``, ``after``, ``elsewhere`` (share computed from Kelley and Heiss),
        ``same_rows`` (by us, on their rows), ``their_count``, ``their_n``, ``our_share``,
        ``our_count``, ``our_n``.

    Raises
    ------
    TipError
        If ``first`` is neither 2004 nor 2009.
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = published_check(load())
    >>> bool((table["elsewhere"] - table["same_rows"]).abs().max() < 0.0006)
    True
    """
    known = {2004: SHARES_2004_2015, 2009: SHARES_2009_2015}
    if first not in known:
        raise TipError(f"published_check: shares are known from 2004 and from 2009, not {first}.")
    columns = ["before", "after", "elsewhere", "same_rows", "their_count", "their_n"]
    columns += ["our_share", "our_count", "our_n"]
    if newest(data, last) < _LAST:
        title = f"Transitions {first} to {_LAST}, computed elsewhere and here"
        note = (
            f"Shares are known elsewhere for {first} to {_LAST} only; this looks at editions up to "
            f"{newest(data, last)}."
        )
        return titled(pd.DataFrame(columns=columns), title, (), note)
    theirs = _pairs(their_rows(data, first), first)
    ours = _pairs(histories(data), first)
    rows = []
    for (before, after), share in known[first].items():
        cells = []
        for pairs in (theirs, ours):
            starts = [pair for pair in pairs if pair[0] == before]
            count = sum(pair[1] == after for pair in starts)
            cells.append((count / len(starts), count, len(starts)))
        rows.append((before, after, share, *cells[0], *cells[1]))
    frame = pd.DataFrame(rows, columns=columns)
    title = (
        f"Transitions {first} to {_LAST}, computed elsewhere from Kelley and Heiss "
        f"({len(theirs):,} pairs) and here ({len(ours):,} pairs)"
    )
    n = smallest(frame["their_n"], frame["our_n"])
    facts = Facts(placements=placed(data, first, _LAST), moves=True, ordered=True, n=n)
    return titled(frame, title, fired(facts), _note(data, first))


def _pairs(rows: dict[str, dict[int, str]], first: int) -> list[tuple[str, str]]:
    return [
        (history[edition], history[edition + 1])
        for history in rows.values()
        for edition in range(first, _LAST)
        if history.get(edition) in terms.TIERS and history.get(edition + 1) in terms.TIERS
    ]


def row_differences(data: Dataset, first: int = 2004, last: int | None = None) -> pd.DataFrame:
    """Placements of 2004 to 2015 that only one of the two codings has, or that differ.

    Parameters
    ----------
    data : Dataset
    first, last : int
        Only editions from and up to these; never after 2015.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``editions``, ``ours``, ``theirs``, ``why``; by name.

    Raises
    ------
    UnknownEdition, TipError
        If there is no such ``first`` or ``last``; if no placement cites that coding.

    Examples
    --------
    >>> from tipanalysis import load
    >>> row_differences(load())[["country", "ours", "theirs"]].head(1).values.tolist()
    [['Aruba', 'Tier 2', 'no tier']]
    """
    first, until = since(data, first), min(newest(data, last), _LAST)
    theirs, ours = their_rows(data, first), histories(data)
    cells: dict[tuple[str, str, str], list[int]] = {}
    for iso3 in sorted({*theirs, *ours}):
        for edition in range(first, until + 1):
            here = ours.get(iso3, {}).get(edition, terms.NOT_IN_REPORT)
            there = theirs.get(iso3, {}).get(edition, "no tier")
            mine = here if here in terms.TIERS else "no tier"
            if mine != there:
                cells.setdefault((iso3, mine, there), []).append(edition)
    rows = [
        (
            iso3,
            data.name(iso3),
            ", ".join(map(str, editions)),
            mine,
            there,
            _why(iso3, mine, there),
        )
        for (iso3, mine, there), editions in cells.items()
    ]
    columns = ["iso3", "country", "editions", "ours", "theirs", "why"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.sort_values(["country", "editions"], ignore_index=True)
    count = sum(len(editions) for editions in cells.values())
    title = (
        f"Placements {first} to {until} that our rows and those of Kelley and Heiss do not share"
    )
    facts = Facts(placements=placed(data, first, until, frame["iso3"]), moves=True)
    note = "" if len(frame) else "There is none."
    return titled(frame, f"{title} (n = {count})", fired(facts), note)


def _why(iso3: str, ours: str, theirs: str) -> str:
    if iso3 in (_UNION, *_SUCCESSORS):
        return "theirs gives the tier of Serbia and Montenegro to both successors"
    if ours != "no tier" and theirs != "no tier":
        return "the codings disagree; ours follows two or more others"
    if theirs == "no tier":
        return "theirs has no tier here; ours rests on other sources"
    return "only theirs has a tier"


def _note(data: Dataset, first: int) -> str:
    table = row_differences(data, first)
    names = list(dict.fromkeys(table["country"]))
    return (
        f"On the rows of Kelley and Heiss our counts give the shares computed elsewhere. Rows "
        f"differ for {', '.join(names)}."
    )
