"""The Special Watch List of the law, which is longer than the Tier 2 Watch List."""

from __future__ import annotations

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import histories, newest, placed, titled
from tipanalysis.dataset import Dataset
from tipanalysis.statute import FIRST_WATCH_LIST


def special_watch_list(data: Dataset, edition: int) -> pd.DataFrame:
    """The statutory Special Watch List of an edition, beside the Tier 2 Watch List.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition; before 2004 there is no list, and the table is empty.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``why``; sorted by reason and name.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    References
    ----------
    22 USC 7107(b)(2)(A), P.L. 108-193 §6(e) (2003).

    Examples
    --------
    >>> from tipanalysis import load
    >>> len(special_watch_list(load(), 2023))
    28
    """
    number = data.edition(edition)
    found = [
        (iso3, data.name(iso3), why)
        for iso3, history in histories(data).items()
        if (why := law.special_watch_list(history, number))
    ]
    frame = pd.DataFrame(found, columns=["iso3", "country", "why"])
    frame = frame.sort_values(["why", "country"], ignore_index=True)
    listed = int((frame["why"] == "on the Tier 2 Watch List").sum())
    title = f"Special Watch List in law, {number}: {len(frame)}, of them {listed} on the tier"
    shown = placed(data, number - 1, number, frame["iso3"])
    return titled(frame, title, fired(Facts(placements=shown, moves=True)))


def watch_lists(data: Dataset, last: int | None = None) -> pd.DataFrame:
    """The statutory Special Watch List beside the Tier 2 Watch List, edition by edition.

    Parameters
    ----------
    data : Dataset
    last : int, optional
        Only editions up to this one.

    Returns
    -------
    DataFrame
        Columns ``edition``, ``tier_2_watch_list``, ``up_to_tier_1`` (moved up to Tier 1),
        ``up_from_tier_3`` (moved up from Tier 3 to Tier 2), ``special_watch_list`` (all of them).
        A country that came from Tier 3 to the Tier 2 Watch List is counted there.

    Raises
    ------
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> watch_lists(load()).set_index("edition").loc[2010].tolist()
    [58, 3, 0, 61]
    """
    every = histories(data)
    found = []
    until = newest(data, last)
    for edition in range(FIRST_WATCH_LIST, until + 1):
        on_list = [
            history[edition]
            for history in every.values()
            if law.special_watch_list(history, edition)
        ]
        counts = [on_list.count(t) for t in (terms.WATCH_LIST, terms.TIER_1, terms.TIER_2)]
        found.append((edition, *counts, len(on_list)))
    columns = ["edition", "tier_2_watch_list", "up_to_tier_1", "up_from_tier_3"]
    frame = pd.DataFrame(found, columns=[*columns, "special_watch_list"])
    title = "The Special Watch List of the law and the Tier 2 Watch List"
    if frame.empty:
        return titled(frame, title, (), f"There is no Watch List before {FIRST_WATCH_LIST}.")
    shown = placed(data, FIRST_WATCH_LIST - 1, until)
    title += f", {FIRST_WATCH_LIST} to {until}"
    return titled(frame, title, fired(Facts(placements=shown, moves=True)))
