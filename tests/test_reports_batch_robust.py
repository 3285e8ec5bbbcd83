"""Whatever ends a batch: nothing half-written, nobody left behind, and the next run carries on."""

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import nbformat
import pytest

from tipanalysis.reports import places, pool, site
from tipanalysis.reports.batch import batch
from tipanalysis.reports.forked import can_fork
from tipanalysis.reports.locks import LOCK, FolderHeld, folder_held, held
from tipanalysis.schema import file_sha256

pytestmark = pytest.mark.skipif(
    not (can_fork() and Path("/proc/self/environ").exists()), reason="needs forkserver and /proc"
)
CODES = ("ALB", "BEL", "CAN", "DNK", "EGY", "FRA", "GHA", "HUN")


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a small notebook in the place of the country report."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setenv("TIPANALYSIS_NOTEBOOKS", str(folder))
    monkeypatch.setenv("TIPANALYSIS_TEST_MARK", str(tmp_path))

    def write(source: str) -> None:
        parameters = 'country: str = "THA"\nedition: int = 2023\npeers: str = "region"\n'
        cells = [
            nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(
                "import os, time; from pathlib import Path\n"
                "import tipanalysis as tip\ndata = tip.load()\ndata.country(country)"
            ),
            nbformat.v4.new_markdown_cell("## The heart"),
            nbformat.v4.new_code_cell(source),
        ]
        kernel = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(notebook, folder / "country_report.ipynb")

    return write


@pytest.fixture
def nobody_left(tmp_path: Path) -> Iterator[None]:
    """After the test, no process that began in it is alive."""
    yield
    wait_until(lambda: not running(tmp_path), 15)


def running(mark: Path) -> list[int]:
    """Processes of this test besides the test itself and its resource tracker."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            tracker = b"resource_tracker" in (folder / "cmdline").read_bytes()
        except OSError:
            continue
        ours = f"TIPANALYSIS_TEST_MARK={mark}".encode() in environment
        if ours and state != "Z" and not tracker and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def wait_until(true: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def hear_signals() -> None:
    """In the child: what a background job or nohup told the tests to ignore is heard again."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def start(out: Path, *more: str, **keywords: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tipanalysis.cli", "batch", "--edition", "2023", "--json"]
    command += ["--countries", ",".join(CODES), "--out", str(out), "--jobs", "2", *more]
    keywords.setdefault("preexec_fn", hear_signals)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **keywords)


