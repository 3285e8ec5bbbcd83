"""Figures in sentences about imaginary countries: one sentence for each turn of phrase."""

from __future__ import annotations

import pytest
from figures_told import SHORT, Figure, told

from tipanalysis.narratives.edition_check import numbers_in
from tipanalysis.narratives.silence import find_silences
from tipanalysis.narratives.slips import plain
from tipanalysis.narratives.statistics import code_statistics, code_unreported
from tipanalysis.narratives.text import Narrative
from tipanalysis.narratives.zeros import find_zeros


def silent(text: str) -> set[tuple[str, str]]:
    narrative = Narrative("XAA", 2018, "ALANDRIA: TIER 2", {"prosecution": text})
    return {(SHORT[str(r["measure"])], str(r["subset"])) for r in code_unreported(narrative)}


ZEROS = [
    ("To date, the government has not convicted any traffickers.", {("C", "total", 0, None)}),
    ("It had not yet convicted an individual under its law.", {("C", "total", 0, None)}),
    ("Authorities have yet to convict a trafficker.", {("C", "total", 0, None)}),
    (
        "Alandria has not obtained a trafficking conviction since early 2012.",
        {("C", "total", 0, None)},
    ),
    (
        "Since convicting its first trafficker in April 2011, Alandria has not prosecuted any "
        "trafficking cases.",
        {("P", "total", 0, None)},
    ),
    (
        "The government neither investigated nor prosecuted any trafficking cases.",
        {("I", "total", 0, None), ("P", "total", 0, None)},
    ),
    (
        "Similar to past years, courts did not achieve any trafficking convictions.",
        {("C", "total", 0, 0)},
    ),
    # never is not in this year either; of certain people it is no figure
    ("The government has never convicted a labor trafficker.", {("C", "labor", 0, None)}),
    ("However, prosecutors did not prosecute the suspects.", set()),
    # a year in another clause is not that of the zero
    (
        "Courts did not convict any officials complicit in trafficking, nor did they punish the "
        "mayor, who was arrested in 2013.",
        {("C", "officials", 0, None)},
    ),
    (
        "Police investigated 22 cases, compared with not investigating any cases in 2016.",
        {("I", "total", 22, 0)},
    ),
    (
        "Police did not investigate any labor trafficking cases but investigated 12 sex "
        "trafficking cases.",
        {("I", "labor", 0, None), ("I", "sex", 12, None)},
    ),
]

SHARED_FORMS = [
    # a form behind the second of two counts is that of both
    (
        "Police investigated 20 cases. Of these, one girl and 14 women were victims of sex "
        "trafficking.",
        {("I", "total", 20, None), ("I", "sex", 1, None), ("I", "sex", 14, None)},
    ),
    (
        "Courts completed 14 prosecutions and obtained 12 convictions for sex trafficking.",
        {("P", "sex", 14, None), ("C", "sex", 12, None)},
    ),
    (
        "The government reported 49 investigations, 18 prosecutions, and four convictions for sex "
        "trafficking, and 11 investigations, three prosecutions, and no convictions for labor "
        "trafficking.",
        {
            ("I", "sex", 49, None),
            ("P", "sex", 18, None),
            ("C", "sex", 4, None),
            ("I", "labor", 11, None),
            ("P", "labor", 3, None),
            ("C", "labor", 0, None),
        },
    ),
    (
        "Authorities prosecuted eight suspects (12 in 2016) for sex trafficking and three (none in "
        "2016) for forced labor.",
        {("P", "sex", 8, 12), ("P", "labor", 3, 0)},
    ),
    (
        "Authorities initiated 14 investigations, at least eight of which involved sex "
        "trafficking.",
        {("I", "total", 14, None), ("I", "sex", 8, None)},
    ),
    (
        "Courts convicted six traffickers, five for labor and one for sex trafficking, (six in "
        "2016).",
        {("C", "total", 6, 6), ("C", "labor", 5, None), ("C", "sex", 1, None)},
    ),
]

