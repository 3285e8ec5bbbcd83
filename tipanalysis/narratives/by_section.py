"""Drafts of narratives: from text by its headings, and from JSON that is parted already."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tipanalysis.errors import TipError, UnknownCountry
from tipanalysis.names import name_key
from tipanalysis.narratives.headings import cut_countries, name_forms, parse_heading
from tipanalysis.narratives.letters import plain
from tipanalysis.narratives.sections import PROFILE_LAST, cut_sections, part_opening, tidy
from tipanalysis.narratives.store import from_record
from tipanalysis.narratives.text import (
    ASSESSMENT,
    EFFORTS,
    PREVENTION,
    PROFILE,
    PROSECUTION,
    PROTECTION,
    RECOMMENDATIONS,
    SECTIONS,
)

_OPENING = "intro"
_JSON_NAMES = {
    "intro": _OPENING,
    "assessment": ASSESSMENT,
    "recommendations": RECOMMENDATIONS,
    "prioritized recommendations": RECOMMENDATIONS,
    "prosecution": PROSECUTION,
    "protection": PROTECTION,
    "prevention": PREVENTION,
    "trafficking profile": PROFILE,
    "profile": PROFILE,
    "government efforts": EFFORTS,
    "efforts": EFFORTS,
}
_TITLE = re.compile(
    r"Trafficking in Persons Report(?:,?\s+(?:June\s+)?\d{4})?(?:\s*[-–—:]\s*Country Narratives?)?"
    r"\s*[-–—:]+\s*(?P<name>[^|–—:(]+?)\s*(?:\(.*)?(?:\||[-–—]\s|$)",
    re.IGNORECASE,
)
_MOST_NESTED = 40


@dataclass(frozen=True)
class Draft:
    """A narrative before its country and edition are checked.

    Attributes
    ----------
    name : str
        The country as the source names it; empty where it does not.
    names : tuple of str
        Forms of that name to be tried, the likeliest first.
    heading : str
        As printed.
    sections : dict of str to str
        Text by section name.
    declared : int or None
        Edition that the source says it is of.
    line : int or None
        Line of the text that it begins at, where a file holds several.
    source : str
        Where it was first read from, if the file says so.
    problem : str
        Why it is not to be taken; empty when nothing is known against it.
    """

    name: str
    names: tuple[str, ...]
    heading: str
    sections: dict[str, str] = field(default_factory=dict)
    declared: int | None = None
    line: int | None = None
    source: str = ""
    problem: str = ""


def drafts_of_text(
    text: str, edition: int, file_name: str, title: str, code: Callable[[str], str]
) -> list[Draft]:
    """Narratives in a text, by the headings of countries in it.

    A text without such a heading is one narrative, and its country is that of the page's title
    or of the file's name.

    Parameters
    ----------
    text : str
        Paragraphs, one a line.
    edition : int
        Edition of the Report.
    file_name : str
        Name of the file without its suffix.
    title : str
        Of the page; may be empty.
    code : callable
        Code of a country from its name; raises `UnknownCountry`.

    Returns
    -------
    list of Draft
    """

    def known(name: str) -> bool:
        try:
            code(name)
        except UnknownCountry:
            return False
        return True

    parts = cut_countries(text, known)
    if parts:
        several = len(parts) > 1
        return [
            Draft(
                name=part.heading.name,
                names=name_forms(part.heading.name),
                heading=part.heading.text,
                sections=cut_sections(part.text, edition, part.heading.tier is None),
                line=part.line if several else None,
            )
            for part in parts
        ]
    if not re.search(r"\btraffick|\bsmuggl", text, re.IGNORECASE):
        return []
    names = [match["name"].strip()] if (match := _TITLE.search(title)) else []
    names += [file_name, re.sub(r"[_\-]+", " ", re.sub(r"^\d{4}[_\-]|[_\-]\d{4}$", "", file_name))]
    name = next((name for name in names if known(name)), "")
    special = "special case" in text[:400].casefold()
    first, _, rest = text.partition("\n")
    if name and name_key(first) in {name_key(name), name_key(names[0])}:
        text = rest
    sections = cut_sections(text, edition, special)
    heading = f"SPECIAL CASE: {name}" if special and name else ""
    return [Draft(name or names[-1], (name,) if name else (), heading, sections)]


def drafts_of_json(raw: bytes, edition: int) -> list[Draft]:
    """Narratives from JSON by section, or from the normal form; one object or a list of them.

    Raises
    ------
    TipError
        If it is no JSON or something else.
    """
    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise TipError("the JSON is not in UTF-8") from error
    except RecursionError as error:
        raise TipError("the JSON is nested too deeply") from error
    except ValueError as error:
        raise TipError(f"is not JSON that can be read: {error}") from error
    items = content if isinstance(content, list) else [content]
    return [_draft_of_object(item, edition) for item in items]


def _draft_of_object(item: object, edition: int) -> Draft:
    if isinstance(item, dict) and "format" in item:
        try:
            done = from_record(item)
        except ValueError as error:
            raise TipError(f"is damaged: {error}") from error
        sections = dict(done.sections)
        return Draft(
            done.iso3, (done.iso3,), done.heading, sections, done.edition, source=done.source
        )
    if not isinstance(item, dict) or not isinstance(item.get("sections"), dict):
        raise TipError('is not a narrative by section: an object with "heading" and "sections"')
    heading = plain(item["heading"]) if isinstance(item.get("heading"), str) else ""
    parsed = parse_heading(heading)
    named = item.get("country") if isinstance(item.get("country"), str) else None
    names = [*(name_forms(parsed.name) if parsed else ()), *(name_forms(named) if named else ())]
    year = item.get("report_year", item.get("edition"))
    declared = year if isinstance(year, int) and not isinstance(year, bool) else None
    sections, problem = _sections_of_object(item["sections"])
    if heading and parsed is None:
        problem = problem or f'"{heading[:60]}" is not the heading of a country'
    special = parsed is not None and parsed.tier is None
    opening = sections.pop(_OPENING, "")
    if opening and not special and edition < PROFILE_LAST and PROFILE not in sections:
        profile, opening = part_opening(opening)
        sections[PROFILE] = tidy(profile)
    if opening:
        sections[ASSESSMENT] = tidy(opening)
    ordered = {name: sections[name] for name in SECTIONS if sections.get(name)}
    return Draft(
        names[0] if names else "", tuple(names), heading, ordered, declared, problem=problem
    )


def _sections_of_object(given: dict[object, object]) -> tuple[dict[str, str], str]:
    """Text by section name, and the first problem."""
    sections: dict[str, str] = {}
    for key, value in given.items():
        name = _JSON_NAMES.get(" ".join(str(key).casefold().split()))
        text = value.get("text") if isinstance(value, dict) else value
        if name is None:
            return sections, f'"{str(key)[:40]}" is not the name of a section'
        if not isinstance(text, str):
            return sections, f'section "{str(key)[:40]}" has no text'
        if name in sections:
            return sections, f'section "{str(key)[:40]}" is there twice'
        sections[name] = tidy(plain(text))
    return sections, ""