def finish(process: subprocess.Popen[str]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    lines = [json.loads(line) for line in process.communicate(timeout=120)[0].splitlines()]
    return lines[:-1], lines[-1]


def all_whole(out: Path) -> set[str]:
    """The reports in place; each has all the files of its manifest, and nothing lies about."""
    for path in out.rglob("*"):
        assert ".building-" not in str(path)
        assert not path.name.endswith(".part")
    found = set()
    for manifest in out.glob("*/*/manifest.json"):
        for name, digest in json.loads(manifest.read_text(encoding="utf-8"))["files"].items():
            assert file_sha256(manifest.parent / name) == digest
        found.add(manifest.parent.name)
    return found


def test_one_failing_report_never_stops_the_rest(
    template: Callable[[str], None], tmp_path: Path, nobody_left: None
) -> None:
    template('assert country != "CAN", "no maple"')
    out = tmp_path / "out"
    process = start(out)
    reports, tally = finish(process)
    assert process.returncode == 1
    assert (tally["built"], tally["failed"]) == (7, 1)
    (failed,) = [report for report in reports if report["status"] == "failed"]
    assert failed["report"] == "CAN"
    assert '"The heart"' in failed["message"]
    assert "no maple" in failed["message"]
    assert [path.name for path in (out / "2023" / "CAN").iterdir()] == ["report.draft.ipynb"]
    assert all_whole(out) == set(CODES) - {"CAN"}
    template("0")
    again = batch([2023], CODES, out=out)
    assert again.complete
    assert again.count("built") == 8  # the template is another
    assert not (out / "2023" / "CAN" / "report.draft.ipynb").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_nothing_half_done(
    how: signal.Signals, template: Callable[[str], None], tmp_path: Path, nobody_left: None
) -> None:
    template("time.sleep(0.4 if country < 'D' else 100)")
    out = tmp_path / "out"
    process = start(out, env={**os.environ, "TMPDIR": str(short(tmp_path))})
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    assert first["status"] == "built"
    wait_until(lambda: len(list(out.glob("*/.building-*"))) == 2, 30)
    process.send_signal(how)
    process.wait(timeout=30)
    wait_until(lambda: not running(tmp_path), 15)
    if how == signal.SIGKILL:
        assert len(list(out.glob("*/.building-*"))) > 0
    else:
        assert process.returncode == 130
        assert json.loads(process.stdout.read().splitlines()[-1])["stopped"] != ""
        assert first["report"] in all_whole(out)
        assert list(short(tmp_path).iterdir()) == []
    there = {path.parent.name for path in out.glob("*/*/manifest.json")}
    process.stdout.close()
    (tmp_path / "notebooks" / "country_report.ipynb").write_text(
        (tmp_path / "notebooks" / "country_report.ipynb").read_text().replace("100", "0.1")
    )
    tally = batch([2023], CODES, out=out)
    assert tally.complete
    assert there <= all_whole(out) == set(CODES)
    shutil.rmtree(short(tmp_path), ignore_errors=True)


def short(tmp_path: Path) -> Path:
    """A temporary folder with a path short enough for sockets."""
    folder = Path("/tmp") / f"tt{abs(hash(tmp_path)) % 10**6}"
    folder.mkdir(exist_ok=True)
    return folder


def test_a_killed_workers_report_is_made_by_another(
    template: Callable[[str], None], tmp_path: Path, nobody_left: None
) -> None:
    template("time.sleep(1.5)")
    out = tmp_path / "out"
    process = start(out)
    wait_until(lambda: len(list(out.glob("*/.building-*/*"))) >= 2, 30)
    workers = {
        int((folder / ".held").read_text().split()[1]) for folder in out.glob("*/.building-*")
    }
    os.kill(workers.pop(), signal.SIGKILL)
    reports, tally = finish(process)
    assert process.returncode == 0
    assert tally["built"] == 8
    assert sorted(report["report"] for report in reports) == sorted(CODES)
    assert all_whole(out) == set(CODES)


def test_a_report_that_kills_its_worker_fails_alone(
    template: Callable[[str], None], tmp_path: Path, nobody_left: None
) -> None:
    # The lock of the folder that it is built in says which process builds it.
    template(
        f"if country == 'BEL':\n"
        f"    (lock,) = Path({str(tmp_path)!r}).glob('out/2023/.building-BEL-*/.held')\n"
        f"    os.kill(int(lock.read_text().split()[1]), 9); time.sleep(100)"
    )
    tally = batch([2023], CODES[:4], out=tmp_path / "out", jobs=2)
    (failed,) = tally.failed
    assert failed.wanted.name == "BEL"
    assert "died, 3 times" in failed.message
    assert all_whole(tmp_path / "out") == {"ALB", "CAN", "DNK"}


@pytest.mark.parametrize("cold", [False, True])
def test_a_report_that_takes_too_long_fails_alone_and_keeps_its_draft(
    cold: bool, template: Callable[[str], None], tmp_path: Path, nobody_left: None
) -> None:
    template("time.sleep(100 if country == 'ALB' else 0)")
    tally = batch([2023], CODES[:3], out=tmp_path / "out", jobs=2, seconds=10, cold=cold)
    (failed,) = tally.failed
    assert failed.wanted.name == "ALB"
    assert "Stopped after 10 seconds" in failed.message
    assert (tmp_path / "out" / "2023" / "ALB" / "report.draft.ipynb").exists()
    assert tally.count("built") == 2


def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    template: Callable[[str], None], tmp_path: Path, nobody_left: None
) -> None:
    """A file-size limit stands in for the disk: writes fail in the middle of a file."""
    template("from IPython.display import Markdown; Markdown('x' * 3_000_000)")
    out = tmp_path / "out"

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    process = start(out, preexec_fn=limit)
    reports, tally = finish(process)
    assert process.returncode == 1
    assert tally["built"] == 0
    assert tally["failed"] >= 1
    assert reports[0]["message"] == "Could not write: File too large."
    assert "make room" in tally["stopped"]
    assert all_whole(out) == set()
    assert [path for path in out.rglob("*") if path.is_file() and path.name != LOCK] == []
    template("0")
    assert batch([2023], CODES, out=out).complete