OTHER_FIGURES = [
    # persons of the cases before; those of whom something else is told
    (
        "Police conducted five investigations. The investigations involved 67 criminal acts and "
        "15 perpetrators.",
        {("I", "total", 5, None), ("I", "total", 15, None)},
    ),
    (
        "Prosecutors prosecuted 94 of those cases involving 160 suspects.",
        {("P", "total", 94, None), ("P", "total", 160, None)},
    ),
    (
        "Eight suspects were prosecuted, three of whom were convicted.",
        {("P", "total", 8, None), ("C", "total", 3, None)},
    ),
    (
        "The government prosecuted 40 suspects; 24 were convicted and 10 acquitted.",
        {("P", "total", 40, None), ("C", "total", 24, None)},
    ),
    (
        "Authorities reported 45 investigations, 12 of which were initiated in previous years, and "
        "14 prosecutions, compared to 52 investigations and 11 prosecutions in 2016.",
        {("I", "total", 45, 52), ("P", "total", 14, 11)},
    ),
    ("Police identified 27 individuals suspected of trafficking.", {("I", "total", 27, None)}),
    (
        "Prosecutors prosecuted 33 cases (44 in 2016), of which 20 resulted in convictions (30 in "
        "2016).",
        {("P", "total", 33, 44), ("C", "total", 20, 30)},
    ),
    ("Courts convicted 18 of 22 defendants.", {("C", "total", 18, None)}),
    ("Judges obtained convictions for at least 12 traffickers.", {("C", "total", 12, None)}),
    (
        "The government reported prosecuting, but not yet convicting, one suspected trafficker.",
        {("P", "total", 1, None)},
    ),
    (
        "The government opened 14 new cases and continued to investigate 30 cases from previous "
        "years.",
        {("I", "total", 14, None)},
    ),
    (
        "Prosecutors charged 120 defendants; 84 of the defendants were convicted.",
        {("P", "total", 120, None), ("C", "total", 84, None)},
    ),
    (
        "Prosecutors charged 22 suspects. Of the 22 suspects prosecuted, nine were convicted, "
        "compared with seven convictions in 2016.",
        {("P", "total", 22, None), ("C", "total", 9, 7)},
    ),
    (
        "Courts convicted two traffickers from previous years' cases, and police completed 14 "
        "investigations of cases begun in 2016.",
        {("C", "total", 2, None)},
    ),
    ("Police investigated two cases of suspected child trafficking.", {("I", "total", 2, None)}),
]

EARLIER = [
    # as many numbers as years, in one order
    (
        "Authorities opened 64 cases in 2017, a decrease from 85 and 92 in 2016 and 2015, "
        "respectively.",
        {("I", "total", 64, 85)},
    ),
    (
        "Courts convicted 12 sex traffickers and four labor traffickers (nine and two in 2016).",
        {("C", "sex", 12, 9), ("C", "labor", 4, 2)},
    ),
    (
        "Sixteen suspects were prosecuted and nine were convicted in 2017, compared with 12 and "
        "eight in 2016.",
        {("P", "total", 16, 12), ("C", "total", 9, 8)},
    ),
    (
        "The number of convictions decreased to 12 in 2017 from 20 in 2016.",
        {("C", "total", 12, 20)},
    ),
    (
        "The number of prosecutions rose from 18 to 22, while convictions dropped from 12 to "
        "seven.",
        {("P", "total", 22, 18), ("C", "total", 7, 12)},
    ),
    ("Authorities doubled the number of investigations from 20 to 40.", {("I", "total", 40, 20)}),
    (
        "Twelve defendants were convicted, compared with 18 convictions in 2016.",
        {("C", "total", 12, 18)},
    ),
    (
        "Courts convicted nine traffickers, while they convicted seven in 2016.",
        {("C", "total", 9, 7)},
    ),
    # a slip of the year; the bracket of a whole; a bracket in the other unit
    (
        "Of these, one case led to a prosecution with two convictions, compared to one "
        "conviction in 2017.",
        {("P", "total", 1, None), ("C", "total", 2, 1)},
    ),
    (
        "Prosecutors charged 32 suspects; 14 for labor trafficking, 12 for sex trafficking, and "
        "six for forced begging (28 in 2016).",
        {("P", "total", 32, 28), ("P", "labor", 14, None), ("P", "sex", 12, None)},
    ),
    (
        "Courts secured 15 convictions against 22 traffickers (nine convictions in 2016).",
        {("C", "total", 15, 9), ("C", "total", 22, None)},
    ),
    (
        "Courts convicted eight for sex trafficking and one for labor trafficking (eight total "
        "convictions in 2016).",
        {("C", "sex", 8, None), ("C", "labor", 1, None)},
    ),
    # of two units, the first is compared; of both years; anew after a comparison
    (
        "Authorities initiated 13 prosecutions against 24 suspects (11 in 2016).",
        {("P", "total", 13, 11), ("P", "total", 24, None)},
    ),
    ("In both 2016 and 2017, courts convicted no traffickers.", {("C", "total", 0, 0)}),
    (
        "Courts convicted 13 sex traffickers, compared with 15, and for the second year convicted "
        "no labor traffickers.",
        {("C", "sex", 13, 15), ("C", "labor", 0, None)},
    ),
    (
        "Police opened 12 cases involving 14 suspects for sex trafficking and eight cases "
        "involving 11 suspects for labor trafficking, compared with 18 and six cases, "
        "respectively, in 2016.",
        {
            ("I", "sex", 12, 18),
            ("I", "sex", 14, None),
            ("I", "labor", 8, 6),
            ("I", "labor", 11, None),
        },
    ),
    ("There were 33 convictions, against 29 the year before.", {("C", "total", 33, 29)}),
    (
        "Police investigated 55 suspects (48 in 2016). They also investigated 60 individuals for "
        "facilitating prostitution.",
        {("I", "total", 55, 48)},
    ),
    # neither the arrests nor the cases completed are what is compared
    (
        "The government reported the prosecution of 31 and the conviction of 12 suspects, compared "
        "with the arrest of 40, the prosecution of 25, and the conviction of 14 in 2016.",
        {("P", "total", 31, 25), ("C", "total", 12, 14)},
    ),
    (
        "Police investigated 12 cases and prosecutors charged nine suspects. Courts convicted four "
        "traffickers. During the previous timeframe, the government investigated 20 cases, "
        "prosecuted 11 suspects, and convicted six traffickers.",
        {("I", "total", 12, 20), ("P", "total", 9, 11), ("C", "total", 4, 6)},
    ),
    (
        "Courts convicted 33 traffickers, including four for attempts, during the reporting "
        "period—the same number of persons convicted in the previous reporting period.",
        {("C", "total", 33, 33)},
    ),
]

