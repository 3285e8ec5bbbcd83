"""Whether a text is of the edition that it is said to be of: by its own word, form and years."""

from __future__ import annotations

import re
from collections import Counter

from tipanalysis.narratives.by_section import Draft
from tipanalysis.narratives.sections import PROFILE_LAST, opens_with_profile
from tipanalysis.narratives.text import ASSESSMENT, PROFILE

_SAYS = (
    re.compile(r"\b(20\d\d)[ -]trafficking[ -]in[ -]persons[ -]report", re.IGNORECASE),
    re.compile(
        r"\btrafficking in persons report,?\s*[-–—:|]?\s*"
        r"(?:(?:June|July)\s+(?:\d\d?,\s*)?)?(20\d\d)\b",
        re.IGNORECASE,
    ),
)
_YEAR = re.compile(r"\b(?:in|during|since|of)\s+((?:19|20)\d\d)\b", re.IGNORECASE)
#: An action plan may run past the edition; a text that does so more often is of a later one.
_LATER = 3
#: A text that dwells on years and has none of the last three before its edition is of another.
_DWELLS = 6


def wrong_edition(draft: Draft, edition: int, said: str) -> str:
    """Why a text cannot be of an edition; empty when nothing speaks against it.

    Parameters
    ----------
    draft : Draft
        The text.
    edition : int
        Edition that it is said to be of.
    said : str
        What stands around the text: title of the page, words above the heading.

    Examples
    --------
    >>> draft = Draft("Alandria", (), "", {"assessment": "It tried."})
    >>> wrong_edition(draft, 2018, "2019 Trafficking in Persons Report: Alandria")
    'this is of edition 2019, not 2018'
    >>> wrong_edition(draft, 2019, "2019 Trafficking in Persons Report: Alandria")
    ''
    """
    declared = {draft.declared} if draft.declared is not None else declared_editions(said)
    if declared and edition not in declared:
        years = " or ".join(map(str, sorted(y for y in declared if y is not None)))
        return f"this is of edition {years}, not {edition}"
    return _wrong_years(draft, edition) or _wrong_form(draft, edition)


def declared_editions(said: str) -> set[int | None]:
    """Editions that words name, as "2019 Trafficking in Persons Report" does.

    Examples
    --------
    >>> declared_editions("Trafficking in Persons Report 2018 - Country Narratives - Alandria")
    {2018}
    """
    return {int(match[1]) for pattern in _SAYS for match in pattern.finditer(said)}


def _wrong_years(draft: Draft, edition: int) -> str:
    years = Counter(
        int(match[1]) for text in draft.sections.values() for match in _YEAR.finditer(text)
    )
    later = sum(count for year, count in years.items() if year > edition)
    if later >= _LATER and later > 0.1 * sum(years.values()):
        return f"this cannot be of edition {edition}: it speaks of {max(years)} as past"
    latest = max((year for year in years if year <= edition), default=None)
    if latest is not None and sum(years.values()) >= _DWELLS and latest < edition - 3:
        return f"this cannot be of edition {edition}: the latest year that it speaks of is {latest}"
    return ""


def _wrong_form(draft: Draft, edition: int) -> str:
    """Marks of form that began or ended with an edition."""
    if not draft.heading and not draft.sections:
        return ""
    opening = draft.sections.get(ASSESSMENT, "")
    everything = " ".join(draft.sections.values())
    if edition >= PROFILE_LAST and PROFILE not in draft.sections and opens_with_profile(opening):
        return f"this reads like an edition before {PROFILE_LAST}: the profile opens it"
    if edition < 2020 and "COVID-19" in everything:
        return "this reads like an edition of 2020 or later: it speaks of COVID-19"
    if edition >= PROFILE_LAST and re.search(r"\bfully compl(?:y|ies) with the minimum", opening):
        return f"this reads like an edition before {PROFILE_LAST}: it says comply with, not meet"
    return ""
