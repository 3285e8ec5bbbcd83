"""Forms of exploitation in a sentence of the profile: what is said to occur, not what may."""

import re
from collections.abc import Iterator

from tipanalysis.narratives.lexicon import PROFILE, Lexicon

#: Clauses that a hedge does not reach over.
_JOINT = re.compile(
    r";\s+|"
    r",\s+which\s+(?=can|may|could|might)|"
    r",\s+and\s+(?=(?:(?:are|were|is|was)\s+)?\w+ed\b)|"
    r"\s+and\s+(?=(?:may|might|could)\b)|"
    r",\s+(?:and|but|while|although|though|where|which)\s+"
    r"(?=\w+\s+(?:\w+\s+){0,4}?(?:is|are|was|were|has|have|may|report|reported|force|exploit|"
    r"subject)\b)|"
    r",\s+(?:but|while|although|though|where|however)\s+"
)
_HEDGE = re.compile(
    r"\b(?:vulnerab\w+(?!\s+(?:groups|populations|people)\s+(?:are|were)\s+forced)|"
    r"at (?:\w+ ){0,3}risk|risks?|susceptible|may|might|could|can lead|potential|"
    r"potentially|possibly|not coerced|fear(?:s|ed)?|no longer|did not|not been)\b",
    re.IGNORECASE,
)
#: The hedged end of a list, "and possibly in fishing", takes nothing from the rest of it.
_ASIDE = re.compile(r",?\s+and\s+(?:potentially|possibly)\b[^,;]*")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|may|can|could|might|do|does|did|\w{2,}ed|"
    r"(?:force|compel|exploit|subject|coerce|recruit|report|employ|use)s?)\b"
)
#: Words that say that exploitation takes place.
_OCCURS = re.compile(
    r"\b(?:subject(?:s|ed|ing)?|exploit\w*|forc(?:e|ed|es|ing)|coerc\w*|compel\w*|traffickers?|"
    r"trafficked|(?:labor|sex|human) trafficking|servitude|slave\w*|indentured|bonded|bondage|"
    r"sold|sells?|abus\w*|prostitution|indicative|indicators|recruit\w* (?:and|or) us\w+|armed|"
    r"combat\w*|soldiers?|mobili[sz]\w*|required?|requires|child labor|tourism|sex)\b",
    re.IGNORECASE,
)


def said_to_occur(sentence: str) -> Iterator[str]:
    """Clauses of a sentence that say, without a hedge, that somebody is exploited.

    Examples
    --------
    >>> list(said_to_occur("Men are forced to fish; boys may be forced to beg."))
    ['Men are forced to fish']
    """
    for clause in _joined_lists(_JOINT.split(_ASIDE.sub("", sentence))):
        if clause and not _HEDGE.search(clause) and _OCCURS.search(clause):
            yield clause


def _joined_lists(pieces: list[str]) -> Iterator[str]:
    """Clauses: pieces without a verb of their own are parts of a list, put together again."""
    held = ""
    for piece in pieces:
        if held and not (_VERB.search(piece) and _VERB.search(held)):
            held += ", " + piece
        else:
            yield held
            held = piece
    yield held


def forms_of(sentence: str, lexicon: Lexicon) -> list[str]:
    """Keys of the forms of exploitation that a sentence of the profile says occur, in order.

    Examples
    --------
    >>> from tipanalysis.narratives.lexicon import read_lexicon
    >>> forms_of("Men are forced to work on farms; boys may be forced to beg.", read_lexicon())
    ['forced-labor', 'agriculture']
    """
    found: dict[str, None] = {}
    for clause in said_to_occur(sentence):
        for theme in lexicon.themes(clause, PROFILE):
            found.setdefault(theme)
    return list(found)
