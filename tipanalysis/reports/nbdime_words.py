"""The difference between two notebooks as nbdime tells it; nbdime is in the extra ``review``."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from tipanalysis.errors import UnknownParameter
from tipanalysis.reports.tidy import PIXELS
from tipanalysis.shown import FIGURE_MIME, TABLE_MIME


def nbdime_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """A notebook difference in nbdime's own form, without colours; not escaped.

    nbdime tells a changed output whole. So a table and a figure's numbers are given to it line by
    line, without pixels and without the HTML that says the same again: it then tells the lines.

    Raises
    ------
    UnknownParameter
        If nbdime is not installed.
    """
    try:
        from nbdime.diffing.notebooks import diff_notebooks
        from nbdime.prettyprint import PrettyPrintConfig, pretty_print_notebook_diff
    except ImportError as error:
        raise UnknownParameter(
            "--nbdime needs nbdime: pip install 'tipanalysis[review]'."
        ) from error
    import nbformat

    before, after = (nbformat.reads(json.dumps(_lined(one)), as_version=4) for one in (old, new))
    told = io.StringIO()
    changes = diff_notebooks(before, after)
    pretty_print_notebook_diff(
        "given", "rerun", before, changes, PrettyPrintConfig(out=told, use_color=False)
    )
    return told.getvalue()


def _lined(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """A notebook whose outputs are texts of many short lines."""
    cells = []
    for cell in notebook["cells"]:
        kept = dict(cell)
        if "outputs" in cell:
            kept["outputs"] = [
                {**output, "data": _lines(output["data"])} if "data" in output else output
                for output in cell["outputs"]
            ]
        cells.append(kept)
    return {**notebook, "cells": cells}


def _lines(data: Mapping[str, Any]) -> dict[str, Any]:
    stored = [mime for mime in (TABLE_MIME, FIGURE_MIME) if mime in data]
    dropped = {*PIXELS, *stored, *(("text/html",) if stored else ())}
    kept = {mime: content for mime, content in data.items() if mime not in dropped}
    if stored:
        told = "\n".join(line for mime in stored for line in _leaves(data[mime], ""))
        kept["text/plain"] = f"{''.join(kept.get('text/plain', ''))}\n{told}\n"
    return kept


def _leaves(value: Any, where: str) -> Iterator[str]:
    """One line for each value, a list of plain values being one."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from _leaves(value[key], f"{where} {key}".strip())
    elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        for number, one in enumerate(value, start=1):
            yield from _leaves(one, f"{where} {number}")
    else:
        yield f"{where}: {json.dumps(value, ensure_ascii=False)}"
