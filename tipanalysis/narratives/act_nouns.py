"""An act told by a noun: "increased prosecutions", "victim identification remained weak"."""

from __future__ import annotations

import re

from tipanalysis.narratives.act_objects import (
    JOIN,
    act_at,
    group_of,
    several,
    speaks,
    with_topic,
)
from tipanalysis.narratives.act_terms import (
    BROAD,
    EFFORTS,
    FEWER,
    HARMLESS,
    HOW_MANY,
    LACK,
    MORE,
    NEW,
    NONE,
    NOT_ENOUGH,
    OFFICERS,
    SAME,
    Told,
)
from tipanalysis.narratives.coding_list import Thing, things

_NOUN_LEAD = (
    r"^(?:(?:the government's|the|its|their|overall|both|annual|total|number of|number|"
    r"numbers of|overall number of|"
    r"amount of|availability of|access to|use of|quality of|quality and|availability and quality of|"
    r"effectiveness of|consistency of|capacity for|delivery of|provision of|overall|in|of|to|"
    r"law enforcement|formal|international|victims'? access to|"
    r"efforts in|efforts at|and) )*"
)
_WEAK_STATE = (
    r"(?:remained|remains|were|was|are|is|continued to be) (?:\w+ly )?(?:inadequate|insufficient|"
    r"weak|limited|poor|minimal|lacking|low|uneven|inconsistent|ad hoc|deficient|negligible|"
    r"unavailable|scarce|incomplete|underfunded|a (?:concern|problem|challenge)|problematic|"
    r"not (?:always )?(?:adequate|sufficient|available)|inaccessible|ineffective|small|slow)"
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
#: Officials are the group; traffickers and their crimes go without saying.
_OF_OFFICIALS = re.compile(
    r"^(?:of|for|into|against) (?:[^,;]*(?:complicit|complicity)[^,;]*$|(?:alleged |suspected |human )*"
    r"(?:traffickers|trafficking(?: cases| crimes| offenses| offenders)?|trafficking-related offenses)"
    r"(?:,? (?:for the \w+ (?:consecutive )?year|in 20\d\d|during .*|or .*))?$)"
)
_EFFORTS_STATE = re.compile(
    r"^(?:[\w'-]+ ){0,4}?efforts to (?P<act>.+?) (?:(?P<weak>(?:remained|were|continued to be) "
    r"(?:\w+ly )?(?:inadequate|insufficient|weak|limited|poor|minimal|lacking|low|uneven|incomplete|"
    r"negligible|inconsistent|ad hoc))|(?P<less>(?:\w+ly )?(?:decreased|declined)))\b"
)
_SPARED = re.compile(
    r"^ensure (?:that )?(?:\w+ ){0,4}victims (?:[\w,]+ ){0,12}?(?:are not|do not face|are exempt from) (?:\w+ly )?"
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


_CODE = r"(?:laws?(?! enforce)|legislation|penal code|criminal code|legal framework|act|code|statutes?|definition)"
_PENALIZED = (
    r"(?:penali[sz]ed|punished|arrested|detained|deported|jailed|imprisoned|fined|prosecuted|"
    r"charged|treated as criminals)"
)
#: Clauses that tell one act as a whole, and what they tell.
_STATES = (
    (
        re.compile(
            r"^(?:[\w,' -]{0,60}? )?(?:reports? of |allegations? of )?(?:[\w-]+ )?(?:official |police )?"
            r"complicity(?: [\w,' -]{0,60}?)? (?:continued|remain|hamper|imped|hinder|undermin|persist|"
            r"was a|were|inhibit|contribut|allow)"
        ),
        Told("end complicity", NOT_ENOUGH, group="officials"),
    ),
    (
        re.compile(
            r"^(?:there were )?(?:credible |continued |numerous |some |persistent |many )*(?:(?:reports|"
            r"allegations) (?:that )?)?(?:[\w-]+ ){0,5}(?:officials|officers|police|authorities|"
            r"soldiers|forces)[\w, -]{0,40}? (?:were|are|was) (?:\w+ )?complicit"
        ),
        Told("end complicity", NOT_ENOUGH, group="officials"),
    ),
    (
        re.compile(
            r"^(?!.*\b(?:not|investigat|prosecut|convict))(?:[\w',-]+ ){0,6}?(?:reports?|allegations|"
            r"accusations|suspected|instances) (?:of )?[^,;]{0,50}?complicity"
        ),
        Told("end complicity", NOT_ENOUGH, group="officials"),
    ),
    (
        re.compile(
            r"^(?:[\w-]+ ){0,4}?corruption(?:[\w,' -]{0,80}?)? (?:raised|continued|remain|hamper|imped|"
            r"hinder|undermin|persist|was a|were|inhibit|contribut|allow|exacerbat|dissuad)"
        ),
        Told("end corruption", NOT_ENOUGH),
    ),
    (
        re.compile(
            rf"^(?:[\w',-]+ ){{0,6}}?{_CODE}(?: [\w,' -]{{1,50}}?)?,? (?:(?:do|does|did) not|"
            rf"(?:was|were|is|are) (?:not|inconsistent)|which (?:did|does) not|allow\w* (?:for )?"
            rf"(?:fines|alleged)|which allow\w* (?:for )?fines|included sentencing provisions that "
            rf"allow|failed to)\b[^;]*(?:traffick|commensurate|exploit|forced|victims|fines|"
            rf"international)|^[^;]*\bpenalt\w+ [^;]*\bnot (?:commensurate|sufficiently stringent)"
        ),
        Told("improve the law", NOT_ENOUGH),
    ),
    (
        re.compile(
            r"^(?:[\w-]+ ){0,6}?(?:committee|council|commission|task force|working group)"
            r"(?: to [\w ]{1,60}?)? (?:met|convened)\b"
        ),
        Told("convene committee"),
    ),
    (
        re.compile(
            r"^(?:[\w-]+ ){0,6}?(?:committee|council|commission|task force|working group)"
            r"(?: to [\w ]{1,60}?)? continued to (?:meet|convene)\b"
        ),
        Told("convene committee", SAME),
    ),
    (
        re.compile(
            r"^(?:state-sponsored|government-compelled|government-sponsored) forced labor "
            r"(?:remained|continued|persisted)"
        ),
        Told("use forced labor", SAME),
    ),
    (
        re.compile(r"^(?:(?:the )?courts |judges )?suspended (?:the )?(?:majority of )?sentences"),
        Told("give light sentences"),
    ),
    (
        re.compile(
            rf"^(?:(?:some|many|potential|trafficking|foreign|child|sex|labor|identified|adult|and|"
            rf"unidentified|several) )*victims(?: \w+ing [\w ]{{1,40}})? (?:were|are|was) "
            rf"(?!not)(?:(?!not)[\w-]+ ){{0,3}}?{_PENALIZED}(?! by (?:ngo|traff|employ))"
        ),
        Told("penalize victims"),
    ),
    (
        re.compile(
            rf"^(?:(?:some|many|potential|trafficking|foreign|child|and|sex|labor) )*victims "
            rf"continued to be (?:\w+ )?{_PENALIZED}|^(?:[\w, -]{{1,40}} )?victims (?:continued to be "
            rf"subject to|continued to face) (?:[\w, -]{{1,40}} )?(?:arrest|detention|punishment|"
            rf"imprisonment|deportation|prosecution)"
        ),
        Told("penalize victims", SAME),
    ),
    (
        re.compile(
            r"^(?:continued to )?treat(?:ed|ing)? (?:some |many |child |potential |trafficking )*"
            r"victims as (?:criminals|offenders|illegal)"
        ),
        Told("penalize victims"),
    ),
    (
        re.compile(
            r"^(?:the )?(?:(?:high number|imposition|use|majority|most) of |most |many )*(?:(?:lenient|"
            r"suspended|weak|light|lax|low|inadequate|short) (?:\w+ )?(?:sentenc\w+|penalties)|"
            r"sentences (?:for|of|imposed)[^,;]{0,60}? (?:were|remained|was) (?:often |\w+ )?"
            r"(?:suspended|lenient|weak|light|inadequate|low|insufficient))"
        ),
        Told("give light sentences"),
    ),
)
_ABOUT_KNOWING = re.compile(
    r"^(?:[\w-]+ )?(?:and )?(?:understanding|awareness|knowledge|familiarity|recognition)\b"
)


def lack_at(text: str, whose: str = "") -> Told | None:
    """What there was too little of: "lack of shelter", "weak coordination among agencies".

    Who lacked it (`whose`) matters for knowledge alone.
    """
    lacked = LACK.match(text)
    if not lacked:
        return None
    rest = text[lacked.end() :]
    if _ABOUT_KNOWING.match(rest):
        whom = several(OFFICERS, f"{whose} {text}")
        official = whom or re.search(r"\b(?:officials|authorities|government)\b", f"{whose} {text}")
        return Told("know of trafficking", NOT_ENOUGH, group=whom) if official else None
    thing, own, tail = _nouns(rest)
    if thing is None or set(own) & {"penalize", "recruit"}:
        return _lacked_thing(rest)
    acts = with_topic(thing, list(map(thing.act, own)), "")
    group = group_of(thing, rest[: len(rest) - len(tail)], tail)
    return Told(";".join(acts), NOT_ENOUGH, group=group)


def _lacked_thing(text: str) -> Told | None:
    for thing in things():
        verb = _HAVE.get(thing.name)
        match = thing.pattern.match(text) if verb else None
        if match and verb and speaks(thing, text, match):
            group = group_of(thing, match[0], text[match.end() :].strip())
            return Told(thing.act(verb), NOT_ENOUGH, group=group)
    return None


#: To lack one of these is not to have it, or not to provide it.
_HAVE = {"procedures": "have", "shelters": "provide", "services": "provide", "legal aid": "provide"} | {
    "legal alternatives": "offer", "referral mechanism": "have"
}


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
    counts = {"none", "more", "fewer", "short", "only", "zero", "count", "one", "about", "fresh", "new"}
    behind = text[many.end() :] if many and named & counts else text
    thing, own, tail = _nouns(behind)
    if thing is None or re.match(r"^(?:procedures?|protocols?|mechanisms?|units?|skills)\b", tail):
        return None
    head = behind[: len(behind) - len(tail)]
    if direction == NONE and (
        not (HARMLESS.match(tail) or _OF_OFFICIALS.match(tail)) or set(re.findall(r"[\w/-]+", head)) - BROAD
    ):
        direction = NOT_ENOUGH
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
    if efforts := _EFFORTS_STATE.match(text):
        return act_at(efforts["act"], NOT_ENOUGH if efforts["weak"] else FEWER, EFFORTS)
    if lacking := lack_at(text):
        return lacking
    for pattern, told_so in _STATES:
        if pattern.match(text):
            return told_so
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
    changed = r"^(?:(?:of|for|and) [\w ]{1,40}? )?(?:continued to )?(?:\w+ly )?"
    if re.match(rf"{changed}(?:decreased?|declined?|fell|dropped)\b", tail):
        return Told(act, FEWER, group=group)
    if re.match(r"^(?:\w+ly )?increased\b", tail):
        return Told(act, MORE, group=group)
    if re.match(rf"^(?:efforts |services |[\w, '-]{{0,50}}? )?{_WEAK_STATE}\b", tail):
        return Told(act, NOT_ENOUGH, group=group)
    return None
