"""The clock on Watch List years: who is on it, what the law allows next, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.history import elimination_caveat, histories, move, titled
from tipanalysis.compare.moves import FEW, share_of
from tipanalysis.dataset import Dataset
from tipanalysis.statute import (
    FIRST_COUNTED,
    FIRST_OF_2019_LAW,
    LIMIT,
    WAIVER_NEW,
    WAIVER_OLD,
    in_force,
)

_NOT_YET = "not yet known"


def on_the_clock(data: Dataset, edition: int) -> pd.DataFrame:
    """All countries on the Tier 2 Watch List of an edition, with their clock.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition; what is said of the next one is under the law of the next.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``run`` (counted editions in a row), ``next_without_waiver``
        (whether the next edition may be Watch List again without a waiver), ``waiver_possible``
        ("not needed" before the limit), ``waiver_known``, ``words`` (what can happen next and why),
        ``cited`` (sections); longest run first, then by name.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = on_the_clock(load(), 2023)
    >>> len(table), table["run"].max()
    (26, np.int64(3))
    """
    rows = data.placements[
        (data.placements["edition"] == edition) & (data.placements["tier"] == terms.WATCH_LIST)
    ]
    every = histories(data)
    found = []
    for iso3, waiver in zip(rows["iso3"], rows["waiver"], strict=True):
        now = law.clock(every[iso3], edition)
        found.append(
            (
                iso3,
                data.name(iso3),
                now.run,
                "no" if now.limit_next else "yes",
                _waiver(now),
                "yes" if pd.notna(waiver) and bool(waiver) else "not in the data",
                now.words,
                "; ".join(now.cited),
            )
        )
    columns = [
        "iso3",
        "country",
        "run",
        "next_without_waiver",
        "waiver_possible",
        "waiver_known",
        "words",
        "cited",
    ]
    frame = pd.DataFrame(found, columns=columns)
    frame = frame.sort_values(["run", "country"], ascending=[False, True], ignore_index=True)
    title = f"On the Tier 2 Watch List in {edition} (n = {len(frame)})"
    note = "" if len(frame) else f"No country is on the Tier 2 Watch List in {edition}."
    return titled(frame, title, elimination_caveat(rows), note)


def _waiver(now: law.Clock) -> str:
    if not now.limit_next:
        return "not needed"
    return "yes" if now.waiver_possible else "no"


def _runs_at_limit(history: dict[int, str]) -> list[tuple[int, int]]:
    """Last edition and counted length of each run of two or more counted Watch List editions."""
    return [
        (edition, run)
        for edition, place in sorted(history.items())
        if place == terms.WATCH_LIST
        and history.get(edition + 1) != terms.WATCH_LIST
        and (run := law.watch_list_run(history, edition)) >= 2
    ]


def limit_reached(data: Dataset, countries: str | Iterable[str] = "all") -> pd.DataFrame:
    """Every run that reached the limit of two counted Watch List editions, and what came next.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        ``all``, or only of these: codes or names, a list or one text joined by commas.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``first``, ``last``, ``run``, ``allowed`` (longest lawful run
        for the last edition, waivers included), ``waivers`` (editions of the run that the law
        allows only by a waiver), ``waivers_known`` (how many of them the data has), ``next``
        (place in the edition after, or "not yet known"), ``within_law``, ``statement``; sorted by
        last edition and name.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = limit_reached(load()).set_index(["iso3", "last"])
    >>> table.loc[("CHN", 2012), "statement"]
    '4 counted editions in a row, the last 2 by waiver; 4 were allowed. Then Tier 3.'
    """
    last_edition = int(data.editions["edition"].max())
    waived = data.rows("placements", ["iso3", "edition", "waiver"])
    waived = waived[waived["waiver"].fillna(False).astype(bool)]
    known = set(zip(waived["iso3"], waived["edition"], strict=True))
    names = countries.split(",") if isinstance(countries, str) else list(countries)
    everyone = isinstance(countries, str) and countries.strip().lower() == "all"
    wanted = set() if everyone else {data.country(name.strip()) for name in names if name.strip()}
    found = []
    for iso3, history in histories(data).items():
        if not everyone and iso3 not in wanted:
            continue
        for edition, run in _runs_at_limit(history):
            first = edition - run + 1
            allowed = in_force(edition).longest_run or 0
            needed = list(range(first + 2, edition + 1))
            after = _NOT_YET if edition == last_edition else history[edition + 1]
            found.append(
                (
                    iso3,
                    data.name(iso3),
                    first,
                    edition,
                    run,
                    allowed,
                    ", ".join(map(str, needed)) or "none",
                    sum((iso3, one) in known for one in needed),
                    after,
                    "yes" if run <= allowed else "no",
                    _statement(run, allowed, after),
                )
            )
    columns = ["iso3", "country", "first", "last", "run", "allowed", "waivers", "waivers_known"]
    frame = pd.DataFrame(found, columns=[*columns, "next", "within_law", "statement"])
    frame = frame.sort_values(["last", "country"], ignore_index=True)
    title = f"Runs that reached the limit on Watch List years (n = {len(frame)})"
    note = (
        "A Tier 3 after such a run may be the one that the law asks for, or an ordinary finding; "
        f"a run alone does not tell. Counted from {FIRST_COUNTED} ({LIMIT})."
    )
    note = note if len(frame) else "No run here has reached the limit."
    return titled(frame, title, ("law-changed",), note)


def _statement(run: int, allowed: int, after: str) -> str:
    waived = run - 2
    by_waiver = f", the last{f' {waived}' if waived > 1 else ''} by waiver" if waived else ""
    verdict = f"{allowed} were allowed" if run <= allowed else f"only {allowed} were allowed"
    then = f"What came next is {_NOT_YET}." if after == _NOT_YET else f"Then {after}."
    return f"{run} counted editions in a row{by_waiver}; {verdict}. {then}"


def limit_checks(data: Dataset) -> pd.DataFrame:
    """Each edition since the limit began, checked against the law in force.

    Returns
    -------
    DataFrame
        Columns ``edition``, ``longest_allowed``, ``longest_run`` (longest counted run in that
        edition), ``beyond_two`` (countries that the law keeps on the list only by a waiver),
        ``waivers_known`` (of them, in the data), ``ran_out`` (countries that had used up list and
        waivers the edition before), ``of_them_up``, ``of_them_tier_3``, ``within_law``,
        ``statement``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> limit_checks(load()).set_index("edition").loc[2013, "statement"]
    '6 had used up list and waivers: 3 went up, 3 to Tier 3. No run was longer than the law allows.'
    """
    every = histories(data)
    waived = data.rows("placements", ["iso3", "edition", "waiver"])
    waived = waived[waived["waiver"].fillna(False).astype(bool)]
    found = []
    for edition in range(FIRST_COUNTED, int(data.editions["edition"].max()) + 1):
        allowed = in_force(edition).longest_run or 0
        runs = {iso3: law.watch_list_run(history, edition) for iso3, history in every.items()}
        beyond = [iso3 for iso3, run in runs.items() if run > 2]
        rows = waived[(waived["edition"] == edition) & waived["iso3"].isin(beyond)]
        out = [
            iso3
            for iso3, history in every.items()
            if law.watch_list_run(history, edition - 1) >= allowed
        ]
        went = [every[iso3].get(edition, terms.UNKNOWN) for iso3 in out]
        up = sum(place in (terms.TIER_1, terms.TIER_2) for place in went)
        down = went.count(terms.TIER_3)
        faults = sum(run > allowed for run in runs.values())
        found.append(
            (
                edition,
                allowed,
                max(runs.values()),
                len(beyond),
                len(rows),
                len(out),
                up,
                down,
                "yes" if faults == 0 else "no",
                _checked(len(out), up, down, faults),
            )
        )
    columns = ["edition", "longest_allowed", "longest_run", "beyond_two", "waivers_known"]
    columns += ["ran_out", "of_them_up", "of_them_tier_3", "within_law", "statement"]
    frame = pd.DataFrame(found, columns=columns)
    title = (
        f"Watch List years against the law, {frame['edition'].min()} to {frame['edition'].max()}"
    )
    return titled(frame, title, ("law-changed",), f"{LIMIT}; {WAIVER_OLD}; {WAIVER_NEW}.")


def _checked(out: int, up: int, down: int, faults: int) -> str:
    parts = []
    if out:
        other = out - up - down
        ways = f"{up} went up, {down} to Tier 3" + (f", {other} elsewhere" if other else "")
        parts.append(f"{out} had used up list and waivers: {ways}.")
    else:
        parts.append("None had used up list and waivers.")
    if faults:
        parts.append(f"{faults} stayed longer than the law allows.")
    else:
        parts.append("No run was longer than the law allows.")
    return " ".join(parts)


def limit_outcomes(data: Dataset) -> pd.DataFrame:
    """What came after two, three or four counted Watch List editions, under each law.

    Returns
    -------
    DataFrame
        Columns ``law`` ("2009 to 2018", "from 2019"; the law of the edition that decided),
        ``run``, ``next`` (upgraded, Watch List again, Tier 3, not ranked), ``count``, ``n``,
        ``share``, ``low``, ``high`` (Wilson, 95 percent).

    Examples
    --------
    >>> from tipanalysis import load
    >>> limit_outcomes(load())["next"].unique().tolist()
    ['upgraded', 'Watch List again', 'Tier 3', 'not ranked']
    """
    last = int(data.editions["edition"].max())
    rows = []
    for history in histories(data).values():
        for edition in range(FIRST_COUNTED, last):
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
    few = ("small-n",) if len(frame) and int(frame["n"].min()) < FEW else ()
    title = (
        "What came after two or more counted Watch List editions, "
        f"{FIRST_COUNTED} to {last} (n = {len(pairs)} cases)"
    )
    return titled(frame, title, ("law-changed", *few))


_OUTCOMES = (terms.UPGRADED, "Watch List again", terms.TIER_3, terms.NOT_RANKED)


def _outcome(after: str) -> str:
    if after == terms.WATCH_LIST:
        return "Watch List again"
    return terms.TIER_3 if after == terms.TIER_3 else move(terms.WATCH_LIST, after)


def relistings(data: Dataset) -> pd.DataFrame:
    """Returns to the Watch List, from 2019, after a Tier 3 that followed the limit.

    If that Tier 3 was the one that the limit asks for, one edition back on the list is allowed
    and no waiver helps (22 USC 7107(b)(2)(F)). From a run alone nobody can tell whether it was.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tier_3`` (editions of the Tier 3), ``since`` (first edition
        back), ``stayed`` (editions back on the list), ``next``, ``statement``; sorted by ``since``
        and name.

    Examples
    --------
    >>> from tipanalysis import load
    >>> relistings(load())[["country", "tier_3", "since"]].head(1).values.tolist()
    [['Bolivia', '2018', 2019]]
    """
    last = int(data.editions["edition"].max())
    found = []
    for iso3, history in histories(data).items():
        for back in range(FIRST_OF_2019_LAW, last + 1):
            if history.get(back - 1) != terms.TIER_3 or not law.relisted(history, back):
                continue
            fell = law.run_of(history, back - 1, terms.TIER_3)
            stayed = 1
            while history.get(back + stayed) == terms.WATCH_LIST:
                stayed += 1
            end = back + stayed
            after = _NOT_YET if end > last else history[end]
            within = (
                "One edition back on the list is what the law allows in any case."
                if stayed == 1
                else "More than one edition: lawful only if the Tier 3 was an ordinary finding."
            )
            spell = f"{back - fell} to {back - 1}" if fell > 1 else str(back - 1)
            found.append((iso3, data.name(iso3), spell, back, stayed, after, within))
    columns = ["iso3", "country", "tier_3", "since", "stayed", "next", "statement"]
    frame = pd.DataFrame(found, columns=columns)
    frame = frame.sort_values(["since", "country"], ignore_index=True)
    title = f"Back on the Watch List after a Tier 3 that followed the limit (n = {len(frame)})"
    return titled(frame, title, (), "" if len(frame) else "There is no such return in the data.")
