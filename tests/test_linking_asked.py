"""What each of several countries is asked for."""

import pandas as pd
from imaginary import world
from narrated import SOURCES, findings, recommendations, statistics

from tipanalysis.dataset import Dataset
from tipanalysis.linking import asked_of_each

ASKED = recommendations(
    ("XAA", 2018, 1, "training;shelter"), ("XAA", 2018, 2, "training"),
    ("XBB", 2018, 1, "shelter"), ("XBB", 2018, 2, "hotline"), ("XCC", 2019, 1, "hotline"),
)  # fmt: skip
PATHS = {code: ["Tier 2"] * 14 for code in ("XAA", "XBB", "XCC")}


def made(sources: pd.DataFrame = SOURCES) -> Dataset:
    return world(
        PATHS, findings=findings(), recommendations=ASKED, statistics=statistics(), sources=sources
    )


def yes(cells: pd.DataFrame) -> set[tuple[str, str]]:
    rows = cells[cells["mentioned"] == "yes"]
    return set(zip(rows["theme"], rows["iso3"], strict=True))


def test_each_pair_is_yes_or_no() -> None:
    cells = asked_of_each(made(), ["XAA", "XBB"], 2018)
    assert yes(cells) == {
        ("training", "XAA"), ("shelter", "XAA"), ("shelter", "XBB"), ("hotline", "XBB"),
    }  # fmt: skip
    assert len(cells) == 6
    assert set(cells["mentioned"]) == {"yes", "no"}


def test_themes_asked_of_most_come_first_whatever_the_order_of_countries() -> None:
    one, other = (asked_of_each(made(), codes, 2018) for codes in (["XAA", "XBB"], ["XBB", "XAA"]))
    assert list(dict.fromkeys(one["theme"])) == ["shelter", "hotline", "training"]
    assert list(dict.fromkeys(other["theme"])) == ["shelter", "hotline", "training"]
    assert yes(one) == yes(other)


def test_a_country_that_is_not_coded_is_named_and_not_asked_nothing() -> None:
    cells = asked_of_each(made(), ["XAA", "XBB", "XCC"], 2018)
    assert "XCC" not in set(cells["iso3"])
    assert cells.attrs["note"] == "Not coded for this edition: Corinthia."


def test_one_country_is_no_comparison() -> None:
    cells = asked_of_each(made(), ["XAA", "XCC"], 2018)
    assert cells.empty
    assert "two countries or more" in cells.attrs["note"]


def test_a_summary_is_named() -> None:
    cells = asked_of_each(made(SOURCES.assign(kind="secondary")), ["XAA", "XBB"], 2018)
    assert "Coded from a summary" in cells.attrs["note"]
    assert "Alandria, Borduria" in cells.attrs["note"]
