"""Bars and dots: countries by tier, how often they move, world totals."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import StrMethodFormatter

from tipanalysis import terms
from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.style import (
    COLOURS,
    GRID,
    INK,
    PAPER,
    bare,
    canvas,
    headed,
    new_figure,
    percent,
    styled,
)

_BLUE, _ORANGE = "#2f6f93", COLOURS[terms.WATCH_LIST]


@styled
def edition_tiers(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many countries each place has in one edition.

    Parameters
    ----------
    counts : DataFrame
        From `compare.edition_tiers`: ``place``, ``countries``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A bar and its number for each place; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.edition_tiers(tip.edition_tiers(data, 2023))
    >>> ax.get_gid()
    'edition_tiers'
    """
    ax = canvas(ax, 2.2)
    y = list(range(len(counts)))
    ax.barh(y, counts["countries"], color=[COLOURS[p] for p in counts["place"]], height=0.78)
    for at, number in zip(y, counts["countries"], strict=True):
        ax.text(number + 1, at, f"{number}", va="center", fontsize=9, weight="bold")
    ax.set_yticks(y, counts["place"])
    ax.set_xticks([])
    ax.invert_yaxis()
    bare(ax)
    title = str(counts.attrs.get("title", "Countries by tier"))
    headed(ax, title)
    alt = ", ".join(f"{n} {p}" for p, n in zip(counts["place"], counts["countries"], strict=True))
    return name_figure(ax, "edition_tiers", title, f"{title}: {alt}.")


@styled
def base_rate(rates: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw what came next, as shares with their intervals.

    Parameters
    ----------
    rates : DataFrame
        From `compare.base_rate`: ``after``, ``count``, ``n``, ``share``, ``low``, ``high``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A bar and an interval for each place that came next; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.base_rate(tip.base_rate(data, "THA", 2023))
    >>> ax.get_gid()
    'base_rate'
    """
    ax = canvas(ax, 1.9)
    y = list(range(len(rates)))
    ax.barh(y, rates["share"], color=[COLOURS[p] for p in rates["after"]], height=0.7)
    for at, (_, row) in zip(y, rates.iterrows(), strict=True):
        ax.plot([row["low"], row["high"]], [at, at], color=INK, linewidth=1.3)
        words = f"{row['count']} of {row['n']}"
        ax.text(max(row["high"], row["share"]) + 0.015, at, words, va="center", fontsize=8.5)
    ax.set_yticks(y, rates["after"])
    ax.set_xlim(0, 1.16)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    ax.invert_yaxis()
    bare(ax)
    title = str(rates.attrs.get("title", "Base rate"))
    headed(ax, title)
    alt = ", ".join(f"{r['after']} {r['count']} of {r['n']}" for _, r in rates.iterrows())
    return name_figure(ax, "base_rate", title, f"{title}: {alt}.")


@styled
def transitions(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often each tier was followed by each, as a table of shaded cells.

    Parameters
    ----------
    counts : DataFrame
        From `compare.transitions`: ``before``, ``after``, ``count``, ``n``, ``share``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A cell for each pair of tiers: rows before, columns after; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.transitions(tip.transitions(data))
    >>> ax.get_gid()
    'transitions'
    """
    ax = canvas(ax, 3.2)
    tiers = list(terms.TIERS)
    for _, row in counts.iterrows():
        x, y = tiers.index(row["after"]), tiers.index(row["before"])
        share = 0.0 if pd.isna(row["share"]) else float(row["share"])
        ax.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=_shade(share)))
        dark = share > 0.55
        ax.text(
            x,
            y,
            f"{percent(share)}\n{row['count']} of {row['n']}",
            ha="center",
            va="center",
            fontsize=8.5,
            color="#ffffff" if dark else INK,
        )
    ax.set_xlim(-0.5, 3.5)
    ax.set_ylim(3.5, -0.5)
    ax.set_xticks(range(4), [f"to {tier}" for tier in tiers])
    ax.set_yticks(range(4), [f"from {tier}" for tier in tiers])
    ax.xaxis.tick_top()
    bare(ax)
    title = str(counts.attrs.get("title", "Transitions"))
    headed(ax, title)
    stays = counts[counts["before"] == counts["after"]]
    alt = ", ".join(f"{r['before']} {r['share']:.0%}" for _, r in stays.iterrows())
    return name_figure(ax, "transitions", title, f"{title}. Share that stayed: {alt}.")


