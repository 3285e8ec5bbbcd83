"""Can the next move be told from the tier and the time on it? Measured out of time.

For each edition, rules are learnt from moves into earlier editions only, and then judged on the
moves into that edition. What they must beat is the plainest rule of all: same tier as last
edition. A rule that does not beat it has no skill, and the tables say so.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, joined, smallest
from tipanalysis.compare.forecasting import (
    BY_CLOCK,
    BY_RATE,
    BY_TIER,
    FIRST_JUDGED,
    FORECASTS,
    NOTE,
    SAME_TIER,
    STEPS,
    forecasts,
)
from tipanalysis.compare.history import titled
from tipanalysis.dataset import Dataset


def scored(said: pd.DataFrame) -> pd.DataFrame:
    """Each forecast with its scores.

    Parameters
    ----------
    said : DataFrame
        From `forecasts`.

    Returns
    -------
    DataFrame
        The same rows with ``hit`` (1 if the move given the highest chance came, else 0), ``brier``
        (sum over the three moves of the squared error; 0 is perfect, 2 is worst; Brier, Monthly
        Weather Review 78, 1950) and ``log`` (minus the natural logarithm of the chance given to
        what came; infinite where that chance was zero).

    Examples
    --------
    >>> from tipanalysis import load
    >>> said = forecasts(load(), 2018, 2018, names=(SAME_TIER,))
    >>> scored(said).columns.tolist()[:5]
    ['forecast', 'iso3', 'edition', 'before', 'move']
    """
    chances = said[list(STEPS)].to_numpy(dtype=float)
    came = np.array([[float(move == step) for step in STEPS] for move in said["move"]])
    given = (chances * came).sum(axis=1)
    with np.errstate(divide="ignore"):
        log = -np.log(given)
    hit = came[np.arange(len(said)), chances.argmax(axis=1)]
    return said.assign(hit=hit, brier=((chances - came) ** 2).sum(axis=1), log=log)


def skill(data: Dataset, first: int = FIRST_JUDGED, last: int | None = None) -> pd.DataFrame:
    """How far each rule beats "same tier as last edition", out of time, and what that is worth.

    Parameters
    ----------
    data : Dataset
    first, last : int
        Editions that are judged; 2010 to the newest by default.

    Returns
    -------
    DataFrame
        Columns ``forecast``, ``score`` (``hit rate``, higher is better; ``Brier`` and ``log``,
        lower is better), ``value`` (mean over the n moves judged), ``against`` (the rule it is
        held against), ``gain`` (how much better than that rule; positive is better), ``from``,
        ``to`` (95 percent, standard errors clustered by country, statsmodels), ``n``, ``says``
        ("better", "worse", "no skill", "the rule to beat" or "not defined"); by score, then in the
        order of `FORECASTS`. For the log score the rule held against is the past rate of moves,
        since "same tier" is infinitely wrong whenever a country moves ("not defined").

    Raises
    ------
    UnknownEdition, TipError
        If there is no such ``first`` or ``last``; if ``first`` is too early, as in `forecasts`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = skill(load(), first=2023)
    >>> table["n"].unique().tolist()
    [553]
    """
    columns = ["forecast", "score", "value", "against", "gain", "from", "to", "n", "says"]
    said = forecasts(data, first, last)
    if said.empty:
        return titled(pd.DataFrame(columns=columns), "Skill", (), said.attrs["note"])
    rows = scored(said)
    by_name = {name: group.reset_index(drop=True) for name, group in rows.groupby("forecast")}
    n = len(by_name[SAME_TIER])
    cells = []
    for score, column, sign in (("hit rate", "hit", 1), ("Brier", "brier", -1), ("log", "log", -1)):
        against = BY_RATE if column == "log" else SAME_TIER
        base = by_name[against]
        for name in FORECASTS:
            own = by_name[name]
            value = float(own[column].mean())
            if name == against or not np.isfinite(value):
                says = "the rule to beat" if name == against else "not defined"
                value = value if np.isfinite(value) else np.nan
                cells.append((name, score, value, against, np.nan, np.nan, np.nan, n, says))
                continue
            gain, low, high = _clustered(sign * (own[column] - base[column]), own["iso3"])
            says = "better" if low > 0 else "worse" if high < 0 else "no skill"
            cells.append((name, score, value, against, gain, low, high, n, says))
    frame = pd.DataFrame(cells, columns=columns)
    edition = int(rows["edition"].max())
    title = (
        f"Skill of forecasts of the next move, judged on the editions {first} to {edition} "
        f"(n = {n:,} moves)"
    )
    return titled(frame, title, _caveats(said, frame), NOTE)


def _caveats(said: pd.DataFrame, frame: pd.DataFrame) -> tuple[str, ...]:
    return joined(said.attrs["caveats"], fired(Facts(n=smallest(frame["n"]))))


def skill_by_tier(
    data: Dataset, first: int = FIRST_JUDGED, last: int | None = None, forecast: str = BY_CLOCK
) -> pd.DataFrame:
    """Where the skill lies: the same judgement, tier by tier.

    Parameters
    ----------
    data : Dataset
    first, last : int
        Editions that are judged.
    forecast : str
        The rule that is judged.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``score``, ``value``, ``against``, ``gain``, ``from``, ``to``, ``n``,
        ``says``; best tier first. The hit rate is held against "same tier as last edition"; the
        Brier score against the past rates of the tier alone, so that a gain there is what time on
        the tier adds.

    Raises
    ------
    UnknownEdition, TipError
        If there is no such ``first`` or ``last``; if ``first`` is too early, as in `forecasts`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> skill_by_tier(load(), 2018, 2018, SAME_TIER).columns.tolist()
    ['tier', 'score', 'value', 'against', 'gain', 'from', 'to', 'n', 'says']
    """
    columns = ["tier", "score", "value", "against", "gain", "from", "to", "n", "says"]
    said = forecasts(data, first, last, (SAME_TIER, BY_TIER, forecast))
    if said.empty:
        return titled(pd.DataFrame(columns=columns), "Skill by tier", (), said.attrs["note"])
    rows = scored(said)
    cells = []
    for tier in terms.TIERS:
        here = rows[rows["before"] == tier]
        own = here[here["forecast"] == forecast].reset_index(drop=True)
        for score, column, sign, against in (
            ("hit rate", "hit", 1, SAME_TIER),
            ("Brier", "brier", -1, BY_TIER),
        ):
            base = here[here["forecast"] == against].reset_index(drop=True)
            gain, low, high = _clustered(sign * (own[column] - base[column]), own["iso3"])
            says = "better" if low > 0 else "worse" if high < 0 else "no skill"
            value = float(own[column].mean())
            cells.append((tier, score, value, against, gain, low, high, len(own), says))
    title = f"Where the skill lies, editions {first} to {rows['edition'].max()}: {forecast}"
    frame = pd.DataFrame(cells, columns=columns)
    return titled(frame, title, _caveats(said, frame), NOTE)


def _clustered(gains: pd.Series, groups: pd.Series) -> tuple[float, float, float]:
    """Mean gain with its 95 percent interval, standard errors clustered by country."""
    from statsmodels.regression.linear_model import OLS

    values = gains.to_numpy(dtype=float)
    if np.allclose(values, 0):
        return 0.0, 0.0, 0.0
    codes = pd.factorize(groups)[0]
    fitted = OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": codes})
    low, high = fitted.conf_int(0.05)[0]
    return float(fitted.params[0]), float(low), float(high)
