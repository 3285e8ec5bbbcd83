"""Themes by tier and region, and two tiers told apart."""

import pandas as pd
import pytest
from imaginary import many, world
from narrated import SOURCES, findings, recommendations

from tipanalysis import compare, terms
from tipanalysis.compare.common import FEWEST, compared
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter
from tipanalysis.sentences import asked_of_peers, stands_out

T1, T2, W, T3 = terms.TIERS


def two_tiers(on_tier_2: int, on_list: int, each: int = 30) -> Dataset:
    """Equal tiers; so many of each are faulted for shelter, all for training, four for hotline."""
    above, below = many([T2], each, "Y"), many([W], each, "Z")
    rows = [(iso3, 2018, "shortfall", "training") for iso3 in (*above, *below)]
    rows += [(iso3, 2018, "shortfall", "shelter") for iso3 in list(above)[:on_tier_2]]
    rows += [(iso3, 2018, "shortfall", "shelter") for iso3 in list(below)[:on_list]]
    rows += [(iso3, 2018, "shortfall", "hotline") for iso3 in list(above)[: FEWEST - 1]]
    asked = recommendations(*((iso3, 2018, 1, "shelter") for iso3 in (*above, *below)))
    return world({**above, **below}, first=2018, findings=findings(*rows),
                 recommendations=asked, sources=SOURCES)  # fmt: skip


def test_a_difference_is_that_of_newcombes_paper() -> None:
    # Newcombe 1998, table II, 56/70 against 48/80: method 10 gives 0.0524 to 0.3339.
    found = compared(56, 70, 48, 80)
    assert (found.points, found.low, found.high) == pytest.approx((20, 5.24, 33.39), abs=0.01)


def test_fishers_test_is_that_of_the_lady_tasting_tea() -> None:
    assert compared(3, 4, 1, 4).p == pytest.approx(34 / 70)
    assert compared(3, 4, 1, 4).odds == pytest.approx(9)


def test_a_group_without_countries_has_no_difference() -> None:
    assert all(pd.isna(value) for value in compared(0, 0, 1, 2))


def test_counts_and_n_are_those_of_narratives() -> None:
    shares = compare.theme_shares(two_tiers(20, 3), 2018, "shortfall", by="tier")
    row = shares.set_index(["group", "theme"]).loc[(T2, "shelter")]
    assert row[["mentioned", "n", "others_mentioned", "others_n"]].tolist() == [20, 30, 3, 30]
    assert row["against_others"] == "more often"
    assert row["share"] == pytest.approx(2 / 3)
    assert row["low"] < row["share"] < row["high"]
    below = shares.set_index(["group", "theme"]).loc[(W, "shelter")]
    assert below["against_others"] == "less often"
    assert below["difference"] == pytest.approx(-row["difference"])


def test_a_theme_of_few_narratives_is_not_tested() -> None:
    shares = compare.theme_shares(two_tiers(20, 3), 2018, "shortfall", by="tier")
    assert set(shares["theme"]) == {"shelter", "training"}


def test_what_all_are_told_tells_nobody_apart() -> None:
    shares = compare.theme_shares(two_tiers(20, 20), 2018, "shortfall", by="tier")
    assert set(shares["against_others"]) == {"no difference shown"}
    stands = compare.notable(shares)
    assert stands.empty
    assert stands.attrs["note"] == "None of 4 differences stands out from chance."


def test_q_is_benjamini_and_hochbergs(data: Dataset) -> None:
    shares = compare.theme_shares(data, 2018, "recommendation", by="region")
    ordered = shares.sort_values("p", ascending=False)
    ranks = range(len(ordered), 0, -1)
    by_hand, least = [], 1.0
    for p, rank in zip(ordered["p"], ranks, strict=True):
        least = min(least, p * len(ordered) / rank)
        by_hand.append(least)
    assert ordered["q"].tolist() == pytest.approx(by_hand)
    real = shares["against_others"] != "no difference shown"
    assert (shares.loc[real, "q"] <= 0.05).all() and (shares.loc[~real, "q"] > 0.05).all()


def test_special_cases_have_no_tier_but_a_region() -> None:
    paths = {"XAA": [terms.SPECIAL_CASE], **many([T2], 9), **many([W], 9, "Z")}
    rows = findings(*((iso3, 2018, "shortfall", "shelter") for iso3 in paths))
    data = world(paths, first=2018, findings=rows, recommendations=recommendations(),
                 sources=SOURCES)  # fmt: skip
    by_tier = compare.theme_shares(data, 2018, "shortfall", by="tier")
    assert set(by_tier["n"] + by_tier["others_n"]) == {18}


