"""Typeset all narratives of 2018 as the whole Report is printed, and time the reading of that PDF.

    python benchmarks/read_pdf.py FOLDER

FOLDER holds the narratives as JSON by section. The PDF is made in a temporary folder and removed.
Printed: pages, seconds to read its letters and to read it whole, peak memory, and how many
narratives come back word for word.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "narratives"))

from typeset import Style, narrative_lines, typeset  # noqa: E402

from tipanalysis.dataset import load  # noqa: E402
from tipanalysis.narratives.pdf import read_pdf  # noqa: E402
from tipanalysis.narratives.read import read  # noqa: E402

STYLES = {
    "as printed": Style(),
    "justified, columns interleaved": Style(interleaved=True, justified=True),
}


def main() -> None:
    """Typeset, read, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    if not folder.is_dir():
        sys.exit(f"{folder} is not there: give the folder with the narratives as JSON by section.")
    data = load(ROOT / "data")
    wanted = {n.iso3: n for n in read(folder, 2018, data)[0]}
    pages_json = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))]
    for name, style in STYLES.items():
        lines = []
        for page in pages_json:
            paragraphs = []
            for section in page["sections"].values():
                paragraphs += [section["heading"]] if section["heading"] else []
                paragraphs += section["text"].split("\n")
            lines += narrative_lines(page["heading"], paragraphs, style, page["country"])
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "report.pdf"
            pages = typeset(path, lines, style)
            start, work = time.perf_counter(), time.process_time()
            read_pdf(path)
            middle = time.perf_counter()
            narratives, faults = read(path, 2018, data)
            end, work = time.perf_counter(), (time.process_time() - work) / 2
        same = sum(
            {k: v.split() for k, v in wanted[n.iso3].sections.items()}
            == {k: v.split() for k, v in n.sections.items()}
            for n in narratives
        )
        print(  # noqa: T201
            f"{name}: {pages} pages, letters {middle - start:.1f} s, whole {end - middle:.1f} s "
            f"({work:.1f} s of processor), "
            f"{len(narratives)} narratives, {same} word for word, {len(faults)} faults"
        )
        for fault in faults[:20]:
            print("  ", fault)  # noqa: T201
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")  # noqa: T201


if __name__ == "__main__":
    main()
