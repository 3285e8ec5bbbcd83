"""Years of imprisonment that a sentence names: minima and maxima."""

from __future__ import annotations

import re

from tipanalysis.narratives.numbers import value_of

#: Years that stand for imprisonment for life.
LIFE = 99

_N = (
    r"(?:\d{1,2}(?:\.\d)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen)"
)
_U = r"(?:years?|months?|days?)['’]?"
_T = (
    rf"(?P<{{0}}>{_N})(?:[- ](?P<{{0}}u>{_U}))?"
    r"(?P<{0}h>(?:,? and)? (?:one|a)[- ]half| and six months)?(?: and (?:one|a) day)?"
)
_A, _B = _T.replace("{0}", "a"), _T.replace("{0}", "b")
_LIFE = r"(?P<life>life(?! (?:of|in danger))(?:[- ](?:imprisonment|sentence|in prison))?)"
_RANGE = re.compile(
    rf"\b(?:{_A}(?:['’-])?(?: of)?(?: imprisonment| in prison)?(?: (?:up )?to | and | or |[-–])"
    rf"(?:a maximum of |up to |a )?(?:{_LIFE}|{_B}))"
    rf"(?=[\s,.;)]|$)(?!\s+to\s+(?:\d|{_N}))",
    re.IGNORECASE,
)
#: Before a range: both ends are maxima, or both minima, of several offenses.
_MAXIMA = re.compile(
    r"\b(?:maximum (?:\w+ ){0,3}?(?:of|from|between)|up to|maximum)(?: (?:between|from))? $", re.I
)
_MINIMA = re.compile(r"\bminimum (?:\w+ ){0,3}?(?:of|from|between) $", re.I)
_SINGLE = re.compile(rf"\b{_A}(?=[\s,.;)'’]|$)", re.IGNORECASE)
_MIN = re.compile(
    r"\b(?:at least|no(?:t)? (?:less|fewer) than|a? ?minimum(?: \w+){0,3}? of|"
    r"minimum(?: \w+){1,5}? (?:increased|rose) to|"
    r"(?<!no )(?<!not )more than|minimum)\s+(?:of )?(?:an? )?$",
    re.I,
)
_MIN_AFTER = re.compile(r"^\S*\s*(?:imprisonment )?(?:or more|and above|minimum)\b", re.I)
#: "not less than five and not more than 25 years": the unit named once.
_UNIT_ONCE = re.compile(
    rf"\b(?P<least>(?:not?|nor) (?:less|fewer) than|at least|minimum of) (?P<low>{_N})"
    rf"(?P<to>,? (?:and|but|nor|or|to) (?:not?|nor) (?:more|greater) than|,? (?:and|but|to) "
    rf"(?:at most|a maximum of)) (?P<high>{_N})[- ](?P<unit>{_U})",
    re.IGNORECASE,
)
#: Terms that are neither a maximum nor a minimum: "10 years for adults and 15 for children".
_OPEN = re.compile(
    r"\b(?:up to|maximum|minimum|at least|no(?:t)? (?:more|less|fewer|exceeding) than|"
    r"not exceeding|not to exceed|increase\w*|additional|or more|"
    r"rais\w+|can (?:be|reach)|may (?:be|reach))\b",
    re.IGNORECASE,
)
#: What the law prescribed before.
_FORMER = re.compile(r",? (?:compared (?:with|to)|up from) [^.;]*")
#: What makes of years a length of time.
_LASTING = re.compile(
    r"\b(?:past|last|(?<!provided )(?<!provides )for|within|every|after|over|previous|since|"
    r"probation of)\s+$"
)
_LIFE_ALONE = re.compile(
    r"\blife (?:imprisonment|sentences?|in prison)|\bimprisonment for life|\blife\b(?=[,.;]| or |"
    r" for )",
    re.I,
)


def years_in(text: str) -> tuple[list[float], list[float]]:
    """Minima and maxima of imprisonment, in years, that a sentence names.

    Examples
    --------
    >>> years_in("penalties of six months to five years imprisonment")
    ([0.5], [5.0])
    >>> years_in("a minimum of three years to life imprisonment; up to 12 years")
    ([3.0], [99.0, 12.0])
    """
    text = _FORMER.sub("", text)
    if "more than" in text or "maximum" in text or "at most" in text:
        text = _UNIT_ONCE.sub(r"\g<least> \g<low> \g<unit>\g<to> \g<high> \g<unit>", text)
    lows: list[float] = []
    highs: list[float] = []
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        if not (match["bu"] or match["life"] or match["au"]) or _is_age(text, match):
            continue
        if not match["life"] and not match["bu"]:
            continue
        unit = match["au"] or match["bu"] or "years"
        low = _years(match["a"], unit, match["ah"])
        high = LIFE if match["life"] else _years(match["b"], match["bu"], match["bh"])
        taken.append(match.span())
        before = text[: match.start()]
        if _MAXIMA.search(before):
            highs.append(float(high))
            continue
        if _MINIMA.search(before) and not re.search(r"\bmaxim", match[0]) and not match["life"]:
            lows.append(low)
            continue
        lows.append(low)
        highs.append(float(high))
    for match in _SINGLE.finditer(text):
        if not match["au"] or any(a <= match.start() < b for a, b in taken) or _is_age(text, match):
            continue
        value = _years(match["a"], match["au"], match["ah"])
        before, after = text[: match.start()], text[match.end() :]
        if _MIN.search(before) or _MIN_AFTER.match(after):
            lows.append(value)
        elif not _LASTING.search(before):
            highs.append(value)
    if len(set(highs)) > 1 and not lows and not taken and not _OPEN.search(text):
        lows.append(min(highs))
    if re.search(r"\bnot (?:include|prescribe|specify|provide|establish) (?:a )?maxim", text):
        lows, highs = [*lows, *highs], []
    alone = [m.start() for m in _LIFE_ALONE.finditer(text)]
    if alone and not any(a <= place < b for place in alone for a, b in taken):
        highs.append(float(LIFE))
    return lows, highs


def _is_age(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 10]
    before = text[max(0, match.start() - 22) : match.start()]
    return bool(
        re.match(r"[- ]?(?:old|of age)", after.strip())
        or re.search(r"\b(?:aged?|age of|under|older than|younger than|ages) $", before, re.I)
    )


def _years(number: str, unit: str | None, half: str | None) -> float:
    value = float(number) if number[0].isdigit() else float(value_of(number))
    kind = (unit or "years").lower()
    if kind.startswith("month"):
        value = value / 12
    elif kind.startswith("day"):
        value = value / 365
    return round(value + (0.5 if half else 0.0), 3)
