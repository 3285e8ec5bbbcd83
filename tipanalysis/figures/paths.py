"""How countries move: rates by era and time, time on a tier, how usual one move was."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
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
    QUIET,
    bare,
    canvas,
    headed,
    new_figure,
    percent,
    styled,
)

_SHORT = {terms.WATCH_LIST: "T2 Watch List"}
_FULL = (0, 0.25, 0.5, 0.75, 1)
_SHOWN_EDITIONS = 12
_INTERVALS = MappingProxyType(
    {
        "wilson": "The intervals are Wilson's.",
        "exact": "The intervals are exact (Clopper-Pearson).",
    }
)
_EITHER = "The intervals are Wilson's, or exact (Clopper-Pearson) where the page says so."


def panels(ax: Axes | None, columns: int, height: float, share: bool = True) -> Sequence[Axes]:
    """A row of Axes, in the figure of the given one or in a new one of the house width."""
    figure = ax.figure if ax is not None else new_figure(height)
    if ax is not None:
        ax.set_axis_off()
    engine: Any = figure.get_layout_engine()
    if engine is not None:
        engine.set(wspace=0.05)
    return list(figure.subplots(1, columns, sharey=share, squeeze=False)[0])


def percent_axis(ax: Axes, ticks: Sequence[float] = _FULL) -> None:
    """A horizontal axis of shares with quiet vertical lines."""
    ax.set_xticks(list(ticks), [f"{tick:.0%}" if tick else "0" for tick in ticks])
    ax.grid(axis="x", color=GRID, linewidth=0.7)
    ax.set_axisbelow(True)


def dot(ax: Axes, row: pd.Series, at: float, colour: str, marker: str = "o") -> None:
    """A share with its interval."""
    ax.plot([row["low"], row["high"]], [at, at], color=INK, linewidth=1.2, zorder=2)
    ax.plot(
        [row["share"]],
        [at],
        marker,
        color=colour,
        markeredgecolor=INK,
        markeredgewidth=0.8,
        markersize=6,
        zorder=3,
    )


@styled
def move_rates(rates: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often countries went up and down, as shares with intervals, tier by tier.

    Parameters
    ----------
    rates : DataFrame
        From `compare.move_rates` by one thing: a column for it, then ``tier``, ``move``,
        ``count``, ``n``, ``share``, ``low``, ``high``.
    ax : Axes, optional
        Not used for the panels; given, its figure is drawn into, else a new one.

    Returns
    -------
    Axes or None
        The left panel, of moves up; the right one has moves down. None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.move_rates(tip.move_rates(data, by="era"))
    >>> ax.get_gid()
    'move_rates_era'
    """
    group = str(rates.columns[0])
    lines: list[tuple[str, str]] = []
    for tier in terms.TIERS:
        own = rates.loc[rates["tier"] == tier, group]
        lines += [(tier, str(value)) for value in sorted(set(own))]
    height = 1.15 + 0.21 * len(lines) + 0.14 * len(terms.TIERS)
    both = panels(ax, 2, height)
    at: dict[tuple[str, str], float] = {}
    position = 0.0
    for number, line in enumerate(lines):
        if number and line[0] != lines[number - 1][0]:
            position += 0.6
        at[line] = position
        position += 1
    for panel, step in zip(both, (terms.UPGRADED, terms.DOWNGRADED), strict=True):
        rows = rates[rates["move"] == step]
        for _, row in rows.iterrows():
            y = at[(row["tier"], str(row[group]))]
            dot(panel, row, y, COLOURS[row["tier"]])
            words = f"{row['count']} of {row['n']}"
            end = float(row["high"])
            side = "right" if end > 0.72 else "left"
            x = float(row["low"]) - 0.025 if side == "right" else end + 0.025
            panel.text(x, y, words, va="center", ha=side, fontsize=7.5)
        panel.set_title("went up" if step == terms.UPGRADED else "went down", fontsize=9.5)
        panel.set_xlim(-0.015, 1.03)
        percent_axis(panel)
        bare(panel)
        panel.tick_params(labelsize=8)
    first = both[0]
    first.set_ylim(position - 0.4, -0.7)
    labels = []
    for number, (tier, value) in enumerate(lines):
        new = number == 0 or tier != lines[number - 1][0]
        labels.append(f"{_SHORT.get(tier, tier)}  {value}" if new else value)
    first.set_yticks([at[line] for line in lines], labels)
    title = str(rates.attrs.get("title", "Moves"))
    headed(first, title)
    alt = "; ".join(
        f"{tier}, {value}: "
        + ", ".join(
            f"{row['move']} {row['count']} of {row['n']}"
            for _, row in rates[(rates["tier"] == tier) & (rates[group] == value)].iterrows()
            if row["move"] != terms.UNCHANGED
        )
        for tier, value in lines
    )
    rule = _INTERVALS.get(str(rates.attrs.get("interval")), _EITHER)
    return name_figure(first, f"move_rates_{group}", title, f"{title}. {alt}.", rule)


