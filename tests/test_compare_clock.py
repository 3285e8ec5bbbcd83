"""The limit on Watch List years: imaginary runs, then what is known of the real ones."""

import pandas as pd
import pytest
from imaginary import world

from tipanalysis import compare, terms
from tipanalysis.dataset import Dataset

T1, T2, W, T3 = terms.TIERS
S, N = terms.SPECIAL_CASE, terms.NOT_IN_REPORT


def test_a_run_of_four_is_lawful_in_2012_and_says_which_years_took_a_waiver() -> None:
    row = compare.limit_reached(world({"XAA": [W, W, W, W, T3]}, 2009)).iloc[0]
    assert (row["first"], row["last"], row["run"], row["allowed"]) == (2009, 2012, 4, 4)
    assert (row["waivers"], row["next"], row["within_law"]) == ("2011, 2012", T3, "yes")
    assert "the last 2 by waiver" in row["statement"]


def test_a_run_of_four_from_2019_is_beyond_the_law_and_said_to_be() -> None:
    row = compare.limit_reached(world({"XAA": [W, W, W, W, T2]}, 2019)).iloc[0]
    assert (row["allowed"], row["within_law"]) == (3, "no")
    assert "only 3 were allowed" in row["statement"]


def test_years_before_2009_do_not_make_a_run_that_reached_the_limit() -> None:
    assert compare.limit_reached(world({"XAA": [W, W, W, T2, T2]}, 2006)).empty


def test_a_run_that_lasts_to_the_newest_edition_has_no_known_end() -> None:
    row = compare.limit_reached(world({"XAA": [T2, W, W]}, 2021)).iloc[0]
    assert row["next"] == "not yet known"
    assert "not yet known" in row["statement"]


def test_a_special_case_ends_a_run_and_counts_as_neither_up_nor_down() -> None:
    data = world({"XAA": [W, W, W, S]}, 2019)
    assert compare.limit_reached(data)["next"].tolist() == [S]
    check = compare.limit_checks(data).set_index("edition").loc[2022]
    assert (check["ran_out"], check["of_them_up"], check["of_them_tier_3"]) == (1, 0, 0)
    assert check["of_them_not_ranked"] == 1
    assert "1 not ranked" in check["statement"]


def test_only_the_runs_of_the_countries_asked_for(data: Dataset) -> None:
    own = compare.limit_reached(data, "Thailand")
    assert own[["first", "last"]].to_numpy().tolist() == [[2010, 2013], [2016, 2017]]


def test_outcomes_count_every_case_once_by_the_law_that_decided() -> None:
    paths = {"XAA": [W, W, T2], "XBB": [W, W, W], "XCC": [W, W, T3], "XDD": [W, W, S]}
    table = compare.limit_outcomes(world(paths, 2017))
    assert table["law"].unique().tolist() == ["from 2019"]
    counts = dict(zip(table["next"], table["count"], strict=True))
    assert counts == {"upgraded": 1, "Watch List again": 1, T3: 1, "not ranked": 1}
    assert table["n"].unique().tolist() == [4]


def test_back_for_two_editions_is_lawful_only_after_an_ordinary_finding() -> None:
    table = compare.relistings(world({"XAA": [W, W, T3, W, W, T2], "XBB": [W, W, T3, W, T2]}, 2017))
    stayed = dict(zip(table["iso3"], table["stayed"], strict=True))
    assert stayed == {"XAA": 2, "XBB": 1}
    statement = table.set_index("iso3").loc["XAA", "statement"]
    assert statement == "In 2021 lawful only if its Tier 3 was an ordinary finding."
    assert dict(zip(table["iso3"], table["beyond"], strict=True)) == {"XAA": 1, "XBB": 0}


