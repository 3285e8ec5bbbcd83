"""An act told by a noun: "increased prosecutions", "did not secure any convictions"."""

from __future__ import annotations

import re

from tipanalysis.narratives.act_breadth import BROAD, HARMLESS
from tipanalysis.narratives.act_groups import group_of, with_topic
from tipanalysis.narratives.act_objects import (
    JOIN,
)
from tipanalysis.narratives.act_terms import (
    EFFORTS,
    FEWER,
    HOW_MANY,
    MORE,
    NEW,
    NONE,
    NOT_ENOUGH,
    SAME,
    Told,
)
from tipanalysis.narratives.coding_list import Thing, things

_NOUN_LEAD = (
    r"^(?:(?:the government's|the|its|their|overall|both|annual|total|number of|number|"
    r"numbers of|overall number of|"
    r"amount of|availability of|access to|use of|quality of|quality and|availability and quality "
    r"of|"
    r"effectiveness of|consistency of|capacity for|delivery of|provision of|overall|in|of|to|"
    r"law enforcement|formal|international|victims'? access to|"
    r"efforts in|efforts at|and) )*"
)

#: Officials are the group; traffickers and their crimes go without saying.
_OF_OFFICIALS = re.compile(
    r"^(?:of|for|into|against) (?:[^,;]*(?:complicit|complicity)[^,;]*$|(?:alleged |suspected |"
    r"human )*"
    r"(?:traffickers|trafficking(?: cases| crimes| offenses| offenders)?|trafficking-related "
    r"offenses)"
    r"(?:,? (?:for the \w+ (?:consecutive )?year|in 20\d\d|during .*|or .*))?$)"
)


def nouns_of(text: str) -> tuple[Thing | None, list[str], str]:
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
    if "fresh" in named and direction:
        return None
    if "new" in named and direction in ("", SAME):
        direction = "" if re.search(r"\bsince\b", text) else NEW
    if named & {"short", "only", "zero"}:
        if direction not in ("", SAME):
            return None
        direction = NONE if "zero" in named else NOT_ENOUGH
    if "more" in named or "fewer" in named:
        if direction:
            return None
        direction = MORE if "more" in named else FEWER
    counts = {
        "none",
        "more",
        "fewer",
        "short",
        "only",
        "zero",
        "count",
        "one",
        "about",
        "fresh",
        "new",
    }
    behind = text[many.end() :] if many and named & counts else text
    thing, own, tail = nouns_of(behind)
    if thing is None or re.match(r"^(?:procedures?|protocols?|mechanisms?|units?|skills)\b", tail):
        return None
    head = behind[: len(behind) - len(tail)]
    if direction == NONE and (
        not (HARMLESS.match(tail) or _OF_OFFICIALS.match(tail))
        or set(re.findall(r"[\w/-]+", head)) - BROAD
    ):
        direction = NOT_ENOUGH
    group = group_of(thing, head, tail)
    if thing.name == "traffickers":
        about = re.match(r"^(?:of|for|in) ([^,;.]*)", tail)
        if about and re.search(r"complicit|^(?:(?!and |or )[\w-]+ ){0,3}officials\b", about[1]):
            group = "officials"
        elif about and re.match(
            r"(?:forced )?labor(?: trafficking)?(?: cases| crimes)?$", about[1]
        ):
            group = "labor trafficking"
    if thing.name != "traffickers" and direction in (MORE, FEWER):
        unit = EFFORTS
    acts = with_topic(thing, list(map(thing.act, own)), tail)
    return Told(act=";".join(acts), direction=direction, unit=unit, group=group)
