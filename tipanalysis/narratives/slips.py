"""Slips of the print undone, and brackets that hold no part, before a sentence is read."""

from __future__ import annotations

import re

#: "compared to106", "31potential": spaces that the print lost.
_LOST_SPACE = re.compile(
    r"(?<=\bto)(?=\d)|(?<=\bof)(?=\d)|(?<=\bwith)(?=\d)|(?<=\bfrom)(?=\d)|(?<=\d)(?=[a-z]{5})"
)


#: "charged five defendants (in 10 cases) with forced labor": the other unit, not a part.
_UNBRACKETED = re.compile(
    r"\(((?:in|involving|against|of) (?:a total of )?[\w,]+ (?:[\w-]+ )?"
    r"(?:cases?|suspects|defendants|individuals|persons|people|traffickers))\)"
)
#: "Of these 74 were labor trafficking investigations": the comma left out.
_OF_THESE = re.compile(r"^(Of (?:these|those))(?= [\w,-]+ (?:were|was|involved|are|included)\b)")
#: "prosecuting, but not yet convicting, one suspect"
_NOT_YET = re.compile(r", but not (?:yet )?(?:[a-z]+ing|[a-z]+ed), (?=[\w,]+ )")
#: "127 victims, including 26 children, were sexually exploited"
_PREDICATE_LATER = re.compile(
    r"(\b[\w,]+ (?:[\w-]+ )?(?:victims|cases|investigations)), (including [^,;.()]{3,40}), "
    r"((?:were|was|involved|concerned) [^,;.()]{3,60})"
)
#: "identified a single victim": one, in the tables.
_SINGLE = re.compile(
    r"\b(identified|convicted|prosecuted|investigated|secured|obtained|initiated) a single "
    r"(?=(?:[\w-]+ ){0,2}?(?:victim|trafficker|suspect|defendant|conviction|prosecution)\b)"
)
#: "recorded its first conviction since 2015": one, and the only one so far.
_ITS_FIRST = re.compile(
    r"\b((?:record|secur|obtain|achiev|report|initiat)(?:ed|ing)|won|winning|made|making) "
    r"(?:its|their) (?:first(?:[ -]ever)?|only) "
    r"(?=(?:(?!and )[\w-]+ ){0,2}?(?:conviction|prosecution|investigation)\b"
    r"(?! and (?:conviction|prosecution|investigation)))"
)
#: "864 and 858 in 2016 and 2015, respectively": as many numbers as years, in one order.
_COUNT = r"\d[\d,]*(?<!,)"
_IN_ORDER = re.compile(
    rf"(?P<counts>{_COUNT}(?:[,;] {_COUNT})*[,;]? and {_COUNT})(?P<noun>(?: [\w-]+){{0,4}}?) in "
    r"(?P<years>20\d\d(?:, 20\d\d)*,? and 20\d\d),? respectively"
)
#: "eight suspects (12 in 2016) for sex trafficking": the bracket put behind the form.
_FORM_LATER = re.compile(
    r"(\b[\w,]+(?: [\w-]+){0,3}?) (\((?:[\w,]+|no \w+) in 20\d\d\)) "
    r"((?:in (?:a|one) case )?(?:for|of|involving) (?:alleged |child )?(?:sex trafficking|"
    r"labor trafficking|forced labor))\b"
)


def _each_with_its_year(match: re.Match[str]) -> str:
    """Write "864 and 858 in 2016 and 2015, respectively" as "864 in 2016 and 858 in 2015"."""
    counts = re.findall(_COUNT, match["counts"])
    years = re.findall(r"20\d\d", match["years"])
    if len(counts) != len(years):
        return match.group()
    first, *others = [f"{n} in {year}" for n, year in zip(counts, years, strict=True)]
    first = first.replace(" in ", f"{match['noun']} in ", 1)
    return f"{', '.join([first, *others[:-1]])} and {others[-1]}"


def plain(text: str) -> str:
    """A sentence with lost spaces put back and the brackets around another unit taken off.

    Examples
    --------
    >>> plain("It charged five men (in 10 cases) with forced labor, compared to106 in 2016.")
    'It charged five men  in 10 cases  with forced labor, compared to 106 in 2016.'
    >>> plain("It opened 64 cases, fewer than 85 and 92 cases in 2016 and 2015, respectively.")
    'It opened 64 cases, fewer than 85 cases in 2016 and 92 in 2015.'
    """
    # The plain search before each pattern keeps the reading of an edition quick.
    if ", including " in text:
        text = _PREDICATE_LATER.sub(r"\1 \3, \2", text)
    if ", but not " in text:
        text = _NOT_YET.sub(" ", text)
    if any(f") {word} " in text for word in ("for", "of", "involving", "in a case", "in one case")):
        text = _FORM_LATER.sub(r"\1 \3 \2", text)
    if " a single " in text:
        text = _SINGLE.sub(r"\1 one ", text)
    if " first" in text or " only " in text:
        text = _ITS_FIRST.sub(r"\1 one ", text)
    if " respectively" in text:
        text = _IN_ORDER.sub(_each_with_its_year, text)
    text = _OF_THESE.sub(r"\1,", text)
    return _UNBRACKETED.sub(lambda match: f" {match[1]} ", _LOST_SPACE.sub(" ", text))
