"""What a researcher meets before reading any manual: completion, help, docstrings, search."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tipanalysis as tip
from tipanalysis import law, statute
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.explorer.controls import Explorer
from tipanalysis.profile import CountryProfile
from tipanalysis.reports.run import Report

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def completions(text: str, **names: Any) -> set[str]:
    """What the Tab key offers at the end of a line, in Lab as in IPython."""
    from IPython.core.completer import IPCompleter, provisionalcompleter

    completer = IPCompleter(shell=None, namespace=names, global_namespace=names)
    with provisionalcompleter():
        return {found.text.strip(".'\"]") for found in completer.completions(text, len(text))}


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("tip.tier_h", "tier_history"),
        ("tip.figures.tier_m", "tier_map"),
        ("tip.law.watch", "watch_list_run"),
        ("data.plac", "placements"),
        ("data.des", "describe"),
        ("data.placements.ti", "tier"),
        ("thailand.recomm", "recommendations"),
        ("history['cou", "country"),
    ],
)
def test_the_tab_key_knows_functions_tables_and_columns(
    data: Dataset, text: str, offered: str
) -> None:
    thailand, history = data.profile("Thailand"), tip.tier_history(data, ["THA"])
    assert offered in completions(text, tip=tip, data=data, thailand=thailand, history=history)


PARAMETERS = {
    "check_claims": {"origin": "str", "file": "str"},
    "comparison": {"countries": "str", "edition": "int"},
    "country_report": {"country": "str", "edition": "int", "peers": "str"},
    "edition_overview": {"edition": "int"},
    "explore": {"country": "str", "edition": "int"},
    "recommendations": {"country": "str", "edition": "int", "other_edition": "int"},
    "tier_paths": {"country": "str", "edition": "int"},
}


def has_parameters(path: Path) -> bool:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return any("parameters" in cell["metadata"].get("tags", []) for cell in cells)


def test_these_notebooks_have_parameters() -> None:
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb") if has_parameters(path)} == set(
        PARAMETERS
    )


@pytest.mark.parametrize("name", list(PARAMETERS))
def test_papermill_lists_typed_parameters_with_their_help(name: str) -> None:
    from click.testing import CliRunner

    from tipanalysis.reports.kernels import lean_imports

    lean_imports()
    from papermill.cli import papermill

    told = CliRunner().invoke(papermill, ["--help-notebook", str(NOTEBOOKS / f"{name}.ipynb")])
    assert told.exit_code == 0, told.output
    listed = re.findall(r"^  (\w+): (\w+) \(default (.+)\)\s+(\S.+)$", told.output, re.MULTILINE)
    assert {parameter: kind for parameter, kind, *_ in listed} == PARAMETERS[name]
    assert all(len(words) >= 10 for *_, words in listed)


def test_a_search_finds_columns_themes_and_statements(data: Dataset) -> None:
    found = data.find("shelter")
    assert list(found.columns) == ["where", "what", "found_in", "text"]
    assert ("themes.csv", "shelter") in set(zip(found["where"], found["what"], strict=True))
    assert list(data.find("SHELTER")["text"]) == list(found["text"])
    assert "placements.csv" in set(data.find("Watch List")["where"])
    coded = data.rows("findings", iso3="THA", edition=2023)["statement"].dropna()
    for statement in coded.head(3):
        found = data.find(statement.upper())
        assert ("findings.csv", "THA 2023") in set(zip(found["where"], found["what"], strict=True))
    assert data.find("no such word anywhere").empty


def test_a_search_finds_what_the_machine_coded_and_says_in_which_column(data: Dataset) -> None:
    found = data.find("shelter")
    coded = found[found["where"].isin(["findings.csv", "recommendations.csv"])]
    assert coded["found_in"].str.contains("theme|statement|act|group").all()
    assert (coded["text"] + coded["found_in"]).str.casefold().str.contains("shelter").all()
    per_file = coded["where"].value_counts()
    items = ["iso3", "edition", "kind", "n"]
    themed = data.findings[data.findings["theme"] == "shelter"][items].drop_duplicates()
    asked = data.recommendations["themes"].fillna("").str.split(";")
    assert per_file["findings.csv"] >= len(themed) > 50
    assert per_file["recommendations.csv"] >= asked.map(lambda keys: "shelter" in keys).sum() > 50
    angola = coded[(coded["what"] == "AGO 2018") & (coded["where"] == "findings.csv")]
    assert "shortfall: Shelter; Victim services – fund care" in set(angola["text"])
    acts = data.find("establish specialized units")
    assert len(acts) > 0
    assert set(acts["found_in"]) == {"act"}


@pytest.mark.parametrize("nothing", ["", "   "])
def test_a_search_for_nothing_is_refused(data: Dataset, nothing: str) -> None:
    with pytest.raises(TipError, match="Give a word"):
        data.find(nothing)


def test_every_table_and_column_is_described(data: Dataset) -> None:
    for table in data.tables:
        assert len(data.describe(table).facts()[1][1]) > 20, table
        for column in data.package.table(table).columns:
            facts = dict(data.describe(f"{table}.{column.name}").facts())
            assert len(facts["Meaning"]) > 3, f"{table}.{column.name}"


def public() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public functions: of the package, of its public modules, and of a `Dataset`."""
    seen = set()
    for name in dir(tip):
        thing = getattr(tip, name)
        members = {name: thing}
        if isinstance(thing, ModuleType):
            members = {f"{name}.{n}": getattr(thing, n) for n in dir(thing) if n[0] != "_"}
        for spelled, function in members.items():
            ours = getattr(function, "__module__", "").startswith("tipanalysis.")
            if inspect.isfunction(function) and ours and function not in seen:
                seen.add(function)
                yield spelled, function
    for name, function in inspect.getmembers(Dataset, inspect.isfunction):
        if name[0] != "_":
            yield f"Dataset.{name}", function


