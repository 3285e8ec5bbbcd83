"""The clock on Watch List years: who is on it, what the law allows next, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.asked import named
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import histories, newest, placed, titled
from tipanalysis.dataset import Dataset
from tipanalysis.statute import FIRST_COUNTED, FIRST_OF_2019_LAW, LIMIT, RELISTING, in_force

_NOT_YET = "not yet known"
#: What decides whether a return to the list is capped, and is not in the data.
ONLY_IF = "only if its Tier 3 was an ordinary finding"
NOT_KNOWN = "not known"


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
        (whether the next edition may be Watch List again without a waiver: "yes", "no" or, for a
        return that the law of 2019 may cap, "only if its Tier 3 was an ordinary finding"),
        ``waiver_possible`` ("not needed" before the limit; "yes", "no", or the same condition),
        ``waiver_known``, ``words`` (what can happen next and why), ``cited`` (sections); longest
        run first, then by name.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = on_the_clock(load(), 2023)
    >>> len(table), table["run"].max()
    (26, np.int64(3))
    """
    number = data.edition(edition)
    rows = data.placements[
        (data.placements["edition"] == number) & (data.placements["tier"] == terms.WATCH_LIST)
    ]
    every = histories(data)
    found = []
    for iso3, waiver in zip(rows["iso3"], rows["waiver"], strict=True):
        now = law.clock(every[iso3], number)
        found.append(
            (
                iso3,
                data.name(iso3),
                now.run,
                _without_waiver(now),
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
    title = f"On the Tier 2 Watch List in {number} (n = {len(frame)})"
    if frame.empty:
        return titled(frame, title, (), f"No country is on the Tier 2 Watch List in {number}.")
    asked = frame[["next_without_waiver", "waiver_possible"]] == ONLY_IF
    note = RELISTED_NOTE if asked.to_numpy().any() else ""
    return titled(frame, title, fired(Facts(placements=rows)), note)


RELISTED_NOTE = (
    "A country that went to Tier 3 by the limit may be back on the list for one edition in a row, "
    f"and no waiver helps ({RELISTING}). Whether the limit asked for a Tier 3 is not in the data. "
    f"The clause sets no date for the return: it is applied to editions from {FIRST_OF_2019_LAW} "
    "on, also after an earlier return."
)


def _without_waiver(now: law.Clock) -> str:
    if now.limit_next:
        return "no"
    return ONLY_IF if now.relisted else "yes"


def _waiver(now: law.Clock) -> str:
    if not now.limit_next:
        return "not needed, or of no help" if now.relisted else "not needed"
    if not now.waiver_possible:
        return "no"
    return ONLY_IF if now.relisted else "yes"


def known_waivers(data: Dataset) -> frozenset[tuple[str, int]]:
    """Country and edition of each waiver of the limit that the data holds."""
    rows = data.rows("placements", ["iso3", "edition", "waiver"])
    rows = rows[rows["waiver"].fillna(False).astype(bool)]
    return frozenset(zip(rows["iso3"], rows["edition"], strict=True))


def _runs_at_limit(history: dict[int, str]) -> list[tuple[int, int]]:
    """Last edition and counted length of each run of two or more counted Watch List editions."""
    return [
        (edition, run)
        for edition, place in sorted(history.items())
        if place == terms.WATCH_LIST
        and history.get(edition + 1) != terms.WATCH_LIST
        and (run := law.watch_list_run(history, edition)) >= 2
    ]


def limit_reached(
    data: Dataset, countries: str | Iterable[str] = "all", last: int | None = None
) -> pd.DataFrame:
    """Every run that reached the limit of two counted Watch List editions, and what came next.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        ``all``, or only of these: codes or names, a list or one text joined by commas.
    last : int, optional
        Only editions up to this one are looked at; what came after it is not yet known then.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``first``, ``last``, ``run``, ``allowed`` (longest lawful run
        for the last edition, waivers included), ``waivers`` (editions of the run that the law
        allows only by a waiver), ``waivers_known`` (how many of them the data has), ``next``
        (place in the edition after, or "not yet known"), ``within_law`` ("yes", "no", or "not
        known" for a return beyond one edition from 2019 on, which is lawful only after a Tier 3
        that was an ordinary finding), ``statement``; sorted by last edition and name.

    Raises
    ------
    TipError, UnknownCountry, UnknownEdition
        If no country is named; if one, or ``last``, is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = limit_reached(load()).set_index(["iso3", "last"])
    >>> table.loc[("CHN", 2012), "statement"]
    '4 counted editions in a row, the last 2 by waiver; 4 were allowed. Then Tier 3.'
    """
    until = newest(data, last)
    known = known_waivers(data)
    everyone = isinstance(countries, str) and countries.strip().lower() == "all"
    wanted = set() if everyone else set(named(data, countries))
    found = []
    for iso3, full in histories(data).items():
        if not everyone and iso3 not in wanted:
            continue
        history = {edition: place for edition, place in full.items() if edition <= until}
        for edition, run in _runs_at_limit(history):
            first = edition - run + 1
            allowed = in_force(edition).longest_run or 0
            needed = list(range(first + 2, edition + 1))
            after = _NOT_YET if edition == until else history[edition + 1]
            capped = beyond_cap(history, first, edition)
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
                    "no" if run > allowed else NOT_KNOWN if capped else "yes",
                    f"{_statement(run, allowed, after)}{_capped(capped)}",
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
    if frame.empty:
        return titled(frame, title, (), "No run here has reached the limit.")
    if (frame["within_law"] == NOT_KNOWN).any():
        note = f"{note} {RELISTED_NOTE}"
    shown = placed(data, FIRST_COUNTED, until, frame["iso3"])
    return titled(frame, title, fired(Facts(placements=shown, moves=True)), note)


def beyond_cap(history: dict[int, str], first: int, last: int) -> list[int]:
    """Editions of a run that are lawful only if the Tier 3 before it was an ordinary finding."""
    return [one for one in range(first, last + 1) if law.beyond_relisting(history, one)]


def _capped(editions: list[int]) -> str:
    if not editions:
        return ""
    named = " and ".join(map(str, editions))
    return f" It had come back from Tier 3: {named} lawful {ONLY_IF}."


def _statement(run: int, allowed: int, after: str) -> str:
    waived = run - 2
    by_waiver = f", the last{f' {waived}' if waived > 1 else ''} by waiver" if waived else ""
    verdict = f"{allowed} were allowed" if run <= allowed else f"only {allowed} were allowed"
    then = f"What came next is {_NOT_YET}." if after == _NOT_YET else f"Then {after}."
    return f"{run} counted editions in a row{by_waiver}; {verdict}. {then}"


def relistings(data: Dataset, last: int | None = None) -> pd.DataFrame:
    """Returns to the Watch List, after a Tier 3 that followed the limit, that the law may cap.

    If that Tier 3 was the one that the limit asks for, one edition back on the list is allowed
    and no waiver helps (22 USC 7107(b)(2)(F), from the 2019 edition on). From a run alone nobody
    can tell whether it was. The clause sets no date for the return, so every return is here that
    stood on the list in 2018 or later: for it an edition from 2019 on had to decide.

    Parameters
    ----------
    data : Dataset
    last : int, optional
        Only editions up to this one are looked at.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tier_3`` (editions of the Tier 3), ``since`` (first edition
        back), ``stayed`` (editions back on the list), ``beyond`` (how many of them, from 2019 on,
        are lawful only if the Tier 3 was an ordinary finding), ``next``, ``statement``; sorted by
        ``since`` and name.

    Raises
    ------
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> relistings(load())[["country", "tier_3", "since"]].head(1).values.tolist()
    [['Algeria', '2011 to 2016', 2017]]
    """
    until = newest(data, last)
    found = []
    for iso3, full in histories(data).items():
        history = {edition: place for edition, place in full.items() if edition <= until}
        for back in range(FIRST_COUNTED, until + 1):
            if history.get(back - 1) != terms.TIER_3 or not law.relisted(history, back):
                continue
            fell = law.run_of(history, back - 1, terms.TIER_3)
            stayed = 1
            while history.get(back + stayed) == terms.WATCH_LIST:
                stayed += 1
            end = back + stayed
            if end < FIRST_OF_2019_LAW:
                continue
            after = _NOT_YET if end > until else history[end]
            capped = beyond_cap(history, back, end - 1)
            named = " and ".join(map(str, capped))
            within = (
                f"In {named} lawful {ONLY_IF}."
                if capped
                else "Within what the law allows in any case."
            )
            spell = f"{back - fell} to {back - 1}" if fell > 1 else str(back - 1)
            found.append((iso3, data.name(iso3), spell, back, stayed, len(capped), after, within))
    columns = ["iso3", "country", "tier_3", "since", "stayed", "beyond", "next", "statement"]
    frame = pd.DataFrame(found, columns=columns)
    frame = frame.sort_values(["since", "country"], ignore_index=True)
    title = f"Back on the Watch List after a Tier 3 that followed the limit (n = {len(frame)})"
    if frame.empty:
        return titled(frame, title, (), "There is no such return in the data.")
    shown = placed(data, FIRST_COUNTED, until, frame["iso3"])
    return titled(frame, title, fired(Facts(placements=shown, moves=True)), RELISTED_NOTE)
