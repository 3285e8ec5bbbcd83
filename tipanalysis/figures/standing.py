"""The law's lists and limits, and what forecasts are worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from tipanalysis import terms
from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.paths import panels
from tipanalysis.figures.style import COLOURS, GRID, INK, PAPER, QUIET, bare, canvas, headed, styled

_LISTS = (
    ("tier_2_watch_list", "Tier 2 Watch List", COLOURS[terms.WATCH_LIST], ""),
    ("up_to_tier_1", "moved up to Tier 1", COLOURS[terms.TIER_1], "///"),
    ("up_from_tier_3", "moved up from Tier 3 to Tier 2", COLOURS[terms.TIER_2], "..."),
)
_OUTCOME = {
    terms.UPGRADED: (COLOURS[terms.TIER_2], "", INK),
    "Watch List again": (COLOURS[terms.WATCH_LIST], "", INK),
    terms.TIER_3: (COLOURS[terms.TIER_3], "", PAPER),
    terms.NOT_RANKED: (COLOURS[terms.SPECIAL_CASE], "", INK),
}


@styled
def watch_lists(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the Special Watch List of the law by edition, the Tier 2 Watch List as its main part.

    Parameters
    ----------
    counts : DataFrame
        From `compare.watch_lists`: ``edition``, ``tier_2_watch_list``, ``up_to_tier_1``,
        ``up_from_tier_3``, ``special_watch_list``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A bar for each edition, in three parts; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.watch_lists(tip.watch_lists(data))
    >>> ax.get_gid()
    'watch_lists'
    """
    ax = canvas(ax, 3.2)
    below = np.zeros(len(counts))
    for column, words, colour, hatch in _LISTS:
        heights = counts[column].to_numpy(dtype=float)
        ax.bar(
            counts["edition"],
            heights,
            bottom=below,
            width=0.86,
            color=colour,
            hatch=hatch,
            edgecolor=INK,
            linewidth=0.4,
            label=words,
        )
        below = below + heights
    for _, row in counts.iterrows():
        edition, whole = int(row["edition"]), int(row["special_watch_list"])
        ax.text(edition, whole + 0.8, f"{whole}", ha="center", fontsize=7.5, weight="bold")
        listed = int(row["tier_2_watch_list"])
        ax.text(edition, listed / 2, f"{listed}", ha="center", va="center", fontsize=7)
    for year, words in ((2009, "2-year limit"), (2019, "new law")):
        ax.axvline(year - 0.5, color=INK, linewidth=1)
        ax.text(year - 0.4, 68.5, words, fontsize=7.5, color=QUIET, va="top")
    ax.set_ylim(0, 69)
    ax.set_xlim(counts["edition"].min() - 0.6, counts["edition"].max() + 0.6)
    last = int(counts["edition"].max())
    ax.set_xticks([*(e for e in counts["edition"] if e % 4 == 0 and e < last - 1), last])
    ax.set_yticks([])
    bare(ax)
    title = str(counts.attrs.get("title", "Watch lists"))
    headed(ax, title)
    ax.figure.legend(loc="outside lower left", ncols=3, handlelength=1.5, columnspacing=1.3)
    alt = "; ".join(
        f"{int(r['edition'])}: {int(r['special_watch_list'])}, of them "
        f"{int(r['tier_2_watch_list'])} on the tier"
        for _, r in counts.iterrows()
    )
    return name_figure(ax, "watch_lists", title, f"{title}. {alt}.")


