"""Everything that the README and the documentation tell a reader to type does what they say."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
#: What is tested elsewhere (servers, networks) or stands for something of the reader's own.
ELSEWHERE = ("pip install", "dask ", "voila ", "make lab", "narratives fetch", "narratives read",
             "narratives diff", "narratives code", "--scheduler", "my-article", "OTHER/data",
             "TEXTS", "batch --edition 2023\n")  # fmt: skip


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (path.name, text)
        for path in PAGES
        for kind, text in BLOCK.findall(path.read_text(encoding="utf-8"))
        if kind == language
    ]


def lines(start: str) -> list[str]:
    found = [
        line
        for _, text in blocks("")
        for line in text.splitlines()
        if line.startswith(start) and not any(part in f"{line}\n" for part in ELSEWHERE)
    ]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("page", "code"), blocks("python"), ids=lambda text: str(text)[:12])
def test_python_in_the_pages_runs(page: str, code: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", f"import matplotlib\nmatplotlib.use('Agg')\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, f"{page}: {done.stderr}"


def test_what_needs_an_extra_stands_after_the_line_that_installs_it() -> None:
    needs = {
        "export --to xlsx": "export",
        "export --to parquet": "export",
        "--scheduler": "cluster",
    }
    seen = set()
    for path in PAGES:
        whole = path.read_text(encoding="utf-8")
        for block in BLOCK.finditer(whole):
            for line in block[2].splitlines():
                for words, extra in needs.items():
                    if words in line:
                        told = " ".join(whole[: whole.index(line)].split())
                        assert f"pip install 'tipanalysis[{extra}]'" in told, f"{path.name}: {line}"
                        seen.add((path.name, extra))
    assert {("README.md", "export"), ("README.md", "cluster")} <= seen


def test_every_extra_that_is_named_can_be_installed() -> None:
    known = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "optional-dependencies"
        ]
    )
    texts = [*PAGES, *sorted((ROOT / "tipanalysis").rglob("*.py"))]
    named = {
        extra
        for path in texts
        for extra in re.findall(r"tipanalysis\[(\w+)\]", path.read_text(encoding="utf-8"))
    }
    assert {"export", "pdf", "cluster", "narratives", "review"} <= named <= known


def test_make_knows_every_target_that_is_named() -> None:
    words = [line for _, text in blocks("") for line in text.splitlines()]
    for path in PAGES:
        words += re.findall(r"`(make [^`]+)`", path.read_text(encoding="utf-8"))
    named = {line.split()[1] for line in words if line.startswith("make ")}
    assert {"report", "lab", "test", "verify", "check", "reference", "docs", "batch"} <= named
    for target in named:
        done = subprocess.run(
            ["make", "-n", target], capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.journey
def test_every_command_in_the_pages_succeeds(tmp_path: Path) -> None:
    commands = lines("tipanalysis ")
    assert len(commands) > 8
    made = [line for line in commands if " verify " not in line]
    for line in [*made, *(line for line in commands if " verify " in line)]:
        words = [sys.executable, "-m", "tipanalysis.cli", *shlex.split(line)[1:]]
        if "batch" in words:
            words += ["--countries", "THA,KHM"]
            words = [word for word in words if word not in ("--region", "EAP", "--all-editions")]
        done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert (tmp_path / "reports" / "2023" / "THA" / "report.html").exists()
    assert (tmp_path / "reports" / "index.html").exists()
    assert (tmp_path / "exported" / "tipanalysis.xlsx").exists()


def test_every_file_that_the_pages_link_to_is_there() -> None:
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_picture_is_small_enough_to_load() -> None:
    assert 10_000 < (ROOT / "docs" / "report.png").stat().st_size < 150_000
