"""What an item left over shares with one that is linked already: was it split off, or merged in?

Its words must not be those that the linked pair has in common anyway. What counts is what the
item left over has in common with the other beyond that one's partner.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tipanalysis.linking.weigh import Flags, Matrix, Stems

#: The measures, in the order of the last axis of `beyond`.
BEYOND = ("new_of_item", "new_of_rest", "shared", "new_datum", "both_linked")


@dataclass(frozen=True)
class Leftover:
    """Pairs that may be linked beside the links that there are.

    Parameters
    ----------
    pairs : ndarray of bool
        Shape ``(rows, columns)``: at least one of the two is linked, not with the other.
    measures : ndarray
        Shape ``(rows, columns, len(BEYOND))``, all values from 0 to 1.
    """

    pairs: Flags
    measures: Matrix


def beyond(stems: Stems, data: Flags, linked: Flags) -> Leftover:
    """What each pair has in common beyond the links that there are.

    Parameters
    ----------
    stems : Stems
        Of the rows and columns.
    data : ndarray of bool
        Shape ``(kinds, rows, columns)``, from `weigh.shared_data`.
    linked : ndarray of bool
        Shape ``(rows, columns)``.

    Returns
    -------
    Leftover
        The measures are, of the words that both have and the partner of the linked item has
        not: their share of the item left over, and of what the partner does not have; then the
        share of all words in common; and 1 where both ask for a datum that one of them has in
        no link, and where both are linked. Where both are, the row counts as left over.
    """
    rows, columns, weight = stems.before, stems.after, stems.weight
    row_linked = linked.any(axis=1, keepdims=True)
    column_linked = linked.any(axis=0, keepdims=True)
    partner_of_column = np.minimum(linked.T.astype(float) @ rows, 1.0)
    partner_of_row = np.minimum(linked.astype(float) @ columns, 1.0)
    common = (rows * weight) @ columns.T
    known = np.where(
        column_linked,
        (rows * weight) @ (columns * partner_of_column).T,
        (rows * partner_of_row * weight) @ columns.T,
    )
    new = common - known
    left_over = np.where(column_linked, (rows @ weight)[:, None], (columns @ weight)[None, :])
    rest = np.where(
        column_linked,
        ((columns * (1 - partner_of_column)) @ weight)[None, :],
        ((rows * (1 - partner_of_row)) @ weight)[:, None],
    )
    held = data & linked
    missing = ~held.any(axis=2, keepdims=True) | ~held.any(axis=1, keepdims=True)
    both = row_linked & column_linked
    measures = (
        _share(new, left_over),
        _share(new, rest),
        _share(common, left_over),
        (data & missing).any(axis=0),
        both,
    )
    return Leftover(
        pairs=np.asarray((row_linked | column_linked) & ~linked),
        measures=np.stack([np.asarray(m, np.float64) for m in measures], axis=-1),
    )


def _share(part: Matrix, whole: Matrix) -> Matrix:
    """Part of whole, 0 where there is no whole."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 1e-9)
