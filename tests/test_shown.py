"""What a notebook cell shows."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.shown import TABLE_MIME, Prose, ShownTable, caption, plain, show, shown


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


def test_countries_become_columns_and_silence_stays_empty() -> None:
    cells = pd.DataFrame(
        [
            ("shortfall", "Shelter", "Alandria", "yes"),
            ("shortfall", "Shelter", "Borduria", "no mention"),
            ("achievement", "Shelter", "Alandria", "no mention"),
            ("achievement", "Shelter", "Borduria", "yes"),
        ],
        columns=["kind", "label", "country", "mentioned"],
    )
    table = show(cells, "themes", ["kind", "label"], across="country")
    assert table.frame.columns.tolist() == [
        "kind", "label", "mentioned", "n", "Alandria", "Borduria",
    ]  # fmt: skip
    assert table._repr_mimebundle_()[TABLE_MIME]["rows"] == [
        ["shortfall", "Shelter", 1, 2, "yes", None],
        ["achievement", "Shelter", 1, 2, None, "yes"],
    ]
    assert "is no mention" in table.note


def test_what_most_countries_mention_comes_first_within_its_kind() -> None:
    cells = pd.DataFrame(
        [(kind, label, code, "yes" if code in who else "no mention")
         for kind, label, who in (("a", "Rare", "X"), ("a", "Common", "XY"), ("b", "All", "XYZ"))
         for code in "XYZ"],
        columns=["kind", "label", "iso3", "mentioned"],
    )  # fmt: skip
    frame = show(cells, "themes", ["kind", "label"], across="iso3").frame
    assert frame["label"].tolist() == ["Common", "Rare", "All"]


def test_a_no_is_kept_apart_from_silence() -> None:
    cells = pd.DataFrame(
        {"label": ["Shelter"] * 2, "iso3": ["XAA", "XBB"], "mentioned": ["yes", "no"]}
    )
    frame = show(cells, "asked", ["label"], across="iso3").frame
    assert frame.loc[0, ["mentioned", "XAA", "XBB"]].tolist() == [1, "yes", "no"]


def test_words_are_not_broken_but_addresses_may_be() -> None:
    frame = pd.DataFrame({"country": ["Cambodia"], "address": ["https://example.org/a/long/way"]})
    html = show(frame, "x").html()
    assert "<td class='whole'>Cambodia</td>" in html
    assert "<td>https://example.org/a/long/way</td>" in html


def test_a_caption_says_how_to_read_the_figure_before_its_caveats() -> None:
    frame = pd.DataFrame({"tier": ["Tier 2"]})
    frame.attrs.update(title="Tiers", drawn="A bar is a tier.", caveats=("ordinal",))
    assert repr(caption(frame)) == (
        "Tiers. A bar is a tier. Tiers are ordered words; no mean is taken of them."
    )


def test_the_column_of_country_codes_is_headed_code() -> None:
    page = show(pd.DataFrame({"iso3": ["XAA"], "run_length": [2]}), "runs").html()
    assert ">Code</th>" in page and ">Run length</th>" in page and "Iso3" not in page
