"""What a narrative says of the country's placement: tier, movement, years in a row, waiver."""

from __future__ import annotations

import re
from typing import TypedDict

from tipanalysis import terms
from tipanalysis.narratives.headings import parse_heading, tier_word
from tipanalysis.narratives.text import ASSESSMENT, Narrative, Sentence

REMAINED = "remained"

_TIER = r"Tier\s+(?:[123])(?:\s*[-–—]?\s*Watch\s+List)?"
_YEARS = (
    r"(?:,?\s+for\s+(?:the|a|an)\s+(?P<nth>[\w-]+)\s+(?:consecutive|straight)\s+year|"
    r",?\s+for\s+(?P<count>\w+)\s+consecutive\s+years)?"
)
#: The tier as a sentence gives it, with its movement.
_MOVE = re.compile(
    r"\b(?P<verb>remain(?:ed|s)?|upgraded|downgraded|moved|raised|lowered|"
    r"(?:is|was|are|were|been|being|therefore|and|government)\s+(?:again\s+|once\s+again\s+)?placed|"
    r"placement(?:\s+of\s+[^.;]{3,40})?)\s+"
    rf"(?:back\s+)?(?:from\s+{_TIER}\s+)?(?:on|to|at|in)\s+(?:the\s+)?(?P<tier>{_TIER}){_YEARS}",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"\b(?P<verb>is|are|was|remain(?:ed|s)?)\s+(?:(?:again|classified as|designated)\s+)?(?:a\s+)?"
    rf"Special\s+Case{_YEARS}",
    re.IGNORECASE,
)
_STANDARDS = r"(?:minimum\s+standards|TVPA)"
_FULL = re.compile(
    rf"(?<!not )(?<!yet )\bfully\s+(?:complies|comply|meets?)\s+with\b|"
    rf"(?<!not )(?<!yet )\bfully\s+meets?\s+(?:the\s+)?{_STANDARDS}",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"\bnot\s+(?:yet\s+)?(?:fully\s+)?(?:comply\s+with|meet)\s+(?:the\s+)?{_STANDARDS}",
    re.IGNORECASE,
)
_NO_EFFORT = re.compile(
    r"\bnot\s+(?:yet\s+|to\s+be\s+|deemed\s+to\s+be\s+)?making\s+(?:significant|sufficient)\s+efforts|"
    r"\bnot\s+made?\s+significant\s+efforts",
    re.IGNORECASE,
)
_EFFORT = re.compile(r"\bmaking\s+significant\s+efforts", re.IGNORECASE)
_WAIVER = re.compile(
    r"\bgranted\s+(?:a|an|another|a\s+second)\s+(?:\w+\s+)?waiver\b", re.IGNORECASE
)
_NO_WAIVER = re.compile(
    r"\bnot\s+(?:been\s+)?granted\b|\bno\s+longer\b[^.]*\bwaiver|\bwaiver\b[^.]*\bno\s+longer\b",
    re.IGNORECASE,
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
_NTH = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)}
_NUMBERS = {word: number for number, word in enumerate(_CARDINALS.split(), start=1)}
_VERBS = {
    "remain": REMAINED,
    "upgrad": terms.UPGRADED,
    "raised": terms.UPGRADED,
    "downgr": terms.DOWNGRADED,
    "lowere": terms.DOWNGRADED,
}


class PlacementRow(TypedDict):
    """A coded placement; the locator says which sentence it was read from."""

    status: str
    tier: str | None
    movement: str | None
    consecutive_years: int | None
    waiver: bool
    section: str | None
    sentence: int | None
    digest: str | None
    heading_tier: str | None
    sentence_tier: str | None
    note: str


def code_placement(narrative: Narrative) -> PlacementRow:
    """Code a placement from the heading and from the assessment, and compare the two.

    The last sentence of the assessment that gives a tier counts ("therefore Alandria remained on
    Tier 2"); where no sentence names one, as up to 2008 for most countries, the verdict on the
    minimum standards says at least which tiers it can be.

    Parameters
    ----------
    narrative : Narrative
        Of any edition since 2001.

    Returns
    -------
    PlacementRow
        ``status`` is ``ranked``, ``special case`` or ``unknown``; ``tier`` a word or None;
        ``movement`` is ``remained``, ``upgraded``, ``downgraded`` or None where the text states
        none; ``consecutive_years`` as stated; ``waiver`` whether the text says that a downgrade
        to Tier 3 was waived this time (22 U.S.C. 7107(b)(2)(D)(ii)). ``note`` is empty, or says
        in one line that heading and text differ or that there is no tier.

    Examples
    --------
    >>> row = code_placement(
    ...     Narrative("XAA", 2018, "ALANDRIA: TIER 2 WATCH LIST", {"assessment":
    ...         "Alandria was granted a waiver from a downgrade to Tier 3. Therefore Alandria "
    ...         "remained on Tier 2 Watch List for the third consecutive year."})
    ... )
    >>> row["tier"], row["movement"], row["consecutive_years"], row["waiver"], row["sentence"]
    ('Tier 2 Watch List', 'remained', 3, True, 2)
    """
    heading = parse_heading(narrative.heading)
    heading_tier = heading.tier if heading else None
    sentences = narrative.sentences(ASSESSMENT)
    special = _last(_SPECIAL, sentences)
    move = _last(_MOVE, sentences)
    if narrative.is_special_case or (special and not move and heading_tier is None):
        return _special_case(special, heading_tier)
    if move:
        match, place = move
        said = tier_word(match["tier"])
        return _ranked(heading_tier, said, said, place, sentences, match)
    verdict = _verdict(sentences)
    implied = verdict[0] if verdict else None
    agrees = implied is not None and (
        heading_tier == implied or (implied == terms.TIER_2 and heading_tier == terms.WATCH_LIST)
    )
    said = heading_tier if agrees else implied
    return _ranked(heading_tier, None, said, verdict[1] if verdict else None, sentences, None)


