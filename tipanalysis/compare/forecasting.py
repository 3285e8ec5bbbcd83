"""Rules that say the next move, each learnt from earlier editions only.

The plainest rule, same tier as last edition, is the one to beat; `compare.skill` judges the others
against it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.asked import since
from tipanalysis.compare.caveats import Facts, fired, joined, smallest
from tipanalysis.compare.eras import tier_moves
from tipanalysis.compare.history import newest, titled
from tipanalysis.compare.moves import move_caveats, share_of
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, UnknownParameter
from tipanalysis.statute import FIRST_WATCH_LIST, in_force

STEPS = (terms.UPGRADED, terms.UNCHANGED, terms.DOWNGRADED)
SAME_TIER = "same tier as last edition"
BY_RATE = "past rate of moves, all tiers alike"
BY_TIER = "past rates of each tier"
BY_CLOCK = "past rates by tier, time on it and the law's clock"
BY_MODEL = "discrete-time hazards (logit) on time and clock"
FORECASTS = (SAME_TIER, BY_RATE, BY_TIER, BY_CLOCK, BY_MODEL)
FIRST_JUDGED = 2010
_LEAST = 1.0  # cases added to a cell, spread by the rates of the tier: no cell forecasts 0 or 1

UNJUDGED = "Forecasts are judged from the {first} edition on: there is none up to this one."
_OUT_OF_TIME = "Each edition was forecast from earlier ones only."
NOTE = (
    f"{_OUT_OF_TIME} Intervals are clustered by country. A gain whose interval holds zero is no "
    "skill."
)
_SAID_AND_CAME = (
    f"{_OUT_OF_TIME} Intervals are Wilson's, case by case; one country gives several cases, which "
    "are not independent."
)

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
    """Discrete-time hazards of going up and of going down, by statsmodels, tier by tier.

    One case, spread over the cells by the rates of the tier, is added against separation (Clogg and
    others, Journal of the American Statistical Association 86, 1991).
    """
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    chances = np.zeros((len(test), len(STEPS)))
    for tier in terms.TIERS:
        here = (test["before"] == tier).to_numpy()
        if not here.any():
            continue
        cells = _cells(train[train["before"] == tier])
        rates, asked = _tier_rates(train, tier), _features(test[here], tier)
        for number, step in enumerate(STEPS):
            if step == terms.UNCHANGED or rates[number] == 0:
                continue
            came = cells[step] + _LEAST * rates[number] / len(cells)
            not_come = cells["n"] - cells[step] + _LEAST * (1 - rates[number]) / len(cells)
            both = np.column_stack([came, not_come])
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of few cells or of a fit near its bound
                fitted = GLM(both, _features(cells, tier), family=Binomial()).fit()
            chances[here, number] = np.asarray(fitted.predict(asked))
    leaving = chances.sum(axis=1, keepdims=True)
    chances = np.where(leaving > 1, chances / np.maximum(leaving, 1), chances)
    chances[:, STEPS.index(terms.UNCHANGED)] += 1 - chances.sum(axis=1)
    return chances


def _cells(past: pd.DataFrame) -> pd.DataFrame:
    """Cases and moves for each time on the tier and state of the clock."""
    grouped = past.groupby(["run", "clock"])["move"]
    frame = pd.DataFrame({"n": grouped.size()})
    for step in STEPS:
        frame[step] = grouped.agg(lambda moves, step=step: int((moves == step).sum()))
    return frame.reset_index()


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
    TipError, UnknownParameter
        If fewer than four editions of moves lie before the first one judged; if there is no such
        rule.
    UnknownEdition
        If there is no such ``first`` or ``last``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> said = forecasts(load(), 2018, 2018, names=("same tier as last edition",))
    >>> set(said["edition"])
    {2018}
    """
    if first < FIRST_WATCH_LIST + 5:
        raise TipError(f"forecasts: judged from {FIRST_WATCH_LIST + 5} on, for want of a past.")
    strange = [name for name in names if name not in _RULES]
    if strange:
        raise UnknownParameter(f"not rules: {', '.join(strange)}.")
    first = since(data, first)
    moves = clocked(tier_moves(data, newest(data, last)))
    parts = []
    for name in names:
        for edition in sorted(set(moves.loc[moves["edition"] >= first, "edition"])):
            train, test = moves[moves["edition"] < edition], moves[moves["edition"] == edition]
            chances = pd.DataFrame(_RULES[name](train, test), columns=list(STEPS), index=test.index)
            kept = test[["iso3", "edition", "before", "move"]]
            parts.append(pd.concat([kept, chances], axis=1).assign(forecast=name))
    columns = ["forecast", "iso3", "edition", "before", "move", *STEPS]
    if not parts:
        empty = pd.DataFrame(columns=columns)
        return titled(empty, "Forecasts of the next move", (), UNJUDGED.format(first=first))
    frame = pd.concat(parts, ignore_index=True)[columns]
    until = int(frame["edition"].max())
    # They rest on all moves up to the last one judged, those learnt from included.
    caveats = move_caveats(data, FIRST_WATCH_LIST, until, pd.Series(dtype="int64"))
    return titled(frame, f"Forecasts of the next move, {first} to {until}", caveats, _OUT_OF_TIME)


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

    Examples
    --------
    >>> from tipanalysis import load
    >>> said = forecasts(load(), 2018, 2018, names=(SAME_TIER,))
    >>> reliability(said, SAME_TIER).columns.tolist()
    ['move', 'said', 'n', 'chance', 'count', 'share', 'low', 'high']
    """
    columns = ["move", "said", "n", "chance", "count", "share", "low", "high"]
    if said.empty:
        return titled(pd.DataFrame(columns=columns), "Reliability", (), said.attrs["note"])
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
    title = f"Chances said and shares come: {forecast}"
    frame = pd.DataFrame(rows, columns=columns)
    caveats = joined(said.attrs["caveats"], fired(Facts(n=smallest(frame["n"]))))
    return titled(frame, title, caveats, _SAID_AND_CAME)
