"""Can the next move be told from the tier and the time on it? Measured out of time.

For each edition, rules are learnt from moves into earlier editions only, and then judged on the
moves into that edition. What they must beat is the plainest rule of all: same tier as last
edition. A rule that does not beat it has no skill, and the tables say so.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.eras import tier_moves
from tipanalysis.compare.history import elimination_caveat, titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.statute import FIRST_WATCH_LIST, in_force

STEPS = (terms.UPGRADED, terms.UNCHANGED, terms.DOWNGRADED)
SAME_TIER = "same tier as last edition"
BY_RATE = "past rate of moves, all tiers alike"
BY_TIER = "past rates of each tier"
BY_CLOCK = "past rates by tier, time on it and the law's clock"
BY_MODEL = "multinomial logit on tier, time on it and clock"
FORECASTS = (SAME_TIER, BY_RATE, BY_TIER, BY_CLOCK, BY_MODEL)
FIRST_JUDGED = 2010
_LEAST = 1.0  # cases added to a cell, spread by the rates of the tier: no cell forecasts 0 or 1

Chances = npt.NDArray[np.float64]
Rule = Callable[[pd.DataFrame, pd.DataFrame], Chances]


def clocked(moves: pd.DataFrame) -> pd.DataFrame:
    """Moves with what was known before each: the state that the law's clock was in.

    Parameters
    ----------
    moves : DataFrame
        From `compare.eras.tier_moves`.

    Returns
    -------
    DataFrame
        The same rows with ``clock``: ``no limit``, ``first year``, ``waiver needed`` or ``no
        waiver left``, under the law of the edition moved into; and ``state``, the tier with it, or
        with the time on the tier.
    """
    words = []
    for before, edition, counted in zip(
        moves["before"], moves["edition"], moves["counted"], strict=True
    ):
        law = in_force(int(edition))
        if before != terms.WATCH_LIST or law.limit is None or counted == 0:
            words.append("no limit")
        elif counted < law.limit:
            words.append("first year")
        elif counted < (law.longest_run or 0):
            words.append("waiver needed")
        else:
            words.append("no waiver left")
    frame = moves.assign(clock=words)
    time = pd.cut(frame["run"], [0, 1, 3, 100], labels=["new", "2-3", "4 or more"]).astype("str")
    on_list = frame["before"] == terms.WATCH_LIST
    return frame.assign(state=frame["before"] + ", " + time.where(~on_list, frame["clock"]))


def _frequencies(rows: pd.DataFrame) -> Chances:
    counts = rows["move"].value_counts()
    return np.array([float(counts.get(step, 0)) for step in STEPS])


def _same_tier(train: pd.DataFrame, test: pd.DataFrame) -> Chances:
    return np.tile([float(step == terms.UNCHANGED) for step in STEPS], (len(test), 1))


def _by_rate(train: pd.DataFrame, test: pd.DataFrame) -> Chances:
    return np.tile(_frequencies(train) / len(train), (len(test), 1))


def _open_steps(tier: str) -> Chances:
    closed = {terms.TIER_1: terms.UPGRADED, terms.TIER_3: terms.DOWNGRADED}.get(tier)
    return np.array([float(step != closed) for step in STEPS])


def _tier_rates(train: pd.DataFrame, tier: str) -> Chances:
    open_to = _open_steps(tier)
    own = _frequencies(train[train["before"] == tier]) + _LEAST * open_to / open_to.sum()
    return np.asarray(own / own.sum())


def _by_tier(train: pd.DataFrame, test: pd.DataFrame) -> Chances:
    rates = {tier: _tier_rates(train, tier) for tier in terms.TIERS}
    return np.array([rates[tier] for tier in test["before"]])


def _by_clock(train: pd.DataFrame, test: pd.DataFrame) -> Chances:
    rates = {}
    for tier, state in test[["before", "state"]].drop_duplicates().itertuples(index=False):
        own = train[train["state"] == state]
        cell = _frequencies(own) + _LEAST * _tier_rates(train, tier)
        rates[state] = cell / cell.sum()
    return np.array([rates[state] for state in test["state"]])


def _features(rows: pd.DataFrame, tier: str) -> pd.DataFrame:
    frame = pd.DataFrame({"one": 1.0, "log_time": np.log(rows["run"].to_numpy(dtype=float))})
    if tier == terms.WATCH_LIST:
        for word in ("first year", "waiver needed", "no waiver left"):
            frame[word] = (rows["clock"] == word).to_numpy(dtype=float)
    return frame


def _by_model(train: pd.DataFrame, test: pd.DataFrame) -> Chances:
    """One multinomial logit per tier, by statsmodels, with an L1 penalty against separation."""
    from statsmodels.discrete.discrete_model import MNLogit

    chances = np.zeros((len(test), len(STEPS)))
    for tier in terms.TIERS:
        past, here = train[train["before"] == tier], (test["before"] == tier).to_numpy()
        if not here.any():
            continue
        open_to = [number for number, is_open in enumerate(_open_steps(tier)) if is_open]
        codes = past["move"].map({STEPS[number]: at for at, number in enumerate(open_to)})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a fit that is near its bound
            fitted = MNLogit(codes.to_numpy(), _features(past, tier)).fit_regularized(
                alpha=1.0, disp=0
            )
        predicted = np.asarray(fitted.predict(_features(test[here], tier)))
        chances[np.ix_(here, open_to)] = predicted
    return chances


_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        SAME_TIER: _same_tier,
        BY_RATE: _by_rate,
        BY_TIER: _by_tier,
        BY_CLOCK: _by_clock,
        BY_MODEL: _by_model,
    }
)


def forecasts(
    data: Dataset,
    first: int = FIRST_JUDGED,
    last: int | None = None,
    names: tuple[str, ...] = FORECASTS,
) -> pd.DataFrame:
    """What each rule said before each edition, and what came.

    Parameters
    ----------
    data : Dataset
    first, last : int
        Editions that are judged; rules learn from moves into 2005 and later, before each of them.
    names : tuple of str
        The rules wanted; all by default.

    Returns
    -------
    DataFrame
        Columns ``forecast``, ``iso3``, ``edition``, ``before``, ``move`` (what came), ``upgraded``,
        ``unchanged``, ``downgraded`` (the chances given to each), sorted by forecast, edition and
        code.

    Raises
    ------
    TipError
        If fewer than four editions of moves lie before the first one judged.
    """
    if first < FIRST_WATCH_LIST + 5:
        raise TipError(f"forecasts: judged from {FIRST_WATCH_LIST + 5} on, for want of a past.")
    moves = clocked(tier_moves(data, last))
    parts = []
    for name in names:
        for edition in range(first, int(moves["edition"].max()) + 1):
            train, test = moves[moves["edition"] < edition], moves[moves["edition"] == edition]
            chances = pd.DataFrame(_RULES[name](train, test), columns=list(STEPS), index=test.index)
            kept = test[["iso3", "edition", "before", "move"]]
            parts.append(pd.concat([kept, chances], axis=1).assign(forecast=name))
    frame = pd.concat(parts, ignore_index=True)
    columns = ["forecast", "iso3", "edition", "before", "move", *STEPS]
    return titled(
        frame[columns], f"Forecasts of the next move, {first} to {moves['edition'].max()}"
    )


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

    Returns
    -------
    DataFrame
        Columns ``forecast``, ``score`` (``hit rate``, higher is better; ``Brier`` and ``log``,
        lower is better), ``value`` (mean over the n moves judged), ``against`` (the rule it is
        held against), ``gain`` (how much better than that rule; positive is better), ``low``,
        ``high`` (95 percent, standard errors clustered by country, statsmodels), ``n``, ``says``
        ("better", "worse" or "no skill"). For the log score the rule held against is the past rate
        of moves, since "same tier" is infinitely wrong whenever a country moves ("not defined").

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = skill(load(), first=2023)
    >>> table["n"].unique().tolist()
    [552]
    """
    rows = scored(forecasts(data, first, last))
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
    columns = ["forecast", "score", "value", "against", "gain", "from", "to", "n", "says"]
    frame = pd.DataFrame(cells, columns=columns)
    edition = int(rows["edition"].max())
    judged = data.placements[data.placements["edition"].between(first, edition)]
    title = (
        f"Skill of forecasts of the next move, judged on the editions {first} to {edition} "
        f"(n = {n:,} moves)"
    )
    return titled(frame, title, ("law-changed", "ordinal", *elimination_caveat(judged)), _NOTE)


