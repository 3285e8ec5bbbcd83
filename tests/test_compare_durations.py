"""Time on a tier: spells, late entry, censoring, medians."""

import pytest
from imaginary import many, world

from tipanalysis import compare, terms
from tipanalysis.dataset import Dataset

T1, T2, W, T3 = terms.TIERS
S = terms.SPECIAL_CASE


def test_spells_know_how_they_ended_and_which_are_still_open() -> None:
    table = compare.spells(world({"XAA": [T2, T2, W, T3, S], "XBB": [T1] * 5}, 2010), 2010)
    own = table[table["iso3"] == "XAA"]
    assert own["tier"].tolist() == [T2, W, T3]
    assert own["editions"].tolist() == [2, 1, 1]
    assert own["ended"].tolist() == ["downgraded", "downgraded", "not ranked"]
    assert table.loc[table["iso3"] == "XBB", "ended"].tolist() == ["still there"]


def test_a_spell_begun_before_the_first_edition_watched_enters_late() -> None:
    table = compare.spells(world({"XAA": [T2] * 6 + [W]}, 2006), 2010)
    spell = table[table["tier"] == T2].iloc[0]
    assert (spell["first"], spell["editions"], spell["entered"]) == (2006, 6, 4)


def test_a_spell_that_ended_before_is_not_watched() -> None:
    table = compare.spells(world({"XAA": [T3, T3, T2, T2]}, 2007), 2009)
    assert table["tier"].tolist() == [T2]


def test_without_late_entry_or_censoring_the_curve_is_the_plain_share() -> None:
    # Ten spells on Tier 3 that last 1, 1, 1, 2, 2, 2, 3, 3, 3, 3 editions and then end.
    paths = {}
    for number, length in enumerate([1, 1, 1, 2, 2, 2, 3, 3, 3, 3]):
        paths[f"X{chr(65 + number)}A"] = [T2, *[T3] * length, T2, T2, T2, T2][:6]
    curve = compare.time_on_tier(world(paths, 2010), 2010)
    own = curve[curve["tier"] == T3].set_index("editions")
    assert own["share"].round(9).to_dict() == {1: 0.7, 2: 0.4, 3: 0.0}
    assert own["at_risk"].to_dict() == {1: 10, 2: 7, 3: 4}
    assert own["left"].to_dict() == {1: 3, 2: 3, 3: 4}


def test_late_entrants_are_not_at_risk_before_they_enter() -> None:
    # One spell was three editions old when watching began, so it says nothing of the first two.
    paths = {
        "XAA": [T3] * 5 + [T2],
        "XBB": [T2, T2, T2, T3, T2, T2],
        "XCC": [T2, T2, T2, T3, T3, T2],
    }
    curve = compare.time_on_tier(world(paths, 2008), 2011)
    own = curve[curve["tier"] == T3].set_index("editions")
    assert own.loc[1, "at_risk"] == 2
    assert own.loc[1, "share"] == pytest.approx(0.5)


def test_a_spell_one_edition_old_at_the_start_is_not_at_risk_of_ending_after_one() -> None:
    paths = {"XAA": [T3, T3, T2, T2], "XBB": [T2, T3, T2, T2], "XCC": [T2, T3, T3, T3]}
    curve = compare.time_on_tier(world(paths, 2010), 2011)
    own = curve[curve["tier"] == T3].set_index("editions")
    assert own["at_risk"].to_dict() == {1: 2, 2: 2, 3: 1}
    assert own["share"].round(9).to_dict() == {1: 0.5, 2: 0.25, 3: 0.25}


def test_a_tier_that_most_never_leave_has_no_median_and_says_so() -> None:
    table = compare.median_stay(world(many([T1] * 8, 12), 2010), 2010)
    assert table["median"].tolist() == ["not reached"]
    assert table["ended"].tolist() == [0]


@pytest.mark.parametrize("spells", [2, 6, 10, 14, 18, 22])
def test_the_median_is_when_exactly_half_are_gone(spells: int) -> None:
    stays = [1] * (spells // 2) + [3] * (spells // 2)
    paths = {f"X{chr(65 + n)}A": [T2, *[T3] * stay, T2, T2, T2][:6] for n, stay in enumerate(stays)}
    table = compare.median_stay(world(paths, 2010), 2010).set_index("tier")
    assert table.loc[T3, "median"] == "1"


def test_bounds_of_a_share_are_those_of_the_log_minus_log_scale() -> None:
    # 5 of 10 spells end after one edition: standard error of log(-log .5) by Greenwood is
    # sqrt(5 / (10 * 5)) / log 2 = 0.45622, so .5 ** exp(+-1.95996 * 0.45622).
    stays = [1] * 5 + [3] * 5
    paths = {f"X{chr(65 + n)}A": [T2, *[T3] * stay, T2, T2, T2][:6] for n, stay in enumerate(stays)}
    curve = compare.time_on_tier(world(paths, 2010), 2010)
    point = curve[(curve["tier"] == T3) & (curve["editions"] == 1)].iloc[0]
    assert (point["low"], point["high"]) == pytest.approx((0.183606, 0.753174), abs=2e-6)
    last = curve[(curve["tier"] == T3) & (curve["editions"] == 3)].iloc[0]
    assert (last["share"], last["low"], last["high"]) == (0.0, 0.0, 0.0)


def test_the_limit_shows_no_spell_under_the_law_outlasts_it(data: Dataset) -> None:
    # Spells that began in 2009 or later can have four editions at most (three from 2019 on).
    table = compare.spells(data)
    begun = table[(table["tier"] == W) & (table["first"] >= 2009)]
    assert begun["editions"].max() == 4
    assert begun.loc[begun["last"] >= 2019, "editions"].max() == 3


def test_shares_fall_with_time_and_lie_between_their_bounds(data: Dataset) -> None:
    curve = compare.time_on_tier(data)
    for _, own in curve.groupby("tier"):
        assert own["share"].is_monotonic_decreasing
        assert (own["low"] <= own["share"] + 1e-12).all()
        assert (own["share"] <= own["high"] + 1e-12).all()


def test_the_stay_of_one_country_and_of_all(data: Dataset) -> None:
    assert compare.stay(data, "THA", 2023)[["tier", "editions"]].to_numpy().tolist() == [[T2, 2]]
    everyone = compare.stay(data, "all", 2023)
    assert len(everyone) == 185
    assert everyone["editions"].is_monotonic_decreasing


def test_a_first_edition_on_a_tier_has_no_interval() -> None:
    row = compare.stay(world({"XAA": [T2, T3], "XBB": [T2, T2]}, 2020), "XAA", 2021).iloc[0]
    assert row["share"] == 1
    assert row[["low", "high"]].isna().all()


def test_no_stay_without_a_tier(data: Dataset) -> None:
    table = compare.stay(data, "Somalia", 2010)
    assert table.empty
    assert "no tier" in table.attrs["note"]


def test_a_later_edition_changes_nothing_of_an_earlier_answer(data: Dataset) -> None:
    short = world({"XAA": [T2, T2, W, W], "XBB": [T1, T1, T1, T2]}, 2010)
    longer = world({"XAA": [T2, T2, W, W, T3], "XBB": [T1, T1, T1, T2, T2]}, 2010)
    one, two = (compare.spells(each, 2010, 2013) for each in (short, longer))
    assert one.equals(two)
