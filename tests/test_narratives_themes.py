"""Themes of sentences about imaginary countries, and the floors on hand-coded narratives."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tipanalysis.errors import TipError
from tipanalysis.narratives.forms import forms_of
from tipanalysis.narratives.lexicon import Lexicon, lexicon_of, read_lexicon
from tipanalysis.narratives.text import Narrative, digest_of
from tipanalysis.narratives.themes import code_assessment, code_forms, code_recommendations
from tipanalysis.schema import find_folder

SHARED = Path(__file__).parents[1].parent / "shared"
SECTIONS = {
    "INTRO": "assessment",
    "RECOMMENDATIONS": "recommendations",
    "TRAFFICKING PROFILE": "profile",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


def narrative(edition: int = 2018, heading: str = "ALANDRIA: Tier 2", **sections: str) -> Narrative:
    return Narrative("XAA", edition, heading, sections)


ITEMS = {
    "investigate and prosecute traffickers": "law-enforcement",
    "prosecute sex and labor trafficking crimes": "law-enforcement",
    "prosecute cases of forced labor": "labor-trafficking-enforcement",
    "prosecute traffickers, particularly those who use forced labor": (
        "labor-trafficking-enforcement;law-enforcement"
    ),
    "investigate and prosecute complicit officials": "official-complicity",
    "prosecute traffickers, including complicit officials": "law-enforcement;official-complicity",
    "impose prison sentences on convicted traffickers": "sentencing",
    "investigate trafficking-related corruption": "official-complicity",
    "hire more prosecutors": "officer-capacity",
    "train officers on working with victims serving as witnesses": "training;victim-participation",
    "stop holding victims in police stations": "freedom-of-movement",
    "inform migrants of the danger in their own language about their rights": "awareness",
    "raise awareness among foreign workers about their rights": "awareness;migrant-workers",
    "amend the law to remove fines in lieu of imprisonment": "legal-framework;penalties",
    "enact a law that criminalizes all forms of trafficking": "legal-framework",
    "train judges on the anti-trafficking law": "training",
    "train border guards to identify victims": "training;victim-identification",
    "screen migrants in ports for indicators of trafficking": "victim-identification",
    "refer victims to care": "referral-mechanism",
    "open a shelter for male victims": "shelter",
    "provide medical care to victims": "victim-services",
    "allow victims to leave shelters at will": "freedom-of-movement",
    "cease the punishment of victims for acts committed as a result of being trafficked": (
        "non-penalization"
    ),
    "protect victims who testify in court": "victim-participation",
    "grant victims temporary residence permits": "residence-permits",
    "help victims obtain restitution": "restitution",
    "repatriate victims who wish to go home": "repatriation",
    "adopt a national action plan": "national-action-plan",
    "fund the national action plan": "funding;national-action-plan",
    "run an awareness campaign in villages": "awareness",
    "increase the number of labor inspectors": "labor-inspection",
    "license labor recruiters and ban recruitment fees": "recruitment",
    "reform the sponsorship system": "migrant-workers",
    "extend labor law protections to domestic workers": "domestic-workers",
    "open a hotline": "hotline",
    "reduce the demand for commercial sex": "demand-reduction",
    "keep goods made with forced labor out of public procurement": "supply-chains",
    "register all births in the civil registry": "identity-documents",
    "train diplomatic personnel": "training;diplomats-peacekeepers",
    "conduct joint investigations with neighboring countries": (
        "international-cooperation;law-enforcement"
    ),
    "collect data on investigations, prosecutions, and convictions": "data-collection",
    "increase resources for the police": "officer-capacity",
    "create a specialized anti-trafficking court": "specialized-units",
    "work with NGOs": "civil-society",
    "sign bilateral labor agreements": "bilateral-agreements",
    "cease the harassment of activists": "civic-space",
    "end forced labor in government facilities": "state-forced-labor",
    "cease the recruitment of children by the armed forces": "child-soldiers",
    # An act and what it only touches.
    "train judges on a victim-centered approach to prosecutions": "training;victim-participation",
    "encourage the participation of victims in investigations and prosecutions": (
        "victim-participation"
    ),
    "refer victims to appropriate shelters and services": "referral-mechanism",
    "convict traffickers, including in cases referred by NGOs": "law-enforcement",
    "provide assistance to victims irrespective of whether a trafficker is prosecuted": (
        "victim-services"
    ),
    "make services available to victims that are not contingent on cooperation with police": (
        "victim-services"
    ),
    "identify victims among vulnerable groups, such as detained migrants, domestic workers, and "
    "street children, and refer them to care": "victim-identification;referral-mechanism",
    "train officials, including members of the national anti-trafficking committee, prosecutors, "
    "and labor inspectors, on victim identification": "training;victim-identification",
    "train police to better identify and protect victims": "training;victim-identification",
    "identify and assist adult victims": "victim-identification;victim-services",
    "grant victims permission to work while participating in judicial proceedings": (
        "residence-permits"
    ),
    "inform victims of their right to compensation": "restitution",
    "screen migrants for indicators before repatriating them": "victim-identification",
    "establish a hotline to provide victim assistance": "hotline",
    "provide protection services to child soldiers": "victim-services;child-soldiers",
    # Who is pursued, and for what.
    "investigate allegations of government complicity and punish corrupt officials": (
        "official-complicity"
    ),
    "prosecute labor traffickers": "labor-trafficking-enforcement",
    "investigate allegations of fraudulent recruitment": "recruitment",
    "increase law enforcement efforts against forced labor": "labor-trafficking-enforcement",
    "prosecute officials complicit in the recruitment of child soldiers": "official-complicity",
    "increase prosecutions of forced begging": "forced-begging;law-enforcement",
    # Money, and for whom.
    "increase funding for NGO-run shelters": "shelter;victim-services;civil-society",
    "fund the inter-ministerial committee": "funding;national-action-plan",
    "approve and implement the national action plan": "national-action-plan",
    "fund law enforcement to investigate cases": "officer-capacity;law-enforcement",
    "increase the number of investigators": "officer-capacity",
    "fully resource the police units": "officer-capacity;specialized-units",
    # Rights of workers.
    "enforce the prohibition on the retention of travel documents": "migrant-workers",
    "increase protections for foreign domestic workers": "domestic-workers",
    "promulgate the implementing regulations": "legal-framework",
    "increase services, especially for LGBTI victims": "victim-services;lgbtqi",
    "increase services for victims, including LGBTI victims": "victim-services",
}


@pytest.mark.parametrize(("item", "themes"), ITEMS.items(), ids=list(ITEMS))
def test_an_item_has_the_theme_of_its_subject(lexicon: Lexicon, item: str, themes: str) -> None:
    (row,) = code_recommendations(narrative(recommendations=item), lexicon)
    assert set(row["themes"].split(";")) == set(themes.split(";"))


def test_items_are_numbered_and_carry_a_digest_of_their_words(lexicon: Lexicon) -> None:
    text = "Open a hotline; train the police; and adopt a national action plan."
    rows = code_recommendations(narrative(recommendations=text), lexicon)
    assert [(row["n"], row["sentence"]) for row in rows] == [(1, 1), (2, 2), (3, 3)]
    assert rows[1]["digest"] == digest_of("train the police")
    assert {row["section"] for row in rows} == {"recommendations"}
    assert not any("police" in str(value) for value in rows[1].values()), "no words are kept"


def test_the_first_theme_is_the_one_named_first_and_four_is_the_most(lexicon: Lexicon) -> None:
    text = (
        "Open a hotline, train police, build a shelter, help victims obtain restitution, "
        "adopt a national action plan, and collect data"
    )
    (row,) = code_recommendations(narrative(recommendations=text), lexicon)
    assert row["themes"] == "hotline;training;shelter;restitution"


def test_an_item_with_no_subject_of_the_list_gets_the_nearest_general_theme(
    lexicon: Lexicon,
) -> None:
    (row,) = code_recommendations(
        narrative(recommendations="extend anti-trafficking efforts to the islands"), lexicon
    )
    assert row["themes"] == "national-action-plan"


CREDIT = (
    "The Government of Alandria does not fully meet the minimum standards for the elimination of "
    "trafficking; however, it is making significant efforts to do so. The government demonstrated "
    "increasing efforts compared to the previous reporting period; therefore Alandria remained on "
    "Tier 2. The government demonstrated increasing efforts by convicting more traffickers, "
    "opening a shelter, and training labor inspectors. "
)
FAULT = (
    "However, the government did not meet the minimum standards in several key areas. Police did "
    "not identify any victims, and courts issued lenient sentences. Although the government "
    "funded a hotline, it did not adopt a national action plan. Despite repeated reports of "
    "forced begging, prosecutors did not investigate complicit officials. The government trained "
    "the police, but judges fined victims for unlawful acts committed as a direct result of being "
    "trafficked. "
)


def themes_of(rows: list[dict[str, object]], kind: str) -> set[str]:
    return {theme for row in rows if row["kind"] == kind for theme in row["themes"]}  # type: ignore[attr-defined]


def test_credit_and_fault_are_told_apart(lexicon: Lexicon) -> None:
    rows = code_assessment(narrative(assessment=CREDIT + FAULT), lexicon)
    assert themes_of(rows, "achievement") == {
        "law-enforcement",
        "shelter",
        "training",
        "labor-inspection",
        "hotline",
    }
    assert themes_of(rows, "shortfall") == {
        "victim-identification",
        "sentencing",
        "national-action-plan",
        "official-complicity",
        "non-penalization",
    }


TURNS = {
    # What "although" and "while" grant is a success, before the fault and behind it.
    "Courts did not convict any traffickers, although they continued to train judges.": {
        ("shortfall", "law-enforcement"),
        ("achievement", "training"),
    },
    "While courts convicted two complicit officials, police did not identify any victims.": {
        ("achievement", "official-complicity"),
        ("achievement", "law-enforcement"),
        ("shortfall", "victim-identification"),
    },
    # Verbs that go on after "did not", each with an object of its own, and "nor did".
    "The government did not adopt a national action plan, open a hotline, or train labor "
    "inspectors, nor did it compensate victims.": {
        ("shortfall", "national-action-plan"),
        ("shortfall", "hotline"),
        ("shortfall", "training"),
        ("shortfall", "labor-inspection"),
        ("shortfall", "restitution"),
    },
    "Despite concerns of official complicity, the government did not examine such allegations.": {
        ("shortfall", "official-complicity"),
    },
    "Despite repeated awareness campaigns, police did not identify any victims.": {
        ("shortfall", "victim-identification"),
    },
    "Police did not identify any victims, despite an awareness campaign.": {
        ("shortfall", "victim-identification"),
    },
    # Clauses with subjects of their own.
    "Prosecution efforts remained weak, foreign victims were deported, and medical care for women "
    "was lacking.": {
        ("shortfall", "law-enforcement"),
        ("shortfall", "non-penalization"),
        ("shortfall", "victim-services"),
    },
    # Further verbs without "and", each with an object of its own.
    "It prosecuted far fewer traffickers, identified far fewer victims, and lacked a national "
    "action plan.": {
        ("shortfall", "law-enforcement"),
        ("shortfall", "victim-identification"),
        ("shortfall", "national-action-plan"),
    },
    # A subject of its own behind "and" begins another act.
    "The ministry drafted a contract for domestic workers, but the new regulations had not been "
    "approved, and brokers often charged excessive recruitment fees.": {
        ("achievement", "domestic-workers"),
        ("shortfall", "domestic-workers"),
        ("shortfall", "recruitment"),
    },
    # "While" before a participle tells when, and turns nothing.
    "Police arrested victims for crimes they committed while subjected to trafficking.": {
        ("shortfall", "non-penalization"),
    },
    # What is granted in mid-sentence ends where the fault begins.
    "Corruption was endemic; while authorities trained judges, labor inspectors rarely visited "
    "farms.": {
        ("shortfall", "official-complicity"),
        ("achievement", "training"),
        ("shortfall", "labor-inspection"),
    },
    # What stood already is no act to credit.
    "While the government retained a hotline, police did not identify any victims.": {
        ("shortfall", "victim-identification"),
    },
    "While the government had opened a shelter, police did not identify any victims.": {
        ("achievement", "shelter"),
        ("shortfall", "victim-identification"),
    },
    # A draft that has not passed is a fault of the same theme.
    "The ministry drafted rules for recruitment agencies, but the new rules were not approved, "
    "and the regulations had not been published.": {
        ("achievement", "recruitment"),
        ("shortfall", "recruitment"),
    },
}


@pytest.mark.parametrize(("sentence", "acts"), TURNS.items())
def test_what_turns_within_a_sentence_of_faults(
    lexicon: Lexicon, sentence: str, acts: set[tuple[str, str]]
) -> None:
    turn = "However, the government did not meet the minimum standards in several key areas. "
    rows = code_assessment(narrative(assessment=turn + sentence), lexicon)
    assert {(row["kind"], theme) for row in rows for theme in row["themes"]} == acts


CREDITS = {
    # Steps are credit also where the sentence grants that more was wanted.
    "Despite the lack of significant efforts, the government took some positive steps to address "
    "trafficking, including opening a hotline and compensating two victims.": {
        ("achievement", "hotline"),
        ("achievement", "restitution"),
    },
    # A fall, or what want of means stopped, is no credit though no word turns the paragraph.
    "Authorities decreased their number of prosecutions.": {("shortfall", "law-enforcement")},
    "The ministry closed its hotline due to a lack of staff.": {("shortfall", "hotline")},
    # What is said of the act before has the theme of that act.
    "The government drafted a national action plan, but it remained pending.": {
        ("achievement", "national-action-plan"),
        ("shortfall", "national-action-plan"),
    },
    "The government raised awareness, but the islands are far away.": {
        ("achievement", "awareness"),
    },
    # A verdict that says why is a verdict with faults.
    "However, the government did not meet the minimum standards, as it has not convicted any "
    "traffickers since 2012, lacked shelters, and did not train police.": {
        ("shortfall", "law-enforcement"),
        ("shortfall", "shelter"),
        ("shortfall", "training"),
    },
    "Despite the lack of significant efforts, there were reports some officials took steps to "
    "address trafficking, including by opening a shelter, though the number of victims identified "
    "remained negligible.": {
        ("achievement", "shelter"),
        ("shortfall", "victim-identification"),
    },
    # Money for an act is the act's; for a national plan it is the budget too.
    "The government demonstrated efforts by creating a referral mechanism and allocating funds for "
    "its implementation.": {("achievement", "referral-mechanism")},
    "The government demonstrated efforts by adopting a national action plan and allocating funds "
    "for its implementation.": {
        ("achievement", "national-action-plan"),
        ("achievement", "funding"),
    },
    # What services are tied to is not their theme.
    "Authorities limited care for victims based on participation in investigations.": {
        ("achievement", "victim-services"),
    },
    "While prosecutors charged a civil servant with complicity, courts did not convict any "
    "traffickers.": {("achievement", "official-complicity"), ("shortfall", "law-enforcement")},
}


@pytest.mark.parametrize(("sentence", "acts"), CREDITS.items())
def test_what_turns_within_a_sentence_of_credits(
    lexicon: Lexicon, sentence: str, acts: set[tuple[str, str]]
) -> None:
    rows = code_assessment(narrative(assessment=sentence), lexicon)
    assert {(row["kind"], theme) for row in rows for theme in row["themes"]} == acts


def test_where_little_is_credited_a_lack_is_a_fault_from_the_first_sentence(
    lexicon: Lexicon,
) -> None:
    verdict = (
        "The Government of Borduria does not fully meet the minimum standards for the elimination "
        "of trafficking and is not making significant efforts to do so; therefore Borduria "
        "remained on Tier 3. "
    )
    faults = "Corruption remained endemic. Courts punished victims."
    rows = code_assessment(narrative(assessment=verdict + faults), lexicon)
    assert [(row["kind"], row["themes"]) for row in rows] == [
        ("shortfall", ["official-complicity"]),
        ("shortfall", ["non-penalization"]),
    ]
    granted = "Despite the lack of significant efforts, the government took some steps. "
    rows = code_assessment(narrative(assessment=verdict + granted + "It trained police."), lexicon)
    assert [(row["kind"], row["themes"]) for row in rows] == [("achievement", ["training"])]


def test_verbs_that_share_an_object_are_one_act(lexicon: Lexicon) -> None:
    text = "However, the government did not identify, refer, or assist any victims."
    rows = code_assessment(narrative(assessment=text), lexicon)
    assert [(row["kind"], set(row["themes"])) for row in rows] == [
        ("shortfall", {"victim-identification", "referral-mechanism", "victim-services"})
    ]


def test_a_list_before_its_one_verb_is_one_act(lexicon: Lexicon) -> None:
    fault = "Services for women, boys, and older men were absent."
    turn = "However, the government did not meet the minimum standards in several key areas. "
    story = narrative(assessment=turn + fault)
    (row,) = code_assessment(story, lexicon)
    (sentence,) = (x for x in story.sentences("assessment") if x.number == row["sentence"])
    assert sentence.text[row["start"] : row["end"]] == fault


def test_the_verdict_is_no_act(lexicon: Lexicon) -> None:
    verdict = (
        "The Government of Borduria fully meets the minimum standards for the elimination of "
        "trafficking. Because the government has devoted sufficient resources to a written plan, "
        "Borduria was granted a waiver from an otherwise required downgrade to Tier 3. Therefore "
        "Borduria remained on Tier 2 Watch List for the second consecutive year."
    )
    assert code_assessment(narrative(assessment=verdict), lexicon) == []


def test_a_clause_is_found_again_by_its_place(lexicon: Lexicon) -> None:
    story = narrative(assessment=CREDIT + FAULT)
    sentences = {sentence.number: sentence for sentence in story.sentences("assessment")}
    rows = code_assessment(story, lexicon)
    words = {
        row["themes"][0]: sentences[row["sentence"]].text[row["start"] : row["end"]] for row in rows
    }
    assert words["shelter"] == "opening a shelter"
    assert words["sentencing"] == "courts issued lenient sentences."
    assert all(row["digest"] == sentences[row["sentence"]].digest for row in rows)
    for kind in ("achievement", "shortfall"):
        numbers = [row["n"] for row in rows if row["kind"] == kind]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_country_of_tier_1_and_its_one_fault(lexicon: Lexicon) -> None:
    text = (
        "The Government of Alandria fully meets the minimum standards for the elimination of "
        "trafficking. The government demonstrated serious and sustained efforts by opening a "
        "hotline. Although the government meets the minimum standards, it collected no data on "
        "cases."
    )
    rows = code_assessment(narrative(assessment=text), lexicon)
    assert [(row["kind"], row["themes"]) for row in rows] == [
        ("achievement", ["hotline"]),
        ("shortfall", ["data-collection"]),
    ]


def test_the_editions_since_2019_open_their_credits_otherwise(lexicon: Lexicon) -> None:
    text = (
        "The Government of Alandria does not fully meet the minimum standards for the elimination "
        "of trafficking but is making significant efforts to do so. These efforts included opening "
        "a shelter and adopting a national action plan. However, the government did not meet the "
        "minimum standards in several key areas. It did not prosecute any traffickers."
    )
    rows = code_assessment(narrative(edition=2021, assessment=text), lexicon)
    assert themes_of(rows, "achievement") == {"shelter", "national-action-plan"}
    assert themes_of(rows, "shortfall") == {"law-enforcement"}


def test_a_special_case_is_not_credited_for_its_state_of_affairs(lexicon: Lexicon) -> None:
    text = (
        "Alandria remains a Special Case for the second consecutive year. The government had "
        "minimal capacity to address crimes. Officials were complicit in trafficking."
    )
    rows = code_assessment(
        narrative(heading="SPECIAL CASE: ALANDRIA", assessment=text, efforts="None."), lexicon
    )
    assert {row["kind"] for row in rows} == {"shortfall"}
    assert "official-complicity" in themes_of(rows, "shortfall")
    assert code_recommendations(narrative(assessment=text), lexicon) == []


FORMS = {
    "Men are subjected to forced labor on farms and in quarries.": {
        "forced-labor",
        "agriculture",
        "mining",
    },
    "Men are vulnerable to forced labor on farms.": set(),
    "Boys may be forced to beg.": set(),
    "Orphans from vulnerable groups are forced to beg.": {
        "forced-begging",
    },
    "Vulnerable groups include migrants subjected to forced labor.": set(),
    "Girls are subjected to sex trafficking in bars, brothels, and private homes.": {
        "sex-trafficking",
        "child-sex-trafficking",
    },
    "Girls are exploited in domestic servitude; women are at risk of sex trafficking.": {
        "forced-labor",
        "domestic-servitude",
        "child-labor",
    },
    "Alandria is a source country for men, women, and children subjected to forced labor and sex "
    "trafficking.": {"forced-labor", "sex-trafficking", "child-labor", "child-sex-trafficking"},
    "Rebels recruit and use children as combatants.": {"child-soldiers"},
    "Borduria is a source country for girls subjected to sex trafficking and for men and women "
    "subjected to forced labor.": {"sex-trafficking", "child-sex-trafficking", "forced-labor"},
    "The government subjects citizens to forced labor in the harvest.": {
        "state-forced-labor",
        "forced-labor",
        "agriculture",
    },
    "Men are forced to work on fishing vessels, and possibly in mines.": {
        "forced-labor",
        "fishing",
    },
    "Women are sold into forced marriages.": {"forced-marriage"},
    "Men are held in debt bondage in brick kilns.": {
        "debt-bondage",
        "forced-labor",
        "manufacturing",
    },
    "Men from Borduria are subjected to trafficking for organ removal.": {"organ-removal"},
}


@pytest.mark.parametrize(("sentence", "forms"), FORMS.items())
def test_forms_that_occur_and_those_that_only_may(
    lexicon: Lexicon, sentence: str, forms: set[str]
) -> None:
    assert set(forms_of(sentence, lexicon)) == forms


def test_a_form_is_listed_once_at_its_first_sentence(lexicon: Lexicon) -> None:
    text = "Children may be forced to beg. Children are forced to beg. Boys are forced to beg."
    rows = code_forms(narrative(profile=text), lexicon)
    begging = [row for row in rows if row["theme"] == "forced-begging"]
    assert [row["sentence"] for row in begging] == [2]
    assert [row["n"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["kind"] for row in rows} == {"exploitation"}


@pytest.mark.parametrize(
    ("wording", "first"),
    [
        ("online scam operations", 2022),
        ("cyber scam operations", 2023),
        ("forced criminality in online scam operations", 2024),
    ],
)
def test_a_wording_counts_from_its_first_edition(
    lexicon: Lexicon, wording: str, first: int
) -> None:
    rows = [entry for entry in lexicon.entries if entry.pattern == wording]
    assert {entry.since for entry in rows} == {first}
    text = f"Men are subjected to {wording}."
    story = narrative(edition=2024, profile=text)
    assert "online-scams" in {row["theme"] for row in code_forms(story, lexicon)}


def test_editions_before_and_after() -> None:
    row = {"scope": "profile", "theme": "online-scams", "counts": "yes", "pattern": "scam town*"}
    dated = lexicon_of([{**row, "since": 2022, "until": 2023}])
    found = {
        year: list(dated.for_edition(year).themes("Men work in scam towns.", "profile"))
        for year in (2021, 2022, 2023, 2024)
    }
    assert found == {2021: [], 2022: ["online-scams"], 2023: ["online-scams"], 2024: []}


def test_what_does_not_count_is_passed_over_for_its_theme_only() -> None:
    rows = [
        {"scope": "act", "theme": "shelter", "counts": "yes", "pattern": "shelter*"},
        {"scope": "act", "theme": "training", "counts": "yes", "pattern": "shelter staff"},
        {"scope": "act", "theme": "shelter", "counts": "no", "pattern": "shelter staff"},
    ]
    small = lexicon_of(rows)
    assert list(small.themes("Teach shelter staff.", "recommendation")) == ["training"]
    assert set(small.themes("Teach shelter staff in shelters.", "assessment")) == {
        "shelter",
        "training",
    }


def test_words_passed_over_hide_no_others_that_are() -> None:
    lexicon = lexicon_of(
        [
            {"scope": "act", "theme": "hotline", "counts": "yes", "pattern": "(line|lines)"},
            {"scope": "act", "theme": "hotline", "counts": "no", "pattern": "fishing line"},
            {"scope": "act", "theme": "hotline", "counts": "no", "pattern": "line and lines"},
        ]
    )
    assert lexicon.themes("A fishing line and lines.", "recommendation") == {}
    assert set(lexicon.themes("A line.", "recommendation")) == {"hotline"}


def test_named_sets_gaps_and_repeated_words() -> None:
    rows = [
        {"scope": "words", "counts": "set", "pattern": "police|coast guard", "other": "force"},
        {"scope": "act", "theme": "training", "counts": "yes", "pattern": "train ...2 <force>"},
        {"scope": "act", "theme": "hotline", "counts": "yes", "pattern": "(ring|call)+ [the] line"},
    ]
    small = lexicon_of(rows)
    assert list(small.themes("Train all of the police", "assessment")) == []
    assert list(small.themes("Train the whole coast guard", "assessment")) == ["training"]
    assert list(small.themes("Ring, call the line", "assessment")) == ["hotline"]


@pytest.mark.parametrize(("pattern", "words"), [("train (police", "bracket"), ("<nobody>", "set")])
def test_a_pattern_that_cannot_be_read_is_named(pattern: str, words: str) -> None:
    row = {"scope": "act", "theme": "training", "counts": "yes", "pattern": pattern}
    with pytest.raises(TipError, match=words):
        lexicon_of([row])


def test_every_row_of_the_lexicon_is_of_a_theme_or_of_none(lexicon: Lexicon) -> None:
    with (find_folder("data") / "themes.csv").open(encoding="utf-8", newline="") as file:
        themes = {row["theme"] for row in csv.DictReader(file)}
    assert {entry.theme for entry in lexicon.entries} - {""} <= themes
    assert {entry.counts for entry in lexicon.entries if not entry.theme} == {"set", "reads"}
    others = {entry.other for entry in lexicon.entries if entry.counts == "yes" and entry.other}
    named = {theme for other in others for theme in other.split(";")}
    assert named - {"*", "**"} <= themes


def _score(tables: Path, lexicon: Lexicon) -> dict[str, float]:
    """Figures of the shared score on the hand-coded narratives, for the tables made here."""
    gold = [json.loads(path.read_text()) for path in sorted((SHARED / "gold/dev").glob("*.json"))]
    texts = {}
    for path in sorted((SHARED / "narratives/2018").glob("*.json")):
        text = json.loads(path.read_text())
        texts[text["country"]] = text
    with (find_folder("data") / "countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row["iso3"]: row["name"].upper() for row in csv.DictReader(file)}
    with (
        (tables / "recommendations.csv").open("w") as items,
        (tables / "findings.csv").open("w") as findings,
    ):
        items.write("iso3,edition,n,themes\n")
        findings.write("iso3,edition,kind,theme\n")
        for coded in gold:
            text = texts[names[coded["iso3"]]]
            sections = {
                name: text["sections"][key]["text"]
                for key, name in SECTIONS.items()
                if text["sections"].get(key)
            }
            heading = "SPECIAL CASE: X" if "recommendations" not in sections else "X: Tier 2"
            story = Narrative(coded["iso3"], 2018, heading, sections)
            for row in code_recommendations(story, lexicon):
                items.write(f"{story.iso3},2018,{row['n']},{row['themes']}\n")
            pairs = {
                (row["kind"], theme)
                for row in code_assessment(story, lexicon)
                for theme in row["themes"]
            } | {(row["kind"], row["theme"]) for row in code_forms(story, lexicon)}
            for kind, theme in sorted(pairs):
                findings.write(f"{story.iso3},2018,{kind},{theme}\n")
    command = [sys.executable, str(SHARED / "gold/score.py"), str(tables), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(
    not (SHARED / "gold/dev").is_dir(), reason="the hand-coded narratives (../shared) are not here"
)
def test_floors_on_the_hand_coded_narratives(tmp_path: Path, lexicon: Lexicon) -> None:
    figures = _score(tmp_path, lexicon)
    assert figures["recommendation count"] == 1.0
    assert figures["recommendation themes"] >= 0.95
    assert figures["assessment themes"] >= 0.95
    assert figures["forms of exploitation"] >= 0.97
