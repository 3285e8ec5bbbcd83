"""Figures of imaginary countries that the text says were the same the year before."""

from __future__ import annotations

import pytest

from tipanalysis.narratives.statistics import code_statistics
from tipanalysis.narratives.text import Narrative

AGAIN = """
The courts did not convict any traffickers for the fourth consecutive year.
For the second consecutive year, judges did not convict any traffickers.
The police opened six cases and obtained zero convictions for the second year in a row.
Similar to the previous year, the government did not secure any convictions.
As in past years, the government did not obtain any trafficking convictions.
Alandria opened four cases, but for the third consecutive year did not secure any convictions.
"""

NOT_AGAIN = """
The courts did not convict any traffickers and, for the fourth year in a row, had no budget.
The courts did not convict any traffickers or fund any shelter for the third consecutive year.
The courts did not convict any traffickers.
For the third consecutive year, the task force did not meet, and judges convicted no traffickers.
As in past years, the police were underfunded, and judges convicted no traffickers.
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def convictions(sentence: str) -> list[tuple[object, object, object]]:
    narrative = Narrative("XAA", 2018, "ALANDRIA: TIER 2", {"prosecution": sentence})
    return [
        (row["value"], row["previous"], row["previous_period"])
        for row in code_statistics(narrative)
        if row["measure"] == "convictions"
    ]


@pytest.mark.parametrize("sentence", _lines(AGAIN))
def test_none_for_the_nth_year_was_none_the_year_before(sentence: str) -> None:
    assert convictions(sentence) == [(0, 0, "previous reporting period")]


@pytest.mark.parametrize("sentence", _lines(NOT_AGAIN))
def test_what_another_act_has_done_again_says_nothing_of_the_zero(sentence: str) -> None:
    assert convictions(sentence) == [(0, None, None)]


def test_only_so_many_again_is_the_same_number() -> None:
    sentence = "Courts convicted only two traffickers for the second consecutive year."
    assert convictions(sentence) == [(2, 2, "previous reporting period")]


def test_an_act_done_again_need_not_be_of_the_same_number() -> None:
    sentence = "Courts convicted two traffickers for the second consecutive year."
    assert convictions(sentence) == [(2, None, None)]


def test_a_form_of_which_there_was_none_again() -> None:
    text = "Courts did not obtain any forced labor convictions for the third consecutive year."
    narrative = Narrative("XAA", 2018, "ALANDRIA: TIER 2", {"prosecution": text})
    (row,) = code_statistics(narrative)
    assert (row["subset"], row["value"], row["previous"]) == ("labor", 0, 0)
