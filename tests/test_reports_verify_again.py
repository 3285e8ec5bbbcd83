"""The same report twice, in other surroundings: the same bytes."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[1]
#: Moves the clock that Python programs read, here and in the kernels, by 400 days. The classes of
#: `datetime` are compiled into pandas and stay: today's date is looked for in the report instead.
LATER = """
import time
AHEAD = 400 * 86400
now, now_ns, local, universal = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: now() + AHEAD
time.time_ns = lambda: now_ns() + AHEAD * 10**9
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: universal(time.time() if seconds is None else seconds)
"""
SURROUNDINGS = {
    "here": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    "a folder/with a blank": {
        "TZ": "America/Anchorage",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4242",
        "MPLBACKEND": "pdf",
        "COLUMNS": "40",
    },
}


def made_in(folder: Path, later: bool, **environment: str) -> dict[str, bytes]:
    """The files of one report, made in a folder with an environment of its own."""
    folder.mkdir(parents=True)
    paths = [str(ROOT)]
    if later:
        (folder / "clock").mkdir()
        (folder / "clock" / "sitecustomize.py").write_text(LATER, encoding="utf-8")
        paths.insert(0, str(folder / "clock"))
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHON"))}
    kept |= {**environment, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "tipanalysis.cli", "report", "Ghana", "--edition", "2018"]
    done = subprocess.run(
        [*command, "--out", "made"],
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = folder / "made" / "2018" / "GHA"
    return {
        path.relative_to(report).as_posix(): path.read_bytes()
        for path in sorted(report.rglob("*"))
        if path.is_file()
    }


def test_the_same_report_has_the_same_bytes_everywhere_and_at_any_time(tmp_path: Path) -> None:
    first, second = (
        made_in(tmp_path / name, later=bool(number), **environment)
        for number, (name, environment) in enumerate(SURROUNDINGS.items())
    )
    assert set(first) == set(second)
    assert {"report.ipynb", "report.html", "manifest.json", "ro-crate-metadata.json"} <= set(first)
    assert [name for name in first if first[name] != second[name]] == []
    today = datetime.datetime.now(datetime.UTC).date()
    in_data = b"".join(path.read_bytes() for path in (ROOT / "data").iterdir())
    for day in (f"{today:%Y-%m-%d}", f"{today:%d %B %Y}", f"{today:%Y%m%d}"):
        if day.encode() not in in_data:
            assert [name for name in first if day.encode() in first[name]] == []


def test_the_clock_of_this_test_does_move(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    code = "import time; print(time.time(), time.mktime(time.localtime()))"
    times = []
    for path in ("", str(tmp_path)):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        )
        times.append([float(word) for word in done.stdout.split()])
    assert all(later - now > 399 * 86400 for now, later in zip(*times, strict=True))
