"""From likeness to links: one-to-one first, then what was split or merged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from tipanalysis.linking.weigh import MEASURES, Matrix, another_act, likeness, shared_data
from tipanalysis.linking.words import Asked

#: Logistic regression on the measures (log-odds per unit), and on its outcome together with the
#: chances of the best rival of the pair (the greater and the lesser of the row's and the
#: column's). Fitted by `benchmarks/fit_links.py` on 366 pairs of differing texts of 23 countries,
#: editions 2018 to 2020 of the US Department of Labor's Findings on the Worst Forms of Child Labor,
#: linked by hand: the 14 of the gold links, and by the same guide Azerbaijan, Bangladesh, Burma,
#: Georgia, Kenya, Kyrgyz Republic, Peru, Timor-Leste and Uganda. Nothing of the texts is here.
LIKENESS = {
    "contained": 3.657,
    "clause": 1.94,
    "spelling": 5.03,
    "anchors": 4.927,
    "act": 1.242,
    "other_side": -1.927,
    "other_thing": -2.401,
    "other_act": -0.933,
    "other_saying": -1.938,
}
LIKENESS_START = -6.458
AGAINST_RIVALS = (0.911, -1.549, -2.599)
AGAINST_RIVALS_START = 1.124

# The three bounds were chosen on the same countries, each held out in turn; F1 is flat around them.
#: Log-odds above which a pair may be linked one to one.
LINKED = -1.0
#: Log-odds, rivals aside, above which an item left over joins one that is linked already.
JOINED = 1.0
#: Log-odds above which a pair is linked though both of its items are linked otherwise.
BEYOND_DOUBT = 2.0
#: Log-odds, rivals aside, above which an item is linked with one that asks to publish the same
#: data, where one of the two has no other link that has them.
SHARES_DATA = -1.0


@dataclass(frozen=True)
class Match:
    """One link between the item at `before` and the item at `after` (positions).

    Parameters
    ----------
    before, after : int
        Positions in the two sequences given.
    chance : float
        Chance of the link by the fitted model, 0 to 1; 1 for items in the same words.
    """

    before: int
    after: int
    chance: float


def logistic(log_odds: Matrix) -> Matrix:
    """Chance for log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


def rivals(chances: Matrix) -> Matrix:
    """The best other chance in the row and in the column of each cell.

    Parameters
    ----------
    chances : ndarray
        Shape ``(rows, columns)``.

    Returns
    -------
    ndarray
        Shape ``(rows, columns, 2)``: the greater of the two, and the lesser; 0 where there is
        no other.
    """
    others = []
    for axis in (0, 1):
        if chances.shape[axis] < 2:
            others.append(np.zeros_like(chances))
            continue
        ranked = np.sort(chances, axis=axis)
        top = np.take(ranked, [-1], axis=axis)
        next_best = np.take(ranked, [-2], axis=axis)
        others.append(np.where(chances == top, next_best, top))
    return np.stack([np.maximum(*others), np.minimum(*others)], axis=-1)


def log_odds(measures: Matrix) -> tuple[Matrix, Matrix]:
    """Log-odds of each pair by itself, and against its rivals.

    Parameters
    ----------
    measures : ndarray
        Shape ``(rows, columns, len(MEASURES))``, from `likeness`.
    """
    alone = measures @ np.array([LIKENESS[name] for name in MEASURES]) + LIKENESS_START
    against = rivals(logistic(alone))
    return alone, (
        AGAINST_RIVALS[0] * alone + against @ np.array(AGAINST_RIVALS[1:]) + AGAINST_RIVALS_START
    )


def same_words(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of items in the same words, in order; the last one stands for what is over.

    Parameters
    ----------
    before, after : sequence of str
        Items without regard to case and marks, "" for a placeholder.

    Examples
    --------
    >>> same_words(["a", "b", "a"], ["a", "a", "a", "c"])
    [(0, 0), (2, 1), (2, 2)]
    """
    places: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
    for where, side in zip(places, (before, after), strict=True):
        for i, words in enumerate(side):
            if words:
                where.setdefault(words, []).append(i)
    found = []
    for words, here in places[0].items():
        there = places[1].get(words, [])
        for k in range(max(len(here), len(there)) if there else 0):
            found.append((here[min(k, len(here) - 1)], there[min(k, len(there) - 1)]))
    return sorted(found)


def match(
    before: Sequence[Asked],
    after: Sequence[Asked],
    weight: Mapping[str, float],
    settled: Collection[tuple[int, int]] = (),
    never: Collection[tuple[int, int]] = (),
) -> list[Match]:
    """Links among the items that are not settled.

    Parameters
    ----------
    before, after : sequence of Asked
        All items of the two editions: which words only two items use is told by all.
    weight : mapping of str to float
        From `weigh.weights`.
    settled : collection of (int, int)
        Pairs of positions that are linked already; their items take no other link.
    never : collection of (int, int)
        Pairs of positions that must not be linked.

    Returns
    -------
    list of Match
        Ordered by position. Each item is linked once, save where one was split or several
        were merged.
    """
    taken = {i for i, _ in settled}, {j for _, j in settled}
    rows = [i for i in range(len(before)) if i not in taken[0]]
    columns = [j for j in range(len(after)) if j not in taken[1]]
    if not rows or not columns:
        return []
    barred = another_act(before, after)
    for i, j in never:
        barred[i, j] = True
    free = np.ix_(rows, columns)
    data = shared_data([before[i] for i in rows], [after[j] for j in columns])
    found = choose(likeness(before, after, weight)[free], barred[free], data)
    return [Match(rows[m.before], columns[m.after], m.chance) for m in found]


def choose(
    measures: Matrix,
    barred: npt.NDArray[np.bool_],
    data: npt.NDArray[np.bool_] | None = None,
) -> list[Match]:
    """Links by the measures of likeness, none where it is barred.

    Parameters
    ----------
    measures : ndarray
        Shape ``(rows, columns, len(MEASURES))``, from `likeness`.
    barred : ndarray of bool
        Shape ``(rows, columns)``: pairs that must not be linked.
    data : ndarray of bool, optional
        Shape ``(kinds, rows, columns)``, from `shared_data`: data that both ask to publish.
    """
    alone, against = (np.where(barred, -np.inf, odds) for odds in log_odds(measures))
    gain = np.where(against > LINKED, against - LINKED, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    linked: npt.NDArray[np.bool_] = np.zeros(gain.shape, np.bool_)
    linked[rows, columns] = gain[rows, columns] > 0
    one = linked.any(axis=1, keepdims=True) != linked.any(axis=0, keepdims=True)
    both = linked.any(axis=1, keepdims=True) & linked.any(axis=0, keepdims=True)
    linked = np.asarray(linked | (one & (alone > JOINED)) | (both & (against > BEYOND_DOUBT)))
    if data is not None:
        held: npt.NDArray[np.bool_] = np.asarray(data & linked)
        fresh = data & (~held.any(axis=2, keepdims=True) | ~held.any(axis=1, keepdims=True))
        linked = np.asarray(linked | (fresh.any(0) & (alone > SHARES_DATA)))
    chances = logistic(against)
    return [Match(int(i), int(j), float(chances[i, j])) for i, j in np.argwhere(linked)]
