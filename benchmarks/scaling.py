"""How the time of a batch grows with reports and workers: a model, and runs to check it against.

    python benchmarks/scaling.py [--sizes 20,188,1000] [--jobs 1,2]

The model: seconds = start + reports * (work / workers + own). ``start`` is paid once (imports, the
server that kernels are forked from), ``work`` is what workers and kernels do for a report, ``own``
what the one process does that hands out reports, takes them in and writes the pages around them.
The three are fitted, with no value below zero, to the second size with every number of workers and
to the smallest with the most; the other runs are predicted and compared. The smallest is run three
times, and its median taken. Reports are spread evenly over all editions and countries. Workers
beyond the processors of the machine are the model's word alone: a cluster's workers are other
machines', and ``own`` is what limits it.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import functools
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.optimize import nnls

from tipanalysis.dataset import load
from tipanalysis.reports import site
from tipanalysis.reports.batch import Workshop
from tipanalysis.reports.overview import facts_of
from tipanalysis.reports.plan import Wanted, wanted_reports
from tipanalysis.reports.pool import run_each

EVER = (1, 2, 4, 8, 16, 32, 64)


def spread(wanted: tuple[Wanted, ...], number: int) -> list[Wanted]:
    """So many of the reports, evenly over editions and countries."""
    return [wanted[int(i * len(wanted) / number)] for i in range(min(number, len(wanted)))]


def timed(reports: list[Wanted], jobs: int, data: Path) -> float:
    """Seconds that a batch of these takes, from start to end."""
    with tempfile.TemporaryDirectory() as out:
        started = time.monotonic()
        factory = functools.partial(Workshop, data, Path(out), None)
        outcomes = list(run_each(factory, reports, jobs))
        failed = [outcome for outcome in outcomes if outcome.result != ""]
        assert not failed, failed
        loaded = load(data)
        site.build(Path(out), loaded, facts_of(loaded))
        seconds = time.monotonic() - started
    print(f"{len(reports)} reports, workers {jobs}: {seconds:.1f} s", file=sys.stderr, flush=True)
    return seconds


def row(reports: int, jobs: int) -> list[float]:
    """What multiplies start, work and own."""
    return [1.0, reports / jobs, float(reports)]


def main() -> None:
    """Run, fit, compare, extrapolate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="20,188,1000")
    parser.add_argument("--jobs", default="1,2")
    asked = parser.parse_args()
    sizes = [int(text) for text in asked.sizes.split(",")]
    hands = [int(text) for text in asked.jobs.split(",")]
    data = load()
    everything = wanted_reports(data)
    fitted = [(sizes[0], hands[-1]), *((sizes[min(1, len(sizes) - 1)], jobs) for jobs in hands)]
    runs = {}
    for size, jobs in itertools.product(sizes, hands):
        if size in sizes[:2] or jobs == hands[-1]:
            reports, rounds = spread(everything, size), 3 if size == sizes[0] else 1
            times = [timed(reports, jobs, data.folder) for _ in range(rounds)]
            runs[size, jobs] = statistics.median(times)
    known = [run for run in runs if run in fitted]
    parts, _ = nnls(np.array([row(*run) for run in known]), np.array([runs[run] for run in known]))
    start, work, own = parts
    print(f"seconds = {start:.2f} + reports x ({work:.3f} / workers + {own:.4f})\n")
    print("| reports | workers | measured s | model s | differs by |\n|---|---|---|---|---|")
    for (size, jobs), seconds in sorted(runs.items()):
        guess = float(np.dot(row(size, jobs), parts))
        mark = " (fitted)" if (size, jobs) in fitted else ""
        off = f"{guess / seconds - 1:+.0%}"
        print(f"| {size:,} | {jobs} | {seconds:.1f} | {guess:.1f}{mark} | {off} |")
    print(f"\n| all {len(everything):,} reports, workers | minutes by the model |\n|---|---|")
    for jobs in EVER:
        print(f"| {jobs} | {float(np.dot(row(len(everything), jobs), parts)) / 60:.1f} |")


if __name__ == "__main__":
    main()
