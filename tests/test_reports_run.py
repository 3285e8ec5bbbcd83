"""One report: parameters refused early, written whole or not at all, the same twice."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from tipanalysis.errors import ReportFailed, TipError, UnknownParameter
from tipanalysis.reports import outputs
from tipanalysis.reports.run import DRAFT, Report, check_parameters, report, template_path, write
from tipanalysis.reports.tidy import as_text, canonical

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def thailand(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return report("Thailand", edition=2023, out=tmp_path_factory.mktemp("reports"))


class Page(HTMLParser):
    """What a browser would fetch, and the text alternatives of pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.alts: list[str] = []
        self.ids: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(str(found["id"]))
        if tag == "a" and str(found.get("href", "")).startswith("#"):
            self.anchors.add(str(found["href"])[1:])
        if tag == "img":
            self.alts.append(str(found.get("alt")))
        if tag in ("img", "script", "link", "iframe"):
            self.fetched.append(str(found.get("src") or found.get("href") or ""))


def test_the_page_fetches_nothing_and_every_figure_has_words(thailand: Report) -> None:
    page = Page(thailand.html.read_text(encoding="utf-8"))
    assert all(address.startswith("data:image/png") for address in page.fetched)
    assert len(page.alts) == len(thailand.figures) > 0
    assert all(len(alt) > 40 for alt in page.alts)


def test_every_entry_of_the_contents_leads_somewhere(thailand: Report) -> None:
    page = Page(thailand.html.read_text(encoding="utf-8"))
    assert len(page.anchors) > 10
    assert page.anchors <= page.ids


def test_the_sections_stand_in_the_order_of_the_article(thailand: Report) -> None:
    html = thailand.html.read_text(encoding="utf-8")
    order = [
        "Key takeaways",
        "The tier now",
        "Why this tier",
        "Recognised for",
        "Must be strengthened",
        "Other remarks",
        "emerging concerns",
        "in numbers",
        "Compared with",
        "Context by others",
        "What follows",
        "In your own words",
        "Method",
    ]
    positions = [html.rindex(f"{words}") for words in order]
    assert positions == sorted(positions)


def test_tables_and_figures_lie_beside_the_page(thailand: Report) -> None:
    names = {path.stem for path in thailand.tables}
    assert {"tier_runs", "possible_next", "base_rate", "others", "sources"} <= names
    for figure in thailand.figures:
        assert figure.with_suffix(".txt").read_text(encoding="utf-8").strip()
        assert figure.read_bytes().startswith(b"\x89PNG")


def test_the_manifest_holds_hashes_of_all_files_and_no_path_or_clock(thailand: Report) -> None:
    from tipanalysis.schema import file_sha256

    manifest = thailand.manifest
    assert manifest["parameters"] == {"country": "THA", "edition": 2023, "peers": "region"}
    for name, digest in manifest["files"].items():
        assert file_sha256(thailand.folder / name) == digest
    text = json.dumps(manifest)
    assert str(thailand.folder) not in text
    assert "time" not in text


def test_the_same_report_elsewhere_has_the_same_bytes(thailand: Report, tmp_path: Path) -> None:
    again = report("THA", edition=2023, out=tmp_path)
    for path in sorted(thailand.folder.rglob("*")):
        if path.is_file():
            other = again.folder / path.relative_to(thailand.folder)
            assert other.read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("country", "edition"), [("Ghana", 2018), ("Somalia", 2010), ("Cuba", 2003)]
)
def test_other_country_editions_have_their_report(
    country: str, edition: int, tmp_path: Path
) -> None:
    made = report(country, edition=edition, out=tmp_path)
    assert f"{country} in the {edition} Trafficking" in made.html.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Tailand"], "Did you mean Thailand"),
        (["Thailand", "--edition", "1999"], "2001 to 2025"),
        (["Montenegro", "--edition", "2003"], "the first that has it is 2007"),
        (["United States", "--edition", "2009"], "the first that has it is 2010"),
        (["Thailand", "-p", "contry=NOR"], "country"),
        (["Thailand", "--peers", "regoin"], "region"),
    ],
)
def test_a_wrong_request_is_one_line_and_writes_nothing(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tipanalysis.cli", "report", *arguments, "--out", "made"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_parameters_are_cast_and_unknown_ones_refused() -> None:
    source = template_path("country_report")
    cast = check_parameters(source, {"edition": np.int64(2018), "country": "GHA"})
    assert cast == {"edition": 2018, "country": "GHA"}
    assert type(cast["edition"]) is int
    with pytest.raises(UnknownParameter, match="country"):
        check_parameters(source, {"contry": "NOR"})
    with pytest.raises(UnknownParameter, match="whole number"):
        check_parameters(source, {"edition": "soon"})


def test_a_failing_cell_leaves_a_draft_and_an_earlier_report_untouched(
    thailand: Report, tmp_path: Path, data: object
) -> None:
    def cell(kind: str, source: str) -> dict[str, object]:
        more = {"execution_count": None, "outputs": []} if kind == "code" else {}
        return {"cell_type": kind, "source": source, "metadata": {}, **more}

    template = tmp_path / "broken.ipynb"
    cells = [cell("markdown", "## The tier"), cell("code", "1 / 0")]
    template.write_text(as_text(canonical({"cells": cells})), encoding="utf-8")
    target = tmp_path / "2023" / "XAA"
    target.mkdir(parents=True)
    (target / "report.html").write_text("an earlier report", encoding="utf-8")
    with pytest.raises(ReportFailed, match=r'"The tier".*ZeroDivisionError'):
        write(template, {}, target, data, "Alandria")  # type: ignore[arg-type]
    assert (target / "report.html").read_text(encoding="utf-8") == "an earlier report"
    assert sorted(path.name for path in target.iterdir()) == [DRAFT, "report.html"]


def test_a_name_from_a_notebook_cannot_leave_its_folder() -> None:
    assert outputs.safe_name("../../etc/passwd") == "etc_passwd"
    assert outputs.safe_name("") == "unnamed"


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(TipError, match="country_report"):
        template_path("country_reprot")
