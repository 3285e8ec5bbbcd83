"""Whom a country or its tier resembles."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from tipanalysis import terms
from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.style import (
    COLOURS,
    GRID,
    INK,
    ON,
    PAPER,
    bare,
    canvas,
    headed,
    legend,
    styled,
)
from tipanalysis.figures.tiles import CHECK, EMPTY, Tile, draw_marks, draw_tiles


def _bubble(count: int) -> float:
    """The area of a bubble; the smallest still holds its number."""
    return 110.0 + 20.0 * count


@styled
def index_counts(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many countries of each tier have each value of the 3P index.

    Parameters
    ----------
    counts : DataFrame
        From `compare.index_counts`: ``tier``, ``index``, ``countries``, ``named``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A bubble for each tier and value, ringed where named; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.index_counts(tip.index_counts(tip.index_points(data, 2015)))
    >>> ax.get_gid()
    'index_counts'
    """
    ax = canvas(ax, 3.5)
    tiers = list(terms.TIERS)
    for _, row in counts.iterrows():
        at, value, count = tiers.index(row["tier"]), int(row["index"]), int(row["countries"])
        size, colour = _bubble(count), COLOURS[row["tier"]]
        ax.scatter([value], [at], s=size, color=colour, edgecolor=INK, linewidth=0.6, zorder=2)
        inside: dict[str, Any] = {"ha": "center", "va": "center", "color": ON[row["tier"]]}
        ax.text(value, at, str(count), fontsize=7.5, zorder=3, **inside)
        if row["named"]:
            ring: dict[str, Any] = {"facecolor": "none", "edgecolor": INK, "linewidth": 2}
            ax.scatter([value], [at], s=size + 130, zorder=4, **ring)
            above: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "zorder": 5}
            ax.annotate(
                row["named"], (value, at), xytext=(0, 19), fontsize=8, weight="bold", **above
            )
    marked = counts[counts["named"] != ""]
    told = "".join(
        f" {row['named']}: {row['tier']}, {row['index']}." for _, row in marked.iterrows()
    )
    ax.set_yticks(range(len(tiers)), tiers)
    ax.set_ylim(len(tiers) - 0.35, -0.75)
    ax.set_xlim(2.3, 15.7)
    ax.set_xticks(range(3, 16))
    ax.set_xlabel("3P index, overall (3 lowest, 15 highest)", fontsize=8.5)
    ax.grid(axis="x", color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    bare(ax)
    title = str(counts.attrs.get("title", "Tier and 3P index"))
    headed(ax, title)
    alt = "; ".join(
        f"{tier}: "
        + ", ".join(f"{row['countries']} at {row['index']}" for _, row in own.iterrows())
        for tier, own in counts.groupby("tier", sort=False)
    )
    return name_figure(ax, "index_counts", title, f"{title}.{told} Countries: {alt}.")


@styled
def resembles(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw on which tiers the countries stand that resemble one, likeness by likeness.

    Parameters
    ----------
    table : DataFrame
        From `compare.resembles`: ``like_it_in``, ``tier``, ``count``, ``n``, ``share``, ``own``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A bar for each likeness, its parts the tiers, the own one framed; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.resembles(tip.resembles(data, "THA", 2023))
    >>> ax.get_gid()
    'resembles'
    """
    lines = list(dict.fromkeys(table["like_it_in"]))
    ax = canvas(ax, 1.3 + 0.5 * len(lines))
    for at, line in enumerate(lines):
        left = 0.0
        own = table[table["like_it_in"] == line]
        for _, row in own.iterrows():
            share = 0.0 if pd.isna(row["share"]) else float(row["share"])
            ax.barh(at, share, left=left, height=0.62, color=COLOURS[row["tier"]], edgecolor=PAPER)
            if share >= 0.04:
                words = (
                    f"{terms.LETTERS[row['tier']]}: {row['count']}"
                    if share > 0.08
                    else row["count"]
                )
                ax.text(left + share / 2, at, words, ha="center", va="center", fontsize=8,
                        color=ON[row["tier"]])  # fmt: skip
            if row["own"]:
                frame = Rectangle((left, at - 0.37), share, 0.74, facecolor="none", edgecolor=INK,
                                  linewidth=2.2, zorder=4)  # fmt: skip
                ax.add_artist(frame)
            left += share
        ax.text(1.012, at, f"n = {own['n'].iloc[0]}", va="center", fontsize=8)
    ax.set_yticks(range(len(lines)), lines)
    ax.set_ylim(len(lines) - 0.45, -0.6)
    ax.set_xlim(0, 1.1)
    ax.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
    bare(ax)
    title = str(table.attrs.get("title", "Whom the tier resembles"))
    headed(ax, f"{title} (framed: its own tier)")
    legend(ax, terms.TIERS)
    alt = "; ".join(
        f"{line}: "
        + ", ".join(
            f"{r['tier']} {r['count']} of {r['n']}"
            for _, r in table[table["like_it_in"] == line].iterrows()
        )
        for line in lines
    )
    return name_figure(ax, "resembles", title, f"{title}. {alt}.")


@styled
def comparable(table: pd.DataFrame, ax: Axes | None = None, most: int = 24) -> Axes:
    """Draw which rules choose which countries, as a matrix of marks.

    Parameters
    ----------
    table : DataFrame
        From `compare.comparable`: ``country``, ``place``, one column a rule, ``rules``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.
    most : int
        At most so many countries, those chosen by most rules first.

    Returns
    -------
    Axes or None
        A tick for each rule that chooses a country, and their number; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.comparable(tip.comparable(data, "THA", 2023))
    >>> ax.get_gid()
    'comparable'
    """
    rows = table.head(most)
    rules = [name for name in table.columns if name not in ("iso3", "country", "place", "rules")]
    ax = canvas(ax, 1.2 + 0.2 * len(rows))
    tiles: list[Tile] = []
    ticks: dict[str, list[tuple[float, float]]] = {}
    for y, (_, row) in enumerate(rows.iterrows()):
        for x, rule in enumerate(rules):
            said = bool(row[rule])
            tiles.append(Tile(x, y, 0.92, 0.88, COLOURS[row["place"]] if said else EMPTY))
            if said:
                ticks.setdefault(ON[row["place"]], []).append((x, y))
        ax.text(len(rules) - 0.4, y, str(row["rules"]), va="center", fontsize=8.5)
    draw_tiles(ax, tiles)
    for colour, points in ticks.items():
        draw_marks(ax, points, CHECK, colour)
    ax.set_xlim(-0.5, len(rules) + 0.1)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xticks([*range(len(rules)), len(rules) - 0.33], [*rules, "rules"], fontsize=8.5)
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(rows)), list(rows["country"]), fontsize=8.5)
    bare(ax)
    title = str(table.attrs.get("title", "Who is comparable"))
    more = f"; the first {len(rows)} of {len(table)}" if len(table) > len(rows) else ""
    headed(ax, f"{title}{more}")
    used = [place for place in COLOURS if (rows["place"] == place).any()]
    legend(ax, used)
    alt = ", ".join(f"{r['country']} {r['rules']}" for _, r in rows.iterrows())
    return name_figure(ax, "comparable", title, f"{title}. Rules that choose each: {alt}.")
