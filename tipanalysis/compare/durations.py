"""How long countries stay on a tier: spells, Kaplan-Meier curves and median stays.

A spell is an unbroken run on one tier. Spells that began before the first edition asked for enter
late (left truncation), spells that last to the newest edition are still open (right censoring);
statsmodels takes both into account. Time is counted in editions.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from statistics import NormalDist

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.asked import since
from tipanalysis.compare.caveats import Facts, fired, smallest
from tipanalysis.compare.history import move, newest, placed, tier_runs, titled
from tipanalysis.compare.moves import era_start
from tipanalysis.compare.several import chosen
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text
from tipanalysis.statute import FIRST_COUNTED

_OPEN = "still there"
#: A product of shares that is a half may come out a little above.
_ROUNDING = 1e-12
#: Half the width of a 95 percent interval of a normal variable, in standard deviations.
NORMAL_95 = NormalDist().inv_cdf(0.975)


def spells(data: Dataset, first: int = FIRST_COUNTED, last: int | None = None) -> pd.DataFrame:
    """Unbroken runs on one tier that last into the editions asked for.

    Parameters
    ----------
    data : Dataset
    first : int
        Editions from this one on are watched; a run that began before enters late.
    last : int, optional
        Last edition watched; the newest by default.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tier``, ``first``, ``last`` (editions of the run, as far
        as watched), ``editions`` (its length), ``entered`` (editions already spent before the
        first one watched), ``ended`` (upgraded, downgraded, not ranked, or "still there"); by code,
        then time.

    Raises
    ------
    UnknownEdition
        If there is no such ``first`` or ``last``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> runs = spells(load())
    >>> runs[runs["iso3"] == "KOR"][["tier", "first", "last"]].values.tolist()
    [['Tier 1', 2002, 2021], ['Tier 2', 2022, 2023], ['Tier 1', 2024, 2025]]
    """
    first, until = since(data, first), newest(data, last)
    history = _places_of_all(data)
    runs = tier_runs(history[history["edition"] <= until])
    following = runs.groupby("iso3", sort=False)["place"].shift(-1)
    kept = runs.assign(following=following)
    kept = kept[kept["place"].isin(terms.TIERS) & (kept["last"] >= first)].copy()
    kept["entered"] = (first - kept["first"]).clip(lower=0)
    kept["ended"] = [
        _OPEN if last_one == until else move(str(place), str(after))
        for place, after, last_one in zip(
            kept["place"], kept["following"], kept["last"], strict=True
        )
    ]
    frame = kept.rename(columns={"place": "tier"})
    columns = ["iso3", "country", "tier", "first", "last", "editions", "entered", "ended"]
    frame = frame.sort_values(["iso3", "first"], kind="stable", ignore_index=True)[columns]
    title = f"Spells on a tier, editions {first} to {until} (n = {len(frame):,})"
    note = "" if len(frame) else f"Spells are watched from {first} on: there is none up to {until}."
    return titled(frame, title, _caveats(data, first, until), note)


def _places_of_all(data: Dataset) -> pd.DataFrame:
    """As `tier_history` of all countries, without how firmly each place is known."""
    columns = ["iso3", "edition", "status", "tier", "basis"]
    frame = data.rows("placements", columns).sort_values(
        ["iso3", "edition"], kind="stable", ignore_index=True
    )
    names = {code: data.name(code) for code in frame["iso3"].unique()}
    frame.insert(1, "country", frame["iso3"].map(names))
    return frame


def _caveats(
    data: Dataset, first: int, last: int, cases: pd.Series | None = None
) -> tuple[str, ...]:
    n = None if cases is None else smallest(cases)
    return fired(Facts(placements=placed(data, first, last), moves=True, n=n))


def time_on_tier(
    data: Dataset, first: int = FIRST_COUNTED, last: int | None = None
) -> pd.DataFrame:
    """Share of spells that last beyond so many editions: the Kaplan-Meier curve of each tier.

    Leaving means any end: upgrade, downgrade, or an edition that does not rank the country.
    Computed by statsmodels with late entry, intervals on the log(-log) scale (Kalbfleisch and
    Prentice, The Statistical Analysis of Failure Time Data, 2002, section 1.4).

    Parameters
    ----------
    data : Dataset
    first, last : int
        First and last edition watched; 2009 and the newest by default.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``editions`` (time), ``at_risk``, ``left`` (spells that ended after
        exactly so many editions), ``share`` (that last longer), ``low``, ``high`` (95 percent);
        best tier first, then by time.

    Raises
    ------
    UnknownEdition
        If there is no such ``first`` or ``last``.

    References
    ----------
    Kaplan and Meier, Journal of the American Statistical Association 53 (1958).

    Examples
    --------
    >>> from tipanalysis import load
    >>> curve = time_on_tier(load()).set_index(["tier", "editions"])
    >>> bool(curve.loc[("Tier 2 Watch List", 4), "share"] < 0.1)
    True
    """
    return _curve(data, spells(data, first, last), first, newest(data, last))


def _curve(data: Dataset, every: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """As `time_on_tier`, from the spells between these editions."""
    rows: list[tuple[str, int, int, int, float, float, float]] = []
    for tier in terms.TIERS:
        own = every[every["tier"] == tier]
        rows += [(tier, *point) for point in _points(own)] if len(own) else []
    columns = ["tier", "editions", "at_risk", "left", "share", "low", "high"]
    frame = pd.DataFrame(rows, columns=columns)
    title = every.attrs["title"].replace("Spells on a tier", "How long spells on a tier last")
    note = _NOTE if len(frame) else every.attrs["note"]
    return titled(frame, title, _caveats(data, first, last, frame["at_risk"]), note)


def _points(own: pd.DataFrame) -> Iterator[tuple[int, int, int, float, float, float]]:
    """The curve of one tier wherever a spell ended or was last seen, and some were at risk."""
    from statsmodels.duration.survfunc import SurvfuncRight

    stays, entered = own["editions"].to_numpy(), own["entered"].to_numpy()
    ended = (own["ended"] != _OPEN).to_numpy()
    fitted = SurvfuncRight(stays, ended.astype("int64"), entry=entered)
    for time in sorted({*stays.tolist(), *entered.tolist()} - {0}):
        watched = int(((entered < time) & (stays >= time)).sum())
        if watched:
            left = int((ended & (stays == time)).sum())
            reached = int((fitted.surv_times <= time).sum()) - 1
            share = float(fitted.surv_prob[reached]) if reached >= 0 else 1.0
            se = float(fitted.surv_prob_se[reached]) if reached >= 0 else 0.0
            yield time, watched, left, share, *_bounds(share, se)


def _bounds(share: float, se: float) -> tuple[float, float]:
    """95 percent for one point, on the log(-log) scale; none is wider than 0 to 1."""
    if not 0 < share < 1:
        return share, share
    spread = math.exp(NORMAL_95 * se / (share * -math.log(share)))
    return share**spread, share ** (1 / spread)


_NOTE = (
    "Kaplan-Meier estimate with late entry; spells still open in the last edition are censored. "
    "Bounds hold for one point of a curve, not for the curve as a whole."
)


def median_stay(data: Dataset, first: int = FIRST_COUNTED, last: int | None = None) -> pd.DataFrame:
    """The median number of editions on each tier, from the Kaplan-Meier curve.

    Parameters
    ----------
    data : Dataset
    first, last : int
        First and last edition watched; 2009 and the newest by default.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``spells``, ``ended`` (spells whose end was seen), ``median``, ``from``,
        ``to`` (95 percent): editions in words, "not reached" where over half of the spells
        outlast the curve; best tier first.

    Raises
    ------
    UnknownEdition
        If there is no such ``first`` or ``last``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> median_stay(load(), last=2023)[["tier", "median"]].values.tolist()
    [['Tier 1', '7'], ['Tier 2', '4'], ['Tier 2 Watch List', '2'], ['Tier 3', '2']]
    """
    every = spells(data, first, last)
    curve = _curve(data, every, first, newest(data, last))
    rows = []
    for tier in terms.TIERS:
        own, line = every[every["tier"] == tier], curve[curve["tier"] == tier]
        if own.empty:
            continue
        ended = int((own["ended"] != _OPEN).sum())
        points = [_first_below(line, column) for column in ("share", "low", "high")]
        rows.append((tier, len(own), ended, *points))
    frame = pd.DataFrame(rows, columns=["tier", "spells", "ended", "median", "from", "to"])
    title = curve.attrs["title"].replace("How long spells on a tier last", "Median stay on a tier")
    caveats = _caveats(data, first, newest(data, last), frame["spells"])
    return titled(frame, title, caveats, curve.attrs["note"])


def _first_below(line: pd.DataFrame, column: str) -> str:
    below = line.loc[line[column] <= 0.5 + _ROUNDING, "editions"]
    return "not reached" if below.empty else str(int(below.min()))


def stay(data: Dataset, countries: str | Iterable[str], edition: int) -> pd.DataFrame:
    """How long countries have stood on their tier, beside all spells watched since 2009.

    For editions before 2009 spells are watched from the start of their own era of the law.

    Parameters
    ----------
    data : Dataset
    countries : str or iterable of str
        Codes or names, or ``all``.
    edition : int
        The edition asked about; spells are watched up to it.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``tier``, ``editions`` (in a row so far), ``share`` (of
        spells on that tier that last at least as long), ``low``, ``high``, ``at_risk`` (spells seen
        to reach it); longest first, then by name. A first edition on a tier has share 1 and no
        interval. Empty, with a note, where none of them has a tier.

    Raises
    ------
    UnknownCountry, UnknownEdition, NotInEdition, TipError
        As `chosen`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> stay(load(), "THA", 2023)["editions"].item()
    2
    """
    number = data.edition(edition)
    codes = chosen(data, countries, number)
    first = min(era_start(number), FIRST_COUNTED)
    every = spells(data, first, number)
    own = every[every["iso3"].isin(codes) & (every["last"] == number)]
    curve = _curve(data, every[every["tier"].isin(own["tier"])], first, number)
    rows = [
        (spell["iso3"], spell["country"], spell["tier"], *_reached(curve, spell))
        for _, spell in own.iterrows()
    ]
    columns = ["iso3", "country", "tier", "editions", "share", "low", "high", "at_risk"]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.sort_values(["editions", "country"], ascending=[False, True], ignore_index=True)
    whose = in_text(data.name(codes[0])) if len(codes) == 1 else f"{len(frame)} countries"
    title = f"Time of {whose} on the present tier, {number} edition"
    if frame.empty:
        return titled(
            frame, title, (), f"{whose[:1].upper()}{whose[1:]} has no tier in the {number} edition."
        )
    return titled(frame, title, _caveats(data, first, number, frame["at_risk"]), _NOTE)


def _reached(curve: pd.DataFrame, spell: pd.Series) -> tuple[int, float, float, float, int]:
    line = curve[curve["tier"] == spell["tier"]].set_index("editions")
    length = int(spell["editions"])
    shorter = line[line.index < length]
    share, low, high = 1.0, math.nan, math.nan
    if len(shorter):
        share, low, high = (float(shorter.iloc[-1][name]) for name in ("share", "low", "high"))
    reached = int(line.loc[length, "at_risk"]) if length in line.index else 0
    return length, share, low, high, reached
