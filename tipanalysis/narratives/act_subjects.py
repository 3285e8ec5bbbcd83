"""Who acts in a clause, and whether all of them do."""

from __future__ import annotations

import re

from tipanalysis.narratives.act_terms import ADVERBS

# What stands before the verb: subject, denial, more and less.
ACTORS = (
    ("courts", r"(?:courts?|judges|judicial authorities)"),
    ("prosecutors", r"prosecutors"),
    ("police", r"(?:national )?police(?: officers)?"),
    ("labor inspectors", r"labor (?:inspectors|inspectorate)"),
    ("legislature", r"(?:parliament|legislature|national assembly|congress)"),
    ("law enforcement", r"law enforcement(?: officials| authorities| officers)?"),
    ("officials", r"(?:government )?officials"),
    ("authorities", r"(?:government )?authorities"),
    ("government", r"(?:government(?: of [\w' -]{1,40}?)?|it|they)"),
)

#: Before a subject: it is not all of them who act, or fail to.
PARTLY = re.compile(
    r"^(?:some|many|most|several|certain|local|provincial|regional|state|individual|other|"
    r"(?:in|at) (?:some|many|most|several) (?:cases|instances|areas|regions),?|at times,?|"
    r"a number of) "
)

_FINITE = (
    rf"(?=(?:\w+ly )?{ADVERBS}(?:\w+ed|\w+s|did|has|have|had|does|do|made|held|took|began|gave|"
    rf"ran|never|set|"
    r"lacked|rarely|seldom|often|sometimes|frequently|generally|could|cannot|was|were|is|are|"
    r"led)\b)"
)

_SUBJECTS = {name: re.compile(rf"^(?:{pattern}),? {_FINITE}") for name, pattern in ACTORS}

#: Any other subject that ends in a word for people in office.
_OTHERS = re.compile(
    r"^[\w'-]+ (?:[\w'-]+ )?(?:also (?=\w+ed\b)|(?=(?:has|have) never\b))|"
    r"^(?!\w+ing\b)(?:the )?(?:[\w'-]+ ){0,5}?(?:authorities|officials|officers|police|agencies|"
    r"ministry|"
    r"ministries|commission|committee|prosecutors|courts|judges|inspectors|forces|military|"
    r"service|council|"
    r"responders|government|governments|unit|office|investigators|parliament) "
    + _FINITE.replace(r"\w+s|", "")
)


def subject_of(text: str) -> tuple[str, str, bool]:
    """Who acts, the words after it, and whether only a part of them do.

    Examples
    --------
    >>> subject_of("some judges did not convict")
    ('courts', 'did not convict', True)
    """
    part = PARTLY.match(text)
    rest = re.sub("^(?:the |its )", "", text[part.end() :] if part else text)
    for name, _ in ACTORS:
        match = _SUBJECTS[name].match(rest)
        if match:
            after = re.sub(r"^(?:also|then|further|however,?) ", "", rest[match.end() :])
            return name, after, part is not None
    other = _OTHERS.match(text)
    return ("", text[other.end() :], True) if other else ("", text, False)
