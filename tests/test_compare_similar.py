"""Likeness: edit distance of paths, population, themes; peers by each rule."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from imaginary import world

from tipanalysis import compare, terms
from tipanalysis.compare.peers import RULES
from tipanalysis.compare.similar import (
    INDEL,
    distances_to,
    path_distance,
    path_of,
    substitution,
)
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError

T1, T2, W, T3 = terms.TIERS
S, N = terms.SPECIAL_CASE, terms.NOT_IN_REPORT
paths = st.lists(st.sampled_from([*terms.TIERS, S]), max_size=6)


@given(paths, paths)
def test_a_distance_is_the_same_both_ways_and_nought_only_between_equals(
    one: list[str], other: list[str]
) -> None:
    assert path_distance(one, other) == path_distance(other, one)
    assert (path_distance(one, other) == 0) == (one == other)


@given(paths, paths, paths)
def test_a_detour_is_never_shorter(a: list[str], b: list[str], c: list[str]) -> None:
    assert path_distance(a, c) <= path_distance(a, b) + path_distance(b, c) + 1e-9


def recursion(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Needleman and Wunsch's recursion, as it stands in the textbook."""
    if not one or not other:
        return INDEL * (len(one) + len(other))
    return min(
        recursion(one[1:], other[1:]) + substitution(one[0], other[0]),
        recursion(one[1:], other) + INDEL,
        recursion(one, other[1:]) + INDEL,
    )


short = st.lists(st.sampled_from([*terms.TIERS, S]), max_size=4)


@given(short, st.lists(short, max_size=4))
def test_all_distances_at_once_are_those_of_the_recursion(
    one: list[str], others: list[list[str]]
) -> None:
    expected = [recursion(tuple(one), tuple(other)) for other in others]
    assert distances_to(one, others) == expected


@given(paths, paths)
def test_leaving_all_out_and_putting_all_in_is_the_dearest_way(a: list[str], b: list[str]) -> None:
    assert abs(len(a) - len(b)) * INDEL <= path_distance(a, b) <= (len(a) + len(b)) * INDEL


def test_costs_follow_the_order_of_tiers_only() -> None:
    assert [substitution(T1, tier) for tier in terms.TIERS] == [0, 1, 2, 3]
    assert substitution(T2, S) == substitution(T3, S) == INDEL
    assert substitution(S, N) == 0


def test_the_same_path_one_edition_later_is_nearer_than_edition_by_edition() -> None:
    one, later = [T1, T3, T1, T3, T1], [T3, T1, T3, T1, T3]
    in_place = sum(substitution(a, b) for a, b in zip(one, later, strict=True))
    assert path_distance(one, later) == 2 * INDEL < in_place


def test_a_path_begins_with_the_first_edition_in_the_report() -> None:
    assert path_of({2001: N, 2002: N, 2003: S, 2004: T2}, 2004) == (S, T2)
    assert path_of({2001: T2, 2002: T3, 2003: T1}, 2002) == (T2, T3)


def test_the_nearest_path_comes_first_and_says_its_rule() -> None:
    data = world({"XAA": [T2, W, T2], "XBB": [T2, W, W], "XCC": [T1, T1, T1], "XDD": [T2, W, T2]})
    table = compare.trajectory_distance(data, "XAA", 2012)
    assert table["iso3"].tolist() == ["XDD", "XBB", "XCC"]
    assert table["distance"].tolist() == [0, 1, 4]
    assert "steps between them in the order of tiers" in table.attrs["note"]


def test_a_population_band_reaches_from_half_to_twice() -> None:
    people = pd.DataFrame(
        {
            "iso3": ["XAA", "XBB", "XCC", "XDD", "XAA"],
            "year": [2010, 2010, 2010, 2010, 2011],
            "population": [999, 500, 2000, 2001, 1000],
        }
    )
    paths = {code: [T2, T2, T2] for code in ("XAA", "XBB", "XCC", "XDD", "XEE")}
    data = world(paths, 2010, population=people)
    table = compare.population_band(data, "XAA", 2012)
    assert table["iso3"].tolist() == ["XBB", "XCC"]
    missing = compare.population_band(data, "XEE", 2012)
    assert missing.empty
    assert "not in the data" in missing.attrs["note"]


def themed(**asked: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "iso3": list(asked),
            "edition": 2012,
            "n": 1,
            "themes": list(asked.values()),
            "coder": "machine",
        }
    )


def test_themes_shared_are_counted_out_of_those_of_either() -> None:
    rows = themed(XAA="a;b;c", XBB="b;c;d", XCC="x", XDD="a;b;c")
    empty = pd.DataFrame(columns=["iso3", "edition", "kind", "theme"])
    data = world(
        {code: [T2] * 3 for code in ("XAA", "XBB", "XCC", "XDD")},
        recommendations=rows,
        findings=empty,
        statistics=empty,
    )
    table = compare.theme_overlap(data, "XAA", 2012)
    assert table["iso3"].tolist() == ["XDD", "XBB", "XCC"]
    assert table["jaccard"].tolist() == [1, 0.5, 0]
    assert "machine-coded" in table.attrs["caveats"]
    assert compare.peers(data, "XAA", 2012, "themes", 2).countries == ("XDD", "XBB")


@pytest.mark.parametrize("rule", ["trajectory", "population"])
def test_peers_carry_the_rule_in_words(data: Dataset, rule: str) -> None:
    group = compare.peers(data, "THA", 2023, rule)
    assert "THA" not in group.countries
    assert len(group.countries) == 12
    assert group.words in repr(group)
    assert ("edit distance" in group.words) == (rule == "trajectory")


def test_a_rule_that_the_data_cannot_serve_is_refused_in_words(data: Dataset) -> None:
    with pytest.raises(TipError, match="recommendations of 2003 are not in the data"):
        compare.peers(data, "THA", 2003, "themes")
    with pytest.raises(TipError, match="population of Taiwan is not in the data"):
        compare.peers(data, "Taiwan", 2023, "population")


def test_who_is_comparable_by_two_rules_names_the_rules(data: Dataset) -> None:
    table = compare.comparable(data, "THA", 2003)
    used = [rule for rule in RULES if rule in table.columns]
    assert (table[used].sum(axis=1) == table["rules"]).all()
    assert (table["rules"] >= 2).all()
    assert all(f"{rule}: countries" in table.attrs["note"] for rule in used)
    assert "Not in the data for this edition: themes" in table.attrs["note"]


def test_a_rule_that_takes_the_nearest_says_of_how_many(data: Dataset) -> None:
    fit = len(compare.population_band(data, "THA", 2023))
    assert fit > 12
    group = compare.peers(data, "THA", 2023, "population")
    assert group.words == f"with half to twice its population (the 12 nearest of {fit})"
    all_of_them = compare.peers(data, "THA", 2023, "population", most=500)
    assert len(all_of_them.countries) == fit
    assert all_of_them.words == "with half to twice its population"
    for rule in ("history", "trajectory"):
        assert compare.peers(data, "THA", 2023, rule).words.endswith("(the 12 nearest of 187)")
    some = compare.peers(data, "THA", 2023, "region", most=5)
    assert some.words == "in East Asia and Pacific (the first 5 of 28 by name)"
    assert "nearest of" not in compare.peers(data, "THA", 2023, "region").words
    assert "(the 12 nearest of 187)" in compare.comparable(data, "THA", 2023).attrs["note"]
