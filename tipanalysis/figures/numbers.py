"""The numbers of a figure, beside its pixels.

A figure shown in a notebook carries one more MIME type with what it plots. nbval skips pixels but
compares that: a changed point is caught, and another matplotlib version still passes.
"""

from __future__ import annotations

import io
import os
import pickle
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from tipanalysis.figures.pixels import as_png
from tipanalysis.figures.style import HouseFigure
from tipanalysis.shown import FIGURE_MIME, SVG_WANTED


def rounded(value: object) -> float | None:
    """A number to ten significant digits; None for what is not a finite number."""
    number = float(value)  # type: ignore[arg-type]
    return float(f"{number:.10g}") if np.isfinite(number) else None


def name_figure(ax: Axes, name: str, title: str, alt: str, more: str = "") -> Axes:
    """Give a figure its name, title and the text that stands in for it.

    ``more`` is what its caption says beyond how to read such a figure: what is not drawn, say.
    """
    ax.figure.set_label(name)
    ax.set_gid(name)
    described: Any = ax.figure
    described.tipanalysis = {"name": name, "title": title, "alt": alt}
    described.more = more
    return ax


def alt_text(ax: Axes) -> str:
    """The text that says what a figure shows, to whoever cannot see it.

    Parameters
    ----------
    ax : Axes
        From a function of `tipanalysis.figures`, or any other.

    Returns
    -------
    str
        Title and numbers in words; empty for a figure that is not ours.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> ax = tip.figures.edition_tiers(tip.edition_tiers(tip.load(), 2023))
    >>> "30 Tier 1" in alt_text(ax)
    True
    """
    return str(getattr(ax.figure, "tipanalysis", {}).get("alt", ""))


def figure_numbers(figure: Figure) -> dict[str, Any]:
    """What a figure plots: lines, bars, points, images and texts of each of its axes.

    Parameters
    ----------
    figure : Figure
        ``ax.figure`` of what a function of `tipanalysis.figures` returned, or any other.

    Returns
    -------
    dict
        ``name``, ``title``, ``alt`` (of our figures only) and ``axes``: for each, ``lines`` (x,
        y), ``bars`` (x, y, width, height, colour, pattern or edge), ``points``, ``images`` and
        ``texts``; numbers to ten significant digits, None for what is not finite.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> ax = tip.figures.edition_tiers(tip.edition_tiers(tip.load(), 2023))
    >>> figure_numbers(ax.figure)["name"]
    'edition_tiers'
    """
    about = getattr(figure, "tipanalysis", {})
    return {**about, "axes": [_axes_numbers(ax) for ax in figure.axes]}


def _axes_numbers(ax: Axes) -> dict[str, Any]:
    bars = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    return {
        "lines": [
            {
                "x": [rounded(v) for v in np.asarray(line.get_xdata(orig=False), dtype=float)],
                "y": [rounded(v) for v in np.asarray(line.get_ydata(orig=False), dtype=float)],
            }
            for line in ax.lines
        ],
        "bars": [
            [
                *(
                    rounded(v)
                    for v in (bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height())
                ),
                _colour(bar.get_facecolor()),
                bar.get_hatch() or "",
            ]
            for bar in bars
        ]
        + _tiles(ax),
        "points": [
            [[rounded(x), rounded(y)] for x, y in np.asarray(dots.get_offsets(), dtype=float)]
            for dots in ax.collections
            if not isinstance(dots, PolyCollection) and len(np.asarray(dots.get_offsets()))
        ],
        "images": [
            [[rounded(v) for v in row] for row in np.asarray(image.get_array(), dtype=float)]
            for image in ax.images
        ],
        "texts": [text.get_text() for text in [ax.title, *ax.texts] if text.get_text()],
    }


def _tiles(ax: Axes) -> list[list[Any]]:
    """Cells of strips, maps and matrices, as bars; the pattern is the edge of a hollow one."""
    found: list[list[Any]] = []
    for cells in ax.collections:
        if not isinstance(cells, PolyCollection):
            continue
        lines = np.broadcast_to(cells.get_linewidth(), len(cells.get_paths()))
        for path, face, edge, line in zip(
            cells.get_paths(), cells.get_facecolor(), cells.get_edgecolor(), lines, strict=True
        ):
            corners = np.asarray(path.vertices, dtype=float)
            (x, y), (right, top) = corners.min(axis=0), corners.max(axis=0)
            size = [rounded(v) for v in (x, y, right - x, top - y)]
            found.append([*size, _colour(face), _colour(edge) if line else ""])
    return found


def _colour(rgba: Any) -> str:
    return "#" + "".join(f"{round(255 * float(part)):02x}" for part in rgba[:3])


def enable() -> None:
    """Make figures in this notebook carry their numbers, and their pixels be the same twice.

    Importing ``tipanalysis.figures`` calls it; outside a notebook it does nothing.

    Returns
    -------
    None
        Settings of the running notebook are changed: for its kernel only.

    Examples
    --------
    >>> enable()
    """
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None or not hasattr(shell, "kernel"):
        return
    from matplotlib_inline.backend_inline import set_matplotlib_formats
    from matplotlib_inline.config import InlineBackend

    set_matplotlib_formats("png", metadata={"Software": None})
    InlineBackend.instance(parent=shell).rc = {}
    shell.display_formatter.mimebundle_formatter.for_type(Figure, _bundle)
    shell.display_formatter.formatters["image/png"].for_type(HouseFigure, png)


def png(figure: HouseFigure) -> bytes:
    """The pixels of a figure, as a notebook shows them: the whole canvas, the same bytes twice."""
    canvas = (
        figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)
    )
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    if mpl.colors.to_rgba(figure.get_facecolor())[3] == 1:
        pixels = pixels[:, :, :3]  # how opaque it is is not written for each pixel of paper
    return as_png(pixels, figure.dpi)


def _bundle(figure: Figure, include: Any = None, exclude: Any = None) -> dict[str, Any]:
    bundle = {FIGURE_MIME: figure_numbers(figure), "text/plain": _words(figure)}
    if os.environ.get(SVG_WANTED):
        bundle["image/svg+xml"] = svg(figure)
    return bundle


def svg(figure: Figure) -> str:
    """A figure as SVG: letters as shapes, no date, the same bytes twice.

    A copy is drawn: drawing settles the layout, and would move the pixels drawn after it.
    """
    drawn = io.StringIO()
    copy = pickle.loads(pickle.dumps(figure))
    try:
        with mpl.rc_context({"svg.hashsalt": "tipanalysis", "svg.fonttype": "path"}):
            copy.savefig(drawn, format="svg", bbox_inches="tight", metadata={"Date": None})
    finally:
        plt.close(copy)
    return drawn.getvalue()


def _words(figure: Figure) -> str:
    about = getattr(figure, "tipanalysis", {})
    return f"Figure: {about['title']}" if about else "Figure"
