"""Bars, dots and matrices: what countries are told, and how often countries move."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import StrMethodFormatter

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
    styled,
)
from tipanalysis.figures.tiles import EMPTY, Tile, draw_marks, draw_tiles

_BLUE, _SAND = "#2f6f93", "#c9d6de"


@styled
def edition_tiers(counts: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many countries each place has in one edition.

    Parameters
    ----------
    counts : DataFrame
        From `compare.edition_tiers`: ``place``, ``countries``.
    ax : Axes, optional
        Where to draw.

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
        Where to draw.

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
        Where to draw.

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
            f"{share:.0%}\n{row['count']} of {row['n']}",
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
def recommendation_themes(asked: pd.DataFrame, ax: Axes | None = None, most: int = 14) -> Axes:
    """Draw what a country is asked beside how many of its peers are asked the same.

    Parameters
    ----------
    asked : DataFrame
        From `compare.recommendation_themes`: ``label``, ``asked``, ``peers_asked``, ``peers_n``,
        ``share``, ``low``, ``high``.
    ax : Axes, optional
        Where to draw.
    most : int
        At most so many themes, in the order of the table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> table = tip.recommendation_themes(data, tip.peers(data, "GHA", 2018))
    >>> ax = tip.figures.recommendation_themes(table)
    >>> ax.get_gid()
    'recommendation_themes'
    """
    rows = asked.head(most)
    ax = canvas(ax, 1.0 + 0.27 * len(rows))
    y = list(range(len(rows)))
    shares = rows["share"].fillna(0.0)
    ax.barh(y, shares, color=[_BLUE if own else _SAND for own in rows["asked"]], height=0.7)
    for at, (_, row) in zip(y, rows.iterrows(), strict=True):
        high = row["high"]
        if row["peers_n"]:
            ax.plot([row["low"], high], [at, at], color=QUIET, linewidth=1)
        words = f"{row['peers_asked']} of {row['peers_n']}" if row["peers_n"] else "no peer coded"
        start = 0.0 if pd.isna(high) else float(high)
        ax.text(start + 0.015, at, words, va="center", fontsize=8)
    ax.set_yticks(
        y,
        [
            f"{'● ' if own else ''}{label}"
            for own, label in zip(rows["asked"], rows["label"], strict=True)
        ],
    )
    ax.set_xlim(0, 1.2)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    ax.grid(axis="x", color=GRID, linewidth=0.7)
    ax.set_axisbelow(True)
    ax.invert_yaxis()
    bare(ax)
    title = str(asked.attrs.get("title", "Recommendations by theme"))
    headed(ax, f"{title} (● asked of the country itself)")
    alt = ", ".join(
        f"{r['label']}: {r['peers_asked']} of {r['peers_n']}" for _, r in rows.iterrows()
    )
    return name_figure(ax, "recommendation_themes", title, f"{title}. Peers asked: {alt}.")


@styled
def finding_themes(cells: pd.DataFrame, ax: Axes | None = None, most: int = 16) -> Axes:
    """Draw which themes the narratives of some countries mention, as a matrix.

    Parameters
    ----------
    cells : DataFrame
        From `compare.finding_themes`: ``label``, ``kind``, ``country``, ``iso3``, ``mentioned``.
    ax : Axes, optional
        Where to draw.
    most : int
        At most so many themes of each kind, those of most countries first.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.finding_themes(tip.finding_themes(data, ["GHA", "TGO"], 2018))
    >>> ax.get_gid()
    'finding_themes'
    """
    countries = list(dict.fromkeys(cells["iso3"]))
    kinds = list(dict.fromkeys(cells["kind"]))
    lines = [
        (kind, label)
        for kind in kinds
        for label in list(dict.fromkeys(cells.loc[cells["kind"] == kind, "label"]))[:most]
    ]
    ax = canvas(ax, 1.3 + 0.2 * len(lines))
    at = {line: number for number, line in enumerate(lines)}
    colours = {"achievement": COLOURS[terms.TIER_2], "shortfall": COLOURS[terms.WATCH_LIST]}
    marks = {"achievement": "+", "shortfall": "−"}
    tiles: list[Tile] = []
    marked: dict[str, list[tuple[float, float]]] = {}
    columns = {code: number for number, code in enumerate(countries)}
    for kind, label, iso3, mentioned in zip(
        cells["kind"], cells["label"], cells["iso3"], cells["mentioned"], strict=True
    ):
        if (kind, label) not in at:
            continue
        x, y = columns[iso3], at[(kind, label)]
        said = mentioned == "yes"
        colour = colours.get(kind, _BLUE) if said else EMPTY
        tiles.append(Tile(x, y, 0.92, 0.88, colour))
        if said:
            marked.setdefault(marks.get(kind, "•"), []).append((x, y))
    draw_tiles(ax, tiles)
    for mark, points in marked.items():
        draw_marks(ax, points, mark, INK, size=min(26.0, 600 / len(countries)))
    ax.set_xlim(-0.5, len(countries) - 0.5)
    ax.set_ylim(len(lines) - 0.5, -0.5)
    ax.set_xticks(range(len(countries)), countries, rotation=90, fontsize=7.5)
    ax.get_xticklabels()[0].set_fontweight("bold")
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(lines)), [label for _, label in lines], fontsize=8)
    bare(ax)
    title = str(cells.attrs.get("title", "Themes of findings"))
    headed(ax, f"{title} (+ credited, − found wanting, grey no mention)")
    counts = cells[cells["mentioned"] == "yes"].groupby(["kind", "label"], sort=False).size()
    alt = ", ".join(f"{label} {kind} {n}" for (kind, label), n in counts.head(8).items())
    return name_figure(ax, "finding_themes", title, f"{title}. Countries: {alt}.")


@styled
def law_enforcement(totals: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw world totals by year in small panels, each on its own scale, gaps as gaps.

    Parameters
    ----------
    totals : DataFrame
        From `compare.law_enforcement`: ``data_year``, ``measure``, ``value``, ``labor``.
    ax : Axes, optional
        Not used for the panels; given, its figure is drawn into.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.law_enforcement(tip.law_enforcement(data))
    >>> ax.get_gid()
    'law_enforcement'
    """
    measures = list(dict.fromkeys(totals["measure"]))
    figure = ax.figure if ax is not None else new_figure(2.7)
    panels = figure.subplots(1, len(measures), squeeze=False)[0]
    for panel, measure in zip(panels, measures, strict=True):
        rows = totals[totals["measure"] == measure]
        panel.plot(rows["data_year"], rows["value"].astype(float), "o", color=_BLUE, markersize=4)
        labor = rows.dropna(subset=["labor"])
        panel.plot(
            labor["data_year"],
            labor["labor"].astype(float),
            "s",
            color=COLOURS[terms.WATCH_LIST],
            markersize=3.5,
        )
        panel.set_ylim(bottom=0)
        panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        panel.grid(axis="y", color=GRID, linewidth=0.7)
        panel.set_title(measure.replace("_", " "), fontsize=9.5)
        panel.tick_params(labelsize=7.5)
        for side in ("left", "bottom"):
            panel.spines[side].set_color(GRID)
    title = str(totals.attrs.get("title", "Law-enforcement totals"))
    headed(panels[0], f"{title} (● all, ■ labor trafficking)")
    last = totals.groupby("measure", sort=False).tail(1)
    alt = ", ".join(
        f"{r['measure'].replace('_', ' ')} {int(r['value']):,} in {r['data_year']}"
        for _, r in last.iterrows()
    )
    return name_figure(panels[0], "law_enforcement", title, f"{title}. Newest: {alt}.")


__all__ = [
    "base_rate",
    "edition_tiers",
    "finding_themes",
    "law_enforcement",
    "recommendation_themes",
    "transitions",
]
