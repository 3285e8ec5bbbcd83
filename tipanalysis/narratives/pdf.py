"""The Report as PDF to plain lines, in reading order: columns, running heads, lost letters."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tipanalysis.errors import TipError
from tipanalysis.narratives.layout import Run, column_lines, paragraphs_of
from tipanalysis.narratives.letters import is_misread, mend_glyphs, plain, spelt_out

MOST_PAGES = 2_000
#: A page of the Report has about 6,000 characters; more than this is no page of print.
MOST_CHARACTERS_OF_PAGE = 60_000
_ONE = {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ", "ﬀi": "ﬃ", "ﬀl": "ﬄ"}
#: A gap wider than this many letter heights parts two runs: a gutter or a tab, not a space.
_GAP = 1.1


def read_pdf(path: Path, progress: Callable[[int, int], None] | None = None) -> str:
    """The words of a PDF in reading order, a line for each paragraph and heading.

    Columns are read one after the other; running heads, page numbers, thumb indexes and the
    ranking graphics are left out; words broken at line ends are put together.

    Parameters
    ----------
    path : Path
        The file.
    progress : callable, optional
        Called with pages read and pages in all.

    Returns
    -------
    str

    Raises
    ------
    TipError
        If the file is encrypted, cut off, no PDF, too large, or has pictures in place of text,
        or pypdfium2 is not installed.
    """
    try:
        import pypdfium2 as pdfium
        import pypdfium2.raw as raw
    except ImportError as error:
        raise TipError(
            "Reading PDF needs pypdfium2: pip install 'tipanalysis[narratives]'."
        ) from error
    _must_be_whole(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise TipError(_reason(str(error))) from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise TipError(f"the PDF has {count:,} pages; at most {MOST_PAGES:,} are read")
        pages = []
        for number in range(count):
            pages.append(_page_lines(document, number, raw))
            if progress is not None:
                progress(number + 1, count)
    finally:
        document.close()
    text = paragraphs_of(_with_letters(pages))
    if not text.strip():
        raise TipError("the PDF has no text: its pages are pictures")
    return plain(mend_glyphs(text))


def _with_letters(pages: list[list[list[Run]]]) -> list[list[list[Run]]]:
    """Lines with ligatures spelt out, unless they stand for quotation marks in this document."""
    texts = (line.text for columns in pages for column in columns for line in column)
    if is_misread(" ".join(texts)):
        return pages
    return [
        [[line._replace(text=spelt_out(line.text)) for line in column] for column in columns]
        for columns in pages
    ]


def _must_be_whole(path: Path) -> None:
    """A PDF ends in a mark; one that was cut off lacks it, and would be read in part."""
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            raise TipError("this is no PDF")
        size = file.seek(0, 2)
        file.seek(max(0, size - 2048))
        if b"%%EOF" not in file.read():
            raise TipError("the PDF is cut off: its end is missing")


def _reason(message: str) -> str:
    if "password" in message.casefold():
        return "the PDF is encrypted: save it without a password first"
    if "security" in message.casefold():
        return "the PDF is encrypted in a way that cannot be read"
    return "the PDF is damaged and cannot be opened"


def _page_lines(document: Any, number: int, raw: Any) -> list[list[Run]]:
    page = document[number]
    try:
        text = page.get_textpage()
        try:
            count = text.count_chars()
            if count > MOST_CHARACTERS_OF_PAGE:
                raise TipError(
                    f"page {number + 1} of the PDF has {count:,} characters; at most "
                    f"{MOST_CHARACTERS_OF_PAGE:,} are read"
                )
            runs = list(_runs(text, count, raw))
        finally:
            text.close()
        return column_lines(runs, page.get_width(), page.get_height())
    finally:
        page.close()


def _runs(text: Any, count: int, raw: Any) -> Iterator[Run]:
    """Stretches of letters on one base line, without wide gaps, in the order of the file.

    Only the first and last letter of a word are measured; this loop is what reading costs.
    """
    handle = text.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    px, py, pbox = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    get_letter, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    get_origin = raw.FPDFText_GetCharOrigin
    letters: list[str] = []
    left = base = height = at = 0.0
    last = -1  # index of the last letter taken
    space = False

    def end_of_last() -> float:
        get_box(handle, last, pbox)
        return float(box.right)

    for index in range(count):
        code = get_letter(handle, index)
        if code in (10, 13):
            if letters:
                yield Run("".join(letters), left, end_of_last(), base, height)
                letters = []
            space = False
            continue
        if code == 32 or code == 160:
            space = True
            continue
        get_origin(handle, index, px, py)
        before, at = at, x.value
        letter = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if letters and at == before and (one := _ONE.get(letters[-1] + letter)):
            letters[-1] = one  # one glyph that was spelt out: letters of one place
            continue
        inside = letters and not space and 0 <= at - before < 1.2 * height
        if not inside or abs(y.value - base) > 0.4 * height:
            right = end_of_last() if letters else 0.0
            get_box(handle, index, pbox)
            size = box.top - box.bottom
            if letters and (
                abs(y.value - base) > 0.4 * max(size, height)
                or not -height <= box.left - right <= _GAP * height
            ):
                yield Run("".join(letters), left, right, base, height)
                letters = []
            if not letters:
                left, base, height = box.left, y.value, size
            elif space:
                letters.append(" ")
        space = False
        last = index
        letters.append(letter)
    if letters:
        yield Run("".join(letters), left, end_of_last(), base, height)
