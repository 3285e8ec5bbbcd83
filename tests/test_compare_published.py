"""Our transitions against those computed elsewhere from Kelley and Heiss, row for row."""

import pytest
from imaginary import world

from tipanalysis import compare, terms
from tipanalysis.compare.published import their_rows
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError

T1, T2, W, T3 = terms.TIERS


def test_on_their_rows_we_count_their_1781_pairs_and_get_their_shares(data: Dataset) -> None:
    table = compare.published_check(data)
    starts = table.drop_duplicates("before").set_index("before")["their_n"]
    assert starts.to_dict() == {T1: 303, T2: 850, W: 448, T3: 180}
    assert starts.sum() == 1781
    expected = {
        (T1, T1): 0.914, (T1, T2): 0.086, (T2, T1): 0.035, (T2, T2): 0.774, (T2, W): 0.180,
        (T2, T3): 0.011, (W, T2): 0.353, (W, W): 0.540, (W, T3): 0.107, (T3, T2): 0.044,
        (T3, W): 0.217, (T3, T3): 0.739,
    }  # fmt: skip
    for row in table.itertuples():
        assert round(row.same_rows, 3) == expected[(row.before, row.after)]


def test_from_2009_too(data: Dataset) -> None:
    table = compare.published_check(data, 2009).set_index(["before", "after"])
    assert round(table.loc[(W, T3), "same_rows"], 3) == 0.102
    assert round(table.loc[(W, T2), "same_rows"], 3) == 0.302


def test_from_2009_nobody_went_past_the_watch_list_either_way(data: Dataset) -> None:
    # On their rows, as computed elsewhere, and on ours.
    table = compare.published_check(data, 2009).set_index(["before", "after"])
    for way in ((T2, T3), (T3, T2)):
        assert table.loc[way, "elsewhere"] == 0
        assert table.loc[way, "their_count"] == table.loc[way, "our_count"] == 0
        assert table.loc[way, "their_n"] > 100


def test_the_share_that_changed_is_theirs(data: Dataset) -> None:
    # 26.4 percent of 1,781 pairs change.
    theirs = their_rows(data)
    pairs = [
        (history[e], history[e + 1])
        for history in theirs.values()
        for e in range(2004, 2015)
        if e in history and e + 1 in history
    ]
    assert len(pairs) == 1781
    assert round(sum(a != b for a, b in pairs) / len(pairs), 3) == 0.264


def test_our_own_rows_differ_by_these_and_no_others(data: Dataset) -> None:
    table = compare.row_differences(data)
    editions = {
        (row.iso3, row.ours, row.theirs): row.editions for row in table.itertuples(index=False)
    }
    span = {
        code: ", ".join(map(str, range(first, last + 1)))
        for code, first, last in [
            ("KOR", 2004, 2009), ("TLS", 2005, 2011), ("USA", 2010, 2015), ("ABW", 2011, 2014),
            ("SSD", 2012, 2014), ("SXM", 2013, 2014),
        ]
    }  # fmt: skip
    assert editions == {
        ("KOR", T1, "no tier"): span["KOR"],
        ("TLS", T2, "no tier"): span["TLS"],
        ("USA", T1, "no tier"): span["USA"],
        ("ABW", T2, "no tier"): span["ABW"],
        ("SSD", W, "no tier"): span["SSD"],
        ("SXM", T2, "no tier"): span["SXM"],
        ("CUW", W, "no tier"): "2011",
        ("CUW", T2, "no tier"): "2012, 2013, 2014",
        ("ANT", W, "no tier"): "2009",
        ("ANT", T2, "no tier"): "2010",
        ("BRB", W, T2): "2010",
        ("LUX", T1, T2): "2011",
        ("ZMB", T2, W): "2010",
        ("SCG", W, "no tier"): "2004",
        ("SCG", T2, "no tier"): "2005, 2006",
        ("SRB", "no tier", W): "2004",
        ("SRB", "no tier", T2): "2005, 2006",
        ("MNE", "no tier", W): "2004",
        ("MNE", "no tier", T2): "2005, 2006",
    }
    assert table["why"].str.len().gt(10).all()


