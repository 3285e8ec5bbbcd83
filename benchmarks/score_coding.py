"""Code a folder of narratives and score the tables against hand-coded ones.

    python benchmarks/score_coding.py TEXTS SCORE.PY

The score is the one of the scoring script: micro F1 or accuracy over the hand-coded countries.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tipanalysis.dataset import load
from tipanalysis.narratives.build import code_edition
from tipanalysis.narratives.read import read
from tipanalysis.schema import find_folder


def main() -> int:
    """Print the table of scores, or one line where texts or hand-coded tables are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("score", type=Path)
    parser.add_argument("--edition", type=int, default=2018)
    parser.add_argument("--gold", type=Path, help="Another folder of hand-coded narratives.")
    parser.add_argument("--wrong", action="store_true", help="List what is missed or false.")
    given = parser.parse_args()
    for path in (given.source, given.score):
        if not path.exists():
            sys.stdout.write(f"skipped: there is no {path}\n")
            return 0
    texts, _ = read(given.source, given.edition, load())
    coded = code_edition(texts, given.edition, find_folder("data"))
    with tempfile.TemporaryDirectory() as folder:
        coded.write(Path(folder))
        command = [sys.executable, str(given.score), folder, "--edition", str(given.edition)]
        command += ["--gold", str(given.gold)] if given.gold else []
        command += ["--wrong"] if given.wrong else []
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
