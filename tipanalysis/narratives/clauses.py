"""A small grammar of the assessment paragraph: which words credit, which fault, which only judge.

The paragraph credits first and faults from "However" on; within a sentence, "although", "but" and
"did not" turn the sense. Sentences that carry the verdict (the tier, the minimum standards, a
waiver) are no acts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tipanalysis.narratives.text import Sentence

ACHIEVEMENT = "achievement"
SHORTFALL = "shortfall"

_STANDARDS = r"(?:fully\s+)?(?:meets?|compl(?:y|ies)\s+with|met)\s+the\s+minimum\s+standards"
_VERDICT = re.compile(
    r"minimum standards for the elimination|\bspecial case\b|\bwaiver\b|written plan|"
    r"\b(?:remain(?:ed|s)|upgraded|downgraded|placed|is placed)\s+(?:on|to)\s+Tier|"
    r"meet(?:s|ing)? the criteria for Tier|not meet the minimum standards|"
    r"not demonstrate (?:overall )?(?:significant or )?increas(?:ing|ed) efforts|"
    r"efforts were not serious and sustained",
    re.IGNORECASE,
)
#: A verdict that leaves little to credit, and what opens the little.
_NO_EFFORTS = re.compile(r"\bnot making (?:significant|sufficient) efforts", re.IGNORECASE)
_DESPITE_LACK = re.compile(r"^Despite (?:the|a|this) lack of", re.IGNORECASE)
#: A verdict that turns the paragraph from credit to fault.
_TURNS = re.compile(
    r"^(?:However|Despite (?:these|this|those|its)|Nonetheless|Nevertheless|Even so|"
    r"At the same time)\b|"
    r"not meet the minimum standards in|not demonstrate any|not make any|"
    r"not demonstrate (?:overall )?increas(?:ing|ed) efforts|"
    rf"^Although\b.{{0,60}}?\b{_STANDARDS}",
    re.IGNORECASE,
)
#: What stands before the list of efforts in the sentence that opens the credits.
_CREDIT = re.compile(
    r"^.*?\b(?:demonstrated|made key achievements|made some|"
    r"took (?:some|a few|limited|several) (?:\w+ )?steps|"
    r"took (?:\w+ )?steps to (?:address|combat|fight) (?:human )?trafficking|"
    r"maintained its)\b"
    r".{0,150}?"
    r"\b(?:including(?:\s+by)?|by|through|such as|its)\s*:?\s+|"
    r"^(?:These|The government's|Its)\s+(?:\w+\s+)?(?:efforts|achievements|steps)\s+(?:\w+\s+)?"
    r"includ(?:ed|e|ing)\s+|"
    r"^(?:During the (?:reporting period|year)),?\s+",
    re.IGNORECASE,
)
_FAULT_LEAD = re.compile(
    r"^(?:However|Nonetheless|Nevertheless),?\s+(?:despite these (?:efforts|achievements),?\s+)?|"
    r"^Despite (?:these|this|those|its) [\w ]{0,40}?(?:,\s*however)?,\s*|"
    rf"^Although\b.{{0,60}}?\b{_STANDARDS}[\w ]{{0,50}},\s*|"
    r"^[^,;]{0,60}not (?:fully )?meet the minimum standards[^,;]{0,50}?,?\s+"
    r"(?:as|because|since|in that)\s+|"
    r"^(?:In addition|Additionally|Moreover|Also|Further(?:more)?|As a result|"
    r"As in previous years),\s*",
    re.IGNORECASE,
)
_CONCESSION = re.compile(
    r"^(?P<word>Although|While|Though|Even though|Despite|In spite of|Notwithstanding)\b"
    r"(?P<body>[^,;]*(?:—[^—]*—[^,;]*)?),\s*(?=\S)",
    re.IGNORECASE,
)
#: What stood already is granted, but no act of the year: "while the government retained a list".
_STANDING = re.compile(
    r"\b(?:maintained|retained|operated|allowed|permitted|existed|ha[sd](?!\s+(?:\w+ly\s+)?\w+ed))\b"
)
#: The same behind the act.
_DESPITE = re.compile(r",\s+(?:despite|notwithstanding)\s")
_GIVEN = re.compile(r"^(?:Despite|In spite of|Notwithstanding)$", re.IGNORECASE)
_SUBJECT = (
    r"(?:the|its?|their|authorities|officials?|officers|courts?|police|judges|prosecutors|victims?|"
    r"law enforcement|some|many|most|no|NGOs?|observers|first responders|front-line|protection|"
    r"services|government|corruption|convictions|inspections|children|shelters?|there|credible|victim|uneven)\b"
)
_FINITE = (
    r"(?:did|does|do|has|have|had|was|were|is|are|took|made|began|held|led|gave|sent|built|"
    r"lack(?:ed|s)|lost|sought|continued|remained|failed|\w{3,}ed)\b"
)
_HAS_VERB = re.compile(rf"\b{_FINITE}")
#: The last verb before a comma, with words of its own: "prosecuted fewer traffickers".
_VERB_WITH_OBJECT = re.compile(rf"\b{_FINITE}(?:\s+(?!and\b|or\b)[^\s,]+){{2,}}$")
#: Words in -ing that open no act of their own.
_NO_ACT = (
    r"(?!including|according|during|following|pending|smuggling|trafficking|"
    r"training (?:programs|sessions)|funding[,.;]|sentencing (?:guidelines|norms))"
)
_GERUND = _NO_ACT + r"\w{3,}ing\b"
#: Verbs that go on after "did not": "did not train police, adopt a plan, or fund shelters".
_BASE = (
    r"(?:\w+ly\s+)?(?:adopt|allocate|amend|assist|conduct|convene|convict|develop|enact|enforce|"
    r"ensure|establish|finalize|fund|hold|identify|impose|implement|initiate|investigate|make|"
    r"monitor|operate|pass|prosecute|protect|provide|publish|pursue|refer|screen|take|train)\s+\w"
)
#: A further verb with words of its own: "prosecuted few traffickers, identified few victims".
_FURTHER = (
    r"(?:\w+ly\s+)?(?:lacked|held|made|took|gave|did not|\w{3,}ed)\s+"
    r"(?!(?:and|or|by|in|to|from|with|under|for|on|at|of|as|among|because|without|through)\b)"
    r"[\w'’-]+(?!,)\s+\w"
)
#: Whatever noun phrase before an auxiliary, or before an adverb and a verb.
_ANY_SUBJECT = (
    r"(?:(?!(?:which|who|whom|that|where|when|if|as|including|such|to|some|those|for|in|by|of|and|or|"
    r"there)\b)"
    r"[\w'’-]+\s+){1,4}?(?:was|were|did|has|have|had|remained|continued|lacked|failed|"
    r"(?:often|sometimes|routinely|typically|rarely|generally)\s+\w+ed)\b"
)
_BEHIND_GRANT = re.compile(rf",\s+(?={_ANY_SUBJECT})")
_SOFT = r"(?:often\s+|never\s+|also\s+|for\s+|\w+ly\s+)?"
_JOINT = re.compile(
    r";\s+(?:and\s+)?|"
    rf"—and\s+(?={_FINITE})|"
    r",?\s+(?P<turn>but|yet(?!\s+to\b)|whereas|"
    r"while(?!\s+(?:subjected|in|at|under|on|they were|being)\b)|though|although|however)\s+|"
    r",\s+including\s+(?:by|through)\s+|"
    r",\s+(?=nor\s+did\b)|"
    rf"(?P<same>,\s+(?:or\s+)?(?={_BASE}))|"
    rf",\s+in\s+addition\s+to\s+(?={_GERUND})|"
    rf",\s+(?=(?:it|they|(?:the\s+)?(?:government|authorities))\s+{_FINITE})|"
    rf",\s+and\s+(?={_SOFT}(?:{_SUBJECT}\s+(?:\S+\s+){{0,6}}?{_FINITE}|{_FINITE}|{_GERUND}))|"
    rf",\s+(?=(?:\w+ly\s+)?{_GERUND})|"
    rf"(?P<further>,\s+(?={_FURTHER}))|"
    rf"(?P<any>,\s+and\s+(?={_ANY_SUBJECT}))|"
    rf"\s+and\s+(?=(?:\w+ly\s+)?(?:often|{_FINITE}|{_GERUND}))|"
    rf",\s+(?={_SUBJECT}\s+\w+\s+{_FINITE})|"
    r"(?P<own>,\s+(?:and\s+)?(?=(?!(?:which|who|that|where|including|such|as|some|especially|"
    r"particularly|or|and)\b)(?:(?!there\b)[\w-]+\s+){1,6}(?:was|were|remained)\s))"
)
_NEGATIVE = re.compile(
    r"\b(?:did not|does not|do not|has not|have not|had not|was not|were not|is not|are not|never|"
    r"cannot|fail(?:ed|s|ure)|lack(?:ed|s|ing)?|without|no|none|nor|unable|inadequate(?:ly)?|"
    r"insufficient(?:ly)?|limited|fewer|few|decreas\w+|declin\w+|weak\w*|poor|unavailable|"
    r"impede[ds]?|hinder\w*|inconsistent\w*|ineffective|negligible|forcibly|perpetrate\w*|"
    r"suffer\w*|underfunded|rarely|remained|unclear|problem|concerns?|complicit\w*|corruption|"
    r"fell|seldom|only|delay\w*|slow\w*|lenient|detained|deported|arrested|penali[sz]ed?|punish|"
    r"vulnerable)\b",
    re.IGNORECASE,
)
#: Words for a success, whoever was guilty: "convicted two complicit officials".
_DONE = re.compile(
    r"\b(?:convicted|prosecuted|investigated|charged|indicted|secured|opened)\b", re.IGNORECASE
)
#: In place of a turning word: the verb goes on with the sense of the one before.
_SAME = "did not"
#: What the paragraph grants before or behind a fault.
_GRANTED = re.compile(r"^(?:although|while|though)$", re.IGNORECASE)
#: A word that takes up what stood before: "did not investigate such allegations".
_TAKEN_UP = re.compile(r"\b(?:such|the|these|those) (?:allegations|reports|concerns)\b")
_STRONG = re.compile(
    r"\b(?:did not|does not|has not|have not|failed to|lacked|never|"
    r"decreased (?:its|the|their)|due to (?:an? )?lack of|neither|yet to|made (?:no|few|little)|"
    r"took no|did (?:little|nothing))\b",
    re.IGNORECASE,
)
#: A verb before the "and": the two share what follows.
_TWO_VERBS = re.compile(r"(?:ed|(?<!traffick)ing)$")
#: A verb with its object has so many words; "identify, refer, or assist victims" is one act.
_OBJECT = 3
#: Fewer words than this before an "and" and it joins two verbs of one act.
_SHORT = 4
#: The same before a comma: "investigating, prosecuting, and convicting" is one act.
_SHORT_OF_COMMA = 2


@dataclass(frozen=True)
class Clause:
    """One act that the assessment credits or faults.

    Attributes
    ----------
    kind : str
        `ACHIEVEMENT` or `SHORTFALL`.
    sentence : Sentence
        The sentence it stands in.
    start, end : int
        Its characters in the sentence.
    """

    kind: str
    sentence: Sentence
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.sentence.text[self.start : self.end]


def clauses(sentences: Iterable[Sentence], special_case: bool = False) -> Iterator[Clause]:
    """Cut an assessment into the acts it credits and faults.

    Parameters
    ----------
    sentences : iterable of Sentence
        The sentences of the assessment in order.
    special_case : bool
        Special cases describe a state of affairs: what they say is a shortfall.

    Yields
    ------
    Clause

    Examples
    --------
    >>> credit = Sentence("assessment", 1, "The government opened a shelter.")
    >>> fault = Sentence("assessment", 2, "However, police did not identify any victims.")
    >>> [(clause.kind, clause.text) for clause in clauses([credit])]
    [('achievement', 'The government opened a shelter.')]
    >>> [(clause.kind, clause.text) for clause in clauses([credit, fault])][1:]
    [('shortfall', 'police did not identify any victims.')]
    """
    kind = SHORTFALL if special_case else ACHIEVEMENT
    doubted = False
    for sentence in sentences:
        text = sentence.text
        turned = bool(_TURNS.search(text))
        if turned:
            kind = SHORTFALL
        start = _after_verdict(text)
        doubted = doubted or bool(_NO_EFFORTS.search(text))
        if start is None:
            continue
        credit = _CREDIT.match(text)
        if credit and not turned and not special_case and start == 0:
            kind = ACHIEVEMENT
            start = credit.end()
        elif doubted and _NEGATIVE.search(text, start) and not _DESPITE_LACK.match(text):
            kind = SHORTFALL
        found = list(_of_sentence(sentence, start, kind, special_case))
        yield from found
        if "however" in text.lower() or (found and _STRONG.search(found[0].text)):
            kind = SHORTFALL


def _after_verdict(text: str) -> int | None:
    """Where the acts of a sentence begin; None where it is a verdict and nothing more."""
    lead = _FAULT_LEAD.match(text)
    start = 0
    while lead and lead.end() > 0:
        start += lead.end()
        lead = _FAULT_LEAD.match(text[start:])
    return None if _VERDICT.search(text, start) else start


def _of_sentence(sentence: Sentence, start: int, kind: str, state: bool) -> Iterator[Clause]:
    """Clauses of one sentence from a place on.

    The paragraph so far credits or faults (`kind`), or describes a state of affairs (`state`).
    """
    text = sentence.text
    concession = _CONCESSION.match(text[start:])
    if concession:
        body = concession["body"]
        end = start + concession.end("body")
        if not _GIVEN.match(concession["word"]):
            if not _STANDING.search(body):
                yield Clause(_side_of_grant(body), sentence, start, end)
            start += concession.end()
        elif not _TAKEN_UP.search(text, start):
            start += concession.end()
        kind = SHORTFALL if _NEGATIVE.search(text[start:]) or kind == SHORTFALL else kind
    pieces = list(_pieces(text, start))
    turns = any(turn and not _GRANTED.match(turn) for _, _, turn in pieces[1:] if turn != _SAME)
    side = kind
    for number, (begin, full, turn) in enumerate(pieces):
        aside = _DESPITE.search(text, begin, full)
        end = aside.start() if aside else full
        words = text[begin:end]
        negative = bool(_NEGATIVE.search(words))
        if turn == _SAME:
            yield Clause(side, sentence, begin, end)
            continue
        side = kind
        if kind == ACHIEVEMENT and ((turn and negative) or _STRONG.search(words)):
            side = SHORTFALL
        elif kind == SHORTFALL and turns and not (state or number or negative):
            side = ACHIEVEMENT
        elif kind == SHORTFALL and not state and number and _is_granted(turn, words):
            fault = _BEHIND_GRANT.search(text, begin, end)
            granted = fault.start() if fault else end
            yield Clause(_side_of_grant(text[begin:granted]), sentence, begin, granted)
            if fault is None:
                continue
            begin = fault.end()
        yield Clause(side, sentence, begin, end)


def _is_granted(turn: str, words: str) -> bool:
    """Whether "although" or "while" stands before a piece or opens it."""
    return bool(_GRANTED.match(turn) or _GRANTED.match(words.split()[0]))


def _side_of_grant(words: str) -> str:
    """What "although" grants is a success unless it speaks of a lack."""
    if _DONE.search(words) and not _STRONG.search(words):
        return ACHIEVEMENT
    return SHORTFALL if _NEGATIVE.search(words) else ACHIEVEMENT


def _pieces(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and the turning word before it, if any, of each piece."""
    turn = ""
    for joint in _JOINT.finditer(text, start):
        words = text[start : joint.start()].split()
        comma = joint[0].startswith(",")
        shared = not comma and _TWO_VERBS.search(text[start : joint.start()])
        before = text[start : joint.start()]
        if joint["same"] and not (
            (turn == _SAME or _STRONG.search(before))
            and len(before.split(", ")[-1].split()) >= _OBJECT
        ):
            continue
        if (joint["own"] or joint["any"]) and not _HAS_VERB.search(before):
            continue
        if joint["further"] and not _VERB_WITH_OBJECT.search(before):
            continue
        weak = not joint[0].strip().startswith(";") and not joint["turn"]
        if weak and (shared or len(words) < (_SHORT_OF_COMMA if comma else _SHORT)):
            continue
        if words:
            yield start, joint.start(), turn
        start, turn = joint.end(), _SAME if joint["same"] else joint["turn"] or ""
    if text[start:].strip():
        yield start, len(text), turn
