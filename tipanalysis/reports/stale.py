"""Whether a committed notebook is what a fresh run gives, and what nbval says of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tipanalysis.reports.differences import Difference, notebook_differences
from tipanalysis.reports.third_party import Nbval, nbval
from tipanalysis.reports.tidy import as_text, fresh
from tipanalysis.schema import find_folder


@dataclass(frozen=True)
class Staleness:
    """How a stored notebook and a fresh run of it compare.

    Attributes
    ----------
    differences : tuple of Difference
        By cell; empty if the notebook shows what it would show now.
    same_text : bool
        Whether the file is also the same text, in canonical form.
    nbval : Nbval or None
        What plain ``pytest --nbval`` says, if it was asked.
    """

    differences: tuple[Difference, ...]
    same_text: bool
    nbval: Nbval | None


def staleness(path: Path, ask_nbval: bool = False) -> Staleness:
    """Compare a stored notebook with a fresh run of it.

    Raises
    ------
    ReportFailed
        If nbval could not run; a cell that fails is a difference.
    """
    text = path.read_text(encoding="utf-8")
    stored = json.loads(text)
    now = as_text(fresh(path, to_the_end=True))
    found = notebook_differences(stored, json.loads(now))
    told = nbval(stored, json.loads(now), found, find_folder("data")) if ask_nbval else None
    return Staleness(tuple(found), text == now, told)
