"""Headings that name a country and its tier, in every form since 2001."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tipanalysis import terms

#: Characters of the longest heading; a longer line is prose.
MOST_CHARACTERS = 110
_NAME = r"[A-ZÀ-ÞŽ][^\d:()\n;?!]{1,70}?(?:\s*\([^()\d:]{2,40}\))?"
_TIER = r"TIER\s*[123](?:\s*[-–—]?\s*WATCH\s*-?\s*LIST)?|SPECIAL\s+CASE"
_MARKS = r"[\s*†‡]*"
_RANKED = re.compile(
    rf"^{_MARKS}(?P<name>{_NAME}){_MARKS}\s*(?::|\(|[-–—]\s)\s*(?P<tier>{_TIER})\s*\)?{_MARKS}$",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    rf"^{_MARKS}SPECIAL\s+CASES?\s*[:–—-]\s*(?P<name>{_NAME}){_MARKS}$", re.IGNORECASE
)
_GLUED = re.compile(
    r"^(?P<head>[A-ZÀ-Þ][^a-z\d:()\n;?!]{1,60}?\s*(?::|\()\s*TIER\s*[123](?:\s*-?\s*WATCH\s*LIST)?\s*\)?)"
    r"\s*(?P<rest>[†“\"]?[A-Z][a-zà-ÿ].*)$",
    re.DOTALL,
)
_ENDS = re.compile(r"(?<!\bSt)(?<!\bST)[.!?;]$")
_SMALL = frozenset({"of", "the", "and", "da", "do", "e"})
#: What follows the last country in the whole Report, in capitals or as a title.
AFTER_COUNTRIES = re.compile(
    r"^(?:RELEVANT INTERNATIONAL CONVENTIONS.*|STOPPING HUMAN TRAFFICKING(?:,.*)?|"
    r"(?:GLOSSARY OF )?ACRONYMS(?: AND .*)?|PHOTO CREDITS?|MULTILATERAL ORGANIZATIONS?.*|"
    r"(?:U\.S\. GOVERNMENT|UNITED STATES GOVERNMENT) (?:EFFORTS|DOMESTIC).*|"
    r"TRAFFICKING VICTIMS PROTECTION ACT(?: OF 2000)?\s*[:—–-]\s*MINIMUM STANDARDS.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """A heading that names a country.

    Attributes
    ----------
    text : str
        As printed, on one line.
    name : str
        The country, as printed.
    status : str
        ``ranked`` or ``special case``.
    tier : str or None
        A tier in words; None for a special case.
    """

    text: str
    name: str
    status: str
    tier: str | None


@dataclass(frozen=True)
class Part:
    """What stands under one heading: the country's text, in lines, and the line it begins at."""

    heading: Heading
    text: str
    line: int


def tier_word(printed: str) -> str | None:
    """The tier in words, from any way of printing it.

    Examples
    --------
    >>> tier_word("TIER 2 - WATCH LIST"), tier_word("tier  1"), tier_word("Special Case")
    ('Tier 2 Watch List', 'Tier 1', None)
    """
    folded = re.sub(r"[\s–—-]+", " ", printed).strip().casefold()
    match = re.match(r"tier ?([123])( watch ?list)?", folded)
    if match is None:
        return None
    if match[2]:
        return terms.WATCH_LIST if match[1] == "2" else None
    return f"Tier {match[1]}"


def parse_heading(line: str) -> Heading | None:
    """A heading from one line, or None where it is none.

    Examples
    --------
    >>> parse_heading("HAITI (TIER 2 - WATCH LIST)").tier
    'Tier 2 Watch List'
    >>> parse_heading("SPECIAL CASE: LIBYA").name
    'LIBYA'
    >>> parse_heading("Alandria remained on Tier 2.")
    """
    text = " ".join(line.split())
    if not 5 < len(text) <= MOST_CHARACTERS:
        return None
    if match := _SPECIAL.match(text):
        if re.match(_TIER, match["name"], re.IGNORECASE):
            return None
        name = _bare(match["name"])
        return Heading(text, name, terms.SPECIAL_CASE, None) if _looks_like_name(name) else None
    match = _RANKED.match(text)
    if match is None or re.match(r"SPECIAL\s+CASE", match["name"], re.IGNORECASE):
        return None
    name = _bare(match["name"])
    if not _looks_like_name(name):
        return None
    if match["tier"].casefold().startswith("special"):
        return Heading(text, name, terms.SPECIAL_CASE, None)
    tier = tier_word(match["tier"])
    return Heading(text, name, terms.RANKED, tier) if tier else None


