"""Whom the tier resembles: index, Protocol, findings; no claim of motive."""

import pandas as pd
import pytest
from imaginary import many, world

from tipanalysis import compare, terms
from tipanalysis.compare.divergence import finding_profile
from tipanalysis.compare.three_p import index_of
from tipanalysis.dataset import Dataset

T1, T2, W, T3 = terms.TIERS


def indexed(values: dict[str, int], year: int = 2011) -> pd.DataFrame:
    parts = dict.fromkeys(("prosecution", "protection", "prevention"), 3)
    overall = list(values.values())
    return pd.DataFrame({"iso3": list(values), "year": year, **parts, "overall": overall})


@pytest.fixture
def hundred() -> Dataset:
    """A hundred on Tier 2 with the index 9, ten on Tier 3 with 4, and one of each apart."""
    paths = {**many([T2] * 3, 100), **many([T3] * 3, 10, "Z"), "XAA": [T2] * 3, "XBB": [T3] * 3}
    values = dict.fromkeys(paths, 9) | dict.fromkeys([c for c in paths if c[0] == "Z"], 4)
    values |= {"XAA": 4, "XBB": 9}
    protocol = pd.DataFrame(
        {"iso3": ["XAA", "YAA", "YAB"], "ratified": ["2011-05-01", "2013-01-01", "2012-11-30"]}
    )
    return world(paths, 2010, three_p=indexed(values), protocol=protocol)


def test_the_index_is_that_of_one_year_before_the_edition(hundred: Dataset) -> None:
    assert index_of(hundred, 2012)[1] == 2011
    assert index_of(hundred, 2011)[1] is None


def test_a_country_far_below_its_tier_stands_apart_and_the_rest_do_not(hundred: Dataset) -> None:
    points = compare.index_points(hundred, 2012).set_index("iso3")
    assert points.loc["XAA", ["below", "same", "above"]].tolist() == [0, 0, 100]
    assert points.loc["XAA", "stands"] == "lower than most"
    assert points.loc["XBB", "stands"] == "higher than most"
    assert compare.apart(compare.index_points(hundred, 2012))["iso3"].tolist() == ["XAA", "XBB"]


def test_counts_of_the_index_add_up_and_name_who_was_asked_for(hundred: Dataset) -> None:
    counts = compare.index_counts(compare.index_points(hundred, 2012), ["XBB"])
    assert counts["countries"].sum() == 112
    assert counts.loc[counts["named"] != "", ["tier", "index", "named"]].to_numpy().tolist() == [
        [T3, 9, "XBB"]
    ]


def test_countries_with_the_same_index_are_counted_by_tier_without_the_country(
    hundred: Dataset,
) -> None:
    table = compare.resembles(hundred, "XAA", 2012)
    own = table[table["like_it_in"].str.startswith("3P")].set_index("tier")
    assert own["count"].to_dict() == {T1: 0, T2: 0, W: 0, T3: 10}
    assert own["own"].to_dict() == {T1: False, T2: True, W: False, T3: False}


def test_a_ratification_counts_from_its_year_on(hundred: Dataset) -> None:
    words = compare.resembles(hundred, "YAA", 2012)["like_it_in"].tolist()
    assert "Palermo Protocol: not ratified by 2012" in words
    for code in ("XAA", "YAB"):
        words = compare.resembles(hundred, code, 2012)["like_it_in"].tolist()
        assert "Palermo Protocol: ratified by 2012" in words


def test_quartiles_are_values_that_occur(data: Dataset) -> None:
    table = compare.tier_and_index(data, 2013)
    index, year = index_of(data, 2013)
    assert year == 2012
    points = table[["lowest", "lower_quarter", "median", "upper_quarter", "highest"]].to_numpy()
    assert set(points.ravel()) <= set(index)
    assert table["n"].sum() == len(compare.index_points(data, 2013))


def test_where_the_index_has_ended_a_note_says_so(data: Dataset) -> None:
    for table in (compare.tier_and_index(data, 2023), compare.index_points(data, 2023)):
        assert table.empty
        assert "runs from 2000 to 2013" in table.attrs["note"]
    assert compare.last_indexed(data, 2023) == 2014


@pytest.mark.parametrize("edition", [2013, 2023])
def test_every_answer_says_that_it_explains_nothing(data: Dataset, edition: int) -> None:
    assert "nothing here says why" in compare.resembles(data, "THA", edition).attrs["note"]


def findings(themes: dict[str, list[tuple[str, str]]]) -> pd.DataFrame:
    rows = [
        {"iso3": iso3, "edition": 2012, "kind": kind, "theme": theme, "coder": "machine"}
        for iso3, said in themes.items()
        for kind, theme in said
    ]
    return pd.DataFrame(rows)


def test_the_nearest_narratives_share_themes_of_the_same_kind() -> None:
    others = many([T3] * 3, 11)
    said = {code: [("shortfall", "other")] for code in others}
    said |= {
        "XAA": [("achievement", "shelter"), ("shortfall", "law")],
        "XBB": [("achievement", "shelter"), ("shortfall", "law"), ("context", "law")],
        "XCC": [("shortfall", "shelter"), ("achievement", "law")],
    }
    paths = {**others, "XAA": [T2] * 3, "XBB": [T2] * 3, "XCC": [T2] * 3}
    data = world(paths, 2010, findings=findings(said))
    near = compare.nearest_narratives(data, "XAA", 2012).set_index("iso3")
    assert near.loc["XBB", "jaccard"] == 1
    assert near["jaccard"].drop("XBB").eq(0).all()
    assert len(near) == 10
    assert finding_profile(data, 2012)["XBB"] == frozenset(said["XAA"])


def test_without_enough_coded_narratives_nothing_is_said(data: Dataset) -> None:
    near = compare.nearest_narratives(data, "THA", 2003)
    assert near.empty
    assert "not in the data" in near.attrs["note"]


def test_one_row_of_a_later_year_does_not_lengthen_the_index(data: Dataset) -> None:
    later = data.three_p[data.three_p["year"] > 2013].dropna(subset=["overall"])
    assert later[["iso3", "year"]].to_numpy().tolist() == [["TLS", 2014]]
    table = compare.others(data, "Aruba", 2023).set_index("what")
    assert table.loc["3P index (Cho)", "as_of"] == "2000 to 2013"


def test_two_scores_of_three_are_no_index(data: Dataset) -> None:
    # Haiti 2009 in the index: prosecution 2, protection 2, no prevention, overall 4.
    said = compare.others(data, "Haiti", 2010).set_index("what").loc["3P index (Cho)"]
    assert said.tolist() == [
        "5 of 15 (prosecution 1, protection 2, prevention 2, each of 5)",
        "2008",
    ]
    index, year = index_of(data, 2010)
    assert year == 2009
    assert "HTI" not in index
    assert index.min() == 3
