"""One changed cell of a table turns red the notebooks that show it, and no other.

Each notebook's cells are run in this process on a copy of the data with one cell changed, and what
they show is compared with what the committed notebook stores; plain nbval is asked for one pair.
"""

import ast
import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pytest
from IPython.core.formatters import DisplayFormatter

from tipanalysis import schema
from tipanalysis.figures.numbers import FIGURE_MIME, figure_numbers
from tipanalysis.reports.differences import WORDS, Difference, notebook_differences
from tipanalysis.reports.third_party import run_nbval

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[1]
NOTEBOOKS = {path.stem: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}


@dataclass(frozen=True)
class Mutation:
    """One cell of a table, another value, and the notebooks that show it."""

    row: dict[str, str]
    column: str
    value: str
    shown_in: frozenset[str] = frozenset()


def mutation(column: str, value: str, shown_in: str = "", **row: str) -> Mutation:
    return Mutation(row, column, value, frozenset(shown_in.split()))


ALL = "check_claims comparison country_report edition_overview start_here tier_paths"
THA = {"iso3": "THA", "edition": "2023"}
#: One of each table that has rows; the notebooks, as committed, are about Thailand and 2023.
MUTATIONS = {
    "placements": mutation("tier", "Tier 3", ALL, **THA),
    "countries": mutation(
        "name", "Lao PDR", "comparison country_report edition_overview tier_paths", iso3="LAO"
    ),
    "editions": mutation("law", "P.L. 0-0", "edition_overview", edition="2023"),
    "findings": mutation(
        "statement", "Ran 7 shelters.", "check_claims country_report start_here", **THA, n="1"
    ),
    "recommendations": mutation(
        "statement", "Ask 7 things.", "check_claims country_report", **THA, n="1"
    ),
    "statistics": mutation("value", "36", "country_report recommendations", **THA, n="1"),
    "penalties": mutation("commensurate", "false", "check_claims country_report", **THA),
    "themes": mutation("counts", "A shelter.", "start_here", theme="awareness"),
    "sources": mutation(
        "title", "A", "country_report recommendations start_here", source="freedom-story-2023"
    ),
    "protocol": mutation("ratified", "2013-10-18", "country_report", iso3="THA"),
    "three_p": mutation("prosecution", "5", "country_report", iso3="THA", year="2013"),
    "unodc": mutation(
        "value",
        "135",
        "country_report recommendations",
        iso3="THA",
        year="2021",
        indicator="Detected trafficking victims",
    ),
    "law_enforcement": mutation(
        "convictions", "5261", "edition_overview recommendations", region="World", data_year="2022"
    ),
    "claims": mutation("statement", "A.", "check_claims", claim="coverage-188"),
    "child_soldiers": mutation("coverage", "partial", "check_claims", iso3="MMR", edition="2010"),
    "population": mutation("population", "1", iso3="ABW", year="2000"),
    "unreported": mutation("period", "2001", iso3="AFG", edition="2018", n="1"),
    "coding_scores": mutation("score", "0.5", part="penalties", set="made with"),
    "theme_lexicon": mutation("note", "another note", theme="shelter"),
    "totals": mutation("count", "19", edition="2002", category="Tier 1"),
}


def changed_copy(name: str, one: Mutation, folder: Path) -> Path:
    """A sealed copy of the data with one cell changed."""
    shutil.copytree(ROOT / "data", folder)
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [row for row in rows if all(row[key] == word for key, word in one.row.items())]
    assert found, f"{name}.csv has no row {one.row}: choose another one here"
    assert found[0][one.column] != one.value
    found[0][one.column] = one.value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert schema.seal(folder) == (name,)
    return folder


def run(path: Path) -> tuple[dict[str, Any], set[str]]:
    """What a notebook shows, cell by cell, and the tables that it read."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    cells = []
    for cell in stored["cells"]:
        outputs = show("".join(cell["source"]), names) if cell["cell_type"] == "code" else []
        cells.append({**cell, "outputs": outputs} if cell["cell_type"] == "code" else cell)
    read = set(names["data"]._frames) if "data" in names else set()
    return {**stored, "cells": json.loads(json.dumps(cells))}, read


def show(source: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # our own notebooks only
    outputs = []
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
        data, _ = DisplayFormatter().format(value)
        outputs.append({"output_type": "execute_result", "data": data, "metadata": {}})
    for number in plt.get_fignums():
        figure = plt.figure(number)
        title = getattr(figure, "tipanalysis", {}).get("title")
        words = f"Figure: {title}" if title else "Figure"
        data = {FIGURE_MIME: figure_numbers(figure), "text/plain": words}
        outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
    plt.close("all")
    return outputs


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """What two runs of a notebook do not show alike."""
    return [one for one in notebook_differences(old, new) if one.kind == WORDS]


#: What a notebook shows on the data as they are, and the tables that it read for that: what it does
#: not read, it cannot show.
Known = dict[str, tuple[dict[str, Any], set[str]]]


@pytest.fixture(scope="module")
def known() -> Known:
    return {name: run(path) for name, path in NOTEBOOKS.items()}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_on_the_data_as_they_are_every_notebook_is_green(name: str, known: Known) -> None:
    stored = json.loads(NOTEBOOKS[name].read_text(encoding="utf-8"))
    assert [str(one) for one in differences(stored, known[name][0])] == []


def test_every_table_with_rows_has_its_mutation() -> None:
    package = schema.read_package(ROOT / "data")
    filled = {
        name
        for name, table in package.tables.items()
        if len((ROOT / "data" / table.path).read_text(encoding="utf-8").splitlines()) > 1
    }
    assert filled - set(MUTATIONS) == set(), "give each of these tables a mutation above"


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_changed_cell_turns_red_the_notebooks_that_show_it_and_no_other(
    name: str,
    known: Known,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = MUTATIONS[name]
    folder = changed_copy(name, one, tmp_path / "data")
    monkeypatch.setenv("TIPANALYSIS_DATA", str(folder))
    readers = [notebook for notebook, (_, read) in known.items() if name in read]
    red = {
        notebook
        for notebook in readers
        if differences(known[notebook][0], run(NOTEBOOKS[notebook])[0])
    }
    assert red == one.shown_in, f"notebooks that show {name}, {one.row}: {sorted(red)}"


@pytest.mark.parametrize(("table", "notebook"), [("law_enforcement", "edition_overview")])
def test_plain_nbval_says_the_same_of_the_same_cells(
    table: str, notebook: str, known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = changed_copy(table, MUTATIONS[table], tmp_path / "data")
    monkeypatch.setenv("TIPANALYSIS_DATA", str(folder))
    stored = json.loads(NOTEBOOKS[notebook].read_text(encoding="utf-8"))
    numbers = [n for n, cell in enumerate(stored["cells"], 1) if cell["cell_type"] == "code"]
    told = run_nbval(stored, folder)
    red = {number for number, good in zip(numbers, told, strict=True) if not good}
    now, _ = run(NOTEBOOKS[notebook])
    assert red == {one.cell for one in differences(known[notebook][0], now)}
    assert red
