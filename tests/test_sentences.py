"""Sentences computed from rows."""

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis import compare, sentences
from tipanalysis.compare.peers import Peers
from tipanalysis.dataset import Dataset
from tipanalysis.linking import country_ledger
from tipanalysis.names import in_text
from tipanalysis.sentences.opening import path, placed
from tipanalysis.sentences.words import counted, listed, ordinal, spans
from tipanalysis.shown import plain, show


@given(st.sets(st.integers(2001, 2025), min_size=1))
def test_spans_name_every_edition_and_no_other(editions: set[int]) -> None:
    named: set[int] = set()
    for part in spans(sorted(editions)).replace(" and ", ", ").split(", "):
        first, _, last = part.partition("–")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == editions


def test_small_words() -> None:
    assert counted(2, "country", "countries") == "two countries"
    assert counted(12, "effort") == "12 efforts"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [ordinal(n) for n in (1, 3, 11, 12, 21, 22, 23)] == [
        "first",
        "third",
        "11th",
        "12th",
        "21st",
        "22nd",
        "23rd",
    ]


@pytest.mark.parametrize(
    ("country", "edition", "words"),
    [
        ("Thailand", 2023, "**Tier 2** in 2023, unchanged from 2022"),
        ("Thailand", 2014, "down from the Tier 2 Watch List in 2013"),
        ("Thailand", 2016, "up from Tier 3 in 2015"),
        ("Somalia", 2010, "special case"),
        ("Thailand", 2001, "its first edition"),
        ("Montenegro", 2007, "2006 did not assess it"),
    ],
)
def test_the_first_takeaway_names_the_move(
    data: Dataset, country: str, edition: int, words: str
) -> None:
    assert words in placed(data.profile(country, edition))


def test_the_path_of_thailand_up_to_2023(data: Dataset) -> None:
    words = path(data.profile("Thailand", 2023))
    assert "second edition in a row on Tier 2" in words
    assert "Tier 3 in 2014–2015" in words
    assert "Tier 2 Watch List in 2004, 2010–2013, 2016–2017 and 2021" in words


def test_the_path_does_not_look_ahead(data: Dataset) -> None:
    assert "2014" not in path(data.profile("Thailand", 2010))


def wide_sample(data: Dataset) -> list[tuple[str, int]]:
    """One country for each place and basis of every third edition, and some that are coded."""
    rows = data.placements[data.placements["status"].isin(["ranked", "special case"])]
    rows = rows[(rows["edition"] - 2001) % 3 == 0]
    place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
    rows = rows.assign(place=place, derived=rows["basis"] == "derived")
    chosen = rows.groupby(["edition", "place", "derived"]).head(1)
    some = [(str(iso3), int(year)) for iso3, year in chosen[["iso3", "edition"]].to_numpy()]
    return [*some, ("SOM", 2010), ("CUB", 2003), ("THA", 2023), ("GHA", 2018), ("USA", 2018)]


def test_there_are_five_to_seven_takeaways_whatever_the_country_and_edition(
    data: Dataset,
) -> None:
    sample = wide_sample(data)
    assert len(sample) > 45
    assert {edition for _, edition in sample} >= {2001, 2004, 2010, 2019, 2025}
    wrong = {}
    for iso3, edition in sample:
        told = sentences.takeaways(
            data, data.profile(iso3, edition), compare.peers(data, iso3, edition)
        )
        lines = [line for line in told.markdown.splitlines() if line]
        if not 5 <= len(lines) <= 7 or len(set(lines)) < len(lines):
            wrong[iso3, edition] = lines
    assert wrong == {}


def test_takeaways_are_enough_without_peers(data: Dataset) -> None:
    for iso3, edition in (("SOM", 2010), ("CUB", 2003), ("THA", 2001), ("ANT", 2010)):
        group = Peers(iso3, edition, "list", "named for comparison", ())
        told = sentences.takeaways(data, data.profile(iso3, edition), group).markdown
        assert len(told.splitlines()) >= 5, (iso3, edition)


