"""Strips of tiers through the editions, shares of tiers, and the map of one edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from tipanalysis import terms
from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.style import (
    COLOURS,
    INK,
    ON,
    QUIET,
    bare,
    canvas,
    headed,
    legend,
    styled,
)
from tipanalysis.figures.tiles import draw_marks, draw_tiles, placed

_LAW_CHANGES = ((2004, "Watch List"), (2009, "2-year limit"), (2019, "new law"))
#: Letters as text up to so many; more of them are drawn as marks, which is faster.
_MOST_TEXTS = 60
_LEGEND_ORDER = (*terms.TIERS, terms.SPECIAL_CASE, terms.NOT_IN_REPORT)


def _places(frame: pd.DataFrame) -> pd.Series:
    return frame["tier"].astype("str").where(frame["tier"].notna(), frame["status"])


def _runs_in_words(path: Iterable[tuple[int, str]]) -> str:
    parts: list[list[str]] = []
    for edition, place in path:
        if parts and parts[-1][0] == place:
            parts[-1][2] = str(edition)
        else:
            parts.append([place, str(edition), str(edition)])
    return ", ".join(f"{p} {a}" if a == b else f"{p} {a}–{b}" for p, a, b in parts)


@styled
def tier_history(history: pd.DataFrame, ax: Axes | None = None, edition: int | None = None) -> Axes:
    """Draw tiers by edition as a strip, one row per country.

    Parameters
    ----------
    history : DataFrame
        From `compare.tier_history`: ``country``, ``edition``, ``status``, ``tier``, ``basis``;
        ``attrs["covered"]``, countries in each edition, stands below the years.
    ax : Axes, optional
        Where to draw; by default, on a new figure.
    edition : int, optional
        The edition that this is about: framed.

    Returns
    -------
    Axes or None
        One rectangle per country and edition; tiers by elimination are hollow. None for an empty
        table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.tier_history(tip.tier_history(data, ["THA"]))
    >>> ax.get_gid()
    'tier_history'
    """
    attrs = history.attrs
    history = history.copy(deep=False)
    history.attrs = {}  # pandas would copy them with each column that is looked at
    countries = list(dict.fromkeys(history["country"]))
    editions = sorted(map(int, history["edition"].unique()))
    own = edition if edition in editions else None
    rows = len(countries)
    ax = canvas(ax, 1.9 if rows == 1 else 1.25 + 0.27 * rows)
    places, derived = _places(history), _derived(history)
    tiles, letters = [], []
    paths: dict[str, list[tuple[int, str]]] = {country: [] for country in countries}
    last = ("", "")  # in a tall strip the letter stands where a run begins, for calm
    for country, year, place, by_elimination in zip(
        history["country"], history["edition"], places, derived, strict=True
    ):
        y = countries.index(country)
        paths[country].append((year, place))
        tiles.append(placed(year, y, place, by_elimination))
        starts_run = (country, place) != last
        last = (country, place)
        if terms.LETTERS[place] and (rows == 1 or starts_run or by_elimination):
            letters.append((year, y, terms.LETTERS[place], INK if by_elimination else ON[place]))
    draw_tiles(ax, tiles)
    _write_letters(ax, letters)
    for change, words in _LAW_CHANGES:
        if editions[0] < change <= editions[-1]:
            ax.plot([change - 0.5, change - 0.5], [-0.62, rows - 0.38], color=INK, linewidth=1.1)
            ax.text(change - 0.42, -0.66, words, fontsize=7.5, color=QUIET, va="bottom")
    ax.set_xlim(editions[0] - 0.55, editions[-1] + 0.55)
    ax.set_ylim(rows - 0.35, -1.05)
    _write_years(ax, editions, own, attrs.get("covered", {}))
    ax.set_yticks(range(rows), countries if rows > 1 else [""])
    if rows > 1:
        ax.get_yticklabels()[0].set_fontweight("bold")
    bare(ax)
    if own is not None:
        frame = Rectangle((own - 0.5, -0.54), 1, rows + 0.08, fill=False, edgecolor=INK)
        frame.set_linewidth(1.8)
        ax.add_patch(frame)
    title = str(attrs.get("title", "Tier by edition"))
    headed(ax, title)
    used = tuple(place for place in _LEGEND_ORDER if place in set(places))
    legend(ax, used, hollow=bool(derived.any()))
    alt = "; ".join(f"{country}: {_runs_in_words(paths[country])}" for country in countries[:6])
    told = [_by_elimination(history[derived])]
    told.insert(0, _coverage(attrs.get("covered", {}), editions))
    if own is not None:
        told.insert(0, f"Framed: the {own} edition, which this is about.")
    more = " ".join(filter(None, told))
    return name_figure(ax, "tier_history", title, f"{title}. {alt}. {more}".rstrip(), more)


def _write_years(
    ax: Axes, editions: list[int], own: int | None, covered: Mapping[int, int]
) -> None:
    """Every fourth year and the last, the own one in place of its neighbours; below, coverage."""
    ticks = [e for e in editions if (e - editions[0]) % 4 == 0 or e == editions[-1]]
    if own is not None:
        ticks = sorted({own, *(tick for tick in ticks if abs(tick - own) > 1)})
    ax.set_xticks(ticks, [f"{e}\n{covered[e]}" if e in covered else str(e) for e in ticks])
    for tick, label in zip(ticks, ax.get_xticklabels(), strict=True):
        label.set_fontweight("bold" if tick == own else "normal")
    if covered:
        ax.annotate("countries", (0, 0), (-5, -22.5), "axes fraction", "offset points",
                    ha="right", fontsize=7.5, color=QUIET, annotation_clip=False)  # fmt: skip


def _coverage(covered: Mapping[int, int], editions: list[int]) -> str:
    """How many countries the first and the last edition cover."""
    first, last = editions[0], editions[-1]
    if first not in covered or last not in covered:
        return ""
    return (
        f"Below the years: countries that the edition covers, {covered[first]} in {first} and "
        f"{covered[last]} in {last}."
    )


def _by_elimination(rows: pd.DataFrame) -> str:
    """The hollow cells in words."""
    told = [
        f"{country} {' and '.join(map(str, own['edition']))}"
        for country, own in rows.groupby("country", sort=False)
    ]
    return f"Hollow, by elimination: {', '.join(told)}." if told else ""


def _write_letters(ax: Axes, letters: list[tuple[int, int, str, str]]) -> None:
    if len(letters) <= _MOST_TEXTS:
        for x, y, letter, colour in letters:
            ax.text(
                x,
                y,
                letter,
                ha="center",
                va="center",
                fontsize=8,
                color=colour,
                weight="bold",
                in_layout=False,
            )
        return
    for letter, colour in sorted({(letter, colour) for _, _, letter, colour in letters}):
        at = [(x, y) for x, y, one, its in letters if (one, its) == (letter, colour)]
        draw_marks(ax, at, letter, colour)


def _derived(frame: pd.DataFrame) -> pd.Series:
    return (frame["basis"] == "derived") & (frame["status"] == terms.RANKED)


@styled
def tier_map(tiles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw one edition as a tile map: one tile per country, no shapes of land.

    Parameters
    ----------
    tiles : DataFrame
        From `compare.tier_map`: ``iso3``, ``tile_row``, ``tile_column``, ``status``, ``tier``,
        ``basis``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A tile for each country; tiers by elimination are hollow. None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.tier_map(tip.tier_map(data, 2023))
    >>> ax.get_gid()
    'tier_map'
    """
    ax = canvas(ax, 5.4)
    places, derived = _places(tiles), _derived(tiles)
    drawn = []
    for iso3, row, column, place, by_elimination in zip(
        tiles["iso3"], tiles["tile_row"], tiles["tile_column"], places, derived, strict=True
    ):
        x, y = float(column), float(row)
        drawn.append(placed(x, y, place, by_elimination))
        ax.text(
            x,
            y - 0.12,
            iso3,
            ha="center",
            va="center",
            fontsize=5.8,
            in_layout=False,
            color=INK if by_elimination else ON[place],
        )
        ax.text(
            x,
            y + 0.25,
            terms.LETTERS[place],
            ha="center",
            va="center",
            fontsize=5.8,
            in_layout=False,
            color=INK if by_elimination else ON[place],
            weight="bold",
        )
    draw_tiles(ax, drawn)
    ax.set_xlim(0.4, float(tiles["tile_column"].max()) + 0.6)
    ax.set_ylim(float(tiles["tile_row"].max()) + 0.6, 0.4)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    bare(ax)
    title = str(tiles.attrs.get("title", "Tiers"))
    headed(ax, title)
    used = tuple(place for place in _LEGEND_ORDER if place in set(places))
    counts = {place: int((places == place).sum()) for place in used}
    legend(ax, used, hollow=bool(derived.any()), counts=counts)
    alt = ", ".join(f"{counts[place]} {place}" for place in used)
    codes = ", ".join(sorted(tiles.loc[derived, "iso3"]))
    hollow = f"Hollow, by elimination ({int(derived.sum())}): {codes}." if codes else ""
    return name_figure(ax, "tier_map", title, f"{title}: {alt}. {hollow}".rstrip(), hollow)