def test_an_edition_without_narratives_is_one_line(data: Dataset) -> None:
    table = compare.theme_shares(data, 2012, "shortfall")
    assert table.empty and "not in the data" in table.attrs["note"]
    assert stands_out(table).markdown == ""
    assert compare.told_apart(data, 2012).empty
    assert compare.counts_apart(data, 2012).empty


@pytest.mark.parametrize(("said_as", "by"), [("praise", "tier"), ("shortfall", "income")])
def test_another_word_is_refused(said_as: str, by: str, data: Dataset) -> None:
    with pytest.raises(UnknownParameter, match=said_as if said_as == "praise" else by):
        compare.theme_shares(data, 2018, said_as, by)


@pytest.mark.parametrize("tiers", [(T2, T2), (T2, "Tier 4")])
def test_tiers_to_tell_apart_are_two(tiers: tuple[str, str], data: Dataset) -> None:
    with pytest.raises(UnknownParameter, match="must be two of"):
        compare.told_apart(data, 2018, *tiers)


def test_two_tiers_are_told_apart_in_words_and_counts() -> None:
    data = two_tiers(25, 4)
    table = compare.told_apart(data, 2018)
    assert table["theme"].iloc[0] == "shelter" and table["said_as"].iloc[0] == "shortfall"
    told = stands_out(table).markdown
    assert "Tier 2, faulted for more often than Tier 2 Watch List: shelter (25 of 30, " in told
    counts = compare.counts_apart(data, 2018).set_index("counted")
    assert counts.loc["shortfall", ["n", "median", "other_median"]].tolist() == [30, 2, 1]
    assert counts.loc["shortfall", "chance"] > 0.8 and counts.loc["shortfall", "q"] < 0.01
    assert counts.loc["recommendation", "chance"] == 0.5


def test_where_nothing_stands_out_the_largest_differences_are_counted() -> None:
    told = stands_out(compare.told_apart(two_tiers(15, 14), 2018)).markdown
    assert told.startswith("None of the 3 differences between Tier 2 and Tier 2 Watch List")
    assert "shelter (faulted for: 15 of 30, against 14 of 30)" in told


def test_what_peers_are_asked_too_is_counted() -> None:
    table = pd.DataFrame(
        [("Shelter", True, 7, 9), ("Hotline", True, 2, 9), ("Mining", True, 0, 9),
         ("Training", False, 8, 9), ("Fishing", False, 1, 9)],
        columns=["label", "asked", "peers_asked", "peers_n"],
    )  # fmt: skip
    assert asked_of_peers(table, "Alandria").markdown.split("\n") == [
        "- Asked of Alandria and of most of its nine peers with a coded narrative: "
        "shelter (7 of 9).",
        "- Asked of Alandria and of some: hotline (2 of 9).",
        "- Asked of Alandria and of none of them: mining.",
        "- Asked of most of them, not of Alandria: training (8 of 9).",
    ]


def test_known_truths_of_the_2018_edition(data: Dataset) -> None:
    """Facts that readers of the Report know come out of the counts."""
    by_region = compare.theme_shares(data, 2018, "exploitation", by="region")
    cell = by_region.set_index(["group", "theme"])["against_others"]
    assert cell["East Asia and Pacific", "fishing"] == "more often"
    assert cell["Africa", "mining"] == "more often"
    by_tier = compare.theme_shares(data, 2018, "shortfall", by="tier")
    cell = by_tier.set_index(["group", "theme"])["against_others"]
    assert cell[T3, "state-forced-labor"] == "more often"
    assert cell[T1, "official-complicity"] == "less often"


def test_themes_are_ordered_by_narratives_not_by_findings(data: Dataset) -> None:
    found = pd.concat(
        [findings(*[("XAA", 2018, "shortfall", "hotline")] * 5),
         findings(("XAA", 2018, "shortfall", "shelter"), ("XBB", 2018, "shortfall", "shelter"))]
    )  # fmt: skip
    made = world(
        {"XAA": [T2], "XBB": [T2]}, 2018, findings=found, recommendations=recommendations(),
        statistics=pd.DataFrame({"iso3": [], "edition": []}), sources=SOURCES,
    )  # fmt: skip
    table = compare.finding_themes(made, ["XAA", "XBB"], 2018)
    assert list(dict.fromkeys(table["theme"])) == ["shelter", "hotline"]
