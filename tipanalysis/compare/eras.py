"""How often countries move, by era of the law, time on a tier and region; is a move unusual?

A move belongs to the era of the edition that it leads into: that edition was given under the law
in force then. Moves into 2004 are left out, since the Watch List began with that edition.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import FEW
from tipanalysis.compare.history import histories, move, newest, titled
from tipanalysis.compare.moves import move_caveats, pairs, share_of
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, suggestion
from tipanalysis.names import in_text
from tipanalysis.statute import FIRST_COUNTED, FIRST_OF_2019_LAW, FIRST_WATCH_LIST

_STARTS = (FIRST_WATCH_LIST, FIRST_COUNTED, FIRST_OF_2019_LAW)
_ON_TIME = (
    "Time on the Tier 2 Watch List is counted as the law counts it, from 2009; on other tiers it "
    "is every edition in a row."
)
_DEPENDENT = (
    "One country gives several cases, which are not independent; the intervals treat them as if "
    "they were."
)
_STEPS = (terms.UPGRADED, terms.UNCHANGED, terms.DOWNGRADED)
#: What moves can be grouped by.
GROUPS = ("era", "run", "region")
_LONGEST = 5


def era_of(edition: int) -> str:
    """The era of the law that an edition was given under, in words.

    Examples
    --------
    >>> era_of(2008), era_of(2018), era_of(2023)
    ('2004 to 2008', '2009 to 2018', 'from 2019')
    """
    if edition >= FIRST_OF_2019_LAW:
        return f"from {FIRST_OF_2019_LAW}"
    if edition < FIRST_WATCH_LIST:
        return f"to {FIRST_WATCH_LIST - 1}"
    first = max(start for start in _STARTS if start <= edition)
    after = min(start for start in _STARTS if start > edition)
    return f"{first} to {after - 1}"


def run_group(run: int) -> str:
    """Time on a tier as a group: editions in a row, five and more together.

    Examples
    --------
    >>> run_group(1), run_group(7), run_group(0)
    ('1', '5 or more', 'none counted')
    """
    if run == 0:
        return "none counted"
    return str(run) if run < _LONGEST else f"{_LONGEST} or more"


def tier_moves(data: Dataset, last: int | None = None) -> pd.DataFrame:
    """Every move from one edition to the next, with its era, time on the tier and region.

    Parameters
    ----------
    data : Dataset
    last : int, optional
        Only moves into editions up to this one.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``edition`` (moved into), ``before``, ``after``, ``move``, ``run``
        (editions on ``before`` in a row), ``counted``, ``run_group`` (of the counted ones for the
        Watch List from 2009 on), ``era``, ``region``.

    Raises
    ------
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> moves = tier_moves(load())
    >>> moves[moves["iso3"] == "KOR"][["edition", "before", "after"]].tail(1).values.tolist()
    [[2025, 'Tier 1', 'Tier 1']]
    """
    until = newest(data, last)
    frame = pairs(data, FIRST_WATCH_LIST, until)
    countries = data.rows("countries", ["iso3", "region"])
    regions = dict(zip(countries["iso3"], countries["region"], strict=True))
    steps = [move(a, b) for a, b in zip(frame["before"], frame["after"], strict=True)]
    by_clock = (frame["before"] == terms.WATCH_LIST) & (frame["edition"] >= FIRST_COUNTED)
    frame = frame.assign(
        move=steps,
        run_group=frame["run"].where(~by_clock, frame["counted"]).map(run_group),
        era=frame["edition"].map(era_of),
        region=frame["iso3"].map(regions).map(dict(terms.REGIONS)),
    )
    title = f"Moves from edition to edition, into {FIRST_WATCH_LIST + 1} to {until}"
    caveats = move_caveats(data, FIRST_WATCH_LIST, until, pd.Series(dtype="int64"))
    return titled(frame, f"{title} (n = {len(frame):,})", caveats, _DEPENDENT)


def move_rates(
    data: Dataset,
    by: str | Sequence[str] = "era",
    method: str = "wilson",
    last: int | None = None,
) -> pd.DataFrame:
    """How often countries on each tier went up, stayed or went down, group by group.

    Grouped by ``run`` it is the discrete-time hazard of leaving a tier upwards or downwards, given
    the editions already spent on it.

    Parameters
    ----------
    data : Dataset
    by : str or sequence of str
        ``era``, ``run`` (editions in a row on the tier), ``region``, or several of them. By
        ``run`` without ``era`` only moves from 2009 on are taken, since the clock began then.
    method : str
        Interval: ``wilson`` or ``exact``.
    last : int, optional
        Only moves into editions up to this one.

    Returns
    -------
    DataFrame
        One column for each group, then ``tier``, ``move``, ``count``, ``n``, ``share``, ``low``,
        ``high`` (95 percent). A move that the order of tiers rules out (up from Tier 1, down from
        Tier 3) has no row; nor has a group without a case.

    Raises
    ------
    UnknownEdition, TipError
        If ``last`` is not in the data; if a group or the method is unknown.

    Examples
    --------
    >>> from tipanalysis import load
    >>> rates = move_rates(load(), by="era").set_index(["era", "tier", "move"])
    >>> row = rates.loc[("from 2019", "Tier 2 Watch List", "downgraded")]
    >>> int(row["count"]), int(row["n"])
    (25, 260)
    """
    groups = [by] if isinstance(by, str) else list(by)
    for name in groups:
        if name not in GROUPS:
            near = suggestion(name, GROUPS)
            raise TipError(f'move_rates: "{name}" is none of {", ".join(GROUPS)}.{near}')
    until = newest(data, last)
    moves = tier_moves(data, until)
    start = FIRST_COUNTED if "run" in groups and "era" not in groups else FIRST_WATCH_LIST
    moves = moves[moves["edition"] > start]
    keys = ["run_group" if name == "run" else name for name in groups]
    rows = []
    for tier in terms.TIERS:
        starts = moves[moves["before"] == tier]
        for key, group in starts.groupby(keys, sort=True):
            for step in _possible(tier):
                count = int((group["move"] == step).sum())
                rows.append((*key, tier, step, *share_of(count, len(group), method)))
    columns = [*groups, "tier", "move", "count", "n", "share", "low", "high"]
    frame = pd.DataFrame(rows, columns=columns)
    order = {tier: number for number, tier in enumerate(terms.TIERS)}
    frame = frame.sort_values(
        [*groups, "tier"],
        key=lambda column: column.map(order) if column.name == "tier" else column,
        kind="stable",
        ignore_index=True,
    )
    words = {"era": "era of the law", "run": "editions in a row on the tier", "region": "region"}
    named = " and ".join(words[name] for name in groups)
    if frame.empty:
        note = f"There is no move into editions from {start + 1} to {until}."
        return titled(frame, f"Moves by {named}", (), note)
    title = (
        f"Moves by {named}, into the editions {moves['edition'].min()} to "
        f"{moves['edition'].max()} (n = {len(moves):,})"
    )
    note = f"{_ON_TIME} {_DEPENDENT}" if "run" in groups else _DEPENDENT
    since = int(moves["edition"].min()) - 1
    caveats = move_caveats(data, since, until, frame["n"], by_era="era" in groups)
    frame.attrs["interval"] = method
    return titled(frame, title, caveats, note)


def _possible(tier: str) -> tuple[str, ...]:
    if tier == terms.TIER_1:
        return _STEPS[1:]
    return _STEPS[:2] if tier == terms.TIER_3 else _STEPS


def transitions_by_era(
    data: Dataset, method: str = "wilson", last: int | None = None
) -> pd.DataFrame:
    """How often each tier was followed by each, era by era of the law.

    Parameters
    ----------
    data : Dataset
    method : str
        Interval: ``wilson`` or ``exact``.
    last : int, optional
        Only moves into editions up to this one.

    Returns
    -------
    DataFrame
        Columns ``era``, ``before``, ``after``, ``count``, ``n``, ``share``, ``low``, ``high``.

    Raises
    ------
    UnknownEdition, TipError
        If ``last`` is not in the data; if the method is unknown.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = transitions_by_era(load())
    >>> table[["era", "before", "after", "count", "n"]].head(1).values.tolist()
    [['2004 to 2008', 'Tier 1', 'Tier 1', 93, 102]]
    """
    until = newest(data, last)
    moves = tier_moves(data, until)
    rows = []
    for era, group in moves.groupby("era", sort=True):
        for before in terms.TIERS:
            starts = group[group["before"] == before]
            for after in terms.TIERS:
                count = int((starts["after"] == after).sum())
                rows.append((era, before, after, *share_of(count, len(starts), method)))
    columns = ["era", "before", "after", "count", "n", "share", "low", "high"]
    frame = pd.DataFrame(rows, columns=columns)
    if frame.empty:
        note = f"Moves are counted into the {FIRST_WATCH_LIST + 1} edition and later ones."
        return titled(frame, "From one edition to the next by era of the law", (), note)
    title = (
        f"From one edition to the next by era of the law, into {moves['edition'].min()} to "
        f"{moves['edition'].max()} (n = {len(moves):,} pairs)"
    )
    since = int(moves["edition"].min()) - 1
    caveats = move_caveats(data, since, until, frame["n"], by_era=True)
    return titled(frame, title, caveats, _DEPENDENT)


def unusual(data: Dataset, country: str, edition: int, method: str = "wilson") -> pd.DataFrame:
    """How often others went the same way into editions up to this one.

    The move of the country into this edition is compared with all moves that began on the same
    tier, its own left out: in all editions, under the same law, after the same time on the tier,
    in the same region.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        The edition moved into.
    method : str
        Interval: ``wilson`` or ``exact``.

    Returns
    -------
    DataFrame
        Columns ``compared_with``, ``before``, ``after``, ``count`` (that went the same way),
        ``n``, ``share``, ``low``, ``high``, ``says`` ("rare": even the upper bound is below one in
        ten; "usual": even the lower bound is above one half; else "neither"; "too few
        cases" below 20). Empty, with a note, where there is no move between two tiers.

    Raises
    ------
    UnknownCountry, UnknownEdition, TipError
        If the country, edition or method is unknown.

    Examples
    --------
    >>> from tipanalysis import load
    >>> unusual(load(), "THA", 2014)["after"].unique().tolist()
    ['Tier 3']
    """
    iso3, number = data.country(country), data.edition(edition)
    name, history = data.name(iso3), histories(data)[iso3]
    before, after = history.get(number - 1), history[number]
    columns = ["compared_with", "before", "after", "count", "n", "share", "low", "high", "says"]
    title = f"How usual was the way of {in_text(name)} into the {number} edition"
    moves = tier_moves(data, number)
    own = moves[(moves["iso3"] == iso3) & (moves["edition"] == number)]
    if own.empty:
        note = _no_move(name, number, before, after)
        return titled(pd.DataFrame(columns=columns), title, (), note)
    here = own.iloc[0]
    others = moves[(moves["iso3"] != iso3) & (moves["before"] == before)]
    era = others["era"] == here["era"]
    time = others["run_group"] == here["run_group"]
    span = f"{here['run_group']} edition{'' if here['run_group'] == '1' else 's'} in a row"
    levels = [
        (f"all on {before}", others),
        (f"under the same law ({here['era']})", others[era]),
        (f"same law, {span} on the tier", others[era & time]),
        (
            f"same law, in {in_text(here['region'])}",
            others[era & (others["region"] == here["region"])],
        ),
    ]
    rows = []
    for words, group in levels:
        figures = share_of(int((group["after"] == after).sum()), len(group), method)
        rows.append((words, before, after, *figures, says_of(figures[1], *figures[3:])))
    frame = pd.DataFrame(rows, columns=columns)
    caveats = move_caveats(data, int(moves["edition"].min()) - 1, number, frame["n"])
    title = f"{title}: {before} to {after}"
    return titled(frame, title, caveats, f"{_ON_TIME} {_DEPENDENT}")


def _no_move(name: str, edition: int, before: str | None, after: str) -> str:
    if edition <= FIRST_WATCH_LIST:
        return (
            f"Moves are compared from the {FIRST_WATCH_LIST + 1} edition on: the Watch List began "
            f"in {FIRST_WATCH_LIST}."
        )
    whose, gap = in_text(name, first=True), "so there is no move"
    if after not in terms.TIERS:
        return f"{whose} has no tier in the {edition} edition, {gap}."
    return f"{whose} had no tier in the {edition - 1} edition ({before}), {gap}."


def says_of(n: int, low: float, high: float) -> str:
    """Rare, usual or neither, from a number of cases and the bounds of a share.

    Examples
    --------
    >>> says_of(100, 0.01, 0.05), says_of(100, 0.6, 0.8), says_of(12, 0.01, 0.05)
    ('rare', 'usual', 'too few cases')
    """
    if n < FEW:
        return "too few cases"
    if high < 0.1:
        return "rare"
    return "usual" if low > 0.5 else "neither"
