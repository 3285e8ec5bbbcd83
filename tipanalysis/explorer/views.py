"""What the explorer shows: each view is the HTML of a plain function, so that it can be tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any

import pandas as pd

from tipanalysis import compare
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.shown import show

ALL_THEMES = "all themes"
KINDS = ("achievement", "shortfall", "exploitation", "emerging")
#: Within its controls ipywidgets takes from tables the air that Lab gives them.
STYLE = (
    "<style>.tip-view{padding:.5em .25em}.tip-view img{display:block;margin:.5em 0}"
    ".tip-view table{border-collapse:collapse;margin:.75em 0}"
    ".tip-view table caption{padding:.4em 0;font-weight:bold}"
    ".tip-view table :is(th,td){padding:.3em 1.2em .3em 0;vertical-align:top;line-height:1.4}"
    ".tip-view .tip-table table :is(th,td){padding:.3em .8em}"
    ".tip-view .tip-table thead th{border-bottom:1px solid currentColor}"
    ".tip-view p{margin:.5em 0;line-height:1.5}</style>"
)


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Attributes
    ----------
    country, edition : str, int
        Code of the country, and edition.
    peers : str
        A rule of `compare.peers`, or codes of countries joined by commas.
    themes : tuple of str
        Keys of themes; all when empty.
    """

    country: str = "THA"
    edition: int = 2023
    peers: str = "region"
    themes: tuple[str, ...] = ()


def card(data: Dataset, choice: Choice) -> str:
    """The profile's card."""
    return data.profile(choice.country, choice.edition)._repr_html_()


def strip(data: Dataset, choice: Choice) -> str:
    """The country's tiers through the editions, as a figure and as runs."""
    from tipanalysis import figures

    history = compare.tier_history(data, [choice.country])
    runs = show(compare.tier_runs(history), "tier_runs", ["place", "first", "last", "editions"])
    drawn = figures.tier_history(history, edition=choice.edition)
    return figures.as_html(drawn) + runs.html()


def group(data: Dataset, choice: Choice) -> compare.Peers:
    """The peers that were chosen; an error in the reader's words while none is named."""
    if not choice.peers:
        raise TipError("Name one country or more to compare with.")
    return compare.peers(data, choice.country, choice.edition, rule=choice.peers)


def neighbours(data: Dataset, choice: Choice) -> str:
    """The country among its peers."""
    from tipanalysis import figures

    peers = group(data, choice)
    history = compare.tier_history(data, peers.with_country)
    places = show(compare.peer_places(history, choice.edition), "peer_places")
    strips = figures.as_html(figures.tier_history(history, edition=choice.edition))
    return f"<p>{escape(repr(peers))}</p>{strips}{places.html()}"


def theme_table(data: Dataset, choice: Choice) -> pd.DataFrame:
    """What the narratives of the country and its peers say, on some themes or all.

    Returns
    -------
    DataFrame
        As `compare.finding_themes`.
    """
    countries = group(data, choice).with_country
    cells = compare.finding_themes(data, countries, choice.edition, KINDS)
    if not choice.themes:
        return cells
    kept = cells[cells["theme"].isin(choice.themes)].reset_index(drop=True)
    kept.attrs.update(cells.attrs)
    return kept


def themes(data: Dataset, choice: Choice) -> str:
    """The matrix of themes: who is credited, who is found wanting, who says nothing."""
    from tipanalysis import figures

    cells = theme_table(data, choice)
    counts = show(
        compare.theme_counts(cells),
        "finding_themes",
        label="Theme",
        mentioned="Mentioned by",
        n="Of",
    )
    words = elsewhere(data, choice.edition) if cells.empty else ""
    return f"{figures.as_html(figures.finding_themes(cells))}{counts.html()}{words}"


def elsewhere(data: Dataset, here: int) -> str:
    """Which edition has themes to compare, said in one of which too little is coded."""
    edition = compare.widest_edition(data)
    number = int(data.findings.loc[data.findings["edition"] == edition, "iso3"].nunique())
    if edition == here or not number:
        return ""
    return f"<p>Choose {edition}: {number} narratives of that edition are coded.</p>"


def world(data: Dataset, choice: Choice) -> str:
    """The edition on a map of tiles, a frame round the country, and its counts."""
    from tipanalysis import figures

    tiles = compare.tier_map(data, choice.edition)
    ax = figures.tier_map(tiles)
    name = data.name(choice.country)
    here = tiles[tiles["iso3"] == choice.country]
    words = f"{name} is not on this map."
    if ax is not None and len(here):
        row = here.iloc[0]
        frame(ax, float(row["tile_column"]), float(row["tile_row"]))
        place = row["status"] if pd.isna(row["tier"]) else row["tier"]
        words = f"In the frame: {name} ({choice.country}), {place}."
    counts = show(compare.edition_tiers(data, choice.edition), "edition_tiers")
    return f"{figures.as_html(ax)}<p>{escape(words)}</p>{counts.html()}"


def frame(ax: Any, x: float, y: float) -> None:
    """Draw a frame round one tile of some Axes, dark on light, to be seen on every colour."""
    left, right, top, bottom = x - 0.52, x + 0.52, y - 0.52, y + 0.52
    corners = [left, right, right, left, left], [top, top, bottom, bottom, top]
    for colour, width in (("#ffffff", 5.0), ("#1c2733", 2.6)):
        ax.plot(
            *corners,
            color=colour,
            linewidth=width,
            solid_joinstyle="miter",
            gid="chosen",
            clip_on=False,
            zorder=5,
        )


VIEWS: Mapping[str, Callable[[Dataset, Choice], str]] = MappingProxyType(
    {"Card": card, "Strip": strip, "Peers": neighbours, "Themes": themes, "Map": world}
)


def view(data: Dataset, choice: Choice, name: str) -> str:
    """One view as HTML; where it cannot be had, the reason in its place.

    Parameters
    ----------
    data : Dataset
    choice : Choice
        What is looked at.
    name : {"Card", "Strip", "Peers", "Themes", "Map"}
        Which view.

    Returns
    -------
    str
        HTML, all text from outside escaped.

    Examples
    --------
    >>> from tipanalysis import load
    >>> "Montenegro is not in the edition of 2003" in view(load(), Choice("MNE", 2003), "Card")
    True
    """
    try:
        html = VIEWS[name](data, choice)
    except TipError as error:
        html = f"<p>{escape(str(error))}</p>"
    return f"{STYLE}<div class='tip-view'>{html}</div>"
