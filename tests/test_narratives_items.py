"""Recommendations of imaginary countries in every form that the editions print them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.narratives.asides import without_asides
from tipanalysis.narratives.items import split_items

POLICE = "Train the border police of Alandria"
SHELTER = "open shelters (for men; for boys) in the capital"
PUBLIC = "tell the public of the helpline"
FORMS = {
    "2011, run-in": f"Recommendations for Alandria: {POLICE}; {SHELTER}; and {PUBLIC}.",
    "2015": f"RECOMMENDATIONS FOR ALANDRIA:\n{POLICE}; {SHELTER}; {PUBLIC}.",
    "2018": f"RECOMMENDATIONS FOR ALANDRIA\n{POLICE}; {SHELTER}; and, {PUBLIC}.",
    "2018, lines wrapped": f"{POLICE}; open shelters (for men;\nfor boys) in the\n"
    f"capital; {PUBLIC}.",
    "2019, bullets in the line": f"PRIORITIZED RECOMMENDATIONS\n{POLICE}. • O{SHELTER[1:]}. • "
    f"T{PUBLIC[1:]}.",
    "2020, glued": f"PRIORITIZED RECOMMENDATIONS:\n{POLICE}.O{SHELTER[1:]}.T{PUBLIC[1:]}.",
    "2021, blanks": f"PRIORITIZED RECOMMENDATIONS: {POLICE}. O{SHELTER[1:]}. T{PUBLIC[1:]}.",
    "2022, bullets at line starts": f"PRIORITIZED RECOMMENDATIONS:\n• {POLICE}.\n• O{SHELTER[1:]}."
    f"\n• T{PUBLIC[1:]}.",
    "2022, bullets and wrapped lines": f"• {POLICE}.\n• Open shelters (for men;\nfor boys) in the "
    f"capital.\n• T{PUBLIC[1:]}.",
    "hyphens at line starts": f"- {POLICE}.\n- O{SHELTER[1:]}.\n- T{PUBLIC[1:]}.",
    "2023, a paragraph each": f"Prioritized Recommendations\n{POLICE}.\n\nO{SHELTER[1:]}.\n\n"
    f"T{PUBLIC[1:]}.",
    "2024, asterisks in the line": f"* {POLICE}. * O{SHELTER[1:]}. * T{PUBLIC[1:]}.",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_each_form_gives_the_same_items(text: str) -> None:
    items = [re.sub(r"\.$", "", item).lower() for item in split_items(text)]
    assert items == [POLICE.lower(), SHELTER.lower(), PUBLIC.lower()]


def test_a_bracket_that_is_never_closed_hides_no_separator() -> None:
    assert split_items("train (all police; open shelters; warn the public") == (
        "train (all police",
        "open shelters",
        "warn the public",
    )


def test_brackets_within_brackets_stay_whole() -> None:
    text = "train police (in law (old; new); in care; at sea); open shelters"
    assert split_items(text) == (
        "train police (in law (old; new); in care; at sea)",
        "open shelters",
    )


def test_one_item_is_one_item_and_nothing_is_nothing() -> None:
    assert split_items("Train police.") == ("Train police.",)
    assert split_items("  \n ") == ()
    assert split_items("RECOMMENDATIONS FOR THE REPUBLIC OF ALANDRIA\n") == ()


def test_an_item_may_hold_an_and_of_its_own() -> None:
    assert split_items("train police and judges; and open shelters and homes.") == (
        "train police and judges",
        "open shelters and homes.",
    )


WORDS = st.lists(
    st.text("abcdefghijklmnop", min_size=2, max_size=8).filter(lambda word: word != "and"),
    min_size=2,
    max_size=6,
).map(" ".join)
BRACKETED = st.tuples(WORDS, WORDS, WORDS).map(lambda parts: "{} ({}; {})".format(*parts))
ITEMS = st.lists(WORDS | BRACKETED, min_size=2, max_size=12)


@given(ITEMS)
def test_items_joined_by_semicolons_come_back(items: list[str]) -> None:
    assert split_items("; ".join(items)) == tuple(items)


@given(ITEMS)
def test_items_with_bullets_come_back(items: list[str]) -> None:
    sentences = tuple(item.capitalize() + "." for item in items)
    assert split_items("\n".join("• " + item for item in sentences)) == sentences
    assert split_items(" • ".join(sentences)) == sentences


@given(st.text())
def test_any_text_is_cut_without_loss_of_letters(text: str) -> None:
    def letters(words: str) -> list[str]:
        return sorted(sign for sign in words if sign.isalpha())

    items = split_items("Go; " + text)
    kept = letters("".join(items))
    lost = len(letters("Go" + text)) - len(kept)
    assert lost in range(0, 3 * len(items) + 1, 3), "only leading words 'and' may go"
    assert all(item == " ".join(item.split()) and item for item in items)


ASIDES = {
    "screen migrants, including asylum seekers, and refer victims": (
        "screen migrants, and refer victims"
    ),
    "identify victims among groups such as orphans, guards, and cooks, and train police": (
        "identify victims among groups, and train police"
    ),
    "train officials, including judges and guards, on screening": "train officials, on screening",
    "train officials—including guards—on screening": "train officials—on screening",
    "assist victims, regardless of whether they testify": "assist victims",
    "assist victims that is not contingent on testimony; train police": (
        "assist victims that is; train police"
    ),
}


@pytest.mark.parametrize(("item", "plain"), ASIDES.items())
def test_lists_of_groups_and_what_makes_no_difference_are_asides(item: str, plain: str) -> None:
    assert without_asides(item) == plain


@pytest.mark.parametrize(
    "item",
    [
        "assist victims, including shelter and legal aid",
        "prosecute officials, including by training judges",
        "convict traffickers, including complicit officials",
        "open shelters for victims and train officials",
    ],
)
def test_what_is_done_for_people_is_no_aside(item: str) -> None:
    assert without_asides(item) == item
