"""What a narrative says of its placement, in every form that the Report has had."""

import json
from pathlib import Path

import pytest
from narratives.forms import FORMS, Form

from tipanalysis.dataset import Dataset
from tipanalysis.narratives.headings import parse_heading
from tipanalysis.narratives.letters import plain
from tipanalysis.narratives.placement import code_placement, ordinal
from tipanalysis.narratives.read import read
from tipanalysis.narratives.sections import cut_sections
from tipanalysis.narratives.text import Narrative, digest_of

SHARED = Path(__file__).parents[1].parent / "shared"


def narrative(assessment: str, heading: str = "", edition: int = 2018) -> Narrative:
    return Narrative("XAA", edition, heading, {"assessment": assessment})


def narrative_of(form: Form, heading: str) -> Narrative:
    # The heading may be broken over lines: it ends where the first sentence begins.
    text = plain(form.text)
    joined = text.replace("\n", " ", form.heading.count(" "))
    assert joined.replace("\n", " ").startswith(form.heading)
    body = text[len(form.heading) :]
    special = form.status == "special case"
    return Narrative(form.iso3, form.edition, heading, cut_sections(body, form.edition, special))


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f"{f.edition}-{f.iso3}")
def test_each_form_is_coded(form: Form) -> None:
    row = code_placement(narrative_of(form, form.heading))
    coded = (row["status"], row["tier"], row["movement"], row["consecutive_years"], row["waiver"])
    assert coded == (form.status, form.tier, form.movement, form.years, form.waiver)
    assert (row["section"], row["sentence"]) == ("assessment", form.sentence)
    assert row["note"] == ""


@pytest.mark.parametrize("form", [f for f in FORMS if f.edition >= 2017], ids=lambda f: f.edition)
def test_from_2017_on_the_text_alone_gives_the_tier(form: Form) -> None:
    row = code_placement(narrative_of(form, ""))
    assert (row["status"], row["tier"]) == (form.status, form.tier)


def test_the_digest_is_that_of_the_tier_sentence() -> None:
    tier = "Therefore Alandria remained on Tier 2."
    row = code_placement(narrative(f"It tried. {tier} Clerks were few.", "ALANDRIA: TIER 2"))
    assert (row["sentence"], row["digest"]) == (2, digest_of(tier))


def test_heading_and_sentence_that_differ_are_noted() -> None:
    row = code_placement(narrative("Therefore Alandria remained on Tier 3.", "ALANDRIA: TIER 2"))
    assert (row["heading_tier"], row["sentence_tier"]) == ("Tier 2", "Tier 3")
    assert row["note"] == "the heading says Tier 2, the text Tier 3"


def test_heading_and_verdict_that_differ_are_noted() -> None:
    text = "The Government of Alandria fully complies with the minimum standards."
    assert "Tier 1" in code_placement(narrative(text, "ALANDRIA (Tier 2)", 2005))["note"]


def test_a_verdict_of_tier_2_fits_the_watch_list() -> None:
    text = (
        "The Government does not fully comply with the minimum standards; however, it is making "
        "significant efforts to do so."
    )
    row = code_placement(narrative(text, "ALANDRIA (Tier 2 Watch List)", 2007))
    assert (row["tier"], row["sentence_tier"], row["note"]) == ("Tier 2 Watch List", None, "")


def test_a_verdict_alone_does_not_part_tier_2_from_the_watch_list() -> None:
    text = "It does not fully meet the minimum standards but is making significant efforts."
    row = code_placement(narrative(text, "", 2007))
    assert (row["status"], row["tier"]) == ("unknown", None)
    assert row["note"]


def test_no_tier_anywhere() -> None:
    row = code_placement(narrative("Clerks were few."))
    assert (row["status"], row["tier"], row["sentence"]) == ("unknown", None, None)
    assert row["note"] == "neither heading nor text gives a tier"


@pytest.mark.parametrize(
    ("sentence", "tier", "movement", "years"),
    [
        ("therefore X remained on Tier 1.", "Tier 1", "remained", None),
        ("Therefore X was downgraded to Tier 2.", "Tier 2", "downgraded", None),
        ("X is therefore downgraded to Tier 3.", "Tier 3", "downgraded", None),
        ("X was upgraded from Tier 3 to Tier 2.", "Tier 2", "upgraded", None),
        ("X is placed on Tier 2 Watch List.", "Tier 2 Watch List", None, None),
        (
            "X is placed on Tier 2 Watch List for a second consecutive year.",
            "Tier 2 Watch List", "remained", 2,
        ),
        (
            "X remains on Tier 2 Watch List for the 3rd consecutive year.",
            "Tier 2 Watch List", "remained", 3,
        ),
        (
            "X remained on Tier 2 Watch List for two consecutive years.",
            "Tier 2 Watch List", "remained", 2,
        ),
        ("X was placed on Tier 2\nWatch List.", "Tier 2 Watch List", None, None),
    ],
)  # fmt: skip
def test_tier_sentences(sentence: str, tier: str, movement: str | None, years: int | None) -> None:
    row = code_placement(narrative(sentence))
    assert (row["tier"], row["movement"], row["consecutive_years"]) == (tier, movement, years)


