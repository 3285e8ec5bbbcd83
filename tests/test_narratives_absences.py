"""True zeros and what was not reported, in texts of imaginary countries."""

from __future__ import annotations

import pytest

from tipanalysis.narratives.statistics import code_statistics, code_unreported
from tipanalysis.narratives.text import Narrative


def narrative(**sections: str) -> Narrative:
    return Narrative("XAA", 2018, "ALANDRIA: TIER 2", sections)


def figures(**sections: str) -> set[tuple[object, object, object]]:
    rows = code_statistics(narrative(**sections))
    return {(row["measure"], row["subset"], row["value"]) for row in rows}


def unreported(**sections: str) -> set[tuple[object, object]]:
    return {(row["measure"], row["subset"]) for row in code_unreported(narrative(**sections))}


BOTH_SAID = {
    "assessment": "The government did not convict any traffickers.",
    "prosecution": "The government did not report any convictions.",
}


def test_a_zero_of_the_assessment_holds_though_a_section_tells_of_no_report() -> None:
    assert figures(**BOTH_SAID) == {("convictions", "total", 0)}
    assert unreported(**BOTH_SAID) == {("convictions", "total")}


def test_a_figure_of_the_assessment_is_one_that_was_reported() -> None:
    said = {**BOTH_SAID, "assessment": "The government convicted six traffickers."}
    assert figures(**said) == {("convictions", "total", 6)}
    assert unreported(**said) == set()


def test_no_officials_investigated_by_the_assessment() -> None:
    said = {
        "assessment": "There were no investigations into official complicity in Alandria.",
        "prosecution": "The police did not report any investigations of complicit officials.",
    }
    assert figures(**said) == {("investigations", "officials", 0)}


def test_reports_that_nobody_looked_into_are_no_zero() -> None:
    text = "Prosecutors did not investigate reports of officials selling permits to traffickers."
    assert figures(assessment=text) == set()


def test_none_known_is_not_none() -> None:
    said = "In Alandria there were no known prosecutions or convictions of traffickers."
    assert figures(prosecution=said) == set()
    assert unreported(prosecution=said) == {("prosecutions", "total"), ("convictions", "total")}


def test_none_at_all_is_a_zero() -> None:
    said = "In Alandria there were no prosecutions or convictions of traffickers."
    assert figures(prosecution=said) == {("prosecutions", "total", 0), ("convictions", "total", 0)}


def test_a_form_that_was_never_convicted_was_not_in_the_period() -> None:
    said = "Judges had yet to obtain a sex trafficking conviction."
    assert figures(prosecution=said) == {("convictions", "sex", 0)}


@pytest.mark.parametrize(
    "said",
    [
        "Police have never identified forced labor victims within the guest worker program.",
        "Judges had yet to initiate prosecutions of officials arrested in 2011.",
        "Judges had yet to convict any child traffickers.",
    ],
)
def test_never_in_a_corner_of_it_is_no_zero_of_the_form(said: str) -> None:
    assert figures(prosecution=said, protection=said) == set()


def test_two_acts_denied_at_once_one_of_them_as_a_noun() -> None:
    said = "Courts did not prosecute or obtain convictions for any trafficking crimes."
    assert figures(prosecution=said) == {("prosecutions", "total", 0), ("convictions", "total", 0)}


def test_an_act_beside_did_not_report_was_not_done() -> None:
    said = "Alandria did not report the outcome of one inquiry or secure any convictions."
    assert figures(prosecution=said) == {("convictions", "total", 0)}
    assert unreported(prosecution=said) == set()


def test_an_act_not_done_ends_what_was_not_reported() -> None:
    said = "Alandria did not report any investigations or obtain convictions of officials."
    assert figures(prosecution=said) == {("convictions", "officials", 0)}
    assert unreported(prosecution=said) == {("investigations", "total")}


@pytest.mark.parametrize(
    "said",
    [
        "Alandria did not report efforts to investigate officials or secure convictions.",
        "Alandria did not report whether courts tried officials or secured convictions.",
    ],
)
def test_what_efforts_aimed_at_is_no_zero(said: str) -> None:
    assert figures(prosecution=said) == set()
