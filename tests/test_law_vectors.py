"""Histories that are known from outside, against the data and the law."""

import pytest

from tipanalysis import law, terms
from tipanalysis.compare.history import histories
from tipanalysis.dataset import Dataset

T1, T2, W, T3 = terms.TIERS

# Editions of each place as known from State, its embassies, copies of its lists and a coding of
# 2001 to 2015 by Kelley and Heiss.
KNOWN = {
    "THA": [
        (T2, 2001, 2003), (W, 2004, 2004), (T2, 2005, 2009), (W, 2010, 2013), (T3, 2014, 2015),
        (W, 2016, 2017), (T2, 2018, 2020), (W, 2021, 2021), (T2, 2022, 2024),
    ],
    "CHN": [(W, 2005, 2012), (T3, 2013, 2013), (W, 2014, 2015)],
    "RUS": [(W, 2004, 2012), (T3, 2013, 2013)],
    "MYS": [(W, 2010, 2013), (T3, 2014, 2014), (W, 2015, 2015)],
    "BLR": [(W, 2011, 2014), (T3, 2015, 2015)],
    "BDI": [(W, 2011, 2014), (T3, 2015, 2015)],
    "COM": [(W, 2011, 2014), (T3, 2015, 2015)],
}  # fmt: skip

WAIVED = {
    2018: {"CUB", "KWT", "NER", "SAU", "SEN", "SWZ", "HKG"},
    2020: {"BIH", "FJI", "GNB", "KGZ", "MYS", "MDV", "SDN", "UZB"},
    2024: {"GAB", "KWT", "MDG", "SRB"},
}


@pytest.mark.parametrize("iso3", KNOWN)
def test_a_known_history_is_in_the_data(data: Dataset, iso3: str) -> None:
    history = data.history(iso3)
    for place, first, last in KNOWN[iso3]:
        assert {history[edition] for edition in range(first, last + 1)} == {place}


@pytest.mark.parametrize("iso3", KNOWN)
def test_each_edition_of_a_known_history_was_possible_after_the_one_before(
    data: Dataset, iso3: str
) -> None:
    history = data.history(iso3)
    for place, first, last in KNOWN[iso3]:
        for edition in range(max(first, 2005), last + 1):
            allowed = {p.tier: p.possible for p in law.possible_next(history, edition - 1)}
            assert allowed[place] != "no"


def test_thailand_stood_by_waiver_in_2012_and_2013_and_not_in_2016_or_2017(data: Dataset) -> None:
    history = data.history("THA")
    needed = {e for e in range(2009, 2026) if law.clock(history, e).needed_waiver}
    assert needed == {2012, 2013}


@pytest.mark.parametrize("edition", WAIVED)
def test_published_waivers_are_exactly_the_third_and_fourth_counted_years(
    data: Dataset, edition: int
) -> None:
    needed = {
        iso3
        for iso3, history in histories(data).items()
        if law.watch_list_run(history, edition) > 2
    }
    rows = data.placements[data.placements["edition"] == edition]
    stored = set(rows.loc[rows["waiver"].fillna(False).astype(bool), "iso3"])
    assert needed == stored == WAIVED[edition]


def test_nobody_stood_longer_than_four_counted_years_then_three(data: Dataset) -> None:
    longest = {
        edition: max(law.watch_list_run(history, edition) for history in histories(data).values())
        for edition in range(2009, 2026)
    }
    assert max(longest.values()) == 4
    assert max(longest[edition] for edition in range(2019, 2026)) == 3


def test_the_limit_leaves_watch_list_out_where_it_was_used_up(data: Dataset) -> None:
    allowed = {p.tier: p.possible for p in law.possible_next(data.history("CHN"), 2012)}
    assert allowed == {T1: "yes", T2: "yes", W: "no", T3: "yes"}
    allowed = {p.tier: p.possible for p in law.possible_next(data.history("THA"), 2017)}
    assert allowed[W] == "with a waiver"