PUBLIC = dict(public())


def section(function: Callable[..., Any], name: str) -> str:
    """A section of a docstring in the numpydoc form."""
    text = inspect.getdoc(function) or ""
    found = re.search(rf"^{name}\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", text, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


def test_the_public_functions_are_seen_by_these_tests() -> None:
    assert {"load", "report", "compare.base_rate", "Dataset.find"} <= set(PUBLIC) | {
        f"compare.{name}" for name in PUBLIC
    }
    assert len(PUBLIC) > 150


@pytest.mark.parametrize("name", [n for n, f in PUBLIC.items() if "DataFrame" in str(
    inspect.signature(f).return_annotation)])  # fmt: skip
def test_a_function_that_gives_a_table_names_its_columns(name: str) -> None:
    returns = section(PUBLIC[name], "Returns")
    assert re.search(r"[Cc]olumns|``\w+``|[Aa]s `", returns), inspect.getdoc(PUBLIC[name])


def raised(function: Callable[..., Any]) -> set[str]:
    return set(re.findall(r"^\s+raise (\w+)", inspect.getsource(function), re.MULTILINE))


@pytest.mark.parametrize("name", [n for n, f in PUBLIC.items() if raised(f)])
def test_a_function_that_raises_says_what(name: str) -> None:
    told = section(PUBLIC[name], "Raises")
    assert all(error in told for error in raised(PUBLIC[name])), told


CLASSES = (Dataset, CountryProfile, Report, Explorer, law.Clock, law.Possibility)


def of_classes(*classes: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Methods and properties of classes, by `Class.member`."""
    for one in classes:
        for name, member in inspect.getmembers(one):
            function = member.fget if isinstance(member, property) else member
            if name[0] != "_" and inspect.isfunction(function):
                yield f"{one.__name__}.{name}", function


def is_property(name: str) -> bool:
    """Whether it is read without a call: its first line says what it is."""
    owner, _, member = name.partition(".")
    classes = {one.__name__: one for one in CLASSES}
    return owner in classes and isinstance(inspect.getattr_static(classes[owner], member), property)


#: What a researcher holds in hand, and the law: each parameter and each answer is told.
HELD = {
    **{
        name: function
        for name, function in PUBLIC.items()
        if function.__module__.split(".")[1]
        in ("law", "runs", "statute", "dataset", "tables", "export", "explorer", "reports", "shown")
        or re.fullmatch(r"tipanalysis\.compare\.\w+", function.__module__)
    },
    **{n: f for n, f in PUBLIC.items() if f.__module__.split(".")[1] in ("figures", "sentences")},
    **dict(of_classes(*CLASSES)),
    "statute.in_force": statute.in_force,
}


def told(function: Callable[..., Any]) -> set[str]:
    """The parameters that the docstring of a function names."""
    lines = re.findall(r"^(\S[^:\n]*)", section(function, "Parameters"), re.MULTILINE)
    return {name.strip().lstrip("*") for line in lines for name in line.split(",")}


def test_what_is_held_in_hand_is_seen_by_these_tests() -> None:
    assert {"Dataset.rows", "Dataset.tables", "CountryProfile.place", "Report.html"} <= set(HELD)
    assert {"law.watch_list_run", "statute.in_force", "report", "Explorer.export"} <= set(HELD)


@pytest.mark.parametrize("name", HELD)
def test_every_parameter_and_what_comes_back_is_documented(name: str) -> None:
    signature = inspect.signature(HELD[name])
    assert told(HELD[name]) == set(signature.parameters) - {"self"}
    assert is_property(name) or section(HELD[name], "Returns"), inspect.getdoc(HELD[name])


@pytest.mark.parametrize("one", [Dataset, CountryProfile, Report, Explorer])
def test_a_class_says_what_it_holds_and_its_members_what_they_are(one: type) -> None:
    for name, member in of_classes(one):
        assert len(inspect.getdoc(member) or "") > 8, name
    assert ">>> " in (inspect.getdoc(one) or "")


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_function_shows_an_example(name: str) -> None:
    assert ">>> " in section(PUBLIC[name], "Examples")
