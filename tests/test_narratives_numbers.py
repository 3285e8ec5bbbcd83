"""Counts in prose: what is one, what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.narratives.numbers import find_numbers, value_of


def values(text: str) -> list[int]:
    return [number.value for number in find_numbers(text)]


ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(n: int) -> str:
    if n < 10:
        return ONES[n - 1]
    if n < 20:
        return TEENS[n - 10]
    tens, rest = TENS[n // 10 - 2], n % 10
    return f"{tens}-{ONES[rest - 1]}" if rest else tens


@given(st.integers(1, 99))
def test_a_spelt_number_is_read_as_its_digits(n: int) -> None:
    assert values(f"Police found {spelt(n)} suspects.") == [n]
    assert values(f"{spelt(n).capitalize()} suspects were found.") == [n]


@given(st.integers(1, 9), st.integers(1, 99))
def test_hundreds_at_the_start_of_a_sentence(hundreds: int, rest: int) -> None:
    text = f"{ONES[hundreds - 1].capitalize()} hundred and {spelt(rest)} suspects were found."
    assert values(text) == [100 * hundreds + rest]


@given(st.integers(0, 9_999_999))
def test_thousands_commas(n: int) -> None:
    assert values(f"The unit counted {n:,} suspects.") == [n]
    assert value_of(f"{n:,}") == n


@given(st.integers(1900, 2099))
def test_four_digits_of_a_year_are_never_a_count(year: int) -> None:
    assert values(f"In {year}, police acted; suspects rose from {year} to {year}.") == []


@given(
    st.sampled_from(["Article", "Section", "Law No.", "Decree No.", "Act", "Chapter"]),
    st.integers(1, 999),
)
def test_what_bears_a_number_as_its_name_is_not_counted(kind: str, n: int) -> None:
    assert values(f"Under {kind} {n} of the code, police found three suspects.") == [3]


@given(st.integers(1, 60), st.sampled_from(["years", "months", "days", "percent", "million"]))
def test_time_shares_and_millions_are_not_counted(n: int, unit: str) -> None:
    assert values(f"It lasted {n} {unit} for three suspects.") == [3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("articles 12 through 15 and 20 of the code", []),
        ("sections 7, 8, and 9, 14 suspects", [14]),
        ("under article 9, 20 convictions", [20]),
        ("an 11-year-old girl and a three-year plan", []),
        ("girls aged 12, 13, and 14 who", []),
        ("persons under 18", []),
        ("five to 10 years imprisonment", []),
        ("between 10 and 15 officers", []),
        ("1,000 crowns ($90)", []),
        ("4.5 kilometers", []),
        ("no one was found; zero tolerance", [0]),
        ("none in 2016 and no suspects", [0, 0]),
        ("31potential cases", [31]),
        ("Fifly-five suspects", [55]),
        ("the previous one", []),
        ("one-third of 12 suspects", [12]),
    ],
)
def test_traps(text: str, expected: list[int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("at least", "at-least"),
        ("more than", "at-least"),
        ("over", "at-least"),
        ("no fewer than", "at-least"),
        ("up to", "at-most"),
        ("fewer than", "at-most"),
        ("approximately", "approx"),
        ("nearly", "approx"),
        ("about", "approx"),
        ("a total of", "exact"),
        ("the", "exact"),
    ],
)
def test_bounds(words: str, bound: str) -> None:
    (number,) = find_numbers(f"Police found {words} 12 suspects.")
    assert (number.value, number.bound) == (12, bound)


def test_a_word_that_is_no_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="'lots' is not a numeral"):
        value_of("lots")


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_number_stands_in_it(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert value_of(text[number.start : number.end]) == number.value
