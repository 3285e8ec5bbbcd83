"""An act told by its verb and object: "convicted 12 traffickers in 2017"."""

from __future__ import annotations

import re

from tipanalysis.narratives.act_breadth import BROAD, HARMLESS, LOOSE, NARROW, WIDE
from tipanalysis.narratives.act_groups import group_of, speaks, with_topic
from tipanalysis.narratives.act_terms import (
    ADVERBS,
    FEWER,
    HOW_MANY,
    MADE,
    MAKING,
    MORE,
    NEW,
    NONE,
    NOT_ENOUGH,
    NUMBER_WORDS,
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
        match = re.match(rf"^{ADVERBS}([a-z-]+)", rest)
        if not match or match[1] not in forms():
            break
        found.append(forms()[match[1]])
        rest = rest[match.end() :]
        join = re.match(JOIN, rest)
        after = re.match(rf"{JOIN}{ADVERBS}([a-z-]+)", rest)
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
    rest = re.sub(rf"^{JOIN}{ADVERBS}[a-z-]+ (?=\w)", "", rest)
    many = HOW_MANY.match(f"{rest} ")
    behind = rest[many.end() :] if many else rest
    for thing in things():
        fitting = [verb for verb in verbs if verb in thing.verbs]
        if not fitting:
            continue
        said = behind
        match = thing.pattern.match(behind)
        if not match and many:
            said, match = rest, thing.pattern.match(rest)
        if not match or not speaks(thing, said, match):
            continue
        own = [thing.verbs[verb] for verb in fitting]
        loose = any(verb in LOOSE and thing.verbs[verb] != verb for verb in fitting)
        if direction == NONE and (loose or len(fitting) < len(verbs)):
            direction = NOT_ENOUGH
        return reconciled(thing, own, said, match, direction, unit, many)
    return None


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
    if "short" in named or "only" in named:
        if direction not in ("", SAME):
            return None
        direction = NOT_ENOUGH
        if (named.get("only") or "")[:1].isdigit() or named.get("only") in NUMBER_WORDS:
            quantity = _number(named["only"]) if thing.counted and _unit(match[0]) else None
    if "zero" in named:
        if direction not in ("", SAME):
            return None
        direction = NONE
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
    elif thing.name in ("services", "shelters"):
        meant = re.match(r"^(?:to|for) (?:any |trafficking |identified |suspected )*victims$", tail)
    elif len(acts) > len(own):
        meant = re.match(r"^(?:to|for|of|on|in) [^;]*$", tail)
    narrow = set(re.findall(r"[\w/-]+", match[0])) - BROAD or (
        NARROW.search(match[0]) and thing.name in ("traffickers", "victims")
    )
    wide = meant or HARMLESS.match(tail)
    part = thing.name in WIDE or {"not_enough", "part"} & set(named)
    if direction == NONE and (part or narrow or not wide):
        direction = NOT_ENOUGH
    if direction == NOT_ENOUGH and "only" not in named:
        quantity = None
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


def lacking_at(text: str) -> Told | None:
    """What a government lacked: procedures, a plan, shelters."""
    many = re.match(r"^(?:any|a|an|its|the) ", text)
    rest = text[many.end() :] if many else text
    short = re.match(r"^(?:adequate|sufficient|enough|effective|comprehensive|consistent) ", rest)
    rest = rest[short.end() :] if short else rest
    for thing in things():
        verb = {"procedures": "have", "shelters": "provide"}.get(thing.name)
        match = thing.pattern.match(rest) if verb else None
        if match and verb and speaks(thing, rest, match):
            tail = rest[match.end() :].strip()
            direction = NOT_ENOUGH if short else NONE
            return Told(thing.act(verb), direction, group=group_of(thing, match[0], tail))
    return None


_ENSURED = re.compile(
    r"^ensure (?:that )?(?P<what>[^,;]{3,70}?) (?:are|is) (?:\w+ly )?(?P<done>\w+ed)(?P<rest>\b.*)$"
)

_RECEIVED = re.compile(
    r"^ensure (?:that )?(?P<whom>(?:all |[\w-]+ ){0,4}victims) (?:receive|have (?:full |adequate )?"
    r"access to|are (?:provided|offered)(?: with)?|can access) (?P<what>(?:[\w,-]+ "
    r"){0,7}?(?:services|"
    r"assistance|care|support|shelter))\b"
)

_UNDONE = re.compile(
    r"^(?P<what>[^,;]{3,70}?) (?:(?:was|were) not|(?:had|has|have) not been) (?:yet "
    r")?(?P<how>\w+ly )?"
    r"(?P<done>\w+ed)(?P<rest>\b.*)$"
)


def passive_at(text: str) -> Told | None:
    """An act in the passive: no traffickers were convicted, the plan was not adopted."""
    if (ensured := _ENSURED.match(text)) and ensured["done"] in forms():
        verb = forms()[ensured["done"]]
        return act_at(f"{verb} {ensured['what']}{ensured['rest']}", "", "")
    if received := _RECEIVED.match(text):
        return act_at(f"provide {received['what']} to {received['whom']}", "", "")
    if (undone := _UNDONE.match(text)) and undone["done"] in forms():
        verb = forms()[undone["done"]]
        direction = NOT_ENOUGH if undone["how"] else NONE
        return act_at(f"{verb} {undone['what']}{undone['rest']}", direction, "")
    none = re.match(r"^no (?P<what>[^,;]*?) (?:were|was|have been|has been) (?P<done>.*)$", text)
    if not none:
        return None
    match = re.match(rf"^{ADVERBS}([a-z]+ed|held)\b(.*)$", none["done"])
    if not match or match[1] not in forms():
        return None
    return act_at(f"{forms()[match[1]]} any {none['what']}{match[2]}", NONE, "")
