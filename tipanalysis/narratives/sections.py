"""From the running text of one country to its sections by name, for every edition since 2001."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tipanalysis.narratives.text import (
    ASSESSMENT,
    EFFORTS,
    PREVENTION,
    PROFILE,
    PROSECUTION,
    PROTECTION,
    RECOMMENDATIONS,
    SECTIONS,
    split_sentences,
)

#: From this edition on the assessment opens a narrative and the profile closes it.
PROFILE_LAST = 2017
#: From this edition on section headings are printed in capitals.
CAPITALS = 2015
#: From this edition on each narrative has its three Ps under headings.
THREE_PS = 2004
#: From this edition on each narrative has a list of recommendations.
LISTS = 2011

_WORDS = {
    "prosecution": PROSECUTION,
    "protection": PROTECTION,
    "prevention": PREVENTION,
    "trafficking profile": PROFILE,
    "scope and magnitude": PROFILE,
    "government efforts": EFFORTS,
}
_OWN_LINE = re.compile(
    r"^[ \t]*(?P<word>Prosecution|Protection|Prevention|Trafficking[ ]Profile|"
    r"Scope[ ]and[ ]Magnitude|Government[ ]Efforts)[ ]*[:.]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_TEXT_BEGINS = (
    r"(?=[\s:.–—-]*(?:[A-ZÀ-Þ][a-zà-ÿ']|[A-Z]\b[ ][a-z]|[A-Z]{2,}\b[^\n]*[a-z]|[“\"'‘†(\d]|\Z))"
)
_IN_CAPITALS = re.compile(
    r"(?<![A-ZÀ-Þ-])(?P<word>PROSECUTION|PROTECTION|PREVENTION|TRAFFICKING\s+PROFILE|"
    rf"GOVERNMENT\s+EFFORTS)(?![A-Z]{{2}})(?:[ ]*[:.])?{_TEXT_BEGINS}"
)
#: A title run into the first sentence of its paragraph.
_RUN_IN = re.compile(
    r"^[ \t]*(?P<word>Prosecution|Protection|Prevention|Trafficking Profile|"
    r"Scope and Magnitude|Government Efforts)"
    r"(?:[.:–—-]+[ ]*(?=[A-ZÀ-Þ“\"])|(?=[A-Z][a-z])|[ ]+(?=(?:The|In|During|There|A|An|No|As|On|"
    r"Although|While|Despite|Authorities|Officials|Police)\b))",
    re.MULTILINE,
)
_FOR = r"[ ]+for[ ]+(?:the[ ]+)?"
_CAPITAL_NAME = r"(?:[ ,]+[A-ZÀ-Þ][A-ZÀ-Þ'’-]*\.?){1,9}"
_TITLE_NAME = r"(?:[ ,]+(?:St\.|[A-ZÀ-Þ][\w'’-]*|of|the|and|d['’][A-Z]\w*)){1,9}"
_LIST_OWN_LINE = re.compile(
    rf"^[ \t]*(?:(?:PRIORITIZED[ ]+)?RECOMMENDATIONS(?:[ ]+FOR{_CAPITAL_NAME})?|"
    rf"(?:Prioritized[ ]+)?[Rr]ecommendations(?:[ ]+[Ff]or{_TITLE_NAME})?)[ ]*:?[ \t]*$"
    r"(?:\n(?=[^a-z\n]{3,60}:?$)[^a-z\n]+$)?",
    re.MULTILINE,
)
_LIST_RUN_IN = re.compile(
    rf"^[ \t]*(?:Prioritized[ ]+)?Recommendations(?:{_FOR}(?:[^\n:;.]|\bSt\.){{2,60}})?"
    r"[ ]*:[ ]*(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_LIST_IN_CAPITALS = re.compile(
    r"(?<![A-Z])(?:PRIORITIZED[ ]+RECOMMENDATIONS|RECOMMENDATIONS[ ]+FOR\b)"
    r"(?:[ ]+FOR\b)?[A-ZÀ-Þ.,'’\s-]*?\s*:?\s*(?=[A-ZÀ-Þ][a-zà-ÿ]|[•*“\"]|\Z)"
)
_VERDICT = re.compile(
    r"\bminimum standards\b|\bnot\b[^.]{0,60}\bmaking significant efforts\b|"
    r"\bfully (?:complies|meets|comply|meet)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"\b(?:source|transit|destination)\b[^.]{0,40}\b(?:country|place|point|destination|transit)|"
    r"\bcountry of (?:origin|transit|destination)\b|\btraffick(?:ed|ers exploit)\b|"
    r"\bsubjected to\b|\bexploit(?:ed)?\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*[•*·▪●◦]\s*|^\s*[-–]\s+", re.MULTILINE)


@dataclass(frozen=True)
class _Mark:
    """A section heading in the text: from, to, and the section that it opens."""

    start: int
    end: int
    section: str


def cut_sections(text: str, edition: int, special_case: bool = False) -> dict[str, str]:
    r"""Cut one country's text, without its heading, into sections.

    Headings are found on lines of their own in any case, run into the first sentence, and, in
    capitals, glued to the words around them. Up to 2016 the opening is parted into the country's
    profile and the assessment, which begins with the verdict on the minimum standards.

    Parameters
    ----------
    text : str
        Paragraphs, one a line.
    edition : int
        Edition of the Report; it decides where the profile stands.
    special_case : bool
        Whether the country is a special case: its opening is the assessment in every edition.

    Returns
    -------
    dict of str to str
        Text by section name, in the order of `text.SECTIONS`; what the text lacks is absent.
        Paragraphs and list items keep their lines.

    Examples
    --------
    >>> text = "It meets the minimum standards.\nPROSECUTIONThe law is new.PREVENTION It tried."
    >>> cut_sections(text, 2018)["prevention"]
    'It tried.'
    """
    marks = _marks(text, edition)
    opening = text[: marks[0].start] if marks else text
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    found = {mark.section: [text[mark.end : end]] for mark, end in zip(marks, ends, strict=False)}
    if special_case or edition >= PROFILE_LAST:
        assessment, listed = _list_without_heading(opening, found)
        profile = ""
    else:
        (profile, assessment), listed = part_opening(opening), ""
    for section, piece in ((ASSESSMENT, assessment), (RECOMMENDATIONS, listed)):
        if piece.strip():
            found.setdefault(section, []).insert(0, piece)
    if profile.strip():
        found.setdefault(PROFILE, []).insert(0, profile)
    clean = {name: tidy("\n".join(pieces)) for name, pieces in found.items()}
    return {name: clean[name] for name in SECTIONS if clean.get(name)}


def missing_sections(sections: dict[str, str], edition: int, special_case: bool) -> list[str]:
    """Sections that every narrative of that edition has and this one lacks.

    Examples
    --------
    >>> missing_sections({"assessment": "It tried."}, 2001, special_case=False)
    []
    >>> missing_sections({"assessment": "It tried."}, 2006, special_case=False)
    ['prosecution', 'protection', 'prevention']
    """
    wanted = [ASSESSMENT]
    if not special_case:
        wanted += [RECOMMENDATIONS] if edition >= LISTS else []
        wanted += [PROSECUTION, PROTECTION, PREVENTION] if edition >= THREE_PS else []
    wanted += [PROFILE] if edition >= PROFILE_LAST else []
    return [name for name in wanted if name not in sections]


def is_heading(line: str) -> bool:
    """Whether a line is a section heading and nothing else.

    Examples
    --------
    >>> is_heading("Protection"), is_heading("PRIORITIZED RECOMMENDATIONS:")
    (True, True)
    >>> is_heading("Protection of victims improved.")
    False
    """
    return bool(_OWN_LINE.match(line) or _LIST_OWN_LINE.match(line))


def opens_with_profile(text: str) -> bool:
    """Whether a text opens with the country's description and not with the assessment.

    Examples
    --------
    >>> opens_with_profile("Alandria is a source country for men. It meets the minimum standards.")
    True
    """
    for sentence in split_sentences(text[:6000])[:12]:
        if _VERDICT.search(sentence):
            return False
        if re.search(r"\b(?:source|transit|destination)\b[^.]*\bcountry\b", sentence):
            return True
    return False


def unwrap(text: str) -> str:
    r"""Paragraphs, one a line, from text whose lines are broken by width.

    Text with no line over 120 characters counts as broken by width; blank lines, headings and
    list items begin a new paragraph. Other text is returned as it is, without blank lines.

    Examples
    --------
    >>> unwrap("The government of the country did much to help\nmany.\n\nProtection\nIt failed.")
    'The government of the country did much to help many.\nProtection\nIt failed.'
    """
    lines = [line.strip() for line in text.split("\n")]
    full = [len(line) for line in lines if len(line) > 40]
    wrapped = bool(full) and max(full) <= 120 and any(not line for line in lines)
    paragraphs: list[str] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
            continue
        alone = is_heading(line)
        if fresh or alone or not wrapped or _BULLET.match(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        fresh = alone
    return "\n".join(paragraphs)


def _marks(text: str, edition: int) -> list[_Mark]:
    """The first heading of each section, in order.

    A second one opens the part on another territory (Cyprus has one on the area that its
    government does not control) and stays in the text of the section that it stands in. Where
    headings are in capitals, the same word as a title is none.
    """
    found = [
        _Mark(match.start(), match.end(), _WORDS[" ".join(match["word"].lower().split())])
        for pattern in (_OWN_LINE, _IN_CAPITALS, _RUN_IN)
        for match in pattern.finditer(text)
        if pattern is not _IN_CAPITALS or edition >= CAPITALS or _begins_line(text, match.start())
    ]
    found += [
        _Mark(match.start(), match.end(), RECOMMENDATIONS)
        for pattern in (_LIST_OWN_LINE, _LIST_RUN_IN, _LIST_IN_CAPITALS)
        for match in pattern.finditer(text)
    ]
    capitals = {mark.section for mark in found if text[mark.start : mark.end].isupper()}
    found = [
        mark
        for mark in found
        if len(capitals) < 2
        or mark.section not in capitals
        or text[mark.start : mark.end].isupper()
    ]
    marks: list[_Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -mark.end)):
        if marks and mark.start < marks[-1].end:
            continue
        if all(mark.section != earlier.section for earlier in marks):
            marks.append(mark)
    return marks


def _begins_line(text: str, start: int) -> bool:
    return not text[:start].rpartition("\n")[2].strip()


def part_opening(opening: str) -> tuple[str, str]:
    """Profile and assessment of an opening where the profile stands first, as up to 2016.

    The assessment begins with the verdict on the minimum standards: with its paragraph, or with
    its sentence where profile and assessment share one. Without a verdict all is profile.

    Examples
    --------
    >>> part_opening("Men are trafficked to Alandria. Alandria fully meets the minimum standards.")
    ('Men are trafficked to Alandria.', 'Alandria fully meets the minimum standards.')
    """
    paragraphs = [line for line in opening.split("\n") if line.strip()]
    for number, paragraph in enumerate(paragraphs):
        sentences = split_sentences(paragraph)
        hits = [i for i, sentence in enumerate(sentences) if _VERDICT.search(sentence)]
        if not hits:
            continue
        before = sentences[: hits[0]]
        describes = any(_DESCRIBES.search(sentence) for sentence in before)
        if describes and (number == 0 or len(before) > 2):
            head, tail = " ".join(before), " ".join(sentences[hits[0] :])
            return "\n".join([*paragraphs[:number], head]), "\n".join(
                [tail, *paragraphs[number + 1 :]]
            )
        return "\n".join(paragraphs[:number]), "\n".join(paragraphs[number:])
    return opening, ""


def _list_without_heading(opening: str, found: dict[str, list[str]]) -> tuple[str, str]:
    """Assessment and list of an opening in which the list's own heading was lost."""
    if RECOMMENDATIONS in found:
        return opening, ""
    bullets = list(_BULLET.finditer(opening))
    if len(bullets) >= 3:
        return opening[: bullets[0].start()], opening[bullets[0].start() :]
    inline = list(re.finditer(r"\s[•*]\s(?=[A-Z])", opening))
    if len(inline) >= 3:
        return opening[: inline[0].start()], opening[inline[0].start() :]
    return opening, ""


def tidy(piece: str) -> str:
    r"""Text of a section: one space between words, no empty lines, no colon before the first word.

    Examples
    --------
    >>> tidy(": It  tried. \n\nIt failed.")
    'It tried.\nIt failed.'
    """
    lines = (" ".join(line.split()) for line in piece.split("\n"))
    return re.sub(r"^[:.–—]\s*(?=[A-Z])", "", "\n".join(line for line in lines if line))
