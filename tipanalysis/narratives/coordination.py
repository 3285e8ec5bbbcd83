"""Counts joined by "and" that share the words behind the last of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tipanalysis.narratives.measures import (
    LABOR,
    OFFICIALS,
    OTHER,
    SEX,
    SPLIT,
    UNSPECIFIED,
    subset_of,
)
from tipanalysis.narratives.mentions import Mention

_PEOPLE = (
    r"(?:children|child|minors?|girls?|boys?|juveniles?|adults?|m[ae]n|wom[ae]n|males?|females?)"
)
#: "one male minor and two adult males exploited for", "82 children and 134 adults were victims of"
_GROUPS = re.compile(
    rf"[\w,]+ (?:[\w-]+ ){{0,2}}?{_PEOPLE}(?: victims)? and [\w,]+ (?:[\w-]+ ){{0,2}}?{_PEOPLE} "
    r"(?:who )?(?:were |was )?"
    r"(?:victims of|exploited (?:in|for|through)|subjected to|in|for) ",
    re.IGNORECASE,
)
_ACT = r"(?:investigations?|prosecutions?|convictions?)"
#: "14 prosecutions and obtaining 12 convictions for", "prosecutions of 24 defendants and
#: convictions of four traffickers under the act for"
_ACTS = re.compile(
    rf"[\w,]+ (?:new )?{_ACT} and (?:obtain\w+ |secur\w+ )?[\w,]+ {_ACT} (?:under [^,;.]{{3,40}} )?"
    r"(?:for|of) |"
    rf"[\w,]+ [\w-]+ and {_ACT} of (?:at least )?[\w,]+ [\w-]+ (?:under [^,;.]{{3,40}} )?for ",
    re.IGNORECASE,
)
#: "11 Alandrian victims abroad and 23 foreign victims"
_ORIGIN = re.compile(r"[\w,]+ [A-Z][a-z]+ (?:victims|nationals|citizens)\b[^,;.(]{0,30} and ")
_COUNTED_ACT = re.compile(rf"[\w,]+ (?:new )?{_ACT}\b")
_JOINED = re.compile(r",? (?:and |or )?")


def shared(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Mentions, a form of exploitation named behind the second of two being that of both.

    Parameters
    ----------
    mentions : sequence of Mention
        Figures of one sentence, in order.
    text : str
        The sentence that they were read from.

    Examples
    --------
    >>> from tipanalysis.narratives.mention_clauses import find_mentions
    >>> text = "Of the 20 victims, two girls and 18 women were victims of sex trafficking."
    >>> [(m.value, m.subset) for m in find_mentions(text, 2018)]
    [(2, 'sex'), (18, 'sex')]
    """
    told = list(mentions)
    for at, (first, second) in enumerate(zip(mentions, mentions[1:], strict=False)):
        if _ORIGIN.match(text[first.start :]) and (first.measures, first.time, first.subset) == (
            second.measures,
            second.time,
            None,
        ):
            told[at] = replace(first, subset=SPLIT if second.subset == SPLIT else None)
        if second.subset not in (SEX, LABOR) or first.time != second.time:
            continue
        groups = first.subset in (None, OTHER, SPLIT) and _GROUPS.match(text[first.start :])
        acts = first.subset is None and _ACTS.match(text[first.start :])
        joined = groups or acts
        if joined and first.start < second.start < first.start + joined.end():
            told[at : at + 2] = [
                replace(m, subset=second.subset, beside=True) for m in (first, second)
            ]
    return _listed(told, text)


def _listed(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Acts listed before one form and others before another: each list is of its form.

    "Four investigations and two convictions for sex trafficking and nine investigations and no
    convictions for labor trafficking".
    """
    runs: list[list[int]] = []
    end = -1
    for at, mention in enumerate(mentions):
        act = _COUNTED_ACT.match(text, mention.start)
        if not act:
            end = -1
            continue
        if end >= 0 and _JOINED.fullmatch(text[end : mention.start]):
            runs[-1].append(at)
        else:
            runs.append([at])
        end = act.end() if mention.subset is None else -1
    forms = [mentions[run[-1]].subset for run in runs]
    told = list(mentions)
    if not {SEX, LABOR} <= set(forms):
        return told
    for run, form in zip(runs, forms, strict=True):
        for at in run[:-1]:
            told[at] = replace(mentions[at], subset=form)
    return told


def of_officials(mentions: Sequence[Mention], before: str) -> list[Mention]:
    """Mentions, a bare count beside one of officials being of officials too.

    "Investigated 18 for trafficking and prosecuted two officers", after a sentence on officials.
    """
    beside = any(m.subset == OFFICIALS and m.value for m in mentions)
    bare = beside and subset_of(before) == OFFICIALS
    return [
        replace(m, subset=OFFICIALS) if bare and m.subset is None and m.unit == UNSPECIFIED else m
        for m in mentions
    ]
