"""An act told by its verb and object: "convicted 12 traffickers in 2017"."""

from __future__ import annotations

import re

from tipanalysis.narratives.act_terms import (
    ABOUT,
    ADVERBS,
    FEWER,
    FORMS,
    GROUPS,
    HARMLESS,
    HOW_MANY,
    MADE,
    MAKING,
    MORE,
    NARROW,
    NEW,
    NONE,
    NOT_ENOUGH,
    NUMBER_WORDS,
    OFFICERS,
    SAME,
    UNCLEAR,
    YEAR,
    Told,
)
from tipanalysis.narratives.coding_list import Thing, forms, things

JOIN = r"(?:, (?:and |or )?| and | or | and/or )"


def _verbs(text: str) -> tuple[list[str], str]:
    """The verbs at the start, in their plain form, and what follows them."""
    found: list[str] = []
    rest = text
    while True:
        match = re.match(rf"^{ADVERBS}([a-z]+)", rest)
        if not match or match[1] not in forms():
            break
        found.append(forms()[match[1]])
        rest = rest[match.end() :]
        join = re.match(JOIN, rest)
        after = re.match(rf"{JOIN}{ADVERBS}([a-z]+)", rest)
        if not join or not after or after[1] not in forms():
            break
        rest = rest[join.end() :]
    return found, rest.strip()


def act_at(text: str, direction: str, unit: str) -> Told | None:
    """Verbs and an object of the coding list, at the start of the words."""
    verbs, rest = _verbs(text)
    if not verbs:
        return None
    if not rest:
        return None
    many = HOW_MANY.match(f"{rest} ")
    behind = rest[many.end() :] if many else rest
    for thing in things():
        match = thing.pattern.match(behind) or thing.pattern.match(rest)
        if not match:
            continue
        said = behind if thing.pattern.match(behind) else rest
        own = [thing.verbs[verb] for verb in verbs if verb in thing.verbs]
        if len(own) < len(verbs) or not _speaks(thing, said, match):
            continue
        return reconciled(thing, own, said, match, direction, unit, many)
    return None


def _speaks(thing: Thing, text: str, match: re.Match[str]) -> bool:
    return thing.needs is None or bool(thing.needs.search(_purpose(match[0], text[match.end() :])))


def _purpose(head: str, tail: str) -> str:
    """An object with what it is for, up to the next act."""
    return head + re.split(r";|,? and (?:to )?(?:train|provide|ensure|increase|implement)", tail)[0]


def reconciled(
    thing: Thing,
    own: list[str],
    text: str,
    match: re.Match[str],
    direction: str,
    unit: str,
    many: re.Match[str] | None,
) -> Told | None:
    """The clause as a row, its quantity and direction reconciled; None where they clash."""
    tail = text[match.end() :].strip()
    named = {k: v for k, v in many.groupdict().items() if v} if many else {}
    quantity = None
    for name in (MORE, FEWER, NEW):
        if name in named:
            if direction in (NONE, NOT_ENOUGH):
                direction = NOT_ENOUGH if name == MORE else UNCLEAR
            elif direction in ("", SAME):
                direction = name
    if direction == UNCLEAR:
        return None
    made = set(own) & MAKING and thing.name in MADE
    if "fresh" in named and made and direction == "":
        direction = NEW
    if "count" in named or "one" in named:
        if direction in (NONE, NOT_ENOUGH) and "count" in named:
            return None
        if thing.counted and _unit(match[0]):
            quantity = _number(named.get("count", "1"))
    acts = with_topic(thing, [thing.act(verb) for verb in own], tail)
    meant = thing.name in MADE and re.match(
        r"^(?:to|for|on) (?![^,;]*(?:across|throughout|\ball\b|nationwide))[^,;]*(?:$|,)", tail
    )
    if thing.name == "officials":
        meant = re.match(r"^(?:in|for) [^,;]*$", tail)
    elif len(acts) > len(own):
        meant = re.match(r"^(?:to|for|of|on|in) [^;]*$", tail)
    narrow = NARROW.search(match[0]) and thing.name in ("traffickers", "victims")
    wide = meant or HARMLESS.match(tail)
    if direction == NONE and ("not_enough" in named or narrow or not wide):
        direction = NOT_ENOUGH
    return Told(
        act=";".join(acts),
        direction=direction,
        quantity=quantity if direction != NONE else None,
        unit=unit or (_unit(match[0]) if quantity is not None and direction != NONE else ""),
        group=group_of(thing, match[0], tail),
        period=_period(tail) if quantity is not None else "",
    )


def _number(words: str) -> int:
    return NUMBER_WORDS.get(words) or int(words.replace(",", ""))


def _unit(head: str) -> str:
    if re.search(r"\bcases?\b", head):
        return "cases"
    if re.search(
        r"traffickers?|victims?|officials?|officers?|suspects|offenders|perpetrators|defendants",
        head,
    ):
        return "persons"
    return ""


