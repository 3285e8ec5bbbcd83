"""Notebooks as they are committed."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

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


def test_each_figure_needs_a_table_of_its_own(tmp_path: Path) -> None:
    table = code("t", display(**{TABLE_MIME: {}}))
    figure = code("f", display(**{FIGURE_MIME: {}}))
    assert lint(written(tmp_path, table, figure)) == ()
    assert [fault.row for fault in lint(written(tmp_path, table, figure, figure))] == [3]


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
