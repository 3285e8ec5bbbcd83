"""Many tasks in a few processes, each with fresh kernels: nothing lost when one of them dies.

A worker is a process with a job of its own (a callable made once, by a factory) and kernels to run
notebooks in. It gets one task at a time. When it dies, its task goes to another; when it takes too
long, it is ended. When the caller goes, however it goes, workers and kernels go too.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from tipanalysis.errors import ReportFailed
from tipanalysis.reports.forked import Child, Nursery, can_fork, inherited_fds
from tipanalysis.reports.kernels import Kernels

T = TypeVar("T")
R = TypeVar("R")
Job = Callable[[Any], Any]
_TRIES = 3
_OVERTIME = 20.0
#: Seconds in which kernels of ended workers are gone.
_CLEARING = 5.0


@dataclass(frozen=True)
class Outcome(Generic[T, R]):
    """What became of one task.

    Attributes
    ----------
    task
        As it was given.
    result
        What the job returned; None if it failed.
    error : str
        Why it failed, or empty.
    seconds : float
        How long it took, in its last worker.
    """

    task: T
    result: R | None
    error: str
    seconds: float


@dataclass(frozen=True)
class WorkerLife:
    """What a worker does: make the job, then one task after the other.

    Parameters
    ----------
    factory : callable
        From `Kernels` to the job; pickled, so importable by name.
    folder : Path
        For sockets of kernels.
    cold : bool
        Start kernels as new interpreters.
    """

    factory: Callable[[Kernels], Job]
    folder: Path
    cold: bool

    def __call__(self) -> None:
        """Work until the other end closes."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller says when to stop
        self.work(Connection(inherited_fds()[0]), None if self.cold else Nursery(inherited=True))

    def work(self, caller: Connection, nursery: Nursery | None) -> None:
        """Take tasks, give back results."""
        own = Path(tempfile.mkdtemp(dir=self.folder))
        try:
            job = self.factory(Kernels(own, nursery))
        except Exception as error:
            caller.send(("broken", f"{type(error).__name__}: {error}"))
            return
        caller.send(("ready", None))
        while True:
            try:
                task = caller.recv()
            except EOFError:
                return
            try:
                caller.send(("result", job(task)))
            except Exception as error:
                caller.send(("error", f"{type(error).__name__}: {error}"))


def _work_spawned(life: WorkerLife, caller: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    life.work(caller, None)


class _Spawned:
    """A worker where forking is not to be had: the same to its caller as a `Child`."""

    def __init__(self, life: WorkerLife, caller: Connection) -> None:
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_work_spawned, args=(life, caller), daemon=False)
        self._process.start()

    def signal(self, number: int) -> None:
        self._process.kill()

    def wait(self, seconds: float | None = None) -> int | None:
        self._process.join(seconds)
        return self._process.exitcode


@dataclass
class _Worker(Generic[T]):
    process: Child | _Spawned
    line: Connection
    task: tuple[T, int] | None = None
    since: float = field(default_factory=time.monotonic)
    ready: bool = False

    def end(self) -> None:
        self.process.signal(signal.SIGKILL)
        self.process.wait(5)
        self.line.close()


