"""From an executed notebook to a page: one file, no code shown, nothing fetched from outside.

Markdown is rendered with raw HTML escaped, and the page forbids every script and every fetch by its
own content security policy: text from outside can neither run nor call home.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tipanalysis.reports.about import About
from tipanalysis.shown import FIGURE_MIME, TABLE_MIME

TEMPLATES = Path(__file__).resolve().parent / "template"
#: What a page shows of an output, the best first; scripts and widgets are not among it.
_SHOWN = ("text/html", "text/markdown", "image/png", "text/plain")
_HEADING = re.compile(r"^## .+$", re.MULTILINE)
_RENDERED = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
#: The words of a cell, its long words, and the marks in them after which a line may break.
_CELL = re.compile(r"(?<=<td>)[^<]+")
_LONG = re.compile(r"[^\s&]{18,}")
_MARK = re.compile(r"(?<=\w)[/_?=.-](?=\w)")
#: A sheet of A4 holds no more columns side by side.
_SHEET_HOLDS = 12
#: Where outputs keep numbers beside what is shown.
_NUMBERS = MappingProxyType({FIGURE_MIME: "axes", TABLE_MIME: "rows"})
#: What a table without rows says, before its reason.
_NOTHING = ": nothing to show. "


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
        from nbconvert.exporters.templateexporter import TemplateExporter
        from traitlets.config import Config

        # The plain exporter: that for HTML parses and rewrites the finished page once more.
        return TemplateExporter(
            template_name="tip",
            file_extension=".html",
            optimistic_validation=True,  # once, not after each of eight preprocessors
            extra_template_basedirs=[str(TEMPLATES)],
            filters={
                "prose": self._markdown,
                "breakable": breakable,
                "not_on_a_sheet": not_on_a_sheet,
            },
            config=Config({"NbConvertBase": {"display_data_priority": list(_SHOWN)}}),
        )

    @cached_property
    def _markdown(self) -> Callable[[str], str]:
        return markdown()

    @cached_property
    def css(self) -> str:
        """The style of all pages."""
        return style("tip/page.css")

    def warm(self) -> None:
        """Import and build what pages need: half a second that may pass beside a kernel's run."""
        _ = self._exporter

    def html(self, notebook: Mapping[str, Any], title: str, about: About | None = None) -> str:
        """The page of one notebook.

        Parameters
        ----------
        notebook : mapping
            An executed notebook, version 4.
        title : str
            The page's title; escaped.
        about : About, optional
            What stands above and below the report: place, period, other reports.
        """
        import nbformat

        node = nbformat.from_dict(without_numbers(said_once(notebook)))
        resources = {
            "tip": {
                "title": title,
                "css": self.css,
                "about": about,
                "contents": contents(node, self._markdown),
            }
        }
        body, _ = self._exporter.from_notebook_node(node, resources=resources)
        return str(body)


def style(name: str) -> str:
    """The style of one kind of page, with the colours of the places in front."""
    parts = (TEMPLATES / "places.css", TEMPLATES / name)
    return "".join(part.read_text(encoding="utf-8") for part in parts)


def markdown() -> Callable[[str], str]:
    """A renderer of Markdown that lets no raw HTML and no script address through.

    Examples
    --------
    >>> markdown()("<script>x</script> and [a](javascript:x)").count("script>x<")
    0
    """
    import mistune

    class Headed(mistune.HTMLRenderer):
        def text(self, text: str) -> str:
            return mistune.safe_entity(text)  # an entity is a letter, not to be escaped again

        def heading(self, text: str, level: int, **attrs: Any) -> str:
            return f'<h{level} id="{anchor(text)}">{text}</h{level}>\n'

    made = mistune.create_markdown(renderer=Headed(escape=True), plugins=["table"])

    def render(text: str) -> str:
        return str(made("".join(text)))

    return render


def breakable(html: str) -> str:
    """Shown tables whose long words (addresses, keys) may break after their marks, not within.

    Examples
    --------
    >>> breakable("<td>https://example.org/a-page</td><td>a short/word</td>")
    '<td>https://example.<wbr>org/<wbr>a-<wbr>page</td><td>a short/word</td>'
    """
    return _CELL.sub(lambda cell: _LONG.sub(_with_breaks, cell[0]), html)


