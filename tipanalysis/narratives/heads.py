"""The noun phrase behind a number: its last head noun."""

from __future__ import annotations

import re

from tipanalysis.narratives.measures import HEAD, MEASURE_WORD, SUBSET, measure_of
from tipanalysis.narratives.numbers import TENS, UNITS

#: Words at which a noun phrase ends.
BREAK = frozenset(
    [
        "accused",
        "after",
        "against",
        "allegedly",
        "also",
        "although",
        "among",
        "and",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "between",
        "but",
        "by",
        "compared",
        "connected",
        "during",
        "each",
        "exploited",
        "for",
        "from",
        "had",
        "has",
        "have",
        "however",
        "in",
        "including",
        "into",
        "involved",
        "involving",
        "is",
        "it",
        "its",
        "last",
        "linked",
        "nor",
        "of",
        "on",
        "or",
        "out",
        "per",
        "received",
        "remained",
        "resulting",
        "since",
        "subjected",
        "than",
        "that",
        "the",
        "their",
        "these",
        "they",
        "this",
        "those",
        "through",
        "throughout",
        "to",
        "under",
        "via",
        "was",
        "were",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "with",
        "within",
    ]
)
#: Participles that end a phrase unless its noun is still to come ("448 reported cases").
PARTICIPLES = frozenset(
    [
        "begun",
        "brought",
        "completed",
        "conducted",
        "filed",
        "initiated",
        "issued",
        "launched",
        "made",
        "noted",
        "obtained",
        "opened",
        "recorded",
        "registered",
        "reported",
        "secured",
    ]
)
MODIFIER = re.compile(
    r"^(?:new|potential|alleged|suspected|additional|other|total|human|child|sex|labor|forced|"
    r"trafficking|adult|male|female|foreign|domestic|possible|probable|confirmed|official|"
    r"officially|further|"
    r"separate|distinct|newly|presumed|registered|internal|transnational|domestic|local|individual|"
    r"women|men|girls|boys|children|victims?|final|initial|formal|more|first-instance|likely|"
    r"victim|persons|federal|criminal|[A-Z]\w+)$"
)
WORD = re.compile(r"\s+([\w'’\-/&.]+)|\s*([,;:()—])")
#: "556 trafficking and trafficking-related investigations"
PAIR = re.compile(
    r"\s+(?:trafficking|trafficking-related|sex|labor|forced|suspected|potential|confirmed|"
    r"alleged|possible|"
    r"probable|presumed)\b(?:\s+[\w-]+){0,2}?\s+(?:cases|investigations|prosecutions|convictions|"
    r"victims|"
    r"traffickers|suspects|defendants|crimes|offenses|incidents)\b",
    re.IGNORECASE,
)
_KIND = (
    r"(?:federal|state|provincial|local|national|domestic|foreign|internal|transnational|"
    r"international|adult|child|male|female|civil|criminal|public|private)"
)
#: "40 federal and state cases", "12 Bordurian and Syldavian female sex trafficking victims"
ADJECTIVES = re.compile(
    rf"(?:{_KIND}|[A-Z][a-z]+(?:an|ese|ish|i|ch|ais)) (?:and|or) "
    rf"(?:{_KIND}|[A-Z][a-z]+(?:an|ese|ish|i|ch|ais))"
    r"(?: [\w-]+){0,3}? (?:cases|investigations|prosecutions|convictions|victims|traffickers|"
    r"suspects|defendants|nationals|citizens|children|women|men|girls|boys|migrants|workers)\b"
)
#: A participle before a noun belongs to it: "nine convicted traffickers".
NOUN_AHEAD = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:victims?|traffickers?|cases?|offenders?|perpetrators?)\b",
    re.IGNORECASE,
)


def head_noun(after: str) -> tuple[re.Match[str] | None, int, list[str]]:
    """The last head noun of a phrase, where it ends, and the words on the way."""
    head: re.Match[str] | None = None
    head_end, position = 0, 0
    words: list[str] = []
    while len(words) < 8:
        match = WORD.match(after, position)
        if not match or match[2]:
            break
        word = match[1].rstrip(".")
        low = word.lower()
        if (
            low in ("and", "or")
            and words
            and not head
            and (
                PAIR.match(after[match.end() :])
                or ADJECTIVES.match(after, match.start() - len(words[-1]))
            )
        ):
            position = match.end()
            continue
        if low in BREAK or low.isdigit() or low in UNITS or low in TENS:
            break
        verb = MEASURE_WORD.fullmatch(low)
        act = low in PARTICIPLES or bool(verb and measure_of(verb)[0] == "verb")
        if act and (head or not NOUN_AHEAD.match(after[match.end() :])):
            break
        is_head = HEAD.match(low)
        if (
            head
            and not is_head
            and not SUBSET.match(low)
            and low
            not in (
                "trafficking",
                "forced",
                "labor",
                "sex",
                "human",
                "victim",
                "potential",
                "suspected",
                "new",
            )
        ):
            break
        words.append(word)
        position = match.end()
        if is_head:
            head, head_end = is_head, position
        if match[1].endswith(".") and not word.isupper():
            break
    return head, head_end, words
