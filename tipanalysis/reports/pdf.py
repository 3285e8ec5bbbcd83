"""A report as PDF: the executed notebook, typeset by typst from its wheel, with its own fonts.

Text reaches typst as data (a JSON file), never as source: whatever a name or statement holds, it
is printed as it stands and cannot become markup. The same notebook gives the same bytes.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tipanalysis.errors import TipError
from tipanalysis.reports import outputs
from tipanalysis.reports.about import About
from tipanalysis.reports.page import TEMPLATES, not_on_a_sheet, said_once
from tipanalysis.shown import TABLE_MIME

Block = dict[str, Any]
_HIDDEN = frozenset({"hide", "parameters", "injected-parameters"})


class PdfUnavailable(TipError):
    """The extra that typesets PDF is not installed."""


def typeset(
    notebook: dict[str, Any],
    title: str,
    release: str,
    about: About | None = None,
    drawings: Mapping[str, str] | None = None,
) -> bytes:
    """The PDF of an executed notebook.

    Parameters
    ----------
    notebook : dict
        Executed, with its pixels.
    title : str
        The document's title.
    release : str
        The data release, for the foot of the pages.
    about : About, optional
        What stands above the report.
    drawings : mapping, optional
        Figures as SVG, by name; the others come as pixels.

    Returns
    -------
    bytes
        A4 pages with contents, page numbers and repeated table heads; no date inside.

    Raises
    ------
    PdfUnavailable
        If typst or markdown-it-py is not installed.
    """
    typst = library()
    vectors = drawings or {}
    shown = blocks(notebook)
    for block in shown:
        if block["kind"] == "figure":
            block["format"] = "svg" if vectors.get(block["name"]) else "png"
    head = asdict(about) if about else None
    content = {"title": title, "release": release, "about": head, "blocks": shown}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(TEMPLATES / "pdf" / "report.typ", folder / "report.typ")
        for figure in outputs.figures(notebook):
            drawing = vectors.get(figure.name)
            image = drawing.encode("utf-8") if drawing else figure.png
            (folder / f"{figure.name}.image").write_bytes(image)
        text = json.dumps(content, ensure_ascii=True)
        (folder / "content.json").write_text(text, encoding="ascii")
        made = typst.compile(
            folder / "report.typ",
            root=folder,
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    return bytes(made)


def library() -> Any:
    """The typesetter, or an error that says what to install."""
    try:
        import markdown_it  # noqa: F401
        import typst
    except ImportError as error:
        raise PdfUnavailable(
            "PDF needs two more packages: pip install 'tipanalysis[pdf]'"
        ) from error
    return typst


def blocks(notebook: dict[str, Any]) -> list[Block]:
    """What a notebook shows, as blocks for the typesetter, in order.

    Returns
    -------
    list of dict
        ``kind`` is ``heading`` (level, runs), ``text`` (runs), ``list`` (ordered, items: blocks),
        ``code`` or ``note`` (text), ``table`` (title, note, head, rows, numeric, widths: 0 as wide
        as its words, else a share) or ``figure`` (name, alt, caption: blocks). A run is a text with
        ``bold``, ``italic``, ``code`` and ``href``.
    """
    figures = iter(outputs.figures(notebook))
    found: list[Block] = []
    for cell in said_once(notebook)["cells"]:
        tags = set(cell.get("metadata", {}).get("tags", []))
        if cell["cell_type"] == "markdown":
            found += prose("".join(cell["source"]))
        if cell["cell_type"] != "code" or tags & _HIDDEN:
            continue
        for output in cell["outputs"]:
            data = output.get("data", {})
            if "image/png" in data:
                figure = next(figures)
                found.append(
                    {"kind": "figure", "name": figure.name, "alt": figure.alt, "caption": []}
                )
            elif "caption" in tags and found and found[-1]["kind"] == "figure":
                found[-1]["caption"] = prose("".join(data.get("text/markdown", "")))
            else:
                found += _shown(output, data)
    return found


def _shown(output: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[Block]:
    if TABLE_MIME in data and (instead := not_on_a_sheet(data[TABLE_MIME])):
        yield {"kind": "note", "text": instead}
    elif TABLE_MIME in data and data[TABLE_MIME]["rows"]:
        yield _table("".join(data.get("text/html", "")), data[TABLE_MIME])
    elif "text/markdown" in data:
        yield from prose("".join(data["text/markdown"]))
    else:
        text = "".join(data.get("text/plain", output.get("text", ""))).strip()
        if text:
            kind = "note" if TABLE_MIME in data else "code"
            yield {"kind": kind, "text": text}


class _Cells(HTMLParser):
    """The cells of a shown table as people read them: values in words, headings with labels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.numeric: list[bool] = []
        self._into: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td") and self.rows:
            self._into = self.rows[-1]
            self._into.append("")
            if tag == "th":
                self.numeric.append(("class", "num") in attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


def _table(html: str, table: Mapping[str, Any]) -> Block:
    cells = _Cells(html)
    head, *rows = cells.rows
    widest = [max(len(row[n]) for row in cells.rows) for n in range(len(head))]
    return {
        "kind": "table",
        "title": table["title"],
        "note": table["note"],
        "head": head,
        "rows": rows,
        "numeric": cells.numeric,
        "widths": [0 if width <= 22 else round(width**0.6, 2) for width in widest],
    }


def prose(markdown: str) -> list[Block]:
    """Markdown as blocks; raw HTML in it is text like any other.

    Examples
    --------
    >>> prose("Thailand stands on **Tier 2**.")[0]["runs"][1]["text"]
    'Tier 2'
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    tokens = iter(parser.parse(markdown))
    return list(_blocks(tokens, ""))


def _blocks(tokens: Iterator[Any], until: str) -> Iterator[Block]:
    """Blocks up to the token that closes the present one."""
    for token in tokens:
        if token.type == until:
            return
        if token.type == "heading_open":
            yield {"kind": "heading", "level": int(token.tag[1]), "runs": _runs(next(tokens))}
        elif token.type == "paragraph_open":
            yield {"kind": "text", "runs": _runs(next(tokens))}
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            close = token.type.replace("open", "close")
            items = [list(_blocks(tokens, "list_item_close")) for _ in _openings(tokens, close)]
            yield {"kind": "list", "ordered": token.type.startswith("ordered"), "items": items}
        elif token.type in ("fence", "code_block"):
            yield {"kind": "code", "text": token.content.rstrip("\n")}
        elif token.type == "blockquote_open":
            yield from _blocks(tokens, "blockquote_close")


def _openings(tokens: Iterator[Any], until: str) -> Iterator[Any]:
    for token in tokens:
        if token.type == until:
            return
        yield token


def _runs(inline: Any) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    bold = italic = 0
    href = ""
    for token in inline.children or ():
        text = token.content
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "link_open":
            href = _web(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            href = ""
        elif token.type in ("softbreak", "hardbreak"):
            text = " "
        if text:
            code = token.type == "code_inline"
            run = {"bold": bold > 0, "italic": italic > 0, "code": code, "href": href}
            runs.append({"text": text, **run})
    return runs


def _web(address: str) -> str:
    """An address on the web, or nothing: no other kind is linked."""
    return address if address.startswith(("https://", "http://")) else ""
