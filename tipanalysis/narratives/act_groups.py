"""Whom an act concerns, and what officials are trained in."""

from __future__ import annotations

import re

from tipanalysis.narratives.coding_list import Thing

GROUPS = (
    ("children", r"\bchild(?:ren)?\b"),
    ("foreign", r"\bforeign\b(?! (?:and|or) domestic)"),
    ("male", r"\bmale\b|\bmen\b"),
    ("female", r"\bfemale\b|\bwomen\b"),
    ("adults", r"\badult\b"),
)

FORMS = (
    ("labor trafficking", r"\b(?:labor|forced labor)\b"),
    ("child sex trafficking", r"\bchild sex\b"),
    ("sex trafficking", r"\bsex\b"),
)

OFFICERS = (
    ("labor inspectors", r"\blabor (?:inspectors|officials)\b|\binspectors\b"),
    ("police", r"\bpolice\b|\blaw enforcement\b"),
    ("prosecutors", r"\bprosecutors?\b"),
    ("judges", r"\bjudges?\b|\bjudiciary\b|\bmagistrates\b|\bjudicial\b"),
    ("border officials", r"\bborder\b|\bimmigration\b"),
    ("social workers", r"\bsocial workers\b"),
    ("diplomats", r"\bdiplomat"),
    ("peacekeepers", r"\bpeacekeep"),
    ("first responders", r"\bfirst responders\b|\bfront-?line\b"),
)

#: What comes right after the object and says which trafficking is meant.
ABOUT = re.compile(
    r"^(?:of|for|in) (?:internal |both |suspected |their |alleged )*(?:forced labor|labor|"
    r"child sex|sex)"
    r"(?: and (?:forced labor|labor|sex))?\b"
    r"(?!(?: trafficking| cases| crimes| offenses)*,? (?:and|or)\b)"
)


def speaks(thing: Thing, text: str, match: re.Match[str]) -> bool:
    return thing.needs is None or bool(thing.needs.search(_purpose(match[0], text[match.end() :])))


def _purpose(head: str, tail: str) -> str:
    """An object with what it is for, up to the next act."""
    return head + re.split(r";|,? and (?:to )?(?:train|provide|ensure|increase|implement)", tail)[0]


def group_of(thing: Thing, head: str, tail: str) -> str:
    """Whom it concerns, where the object itself says so."""
    if thing.name == "officials":
        return "officials"
    if thing.name == "to account":
        return (
            "officials"
            if re.search(r"offic|personnel|complicit|employees|police|military", head + tail[:40])
            else ""
        )
    if thing.name == "officers":
        return several(OFFICERS, re.split(r"\b(?:on|in|to|how)\b", f"{head} {tail}")[0])
    if thing.name == "training":
        whom = re.match(
            r"^(?:for|to|of|among) ([^.;]*?)(?: (?:on|in|to|about|regarding)\b|$)", tail
        )
        return several(OFFICERS, whom[1]) if whom else ""
    if thing.name == "traffickers":
        near = f"{head} {_at_start(ABOUT, tail)}"
        return "" if _OTHER_FORM.match(tail) else _form(near)
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


#: Another form of trafficking named right after: "sex trafficking or forced labor crimes".
_OTHER_FORM = re.compile(
    r"^(?:,? (?:and|or) |(?:and|or|and/or) |, )(?:[\w-]+ ){0,3}?(?:labor|sex|other|trafficking|"
    r"servitude|"
    r"slavery)"
)


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
