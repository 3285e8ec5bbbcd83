"""Reports rerun and judged: same, or what differs and which input moved."""

import base64
import copy
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from PIL import Image

from tipanalysis import schema
from tipanalysis.cli.verify import lines
from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import ReportFailed
from tipanalysis.figures.numbers import FIGURE_MIME
from tipanalysis.reports import crate, pixels, run, third_party
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.about import about
from tipanalysis.reports.comparison import comparison
from tipanalysis.reports.differences import notebook_differences
from tipanalysis.reports.given import Place, ReportRefused
from tipanalysis.reports.nbdime_words import nbdime_words
from tipanalysis.reports.page import Pages
from tipanalysis.reports.tidy import as_text
from tipanalysis.reports.verdict_page import page
from tipanalysis.reports.verify import (
    DIFFERS,
    REFUSED,
    SAME_BYTES,
    SAME_WORDS,
    How,
    Verdict,
    verify,
    verify_all,
)
from tipanalysis.schema import file_sha256
from tipanalysis.shown import TABLE_MIME

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "reports" / "2023" / "THA"
ZEROS = "0" * 64
Edit = Callable[[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def thailand(tmp_path_factory: pytest.TempPathFactory) -> run.Report:
    return run.report("THA", edition=2023, out=tmp_path_factory.mktemp("reports"))


@pytest.fixture
def rerun_known(thailand: run.Report, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The rerun gives the real report's notebook, without a kernel; records which code it ran."""
    sources: list[Path] = []
    notebook = nbformat.read(thailand.notebook, as_version=4)

    def execute(source: Path, *_: object, **__: object) -> dict[str, Any]:
        sources.append(source)
        return copy.deepcopy(notebook)

    monkeypatch.setattr(run, "execute", execute)
    yield sources


def forged(
    report: run.Report,
    folder: Path,
    notebook: Edit | None = None,
    manifest: Edit | None = None,
    reseal: bool = True,
) -> Path:
    """A copy of a report, edited; with ``reseal`` its hashes are put right afterwards."""
    shutil.copytree(report.folder, folder)
    path = folder / "report.ipynb"
    content = json.loads((folder / manifests.NAME).read_text(encoding="utf-8"))
    if notebook:
        stored = json.loads(path.read_text(encoding="utf-8"))
        notebook(stored)
        path.write_text(as_text(stored), encoding="utf-8")
        content["template"]["code_sha256"] = manifests.code_sha256(stored)
    if reseal:
        content["files"] = {name: file_sha256(folder / name) for name in content["files"]}
    if manifest:
        manifest(content)
    (folder / manifests.NAME).write_text(manifests.as_text(content), encoding="utf-8")
    (folder / crate.NAME).write_text(crate.as_text(content), encoding="utf-8")
    return folder


def outputs_with(notebook: dict[str, Any], mime: str) -> list[dict[str, Any]]:
    return [
        output["data"]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if mime in output.get("data", {})
    ]


def table(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(
        data[TABLE_MIME]
        for data in outputs_with(notebook, TABLE_MIME)
        if data[TABLE_MIME]["name"] == name
    )


def change_unodc(notebook: dict[str, Any]) -> None:
    table(notebook, "unodc")["rows"][0][2] = "1234567"


def told(verdict: Verdict) -> str:
    return "\n".join(lines(verdict))


def test_the_reference_report_is_verified_right_after_cloning() -> None:
    verdict = verify(REFERENCE)
    assert verdict.verdict == SAME_BYTES, told(verdict)
    assert verdict.exit_status == 0


def test_the_reference_is_small_and_has_no_pixels() -> None:
    files = {p.relative_to(REFERENCE).as_posix() for p in REFERENCE.rglob("*.*")}
    assert {"report.ipynb", "manifest.json", crate.NAME, "tables/tier_runs.csv"} <= files
    text = (REFERENCE / "report.ipynb").read_text(encoding="utf-8")
    assert FIGURE_MIME in text


def test_what_git_keeps_of_reports_is_the_reference() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "reports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    kept = set(listed.stdout.split())
    assert kept
    assert all(name.startswith("reports/2023/THA/") for name in kept)
    assert not [name for name in kept if name.endswith((".png", ".html"))]


def test_a_fresh_report_is_the_same_bytes(thailand: run.Report, rerun_known: list[Path]) -> None:
    verdict = verify(thailand.folder)
    assert (verdict.verdict, verdict.differences) == (SAME_BYTES, ())
    assert verdict.files == len(thailand.manifest["files"])


def test_a_changed_number_is_told_with_its_section_and_row(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    true = table(json.loads(thailand.notebook.read_text(encoding="utf-8")), "unodc")["rows"][0]
    verdict = verify(forged(thailand, tmp_path / "r", change_unodc))
    assert verdict.verdict == DIFFERS
    assert verdict.exit_status == 1
    (one,) = verdict.differences
    assert one.heading == "Context by others"
    assert str(one.change).endswith(f"{true[0]}: 1234567 -> {true[2]}")
    assert "no input that the manifest names has moved" in told(verdict)


def test_a_point_of_a_figure_is_caught_without_its_pixels(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    def move(notebook: dict[str, Any]) -> None:
        axes = outputs_with(notebook, FIGURE_MIME)[0][FIGURE_MIME]["axes"][0]
        axes["bars"][3][1] += 0.001

    verdict = verify(forged(thailand, tmp_path / "r", move))
    assert verdict.verdict == DIFFERS
    assert "figure tier_history, bar 4, y" in told(verdict)


def repaint(data: str, change: Callable[[np.ndarray[Any, Any]], None]) -> str:
    image = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")).copy()
    change(image)
    return base64.b64encode(pixels.encoded(image)).decode()


def test_another_rendering_is_other_pixels_and_another_picture_differs(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    def paint(change: Callable[[np.ndarray[Any, Any]], None]) -> Edit:
        def edit(notebook: dict[str, Any]) -> None:
            data = outputs_with(notebook, "image/png")[0]
            data["image/png"] = repaint("".join(data["image/png"]), change)

        return edit

    def shift(image: np.ndarray[Any, Any]) -> None:
        image[2:] = image[:-2].copy()

    def blot(image: np.ndarray[Any, Any]) -> None:
        image[60:100, 60:100] = 0

    def other_version(content: dict[str, Any]) -> None:
        content["versions"]["matplotlib"] = "3.10.3"

    shifted = verify(forged(thailand, tmp_path / "a", paint(shift), other_version))
    assert shifted.verdict == SAME_WORDS, told(shifted)
    assert shifted.exit_status == 0
    assert "matplotlib: 3.10.3 -> " in told(shifted)
    same_version = verify(forged(thailand, tmp_path / "b", paint(shift)))
    assert same_version.verdict == DIFFERS
    assert "8 is the tolerance" in told(same_version)
    blotted = verify(forged(thailand, tmp_path / "c", paint(blot), other_version))
    assert blotted.verdict == DIFFERS
    assert "40 is the tolerance" in told(blotted)


def test_a_report_without_pixels_is_compared_without_them(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    def strip(notebook: dict[str, Any]) -> None:
        for data in outputs_with(notebook, "image/png"):
            del data["image/png"]

    def drop(content: dict[str, Any]) -> None:
        names = [n for n in content["files"] if n.startswith(("report.html", "figures/"))]
        for name in names:
            del content["files"][name]

    folder = forged(thailand, tmp_path / "r", strip, drop)
    (folder / "report.html").unlink()
    shutil.rmtree(folder / "figures")
    assert verify(folder).verdict == SAME_BYTES


def test_metadata_alone_is_said_to_be_that(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    def clock(notebook: dict[str, Any]) -> None:
        notebook["cells"][3]["metadata"] = {"execution": {"at": "noon"}}

    verdict = verify(forged(thailand, tmp_path / "r", clock))
    assert verdict.verdict == SAME_WORDS
    assert any("pixels are the same too" in note for note in verdict.notes)


def test_code_of_the_report_is_listed_and_never_run(
    thailand: run.Report, tmp_path: Path, rerun_known: list[Path]
) -> None:
    mark = tmp_path / "run"

    def inject(notebook: dict[str, Any]) -> None:
        notebook["cells"][5]["source"] = f"open({str(mark)!r}, 'w').close()"

    verdict = verify(forged(thailand, tmp_path / "r", inject))
    assert verdict.verdict == DIFFERS
    assert any("(cells 6); it was not run" in note for note in verdict.notes)
    assert any(str(move).startswith("template country_report") for move in verdict.moves)
    assert not mark.exists()
    assert rerun_known == [ROOT / "notebooks" / "country_report.ipynb"]


def test_a_manifest_that_lies_is_refused_and_the_cells_still_told(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    verdict = verify(forged(thailand, tmp_path / "r", change_unodc, reseal=False))
    assert verdict.verdict == REFUSED
    assert verdict.exit_status == 2
    assert "report.ipynb is not the file" in verdict.reasons[0]
    assert "1234567 -> " in told(verdict)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda m: m["template"].update(name="../../evil"), "no template"),
        (lambda m: m["parameters"].update(contry="THA"), "contry"),
        (lambda m: m["parameters"].update(country="Tailand"), "Did you mean Thailand"),
        (lambda m: m["parameters"].update(edition=1999), "2001 to 2025"),
        (lambda m: m["parameters"].update(peers="regoin"), "regoin"),
        (lambda m: m["parameters"].update(edition="2023"), "not of the template's kinds"),
    ],
)
def test_what_cannot_be_rerun_is_refused_before_a_kernel_starts(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path, edit: Edit, words: str
) -> None:
    verdict = verify(forged(thailand, tmp_path / "r", manifest=edit))
    assert verdict.verdict == REFUSED
    assert words in told(verdict)
    assert rerun_known == []


def test_a_rerun_that_fails_differs(thailand: run.Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> dict[str, Any]:
        raise ReportFailed('The report failed in the section "Peers": KeyError Draft: x')

    monkeypatch.setattr(run, "execute", fail)
    verdict = verify(thailand.folder)
    assert verdict.verdict == DIFFERS
    assert 'The report failed in the section "Peers": KeyError' in told(verdict)
    assert "which input moved is not known" in told(verdict)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("tables/unodc.csv", "indicator,year\nforged,1\n", "tables/unodc.csv"),
        ("figures/tier_history.txt", "Another title\n", "figures/tier_history.txt"),
        ("report.html", "<main>Tier 1</main>", "report.html"),
    ],
)
def test_a_file_beside_the_notebook_is_compared_too(
    thailand: run.Report,
    rerun_known: list[Path],
    tmp_path: Path,
    name: str,
    text: str,
    words: str,
) -> None:
    folder = forged(thailand, tmp_path / "r")
    (folder / name).write_text(text, encoding="utf-8")
    content = json.loads((folder / manifests.NAME).read_text(encoding="utf-8"))
    content["files"][name] = file_sha256(folder / name)
    (folder / manifests.NAME).write_text(manifests.as_text(content), encoding="utf-8")
    (folder / crate.NAME).write_text(crate.as_text(content), encoding="utf-8")
    verdict = verify(folder)
    assert verdict.verdict == DIFFERS
    assert {one.heading for one in verdict.differences} == {words}


def test_a_script_in_the_page_counts_though_no_word_changed(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    folder = forged(thailand, tmp_path / "r")
    html = (folder / "report.html").read_text(encoding="utf-8")
    evil = html.replace("</body>", "<script>alert(1)</script></body>")
    (folder / "report.html").write_text(evil, encoding="utf-8")
    again = forged(run.Report(folder), tmp_path / "s")
    verdict = verify(again)
    assert verdict.verdict == DIFFERS
    assert "active content that the rerun has not: <script>" in told(verdict)


def sealed(folder: Path, change: Edit | None = None) -> Path:
    """Hashes and RO-Crate put right after the files of a report were edited."""
    content = json.loads((folder / manifests.NAME).read_text(encoding="utf-8"))
    content["files"] = {n: file_sha256(folder / n) for n in content["files"]}
    if change:
        change(content)
    (folder / manifests.NAME).write_text(manifests.as_text(content), encoding="utf-8")
    (folder / crate.NAME).write_text(crate.as_text(content), encoding="utf-8")
    return folder


def edited_page(
    report: run.Report,
    folder: Path,
    change: Callable[[str], str],
    notebook: Edit | None = None,
    manifest: Edit | None = None,
) -> Path:
    forged(report, folder, notebook)
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert change(html) != html
    (folder / "report.html").write_text(change(html), encoding="utf-8")
    return sealed(folder, manifest)


RED = base64.b64encode(pixels.encoded(np.full((300, 900, 3), (255, 0, 0), dtype=np.uint8))).decode()
CSP = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
PAGE_LIES: dict[str, tuple[Callable[[str], str], str]] = {
    "picture": (
        lambda html: re.sub("(png;base64,)[A-Za-z0-9+/=]+", rf"\\g<1>{RED}", html, count=1),
        "report.html: picture 1: its pixels -> another picture",
    ),
    "style": (
        lambda html: html.replace("</head>", "<style>p{display:none}</style></head>", 1),
        "p{display:none}",
    ),
    "banner": (
        lambda html: html.replace("<main", "<p>Corrected: Tier 3</p><main", 1),
        "report.html: outside the report: ",
    ),
    "policy": (lambda html: CSP.sub("", html), "report.html: its head: "),
    "refresh": (
        lambda html: CSP.sub('<meta http-equiv="refresh" content="0;url=http://x.example/">', html),
        "refresh",
    ),
    "beacon": (
        lambda html: html.replace("</style>", "i{background:url(http://x.example/)}</style>", 1),
        "x.example",
    ),
    "class": (
        lambda html: re.sub("(?s)(<main.*?<p)>", r'\1 class="tip">', html, count=1),
        "its markup: ",
    ),
    "word": (lambda html: html.replace("Tier 2", "Tier 1", 1), "Tier 1"),
}


@pytest.mark.parametrize("lie", PAGE_LIES)
@pytest.mark.parametrize("elsewhere", [False, True], ids=["alone", "behind a cell"])
def test_whatever_was_changed_in_the_page_is_told(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path, lie: str, elsewhere: bool
) -> None:
    change, words = PAGE_LIES[lie]
    cell = change_unodc if elsewhere else None
    verdict = verify(edited_page(thailand, tmp_path / "r", change, cell))
    assert verdict.verdict == DIFFERS
    page_lines = [line for line in told(verdict).splitlines() if "report.html" in line]
    assert any(words in line for line in page_lines), told(verdict)
    assert ("1234567 -> " in told(verdict)) == elsewhere


def test_a_page_that_follows_from_a_changed_cell_is_not_told_twice(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    folder = forged(thailand, tmp_path / "r", change_unodc)
    stored = nbformat.read(folder / "report.ipynb", as_version=4)
    for data in outputs_with(stored, TABLE_MIME):
        if data[TABLE_MIME]["name"] == "unodc":
            data["text/html"] = "<p>1234567</p>"
    (folder / "report.ipynb").write_text(as_text(stored), encoding="utf-8")
    loaded = load()
    parameters = thailand.manifest["parameters"]
    html = Pages().html(stored, "Thailand 2023", about(loaded, parameters))
    (folder / "report.html").write_text(html, encoding="utf-8")
    verdict = verify(sealed(folder))
    assert verdict.verdict == DIFFERS
    assert "1234567" in told(verdict)
    assert not [one for one in verdict.differences if one.heading == "report.html"]


def test_a_page_of_another_version_is_told_apart_and_not_accused(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    def other(content: dict[str, Any]) -> None:
        content["versions"]["nbconvert"] = "6.0.0"

    change, _ = PAGE_LIES["class"]
    verdict = verify(edited_page(thailand, tmp_path / "r", change, manifest=other))
    assert verdict.verdict == DIFFERS
    assert "may be what another tipanalysis or nbconvert makes" in told(verdict)
    assert "nbconvert: 6.0.0 -> " in told(verdict)
    assert "was changed after it was made" not in told(verdict)


@pytest.mark.parametrize("name", ["report.html", "tables/unodc.csv", "notes.txt"])
def test_no_file_goes_without_being_vouched_for(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path, name: str
) -> None:
    folder = forged(thailand, tmp_path / "r")
    (folder / name).write_text("<h1>Tier 3</h1>", encoding="utf-8")
    verdict = verify(sealed(folder, lambda m: m["files"].pop(name, None)))
    assert verdict.verdict == DIFFERS
    assert f"{name}: a file that the manifest does not vouch for" in told(verdict)


def test_a_true_file_that_is_not_vouched_for_is_not_the_same_bytes(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    folder = forged(thailand, tmp_path / "r")
    verdict = verify(sealed(folder, lambda m: m["files"].pop("report.html")))
    assert verdict.verdict == SAME_WORDS
    assert "does not vouch for -> the same as the rerun writes" in told(verdict)


def test_a_description_that_says_something_else_differs_and_none_is_named(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    folder = forged(thailand, tmp_path / "r")
    content = json.loads((folder / crate.NAME).read_text(encoding="utf-8"))
    root = next(one for one in content["@graph"] if one["@id"] == "./")
    root["description"] = "Thailand is on Tier 3."
    (folder / crate.NAME).write_text(json.dumps(content), encoding="utf-8")
    verdict = verify(folder)
    assert verdict.verdict == DIFFERS
    assert "Thailand is on Tier 3." in told(verdict)
    (folder / crate.NAME).unlink()
    verdict = verify(folder)
    assert verdict.verdict == SAME_WORDS
    assert f"{crate.NAME}: not in the report" in told(verdict)


def test_the_hashes_take_milliseconds_and_the_words_say_so(
    thailand: run.Report, rerun_known: list[Path]
) -> None:
    verdict = verify(thailand.folder)
    assert 0 < verdict.hashing < 0.5
    assert re.search(r"as the manifest says \(\d+ ms\); rerun: ", told(verdict))


def test_a_report_that_compares_countries_is_the_same_bytes(tmp_path: Path) -> None:
    made = comparison("THA,KHM", edition=2018, out=tmp_path)
    assert verify(made.folder).verdict == SAME_BYTES


def test_a_changed_heading_is_words_and_not_code(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    def rename(notebook: dict[str, Any]) -> None:
        cell = next(c for c in notebook["cells"] if c["cell_type"] == "markdown")
        cell["source"] = "## Another heading"

    verdict = verify(forged(thailand, tmp_path / "r", rename))
    assert verdict.verdict == DIFFERS
    assert "## Another heading -> " in told(verdict)
    assert not any("code" in note for note in verdict.notes)


def moved_data(data: Dataset, folder: Path) -> Path:
    """A data folder where Thailand's tier of 2014 is another, in a release of its own."""
    shutil.copytree(data.folder, folder)
    path = folder / "placements.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, row in enumerate(rows) if row.startswith("THA,2014,"))
    assert "Tier 3" in rows[at]
    rows[at] = rows[at].replace("Tier 3", "Tier 2 Watch List")
    path.write_text("".join(rows), encoding="utf-8")
    schema.seal(folder)
    return folder


def test_a_newer_data_release_is_told_by_finding_and_row(
    thailand: run.Report, data: Dataset, tmp_path: Path
) -> None:
    newer = moved_data(data, tmp_path / "newer")
    verdict = verify(thailand.folder, data=newer, before=data.folder)
    assert verdict.verdict == DIFFERS
    (move,) = verdict.moves
    assert move.what == "table placements"
    assert len(move.rows) == 1
    assert "2014" in move.rows[0]
    assert move.rows[0].endswith("Tier 3 -> Tier 2 Watch List")
    assert "The tier now and its path" in {one.heading for one in verdict.differences}


def test_nbval_agrees_and_sees_what_only_a_table_or_a_figure_stores(
    thailand: run.Report, tmp_path: Path
) -> None:
    numbers = []

    def edit(notebook: dict[str, Any]) -> None:
        figure = outputs_with(notebook, FIGURE_MIME)[0]
        figure[FIGURE_MIME]["axes"][0]["bars"][0][3] += 0.001
        change_unodc(notebook)
        for number, cell in enumerate(notebook["cells"], start=1):
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                if data.get(FIGURE_MIME) is figure[FIGURE_MIME]:
                    numbers.append(number)
                if data.get(TABLE_MIME, {}).get("name") == "unodc":
                    numbers.append(number)

    folder = forged(thailand, tmp_path / "r", edit)
    verdict = verify(folder, nbval=True)
    assert verdict.nbval is not None
    assert verdict.nbval.failed == tuple(numbers)
    assert len(numbers) == 2
    assert verdict.nbval.agrees
    assert verdict.exit_status == 1


def test_the_command_says_it_in_words_and_writes_a_page(
    thailand: run.Report, tmp_path: Path
) -> None:
    forged(thailand, tmp_path / "many" / "a", change_unodc)
    shutil.copytree(thailand.folder, tmp_path / "many" / "b")
    archive = shutil.make_archive(str(tmp_path / "many"), "zip", tmp_path / "many")
    command = [sys.executable, "-m", "tipanalysis.cli", "verify", archive, "--html", "out.html"]
    done = subprocess.run(
        [*command, "--jobs", "2"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert ":a: differs" in done.stdout
    assert ":b: same bytes" in done.stdout
    assert "1234567 -> " in done.stdout
    assert "2 reports: " in done.stdout
    assert "Traceback" not in done.stderr
    assert "1234567" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["many", "many.zip", "out.html"]


def test_the_command_refuses_with_status_2(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "manifest.json").write_text("[\x1b[31m", encoding="utf-8")
    command = [sys.executable, "-m", "tipanalysis.cli", "verify", "r"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "refused" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--html", "r"], "--html names the file to write"), (["--jobs", "0"], "'--jobs'")],
)
def test_the_command_refuses_options_that_cannot_be_before_it_runs(
    tmp_path: Path, options: list[str], words: str
) -> None:
    (tmp_path / "r").mkdir()
    command = [sys.executable, "-m", "tipanalysis.cli", "verify", str(REFERENCE), *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "same bytes" not in done.stdout


class Tags(HTMLParser):
    """Tags of a page and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.fetched: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.fetched += [str(value)[:22] for name, value in attrs if name in ("src", "href")]


def test_what_others_wrote_is_escaped_in_page_and_terminal(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    evil = "</td><script>alert(1)</script><svg onload=alert(1)>\x1b[2J\u202e[bold]"

    def inject(notebook: dict[str, Any]) -> None:
        table(notebook, "unodc")["rows"][0][0] = evil
        notebook["cells"][4]["source"] = f"## {evil}"
        notebook["cells"].append(
            {"cell_type": "markdown", "id": "evil", "metadata": {}, "source": evil}
        )
        outputs_with(notebook, FIGURE_MIME)[0][FIGURE_MIME]["title"] = evil

    verdict = verify(forged(thailand, tmp_path / evil.replace("/", "")[:30], inject))
    assert verdict.verdict == DIFFERS
    assert evil[:20] in told(verdict)
    html = Tags(page([verdict, verdict]))
    assert not html.tags & {"script", "svg", "iframe", "object"}
    assert html.handlers == []
    assert all(link.startswith(("data:image/png;base64,", "#report-")) for link in html.fetched)
    assert not set(page([verdict])) & {"\x1b", "\u202e"}


def test_pictures_of_others_are_drawn_anew(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    def hide(notebook: dict[str, Any]) -> None:
        figure = outputs_with(notebook, "image/png")[0]
        raw = base64.b64decode("".join(figure["image/png"])) + b"<script>hidden</script>"
        figure["image/png"] = base64.b64encode(raw).decode()

    verdict = verify(forged(thailand, tmp_path / "r", hide))
    assert verdict.verdict == SAME_WORDS
    assert "the same pixels, other bytes" in told(verdict)
    pictures = [
        base64.b64decode(part.split('"')[0])
        for part in page([verdict]).split("data:image/png;base64,")[1:]
    ]
    assert len(pictures) == 3
    assert not any(b"hidden" in picture for picture in pictures)


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"GIF89a" + b"\x00" * 50, b"<svg/>"])
def test_what_is_no_png_is_no_picture(data: bytes) -> None:
    assert pixels.picture(data) is None
    assert not pixels.compare(data, data, same_code=False).same
    assert pixels.difference(data, data) is None


def test_a_picture_that_unpacks_to_too_much_is_not_decoded() -> None:
    made = io.BytesIO()
    Image.new("1", (9000, 9000)).save(made, format="PNG")
    assert len(made.getvalue()) < 50_000
    assert pixels.picture(made.getvalue()) is None


def test_nbdime_tells_the_difference_too(thailand: run.Report) -> None:
    old = json.loads(thailand.notebook.read_text(encoding="utf-8"))
    new = copy.deepcopy(old)
    change_unodc(new)
    words = nbdime_words(old, new)
    assert "1234567" in words
    assert "\x1b" not in words
    changed = [line for line in words.splitlines() if line.startswith(("-rows", "+rows"))]
    assert len(changed) == 2, words
    assert len(words.splitlines()) < 30


def test_many_are_verified_and_one_bad_one_stops_none(
    thailand: run.Report, rerun_known: list[Path], tmp_path: Path
) -> None:
    places = [Place(tmp_path / "nowhere"), Place(thailand.folder)]
    verdicts = list(verify_all(places, How(), workers=1))
    assert [verdict.verdict for verdict in verdicts] == [REFUSED, SAME_BYTES]


def test_one_report_is_asked_for_and_two_are_there(thailand: run.Report, tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copytree(thailand.folder, tmp_path / name)
    with pytest.raises(ReportRefused, match="2 reports"):
        verify(tmp_path)


def test_without_the_earlier_data_the_rows_are_told_from_what_the_report_read(
    thailand: run.Report, data: Dataset, rerun_known: list[Path], tmp_path: Path
) -> None:
    newer = moved_data(data, tmp_path / "newer")
    (move,) = verify(thailand.folder, data=newer).moves
    assert move.what == "table placements"
    assert move.rows
    assert all(row.startswith("rows ") for row in move.rows[:-1])
    assert "--before" in move.rows[-1]
    (unread,) = moves_of_an_unread_row(thailand, data, tmp_path / "unread")
    assert unread.rows == ("nothing that the report reads of it changed",)


def moves_of_an_unread_row(report: run.Report, data: Dataset, folder: Path) -> tuple[Any, ...]:
    shutil.copytree(data.folder, folder)
    path = folder / "unodc.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith("AFG,2013,")]
    assert len(kept) < len(rows)
    path.write_text("".join(kept), encoding="utf-8")
    schema.seal(folder)
    return verify(report.folder, data=folder).moves


@pytest.mark.parametrize(
    "reads",
    [
        {"placements?iso3=THA#no_such_column": ZEROS[:16]},
        {"placements?no_such=THA": ZEROS[:16]},
        {"../../x?a=b": "", "?": "", "#": "", "placements#,,,": "", "%00": ""},
    ],
)
def test_reads_that_are_nonsense_stop_nothing(
    thailand: run.Report,
    data: Dataset,
    rerun_known: list[Path],
    tmp_path: Path,
    reads: dict[str, str],
) -> None:
    folder = forged(thailand, tmp_path / "r", manifest=lambda m: m.update(reads=reads))
    assert verify(folder, data=moved_data(data, tmp_path / "newer")).moves


@pytest.mark.parametrize(("good", "agrees"), [([True], False), ([False], True)])
def test_nbval_agrees_only_if_it_sees_the_same_cells(
    monkeypatch: pytest.MonkeyPatch, good: list[bool], agrees: bool
) -> None:
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": "show()",
        "execution_count": 1,
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "466"}],
    }
    other = {**cell, "outputs": [{"output_type": "stream", "name": "stdout", "text": "467"}]}
    ran: list[dict[str, Any]] = []

    def answer(notebook: dict[str, Any], data: Path) -> list[bool]:
        ran.append(notebook)
        return good

    monkeypatch.setattr(third_party, "run_nbval", answer)
    given, rerun = {"cells": [{**cell, "source": "evil()"}]}, {"cells": [other]}
    found = [one for one in notebook_differences(given, rerun) if one.kind == "words"]
    told = third_party.nbval(given, rerun, found, ROOT)
    assert told.agrees == agrees
    (only,) = ran[0]["cells"]
    assert (only["source"], only["outputs"]) == ("show()", cell["outputs"])
