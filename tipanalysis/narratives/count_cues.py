"""Turns of phrase around a number that say what it counts, or that it counts nothing here."""

from __future__ import annotations

import re

#: "four victims of trafficking were identified"
OF_TRAFFICKING = re.compile(
    r"\s+of (?:(?:human|sex|labor|child) )?trafficking(?= (?:was|were|have been|had been)\b)"
)
#: "culminated in 62 convictions": no part of what was given before, but what came of it.
OUTCOME = re.compile(
    r"\b(?:(?:result|culminat|end)(?:ed|ing) in|(?:led|leading) to|secured|obtained|with)"
    r"(?: (?:at least|a total of|the))*\s+$"
)
CONVICTED_CASES = re.compile(
    r"\s+(?:of (?:the|these|those|which) )?(?:[\w-]+ ){0,2}?(?:cases |trials |prosecutions )?"
    r"(?:resulted|ended|culminated) in (?:\w+ ){0,2}?(?:convictions?|guilty verdicts?)\b"
)
#: "three investigations resulted in": what came of them, not their count.
LED_ON = re.compile(
    r"\s+(?:led|resulted|stemmed|originated|culminated|concluded|was dropped|were dropped)\b"
)
#: "one case led to a prosecution"
PROSECUTED_CASES = re.compile(
    r"\s+(?:of (?:the|these|those|which) )?(?:[\w-]+ ){0,2}?(?:cases?|investigations?) "
    r"(?:led to|resulted in) (?:\w+ )?prosecutions?\b(?! of\b)"
)
#: "investigated 60 unconfirmed victims": so many leads.
UNCONFIRMED = re.compile(
    r" (?:unconfirmed|potential|possible|suspected|alleged) (?:trafficking )?victims\b"
)
#: "identified four underage girls in prostitution": not said to be victims of trafficking.
IN_PROSTITUTION = re.compile(r" (?:[\w-]+ )?(?:girls?|boys?|children|minors) in prostitution\b")
#: "identified nine traffickers": suspects of an investigation, no victims.
SUSPECTS = re.compile(
    r"\s+(?:[\w-]+ ){0,4}?(?:(?:traffickers?|suspects?|offenders?|perpetrators?)\b|"
    r"(?:individuals|persons|people|men|women) suspected of)",
    re.IGNORECASE,
)
#: "four identified as transgender": what they call themselves.
SELF = re.compile(r"\s+as (?!(?:\w+ ){0,3}?victims|(?:\w+ )?trafficking)", re.IGNORECASE)
#: "assistance to five victims identified abroad"
RECEIVING = re.compile(r"\b(?:to|for|with)(?: (?:the|at least|all))?\s+$")
#: "450 investigations of potential traffickers"
OF_PERSONS = re.compile(
    r" of (?:(?:potential|alleged|suspected|human|sex|labor) )*(?:traffickers|suspects|individuals|"
    r"defendants|perpetrators)\b"
)
#: "upheld 11 convictions": of another year's cases.
REVIEWED = re.compile(r"\b(?:upheld|overturned|reversed|vacated|annulled)(?: the)?\s+$")
#: "eight suspects were prosecuted, three of whom were convicted"
WHO_WERE = re.compile(r" of (?:whom|which)(?= (?:was|were) )")
#: "Of the 22 suspects prosecuted, nine were convicted": no part of the 22 prosecutions.
OF_THOSE_COUNTED = re.compile(r"(?:Of|Among) the [\w,]+ [^,;]*,")
#: "reported 24 victims (17 in forced labor) in its assistance program": helped, not identified.
ENROLLED = re.compile(
    r"(?:\s+\([^)]*\))?\s+(?:enrolled |entered |placed )?(?:in|into) (?:the|its|a|government\S*) "
    r"(?:[\w-]+ ){0,4}?(?:program|programs|shelters?|care)\b"
)
#: "compared with 76 it referred the year before": an act that is not counted.
OTHERWISE_DONE = re.compile(
    r" (?:[\w-]+ )?(?:that |which |whom )?(?:it|they|the government|authorities|police) (?:had )?"
    r"(?:referred|assisted|sheltered|served|provided|supported|repatriated|rescued|arrested)\b"
)
#: "sheltered 48 workers, including 13 of whom were trafficking victims"
OF_WHOM_VICTIMS = re.compile(
    r" of (?:whom|which|them) (?:was|were) (?:(?:identified|confirmed|recognized) as )?"
    r"(?:(?:potential|confirmed|human|suspected) )*(?:trafficking )?victims\b(?! of)"
)
STACK = re.compile(r"\b(?:in|with|involving|against|of)\s+(?:at least\s+|a total of\s+)?$")
DATED = re.compile(r"\s+(?:in|for|during) (?:20\d\d|the (?:previous|prior|reporting))\b")