def test_a_second_batch_is_told_who_holds_the_folder_or_waits(
    template: Callable[[str], None], tmp_path: Path, nobody_left: None
) -> None:
    template("time.sleep(1)")
    out = tmp_path / "out"
    process = start(out)
    wait_until(lambda: (out / "2023").exists(), 30)
    with pytest.raises(FolderHeld, match=f"process {process.pid} on "):
        batch([2023], CODES, out=out)
    said: list[str] = []
    tally = batch([2023], CODES, out=out, wait=True, say=said.append)
    finish(process)
    assert process.returncode == 0
    assert tally.count("unchanged") == 8
    assert str(process.pid) in said[0]
    assert len(said) == 1


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from tipanalysis.reports.locks import folder_held\n"
        "with folder_held(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(FolderHeld), folder_held(tmp_path):
        pass
    holder.kill()
    holder.communicate()
    with folder_held(tmp_path):
        assert f"process {os.getpid()} on" in (tmp_path / LOCK).read_text()


@pytest.mark.parametrize("moment", ["before", "between", "after"])
def test_a_crash_at_any_moment_of_the_swap_loses_no_report(moment: str, tmp_path: Path) -> None:
    target = tmp_path / "2023" / "XAA"
    target.mkdir(parents=True)
    (target / "report.html").write_text("old")
    folder = target.parent / ".building-XAA-abc_12"
    made = folder / "XAA"
    made.mkdir(parents=True)
    (folder / ".held").touch()
    (made / "report.html").write_text("new")
    if moment != "before":
        target.rename(folder / "old")
    if moment == "after":
        made.rename(target)
    assert places.recover(target.parent) == 1
    assert (target / "report.html").read_text() == ("old" if moment == "before" else "new")
    assert [path.name for path in target.parent.iterdir()] == ["XAA"]


def test_what_is_being_built_is_left_alone(tmp_path: Path) -> None:
    with places.building(tmp_path / "XAA") as made:
        (made / "report.html").write_text("new")
        code = (
            "import sys; from pathlib import Path\n"
            "from tipanalysis.reports.places import recover; print(recover(Path(sys.argv[1])))"
        )
        command = [sys.executable, "-c", code, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout == "0\n"
        places.swap(made, tmp_path / "XAA")
    assert [path.name for path in tmp_path.iterdir()] == ["XAA"]
    with held(tmp_path / "free") as mine:
        assert mine


def test_where_forking_is_not_to_be_had_workers_and_kernels_start_by_themselves(
    template: Callable[[str], None],
    tmp_path: Path,
    nobody_left: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for room in ("forked", "pool"):
        monkeypatch.setattr(f"tipanalysis.reports.{room}.can_fork", lambda: False)
    template("assert country != 'BEL'")
    tally = batch([2023], CODES[:3], out=tmp_path / "out", jobs=2)
    assert {done.wanted.name: done.status for done in tally.done} == {
        "ALB": "built",
        "BEL": "failed",
        "CAN": "built",
    }


def test_pages_that_a_killed_batch_did_not_come_to_are_written_by_the_next(
    template: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template("0")
    out = tmp_path / "out"
    full = OSError(errno.ENOSPC, "No space left on device")
    with monkeypatch.context() as patch:
        patch.setattr(site, "build", Mock(side_effect=full))
        first = batch([2023], CODES[:1], out=out)
    assert first.count("built") == 1
    assert not first.complete  # the command ends with status 1
    assert "make room" in first.stopped
    again = batch([2023], CODES[:1], out=out)
    assert again.complete
    assert again.count("unchanged") == 1
    assert 'href="2023/ALB/report.html"' in (out / "index.html").read_text(encoding="utf-8")
    assert 'href="ALB/report.html"' in (out / "2023" / "index.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    process = start(tmp_path / "file", stderr=subprocess.PIPE)
    said, complained = process.communicate(timeout=120)
    assert process.returncode == 2
    assert said == ""
    assert complained.splitlines() == [f"{tmp_path / 'file'}: File exists."]


def test_a_folder_goes_though_an_ending_kernel_still_writes_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, real = tmp_path / "tip", shutil.rmtree
    folder.mkdir()
    late = iter([folder / "kernel-1", folder / "kernel-2"])

    def rmtree(path: Path, **how: Any) -> None:
        real(path, **how)
        if (socket := next(late, None)) is not None:
            folder.mkdir()
            socket.touch()

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    pool._remove(folder)
    assert not folder.exists()
