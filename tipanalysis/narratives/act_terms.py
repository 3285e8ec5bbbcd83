"""Words in which one clause is told, and the wording of the Report around an act.

The patterns are tried on words in lower case, with straight quotes and one kind of space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

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
UNCLEAR = "unclear"

# What stands before the verb: subject, denial, more and less.
ACTORS = (
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
LEAD = re.compile(
    r"^(?:(?:and|or|but|also|further|furthermore|moreover|however|additionally|in addition|for the "
    r"(?:first|second|third|fourth|fifth|sixth|seventh) consecutive year|despite these efforts|"
    r"at the same time|while|although|by|including(?: by)?|the latter|to|then|still|finally|"
    r"in 20\d\d|(?:while|using|in (?:partnership|collaboration|cooperation) with|through) [^,;]*,)"
    r"[, ]+)+"
)
ADVERBS = (
    r"(?:(?:also|vigorously|proactively|significantly|substantially|actively|formally|further|"
    r"greatly|drastically|slightly|modestly|successfully|continually|criminally|thoroughly|"
    r"regularly|publicly|quickly|swiftly|immediately|robustly|effectively|then|directly|jointly|"
    r"explicitly|still|ever|always|fully|adequately|sufficiently|consistently|systematically|better|"
    r"strictly|stringently|appropriately|routinely|increasingly) )*"
)
WEAKLY = (
    r"(?:(?:consistently|adequately|sufficiently|fully|effectively|systematically|proactively|"
    r"routinely|regularly|always|properly|uniformly|vigorously|widely|universally|appropriately|"
    r"aggressively|actively|comprehensively|often|significantly) )"
)
NOT = re.compile(
    r"^(?:(?:did|does|do|has|have|had|was|were) not(?: yet)?|failed to|neglected to|"
    r"(?:has |have )?never|not) (?:also )?"
)
FIGURES = re.compile(
    r"^(?:report|provide|share|publish) (?:\w+ ){0,3}?(?:the number of|how many|(?:law "
    r"enforcement |complete |comprehensive |anti-trafficking |disaggregated )*"
    r"(?:data|statistics))\b"
)
REPORTED = re.compile(r"^report (?:any (?:efforts to |new |newly initiated )?|that it )?")
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
    rf"^{UP}(?: and {UP})? {THEIRS}(?:efforts|capacity|ability)(?: of \w+)? to "
)
BETTER = re.compile(r"^(?:enhanc|strengthen|intensif|bolster|improv|augment)")
UP_NOUN = re.compile(rf"^{UP}(?: and {UP})? ")
DOWN_EFFORTS = re.compile(rf"^(?:{DOWN}) {THEIRS}efforts to ")
DOWN_NOUN = re.compile(rf"^{DOWN} ")
EFFORT = re.compile(
    r"^(?:make|making|made|undertake|undertaking|undertook|take|taking|took|engage|engaging) "
    r"(?P<how>\w+ )?(?:in )?(?:concrete |proactive )?(?:efforts|steps|measures) (?:to|in) "
)
LITTLE = re.compile(r"^(?:minimal|limited|few|insufficient|inadequate|weak|uneven|no)")
BEGAN = re.compile(r"^(?:began|begin|beginning|started|starting|start)(?: to)? ")
LACKED = re.compile(
    r"^(?:(?:continued|continues|continuing) to lack|lack|lacks|lacked|lacking|without|"
    r"had no|has no|have no) "
)
LIGHT = re.compile(
    r"^(?:initiat|conduct|secur|obtain|achiev|launch|open|pursu|complet|undertak|carr)"
    r"(?:e|ed|ing|y|ied|ying)?(?: out)? (?:or (?:secure|achieve|obtain) )?"
)
CEASE = re.compile(r"^(?:cease|stop|end|eliminate|discontinue)(?: the| all)? (?:practice of )?")
DATIVE = re.compile(
    r"\b(provid\w*|offer\w*) ((?:all |\w+ ){0,3}?victims) with "
    r"((?:\w+ ){0,4}?(?:services|assistance|care|protection))"
)

# How many of what, and what narrows it.
MANY = {
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
    NOT_ENOUGH: (
        r"all(?: of the| the)?|sufficient|adequate|enough|appropriate|comprehensive|"
        r"consistent"
    ),
    NONE: r"any(?: new| of the)?|a single",
}
NUMBER_WORDS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        range(1, 13),
        strict=True,
    )
)
COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(NUMBER_WORDS)}"
HOW_MANY = re.compile(
    "^(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in MANY.items())
    + rf"|(?P<fresh>(?:an? |its |the )?new)|(?P<one>an?)|"
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
GROUPS = (
    ("children", r"\bchild(?:ren)?\b"),
    ("foreign", r"\bforeign\b"),
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
HARMLESS = re.compile(
    r"^(?:$|[.;].*|,(?! (?:including|especially|particularly|such)).*|"
    r",? ?(?:for the \w+ (?:consecutive|straight) (?:year|time|reporting period)\b.*|"
    r"(?:during|in) the (?:reporting|year|past|previous|last|current)\b.*|in (?:20\d\d|\w+ years)|"
    r"since 20\d\d|this (?:year|reporting period)|during (?:20\d\d|the)\b.*|despite\b.*|"
    r"compared\b.*|over the\b.*|(?:and|or|nor)\b.*))[.;,]?$"
)
#: What narrows an object and has no place in the codes: denying it does not deny the whole.
NARROW = re.compile(r"\b(?:internal|transnational|domestic|child(?! sex)|certified)\b")
YEAR = re.compile(r"\b(?:in|during) (20\d\d)\b")
