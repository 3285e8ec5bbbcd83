"""Acts told by a state: what there was too little of, what remained weak, what the law lacked."""

from __future__ import annotations

import re

from tipanalysis.narratives.act_groups import OFFICERS, group_of, several, speaks, with_topic
from tipanalysis.narratives.act_nouns import nouns_of
from tipanalysis.narratives.act_objects import (
    act_at,
)
from tipanalysis.narratives.act_terms import (
    EFFORTS,
    FEWER,
    LACK,
    MORE,
    NONE,
    NOT_ENOUGH,
    SAME,
    Told,
)
from tipanalysis.narratives.coding_list import things

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

_EFFORTS_STATE = re.compile(
    r"^(?:[\w'-]+ ){0,4}?efforts to (?P<act>.+?) (?:(?P<weak>(?:remained|were|continued to be) "
    r"(?:\w+ly )?(?:inadequate|insufficient|weak|limited|poor|minimal|lacking|low|uneven|"
    r"incomplete|"
    r"negligible|inconsistent|ad hoc))|(?P<less>(?:\w+ly )?(?:decreased|declined)))\b"
)

_SPARED = re.compile(
    r"^ensure (?:that )?(?:\w+ ){0,4}victims (?:[\w,]+ ){0,12}?(?:are not|do not face|are exempt "
    r"from) (?:\w+ly )?"
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

_CODE = (
    r"(?:laws?(?! enforce)|legislation|penal code|criminal code|legal framework|act|code|"
    r"statutes?|definition)"
)

_PENALIZED = (
    r"(?:penali[sz]ed|punished|arrested|detained|deported|jailed|imprisoned|fined|prosecuted|"
    r"charged|treated as criminals)"
)

#: Clauses that tell one act as a whole, and what they tell.
_STATES = (
    (
        re.compile(
            r"^(?:[\w,' -]{0,60}? )?(?:reports? of |allegations? of )?(?:[\w-]+ )?(?:official |"
            r"police )?"
            r"complicity(?: [\w,' -]{0,60}?)? (?:continued|remain|hamper|imped|hinder|undermin|"
            r"persist|"
            r"was a|were|inhibit|contribut|allow)"
        ),
        Told("end complicity", NOT_ENOUGH, group="officials"),
    ),
    (
        re.compile(
            r"^(?:there were )?(?:credible |continued |numerous |some |persistent |many "
            r")*(?:(?:reports|"
            r"allegations) (?:that )?)?(?:[\w-]+ ){0,5}(?:officials|officers|police|authorities|"
            r"soldiers|forces)[\w, -]{0,40}? (?:were|are|was) (?:\w+ )?complicit"
        ),
        Told("end complicity", NOT_ENOUGH, group="officials"),
    ),
    (
        re.compile(
            r"^(?!.*\b(?:not|investigat|prosecut|convict))(?:[\w',-]+ ){0,6}?(?:reports?|"
            r"allegations|"
            r"accusations|suspected|instances) (?:of )?[^,;]{0,50}?complicity"
        ),
        Told("end complicity", NOT_ENOUGH, group="officials"),
    ),
    (
        re.compile(
            r"^(?:[\w-]+ ){0,4}?corruption(?:[\w,' -]{0,80}?)? (?:raised|continued|remain|hamper|"
            r"imped|"
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
            rf"continued to be (?:\w+ )?{_PENALIZED}|^(?:[\w, -]{{1,40}} )?victims (?:continued "
            rf"to be "
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
            r"^(?:the )?(?:(?:high number|imposition|use|majority|most) of |most |many "
            r")*(?:(?:lenient|"
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
    thing, own, tail = nouns_of(rest)
    if thing is None or set(own) & {"penalize", "recruit"}:
        return _lacked_thing(rest)
    acts = with_topic(thing, list(map(thing.act, own)), "")
    group = group_of(thing, rest[: len(rest) - len(tail)], tail)
    if thing.name == "training":
        group = group or several(OFFICERS, whose)
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
_HAVE = {
    "procedures": "have",
    "shelters": "provide",
    "services": "provide",
    "legal aid": "provide",
} | {"legal alternatives": "offer", "victim-centered approach": "use", "referral mechanism": "have"}


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
    thing, own, tail = nouns_of(re.sub(r"^efforts to ", "", text))
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
