"""What the grammar of one clause tells: act, direction, actor, quantity, group, period.

The reading is narrow. Only a clause that begins with its verb (or with a noun that stands for
one) and goes on with an object of the coding list (`tipanalysis.narratives.coding_list`) is told;
whatever is not clearly said stays empty, and the report then shows the theme alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from tipanalysis.narratives.coding_list import Thing, forms, things

Kind = Literal["achievement", "shortfall", "recommendation"]

NEW, MORE, SAME, FEWER, NONE, NOT_ENOUGH = ("new", "more", "same", "fewer", "none", "not enough")
#: The first act of "did not report investigating": not the same as not investigating.
REPORT = "report"
#: In `unit`: that efforts, not their results, became more or fewer.
EFFORTS = "efforts"
#: Acts that are a fault in themselves.
FAULTS = frozenset({"penalize victims", "give light sentences", "recruit child soldiers"})


@dataclass(frozen=True)
class Told:
    """What one clause clearly says; empty strings and None for what it does not.

    Attributes
    ----------
    act : str
        Keys of the coding list, joined by semicolons where several verbs share an object; after
        ``report`` the acts that were not reported.
    direction : str
        One of `tipanalysis.terms.DIRECTIONS`, or empty.
    actor, unit, group, period : str
        Who acts; unit of the quantity, or ``efforts``; whom it concerns; when.
    quantity : int or None
        The figure that stands right before the object.
    """

    act: str = ""
    direction: str = ""
    actor: str = ""
    quantity: int | None = None
    unit: str = ""
    group: str = ""
    period: str = ""


NOTHING = Told()
_UNCLEAR = "unclear"

_ACTORS = (
    ("courts", r"(?:the |some )?(?:courts?|judges|judicial authorities)"),
    ("prosecutors", r"(?:the )?prosecutors"),
    ("police", r"(?:the )?(?:national )?police"),
    ("labor inspectors", r"(?:the )?labor (?:inspectors|inspectorate)"),
    ("legislature", r"(?:the )?(?:parliament|legislature|national assembly|congress)"),
    ("law enforcement", r"law enforcement(?: officials| authorities)?"),
    ("officials", r"(?:some |government )?officials"),
    ("authorities", r"(?:the )?authorities"),
    ("government", r"(?:the )?(?:government(?: of [\w' -]{1,40}?)?)|it"),
)
_LEAD = re.compile(
    r"^(?:(?:and|or|but|also|further|furthermore|moreover|however|additionally|in addition|for the "
    r"(?:first|second|third|fourth|fifth|sixth|seventh) consecutive year|despite these efforts|"
    r"at the same time|while|although|by|including(?: by)?|the latter|to|then|still|finally|"
    r"in 20\d\d|(?:while|using|in (?:partnership|collaboration|cooperation) with|through) [^,;]*,)"
    r"[, ]+)+"
)
_ADVERBS = (
    r"(?:(?:also|vigorously|proactively|significantly|substantially|actively|formally|further|"
    r"greatly|drastically|slightly|modestly|successfully|continually|criminally|thoroughly|"
    r"regularly|publicly|quickly|swiftly|immediately|robustly|effectively|then|directly|jointly|"
    r"explicitly|still|ever|always|fully|adequately|sufficiently|consistently|systematically|better|"
    r"strictly|stringently|appropriately|routinely|increasingly) )*"
)
_WEAKLY = (
    r"(?:(?:consistently|adequately|sufficiently|fully|effectively|systematically|proactively|"
    r"routinely|regularly|always|properly|uniformly|vigorously|widely|universally|appropriately|"
    r"aggressively|actively|comprehensively|often|significantly) )"
)
_NOT = re.compile(
    r"^(?:(?:did|does|do|has|have|had|was|were) not(?: yet)?|failed to|neglected to|"
    r"(?:has |have )?never|not) (?:also )?"
)
_FIGURES = re.compile(
    r"^(?:report|provide|share|publish) (?:\w+ ){0,3}?(?:the number of|how many|(?:law enforcement |"
    r"complete |comprehensive |anti-trafficking |disaggregated )*(?:data|statistics))\b"
)
_REPORTED = re.compile(r"^report (?:any (?:efforts to |new |newly initiated )?|that it )?")
_CONTINUED = re.compile(
    r"^continu(?:e|ed|ing)(?: to(?! lack)| (?:its |their )?efforts to| (?:its |their )?)\s*"
)
_UP = (
    r"(?:increas|expand|enhanc|strengthen|intensif|bolster|improv|augment|doubl|tripl|"
    r"rais(?!\w* (?:public )?awareness))(?:e|ed|es|ing|y|ied|ying)?"
)
_DOWN = r"(?:decreas|reduc|lower|cut)(?:e|ed|es|ing|ting)?"
_THEIRS = r"(?:(?:its|their|the government's|law enforcement|overall|ongoing|capacity and|training and) )*"
_UP_EFFORTS = re.compile(
    rf"^{_UP}(?: and {_UP})? {_THEIRS}(?:efforts|capacity|ability)(?: of \w+)? to "
)
_BETTER = re.compile(r"^(?:enhanc|strengthen|intensif|bolster|improv|augment)")
_UP_NOUN = re.compile(rf"^{_UP}(?: and {_UP})? ")
_DOWN_EFFORTS = re.compile(rf"^(?:{_DOWN}) {_THEIRS}efforts to ")
_DOWN_NOUN = re.compile(rf"^{_DOWN} ")
_EFFORTS = re.compile(
    r"^(?:make|making|made|undertake|undertaking|undertook|take|taking|took|engage|engaging) "
    r"(?P<how>\w+ )?(?:in )?(?:concrete |proactive )?(?:efforts|steps|measures) (?:to|in) "
)
_LITTLE = re.compile(r"^(?:minimal|limited|few|insufficient|inadequate|weak|uneven|no)")
_BEGAN = re.compile(r"^(?:began|begin|beginning|started|starting|start)(?: to)? ")
_LACKED = re.compile(r"^(?:(?:continued|continues|continuing) to lack|lack|lacks|lacked|lacking|without|had no|has no|have no) ")
_LIGHT = re.compile(
    r"^(?:initiat|conduct|secur|obtain|achiev|launch|open|pursu|complet|undertak|carr)"
    r"(?:e|ed|ing|y|ied|ying)?(?: out)? (?:or (?:secure|achieve|obtain) )?"
)
_CEASE = re.compile(r"^(?:cease|stop|end|eliminate|discontinue)(?: the| all)? (?:practice of )?")

_DATIVE = re.compile(
    r"\b(provid\w*|offer\w*) ((?:all |\w+ ){0,3}?victims) with "
    r"((?:\w+ ){0,4}?(?:services|assistance|care|protection))"
)
_MANY = {
    MORE: (
        r"(?:significantly |slightly |substantially |far |many )?(?:more|additional|greater)|"
        r"an? (?:increased|greater|larger|higher) number of|increased numbers of|"
        r"an increased amount of|increased"
    ),
    FEWER: (
        r"(?:significantly |slightly |substantially |far )?(?:fewer|less)|"
        r"a (?:decreased|smaller|lower) number of"
    ),
    NEW: (
        r"(?:its|the|their|the country's)(?: (?:two|three|four|\d+))? first(?:-ever)?|"
        r"the first(?: ever)?|a first"
    ),
    NOT_ENOUGH: r"all(?: of the| the)?|sufficient|adequate|enough|appropriate|comprehensive|consistent",
    NONE: r"any(?: new| of the)?|a single",
}
_NUMBER_WORDS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),
        range(1, 13),
        strict=True,
    )
)
_COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_NUMBER_WORDS)}"
_HOW_MANY = re.compile(
    "^(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _MANY.items())
    + rf"|(?P<fresh>(?:an? |its |the )?new)|(?P<one>an?)|(?P<count>{_COUNT})(?! (?:of|percent|million|billion))|"
    r"(?:the|its|their|some|many|several|those|both|an? (?:significant|modest|small|large|substantial|"
    r"limited) number of)) "
)
#: A "new" one of these is news when it is made; using a new law is not.
_MADE = frozenset(
    {"plan", "law", "shelters", "specialized units", "committee", "procedures", "referral mechanism"}
)
_MAKING = frozenset({"adopt", "develop", "draft", "enact", "establish", "open"})
_GROUPS = (
    ("children", r"\bchild(?:ren)?\b"),
    ("foreign", r"\bforeign\b"),
    ("male", r"\bmale\b|\bmen\b"),
    ("female", r"\bfemale\b|\bwomen\b"),
    ("adults", r"\badult\b"),
)
_FORMS = (
    ("labor trafficking", r"\b(?:labor|forced labor)\b"),
    ("child sex trafficking", r"\bchild sex\b"),
    ("sex trafficking", r"\bsex\b"),
)
_OFFICERS = (
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
_ABOUT = re.compile(
    r"^(?:of|for|in) (?:internal |both |suspected |their |alleged )*(?:forced labor|labor|child sex|sex)"
    r"(?: and (?:forced labor|labor|sex))?\b(?!(?: trafficking)?,? (?:and|or|offenses and)\b)"
)
_HARMLESS = re.compile(
    r"^(?:$|[.;].*|,(?! (?:including|especially|particularly|such)).*|"
    r",? ?(?:for the \w+ (?:consecutive|straight) (?:year|time|reporting period)\b.*|"
    r"(?:during|in) the (?:reporting|year|past|previous|last|current)\b.*|in (?:20\d\d|\w+ years)|"
    r"since 20\d\d|this (?:year|reporting period)|during (?:20\d\d|the)\b.*|despite\b.*|"
    r"compared\b.*|over the\b.*|(?:and|or|nor)\b.*))[.;,]?$"
)
#: What narrows an object and has no place in the codes: denying it does not deny the whole.
_NARROW = re.compile(r"\b(?:internal|transnational|domestic|child(?! sex)|certified)\b")
_YEAR = re.compile(r"\b(?:in|during) (20\d\d)\b")


def told(clause: str, kind: Kind, sentence: str = "") -> Told:
    """What one clause clearly says.

    Parameters
    ----------
    clause : str
        The clause of an achievement or a shortfall, or the item of a recommendation.
    kind : {"achievement", "shortfall", "recommendation"}
        What the clause is about; a fault told as a plain act is left empty.
    sentence : str, optional
        The sentence around the clause, for its subject.

    Returns
    -------
    Told
        `NOTHING` where the clause is not clear.

    Examples
    --------
    >>> told("convicting more traffickers", "achievement").direction
    'more'
    >>> told("did not report investigating any officials", "shortfall").act
    'report;investigate'
    >>> told("did not cooperate with the bank", "shortfall")
    Told(act='', direction='', actor='', quantity=None, unit='', group='', period='')
    """
    text = _LEAD.sub("", _plain(clause))
    actor, text = _subject(text)
    whole = _LEAD.sub("", _plain(clause))
    found = _predicate(text) or _passive(text) or _spared(text) or _state(whole)
    if found is None or not _fits(found, kind):
        return NOTHING
    if kind == "recommendation":
        return replace(found, actor="government", quantity=None, unit="", period="")
    return replace(found, actor=actor or _subject(_LEAD.sub("", _plain(sentence)))[0])


def _plain(text: str) -> str:
    """Lower case, straight quotes, no brackets, one kind of space."""
    words = text.casefold().replace("’", "'").replace("—", ", ").replace("–", "-")
    words = re.sub(r"\([^)]*\)", " ", words).replace("anti- trafficking", "anti-trafficking")
    words = _DATIVE.sub(r"\1 \3 to \2", words)
    return " ".join(words.split()).strip(" .;,")


def _subject(text: str) -> tuple[str, str]:
    for name, pattern in _ACTORS:
        match = re.match(rf"^(?:{pattern}) (?={_ADVERBS}(?:\w+ed|\w+s|did|has|have|had|does|do|continued|made|held|took|began|gave|ran|never|lacked)\b)", text)
        if match:
            return name, re.sub(r"^(?:also|then|further|however,?) ", "", text[match.end() :])
    return "", text


def _fits(found: Told, kind: Kind) -> bool:
    """Whether the direction goes with the kind: only then is the clause clear."""
    bad = found.direction in (NONE, NOT_ENOUGH, FEWER)
    fault = any(act in FAULTS for act in found.act.split(";"))
    if kind == "shortfall":
        return bad != fault
    if kind == "achievement":
        return not bad and not fault
    return found.act.split(";")[0] != REPORT and (
        found.direction == NONE if fault else found.direction not in (NONE, NOT_ENOUGH, FEWER)
    )


def _predicate(text: str) -> Told | None:
    """A clause that begins with its verb, behind not, more, still and the like."""
    direction, unit, report = "", "", False
    rest = re.sub(f"^{_ADVERBS}", "", text)
    negated = _NOT.match(rest)
    if negated:
        direction, rest = NONE, rest[negated.end() :]
        weakly = re.match(rf"^(?:{_WEAKLY}|{_ADVERBS})+", rest)
        if weakly and set(weakly[0].split()) - {"also", "ever", "still"}:
            direction = NOT_ENOUGH
        rest = rest[weakly.end() :] if weakly else rest
        if _FIGURES.match(rest):
            return Told("report data", NOT_ENOUGH)
        if reported := _REPORTED.match(rest):
            report, rest = True, rest[reported.end() :]
    elif lacked := _LACKED.match(rest):
        return _held(rest[lacked.end() :])
    elif ceased := _CEASE.match(rest):
        done = _act(rest[ceased.end() :], NONE, "") or _noun(rest[ceased.end() :], NONE)
        return done if done and done.act in FAULTS else None
    frame, unit, rest = _frame(rest)
    if frame and direction:
        direction = NOT_ENOUGH if frame in (MORE, NOT_ENOUGH) else _UNCLEAR
    direction = direction or frame
    if direction == _UNCLEAR:
        return None
    rest = re.sub(f"^{_ADVERBS}", "", rest)
    rest = re.sub(r"^report(?:ed|ing) (?=\w+ing )", "", rest)
    found = _act(rest, direction, unit)
    if found is None and (light := _LIGHT.match(rest)):
        found = _noun(rest[light.end() :], direction)
    if found is None and (frame in (MORE, FEWER, SAME) or report):
        found = _noun(rest, direction, unit)
    if found and report:
        if found.direction != NONE:
            return None
        return replace(found, act=f"{REPORT};{found.act}")
    return found


def _frame(text: str) -> tuple[str, str, str]:
    """Direction, unit and the rest, of what stands before the verb itself."""
    for pattern, direction, unit in (
        (_CONTINUED, SAME, ""),
        (_UP_EFFORTS, MORE, EFFORTS),
        (_DOWN_EFFORTS, FEWER, EFFORTS),
        (_BEGAN, _UNCLEAR, ""),
    ):
        if match := pattern.match(text):
            rest = text[match.end() :]
            if pattern is _CONTINUED and (again := _UP_EFFORTS.match(rest)):
                return MORE, EFFORTS, rest[again.end() :]
            return direction, unit, rest
    if match := _EFFORTS.match(text):
        how = match["how"] or ""
        direction = NOT_ENOUGH if _LITTLE.match(how) else ""
        if how.strip() in ("greater", "more", "increased"):
            direction = MORE
        return direction, EFFORTS if direction == MORE else "", text[match.end() :]
    for pattern, direction in ((_UP_NOUN, MORE), (_DOWN_NOUN, FEWER)):
        if match := pattern.match(text):
            better = _BETTER.match(text)
            return direction, EFFORTS if better else "", text[match.end() :]
    return "", "", text


_JOIN = r"(?:, (?:and |or )?| and | or | and/or )"


def _verbs(text: str) -> tuple[list[str], str]:
    """The verbs at the start, in their plain form, and what follows them."""
    found: list[str] = []
    rest = text
    while True:
        match = re.match(rf"^{_ADVERBS}([a-z]+)", rest)
        if not match or match[1] not in forms():
            break
        found.append(forms()[match[1]])
        rest = rest[match.end() :]
        join = re.match(_JOIN, rest)
        after = re.match(rf"{_JOIN}{_ADVERBS}([a-z]+)", rest)
        if not join or not after or after[1] not in forms():
            break
        rest = rest[join.end() :]
    return found, rest.strip()


def _act(text: str, direction: str, unit: str) -> Told | None:
    """Verbs and an object of the coding list, at the start of the words."""
    verbs, rest = _verbs(text)
    if not verbs:
        return None
    if not rest:
        return None
    many = _HOW_MANY.match(f"{rest} ")
    behind = rest[many.end() :] if many else rest
    for thing in things():
        match = thing.pattern.match(behind) or thing.pattern.match(rest)
        if not match:
            continue
        said = behind if thing.pattern.match(behind) else rest
        own = [thing.verbs[verb] for verb in verbs if verb in thing.verbs]
        if len(own) < len(verbs) or not _speaks(thing, said, match):
            continue
        return _told(thing, own, said, match, direction, unit, many)
    return None


def _speaks(thing: Thing, text: str, match: re.Match[str]) -> bool:
    return thing.needs is None or bool(thing.needs.search(_purpose(match[0], text[match.end() :])))


def _purpose(head: str, tail: str) -> str:
    """An object with what it is for, up to the next act."""
    return head + re.split(r";|,? and (?:to )?(?:train|provide|ensure|increase|implement)", tail)[0]


def _told(
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
                direction = NOT_ENOUGH if name == MORE else _UNCLEAR
            elif direction in ("", SAME):
                direction = name
    if direction == _UNCLEAR:
        return None
    made = set(own) & _MAKING and thing.name in _MADE
    if "fresh" in named and made and direction == "":
        direction = NEW
    if "count" in named or "one" in named:
        if direction in (NONE, NOT_ENOUGH) and "count" in named:
            return None
        if thing.counted and _unit(match[0]):
            quantity = _number(named.get("count", "1"))
    acts = _with_topic(thing, [thing.act(verb) for verb in own], tail)
    meant = thing.name in _MADE and re.match(
        r"^(?:to|for|on) (?![^,;]*(?:across|throughout|\ball\b|nationwide))[^,;]*(?:$|,)", tail
    )
    if thing.name == "officials":
        meant = re.match(r"^(?:in|for) [^,;]*$", tail)
    elif len(acts) > len(own):
        meant = re.match(r"^(?:to|for|of|on|in) [^;]*$", tail)
    narrow = _NARROW.search(match[0]) and thing.name in ("traffickers", "victims")
    wide = meant or _HARMLESS.match(tail)
    if direction == NONE and ("not_enough" in named or narrow or not wide):
        direction = NOT_ENOUGH
    return Told(
        act=";".join(acts),
        direction=direction,
        quantity=quantity if direction != NONE else None,
        unit=unit or (_unit(match[0]) if quantity is not None and direction != NONE else ""),
        group=_group(thing, match[0], tail),
        period=_period(tail) if quantity is not None else "",
    )


def _number(words: str) -> int:
    return _NUMBER_WORDS.get(words) or int(words.replace(",", ""))


def _unit(head: str) -> str:
    if re.search(r"\bcases?\b", head):
        return "cases"
    if re.search(r"traffickers?|victims?|officials?|officers?|suspects|offenders|perpetrators|defendants", head):
        return "persons"
    return ""


def _period(tail: str) -> str:
    years = _YEAR.findall(tail)
    return years[0] if len(years) == 1 else ""


def _group(thing: Thing, head: str, tail: str) -> str:
    """Whom it concerns, where the object itself says so."""
    if thing.name == "officials":
        return "officials"
    if thing.name == "officers":
        return _several(_OFFICERS, re.split(r"\b(?:on|in|to|how)\b", f"{head} {tail}")[0])
    if thing.name == "training":
        whom = re.match(r"^(?:for|to|of|among) ([^.;]*?)(?: (?:on|in|to|about|regarding)\b|$)", tail)
        return _several(_OFFICERS, whom[1]) if whom else ""
    if thing.name == "traffickers":
        near = f"{head} {_ABOUT.match(tail)[0] if _ABOUT.match(tail) else ''}"
        forms_ = [name for name, pattern in _FORMS if re.search(pattern, near)]
        both = "labor trafficking" in forms_ and "sex trafficking" in forms_
        return "" if both or not forms_ else forms_[0]
    if thing.name in ("victims", "services", "shelters"):
        near = head
        if thing.name == "services":
            near += re.match(r"^(?:(?:to|for) (?:\w+ ){0,4}victims)?", tail)[0]  # type: ignore[index]
        if thing.name == "shelters":
            near += re.match(r"^(?:for (?:\w+ ){0,3}victims)?", tail)[0]  # type: ignore[index]
        form = f"{near} {_ABOUT.match(tail)[0] if _ABOUT.match(tail) else ''}"
        return _several(_GROUPS, near) or next(
            (name for name, pattern in _FORMS if re.search(pattern, form)), ""
        )
    if thing.name == "procedures":
        return "identification" if re.search("identif|screen", _purpose(head, f" {tail}")) else "referral"
    return ""


def _several(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    return ";".join(name for name, pattern in patterns if re.search(pattern, text))


_NOUN_LEAD = (
    r"^(?:(?:the government's|the|its|their|overall|both|annual|total|number of|number|numbers of|overall number of|"
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
    r"(?: (?:of|by|among|in) [^,;.]*?)? (?:continued to|remain|hamper|imped|hinder|undermin|persist|"
    r"was a |were |inhibit)"
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
            join = re.match(_JOIN, left)
            if not join or not any(p.match(left[join.end() :]) for p in thing.nouns.values()):
                break
            left = left[join.end() :]
        if own:
            return thing, own, left.strip()
    return None, [], text


def _noun(text: str, direction: str, unit: str = "") -> Told | None:
    """A clause whose act is a noun: "increased prosecutions and convictions"."""
    many = _HOW_MANY.match(text)
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
    if direction == NONE and not _HARMLESS.match(tail):
        direction = NOT_ENOUGH
    head = text[: len(text) - len(tail)]
    group = _group(thing, head, tail)
    if thing.name == "traffickers":
        about = re.match(r"^(?:of|for|in) ([^,;.]*)", tail)
        if about and re.search(r"complicit|\bofficials\b", about[1]):
            group = "officials"
        elif about and re.search(r"labor", about[1]) and "sex" not in about[1]:
            group = "labor trafficking"
    if thing.name != "traffickers" and direction in (MORE, FEWER):
        unit = EFFORTS
    acts = _with_topic(thing, list(map(thing.act, own)), tail)
    return Told(act=";".join(acts), direction=direction, unit=unit, group=group)


#: What officials are trained in, by the words after "on", "in" or "to".
_TOPICS = (
    ("identify victims", r"(?:proactive(?:ly)? )?(?:victim identification|identif\w+ [^,;]*victims|"
     r"the (?:proactive )?identification of [^,;]*victims|screen\w*)"),
    ("investigate", r"(?:the |how to )?(?:trafficking |effective )?investigat(?:e|ing|ions?)\b(?! tech| guide)"),
    ("prosecute", r"(?:(?:the |how to )?(?:trafficking )?investigat(?:e|ing|ions?)(?:,| and) (?:and )?)?"
     r"(?:trafficking )?prosecut(?:e|ing|ions?)\b"),
    ("enforce law", r"(?:(?:the|\w+ing|its|application|implementation|of|use|new|current|20\d\d|and|\w+'s) ){0,5}"
     r"(?:anti-trafficking|trafficking) (?:laws?|act|legislation)"),
)


def _with_topic(thing: Thing, acts: list[str], tail: str) -> list[str]:
    """The acts, after ``train`` with what is trained."""
    if thing.name not in ("training", "officers"):
        return list(dict.fromkeys(acts))
    about = re.search(r"(?:^| )(?:on|in|to|how to) (?:how to )?(?!all|other|police|officials)([^;]*)$", tail)
    topics = [key for key, said in _TOPICS if about and re.match(said, about[1])]
    return list(dict.fromkeys([*acts, *topics]))


def _held(text: str) -> Told | None:
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
            return Told(thing.act(verb), direction, group=_group(thing, match[0], tail))
    return None


def _passive(text: str) -> Told | None:
    """ "No traffickers were convicted", "victims were not identified"."""
    none = re.match(r"^no (?P<what>[^,;]*?) (?:were|was|have been|has been) (?P<done>.*)$", text)
    if not none:
        return None
    match = re.match(rf"^{_ADVERBS}([a-z]+ed|held)\b(.*)$", none["done"])
    if not match or match[1] not in forms():
        return None
    return _act(f"{forms()[match[1]]} any {none['what']}{match[2]}", NONE, "")


def _spared(text: str) -> Told | None:
    """ "Ensure victims are not penalized": the same as to stop penalizing them."""
    match = _SPARED.match(text)
    return Told("penalize victims", NONE) if match else None


def _state(text: str) -> Told | None:
    """A noun and its state: "convictions decreased", "victim identification remained weak"."""
    if _FEW_FOUND.match(text):
        return Told("conduct inspections", NOT_ENOUGH, group="victims")
    if _COMPLICIT.match(text):
        return Told("end complicity", NOT_ENOUGH, group="officials")
    if untrained := _UNTRAINED.match(text):
        return Told("train", NOT_ENOUGH, group=_several(_OFFICERS, untrained[0]))
    if known := _UNAWARE.match(text):
        return Told("know of trafficking", NOT_ENOUGH, group=_several(_OFFICERS, known[0]))
    thing, own, tail = _nouns(re.sub(r"^efforts to ", "", text))
    if thing is None or thing.name == "training":
        return None
    act = ";".join(dict.fromkeys(map(thing.act, own)))
    group = _group(thing, text[: len(text) - len(tail)], "")
    if re.match(r"^(?:\w+ly )?(?:decreased|declined|fell|dropped)\b", tail):
        return Told(act, FEWER, group=group)
    if re.match(r"^(?:\w+ly )?increased\b", tail):
        return Told(act, MORE, group=group)
    if re.match(rf"^(?:efforts |services )?{_WEAK_STATE}\b", tail):
        return Told(act, NOT_ENOUGH, group=group)
    return None