_NOTE = (
    "Each edition was forecast from earlier ones only. Intervals are clustered by country. A gain "
    "whose interval holds zero is no skill."
)


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
        ``says``. The hit rate is held against "same tier as last edition"; the Brier score against
        the past rates of the tier alone, so that a gain there is what time on the tier adds.
    """
    rows = scored(forecasts(data, first, last, (SAME_TIER, BY_TIER, forecast)))
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
    columns = ["tier", "score", "value", "against", "gain", "from", "to", "n", "says"]
    title = f"Where the skill lies, editions {first} to {rows['edition'].max()}: {forecast}"
    return titled(pd.DataFrame(cells, columns=columns), title, ("law-changed", "ordinal"), _NOTE)


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


def reliability(said: pd.DataFrame, forecast: str = BY_CLOCK) -> pd.DataFrame:
    """Whether chances given were kept: said and come, by state and kind of move.

    Parameters
    ----------
    said : DataFrame
        From `forecasts`.
    forecast : str
        The rule to look at.

    Returns
    -------
    DataFrame
        Columns ``move``, ``said`` (band of the chance given), ``n``, ``chance`` (mean given),
        ``count`` (that came), ``share``, ``low``, ``high`` (Wilson, 95 percent).
    """
    from tipanalysis.compare.moves import share_of

    own = said[said["forecast"] == forecast]
    edges = [0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0]
    rows = []
    for step in (terms.UPGRADED, terms.DOWNGRADED):
        given = own[step].to_numpy(dtype=float)
        bands = pd.cut(given, edges, include_lowest=True, labels=False)
        for band in sorted(set(bands)):
            here = bands == band
            count = int((own["move"].to_numpy()[here] == step).sum())
            n = int(here.sum())
            words = f"{edges[band]:.0%} to {edges[band + 1]:.0%}"
            _, _, share, low, high = share_of(count, n)
            rows.append((step, words, n, float(given[here].mean()), count, share, low, high))
    columns = ["move", "said", "n", "chance", "count", "share", "low", "high"]
    title = f"Chances said and shares come: {forecast}"
    return titled(pd.DataFrame(rows, columns=columns), title, ("ordinal",), _NOTE)
