"""The same report twice, in other surroundings: the same bytes."""

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

ROOT = Path(__file__).parents[1]
#: faketime moves the clock of a programme and of all that it starts, for Python's `datetime` and
#: for compiled code alike: here by 400 days.
FAKETIME = shutil.which("faketime")
LATER = [str(FAKETIME), "-m", "-f", "+400d"]
TURKISH = "tr_TR.UTF-8"  # a comma in 1,5, a day called Salı, and another upper case of i
CLOCKS = """
import datetime, subprocess, sys, time
import pandas as pd
print(time.time())
print(time.mktime(time.localtime()))
print(datetime.datetime.now().timestamp())
print(pd.Timestamp.now(tz="UTC").timestamp())
code = "import datetime; print(datetime.datetime.now().timestamp())"
print(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
"""


@pytest.fixture(scope="module")
def turkish(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the C library speaks Turkish."""
    folder = tmp_path_factory.mktemp("locales")
    localedef = shutil.which("localedef")
    if localedef:
        command = [localedef, "-i", "tr_TR", "-f", "UTF-8", folder / TURKISH]
        subprocess.run(command, capture_output=True, check=False)
    found = {"LOCPATH": str(folder)} if (folder / TURKISH).exists() else {}
    return {**found, "LC_ALL": TURKISH, "LANG": TURKISH}


def ran(
    arguments: list[str], folder: Path, environment: Mapping[str, str], later: bool = False
) -> str:
    """What Python prints in a folder with an environment of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHON"))}
    done = subprocess.run(
        [*(LATER if later else []), sys.executable, *arguments],
        cwd=folder,
        env={**kept, **environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def made_in(folder: Path, later: bool, **environment: str) -> dict[str, bytes]:
    """The files of one report, made in a folder with an environment of its own."""
    folder.mkdir(parents=True)
    command = ["-m", "tipanalysis.cli", "report", "Ghana", "--edition", "2018", "--out", "made"]
    ran(command, folder, environment, later)
    report = folder / "made" / "2018" / "GHA"
    return {
        path.relative_to(report).as_posix(): path.read_bytes()
        for path in sorted(report.rglob("*"))
        if path.is_file()
    }


def spelled(day: datetime.date) -> list[str]:
    """A day as programs write it."""
    return [f"{day:{form}}" for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d", "%d.%m.%Y")]


def test_the_same_report_has_the_same_bytes_everywhere_and_at_any_time(
    tmp_path: Path, turkish: dict[str, str]
) -> None:
    first = made_in(
        tmp_path / "here", later=False, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1"
    )
    elsewhere = {"PYTHONHASHSEED": "4242", "MPLBACKEND": "pdf", "COLUMNS": "40", **turkish}
    second = made_in(
        tmp_path / "a folder" / "with a blank, à l'écart",
        later=FAKETIME is not None,
        TZ="America/Anchorage",
        **elsewhere,
    )
    assert set(first) == set(second)
    assert {"report.ipynb", "report.html", "manifest.json", "ro-crate-metadata.json"} <= set(first)
    assert [name for name in first if first[name] != second[name]] == []
    now = datetime.datetime.now(datetime.UTC).date()
    in_data = b"".join(path.read_bytes() for path in (ROOT / "data").iterdir())
    days = [now + datetime.timedelta(days) for days in (-1, 0, 1, 399, 400, 401)]
    for day in (words.encode() for one in days for words in spelled(one)):
        if day not in in_data:
            assert [name for name in first if day in first[name] or day in second[name]] == []


@pytest.mark.skipif(FAKETIME is None, reason="no faketime here (Debian: apt-get install faketime)")
def test_the_clock_of_this_test_does_move(tmp_path: Path) -> None:
    now, later = (
        [float(word) for word in ran(["-c", CLOCKS], tmp_path, {}, moved).split()]
        for moved in (False, True)
    )
    assert len(now) == 5
    assert all(b - a > 399 * 86400 for a, b in zip(now, later, strict=True))


def test_the_locale_of_this_test_is_spoken(tmp_path: Path, turkish: dict[str, str]) -> None:
    if "LOCPATH" not in turkish:
        pytest.skip("no Turkish locale to be made here (Debian: apt-get install locales)")
    code = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.str(1.5))"
    assert ran(["-c", code], tmp_path, turkish).strip() == "1,5"
