"""What is said to be as it was the year before: "convicted no traffickers for the third year"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tipanalysis.narratives.comparison import CURRENT, LAST_PERIOD
from tipanalysis.narratives.mentions import Mention
from tipanalysis.narratives.zeros import ACTS, find_zeros

_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\d+(?:nd|rd|th))"
_YEAR = r"(?:reporting )?(?:year|period)"
#: "for the third consecutive year", "for the second year in a row"
_CONSECUTIVE = re.compile(
    rf"\bfor (?:the|a) {_NTH} (?:(?:consecutive|straight|successive) {_YEAR}\b|"
    rf"{_YEAR} in a row\b)",
    re.IGNORECASE,
)
#: "Similar to the previous year, the government did not ...": the sentence is of this year.
_ALIKE = re.compile(
    r"^(?:However, )?(?:similar to|as in|as with|like|as it did in|consistent with|in line with) "
    r"(?:the )?(?:previous|prior|past|last|preceding) (?:(?:calendar|fiscal|reporting) )*"
    r"(?:years?|periods?)(?=,)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:()—]")
#: Where another act begins, of which the words behind are rather told.
_OTHER_ACT = re.compile(
    rf"\b(?:but|who|which|while|although)\b|\b(?:and|or)\b(?! (?:sex|labor|forced|child|{ACTS})\b)",
    re.IGNORECASE,
)


def recurring(mentions: Sequence[Mention], text: str) -> Iterator[Mention]:
    """Mentions, those of none (or of "only" so many) being the same before where the text says so.

    Parameters
    ----------
    mentions : sequence of Mention
        The figures of one sentence.
    text : str
        The sentence as the places of the figures are counted.
    """
    again = set(_said_again(mentions, text))
    for mention in mentions:
        if mention.start in again:
            mention = replace(mention, same_before=True, prior=LAST_PERIOD)
        yield mention


def _said_again(mentions: Sequence[Mention], text: str) -> Iterator[int]:
    """Places of the figures that the text says were the same the year before."""
    told = [*_CONSECUTIVE.finditer(text), *_ALIKE.finditer(text)]
    if not told:
        return
    ends = {zero.start: zero.end for zero in find_zeros(text)}
    able = [m for m in mentions if m.time == CURRENT and not m.compared and _recurs(m, text)]
    for words in told:
        last = max((m.start for m in mentions if m.start < words.start()), default=-1)
        between = text[ends.get(last, last) : words.start()] if last >= 0 else ","
        if not (_CLAUSE_END.search(between) or _OTHER_ACT.search(between)):
            yield from (m.start for m in able if m.start == last)
            continue
        comma = re.match(r",?", text[words.end() :])
        start = words.end() + (comma.end() if comma else 0)
        stop = _CLAUSE_END.search(text, start)
        end = stop.start() if stop else len(text)
        yield from (m.start for m in able if start <= m.start < end)


def _recurs(mention: Mention, text: str) -> bool:
    """Whether it is the count itself that recurs, not just the act."""
    return not mention.value or text[: mention.start].endswith("only ")