NOTHING = [
    "Police recommended prosecution of 18 suspects.",
    "Through this work, prosecutors secured convictions against eight members of a ring.",
    "A second judge convicted eight bar owners for pandering.",
    "Prosecutors used testimony in the conviction of nine traffickers.",
    "The government has only reported convicting one official.",
    "Since 2010, the government has convicted only four traffickers.",
    "Appeals courts upheld 11 convictions.",
    "Police investigated a commander for allegedly subjecting eight women to forced labor.",
    "The experts recorded 90 preliminary investigations; few led to formal investigations.",
    "Foreign authorities convicted three Alandrian nationals for trafficking.",
    "Four suspects identified as transgender.",
    "Two of five defendants were also charged with fraud.",
]


def named(value: object) -> str:
    """A name that does not hang on the order of a set."""
    return value[:44] if isinstance(value, str) else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [*ZEROS, *SHARED_FORMS, *OTHER_FIGURES, *EARLIER],
    ids=named,
)
def test_figures_are_read(text: str, expected: set[Figure]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_look_alikes_are_no_figures(text: str) -> None:
    assert told(text) == set()


VICTIMS = [
    (
        "Police identified 14 victims. Four victims were females subjected to sex trafficking, six "
        "were men subjected to forced labor, and four were children.",
        {("V", "total", 14, None), ("V", "sex", 4, None), ("V", "labor", 6, None)},
    ),
    (
        "Police identified 33 victims. It was busy. Among the 33 victims, there were three in sex "
        "trafficking and 30 in forced labor.",
        {("V", "total", 33, None), ("V", "sex", 3, None), ("V", "labor", 30, None)},
    ),
    (
        "Police identified 131 victims. Of these, 127 victims, including 26 children, were "
        "sexually exploited.",
        {("V", "total", 131, None), ("V", "sex", 127, None)},
    ),
    (
        "Police identified 75 victims through three mechanisms: police identified 30, inspectors "
        "25, and teachers 20.",
        {("V", "total", 75, None)},
    ),
    ("Inspectors determined nine to be trafficking victims.", {("V", "total", 9, None)}),
    (
        "Police identified three victims (two in 2016); all were children. Officials reported no "
        "victims required protection.",
        {("V", "total", 3, 2)},
    ),
    (
        "Police identified 11 victims (eight forced labor victims and three sex trafficking "
        "victims), compared with three in 2016 (all sex trafficking victims).",
        {("V", "total", 11, 3), ("V", "labor", 8, None), ("V", "sex", 3, 3)},
    ),
    (
        "The government did not identify, refer, or provide care for any victims.",
        {("V", "total", 0, None)},
    ),
    ("Police identified a single victim (12 in 2016).", {("V", "total", 1, 12)}),
    ("Police identified 46 victims through its hotline.", {("V", "total", 46, None)}),
    (
        "Police identified 46 female victims and three male victims of sex trafficking.",
        {("V", "sex", 46, None), ("V", "sex", 3, None)},
    ),
    # a sum that the text does not give is no figure, and none of its parts is the total
    ("Police identified 11 Alandrian victims abroad and 23 foreign victims at home.", set()),
    (
        "The number of identified victims fell to 33, compared with 51 in 2016.",
        {("V", "total", 33, 51)},
    ),
    (
        "The government, NGOs, and international organizations identified 30 victims.",
        {("V", "total", 30, None)},
    ),
    ("Officials provided help to five victims identified abroad.", set()),
]


@pytest.mark.parametrize(("text", "expected"), VICTIMS, ids=named)
def test_victims_are_counted(text: str, expected: set[Figure]) -> None:
    assert told(text, "protection") == expected


def test_figures_of_a_place_are_no_second_total() -> None:
    text = (
        "Courts convicted 80 traffickers (90 in 2016). Authorities in Upper Alandria convicted "
        "three traffickers, compared with five in 2016."
    )
    assert told(text) == {("C", "total", 80, 90)}


def test_a_total_told_again_is_no_further_figure() -> None:
    text = "Police identified 22 victims. The judicial police identified 22 child victims."
    narrative = Narrative("XAA", 2018, "ALANDRIA: TIER 2", {"protection": text})
    assert [r["value"] for r in code_statistics(narrative)] == [22]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were no reported convictions of traffickers.", {("C", "total")}),
        ("No data on convictions was available.", {("C", "total")}),
        ("The number of suspects prosecuted was unknown.", {("P", "total")}),
        (
            "Courts did not report any convictions or provide data on prosecutions.",
            {("C", "total"), ("P", "total")},
        ),
        ("Police did not report whether any victims assisted in investigations.", set()),
        ("Police did not provide the number of victims identified by officials.", {("V", "other")}),
    ],
)
def test_silences(text: str, expected: set[tuple[str, str]]) -> None:
    assert silent(text) == expected
    assert told(text) == set()