@styled
def limit_outcomes(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw what came after two, three or four Watch List editions, as whole bars.

    Parameters
    ----------
    table : DataFrame
        From `compare.limit_outcomes`: ``law``, ``run``, ``next``, ``count``, ``n``, ``share``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A bar for each law and run, its parts what came next; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.limit_outcomes(tip.limit_outcomes(data))
    >>> ax.get_gid()
    'limit_outcomes'
    """
    lines = list(dict.fromkeys(zip(table["law"], table["run"], strict=True)))
    ax = canvas(ax, 1.35 + 0.36 * len(lines))
    for at, (law, run) in enumerate(lines):
        own = table[(table["law"] == law) & (table["run"] == run)]
        left = 0.0
        for _, row in own.iterrows():
            colour, hatch, ink = _OUTCOME[row["next"]]
            share = float(row["share"])
            ax.barh(at, share, left=left, height=0.74, color=colour, hatch=hatch, edgecolor=PAPER)
            if share >= 0.03:
                ax.text(left + share / 2, at, f"{row['count']}", ha="center", va="center",
                        fontsize=8.5, color=ink)  # fmt: skip
            left += share
        ax.text(1.012, at, f"n = {own['n'].iloc[0]}", va="center", fontsize=8)
    ax.set_yticks(range(len(lines)), [f"law {law}: after {run}" for law, run in lines])
    ax.set_ylim(len(lines) - 0.45, -0.6)
    ax.set_xlim(0, 1.1)
    ax.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
    bare(ax)
    title = str(table.attrs.get("title", "After the limit"))
    headed(ax, title)
    from matplotlib.patches import Patch

    used = [name for name in _OUTCOME if table.loc[table["next"] == name, "count"].sum()]
    handles = [
        Patch(facecolor=_OUTCOME[name][0], edgecolor=QUIET, linewidth=0.5, label=name)
        for name in used
    ]
    ax.figure.legend(handles=handles, loc="outside lower left", ncols=4, handlelength=1.4)
    alt = "; ".join(
        f"{law}, after {run}: "
        + ", ".join(
            f"{r['next']} {r['count']}"
            for _, r in table[(table["law"] == law) & (table["run"] == run)].iterrows()
        )
        for law, run in lines
    )
    return name_figure(ax, "limit_outcomes", title, f"{title}. {alt}.")


@styled
def skill(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how much better each forecast is than the rule it is held against.

    Parameters
    ----------
    table : DataFrame
        From `compare.skill` or `compare.skill_by_tier`: ``forecast`` or ``tier``, ``score``,
        ``gain``, ``from``, ``to``, ``says``.
    ax : Axes, optional
        Not used for the panels; given, its figure is drawn into, else a new one.

    Returns
    -------
    Axes or None
        The first panel, one for the hit rate and one for the Brier score, where the table has them;
        the log score is not drawn. None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.skill(tip.skill(data))
    >>> ax.get_gid()
    'skill_forecast'
    """
    what = str(table.columns[0])
    names = list(dict.fromkeys(table[what]))
    scores = [s for s in ("hit rate", "Brier") if (table["score"] == s).any()]
    row_of = panels(ax, len(scores), 1.2 + 0.36 * len(names))
    for panel, score in zip(row_of, scores, strict=True):
        rule = table[(table["score"] == score) & (table["says"] == "the rule to beat")]
        for name in rule[what]:
            panel.plot([0], [names.index(name)], "|", color=INK, markersize=9)
        own = table[(table["score"] == score) & table["gain"].notna()]
        reach = max(0.01, float(own[["from", "to"]].abs().max().max()))
        for name in rule[what]:
            panel.text(0.06 * reach, names.index(name), "the rule to beat", va="center",
                       fontsize=7.5)  # fmt: skip
        for _, row in own.iterrows():
            at = names.index(row[what])
            filled = row["says"] == "better"
            panel.plot([row["from"], row["to"]], [at, at], color=INK, linewidth=1.3)
            panel.plot([row["gain"]], [at], "o", color=COLOURS[terms.TIER_2] if filled else PAPER,
                       markeredgecolor=INK, markersize=6.5, zorder=3)  # fmt: skip
            beside = max(float(row["to"]), float(row["gain"]) + 0.06 * reach) + 0.06 * reach
            panel.text(beside, at - 0.02, str(row["says"]), va="center", fontsize=7.5)
        panel.axvline(0, color=QUIET, linewidth=1)
        panel.set_xlim(-1.2 * reach if (own["from"] < 0).any() else -0.25 * reach, 1.75 * reach)
        panel.set_title(f"gain in {score}" if score == "hit rate" else f"gain in {score} score",
                        fontsize=9)  # fmt: skip
        panel.grid(axis="x", color=GRID, linewidth=0.7)
        panel.set_axisbelow(True)
        bare(panel)
        panel.tick_params(labelsize=8)
        panel.locator_params(axis="x", nbins=4)
        if score == "hit rate":
            panel.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    import textwrap

    row_of[0].set_yticks(range(len(names)), [textwrap.fill(name, 27) for name in names])
    row_of[0].set_ylim(len(names) - 0.4, -0.6)
    title = str(table.attrs.get("title", "Skill"))
    headed(row_of[0], title)
    alt = "; ".join(
        f"{r[what]}, {r['score']}: {r['says']}" for _, r in table.iterrows() if r["score"] in scores
    )
    return name_figure(row_of[0], f"skill_{what}", title, f"{title}. {alt}.")
