"""Figures as SVG, drawn by the kernel when it is asked to, beside their pixels."""

from __future__ import annotations

from typing import Any

from tipanalysis.reports import outputs
from tipanalysis.shown import SVG_WANTED

MIME = "image/svg+xml"


def environment(wanted: bool) -> dict[str, str]:
    """What a kernel must find in its environment to draw SVG as well.

    Examples
    --------
    >>> environment(False)
    {}
    """
    return {SVG_WANTED: "1"} if wanted else {}


def take(notebook: dict[str, Any]) -> dict[str, str]:
    """Take the SVG out of a notebook, so that the notebook is the same with and without.

    Returns
    -------
    dict
        Name of the figure, as `outputs.figures` gives it, to its SVG.
    """
    names = [figure.name for figure in outputs.figures(notebook)]
    drawings = [
        output["data"].pop(MIME, "")
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    found = zip(names, drawings, strict=True)
    return {name: "".join(drawing) for name, drawing in found if drawing}
