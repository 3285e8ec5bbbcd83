"""One code behind the many names of a country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.errors import UnknownCountry
from tipanalysis.names import Names, name_key

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


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