@styled
def transitions_by_era(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often each tier was followed by each, one panel for each era of the law.

    Parameters
    ----------
    counts : DataFrame
        From `compare.transitions_by_era`: ``era``, ``before``, ``after``, ``count``, ``n``,
        ``share``.
    ax : Axes, optional
        Not used for the panels; given, its figure is drawn into, else a new one.

    Returns
    -------
    Axes or None
        The first panel: a cell for each pair of tiers. None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.transitions_by_era(tip.transitions_by_era(data))
    >>> ax.get_gid()
    'transitions_by_era'
    """
    eras, tiers = list(dict.fromkeys(counts["era"])), list(terms.TIERS)
    row_of = panels(ax, len(eras), 3.1)
    for panel, era in zip(row_of, eras, strict=True):
        for _, row in counts[counts["era"] == era].iterrows():
            x, y = tiers.index(row["after"]), tiers.index(row["before"])
            share = 0.0 if pd.isna(row["share"]) else float(row["share"])
            shade = tuple(1 - (1 - full) * share for full in (0.10, 0.30, 0.42))
            panel.add_patch(Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=shade))
            panel.text(
                x,
                y,
                f"{percent(share)}\n{row['count']}" if row["count"] else "–",
                ha="center",
                va="center",
                fontsize=7.5,
                color="#ffffff" if share > 0.65 else INK,
            )
            if x == 0:
                panel.text(3.56, y, f"n =\n{row['n']}", va="center", fontsize=7, color=QUIET)
        panel.set_xlim(-0.5, 4.15)
        panel.set_ylim(3.5, -0.5)
        panel.set_xticks(range(4), [f"to {terms.LETTERS[tier]}" for tier in tiers])
        panel.xaxis.tick_top()
        bare(panel)
        panel.set_title(era, fontsize=9.5)
    row_of[0].set_yticks(range(4), [f"from {_SHORT.get(tier, tier)}" for tier in tiers])
    title = str(counts.attrs.get("title", "Transitions by era"))
    headed(row_of[0], f"{title}; 1, 2, W (Watch List), 3: the tier after")
    stays = counts[counts["before"] == counts["after"]]
    alt = "; ".join(
        f"{era}: "
        + ", ".join(
            f"{r['before']} {r['share']:.0%} of {r['n']}"
            for _, r in stays[stays["era"] == era].iterrows()
        )
        for era in eras
    )
    return name_figure(
        row_of[0], "transitions_by_era", title, f"{title}. Share that stayed: {alt}."
    )


@styled
def time_on_tier(curve: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the share of spells that outlast so many editions, one panel a tier.

    Parameters
    ----------
    curve : DataFrame
        From `compare.time_on_tier`: ``tier``, ``editions``, ``at_risk``, ``share``, ``low``,
        ``high``.
    ax : Axes, optional
        Not used for the panels; given, its figure is drawn into, else a new one.

    Returns
    -------
    Axes or None
        The first panel: a step curve of up to twelve editions, its band and median. None for an
        empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.time_on_tier(tip.time_on_tier(data))
    >>> ax.get_gid()
    'time_on_tier'
    """
    tiers = [tier for tier in terms.TIERS if (curve["tier"] == tier).any()]
    row_of = panels(ax, len(tiers), 2.9)
    alt = []
    for panel, tier in zip(row_of, tiers, strict=True):
        own = curve[(curve["tier"] == tier) & (curve["editions"] <= _SHOWN_EDITIONS)]
        time = [0, *own["editions"]]
        share, low, high = ([1.0, *own[name]] for name in ("share", "low", "high"))
        panel.fill_between(time, low, high, step="post", color=COLOURS[tier], alpha=0.35, lw=0)
        panel.step(time, share, where="post", color=INK, linewidth=1.6)
        panel.plot(own["editions"], own["share"], "o", color=COLOURS[tier], markeredgecolor=INK,
                   markeredgewidth=0.7, markersize=4)  # fmt: skip
        half = own[own["share"] <= 0.5]
        if len(half):
            median = int(half["editions"].iloc[0])
            panel.plot([0, median, median], [0.5, 0.5, 0], color=QUIET, linewidth=0.9, ls=":")
            panel.text(median + 0.25, 0.52, f"median {median}", fontsize=7.5, color=QUIET)
            alt.append(f"{tier}: half leave within {median} editions")
        else:
            alt.append(f"{tier}: over half stay longer than {_SHOWN_EDITIONS} editions")
        panel.set_title(tier, fontsize=9)
        panel.set_xlim(0, _SHOWN_EDITIONS + 0.4)
        panel.set_ylim(0, 1.02)
        panel.set_xticks([0, 4, 8, 12])
        panel.set_yticks(list(_FULL), [f"{tick:.0%}" for tick in _FULL])
        panel.grid(axis="y", color=GRID, linewidth=0.7)
        panel.set_axisbelow(True)
        for side in ("left", "bottom"):
            panel.spines[side].set_color(GRID)
        panel.tick_params(length=0, labelsize=8)
    row_of[0].set_ylabel("still on the tier", fontsize=8.5)
    row_of[0].set_xlabel("editions", fontsize=8.5)
    title = str(curve.attrs.get("title", "Time on a tier"))
    headed(row_of[0], title)
    return name_figure(row_of[0], "time_on_tier", title, f"{title}. {'; '.join(alt)}.")


@styled
def unusual(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how often others went the same way, group by group.

    Parameters
    ----------
    table : DataFrame
        From `compare.unusual`: ``compared_with``, ``after``, ``count``, ``n``, ``share``, ``low``,
        ``high``, ``says``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A dot with its interval for each group; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.unusual(tip.unusual(data, "THA", 2023))
    >>> ax.get_gid()
    'unusual'
    """
    ax = canvas(ax, 1.0 + 0.34 * len(table))
    for at, (_, row) in enumerate(table.iterrows()):
        dot(ax, row, at, COLOURS[row["after"]])
        words = f"{row['count']} of {row['n']}: {row['says']}"
        right = float(row["high"]) > 0.6
        x = float(row["low"]) - 0.02 if right else float(row["high"]) + 0.02
        ax.text(x, at, words, va="center", ha="right" if right else "left", fontsize=8)
    ax.set_yticks(range(len(table)), list(table["compared_with"]))
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_xlim(0, 1)
    percent_axis(ax)
    bare(ax)
    title = str(table.attrs.get("title", "How usual was the move"))
    headed(ax, title)
    alt = "; ".join(
        f"{r['compared_with']}: {r['count']} of {r['n']}, {r['says']}" for _, r in table.iterrows()
    )
    return name_figure(ax, "unusual", title, f"{title}. Others that went the same way: {alt}.")
