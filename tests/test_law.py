"""The Watch List clock and what the law allows; vectors from the statute and known histories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis import law, terms
from tipanalysis.consequences import CRITERIA, consequences
from tipanalysis.dataset import Dataset
from tipanalysis.statute import in_force

W, T1, T2, T3, S = terms.WATCH_LIST, terms.TIER_1, terms.TIER_2, terms.TIER_3, terms.SPECIAL_CASE


def spell(place: str, first: int, last: int) -> dict[int, str]:
    return dict.fromkeys(range(first, last + 1), place)


histories = st.dictionaries(
    st.integers(2001, 2025), st.sampled_from([*terms.TIERS, S, terms.NOT_IN_REPORT]), min_size=1
)


def test_the_waiver_shrank_from_two_years_to_one_in_2019() -> None:
    assert (in_force(2018).waiver_years, in_force(2018).longest_run) == (2, 4)
    assert (in_force(2019).waiver_years, in_force(2019).longest_run) == (1, 3)


def test_there_was_no_watch_list_before_2004_and_no_limit_before_2009() -> None:
    assert not in_force(2003).watch_list
    assert in_force(2004).watch_list
    assert in_force(2008).limit is None
    assert in_force(2009).limit == 2


def test_commitments_could_put_a_country_on_the_list_from_2004_to_2018_only() -> None:
    assert [e for e in range(2001, 2026) if in_force(e).commitments_count] == [*range(2004, 2019)]


def test_years_before_2009_do_not_count() -> None:
    assert law.watch_list_run(spell(W, 2005, 2012), 2012) == 4
    assert law.watch_list_run(spell(W, 2005, 2008), 2008) == 0


@pytest.mark.parametrize("between", [S, T2, terms.NOT_IN_REPORT])
def test_anything_else_breaks_a_run(between: str) -> None:
    history = {**spell(W, 2010, 2011), 2012: between, 2013: W}
    assert law.watch_list_run(history, 2013) == 1


def test_after_two_years_the_list_is_open_only_with_a_waiver() -> None:
    now = law.clock(spell(W, 2010, 2011), 2011)
    assert now.limit_next
    assert now.waiver_possible
    allowed = {p.tier: p.possible for p in law.possible_next(spell(W, 2010, 2011), 2011)}
    assert allowed == {T1: "yes", T2: "yes", W: "with a waiver", T3: "yes"}


def test_after_four_years_no_waiver_is_left_under_the_old_law() -> None:
    allowed = {p.tier: p.possible for p in law.possible_next(spell(W, 2009, 2012), 2012)}
    assert allowed[W] == "no"


def test_after_three_years_no_waiver_is_left_under_the_law_of_2019() -> None:
    assert not law.clock(spell(W, 2020, 2022), 2022).waiver_possible
    assert law.clock(spell(W, 2014, 2016), 2016).waiver_possible


def test_the_law_of_the_next_edition_decides_not_that_of_the_last() -> None:
    assert not law.clock(spell(W, 2016, 2018), 2018).waiver_possible


def test_back_on_the_list_after_the_limit_is_for_one_edition_and_no_waiver_helps() -> None:
    history = {**spell(W, 2019, 2021), 2022: T3, 2023: W}
    now = law.clock(history, 2023)
    assert now.relisted
    assert not now.limit_next  # the limit may have asked for the Tier 3, or not
    assert not now.waiver_possible
    assert "no waiver helps" in now.words
    assert "7107(b)(2)(F)" in now.cited[0]
    after = {p.tier: p.possible for p in law.possible_next(history, 2023)}
    assert after[W] == "yes, not if the limit asked for the Tier 3"
    after = {p.tier: p.possible for p in law.possible_next({**history, 2024: W}, 2024)}
    assert after[W] == "with a waiver, not if the limit asked for the Tier 3"
    after = {p.tier: p.possible for p in law.possible_next({**history, 2024: W, 2025: W}, 2025)}
    assert after[W] == "no"


def test_a_return_beyond_one_edition_rests_on_what_the_tier_3_was_from_2019_on() -> None:
    history = {**spell(W, 2014, 2015), 2016: T3, **spell(W, 2017, 2020)}
    found = {edition for edition in range(2014, 2021) if law.beyond_relisting(history, edition)}
    assert found == {2019, 2020}
    ordinary = {2014: T2, 2015: W, 2016: T3, **spell(W, 2017, 2020)}
    assert not any(law.beyond_relisting(ordinary, edition) for edition in range(2014, 2021))


def test_back_on_the_list_before_2019_began_the_clock_anew() -> None:
    history = {**spell(W, 2010, 2013), 2014: T3, 2015: W}
    assert not law.clock(history, 2015).limit_next


def test_every_answer_cites_a_section() -> None:
    for possibility in law.possible_next(spell(W, 2020, 2021), 2021):
        assert "22 USC" in possibility.cited


def test_the_special_watch_list_of_the_law_holds_upgrades_too() -> None:
    assert law.special_watch_list({2022: T2, 2023: T1}, 2023) is not None
    assert law.special_watch_list({2022: T3, 2023: T2}, 2023) is not None
    assert law.special_watch_list({2022: W, 2023: T2}, 2023) is None
    assert law.special_watch_list({2002: T2, 2003: T1}, 2003) is None


def test_a_run_beyond_the_law_is_a_fault_of_its_edition() -> None:
    assert [e for e, _ in law.faults_of_history(spell(W, 2019, 2022))] == [2022]
    assert law.faults_of_history(spell(W, 2009, 2012)) == []


@given(histories)
def test_no_answer_ever_says_automatic(history: dict[int, str]) -> None:
    edition = max(history)
    words = law.clock(history, edition).words + "".join(
        p.why for p in law.possible_next(history, edition)
    )
    assert "automatic" not in words.lower()


@given(histories)
def test_tier_3_is_always_possible_and_the_run_never_exceeds_the_counted_editions(
    history: dict[int, str],
) -> None:
    edition = max(history)
    assert {p.tier: p.possible for p in law.possible_next(history, edition)}[T3] == "yes"
    assert 0 <= law.watch_list_run(history, edition) <= max(0, edition - 2008)


def test_tier_3_is_not_said_to_mean_sanctions() -> None:
    words = " ".join(c.words for c in consequences(T3, 2023))
    assert "does not by itself mean sanctions" in words
    assert "fiscal year 2024" in words


@pytest.mark.parametrize("edition", [2001, 2002])
def test_the_president_decides_on_no_tier_3_of_before_2003(edition: int) -> None:
    words = " ".join(c.words for c in consequences(T3, edition))
    assert "reports submitted from 1 january 2003" in words.lower()
    assert "fiscal year" not in words and "fiscal year" in consequences(T3, 2003)[0].words


@pytest.mark.parametrize(("edition", "limited"), [(2008, False), (2009, True)])
def test_time_on_the_list_is_limited_from_2009(edition: int, limited: bool) -> None:
    words = " ".join(c.words for c in consequences(W, edition))
    assert ("Time on the list is limited" in words) is limited
    assert ("was not limited then" in words) is not limited


def test_twelve_criteria_with_stable_keys_seven_of_them_from_the_start() -> None:
    assert [c.number for c in CRITERIA] == [*range(1, 13)]
    assert sum(c.first_edition == 2001 for c in CRITERIA) == 7


# Known histories (reading: 22 USC 7107; occrp.org on 2013; State's interim assessments).


def test_in_2013_waivers_ran_out_for_china_russia_and_uzbekistan(data: Dataset) -> None:
    went = {
        iso3
        for iso3 in data.countries["iso3"]
        if law.watch_list_run(data.history(iso3), 2012) == 4 and data.history(iso3)[2013] == T3
    }
    assert went == {"CHN", "RUS", "UZB"}


def test_in_2011_thirteen_stood_in_a_third_counted_year_and_ten_fell(data: Dataset) -> None:
    histories = [data.history(iso3) for iso3 in data.countries["iso3"]]
    assert sum(law.watch_list_run(h, 2011) == 3 for h in histories) == 13
    assert sum(law.followed_limit(h, 2011) and h[2010] == W for h in histories) == 10


@pytest.mark.parametrize(("edition", "count"), [(2017, 47), (2020, 46), (2023, 28)])
def test_the_special_watch_list_has_the_length_that_state_gave(
    data: Dataset, edition: int, count: int
) -> None:
    lists = [law.special_watch_list(data.history(iso3), edition) for iso3 in data.countries["iso3"]]
    assert sum(why is not None for why in lists) == count


def test_no_placement_in_the_data_breaks_the_law(data: Dataset) -> None:
    assert {i: law.faults_of_history(data.history(i)) for i in data.countries["iso3"]} == {
        i: [] for i in data.countries["iso3"]
    }


@pytest.mark.parametrize("iso3", ["BLR", "BDI", "COM"])
def test_four_watch_list_years_then_tier_3_in_2015(data: Dataset, iso3: str) -> None:
    assert law.watch_list_run(data.history(iso3), 2014) == 4
    assert data.history(iso3)[2015] == T3
