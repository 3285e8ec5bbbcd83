"""The limit on Watch List years, edition by edition: was it kept, and what came of it."""

from __future__ import annotations

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.clock import NOT_KNOWN, RELISTED_NOTE, known_waivers
from tipanalysis.compare.history import histories, move, newest, placed, titled
from tipanalysis.compare.moves import move_caveats, share_of
from tipanalysis.dataset import Dataset
from tipanalysis.statute import (
    FIRST_COUNTED,
    FIRST_OF_2019_LAW,
    LIMIT,
    WAIVER_NEW,
    WAIVER_OLD,
    in_force,
)


def limit_checks(data: Dataset, last: int | None = None) -> pd.DataFrame:
    """Each edition since the limit began, checked against the law in force.

    Parameters
    ----------
    data : Dataset
    last : int, optional
        Only editions up to this one.

    Returns
    -------
    DataFrame
        Columns ``edition``, ``longest_allowed``, ``longest_run`` (longest counted run in that
        edition), ``beyond_two`` (countries that the law keeps on the list only by a waiver),
        ``waivers_known`` (of them, in the data), ``ran_out`` (countries that had used up list and
        waivers the edition before), ``of_them_up``, ``of_them_tier_3``, ``of_them_not_ranked``
        (a special case, or not in the Report), ``back_beyond_one`` (countries back from Tier 3
        beyond the one edition that the law of 2019 allows in any case), ``within_law`` ("yes",
        "no", or "not known" where such a return stands: lawful only if the Tier 3 was an ordinary
        finding, which is not in the data), ``statement``.

    Raises
    ------
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> limit_checks(load()).set_index("edition").loc[2013, "statement"].split(". ")[0]
    '6 had used up list and waivers: 3 went up, 3 to Tier 3'
    """
    every = histories(data)
    waived = known_waivers(data)
    found = []
    until = newest(data, last)
    for edition in range(FIRST_COUNTED, until + 1):
        allowed = in_force(edition).longest_run or 0
        runs = {iso3: law.watch_list_run(history, edition) for iso3, history in every.items()}
        beyond = [iso3 for iso3, run in runs.items() if run > 2]
        out = [
            iso3
            for iso3, history in every.items()
            if law.watch_list_run(history, edition - 1) >= allowed
        ]
        went = [every[iso3].get(edition, terms.UNKNOWN) for iso3 in out]
        up = sum(place in (terms.TIER_1, terms.TIER_2) for place in went)
        down = went.count(terms.TIER_3)
        none = sum(place not in terms.TIERS for place in went)
        faults = sum(run > allowed for run in runs.values())
        back = sorted(
            data.name(iso3)
            for iso3, history in every.items()
            if law.beyond_relisting(history, edition)
        )
        found.append(
            (
                edition,
                allowed,
                max(runs.values()),
                len(beyond),
                sum((iso3, edition) in waived for iso3 in beyond),
                len(out),
                up,
                down,
                none,
                len(back),
                "no" if faults else NOT_KNOWN if back else "yes",
                _checked(len(out), up, down, none, faults, back),
            )
        )
    columns = ["edition", "longest_allowed", "longest_run", "beyond_two", "waivers_known"]
    columns += ["ran_out", "of_them_up", "of_them_tier_3", "of_them_not_ranked"]
    columns += ["back_beyond_one", "within_law", "statement"]
    frame = pd.DataFrame(found, columns=columns)
    if frame.empty:
        note = f"The limit counts editions from {FIRST_COUNTED} on."
        return titled(frame, "Watch List years against the law", (), note)
    title = f"Watch List years against the law, {FIRST_COUNTED} to {until}"
    shown = placed(data, FIRST_COUNTED, until)
    note = f"{LIMIT}; {WAIVER_OLD}; {WAIVER_NEW}."
    if frame["back_beyond_one"].any():
        note = f"{note} {RELISTED_NOTE}"
    return titled(frame, title, fired(Facts(placements=shown, moves=True)), note)


def _checked(out: int, up: int, down: int, none: int, faults: int, back: list[str]) -> str:
    parts = []
    if out:
        ways = f"{up} went up, {down} to Tier 3" + (f", {none} not ranked" if none else "")
        parts.append(f"{out} had used up list and waivers: {ways}.")
    else:
        parts.append("None had used up list and waivers.")
    if faults:
        parts.append(f"{faults} stayed longer than the law allows.")
    else:
        parts.append("No run was longer than list and waivers allow.")
    if back:
        verb = "was" if len(back) == 1 else "were"
        parts.append(
            f"{', '.join(back)} {verb} back from Tier 3 beyond one edition: lawful only if that "
            "Tier 3 was an ordinary finding, which is not in the data."
        )
    return " ".join(parts)


def limit_outcomes(data: Dataset, last: int | None = None) -> pd.DataFrame:
    """What came after two, three or four counted Watch List editions, under each law.

    Parameters
    ----------
    data : Dataset
    last : int, optional
        Only editions up to this one.

    Returns
    -------
    DataFrame
        Columns ``law`` ("2009 to 2018", "from 2019"; the law of the edition that decided),
        ``run``, ``next`` (upgraded, Watch List again, Tier 3, not ranked), ``count``, ``n``,
        ``share``, ``low``, ``high`` (Wilson, 95 percent).

    Raises
    ------
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> limit_outcomes(load())["next"].unique().tolist()
    ['upgraded', 'Watch List again', 'Tier 3', 'not ranked']
    """
    until = newest(data, last)
    rows = []
    for history in histories(data).values():
        for edition in range(FIRST_COUNTED, until):
            run = law.watch_list_run(history, edition)
            if run >= 2:
                era = "from 2019" if edition + 1 >= FIRST_OF_2019_LAW else "2009 to 2018"
                rows.append((era, run, _outcome(history[edition + 1])))
    pairs = pd.DataFrame(rows, columns=["law", "run", "next"])
    cells = []
    for (era, run), group in pairs.groupby(["law", "run"], sort=True):
        for outcome in _OUTCOMES:
            count = int((group["next"] == outcome).sum())
            cells.append((era, run, outcome, *share_of(count, len(group))))
    columns = ["law", "run", "next", "count", "n", "share", "low", "high"]
    frame = pd.DataFrame(cells, columns=columns)
    title = (
        "What came after two or more counted Watch List editions, "
        f"{FIRST_COUNTED} to {until} (n = {len(pairs)} cases)"
    )
    if frame.empty:
        note = f"No run of two counted editions was followed by an edition up to {until}."
        return titled(frame, title, (), note)
    caveats = move_caveats(data, FIRST_COUNTED, until, frame["n"], by_era=True)
    return titled(frame, title, caveats)


_OUTCOMES = (terms.UPGRADED, "Watch List again", terms.TIER_3, terms.NOT_RANKED)


def _outcome(after: str) -> str:
    if after == terms.WATCH_LIST:
        return "Watch List again"
    return terms.TIER_3 if after == terms.TIER_3 else move(terms.WATCH_LIST, after)
