"""What a recommendation asks, as words that can be compared.

A sentence is put into plain words (one spelling, one word for each legal turn of phrase, the
stem of each word), split into its clauses, and asked what kind of act it wants and on whose
work. No sentence is kept, only its words for the time of one comparison.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tipanalysis.linking.particulars import Particulars, particulars
from tipanalysis.linking.traits import TRAITS

#: Legal turns of phrase with one meaning, said in one way.
_PHRASES = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\blabour", "labor"),
        (r"\bprogramme", "program"),
        (r"\bhuman resources?\b", "personnel"),
        (r"\bmake[s]?\b(.{0,80}?)\b(?:publicly available|public)\b", r"publish \1"),
        (r"\bprovide (?:complete |detailed )?(?:information|data)\b", "publish information"),
        (r"\breport(?:ing)? on\b", "publish"),
        (r"\binformation is published\b", "publish information"),
        (
            r"\b(?:establish|create|impose)\w* criminal (?:penalt|prohibition|sanction)\w*"
            r"(?: on| for)?",
            "criminalize",
        ),
        (r"\bcriminally prohibit\w*", "criminalize"),
        (r"\bmake (?:it )?a crime\b", "criminalize"),
        (r"\bcommercial(?:ly)? sexual(?:ly)? exploit\w*", "prostitution"),
        (r"\bhuman trafficking\b|\btrafficking in persons\b|\banti-trafficking\b", "trafficking"),
        (r"\blabor law enforcement\b", "laborlaw enforcement"),
        (r"\bunited nations\b", "un"),
        (r"\bwithout (?:prior )?notice\b", "unannounced"),
        (
            r"\b(?:outside of|without) (?:a )?formal (?:employment|work)(?: relationships?)?\b"
            r"|\bself-employed\b|\binformal (?:work|employment|economy|sector|workers?)\b",
            "informal sector",
        ),
        (
            r"\b(?:birth|identity|identification)(?: (?:and|or) (?:birth|identity))? "
            r"(?:certificates?|registration|documents?|documentation|papers)\b"
            r"|\bunregistered children\b|\bregister\w* (?:at|of|for) births?\b",
            "birthdocument",
        ),
        (r"\btask forces?\b|\bworking groups?\b", "taskforce"),
        (r"\btechnical guidance\b", "technical advice"),
        (r"\bwork ?sites?\b|\bworkplaces?\b", "worksite"),
        (r"\btime[ -]?frames?\b|\btimelines?\b", "timeframe"),
        (r"\b(?:under|below|younger than) (?:the )?age (?:of )?(?=\d)", "under age "),
        (r"\bworst forms of child labor\b", "worstforms"),
        (r"\bchild labor\b", "childlabor"),
        (
            r"\bnational action plans?\b|\bnational plans? of action\b|\baction plans?\b",
            "action plan",
        ),
        (
            r"\b(?:take|make|undertake|enhance|increase|expand|strengthen)\w* "
            r"(?:\w+ )?(?:efforts|measures|steps) to\b",
            "to",
        ),
        (r"\b(?:so )?as (?:appropriate|necessary|needed)\b", ""),
        (r"\bcarry out\b|\bcarries out\b|\bcarrying out\b", "conduct"),
    )
)

#: Words that say nothing about what is asked.
_EMPTY_WORDS = (
    "a an the of to in for on and or that this these those is are be been being by with as at "
    "from it its their they them who which where when whether such so if than also all any each "
    "including include includes included ensure ensures ensuring ensured continue continues "
    "continuing further fully particularly especially well were was have has had can able may "
    "must not no nor into within other related relating relation regarding concerning about "
    "through both between among additional significantly effectively adequately actively "
    "appropriate appropriately"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())

_ALIKE = {
    word: group.split()[0]
    for group in (
        "sufficient adequate enough ample proper properly sufficiently",
        "authorize authorise allow permit empower enable",
        "publish publicize publicise disseminate release publication published",
        "fund finance budget funding financing funds",
        "resource resources",
        "adopt approve enact pass finalize finalise adoption approval",
        "implement execute implementation",
        "prohibit ban outlaw forbid prohibition",
        "criminalize criminalise criminalization",
        "begin launch initiate institute create establish develop",
        "boost increase raise expand",
        "improve strengthen enhance",
        "remove eliminate abolish end",
        "data information statistics",
        "personnel staff staffing employees",
        "accede ratify accession ratification",
        "function capacitate capacitated empowered operate functional operational active "
        "operationalize operating perform",
        "agency authority",
        "body mechanism committee",
        "need require",
        "sell sale",
        "mandate mission",
        "penalty fine sanction punishment",
        "minor child children childrens minors",
        "girl female",
    )
    for word in group.split()
}

_ENDINGS = (
    ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("iveness", "ive"),
    ("fulness", "ful"), ("ations", "ate"), ("ation", "ate"), ("ments", ""), ("ment", ""),
    ("ities", "ity"), ("ings", ""), ("ions", ""), ("ies", "y"), ("ing", ""), ("ion", ""),
    ("ied", "y"), ("ed", ""), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"),
    ("ly", ""), ("es", "e"), ("s", ""),
)  # fmt: skip

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)?")
_CAMEL = re.compile(r"(?<=[a-z,;.])(?=[A-Z])")
_VERB = (
    "ensure|increase|publish|provide|prosecute|implement|adopt|ratify|establish|make|address|"
    "improve|expand|train|conduct|develop|institute|strengthen|enforce|create|raise|collect|"
    "refer|protect|allocate|remove|initiate|convict|investigate|hire|fund|support|identify|"
    "reduce|disaggregate|continue|allow|enact|amend|renew|finalize|report|include|take|cease"
)
_CLAUSE = re.compile(rf"(?<=[.;])\s+|,? (?:and|as well as|then) (?=(?:{_VERB})\b)|; ")


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """The word without its ending, alike ones as one.

    Examples
    --------
    >>> stem("inspections") == stem("inspection"), stem("adequate") == stem("sufficient")
    (True, True)
    """
    if word in _ALIKE:
        return _ALIKE[word]
    root = _cut(word)
    return _ALIKE.get(root, _STEM_ALIKE.get(root, root))


def _cut(word: str) -> str:
    if not word.isalpha() or len(word) < 4:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


_STEM_ALIKE = {_cut(word): said for word, said in _ALIKE.items()}


_TRAIT_STEMS = {
    family: {name: frozenset(stem(word) for word in words.split()) for name, words in kinds.items()}
    for family, kinds in TRAITS.items()
}


def plain(text: str) -> str:
    """The text in one spelling: quotes, blanks, glued words, turns of phrase, lower case."""
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'")
    text = _CAMEL.sub(" ", text).lower()
    text = re.sub(r"'s\b", "", text)
    text = re.sub(r"(?<=s)'(?=\s)", "", text)
    text = " ".join(text.split())
    for pattern, said in _PHRASES:
        text = pattern.sub(said, text)
    return text


def stems(text: str) -> tuple[str, ...]:
    """The stems of the telling words of a plain text, in order."""
    return tuple(stem(word) for word in _WORD.findall(text.replace("-", " ")) if word not in _EMPTY)


@dataclass(frozen=True)
class Asked:
    """What one recommendation asks.

    Parameters
    ----------
    words : tuple of str
        All telling stems, in order.
    clauses : tuple of tuple of str
        The stems of each clause that asks for an act of its own; the whole where there is one.
    traits : mapping of str to frozenset of str
        For each family of `TRAITS` the kinds that the words name; ``says`` tells clauses that ask
        to publish data, to publish activities, and all other clauses apart.
    particulars : Particulars
        The data, age, bodies and plans named.
    shape : str
        The plain text without marks, for comparing spelling.
    """

    words: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    traits: Mapping[str, frozenset[str]]
    particulars: Particulars
    shape: str


def asks(text: str) -> Asked:
    """What a recommendation asks.

    Parameters
    ----------
    text : str
        One recommendation.

    Returns
    -------
    Asked

    Examples
    --------
    >>> asked = asks("Train inspectors and publish data on penalties.")
    >>> len(asked.clauses), sorted(asked.traits["says"])
    (2, ['act', 'data'])
    """
    said = plain(text)
    words = stems(said)
    clauses = tuple(c for c in (stems(part) for part in _CLAUSE.split(said) if part) if c)
    traits = {family: _traits(words, family) for family in TRAITS}
    says = [(_says(clause), clause) for clause in clauses or (words,)]
    traits["says"] = frozenset(kind for kind, _ in says)
    traits["act"] = frozenset(
        name
        for kind, clause in says
        for name in (_traits(clause, "act") if kind == "act" else (kind,))
    )
    return Asked(
        words=words,
        clauses=clauses or (words,),
        traits=traits,
        particulars=particulars(unicodedata.normalize("NFKC", text)),
        shape=re.sub(r"[^\w ]", "", said),
    )


def _traits(words: Iterable[str], family: str) -> frozenset[str]:
    held = set(words)
    return frozenset(kind for kind, named in _TRAIT_STEMS[family].items() if held & named)


_PUBLISH = frozenset(map(stem, ("publish", "disaggregate", "track")))
_ACTIVITY = frozenset(map(stem, ("activity", "undertaken", "action")))


def _says(clause: Sequence[str]) -> str:
    opening = set(clause[:4])
    if not opening & _PUBLISH:
        return "act"
    return "activities" if set(clause[:7]) & _ACTIVITY else "data"


def same_wording(text: str) -> str:
    """The text without regard to case, blanks and the marks between words.

    Examples
    --------
    >>> same_wording("Train  the ILO\u2019s staff.") == same_wording("train the ILO's staff")
    True
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(text.replace("\u2019", "'")))


_PLACEHOLDERS = frozenset({"n a", "na", "not applicable", "none", "nil", "not available", ""})


def is_placeholder(text: str) -> bool:
    """Whether a text stands for nothing asked.

    Examples
    --------
    >>> is_placeholder("N/A"), is_placeholder("Train inspectors.")
    (True, False)
    """
    return same_wording(text) in _PLACEHOLDERS
