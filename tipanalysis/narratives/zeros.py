"""What the text says was not done: a true zero."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tipanalysis.narratives.measures import (
    CONVICTIONS,
    LABOR,
    MEASURE_WORD,
    MEASURES,
    OFFICIALS,
    OTHER,
    SEX,
    SPLIT,
    TOTAL,
    VICTIMS,
    measure_of,
    subset_of,
)


@dataclass(frozen=True)
class Absence:
    """A stretch of a sentence that says what was not done or not reported.

    Attributes
    ----------
    start, end : int
        Where it stands.
    measures : tuple of str
        Measures that it speaks of; empty where none.
    subset : str
        total, sex, labor, officials, other.
    """

    start: int
    end: int
    measures: tuple[str, ...]
    subset: str


_ACT = (
    r"(?:investigat(?:ed?|ing)|prosecut(?:ed?|ing)|indict(?:ed)?|charged?|convict(?:ed|ing)?|"
    r"identif(?:y|ied|ying)|"
    r"certif(?:y|ied)|recognized?|detect(?:ed)?)"
)
_LIGHT = (
    r"(?:initiated?|conduct(?:ed)?|open(?:ed)?|launch(?:ed)?|secured?|obtain(?:ed)?|achieved?|"
    r"made?|pursued?|undertake|begin|start|issued?|"
    r"record(?:ed)?|attain|commence|carry out|bring|file|have|see|result in|produce|win|hand down)"
)
_ANY_ACT = rf"(?:{_ACT}|{_LIGHT})"
#: Acts that are not counted, in one list with those that are.
_BESIDE = (
    r"(?:refer|assist|protect|rescue|screen|arrest|punish|sentence|"
    r"provide (?:[\w-]+ ){1,5}?(?:to|for))"
)
_LIST = rf"{_ANY_ACT}(?:(?:, (?:and |or )?| and | or | nor )(?:{_ANY_ACT}|{_BESIDE}))*"
_NOT = (
    r"\b(?:(?:did|does|do|has|have|had) not(?: also| yet)?|never|neither|"
    r"ha(?:s|ve|d) yet to|"
    r"nor did (?:it|they|the government|authorities)|failed to|"
    r"(?:(?<=with )|(?<=to )|(?<=from ))not)"
    r"(?: (?:formally|officially|successfully|ultimately|definitively))?"
)
_WHOM = (
    r"(?:traffickers?|cases?|suspects?|defendants?|victims?|individuals?|persons?|perpetrators?|"
    r"officials?|employees?|offenders?|crimes?|offenses?|anyone|one|persons|complaints|children|"
    r"officers?)"
)
#: Acts as nouns.
ACTS = r"(?:investigations?|prosecutions?|convictions?|indictments?)"
_OBJECT = (
    rf"(?:(?:any|a single|an?|new|additional|further)\s+)*(?:[\w\-']+\s+){{0,4}}?"
    rf"(?P<what>{ACTS}(?:(?:, (?:and |or )?| and | or ){ACTS})*|{_WHOM})\b"
)
_ZERO = re.compile(rf"{_NOT}\s+(?P<acts>{_LIST})\s+(?P<object>{_OBJECT})", re.IGNORECASE)
_DONE = re.compile(rf"(?P<acts>{_LIST})\s+(?P<object>{_OBJECT})", re.IGNORECASE)
#: What never was, was not in the period either.
_NEVER = re.compile(
    r"\bha(?:s|d|ve) never (?:convicted|obtained a conviction of) (?:an?|any) "
    r"(?:(?:alleged|suspected|human|individual) )*(?:traffickers?|trafficking offenders?)\b",
    re.IGNORECASE,
)
#: Of all years so far, which is too wide for some of the people, or for a form in some places.
_EVER = re.compile(
    r"\bha(?:s|ve|d) (?:(?:never|not yet|not) (?:\w+ly )?\w+(?:ed|t)|yet to)\b[^.;]*$",
    re.IGNORECASE,
)
#: "did not investigate reports of bribes": what was told, of which there may be others.
_TOLD = re.compile(r"(?:any |the |these |those )*(?:\w+ )?(?:reports|allegations|claims)\b")
_AMONG = re.compile(r" (?:within|among|in the|from|on)\b")
_MORE = re.compile(
    rf"(?:, | and | or |, and |, or | nor )(?P<acts>{_LIST})\s+(?P<object>{_OBJECT})", re.IGNORECASE
)
#: "did not report X or obtain any convictions": not done, for no act in this form can be reported.
_REPORT_OR = re.compile(
    r"\b(?:did|has|have) not report(?:ed)? "
    r"(?:(?!\b(?:to|efforts?|whether|if|that)\b)[^,;.:()—])*? or "
    r"(?=(?:initiate|launch|open|secure|obtain|achieve) (?:[\w-]+ ){0,3}?"
    r"(?:investigation|prosecution|conviction)s?\b)"
)
_UNCOUNTED = re.compile(
    r"\b(?:international|joint|extradit|administrative|proactive|indicators?|forms?|procedures?|"
    r"systematic|internal|cross-border|thorough|sufficient|adequate|effective)\w*\b",
    re.IGNORECASE,
)


def find_zeros(text: str) -> tuple[Absence, ...]:
    """Stretches that state a true zero by negation: "did not convict any traffickers".

    Examples
    --------
    >>> [z.measures for z in find_zeros("Courts did not convict any traffickers.")]
    [('convictions',)]
    >>> find_zeros("Police did not identify any indicators of trafficking.")
    ()
    """
    if not re.search(r"\b(?:not|never|nor|failed|yet to)\b", text):
        return ()
    found = []
    for match in (*_ZERO.finditer(text), *undone_beside_reports(text)):
        end, measures, objects = match.end(), _acts_of(match), [match["object"]]
        while more := _MORE.match(text, end):
            measures, end = measures | _acts_of(more), more.end()
            objects.append(more["object"])
        if not measures or _UNCOUNTED.search(" ".join(objects)):
            continue
        tail = re.split(
            r"[,;—(]|\bbut\b|\bcompared\b|\bduring\b|\bin 20|\bfor the\b|\band (?:\w+ed|did|an?|"
            r"the)\b",
            text[end:],
        )[0]
        subset = subset_told(" ".join([*objects, tail]))
        narrow = subset not in (TOTAL, SEX, LABOR) or _AMONG.match(text, end)
        if subset != TOTAL and narrow and _EVER.search(text[: match.end()]):
            continue
        found.append(
            Absence(match.start(), end, tuple(m for m in MEASURES if m in measures), subset)
        )
    found += [Absence(m.start(), m.end(), (CONVICTIONS,), TOTAL) for m in _NEVER.finditer(text)]
    return tuple(sorted(found, key=lambda one: one.start))


def undone_beside_reports(text: str) -> Iterator[re.Match[str]]:
    """Acts in one list with "did not report", which were not done: "or obtain convictions"."""
    for report in _REPORT_OR.finditer(text):
        if match := _DONE.match(text, report.end()):
            yield match


def _acts_of(match: re.Match[str]) -> set[str]:
    what = match["what"].lower()
    nouns = {measure_of(m)[1] for m in MEASURE_WORD.finditer(what)}
    verbs = {measure_of(m)[1] for m in MEASURE_WORD.finditer(match["acts"] + " ")}
    if nouns:
        # "did not prosecute or obtain convictions of any traffickers" denies both.
        return nouns | verbs - {VICTIMS}
    about = match["object"].lower()
    if _TOLD.match(about):
        return set()
    if what.startswith("victim") or what == "children":
        if re.match(r"(?:some|all|many|most|these|those|the|enough|every)\b", about):
            return set()
        return verbs & {VICTIMS}
    if re.match(r"(?:the|these|those|its|their|his|her)\b", about):
        return set()
    if not re.search(
        r"\bany|single|traffick|anyone|suspect|offici|employ|new\b|\ban individual\b", about
    ):
        return set()
    return verbs - {VICTIMS}


def subset_told(words: str) -> str:
    """Subset that some words name, the total where they name none."""
    if re.search(r"\bcomplicit", words, re.IGNORECASE):
        return OFFICIALS
    named = subset_of(words)
    if named == SPLIT:
        return OTHER
    return named or TOTAL