WATCH = " Therefore X remained on Tier 2 Watch List for the third consecutive year."


@pytest.mark.parametrize(
    ("text", "waiver"),
    [
        ("X was granted a waiver from an otherwise required downgrade to Tier 3." + WATCH, True),
        ("X was granted a second waiver from a downgrade to Tier 3." + WATCH, True),
        ("X was not granted a waiver." + WATCH, False),
        ("X issued a waiver of fees to victims." + WATCH, False),
        ("X was granted a waiver before. X is placed on Tier 3.", False),
    ],
)
def test_waivers(text: str, waiver: bool) -> None:
    assert code_placement(narrative(text))["waiver"] is waiver


def test_the_tier_that_a_waiver_averts_is_not_the_tier() -> None:
    text = "X was granted a waiver from an otherwise required downgrade to Tier 3." + WATCH
    assert code_placement(narrative(text))["tier"] == "Tier 2 Watch List"


def test_a_special_case_without_its_sentence_is_noted() -> None:
    row = code_placement(narrative("Clerks were few.", "SPECIAL CASE: ALANDRIA"))
    assert row["status"] == "special case"
    assert row["note"]


@pytest.mark.parametrize(("verb", "movement"), [("is", None), ("remains", "remained")])
def test_a_special_case_moves_only_as_its_verb_says(verb: str, movement: str | None) -> None:
    text = f"Alandria {verb} a Special Case for the third consecutive year."
    row = code_placement(narrative(text, "SPECIAL CASE: ALANDRIA"))
    assert (row["movement"], row["consecutive_years"]) == (movement, 3)


def test_ordinals() -> None:
    words = ["second", "Twentieth", "twenty-third", "22nd", "next", "twenty-tenth"]
    assert [ordinal(word) for word in words] == [2, 20, 23, 22, None, None]


def test_all_of_2018_agree_with_themselves_and_the_tables(data: Dataset) -> None:
    folder = SHARED / "narratives" / "2018"
    if not folder.is_dir():
        pytest.skip("the narratives of 2018 are not beside this checkout")
    narratives, faults = read(folder, 2018, data)
    assert (len(narratives), faults) == (187, [])
    placed = data.placements[data.placements["edition"] == 2018].set_index("iso3")
    for one in narratives:
        row = code_placement(one)
        listed = placed.loc[one.iso3]
        tier = None if listed["tier"] != listed["tier"] else listed["tier"]
        assert (row["status"], row["tier"], row["note"]) == (listed["status"], tier, ""), one.iso3
        heading = parse_heading(one.heading)
        assert heading is not None
        assert row["sentence_tier"] == heading.tier == tier


def test_the_hand_coded_placements_are_met(data: Dataset) -> None:
    gold = SHARED / "gold" / "dev"
    if not gold.is_dir():
        pytest.skip("the hand-coded narratives are not beside this checkout")
    narratives, _ = read(SHARED / "narratives" / "2018", 2018, data)
    by_code = {one.iso3: one for one in narratives}
    tiers = {"2WL": "Tier 2 Watch List", None: None}
    paths = sorted(gold.glob("*.json"))
    assert paths
    for path in paths:
        record = json.loads(path.read_text(encoding="utf-8"))
        want, row = record["placement"], code_placement(by_code[record["iso3"]])
        assert row["status"] == want["status"].replace("-", " ")
        assert row["tier"] == tiers.get(want["tier"], f"Tier {want['tier']}")
        for key in ("movement", "consecutive_years", "waiver"):
            assert row[key] == want[key], (path.name, key)


def test_the_last_sentence_with_a_tier_counts() -> None:
    text = "X was downgraded to Tier 3. After an appeal X was upgraded to Tier 2. Clerks were few."
    row = code_placement(narrative(text))
    assert (row["tier"], row["movement"], row["sentence"]) == ("Tier 2", "upgraded", 2)
