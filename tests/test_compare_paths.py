"""Several countries or all: who is meant, where they stand in law, whose paths are shown."""

import pytest
from imaginary import world

from tipanalysis import compare, terms
from tipanalysis.dataset import Dataset
from tipanalysis.errors import NotInEdition, TipError, UnknownCountry

T1, T2, W, T3 = terms.TIERS
N, S = terms.NOT_IN_REPORT, terms.SPECIAL_CASE


def test_all_are_those_in_the_edition_by_name(data: Dataset) -> None:
    codes = compare.chosen(data, "all", 2023)
    assert len(codes) == 188
    assert "WSM" not in codes
    names = [data.name(code) for code in codes]
    assert names == sorted(names)


def test_named_ones_keep_their_order_once_each(data: Dataset) -> None:
    assert compare.chosen(data, "Laos, THA,Burma,LAO", 2018) == ("LAO", "THA", "MMR")


def test_every_country_missing_from_the_edition_is_named_at_once(data: Dataset) -> None:
    with pytest.raises(NotInEdition, match=r"Montenegro.*2007.*United States.*2010"):
        compare.chosen(data, "MNE,USA,THA", 2003)
    with pytest.raises(UnknownCountry, match="Thailand"):
        compare.chosen(data, "Tailand", 2003)
    with pytest.raises(TipError, match="No country is named"):
        compare.chosen(data, " , ", 2003)


def test_the_law_is_read_country_by_country() -> None:
    paths = {"XAA": [T2, T2, W], "XBB": [T2, W, W], "XCC": [W, W, W], "XDD": [T2, T2, T1]}
    table = compare.in_law(world(paths, 2020), ["XAA", "XBB", "XCC", "XDD"], 2022)
    assert table["watch_list_next"].tolist() == ["yes", "with a waiver", "no", "yes"]
    assert table["counted"].tolist() == [1, 2, 3, 0]
    assert table["special_list"].tolist()[3] == "moved up from Tier 2 to Tier 1"
    assert table["cited"].str.contains("22 USC").all()


def test_after_a_tier_3_that_the_limit_may_have_asked_for_the_cap_on_the_return_is_told() -> None:
    paths = {"XAA": [W, W, W, W, T3], "XBB": [T2, T2, T2, T2, T3]}
    table = compare.in_law(world(paths, 2014), ["XAA", "XBB"], 2018).set_index("iso3")
    assert "then for one edition only" in table.loc["XAA", "why"]
    assert "(b)(2)(F)" in table.loc["XAA", "cited"]
    assert "one edition only" not in table.loc["XBB", "why"]
    assert table["why"].str.contains("The next edition may list it if a ground").all()


def test_before_the_watch_list_there_is_none_to_come_next() -> None:
    table = compare.in_law(world({"XAA": [T2, T2]}, 2001), "XAA", 2002)
    assert table["watch_list_next"].tolist() == ["no Watch List yet"]


def test_the_most_moved_and_the_nearest_are_told_apart(data: Dataset) -> None:
    everyone = compare.paths_shown(data, "all", 2023)
    moves = everyone["up"] + everyone["down"]
    assert moves.is_monotonic_decreasing
    near = compare.paths_shown(data, "THA", 2023)
    assert near.iloc[0][["iso3", "distance"]].tolist() == ["THA", 0]
    assert near["distance"].is_monotonic_increasing
    assert "Rule:" in near.attrs["note"]
    assert "Rule:" in everyone.attrs["note"]


def test_moves_up_and_down_are_counted() -> None:
    data = world({"XAA": [T2, W, T2, T3, T3], "XBB": [T1] * 5}, 2010)
    row = compare.paths_shown(data, "XAA", 2014).iloc[0]
    assert (row["up"], row["down"]) == (1, 2)


def test_pairs_of_paths_are_each_named_once() -> None:
    paths = {"XAA": [T2, T2], "XBB": [T2, T3], "XCC": [T1, T1]}
    table = compare.path_distances(world(paths), "XAA,XBB,XCC", 2011)
    assert table.to_numpy().tolist() == [
        ["Alandria", "Borduria", 2],
        ["Alandria", "Corinthia", 2],
        ["Borduria", "Corinthia", 4],
    ]


def test_a_path_in_words_leaves_out_what_was_before_the_first_edition() -> None:
    history = compare.tier_history(world({"XAA": [N, N, T2, T2, S, T3]}, 2010))
    words = compare.paths_in_words(history)["path"].item()
    assert words == "Tier 2 2012–2013, special case 2014, Tier 3 2015"


def test_every_country_of_an_edition_is_listed_once_and_elimination_starred() -> None:
    data = world({"XAA": [T2], "XBB": [T1], "XCC": [T2], "XDD": [S], "XEE": [N]}, 2010)
    table = compare.tier_lists(data, 2010).set_index("place")
    assert table.loc[T2, "names"] == "Alandria, Corinthia"
    assert table["countries"].tolist() == [1, 2, 0, 0, 1]
    starred = compare.tier_lists(world({"XAA": [T2]}, 2010, basis="derived"), 2010)
    assert "Alandria*" in starred["names"].tolist()
    assert "by-elimination" in starred.attrs["caveats"]
    assert starred.attrs["note"] == "* by elimination (1)."
    assert table.attrs.get("note", "") == ""


def test_a_path_in_words_says_which_editions_are_by_elimination() -> None:
    history = compare.tier_history(world({"XAA": [T2, T2, T2, T1]}, 2010))
    history.loc[history["edition"].isin([2011, 2012, 2013]), "basis"] = "derived"
    words = compare.paths_in_words(history)["path"].item()
    assert words == "Tier 2 2010–2012 (2011, 2012 by elimination), Tier 1 2013 (by elimination)"


def test_shares_one_line_an_edition_are_those_of_the_long_table(data: Dataset) -> None:
    long = compare.tier_shares(data)
    wide = compare.shares_of(long).set_index("edition")
    assert wide[list(terms.TIERS)].sum(axis=1).round(3).eq(1).all()
    row = long[(long["edition"] == 2010) & (long["tier"] == T3)].iloc[0]
    assert wide.loc[2010, T3] == pytest.approx(row["share"], abs=1e-4)
