"""Sentences on moves, limits, skill and likeness say what their tables say."""

import pytest
from imaginary import many, world

from tipanalysis import compare, shown, terms
from tipanalysis import sentences as say
from tipanalysis.compare.moves import pairs
from tipanalysis.dataset import Dataset

T1, T2, W, T3 = terms.TIERS


def test_a_rare_move_is_called_rare_with_its_counts() -> None:
    data = world({"XAA": [T2, T2, T3], **many([T2, T2, T2], 40)}, 2019)
    words = repr(say.usual_line(compare.unusual(data, "XAA", 2021)))
    assert "of 80 other cases under the same law" in words
    assert "Whatever it is compared with, that is rare." in words
    assert "nothing of why" in words


def test_a_country_without_a_tier_is_told_so_by_its_table_and_not_again(data: Dataset) -> None:
    moves, stay = compare.unusual(data, "Somalia", 2010), compare.stay(data, "Somalia", 2010)
    rates = compare.base_rate(data, "Somalia", 2010)
    assert "no base rate, no move and no time on a tier" in rates.attrs["note"]
    profile = data.profile("Somalia", 2010)
    lines = (say.base_rate_line(profile, rates), say.usual_line(moves), say.stay_line(stay))
    assert [repr(line) for line in lines] == ["", "", ""]
    assert repr(shown.show(moves, "unusual", said_by=rates)) == ""
    assert "no tier in the 2010 edition" in repr(shown.show(moves, "unusual"))


def test_a_base_rate_and_the_count_of_moves_are_told_apart(data: Dataset) -> None:
    rates, moves = compare.base_rate(data, "THA", 2023), compare.unusual(data, "THA", 2023)
    under_this_law = pairs(data, 2018, 2023)
    from_tier_2 = under_this_law[under_this_law["before"] == T2]
    own = from_tier_2["iso3"] == "THA"
    into_2019 = from_tier_2["edition"] == 2019
    assert int(moves["n"].iloc[1]) == int((~own).sum())
    assert int(rates["n"].iloc[0]) == int((~into_2019).sum())
    words = repr(say.usual_line(moves))
    assert "moves on from editions under this law, the country's own among them" in words
    assert "here are moves into such editions, of others only" in words


def test_a_first_edition_and_a_second_on_a_tier_are_told_apart(data: Dataset) -> None:
    assert "time of Thailand on Tier 3 begins here" in repr(
        say.stay_line(compare.stay(data, "THA", 2014))
    )
    assert "for two editions in a row" in repr(say.stay_line(compare.stay(data, "THA", 2015)))


def test_rare_moves_are_named_and_none_is_said(data: Dataset) -> None:
    words = repr(say.moves_line(compare.usual_moves(data, "all", 2013)))
    assert "Tier 2 to Tier 1 (Armenia)" in words
    assert "None of these moves" in repr(say.moves_line(compare.usual_moves(data, "NOR", 2013)))


def test_what_has_no_skill_is_said_plainly(data: Dataset) -> None:
    words = repr(say.skill_lines(compare.skill(data), compare.skill_by_tier(data)))
    assert "No skill in naming the next move: past rate of moves, all tiers alike" in words
    assert "on Tier 1, Tier 2 and Tier 3 nothing here names the next move better" in words
    assert "was right in 77.1% of 2,929 moves" in words


def test_the_history_of_the_limit_in_three_or_four_lines(data: Dataset) -> None:
    checks, reached = compare.limit_checks(data), compare.limit_reached(data)
    words = repr(say.clock_lines(checks, reached, compare.relistings(data)))
    assert f"{len(reached)} runs" in words
    assert "none was longer than list and waivers allow" in words
    assert "automatic" not in words
    assert "(86 cases), 56 went up, 29 to Tier 3 and 1 was not ranked (Haiti, special" in words
    assert "this rule cannot be checked" in words
    assert "Sudan" in words


def test_the_lines_on_the_limit_end_with_the_edition(data: Dataset) -> None:
    asked = (compare.limit_checks, compare.limit_reached, compare.relistings)
    words = repr(say.clock_lines(*(ask(data, last=2013) for ask in asked)))
    assert "(6 cases), 3 went up and 3 to Tier 3." in words
    early = repr(say.clock_lines(*(ask(data, last=2005) for ask in asked)))
    assert early == "The limit counts editions from 2009 on."


def test_a_run_beyond_the_law_is_not_hidden() -> None:
    data = world({"XAA": [W] * 5}, 2019)
    words = say.clock_lines(
        compare.limit_checks(data), compare.limit_reached(data), compare.relistings(data)
    )
    assert "one of them longer than list and waivers allow" in repr(words)
    assert "stayed on the list against the law" in repr(words)


def test_countries_with_the_same_reason_in_law_share_a_line() -> None:
    data = world({"XAA": [T2, W], "XBB": [T2, W], "XCC": [T2, T2]}, 2021)
    words = repr(say.in_law_lines(compare.in_law(data, "all", 2022)))
    assert "Alandria and Borduria. This is the first of two editions" in words
    assert words.count("22 USC") == 2


def test_resemblance_says_where_most_stand_and_claims_no_motive(data: Dataset) -> None:
    words = repr(say.resembles_lines(compare.resembles(data, "THA", 2013)))
    assert "3P index of 2012: 12: of 22 others most, 13, stand on Tier 2" in words
    assert "on its own tier, the Tier 2 Watch List, 2." in words
    assert "nothing here says why" in words


def test_the_rule_is_printed_with_its_result(data: Dataset) -> None:
    words = repr(say.rule_line(compare.peers(data, "THA", 2023, "trajectory")))
    assert "12 countries whose paths of tiers up to 2023 are nearest (edit distance" in words


@pytest.mark.parametrize(
    ("codes", "title"),
    [
        (["THA"], "# The tier path of Thailand, to the 2020 edition"),
        (["THA", "LAO"], "# Tier paths of Thailand and Laos, to the 2020 edition"),
    ],
)
def test_the_headline_names_few_countries(data: Dataset, codes: list[str], title: str) -> None:
    assert say.paths_headline(data, codes, 2020).markdown.splitlines()[0] == title


def test_the_method_of_a_comparison_can_be_rerun(data: Dataset) -> None:
    words = say.comparison_method(data, ["THA", "KHM"], 2018).markdown
    assert "`tipanalysis compare THA KHM --edition 2018`" in words


def test_the_stay_of_each_of_several_countries_is_told(data: Dataset) -> None:
    told = repr(say.stay_line(compare.stay(data, "THA,NOR", 2023))).splitlines()
    assert [line.split(" has stood on ")[0] for line in told] == ["- Norway", "- Thailand"]
