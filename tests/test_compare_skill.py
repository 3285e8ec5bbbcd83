"""Forecasts learn from the past only; their skill is measured and said, its absence too."""

import numpy as np
import pandas as pd
import pytest
from imaginary import many, world

from tipanalysis import compare, terms
from tipanalysis.compare import forecasting as rules
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError

T1, T2, W, T3 = terms.TIERS


@pytest.fixture(scope="module")
def said(data: Dataset) -> pd.DataFrame:
    return compare.forecasts(data, first=2021, last=2023)


def test_chances_are_chances_and_sum_to_one(said: pd.DataFrame) -> None:
    chances = said[list(rules.STEPS)].to_numpy(dtype=float)
    assert (chances >= 0).all()
    assert np.allclose(chances.sum(axis=1), 1)


def test_no_rule_gives_a_chance_to_what_the_order_of_tiers_rules_out(said: pd.DataFrame) -> None:
    asked = said[~said["forecast"].isin([rules.SAME_TIER, rules.BY_RATE])]
    assert asked.loc[asked["before"] == T1, "upgraded"].eq(0).all()
    assert asked.loc[asked["before"] == T3, "downgraded"].eq(0).all()


def test_what_came_later_does_not_change_a_forecast(data: Dataset, said: pd.DataFrame) -> None:
    earlier = compare.forecasts(data, first=2021, last=2021)
    same = said[said["edition"] == 2021].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        earlier.sort_values(["forecast", "iso3"], ignore_index=True),
        same.sort_values(["forecast", "iso3"], ignore_index=True),
    )


def test_the_outcome_judged_is_not_among_what_was_learnt() -> None:
    # All stood still for years and all fall in the last edition: nobody could have known.
    data = world(many([T2] * 9 + [W], 25), 2004)
    table = compare.forecasts(data, first=2013)
    assert (table.loc[table["forecast"] == rules.BY_TIER, "unchanged"] > 0.9).all()
    assert (table["move"] == "downgraded").all()


def test_scores_are_those_of_the_books() -> None:
    rows = pd.DataFrame(
        {
            "move": ["unchanged", "upgraded"],
            "upgraded": [0.2, 0.2],
            "unchanged": [0.7, 0.7],
            "downgraded": [0.1, 0.1],
        }
    )
    table = compare.scored(rows)
    assert table["hit"].tolist() == [1, 0]
    assert table["brier"].tolist() == pytest.approx([0.04 + 0.09 + 0.01, 0.64 + 0.49 + 0.01])
    assert table["log"].tolist() == pytest.approx([-np.log(0.7), -np.log(0.2)])


def test_the_clock_is_read_under_the_law_of_the_edition_moved_into() -> None:
    def states(first: int, path: list[str]) -> list[str]:
        moves = compare.tier_moves(world({"XAA": path}, first))
        return rules.clocked(moves)["clock"].tolist()

    assert states(2009, [W] * 5) == ["first year", "waiver needed", "waiver needed",
                                     "no waiver left"]  # fmt: skip
    assert states(2019, [W] * 4) == ["first year", "waiver needed", "no waiver left"]
    assert states(2006, [W, W, W]) == ["no limit", "no limit"]
    assert states(2016, [W] * 4) == ["first year", "waiver needed", "no waiver left"]


def test_same_tier_is_right_in_about_three_of_four_moves(data: Dataset) -> None:
    # Counted elsewhere for 2004 to 2015: 74 percent.
    moves = compare.tier_moves(data, 2015)
    assert (moves["move"] == "unchanged").mean() == pytest.approx(0.74, abs=0.01)
    table = compare.skill(data, first=2022, last=2025)
    rule = table[(table["score"] == "hit rate") & (table["forecast"] == rules.SAME_TIER)].iloc[0]
    judged = compare.tier_moves(data)
    judged = judged[judged["edition"] >= 2022]
    assert rule["value"] == pytest.approx((judged["move"] == "unchanged").mean())
    assert rule["says"] == "the rule to beat"


def test_rates_of_tiers_alone_have_no_skill_in_naming_the_move(data: Dataset) -> None:
    table = compare.skill(data, first=2019).set_index(["score", "forecast"])
    for name in (rules.BY_RATE, rules.BY_TIER):
        assert table.loc[("hit rate", name), "says"] == "no skill"
    assert table.loc[("log", rules.SAME_TIER), "says"] == "not defined"
    assert pd.isna(table.loc[("log", rules.SAME_TIER), "value"])


def test_the_skill_lies_with_the_watch_list_and_nowhere_else(data: Dataset) -> None:
    table = compare.skill_by_tier(data)
    named = table[table["score"] == "hit rate"].set_index("tier")["says"]
    assert named.to_dict() == {T1: "no skill", T2: "no skill", W: "better", T3: "no skill"}


def test_a_world_that_never_moves_leaves_nothing_to_gain() -> None:
    table = compare.skill(world(many([T2] * 10, 5), 2004), first=2012)
    hits = table[(table["score"] == "hit rate") & (table["says"] != "the rule to beat")]
    assert hits["gain"].eq(0).all()
    assert hits["says"].eq("no skill").all()


def test_too_early_an_edition_is_refused_and_none_to_judge_is_said(data: Dataset) -> None:
    with pytest.raises(TipError, match="want of a past"):
        compare.forecasts(data, first=2006)
    for table in (compare.skill(data, last=2008), compare.skill_by_tier(data, last=2008)):
        assert table.empty
        assert "from the 2010 edition on" in table.attrs["note"]


def test_what_was_said_and_what_came_are_counted_in_bands(said: pd.DataFrame) -> None:
    table = compare.reliability(said)
    own = said[said["forecast"] == rules.BY_CLOCK]
    for step in ("upgraded", "downgraded"):
        rows = table[table["move"] == step]
        assert rows["n"].sum() == len(own)
        assert rows["count"].sum() == (own["move"] == step).sum()


def test_a_base_rate_says_why_it_leaves_time_out_and_that_is_what_was_measured(
    data: Dataset,
) -> None:
    judged = compare.skill_by_tier(data).set_index(["tier", "score"])["says"]
    for tier in (T1, T2, T3):
        assert judged[tier, "hit rate"] == "no skill"
    assert (judged[T1, "Brier"], judged[T2, "Brier"]) == ("no skill", "no skill")
    assert judged[T3, "Brier"] == "better"
    for country in ("Norway", "Thailand", "Cambodia"):  # Tier 2, Tier 2 and Tier 3
        note = compare.base_rate(data, country, 2023).attrs["note"]
        assert "does not help to name the next move from Tier 1, Tier 2 or Tier 3" in note
        assert "for Tier 3 the chances fit a little better" in note
        assert "The notebook tier_paths shows both" in note
    assert compare.base_rate(data, "Malaysia", 2023).attrs["note"] == ""


def test_only_what_is_clustered_says_so(said: pd.DataFrame) -> None:
    note = compare.reliability(said).attrs["note"]
    assert "clustered" not in note
    assert "Wilson" in note
