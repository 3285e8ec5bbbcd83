"""Comparing tables, texts and notebooks: each change is told, equal things never differ."""

import copy
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tipanalysis.figures.numbers import FIGURE_MIME
from tipanalysis.reports.differences import OTHER, PIXEL, WORDS, notebook_differences
from tipanalysis.reports.rows import same, table_changes
from tipanalysis.reports.wording import text_changes
from tipanalysis.shown import TABLE_MIME

CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(-2, 2), st.text("ab–", max_size=3)
)


NAMES = ["edition", "name", "n", "share", "value"]


@st.composite
def frames(draw: st.DrawFn) -> dict[str, Any]:
    columns = draw(st.lists(st.sampled_from(NAMES), unique=True))
    row = st.lists(CELLS, min_size=len(columns), max_size=len(columns))
    return {"title": "t", "columns": columns, "rows": draw(st.lists(row, max_size=6))}


@given(frames())
def test_a_table_never_differs_from_itself(table: dict[str, Any]) -> None:
    assert table_changes(table, copy.deepcopy(table)) == []


@given(frames(), frames())
def test_any_two_different_tables_have_a_change(old: dict[str, Any], new: dict[str, Any]) -> None:
    different = json.dumps(old) != json.dumps(new)
    assert bool(table_changes(old, new)) == different


@given(frames(), st.data())
def test_a_change_of_any_cell_is_found_with_both_values_apart(
    table: dict[str, Any], data: st.DataObject
) -> None:
    places = [(r, c) for r, row in enumerate(table["rows"]) for c in range(len(row))]
    if not places:
        return
    row, column = data.draw(st.sampled_from(places))
    value = data.draw(CELLS)
    other = copy.deepcopy(table)
    other["rows"][row][column] = value
    changes = table_changes(table, other)
    assert bool(changes) == (json.dumps(value) != json.dumps(table["rows"][row][column]))
    assert all(change.old != change.new for change in changes)


def table(rows: list[list[Any]], *columns: str) -> dict[str, Any]:
    return {"columns": list(columns), "rows": rows}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            table([[2016, 440], [2017, 466]], "year", "convictions"),
            table([[2016, 440], [2017, 467]], "year", "convictions"),
            ["convictions 2017: 466 -> 467"],
        ),
        (
            table([["Alandria", "Tier 2"], ["Borduria", "Tier 3"]], "country", "place"),
            table([["Alandria", "Tier 2"], ["Borduria", "Tier 1"]], "country", "place"),
            ["Borduria, place: Tier 3 -> Tier 1"],
        ),
        (
            table([["convictions", "persons", "35"]], "measure", "unit", "figure"),
            table([["convictions", "persons", "36"]], "measure", "unit", "figure"),
            ["convictions: 35 -> 36"],
        ),
        (
            table([["Tier 2", 0.8395], ["Tier 3", 0.1]], "after", "share"),
            table([["Tier 2", 0.8396], ["Tier 3", 0.1]], "after", "share"),
            ["Tier 2, share: 0.8395 -> 0.8396"],
        ),
        (
            table([["Alandria", 2001, 5]], "country", "first", "editions"),
            table([["Alandria", 2001, 5], ["Borduria", 2007, 2]], "country", "first", "editions"),
            ["Borduria: (nothing) -> Borduria, 2007, 2"],
        ),
        (
            table([["Alandria", 2001, 5, "x"]], "country", "first", "editions", "note"),
            table([["Alandrio", 2001, 5, "x"]], "country", "first", "editions", "note"),
            ["country: Alandria -> Alandrio"],
        ),
        (
            table([["a", 1], ["b", 2]], "theme", "n"),
            table([["b", 2], ["a", 1]], "theme", "n"),
            ["order of rows, from row 1: a -> b"],
        ),
        (
            table([["a", 1]], "theme", "n"),
            table([["a", True]], "theme", "n"),
            ["a, n: 1 -> yes"],
        ),
    ],
)
def test_a_change_is_told_by_row_and_column(
    old: dict[str, Any], new: dict[str, Any], told: list[str]
) -> None:
    assert [str(change) for change in table_changes(old, new)] == told


@given(st.text("ab. \n<td>", max_size=60), st.text("ab. \n<td>", max_size=60))
def test_texts_differ_exactly_if_a_change_is_told(old: str, new: str) -> None:
    changes = text_changes(old, new)
    assert bool(changes) == (old != new)
    assert all(change.old != change.new for change in changes)


def test_only_the_sentence_that_changed_is_told() -> None:
    old = "1. Alandria stays.\n2. It met 3 of 4 standards. It was asked 7 things."
    changes = text_changes(old, old.replace("3 of 4", "2 of 4"))
    assert [str(change) for change in changes] == [
        "It met 3 of 4 standards. -> It met 2 of 4 standards."
    ]


def test_the_first_difference_of_a_long_line_is_in_what_is_told() -> None:
    old = "a" * 5000 + "466" + "b" * 5000
    (change,) = text_changes(old, old.replace("466", "467"))
    assert "466" in change.old
    assert "467" in change.new
    assert len(change.old) < 300


def notebook(*outputs: dict[str, Any], source: str = "show()") -> dict[str, Any]:
    head = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "## In numbers"}
    cell = {
        "cell_type": "code",
        "id": "b",
        "metadata": {},
        "source": source,
        "execution_count": 1,
        "outputs": list(outputs),
    }
    return {"cells": [head, cell]}