def test_a_return_is_judged_from_the_2019_edition_on_whenever_it_was() -> None:
    assert compare.relistings(world({"XAA": [W, W, T3, W, W, T2]}, 2010)).empty
    # Back in 2017: 2018 was given under the old law, 2019 and 2020 under the new one.
    early = compare.relistings(world({"XAA": [W, W, T3, W, W, W, W]}, 2014))
    assert early[["since", "stayed", "beyond"]].to_numpy().tolist() == [[2017, 4, 2]]
    # Gone from the list in 2018: no edition from 2019 on had to decide.
    assert compare.relistings(world({"XAA": [W, W, T3, W, T2, T2]}, 2014)).empty
    last = compare.relistings(world({"XAA": [W, W, T3, W, W, T2]}, 2014))
    assert last[["since", "stayed", "beyond"]].to_numpy().tolist() == [[2017, 2, 0]]


def test_the_returns_that_may_be_capped_are_those_the_clock_speaks_of(data: Dataset) -> None:
    told = set()
    for edition in range(2009, 2025):
        table = compare.on_the_clock(data, edition)
        capped = table["words"].str.contains("back on the Watch List")
        told |= {(code, edition) for code in table.loc[capped, "iso3"]}
    stood = {
        (row.iso3, edition)
        for row in compare.relistings(data, last=2024).itertuples()
        for edition in range(max(row.since, 2018), row.since + row.stayed)
    }
    assert told == stood
    assert len(told) > 30


#: On the list again although the flags said "no" and "no" when the condition was left out.
REFUTED = {(2018, "DZA"), (2018, "CAF"), (2018, "SDN"), (2019, "SDN"), (2020, "COD"),
           (2020, "GNQ"), (2020, "GMB"), (2021, "COD"), (2021, "GNQ")}  # fmt: skip


def test_no_flag_says_no_where_the_next_edition_says_yes(data: Dataset) -> None:
    conditional = set()
    for edition in range(2009, 2025):
        following = set(compare.on_the_clock(data, edition + 1)["iso3"])
        for row in compare.on_the_clock(data, edition).itertuples():
            if row.iso3 in following:
                assert (row.next_without_waiver, row.waiver_possible) != ("no", "no")
                flags = f"{row.next_without_waiver} {row.waiver_possible}"
                if "only if its Tier 3 was an ordinary finding" in flags:
                    conditional.add((edition, row.iso3))
    assert conditional == REFUTED


def test_after_a_return_the_flags_are_conditional_and_say_what_a_waiver_can_do() -> None:
    only = "only if its Tier 3 was an ordinary finding"
    paths = {"XAA": [W, W, T3, W], "XBB": [W, T3, W, W], "XCC": [T2, T2, T2, W]}
    paths |= {"XDD": [T2, T2, W, W]}
    table = compare.on_the_clock(world(paths, 2020), 2023).set_index("iso3")
    flags = table[["next_without_waiver", "waiver_possible"]].T.to_dict("list")
    assert flags == {
        "XAA": [only, "not needed, or of no help"],
        "XBB": ["no", "yes"],  # one counted year before Tier 3: no limit, no cap
        "XCC": ["yes", "not needed"],
        "XDD": ["no", "yes"],
    }
    assert "7107(b)(2)(F)" in table.attrs["note"]
    again = compare.on_the_clock(world({"XAA": [W, W, T3, W, W]}, 2020), 2024).iloc[0]
    assert (again["next_without_waiver"], again["waiver_possible"]) == ("no", only)
    third = compare.on_the_clock(world({"XAA": [W, W, T3, W, W, W]}, 2020), 2025).iloc[0]
    assert (third["next_without_waiver"], third["waiver_possible"]) == ("no", "no")


def test_each_edition_says_whose_return_cannot_be_judged(data: Dataset) -> None:
    checks = compare.limit_checks(data).set_index("edition")
    assert checks["back_beyond_one"].to_dict() == {
        edition: {2019: 3, 2020: 1, 2021: 3, 2022: 2}.get(edition, 0)
        for edition in range(2009, 2026)
    }
    assert "Sudan was back from Tier 3 beyond one edition" in checks.loc[2020, "statement"]
    assert "which is not in the data" in checks.loc[2020, "statement"]
    assert checks.loc[2018, "within_law"] == "yes"


def test_those_that_had_used_up_all_went_up_down_or_were_not_ranked(data: Dataset) -> None:
    checks = compare.limit_checks(data)
    ways = [f"of_them_{way}" for way in ("up", "tier_3", "not_ranked")]
    assert (checks[ways].sum(axis=1) == checks["ran_out"]).all()
    assert checks[["ran_out", *ways]].sum().tolist() == [86, 56, 29, 1]


