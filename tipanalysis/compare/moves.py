"""How often countries move: transition counts with intervals, and base rates."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.asked import since
from tipanalysis.compare.caveats import Facts, fired, smallest
from tipanalysis.compare.history import newest, placed, titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.names import in_text
from tipanalysis.statute import FIRST_COUNTED

_CONFIDENCE = 0.95
#: Kinds of interval, by the name that statsmodels has for them.
INTERVALS = MappingProxyType({"wilson": "wilson", "exact": "beta"})


def wilson(count: int, n: int) -> tuple[float, float]:
    """The Wilson score interval of a share, 95 percent.

    Source: Wilson, Journal of the American Statistical Association 22 (1927); computed by
    statsmodels.

    Examples
    --------
    >>> low, high = wilson(5, 10)
    >>> round(low, 3), round(high, 3)
    (0.237, 0.763)
    """
    return interval(count, n)


def interval(count: int, n: int, method: str = "wilson") -> tuple[float, float]:
    """A 95 percent interval of a share; neither bound leaves 0 to 1, nor the share itself.

    Parameters
    ----------
    count, n : int
        How many of how many.
    method : str
        ``wilson`` (score interval) or ``exact`` (Clopper and Pearson, Biometrika 26, 1934);
        both computed by statsmodels.

    Raises
    ------
    TipError
        If the method is neither.

    Examples
    --------
    >>> [round(bound, 3) for bound in interval(0, 20, "exact")]
    [0.0, 0.168]
    """
    if method not in INTERVALS:
        raise TipError(f'interval: "{method}" is neither of {", ".join(INTERVALS)}.')
    if n == 0:
        return float("nan"), float("nan")
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(count, n, alpha=1 - _CONFIDENCE, method=INTERVALS[method])
    return max(0.0, min(float(low), count / n)), min(1.0, max(float(high), count / n))


def pairs(data: Dataset, first: int, last: int) -> pd.DataFrame:
    """Tiers of a country in one edition and the next, where both have one.

    Parameters
    ----------
    first, last : int
        First edition of the first pair, last edition of the last.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``edition`` (of ``after``), ``before``, ``after``, ``run`` (editions on
        ``before`` in a row, that edition included), ``counted`` (those of them that count towards
        the limit on Watch List years; 0 on any other tier).
    """
    history = _upto(data, terms.FIRST_EDITION, last)
    place = history["tier"].astype("str").where(history["tier"].notna(), history["status"])
    frame = history[["iso3", "edition"]].assign(after=place)
    before = frame.groupby("iso3", sort=False)["after"].shift()
    changed = before != frame["after"]
    spell = changed.groupby(frame["iso3"], sort=False).cumsum()
    frame["so_far"] = frame.groupby([frame["iso3"], spell], sort=False).cumcount() + 1
    frame["before"] = before
    frame["run"] = frame.groupby("iso3", sort=False)["so_far"].shift()
    kept = frame[
        frame["after"].isin(terms.TIERS)
        & frame["before"].isin(terms.TIERS)
        & (frame["edition"] > first)
        & (frame["edition"] <= last)
    ]
    kept = kept.astype({"run": "int64"}).reset_index(drop=True)
    since = (kept["edition"] - FIRST_COUNTED).clip(lower=0)
    kept["counted"] = kept["run"].clip(upper=since).where(kept["before"] == terms.WATCH_LIST, 0)
    return kept[["iso3", "edition", "before", "after", "run", "counted"]]


def _upto(data: Dataset, first: int, last: int) -> pd.DataFrame:
    """Placements of all countries in a span of editions, by country and edition."""
    kept = ["iso3", "edition", "status", "tier", "basis"]
    rows = data.rows("placements", kept, edition=range(first, last + 1))
    return rows.sort_values(["iso3", "edition"], kind="stable", ignore_index=True)


def transitions(data: Dataset, first: int = 2004, last: int | None = None) -> pd.DataFrame:
    """How often each tier was followed by each, from one edition to the next.

    Parameters
    ----------
    data : Dataset
    first, last : int
        First edition of the first pair, last edition of the last; the newest by default.

    Returns
    -------
    DataFrame
        Columns ``before``, ``after``, ``count``, ``n`` (pairs that start on ``before``), ``share``,
        ``low``, ``high`` (Wilson, 95 percent); every pair of tiers, best first.

    Raises
    ------
    UnknownEdition
        If there is no such ``first`` or ``last``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = transitions(load(), 2004, 2023)
    >>> table[["before", "after", "count", "n"]].head(1).values.tolist()
    [['Tier 1', 'Tier 1', 534, 581]]
    """
    first, last = since(data, first), newest(data, last)
    moved = pairs(data, first, last)
    rows = []
    for before in terms.TIERS:
        starts = moved[moved["before"] == before]
        for after in terms.TIERS:
            rows.append(
                (before, after, *share_of(int((starts["after"] == after).sum()), len(starts)))
            )
    frame = pd.DataFrame(rows, columns=["before", "after", "count", "n", "share", "low", "high"])
    return titled(
        frame,
        f"From one edition to the next, {first} to {last} (n = {len(moved):,} pairs)",
        move_caveats(data, first, last, frame["n"]),
    )


def share_of(count: int, n: int, method: str = "wilson") -> tuple[int, int, float, float, float]:
    """Count, n, share and the interval of the share, in the order of the columns of a table."""
    low, high = interval(count, n, method)
    return count, n, count / n if n else float("nan"), low, high


def move_caveats(
    data: Dataset, first: int, last: int, n: pd.Series, by_era: bool = False
) -> tuple[str, ...]:
    """The caveats of a table that counts moves between these editions, by its numbers of cases.

    Parameters
    ----------
    data : Dataset
    first, last : int
        First edition moved from, last edition moved into.
    n : Series
        Numbers of cases that the shares shown rest on.
    by_era : bool
        Whether moves under different laws stand apart.
    """
    rows = placed(data, first, last)
    facts = Facts(placements=rows, moves=True, ordered=True, by_era=by_era, n=smallest(n))
    return fired(facts)


#: Why a base rate of the other tiers does not ask for how long a country has stood there.
TIME_NOT_USED = (
    "Time on the tier is counted here on the Tier 2 Watch List only. Judged out of time on the "
    "editions from 2010, it does not help to name the next move from Tier 1, Tier 2 or Tier 3 "
    "better than that the country stays; for Tier 3 the chances fit a little better with it "
    "(Brier score). The notebook tier_paths shows both, and chances by time on each tier."
)


def base_rate(data: Dataset, country: str, edition: int = 2023) -> pd.DataFrame:
    """What happened next to countries placed like this one, in editions before this.

    "Like this one" is the same tier under the same era of the law; for the Watch List, the same
    counted run as well, the only tier on which time on it helps to name the next move
    (`compare.skill_by_tier`; `compare.move_rates` counts moves by time on every tier). It tells of
    the past, it predicts nothing.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        The edition that the country stands in; moves up to it are counted.

    Returns
    -------
    DataFrame
        Columns ``after``, ``count``, ``n``, ``share``, ``low``, ``high`` (Wilson, 95 percent); best
        tier first. Empty, with a note, where the country has no tier or none stood like it.

    Raises
    ------
    UnknownCountry
        If the country is not known; the nearest names are suggested.
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> base_rate(load(), "THA", 2023)["share"].sum().round(6)
    np.float64(1.0)
    """
    iso3, number = data.country(country), data.edition(edition)
    history = data.history(iso3)
    place = history[number]
    columns = ["after", "count", "n", "share", "low", "high"]
    if place not in terms.TIERS:
        name = in_text(data.name(iso3), first=True)
        note = (
            f"{name} has no tier in the {number} edition: there is no base rate, no move and no "
            "time on a tier to tell of."
        )
        return titled(pd.DataFrame(columns=columns), "Base rate", (), note)
    first = era_start(number)
    moved = pairs(data, first, number)
    like = moved[moved["before"] == place]
    words = f"on {place}"
    if place == terms.WATCH_LIST and number >= FIRST_COUNTED:
        run = law.watch_list_run(history, number)
        like = like[like["counted"] == run]
        words += f" for {run} edition{'' if run == 1 else 's'} in a row"
    rows = [
        (after, *share_of(int((like["after"] == after).sum()), len(like))) for after in terms.TIERS
    ]
    frame = pd.DataFrame(rows, columns=columns)
    since = f"editions {first} to {number}"
    title = f"What came next for countries {words}, {since} (n = {len(like):,})"
    if like.empty:
        return titled(frame.head(0), title, (), f"No country was {words} before, {since}.")
    caveats = move_caveats(data, first, number, frame["n"])
    return titled(frame, title, caveats, "" if place == terms.WATCH_LIST else TIME_NOT_USED)


def era_start(edition: int) -> int:
    """The first edition under the same rules of the law as this one.

    Examples
    --------
    >>> era_start(2018), era_start(2023)
    (2009, 2019)
    """
    return max(year for year in (2001, 2004, 2009, 2019) if year <= edition)
