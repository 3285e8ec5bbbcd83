"""Many reports: planned, made in parallel, tallied; what is unchanged is not made again.

One failing report never stops the rest. Whatever ends a batch, the next one carries on: a report is
in place whole or not at all, and its manifest says what it was made from.
"""

from __future__ import annotations

import errno
import functools
import json
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import TipError
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports import site
from tipanalysis.reports.forked import Nursery, early_nursery
from tipanalysis.reports.inputs import Inputs
from tipanalysis.reports.kernels import Kernels, lean_imports
from tipanalysis.reports.locks import folder_held
from tipanalysis.reports.overview import facts_of
from tipanalysis.reports.page import Pages
from tipanalysis.reports.parameters import template_path
from tipanalysis.reports.places import recover
from tipanalysis.reports.plan import COUNTRY, Wanted, wanted_reports
from tipanalysis.reports.pool import default_jobs, run_each
from tipanalysis.reports.run import write
from tipanalysis.schema import find_folder

BUILT, UNCHANGED, FAILED = "built", "unchanged", "failed"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_UNWRITABLE = "Could not write: "
_NO_ROOM = "The disk is full: make room and run it again."


@dataclass(frozen=True)
class Done:
    """What became of one report.

    Attributes
    ----------
    wanted : Wanted
        The report.
    status : str
        ``built``, ``unchanged`` or ``failed``.
    seconds : float
        How long it took.
    message : str
        Why it failed, or why it was built.
    """

    wanted: Wanted
    status: str
    seconds: float = 0.0
    message: str = ""


@dataclass
class Tally:
    """What became of a batch.

    Attributes
    ----------
    out : Path
        The folder of the reports.
    total : int
        How many reports were wanted.
    done : list of Done
        One for each report, as they were ready.
    seconds : float
        Wall clock.
    stopped : str
        Why the batch ended before all was done, or empty.
    """

    out: Path
    total: int = 0
    done: list[Done] = field(default_factory=list)
    seconds: float = 0.0
    stopped: str = ""

    def count(self, status: str) -> int:
        """How many reports have a status."""
        return Counter(done.status for done in self.done)[status]

    @property
    def failed(self) -> tuple[Done, ...]:
        """The reports that failed."""
        return tuple(done for done in self.done if done.status == FAILED)

    @property
    def complete(self) -> bool:
        """Whether every report that was wanted is there, and the pages around them."""
        return not self.failed and not self.stopped and len(self.done) == self.total

    def __str__(self) -> str:
        """The counts in one line."""
        parts = [f"{self.count(status)} {status}" for status in (BUILT, UNCHANGED, FAILED)]
        left = self.total - len(self.done)
        parts += [f"{left} not started"] if left else []
        shown = [part for part in parts if not part.startswith("0 ")] or ["nothing to do"]
        stop = f" {self.stopped}" if self.stopped else ""
        return f"{', '.join(shown)}, in {self.seconds:.1f} s: {self.out}.{stop}"


def batch(
    editions: Sequence[object] | None = None,
    countries: Sequence[str] | None = None,
    region: str | None = None,
    template: str = COUNTRY,
    peers: str = "region",
    out: str | Path = "reports",
    data: str | Path | None = None,
    *,
    jobs: int | None = None,
    cold: bool = False,
    seconds: float | None = 300.0,
    scheduler: str | None = None,
    wait: bool = False,
    nursery: Nursery | None = None,
    tell: Callable[[Done, Tally], None] = lambda done, tally: None,
    say: Callable[[str], None] = lambda words: None,
) -> Tally:
    """Make every report that is asked for and not there unchanged.

    Parameters
    ----------
    editions, countries, region, template, peers
        See `plan.wanted_reports`.
    out : path
        The folder for reports; held for this batch alone.
    data : path, optional
        A data folder in place of the package's own.
    jobs : int, optional
        How many reports at a time; by default as many as there are processors.
    cold : bool
        Start each kernel as a new interpreter in place of forking it.
    seconds : float, optional
        The most that one report may take.
    scheduler : str, optional
        Address of a Dask scheduler whose workers make the reports.
    wait : bool
        Wait if another batch holds the folder; otherwise refuse.
    nursery : Nursery, optional
        Where workers are forked from; it stays open. By default one of its own.
    tell : callable
        Called with each report as it is done, and the tally so far.
    say : callable
        Called with what else there is to say.

    Returns
    -------
    Tally
        Ctrl-C ends a batch early; the tally says so.

    Raises
    ------
    TipError
        Before anything is written: faults in the data, unknown countries, a held folder.

    Examples
    --------
    >>> str(batch([2023], ["Thailand"], out="my-reports"))  # doctest: +SKIP
    '1 built, in 3.9 s: my-reports.'
    """
    started = time.monotonic()
    tally = Tally(Path(out))
    with ExitStack() as stack:
        if nursery is None and scheduler is None:
            nursery = stack.enter_context(early_nursery(tally.out))
        lean_imports()
        loaded = load(data)
        wanted = wanted_reports(loaded, editions, countries, region, template, peers)
        stack.enter_context(folder_held(tally.out, wait, say))
        for folder in sorted({report.target(tally.out).parent for report in wanted}):
            recover(folder)
        tally.total = len(wanted)
        todo = []
        for report, why in _stale(wanted, tally.out, loaded):
            if why is None:
                _count(tally, Done(report, UNCHANGED), tell)
            else:
                todo.append(report)
                if nursery is not None:
                    nursery.warm()
        try:
            facts = facts_of(loaded)  # for the pages; while workers are still getting ready
            for done in _made(todo, tally.out, loaded, jobs, cold, seconds, scheduler, nursery):
                _count(tally, done, tell)
                if done.message.startswith(_UNWRITABLE):
                    tally.stopped = _NO_ROOM
                    break
            if not tally.stopped:  # though all is unchanged: an earlier batch may have been killed
                site.build(tally.out, loaded, facts)
        except KeyboardInterrupt:
            tally.stopped = "Interrupted: run it again to carry on."
        except OSError as error:
            if error.errno not in _FULL:
                raise
            tally.stopped = _NO_ROOM
        for folder in sorted({report.target(tally.out).parent for report in todo}):
            recover(folder, new_for=0)  # all workers have ended
        tally.seconds = time.monotonic() - started
    return tally


