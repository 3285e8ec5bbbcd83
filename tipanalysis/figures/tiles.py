"""Many cells at once: strips, maps and matrices are drawn as one collection, for speed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.markers import MarkerStyle

from tipanalysis.figures.style import COLOURS, PAPER

EMPTY = "#f3f4f6"
#: A tick, as a mark.
CHECK = "\\checkmark"
_MARK_SIZE = 26
#: Marks that are strokes of a marker; all others are set as bold letters.
_STROKES = {"+": "+", "−": "_", "●": "."}


class Tile(NamedTuple):
    """One cell: its middle, its size, its colours, the width of its edge in points."""

    x: float
    y: float
    width: float = 0.92
    height: float = 0.92
    face: str = EMPTY
    edge: str = "none"
    line: float = 0.0


def placed(x: float, y: float, place: str, hollow: bool, size: float = 0.92) -> Tile:
    """The cell of a place; hollow where the tier was inferred by elimination.

    Examples
    --------
    >>> placed(2023, 0, "Tier 2", hollow=True).face
    '#ffffff'
    """
    inner = size - (0.1 if hollow else 0.0)
    if hollow:
        return Tile(x, y, inner, inner, PAPER, COLOURS[place], 1.8)
    return Tile(x, y, inner, inner, COLOURS[place])


def draw_tiles(ax: Axes, tiles: Sequence[Tile]) -> PolyCollection:
    """Draw all cells of a strip, a map or a matrix."""
    corners = [
        [
            (t.x - t.width / 2, t.y - t.height / 2),
            (t.x + t.width / 2, t.y - t.height / 2),
            (t.x + t.width / 2, t.y + t.height / 2),
            (t.x - t.width / 2, t.y + t.height / 2),
        ]
        for t in tiles
    ]
    drawn = PolyCollection(
        corners,
        facecolors=[t.face for t in tiles],
        edgecolors=[t.face if t.edge == "none" else t.edge for t in tiles],
        linewidths=[t.line for t in tiles],
    )
    drawn.set_in_layout(False)
    ax.add_collection(drawn, autolim=False)
    return drawn


def draw_marks(
    ax: Axes, at: Iterable[tuple[float, float]], mark: str, colour: str, size: float = _MARK_SIZE
) -> None:
    """The same mark in many cells: a letter, a plus, a minus, a tick."""
    points = list(at)
    if not points:
        return
    stroke = _STROKES.get(mark)
    lettering = rcParams["mathtext.fontset"], rcParams["mathtext.bf"], rcParams["text.usetex"]
    dots = ax.scatter(
        [x for x, _ in points],
        [y for _, y in points],
        marker=stroke or _letter(mark, *lettering),
        s=size,
        c=colour,
        linewidths=1.1 if stroke else 0,
    )
    dots.set_gid(mark)
    dots.set_in_layout(False)


@lru_cache(maxsize=256)
def _letter(mark: str, *lettering: object) -> MarkerStyle:
    """The outline of a letter, found once for each way it may be set: fonts are not asked again."""
    return MarkerStyle(f"$\\mathbf{{{mark}}}$")
