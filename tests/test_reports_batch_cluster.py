"""A scheduler and two workers on this machine: all reports there, one worker killed midway."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tipanalysis.errors import TipError
from tipanalysis.reports.batch import Done, Tally, batch
from tipanalysis.reports.run import report

pytest.importorskip("distributed")
pytestmark = pytest.mark.journey
CODES = ("BGD", "BTN", "IND", "KAZ", "LKA", "NPL")  # a small region: small figures


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Address of a scheduler, and its two workers by name."""
    environment = {
        **os.environ,
        "DASK_DISTRIBUTED__WORKER__DAEMON": "true",
        "DASK_TEMPORARY_DIRECTORY": str(tmp_path / "dask"),
        "TIPANALYSIS_TEST_MARK": str(tmp_path),
    }
    log = (tmp_path / "scheduler.log").open("w+")
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "tcp://127.0.0.1"]
    command += ["--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen(command, env=environment, stderr=log)
    processes = [scheduler]
    try:
        address = wait_for_address(tmp_path / "scheduler.log")
        workers = {}
        for name in ("one", "two"):
            command = [sys.executable, "-m", "distributed.cli.dask_worker", address]
            command += ["--name", name, "--nthreads", "1", "--no-dashboard", "--nanny"]
            workers[name] = subprocess.Popen(command, env=environment, stderr=log)
            processes.append(workers[name])
        yield address, workers
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(20)
        log.close()


def wait_for_address(log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = re.search(r"Scheduler at:\s+(tcp://[\d.:]+)", log.read_text())
        if found:
            return found.group(1)
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def marked(mark: Path, words: bytes) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"TIPANALYSIS_TEST_MARK={mark}".encode() in environment and words in command:
            found.append(int(folder.name))
    return found


def test_a_cluster_makes_the_same_reports_though_a_worker_is_killed(
    cluster: tuple[str, dict[str, Any]], tmp_path: Path
) -> None:
    address, _ = cluster
    out, killed = tmp_path / "out", []

    def kill_one(done: Done, tally: Tally) -> None:
        """After two reports: the process that a nanny keeps, in the middle of its third."""
        if len(tally.done) == 2:
            time.sleep(0.5)
            killed.append(marked(tmp_path, b"from multiprocessing.spawn import spawn_main")[0])
            os.kill(killed[0], signal.SIGKILL)

    tally = batch([2023], CODES, out=out, scheduler=address, tell=kill_one)
    assert killed
    assert [done.message for done in tally.failed] == []
    assert sorted(done.wanted.name for done in tally.done) == sorted(CODES)
    assert tally.count("built") == 6
    here = report("NPL", out=tmp_path / "here")
    for path in sorted(here.folder.rglob("*")):
        if path.is_file():
            there = out / "2023" / "NPL" / path.relative_to(here.folder)
            assert there.read_bytes() == path.read_bytes(), path.name
    again = batch([2023], CODES, out=out, scheduler=address)
    assert again.count("unchanged") == 6
    # The kernels' server of the killed worker ended with it, that of the other with the batch.
    end = time.monotonic() + 15
    while marked(tmp_path, b"forkserver"):
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_scheduler_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(TipError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        batch([2023], CODES[:1], out=tmp_path, scheduler="tcp://127.0.0.1:9")
