"""Moves by era, time and region; whether a move is unusual."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from imaginary import many, world

from tipanalysis import compare, terms
from tipanalysis.compare.eras import era_of, run_group, says_of
from tipanalysis.compare.moves import interval, pairs
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError

T1, T2, W, T3 = terms.TIERS


@pytest.mark.parametrize(
    ("edition", "era"),
    [(2005, "2004 to 2008"), (2009, "2009 to 2018"), (2018, "2009 to 2018"), (2019, "from 2019")],
)
def test_a_move_belongs_to_the_law_of_the_edition_moved_into(edition: int, era: str) -> None:
    assert era_of(edition) == era
    table = compare.tier_moves(world({"XAA": [T2, T3]}, edition - 1))
    assert table["era"].tolist() == [era]


def test_time_on_the_watch_list_is_counted_as_the_law_counts_it() -> None:
    moves = pairs(world({"XAA": [W] * 6, "XBB": [T2] * 6}, 2006), 2006, 2011)
    own = moves[moves["iso3"] == "XAA"].set_index("edition")
    assert own["run"].tolist() == [1, 2, 3, 4, 5]
    assert own["counted"].tolist() == [0, 0, 0, 1, 2]
    assert moves.loc[moves["iso3"] == "XBB", "counted"].eq(0).all()


def test_a_base_rate_takes_counted_years_not_those_before_the_limit() -> None:
    # XAA and XBB both have one counted year in 2009; XBB was on the list for three before.
    paths = {"XAA": [T2, T2, T2, W, T2, T2], "XBB": [W, W, W, W, T3, T2], "XCC": [T2] * 5 + [W]}
    rates = compare.base_rate(world(paths, 2006), "XCC", 2011).set_index("after")
    assert rates["n"].unique().tolist() == [2]
    assert (rates.loc[T2, "count"], rates.loc[T3, "count"]) == (1, 1)


def test_rates_of_each_tier_and_era_sum_to_one_and_lie_in_their_intervals(data: Dataset) -> None:
    for by in ("era", "run", "region", ["era", "run"]):
        table = compare.move_rates(data, by=by)
        keys = list(table.columns[: table.columns.get_loc("tier") + 1])
        assert table.groupby(keys)["share"].sum().round(9).eq(1).all()
        assert table["share"].between(table["low"], table["high"]).all()


def test_moves_that_the_order_rules_out_have_no_row(data: Dataset) -> None:
    table = compare.move_rates(data)
    assert not ((table["tier"] == T1) & (table["move"] == terms.UPGRADED)).any()
    assert not ((table["tier"] == T3) & (table["move"] == terms.DOWNGRADED)).any()


def test_an_unknown_group_or_interval_is_refused_with_the_nearest() -> None:
    data = world({"XAA": [T2, T3]})
    with pytest.raises(TipError, match="era"):
        compare.move_rates(data, by="ear")
    with pytest.raises(TipError, match="wilson, exact"):
        compare.move_rates(data, method="wald")


@given(st.integers(0, 60), st.integers(1, 60), st.sampled_from(["wilson", "exact"]))
def test_an_interval_holds_its_share_and_stays_within_nought_and_one(
    count: int, more: int, method: str
) -> None:
    low, high = interval(count, count + more, method)
    assert 0 <= low <= count / (count + more) <= high <= 1


def test_the_exact_interval_is_that_of_clopper_and_pearson() -> None:
    # No case in n: the upper bound is 1 - (0.05 / 2) ** (1 / n).
    low, high = interval(0, 20, "exact")
    assert low == 0
    assert high == pytest.approx(1 - 0.025 ** (1 / 20))


@given(st.integers(0, 30))
def test_a_group_of_time_is_one_of_seven_words(run: int) -> None:
    assert run_group(run) in {"none counted", "1", "2", "3", "4", "5 or more"}


def test_the_law_of_four_years_leaves_no_watch_list_edition_after_the_fourth(
    data: Dataset,
) -> None:
    rates = compare.move_rates(data, by="run").set_index(["run", "tier", "move"])
    assert rates.loc[("4", W, terms.UNCHANGED), "count"] == 0
    assert rates.loc[("3", W, terms.UNCHANGED), "count"] > 0


def test_there_was_no_fall_of_two_tiers_from_tier_1_nor_watch_list_to_tier_1(
    data: Dataset,
) -> None:
    table = compare.transitions_by_era(data).set_index(["before", "after"])
    assert table.loc[[(T1, W), (T1, T3), (W, T1)], "count"].eq(0).all()


def test_tier_2_to_tier_3_and_back_in_one_step_did_not_happen_from_2009_to_2015(
    data: Dataset,
) -> None:
    table = compare.transitions(data, 2009, 2015).set_index(["before", "after"])
    assert table.loc[[(T2, T3), (T3, T2)], "count"].tolist() == [0, 0]


def test_an_unusual_move_leaves_the_countrys_own_out_and_is_called_rare() -> None:
    paths = {"XAA": [T2, T2, T3], **many([T2, T2, T2], 40)}
    table = compare.unusual(world(paths, 2019), "XAA", 2021)
    whole = table.iloc[0]
    assert (whole["count"], whole["n"], whole["says"]) == (0, 80, "rare")
    assert set(table["compared_with"]) >= {"under the same law (from 2019)"}


def test_few_cases_are_never_called_rare_or_usual() -> None:
    table = compare.unusual(world({"XAA": [T2, T3], "XBB": [T2, T2]}, 2020), "XAA", 2021)
    assert (table["says"] == "too few cases").all()
    assert "small-n" in table.attrs["caveats"]
    assert says_of(19, 0.0, 0.01) == "too few cases"


@pytest.mark.parametrize(
    ("country", "edition", "words"),
    [("Somalia", 2010, "no tier in the 2010"), ("THA", 2003, "Watch List began"),
     ("Montenegro", 2007, "no tier in the 2006")],
)  # fmt: skip
def test_where_there_is_no_move_a_note_says_why(
    data: Dataset, country: str, edition: int, words: str
) -> None:
    table = compare.unusual(data, country, edition)
    assert table.empty
    assert words in table.attrs["note"]


def test_staying_is_usual_and_moving_up_to_tier_1_is_rare_in_the_real_data(data: Dataset) -> None:
    table = compare.usual_moves(data, "all", 2013).set_index("iso3")
    assert table.loc["ARM", "says"] == "rare"
    assert compare.usual_moves(data, "NOR", 2013)["says"].tolist() == ["usual"]


def test_moves_into_an_edition_are_all_or_those_asked_for(data: Dataset) -> None:
    everyone = compare.usual_moves(data, "all", 2023)
    moved = compare.moved(compare.tier_changes(compare.tier_history(data), 2023))
    assert set(everyone["country"]) == set(moved["country"])
    assert compare.usual_moves(data, "THA,KHM", 2023)["iso3"].tolist() == ["KHM", "THA"]


def test_elimination_rides_on_rates_that_rest_on_it() -> None:
    paths = {"XAA": [T2, T3], "XBB": [T2, T2]}
    firm = compare.move_rates(world(paths, 2020))
    derived = compare.move_rates(world(paths, 2020, basis="derived"))
    assert "by-elimination" not in firm.attrs["caveats"]
    assert "by-elimination" in derived.attrs["caveats"]


def test_tables_are_in_words_and_sorted_best_tier_first(data: Dataset) -> None:
    table = compare.move_rates(data)
    first = table[table["era"] == "2004 to 2008"]["tier"]
    assert list(dict.fromkeys(first)) == list(terms.TIERS)
    assert isinstance(table, pd.DataFrame)
    assert "ordinal" in table.attrs["caveats"]


@pytest.mark.parametrize("method", ["wilson", "exact"])
def test_a_table_of_rates_says_which_interval_it_has(data: Dataset, method: str) -> None:
    assert compare.move_rates(data, method=method).attrs["interval"] == method
