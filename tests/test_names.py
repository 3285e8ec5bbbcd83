"""One code behind the many names of a country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownCountry
from tipanalysis.names import WITH_ARTICLE, WITHOUT_ENTRY, Names, in_text, name_key
from tipanalysis.terms import REGIONS

NAMES = Names(
    {"XAA": "Alandria", "XBB": "The Borduria Islands"},
    {"XAA": ["Kingdom of Alandria", "Alandría"], "XBB": ["St. Borduria"]},
)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("XAA", "XAA"),
        ("xaa", "XAA"),
        ("ALANDRIA", "XAA"),
        ("Alandría", "XAA"),
        ("kingdom of alandria", "XAA"),
        ("Borduria Islands", "XBB"),
        ("Saint Borduria", "XBB"),
    ],
)
def test_every_name_finds_its_code(asked: str, code: str) -> None:
    assert NAMES.code(asked) == code


def test_a_miss_suggests_the_nearest() -> None:
    with pytest.raises(UnknownCountry, match="Did you mean .*Alandria"):
        NAMES.code("Alandira")


def test_a_far_miss_suggests_nothing() -> None:
    with pytest.raises(UnknownCountry) as caught:
        NAMES.code("qqqqqq")
    assert "Did you mean" not in str(caught.value)


@pytest.mark.parametrize("name", ["São Tomé", "Sao Tome and Principe", "St. Kitts and Nevis"])
def test_a_state_without_an_entry_is_said_to_have_none(data: Dataset, name: str) -> None:
    with pytest.raises(UnknownCountry) as caught:
        data.country(name)
    assert str(caught.value) == (
        f'"{name}" has no entry in any edition of the data: the Report does not assess every state.'
    )


def test_what_is_said_to_have_no_entry_has_none(data: Dataset) -> None:
    for name in WITHOUT_ENTRY:
        with pytest.raises(UnknownCountry, match="no entry in any edition"):
            data.country(name)


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


#: As the Report of 2018 writes them after "the Government of".
ARTICLED = (
    "CAF", "COD", "COG", "DOM", "KGZ", "MHL", "NLD", "ANT", "PHL", "SLB", "ARE", "GBR", "USA",
)  # fmt: skip


def test_all_names_read_right_after_places(data: Dataset) -> None:
    names = dict(zip(data.countries["iso3"], data.countries["name"], strict=True))
    assert len(names) > 185
    for iso3, name in names.items():
        wanted = f"the {name}" if iso3 in ARTICLED else name
        assert in_text(name) == wanted
        assert in_text(name, first=True) == wanted[:1].upper() + wanted[1:]
    # a name built on a common noun takes one; "The" that is part of a name is not doubled
    nouns = ("Republic", "Kingdom", "States", "Emirates", "Islands", "Antilles")
    built = {name for name in names.values() if any(noun in name.split() for noun in nouns)}
    assert built <= WITH_ARTICLE
    assert in_text("The Bahamas") == "The Bahamas"
    assert in_text("Western Hemisphere") == "the Western Hemisphere"
    assert in_text("Near East") == "the Near East"
    assert in_text("Africa") == "Africa"
    assert set(WITH_ARTICLE) <= {*names.values(), *REGIONS.values()}
