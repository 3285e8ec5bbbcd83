"""The words behind a coded row: for whoever has the text, and nobody else."""

from pathlib import Path

import pandas as pd
import pytest

import tipanalysis
from tipanalysis.narratives.store import write_narrative
from tipanalysis.narratives.text import Narrative, digest_of
from tipanalysis.narratives.words import words

TEXT = Narrative(
    "XAA",
    2018,
    "ALANDRIA: TIER 2",
    {
        "prosecution": "Courts convicted <b>12</b> traffickers. Police tried.",
        "recommendations": "Train police; open shelters.",
    },
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    write_narrative(TEXT, tmp_path)
    return tmp_path


def row(section: str, number: int, text: str, edition: int = 2018) -> dict[str, object]:
    return {
        "iso3": "XAA",
        "edition": edition,
        "section": section,
        "sentence": number,
        "digest": digest_of(text),
    }


def test_the_sentence_is_shown_with_its_place(store: Path) -> None:
    shown = words(row("prosecution", 2, "Police tried."), store)
    assert shown.found
    assert repr(shown) == "“Police tried.” (XAA 2018, prosecution, 2)"


def test_an_item_of_a_list_is_shown(store: Path) -> None:
    shown = words(pd.Series(row("recommendations", 1, "Train police")), store)
    assert shown.found
    assert shown.text.startswith("Train police")


def test_the_digest_counts_not_the_number(store: Path) -> None:
    assert words(row("protection", 9, "Police tried."), store).text == "Police tried."


def test_a_text_that_changed_is_not_passed_off_as_the_coded_one(store: Path) -> None:
    shown = words(row("prosecution", 2, "Police slept."), store)
    assert not shown.found
    assert "not the one that was coded" in shown.text


def test_without_the_text_one_line_says_how_to_get_it(store: Path) -> None:
    shown = words(row("prosecution", 2, "Police tried.", edition=2019), store)
    assert not shown.found
    assert "\n" not in shown.text
    assert "tipanalysis narratives fetch --edition 2019" in shown.text


def test_rows_by_hand_have_no_words(store: Path) -> None:
    for digest in (None, float("nan"), ""):
        assert not words({"iso3": "XAA", "edition": 2018, "digest": digest}, store).found


def test_words_are_never_markup(store: Path) -> None:
    shown = words(row("prosecution", 1, "Courts convicted <b>12</b> traffickers."), store)
    html = shown._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;12" in html


def test_a_code_cannot_lead_out_of_the_store(store: Path) -> None:
    cells = row("prosecution", 2, "Police tried.") | {"iso3": "../../etc"}
    assert not words(cells, store).found


def test_it_is_a_name_of_the_package() -> None:
    assert tipanalysis.words is words
