"""Themes: what a country is asked beside its peers, and who is told what."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd
from matplotlib.axes import Axes

from tipanalysis import terms
from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.style import COLOURS, GRID, INK, bare, canvas, headed, styled
from tipanalysis.figures.tiles import EMPTY, Tile, draw_marks, draw_tiles

_OWN, _OTHERS = COLOURS[terms.TIER_2], "#c9d6de"
#: An interval on fewer peers says nothing that their number does not.
_FEWEST = 10
#: Head, colour and mark of each kind; another kind is named as it is.
_KINDS = MappingProxyType(
    {
        "achievement": ("Credited (+)", COLOURS[terms.TIER_2], "+"),
        "shortfall": ("Found wanting (−)", COLOURS[terms.WATCH_LIST], "−"),
        "recommendation": ("Asked for (●)", COLOURS[terms.TIER_1], "●"),
    }
)


def _chosen(asked: pd.DataFrame, most: int) -> list[pd.DataFrame]:
    """Rows to draw: most of them asked of the country, but a third of what only peers are asked."""
    own, rest = asked[asked["asked"]], asked[~asked["asked"]]
    kept = min(len(rest), max(most // 3, most - len(own)))
    return [own.head(most - kept), rest.head(kept)]


def _of(drawn: int, there: int) -> str:
    """How many of the themes are drawn."""
    if drawn == there:
        return f"{there} theme{'' if there == 1 else 's'}"
    return f"the first {drawn} of {there} themes"


@styled
def recommendation_themes(asked: pd.DataFrame, ax: Axes | None = None, most: int = 18) -> Axes:
    """Draw what a country is asked beside how many of its peers are asked the same.

    Parameters
    ----------
    asked : DataFrame
        From `compare.recommendation_themes`: ``label``, ``asked``, ``peers_asked``, ``peers_n``,
        ``share``, ``low``, ``high``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.
    most : int
        At most so many themes: those asked of the country, then those that only peers are asked,
        which have at least a third of the room if they are so many; of each the first of the
        table. How many of how many stands at the head of each part.

    Returns
    -------
    Axes or None
        A bar for each theme; an interval where ten or more peers are coded. None for an empty
        table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> table = tip.recommendation_themes(data, tip.peers(data, "GHA", 2018))
    >>> ax = tip.figures.recommendation_themes(table)
    >>> ax.get_gid()
    'recommendation_themes'
    """
    heads = ("Asked of the country itself", "Not asked of it")
    there = (int(asked["asked"].sum()), int((~asked["asked"]).sum()))
    ticks: list[str] = []
    head_lines: list[int] = []
    told: list[str] = []
    at: list[int] = []
    parts = _chosen(asked, most)
    for head, number, part in zip(heads, there, parts, strict=True):
        if not number:
            continue
        head_lines.append(len(ticks))
        ticks.append(f"{head}: {_of(len(part), number)}")
        at += range(len(ticks), len(ticks) + len(part))
        ticks += [f"{'● ' if own else ''}{label}" for own, label in
                  zip(part["asked"], part["label"], strict=True)]  # fmt: skip
        words = ", ".join(
            f"{r['label']} {r['peers_asked']} of {r['peers_n']}" for _, r in part.iterrows()
        )
        told.append(f"{head}, {_of(len(part), number)}, with peers asked: {words}")
    rows = pd.concat(parts)
    ax = canvas(ax, 1.0 + 0.25 * len(ticks))
    colours = [_OWN if own else _OTHERS for own in rows["asked"]]
    ax.barh(at, rows["share"].fillna(0.0), color=colours, height=0.72)
    bounds: list[tuple[float, float]] = []
    for y, (_, row) in zip(at, rows.iterrows(), strict=True):
        end = 0.0 if pd.isna(row["share"]) else float(row["share"])
        if row["peers_n"] >= _FEWEST:
            bounds += [(row["low"], y), (row["high"], y), (float("nan"), y)]
            end = float(row["high"])
        words = f"{row['peers_asked']} of {row['peers_n']}" if row["peers_n"] else "no peer coded"
        ax.text(end + 0.015, y, words, va="center", fontsize=8)
    if bounds:  # all intervals as one broken line, for speed
        ax.plot([x for x, _ in bounds], [y for _, y in bounds], color=INK, linewidth=1.2)
    ax.set_yticks(range(len(ticks)), ticks)
    _bold(ax, head_lines)
    ax.set_xlim(0, 1.2)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    ax.grid(axis="x", color=GRID, linewidth=0.7)
    ax.set_axisbelow(True)
    ax.set_ylim(len(ticks) - 0.4, -0.6)
    bare(ax)
    title = str(asked.attrs.get("title", "Recommendations by theme"))
    some = len(rows) < len(asked)
    headed(ax, f"{title}{f'; {len(rows)} of {len(asked)} themes' if some else ''}")
    more = "All themes are in the table." if some else ""
    return name_figure(ax, "recommendation_themes", title, f"{title}. {'. '.join(told)}.", more)


def _bold(ax: Axes, lines: list[int]) -> None:
    labels = ax.get_yticklabels()
    for line in lines:
        labels[line].set_fontweight("bold")


@styled
def finding_themes(cells: pd.DataFrame, ax: Axes | None = None, most: int = 16) -> Axes:
    """Draw which themes the narratives of some countries mention, as a matrix.

    Parameters
    ----------
    cells : DataFrame
        From `compare.finding_themes`: ``label``, ``kind``, ``iso3``, ``mentioned``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.
    most : int
        At most so many themes of each kind, those of most countries first. How many of how many
        stands at the head of each kind.

    Returns
    -------
    Axes or None
        A cell for each theme and country, marked where mentioned; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.finding_themes(tip.finding_themes(data, ["GHA", "TGO"], 2018))
    >>> ax.get_gid()
    'finding_themes'
    """
    return _matrix(cells, ax, most, "finding_themes", "Themes of findings")


@styled
def asked_of_each(cells: pd.DataFrame, ax: Axes | None = None, most: int = 60) -> Axes:
    """Draw which themes the recommendations to some countries ask for, as a matrix.

    Parameters
    ----------
    cells : DataFrame
        From `linking.asked_of_each`: ``label``, ``kind``, ``iso3``, ``mentioned``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.
    most : int
        At most so many themes, those asked of most countries first.

    Returns
    -------
    Axes or None
        A cell for each theme and country, marked where asked for; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> from tipanalysis.linking import asked_of_each
    >>> ax = tip.figures.asked_of_each(asked_of_each(tip.load(), ["THA", "KHM"], 2018))
    >>> ax.get_gid()
    'asked_of_each'
    """
    return _matrix(cells, ax, most, "asked_of_each", "Themes of recommendations")


def _matrix(cells: pd.DataFrame, ax: Axes | None, most: int, name: str, heading: str) -> Axes:
    """Rows themes, kind by kind; columns countries."""
    countries = list(dict.fromkeys(cells["iso3"]))
    ticks: list[str] = []
    head_lines: list[int] = []
    at: dict[tuple[str, str], int] = {}
    themes = 0
    for kind in dict.fromkeys(cells["kind"]):
        own = cells[cells["kind"] == kind]
        counts = own["mentioned"].eq("yes").groupby(own["label"], sort=False).sum()
        labels = sorted(counts.index, key=lambda label: -counts[label])  # noqa: B023
        themes += len(labels)
        head_lines.append(len(ticks))
        ticks.append(f"{_look(kind)[0]}: {_of(min(most, len(labels)), len(labels))}")
        for label in labels[:most]:
            at[(kind, label)] = len(ticks)
            ticks.append(label)
    ax = canvas(ax, 1.2 + 0.2 * len(ticks))
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
        _, colour, mark = _look(kind)
        tiles.append(Tile(x, y, 0.92, 0.88, colour if said else EMPTY))
        if said:
            marked.setdefault(mark, []).append((x, y))
    draw_tiles(ax, tiles)
    for mark, points in marked.items():
        draw_marks(ax, points, mark, INK, size=min(26.0, 600 / len(countries)))
    # A few countries are columns, not bands across the page.
    ax.set_xlim(-0.5, max(len(countries), 6) - 0.5)
    ax.set_ylim(len(ticks) - 0.5, -0.5)
    few = len(countries) <= 12
    ax.set_xticks(range(len(countries)), countries, rotation=0 if few else 90, fontsize=7.5)
    ax.xaxis.tick_top()
    if name == "finding_themes":
        ax.get_xticklabels()[0].set_fontweight("bold")
    ax.set_yticks(range(len(ticks)), ticks, fontsize=8)
    _bold(ax, head_lines)
    bare(ax)
    title = str(cells.attrs.get("title", heading))
    headed(ax, f"{title}{f'; {len(at)} of {themes} rows' if len(at) < themes else ''}")
    said = cells[cells["mentioned"] == "yes"].groupby(["kind", "label"], sort=False).size()
    said = said.sort_values(ascending=False, kind="stable")
    first = ", ".join(f"{label} {kind} {n}" for (kind, label), n in said.head(8).items())
    rest = f"; and {len(said) - 8} more in the table" if len(said) > 8 else ""
    more = "All rows are in the table." if len(at) < themes else ""
    return name_figure(ax, name, title, f"{title}. Countries: {first}{rest}.", more)


def _look(kind: str) -> tuple[str, str, str]:
    return _KINDS.get(kind, (kind.capitalize(), COLOURS[terms.TIER_1], "●"))
