"""Notebooks as they are committed: executed, words and numbers kept, pixels and clocks dropped.

nbval passes whatever has no stored output and ignores pictures. So outputs must be there, each
figure carries its numbers, and a table stands before each figure; `lint` says where that is not so.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tipanalysis.errors import Fault, ReportFailed
from tipanalysis.reports.json_text import indented
from tipanalysis.reports.kernels import fresh_kernels, lean_imports
from tipanalysis.shown import FIGURE_MIME, TABLE_MIME

#: Pixels, and the view of a widget, whose id is random.
PIXELS = (
    "image/png",
    "image/jpeg",
    "image/svg+xml",
    "application/pdf",
    "application/vnd.jupyter.widget-view+json",
)
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_MOST_LINES = 8
#: What nbformat writes in lines besides ``text/``.
_IN_LINES = ("application/javascript", "image/svg+xml")
_PICTURE = re.compile(r"data:image|<svg|<canvas", re.IGNORECASE)


def tidy(path: Path, check: bool = False) -> bool:
    """Run a notebook in a clean kernel and store it canonical; twice changes nothing.

    Parameters
    ----------
    path : Path
        The notebook; it runs in its own folder.
    check : bool
        Only say whether it would change.

    Returns
    -------
    bool
        Whether the stored notebook changed, or would.

    Raises
    ------
    ReportFailed
        If a cell fails; the notebook stays as it was.
    """
    before = path.read_text(encoding="utf-8")
    after = as_text(fresh(path))
    if after != before and not check:
        draft = path.with_suffix(".draft")
        draft.write_text(after, encoding="utf-8")
        draft.replace(path)
    return after != before


def fresh(path: Path, to_the_end: bool = False) -> dict[str, Any]:
    """What a notebook shows when its code is run now, in a clean kernel; in canonical form.

    Parameters
    ----------
    path : Path
        The notebook; it runs in its own folder.
    to_the_end : bool
        Whether to go on after a cell that fails; what it raised then is what it shows.

    Raises
    ------
    ReportFailed
        If a cell fails, unless it is to go on; named by its section and number.
    """
    lean_imports()
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    try:
        with fresh_kernels() as kernels:
            NotebookClient(
                notebook,
                kernel_name="python3",
                record_timing=False,
                allow_errors=to_the_end,
                kernel_manager_class=kernels.manager_class(path.parent.resolve(), {}),
            ).execute()
    except CellExecutionError as error:
        where = _failed(notebook)
        raise ReportFailed(f"{where} failed: {error.ename}: {error.evalue}") from error
    return canonical(notebook)


def _failed(notebook: dict[str, Any]) -> str:
    """The section and number of the first cell that raised something."""
    heading = ""
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] == "markdown" and cell["source"].startswith("#"):
            heading = f"{cell['source'].splitlines()[0].lstrip('# ')}, "
        if any(output["output_type"] == "error" for output in cell.get("outputs", [])):
            return f"{heading}cell {number}"
    return "a cell"


def canonical(notebook: dict[str, Any], pixels: bool = False) -> dict[str, Any]:
    """The notebook without clocks, random ids and, unless asked for, pixels.

    Canonical twice is canonical once; what it says and its numbers are untouched.
    """
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        tags = cell.get("metadata", {}).get("tags")
        kept: dict[str, Any] = {
            "cell_type": cell["cell_type"],
            "id": f"cell-{number:03d}",
            "metadata": {"tags": list(tags)} if tags else {},
            "source": cell["source"],
        }
        if cell["cell_type"] == "code":
            kept["execution_count"] = cell.get("execution_count")
            kept["outputs"] = [_output(output, pixels) for output in cell.get("outputs", [])]
        cells.append(kept)
    return {
        "cells": cells,
        "metadata": {"kernelspec": dict(_KERNEL), "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _output(output: dict[str, Any], pixels: bool) -> dict[str, Any]:
    kept = {key: value for key, value in output.items() if key != "transient"}
    if "data" in kept:
        dropped = () if pixels else PIXELS
        kept["data"] = {key: value for key, value in kept["data"].items() if key not in dropped}
        kept["metadata"] = {}
    return kept


def as_text(notebook: dict[str, Any]) -> str:
    """A notebook as it is written to disk: sorted keys, one final newline."""
    return indented({**notebook, "cells": [_split(cell) for cell in notebook["cells"]]}, 1) + "\n"


def _split(cell: dict[str, Any]) -> dict[str, Any]:
    """A cell with its text in lines, as nbformat writes it."""
    kept = {**cell, "source": _lines(cell["source"])}
    if cell["cell_type"] == "code":
        kept["outputs"] = [_split_output(output) for output in cell["outputs"]]
    return kept


def _split_output(output: dict[str, Any]) -> dict[str, Any]:
    if output["output_type"] == "stream":
        return {**output, "text": _lines(output["text"])}
    if "data" not in output:
        return output
    data = {
        mime: _lines(content) if mime.startswith("text/") or mime in _IN_LINES else content
        for mime, content in output["data"].items()
    }
    return {**output, "data": data}


def _lines(text: str | list[str]) -> list[str]:
    return text.splitlines(keepends=True) if isinstance(text, str) else text


def lint(path: Path) -> tuple[Fault, ...]:
    """What keeps a notebook from being evidence, all at once.

    Returns
    -------
    tuple of Fault
        ``row`` is the number of the cell, the first being 1.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    faults = []
    kernel = notebook.get("metadata", {}).get("kernelspec", {}).get("name")
    if kernel != "python3":
        faults.append(Fault(path.name, None, "kernelspec", f'"{kernel}" in place of "python3"'))
    table_seen = False
    runs = 0
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell.get("attachments"):
            faults.append(_fault(path, number, "holds pixels (an attachment)"))
        if cell["cell_type"] != "code":
            continue
        runs += 1
        if cell.get("execution_count") not in (None, runs):
            told = f"was run as {cell['execution_count']} in place of {runs}: run all, from the top"
            faults.append(_fault(path, number, told))
        faults += [_fault(path, number, text) for text in _faults_of(cell)]
        mimes = {mime for output in cell["outputs"] for mime in output.get("data", {})}
        if FIGURE_MIME in mimes and not table_seen:
            faults.append(_fault(path, number, "a figure with no table before it"))
        table_seen = TABLE_MIME in mimes or (table_seen and FIGURE_MIME not in mimes)
    return tuple(faults)


