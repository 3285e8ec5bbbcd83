"""How long verifying reports takes beside building them, side by side on the same processors.

usage: python benchmarks/verify.py [--reports 20] [--workers 2] [--rounds 2]

The same country-editions are built and then verified, both in as many processes; rounds alternate,
since a machine's speed drifts. The ratio of the sums is the figure; 1.3 is the limit.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tipanalysis import load
from tipanalysis.reports.batch import batch
from tipanalysis.reports.given import find
from tipanalysis.reports.verify import How, verify_all

LIMIT = 1.3


def built(countries: list[str], out: str, workers: int) -> float:
    """Seconds to build the reports."""
    started = time.perf_counter()
    tally = batch([2018], countries, out=out, jobs=workers)
    seconds = time.perf_counter() - started
    assert tally.count("built") == len(countries), tally
    return seconds


def verified(out: str, workers: int) -> float:
    """Seconds to verify all of them; each must be the same."""
    started = time.perf_counter()
    verdicts = list(verify_all(find(Path(out)), How(), workers))
    seconds = time.perf_counter() - started
    assert all(verdict.verdict == "same bytes" for verdict in verdicts), verdicts
    return seconds


def main() -> None:
    """Build and verify in turn, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    placements = load().placements
    ranked = placements[(placements["edition"] == 2018) & (placements["status"] == "ranked")]
    countries = sorted(ranked["iso3"])[: asked.reports]
    sums = [0.0, 0.0]
    for number in range(asked.rounds):
        with tempfile.TemporaryDirectory() as out:
            times = built(countries, out, asked.workers), verified(out, asked.workers)
        sums = [total + one for total, one in zip(sums, times, strict=True)]
        print(f"round {number + 1}: built {times[0]:.1f} s, verified {times[1]:.1f} s")  # noqa: T201
    ratio = sums[1] / sums[0]
    print(f"{len(countries)} reports: verifying takes {ratio:.2f} of building (limit {LIMIT})")  # noqa: T201
    if ratio > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