def test_peers_of_the_same_tier_are_counted_not_sorted_by_tier(data: Dataset) -> None:
    profile = data.profile("GHA", 2018)
    words = repr(sentences.takeaways(data, profile, compare.peers(data, "GHA", 2018, rule="tier")))
    assert "79 other countries stand on Tier 2 in this edition." in words
    assert "Of the 79" not in words


def test_what_fills_the_takeaways_is_counted_from_the_tables(data: Dataset) -> None:
    profile = data.profile("Cuba", 2003)
    words = repr(sentences.takeaways(data, profile, compare.peers(data, "CUB", 2003)))
    rows = data.placements[data.placements["edition"] == 2003]
    ranked, third = int(rows["tier"].notna().sum()), int((rows["tier"] == "Tier 3").sum())
    assert f"Of the {ranked} countries that this edition ranks, {third} are on Tier 3." in words


def test_a_narrative_that_is_not_in_the_data_is_said_in_one_line(data: Dataset) -> None:
    profile = data.profile("Ghana", 2010)
    text = sentences.by_pillar(data, profile, "achievement").markdown
    assert "\n" not in text
    assert "tipanalysis narratives" in text


def test_every_statement_of_the_seed_profile_stands_in_the_report(data: Dataset) -> None:
    profile = data.profile("Thailand", 2023)
    kinds = ("achievement", "shortfall", "context", "emerging")
    shown = " ".join(repr(sentences.by_pillar(data, profile, kind)) for kind in kinds)
    shown += repr(sentences.recommended(data, profile))
    for said in [*profile.findings["statement"], *profile.recommendations["statement"]]:
        assert said in shown


def test_elimination_is_said(data: Dataset) -> None:
    words = repr(sentences.headline(data.profile("Japan", 2024)))
    assert "elimination" in words


def test_a_narrative_that_is_missing_is_said_once_with_the_command_that_can_bring_it(
    data: Dataset,
) -> None:
    old = data.profile("Cuba", 2003)
    first = repr(sentences.by_pillar(data, old, "achievement"))
    assert "narratives read YOUR-TEXTS --edition 2003" in first
    assert "fetch" not in first
    new = repr(sentences.by_pillar(data, data.profile("Ghana", 2021), "achievement"))
    assert "narratives fetch --edition 2021 --country GHA" in new
    for kind in ("shortfall", "context", "emerging", "exploitation"):
        line = repr(sentences.by_pillar(data, old, kind))
        assert line == "The narrative of the 2003 edition is not in the data yet."


def test_new_concerns_stand_in_the_order_in_which_they_were_coded(data: Dataset) -> None:
    words = repr(sentences.by_pillar(data, data.profile("Thailand", 2023), "emerging"))
    assert words.index("forced into online scams") < words.index("Prosecution is hard")


def test_every_country_reads_right_where_the_report_places_it(data: Dataset) -> None:
    ranked, special = data.profile("Thailand", 2023), data.profile("Somalia", 2010)
    for name in data.countries["name"]:
        called = plain(in_text(name))
        words = placed(dataclasses.replace(ranked, name=name))
        assert words.startswith(f"The Report places {called} on **Tier 2** in 2023"), words
        words = placed(dataclasses.replace(special, name=name))
        assert words.startswith(f"The Report treats {called} as a **special case**"), words


def test_names_carry_their_article_wherever_the_report_speaks_of_a_country(data: Dataset) -> None:
    profile = data.profile("USA", 2018)
    group = compare.peers(data, "USA", 2018)
    asked = compare.recommendation_themes(data, group)
    shown = [
        repr(sentences.takeaways(data, profile, group)),
        repr(sentences.stay_line(compare.stay(data, "USA", 2018))),
        repr(sentences.asked_of_peers(asked, profile.name)),
        repr(sentences.rule_line(group)),
        repr(sentences.method(data, profile, group)),
    ]
    tables = (
        compare.tier_history(data, ["USA"]),
        compare.unusual(data, "USA", 2018),
        compare.persistence(data, "USA", 2018),
        compare.number_series(data, "USA"),
        compare.numbers(profile),
        compare.comparable(data, "USA", 2018),
        compare.others(data, "USA", 2018),
        compare.resembles(data, "USA", 2018),
        compare.unodc_latest(data, "USA", 2018),
        country_ledger(data, "USA"),
        asked,
    )
    shown += [f"{table.attrs['title']}. {table.attrs['note']}" for table in tables]
    shown += list(compare.unusual(data, "USA", 2018)["compared_with"])
    for words in shown:
        assert not re.search(r"(?<![Tt]he )United States of America", words), words
        assert not re.search(r"(?<!the )Western Hemisphere", words), words