def test_our_1809_pairs_are_theirs_and_what_the_named_rows_add(data: Dataset) -> None:
    assert "1,809 pairs" in compare.published_check(data).attrs["title"]
    ours = compare.transitions(data, 2004, 2015)
    check = compare.published_check(data).set_index(["before", "after"])
    for row in ours.itertuples():
        if (row.before, row.after) in check.index:
            assert check.loc[(row.before, row.after), "our_count"] == row.count


def test_other_first_editions_and_data_without_their_rows_are_refused(data: Dataset) -> None:
    with pytest.raises(TipError, match="2004 and from 2009"):
        compare.published_check(data, 2005)
    with pytest.raises(TipError, match="cites Kelley and Heiss"):
        compare.row_differences(world({"XAA": [T2, T3]}, 2010))


# Computed elsewhere on the files of Human Trafficking Indicators (HTI) and of Kelley, 2001 to 2011:
# of 1,551 country-years in both, 10 have a tier in HTI and none in Kelley's, and one conflicts. Our
# tables keep which source stands behind a tier, HTI only for Tier 1 and Tier 3 (it does not part
# Tier 2 from its Watch List), so the 1,551 cannot be counted again; the eleven can be looked up.
BLANK_IN_KELLEY = [
    ("CUB", 2003),
    ("BRN", 2003),
    ("TWN", 2001),
    *(("TLS", e) for e in range(2005, 2012)),
]


def test_the_ten_placements_that_kelley_leaves_blank_rest_on_others(data: Dataset) -> None:
    rows = data.placements.set_index(["iso3", "edition"])
    for key in BLANK_IN_KELLEY:
        cited = rows.loc[key, "sources"].split(";")
        assert rows.loc[key, "status"] == "ranked"
        assert "kelley_2001_2014" not in cited
        assert ("hti_2001_2011" in cited) == (rows.loc[key, "tier"] in (T1, T3))
    assert len(BLANK_IN_KELLEY) == 10


def test_luxembourg_2011_is_the_one_conflict_of_kelley_and_hti(data: Dataset) -> None:
    rows = data.placements[data.placements["edition"] <= 2011]
    disagree = rows[rows["note"].fillna("").str.contains("sources disagree")]
    both = disagree[disagree["note"].str.contains("hti") & disagree["note"].str.contains("kelley")]
    sides = both["note"].str.extract(r"disagree: (.+) \((.+?)\); (.+) \((.+?)\)")
    apart = sides[1].str.contains("hti") != sides[1].str.contains("kelley")
    assert both.loc[apart, ["iso3", "edition", "tier"]].to_numpy().tolist() == [["LUX", 2011, T1]]
    assert "Tier 2 (kelley_2001_2014)" in both.loc[apart, "note"].item()


def test_where_hti_has_a_tier_and_kelley_none_the_row_is_named(data: Dataset) -> None:
    cited = data.placements["sources"].fillna("").str.split(";")
    hti = cited.map(lambda keys: "hti_2001_2011" in keys)
    kelley = cited.map(lambda keys: "kelley_2001_2014" in keys)
    rows = data.placements[hti & ~kelley]
    found = {(row.iso3, row.edition) for row in rows.itertuples()}
    # Units that Kelley's file has not at all, or gives otherwise: see `row_differences`.
    units = {key for key in found if key[0] in ("KOR", "USA", "SCG")}
    assert found - units == {("CUB", 2003), ("TWN", 2001), ("LUX", 2011)}


@pytest.mark.parametrize(
    ("edition", "theirs", "key", "ours_only"),
    [(2001, 79, "kelley_2001_2014", {"KOR", "SCG", "TWN"}), (2015, 186, "heiss_2015", {"USA"})],
)
def test_how_many_have_a_tier_in_theirs_and_which_more_in_ours(
    data: Dataset, edition: int, theirs: int, key: str, ours_only: set[str]
) -> None:
    # Computed elsewhere on their file: 79 countries with a tier in 2001, 186 in 2015.
    rows = data.placements.query("edition == @edition and status == 'ranked'")
    cited = rows["sources"].str.split(";").map(lambda keys: key in keys)
    assert cited.sum() == theirs
    assert set(rows.loc[~cited, "iso3"]) == ours_only
