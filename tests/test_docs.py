"""The documentation: what stands in it, and that it is built without a warning and well to read."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

import tipanalysis as tip
from tipanalysis import compare, figures, sentences
from tipanalysis.dataset import Dataset
from tipanalysis.explorer import VIEWS

pytest_plugins = ("browser",)
ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def generated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generated", DOCS / "generated.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_scores_are_those_of_the_table(generated: ModuleType, data: Dataset) -> None:
    told = generated.scores(data)
    lines = (DOCS.parent / "data" / "coding_scores.csv").read_text(encoding="utf-8").splitlines()
    rows = re.findall(r"^\| .* \| (\d+) \| (\d\.\d{3}) \|", told, re.MULTILINE)
    assert len(rows) == len(lines) - 1
    edition, part, narratives, kind, score, *_ = lines[1].split(",")
    assert f"| {part} | {kind} | {narratives} | {float(score):.3f} |" in told
    assert f"### {edition} edition" in told


def test_every_public_function_has_its_place(generated: ModuleType) -> None:
    pages = "\n".join(generated.functions().values())
    listed = re.findall(r"\.\. autofunction:: (\S+)", pages)
    assert len(listed) == len(set(listed))
    names = {path.rpartition(".")[2] for path in listed}
    for module in (compare, figures, sentences):
        members = {name: getattr(module, name) for name in dir(module) if name[0] != "_"}
        functions = {
            value.__name__
            for value in members.values()
            if callable(value)
            and not isinstance(value, type)
            and getattr(value, "__module__", "").startswith("tipanalysis.")
        }
        assert len(functions) > 20
        assert functions <= names, module.__name__
    assert {"load", "report", "show", "explore", "export", "in_force", "check_claims"} <= names


def test_the_objects_have_their_methods(generated: ModuleType) -> None:
    page = generated.functions()["functions_objects"]
    for name in ("Dataset", "CountryProfile", "Report", "Explorer", "Peers", "Clock"):
        assert re.search(rf"autoclass:: tipanalysis\.\S+\.{name}$", page, re.MULTILINE), name
    assert re.search(r":members: .*\bdescribe\b.*\bfind\b.*\bprofile\b", page)


CELL = re.compile(r"^```\{code-cell\}\n(?::tags:[^\n]*\n)?(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.usefixtures("close_figures")
def test_the_gallery_draws_every_figure_there_is() -> None:
    public = {
        name
        for name, value in vars(figures).items()
        if "Axes" in str(getattr(value, "__annotations__", {}).get("return"))
    }
    assert len(public) > 20
    names: dict[str, Any] = {}
    for cell in CELL.findall((DOCS / "gallery.md").read_text(encoding="utf-8")):
        names.pop("ax", None)
        exec(cell, names)  # our own page
        for called in re.findall(r"tip\.figures\.(\w+)\(", cell):
            assert names["ax"].get_gid().startswith(called), cell
            public.discard(called)
    assert public == set()


def test_the_page_of_the_explorer_shows_each_view(generated: ModuleType, data: Dataset) -> None:
    page = generated.explored(data, ROOT / "notebooks" / "explore.ipynb")
    cells = nbformat.reads(page, as_version=4).cells[-2 * len(VIEWS) :]
    assert list(VIEWS) == list(generated.SEEN)
    for name, heading, seen in zip(VIEWS, cells[::2], cells[1::2], strict=True):
        assert heading.source.startswith(f"### {name}\n")
        html = seen.outputs[0].data["text/html"]
        assert ("6 narratives" if name == "Themes" else "Thailand") in html
        assert ("<img" in html) == (name != "Card")
        names: dict[str, Any] = {"tip": tip}
        exec(seen.source.replace("HTML(view", "made = HTML(view"), names)
        assert html == names["made"].data


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The documentation as built from the committed notebooks, and what the build said."""
    pytest.importorskip("sphinx", reason="the extra docs is not installed")
    out = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(out / "doctrees")]
    done = subprocess.run(
        [*command, str(DOCS), str(out / "html")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    yield out / "html", done.stdout + done.stderr


@pytest.mark.journey
def test_it_is_built_without_a_word_of_warning(site: tuple[Path, str]) -> None:
    assert site[1].strip() == ""


@pytest.mark.journey
def test_no_page_fetches_anything(site: tuple[Path, str]) -> None:
    pages = list(site[0].rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        html = page.read_text(encoding="utf-8")
        fetched = re.findall(r"<(?:script|img|iframe)[^>]+src=\"https?:[^\"]*", html)
        fetched += re.findall(r"<link[^>]+href=\"https?:[^\"]*", html)
        assert fetched == [], page.name


@pytest.mark.journey
def test_each_notebook_is_one_page_of_the_list(site: tuple[Path, str]) -> None:
    page = (site[0] / "generated" / "notebooks.html").read_text(encoding="utf-8")
    (listed,) = re.findall(r'<div class="toctree-wrapper.*?</div>', page, re.DOTALL)
    links = re.findall(r'href="\.\./notebooks/(\w+)\.html(#[^"]*)?"', listed)
    notebooks = [path.stem for path in (ROOT / "notebooks").glob("*.ipynb")]
    assert sorted(name for name, _ in links) == sorted(notebooks)
    assert "explore" in notebooks


@pytest.mark.journey
@pytest.mark.parametrize(
    "name", ["index", "coding", "gallery", "generated/codebook", "generated/functions_law",
             "generated/functions_objects", "notebooks/start_here", "notebooks/explore",
             "notebooks/new_edition", "notebooks/country_report"]
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_and_has_no_serious_accessibility_fault(
    site: tuple[Path, str],
    name: str,
    scheme: str,
    page: Any,
    serious_faults: Callable[..., list[str]],
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((site[0] / f"{name}.html").as_uri())
    assert serious_faults(page) == []
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
