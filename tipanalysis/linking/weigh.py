"""How alike two recommendations are: words weighed by how rarely they are used.

What every recommendation says weighs little, what few say weighs much. The weights come from
the texts at hand; a text that a country repeats in several editions counts once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tipanalysis.linking.words import DATA, Asked

Matrix = npt.NDArray[np.float64]

#: The measures of likeness, in the order of the last axis of `likeness`.
MEASURES = (
    "contained",
    "clause",
    "spelling",
    "anchors",
    "act",
    "other_side",
    "other_thing",
    "other_act",
    "other_saying",
)


def weights(items: Iterable[Asked]) -> dict[str, float]:
    """Weight of each stem.

    Parameters
    ----------
    items : iterable of Asked
        Every different text of a country once.

    Returns
    -------
    dict
        ``log(1 + n / (k + 0.5))`` for n texts of which k use the stem, as in the usual inverse
        document frequency.

    Examples
    --------
    >>> from tipanalysis.linking.words import asks
    >>> found = weights([asks("Train inspectors."), asks("Train judges.")])
    >>> found["train"] < found["judg"]
    True
    """
    count: Counter[str] = Counter()
    texts = 0
    for item in items:
        texts += 1
        count.update(set(item.words))
    return {word: math.log(1 + texts / (k + 0.5)) for word, k in sorted(count.items())}


def _overlap(
    before: Sequence[Iterable[str]],
    after: Sequence[Iterable[str]],
    weight: Mapping[str, float] | None = None,
) -> tuple[Matrix, Matrix, Matrix]:
    """Weight shared by each pair of word lists, and the whole weight of each list."""
    index: dict[str, int] = {}
    sides = []
    for lists in (before, after):
        starts, columns = [0], []
        for words in lists:
            columns += [index.setdefault(word, len(index)) for word in sorted(set(words))]
            starts.append(len(columns))
        sides.append((starts, columns))
    if not index:
        return np.zeros((len(before), len(after))), np.zeros(len(before)), np.zeros(len(after))
    w = np.array([1.0 if weight is None else weight.get(word, 1.0) for word in index])
    b, a = (
        sparse.csr_matrix(
            (np.ones(len(columns)), columns, starts), shape=(len(starts) - 1, len(index))
        )
        for starts, columns in sides
    )
    shared = np.asarray((b.multiply(w).tocsr() @ a.T).todense())
    return shared, np.asarray(b @ w), np.asarray(a @ w)


def _share(part: Matrix, whole: Matrix) -> Matrix:
    """Part of whole, 0 where there is no whole."""
    whole = np.broadcast_to(whole, part.shape)
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _dice(shared: Matrix, left: Matrix, right: Matrix) -> Matrix:
    return _share(2 * shared, left[:, None] + right[None, :])


def _clause_inside(
    before: Sequence[Asked], after: Sequence[Asked], weight: Mapping[str, float]
) -> Matrix:
    """Share of the best contained clause of one item in the whole of the other."""
    best = np.zeros((len(before), len(after)))
    for turned, (one, two) in enumerate(((before, after), (after, before))):
        clauses = [clause for item in one for clause in item.clauses]
        starts = np.cumsum([0, *(len(item.clauses) for item in one)])[:-1]
        shared, whole, _ = _overlap(clauses, [item.words for item in two], weight)
        inside = np.maximum.reduceat(_share(shared, whole[:, None]), starts, axis=0)
        best = np.maximum(best, inside.T if turned else inside)
    return best


def _grams(shape: str, size: int = 4) -> set[str]:
    glued = shape.replace(" ", "")
    return {glued[i : i + size] for i in range(max(1, len(glued) - size + 1))}


def _anchors(
    before: Sequence[Asked], after: Sequence[Asked], weight: Mapping[str, float]
) -> Matrix:
    """Weight of the words that only these two items of either edition use.

    Counted in units of two words as rare as words get, and at most 1.
    """
    counts = [Counter(word for item in side for word in set(item.words)) for side in
              (before, after)]  # fmt: skip
    lone = {word for word, k in counts[0].items() if k == 1 and counts[1][word] == 1}
    shared, _, _ = _overlap(
        [lone.intersection(item.words) for item in before],
        [lone.intersection(item.words) for item in after],
        weight,
    )
    return np.minimum(1.0, shared / (2 * max(weight.values(), default=1.0)))


def likeness(
    before: Sequence[Asked], after: Sequence[Asked], weight: Mapping[str, float]
) -> Matrix:
    """Every measure of likeness between the items of two editions.

    Parameters
    ----------
    before, after : sequence of Asked
        All items of the earlier and of the later edition, neither empty.
    weight : mapping of str to float
        From `weights`.

    Returns
    -------
    ndarray
        Shape ``(len(before), len(after), len(MEASURES))``, all values from 0 to 1: weight of
        words of the shorter item that the other has; of its best clause; shared strings of
        four letters; words that only this pair uses; kinds of act in common; and 1 where the
        two name labor or criminal law, kinds of thing, kinds of act, or acting and publishing
        without anything in common.
    """
    shared, left, right = _overlap(
        [item.words for item in before], [item.words for item in after], weight
    )
    found = {
        "contained": _share(shared, np.minimum(left[:, None], right[None, :])),
        "clause": _clause_inside(before, after, weight),
        "spelling": _dice(
            *_overlap([_grams(item.shape) for item in before], [_grams(x.shape) for x in after])
        ),
        "anchors": _anchors(before, after, weight),
    }
    for family in ("side", "thing", "act", "says"):
        common, one, two = _overlap(
            [item.traits[family] for item in before], [item.traits[family] for item in after]
        )
        name = "other_saying" if family == "says" else f"other_{family}"
        found[name] = ((common == 0) & (one[:, None] > 0) & (two[None, :] > 0)).astype(float)
        if family == "act":
            found["act"] = _dice(common, one, two)
    return np.stack([found[name] for name in MEASURES], axis=-1)


def another_act(before: Sequence[Asked], after: Sequence[Asked]) -> npt.NDArray[np.bool_]:
    """Where one item asks only to publish activities, and the other only to act.

    Returns
    -------
    ndarray of bool
        Shape ``(len(before), len(after))``.
    """
    tells, acts = (
        [np.array([item.traits["says"] == {kind} for item in side]) for side in (before, after)]
        for kind in ("activities", "act")
    )
    found: npt.NDArray[np.bool_] = (tells[0][:, None] & acts[1][None, :]) | (
        acts[0][:, None] & tells[1][None, :]
    )
    return found


def shared_data(before: Sequence[Asked], after: Sequence[Asked]) -> npt.NDArray[np.bool_]:
    """Which data both items of each pair ask to publish.

    Returns
    -------
    ndarray of bool
        Shape ``(kinds of data, len(before), len(after))``.
    """
    sides = [
        np.array([[kind in item.traits["datum"] for item in side] for kind in DATA], bool)
        for side in (before, after)
    ]
    return np.asarray(sides[0][:, :, None] & sides[1][:, None, :])
