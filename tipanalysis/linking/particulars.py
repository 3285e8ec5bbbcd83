"""Particulars that a recommendation names: data to publish, an age, bodies and plans.

Told by words of the text itself, since they set apart items that share all their boilerplate: data
on inspections or on convictions, the age for school or for work, one plan or all plans.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PUBLISHES = re.compile(
    r"publish|publicly|make .* public|report (?:on|information|labor|criminal|data)|disaggregat"
    r"|disseminat|provide (?:complete |detailed |comprehensive )?(?:information|data)"
)
#: What a government may be asked to publish; labor and criminal law share most of it.
_DATA = {
    "funding": r"fund|budget",
    "inspections": r"inspections?\b",
    "violations": r"violation",
    "penalties": r"penalt|sentenc",
    "investigations": r"investigations?\b",
    "prosecutions": r"prosecut",
    "convictions": r"convict",
    "training": r"train",
    "activities": r"activit",
    "inspectors": r"number of (?:labor )?inspectors",
}
_LAWS = {
    "labor": r"inspect|labor law|labor enforcement|labor and criminal",
    "criminal": r"criminal|worst forms|prosecut|convict|investigat|traffick",
}
#: Whose enforcement data are about.
LAWS = tuple(_LAWS)
_ENFORCEMENT = re.compile(r"enforce|inspect|violation|penalt|investigat|prosecut|convict")
_HEADING = re.compile(
    r"enforcement (?:efforts|information|data|statistics)"
    r"|(?:information|data) (?:on|about|related to|regarding) (?:the )?(?:\w+ )*enforcement"
)

#: The age that a law is to set is the one named first.
_AGES = {
    "school": r"compulsory",
    "light work": r"light work",
    "hazardous work": r"hazardous",
    "work": r"minimum age (?:for|of) (?:work|employment)|minimum work",
    "soldiers": r"recruit|military|armed",
}

_MEANS_ALL = {
    "body": r"\b(?:coordinat\w+|counter-trafficking|anti-trafficking) "
    r"(?:bodies|mechanisms|committees)\b",
    "policy": r"\b(?:all|key|relevant|existing|national|government|these) (?:\w+ ){0,3}policies\b"
    r"|\bpolicies (?:are|to|addressing|related)\b",
    "program": r"\b(?:all|key|existing|social|government\S*|these) (?:\w+ ){0,2}programs\b"
    r"|\bprograms (?:are|addressing)\b",
}
# Not at the head of a sentence, where "Fund" is a verb.
_NAMED = {
    "body": r"(?<=[^.;:\s] )(?:Commission|Council|Committees?|Group|Task ?[Ff]orces?|Board"
    r"|Secretariat)\b",
    "policy": r"(?<=[^.;:\s] )(?:Plan|Strategy|Policy|Framework|Roadmap|Agenda)\b",
    "program": r"(?<=[^.;:\s] )(?:Programs?|Projects?|Fund|Centers?|program)\b",
}


@dataclass(frozen=True)
class Particulars:
    """What one recommendation names.

    Parameters
    ----------
    publishes : bool
        Whether it asks to publish anything.
    data : frozenset of str
        Kinds of data to publish; empty where nothing is to be published.
    laws : frozenset of str
        ``labor``, ``criminal``: whose enforcement the data are about.
    enforcement, heading : bool
        Whether the data are about enforcement, and whether they are called by that heading or
        by no kind of their own.
    age : str
        Which age a law is to set, "" for none.
    means_all, named : frozenset of str
        Of ``body``, ``policy``, ``program``: where all are meant, and where one has a name.
    """

    publishes: bool
    data: frozenset[str]
    laws: frozenset[str]
    enforcement: bool
    heading: bool
    age: str
    means_all: frozenset[str]
    named: frozenset[str]


def particulars(text: str) -> Particulars:
    """What a recommendation names.

    Parameters
    ----------
    text : str
        The recommendation as written: capitals tell names.

    Returns
    -------
    Particulars

    Examples
    --------
    >>> asked = particulars("Publish data on criminal law enforcement, including convictions.")
    >>> sorted(asked.data), sorted(asked.laws), asked.heading
    (['convictions'], ['criminal'], True)
    >>> particulars("Raise the minimum age for work to the age of compulsory school.").age
    'work'
    >>> sorted(particulars("Fund the Lantern Council and all social programs.").named)
    ['body']
    """
    lower = text.lower()
    publishes = _PUBLISHES.search(lower) is not None
    data = _kinds(_DATA, lower) if publishes else frozenset[str]()
    enforcement = publishes and _ENFORCEMENT.search(lower) is not None
    return Particulars(
        publishes=publishes,
        data=data,
        laws=_kinds(_LAWS, lower) if publishes else frozenset(),
        enforcement=enforcement,
        heading=enforcement and (data <= {"activities"} or _HEADING.search(lower) is not None),
        age=_age(lower),
        means_all=_kinds(_MEANS_ALL, lower),
        named=_kinds(_NAMED, text),
    )


def _kinds(patterns: Mapping[str, str], text: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in patterns.items() if re.search(pattern, text))


def _age(lower: str) -> str:
    if not re.search(r"\bage\b", lower):
        return ""
    places = [(m.start(), age) for age, said in _AGES.items() if (m := re.search(said, lower))]
    return min(places)[1] if places else ""