def display(**data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


MIMES = st.sampled_from(["text/plain", "text/html", "text/markdown", "text/csv", "application/x"])
JSON = st.recursive(CELLS, lambda inner: st.lists(inner, max_size=3), max_leaves=6)
BUNDLES = st.dictionaries(MIMES, st.text("ab\n", max_size=8), max_size=3)
OUTPUTS = st.lists(
    st.one_of(
        st.builds(lambda data: display(**data), BUNDLES),
        st.builds(lambda table: display(**{TABLE_MIME: table}), st.one_of(frames(), JSON)),
        st.builds(lambda axes: display(**{FIGURE_MIME: {"axes": axes}}), JSON),
        st.builds(
            lambda text: {"output_type": "stream", "name": "stdout", "text": text},
            st.text("ab", max_size=4),
        ),
    ),
    max_size=3,
)
NO_TABLE = [display(**{TABLE_MIME: None})]


@given(OUTPUTS)
def test_a_notebook_never_differs_from_itself(outputs: list[dict[str, Any]]) -> None:
    one = notebook(*outputs)
    assert notebook_differences(one, copy.deepcopy(one)) == []


@settings(max_examples=200)
@given(OUTPUTS, OUTPUTS)
@example([display()], NO_TABLE)
@example([display(**{FIGURE_MIME: {}})], [display(**{FIGURE_MIME: {"axes": None}})])
def test_other_outputs_are_always_found(
    old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> None:
    found = notebook_differences(notebook(*old), notebook(*new))
    different = json.dumps(old, sort_keys=True) != json.dumps(new, sort_keys=True)
    assert any(one.kind == WORDS for one in found) == different
    assert all(one.heading == "In numbers" for one in found)


def test_text_stored_as_lines_is_the_same_text() -> None:
    lines = notebook(display(**{"text/plain": ["a\n", "b"]}))
    assert notebook_differences(lines, notebook(display(**{"text/plain": "a\nb"}))) == []


def test_a_number_of_a_figure_is_told_by_its_place() -> None:
    axes = {"lines": [{"x": [2016, 2017], "y": [440, 466]}], "bars": [[0, 0, 1, 4, "#fff", ""]]}
    old = {"name": "law_enforcement", "axes": [axes]}
    new = copy.deepcopy(old)
    new["axes"][0]["lines"][0]["y"][1] = 467  # type: ignore[index]
    new["axes"][0]["bars"][0][3] = 5  # type: ignore[index]
    found = notebook_differences(
        notebook(display(**{FIGURE_MIME: old})), notebook(display(**{FIGURE_MIME: new}))
    )
    assert [str(one.change) for one in found] == [
        "figure law_enforcement, bar 1, height: 4 -> 5",
        "figure law_enforcement, line 1, y, point 2: 466 -> 467",
    ]


def test_pixels_missing_on_one_side_are_no_difference_and_others_are_pixels() -> None:
    def figure(png: str | None) -> dict[str, Any]:
        data = {FIGURE_MIME: {"axes": []}, **({"image/png": png} if png else {})}
        return notebook(display(**data))

    assert notebook_differences(figure(None), figure("AAAA")) == []
    assert [one.kind for one in notebook_differences(figure("AAAA"), figure("AAAB"))] == [PIXEL]


def test_a_picture_that_the_rerun_does_not_draw_counts() -> None:
    old = notebook(display(**{"text/plain": "a", "image/svg+xml": "<svg/>"}))
    found = notebook_differences(old, notebook(display(**{"text/plain": "a"})))
    assert [one.kind for one in found] == [WORDS]


def test_what_nobody_reads_is_told_apart() -> None:
    old, new = notebook(), notebook()
    old["cells"][1]["metadata"] = {"execution": {"at": "noon"}}
    assert [one.kind for one in notebook_differences(old, new)] == [OTHER]


def test_cells_are_matched_when_one_was_added() -> None:
    old = notebook(display(**{"text/plain": "a"}))
    new = copy.deepcopy(old)
    new["cells"].insert(
        1, {"cell_type": "markdown", "id": "c", "metadata": {}, "source": "A word."}
    )
    (only,) = notebook_differences(old, new)
    assert only.change.where == "a cell that is only in the rerun"


def test_numbers_that_round_alike_are_told_apart() -> None:
    axes = {"lines": [{"x": [2003.5], "y": [0.1]}]}
    old, new = {"name": "a", "axes": [axes]}, {"name": "a", "axes": [copy.deepcopy(axes)]}
    new["axes"][0]["lines"][0]["x"][0] = 2004.5  # type: ignore[index]
    (one,) = notebook_differences(
        notebook(display(**{FIGURE_MIME: old})), notebook(display(**{FIGURE_MIME: new}))
    )
    assert str(one.change) == "figure a, line 1, x, point 1: 2003.5 -> 2004.5"


def test_a_row_with_a_number_for_a_key_is_named_by_what_it_is_about() -> None:
    columns = ("iso3", "edition", "n", "measure", "value")
    old = table([["XAA", 2018, 1, "convictions", 440]], *columns)
    new = table([["XAA", 2018, 1, "convictions", 441]], *columns)
    (change,) = table_changes(old, new, columns[:3], ("measure",))
    assert str(change) == "XAA, n 1, convictions 2018: 440 -> 441"


def test_a_cell_that_raises_is_told_by_what_it_raised() -> None:
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": ["long"]}
    (one,) = notebook_differences(notebook(display(**{"text/plain": "466"})), notebook(error))
    assert str(one) == "In numbers (cell 2): 466 -> KeyError: 'x'"


def test_same_holds_types_apart() -> None:
    assert not same(0, False)
    assert not same(1, 1.0)
    assert same([1, {"a": None}], [1, {"a": None}])
