"""How long and how much memory coding a whole edition takes, on one core.

    python benchmarks/code_edition.py TEXTS --edition 2018

The limits are 10 seconds of processor time and 300 MB. Reading the files is timed apart.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from tipanalysis.dataset import load
from tipanalysis.narratives.build import code_edition
from tipanalysis.narratives.read import read
from tipanalysis.schema import find_folder

MOST_SECONDS = 10.0
MOST_MEGABYTES = 300.0


def main() -> int:
    """Code an edition and print what it took; exit status 1 beyond the limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--edition", type=int, default=2018)
    given = parser.parse_args()
    if not given.source.exists():
        sys.stdout.write(f"skipped: there is no {given.source}\n")
        return 0
    start = time.process_time()
    texts, faults = read(given.source, given.edition, load())
    been_read = time.process_time()
    coded = code_edition(texts, given.edition, find_folder("data"))
    seconds = time.process_time() - been_read
    # Kilobytes on Linux, bytes on macOS.
    unit = 1024**2 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    rows = sum(len(frame) for frame in coded.tables.values())
    sys.stdout.write(
        f"{len(texts)} narratives ({len(faults)} faults) read in {been_read - start:.1f} s, coded "
        f"into {rows:,} rows in {seconds:.1f} s of processor time; peak {peak:.0f} MB\n"
    )
    return int(seconds > MOST_SECONDS or peak > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
