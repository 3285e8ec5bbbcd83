"""What an executed notebook holds besides words: its tables, figures and captions.

The notebook's outputs are the one source: a table is a `TABLE_MIME` output (name, title, note,
columns, rows), a figure is an ``image/png`` with a `FIGURE_MIME` beside it (name, title, alt,
axes), its caption is the prose of the next cell.
"""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tipanalysis.shown import FIGURE_MIME, TABLE_MIME

_SAFE = re.compile(r"[^a-z0-9_-]+")


@dataclass(frozen=True)
class Figure:
    """One figure of a notebook."""

    name: str
    title: str
    alt: str
    caption: str
    png: bytes

    @property
    def words(self) -> str:
        """Title and caption, as they lie beside the picture."""
        return f"{self.title}\n\n{self.caption or self.alt}\n"


def safe_name(name: object) -> str:
    """A name that can be a file name and cannot leave its folder.

    Examples
    --------
    >>> safe_name("../Tier history")
    'tier_history'
    """
    return _SAFE.sub("_", str(name).lower()).strip("_") or "unnamed"


def tables(notebook: dict[str, Any]) -> dict[str, str]:
    """The tables of a notebook as CSV text, by file name, in the order they are shown."""
    found: dict[str, str] = {}
    for data in _data(notebook):
        if TABLE_MIME in data:
            table = data[TABLE_MIME]
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(table["columns"])
            writer.writerows(table["rows"])
            found[_unused(safe_name(table["name"]), found)] = text.getvalue()
    return found


def figures(notebook: dict[str, Any]) -> tuple[Figure, ...]:
    """The figures of a notebook with their captions, in the order they are shown."""
    found: dict[str, Figure] = {}
    cells = notebook["cells"]
    for number, cell in enumerate(cells):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" not in data:
                continue
            about = data.get(FIGURE_MIME, {})
            name = _unused(safe_name(about.get("name", "figure")), found)
            found[name] = Figure(
                name=name,
                title=str(about.get("title", "")),
                alt=str(about.get("alt", "")),
                caption=_prose(cells[number + 1]) if number + 1 < len(cells) else "",
                png=base64.b64decode("".join(data["image/png"])),
            )
    return tuple(found.values())


def has_pixels(notebook: dict[str, Any]) -> bool:
    """Whether a notebook holds a picture."""
    return any("image/png" in data for data in _data(notebook))


def _prose(cell: dict[str, Any]) -> str:
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "text/markdown" in data:
            return "".join(data.get("text/plain", "")).strip()
    return ""


def _data(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            yield output.get("data", {})


def _unused(name: str, taken: dict[str, Any]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
