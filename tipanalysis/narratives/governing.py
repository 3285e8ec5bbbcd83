"""Whether a measure word governs the numbers behind it, or only names someone or something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tipanalysis.narratives.cues import PREDICATE
from tipanalysis.narratives.measures import VERBS, VICTIMS, measure_of
from tipanalysis.narratives.numbers import Number

_PERSONS = r"(?:traffickers|defendants|suspects|individuals)\b"
#: What stands between a measure noun and its number.
_BEHIND_NOUN = re.compile(
    r"\s+(?:efforts\s+)?(?:of|against|into|involving|involved|in|and|or|,|"
    rf"for(?=(?:\s+[\w-]+){{1,4}}?\s+{_PERSONS})|to(?=\s+(?:\d|[a-z]+ {_PERSONS}))|"
    r"from(?=\s+\d)|(?:(?:in|de)creased|rose|fell|dropped|declined)(?:\s+to)?)\s+"
)
_OTHER_NOUN = re.compile(r"\s+(?:and|or)\s")
#: "convictions under the statute remained low at only three"
STOOD_AT = re.compile(
    r"(?:\s+under\s+(?:[\w-]+\s+){1,5}?|\s+)(?:remained|stayed|stood)(?:\s+\w+){0,3}?\s+at(?=\s)"
)
#: Between two acts that one subject does.
AND = re.compile(r"\s*,?\s*(?:and|or)?\s*(?:to\s+)?(?:\w+ly\s+)?")
#: Another act that is counted follows at once: "arrested and convicted 12".
ACT_AHEAD = re.compile(r"\s*(?:,|and|or)\s+(?:\w+\s+){0,2}?(?:" + "|".join(VERBS.values()) + ")")
#: Measure words with only these between them share their numbers.
JOINED = re.compile(
    r"(?:(?: of| against)?\s*,?\s*(?:and|or|and/or)?\s*(?:(?:the|to|then|subsequently|"
    r"also|\w+ly|refer\w*|assist\w*|protect\w*)\s+)*)"
)
#: "the number of identified victims decreased to 33"
VICTIMS_CHANGED = re.compile(
    r"(?: (?:\w+ )?victims)? (?:(?:in|de)creased|rose|fell|dropped|declined)(?: to(?= ))?"
)
NUMBER_OF = re.compile(r"\bnumber of (?:[\w-]+ ){1,4}$")
#: Whom a participle describes: "the identified victims", "all convicted traffickers".
_DESCRIBED = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:victims?|traffickers?|offenders?|defendants?|individuals)\b"
)
_DESCRIBING = re.compile(
    r"(?:\b(?:the|all|newly|any|each|of|for|to|other|officially|formally|with|"
    r"by|both|these|those|from|between|no|\d+|one|two|three|four|five|six)|"
    r"[a-z]ly)\s+$"
)
_HOW = re.compile(r"\s+by\b|\s+(?:and \w+ )?(?:as|that|how)\b")


def is_attribute(text: str, match: re.Match[str]) -> bool:
    """Whether a measure word is part of a compound, or behind those it describes.

    "Trafficking-related", "the victims identified".
    """
    before = text[: match.start()]
    return before.endswith("-") or bool(
        match.group().lower().endswith("ed")
        and re.search(r"\b(?:victims|cases|traffickers|those)\s+$", before)
    )


def governs_as_noun(text: str, match: re.Match[str]) -> bool:
    """Whether a measure noun governs what follows: "investigations of 12 suspects"."""
    before, after = text[: match.start()], text[match.end() :]
    if PREDICATE.search(before):
        return False
    if text.startswith(("Within ", "Among ")) and after.startswith(" were "):
        return True
    if measure_of(match)[1] == VICTIMS and after.startswith(" to "):
        return False
    if before.endswith(" for ") and _OTHER_NOUN.match(after):
        return False
    return bool(_BEHIND_NOUN.match(after) or STOOD_AT.match(after))


def governs_as_verb(text: str, match: re.Match[str], numbers: Sequence[Number]) -> bool:
    """Whether a verb is what the sentence says was done: "convicted 12 traffickers"."""
    before, after = text[: match.start()], text[match.end() :]
    if text.startswith("Of ") and match.start() < text.find(","):
        return False
    if measure_of(match)[1] == VICTIMS and _HOW.match(after):
        return False
    described = _DESCRIBED.match(after) if match.group().lower().endswith("ed") else None
    if not described:
        return True
    counted = any(match.end() < n.start < match.end() + described.end() for n in numbers)
    return counted or not _DESCRIBING.search(before)
