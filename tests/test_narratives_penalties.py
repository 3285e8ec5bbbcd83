"""Penalties as laws of imaginary countries state them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.narratives.penalties import code_penalties
from tipanalysis.narratives.penalty_years import LIFE, years_in
from tipanalysis.narratives.text import Narrative

LAW = "Article 9 of the penal code criminalized sex and labor trafficking and prescribed "


def coded(text: str, section: str = "prosecution") -> tuple[object, ...]:
    found = code_penalties(Narrative("XAA", 2018, "ALANDRIA: TIER 2", {section: text}))
    keys = ("min_years", "max_years", "sufficiently_stringent", "commensurate")
    return tuple(found.get(key) for key in keys)


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_range_has_a_minimum_and_a_maximum(low: int, high: int) -> None:
    lows, highs = years_in(f"penalties of {low} to {high} years imprisonment")
    assert (lows, highs) == ([float(low)], [float(high)])


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("penalties of five to 10 years imprisonment", 5, 10),
        ("penalties ranging from seven to 20 years imprisonment", 7, 20),
        ("penalties between three and 12 years imprisonment", 3, 12),
        ("penalties of up to 12 years imprisonment", None, 12),
        ("a maximum penalty of up to 15 years imprisonment", None, 15),
        ("a minimum penalty of five years imprisonment", 5, None),
        ("punishment of no less than 30 years imprisonment", 30, None),
        ("penalties of three years to life imprisonment", 3, LIFE),
        ("punishments of up to life imprisonment", None, LIFE),
        ("penalties of six months to five years imprisonment", 0.5, 5),
        ("penalties of four to 10 years, which could be increased to 25 years", 4, 25),
        (
            "penalties of two to 10 years imprisonment and a fine of 500 crowns ($40) for adults "
            "and 10 to 20 years imprisonment for child victims",
            2,
            20,
        ),
        ("penalties of five to 10 years for victims aged 14 to 17 years old", 5, 10),
        ("maximum penalties of 12 to 25 years imprisonment", None, 25),
        ("minimum penalties of five to seven years imprisonment", 5, None),
        ("penalties from five years and one day to 15 years imprisonment", 5, 15),
        ("10- to 15-year prison terms", 10, 15),
        ("imprisonment of 7-14 years", 7, 14),
        ("imprisonment from three up to 10 years", 3, 10),
        ("imprisonment of no more than 10 years", None, 10),
        ("a mandatory minimum of a 10-year sentence", 10, None),
        ("three to 10 years, compared with one to five years under the old law", 3, 10),
    ],
)
def test_years(words: str, low: float | None, high: float | None) -> None:
    assert coded(LAW + words + ".")[:2] == (low, high)


@pytest.mark.parametrize(
    ("words", "stringent", "commensurate"),
    [
        (
            "These penalties were sufficiently stringent and, with respect to sex trafficking, "
            "commensurate with those prescribed for other serious crimes, such as rape.",
            True,
            True,
        ),
        (
            "These penalties were sufficiently stringent; however, by allowing for a fine, with "
            "regard to sex trafficking, these penalties were not commensurate with those for rape.",
            True,
            False,
        ),
        ("These penalties were not sufficiently stringent.", False, None),
        (
            "The penalties for child trafficking were sufficiently stringent, but those for adult "
            "trafficking were not.",
            False,
            None,
        ),
        (
            "Penalties for child sex trafficking were commensurate with those for other serious "
            "crimes, but those prescribed for sex trafficking of adults were not.",
            None,
            False,
        ),
        ("The law was passed in 2009.", None, None),
    ],
)
def test_verdicts(words: str, stringent: bool | None, commensurate: bool | None) -> None:
    text = LAW + "penalties of five to 10 years imprisonment. " + words
    assert coded(text)[2:] == (stringent, commensurate)


def test_other_laws_do_not_count_beside_the_main_one() -> None:
    text = (
        LAW + "penalties of three to 15 years imprisonment. In addition, article 20 criminalized "
        "pimping and prescribed penalties of one to 30 years imprisonment."
    )
    assert coded(text)[:2] == (3, 15)


def test_where_no_law_covers_trafficking_all_statutes_count() -> None:
    text = (
        "Article 1 criminalized slavery, prescribing penalties of five to 20 years imprisonment. "
        "Article 2 criminalized the sale of a person, prescribing penalties of two to six years "
        "imprisonment, which were sufficiently stringent but not commensurate with those for rape."
    )
    assert coded(text, "efforts") == (2, 20, True, False)


def test_sentences_that_courts_imposed_are_no_penalty_of_the_law() -> None:
    text = (
        LAW + "penalties of five to 10 years imprisonment. Courts convicted two traffickers and "
        "sentenced them to 25 years imprisonment."
    )
    assert coded(text)[:2] == (5, 10)


def test_nothing_said_is_nothing_coded() -> None:
    text = "The government maintained law enforcement efforts."
    assert code_penalties(Narrative("XAA", 2018, "X", {"prosecution": text})) == {}


def test_the_place_is_that_of_the_years() -> None:
    text = "Alandria acted. " + LAW + "penalties of five to 10 years imprisonment."
    narrative = Narrative("XAA", 2018, "X", {"prosecution": text})
    found = code_penalties(narrative)
    assert (found["section"], found["sentence"]) == ("prosecution", 2)
    assert found["digest"] == narrative.sentences("prosecution")[1].digest


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        (
            "a minimum of five years imprisonment; the minimum penalty for sex trafficking "
            "increased to seven years imprisonment",
            5,
            None,
        ),
        ("house arrest for up to five years or five to eight years imprisonment", 5, 8),
        ("penalties of one to six months imprisonment", 0.083, 0.5),
    ],
)
def test_further_years(words: str, low: float | None, high: float | None) -> None:
    assert coded(LAW + words + ".")[:2] == (low, high)


def test_a_law_on_some_forms_of_one_kind_is_still_the_main_law() -> None:
    text = (
        "Article 9 criminalized all forms of labor trafficking and some forms of sex trafficking. "
        "Article 9 prescribed penalties of five to eight years imprisonment. Prosecutors could "
        "also use article 20 on pimping, punishable by imprisonment of 10 to 15 years."
    )
    assert coded(text)[:2] == (5, 8)


def test_a_crime_under_several_laws_has_no_main_law() -> None:
    text = (
        "It criminalized sex and labor trafficking through various laws. The Youth Act "
        "criminalized child prostitution and prescribed up to five years imprisonment. The Labor "
        "Act criminalized forced labor and prescribed up to 10 years imprisonment."
    )
    assert coded(text)[:2] == (None, 10)


def test_a_term_that_a_judge_gave_is_no_penalty_of_the_law() -> None:
    text = (
        LAW + "penalties of five to 10 years imprisonment. The judge convicted two traffickers and "
        "prescribed sentences of 33 and 14 years imprisonment."
    )
    assert coded(text)[:2] == (5, 10)


def test_mixed_verdicts_are_not_in_favor() -> None:
    text = (
        "Article 1 criminalized forced labor and prescribed penalties of one to two years. "
        "Article 2 criminalized debt bondage and prescribed one year imprisonment. "
        "None of these penalties were sufficiently stringent. "
        "Article 3 criminalized forced prostitution and prescribed two to five years imprisonment. "
        "The penalties for forced prostitution were sufficiently stringent."
    )
    assert coded(text) == (1, 5, False, None)


def test_a_provision_for_years_is_a_term_and_a_time_is_none() -> None:
    text = (
        "Section 3 criminalized sex and labor trafficking. "
        "Section 3 provided for 12 years imprisonment."
    )
    assert coded(text)[1] == 12
    assert coded(LAW + "penalties of two to four years; it has been law for 30 years.")[:2] == (
        2,
        4,
    )


@pytest.mark.parametrize(
    "aside",
    [
        "Under section 40 of the passport act, holding a passport carried a penalty of one to 30 "
        "years imprisonment.",
        "The 2015 anti-slavery law criminalized hereditary slavery and prescribed penalties of one "
        "to 30 years imprisonment.",
        "Officers continued to prosecute child sex trafficking under article 67, with penalties "
        "ranging from one to 30 years imprisonment.",
    ],
)
def test_behind_the_verdict_other_laws_are_not_the_main_one(aside: str) -> None:
    verdict = "These penalties were sufficiently stringent. "
    assert coded(LAW + "penalties of five to 10 years. " + verdict + aside)[:2] == (5, 10)


def test_a_term_that_convictions_are_subject_to_is_prescribed() -> None:
    text = (
        LAW + "penalties of seven to 15 years imprisonment. Child trafficking convictions were "
        "subject to a minimum five-year prison term."
    )
    assert coded(text)[:2] == (5, 15)


@pytest.mark.parametrize(
    "law",
    [
        "Alandria did not have a law that criminalized all forms of trafficking.",
        "Alandria criminalized sex and labor trafficking through a variety of new criminal "
        "provisions.",
        "The labor act criminalized most forms of forced labor.",
        "Article 7 criminalized trafficking in women for prostitution.",
    ],
)
def test_where_no_law_covers_both_the_later_statutes_count_too(law: str) -> None:
    statutes = (
        " Article 1 prohibited slavery and prescribed penalties of five to 20 years imprisonment. "
        "Article 2 prohibited forced labor and prescribed penalties of one to three years."
    )
    assert coded(law + statutes)[:2] == (1, 20)


def test_what_a_fine_would_make_of_the_penalties_is_no_verdict() -> None:
    text = (
        LAW + "penalties of up to 10 years. When judges allowed a fine alone, these were not "
        "commensurate with those for rape. In practice the penalties were commensurate with those "
        "for rape."
    )
    assert coded(text)[3] is True


def test_articles_of_the_code_that_replaced_the_law_count() -> None:
    law = (
        "The 2017 law criminalized sex and labor trafficking and prescribed penalties of five to "
        "eight years imprisonment; these were sufficiently stringent. "
    )
    new = (
        "Article 51 of the new criminal code criminalized sex and labor trafficking. Article 52 "
        "prescribed penalties of four to 20 years imprisonment for trafficking offenses. "
    )
    other = "Article 9 of the labor code prescribed penalties of one to two years imprisonment."
    assert coded(law + other)[:2] == (5, 8)
    assert coded(law + new + other)[:2] == (4, 20)
    partial = new.replace("sex and labor trafficking", "bonded labor")
    assert coded(law + partial)[:2] == (5, 8)


def test_of_a_main_law_in_two_statutes_the_first_is_judged() -> None:
    opening = "The penal code{} criminalized sex and labor trafficking. "
    rest = (
        "Article 9 of the penal code prescribed penalties of up to 15 years imprisonment. These "
        "penalties were sufficiently stringent and commensurate with those for rape. The "
        "Border Act criminalized other forms and prescribed up to 20 years imprisonment. "
        "These penalties were sufficiently stringent, but not commensurate with those for rape."
    )
    joint = opening.format(", together with provisions in the Border Act,")
    assert coded(joint + rest) == (None, 20, True, True)
    assert coded(opening.format("") + rest) == (None, 15, True, True)
    later = rest.replace(" and commensurate", " but not commensurate", 1)
    assert coded(joint + later) == (None, 20, True, False)


def test_an_article_of_the_law_goes_on_with_the_main_law() -> None:
    law = (
        "Law 12 criminalized sex and labor trafficking and prescribed penalties of 10 to 15 years "
        "imprisonment, which were sufficiently stringent. "
    )
    child = (
        "However, article 51 of {} criminalized child sex trafficking. Article 51 prescribed "
        "penalties of eight to 12 years imprisonment."
    )
    assert coded(law + child.format("the law"))[:2] == (8, 15)
    assert coded(law + child.format("the election code"))[:2] == (10, 15)


def test_regulations_that_carry_the_law_out_are_judged_with_it() -> None:
    law = (
        "The Trafficking Act criminalized sex and labor trafficking and prescribed a minimum of "
        "five years imprisonment, which was sufficiently stringent and commensurate with "
        "penalties for rape. However, the {} prescribed not less than five years and not more "
        "than 20 years imprisonment. By allowing for a fine, these penalties were not commensurate "
        "with penalties for rape."
    )
    assert coded(law.format("regulations for this Act")) == (5, 20, True, False)
    assert coded(law.format("Harbor Act"))[3] is True


def test_a_verdict_on_another_act_is_none_on_the_main_law() -> None:
    law = (
        "The anti-trafficking law criminalized sex and labor trafficking and prescribed up to 10 "
        "years imprisonment; these penalties were sufficiently stringent. "
    )
    other = (
        "The Offenses Act criminalized forced prostitution with up to 15 years imprisonment, "
        "which was sufficiently stringent and commensurate with penalties for rape."
    )
    assert coded(law + other) == (None, 10, True, None)
    same = "These penalties were also commensurate with those for rape."
    assert coded(law + same) == (None, 10, True, True)
