"""Letters as carriers print them, brought to one form: spaces, ligatures, lost glyphs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SPACES = re.compile(r"[^\S\n]+")
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
#: WinAnsi bytes that were read as PDFDocEncoding, and what they stand for. A false ligature is
#: a quotation mark.
_MISREAD = str.maketrans(
    {"™": "’", "ﬁ": "“", "ﬂ": "”", "Œ": "–", "Š": "—", "‚": "‘", "ƒ": "†", "•": "€", "Ł": "•"}
)
_MISREAD_SIGN = re.compile(r"(?<=[a-z])™(?=s\b|t\b)|(?<=s)™(?= )")
_LOST = re.compile(r"[A-Za-z]*[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]+[A-Za-z]*")
_LOST_GLYPH = re.compile(r"[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]")
#: Words of the field that have a ligature; what the document itself prints is added to them.
_WORDS = (
    "trafficking traffickers trafficker trafficked official officials officially officer officers "
    "office offices efforts effort effective effectively sufficient sufficiently insufficient "
    "first five fifth fifteen fifty fines fine financial find findings final finalized finalize "
    "fishing field file filed figures fight specific specifically identified identify identifying "
    "identification significant significantly certified certificate confiscated "
    "confiscate difficult difficulty benefit benefits affected different offenses offense offender "
    "offenders offered offer off staff conflict conflicts influence inflict reflect flow flows "
    "flee fled flight flights affairs affiliated ratified ratify defined define "
    "definition justified qualified beneficiaries modified unidentified suffered suffer "
    "afford"
)
_KNOWN = frozenset(_WORDS.split())


def plain(text: str) -> str:
    r"""Fold what differs between carriers but not between readers.

    One apostrophe (the upright one), one space, no invisible characters, ligatures as letters.
    Line ends stay; spaces at line ends go.

    Examples
    --------
    >>> plain("the government’s  tra\ufb03cking\u00a0unit ")
    "the government's trafficking unit"
    """
    text = unicodedata.normalize("NFC", spelt_out(text)).translate(_NOTHING)
    text = text.replace("’", "'").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines)


def spelt_out(text: str) -> str:
    """Ligatures as the letters that they stand for.

    Examples
    --------
    >>> spelt_out("oﬃce")
    'office'
    """
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return text


def is_misread(text: str) -> bool:
    """Whether a document's bytes were read in the wrong encoding.

    A trade-mark sign stands for the apostrophe between letters, several times, and there is no
    other apostrophe.

    Examples
    --------
    >>> is_misread("Alandria™s court, the unit™s head, the judge™s file"), is_misread("Loom™")
    (True, False)
    """
    return len(_MISREAD_SIGN.findall(text)) >= 3 and "’" not in text


def mend_glyphs(text: str) -> str:
    r"""Undo what a PDF's missing or wrong character map does to the letters of a whole document.

    Where the bytes were read in the wrong encoding (see `is_misread`), apostrophes, quotation
    marks and dashes are mended. Where a ligature came out
    as no letter at all, the one is put in that makes a word which the document prints elsewhere
    or which is common in the field; else the gap stays.

    Examples
    --------
    >>> mend_glyphs("the government™s ﬁsafe homeﬂ, Alandria™s ﬁsecondﬂ, the unit™s third")
    'the government’s “safe home”, Alandria’s “second”, the unit’s third'
    >>> mend_glyphs("human tra\ufffdcking")
    'human trafficking'
    """
    if is_misread(text):
        text = text.translate(_MISREAD)
    if not _LOST_GLYPH.search(text):
        return text
    printed = Counter(word.lower() for word in re.findall(r"[A-Za-zﬀ-ﬆ]+", text))

    def mended(match: re.Match[str]) -> str:
        word = match.group()
        tries = [_LOST_GLYPH.sub(letters, word) for letters in ("fi", "ffi", "ff", "fl", "ffl")]
        known = [t for t in tries if t.lower() in _KNOWN or printed[t.lower()]]
        if not known:
            return word
        return max(known, key=lambda t: (t.lower() in _KNOWN, printed[t.lower()]))

    return _LOST.sub(mended, text)
