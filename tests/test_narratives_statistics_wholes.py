"""Wholes, parts and earlier figures of imaginary countries: each rule where it holds and not."""

from __future__ import annotations

import pytest
from figures_told import Figure, told

from tipanalysis.narratives.slips import plain
from tipanalysis.narratives.statistics import code_statistics
from tipanalysis.narratives.text import Narrative

VICTIMS = [
    (
        "An NGO identified 26 foreign victims and four local victims; it referred all 30 victims.",
        set(),
    ),
    # two parts, and later the sum of them named as "the" victims
    (
        "Police identified two confirmed and 29 potential victims, compared with 18 victims in "
        "2016. Of the 31 confirmed and potential victims, 20 were children.",
        {("V", "total", 31, 18)},
    ),
    (
        "Police identified 26 foreign victims and four local victims; officials referred all 30 "
        "victims to shelters. Police also identified three potential victims at the border. This "
        "compared with 12 victims in 2016.",
        {("V", "total", 30, 12)},
    ),
    # a later number that is no sum, and one that is no count of victims
    (
        "Police identified two confirmed and 29 potential victims. Of the 29 potential victims, "
        "four were men.",
        {("V", "total", 2, None), ("V", "total", 29, None)},
    ),
    (
        "Police identified two confirmed and 29 potential victims. The shelters employed the 31 "
        "officers trained before.",
        {("V", "total", 2, None), ("V", "total", 29, None)},
    ),
    (
        "Police identified two confirmed and 29 potential victims. The 40 victims in shelters "
        "received care.",
        {("V", "total", 2, None), ("V", "total", 29, None)},
    ),
    # a whole given only where its part is
    (
        "Among the 60 potential trafficking victims identified, police confirmed and referred "
        "nine—all sex trafficking victims—to a shelter. This was a decrease from 21 in 2016.",
        {("V", "total", 60, None), ("V", "total", 9, 21), ("V", "sex", 9, None)},
    ),
    (
        "Police identified 70 victims. Of the 60 victims identified by an NGO, 20 were in forced "
        "labor.",
        {("V", "total", 70, None), ("V", "labor", 20, None)},
    ),
    (
        "Police identified 70 victims. Of the 60 potential victims identified, 20 were in forced "
        "labor.",
        {("V", "total", 70, None), ("V", "labor", 20, None)},
    ),
    (
        "Among the 60 victims identified by an NGO, police confirmed and referred nine to a "
        "shelter.",
        {("V", "total", 9, None)},
    ),
    # victims within a program were helped there, not identified
    (
        "Police identified 14 victims. The ministry reported 24 victims (17 of labor trafficking "
        "and seven of sex trafficking) in its assistance program (14 victims in 2016).",
        {("V", "total", 14, None)},
    ),
    (
        "Police identified 14 victims. The ministry identified 24 victims (17 of labor "
        "trafficking and seven of sex trafficking) in the north.",
        {("V", "total", 14, None), ("V", "labor", 17, None), ("V", "sex", 7, None)},
    ),
    # those among others who were victims
    (
        "The government identified and sheltered 48 workers—including 13 of whom were trafficking "
        "victims—compared to 76 it sheltered in 2016.",
        {("V", "total", 13, None)},
    ),
    ("Police identified 48 victims, 13 of whom were women.", {("V", "total", 48, None)}),
    # children of a form are part of it where it was given for all ages
    (
        "Police identified 31 sex trafficking victims. They identified six children as sex "
        "trafficking victims.",
        {("V", "sex", 31, None)},
    ),
    (
        "Police identified 31 sex trafficking victims. They identified six children as sex "
        "trafficking victims (10 in 2016).",
        {("V", "sex", 31, None), ("V", "sex", 6, 10)},
    ),
    (
        "Police identified six children as sex trafficking victims (10 in 2016).",
        {("V", "sex", 6, 10)},
    ),
    # none before is none of each form; some before are not
    (
        "Police identified 10 labor trafficking victims and four sex trafficking victims, compared "
        "with none reported last year.",
        {("V", "labor", 10, 0), ("V", "sex", 4, 0)},
    ),
    (
        "Police identified 10 labor trafficking victims and four sex trafficking victims, compared "
        "with three victims last year.",
        {("V", "labor", 10, None), ("V", "sex", 4, None)},
    ),
    # a comparison with another count is no earlier figure of victims
    (
        "Police identified 12 victims. It provided shelter to 3,000 workers; this is compared to "
        "5,000 in 2016.",
        {("V", "total", 12, None)},
    ),
    (
        "Police identified 12 victims. This is compared to 50 in 2016.",
        {("V", "total", 12, 50)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), VICTIMS)
def test_victims(text: str, expected: set[Figure]) -> None:
    assert told(text, "protection") == expected


ACTS = [
    # the first of all is one
    ("The government recorded its first conviction since 2015.", {("C", "total", 1, None)}),
    (
        "The government obtained its first two trafficking convictions.",
        {("C", "total", 2, None)},
    ),
    ("The government opened its first office for trafficking investigations.", set()),
    # none in earlier periods
    (
        "The government prosecuted its first two sex traffickers (no prosecutions or convictions "
        "recorded in previous reporting periods).",
        {("P", "sex", 2, 0)},
    ),
    (
        "The government prosecuted two sex traffickers (five prosecutions in the previous three "
        "years).",
        {("P", "sex", 2, None)},
    ),
    # a comparison behind what others say is of the government's own figure
    (
        "Police investigated one case of sex trafficking and observers noted at least one other "
        "case, compared with two investigations in 2016.",
        {("I", "sex", 1, 2)},
    ),
    (
        "Police investigated three cases. Observers noted one case, compared with two cases in "
        "2016.",
        {("I", "total", 3, None)},
    ),
    (
        "NGOs investigated one case, compared with two investigations in 2016; police investigated "
        "three cases.",
        {("I", "total", 3, None)},
    ),
    # a part of the country behind the whole of it
    (
        "Courts' convictions of sex traffickers fell from 111 to 72, although the government of "
        "Alandra reported five sex trafficking convictions.",
        {("C", "sex", 72, 111)},
    ),
    # crimes around prostitution beside the total
    (
        "Courts convicted three traffickers. Courts also convicted four defendants for promoting "
        "prostitution of minors.",
        {("C", "total", 3, None)},
    ),
    (
        "Courts convicted three traffickers. Courts also convicted four defendants for forced "
        "prostitution of minors.",
        {("C", "total", 3, None), ("C", "sex", 4, None)},
    ),
    # a form in two parts, compared as one
    (
        "Courts secured 10 convictions (four for adult sex trafficking and six for child sex "
        "trafficking) but zero for forced labor; these compared to three sex trafficking and zero "
        "forced labor convictions in 2016.",
        {
            ("C", "total", 10, None),
            ("C", "sex", 4, None),
            ("C", "sex", 6, None),
            ("C", "labor", 0, 0),
        },
    ),
    # a zero has no unit: told twice, it keeps the figure before
    (
        "Courts did not convict any labor traffickers. They convicted five traffickers (five for "
        "sex trafficking and zero for forced labor), compared with seven in 2016 (six for sex "
        "trafficking and one for forced labor).",
        {("C", "total", 5, 7), ("C", "sex", 5, 6), ("C", "labor", 0, 1)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ACTS)
def test_law_enforcement(text: str, expected: set[Figure]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("section", "previous"),
    [
        ("Courts prosecuted three defendants for forced labor, compared with nine in 2016.", 9),
        (
            "Courts prosecuted three defendants for forced labor, compared with nine forced labor "
            "prosecutions in 2016.",
            None,
        ),
        ("Courts prosecuted two defendants for forced labor, compared with nine in 2016.", None),
    ],
)
def test_a_total_of_the_assessment_is_compared_as_the_form_that_is_all_of_it(
    section: str, previous: int | None
) -> None:
    rows = told(section, assessment="Courts initiated only three prosecutions in 2017.")
    assert ("P", "total", 3, previous) in rows


def test_the_first_act_is_read_as_one_and_two_acts_are_left() -> None:
    assert plain("It secured its first conviction.") == "It secured one conviction."
    for text in (
        "It initiated its first investigation and prosecution.",
        "It opened its first shelter.",
    ):
        assert plain(text) == text


def test_victims_are_counted_in_persons_also_where_the_noun_stands_before() -> None:
    text = "Police identified 30 victims. Of these, 20 were in sex trafficking and 10 in labor."
    text += " Police did not identify any victims of forced begging."
    rows = code_statistics(Narrative("XAA", 2018, "ALANDRIA: TIER 2", {"protection": text}))
    assert {(r["value"], r["unit"]) for r in rows} >= {(30, "persons"), (20, "persons")}
    assert {r["unit"] for r in rows if r["value"]} == {"persons"}