@styled
def tier_shares(shares: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw shares of tiers by edition as stacked bars.

    Parameters
    ----------
    shares : DataFrame
        From `compare.tier_shares`: ``edition``, ``tier``, ``share``, ``n``.
    ax : Axes, optional
        Where to draw; by default, on a new figure.

    Returns
    -------
    Axes or None
        A stacked bar for each edition; shares of the last one are written out. None for an empty
        table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.tier_shares(tip.tier_shares(data))
    >>> ax.get_gid()
    'tier_shares'
    """
    ax = canvas(ax, 3.4)
    table = shares.pivot(index="edition", columns="tier", values="share")
    below = pd.Series(0.0, index=table.index)
    for tier in terms.TIERS:
        heights = table[tier].astype(float)
        ax.bar(table.index, heights, bottom=below, width=0.92, color=COLOURS[tier], linewidth=0)
        last = table.index[-1]
        middle = float(below[last] + heights[last] / 2)
        ax.text(
            last + 0.62, middle, f"{tier} {heights[last]:.0%}", va="center", fontsize=8.5, color=INK
        )
        below = below + heights
    for year, words in _LAW_CHANGES:
        if table.index[0] < year <= table.index[-1]:
            ax.plot([year - 0.5, year - 0.5], [0, 1.03], color=INK, linewidth=1)
            ax.text(year - 0.42, 1.03, words, fontsize=7.5, color=QUIET, va="bottom")
    ax.set_xlim(table.index[0] - 0.6, table.index[-1] + 7)
    ax.set_ylim(0, 1.1)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    ax.set_xticks([e for e in table.index if e % 5 == 0])
    bare(ax)
    title = str(shares.attrs.get("title", "Share of countries by tier"))
    headed(ax, title)
    first, last = table.index[0], table.index[-1]
    alt = "; ".join(
        f"{tier} from {table.loc[first, tier]:.0%} to {table.loc[last, tier]:.0%}"
        for tier in terms.TIERS
    )
    return name_figure(ax, "tier_shares", title, f"{title}. From {first} to {last}: {alt}.")
