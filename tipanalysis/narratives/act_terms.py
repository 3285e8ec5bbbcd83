"""Words in which one clause is told, and the wording of the Report around an act.

The patterns are tried on words in lower case, with straight quotes and one kind of space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tipanalysis.narratives.numbers import UNITS

Kind = Literal["achievement", "shortfall", "recommendation"]
NEW, MORE, SAME, FEWER, NONE, NOT_ENOUGH = ("new", "more", "same", "fewer", "none", "not enough")

#: The first act of "did not report investigating": not the same as not investigating.
REPORT = "report"

#: In `unit`: that efforts, not their results, became more or fewer.
EFFORTS = "efforts"

#: Acts that are a fault in themselves.
FAULTS = frozenset(
    {"penalize victims", "give light sentences", "recruit child soldiers", "use forced labor"}
) | {"confuse with smuggling", "prosecute as lesser crimes", "convict as lesser crimes"}

#: The first act of "consider amending the law": less than to ask for it.
CONSIDER = "consider"


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

UNCLEAR = "unclear"

LEAD = re.compile(
    r"^(?:(?:and|or|but|also|further|furthermore|moreover|however|additionally|in addition|for the "
    r"(?:first|second|third|fourth|fifth|sixth|seventh) consecutive year|despite these efforts|"
    r"at the same time|while|although|by|including(?: by)?|the latter|to|then|still|finally|"
    r"in 20\d\d|(?:while|using|in|through|with|as part of|respecting|under|pursuant to|consistent "
    r"with|"
    r"where|when|based on|using|given|during|unlike|since|for) [^,;]*,|"
    r"(?:which )?(?:resulting in|resulted in|leading to|led to)(?= (?:more|fewer|an increase|the "
    r")\b)|"
    r"(?:that|which) (?=will ))"
    r"[, ]+)+"
)

#: Words in -ly that are no adverbs, or that turn the sense of the verb.
_NOT_ADVERBS = (
    r"(?!(?:only|apply|supply|comply|rely|reply|early|imply|multiply|rarely|hardly|poorly|nearly|"
    r"insufficiently|inadequately|unevenly|inconsistently|reportedly|allegedly|partially|seldomly|"
    r"infrequently|scarcely|possibly|likely|unlikely)\b)"
)

ADVERBS = rf"(?:(?:also|then|still|ever|always|better|further|{_NOT_ADVERBS}\w+ly(?: and)?) )*"

WEAKLY = rf"(?:(?:always|often|widely|{_NOT_ADVERBS}\w+ly|partially|fully and \w+ly) )"

NOT = re.compile(
    r"^(?:(?:did|does|do|has|have|had|was|were) not(?: yet)?|failed to|neglected to|"
    r"(?:has |have )?never|not|(?:has|had|have) yet to|(?:was|were|is|are) unable to|cannot|"
    r"could not|(?:declined|refused) to) (?:also )?"
)

#: A denial of a part: rarely, sometimes not.
SELDOM = re.compile(
    r"^(?:rarely|seldom|hardly|infrequently|only rarely|(?:often|sometimes|frequently|generally|"
    r"at times|reportedly|largely|typically|in many cases|in some cases|mostly) (?:did|does|do) "
    r"not|"
    r"inconsistently|insufficiently|inadequately|unevenly|poorly|"
    r"(?:often|sometimes|at times|frequently) failed to) "
)

FIGURES = re.compile(
    r"^(?:report|provide|share|publish) (?:\w+ ){0,3}?(?:the number of|how many|(?:law "
    r"enforcement |complete |comprehensive |anti-trafficking |disaggregated )*"
    r"(?:data|statistics))\b"
)

REPORTED = re.compile(
    r"^report (?:(?:any )?(?:\w+ )?efforts to |any (?:efforts to |new |newly initiated )?|"
    r"that it )?"
)

#: Nouns that stand for verbs before "of": the identification of 12 victims.
NOMINALS = {
    "identification": "identify",
    "investigation": "investigate",
    "prosecution": "prosecute",
    "conviction": "convict",
    "establishment": "establish",
    "creation": "create",
    "adoption": "adopt",
    "implementation": "implement",
    "provision": "provide",
    "training": "train",
    "repatriation": "repatriate",
    "enactment": "enact",
    "opening": "open",
    "referral": "refer",
}

NOMINAL = re.compile(
    rf"^(?:(?:resulting in|resulted in|leading to|led to|including) )?(?:the |its )?(?:proactive )?"
    rf"(?P<noun>{'|'.join(NOMINALS)}) of "
)

THERE_WERE_NONE = re.compile(r"^there (?:were|was|have been) (?:no|zero) ")

CONTINUED = re.compile(
    r"^continu(?:e|ed|ing)(?: to(?! lack)| (?:its |their )?efforts to| (?:its |their )?)\s*"
)

UP = (
    r"(?:increas|expand|enhanc|strengthen|intensif|bolster|improv|augment|doubl|tripl|"
    r"rais(?!\w* (?:public )?awareness))(?:e|ed|es|ing|y|ied|ying)?"
)

DOWN = r"(?:decreas|reduc|lower|cut)(?:e|ed|es|ing|ting)?"

THEIRS = (
    r"(?:(?:its|their|the government's|law enforcement|overall|ongoing|capacity and|"
    r"training and) )*"
)

UP_EFFORTS = re.compile(
    rf"^(?:{UP}|redoubl\w+|step\w* up|sustain|maintain|broaden)(?: and {UP})? "
    rf"(?:(?!funding|resources|support|training|of )[\w'-]+ (?:and )?){{0,8}}?"
    rf"(?:efforts|capacity|ability|steps|measures|actions|mechanisms?|programs)"
    rf"(?: of [\w, ]{{1,90}}?)? to (?:better |more |effectively )*"
)

BETTER = re.compile(r"^(?:enhanc|strengthen|intensif|bolster|improv|augment|expand|broaden)")

UP_NOUN = re.compile(rf"^{UP}(?: and {UP})? ")

DOWN_EFFORTS = re.compile(rf"^(?:{DOWN}) {THEIRS}efforts to ")

DOWN_NOUN = re.compile(rf"^{DOWN} ")

EFFORT = re.compile(
    r"^(?:there (?:were|was) |make|making|made|undertake|undertaking|undertook|take|taking|took|"
    r"engage|engaging|demonstrated?) "
    r"?(?P<how>(?:no |any )?\w+ )?(?:in )?(?:concrete |proactive |meaningful |discernable |"
    r"positive |"
    r"substantive )?(?:efforts|steps|measures|actions?)(?: at [\w ]{1,20})? (?:to|in|towards) |"
    r"^(?:did|does|do|has done|have done|had done) (?P<little>little|nothing|not enough) to "
)

LITTLE = re.compile(
    r"^(?:minimal|limited|few|insufficient|inadequate|weak|uneven|no|negligible|little|nothing|not)"
)

BEGAN = re.compile(r"^(?:began|begin|beginning|started|starting|start)(?: to)? ")

#: Acts that are done as soon as they begin.
UNDER_WAY = re.compile(
    r"^(?:began|begin|beginning|started|starting|start)(?: to)? "
    r"(?=implement|provid|train|us(?:e|ing)\b|screen|collect|conduct|enforc|requir|operat)"
)

LACKED = re.compile(
    r"^(?:(?:continued|continues|continuing) to lack|lack|lacks|lacked|lacking|without|"
    r"had no|has no|have no|remained without|remains without|had limited|had insufficient) "
)

#: What there was too little of, told as a noun.
LACK = re.compile(
    r"^(?:(?:resulted in|resulting in|leading to|due to|(?:\w+ly )?(?:had|reported|cited|faced|"
    r"noted|demonstrated|exhibited|suffered from|"
    r"continued to (?:suffer from|face|have|cite|demonstrate)|there (?:was|were|is|remained)(?: "
    r"also)?|"
    r"anti-trafficking efforts continued to suffer from)) )?"
    r"(?:(?:[\w',-]+ ){0,5}?(?:lack|absence|shortage|scarcity|dearth|insufficient number|low "
    r"number) of|"
    r"(?:deficienc(?:y|ies)|gaps|weaknesses|shortcomings) in|(?:the |an? |its |their )?(?:limited|"
    r"insufficient|inadequate|poor|"
    r"weak|uneven|inconsistent|negligible|minimal|deficient|unreliable|underdeveloped|incomplete|"
    r"relatively few|low)) "
    r"(?:(?:sufficient|adequate|formal|effective|any|access to|proactive) )*"
)

REPORTED_CHANGE = re.compile(
    r"^(?:report(?:ed|ing)?|saw|experienced|recorded) (?:an? )?(?:\w+ )?(?P<way>increase|decrease|"
    r"decline|reduction|drop) in "
)

LIGHT = re.compile(
    r"^(?:initiat|conduct|secur|obtain|achiev|launch|open|pursu|complet|undertak|carr|"
    r"beg[iau]n|begin(?=ning)n|report(?=\w* (?:significantly |slightly )?(?:more|fewer|no|zero|"
    r"only)\b))"
    r"(?:e|ed|ing|y|ied|ying)?(?: out)? (?:or (?:secure|achieve|obtain) )?"
)

CEASE = re.compile(
    r"^(?:immediately |fully )?(?:cease|stop|end|eliminate|discontinue|halt)(?: and \w+)?(?: the| "
    r"all)? (?:practice of )?"
)

DATIVE = re.compile(
    r"\b(provid\w*|offer\w*) ((?:all |(?!to |for |of |with )\w+ ){0,3}?(?:victims|them))"
    r"(?:,? including [^,;]{1,40},)? (?:with )?"
    r"((?:\w+ ){0,4}?(?:services|assistance|care|protection|shelter|support))\b(?! (?:services|"
    r"assistance|care|support))"
)

# How many of what, and what narrows it.
MANY = {
    MORE: (
        r"(?:significantly |slightly |substantially |far |many )?(?:more(?! than)|additional|"
        r"greater)|"
        r"an? (?:increased|greater|larger|higher) number of|increased numbers of|"
        r"an increased amount of|increased"
    ),
    FEWER: (
        r"(?:significantly |slightly |substantially |far )?(?:fewer|less)|"
        r"an? (?:\w+ly )?(?:decreased|smaller|lower) number of"
    ),
    NEW: (
        r"(?:its|the|their|the country's)(?: (?:two|three|four|\d+))? first(?:-ever)?|"
        r"the first(?: ever)?|a first"
    ),
    NOT_ENOUGH: (
        r"all(?: of the| the)?(?! forms)|sufficient|adequate|enough|appropriate|comprehensive|"
        r"consistent"
    ),
    NONE: r"any(?: new| of the)?|a single",
    "short": (
        r"(?:an? )?(?:very |extremely |only )?(?:limited|insufficient|inadequate|minimal|"
        r"negligible|little|few|"
        r"modest(?= number of))(?: number of)?"
    ),
    "zero": r"no|zero",
}

#: One to twelve: above that the Report writes figures, save at the start of a sentence.
NUMBER_WORDS = {word: number for word, number in UNITS.items() if 1 <= number <= 12}

COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(NUMBER_WORDS)}"

HOW_MANY = re.compile(
    "^(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in MANY.items())
    + rf"|only (?P<only>{COUNT}|a small number of|a few)(?! percent)|"
    rf"(?P<about>(?:more than|at least|over|nearly|approximately|about|almost|up to|an estimated|"
    rf"hundreds of|thousands of|dozens of)(?: (?:{COUNT}))?)|"
    rf"(?P<fresh>(?:an? |its |the )?new)|an? (?:significant|modest|small|large|substantial|"
    rf"considerable|great|total) (?:number|amount) of|(?P<part>(?:all |various |other |most |some "
    rf"|many |credible )?(?:accusations|forms|cases|reports|"
    rf"allegations|instances|incidents|crimes) of|the (?:majority|number) of|an? (?:\w+ )?version "
    rf"of|most)|numerous|various|"
    rf"multiple|(?P<one>an?)|"
    rf"(?P<count>{COUNT})(?! (?:of|percent|million|billion)\b)|"
    r"(?:the|its|their|some|many|several|those|both|an? (?:significant|modest|small|large|"
    r"substantial|limited) number of)) "
)

#: A "new" one of these is news when it is made; using a new law is not.
MADE = frozenset(
    {
        "plan",
        "law",
        "shelters",
        "specialized units",
        "committee",
        "procedures",
        "referral mechanism",
    }
)

MAKING = frozenset({"adopt", "develop", "draft", "enact", "establish", "open"})

YEAR = re.compile(r"\b(?:in|during) (20\d\d)\b")
