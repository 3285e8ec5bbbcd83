"""`tipanalysis narratives` from the command line, on an imaginary edition."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree

import pytest

from tipanalysis.dataset import load
from tipanalysis.narratives.practice import Practice, practice
from tipanalysis.narratives.store import read_narrative

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return practice(tmp_path_factory.mktemp("practice"))


def run(home: Practice, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "TIPANALYSIS_NARRATIVES": str(home.data.parent / "store"),
        "TIPANALYSIS_DATA": str(home.data),
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "200",
    }
    command = [sys.executable, "-m", "tipanalysis.cli", "narratives", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=300
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_verb_has_help_with_an_example(home: Practice) -> None:
    for verb in ("fetch", "read", "code", "diff", "words"):
        done = run(home, verb, "--help")
        assert done.returncode == 0
        assert f"tipanalysis narratives {verb}" in done.stdout


def test_a_keeper_goes_from_pages_to_words(home: Practice, tmp_path: Path) -> None:
    before = snapshot(home.data)
    pages = str(home.pages)
    read = run(home, "read", pages, "--edition", "2024")
    assert (read.returncode, read.stderr) == (0, "")
    assert "2 narratives of the 2024 edition" in read.stdout
    out = tmp_path / "coded"
    code = run(home, "code", "--edition", "2024", "--out", str(out))
    assert code.returncode == 0
    assert "2 countries; 2 placements" in code.stdout
    assert {path.name for path in out.iterdir()} >= {
        "statistics.csv",
        "coverage.csv",
        "uncoded.csv",
    }
    diff = run(home, "diff", "--edition", "2024", "--country", "Alandria")
    assert diff.returncode == 0
    assert "statistics, added: convictions (total, persons): 12" in diff.stdout
    assert snapshot(home.data) == before
    applied = run(home, "code", pages, "--edition", "2024", "--apply")
    assert applied.returncode == 0
    assert "Applied: placements" in applied.stdout
    assert load(home.data).profile("Alandria", 2024).tier == "Tier 2"
    again = run(home, "diff", "--edition", "2024")
    assert again.stdout.strip() == "The data would stay the same."
    less = copytree(home.data, tmp_path / "data")
    lines = (less / "statistics.csv").read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("XAA,2024,1,")]
    (less / "statistics.csv").write_text("".join(kept))
    for country, told in (
        ("Alandria", "statistics: 1 added, 1 country"),
        ("Borduria", "The data on Borduria would stay the same."),
    ):
        where = ["--edition", "2024", "--country", country, "--data", str(less)]
        assert run(home, "diff", *where).stdout.splitlines()[-1] == told
    words = run(home, "words", "Alandria", "--edition", "2024", "--table", "statistics", "--n", "1")
    assert words.returncode == 0
    assert "convicted 12 traffickers" in words.stdout


def test_each_bad_file_is_a_line_and_the_rest_goes_on(home: Practice, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in home.pages.iterdir():
        (folder / page.name).write_bytes(page.read_bytes())
    (folder / "empty.html").write_text("")
    (folder / "letter.txt").write_text("Dear aunt, the weather is fine.")
    (folder / "atlantis.html").write_text(
        (folder / "borduria.html")
        .read_text()
        .replace("orduria", "tlantis")
        .replace("ORDURIA", "TLANTIS")
    )
    before = snapshot(home.data)
    done = run(home, "code", str(folder), "--edition", "2024", "--out", str(tmp_path / "coded"))
    assert done.returncode == 1
    for name in ("empty.html", "letter.txt", "atlantis.html"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert "2 countries; 2 placements" in done.stdout
    assert snapshot(home.data) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["code", "--edition", "2023"], "No narrative of the 2023 edition"),
        (["words", "Atlantis", "--edition", "2024"], "Atlantis"),
        (["words", "Alandria", "--edition", "2024", "--table", "finding"], "findings"),
        (["words", "Alandria", "--edition", "2023"], "no such row"),
    ],
)
def test_what_cannot_be_met_is_said_with_status_two(
    home: Practice, arguments: list[str], words: str
) -> None:
    done = run(home, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_data_folder_is_no_folder_for_output(home: Practice) -> None:
    before = snapshot(home.data)
    done = run(home, "code", str(home.pages), "--edition", "2024", "--out", str(home.data))
    assert done.returncode == 2
    assert snapshot(home.data) == before


@pytest.fixture
def site(home: Practice) -> Iterator[str]:
    """A site on loopback that has one page and misses the others."""
    page = (home.pages / "alandria.html").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/reports/2024-trafficking-in-persons-report/alandria/"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page if found else b"<html>not here</html>")

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pages_are_fetched_and_read_into_the_store(
    home: Practice, site: str, tmp_path: Path
) -> None:
    options = ["--site", site, "--pause", "0", "--store", str(tmp_path)]
    done = run(home, "fetch", "--edition", "2024", "--country", "Alandria", *options)
    assert done.returncode == 0, done.stderr
    assert "1 fetched" in done.stdout
    assert "1 narrative of the 2024 edition" in done.stdout
    assert read_narrative("XAA", 2024, tmp_path).heading == "ALANDRIA (Tier 2)"
    assert not (tmp_path / "2024" / "XBB.json").exists()


def test_nothing_at_the_source_is_a_fault(home: Practice, tmp_path: Path) -> None:
    done = run(home, "code", str(tmp_path / "nowhere"), "--edition", "2024")
    assert done.returncode == 1
    assert "nowhere" in done.stderr
