"""How alike two recommendations are: words weighed by how rarely they are used.

What every recommendation says weighs little, what few say weighs much. The weights come from
the texts at hand; the same text in several editions counts once for its country.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tipanalysis.linking.words import Asked

Matrix = npt.NDArray[np.float64]

#: The measures of likeness, in the order of the columns of `likeness`.
MEASURES = (
    "shared",
    "head",
    "clause",
    "contained",
    "contained_clause",
    "pairs",
    "spelling",
    "order",
    "objects",
    "acts",
    "publish",
    "place",
)


def weights(items: Iterable[Asked]) -> dict[str, float]:
    """Weight of each stem and each pair of neighbouring stems.

    Parameters
    ----------
    items : iterable of Asked
        Every different text once.

    Returns
    -------
    dict
        ``log(1 + n / (count + 0.5))`` for n texts of which `count` use the word.
    """
    count: Counter[str] = Counter()
    texts = 0
    for item in items:
        texts += 1
        count.update(set(item.words))
    return {word: math.log(1 + texts / (k + 0.5)) for word, k in sorted(count.items())}


def _rows(
    lists: Sequence[Sequence[str]], index: dict[str, int]
) -> tuple[list[int], list[int]]:
    """Row pointers and columns of a 0/1 matrix, new words given the next column."""
    starts, columns = [0], []
    for words in lists:
        columns += sorted({index.setdefault(word, len(index)) for word in words})
        starts.append(len(columns))
    return starts, columns


def _overlap(
    before: Sequence[Sequence[str]],
    after: Sequence[Sequence[str]],
    weight: Mapping[str, float] | None,
) -> tuple[Matrix, Matrix, Matrix]:
    """Weight shared by each pair of lists, and the whole weight of each list."""
    index: dict[str, int] = {}
    rows = [_rows(lists, index) for lists in (before, after)]
    if not index:
        return np.zeros((len(before), len(after))), np.zeros(len(before)), np.zeros(len(after))
    w = np.array([1.0 if weight is None else weight.get(word, 1.0) for word in index])
    b, a = (
        sparse.csr_matrix(
            (np.ones(len(columns)), columns, starts), shape=(len(starts) - 1, len(index))
        )
        for starts, columns in rows
    )
    shared = np.asarray((b.multiply(w).tocsr() @ a.T).todense())
    return shared, np.asarray(b @ w), np.asarray(a @ w)


def _dice(shared: Matrix, left: Matrix, right: Matrix) -> Matrix:
    whole = left[:, None] + right[None, :]
    return np.divide(2 * shared, whole, out=np.zeros_like(shared), where=whole > 0)


def _contained(shared: Matrix, left: Matrix, right: Matrix) -> Matrix:
    least = np.minimum(left[:, None], right[None, :])
    return np.divide(shared, least, out=np.zeros_like(shared), where=least > 0)


def _neighbours(words: Sequence[str]) -> list[str]:
    return [f"{one} {two}" for one, two in zip(words, words[1:], strict=False)]


def _grams(shape: str, size: int = 4) -> list[str]:
    glued = shape.replace(" ", "")
    return [glued[i : i + size] for i in range(max(1, len(glued) - size + 1))]


def _longest_common(one: Sequence[str], two: Sequence[str], weight: Mapping[str, float]) -> float:
    """Weight of the heaviest common subsequence."""
    row = [0.0] * (len(two) + 1)
    for word in one:
        gain, corner = weight.get(word, 1.0), 0.0
        for j, other in enumerate(two, start=1):
            above = row[j]
            best = corner + gain if word == other else max(above, row[j - 1])
            row[j], corner = best, above
    return row[-1]


def _most(values: Matrix, starts: Sequence[int], axis: int) -> Matrix:
    return np.asarray(np.maximum.reduceat(values, starts, axis=axis))


def likeness(
    before: Sequence[Asked], after: Sequence[Asked], weight: Mapping[str, float]
) -> dict[str, Matrix]:
    """Every measure of likeness between the items of two editions.

    Parameters
    ----------
    before, after : sequence of Asked
        Items of the earlier and of the later edition, none empty, in the order of the edition.
    weight : mapping
        From `weights`.

    Returns
    -------
    dict of ndarray
        One array of shape ``(len(before), len(after))`` for each of `MEASURES`; all 0 to 1.
    """
    found: dict[str, Matrix] = {}
    shared, left, right = _overlap([x.words for x in before], [x.words for x in after], weight)
    found["shared"] = _dice(shared, left, right)
    found["contained"] = _contained(shared, left, right)
    found["head"] = _dice(*_overlap([x.head for x in before], [x.head for x in after], weight))
    parts = [[c for x in side for c in x.clauses] for side in (before, after)]
    starts = [
        np.cumsum([0, *(len(x.clauses) for x in side)])[:-1].tolist() for side in (before, after)
    ]
    one = _overlap(parts[0], parts[1], weight)
    found["clause"] = _most(_most(_dice(*one), starts[0], 0), starts[1], 1)
    # a clause of one side against the whole of the other
    inside = _overlap(parts[0], [x.words for x in after], weight)
    outside = _overlap([x.words for x in before], parts[1], weight)
    found["contained_clause"] = np.maximum(
        _most(inside[0] / np.maximum(inside[1][:, None], 1e-9), starts[0], 0),
        _most(outside[0] / np.maximum(outside[2][None, :], 1e-9), starts[1], 1),
    )
    found["pairs"] = _dice(
        *_overlap([_neighbours(x.words) for x in before], [_neighbours(x.words) for x in after],
                  None)
    )  # fmt: skip
    found["spelling"] = _dice(
        *_overlap([_grams(x.shape) for x in before], [_grams(x.shape) for x in after], None)
    )
    order = np.zeros_like(shared)
    for i, j in zip(*np.nonzero(found["contained"] > 0.2), strict=True):
        common = _longest_common(before[i].words, after[j].words, weight)
        order[i, j] = 2 * common / (left[i] + right[j])
    found["order"] = order
    found["objects"] = _dice(
        *_overlap([sorted(x.objects) for x in before], [sorted(x.objects) for x in after], None)
    )
    found["acts"] = _dice(
        *_overlap([sorted(x.acts) for x in before], [sorted(x.acts) for x in after], None)
    )
    p, q = (np.array([float("publish" in x.acts) for x in side]) for side in (before, after))
    found["publish"] = np.abs(p[:, None] - q[None, :])
    here, there = (np.arange(len(s)) / max(1, len(s) - 1) for s in (before, after))
    found["place"] = np.abs(here[:, None] - there[None, :])
    return found


def stack(measures: Mapping[str, Any]) -> Matrix:
    """The measures as one array, last axis in the order of `MEASURES`."""
    return np.stack([measures[name] for name in MEASURES], axis=-1)
