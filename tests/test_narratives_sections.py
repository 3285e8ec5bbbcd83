"""Headings and sections in every form that the Report has had."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from narratives.forms import FORMS, NAMES, OTHERS, Form

from tipanalysis.errors import UnknownCountry
from tipanalysis.names import Names
from tipanalysis.narratives.headings import cut_countries, name_forms, parse_heading, tier_word
from tipanalysis.narratives.letters import mend_glyphs, plain
from tipanalysis.narratives.sections import cut_sections, missing_sections, unwrap
from tipanalysis.narratives.text import SECTIONS

KNOWN = Names(NAMES, OTHERS)
SHARED = Path(__file__).parents[1].parent / "shared" / "narratives" / "2018"


def known(name: str) -> bool:
    try:
        KNOWN.code(name)
    except UnknownCountry:
        return False
    return True


def ids(form: Form) -> str:
    return f"{form.edition}-{form.iso3}"


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_a_form_is_cut_at_its_headings(form: Form) -> None:
    parts = cut_countries(plain(form.text), known)
    assert [part.heading.text for part in parts] == [form.heading]
    sections = cut_sections(parts[0].text, form.edition, form.status == "special case")
    assert list(sections) == [name for name in SECTIONS if name in form.sections]
    for name, (first, last) in form.sections.items():
        assert sections[name].startswith(plain(first)), name
        assert sections[name].endswith(plain(last)), name


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_no_word_is_lost_or_said_twice(form: Form) -> None:
    part = cut_countries(plain(form.text), known)[0]
    sections = cut_sections(part.text, form.edition, form.status == "special case")
    headings = (
        "prioritized recommendations trafficking profile government efforts efforts. scope and "
        "magnitude. prosecution protection prevention for"
    )
    left = part.text
    for text in sections.values():
        for line in text.split("\n"):
            assert left.count(line) == 1, line
            left = left.replace(line, " ")
    name = " ".join(name_forms(part.heading.name)).casefold() + " the"
    assert set(left.casefold().replace(":", "").split()) <= set(f"{headings} {name}".split())


@pytest.mark.parametrize("form", FORMS, ids=ids)
def test_a_form_is_whole(form: Form) -> None:
    assert (
        missing_sections(dict.fromkeys(form.sections, "x"), form.edition, form.tier is None) == []
    )


@pytest.mark.parametrize(
    ("line", "name", "tier"),
    [
        ("Alandria (Tier 2)", "Alandria", "Tier 2"),
        ("ALANDRIA (TIER 1)", "ALANDRIA", "Tier 1"),
        ("ALANDRIA (TIER 2 - WATCH LIST)", "ALANDRIA", "Tier 2 Watch List"),
        ("ALANDRIA (TIER 2 WATCH LIST)", "ALANDRIA", "Tier 2 Watch List"),
        ("ALANDRIA: TIER 2  WATCH LIST", "ALANDRIA", "Tier 2 Watch List"),
        ("DORN, DEMOCRATIC REPUBLIC OF THE: TIER 3", "DORN, DEMOCRATIC REPUBLIC OF THE", "Tier 3"),
        ("CÔTE D'FER: Tier 2", "CÔTE D'FER", "Tier 2"),
        ("ST. ELBA: TIER 2", "ST. ELBA", "Tier 2"),
        ("GUINEA-BORDURIA: TIER 2", "GUINEA-BORDURIA", "Tier 2"),
        ("ALANDRIA: TIER 1†", "ALANDRIA", "Tier 1"),
    ],
)
def test_headings_of_ranked_countries(line: str, name: str, tier: str) -> None:
    heading = parse_heading(line)
    assert heading is not None
    assert (heading.name, heading.tier, heading.status) == (name, tier, "ranked")


@pytest.mark.parametrize(
    "line", ["SPECIAL CASE: DORN", "DORN (Special Case)", "Dorn: Special Case"]
)
def test_headings_of_special_cases(line: str) -> None:
    heading = parse_heading(line)
    assert heading is not None
    assert (heading.name.title(), heading.tier, heading.status) == ("Dorn", None, "special case")


@pytest.mark.parametrize(
    "line",
    [
        "Alandria remained on Tier 2.",
        "TIER 2 WATCH LIST",
        "TIER PLACEMENTS",
        "RECOMMENDATIONS FOR ALANDRIA: Tier the courts",
        "therefore downgraded to: Tier 3",
        "Alandria (Tier 4)",
        "Alandria (Tier 1 Watch List)",
        "SPECIAL CASE: TIER 3",
        "",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert parse_heading(line) is None


def test_tier_words() -> None:
    assert tier_word("Tier 2\nWatch List") == "Tier 2 Watch List"
    assert tier_word("Tier 3 Watch List") is None
    assert tier_word("special case") is None


def test_a_report_is_cut_into_its_countries() -> None:
    text = (
        "TIER PLACEMENTS\nALANDRIA\nIntroduction.\n"
        "ALANDRIA: TIER 2\nWATCH LIST\nIt tried.\n"
        "DORN, DEMOCRATIC\nREPUBLIC OF: TIER 3\nIt did not.\n"
        "ZUBROWKA: TIER 1\nIt did.\n"
        "SPECIAL CASE: BORDURIA\nNobody knows.\n"
        "RELEVANT INTERNATIONAL CONVENTIONS\nALANDRIA: TIER 1\nNot a narrative."
    )
    parts = cut_countries(text, known)
    assert [(p.heading.name, p.heading.tier, p.text) for p in parts] == [
        ("ALANDRIA", "Tier 2 Watch List", "It tried."),
        ("DORN, DEMOCRATIC REPUBLIC OF", "Tier 3", "It did not."),
        ("ZUBROWKA", "Tier 1", "It did."),
        ("BORDURIA", None, "Nobody knows."),
    ]
    assert [part.line for part in parts] == [4, 7, 10, 12]


def test_a_line_in_capitals_above_a_heading_is_not_drawn_into_it() -> None:
    parts = cut_countries("COUNTRY NARRATIVES\nALANDRIA: TIER 1\nIt did.", known)
    assert parts[0].heading.name == "ALANDRIA"


def test_a_heading_glued_to_its_first_sentence() -> None:
    part = cut_countries("ALANDRIA: TIER 2 WATCH LISTThe Government tried.", known)[0]
    assert (part.heading.tier, part.text) == ("Tier 2 Watch List", "The Government tried.")


@pytest.mark.parametrize("heading", ["PROTECTION", "Protection", "Protection:", "PROTECTION."])
def test_words_of_headings_inside_prose_part_nothing(heading: str) -> None:
    text = (
        "It fully meets the minimum standards.\n"
        "PROSECUTION\nThe Child Protection Act and the Prevention of Harm Act passed.\n"
        "Prosecution of brokers rose. Witness protection failed.\n"
        "Protection Act in hand, clerks went out.\n"
        f"{heading}\nShelters opened."
    )
    sections = cut_sections(text, 2018)
    assert list(sections) == ["assessment", "prosecution", "protection"]
    assert sections["prosecution"].endswith("clerks went out.")
    assert sections["protection"] == "Shelters opened."


def test_capitals_outrank_titles() -> None:
    text = (
        "It fully meets the minimum standards.\nPROSECUTION\nCourts sat.\nProtection\n"
        "PROTECTION\nShelters opened."
    )
    assert cut_sections(text, 2018)["protection"] == "Shelters opened."


def test_the_part_on_another_territory_stays_where_it_stands() -> None:
    text = (
        "It fully meets the minimum standards.\nRECOMMENDATIONS FOR ALANDRIA\nTry.\n"
        "PROSECUTION\nCourts sat.\nTRAFFICKING PROFILE\nBoys beg.\nIn the north nobody counts.\n"
        "RECOMMENDATIONS FOR NORTHERN AUTHORITIES: Count."
    )
    sections = cut_sections(text, 2018)
    assert sections["recommendations"] == "Try."
    assert sections["profile"].endswith("Count.")


def test_recommendations_run_in_keep_a_saint() -> None:
    text = "It fully complies with the minimum standards.\nRecommendations for St. Elba: Try; do."
    assert cut_sections(text, 2013)["recommendations"] == "Try; do."


def test_a_broken_heading_of_recommendations() -> None:
    text = (
        "It meets the minimum standards.\nRECOMMENDATIONS FOR THE DEMOCRATIC\nREPUBLIC OF DORN\n"
        "Try harder; do more."
    )
    assert cut_sections(text, 2018)["recommendations"] == "Try harder; do more."


def test_profile_and_assessment_in_one_paragraph() -> None:
    text = (
        "Alandria is a source country for men. They dig. The Government of Alandria does not "
        "fully comply with the minimum standards. It tries."
    )
    sections = cut_sections(text, 2010)
    assert sections["profile"].endswith("They dig.")
    assert sections["assessment"].startswith("The Government")


def test_lines_broken_by_width_become_paragraphs() -> None:
    text = (
        "ALANDRIA: TIER 1\n\nThe Government of Alandria fully meets the minimum\n"
        "standards for the elimination of trafficking.\n\nPROSECUTION\nCourts sat.\n"
        "• Pass the bill\nin spring.\n• Mend the roof."
    )
    assert unwrap(text).split("\n") == [
        "ALANDRIA: TIER 1",
        "The Government of Alandria fully meets the minimum standards for the elimination of "
        "trafficking.",
        "PROSECUTION",
        "Courts sat.",
        "• Pass the bill in spring.",
        "• Mend the roof.",
    ]


WORDS = st.lists(
    st.sampled_from(["courts", "heard", "nine", "cases", "while", "protection", "waited"]),
    min_size=1,
    max_size=12,
).map(lambda words: " ".join(["The", *words]) + ".")
GLUE = st.sampled_from(["\n", " ", ""])


@given(st.lists(WORDS, min_size=6, max_size=6), st.lists(GLUE, min_size=10, max_size=10))
def test_sections_in_capitals_are_found_however_glued(texts: list[str], glue: list[str]) -> None:
    names = ["recommendations", "prosecution", "protection", "prevention", "profile"]
    printed = ["RECOMMENDATIONS FOR ALANDRIA", *(n.upper() for n in names[1:4])]
    printed.append("TRAFFICKING PROFILE")
    opening = "It fully meets the minimum standards. " + texts[0]
    text = opening
    for i, (heading, body) in enumerate(zip(printed, texts[1:], strict=True)):
        text += f"{glue[2 * i]}{heading}{glue[2 * i + 1]}{body}"
    assert cut_sections(text, 2018) == {
        "assessment": opening,
        **dict(zip(names, texts[1:], strict=True)),
    }


@given(st.text(max_size=400), st.integers(2001, 2025), st.booleans())
def test_any_text_is_cut_without_inventing_words(text: str, edition: int, special: bool) -> None:
    sections = cut_sections(plain(text), edition, special)
    assert set(sections) <= set(SECTIONS)
    have = plain(text).split()
    for words in sections.values():
        assert len(words.split()) <= len(have)
        assert all(any(word in piece for piece in have) for word in words.split())


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_letters_of_carriers() -> None:
    assert plain("tra\ufb03cking\u00a0of\u200b the state’s\u00ad own") == (
        "trafficking of the state's own"
    )
    assert plain("a\u2028b\r\nc") == "a\nb\nc"


def test_wrongly_mapped_letters_are_mended_only_where_there_is_a_sign() -> None:
    wrong = "Alandria™s ﬁlawﬂ Š Borduria™s and Cagnova™s Œ cost •50"
    assert mend_glyphs(wrong) == "Alandria’s “law” — Borduria’s and Cagnova’s – cost €50"
    right = "The ofﬁce sold Loom™ cloth • and more"
    assert mend_glyphs(right) == right


def test_lost_ligatures_come_back_only_as_known_words() -> None:
    assert mend_glyphs("tra\ue000cking o\x03cials \ufffdrst") == "trafficking officials first"
    assert mend_glyphs("zub\ufffdrow") == "zub\ufffdrow"


def test_the_real_texts_survive_every_glueing() -> None:
    if not SHARED.is_dir():
        pytest.skip("the narratives of 2018 are not beside this checkout")
    own = {
        "INTRO": "assessment",
        "GOVERNMENT EFFORTS": "efforts",
        "TRAFFICKING PROFILE": "profile",
    }
    wrong = []
    paths = sorted(SHARED.glob("*.json"))
    assert len(paths) == 187
    for path in paths:
        page = json.loads(path.read_text(encoding="utf-8"))
        heading = parse_heading(page["heading"])
        assert heading is not None, page["heading"]
        want = {
            own.get(name, name.lower()): section["text"].lstrip(":").split()
            for name, section in page["sections"].items()
        }
        for glue in ("\n", " ", ""):
            text = "".join(
                (f"{glue}{s['heading']}{glue}" if s["heading"] else "") + s["text"]
                for s in page["sections"].values()
            )
            got = cut_sections(text, 2018, heading.tier is None)
            if {name: words.split() for name, words in got.items()} != want:
                wrong.append((path.name, glue))
    assert wrong == []


def test_a_document_with_proper_apostrophes_is_not_misread() -> None:
    text = "Alandria™s court, the unit™s head, the judge™s file of Borduria’s ﬁnest"
    assert mend_glyphs(text) == text
