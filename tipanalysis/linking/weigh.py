"""How alike two recommendations are: words weighed by how rarely they are used.

What every recommendation says weighs little, what few say weighs much. The weights come from
the texts at hand; a text that a country repeats in several editions counts once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tipanalysis.linking.particulars import LAWS, Particulars
from tipanalysis.linking.words import Asked

Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: The measures of likeness, in the order of the last axis of `likeness`.
MEASURES = (
    "contained",
    "clause",
    "spelling",
    "anchors",
    "deeds",
    "heading",
    "other_side",
    "other_thing",
    "other_act",
    "other_saying",
    "other_data",
    "other_age",
    "other_name",
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
        four letters; words that only this pair uses; kinds of deed in common; and 1 where both
        ask for data under the heading of one law. Then 1 where both name something of a kind
        without anything in common: labor or criminal law, thing, act, acting or publishing,
        data, age, and a body, plan or program of its own name.
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
        common, one, two = _traits_in_common(before, after, family)
        name = "other_saying" if family == "says" else f"other_{family}"
        found[name] = ((common == 0) & (one[:, None] > 0) & (two[None, :] > 0)).astype(float)
    found["deeds"] = _dice(*_traits_in_common(before, after, "deed"))
    found.update(_by_particulars(before, after))
    return np.stack([found[name] for name in MEASURES], axis=-1)


def _traits_in_common(
    before: Sequence[Asked], after: Sequence[Asked], family: str
) -> tuple[Matrix, Matrix, Matrix]:
    return _overlap(
        [item.traits[family] for item in before], [item.traits[family] for item in after]
    )


def _by_particulars(before: Sequence[Asked], after: Sequence[Asked]) -> dict[str, Matrix]:
    """The measures that compare what both items name."""
    one, two = ([item.particulars for item in side] for side in (before, after))

    def pairs(test: Callable[[Particulars], bool]) -> tuple[Flags, Flags]:
        return (
            np.array([test(item) for item in one], bool)[:, None],
            np.array([test(item) for item in two], bool)[None, :],
        )

    def both(test: Callable[[Particulars], bool]) -> Flags:
        left, right = pairs(test)
        return np.asarray(left & right)

    def either(test: Callable[[Particulars], bool]) -> Flags:
        left, right = pairs(test)
        return np.asarray(left | right)

    data, _, _ = _overlap([item.data for item in one], [item.data for item in two])
    laws, _, _ = _overlap([item.laws for item in one], [item.laws for item in two])
    heading = either(lambda item: item.heading)
    ages, _, _ = _overlap([{item.age} for item in one], [{item.age} for item in two])
    named = [item.named for item in one], [item.named for item in two]
    means_all = [item.means_all for item in one], [item.means_all for item in two]
    one_of_all = (_overlap(named[0], means_all[1])[0] > 0) | (
        _overlap(means_all[0], named[1])[0] > 0
    )
    own_names = (_overlap(*named)[0] > 0) & (_overlap(*means_all)[0] == 0) & ~one_of_all
    found = {
        "heading": both(lambda item: item.enforcement) & heading & (laws > 0),
        "other_data": both(lambda item: bool(item.data)) & (data == 0) & ~heading,
        "other_age": both(lambda item: bool(item.age)) & (ages == 0),
        "other_name": own_names,
    }
    return {name: np.asarray(flags, np.float64) for name, flags in found.items()}


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


def shared_data(before: Sequence[Asked], after: Sequence[Asked]) -> Flags:
    """Which data both items of each pair ask to publish.

    Returns
    -------
    ndarray of bool
        Shape ``(kinds of data by law, len(before), len(after))``. Data of which no law is told
        may be of either.
    """
    sides = [
        [
            {(kind, law) for kind in item.data for law in item.laws or LAWS}
            for item in (asked.particulars for asked in side)
        ]
        for side in (before, after)
    ]
    kinds = sorted(set().union(*sides[0], *sides[1]))
    held = [
        np.array([[kind in item for item in side] for kind in kinds], bool).reshape(
            len(kinds), len(side)
        )
        for side in sides
    ]
    return np.asarray(held[0][:, :, None] & held[1][:, None, :])


@dataclass(frozen=True)
class Stems:
    """Which item has which stem, and what each weighs.

    Parameters
    ----------
    before, after : ndarray
        Shape ``(items, stems)``: 1 where the item has the stem, else 0.
    weight : ndarray
        Shape ``(stems,)``.
    """

    before: Matrix
    after: Matrix
    weight: Matrix


def stem_table(
    before: Sequence[Asked], after: Sequence[Asked], weight: Mapping[str, float]
) -> Stems:
    """The stems of the items of two editions, for `match.choose`."""
    stems = sorted({word for item in (*before, *after) for word in item.words})

    def table(side: Sequence[Asked]) -> Matrix:
        held = [set(item.words) for item in side]
        rows = np.array([[word in words for word in stems] for words in held], np.float64)
        return rows.reshape(len(side), len(stems))

    return Stems(table(before), table(after), np.array([weight.get(word, 1.0) for word in stems]))