def test_the_special_watch_list_holds_moves_up_and_the_two_parts_are_told_apart() -> None:
    paths = {"XAA": [T2, T1], "XBB": [T3, T2], "XCC": [T3, W], "XDD": [W, W], "XEE": [W, T2]}
    paths |= {"XFF": [T3, T2]}
    row = compare.watch_lists(world(paths, 2021)).set_index("edition").loc[2022]
    assert row.tolist() == [2, 1, 2, 5]


def test_a_first_year_needs_no_waiver_and_a_third_under_the_new_law_has_none_left() -> None:
    data = world({"XAA": [T2, T2, W], "XBB": [T2, W, W], "XCC": [W, W, W]}, 2020)
    table = compare.on_the_clock(data, 2022).set_index("iso3")
    assert table["waiver_possible"].to_dict() == {"XCC": "no", "XBB": "yes", "XAA": "not needed"}
    assert all("22 USC 7107(b)(2)(D)" in cited for cited in table["cited"])


def test_an_edition_without_a_watch_list_says_so(data: Dataset) -> None:
    table = compare.on_the_clock(data, 2003)
    assert table.empty
    assert "No country" in table.attrs["note"]


# What is known of the real editions: State's interim assessments of 2017, 2020 and 2023, and counts
# made elsewhere on the coding of Kelley and Heiss (2007, 2010).
@pytest.mark.parametrize(
    ("edition", "special", "listed"),
    [(2007, 39, 32), (2010, 61, 58), (2017, 47, 45), (2020, 46, 44), (2023, 28, 26)],
)
def test_the_two_lists_have_the_lengths_known_elsewhere(
    data: Dataset, edition: int, special: int, listed: int
) -> None:
    row = compare.watch_lists(data).set_index("edition").loc[edition]
    assert (row["special_watch_list"], row["tier_2_watch_list"]) == (special, listed)
    assert len(compare.special_watch_list(data, edition)) == special


def test_the_special_list_is_one_to_seven_longer_in_each_edition_to_2015(data: Dataset) -> None:
    table = compare.watch_lists(data)
    table = table[table["edition"] <= 2015]
    more = table["special_watch_list"] - table["tier_2_watch_list"]
    assert more.between(1, 7).all()


def test_in_2011_thirteen_stood_by_waiver_and_in_2013_three_of_those_out_of_time_fell(
    data: Dataset,
) -> None:
    checks = compare.limit_checks(data).set_index("edition")
    assert checks.loc[2011, "beyond_two"] == 13
    assert checks.loc[2013, "of_them_tier_3"] == 3
    reached = compare.limit_reached(data)
    fell = reached[(reached["last"] == 2012) & (reached["next"] == T3)]
    assert set(fell["iso3"]) == {"CHN", "RUS", "UZB"}
    ten = reached[(reached["last"] == 2010) & (reached["next"] == T3)]
    assert len(ten) == 10


@pytest.mark.parametrize(("edition", "waived"), [(2018, 7), (2020, 8), (2024, 4)])
def test_where_the_waivers_are_published_they_are_exactly_those_the_law_needs(
    data: Dataset, edition: int, waived: int
) -> None:
    row = compare.limit_checks(data).set_index("edition").loc[edition]
    assert (row["beyond_two"], row["waivers_known"]) == (waived, waived)


def test_no_run_of_any_edition_is_longer_than_its_law_allows(data: Dataset) -> None:
    checks = compare.limit_checks(data)
    assert (checks["longest_run"] <= checks["longest_allowed"]).all()
    assert (checks["within_law"] == "yes").sum() == 13
    assert set(checks.loc[checks["within_law"] != "yes", "edition"]) == {2019, 2020, 2021, 2022}


def test_no_statement_calls_a_tier_3_automatic(data: Dataset) -> None:
    tables: list[pd.DataFrame] = [compare.limit_reached(data), compare.relistings(data)]
    words = " ".join(" ".join(table["statement"]) + table.attrs["note"] for table in tables)
    assert "automatic" not in words.lower()