def _with_breaks(word: re.Match[str]) -> str:
    return _MARK.sub(r"\g<0><wbr>", word[0])


def not_on_a_sheet(table: Mapping[str, Any]) -> str:
    """What stands on paper in place of a table that is too wide for it; nothing for the others.

    Parameters
    ----------
    table : mapping
        What a shown table carries beside its HTML: ``name``, ``title``, ``columns``.

    Examples
    --------
    >>> wide = {"name": "themes", "title": "Themes", "columns": ["theme", *"ABCDEFGHIJKL"]}
    >>> not_on_a_sheet(wide)
    'Themes: its 13 columns are more than a sheet holds; they are in tables/themes.csv.'
    >>> not_on_a_sheet({"name": "tiers", "title": "Tiers", "columns": ["tier", "n"]})
    ''
    """
    columns = len(table.get("columns", ()))
    if columns <= _SHEET_HOLDS:
        return ""
    where = f"they are in tables/{table['name']}.csv"
    return f"{table['title']}: its {columns} columns are more than a sheet holds; {where}."


def anchor(heading: str) -> str:
    """The anchor of a heading, from its rendered words.

    Examples
    --------
    >>> anchor("What <em>the law</em> allows &amp; asks")
    'what-the-law-allows-asks'
    """
    words = unescape(_TAG.sub("", heading)).lower()
    return re.sub(r"\W+", "-", words).strip("-") or "section"


def contents(
    notebook: Mapping[str, Any], render: Callable[[str], str] | None = None
) -> list[dict[str, str]]:
    """The second-level headings of a notebook, with their anchors.

    Returns
    -------
    list of dict
        ``words`` (plain text, not escaped) and ``anchor``.
    """
    to_html = render or markdown()
    found = []
    for cell in notebook["cells"]:
        texts = [cell["source"]] if cell["cell_type"] == "markdown" else []
        texts += [_prose(output) for output in cell.get("outputs", [])]
        for text in texts:
            for line in _HEADING.findall("".join(text)):
                for name, words in _RENDERED.findall(to_html(line)):
                    found.append({"words": unescape(_TAG.sub("", words)).strip(), "anchor": name})
    return found


def said_once(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook without empty prose, and without prose that only repeats the output before.

    Two cells of a section that both have nothing to say give the same reason; one line is enough.
    An empty table says its reason after its title; the same words need not follow it.
    """
    cells, last = [], ""
    for cell in notebook["cells"]:
        kept = dict(cell)
        if cell["cell_type"] == "code":
            kept["outputs"] = []
            for output in cell.get("outputs", []):
                if "text/markdown" in output.get("data", {}) and _repeats(_prose(output), last):
                    continue
                kept["outputs"].append(output)
                last = _reason(output)
        else:
            last = ""
        cells.append(kept)
    return {**notebook, "cells": cells}


def without_numbers(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook without what figures plot and the rows of tables beside those it shows.

    No page shows them, and to copy them takes time.
    """
    return {**notebook, "cells": [_light_cell(cell) for cell in notebook["cells"]]}


def _light_cell(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    if not cell.get("outputs"):
        return cell
    return {**cell, "outputs": [_light_output(output) for output in cell["outputs"]]}


def _light_output(output: Mapping[str, Any]) -> Mapping[str, Any]:
    data = output.get("data", {})
    light = {
        mime: {key: value for key, value in data[mime].items() if key != numbers}
        for mime, numbers in _NUMBERS.items()
        if isinstance(data.get(mime), Mapping)
    }
    return {**output, "data": {**data, **light}} if light else output


def _repeats(prose: str, last: str) -> bool:
    words = prose.strip()
    return words in ("", last) or (_NOTHING in last and words.removesuffix(".") in last)


def _reason(output: Mapping[str, Any]) -> str:
    """What an output says if it is prose, or a table with no rows; else nothing."""
    empty = _NOTHING in (plain := "".join(output.get("data", {}).get("text/plain", "")))
    return _prose(output).strip() or (plain if empty else "")


def _prose(output: Mapping[str, Any]) -> str:
    return "".join(output.get("data", {}).get("text/markdown", ""))