def _shade(share: float) -> tuple[float, float, float]:
    light, dark = (0.96, 0.97, 0.98), (0.10, 0.30, 0.42)
    return tuple(a + (b - a) * share for a, b in zip(light, dark, strict=True))  # type: ignore[return-value]


@styled
def law_enforcement(totals: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw world totals by year in small panels, each on its own scale, gaps as gaps.

    Parameters
    ----------
    totals : DataFrame
        From `compare.law_enforcement`: ``data_year``, ``measure``, ``value``, ``labor``.
    ax : Axes, optional
        Not used for the panels; given, its figure is drawn into, else a new one.

    Returns
    -------
    Axes or None
        The first panel; one for each measure, from zero up. None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.law_enforcement(tip.law_enforcement(data))
    >>> ax.get_gid()
    'law_enforcement'
    """
    measures = list(dict.fromkeys(totals["measure"]))
    figure = ax.figure if ax is not None else new_figure(2.9)
    panels = figure.subplots(1, len(measures), squeeze=False)[0]
    again = totals.duplicated(["measure", "data_year"])
    for panel, measure in zip(panels, measures, strict=True):
        own = totals["measure"] == measure
        for column, marker, colour, size in (
            ("value", "o", _BLUE, 4.5),
            ("labor", "s", _ORANGE, 4),
        ):
            for other in (False, True):
                rows = totals[own & (again == other)].dropna(subset=[column])
                if len(rows):
                    panel.plot(
                        rows["data_year"],
                        rows[column].astype(float),
                        marker,
                        color=PAPER if other else colour,
                        markeredgecolor=colour,
                        markersize=size,
                    )
        panel.set_ylim(bottom=0)
        panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        panel.grid(axis="y", color=GRID, linewidth=0.7)
        panel.set_title(measure.replace("_", " "), fontsize=9.5)
        panel.tick_params(labelsize=7.5)
        for side in ("left", "bottom"):
            panel.spines[side].set_color(GRID)
    looks = [("o", _BLUE, _BLUE, "all"), ("s", _ORANGE, _ORANGE, "labor trafficking")]
    if again.any():
        looks.append(("o", PAPER, _BLUE, "the same year by another source"))
    marks = [
        Line2D([], [], marker=marker, linestyle="", color=fill, markeredgecolor=edge, label=label)
        for marker, fill, edge, label in looks
    ]
    figure.legend(handles=marks, loc="outside lower left", ncols=3)
    title = str(totals.attrs.get("title", "Law-enforcement totals"))
    headed(panels[0], title)
    last = totals.groupby("measure", sort=False).tail(1)
    alt = ", ".join(
        f"{r['measure'].replace('_', ' ')} {int(r['value']):,} in {r['data_year']}"
        for _, r in last.iterrows()
    )
    differing = _differing(totals)
    text = f"{title}. Newest: {alt}. {differing}".rstrip()
    return name_figure(panels[0], "law_enforcement", title, text, differing)


def _differing(totals: pd.DataFrame) -> str:
    """Years for which sources print different totals, with both."""
    twice = totals[totals.duplicated(["measure", "data_year"], keep=False)]
    told = [
        f"{measure.replace('_', ' ')} of {year}: "
        + " and ".join(f"{int(r['value']):,} ({r['source']})" for _, r in rows.iterrows())
        for (measure, year), rows in twice.groupby(["measure", "data_year"], sort=False)
    ]
    return f"Sources differ on {'; '.join(told)}." if told else ""


__all__ = [
    "base_rate",
    "edition_tiers",
    "law_enforcement",
    "transitions",
]
