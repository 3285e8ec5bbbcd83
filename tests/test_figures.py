"""Figures, tested by what they draw."""

import io
import json
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from PIL import Image
from test_compare import history

from tipanalysis import compare, figures, terms
from tipanalysis.dataset import Dataset
from tipanalysis.figures.numbers import png
from tipanalysis.figures.style import COLOURS
from tipanalysis.shown import caption

pytestmark = pytest.mark.usefixtures("close_figures")


def bars(ax: Axes) -> list[list[Any]]:
    """Cells and bars of a figure: x, y, width, height, colour, pattern or edge."""
    return list(figures.figure_numbers(ax.figure)["axes"][0]["bars"])


def test_a_strip_has_a_cell_of_its_tiers_colour_for_each_edition() -> None:
    table = history(XAA=["Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3", "special case"])
    ax = figures.tier_history(table)
    assert ax is not None
    drawn = [bar[4] for bar in bars(ax)]
    places = [*terms.TIERS, "special case"]
    assert drawn == [COLOURS[place] for place in places]
    letters = [text.get_text() for text in ax.texts]
    assert letters == ["1", "2", "W", "3", "s"]


def test_a_tier_by_elimination_is_hollow() -> None:
    table = history(XAA=["Tier 2", "Tier 2"])
    table.loc[1, "basis"] = "derived"
    ax = figures.tier_history(table)
    assert ax is not None
    firm, hollow = bars(ax)
    assert firm[4:] == [COLOURS["Tier 2"], ""]
    assert hollow[4:] == ["#ffffff", COLOURS["Tier 2"]]


def test_the_alt_text_tells_the_path() -> None:
    ax = figures.tier_history(history(XAA=["Tier 2", "Tier 2", "Tier 3"]))
    assert ax is not None
    assert "Tier 2 2010–2011, Tier 3 2012" in figures.alt_text(ax)


def test_an_empty_table_draws_nothing() -> None:
    assert figures.base_rate(pd.DataFrame(columns=["after"])) is None
    assert plt.get_fignums() == []


def test_drawing_leaves_everyones_settings_alone(data: Dataset) -> None:
    before = dict(mpl.rcParams)
    figures.edition_tiers(compare.edition_tiers(data, 2023))
    assert dict(mpl.rcParams) == before


def test_the_map_has_each_country_on_its_tile(data: Dataset) -> None:
    tiles = compare.tier_map(data, 2023)
    ax = figures.tier_map(tiles)
    assert ax is not None
    assert len(bars(ax)) == len(tiles)
    drawn = {
        text.get_text(): (round(text.get_position()[0]), round(text.get_position()[1]))
        for text in ax.texts
        if len(text.get_text()) == 3
    }
    expected = {row.iso3: (int(row.tile_column), int(row.tile_row)) for row in tiles.itertuples()}
    assert drawn == expected


def test_bars_are_as_long_as_the_counts(data: Dataset) -> None:
    ax = figures.edition_tiers(compare.edition_tiers(data, 2023))
    assert ax is not None
    assert [bar.get_width() for bar in ax.patches] == [30, 105, 26, 24, 3]


def test_stacked_shares_reach_the_whole(data: Dataset) -> None:
    shares = compare.tier_shares(data)
    ax = figures.tier_shares(shares)
    assert ax is not None
    tops: dict[float, float] = {}
    for bar in ax.patches:
        tops[bar.get_x()] = max(tops.get(bar.get_x(), 0), bar.get_y() + bar.get_height())
    assert all(top == pytest.approx(1) for top in tops.values())
    assert len(tops) == shares["edition"].nunique()


def test_the_numbers_of_a_figure_are_plain_json_and_change_with_a_point(data: Dataset) -> None:
    counts = compare.edition_tiers(data, 2023)
    one = figures.figure_numbers(figures.edition_tiers(counts).figure)  # type: ignore[union-attr]
    counts.loc[0, "countries"] += 1
    two = figures.figure_numbers(figures.edition_tiers(counts).figure)  # type: ignore[union-attr]
    assert json.loads(json.dumps(one)) == one
    assert one["axes"][0]["bars"][0][2] == 30
    assert two["axes"][0]["bars"][0][2] == 31


def test_every_place_has_its_own_colour_and_every_tier_its_own_letter() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert len({terms.LETTERS[tier] for tier in terms.TIERS}) == 4


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_letters_can_be_read_on_their_cells() -> None:
    # WCAG 2.1, contrast of large text: 3 to 1 at least.
    from tipanalysis.figures.style import ON

    for tier in terms.TIERS:
        light, dark = sorted([luminance(COLOURS[tier]), luminance(ON[tier])], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3


def test_the_own_edition_is_framed_and_said(data: Dataset) -> None:
    table = compare.tier_history(data, ["SOM"])
    ax = figures.tier_history(table, edition=2010)
    assert ax is not None
    frames = [patch for patch in ax.patches if patch.get_edgecolor() and not patch.get_fill()]
    assert [(frame.get_x(), frame.get_width()) for frame in frames] == [(2009.5, 1)]
    bold = [label.get_text() for label in ax.get_xticklabels() if label.get_weight() == "bold"]
    assert [words.splitlines()[0] for words in bold] == ["2010"]
    said = "Framed: the 2010 edition"
    assert said in figures.alt_text(ax)
    assert said in caption(table).markdown
    without = figures.tier_history(compare.tier_history(data, ["SOM"]))
    assert without is not None
    assert not without.patches
    assert "Framed" not in figures.alt_text(without)


def test_the_change_of_coverage_stands_below_the_years(data: Dataset) -> None:
    table = compare.tier_history(data, ["THA"])
    ax = figures.tier_history(table, edition=2023)
    assert ax is not None
    years = dict(label.get_text().split("\n") for label in ax.get_xticklabels())
    rows = data.placements[data.placements["status"].isin(["ranked", "special case"])]
    counts = rows["edition"].value_counts()
    assert (years["2001"], years["2023"]) == ("82", "188")
    assert {int(year): int(n) for year, n in years.items()} == {
        int(year): int(counts[int(year)]) for year in years
    }
    said = "countries that the edition covers, 82 in 2001 and 188 in 2025"
    assert said in figures.alt_text(ax)
    assert said in caption(table).markdown


@pytest.mark.parametrize("hinting", ["force_autohint", "native"])
def test_letters_are_drawn_the_same_whatever_hinting_is_set(hinting: str) -> None:
    table = history(XAA=["Tier 1", "Tier 2", "Tier 3"], XBB=["Tier 2", "Tier 2", "Tier 1"])
    drawn = []
    for setting in ("default", hinting):
        with mpl.rc_context({"text.hinting": setting}):
            ax = figures.tier_history(table)
            assert ax is not None
            drawn.append(png(ax.figure))  # type: ignore[arg-type]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(("paper", "mode"), [("white", "RGB"), ("none", "RGBA")])
def test_only_a_figure_with_paper_is_written_without_transparency(paper: str, mode: str) -> None:
    ax = figures.tier_history(history(XAA=["Tier 1", "Tier 2"]))
    assert ax is not None
    ax.figure.set_facecolor(paper)
    picture = Image.open(io.BytesIO(png(ax.figure)))  # type: ignore[arg-type]
    assert picture.mode == mode
    assert round(picture.info["dpi"][0]) == 130
