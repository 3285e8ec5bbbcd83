"""Sentences computed from rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis import compare, sentences
from tipanalysis.dataset import Dataset
from tipanalysis.sentences.opening import path, placed
from tipanalysis.sentences.words import counted, listed, ordinal, spans


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
        ("Thailand", 2014, "down from Tier 2 Watch List in 2013"),
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


@pytest.mark.parametrize(
    ("country", "edition"),
    [("Thailand", 2023), ("Ghana", 2018), ("Somalia", 2010), ("Cuba", 2003), ("Japan", 2024)],
)
def test_there_are_three_to_seven_takeaways(data: Dataset, country: str, edition: int) -> None:
    profile = data.profile(country, edition)
    group = compare.peers(data, profile.iso3, edition)
    lines = sentences.takeaways(data, profile, group).markdown.splitlines()
    assert 3 <= len(lines) <= 7


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
    assert words.index("forced to run online scams") < words.index("Such cases are hard")
