"""When a figure holds, and what it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass

CURRENT, PREVIOUS, OLDER, LATER, BOTH, CARRIED, EVENT = (
    "current",
    "previous",
    "older",
    "later",
    "both",
    "carried",
    "event",
)
#: What a current or an earlier figure is said to cover where the text names no year.
THIS_PERIOD, LAST_PERIOD = "reporting period", "previous reporting period"

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_YEAR = r"(?:19|20)\d\d"
_YEARS = (
    rf"{_YEAR}(?:(?:\s*[-–/]\s*|,? (?:and|or|to|through) (?:in )?(?:{_MONTH} )?|, )"
    rf"(?:FY |calendar year )?{_YEAR}(?!\w))*"
)
_PERIOD = re.compile(
    rf"(?P<lead>\b(?:in|during|for|throughout|within|since|from|between|as of|by|until|through|of|"
    rf"at the end of|over|before)\s+)?"
    rf"(?P<and>both\s+)?(?:the\s+)?(?P<part>(?:(?:first|last|second|third) (?:\w+ )?"
    rf"(?:months?|half|quarters?|weeks?)|early|late|mid-?|end) ?(?:of|in)?\s*)?(?:the\s+)?"
    rf"(?P<fiscal>(?:calendar|fiscal|Nepali fiscal|\w+ fiscal|academic)?\s*years?\s+|FY\s?)?"
    rf"(?P<month>{_MONTH}(?: \d{{1,2}},?)?(?:(?:,? and|,? through|,? to|-|"
    rf",)? ?{_MONTH}(?: of)?)*\s+)?"
    rf"(?P<years>{_YEARS})(?![\w,]\d|-)(?!\s+(?:law|act|amend|labor|anti|penal|statute|code|case|"
    rf"decree|constitution|report\b|national|plan|agreement|Palermo|investigation|prosecution|"
    rf"conviction|trafficking (?:act|law|case)|TIP|HTTCA|\w+ (?:Act|Law|case)\b))"
    r"|(?P<plead>\b(?:in|during|for|throughout|from|over|the same period|of)\s+)?"
    r"(?:(?:the|its|their|each of the|any)\s+)?(?P<before>(?:previous|prior|last|preceding|past)"
    r"(?P<many>\s+(?:two|three|four|five|several|few|\d+))?"
    r"(?:\s+(?:calendar|fiscal|reporting|Nepali))*\s+(?:years?|periods?|report\b|cycle|"
    r"time\s?frames?)|"
    r"(?:a|the|one)\s+year\s+(?:before|earlier|prior))"
    r"|\b(?:in|during|for|throughout|over|this|"
    r"in the course of)\s+(?:the\s+)?(?P<now>(?:current\s+|"
    r"entire\s+|latest\s+|full\s+|most recent\s+)?(?:reporting\s+period|reporting\s+year|"
    r"(?:Nepali\s+)?fiscal\s+year|year\b(?! [12])|reporting\s+cycle))",
    re.IGNORECASE,
)
_BARE_OK = re.compile(r"(?:^|[(,;]\s*|\b(?:and|or|versus)\s+)$", re.IGNORECASE)


#: "There were no convictions since the law was amended in 2013": none in any year after.
_NONE_SINCE = re.compile(r"\b(?:no|zero|not|never)\b[^,;.()]*\bsince\b[^,;.()]*$", re.IGNORECASE)


#: When a crime took place, not when it was investigated.
_OCCURRED = re.compile(
    r"\b(?:that|which) (?:had |have )?(?:allegedly )?(?:occurred|took place|happened|"
    r"commenced|began|started|(?:was|were) committed)\s+$",
    re.IGNORECASE,
)
#: "Similar to the previous year, ...", "Since its first case in April 2011, ...": the sentence
#: itself is not of that time. (The "in" of "As in" may belong to the time itself.)
_OPENING = re.compile(
    r"^(?:Similar to|As|As in|As with|Like|Unlike|In contrast to|Since\b[^,;.]*)\s*(?:the )?$|"
    r"(?:,|—) ?(?:as (?:it|they) did (?:in|during)|similar to|consistent with|as|as in|as with|"
    r"like|unlike|in line with)\s+(?:the )?$"
)
#: "14 cases begun in 2016": carried over from then.
_BEGUN = re.compile(
    r"\b(?:cases|investigations|prosecutions|trials) (?:begun|started|commenced)\s+$"
)


@dataclass(frozen=True)
class Period:
    """A stretch of time that a text names.

    Attributes
    ----------
    start, end : int
        Where it stands.
    kind : str
        current, previous, older, later, both, carried (begun earlier), event (one month).
    words : str
        As the tables give it: a year, ``reporting period`` or ``previous reporting period``.
    """

    start: int
    end: int
    kind: str
    words: str


def find_periods(text: str, edition: int) -> tuple[Period, ...]:
    """Periods named in a text, judged from the edition that it stands in.

    Examples
    --------
    >>> [(p.kind, p.words) for p in find_periods("12 in 2017, nine in 2016, two in 2015", 2018)]
    [('current', '2017'), ('previous', '2016'), ('older', '2015')]
    >>> [p.kind for p in find_periods("30 the previous reporting period, 12 in 2018", 2018)]
    ['previous', 'later']
    """
    found = []
    for match in _PERIOD.finditer(text):
        period = _period_of(match, text, edition)
        if period:
            found.append(period)
    return tuple(found)


def _period_of(match: re.Match[str], text: str, edition: int) -> Period | None:
    start, end = match.span()
    if any(words.search(text[:start]) for words in (_NONE_SINCE, _OCCURRED, _OPENING)):
        return None
    if match["now"]:
        return Period(start, end, CURRENT, THIS_PERIOD)
    if match["before"]:
        lead = (match["plead"] or "").strip().lower()
        plural = re.search(r"(?:years|periods|timeframes)$", match["before"], re.IGNORECASE)
        if plural:
            return Period(start, end, CARRIED if lead == "from" else OLDER, "")
        kind = CARRIED if lead == "from" else PREVIOUS
        return Period(start, end, kind, LAST_PERIOD)
    lead = (match["lead"] or "").strip().lower()
    if lead in ("since", "until", "before"):
        return None
    named = match["fiscal"] or match["month"] or match["part"] or match["and"]
    if not lead and not named and not _BARE_OK.search(text[max(0, start - 16) : start]):
        return None
    if lead == "of" and not (named or re.search(r"(?:months?|half|quarters?) $", text[:start])):
        return None
    years = sorted({int(year) for year in re.findall(_YEAR, match["years"])})
    return _judge(start, end, years, lead, match, edition)


def _judge(
    start: int, end: int, years: list[int], lead: str, match: re.Match[str], edition: int
) -> Period | None:
    now, before = edition - 1, edition - 2
    words = str(years[-1])
    months = len(re.findall(_MONTH, match[0]))
    if months and len(years) > 1 and years[0] < now < years[-1]:
        return Period(start, end, CURRENT, str(now))
    if (
        lead in ("from", "between")
        and len(years) == 2
        and not months
        and years == [years[0], now]
        and years[0] < before
    ):
        return Period(start, end, OLDER, words)
    if now in years:
        if before in years and "-" not in match["years"] and not months:
            return Period(start, end, BOTH, str(now))
        if months == 1 and len(years) == 1 and lead in ("in", "on", ""):
            return Period(start, end, EVENT, str(now))
        return Period(start, end, CURRENT, str(now))
    if years[-1] >= edition and lead in ("as of", "by"):
        return Period(start, end, CURRENT, THIS_PERIOD)
    if years[-1] >= edition:
        return Period(start, end, EVENT if months == 1 and lead == "in" else LATER, words)
    begun = _BEGUN.search(match.string[:start])
    if (lead == "from" or begun) and len(years) == 1:
        return Period(start, end, CARRIED, words)
    if before in years:
        kind = EVENT if months == 1 and lead == "in" else PREVIOUS
        return Period(start, end, kind, str(before))
    return Period(start, end, OLDER, words)


_CHANGE = r"(?:increase|decrease|decline|drop|reduction|rise|growth|fall|improvement|change)"
COMPARE = re.compile(
    r"\b(?:(?:as |when |this |these |which )?(?:was |is |were |"
    r"are )?compare[ds]?(?: favorably)? (?:to|with)|"
    r"(?:this )?compared (?=\d|(?:no|one|two|three|four|five|six|seven|eight|nine|ten)\b)|"
    r"(?:in|by) comparison(?: (?:to|with))?|(?:in )?contrast(?:ed)? (?:to|with)|"
    rf"(?:{_CHANGE})(?: \w+){{0,3}}? (?:from|over|compared (?:to|with)|on)|"
    r"(?:(?:increas|decreas|declin|dropp|ris|doubl|tripl)(?:ed|ing|en)|rose|fell|"
    r"grew)(?: (?!to\b)[a-z-]+){0,5}? from|"
    r"(?:more than )?(?:double|twice|triple)(?= (?:the|its) )|(?:twice|times) as many(?: \w+)? as|"
    r"from(?= [\w,-]+ (?:in 20\d\d|the (?:previous|prior))\b)|(?:up|down) from|versus|"
    r"on par with|similar to(?= (?:\d|one|two|three|four|five|six|seven|eight|nine))|"
    r"(?<=, )against(?= [\w,]+ (?:in 20\d\d|the (?:previous|prior|year))\b)|relative to|(?:more|"
    r"fewer|less|higher|lower|greater)(?: \w+){0,2}? than(?= (?:in|the|"
    r"during)\b)|"
    r"followed)\b",
    re.IGNORECASE,
)
SAME = re.compile(
    r"\b(?:the )?same (?:number|amount|figure|total|as)(?: of \w+(?: \w+)?)?(?: \w+)?"
    r"(?: as)?(?: that)?(?: in| during)? ",
    re.IGNORECASE,
)