def _fault(path: Path, number: int, message: str) -> Fault:
    return Fault(path.name, number, None, message, counted="cell")


def _faults_of(cell: dict[str, Any]) -> Iterator[str]:
    source = "".join(cell["source"])
    if not source.strip():
        yield "an empty cell"
        return
    if cell.get("execution_count") is None:
        yield "not executed"
    if _last_mark(source) == ";":
        yield "ends with a semicolon, which nbval does not honour"
    if len([line for line in source.splitlines() if line.strip()]) > _MOST_LINES:
        yield f"more than {_MOST_LINES} lines: this belongs in the library"
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        nodes = []
        yield "is not plain Python (a magic or a shell command?)"
    if any(isinstance(node, kinds) for node in nodes):
        yield "defines a function or class: this belongs in the library"
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            yield f"failed with {output['ename']}"
        if output["output_type"] == "stream":
            yield f"prints to {output['name']}: show an object in its place"
        for mime, content in output.get("data", {}).items():
            inside = mime in ("text/html", "text/markdown") and _PICTURE.search("".join(content))
            if mime in PIXELS or mime.startswith("image/") or inside:
                yield f"holds pixels ({mime})"
        words = "".join(map(str, output.get("data", {}).get("text/plain", "")))
        if "object at 0x" in words:
            yield "shows an address of memory"


def _last_mark(source: str) -> str:
    """The last token of a cell that is neither comment nor blank."""
    empty = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER)
    last = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in empty:
                last = token.string
    except (tokenize.TokenError, IndentationError):
        return source.rstrip()[-1:]
    return last
