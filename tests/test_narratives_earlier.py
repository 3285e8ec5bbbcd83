"""What an earlier figure of an imaginary country is compared with, and what it is not."""

from __future__ import annotations

from tipanalysis.narratives.statistics import code_statistics, code_unreported
from tipanalysis.narratives.text import Narrative

Figure = tuple[object, object, object, object]


def figures(text: str, section: str = "prosecution") -> set[Figure]:
    rows = code_statistics(Narrative("XAA", 2018, "ALANDRIA: TIER 2", {section: text}))
    return {(r["measure"], r["subset"], r["value"], r["previous"]) for r in rows}


def unreported(text: str, section: str) -> set[object]:
    narrative = Narrative("XAA", 2018, "ALANDRIA: TIER 2", {section: text})
    return {row["measure"] for row in code_unreported(narrative)}


def test_respectively_counts_what_is_not_known_too() -> None:
    text = (
        "Alandria prosecuted 21 cases involving an unknown number of defendants in 2017 (six and "
        "14, respectively, in 2016)."
    )
    assert figures(text) == {("prosecutions", "total", 21, 6)}


def test_respectively_of_two_with_only_one_count_compares_nothing() -> None:
    text = "Alandria prosecuted 21 cases in 2017 (six and 14, respectively, in 2016)."
    assert figures(text) == {("prosecutions", "total", 21, None)}


def test_one_form_and_none_of_the_other_are_the_whole_before() -> None:
    text = (
        "Judges convicted eight traffickers in 2017, including two labor traffickers, compared to "
        "15 sex traffickers and no labor traffickers in 2016."
    )
    assert figures(text) == {("convictions", "total", 8, 15), ("convictions", "labor", 2, 0)}


def test_two_forms_before_are_not_added_up() -> None:
    text = (
        "Judges convicted eight traffickers in 2017, including two labor traffickers, compared to "
        "15 sex traffickers and three labor traffickers in 2016."
    )
    assert figures(text) == {("convictions", "total", 8, None), ("convictions", "labor", 2, 3)}


SEX_VICTIMS = "Police identified 41 sex trafficking victims{}, compared with 60 victims in 2016. "
ALL_OF_THEM = "Officials referred all 41 victims to shelters."


def test_an_earlier_figure_stays_beside_the_only_one_it_was_told_with() -> None:
    assert figures(SEX_VICTIMS.format("") + ALL_OF_THEM, "protection") == {
        ("victims_identified", "sex", 41, 60),
        ("victims_identified", "total", 41, 60),
    }


def test_an_earlier_figure_of_both_forms_is_that_of_the_whole() -> None:
    text = SEX_VICTIMS.format(" and no forced labor victims") + ALL_OF_THEM
    assert ("victims_identified", "sex", 41, None) in figures(text, "protection")
    assert ("victims_identified", "total", 41, 60) in figures(text, "protection")


def test_bribes_of_the_year_before_are_no_comparison() -> None:
    text = "Alandria prosecuted four complicit officers. In 2016, it prosecuted six officers"
    assert figures(f"{text} for accepting bribes at the border.") == {
        ("prosecutions", "officials", 4, None)
    }
    assert figures(f"{text} for accepting bribes from traffickers.") == {
        ("prosecutions", "officials", 4, 6)
    }


def test_a_figure_that_is_mostly_of_smuggling_is_no_comparison() -> None:
    text = "Police initiated 12 prosecutions; in the previous year, it initiated 90 prosecutions"
    assert figures(f"{text}, most of which were for smuggling.") == {
        ("prosecutions", "total", 12, None)
    }
    assert figures(f"{text}, most of which were for labor trafficking.") == {
        ("prosecutions", "total", 12, 90)
    }


def test_a_figure_given_for_want_of_another_is_no_comparison() -> None:
    text = "Officials identified 30 trafficking victims; during the previous year, they"
    assert figures(
        f"{text} did not provide data on victims identified, but reported 70 suspected victims.",
        "protection",
    ) == {("victims_identified", "total", 30, None)}
    assert figures(f"{text} identified 70 victims.", "protection") == {
        ("victims_identified", "total", 30, 70)
    }


def test_efforts_are_no_number_of_victims() -> None:
    text = "Alandria did not report {} to identify trafficking victims."
    assert unreported(text.format("proactive efforts"), "protection") == set()
    assert unreported("Alandria did not report identifying any victims.", "protection") == {
        "victims_identified"
    }


def test_the_silence_of_one_unit_is_not_that_of_the_government() -> None:
    text = (
        "The Alandrian police created a Missing Children Unit (MCU); however, the {} lacked cars "
        "and did not report investigating trafficking cases."
    )
    assert unreported(text.format("MCU"), "prosecution") == set()
    assert unreported(text.format("government"), "prosecution") == {"investigations"}
