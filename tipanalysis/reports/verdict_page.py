"""The comparison as a page: one file that fetches and runs nothing, all text of others escaped.

Pictures that came with a report are decoded and drawn anew; none of their bytes are copied.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tipanalysis.reports import pixels
from tipanalysis.reports.differences import Difference
from tipanalysis.reports.given import visible
from tipanalysis.reports.verify import Verdict

_TEMPLATE = Path(__file__).resolve().parent / "template" / "verdict" / "page.html.j2"


def write_page(verdicts: Sequence[Verdict], path: Path) -> None:
    """Write the comparison page; an earlier one stays until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(page(verdicts), encoding="utf-8")
    draft.replace(path)


def page(verdicts: Sequence[Verdict]) -> str:
    """The comparison of reports and their reruns as HTML.

    Parameters
    ----------
    verdicts : sequence of Verdict
        In the order in which they are shown.

    Examples
    --------
    >>> "&lt;b&gt;: refused" in page([Verdict("<b>", "refused", reasons=("no report in it",))])
    True
    """
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["visible"] = visible
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    shown = [
        {
            "verdict": verdict,
            "cells": list(_cells(verdict.differences)),
            "moves": [(*str(move).splitlines()[:1], move.rows) for move in verdict.moves],
        }
        for verdict in verdicts
    ]
    return str(template.render(reports=shown))


def _cells(differences: Sequence[Difference]) -> Iterator[dict[str, Any]]:
    """Differences by cell: heading, changes, and pictures side by side."""
    places: dict[tuple[str, int | None], list[Difference]] = {}
    for one in differences:
        places.setdefault((one.heading, one.cell), []).append(one)
    for (heading, cell), found in places.items():
        pair = next((one.pictures for one in found if any(one.pictures)), (None, None))
        yield {
            "heading": heading,
            "cell": cell,
            "changes": [one.change for one in found],
            "seen_in": sorted({mime for one in found for mime in one.seen_in}),
            "pictures": list(_pictures(*pair)),
        }


def _pictures(old: bytes | None, new: bytes | None) -> Iterator[tuple[str, str]]:
    for words, data in (("in the report", old), ("in the rerun", new)):
        drawn = None if data is None else pixels.picture(data)
        if drawn is not None:
            yield words, _address(pixels.encoded(drawn))
    if old is not None and new is not None and (apart := pixels.difference(old, new)) is not None:
        yield "what differs, in red", _address(apart)


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"