def _count(tally: Tally, done: Done, tell: Callable[[Done, Tally], None]) -> None:
    tally.done.append(done)
    tell(done, tally)


def _stale(
    wanted: Sequence[Wanted], out: Path, data: Dataset
) -> Iterator[tuple[Wanted, str | None]]:
    """Each report, and why it must be made; None if it need not be."""
    inputs = Inputs.now(data.package)
    code = functools.cache(_code_of)
    for report in wanted:
        yield (
            report,
            inputs.changed(
                report.target(out), report.template, code(report.template), dict(report.parameters)
            ),
        )


def _code_of(template: str) -> str:
    return manifests.code_sha256(json.loads(template_path(template).read_text(encoding="utf-8")))


def _made(
    todo: Sequence[Wanted],
    out: Path,
    data: Dataset,
    jobs: int | None,
    cold: bool,
    seconds: float | None,
    scheduler: str | None,
    nursery: Nursery | None,
) -> Generator[Done]:
    """Make reports, here or on a cluster."""
    if not todo:
        return
    if scheduler is not None:
        from tipanalysis.reports.cluster import made_on_cluster

        with closing(made_on_cluster(todo, out, data, scheduler, cold, seconds)) as reports:
            yield from reports
        return
    hands = max(1, min(jobs or default_jobs(), len(todo)))
    factory = functools.partial(Workshop, data.folder, out, seconds)
    outcomes = run_each(factory, todo, hands, cold=cold, seconds=seconds, nursery=nursery)
    with closing(outcomes):
        for outcome in outcomes:
            error = outcome.result if outcome.result is not None else outcome.error
            status = FAILED if error else BUILT
            yield Done(outcome.task, status, outcome.seconds, error)


class Workshop:
    """Makes reports one after the other: data loaded, page templates and digests ready.

    Parameters
    ----------
    data : Path
        The data folder.
    out : Path
        The folder for reports.
    seconds : float or None
        The most that one report may take.
    kernels : Kernels
        How kernels are started.
    notebooks : Path, optional
        The folder with the templates, if not the package's own.
    """

    def __init__(
        self,
        data: Path,
        out: Path,
        seconds: float | None,
        kernels: Kernels,
        notebooks: Path | None = None,
    ) -> None:
        lean_imports()
        self._data, self._out, self._seconds, self._kernels = load(data), out, seconds, kernels
        self._notebooks = notebooks or find_folder("notebooks")
        self._pages, self._inputs = Pages(), Inputs.now(self._data.package)

    def __call__(self, wanted: Wanted) -> str:
        """Make one report; why it failed, or nothing."""
        try:
            self._write(wanted)
        except TipError as error:
            return str(error)
        except OSError as error:
            if error.errno in _FULL:
                return f"{_UNWRITABLE}{error.strerror}."
            raise
        return ""

    def _write(self, wanted: Wanted) -> Any:
        return write(
            self._notebooks / f"{wanted.template}.ipynb",
            dict(wanted.parameters),
            wanted.target(self._out),
            self._data,
            wanted.title,
            kernels=self._kernels,
            seconds=self._seconds,
            pages=self._pages,
            inputs=self._inputs,
        )
