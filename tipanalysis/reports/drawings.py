"""Drawings and documents whose bytes differ: SVG and PDF.

From the same code and versions, other bytes are another drawing. From others, lines and letters may
be drawn otherwise: then both are drawn as pixels, by a process of its own, and compared as pictures
are; words and whatever runs, fetches or hides must be the same.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser

from tipanalysis.reports import pixels
from tipanalysis.reports.differences import PIXEL, WORDS
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
#: What matplotlib writes of itself into its metadata.
_CREDIT = re.compile(r"Matplotlib v[0-9.a-z]+, https://matplotlib\.org/")
_SECONDS, _MOST_PAGES = 60, 60
_MOST_CHARACTERS = 2_000_000
_DRAW_SVG = """
import pathlib, sys, tempfile
import typst
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "given.svg").write_bytes(sys.stdin.buffer.read())
    page = "#set page(width: auto, height: auto, margin: 0pt)\\n#image(\\"given.svg\\")"
    (folder / "page.typ").write_text(page)
    made = typst.compile(
        folder / "page.typ", root=folder, format="png", ppi=100, ignore_system_fonts=True
    )
sys.stdout.buffer.write(made)
"""
_READ_PDF = f"""
import base64, io, json, sys
import pypdfium2
from pypdfium2 import raw
file = pypdfium2.PdfDocument(sys.stdin.buffer.read())
if len(file) > {_MOST_PAGES}:
    sys.exit("too many pages")
hidden = [raw.FPDFDoc_GetJavaScriptActionCount(file), raw.FPDFDoc_GetAttachmentCount(file)]
words, drawn = [], []
for page in file:
    hidden.append(raw.FPDFPage_GetAnnotCount(page))
    words.append(page.get_textpage().get_text_range())
    made = io.BytesIO()
    page.render(scale=1).to_pil().save(made, "PNG")
    drawn.append(base64.b64encode(made.getvalue()).decode())
told = {{"words": "\\n".join(words)[:{_MOST_CHARACTERS}], "hidden": hidden, "pages": drawn}}
sys.stdout.buffer.write(json.dumps(told).encode())
"""


@dataclass(frozen=True)
class Document:
    """A PDF as it can be compared."""

    words: str
    hidden: tuple[int, ...]
    pages: tuple[bytes, ...]


def drawing_changes(name: str, old: bytes, new: bytes, alike: bool) -> list[tuple[Change, str]]:
    """What is known of two drawings or documents with other bytes; never nothing.

    Parameters
    ----------
    name : str
        Ends in ``.svg`` or ``.pdf``.
    old, new : bytes
        ``old`` may come from anybody.
    alike : bool
        Whether both are said to come from the same code and the same libraries.

    Returns
    -------
    list of (Change, str)
        Each with its kind: ``words``, or ``pixels`` for what only is drawn otherwise.
    """
    if name.endswith(".svg"):
        what, found = "drawing", _svg_changes(old, new)
        pairs = [] if found or alike else [(_drawn(old), _drawn(new))]
    else:
        what = "document"
        found, pairs = _pdf_changes(old, new)
    if alike or found:
        return [(change, WORDS) for change in [*found, Change("", f"a {what}", f"another {what}")]]
    return [_seen(what, pairs)]


def _seen(what: str, pairs: list[tuple[bytes | None, bytes | None]]) -> tuple[Change, str]:
    """The pages of both, drawn here, as pictures."""
    if any(one is None or other is None for one, other in pairs):
        told = "unchecked: it cannot be drawn here as pixels (the extra pdf does that)"
        return Change("", f"a {what} by other code or another version", told), WORDS
    apart = [pixels.compare(one or b"", other or b"", same_code=False) for one, other in pairs]
    worst = max(apart, key=lambda seen: seen.apart)
    if not worst.same:
        return Change("", f"a {what}", f"another {what}, drawn as pixels"), WORDS
    measured = f"apart by {worst.apart:.0f} of 255; {worst.tolerance} is the tolerance"
    told = f"other lines, the same {what} when drawn as pixels ({measured})"
    return Change("", f"a {what} by other code or another version", told), PIXEL


def _svg_changes(old: bytes, new: bytes) -> list[Change]:
    before, after = (_Drawing(text.decode("utf-8", "replace")) for text in (old, new))
    found = text_changes("\n".join(before.words), "\n".join(after.words), "words")
    active = dict.fromkeys(text for text in before.active if text not in after.active)
    return found + [Change("active content", text, "(nothing)") for text in active]


def _pdf_changes(
    old: bytes, new: bytes
) -> tuple[list[Change], list[tuple[bytes | None, bytes | None]]]:
    before, after = document(old), document(new)
    if after is None:
        return [], [(None, None)]
    if before is None:
        return [Change("words", "cannot be read", "words")], []
    found = text_changes(before.words, after.words, "words")
    if before.hidden != after.hidden:
        told = (", ".join(map(str, one.hidden)) for one in (before, after))
        found.append(Change("scripts, attachments, and links by page", *told))
    if len(before.pages) != len(after.pages):
        found.append(Change("pages", str(len(before.pages)), str(len(after.pages))))
    return found, [] if found else list(zip(before.pages, after.pages, strict=True))


def _drawn(svg: bytes) -> bytes | None:
    """An SVG as PNG; None if that cannot be."""
    return _asked(_DRAW_SVG, svg)


def document(data: bytes) -> Document | None:
    """What pypdfium2 reads of a PDF, in a process of its own; None if it cannot."""
    told = _asked(_READ_PDF, data)
    if told is None:
        return None
    content = json.loads(told)
    pages = tuple(base64.b64decode(page) for page in content["pages"])
    words = str(content["words"]).replace("\r\n", "\n")
    return Document(words, tuple(content["hidden"]), pages)


def _asked(code: str, data: bytes) -> bytes | None:
    command = [sys.executable, "-I", "-c", code]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return None if done.returncode else done.stdout


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
        text = " ".join(data.split())
        if text and not _CREDIT.fullmatch(text):
            self.words.append(text)

    def unknown_decl(self, data: str) -> None:
        self.words.append(" ".join(data.split()))
