"""Figures and penalties whose grammar reaches over a clause, a sentence or a statute."""

from __future__ import annotations

import pytest

from tipanalysis.narratives.penalties import code_penalties
from tipanalysis.narratives.statistics import code_statistics, code_unreported
from tipanalysis.narratives.text import PROSECUTION, PROTECTION, Narrative

Figure = tuple[str, str, int, object]


def figures(text: str, section: str = PROSECUTION) -> set[Figure]:
    """Measure, subset, value and earlier value of each figure of one section."""
    rows = code_statistics(Narrative("XAA", 2018, "ALANDRIA: TIER 2", {section: text}))
    return {(row["measure"], row["subset"], row["value"], row["previous"]) for row in rows}  # type: ignore[misc]


INVESTIGATED, TRIED, CONVICTED, FOUND = (
    "investigations",
    "prosecutions",
    "convictions",
    "victims_identified",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Judges convicted 31 traffickers in 14 federal and state cases, compared to 22 "
            "traffickers in nine federal and state cases in 2016.",
            {(CONVICTED, "total", 31, 22), (CONVICTED, "total", 14, 9)},
        ),
        (
            "The courts tried 30 cases. Prosecutors charged nine defendants in all four cases, "
            "compared with 12 defendants the previous year.",
            {(TRIED, "total", 9, 12), (TRIED, "total", 4, None)},
        ),
        (
            "The police opened 12 federal and 28 state cases.",
            {(INVESTIGATED, "other", 12, None), (INVESTIGATED, "other", 28, None)},
        ),
        (
            "Prosecutors submitted 18 trafficking cases to court in 2017 (11 in 2016).",
            {(TRIED, "total", 18, 11)},
        ),
        (
            "Section 5 criminalized debt bondage. Judges convicted 50 traffickers. However, their "
            "convictions under Section 5 remained very low at only three in 2017 (five in 2016).",
            {(CONVICTED, "total", 50, None), (CONVICTED, "labor", 3, 5)},
        ),
        (
            "The bureau investigated 90 cases. It did not include cases of forced labor in its "
            "statistics, but separately reported 21 investigations and four prosecutions.",
            {
                (INVESTIGATED, "total", 90, None),
                (INVESTIGATED, "labor", 21, None),
                (TRIED, "labor", 4, None),
            },
        ),
        (
            "The government investigated 500 suspects, prosecuted 300, and convicted 200 "
            "traffickers in 2017. Provincial authorities reported investigating 64 suspects, "
            "prosecuting 57, and convicting seven traffickers for bonded labor.",
            {
                (INVESTIGATED, "total", 500, None),
                (TRIED, "total", 300, None),
                (CONVICTED, "total", 200, None),
                (INVESTIGATED, "labor", 64, None),
                (TRIED, "labor", 57, None),
                (CONVICTED, "labor", 7, None),
            },
        ),
        (
            "Section 12 criminalized forcing an adult into prostitution. Courts convicted 30 "
            "traffickers under Section 8. Courts also issued 11 convictions under Section 12.",
            {(CONVICTED, "total", 30, None), (CONVICTED, "sex", 11, None)},
        ),
        (
            "The courts convicted nine traffickers. The Supreme Court separately convicted two "
            "traffickers with final verdicts (one in 2016).",
            {(CONVICTED, "total", 9, None), (CONVICTED, "other", 2, 1)},
        ),
        (
            "Police investigated 14 child traffickers in 2017, compared with 20 child traffickers "
            "in 2016.",
            {(INVESTIGATED, "total", 14, 20)},
        ),
        (
            "Police investigated 91 cases: 74 of labor trafficking and 17 of sex trafficking. The "
            "border service reported investigating 22 cases, compared with 20 cases in 2016; of "
            "these, 18 were labor trafficking cases and four were sex trafficking.",
            {
                (INVESTIGATED, "total", 91, None),
                (INVESTIGATED, "labor", 74, None),
                (INVESTIGATED, "sex", 17, None),
                (INVESTIGATED, "total", 22, 20),
                (INVESTIGATED, "labor", 18, None),
                (INVESTIGATED, "sex", 4, None),
            },
        ),
        (
            "The unit investigated 14 suspects for human smuggling and trafficking.",
            {(INVESTIGATED, "total", 14, None)},
        ),
    ],
)
def test_figures_of_law_enforcement(text: str, expected: set[Figure]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The unit investigated 14 suspects for human smuggling.",
        "The government prosecuted four officials for, among others, abuse of power.",
        "The unit had 19 active prosecutions at the end of the year.",
        "To enforce the law on passport retention, the ministry investigated 40 cases.",
        "The unit investigated 12 cases, but it did not report the results or if any involved "
        "trafficking crimes.",
    ],
)
def test_what_is_no_figure_of_trafficking(text: str) -> None:
    assert figures(text) == set()


def test_crimes_in_office_count_where_the_text_speaks_of_trafficking() -> None:
    text = "The government prosecuted four officials for abuse of power in trafficking cases."
    assert figures(text) == {(TRIED, "officials", 4, None)}