def _period(tail: str) -> str:
    years = YEAR.findall(tail)
    return years[0] if len(years) == 1 else ""


def group_of(thing: Thing, head: str, tail: str) -> str:
    """Whom it concerns, where the object itself says so."""
    if thing.name == "officials":
        return "officials"
    if thing.name == "officers":
        return several(OFFICERS, re.split(r"\b(?:on|in|to|how)\b", f"{head} {tail}")[0])
    if thing.name == "training":
        whom = re.match(
            r"^(?:for|to|of|among) ([^.;]*?)(?: (?:on|in|to|about|regarding)\b|$)", tail
        )
        return several(OFFICERS, whom[1]) if whom else ""
    if thing.name == "traffickers":
        near = f"{head} {_at_start(ABOUT, tail)}"
        return _form(near)
    if thing.name in ("victims", "services", "shelters"):
        near = head
        if thing.name == "services":
            near += _at_start(r"(?:to|for) (?:\w+ ){0,4}victims", tail)
        if thing.name == "shelters":
            near += _at_start(r"for (?:\w+ ){0,3}victims", tail)
        form = f"{near} {_at_start(ABOUT, tail)}"
        return several(GROUPS, near) or _form(form)
    if thing.name == "procedures":
        return (
            "identification"
            if re.search("identif|screen", _purpose(head, f" {tail}"))
            else "referral"
        )
    return ""


def _form(words: str) -> str:
    """The form of trafficking that some words name; none where they name both."""
    named = [name for name, pattern in FORMS if re.search(pattern, words)]
    both = "labor trafficking" in named and "sex trafficking" in named
    return "" if both or not named else named[0]


def _at_start(pattern: str | re.Pattern[str], text: str) -> str:
    match = re.match(pattern, text)
    return f" {match[0]}" if match else ""


def several(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    return ";".join(name for name, pattern in patterns if re.search(pattern, text))


#: What officials are trained in, by the words after "on", "in" or "to".
_TOPICS = (
    (
        "identify victims",
        r"(?:proactive(?:ly)? )?(?:victim identification|identif\w+ [^,;]*victims|"
        r"the (?:proactive )?identification of [^,;]*victims|screen\w*)",
    ),
    (
        "investigate",
        r"(?:the |how to )?(?:trafficking |effective )?investigat(?:e|ing|ions?)\b(?! tech| guide)",
    ),
    (
        "prosecute",
        r"(?:(?:the |how to )?(?:trafficking )?investigat(?:e|ing|ions?)(?:,| and) (?:and )?)?"
        r"(?:trafficking )?prosecut(?:e|ing|ions?)\b",
    ),
    (
        "enforce law",
        r"(?:(?:the|\w+ing|its|application|implementation|of|use|new|current|20\d\d|and|"
        r"\w+'s) ){0,5}"
        r"(?:anti-trafficking|trafficking) (?:laws?|act|legislation)",
    ),
)


def with_topic(thing: Thing, acts: list[str], tail: str) -> list[str]:
    """The acts, after ``train`` with what is trained."""
    if thing.name not in ("training", "officers"):
        return list(dict.fromkeys(acts))
    about = re.search(
        r"(?:^| )(?:on|in|to|how to) (?:how to )?(?!all|other|police|officials)([^;]*)$", tail
    )
    topics = [key for key, said in _TOPICS if about and re.match(said, about[1])]
    return list(dict.fromkeys([*acts, *topics]))


def lacking_at(text: str) -> Told | None:
    """What a government lacked: procedures, a plan, shelters."""
    many = re.match(r"^(?:any|a|an|its|the) ", text)
    rest = text[many.end() :] if many else text
    short = re.match(r"^(?:adequate|sufficient|enough|effective|comprehensive|consistent) ", rest)
    rest = rest[short.end() :] if short else rest
    for thing in things():
        verb = {"procedures": "have", "shelters": "provide"}.get(thing.name)
        match = thing.pattern.match(rest) if verb else None
        if match and verb and _speaks(thing, rest, match):
            tail = rest[match.end() :].strip()
            direction = NOT_ENOUGH if short else NONE
            return Told(thing.act(verb), direction, group=group_of(thing, match[0], tail))
    return None


def passive_at(text: str) -> Told | None:
    """An act in the passive: no traffickers were convicted."""
    none = re.match(r"^no (?P<what>[^,;]*?) (?:were|was|have been|has been) (?P<done>.*)$", text)
    if not none:
        return None
    match = re.match(rf"^{ADVERBS}([a-z]+ed|held)\b(.*)$", none["done"])
    if not match or match[1] not in forms():
        return None
    return act_at(f"{forms()[match[1]]} any {none['what']}{match[2]}", NONE, "")
