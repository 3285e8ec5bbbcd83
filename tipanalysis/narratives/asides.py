"""Words beside the point of an act: the groups it reaches, what it makes no difference to."""

import re
from collections.abc import Iterator

#: What an act is said to hold without: "regardless of whether they testify".
_NO_MATTER = re.compile(
    r",?\s+(?:(?:regardless|irrespective) of|even (?:when|if|where)|"
    r"(?:not\s+)?(?:contingent|conditional|conditioned|dependent) (?:on|upon)|"
    r"(?:(?:solely\s+)?based|depend(?:s|ed)) (?:on|upon) (?:\w+ )?"
    r"(?:participation|cooperation|testimony|willingness)|"
    r"whether or not)\b[^;.—]*",
    re.IGNORECASE,
)
#: A noun for people and what opens the list of those it stands for.
_LIST = re.compile(
    r"\b(?P<people>populations?|groups?|communities|victims?|migrants?|persons|individuals|people|"
    r"nationals|workers|children|women|responders|officials|officers|personnel|employees|"
    r"professionals|staff)(?:,\s+|\s+|\s*—\s*)(?:such as|including)\s+"
    r"(?!by\b|through\b|but\b|via\b|measures?\b|\w+ing\b|complicit|corrupt|"
    r"those (?:who|complicit))",
    re.IGNORECASE,
)
#: Verbs that go on with the act behind a list.
_VERBS = (
    r"(?:for|to|of|in|ensure|provide|train|refer|increase|investigate|prosecute|develop|implement|"
    r"establish|screen|identify|improve|continue|cooperate|enforce|conduct|report|raise)\b"
)
#: Where the last member of a list ends.
_LAST = re.compile(
    rf"\s+(?=(?:to|are|is|were|was|can|do|did|not|receive|regarding|about)\b)|\s+and\s+(?={_VERBS})|"
    r"\s*[;—.]"
)
_LAST_MEMBER = re.compile(rf",\s+(?:and|or)\s+(?!{_VERBS})[^,;—.]*")
#: What is done for the people named before the list, not more of them.
_CARE = re.compile(
    r"\b(?:shelters?|housing|accommodation|restitution|compensation|support|relief|treatment|"
    r"assistance|care|services|testimony|report|measures|referral|procedures|data|training)\b"
)
_JOINED = re.compile(r"\b(?:and|or)\b")


def without_asides(text: str) -> str:
    """A text without lists of the groups that an act reaches and without "regardless of".

    The groups that a list gives as examples are not what an act is about, however many themes
    their names touch.

    Examples
    --------
    >>> without_asides("identify victims, including detained migrants and street children")
    'identify victims'
    >>> without_asides("shelter victims regardless of whether they testify; train police")
    'shelter victims; train police'
    """
    plain = _NO_MATTER.sub("", text)
    kept, start = [], 0
    for begin, end in _lists(plain):
        kept.append(plain[start:begin])
        start = end
    return "".join([*kept, plain[start:]])


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each list of groups, from the noun it explains to its last member."""
    start = 0
    while opened := _LIST.search(text, start):
        begin = opened.end("people")
        start = _end_of_list(text, opened.end())
        if not _CARE.search(text, begin, start):
            yield begin, start


def _end_of_list(text: str, start: int) -> int:
    """Where a list ends: behind the member joined by "and", or behind its only member."""
    stop = _LAST.search(text, start)
    limit = stop.start() if stop else len(text)
    first = text.find(",", start, limit)
    if first < 0:
        return limit
    last = _LAST_MEMBER.search(text, first, limit)
    if _JOINED.search(text[start:first]) and (
        last is None or last.start() == first or _CARE.search(text, first, last.end())
    ):
        return first
    return last.end() if last else first