def test_sentences_of_those_counted_before_are_no_further_convictions() -> None:
    text = (
        "Courts convicted nine traffickers; two for sex trafficking and seven for forced labor. "
        "Six labor traffickers received prison terms, two sex traffickers were fined, and one "
        "labor trafficker was released."
    )
    assert (CONVICTED, "labor", 6, None) not in figures(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Officials identified 41 victims—the same number identified during the previous "
            "reporting period.",
            {(FOUND, "total", 41, 41)},
        ),
        (
            "Police identified 30 victims in 2017, including 12 men and 18 women and girls (25 in "
            "2016).",
            {(FOUND, "total", 30, 25)},
        ),
        (
            "Police identified 20 Bordurian and Syldavian female sex trafficking victims.",
            {(FOUND, "sex", 20, None)},
        ),
        (
            "The number of victims identified rose from 45 in 2016 to 66 in 2017.",
            {(FOUND, "total", 66, 45)},
        ),
        (
            "The number of identified victims increased from 12 to 19 in 2017.",
            {(FOUND, "total", 19, 12)},
        ),
        (
            "The government identified 57 victims. Victims included children and at least 16 "
            "Bordurian and Syldavian sex trafficking victims.",
            {(FOUND, "total", 57, None), (FOUND, "sex", 16, None)},
        ),
        (
            "Police identified 14 trafficking victims, and social workers identified an additional "
            "six.",
            {(FOUND, "total", 14, None), (FOUND, "other", 6, None)},
        ),
    ],
)
def test_figures_of_victims(text: str, expected: set[Figure]) -> None:
    assert figures(text, PROTECTION) == expected


def test_a_figure_of_doubtful_crimes_leaves_the_silence_standing() -> None:
    text = (
        "The government did not report investigating any trafficking cases. The unit investigated "
        "12 cases, but did not report the results or if any involved trafficking."
    )
    rows = code_unreported(Narrative("XAA", 2018, "ALANDRIA: TIER 2", {PROSECUTION: text}))
    assert [row["measure"] for row in rows] == ["investigations"]


def penalties(text: str) -> tuple[object, ...]:
    """Minimum, maximum and the two verdicts."""
    found = code_penalties(Narrative("XAA", 2018, "ALANDRIA: TIER 2", {PROSECUTION: text}))
    names = ("min_years", "max_years", "sufficiently_stringent", "commensurate")
    return tuple(found.get(name) for name in names)


ACT = "The 2006 Trafficking Act (Act 2006-4) criminalized sex and labor trafficking. "
STRINGENT = "which were sufficiently stringent and commensurate with those for rape. "


def test_articles_of_the_same_act_count_together_and_those_of_another_do_not() -> None:
    text = (
        f"{ACT}Article 3 of Act 2006-4 prescribed penalties of 10 to 20 years imprisonment for sex "
        f"trafficking, {STRINGENT}Article 4 of Act 2006-4 prescribed penalties of six months to "
        "two years imprisonment for forced labor, which were not sufficiently stringent. Article 9 "
        "of the labor code prescribed penalties of one month to 30 years imprisonment."
    )
    assert penalties(text) == (0.5, 20, False, True)


def test_regulations_under_the_main_law_belong_to_it() -> None:
    text = (
        f"{ACT}The act prescribed penalties of a minimum of five years imprisonment, {STRINGENT}"
        "However, the regulations for this act set a term of not less than six and not more than "
        "25 years imprisonment."
    )
    assert penalties(text) == (5, 25, True, True)


def test_articles_named_between_are_not_the_main_law() -> None:
    text = (
        "Article 7 criminalized sex trafficking and labor trafficking and prescribed penalties of "
        f"four to 20 years imprisonment, {STRINGENT}Prosecutors also used articles 8 and 9, on "
        "brokers. These articles prescribed penalties of one to 10 years imprisonment."
    )
    assert penalties(text)[:2] == (4, 20)


def test_a_law_of_another_year_is_another_law() -> None:
    text = (
        "A 2004 law criminalized trafficking in persons and prescribed penalties of up to 10 years "
        f"imprisonment, {STRINGENT}The 2002 Law on Children prohibited selling children; the "
        "punishments were six months to 15 years imprisonment, which were not sufficiently "
        "stringent."
    )
    assert penalties(text) == (None, 10, True, True)


def test_fixed_terms_of_two_offenses_are_the_lowest_and_the_highest() -> None:
    both = "penalties of 10 years imprisonment for adult victims and 15 years for child victims, "
    assert penalties(f"{ACT}It prescribed {both}{STRINGENT}")[:2] == (10, 15)
    limits = "up to 10 years imprisonment for adult victims and up to 15 years for child victims, "
    assert penalties(f"{ACT}It prescribed penalties of {limits}{STRINGENT}")[:2] == (None, 15)


def test_statutes_judged_one_by_one() -> None:
    law = "Article {} criminalized {} and prescribed penalties of {} imprisonment, which were {}. "
    good, short = (
        "sufficiently stringent and commensurate",
        "sufficiently stringent but not commensurate",
    )
    text = "No law covered all trafficking; the law did not criminalize labor trafficking. " + (
        law.format(1, "slavery", "two to 10 years", good)
        + law.format(2, "procuring", "five to 12 years", good)
        + law.format(3, "prostitution of children", "one to four years", short)
    )
    assert penalties(text) == (1, 12, True, False)
