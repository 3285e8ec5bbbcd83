"""Figures of themes, and how each figure says it is read, tested by what they draw."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex, to_rgb

from tipanalysis import compare, figures, terms
from tipanalysis.dataset import Dataset
from tipanalysis.figures.read_as import READ_AS
from tipanalysis.figures.style import COLOURS, percent
from tipanalysis.linking import asked_of_each
from tipanalysis.shown import caption

pytestmark = pytest.mark.usefixtures("close_figures")

NOT_DRAWING = {"alt_text", "as_html", "enable", "figure_numbers"}


def drawn(ax: Axes | None) -> Axes:
    assert ax is not None
    return ax


def ticks(ax: Axes) -> list[str]:
    return [tick.get_text() for tick in ax.get_yticklabels()]


def asked(own: int, others: int, n: int) -> pd.DataFrame:
    rows = [
        (f"Theme {number}", number < own, n, n, 0.5, 0.4, 0.6) for number in range(own + others)
    ]
    columns = ["label", "asked", "peers_asked", "peers_n", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def test_what_only_peers_are_asked_is_never_crowded_out() -> None:
    ax = drawn(figures.recommendation_themes(asked(own=29, others=13, n=12)))
    words = ticks(ax)
    assert words[0] == "Asked of the country itself: the first 12 of 29 themes"
    assert words[13] == "Not asked of it: the first 6 of 13 themes"
    assert words[1] == "● Theme 0" and words[14] == "Theme 29"
    assert ax.figure.get_suptitle() == "Recommendations by theme; 18 of 42 themes"
    assert "Theme 29" in figures.alt_text(ax)


def test_few_themes_are_all_drawn_and_nothing_is_said_to_be_left_out() -> None:
    ax = drawn(figures.recommendation_themes(asked(own=3, others=2, n=12)))
    assert ticks(ax)[0] == "Asked of the country itself: 3 themes"
    assert ticks(ax)[4] == "Not asked of it: 2 themes"
    assert ax.figure.get_suptitle() == "Recommendations by theme"


def test_the_room_of_one_part_goes_to_the_other() -> None:
    ax = drawn(figures.recommendation_themes(asked(own=4, others=30, n=12)))
    assert ticks(ax)[0] == "Asked of the country itself: 4 themes"
    assert ticks(ax)[5] == "Not asked of it: the first 14 of 30 themes"


@pytest.mark.parametrize(("n", "intervals"), [(2, 0), (9, 0), (10, 5)])
def test_an_interval_is_drawn_only_on_enough_peers(n: int, intervals: int) -> None:
    ax = drawn(figures.recommendation_themes(asked(own=3, others=2, n=n)))
    bounds = [float(x) for line in ax.lines for x in line.get_xdata() if x == x]
    assert bounds == [0.4, 0.6] * intervals


def test_an_interval_can_be_read_on_its_bar() -> None:
    ax = drawn(figures.recommendation_themes(asked(own=1, others=1, n=20)))
    line = luminance(str(ax.lines[0].get_color()))
    for bar in ax.patches:
        assert (luminance(to_hex(bar.get_facecolor())) + 0.05) / (line + 0.05) > 4


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(parts, (0.2126, 0.7152, 0.0722)))


def themes(number: int, kind: str = "shortfall") -> pd.DataFrame:
    rows = [(kind, f"Theme {n}", "XAA", "yes") for n in range(number)]
    return pd.DataFrame(rows, columns=["kind", "label", "iso3", "mentioned"])


def test_a_matrix_says_how_many_of_how_many_it_draws() -> None:
    ax = drawn(figures.finding_themes(pd.concat([themes(20), themes(3, "achievement")])))
    assert ticks(ax)[0] == "Found wanting (−): the first 16 of 20 themes"
    assert ticks(ax)[17] == "Credited (+): 3 themes"
    assert ax.figure.get_suptitle() == "Themes of findings; 19 of 23 rows"


def test_the_rows_drawn_are_those_of_most_countries() -> None:
    rare = themes(16)
    common = pd.DataFrame(
        [("shortfall", "Common", code, "yes") for code in ("XAA", "XBB")], columns=rare.columns
    )
    ax = drawn(figures.finding_themes(pd.concat([rare, common])))
    assert ticks(ax)[1] == "Common"
    assert "Theme 15" not in ticks(ax)


def test_countries_are_asked_side_by_side_in_any_order(data: Dataset) -> None:
    codes = ["THA", "KHM", "LAO"]
    cells = asked_of_each(data, codes, 2018)
    turned = asked_of_each(data, codes[::-1], 2018)
    ax = drawn(figures.asked_of_each(cells))
    assert ticks(ax)[1:] == list(dict.fromkeys(turned["label"]))
    (tiles,) = (c for c in ax.collections if isinstance(c, PolyCollection))
    filled = sum(to_hex(face) == COLOURS[terms.TIER_1] for face in tiles.get_facecolor())
    assert filled == (cells["mentioned"] == "yes").sum()
    assert len(tiles.get_paths()) == len(cells)


def test_every_figure_says_how_it_is_read() -> None:
    assert set(READ_AS) == set(figures.__all__) - NOT_DRAWING


def test_a_drawn_table_carries_the_words_to_its_caption(data: Dataset) -> None:
    table = compare.tier_shares(data)
    assert "A bar is an edition" not in caption(table).markdown
    drawn(figures.tier_shares(table))
    assert "A bar is an edition" in caption(table).markdown


def test_tiers_by_elimination_are_named_in_the_caption(data: Dataset) -> None:
    history = compare.tier_history(data, ["GHA", "THA"])
    ax = drawn(figures.tier_history(history))
    assert "Hollow, by elimination: Ghana 2024 and 2025." in caption(history).markdown
    assert "Hollow, by elimination: Ghana 2024 and 2025." in figures.alt_text(ax)
    tiles = compare.tier_map(data, 2025)
    drawn(figures.tier_map(tiles))
    derived = (tiles["basis"] == "derived") & (tiles["status"] == terms.RANKED)
    assert f"Hollow, by elimination ({derived.sum()}): " in caption(tiles).markdown


def test_a_small_share_is_not_shown_as_none(data: Dataset) -> None:
    assert [percent(share) for share in (0, 0.0012, 0.012, 0.998, 1)] == [
        "0%", "0.1%", "1%", "99.8%", "100%",
    ]  # fmt: skip
    counts = compare.transitions_by_era(data)
    ax = drawn(figures.transitions_by_era(counts))
    words = [text.get_text() for panel in ax.figure.axes for text in panel.texts]
    assert not [word for word in words if word.startswith("0%")]
    rows = counts.drop_duplicates(["era", "before"])
    assert sorted(word for word in words if word.startswith("n =")) == sorted(
        f"n =\n{n}" for n in rows["n"]
    )


def test_the_lines_of_the_law_have_their_names(data: Dataset) -> None:
    ax = drawn(figures.tier_shares(compare.tier_shares(data)))
    assert {"2-year limit", "new law"} <= {text.get_text() for text in ax.texts}


def test_two_totals_of_one_year_look_unlike() -> None:
    totals = pd.DataFrame(
        [(2018, "convictions", 90, "a"), (2019, "convictions", 100, "a"),
         (2019, "convictions", 120, "b")],
        columns=["data_year", "measure", "value", "source"],
    ).assign(labor=pd.array([None] * 3, dtype="Int64"))  # fmt: skip
    ax = drawn(figures.law_enforcement(totals))
    faces = {to_hex(line.get_markerfacecolor()): list(line.get_ydata()) for line in ax.lines}
    assert faces == {"#2f6f93": [90.0, 100.0], "#ffffff": [120.0]}
    assert "convictions of 2019: 100 (a) and 120 (b)" in caption(totals).markdown


def test_the_rule_to_beat_stands_beside_the_zero_line(data: Dataset) -> None:
    ax = drawn(figures.skill(compare.skill(data, first=2024)))
    for panel in ax.figure.axes:
        (rule,) = (text for text in panel.texts if text.get_text() == "the rule to beat")
        assert rule.get_position()[0] > 0 and rule.get_ha() == "left"


@pytest.mark.parametrize(("method", "words"), [("wilson", "Wilson"), ("exact", "Clopper-Pearson")])
def test_the_caption_of_rates_names_their_interval(data: Dataset, method: str, words: str) -> None:
    rates = compare.move_rates(data, by="era", method=method)
    rates.attrs["interval"] = method
    drawn(figures.move_rates(rates))
    other = {"Wilson", "Clopper-Pearson"} - {words}
    assert words in caption(rates).markdown
    assert other.pop() not in caption(rates).markdown
