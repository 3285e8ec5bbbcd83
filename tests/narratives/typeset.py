"""Typeset narratives as the Report is printed: two columns, running heads, thumb index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

PAGE = (612.0, 792.0)
TOP, BOTTOM, OUTER, GUTTER = 66.0, 60.0, 54.0, 18.0
SIZE, LEADING = 8.5, 10.5
COLUMN = (PAGE[0] - 2 * OUTER - GUTTER) / 2


@dataclass
class Style:
    """What the page looks like."""

    font: str = "Times-Roman"
    interleaved: bool = False
    justified: bool = False
    ligatures: bool = False
    thumb_index: bool = True
    hyphenate: int = 0
    encryption: Any = None
    glyphs: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One printed line."""

    text: str
    indent: float = 0.0
    last: bool = True
    country: str = ""


def narrative_lines(
    heading: str, paragraphs: Iterable[str], style: Style, country: str
) -> list[Line]:
    """Lines of one narrative: headings are lines in capitals, the rest is prose."""
    out = [Line("", country=country)]
    out += [Line(text, country=country) for text in _broken(heading, COLUMN * 0.55, style)]
    for paragraph in paragraphs:
        if paragraph == paragraph.upper():
            out.append(Line("", country=country))
            texts = _broken(paragraph, COLUMN, style)
        else:
            texts = _broken(paragraph, COLUMN - 9, style)
        prose = paragraph != paragraph.upper()
        for number, text in enumerate(texts):
            first, last = number == 0, number == len(texts) - 1
            out.append(Line(text, 9.0 if first and prose else 0.0, last or not prose, country))
    return out


def _broken(text: str, width: float, style: Style) -> list[str]:
    """Words to lines; a line may end after a hyphen or a dash, as in print."""
    pieces = re.findall(r"\S+?(?:(?<=[a-z])-(?=[a-z])|—(?=\w))|\S+\s*", " ".join(text.split()))
    lines, line = [], ""
    for count, piece in enumerate(pieces):
        if pdfmetrics.stringWidth((line + piece).rstrip(), style.font, SIZE) > width and line:
            word = piece.rstrip()
            if (
                style.hyphenate
                and count % style.hyphenate == 0
                and len(word) > 8
                and word.isalpha()
            ):
                line, piece = line + word[:4] + "-", piece[4:]
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def typeset(path: Path, lines: Sequence[Line], style: Style | None = None) -> int:
    """Print lines to a PDF; the number of pages is returned."""
    style = style or Style()
    canvas = Canvas(str(path), pagesize=PAGE, invariant=1, encrypt=style.encryption)
    rows = int((PAGE[1] - TOP - BOTTOM) // LEADING)
    number = 0
    for start in range(0, len(lines), 2 * rows):
        number += 1
        page = lines[start : start + 2 * rows]
        _furniture(canvas, number, page[0].country, style)
        canvas.setFont(style.font, SIZE)
        placed = [
            (OUTER + (i // rows) * (COLUMN + GUTTER), PAGE[1] - TOP - (i % rows) * LEADING, line)
            for i, line in enumerate(page)
        ]
        if style.interleaved:
            placed.sort(key=lambda item: -item[1])
        for x, y, line in placed:
            _draw(canvas, x + line.indent, y, line, style)
        canvas.showPage()
    canvas.save()
    return number


def _draw(canvas: Canvas, x: float, y: float, line: Line, style: Style) -> None:
    text = line.text
    if style.ligatures:
        for letters, glyph in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
            text = text.replace(letters, glyph)
    words = text.split(" ")
    room = COLUMN - line.indent
    width = pdfmetrics.stringWidth(text, style.font, SIZE)
    if not style.justified or line.last or len(words) < 2 or width < 0.6 * room:
        canvas.drawString(x, y, text)
        return
    extra = (room - width) / (len(words) - 1)
    blank = pdfmetrics.stringWidth(" ", style.font, SIZE)
    for word in words:
        canvas.drawString(x, y, word)
        x += pdfmetrics.stringWidth(word, style.font, SIZE) + blank + extra


def _furniture(canvas: Canvas, number: int, country: str, style: Style) -> None:
    """Running head with the page number glued to it, foot, and the index at the edge."""
    canvas.setFont("Helvetica", 7)
    head = f"{number}{country}" if number % 2 == 0 else f"{country}{number}"
    canvas.drawString(OUTER, PAGE[1] - 30, head)
    canvas.drawString(OUTER, 26, "TRAFFICKING IN PERSONS REPORT  |  JUNE 2018")
    if style.thumb_index:
        for place, letter in enumerate("COUNTRYNARRATIVES"):
            canvas.drawString(PAGE[0] - 16, PAGE[1] - 120 - 14 * place, letter)
