"""Comparisons: on imaginary countries where small, on the real data where facts are known."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis import compare, terms
from tipanalysis.compare.history import move, titled
from tipanalysis.compare.moves import wilson
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError

PLACES = [*terms.TIERS, terms.SPECIAL_CASE, terms.NOT_IN_REPORT]


def history(**places: list[str]) -> pd.DataFrame:
    """A history of imaginary countries from the edition of 2010 on."""
    rows = [
        {
            "iso3": iso3,
            "country": iso3.title(),
            "edition": 2010 + number,
            "status": "ranked" if place in terms.TIERS else place,
            "tier": place if place in terms.TIERS else None,
            "basis": "listed",
            "confidence": "high",
        }
        for iso3, own in places.items()
        for number, place in enumerate(own)
    ]
    frame = pd.DataFrame(rows)
    frame["tier"] = pd.Categorical(frame["tier"], terms.TIERS, ordered=True)
    return titled(frame, "Tier by edition")


def test_moves_are_words_and_do_not_leak_from_country_to_country() -> None:
    table = history(XAA=["Tier 1", "Tier 3"], XBB=["Tier 3", "Tier 2"])
    moves = compare.tier_changes(table)
    assert list(zip(moves["iso3"], moves["move"], strict=True)) == [
        ("XAA", "downgraded"),
        ("XBB", "upgraded"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("Tier 2", "Tier 2 Watch List", "downgraded"),
        ("Tier 3", "Tier 2 Watch List", "upgraded"),
        ("Tier 1", "Tier 1", "unchanged"),
        ("special case", "Tier 3", "newly ranked"),
        ("Tier 1", "special case", "not ranked"),
        ("not in report", "not in report", "not ranked"),
    ],
)
def test_each_move_has_its_word(before: str, after: str, word: str) -> None:
    assert move(before, after) == word


@given(st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_a_move_and_its_way_back_are_opposites(before: str, after: str) -> None:
    opposite = {"upgraded": "downgraded", "downgraded": "upgraded", "unchanged": "unchanged"}
    there, back = move(before, after), move(after, before)
    if there in opposite:
        assert back == opposite[there]


@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=12))
def test_runs_cover_every_edition_once_and_neighbours_differ(places: list[str]) -> None:
    runs = compare.tier_runs(history(XAA=places))
    assert runs["editions"].sum() == len(places)
    assert all(a != b for a, b in zip(runs["place"], runs["place"].iloc[1:], strict=False))


def test_the_wilson_interval_of_one_in_ten_is_the_published_one() -> None:
    # Brown, Cai and DasGupta, Statistical Science 16 (2001): score interval.
    low, high = wilson(1, 10)
    assert (round(low, 4), round(high, 4)) == (0.0179, 0.4042)


def test_peers_by_region_leave_the_country_itself_out(data: Dataset) -> None:
    group = compare.peers(data, "Thailand", 2023)
    assert "THA" not in group.countries
    assert {"KHM", "LAO", "MMR", "VNM", "MYS"} <= set(group.countries)
    assert group.with_country[0] == "THA"


def test_peers_by_tier_all_stand_on_that_tier(data: Dataset) -> None:
    group = compare.peers(data, "Thailand", 2023, rule="tier")
    assert len(group.countries) == 104
    assert {data.history(code)[2023] for code in group.countries} == {"Tier 2"}


def test_peers_by_history_are_sorted_by_distance(data: Dataset) -> None:
    near = compare.history_distance(data, "THA", 2023)
    assert near["differing"].is_monotonic_increasing
    assert compare.peers(data, "THA", rule="history").countries == tuple(near["iso3"].head(12))


def test_a_given_list_is_kept_in_its_order_and_a_wrong_rule_is_refused(data: Dataset) -> None:
    assert compare.peers(data, "THA", rule="Laos,Burma,THA").countries == ("LAO", "MMR")
    with pytest.raises(TipError, match="region"):
        compare.peers(data, "THA", rule="regoin")


def test_shares_of_a_balanced_panel_sum_to_one_in_each_edition(data: Dataset) -> None:
    shares = compare.tier_shares(data)
    assert shares.groupby("edition")["share"].sum().round(9).eq(1).all()
    assert shares["n"].nunique() == 1


def test_no_country_fell_two_tiers_at_once_from_tier_1_to_2015(data: Dataset) -> None:
    # Shares against those computed elsewhere: test_compare_published.py, to the last pair.
    table = compare.transitions(data, 2004, 2015).set_index(["before", "after"])
    assert table.loc[("Tier 1", "Tier 3"), "count"] == 0
    assert table.loc[("Tier 2 Watch List", "Tier 1"), "count"] == 0


def test_shares_of_each_row_of_the_transitions_sum_to_one(data: Dataset) -> None:
    table = compare.transitions(data)
    assert table.groupby("before")["share"].sum().round(9).eq(1).all()
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()


def test_a_base_rate_counts_only_cases_under_the_same_law(data: Dataset) -> None:
    rates = compare.base_rate(data, "THA", 2023)
    assert rates["count"].sum() == rates["n"].iloc[0]
    assert "2019 to 2023" in rates.attrs["title"]


def test_no_base_rate_without_a_tier(data: Dataset) -> None:
    rates = compare.base_rate(data, "Somalia", 2010)
    assert rates.empty
    assert "no tier" in rates.attrs["note"]


def test_an_unknown_caveat_cannot_ride_on_a_table() -> None:
    with pytest.raises(KeyError, match="no-such-caveat"):
        titled(pd.DataFrame(), "x", ("no-such-caveat",))


def test_elimination_brings_its_caveat(data: Dataset) -> None:
    assert "by-elimination" in compare.tier_map(data, 2024).attrs["caveats"]
    assert "by-elimination" not in compare.tier_map(data, 2010).attrs["caveats"]


def test_labor_trafficking_is_a_part_of_every_world_total(data: Dataset) -> None:
    totals = compare.law_enforcement(data).dropna(subset=["labor"])
    assert len(totals) > 0
    assert (totals["labor"] <= totals["value"]).all()


def test_unodc_counts_below_five_are_not_numbers(data: Dataset) -> None:
    censored = data.unodc[data.unodc["bound"] == "censored"]
    assert len(censored) > 0
    assert censored["value"].isna().all()


def test_no_run_that_reached_the_limit_is_known_to_be_beyond_the_law(data: Dataset) -> None:
    table = compare.limit_reached(data)
    unknown = table[table["within_law"] == "not known"]
    # Returns from Tier 3 that stood on the list for two counted editions or more, to 2019 or later.
    known = {("DZA", 2019), ("CAF", 2019), ("SDN", 2020), ("COD", 2022), ("GNQ", 2022)}
    assert set(zip(unknown["iso3"], unknown["last"], strict=True)) == {*known, ("GMB", 2021)}
    assert set(table["within_law"]) == {"yes", "not known"}


def test_the_clock_lists_all_26_of_the_watch_list_of_2023(data: Dataset) -> None:
    assert len(compare.on_the_clock(data, 2023)) == 26


def test_known_waivers_are_shown(data: Dataset) -> None:
    table = compare.on_the_clock(data, 2018).set_index("iso3")
    assert table.loc["CUB", "waiver_known"] == "yes"


def test_every_tile_has_its_place_and_no_two_share_one(data: Dataset) -> None:
    tiles = compare.tier_map(data, 2023)
    assert len(tiles) == 189
    assert not tiles.duplicated(["tile_row", "tile_column"]).any()
