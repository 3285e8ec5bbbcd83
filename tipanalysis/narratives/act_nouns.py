"""An act told by a noun: "increased prosecutions", "victim identification remained weak"."""

from __future__ import annotations

import re

from tipanalysis.narratives.act_objects import (
    JOIN,
    group_of,
    several,
    with_topic,
)
from tipanalysis.narratives.act_terms import (
    EFFORTS,
    FEWER,
    HARMLESS,
    HOW_MANY,
    MORE,
    NONE,
    NOT_ENOUGH,
    OFFICERS,
    Told,
)
from tipanalysis.narratives.coding_list import Thing, things

_NOUN_LEAD = (
    r"^(?:(?:the government's|the|its|their|overall|both|annual|total|number of|number|"
    r"numbers of|overall number of|"
    r"amount of|availability of|access to|use of|quality of|quality and|in|of|to|law enforcement|"
    r"efforts in|efforts at|and) )*"
)
_WEAK_STATE = (
    r"(?:remained|remains|were|was|are|is|continued to be) (?:\w+ly )?(?:inadequate|insufficient|"
    r"weak|limited|poor|minimal|lacking|low|uneven|inconsistent|ad hoc|deficient)"
)
_FEW_FOUND = re.compile(
    r"^(?:\w+ ){0,2}inspections? (?:\w+ )?(?:resulted in|led to|yielded) (?:\w+ly )?"
    r"(?:few|no|minimal|low)\b[^;.]*?(?:identified victims|victims identified|victim identification"
    r"|identification of (?:\w+ ){0,2}victims)"
)
_COMPLICIT = re.compile(
    r"^(?:allegations of |alleged |endemic |widespread |some |government )*(?:official |police )?"
    r"(?:corruption(?: and| or)?(?: official)? complicity|complicity|corruption and complicity)"
    r"(?: (?:of|by|among|in) [^,;.]*?)? (?:continued to|remain|hamper|imped|hinder|undermin|"
    r"persist|was a |were |inhibit)"
)
_SPARED = re.compile(
    r"^ensure (?:that )?(?:\w+ ){0,4}victims (?:\w+ ){0,2}?are not (?:\w+ly )?"
    r"(?:punish|penaliz|arrest|detain|prosecut|deport|fin|jail|treated as criminals)"
)
_LACKING = (
    r"^(?:the |some |many |most |government |local |front-line |law enforcement |police |and |or |"
    r"judicial |labor )*(?:officials|officers|police|prosecutors|judges|authorities|responders|"
    r"inspectors|inspectorate|law enforcement)(?:,? (?:and |or )?(?:officials|officers|police|"
    r"prosecutors|judges|inspectors))* (?:also )?(?:continued to lack|lacked|lack) "
    r"(?:a |an |the |sufficient |adequate |basic |clear |full )*"
)
_UNAWARE = re.compile(rf"{_LACKING}(?:understanding|awareness|knowledge) of (?:human )?trafficking")
_UNTRAINED = re.compile(rf"{_LACKING}training\b(?! facilit)")


def _nouns(text: str) -> tuple[Thing | None, list[str], str]:
    """Nouns that stand for acts on one thing, at the start of the words, and what follows."""
    rest = re.sub(_NOUN_LEAD, "", text)
    for thing in things():
        own: list[str] = []
        left = rest
        while True:
            hits = ((v, m) for v, p in thing.nouns.items() if (m := p.match(left)))
            verb, match = next(hits, ("", None))
            if match is None:
                break
            own.append(verb)
            left = left[match.end() :]
            join = re.match(JOIN, left)
            if not join or not any(p.match(left[join.end() :]) for p in thing.nouns.values()):
                break
            left = left[join.end() :]
        if own:
            return thing, own, left.strip()
    return None, [], text


def noun_at(text: str, direction: str, unit: str = "") -> Told | None:
    """A clause whose act is a noun: "increased prosecutions and convictions"."""
    many = HOW_MANY.match(text)
    named = {k for k, v in many.groupdict().items() if v} if many else set()
    if named & {"count", "one", "new"}:
        return None
    if "more" in named or "fewer" in named:
        if direction:
            return None
        direction = MORE if "more" in named else FEWER
    behind = text[many.end() :] if many and named & {"none", "more", "fewer"} else text
    thing, own, tail = _nouns(behind)
    if thing is None or re.match(r"^(?:procedures?|protocols?|mechanisms?|units?|skills)\b", tail):
        return None
    if direction == NONE and not HARMLESS.match(tail):
        direction = NOT_ENOUGH
    head = text[: len(text) - len(tail)]
    group = group_of(thing, head, tail)
    if thing.name == "traffickers":
        about = re.match(r"^(?:of|for|in) ([^,;.]*)", tail)
        if about and re.search(r"complicit|\bofficials\b", about[1]):
            group = "officials"
        elif about and re.match(
            r"(?:forced )?labor(?: trafficking)?(?: cases| crimes)?$", about[1]
        ):
            group = "labor trafficking"
    if thing.name != "traffickers" and direction in (MORE, FEWER):
        unit = EFFORTS
    acts = with_topic(thing, list(map(thing.act, own)), tail)
    return Told(act=";".join(acts), direction=direction, unit=unit, group=group)


def spared_at(text: str) -> Told | None:
    """To ensure that victims are not penalized is to stop penalizing them."""
    match = _SPARED.match(text)
    return Told("penalize victims", NONE) if match else None


def state_at(text: str) -> Told | None:
    """A noun and its state: "convictions decreased", "victim identification remained weak"."""
    if _FEW_FOUND.match(text):
        return Told("conduct inspections", NOT_ENOUGH, group="victims")
    if _COMPLICIT.match(text):
        return Told("end complicity", NOT_ENOUGH, group="officials")
    if untrained := _UNTRAINED.match(text):
        return Told("train", NOT_ENOUGH, group=several(OFFICERS, untrained[0]))
    if known := _UNAWARE.match(text):
        return Told("know of trafficking", NOT_ENOUGH, group=several(OFFICERS, known[0]))
    thing, own, tail = _nouns(re.sub(r"^efforts to ", "", text))
    if thing is None or thing.name == "training":
        return None
    act = ";".join(dict.fromkeys(map(thing.act, own)))
    group = group_of(thing, text[: len(text) - len(tail)], "")
    if re.match(r"^(?:\w+ly )?(?:decreased|declined|fell|dropped)\b", tail):
        return Told(act, FEWER, group=group)
    if re.match(r"^(?:\w+ly )?increased\b", tail):
        return Told(act, MORE, group=group)
    if re.match(rf"^(?:efforts |services )?{_WEAK_STATE}\b", tail):
        return Told(act, NOT_ENOUGH, group=group)
    return None
