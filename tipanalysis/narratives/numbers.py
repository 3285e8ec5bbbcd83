"""Counts in prose: digits, words, bounds, zeros; never years, ages, statutes, money, shares."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: How a figure is bounded, as in the table `statistics`.
EXACT, AT_LEAST, AT_MOST, APPROX = "exact", "at-least", "at-most", "approx"

#: Number words below twenty, and the tens, with what they say.
UNITS = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
#: The ligature of the printed edition read as "fl".
MISREAD = {"fifly": "fifty", "fifleen": "fifteen", "fiffy": "fifty"}
_NONE = ("no", "none")

_WORD = "|".join(sorted([*UNITS, *TENS, *MISREAD], key=len, reverse=True))
_SMALL = rf"(?:{_WORD})(?:[- ](?:{'|'.join(list(UNITS)[1:10])})(?![a-z-]))?"
_WORDS = rf"(?:{_SMALL})(?: hundred(?: and)?(?: {_SMALL})?)?"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+"

_NUMBER = re.compile(
    rf"(?<![\w$€£¥.,\-–/])(?:(?P<digits>{_DIGITS})|(?P<words>{_WORDS})|(?P<none>no|none))"
    # A lost space ("31potential") is a slip of the print, not part of a name.
    r"(?:(?<=\d)(?=[a-z]{5})|(?![\w–/]|-(?!\s)|[.,:]\d|['’]s?\b))",
    re.IGNORECASE,
)

_BOUNDS = (
    (
        AT_LEAST,
        r"at least|no (?:fewer|less) than|not (?:fewer|less) than|more than|over|upwards of|"
        r"a minimum of|in excess of",
    ),
    (AT_MOST, r"up to|at most|no more than|not more than|fewer than|less than|a maximum of"),
    (
        APPROX,
        r"approximately|about|around|nearly|almost|roughly|some|an estimated|estimated|close to",
    ),
)
_BOUND = re.compile(
    "|".join(
        rf"(?P<b{n}>\b(?:{words})\s+(?:a total of\s+)?$)" for n, (_, words) in enumerate(_BOUNDS)
    ),
    re.IGNORECASE,
)

_COUNTED = (
    r"(?!\s+(?:[\w-]+\s+){0,3}?(?:convictions?|prosecutions?|investigations?|cases?|traffickers?|"
    r"suspects?|defendants?|offenders?|victims?|individuals|persons|men|women|officials|under))"
)
#: Statutes and other things that bear a number as a name.
_NAMED = re.compile(
    r"\b(?:"
    r"(?:articles|sections|chapters|laws|decrees|paragraphs|sub-?sections)\s+"
    rf"\d[\w.()/\-]*(?:(?:,?\s*(?:and|or|through|to)\s+|,\s*|-)\d++[\w.()/\-]*+{_COUNTED})*"
    r"|(?:article|section|chapter|law|decree|resolution|convention|protocol|paragraph|ordinance|"
    r"regulation|directive|act|title|part|code|number|nos?\.|order|sub-?section|annex|tier|phase|"
    r"form|type|act no\.|law no\.)\s*(?:no\.\s*|number\s+)?\d[\w.()/\-]*"
    r"(?:\s+(?:and|or)\s+\d+[\w.()/\-]*(?=\s+of\s+the\b))?"
    r")",
    re.IGNORECASE,
)
_AGES = re.compile(
    r"\b(?:aged?s?(?:\s+of)?|between the ages of|under(?: the age of)?|over the age of|"
    r"younger than|"
    r"older than|below(?: the age of)?|above the age of)\s+(?:\d{1,2}|[a-z]+teen|[a-z]+ty)\b"
    r"(?:(?:,? and|,? to|,? or|,|-)\s*\d{1,2}\b(?!\s+(?!who|to|or|and|years?|were|in)[a-z]))*",
    re.IGNORECASE,
)
#: What follows a number that counts time, money, shares or parts.
_NOT_COUNT = re.compile(
    r"^(?:\s*(?:%|percent|per\s?cent)"
    r"|\s+(?:(?:to|or|and|and a half)\s+(?:\d+|[a-z]+)\s+)?(?:(?:consecutive|full|more|additional|"
    r"calendar|business|working|prison|and a half)\s+)?"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|times?|kilometers?|miles?|meters?|points?|"
    r"quarters?|decades?)['’]?\b"
    r"|\s+(?:million|billion|trillion|thousand)\b"
    r"|\s+(?:thirds?|fourths?|fifths?|halves|half)\b"
    r"|\s+(?:in|out of)\s+(?:every\s+)?(?:\d+|[a-z]+)\s+(?:victims|cases)\s+(?:are|is)\b"
    r"|\s+(?:fewer|less|more) than\b"
    r"|\s+(?:another|longer|or more|way|hand|tolerance)\b"
    r"|(?:\s+[\w.]+){1,4}\s*(?:\([A-Z]{2,5}\)\s*)?[(\[](?:US|USD)?\s?[$€£])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:[$€£¥]\s*|\b(?:USD|EUR|GBP|RMB|INR|TZS|NPR|LKR|PKR|FCFA|CFA|francs|rupees)\s+"
    r"|\b(?:out of|no|day|tier|previous|prior|january|february|march|april|may|june|july|august|"
    r"september|october|"
    r"november|december|every|any)\s+)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True)
class Number:
    """A count in a text.

    Attributes
    ----------
    start, end : int
        Where the number stands, its bound not included.
    value : int
        The count.
    bound : str
        exact, at-least, at-most or approx.
    wordless : bool
        Whether it is "no" or "none", a zero without a numeral.
    """

    start: int
    end: int
    value: int
    bound: str
    wordless: bool = False


def value_of(words: str) -> int:
    """The value of a numeral, in digits or in words.

    Raises
    ------
    ValueError
        If the words are not a numeral below one hundred thousand.

    Examples
    --------
    >>> value_of("1,556"), value_of("Twenty-four"), value_of("one hundred and six"), value_of("no")
    (1556, 24, 106, 0)
    """
    text = words.lower().strip()
    if text[:1].isdigit():
        return int(text.replace(",", ""))
    if text in _NONE:
        return 0
    total = 0
    for raw in re.split(r"[ -]+", text):
        word = MISREAD.get(raw, raw)
        if word == "hundred":
            total *= 100
        elif word in UNITS or word in TENS:
            total += UNITS.get(word, TENS.get(word, 0))
        elif word != "and":
            raise ValueError(f"{words!r} is not a numeral")
    return total


def find_numbers(text: str) -> tuple[Number, ...]:
    """Counts in a text, in order; numbers that name or measure something else are left out.

    Examples
    --------
    >>> [(n.value, n.bound) for n in find_numbers("In 2017, police found at least 12 of 30 men.")]
    [(12, 'at-least'), (30, 'exact')]
    >>> find_numbers("Article 217 prescribed five to 10 years and a fine of $1,000; 40 percent")
    ()
    """
    candidates = list(_NUMBER.finditer(text))
    if not candidates:
        return ()
    named = [m.span() for pattern in (_NAMED, _AGES) for m in pattern.finditer(text)]
    found = []
    for match in candidates:
        start, end = match.span()
        if any(left <= start < right for left, right in named):
            continue
        word = match.group()
        if _YEAR.match(word) or _NOT_COUNT.match(text[end : end + 90]):
            continue
        if _BEFORE.search(text[max(0, start - 14) : start]):
            continue
        if word == "NO":
            continue
        bound = _bound_before(text[max(0, start - 34) : start])
        found.append(Number(start, end, value_of(word), bound, match["none"] is not None))
    return tuple(_without_ranges(found, text))


def _bound_before(before: str) -> str:
    match = _BOUND.search(before)
    if not match:
        return EXACT
    return next(kind for n, (kind, _) in enumerate(_BOUNDS) if match[f"b{n}"])


def _without_ranges(found: list[Number], text: str) -> list[Number]:
    """Drop both ends of "between 10 and 15" and of "five to 10"."""
    ends = set()
    for first, second in zip(found, found[1:], strict=False):
        between = text[first.end : second.start]
        before = text[max(0, first.start - 9) : first.start].lower()
        if (
            between == " to "
            and not before.endswith("from ")
            or between == " and "
            and before.endswith("between ")
        ):
            ends |= {first, second}
    return [number for number in found if number not in ends]