def test_a_silence_beside_a_zero_is_told_apart() -> None:
    text = "Police did not report any convictions, and courts did not prosecute any traffickers."
    assert [found.measures for found in find_silences(text)] == [("convictions",)]
    assert [found.measures for found in find_zeros(text)] == [("prosecutions",)]


def test_as_many_numbers_as_years() -> None:
    assert plain("It found 7; 18; and 29 men in 2016, 2015, and 2014, respectively.") == (
        "It found 7 men in 2016, 18 in 2015 and 29 in 2014."
    )
    unequal = "It found 7 and 18 men in 2016, 2015, and 2014, respectively."
    assert plain(unequal) == unequal


def test_a_numeral_misread_from_print_is_in_its_sentence() -> None:
    assert 15 in numbers_in("Fifleen victims were men.")


def test_an_old_case_named_by_its_year_is_no_figure_of_the_period() -> None:
    text = (
        "Most cases remained open, including the 2014 prosecution of a mayor and the 2013 "
        "prosecution of two active and three former police officers for their involvement."
    )
    assert told(text) == set()


def test_figures_split_by_level_of_government_are_parts_not_two_totals() -> None:
    text = (
        "Authorities initiated 12 federal and 30 state investigations in 2017, compared to 18 "
        "federal and 28 state investigations in 2016."
    )
    narrative = Narrative("XAA", 2018, "ALANDRIA: TIER 2", {"prosecution": text})
    rows = [(r["subset"], r["value"], r["previous"]) for r in code_statistics(narrative)]
    assert rows == [("other", 12, 18), ("other", 30, 28)]
    alone = "Authorities initiated 12 federal investigations in 2017."
    assert told(alone) == {("I", "total", 12, None)}
