"""Drawings and documents whose bytes differ: SVG and PDF.

Their lines cannot be held against those of another version, and either can carry what no reader
sees. So other bytes are never passed: what can be told is told, and the rest is said to be
unchecked.
"""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser

from tipanalysis.reports.rows import Change
from tipanalysis.reports.wording import text_changes

#: What a drawing by matplotlib is made of; anything else runs, fetches, moves or hides.
_PARTS = frozenset(
    {
        *("svg", "g", "defs", "path", "use", "rect", "clippath", "style", "metadata", "text"),
        *("tspan", "image", "rdf:rdf", "cc:work", "dc:type", "dc:date", "dc:format", "dc:creator"),
        *("cc:agent", "dc:title", "circle", "ellipse", "polygon", "polyline", "line", "title"),
    }
)
_SECONDS = 60
_MOST_CHARACTERS = 2_000_000
_WORDS_OF_PDF = f"""
import sys
import pypdfium2
pages = pypdfium2.PdfDocument(sys.stdin.buffer.read())
told = "\\n".join(page.get_textpage().get_text_range() for page in pages)
sys.stdout.buffer.write(told[:{_MOST_CHARACTERS}].encode("utf-8", "replace"))
"""


def drawing_changes(name: str, old: bytes, new: bytes, alike: bool) -> list[Change]:
    """What is known of two drawings or documents with other bytes; never nothing.

    Parameters
    ----------
    name : str
        Ends in ``.svg`` or ``.pdf``.
    old, new : bytes
        ``old`` may come from anybody.
    alike : bool
        Whether both are said to come from the same code and version of matplotlib.
    """
    vector = name.endswith(".svg")
    found = _svg_changes(old, new) if vector else _pdf_changes(old, new)
    what = "a drawing" if vector else "a document"
    if alike:
        told = f"another {what.removeprefix('a ')}"
    else:
        told = "unchecked: lines drawn by other code or another version cannot be compared"
    return [*found, Change("", what, told)]


def _svg_changes(old: bytes, new: bytes) -> list[Change]:
    before, after = (_Drawing(text.decode("utf-8", "replace")) for text in (old, new))
    found = text_changes("\n".join(before.words), "\n".join(after.words), "words")
    active = dict.fromkeys(text for text in before.active if text not in after.active)
    return found + [Change("active content", text, "(nothing)") for text in active]


def _pdf_changes(old: bytes, new: bytes) -> list[Change]:
    before, after = words_of_pdf(old), words_of_pdf(new)
    if after is None:
        return [Change("words", "not read", "pypdfium2 must be installed to read them")]
    if before is None:
        return [Change("words", "cannot be read", "words")]
    return text_changes(before, after, "words")


def words_of_pdf(data: bytes) -> str | None:
    """The words of a PDF, read by pypdfium2 in a process of its own; None if that cannot be."""
    command = [sys.executable, "-I", "-c", _WORDS_OF_PDF]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    if done.returncode:
        return None
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


class _Drawing(HTMLParser):
    """Reads an SVG as text: entities are not followed, nothing is fetched."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.active: list[str] = []
        self.feed(svg)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _PARTS:
            self.active.append(f"<{tag}>"[:80])
        for name, value in attrs:
            text = (value or "").strip()
            fetched = name in ("href", "xlink:href") and not re.match(r"#|data:image/png", text)
            if name.startswith("on") or fetched or re.search(r"url\((?!#)|javascript:", text):
                self.active.append(f"{tag} {name}={text}"[:80])

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(" ".join(data.split()))

    def unknown_decl(self, data: str) -> None:
        self.words.append(" ".join(data.split()))
