"""All files of a report that was given against those of its rerun."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tipanalysis.reports import outputs, pixels
from tipanalysis.reports.differences import (
    CODE,
    OTHER,
    PIXEL,
    WORDS,
    Difference,
    notebook_differences,
)
from tipanalysis.reports.given import NOTEBOOK, Given
from tipanalysis.reports.page_words import page_changes
from tipanalysis.reports.rows import Change, table_changes
from tipanalysis.reports.wording import text_changes

PAGE = "report.html"
_MOST = 20


def compared(
    given: Given, rerun: dict[str, Any], files: Mapping[str, bytes], same_version: bool
) -> tuple[list[Difference], list[str]]:
    """Every difference between a report and its rerun, and notes.

    Parameters
    ----------
    given : Given
        The report.
    rerun : dict
        The executed notebook of the rerun, with pixels.
    files : mapping of str to bytes
        The files of the rerun.
    same_version : bool
        Whether both were drawn by the same version of matplotlib: pixels then have to be closer.
    """
    found = []
    if given.files[NOTEBOOK] != files[NOTEBOOK]:
        found = [_judge(one, same_version) for one in notebook_differences(given.notebook, rerun)]
        if not found:
            found = [Difference(NOTEBOOK, None, Change("", "its bytes", "other bytes"), OTHER)]
    words_differ = any(one.kind in (WORDS, CODE) for one in found)
    known = _consequences(given.notebook) if found else {}
    for name, old in sorted(given.files.items()):
        if name == NOTEBOOK or old == files.get(name):
            continue
        if known.get(name) == old or (words_differ and name == PAGE):
            continue  # the cells above tell it; the file only follows from them
        found += _file_differences(name, old, files.get(name), same_version)
    missing = sorted(set(files) - set(given.files)) if outputs.has_pixels(given.notebook) else []
    return found, [f"{name} is written by the rerun and not in the report" for name in missing]


def _consequences(notebook: dict[str, Any]) -> dict[str, bytes]:
    """The files that follow from a notebook's outputs, as far as they can be made."""
    try:
        tables = outputs.tables(notebook)
        figures = outputs.figures(notebook)
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}
    made = {f"tables/{name}.csv": text.encode() for name, text in tables.items()}
    made |= {f"figures/{figure.name}.png": figure.png for figure in figures}
    made |= {f"figures/{figure.name}.txt": figure.words.encode() for figure in figures}
    return made


def _file_differences(
    name: str, old: bytes, new: bytes | None, same_version: bool
) -> list[Difference]:
    if new is None:
        change = Change("", "a file of the report", "not written by the rerun")
        return [Difference(name, None, change)]
    if name.endswith(".png"):
        change = Change("", "its pixels", "other pixels")
        one = Difference(name, None, change, PIXEL, ("image/png",), (old, new))
        return [_judge(one, same_version)]
    if name.endswith((".svg", ".pdf")):
        kind = WORDS if same_version else PIXEL
        return [Difference(name, None, Change("", "a drawing", "another drawing"), kind)]
    before, after = old.decode("utf-8", "replace"), new.decode("utf-8", "replace")
    if name == PAGE:
        changes = page_changes(before, after)
    elif name.endswith(".csv"):
        changes = table_changes(_table(before), _table(after))
    else:
        changes = text_changes(before, after)
    if not changes:
        return [Difference(name, None, Change("", "its bytes", "other bytes"), OTHER)]
    more = len(changes) - _MOST
    told = [*changes[:_MOST], *([Change(f"and {more} further", "", "")] if more > 0 else [])]
    return [Difference(name, None, change) for change in told]


def _table(text: str) -> dict[str, Any]:
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        rows = [[line] for line in text.splitlines()]
    width = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows] or [[]]
    head = [
        f"{title} ({n})" if filled[0].index(title) < n else title
        for n, title in enumerate(filled[0])
    ]
    return {"columns": head, "rows": filled[1:]}


def _judge(one: Difference, same_version: bool) -> Difference:
    """Pixels beyond the tolerance are another picture, whatever its numbers say."""
    old, new = one.pictures
    if one.kind != PIXEL or old is None or new is None:
        return one
    apart = pixels.compare(old, new)
    if apart.identical:
        return replace(one, change=replace(one.change, new="the same pixels, other bytes"))
    limit = pixels.TOLERANCE_SAME_VERSION if same_version else pixels.TOLERANCE
    if apart.within(same_version):
        told = (
            f"other pixels, the same picture ({apart.worst:.0f} of 255; {limit} is the tolerance)"
        )
        return replace(one, change=replace(one.change, new=told))
    far = f"{apart.worst:.0f} of 255" if apart.worst < 256 else "of another shape, or no picture"
    new_words = f"another picture (a block differs by {far}; {limit} is the tolerance)"
    return replace(one, kind=WORDS, change=replace(one.change, new=new_words))
