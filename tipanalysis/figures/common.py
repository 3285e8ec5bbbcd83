"""Dots with intervals: which themes a group of countries hears more or less often than others."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.style import COLOURS, GRID, INK, PAPER, QUIET, bare, canvas, headed, styled

_BLUE = "#2f6f93"
_NOT_SHOWN = "no difference shown"


@styled
def theme_differences(shares: pd.DataFrame, ax: Axes | None = None, most: int = 30) -> Axes:
    """Draw differences of shares with their intervals, group by group.

    Parameters
    ----------
    shares : DataFrame
        From `compare.theme_shares`, `compare.told_apart` or `compare.notable`: ``group``,
        ``said_as``, ``label``, ``mentioned``, ``n``, ``others_mentioned``, ``others_n``,
        ``difference``, ``difference_low``, ``difference_high``, ``against_others``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.
    most : int
        At most so many rows, in the order of the table.

    Returns
    -------
    Axes or None
        A dot with its interval for each row, under the name of its group; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.theme_differences(tip.notable(tip.theme_shares(data, 2018)))
    >>> ax.get_gid()
    'theme_differences'
    """
    rows = shares.head(most)
    groups = list(dict.fromkeys(rows["group"]))
    others = str(shares.attrs.get("others", "all others"))
    several = rows["said_as"].nunique() > 1
    lines = [
        row
        for group in groups
        for row in (None, *(r for _, r in rows[rows["group"] == group].iterrows()))
    ]
    ax = canvas(ax, 1.1 + 0.25 * len(lines))
    ax.axvline(0, color=QUIET, linewidth=0.8)
    named = iter(groups)
    ticks = []
    for y, row in enumerate(lines):
        if row is None:
            ticks.append(next(named))
            ax.text(104, y, "of the group; of the others", va="center", fontsize=7, color=QUIET)
            continue
        colour = COLOURS.get(row["group"], _BLUE)
        real = row["against_others"] != _NOT_SHOWN
        ends = [row["difference_low"], row["difference_high"]]
        ax.plot(ends, [y, y], color=QUIET, linewidth=1.4, zorder=1)
        ax.plot(
            [row["difference"]],
            [y],
            "o",
            color=colour if real else PAPER,
            markeredgecolor=INK,
            markeredgewidth=0.8,
            markersize=6.5,
            zorder=2,
        )
        counts = f"{row['mentioned']} of {row['n']}; {row['others_mentioned']} of {row['others_n']}"
        ax.text(104, y, counts, va="center", fontsize=7.5, color=QUIET)
        ticks.append(f"{row['label']} ({row['said_as']})" if several else row["label"])
    ax.set_yticks(range(len(lines)), ticks)
    for tick, row in zip(ax.get_yticklabels(), lines, strict=True):
        tick.set_fontsize(9 if row is None else 8)
        tick.set_fontweight("bold" if row is None else "normal")
    ax.set_xlim(-100, 100)
    ax.set_xticks([-100, -50, 0, 50, 100], ["−100", "−50", "0", "+50", "+100"])
    ax.set_xlabel(f"percentage points more or less often than {others}", fontsize=8.5)
    ax.grid(axis="x", color=GRID, linewidth=0.7)
    ax.set_axisbelow(True)
    ax.set_ylim(len(lines) - 0.5, -0.7)
    bare(ax)
    title = str(shares.attrs.get("title", "Themes against all others"))
    some = (rows["against_others"] == _NOT_SHOWN).any()
    headed(ax, f"{title}{' (hollow: no difference shown)' if some else ''}")
    alt = ", ".join(
        f"{r['group']}, {r['label']} {r['difference']:+.0f} points" for _, r in rows.iterrows()
    )
    return name_figure(ax, "theme_differences", title, f"{title}: {alt}.")
