"""A country narrative in its one normal form: heading, sections by name, numbered sentences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

ASSESSMENT = "assessment"
RECOMMENDATIONS = "recommendations"
PROSECUTION = "prosecution"
PROTECTION = "protection"
PREVENTION = "prevention"
PROFILE = "profile"
#: What special cases have in place of recommendations and the three Ps.
EFFORTS = "efforts"
SECTIONS = (
    ASSESSMENT,
    RECOMMENDATIONS,
    PROSECUTION,
    PROTECTION,
    PREVENTION,
    PROFILE,
    EFFORTS,
)

_SHORT = (
    r"\b(?:St|Mr|Mrs|Ms|Dr|No|Nos|Art|art|Sec|Gen|Col|Lt|Sgt|vs|approx|e\.g|i\.e|etc|U\.S|U\.N|"
    r"D\.C|a\.m|p\.m|Jr|Sr|Ph\.D|Inc|Ltd|Co|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.$"
)
#: What opens a sentence even behind "U.S." and its like.
_OPENER = re.compile(r"(?:The|In|It|However|This|These|They|During|Authorities)\b")
_END = re.compile(r"[.!?][”\"’)\]]*(?=\s|[A-Z“\"]|$)")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a section.

    Attributes
    ----------
    section : str
        Name of the section, one of `SECTIONS`.
    number : int
        Place in the section, the first being 1; in `RECOMMENDATIONS`, the item.
    text : str
        The words; they never go into a table.
    """

    section: str
    number: int
    text: str

    @property
    def digest(self) -> str:
        """First 16 digits of the SHA-256 of the words, white space folded."""
        return digest_of(self.text)


@dataclass(frozen=True)
class Narrative:
    """One country's text in one edition.

    Attributes
    ----------
    iso3 : str
        Code of the country.
    edition : int
        Edition of the Report.
    heading : str
        As printed, for example ``ALANDRIA: Tier 2``.
    sections : mapping of str to str
        Text by section name; a section that the narrative lacks is absent.
    source : str
        File or address it was read from.
    digest : str
        SHA-256 of the bytes it was read from.
    """

    iso3: str
    edition: int
    heading: str
    sections: Mapping[str, str]
    source: str = ""
    digest: str = ""
    _cut: dict[str, tuple[Sentence, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def is_special_case(self) -> bool:
        """Whether the heading calls it a special case."""
        return "special case" in self.heading.casefold()

    def sentences(self, section: str) -> tuple[Sentence, ...]:
        """The sentences of one section, numbered from 1; none where it has no such section."""
        if section not in self._cut:
            texts = split_sentences(self.sections.get(section, ""))
            self._cut[section] = tuple(
                Sentence(section, number, text) for number, text in enumerate(texts, start=1)
            )
        return self._cut[section]


def digest_of(text: str) -> str:
    """First 16 digits of the SHA-256 of some words, white space folded.

    Examples
    --------
    >>> digest_of("Two  words") == digest_of("Two words ")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences of running text, also where the space after the full stop is lost.

    Examples
    --------
    >>> split_sentences("The Government of St. Alba tried.Police did not.")
    ('The Government of St. Alba tried.', 'Police did not.')
    >>> split_sentences("It was sent to the U.S. The U.S. Department of Labor saw it.")
    ('It was sent to the U.S.', 'The U.S. Department of Labor saw it.')
    """
    folded = " ".join(text.split())
    cuts, start = [], 0
    for match in _END.finditer(folded):
        piece = folded[start : match.end()]
        following = folded[match.end() :].lstrip()
        if not following:
            break
        initials = re.search(r"\b[A-Z]\.$", piece) and not (
            piece.endswith(("U.S.", "U.N.")) and _OPENER.match(following)
        )
        short = re.search(_SHORT, piece) and not piece.endswith(("U.S.", "U.N."))
        if short or initials or following[:1].islower():
            continue
        cuts.append(piece.strip())
        start = match.end()
    rest = folded[start:].strip()
    return tuple(piece for piece in [*cuts, rest] if piece)
