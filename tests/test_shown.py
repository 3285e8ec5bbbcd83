"""What a notebook cell shows."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.shown import TABLE_MIME, Prose, ShownTable, plain, show, shown


def test_a_cell_of_a_table_cannot_become_markup() -> None:
    frame = pd.DataFrame({"country": ["<script>alert(1)</script>"]})
    html = show(frame, "hostile").html()
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_title_of_a_table_cannot_become_markup() -> None:
    frame = pd.DataFrame({"a": [1]})
    frame.attrs["title"] = "<img src=x onerror=alert(1)>"
    assert "<img" not in show(frame, "hostile").html()


@given(st.text())
def test_plain_text_keeps_no_tag_and_prints_back_as_it_was(text: str) -> None:
    safe = plain(text)
    assert "<" not in safe
    assert repr(Prose(safe)) == text


def test_a_share_is_shown_as_percent_and_a_year_without_comma() -> None:
    assert shown(0.5, "share") == "50%"
    assert shown(0.004, "share") == "0.4%"
    assert shown(2023, "edition") == "2023"
    assert shown(2023, "n") == "2,023"


def test_a_missing_value_is_a_dash_never_a_zero() -> None:
    assert shown(pd.NA) == "–"
    assert shown(float("nan")) == "–"
    assert shown(0) == "0"


def test_the_rows_travel_beside_the_html() -> None:
    frame = pd.DataFrame({"tier": ["Tier 2"], "n": pd.array([None], dtype="Int64")})
    frame.attrs.update(title="One tier", caveats=("ordinal",))
    bundle = ShownTable("one", frame)._repr_mimebundle_()
    assert bundle[TABLE_MIME]["rows"] == [["Tier 2", None]]
    assert bundle[TABLE_MIME]["columns"] == ["tier", "n"]
    assert "no mean is taken" in bundle[TABLE_MIME]["note"]


def test_in_a_terminal_its_note_and_caveats_are_the_last_line() -> None:
    frame = pd.DataFrame({"tier": ["Tier 2"]})
    frame.attrs.update(title="One tier", caveats=("ordinal",), note="Alandria only.")
    assert repr(show(frame, "x")).splitlines() == [
        "One tier",
        "Tier",
        "Tier 2",
        "Alandria only. Tiers are ordered words; no mean is taken of them.",
    ]


def test_an_empty_table_says_so_in_one_line() -> None:
    frame = pd.DataFrame({"a": []})
    frame.attrs.update(title="Findings", note="The narrative is not in the data.")
    assert repr(show(frame, "x")) == (
        "Findings: nothing to show. The narrative is not in the data."
    )


def test_a_folded_table_is_one_line_that_opens_and_loses_nothing() -> None:
    frame = pd.DataFrame({"country": ["Alandria", "Borduria"]})
    frame.attrs["title"] = "Two & two"
    folded = show(frame, "x", folded=True)
    assert folded.html().startswith(
        "<details class='tip-folded'><summary>Two &amp; two: the table, 2 rows</summary>"
    )
    assert show(frame, "x").html() in folded.html()
    assert repr(folded) == repr(show(frame, "x"))
