"""How long the package takes to import, to load its data, and to write one report.

usage: python benchmarks/start.py [--runs 5]

Each figure is the median of whole processes, started one after the other. `tip.load()` reads no
table and does not import pandas; the first table does, so that importing it stands beside them.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time

CASES = {
    "python -c pass": "pass",
    "import tipanalysis": "import tipanalysis",
    "import pandas": "import pandas",
    "import tipanalysis, load()": "import tipanalysis as tip; tip.load()",
    "load() and placements": "import tipanalysis as tip; tip.load().placements",
}
INSIDE = """
import time, tipanalysis as tip
start = time.perf_counter(); data = tip.load(); loaded = time.perf_counter()
data.placements
print(loaded - start, time.perf_counter() - start)
"""


def whole(arguments: list[str], runs: int) -> float:
    """Median seconds of a whole process."""
    seconds = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[1:])


def main() -> None:
    """Print one table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print("| what | seconds, median |")  # noqa: T201
    print("| --- | --- |")  # noqa: T201
    for name, code in CASES.items():
        print(f"| `{name}` | {whole([sys.executable, '-c', code], runs):.2f} |")  # noqa: T201
    pairs = []
    for _ in range(runs):
        command = [sys.executable, "-c", INSIDE]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        pairs.append([float(word) for word in out.split()])
    for name, column in (
        ("`load()` alone", 0),
        ("and the placements read, pandas imported for them", 1),
    ):
        print(f"| {name} | {statistics.median(pair[column] for pair in pairs):.3f} |")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tipanalysis.cli", "report", "THA", "--out", folder]
        print(f"| `tipanalysis report THA`, page included | {whole(command, runs):.2f} |")  # noqa: T201


if __name__ == "__main__":
    main()
