"""From an executed notebook to a page: one file, no code shown, nothing fetched from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).resolve().parent / "template"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


class Pages:
    """Makes pages; the exporter is built once and used for all.

    Examples
    --------
    >>> import nbformat
    >>> cell = nbformat.v4.new_markdown_cell("## What is new")
    >>> html = Pages().html(nbformat.v4.new_notebook(cells=[cell]), "Alandria 2023")
    >>> "<title>Alandria 2023</title>" in html
    True
    """

    @cached_property
    def _exporter(self) -> Any:
        from nbconvert.exporters import HTMLExporter

        return HTMLExporter(
            template_name="tip",
            extra_template_basedirs=[str(_TEMPLATES)],
            anchor_link_text="",
            embed_images=False,
        )

    @cached_property
    def css(self) -> str:
        """The style of all pages."""
        return (_TEMPLATES / "tip" / "page.css").read_text(encoding="utf-8")

    def html(
        self,
        notebook: Mapping[str, Any],
        title: str,
        links: Sequence[Mapping[str, str]] = (),
    ) -> str:
        """The page of one notebook.

        Parameters
        ----------
        notebook : mapping
            An executed notebook, version 4.
        title : str
            The page's title; escaped.
        links : sequence of mapping
            ``href`` and ``words`` of other pages, for the head of the page; escaped.
        """
        import nbformat

        node = nbformat.from_dict(notebook)
        resources = {
            "tip": {
                "title": title,
                "css": self.css,
                "links": list(links),
                "contents": contents(node),
            }
        }
        body, _ = self._exporter.from_notebook_node(node, resources=resources)
        return str(body)


def contents(notebook: Mapping[str, Any]) -> list[dict[str, str]]:
    """The second-level headings of a notebook, with the anchors that nbconvert gives them."""
    found = []
    for cell in notebook["cells"]:
        texts = [cell["source"]] if cell["cell_type"] == "markdown" else []
        for output in cell.get("outputs", []):
            texts.append(output.get("data", {}).get("text/markdown", ""))
        for text in texts:
            for words in _HEADING.findall("".join(text)):
                found.append({"words": words.strip(), "anchor": words.strip().replace(" ", "-")})
    return found
