"""Figures of imaginary countries: whose they are, and what another phrase says of them."""

from __future__ import annotations

import pytest
from figures_told import Figure, told

CODES = (
    "Article 10 of Northland's criminal code and Article 12 of Southland's criminal code "
    "criminalized trafficking. "
)
BEFORE = "The government investigated 40 cases. "

LAW_ENFORCEMENT = [
    # authorities of a part of the country that has a criminal code of its own
    (
        CODES + "The State court convicted four traffickers. Northland courts convicted seven "
        "traffickers (six in 2016).",
        {("C", "total", 4, None)},
    ),
    (
        "The State court convicted four traffickers. Alandrian courts convicted seven traffickers "
        "(six in 2016).",
        {("C", "total", 4, None), ("C", "total", 7, 6)},
    ),
    # one province's authorities, beside the figure of the country
    (
        BEFORE + "Westland provincial authorities investigated 12 suspects for bonded labor.",
        {("I", "total", 40, None)},
    ),
    (
        BEFORE + "Alandrian authorities investigated 12 suspects for bonded labor.",
        {("I", "total", 40, None), ("I", "labor", 12, None)},
    ),
    # a lesser agency, and one that counts about as many
    (
        "In 2017, CPA reported opening 300 investigations (280 in 2016). The Department of Ports "
        "(DoP) reported investigating 12 cases (14 in 2016).",
        {("I", "total", 300, 280)},
    ),
    (
        "In 2017, CPA reported opening 300 investigations (280 in 2016). The Department of Ports "
        "(DoP) reported investigating 212 cases (214 in 2016).",
        {("I", "total", 300, 280), ("I", "total", 212, 214)},
    ),
    # one court's judgment, told for its sentence
    (
        "The government reported three convictions. A court convicted two labor traffickers and "
        "sentenced them to five years.",
        {("C", "total", 3, None)},
    ),
    (
        "The government reported three convictions. Courts convicted two labor traffickers and "
        "sentenced them to five years.",
        {("C", "total", 3, None), ("C", "labor", 2, None)},
    ),
    # a count that is compared, and then the case
    (
        "The government initiated one prosecution in 2017 (two in 2016) in a case involving sex "
        "trafficking.",
        {("P", "total", 1, 2), ("P", "sex", 1, None)},
    ),
    (
        "The government initiated one prosecution in a case involving sex trafficking.",
        {("P", "sex", 1, None)},
    ),
    # those convicted, named once more
    (
        "Courts convicted four traffickers for sex trafficking, compared with 19 convictions in "
        "2016. Judges sentenced all four convicted traffickers to prison.",
        {("C", "total", 4, 19), ("C", "sex", 4, None)},
    ),
    (
        "Courts convicted eight for sex trafficking (11 in 2016). Half of the convicted "
        "traffickers (four of eight) were fined.",
        {("C", "total", 8, None), ("C", "sex", 8, 11)},
    ),
    (
        "Courts convicted four traffickers for sex trafficking. Judges sentenced all three "
        "convicted traffickers to prison.",
        {("C", "sex", 4, None)},
    ),
    # those sentenced, set against the convictions of the year before
    (
        "Courts convicted two sex traffickers. The government sentenced six convicted traffickers; "
        "during the previous reporting period it achieved nine convictions.",
        {("C", "total", 6, 9), ("C", "sex", 2, None)},
    ),
    (
        "Courts convicted two sex traffickers. The government sentenced six convicted traffickers.",
        {("C", "sex", 2, None)},
    ),
    # how many of those counted were trafficking, or of one form
    (
        "The government investigated 200 complaints of related offenses. It reported 90 of these "
        "complaints were specifically trafficking offenses.",
        {("I", "total", 200, None), ("I", "total", 90, None)},
    ),
    (
        "The government investigated 200 complaints of related offenses. It reported 90 of these "
        "complaints were specifically wage offenses.",
        {("I", "total", 200, None)},
    ),
    (
        BEFORE + "Most involved labor trafficking, but at least five cases included suspected sex "
        "trafficking.",
        {("I", "total", 40, None), ("I", "sex", 5, None)},
    ),
    (
        BEFORE + "Reported cases included suspected sex trafficking.",
        {("I", "total", 40, None)},
    ),
    # a case that led to a prosecution, and one that led to something else
    (
        BEFORE + "Of these, one case led to a prosecution.",
        {("I", "total", 40, None), ("P", "total", 1, None)},
    ),
    (BEFORE + "Of these, one case led to a fine.", {("I", "total", 40, None)}),
    # all that were begun, and all of those known before
    (
        "The bureau initiated all 60 investigations in the reporting period.",
        {("I", "total", 60, None)},
    ),
    ("The bureau reviewed all 60 investigations in the reporting period.", set()),
    # what was still under way
    ("The court was reportedly investigating one official for trafficking.", set()),
    (
        "The court investigated one official for trafficking.",
        {("I", "officials", 1, None)},
    ),
    # leads, and victims of what was investigated
    (
        "Police investigated 60 unconfirmed victims of trafficking (40 in 2016).",
        {("I", "total", 60, 40)},
    ),
    ("Police investigated how 60 potential victims of trafficking were recruited.", set()),
    # officials of the sentence before
    (
        "Complicity of police officers was a concern. Authorities investigated 18 for trafficking "
        "and prosecuted two officers.",
        {("I", "officials", 18, None), ("P", "officials", 2, None)},
    ),
    (
        "Recruitment fees were a concern. Authorities investigated 18 for trafficking and "
        "prosecuted two officers.",
        {("I", "total", 18, None), ("P", "officials", 2, None)},
    ),
    # pandering beside trafficking, and trafficking as a part of it
    (
        BEFORE + "Police launched 18 investigations into pandering, including child sex "
        "trafficking.",
        {("I", "total", 40, None), ("I", "sex", 18, None)},
    ),
    (BEFORE + "Police launched 18 investigations into pandering.", {("I", "total", 40, None)}),
    # articles that the text says are against one form
    (
        "Article 12 of the penal code, which penalized facilitating sex trafficking, was used. "
        "Courts convicted 29 traffickers (26 under article 12 and three under article 15).",
        {("C", "total", 29, None), ("C", "sex", 26, None)},
    ),
    (
        "Article 12 of the penal code was used. Courts convicted 29 traffickers (26 under article "
        "12 and three under article 15).",
        {("C", "total", 29, None)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LAW_ENFORCEMENT)
def test_figures_of_law_enforcement(text: str, expected: set[Figure]) -> None:
    assert told(text) == expected


WHOLE = "The government identified 75 victims. "
VICTIMS = [
    # a list of forms with the victims of each
    (
        WHOLE + "Sex trafficking remained the most common form of exploitation, with 38 cases "
        "reported, followed by forced labor (15 victims) and forced begging (16 victims).",
        {("V", "total", 75, None), ("V", "sex", 38, None), ("V", "labor", 15, None)},
    ),
    (
        WHOLE + "An NGO reported sex trafficking (38 victims) and forced labor (15 victims).",
        {("V", "total", 75, None)},
    ),
    # all taken for victims, behind those confirmed
    (
        "Officials identified 21 victims out of 64 persons identified as potential victims.",
        {("V", "total", 21, None), ("V", "total", 64, None)},
    ),
    (
        "Officials identified 21 victims out of 64 persons screened at the border.",
        {("V", "total", 21, None)},
    ),
    # potential victims beside confirmed ones; the comparison is of what it names
    (
        "Police identified 104 trafficking victims and 43 potential trafficking victims.",
        {("V", "total", 104, None), ("V", "total", 43, None)},
    ),
    # a nationality within, and a further group without a number
    (
        WHOLE + "Police identified 20 victims, including three Bordurian sex trafficking victims "
        "and a large number of child begging victims.",
        {("V", "total", 75, None), ("V", "sex", 3, None)},
    ),
    (
        WHOLE + "Police identified 20 victims, including three child begging victims.",
        {("V", "total", 75, None)},
    ),
    # victims beside those of the same form
    (
        WHOLE + "Of these, police identified 31 sex trafficking victims and three labor "
        "trafficking victims, along with 12 additional victims of forced labor who were also "
        "subjected to sex trafficking.",
        {
            ("V", "total", 75, None),
            ("V", "sex", 31, None),
            ("V", "labor", 3, None),
            ("V", "labor", 12, None),
        },
    ),
    (
        WHOLE + "Of these, police identified 31 sex trafficking victims and three labor "
        "trafficking victims, along with 12 additional victims of both sex and labor trafficking.",
        {("V", "total", 75, None), ("V", "sex", 31, None), ("V", "labor", 3, None)},
    ),
    # girls who are not said to be victims
    ("There were few victims. Officers identified 24 underage girls in prostitution.", set()),
    (
        "Victims were few. Officers identified 24 underage girls in prostitution as trafficking "
        "victims.",
        {("V", "sex", 24, None)},
    ),
    # a further agency's own figure of a form
    (
        "The government identified 500 victims. The border service identified 200 victims. Of "
        "these, 190 were victims of forced labor. The ministry identified 25 victims of forced "
        "labor.",
        {("V", "total", 500, None), ("V", "labor", 190, None), ("V", "labor", 25, None)},
    ),
    (
        "The government identified 500 victims. Of these, 190 were victims of forced labor. The "
        "ministry identified 25 victims of forced labor.",
        {("V", "total", 500, None), ("V", "labor", 190, None)},
    ),
]


@pytest.mark.parametrize(("text", "expected"), VICTIMS)
def test_figures_of_victims(text: str, expected: set[Figure]) -> None:
    assert told(text, "protection") == expected


def test_a_figure_of_children_is_no_whole_where_adults_are_given_apart() -> None:
    text = "The government identified 37 child trafficking victims."
    adults = "Screening resulted in the identification of 16 potential adult victims."
    assert told(text, "protection") == {("V", "total", 37, None)}
    assert told(text, "protection", assessment=adults) == set()


def test_the_assessment_may_name_those_convicted() -> None:
    text = "Courts convicted three traffickers for sex trafficking."
    again = "Only one of the {} individuals convicted went to prison."
    assert told(text, assessment=again.format("three")) == {
        ("C", "total", 3, None),
        ("C", "sex", 3, None),
    }
    assert told(text, assessment=again.format("two")) == {("C", "sex", 3, None)}