@pytest.mark.parametrize("edition", [2010, 2023])
def test_nothing_counts_no_countries_or_one_narratives(data: Dataset, edition: int) -> None:
    group = compare.peers(data, "SOM", edition)
    tables = (
        compare.recommendation_themes(data, group),
        compare.finding_themes(data, group.with_country, edition),
        compare.finding_themes(data, ["THA", "KHM"], 2023),
    )
    for table in tables:
        words = f"{table.attrs['title']} {table.attrs['note']}"
        assert table.empty
        assert not re.search(r"\b(0|1) (countries|narratives)\b", words), words
    one = compare.peers(data, "THA", 2018, "Laos")
    assert "and 1 country named" in compare.recommendation_themes(data, one).attrs["title"]
    assert repr(sentences.rule_line(one)) == "Chosen by rule: the one country named for comparison."


#: What the summary in the sources says, and words that would say more or something else.
DRIFT = (
    "year before",
    "Some victims",
    "sexual exploitation of children online",
    "traffickers had made them",
    "in care",
    "more training",
    "set a goal",
    "police",
    "knowledge",
    "set aside",
    "not for the period",
    "operations",
)


def test_the_statements_of_the_seed_profile_say_no_more_than_their_source(data: Dataset) -> None:
    profile = data.profile("Thailand", 2023)
    told = [*profile.findings["statement"], *profile.recommendations["statement"]]
    assert [(words, drift) for words in told for drift in DRIFT if drift in words] == []
    wanted = (
        "more investigations, prosecutions and convictions",
        "35 officials for alleged complicity",
        "four of the officials who were alleged to be complicit",
        "new national referral mechanism",
        "exploitation of children online",
        "uneven and ineffective",
        "detention or punishment for unlawful acts done while being trafficked",
        "freedom of movement",
        "need training",
        "often replaced",
        "441.7 million baht",
    )
    assert [words for words in wanted if words not in " ".join(told)] == []


def test_a_special_case_is_said_to_have_no_tier_once_on_its_path(data: Dataset) -> None:
    profile = data.profile("Somalia", 2010)
    rates = compare.base_rate(data, "SOM", 2010)
    moves = compare.unusual(data, "SOM", 2010)
    path_of = (
        sentences.in_law(profile),
        show(rates, "base_rate"),
        sentences.base_rate_line(profile, rates),
        show(moves, "unusual", said_by=rates),
        sentences.usual_line(moves),
        sentences.stay_line(compare.stay(data, "SOM", 2010)),
        sentences.why_this_tier(profile),
        sentences.what_follows(profile),
    )
    assert " ".join(map(repr, path_of)).count("no tier") == 1


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.417, 10, "imprisonment of 5 months to 10 years"),
        (0.083, 1, "imprisonment of 1 month to 1 year"),
        (0.5, 99, "imprisonment of 6 months to life"),
        (1, None, "imprisonment of at least 1 year"),
        (None, 1.5, "imprisonment of up to 18 months"),
        (8, 8, "imprisonment of 8 years."),
    ],
)
def test_terms_of_penalties_are_said_as_laws_say_them(
    data: Dataset, low: float | None, high: float | None, words: str
) -> None:
    profile = data.profile("Comoros", 2018)
    row = profile.penalties.head(1).assign(min_years=low, max_years=high)
    told = sentences.why_this_tier(dataclasses.replace(profile, penalties=row))
    assert words in repr(told)
