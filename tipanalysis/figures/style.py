"""One look for all figures: a colour and a letter for each place, never colour alone."""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Any, Concatenate, Literal, ParamSpec, cast

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from tipanalysis import terms
from tipanalysis.figures.read_as import READ_AS
from tipanalysis.terms import LETTERS

P = ParamSpec("P")
Drawing = Callable[Concatenate[pd.DataFrame, P], Axes | None]

WIDTH = 7.2
INK, QUIET, PAPER, GRID = "#1c2733", "#5c6a78", "#ffffff", "#dfe4e8"

#: Told apart by the colour-blind and in grey: light to dark from Tier 1 to Tier 3.
COLOURS = MappingProxyType(
    {
        terms.TIER_1: "#a6d8e8",
        terms.TIER_2: "#4a9cc4",
        terms.WATCH_LIST: "#f0a43a",
        terms.TIER_3: "#8c2d3f",
        terms.SPECIAL_CASE: "#c9c2d6",
        terms.NOT_IN_REPORT: "#f3f4f6",
        terms.UNKNOWN: "#ffffff",
    }
)
#: Letters dark on light cells, light on dark ones.
ON = MappingProxyType({place: "#ffffff" if place == terms.TIER_3 else INK for place in COLOURS})

_RC = MappingProxyType(
    {
        "figure.dpi": 130,
        "savefig.dpi": 130,
        "figure.facecolor": PAPER,
        "axes.facecolor": PAPER,
        "axes.edgecolor": QUIET,
        "axes.labelcolor": INK,
        "axes.titlelocation": "left",
        "axes.titlesize": 11,
        "axes.titleweight": "bold",
        "axes.titlecolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": False,
        "font.family": "DejaVu Sans",
        "font.size": 9,
        "hatch.linewidth": 0.8,
        "hatch.color": PAPER,
        "legend.frameon": False,
        "legend.fontsize": 8.5,
        "svg.hashsalt": "tipanalysis",
        "text.color": INK,
        # Letters bent to the grid of pixels take half again as long to draw, and read no better.
        "text.hinting": "no_hinting",
        "xtick.color": QUIET,
        "ytick.color": INK,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
    }
)


def house_style() -> AbstractContextManager[None]:
    """Settings of matplotlib as figures are drawn with; afterwards they are what they were.

    Examples
    --------
    >>> with house_style():
    ...     mpl.rcParams["font.size"]
    9.0
    """
    return mpl.rc_context(cast(Any, dict(_RC)))


def styled(draw: Drawing[P]) -> Drawing[P]:
    """Draw in the house style without touching anyone's settings; an empty table draws nothing.

    How to read the figure is left in ``table.attrs["drawn"]``, for the caption below it.
    """
    how = READ_AS.get(draw.__name__, "")

    @functools.wraps(draw)
    def drawn(table: pd.DataFrame, *args: P.args, **kwargs: P.kwargs) -> Axes | None:
        if table.empty:
            return None
        with house_style():
            ax = draw(table, *args, **kwargs)
        table.attrs["drawn"] = f"{how} {getattr(ax and ax.figure, 'more', '')}".strip()
        if ax is not None and "inline" in mpl.get_backend():
            # A notebook draws a figure when it shows it; left stale, it would be drawn before too.
            ax.figure.stale = False
        return ax

    return cast("Drawing[P]", drawn)


class HouseFigure(Figure):
    """A figure whose content fits its canvas: shown whole, without a second drawing to crop it."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw it, letters in their true shapes and places whenever and by whomever it is drawn."""
        with mpl.rc_context({"text.hinting": _RC["text.hinting"]}):
            super().draw(renderer)


def new_figure(
    height: float, width: float = WIDTH, layout: Literal["constrained"] | None = "constrained"
) -> Figure:
    """An empty figure; height and width in inches."""
    return plt.figure(figsize=(width, height), layout=layout, FigureClass=HouseFigure)


def canvas(ax: Axes | None, height: float, width: float = WIDTH) -> Axes:
    """The given Axes, or new ones of the house width."""
    return ax if ax is not None else new_figure(height, width).subplots()


def bare(ax: Axes) -> None:
    """No spines, no ticks: for strips, maps and matrices."""
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0, bottom=False, left=False)
    unlabelled(ax)


def unlabelled(ax: Axes) -> None:
    """Have no place sought for an axis label that is not there: it is a tenth of a drawing."""
    for axis in (ax.xaxis, ax.yaxis):
        if not axis.get_label_text():
            axis.set_label_coords(0, 0)


def percent(share: float) -> str:
    """A share in words, as tables have it: one decimal where none would say nothing or all.

    Examples
    --------
    >>> percent(0.001), percent(0.25), percent(0.0)
    ('0.1%', '25%', '0%')
    """
    return f"{share:.1%}" if 0 < share < 0.01 or 0.99 < share < 1 else f"{share:.0%}"


def headed(ax: Axes, title: str, top: float | None = None) -> None:
    """The title of a figure, at its left edge, wrapped to its width; ``top`` is a share."""
    figure = ax.figure
    while not isinstance(figure, Figure):
        figure = figure.figure
    figure.suptitle(
        textwrap.fill(title, int(11 * figure.get_figwidth())),
        x=0.012,
        **({} if top is None else {"y": top}),  # given one, no layout moves it
        ha="left",
        fontsize=10.5,
        weight="bold",
        color=INK,
    )


def legend(
    ax: Axes,
    places: Iterable[str],
    *,
    hollow: bool = False,
    counts: Mapping[str, int] | None = None,
) -> None:
    """A legend below the figure: colour and letter of each place, the sign of elimination."""
    patches = [
        Patch(
            facecolor=COLOURS[place],
            edgecolor=QUIET,
            linewidth=0.5,
            label=f"{LETTERS[place]}  {place}".strip() + (f" ({counts[place]})" if counts else ""),
        )
        for place in places
    ]
    if hollow:
        patches.append(
            Patch(facecolor=PAPER, edgecolor=QUIET, linewidth=1.8, label="hollow: by elimination")
        )
    ax.figure.legend(
        handles=patches, loc="outside lower left", ncols=4, handlelength=1.4, columnspacing=1.3
    )
