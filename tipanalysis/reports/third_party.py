"""What nbval says, for whoever trusts only a third party; it must agree with us.

nbval runs the code of the notebook that it checks. So it is given the cells of the rerun, which
are those of the installed template, with the outputs of the report: no code of the report runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tipanalysis.errors import ReportFailed
from tipanalysis.reports.differences import WORDS, Difference, aligned
from tipanalysis.reports.kernels import SURROUNDINGS

_SECONDS = 600
#: What nbval does not compare.
_UNSEEN = frozenset(
    {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json", "output_type", "name"}
)


@dataclass(frozen=True)
class Nbval:
    """The third party's judgement.

    Attributes
    ----------
    passed : int
        Cells that nbval finds the same.
    failed : tuple of int
        Numbers of the cells that it finds different, in the notebook that was given.
    agrees : bool
        Whether these are the cells whose words or numbers we find different.
    """

    passed: int
    failed: tuple[int, ...]
    agrees: bool

    def __str__(self) -> str:
        """The judgement in one line."""
        told = f"{self.passed} cells the same"
        if self.failed:
            told += f", {len(self.failed)} not ({', '.join(map(str, self.failed))})"
        return f"nbval: {told}; {'it agrees' if self.agrees else 'it does not agree with us'}"


def nbval(
    given: Mapping[str, Any], rerun: Mapping[str, Any], found: Sequence[Difference], data: Path
) -> Nbval:
    """Run plain ``pytest --nbval`` over our cells with the given outputs.

    Parameters
    ----------
    given : mapping
        The notebook that was given; only its outputs are used.
    rerun : mapping
        The notebook of the rerun; its code is what runs.
    found : sequence of Difference
        What we found, to be compared.
    data : Path
        The data folder for the kernel.

    Raises
    ------
    ReportFailed
        If nbval itself could not run.
    """
    cells, numbers = [], []
    for before, after in aligned(given, rerun):
        if after is None:
            continue
        cell = dict(rerun["cells"][after])
        if cell["cell_type"] == "code":
            cell["outputs"] = [] if before is None else given["cells"][before].get("outputs", [])
            numbers.append(None if before is None else before + 1)
        cells.append(cell)
    results = run_nbval({**rerun, "cells": cells}, data)
    red = {number for number, good in zip(numbers, results, strict=True) if number and not good}
    ours = {
        one.cell
        for one in found
        if one.kind == WORDS and one.cell is not None and set(one.seen_in) - _UNSEEN
    }
    return Nbval(sum(results), tuple(sorted(red)), red == ours)


def run_nbval(notebook: Mapping[str, Any], data: Path | None = None) -> list[bool]:
    """Whether each code cell passes plain ``pytest --nbval``, in their order."""
    from tipanalysis.reports.tidy import as_text

    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    kept |= SURROUNDINGS
    if data is not None:
        kept["TIPANALYSIS_DATA"] = str(data)
    with tempfile.TemporaryDirectory(prefix="tip") as name:
        folder = Path(name)
        (folder / "report.ipynb").write_text(as_text(dict(notebook)), encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "--nbval", "--noconftest", "-q"]
        command += ["--nbval-current-env"]  # the kernel of this environment, as in our own runs
        command += ["-p", "no:cacheprovider", "-p", "no:randomly", "-c", "pytest.ini"]
        command += ["--rootdir", ".", "--junitxml", "told.xml", "report.ipynb"]
        done = subprocess.run(
            command, cwd=folder, env=kept, capture_output=True, timeout=_SECONDS, check=False
        )
        told = folder / "told.xml"
        if done.returncode not in (0, 1) or not told.is_file():
            words = done.stdout.decode("utf-8", "replace")[-500:]
            raise ReportFailed(f"nbval could not run: {words}")
        cases = ElementTree.parse(told).getroot().iter("testcase")
        return [case.find("failure") is None and case.find("error") is None for case in cases]
