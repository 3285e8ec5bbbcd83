"""From likeness to links: one-to-one first, then what was split or merged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from tipanalysis.linking.joined import beyond
from tipanalysis.linking.weigh import (
    MEASURES,
    Matrix,
    Stems,
    another_act,
    likeness,
    shared_data,
    stem_table,
)
from tipanalysis.linking.words import Asked

#: Logistic regression on the measures (log-odds per unit), and on its outcome together with the
#: chances of the best rival of the pair (the greater and the lesser of the row's and the
#: column's). Fitted by `benchmarks/fit_links.py` on 1168 pairs of differing texts of 83 countries,
#: editions 2018 to 2020 of the US Department of Labor's Findings on the Worst Forms of Child Labor,
#: linked by hand: the 14 of the gold links, and 69 others by the same guide. Nothing of the texts
#: is here.
LIKENESS = {
    "contained": 1.179,
    "clause": 3.126,
    "spelling": 7.891,
    "anchors": 6.556,
    "deeds": 0.795,
    "heading": 3.245,
    "other_side": -3.685,
    "other_thing": -2.619,
    "other_act": -0.871,
    "other_saying": -3.117,
    "other_data": -4.72,
    "other_age": -8.493,
    "other_name": -2.754,
}
LIKENESS_START = -6.6
AGAINST_RIVALS = (0.92, -1.19, -2.708)
AGAINST_RIVALS_START = 1.162
#: The same for a pair of which one item is linked already: on log-odds alone, against rivals, and
#: the measures of `joined.beyond`. It is linked where its log-odds are above 0.
JOINING = (0.483, 0.724, 6.169, 0.061, -3.461, 0.694, -1.073)
JOINING_START = 0.986

#: Log-odds above which a pair may be linked one to one. Chosen on the same countries, each held out
#: in turn.
LINKED = -1.0


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
    found = choose(
        likeness(before, after, weight)[free], barred[free],
        *of_pairs([before[i] for i in rows], [after[j] for j in columns], weight),
    )  # fmt: skip
    return [Match(rows[m.before], columns[m.after], m.chance) for m in found]


def of_pairs(
    before: Sequence[Asked], after: Sequence[Asked], weight: Mapping[str, float]
) -> tuple[npt.NDArray[np.bool_], Stems]:
    """Data that both items of each pair ask to publish, and the stems of all."""
    return shared_data(before, after), stem_table(before, after, weight)


def one_to_one(against: Matrix, barred: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The best assignment by log-odds against rivals, none at or below `LINKED` or barred."""
    gain = np.where(barred, 0.0, np.maximum(against - LINKED, 0.0))
    rows, columns = linear_sum_assignment(gain, maximize=True)
    linked: npt.NDArray[np.bool_] = np.zeros(gain.shape, np.bool_)
    linked[rows, columns] = gain[rows, columns] > 0
    return linked


def left_over(
    alone: Matrix,
    against: Matrix,
    linked: npt.NDArray[np.bool_],
    data: npt.NDArray[np.bool_],
    stems: Stems,
) -> tuple[npt.NDArray[np.bool_], Matrix]:
    """Pairs that may be linked beside the links that there are, and what to judge them by.

    Returns
    -------
    ndarray of bool, ndarray
        Shape ``(rows, columns)``, and ``(rows, columns, len(JOINING))``.
    """
    more = beyond(stems, data, linked)
    return more.pairs, np.concatenate(
        [alone[..., None], against[..., None], more.measures], axis=-1
    )


def choose(
    measures: Matrix,
    barred: npt.NDArray[np.bool_],
    data: npt.NDArray[np.bool_],
    stems: Stems,
) -> list[Match]:
    """Links by the measures of likeness, none where it is barred.

    Parameters
    ----------
    measures : ndarray
        Shape ``(rows, columns, len(MEASURES))``, from `likeness`.
    barred : ndarray of bool
        Shape ``(rows, columns)``: pairs that must not be linked.
    data : ndarray of bool
        Shape ``(kinds, rows, columns)``, from `shared_data`: data that both ask to publish.
    stems : Stems
        From `stem_table`.

    Returns
    -------
    list of Match
        In order. The best assignment first; then each pair of which one item at least is
        linked, where their chance of being split or merged is better than even.
    """
    alone, against = log_odds(measures)
    first = one_to_one(against, barred)
    pairs, judged = left_over(alone, against, first, data, stems)
    joining = judged @ np.array(JOINING) + JOINING_START
    joined = pairs & ~barred & (joining > 0)
    chances = logistic(np.where(joined, joining, against))
    return [Match(int(i), int(j), float(chances[i, j])) for i, j in np.argwhere(first | joined)]