def _ranked(
    heading_tier: str | None,
    sentence_tier: str | None,
    said: str | None,
    place: Sentence | None,
    sentences: tuple[Sentence, ...],
    match: re.Match[str] | None,
) -> PlacementRow:
    tier = heading_tier or sentence_tier
    note = ""
    if tier is None and said is not None:
        note = f"the text gives no tier; its verdict is that of {said}"
        tier = said if said != terms.TIER_2 else None
    elif tier is None:
        note = "neither heading nor text gives a tier"
    elif heading_tier and said and heading_tier != said:
        note = f"the heading says {heading_tier}, the text {said}"
    elif said is None:
        note = f"the heading says {tier}; the text has no verdict on the minimum standards"
    years = _years(match) if match else None
    return PlacementRow(
        status=terms.RANKED if tier else terms.UNKNOWN,
        tier=tier,
        movement=_movement(match, years),
        consecutive_years=years,
        waiver=tier == terms.WATCH_LIST and any(_grants(s.text) for s in sentences),
        section=place.section if place else None,
        sentence=place.number if place else None,
        digest=place.digest if place else None,
        heading_tier=heading_tier,
        sentence_tier=sentence_tier,
        note=note,
    )


def _special_case(
    special: tuple[re.Match[str], Sentence] | None, heading_tier: str | None
) -> PlacementRow:
    match, place = special if special else (None, None)
    years = _years(match) if match else None
    return PlacementRow(
        status=terms.SPECIAL_CASE,
        tier=None,
        movement=_movement(match, None),
        consecutive_years=years,
        waiver=False,
        section=place.section if place else None,
        sentence=place.number if place else None,
        digest=place.digest if place else None,
        heading_tier=heading_tier,
        sentence_tier=None,
        note="" if special else "the heading says special case, the text does not",
    )


def _last(
    pattern: re.Pattern[str], sentences: tuple[Sentence, ...]
) -> tuple[re.Match[str], Sentence] | None:
    """The last match in the last sentence that has one."""
    for sentence in reversed(sentences):
        matches = list(pattern.finditer(sentence.text))
        if matches:
            return matches[-1], sentence
    return None


def _years(match: re.Match[str]) -> int | None:
    if match["nth"]:
        return ordinal(match["nth"])
    if match["count"]:
        word = match["count"].casefold()
        return int(word) if word.isdigit() else _NUMBERS.get(word)
    return None


def ordinal(word: str) -> int | None:
    """A number from "second", "twenty-first" or "3rd"; None from anything else.

    Examples
    --------
    >>> ordinal("Fourth"), ordinal("twenty-second"), ordinal("11th"), ordinal("last")
    (4, 22, 11, None)
    """
    folded = word.casefold()
    if digits := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", folded):
        return int(digits[1])
    ten, dash, one = folded.partition("-")
    if dash and ten == "twenty" and _NTH.get(one, 10) < 10:
        return 20 + _NTH[one]
    return _NTH.get(folded)


def _movement(match: re.Match[str] | None, years: int | None) -> str | None:
    """The movement as its verb says; a second year in a row is a stay whatever the verb."""
    if match is None:
        return None
    stated = _VERBS.get(match["verb"][:6].casefold())
    if stated is None and years is not None and years > 1:
        return REMAINED
    return stated


def _grants(sentence: str) -> bool:
    return bool(_WAIVER.search(sentence)) and not _NO_WAIVER.search(sentence)


def _verdict(sentences: tuple[Sentence, ...]) -> tuple[str, Sentence] | None:
    """The tier that the verdict on the minimum standards is that of, and its sentence."""
    for number, sentence in enumerate(sentences):
        text = sentence.text
        if _FULL.search(text) and not _SHORT.search(text):
            return terms.TIER_1, sentence
        if _NO_EFFORT.search(text):
            return terms.TIER_3, sentence
        if _SHORT.search(text):
            following = sentences[number + 1].text if number + 1 < len(sentences) else ""
            none = _NO_EFFORT.search(following) and not _EFFORT.search(text)
            return (terms.TIER_3 if none else terms.TIER_2), sentence
    return None
