"""Figures that governments report: small panels, each on its own scale, nothing merged."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from tipanalysis import terms
from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.style import (
    COLOURS,
    GRID,
    INK,
    PAPER,
    QUIET,
    WIDTH,
    bare,
    canvas,
    headed,
    new_figure,
    styled,
    unlabelled,
)

_INCH_A_LINE, _INCH_ABOVE = 0.15, 0.06
_BLUE, _ORANGE = "#2f6f93", COLOURS[terms.WATCH_LIST]
_CENSORED = "censored"
#: Marks at the foot of a panel, as a share of its height: their own height says nothing.
_FOOT = 0.045
_BOUNDS = MappingProxyType(
    {
        "at-least": ("^", "at least so many"),
        "at-most": ("v", "at most so many"),
        "approx": ("D", "about so many"),
        _CENSORED: ("x", "below five, withheld"),
    }
)
_FACES = {
    "figure": ("#2f6f93", "figure above zero", PAPER),
    "zero": ("#8fc1da", "zero", INK),
    "parts_only": ("#c9d6de", "parts only", INK),
    "did_not_report": ("#f0a43a", "did not report", INK),
    "no_mention": ("#f3f4f6", "no mention", INK),
}


@styled
def number_series(series: pd.DataFrame, ax: Axes | None = None) -> Axes | None:
    """Draw the figures of a country by year, one panel a series: a measure, the part it is about
    and its unit.

    Parameters
    ----------
    series : DataFrame
        From `compare.number_series` or `compare.comparable_series`: ``by``, ``series``,
        ``year``, ``value``, ``bound``, ``vintage``. A figure printed as below five is marked at
        the foot of its panel; rows without a year are not drawn, and the caption counts them.
    ax : Axes, optional
        Not used for the panels; given, its figure is drawn into, else a new one.

    Returns
    -------
    Axes or None
        The first panel. None where the table is empty or no row can be drawn.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.number_series(tip.comparable_series(tip.number_series(data, "THA")))
    >>> ax.get_gid()
    'number_series'
    """
    below = series["value"].isna() & (series["bound"] == _CENSORED)
    drawn = series[series["year"].notna() & (series["value"].notna() | below)]
    if drawn.empty:
        return None
    measures = list(dict.fromkeys(drawn["series"]))
    years = drawn["year"].astype(float)
    first, last = years.min(), years.max()
    ticks = _years(int(first), int(last))
    columns = min(3, len(measures))
    lines = -(-len(measures) // columns)
    titles = [textwrap.fill(str(measure), 30 if columns > 1 else 90) for measure in measures]
    title = str(series.attrs.get("title", "Figures by year"))
    looks = {key: _look(*key) for key in _keys(drawn)}
    height = 0.75 + 0.18 * -(-len(looks) // 3) + 2.0 * lines
    if ax is None:
        figure: Any = new_figure(height, layout=None)
    else:
        figure = ax.figure
        ax.set_axis_off()
    margins = _margins(titles, lines, columns, height, -(-len(looks) // 3))
    panels = figure.subplots(lines, columns, squeeze=False, gridspec_kw=margins).ravel()
    for panel, measure, named in zip(panels, measures, titles, strict=False):
        rows = drawn[drawn["series"] == measure]
        keys = _keys(rows, unique=False)
        for key, look in reversed(looks.items()):  # the Report's mark stands before UNODC's
            part = rows[[one == key for one in keys]]
            if part.empty:
                continue
            hidden = key[2] == _CENSORED
            panel.plot(
                part["year"].astype(float),
                [_FOOT] * len(part) if hidden else part["value"].astype(float),
                look.marker,
                color=look.fill,
                markeredgecolor=look.edge,
                markeredgewidth=1.2,
                markersize=5.5 if look.marker in "s^v" else 4.5,
                clip_on=False,
                **({"transform": panel.get_xaxis_transform()} if hidden else {}),
            )
        top = float(rows["value"].astype(float).max())
        panel.set_ylim(0, 1.12 * top if top > 0 else 5.0)
        panel.set_xlim(first - 0.8, last + 0.8)
        panel.set_xticks(ticks)
        panel.xaxis.set_major_formatter(StrMethodFormatter("{x:.0f}"))
        panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        panel.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
        panel.grid(axis="y", color=GRID, linewidth=0.7)
        if rows["value"].isna().all():
            panel.set_yticks([])
            panel.text(0.5, 0.5, "all withheld, below five", transform=panel.transAxes,
                       ha="center", fontsize=7.5, color=QUIET)  # fmt: skip
        panel.set_title(named, fontsize=8.5)
        panel.tick_params(labelsize=7.5)
        unlabelled(panel)
    for panel in panels[len(measures) :]:
        panel.set_axis_off()
    marks = [
        Line2D([], [], marker=look.marker, linestyle="", color=look.fill,
               markeredgecolor=look.edge, label=look.label)
        for look in looks.values()
    ]  # fmt: skip
    figure.legend(handles=marks, loc="lower left", ncols=3)
    scales = "; each panel on its own scale" if len(measures) > 1 else ""
    headed(panels[0], f"{title}{scales}", 1 - _INCH_ABOVE / height)
    more = _not_as_points(series, drawn)
    counts = ", ".join(f"{m} {_points(drawn[drawn['series'] == m])}" for m in measures)
    text = f"{title}: {counts}. {more}".rstrip()
    return name_figure(panels[0], "number_series", title, text, more)


class _Look(NamedTuple):
    """The mark of one sort of figure, and its words in the legend."""

    marker: str
    fill: str
    edge: str
    label: str


def _look(by: str, restated: bool, bound: str) -> _Look:
    edge = _ORANGE if by == "UNODC" else _BLUE
    words = by + (", restated a year later" if restated else "")
    if bound == "exact":
        return _Look("s" if by == "UNODC" else "o", PAPER if restated else edge, edge, words)
    marker, says = _BOUNDS.get(bound, ("D", bound))
    return _Look(marker, PAPER if restated else edge, edge, f"{words}, {says}")


def _keys(rows: pd.DataFrame, unique: bool = True) -> list[tuple[str, bool, str]]:
    """Who counts, whether restated, and the bound of each row; the sorts that there are."""
    keys = [
        (str(by), vintage != "of its period", str(bound))
        for by, vintage, bound in zip(rows["by"], rows["vintage"], rows["bound"], strict=True)
    ]
    return (
        sorted(set(keys), key=lambda key: (key[0], key[1], key[2] != "exact", key[2]))
        if unique
        else keys
    )


def _points(rows: pd.DataFrame) -> str:
    """How many figures a panel shows, and how many of them are not plain numbers."""
    told = [f"{int((rows['bound'] == bound).sum())} {says}" for bound, (_, says) in _BOUNDS.items()
            if (rows["bound"] == bound).any()]  # fmt: skip
    noun = "figure" if len(rows) == 1 else "figures"
    return f"{len(rows)} {noun}{f' ({chr(44).join(told)})' if told else ''}"


def _years(first: int, last: int, most: int = 5) -> list[int]:
    """Years to label, the last one among them, at even steps."""
    step = max(1, -(-(last - first) // (most - 1)))
    return list(range(last, first - 1, -step))[::-1]


def _not_as_points(series: pd.DataFrame, drawn: pd.DataFrame) -> str:
    """What of the table is marked without its size, or not drawn at all."""
    hidden = drawn[drawn["bound"] == _CENSORED]
    bounds = [
        f"{int((drawn['bound'] == bound).sum())} printed as {says}, marked so in the legend"
        for bound, (_, says) in _BOUNDS.items()
        if bound != _CENSORED and (drawn["bound"] == bound).any()
    ]
    parts = [f"Not exact: {'; '.join(bounds)}."] if bounds else []
    if (drawn["vintage"] != "of its period").any():
        parts.insert(
            0, "Hollow marks are figures of the year before as a later edition restates them."
        )
    if len(hidden):
        who = " and ".join(sorted(set(hidden["by"])))
        parts.append(
            f"{len(hidden)} of {len(drawn)} figures here are withheld as below five ({who}): a "
            "cross at the foot of the panel, whose height says nothing."
        )
    timeless = int(series["year"].isna().sum())
    if timeless:
        parts.append(f"Not drawn, since no period is given: {timeless}.")
    return " ".join(parts)


def _margins(
    titles: Sequence[str], lines: int, columns: int, height: float, marks: int
) -> dict[str, float]:
    """Room for titles, ticks and legend, as shares of the figure; all panels have the same.

    Searching for the room, panel by panel, would take longer than drawing them.
    """
    title = _INCH_A_LINE * (1 + max(name.count("\n") for name in titles))
    left, right, top, bottom = 0.55, 0.25, 0.45, 0.47 + 0.18 * marks
    panel = (height - top - bottom - lines * title - (lines - 1) * 0.35) / lines
    wide = (WIDTH - left - right - (columns - 1) * 0.55) / columns
    return {
        "left": left / WIDTH,
        "right": 1 - right / WIDTH,
        "top": 1 - (top + title) / height,
        "bottom": bottom / height,
        "hspace": (title + 0.35) / panel,
        "wspace": 0.55 / wide,
    }


@styled
def reporting(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many governments reported, reported zero, did not report, or are not mentioned.

    Parameters
    ----------
    counts : DataFrame
        From `compare.reporting`: ``measure``, ``group``, ``figure``, ``zero``, ``parts_only``,
        ``did_not_report``, ``no_mention``, ``n``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A bar for each measure and group, in five parts; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.reporting(tip.reporting(data, 2018))
    >>> ax.get_gid()
    'reporting'
    """
    ax = canvas(ax, 1.2 + 0.3 * len(counts))
    names = []
    for y, (_, row) in enumerate(counts.iterrows()):
        start = 0.0
        for face, (colour, _, ink) in _FACES.items():
            share = float(row[face]) / float(row["n"])
            ax.barh(y, share, left=start, color=colour, edgecolor=PAPER, height=0.8)
            if share > 0.025:
                ax.text(start + share / 2, y, f"{row[face]}", ha="center", va="center",
                        fontsize=7.5, color=ink)  # fmt: skip
            start += share
        ax.text(1.01, y, f"n = {row['n']}", va="center", fontsize=7.5, color=QUIET)
        measure = str(row["measure"]).replace("_", " ").capitalize()
        names.append(measure if row["group"] == "all" else f"{measure}, {row['group']}")
    ax.set_yticks(range(len(counts)), names, fontsize=8)
    ax.set_xlim(0, 1.08)
    ax.set_xticks([])
    ax.invert_yaxis()
    bare(ax)
    patches = [
        Patch(facecolor=colour, edgecolor=QUIET, linewidth=0.5, label=label)
        for colour, label, _ in _FACES.values()
    ]
    ax.figure.legend(handles=patches, loc="outside lower left", ncols=5)
    title = str(counts.attrs.get("title", "Who reported what"))
    headed(ax, title)
    alt = "; ".join(
        f"{r['measure'].replace('_', ' ')}, {r['group']}: {r['figure']} a figure, "
        f"{r['zero']} zero, {r['did_not_report']} did not report, {r['no_mention']} no mention, "
        f"of {r['n']}"
        for _, r in counts.iterrows()
    )
    return name_figure(ax, "reporting", title, f"{title}: {alt}.")