def run_each(
    factory: Callable[[Kernels], Callable[[T], R]],
    tasks: Iterable[T],
    jobs: int,
    *,
    cold: bool = False,
    seconds: float | None = None,
    nursery: Nursery | None = None,
) -> Generator[Outcome[T, R]]:
    """Do tasks in several processes; outcomes come as they are ready, each task once.

    Parameters
    ----------
    factory : callable
        Makes a worker's job from its `Kernels`; importable by name.
    tasks : iterable
        Picklable.
    jobs : int
        How many workers.
    cold : bool
        Kernels start as new interpreters in place of being forked.
    seconds : float, optional
        The most a task may take; the job should keep to it itself, a worker that goes well beyond
        is ended.
    nursery : Nursery, optional
        One that is warm already; it stays open.

    Raises
    ------
    ReportFailed
        If a worker cannot make its job.
    """
    own = nursery is None and can_fork()
    started = Nursery() if own else nursery
    folder = Path(tempfile.mkdtemp(prefix="tip"))
    crew = _Crew(factory, deque((task, 1) for task in tasks), jobs, cold, seconds, started, folder)
    try:
        yield from crew.outcomes()
    finally:
        crew.disband()
        if own and started is not None:
            started.close()
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove the folder of workers that were ended; their kernels may write in it as they end."""
    until = time.monotonic() + _CLEARING
    while folder.exists() and time.monotonic() < until:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.02 if folder.exists() else 0)


@dataclass
class _Crew(Generic[T, R]):
    factory: Callable[[Kernels], Callable[[T], R]]
    waiting: deque[tuple[T, int]]
    jobs: int
    cold: bool
    seconds: float | None
    nursery: Nursery | None
    folder: Path
    workers: list[_Worker[T]] = field(default_factory=list)
    stillborn: int = 0

    def outcomes(self) -> Iterator[Outcome[T, R]]:
        while self.waiting or any(worker.task for worker in self.workers):
            self._fill()
            ready = wait([worker.line for worker in self.workers], timeout=self._patience())
            for worker in [worker for worker in self.workers if worker.line in ready]:
                yield from self._hear(worker)
            for worker in [worker for worker in self.workers if self._late(worker)]:
                assert worker.task is not None
                yield self._outcome(worker, None, f"Stopped after {self.seconds:g} seconds.")
                self._dismiss(worker)

    def _fill(self) -> None:
        for worker in self.workers:
            if worker.ready and worker.task is None and self.waiting:
                worker.task, worker.since = self.waiting.popleft(), time.monotonic()
                with suppress(BrokenPipeError, ConnectionResetError):
                    worker.line.send(worker.task[0])
        hands = sum(worker.task is None for worker in self.workers)
        while len(self.workers) < self.jobs and hands < len(self.waiting):
            self.workers.append(self._hire())
            hands += 1

    def _hire(self) -> _Worker[T]:
        ours, theirs = multiprocessing.Pipe()
        life = WorkerLife(self.factory, self.folder, self.cold)
        process: Child | _Spawned
        if self.nursery is not None:
            process = self.nursery.start(life, [theirs.fileno()], leave=self.folder)
        else:
            process = _Spawned(life, theirs)
        theirs.close()
        return _Worker(process, ours)

    def _hear(self, worker: _Worker[T]) -> Iterator[Outcome[T, R]]:
        try:
            kind, value = worker.line.recv()
        except (EOFError, OSError):
            task = worker.task
            self._dismiss(worker)
            if not worker.ready:
                self.stillborn += 1
                if self.stillborn >= _TRIES:
                    raise ReportFailed("Workers end before they have begun.") from None
            if task is not None and task[1] < _TRIES:
                self.waiting.appendleft((task[0], task[1] + 1))
            elif task is not None:
                yield self._outcome(worker, None, f"Its worker died, {_TRIES} times.")
            return
        if kind == "broken":
            raise ReportFailed(str(value))
        if kind == "ready":
            worker.ready = True
            return
        outcome = self._outcome(worker, *((value, "") if kind == "result" else (None, value)))
        worker.task = None
        yield outcome

    def _outcome(self, worker: _Worker[T], result: R | None, error: str) -> Outcome[T, R]:
        assert worker.task is not None
        return Outcome(worker.task[0], result, error, time.monotonic() - worker.since)

    def _late(self, worker: _Worker[T]) -> bool:
        if self.seconds is None or worker.task is None:
            return False
        return time.monotonic() - worker.since > self.seconds + _OVERTIME

    def _patience(self) -> float | None:
        if self.seconds is None:
            return None
        since = [worker.since for worker in self.workers if worker.task]
        if not since:
            return None
        return max(0.05, min(since) + self.seconds + _OVERTIME - time.monotonic() + 0.05)

    def _dismiss(self, worker: _Worker[T]) -> None:
        self.workers.remove(worker)
        worker.end()

    def disband(self) -> None:
        """End all workers; their kernels end with them."""
        for worker in self.workers:
            worker.process.signal(signal.SIGKILL)
        for worker in self.workers:
            worker.end()
        self.workers.clear()


def default_jobs() -> int:
    """As many workers as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
