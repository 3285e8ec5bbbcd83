"""Figures of moves, limits, skill and likeness, tested by what they draw."""

from collections.abc import Callable

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from tipanalysis import compare, figures, terms
from tipanalysis.dataset import Dataset
from tipanalysis.figures.style import COLOURS

pytestmark = pytest.mark.usefixtures("close_figures")

T1, T2, W, T3 = terms.TIERS


def drawn(ax: Axes | None) -> Axes:
    assert ax is not None
    return ax


DRAWINGS: dict[str, tuple[Callable[[Dataset], pd.DataFrame], Callable[..., Axes | None]]] = {
    "move_rates": (lambda d: compare.move_rates(d), figures.move_rates),
    "transitions_by_era": (compare.transitions_by_era, figures.transitions_by_era),
    "time_on_tier": (compare.time_on_tier, figures.time_on_tier),
    "unusual": (lambda d: compare.unusual(d, "KHM", 2022), figures.unusual),
    "watch_lists": (compare.watch_lists, figures.watch_lists),
    "limit_outcomes": (compare.limit_outcomes, figures.limit_outcomes),
    "skill": (lambda d: compare.skill(d, first=2024), figures.skill),
    "index_counts": (
        lambda d: compare.index_counts(compare.index_points(d, 2013), ["THA"]),
        figures.index_counts,
    ),
    "resembles": (lambda d: compare.resembles(d, "THA", 2013), figures.resembles),
    "comparable": (lambda d: compare.comparable(d, "THA", 2023), figures.comparable),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_has_a_name_a_title_and_words_for_who_cannot_see_it(data: Dataset, name: str) -> None:
    table, draw = DRAWINGS[name]
    before = dict(mpl.rcParams)
    ax = drawn(draw(table(data)))
    about = figures.figure_numbers(ax.figure)
    assert about["name"].startswith(name)
    assert len(figures.alt_text(ax)) > 40
    assert any(panel["lines"] or panel["bars"] or panel["points"] for panel in about["axes"])
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", DRAWINGS)
def test_an_empty_table_draws_nothing(name: str) -> None:
    assert DRAWINGS[name][1](pd.DataFrame(columns=["x"])) is None
    assert plt.get_fignums() == []


def test_rates_are_dots_at_their_shares_with_their_bounds(data: Dataset) -> None:
    table = compare.move_rates(data)
    ax = drawn(figures.move_rates(table))
    up, _ = ax.figure.axes
    dots = sorted(line.get_xdata()[0] for line in up.lines if len(line.get_xdata()) == 1)
    bounds = sorted(tuple(line.get_xdata()) for line in up.lines if len(line.get_xdata()) == 2)
    rows = table[table["move"] == terms.UPGRADED]
    assert dots == sorted(rows["share"])
    assert bounds == sorted(zip(rows["low"], rows["high"], strict=True))


def test_every_cell_of_an_era_has_its_share(data: Dataset) -> None:
    table = compare.transitions_by_era(data)
    ax = drawn(figures.transitions_by_era(table))
    panels = ax.figure.axes
    assert [len(panel.patches) for panel in panels] == [16, 16, 16]
    words = {text.get_text() for text in panels[2].texts}
    row = table[(table["era"] == "from 2019") & (table["before"] == W) & (table["after"] == T3)]
    assert f"{row['share'].item():.0%}\n{row['count'].item()}" in words


def test_curves_start_at_one_and_pass_through_the_shares(data: Dataset) -> None:
    curve = compare.time_on_tier(data)
    ax = drawn(figures.time_on_tier(curve))
    panel = ax.figure.axes[2]
    line = panel.lines[0]
    own = curve[(curve["tier"] == W) & (curve["editions"] <= 12)]
    assert list(line.get_ydata()) == [1.0, *own["share"]]
    assert list(line.get_xdata()) == [0, *own["editions"]]


def test_bars_of_the_lists_are_as_high_as_the_statutes_list(data: Dataset) -> None:
    table = compare.watch_lists(data)
    ax = drawn(figures.watch_lists(table))
    tops: dict[float, float] = {}
    for bar in ax.patches:
        middle = round(bar.get_x() + bar.get_width() / 2)
        tops[middle] = max(tops.get(middle, 0), bar.get_y() + bar.get_height())
    assert tops == dict(zip(table["edition"], table["special_watch_list"], strict=True))
    assert {bar.get_hatch() for bar in ax.patches} == {"", "///", "..."}


def test_outcomes_fill_the_whole_bar(data: Dataset) -> None:
    ax = drawn(figures.limit_outcomes(compare.limit_outcomes(data)))
    ends: dict[float, float] = {}
    for bar in ax.patches:
        ends[bar.get_y()] = max(ends.get(bar.get_y(), 0), bar.get_x() + bar.get_width())
    assert len(ends) == 6
    assert np.allclose(list(ends.values()), 1)


def test_skill_is_filled_only_where_it_is_better(data: Dataset) -> None:
    table = compare.skill_by_tier(data)
    ax = drawn(figures.skill(table))
    hits = ax.figure.axes[0]
    marks = [line for line in hits.lines if line.get_marker() == "o"]
    filled = [to_hex(line.get_markerfacecolor()) != "#ffffff" for line in marks]
    said = table[table["score"] == "hit rate"]["says"]
    assert filled == [word == "better" for word in said]


def test_bubbles_stand_at_their_index_and_the_named_is_ringed(data: Dataset) -> None:
    counts = compare.index_counts(compare.index_points(data, 2013), ["THA"])
    ax = drawn(figures.index_counts(counts))
    at = [tuple(dots.get_offsets()[0]) for dots in ax.collections]
    expected = {
        (float(value), float(terms.TIERS.index(tier)))
        for tier, value in zip(counts["tier"], counts["index"], strict=True)
    }
    assert set(at) == expected
    assert len(at) == len(counts) + 1
    assert at.count((12.0, 2.0)) == 2
    assert "THA" in {text.get_text() for text in ax.texts}


def test_the_countrys_own_tier_is_framed(data: Dataset) -> None:
    table = compare.resembles(data, "THA", 2013)
    ax = drawn(figures.resembles(table))
    frames = [a for a in ax.artists if isinstance(a, Rectangle)] or [
        child
        for child in ax.get_children()
        if isinstance(child, Rectangle) and child.get_linewidth() > 2
    ]
    own = table[table["own"]]
    assert sorted(round(f.get_width(), 9) for f in frames) == sorted(own["share"].round(9))


def test_marks_stand_where_a_rule_chose(data: Dataset) -> None:
    table = compare.comparable(data, "THA", 2003)
    ax = drawn(figures.comparable(table))
    numbers = figures.figure_numbers(ax.figure)["axes"][0]
    shown = table.head(24)
    assert sum(map(len, numbers["points"])) == shown["rules"].sum()
    cells = [bar[4] for bar in numbers["bars"]]
    assert COLOURS[shown["place"].iloc[0]] in cells
