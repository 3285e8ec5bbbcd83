"""Figures in sentences about imaginary countries, in the grammatical forms of the Report."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tipanalysis.narratives.penalties import code_penalties
from tipanalysis.narratives.statistics import code_statistics, code_unreported, uncoded_numbers
from tipanalysis.narratives.text import Narrative

SHORT = {
    "investigations": "I",
    "prosecutions": "P",
    "convictions": "C",
    "victims_identified": "V",
}


def narrative(prosecution: str = "", protection: str = "", edition: int = 2018) -> Narrative:
    sections = {"prosecution": prosecution, "protection": protection}
    return Narrative("XAA", edition, "ALANDRIA: TIER 2", sections)


def rows(prosecution: str = "", protection: str = "") -> list[tuple[object, ...]]:
    return [
        (SHORT[str(r["measure"])], r["subset"], r["unit"], r["value"], r["previous"])
        for r in code_statistics(narrative(prosecution, protection))
    ]


def unreported(text: str) -> set[tuple[str, object]]:
    return {(SHORT[str(r["measure"])], r["subset"]) for r in code_unreported(narrative(text))}


CASES = [
    # one verb, one number, the comparison in a bracket, after a comma, after a dash
    ("Police investigated 21 cases (17 in 2016).", [("I", "total", "cases", 21, 17)]),
    (
        "Courts convicted nine traffickers in 2017, compared with 14 in 2016 and two in 2015.",
        [("C", "total", "persons", 9, 14)],
    ),
    (
        "Courts convicted nine traffickers—a decrease from 14 the previous year.",
        [("C", "total", "persons", 9, 14)],
    ),
    (
        "Prosecutors indicted six defendants (71 in 2016 and 17 in 2015).",
        [("P", "total", "persons", 6, 71)],
    ),
    # stacked units, the bracket in one of them
    (
        "Police investigated 21 cases with 34 suspects (17 cases in 2016).",
        [("I", "total", "cases", 21, 17), ("I", "total", "persons", 34, None)],
    ),
    (
        "Prosecutors initiated five prosecutions involving eight defendants, compared with two "
        "prosecutions involving three defendants in 2016.",
        [("P", "total", "unspecified", 5, 2), ("P", "total", "persons", 8, 3)],
    ),
    # chained verbs, one comparison for the whole list
    (
        "The government investigated eight cases, prosecuted four suspects, and convicted two "
        "traffickers, compared with seven investigations and the prosecution and conviction of "
        "one trafficker the previous reporting period.",
        [
            ("I", "total", "cases", 8, 7),
            ("P", "total", "persons", 4, 1),
            ("C", "total", "persons", 2, 1),
        ],
    ),
    # one number for two measures; measures without a verb of their own; a true zero
    (
        "The government reported investigating and prosecuting 11 cases.",
        [("I", "total", "cases", 11, None), ("P", "total", "cases", 11, None)],
    ),
    (
        "It reported investigating 29 suspected traffickers, one prosecution, and no convictions.",
        [
            ("I", "total", "persons", 29, None),
            ("P", "total", "unspecified", 1, None),
            ("C", "total", "unspecified", 0, None),
        ],
    ),
    (
        "Alandria reported 33 investigations, prosecution of seven suspects, and no convictions, "
        "compared to 34 investigations, prosecution of four suspects, and no convictions in the "
        "previous reporting period.",
        [
            ("I", "total", "unspecified", 33, 34),
            ("P", "total", "persons", 7, 4),
            ("C", "total", "unspecified", 0, 0),
        ],
    ),
    # bare numbers after a verb, officials carried along
    (
        "In 2017, the government initiated investigations of 26 officials (10 in 2016), initiated "
        "prosecution of seven, and convicted 12 complicit officials.",
        [
            ("I", "officials", "persons", 26, 10),
            ("P", "officials", "persons", 7, None),
            ("C", "officials", "persons", 12, None),
        ],
    ),
    # splits: colon, bracket, dash, semicolon, "of which", nested comparison
    (
        "Courts convicted 12 traffickers (11 in 2016): nine for sex trafficking and three for "
        "forced labor (10 sex traffickers in 2016).",
        [
            ("C", "total", "persons", 12, 11),
            ("C", "sex", "persons", 9, 10),
            ("C", "labor", "persons", 3, None),
        ],
    ),
    (
        "Police initiated 10 investigations (seven for sex trafficking, three for labor "
        "trafficking), an increase from four in 2016.",
        [
            ("I", "total", "unspecified", 10, 4),
            ("I", "sex", "unspecified", 7, None),
            ("I", "labor", "unspecified", 3, None),
        ],
    ),
    (
        "Authorities reported 21 prosecutions in 2017, compared with 10 prosecutions in 2016, and "
        "39 convictions—37 sex traffickers and two labor traffickers—compared with 17 convictions "
        "in 2016.",
        [
            ("P", "total", "unspecified", 21, 10),
            ("C", "total", "unspecified", 39, 17),
            ("C", "sex", "persons", 37, None),
            ("C", "labor", "persons", 2, None),
        ],
    ),
    (
        "Courts convicted 28 traffickers in 2017, of which 26 were for sex trafficking and two for "
        "labor trafficking, compared with 24 convictions (22 for sex trafficking and two for labor "
        "trafficking) in 2016.",
        [
            ("C", "total", "persons", 28, 24),
            ("C", "sex", "persons", 26, 22),
            ("C", "labor", "persons", 2, 2),
        ],
    ),
    (
        "The government prosecuted four defendants, all for sex trafficking.",
        [("P", "total", "persons", 4, None), ("P", "sex", "persons", 4, None)],
    ),
    (
        "Police opened 32 labor trafficking and 93 sex trafficking investigations.",
        [("I", "labor", "unspecified", 32, None), ("I", "sex", "unspecified", 93, None)],
    ),
    # respectively; a change from one number to another; both years at once; the same number
    (
        "The government prosecuted 67 defendants (60 for sex trafficking and seven for labor "
        "trafficking), compared with 54 in 2016 (37 and 17, respectively).",
        [
            ("P", "total", "persons", 67, 54),
            ("P", "sex", "persons", 60, 37),
            ("P", "labor", "persons", 7, 17),
        ],
    ),
    (
        "Convictions of traffickers fell: police investigated more, but convictions decreased from "
        "30 to 12 during the reporting period.",
        [("C", "total", "unspecified", 12, 30)],
    ),
    (
        "Courts convicted one trafficker in both 2016 and 2017.",
        [("C", "total", "persons", 1, 1)],
    ),
    (
        "Prosecutors initiated prosecution of three cases in 2017, the same number as in 2016.",
        [("P", "total", "cases", 3, 3)],
    ),
    (
        "Alandria initiated one new prosecution (five in 2016) and convicted eight for sex "
        "trafficking in 2017 (11 in 2016).",
        [("P", "total", "unspecified", 1, 5), ("C", "sex", "unspecified", 8, 11)],
    ),
    # passive; participle; lost space after the full stop
    ("Three traffickers were convicted.", [("C", "total", "persons", 3, None)]),
    (
        "Police investigated two cases in 2017.Courts convicted three traffickers.",
        [("I", "total", "cases", 2, None), ("C", "total", "persons", 3, None)],
    ),
    # zeros by negation
    (
        "The government did not convict any traffickers, compared with three in 2016.",
        [("C", "total", "unspecified", 0, 3)],
    ),
    (
        "Authorities did not initiate any prosecutions or secure any convictions.",
        [("P", "total", "unspecified", 0, None), ("C", "total", "unspecified", 0, None)],
    ),
    ("There were no prosecutions (none in 2016).", [("P", "total", "unspecified", 0, 0)]),
    ("Courts obtained zero convictions.", [("C", "total", "unspecified", 0, None)]),
    # the statute beside the figure
    (
        "Police investigated seven cases under article 149a of law 12 in 2017.",
        [("I", "total", "cases", 7, None)],
    ),
    # an older pair where the text says that it is the latest
    (
        "In 2016, the most recent year for which data were available, courts convicted 13 "
        "traffickers, compared with 22 in 2015.",
        [("C", "total", "persons", 13, 22)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:48] for text, _ in CASES])
def test_law_enforcement(text: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(rows(text), key=str) == sorted(expected, key=str)


VICTIMS = [
    (
        "The government identified 40 potential victims (31 in 2016), including 25 sex trafficking "
        "victims (20 in 2016) and 15 labor trafficking victims (11 in 2016).",
        [("total", 40, 31), ("sex", 25, 20), ("labor", 15, 11)],
    ),
    (
        "Alandria identified 12 victims (three in 2016); 10 victims of sex trafficking and two "
        "victims of forced labor (three sex trafficking victims in 2016).",
        [("total", 12, 3), ("sex", 10, 3), ("labor", 2, None)],
    ),
    (
        "Authorities identified 20 victims. Of these, 15 were victims of sex trafficking, four of "
        "forced labor, and one of forced begging.",
        [("total", 20, None), ("sex", 15, None), ("labor", 4, None), ("other", 1, None)],
    ),
    (
        "Authorities identified 20 victims. This compared to 32 victims in 2016.",
        [("total", 20, 32)],
    ),
    (
        "The vast majority of the 30 victims that Alandria identified in 2016 went home; in 2017 "
        "it identified 41 victims.",
        [("total", 41, None)],
    ),
    ("Police certified 24 new victims, an increase from 14 victims in 2016.", [("total", 24, 14)]),
    (
        "Police identified 17 victims—nine foreign women and eight local men—compared to 12 last "
        "year.",
        [("total", 17, 12)],
    ),
    (
        "The ministry identified 108 victims. The migration agency identified 58 victims.",
        [("total", 108, None), ("other", 58, None)],
    ),
    ("Officials did not identify any victims, compared with two in 2016.", [("total", 0, 2)]),
    ("Authorities did not identify any child victims in 2017.", [("other", 0, None)]),
    (
        "The government screened 60 migrants and identified one victim, compared with screening 37 "
        "migrants and identifying five victims in 2016.",
        [("total", 1, 5)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), VICTIMS, ids=[text[:48] for text, _ in VICTIMS])
def test_victims_identified(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [(subset, value, previous) for _, subset, _, value, previous in rows("", text)]
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "The academy trained 320 prosecutors, 327 investigators, and 40 judges.",
        "Police identified 51 agencies that broke the law.",
        "Officials did not identify trafficking indicators among 50 migrants.",
        "The government continued to prosecute 184 cases from the previous reporting period.",
        "Twelve prosecutions remained pending at the end of the reporting period.",
        "An NGO identified 147 victims, compared with 120 in 2016.",
        "An international organization reported police investigated 12 cases.",
        "Media reported that courts convicted five traffickers.",
        "In one case, courts convicted two traffickers and sentenced them to nine years.",
        "Courts sentenced 14 traffickers to prison and fined three.",
        "From January through March 2018, police investigated 16 cases.",
        "In 2015, courts convicted 31 traffickers.",
        "The hotline received 2,264 calls, of which police referred 18 to prosecutors.",
        "Police arrested 33 suspects under article 217 of the 2008 law.",
        "The government repatriated five victims identified abroad.",
        "The government assisted 450 victims (561 in 2016).",
        "Labor inspectors visited 1,300 farms and found 60 violations.",
        "Prosecutors convicted no one of lesser crimes, such as theft, in 11 districts.",
        "The unit had 12 officers who investigated trafficking in eight regions.",
    ],
)
def test_look_alikes_give_no_figure(text: str) -> None:
    assert rows(text, text) == []


def test_a_part_year_that_follows_is_left_out() -> None:
    text = "Police investigated 47 cases in 2017 (83 in 2016) and 16 in January through March 2018."
    assert rows(text) == [("I", "total", "cases", 47, 83)]


def test_the_earlier_figure_may_come_first() -> None:
    text = "Courts convicted two traffickers in 2016 and eight in 2017."
    assert rows(text) == [("C", "total", "persons", 8, 2)]


def test_the_sentence_before_names_the_subset() -> None:
    text = "Police investigated less labor trafficking in fishing; it investigated seven cases."
    assert [row[1] for row in rows(text)] == ["other"]


def test_a_second_statute_is_not_a_second_total() -> None:
    text = (
        "Police investigated seven cases under section 12. "
        "Under section 14, police investigated nine cases."
    )
    assert [(row[1], row[3]) for row in rows(text)] == [("total", 7), ("other", 9)]


@pytest.mark.parametrize("edition", [2015, 2018, 2024])
def test_periods_follow_the_edition(edition: int) -> None:
    text = f"Police investigated 21 cases in {edition - 1}, compared with 17 in {edition - 2}."
    (row,) = code_statistics(narrative(text, edition=edition))
    assert (row["period"], row["previous_period"]) == (str(edition - 1), str(edition - 2))


def test_a_row_says_where_it_stands_and_how_sure_it_is() -> None:
    text = narrative("Alandria acted. Police investigated at least 21 cases.")
    (row,) = code_statistics(text)
    assert (row["section"], row["sentence"], row["bound"]) == ("prosecution", 2, "at-least")
    assert row["digest"] == text.sentences("prosecution")[1].digest
    assert (row["period"], row["confidence"]) == ("reporting period", "high")


UNREPORTED = [
    (
        "The government did not report any investigations, prosecutions, or convictions of "
        "government employees complicit in trafficking.",
        {("I", "officials"), ("P", "officials"), ("C", "officials")},
    ),
    ("Courts did not report convicting any traffickers.", {("C", "total")}),
    ("Police did not report the number of investigations (44 in 2016).", {("I", "total")}),
    (
        "Authorities did not report how many victims they identified or assisted.",
        {("V", "total")},
    ),
    (
        "The government did not provide data on investigations, prosecutions, or convictions.",
        {("I", "total"), ("P", "total"), ("C", "total")},
    ),
    ("Authorities did not report identifying any victims.", {("V", "total")}),
    (
        "The government did not report efforts to investigate, prosecute, or convict any official "
        "for complicity.",
        {("I", "officials"), ("P", "officials"), ("C", "officials")},
    ),
    ("Police did not report the number of victims they assisted.", set()),
    ("The government did not report training officials on victim identification.", set()),
    ("The government did not report the outcome of the investigation.", set()),
    ("Authorities did not report how many prosecutors received the kits.", set()),
    ("Courts did not convict any traffickers.", set()),
    ("Police did not report investigations, but prosecuted two men.", {("I", "total")}),
]


@pytest.mark.parametrize(
    ("text", "expected"), UNREPORTED, ids=[text[:48] for text, _ in UNREPORTED]
)
def test_what_was_not_reported(text: str, expected: set[tuple[str, object]]) -> None:
    assert unreported(text) == expected


def test_not_reported_is_never_zero() -> None:
    text = "Courts did not report any convictions, compared with 105 convictions in 2016."
    assert rows(text) == []
    assert unreported(text) == {("C", "total")}


def test_a_measure_given_elsewhere_is_not_unreported() -> None:
    text = "Courts convicted nine traffickers. The navy did not report any convictions."
    assert unreported(text) == set()


def test_figures_that_gave_no_row_are_listed_for_a_person() -> None:
    listed = uncoded_numbers(
        narrative(
            "Police investigated 12 cases. An NGO reported courts convicted five men. "
            "In one case, courts convicted two men. In 2015, courts convicted 31 men."
        )
    )
    assert [(item.sentence.number, item.reason) for item in listed] == [
        (2, "others than the government"),
        (3, "a single case"),
        (4, "another period"),
    ]


# --- the hand-coded narratives, where they are -------------------------------------------------

SHARED = Path(__file__).parents[1].parent / "shared"
SECTIONS = {
    "INTRO": "assessment",
    "PROSECUTION": "prosecution",
    "PROTECTION": "protection",
    "PREVENTION": "prevention",
    "TRAFFICKING PROFILE": "profile",
    "GOVERNMENT EFFORTS": "efforts",
}
HAND_CODED = {
    "azerbaijan": "AZE",
    "china": "CHN",
    "cuba": "CUB",
    "algeria": "DZA",
    "ethiopia": "ETH",
    "georgia": "GEO",
    "laos": "LAO",
    "latvia": "LVA",
    "niger": "NER",
    "norway": "NOR",
    "panama": "PAN",
    "poland": "POL",
    "paraguay": "PRY",
    "somalia": "SOM",
    "suriname": "SUR",
    "thailand": "THA",
    "turkmenistan": "TKM",
}
FLOORS = {
    "statistics": 0.95,
    "previous figure": 0.93,
    "unreported": 0.90,
    "penalties": 0.88,
}


def real_narratives() -> Iterator[tuple[str, Narrative]]:
    for path in sorted((SHARED / "narratives" / "2018").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        sections = {
            SECTIONS[key.rstrip(":")]: value["text"]
            for key, value in content["sections"].items()
            if key.rstrip(":") in SECTIONS
        }
        yield path.stem, Narrative(path.stem, 2018, content["heading"], sections)


def score_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is not there: the hand-coded narratives cannot be scored")
    folder = tmp_path_factory.mktemp("coded")
    tables: dict[str, list[dict[str, object]]] = {
        "statistics": [],
        "unreported": [],
        "penalties": [],
    }
    for name, text in real_narratives():
        if name not in HAND_CODED:
            continue
        key = {"iso3": HAND_CODED[name], "edition": 2018}
        tables["statistics"] += [key | row for row in code_statistics(text)]
        tables["unreported"] += [key | row for row in code_unreported(text)]
        found = code_penalties(text)
        words = {True: "true", False: "false", None: ""}
        for judged in ("sufficiently_stringent", "commensurate"):
            found[judged] = words[found.get(judged)]  # type: ignore[index]
        tables["penalties"].append(key | found)
    for name, lines in tables.items():
        columns = sorted({column for line in lines for column in line})
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(lines)
    return folder


@pytest.mark.parametrize("figure", FLOORS)
def test_the_hand_coded_narratives(coded: Path, figure: str) -> None:
    tally = score_module().score(coded, SHARED / "gold" / "dev", "2018")[figure]
    assert tally.gold > 0
    assert tally.figure >= FLOORS[figure], tally.wrong


def test_no_figure_of_the_edition_stands_outside_its_sentence() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared is not there: the edition cannot be checked against itself")
    from tipanalysis.narratives.numbers import find_numbers

    count = 0
    for name, text in real_narratives():
        for row in code_statistics(text):
            sentence = text.sentences(str(row["section"]))[int(str(row["sentence"])) - 1]
            values = {number.value for number in find_numbers(sentence.text)}
            assert sentence.digest == row["digest"], name
            # "Its first conviction" is one, without the numeral.
            if " its first " in sentence.text:
                values.add(1)
            # What others were "out of" is read only where it says that all were identified.
            values |= {int(n) for n in re.findall(r"\bout of (\d+)\b", sentence.text)}
            assert row["value"] in values or row["value"] == 0, (name, row)
            count += 1
    assert count > 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # cases opened, and cases sent to court
        (
            "The attorney general's office opened 64 trafficking cases (50 in 2016), of which 13 "
            "yielded full investigations.",
            [("I", "total", "cases", 64, 50)],
        ),
        (
            "Police sent 25 cases to court, compared to 13 in 2016.",
            [("P", "total", "cases", 25, 13)],
        ),
        # an act of counsel: charges
        (
            "Prosecutors pursued trafficking charges against four defendants.",
            [("P", "total", "persons", 4, None)],
        ),
        # what never was, and what failed
        (
            "The government has never convicted a trafficker.",
            [("C", "total", "unspecified", 0, None)],
        ),
        ("Courts failed to convict any traffickers.", [("C", "total", "unspecified", 0, None)]),
        (
            "There were no convictions under this law since it was amended in 2011.",
            [("C", "total", "unspecified", 0, None)],
        ),
        # the other unit in a bracket, and the form behind both
        (
            "Prosecutors charged five defendants (in three cases) with forced labor.",
            [("P", "labor", "persons", 5, None), ("P", "labor", "cases", 3, None)],
        ),
        (
            "Courts convicted eight traffickers in six sex trafficking cases.",
            [("C", "sex", "persons", 8, None), ("C", "sex", "cases", 6, None)],
        ),
        (
            "Courts convicted eight traffickers in three cases, all of which involved sexual "
            "exploitation.",
            [
                ("C", "total", "persons", 8, None),
                ("C", "total", "cases", 3, None),
                ("C", "sex", "persons", 8, None),
                ("C", "sex", "cases", 3, None),
            ],
        ),
        # parts take the unit that they add up to
        (
            "Courts convicted 37 traffickers in 26 cases (11 traffickers in eight cases in 2016), "
            "35 for sex trafficking and two for forced labor.",
            [
                ("C", "total", "persons", 37, 11),
                ("C", "total", "cases", 26, 8),
                ("C", "sex", "persons", 35, None),
                ("C", "labor", "persons", 2, None),
            ],
        ),
        # a part that goes on to say what became of it
        (
            "Courts convicted 29 offenders; of which, 20 sex traffickers received prison sentences "
            "and eight labor traffickers received fines.",
            [
                ("C", "total", "persons", 29, None),
                ("C", "sex", "persons", 20, None),
                ("C", "labor", "persons", 8, None),
            ],
        ),
        # the comparison of a part in a sentence of its own
        (
            "Police investigated 34 cases. Of these, 22 were cases of sex trafficking, compared to "
            "20 cases in 2016.",
            [("I", "total", "cases", 34, None), ("I", "sex", "unspecified", 22, 20)],
        ),
        # one sentence that compares all that came before it
        (
            "Police investigated 40 cases. Prosecutors charged 12 suspects. Trials were slow. "
            "Judges were few. These efforts compared to 30 investigations and nine prosecutions "
            "during the previous reporting period.",
            [("I", "total", "cases", 40, 30), ("P", "total", "persons", 12, 9)],
        ),
        # a whole that is one form
        (
            "Police investigated three cases (eight in 2016); all three investigations involved "
            "suspected sex trafficking.",
            [("I", "total", "cases", 3, 8), ("I", "sex", "cases", 3, None)],
        ),
        # rulings of a second instance, agencies beside the government, laws on something else
        (
            "Courts convicted 20 traffickers. Courts also issued six convictions at the second "
            "instance (one in 2016).",
            [("C", "total", "persons", 20, None), ("C", "other", "unspecified", 6, 1)],
        ),
        (
            "The government investigated 134 cases, compared with 71 in 2016. The border guard "
            "investigated 23 cases, compared with 20 in 2016.",
            [("I", "total", "cases", 134, 71), ("I", "other", "cases", 23, 20)],
        ),
        (
            "Courts convicted three persons under the procurement statute.",
            [("C", "other", "persons", 3, None)],
        ),
        # what came of the cases
        (
            "Police reported 14 investigations, including two of officials, and culminated in six "
            "convictions (five in 2016).",
            [
                ("I", "total", "unspecified", 14, None),
                ("I", "officials", "unspecified", 2, None),
                ("C", "total", "unspecified", 6, 5),
            ],
        ),
        # a date in the story of the case is no period of the figure
        (
            "Courts convicted two traffickers for forced labor in a case that commenced in July "
            "2013.",
            [("C", "labor", "persons", 2, None)],
        ),
        # dashes around a comparison
        (
            "Police investigated 30 suspected traffickers—compared with an inquiry—involving 66 "
            "suspects in 2016.",
            [("I", "total", "persons", 30, 66)],
        ),
        # the forms of a second authority stand beside those of the first; a comma left out
        (
            "The government initiated 113 investigations. Of the 113, the police conducted 91 "
            "investigations. Of these 74 were labor trafficking investigations and 17 were sex "
            "trafficking investigations. The border guard investigated 22 cases; of these, 18 were "
            "labor trafficking cases.",
            [
                ("I", "total", "unspecified", 113, None),
                ("I", "labor", "unspecified", 74, None),
                ("I", "sex", "unspecified", 17, None),
                ("I", "other", "cases", 22, None),
                ("I", "labor", "cases", 18, None),
            ],
        ),
        (
            "Prosecutions led to 50 rulings in 2017. Thirty-three of these cases resulted in "
            "convictions (13 in 2016).",
            [("C", "total", "cases", 33, 13)],
        ),
        (
            "Courts prosecuted and convicted three slaveholders.",
            [("P", "total", "persons", 3, None), ("C", "total", "persons", 3, None)],
        ),
        # a crime that the text sets apart
        (
            "Police investigated 12 persons outside the definition of the trafficking law, "
            "with eight convictions.",
            [("I", "other", "persons", 12, None), ("C", "other", "unspecified", 8, None)],
        ),
        # duties of officials, and diplomats of other states
        (
            "The ministry employed six inspectors charged with investigating forced labor and 87 "
            "labor inspectors.",
            [],
        ),
        (
            "Police opened one investigation into forced labor in the household of a foreign "
            "diplomat.",
            [("I", "labor", "unspecified", 1, None)],
        ),
        # work with others, and crimes that may not be trafficking
        ("Police coordinated with two governments to investigate five trafficking cases.", []),
        (
            "Courts convicted 71 officials; the government did not report whether any of the cases "
            "were related to human trafficking.",
            [],
        ),
    ],
)
def test_further_forms_of_figures(text: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(rows(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police identified five victims of sex trafficking and no victims of forced labor, "
            "compared with four victims in 2016. All five victims received care.",
            [
                ("V", "sex", "persons", 5, None),
                ("V", "labor", "persons", 0, None),
                ("V", "total", "persons", 5, 4),
            ],
        ),
        (
            "Police identified 72 victims—67 sex trafficking victims (64 of sexual exploitation "
            "and three of forced marriage) and five labor trafficking victims.",
            [
                ("V", "total", "persons", 72, None),
                ("V", "sex", "persons", 67, None),
                ("V", "other", "persons", 64, None),
                ("V", "other", "persons", 3, None),
                ("V", "labor", "persons", 5, None),
            ],
        ),
        (
            "Police identified 30 victims (20 of sex trafficking and 10 of forced labor and forced "
            "begging).",
            [
                ("V", "total", "persons", 30, None),
                ("V", "sex", "persons", 20, None),
                ("V", "labor", "persons", 10, None),
            ],
        ),
        (
            "The government identified nine victims and two potential victims.",
            [("V", "total", "persons", 9, None), ("V", "total", "persons", 2, None)],
        ),
        (
            "Police identified nine victims in shelters and two potential victims.",
            [("V", "total", "persons", 9, None), ("V", "other", "persons", 2, None)],
        ),
        (
            "Police identified 71 victims of labor trafficking. Four victims of trafficking were "
            "identified after calls to the hotline.",
            [("V", "labor", "persons", 71, None), ("V", "other", "persons", 4, None)],
        ),
        (
            "The government identified 57 trafficking victims and 167 victims of child labor or "
            "child trafficking.",
            [("V", "total", "persons", 57, None), ("V", "other", "persons", 167, None)],
        ),
        (
            "Police identified 14 victims. The ministry identified 24 victims (17 of labor "
            "trafficking and seven of sex trafficking).",
            [
                ("V", "total", "persons", 14, None),
                ("V", "other", "persons", 24, None),
                ("V", "labor", "persons", 17, None),
                ("V", "sex", "persons", 7, None),
            ],
        ),
        (
            "Police did not formally identify any child victims of sex trafficking.",
            [("V", "sex", "unspecified", 0, None)],
        ),
        (
            "In 2017, four victims of trafficking were identified.",
            [("V", "total", "persons", 4, None)],
        ),
    ],
)
def test_further_forms_of_victims(text: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(rows("", text), key=str) == sorted(expected, key=str)


def coded_with_assessment(assessment: str, prosecution: str) -> list[tuple[object, ...]]:
    sections = {"assessment": assessment, "prosecution": prosecution}
    return [
        (SHORT[str(r["measure"])], r["subset"], r["value"], r["section"])
        for r in code_statistics(Narrative("XAA", 2018, "ALANDRIA: TIER 2", sections))
    ]


def test_a_figure_that_only_the_assessment_gives_is_taken_from_there() -> None:
    assessment = "Police did not investigate any officials. Courts convicted nine traffickers."
    assert coded_with_assessment(assessment, "Courts convicted nine traffickers in 2017.") == [
        ("C", "total", 9, "prosecution"),
        ("I", "officials", 0, "assessment"),
    ]


def test_a_zero_of_the_assessment_stands_beside_a_section_that_says_it_was_not_reported() -> None:
    said = "The government did not report any convictions."
    coded = coded_with_assessment("Courts did not convict any traffickers.", said)
    assert coded == [("C", "total", 0, "assessment")]


def test_a_zero_of_officials_yields_to_a_sentence_that_says_it_was_not_reported() -> None:
    said = (
        "The government did not report any convictions of officials complicit in trafficking. "
        "Courts did not convict any officials."
    )
    assert rows(said) == []


def test_an_older_figure_alone_is_left_out_beside_current_ones() -> None:
    latest = (
        "In 2016, the latest year for which data was available, courts convicted 48 traffickers"
    )
    now = "Police investigated 12 cases in 2017. "
    assert rows(now + latest + ", compared with 71 in 2015.") == [("I", "total", "cases", 12, None)]


def test_where_all_data_are_of_an_earlier_year_that_year_is_the_current_one() -> None:
    text = (
        "The Bureau issued its 2016 report, the most recent law enforcement data available. "
        "In 2016, police investigated 217 cases. This was an increase from 77 investigations in "
        "2015."
    )
    (row,) = code_statistics(narrative(text))
    assert (row["value"], row["previous"], row["period"]) == (217, 77, "2016")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was unclear whether courts secured any convictions.", {("C", "total")}),
        (
            "Although it did not provide statistics on the number of victims identified, police "
            "identified at least five sex trafficking victims.",
            {("V", "total")},
        ),
        (
            "The government did not report how many victims police identified through these calls.",
            set(),
        ),
        (
            "Some officials were complicit in trafficking; the government did not report "
            "investigating such allegations.",
            {("I", "officials")},
        ),
    ],
)
def test_further_silences(text: str, expected: set[tuple[str, object]]) -> None:
    assert unreported(text) == expected
