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


def plain(text: str) -> str:
    """A sentence with lost spaces put back and the brackets around another unit taken off.

    Examples
    --------
    >>> plain("It charged five men (in 10 cases) with forced labor, compared to106 in 2016.")
    'It charged five men  in 10 cases  with forced labor, compared to 106 in 2016.'
    """
    text = _OF_THESE.sub(r"\1,", text)
    return _UNBRACKETED.sub(lambda match: f" {match[1]} ", _LOST_SPACE.sub(" ", text))
