"""Notebooks and manifests are written as Python's own `json` would write them."""

import json
from pathlib import Path
from typing import Any

import nbformat
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.reports.json_text import indented
from tipanalysis.reports.tidy import as_text, canonical

ROOT = Path(__file__).parents[1]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES, st.integers(1, 4))
def test_the_text_is_that_of_json_dumps(value: Any, indent: int) -> None:
    expected = json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=True)
    assert indented(value, indent) == expected


def test_a_notebook_is_written_as_nbformat_writes_it_and_is_left_as_it_was() -> None:
    path = ROOT / "notebooks" / "country_report.ipynb"
    notebook = canonical(nbformat.read(path, as_version=4), pixels=True)
    notebook["cells"][2]["outputs"] += [
        {"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"},
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {
                "image/png": "AA\nBB\n",
                "image/svg+xml": "<svg>\n</svg>",
                "text/plain": "a\nb",
            },
        },
    ]
    before = json.dumps(notebook)
    node = nbformat.from_dict(notebook)
    assert as_text(notebook) == nbformat.v4.writes(node) + "\n"
    assert json.dumps(notebook) == before
