"""Figures of common themes, of the ledger and of numbers, tested by what they draw."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from tipanalysis import compare, figures, terms
from tipanalysis.dataset import Dataset
from tipanalysis.figures.numbers import svg
from tipanalysis.figures.style import COLOURS
from tipanalysis.shown import caption

pytestmark = pytest.mark.usefixtures("close_figures")


def shares() -> pd.DataFrame:
    columns = ["group", "said_as", "label", "mentioned", "n", "others_mentioned", "others_n",
               "difference", "difference_low", "difference_high", "against_others"]  # fmt: skip
    rows = [
        ("Tier 1", "shortfall", "Shelter", 6, 10, 2, 20, 50.0, 12.0, 75.0, "more often"),
        ("Tier 3", "shortfall", "Mining", 1, 10, 2, 20, 0.0, -20.0, 30.0, "no difference shown"),
    ]
    return pd.DataFrame(rows, columns=columns)


def test_a_difference_has_its_dot_its_interval_and_its_counts() -> None:
    ax = figures.theme_differences(shares())
    assert ax is not None
    dots = {tuple(line.get_xdata()): line for line in ax.lines if line.get_marker() == "o"}
    assert to_hex(dots[(50.0,)].get_markerfacecolor()) == COLOURS[terms.TIER_1]
    assert to_hex(dots[(0.0,)].get_markerfacecolor()) == "#ffffff"
    bars = [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    assert [12.0, 75.0] in bars and [-20.0, 30.0] in bars
    words = [text.get_text() for text in ax.texts]
    assert "6 of 10; 2 of 20" in words
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [
        "Tier 1", "Shelter", "Tier 3", "Mining",
    ]  # fmt: skip
    assert "Tier 1, Shelter +50 points" in figures.alt_text(ax)


def test_against_whom_stands_under_the_axis() -> None:
    table = shares()
    table.attrs["others"] = "Tier 2"
    ax = figures.theme_differences(table)
    assert ax is not None
    assert ax.get_xlabel() == "percentage points more or less often than Tier 2"


def test_a_ledger_has_a_cell_for_each_word() -> None:
    ledger = pd.DataFrame(
        {"by": "text", "recommendation": ["Shelter", "Training"], "items": ["", ""],
         "2018": ["asked", None], "2019": ["dropped", "new"], "2021": [None, "reworded"]}
    )  # fmt: skip
    ax = figures.recommendation_ledger(ledger)
    assert ax is not None
    letters = {text.get_position(): text.get_text() for text in ax.texts}
    assert letters == {(0, 0): "a", (1, 0): "×", (1, 1): "N", (2, 1): "w"}
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["2018", "2019", "2021"]
    assert "1 asked, 1 dropped, 1 new, 1 reworded" in figures.alt_text(ax)


def series(*rows: tuple[str, str, int | None, int | None, str, str]) -> pd.DataFrame:
    columns = ["by", "series", "year", "value", "vintage", "bound"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"year": "Int64", "value": "Int64"})


OWN, LATER = "of its period", "restated a year later"


def test_figures_without_a_year_draw_nothing() -> None:
    ax = figures.number_series(series(("UNODC", "Convictions", None, 7, OWN, "exact")))
    assert ax is None
    assert plt.get_fignums() == []


def test_a_figure_with_panels_can_be_had_as_svg() -> None:
    ax = figures.number_series(series(("UNODC", "Convictions", 2016, 1200, OWN, "exact")))
    assert ax is not None
    assert svg(ax.figure).startswith("<?xml")


def test_every_series_has_a_panel_with_a_scale_of_its_own() -> None:
    ax = figures.number_series(
        series(
            ("TIP Report", "Convictions", 2016, 8, LATER, "exact"),
            ("TIP Report", "Convictions", 2017, 9, OWN, "exact"),
            ("UNODC", "Convictions", 2016, 7, OWN, "exact"),
            ("UNODC", "Victims", 2017, 900, OWN, "exact"),
        )
    )
    assert ax is not None
    panels = [panel for panel in ax.figure.axes if panel.axison]
    assert [panel.get_title(loc="left") for panel in panels] == ["Convictions", "Victims"]
    assert panels[0].get_ylim()[1] < 12 and panels[1].get_ylim()[1] > 900
    assert panels[0].get_xlim() == panels[1].get_xlim()
    drawn = [
        (line.get_marker(), to_hex(line.get_markerfacecolor()), *line.get_ydata())
        for line in panels[0].lines
    ]
    assert sorted(drawn) == [
        ("o", "#2f6f93", 9.0), ("o", "#ffffff", 8.0), ("s", COLOURS[terms.WATCH_LIST], 7.0),
    ]  # fmt: skip
    assert all(line.get_linestyle() == "None" for line in panels[0].lines)


def legend_words(ax: Axes) -> list[str]:
    (legend,) = ax.figure.legends
    return [text.get_text() for text in legend.get_texts()]


def test_a_bound_has_a_mark_of_its_own_and_stands_in_the_legend() -> None:
    table = series(
        ("TIP Report", "Convictions", 2017, 129, OWN, "at-least"),
        ("TIP Report", "Convictions", 2018, 90, OWN, "at-most"),
        ("TIP Report", "Convictions", 2019, 80, OWN, "exact"),
    )
    ax = figures.number_series(table)
    assert ax is not None
    assert {line.get_marker(): list(line.get_xdata()) for line in ax.lines} == {
        "^": [2017.0], "v": [2018.0], "o": [2019.0],
    }  # fmt: skip
    assert legend_words(ax) == [
        "TIP Report", "TIP Report, at least so many", "TIP Report, at most so many",
    ]  # fmt: skip
    assert "1 at least so many" in figures.alt_text(ax)
    assert "1 printed as at least so many" in caption(table).markdown


def test_a_censored_figure_is_marked_without_a_height() -> None:
    table = series(
        ("UNODC", "Convictions", 2016, None, OWN, "censored"),
        ("UNODC", "Convictions", 2017, 7, OWN, "exact"),
        ("UNODC", "Victims", 2016, None, OWN, "censored"),
        ("UNODC", "Victims", None, 12, OWN, "exact"),
    )
    ax = figures.number_series(table)
    assert ax is not None
    convictions, victims = (panel for panel in ax.figure.axes if panel.axison)
    marks = {line.get_marker(): line for line in convictions.lines}
    assert list(marks["s"].get_xdata()) == [2017.0]
    assert list(marks["x"].get_xdata()) == [2016.0]
    low, high = convictions.transAxes.transform([[0, 0], [0, 1]])[:, 1]
    ((_, at),) = marks["x"].get_transform().transform(marks["x"].get_xydata())
    assert (at - low) / (high - low) < 0.1
    assert len(victims.get_yticks()) == 0
    assert [text.get_text() for text in victims.texts] == ["all withheld, below five"]
    assert "UNODC, below five, withheld" in legend_words(ax)
    for words in (figures.alt_text(ax), caption(table).markdown):
        assert "2 of 3 figures here are withheld as below five (UNODC)" in words
        assert "no period is given: 1." in words


def test_all_figures_of_a_country_below_five_are_still_shown(data: Dataset) -> None:
    table = compare.comparable_series(compare.number_series(data, "ISL"))
    hidden = int((table["bound"] == "censored").sum())
    ax = figures.number_series(table)
    assert ax is not None and hidden == 8
    crosses = [line for panel in ax.figure.axes for line in panel.lines if line.get_marker() == "x"]
    assert sum(len(line.get_xdata()) for line in crosses) == hidden


def test_reporting_draws_shares_that_fill_the_line(data: Dataset) -> None:
    counts = compare.reporting(data, 2018)
    ax = figures.reporting(counts)
    assert ax is not None
    widths: dict[float, float] = {}
    for patch in ax.patches:
        row = round(patch.get_y() + patch.get_height() / 2)
        widths[row] = widths.get(row, 0) + patch.get_width()
    assert widths == {row: pytest.approx(1) for row in range(4)}
    zero = counts.loc[counts["measure"] == "convictions", "zero"].item()
    assert f"convictions, all: {counts['figure'][2]} a figure, {zero} zero" in figures.alt_text(ax)


@pytest.mark.parametrize("draw", ["theme_differences", "recommendation_ledger", "number_series",
                                  "reporting"])  # fmt: skip
def test_nothing_to_draw_draws_nothing(draw: str) -> None:
    assert getattr(figures, draw)(pd.DataFrame()) is None
    assert plt.get_fignums() == []


def many_panels(data: Dataset) -> tuple[Axes, pd.DataFrame]:
    table = compare.number_series(data, "GHA")
    assert table["series"].nunique() > 12
    ax = figures.number_series(table)
    assert ax is not None
    ax.figure.canvas.draw()
    return ax, table


def test_the_title_stands_clear_of_the_panels_however_many_there_are(data: Dataset) -> None:
    ax, _ = many_panels(data)
    heading = ax.figure._suptitle.get_window_extent()
    room = 0.12 * ax.figure.dpi  # inches between the title and those of the panels
    for panel in ax.figure.axes:
        assert panel._left_title.get_window_extent().y1 + room < heading.y0
    canvas = ax.figure.bbox
    assert heading.y1 <= canvas.y1


def test_every_year_on_the_axis_is_whole_and_the_last_is_among_them(data: Dataset) -> None:
    ax, table = many_panels(data)
    last = int(table["year"].max())
    for panel in ax.figure.axes[: table["series"].nunique()]:
        labels = [label for label in panel.get_xticklabels() if label.get_text()]
        assert [label.get_text() for label in labels][-1] == str(last)
        assert max(label.get_window_extent().x1 for label in labels) <= ax.figure.bbox.x1
        assert panel.xaxis.get_offset_text().get_text() == ""


def test_two_years_are_written_as_years(data: Dataset) -> None:
    own = series(("UNODC", "Victims", 2009, 120, OWN, "exact"),
                 ("UNODC", "Victims", 2010, 10, OWN, "exact"))  # fmt: skip
    ax = figures.number_series(own)
    assert ax is not None
    ax.figure.canvas.draw()
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2009", "2010"]


def test_the_legend_lists_the_marks_that_are_drawn_and_no_other(data: Dataset) -> None:
    ax, _ = many_panels(data)

    def look(line: Line2D) -> tuple[str, str, str]:
        fill, edge = line.get_markerfacecolor(), line.get_markeredgecolor()
        return str(line.get_marker()), to_hex(fill), to_hex(edge)

    drawn = {look(line) for panel in ax.figure.axes for line in panel.lines}
    listed = [look(handle) for handle in ax.figure.legends[0].legend_handles]
    assert set(listed) == drawn
    assert len(listed) == len(drawn)


def test_hollow_marks_are_explained_only_where_there_are_some() -> None:
    plain = series(("UNODC", "Victims", 2009, 120, OWN, "exact"))
    assert figures.number_series(plain) is not None
    assert "ollow" not in caption(plain).markdown
    restated = series(("TIP Report", "Victims", 2009, 120, LATER, "exact"))
    assert figures.number_series(restated) is not None
    assert "Hollow marks are figures of the year before" in caption(restated).markdown
