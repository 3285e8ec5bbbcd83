"""Notebooks as they are committed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tipanalysis.reports.differences import WORDS
from tipanalysis.reports.stale import staleness
from tipanalysis.reports.tidy import FIGURE_MIME, as_text, canonical, lint, tidy
from tipanalysis.shown import TABLE_MIME

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def code(source: str, *outputs: dict[str, Any], count: int | None = 1) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "x",
        "metadata": {"execution": {"iopub.execute_input": "2023-01-01T00:00:00"}},
        "source": source,
        "execution_count": count,
        "outputs": list(outputs),
    }


def display(**data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {"width": 3}}


def written(folder: Path, *cells: dict[str, Any]) -> Path:
    path = folder / "imaginary.ipynb"
    path.write_text(as_text(canonical({"cells": list(cells)}, pixels=True)), encoding="utf-8")
    return path


def test_canonical_drops_pixels_and_clocks_and_keeps_words_and_numbers() -> None:
    figure = display(**{"image/png": "AAAA", FIGURE_MIME: {"lines": [[1, 2]]}, "text/plain": "F"})
    text = as_text(canonical({"cells": [code("ax = draw()", figure)]}))
    assert "image/png" not in text
    assert "iopub" not in text
    stored = json.loads(text)["cells"][0]["outputs"][0]
    assert stored["data"][FIGURE_MIME] == {"lines": [[1, 2]]}
    assert stored["metadata"] == {}


def test_canonical_twice_is_canonical_once() -> None:
    once = canonical({"cells": [code("1 + 1", display(**{"text/plain": "2"}))]})
    assert as_text(canonical(once)) == as_text(once)


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        (code("1", count=None), "not executed"),
        (code("ax.plot(x);"), "semicolon"),
        (code("ax.plot(x) ;  # draws"), "semicolon"),
        (code("f = lambda: 1"), "defines a function"),
        (code("class A:\n    x = 1"), "defines a function"),
        (code("%matplotlib inline"), "not plain Python"),
        (code("1", count=7), "in place of 1"),
        (code("f", display(**{"image/gif": "AAAA"})), "holds pixels"),
        (
            code("f", display(**{"text/html": "<img src='data:image/png;base64,A'>"})),
            "holds pixels",
        ),
        (code("f", display(**{"text/html": "<SVG></SVG>"})), "holds pixels"),
        (code("def f():\n    return 1"), "defines a function"),
        (code("\n".join(["x = 1"] * 9)), "more than 8 lines"),
        (code("f", display(**{"image/png": "AAAA"})), "holds pixels"),
        (code("f", display(**{FIGURE_MIME: {}})), "no table before it"),
        (code("o", display(**{"text/plain": "<A object at 0x7f>"})), "address of memory"),
        (code("p", {"output_type": "stream", "name": "stderr", "text": "w"}), "stderr"),
        (
            code("p", {"output_type": "error", "ename": "KeyError", "evalue": "", "traceback": []}),
            "KeyError",
        ),
    ],
)
def test_each_fault_of_a_notebook_is_named(
    tmp_path: Path, cell: dict[str, Any], complaint: str
) -> None:
    faults = lint(written(tmp_path, cell))
    assert [fault.row for fault in faults] == [1]
    assert complaint in faults[0].message
    assert str(faults[0]).startswith(f"{faults[0].file}, cell 1: ")


def test_each_figure_needs_a_table_of_its_own(tmp_path: Path) -> None:
    table = code("t", display(**{TABLE_MIME: {}}))
    figures = [code("f", display(**{FIGURE_MIME: {}}), count=number) for number in (2, 3)]
    assert lint(written(tmp_path, table, figures[0])) == ()
    assert [fault.row for fault in lint(written(tmp_path, table, *figures))] == [3]


def test_a_semicolon_inside_a_cell_is_none_at_its_end(tmp_path: Path) -> None:
    cell = code("x = 'a;'  # so;", display(**{"text/plain": "1"}))
    assert lint(written(tmp_path, cell)) == ()


def test_a_picture_attached_to_words_is_pixels(tmp_path: Path) -> None:
    path = written(tmp_path, code("1"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    words = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "![](attachment:a.png)"}
    notebook["cells"].append({**words, "attachments": {"a.png": {"image/png": "AAAA"}}})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert ["holds pixels" in fault.message for fault in lint(path)] == [True]


def test_a_stale_cell_is_told_in_words_and_nbval_sees_it_too(tmp_path: Path) -> None:
    head = {"cell_type": "markdown", "metadata": {}, "source": "## Sums"}
    path = written(tmp_path, head, code("6 * 7", display(**{"text/plain": "41"})))
    found = staleness(path, ask_nbval=True)
    assert [str(one) for one in found.differences if one.kind == WORDS] == [
        "Sums (cell 2): 41 -> 42"
    ]
    assert found.nbval is not None
    assert (found.nbval.failed, found.nbval.agrees) == ((2,), True)


def test_the_command_checks_all_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    failing = written(tmp_path / "a", code("1 / 0", display(**{"text/plain": "0"})))
    stale = written(tmp_path / "b", code("6 * 7", display(**{"text/plain": "41"})))
    before = failing.read_bytes(), stale.read_bytes()
    command = [sys.executable, "-m", "tipanalysis.cli", "tidy", "--check", failing, stale.parent]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "0 -> ZeroDivisionError: division by zero" in done.stdout
    assert "41 -> 42" in done.stdout
    assert (failing.read_bytes(), stale.read_bytes()) == before


def test_tidy_runs_the_notebook_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, code("21 + 21", count=None))
    assert tidy(path)
    output = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["outputs"][0]
    assert output["data"]["text/plain"] == ["42"]
    assert not tidy(path)


def test_tidy_check_sees_a_stale_output_and_leaves_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, code("6 * 7", display(**{"text/plain": "41"})))
    before = path.read_bytes()
    assert tidy(path, check=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_is_evidence(path: Path) -> None:
    assert lint(path) == ()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_is_in_canonical_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert as_text(canonical(nbformat.reads(text, as_version=4))) == text