def name_forms(name: str) -> tuple[str, ...]:
    """The name as printed, then turned round at its comma, then without what is in brackets.

    Examples
    --------
    >>> name_forms("CONGO, DEMOCRATIC REPUBLIC OF THE")[1]
    'DEMOCRATIC REPUBLIC OF THE CONGO'
    """
    name = " ".join(name.split())
    forms = [name]
    before, comma, after = name.partition(",")
    if comma and after.strip():
        forms.append(f"{after.strip()} {before.strip()}")
    if "(" in name:
        forms += [re.sub(r"\s*\(.*?\)", "", name).strip(), *re.findall(r"\((.+?)\)", name)]
    return tuple(dict.fromkeys(forms))


def cut_countries(text: str, known: Callable[[str], bool]) -> list[Part]:
    r"""Cut the text of a page or of the whole Report into countries, by their headings.

    Parameters
    ----------
    text : str
        Lines; a heading may be broken over up to three of them, or run into its first sentence.
    known : callable
        Whether a name, as printed, is that of a country; a broken heading is only put together
        where that makes a known one.

    Returns
    -------
    list of Part
        In the order of the text; empty where there is no heading. Headings of unknown countries
        are among them, so that they can be reported and do not end up in another's text.

    Examples
    --------
    >>> text = "ALANDRIA: TIER 2\nWATCH LIST\nIt tried.\nBORDURIA: TIER 1\nIt did."
    >>> [(p.heading.tier, p.text) for p in cut_countries(text, lambda name: True)]
    [('Tier 2 Watch List', 'It tried.'), ('Tier 1', 'It did.')]
    """
    lines = text.split("\n")
    found: list[tuple[int, int, Heading, str]] = []
    end = len(lines)
    i = 0
    while i < len(lines):
        if found and AFTER_COUNTRIES.match(lines[i]):
            end = i
            break
        hit = _heading_at(lines, i, known)
        if hit is None:
            i += 1
            continue
        heading, taken, rest = hit
        found.append((i, i + taken, heading, rest))
        i += taken
    parts = []
    for number, (start, after, heading, rest) in enumerate(found):
        until = found[number + 1][0] if number + 1 < len(found) else end
        body = lines[after:until]
        parts.append(Part(heading, "\n".join([rest, *body] if rest else body).strip(), start + 1))
    return parts


def _heading_at(
    lines: Sequence[str], i: int, known: Callable[[str], bool]
) -> tuple[Heading, int, str] | None:
    """The heading that begins at a line, how many lines it takes, and text run into its line."""
    single: tuple[Heading, int, str] | None = None
    if len(lines[i]) > MOST_CHARACTERS or not lines[i]:
        glued = _GLUED.match(lines[i]) if lines[i] else None
        heading = parse_heading(glued["head"]) if glued else None
        return (heading, 1, glued["rest"]) if heading and glued else None
    for count in (1, 2, 3):
        window = lines[i : i + count]
        if len(window) < count or not window[-1] or any(map(_ENDS.search, window[:-1])):
            break
        heading = parse_heading(" ".join(window))
        if heading is None:
            continue
        heading, count = _with_watch_list(lines, i, count, heading)
        if any(known(form) for form in name_forms(heading.name)):
            return heading, count, ""
        if count == 1 or _is_watch_list(lines[i + 1]):
            single = single or (heading, count, "")
    if single is None and (glued := _GLUED.match(lines[i])):
        heading = parse_heading(glued["head"])
        return (heading, 1, glued["rest"]) if heading else None
    return single


def _is_watch_list(line: str) -> bool:
    return re.fullmatch(r"[-–—]?\s*WATCH\s*-?\s*LIST\s*\)?[*†‡]*", line, re.I) is not None


def _with_watch_list(
    lines: Sequence[str], i: int, count: int, heading: Heading
) -> tuple[Heading, int]:
    """A heading that ends in "Tier 2" takes "Watch List" from the next line."""
    if heading.tier == terms.TIER_2 and i + count < len(lines) and _is_watch_list(lines[i + count]):
        whole = parse_heading(" ".join(lines[i : i + count + 1]))
        if whole is not None:
            return whole, count + 1
    return heading, count


def _bare(name: str) -> str:
    return name.strip(" *†‡,")


def _looks_like_name(name: str) -> bool:
    """Whether every word is capitalised but the small ones; prose is not."""
    words = re.findall(r"[^\s,()&\-]+", name)
    return all(
        word[0].isupper() or word in _SMALL or re.match(r"d'[A-Z]|d’[A-Z]", word) for word in words
    )
