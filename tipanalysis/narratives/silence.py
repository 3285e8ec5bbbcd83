"""What the text says was not done (a true zero), and what it says was not reported (no figure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tipanalysis.narratives.measures import (
    CONVICTIONS,
    INVESTIGATIONS,
    MEASURE_WORD,
    MEASURES,
    OFFICIALS,
    OTHER,
    PROSECUTIONS,
    SPLIT,
    TOTAL,
    VICTIMS,
    measure_of,
    subset_of,
)


@dataclass(frozen=True)
class Absence:
    """A stretch of a sentence that says what was not done or not reported.

    Attributes
    ----------
    start, end : int
        Where it stands.
    measures : tuple of str
        Measures that it speaks of; empty where none.
    subset : str
        total, sex, labor, officials, other.
    """

    start: int
    end: int
    measures: tuple[str, ...]
    subset: str


_ACT = (
    r"(?:investigat(?:ed?|ing)|prosecut(?:ed?|ing)|indict(?:ed)?|charged?|convict(?:ed|ing)?|"
    r"identif(?:y|ied|ying)|"
    r"certif(?:y|ied)|recognized?|detect(?:ed)?)"
)
_LIGHT = (
    r"(?:initiated?|conduct(?:ed)?|open(?:ed)?|launch(?:ed)?|secured?|obtain(?:ed)?|achieved?|"
    r"made?|pursued?|undertake|begin|start|issued?|"
    r"record(?:ed)?|attain|commence|carry out|bring|file|have|see|result in|produce|win|hand down)"
)
_ANY_ACT = rf"(?:{_ACT}|{_LIGHT})"
_LIST = rf"{_ANY_ACT}(?:(?:, (?:and |or )?| and | or | nor ){_ANY_ACT})*"
_NOT = (
    r"\b(?:(?:did|does|do|has|have|had) not(?: also| yet)?|never|neither|"
    r"ha(?:s|ve|d) yet to|"
    r"nor did (?:it|they|the government|authorities)|failed to|"
    r"(?:(?<=with )|(?<=to )|(?<=from ))not)"
    r"(?: (?:formally|officially|successfully|ultimately|definitively))?"
)
_WHOM = (
    r"(?:traffickers?|cases?|suspects?|defendants?|victims?|individuals?|persons?|perpetrators?|"
    r"officials?|employees?|offenders?|crimes?|offenses?|anyone|one|persons|complaints|children|"
    r"officers?)"
)
_NOUN = r"(?:investigations?|prosecutions?|convictions?|indictments?)"
_OBJECT = (
    rf"(?:(?:any|a single|an?|new|additional|further)\s+)*(?:[\w\-']+\s+){{0,4}}?"
    rf"(?P<what>{_NOUN}(?:(?:, (?:and |or )?| and | or ){_NOUN})*|{_WHOM})\b"
)
_ZERO = re.compile(rf"{_NOT}\s+(?P<acts>{_LIST})\s+(?P<object>{_OBJECT})", re.IGNORECASE)
#: What never was, was not in the period either.
_NEVER = re.compile(
    r"\bha(?:s|d|ve) never (?:convicted|obtained a conviction of) (?:an?|any) "
    r"(?:(?:alleged|suspected|human|individual) )*(?:traffickers?|trafficking offenders?)\b",
    re.IGNORECASE,
)
#: Of all years so far, which a part of the crimes or of the people is too narrow for.
_EVER = re.compile(
    r"\bha(?:s|ve|d) (?:(?:never|not yet|not) (?:\w+ly )?\w+(?:ed|t)|yet to)\b[^.;]*$", re.IGNORECASE
)
_MORE = re.compile(
    rf"(?:, | and | or |, and |, or | nor )(?P<acts>{_LIST})\s+(?P<object>{_OBJECT})", re.IGNORECASE
)
_UNCOUNTED = re.compile(
    r"\b(?:international|joint|extradit|administrative|proactive|indicators?|forms?|procedures?|"
    r"systematic|internal|cross-border|thorough|sufficient|adequate|effective)\w*\b",
    re.IGNORECASE,
)

_REPORT = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|could|would)(?: again| also)? not(?: again| also| publicly|"
    r" separately)? "
    r"(?:reported|report|provided|provide|released|release|published|publish|shared|share|"
    r"disclosed|"
    r"disclose|collected|collect|maintained|maintain|compiled|compile|made|make available|kept|"
    r"keep|track|"
    r"record|produce|systematically track|systematically collect|capture|have)"
    r"|(?:was|were) (?:unable|unwilling) to (?:report|provide)|(?:failed|declined|refused) to "
    r"(?:report|provide|release)|nor did (?:it|they|the government) (?:report|provide)|without "
    r"reporting|lacked|(?:it|was|were|is|remained) (?:was |is |remained )?(?:unclear|unknown|not "
    r"known) (?:whether|if|how many))\b",
    re.IGNORECASE,
)
#: Verbs after which the object must be data, not the act itself.
_DATA_VERB = re.compile(
    r"(?:provid|releas|publish|shar|disclos|collect|maintain|compil|made|make|ke[pe]|track|record|"
    r"produc|captur|have$|lacked)\w*( available)?$",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:data|information|statistics|figures|numbers?|how many|details|records|database|"
    r"whether|if)\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:any|new|additional|further|specific|specifically|the|total|overall|numbers?|of|how|many|"
    r"on|about|regarding|for|concerning|whether|if|it|its|they|authorities|"
    r"officials(?= (?:identified|"
    r"prosecuted|investigated|convicted))|data|information|statistics|figures|details|"
    r"comprehensive|complete|accurate|reliable|national|nationwide|official|law|enforcement|"
    r"trafficking|human|sex|labor|forced|trafficking-related|trafficking-specific|anti-trafficking|"
    r"initiating|conducting|launching|opening|securing|obtaining|making|having|achieving|pursuing|"
    r"initiated|conducted|opened|launched|secured|obtained|completed|undertook|made|"
    r"efforts?|to|vigorous|proactive|criminally|criminal|final|disaggregated|child|potential|"
    r"adult|foreign|"
    r"aggregate|annual|full|or|and|nor|cases?|suspects?|individuals|persons|people|traffickers?|"
    r"victims?|defendants?|offenders?|perpetrators?|suspected|alleged|either|were|was|had|been|"
    r"from|relating|related|involving|a|an|also|separately|investigative|prosecutorial|verified|"
    r"government|police|courts|prosecutors|judges|updated|all|successful|possible|being|taking|action|actions|forms|crimes|"
    r"offenses|in|persons|actively|domestic|local|state|only|detailed|resulting|disaggregate|"
    r"some)$",
    re.IGNORECASE,
)
_AFTER_VICTIMS = re.compile(
    r"^(?:assist\w*|refer\w*|protect\w*|provid\w*|services|care|screen\w*|rescu\w*)$",
    re.IGNORECASE,
)
_STOP_PERIOD = re.compile(r"^(?:during|throughout|under|against|into|by|compared)$", re.IGNORECASE)
#: Where a clause that says what was not reported ends.
SILENCE_END = re.compile(
    r";|—|\bbut\b|, (?:although|however|while|though|whereas|which|nor|as|unlike)\b|"
    r",? ?\bcompared\b|"
    r",? an? (?:\w+ )?(?:increase|decrease|decline)\b|\bhowever\b|\balthough\b|"
    r",? and (?:it |they |the government |authorities |courts |police |officials )?"
    r"(?:investigated|prosecuted|convicted|identified|sentenced|initiated|reported|did|arrested)\b|"
    r", and (?:the|it|they|there|no|has|have|had|did)\b|, (?:it|they) (?:\w+ly )?(?:\w+ed)\b|"
    r", the (?:government|police)\b|"
    r", (?:police|officials|courts|prosecutors|judges) (?:\w+ly )?\w+ed\b",
    re.IGNORECASE,
)
#: "did not report any convictions or provide data on prosecutions"
_OR_PROVIDE = re.compile(
    r"(?:,? (?:or|nor))? (?:provide|release|publish|share|collect)(?= (?:\w+ )?(?:data|statistics|"
    r"information|figures)\b)"
)
#: "reported no data on convictions", "the number of convictions was unknown"
_NO_FIGURE = re.compile(
    r"\b(?:reported|provided|released|had) no (?P<what>(?:data|statistics|information|figures)\b"
    r"[^.;,]{0,80})|"
    r"\bno (?P<none>(?:data|statistics|information|figures)\b[^.;,]{0,80}) (?:was|were) "
    r"(?:available|provided|reported|released|collected)|"
    r"\bthe (?:total |exact )?(?P<number>number of (?:(?!these|those)[\w-]+ ){1,6}?)(?:was|were|is|remained) "
    r"(?:unknown|unclear|not (?:known|reported|available|provided))",
    re.IGNORECASE,
)
_UNAVAILABLE = re.compile(
    r"\b(?P<what>(?:no |comprehensive |complete |official |reliable )*(?:statistics|data|figures|"
    r"information)\b[^.;,]{0,110}?)"
    r"(?:(?:was|were|is|are|remained) (?:unavailable|not (?:available|reported|provided|collected|"
    r"published|kept)|unknown)|(?:was|were) not made available)",
    re.IGNORECASE,
)
#: "There were no reported convictions": nothing was reported, which is no zero.
_NO_REPORTED = re.compile(
    rf"\bthere (?:were|was) no (?:new )?reported (?P<what>{_NOUN}"
    rf"(?:(?:, (?:and |or )?| and | or ){_NOUN})*)",
    re.IGNORECASE,
)


_SUCH = re.compile(
    r"\b(?:such|these|those) (?:\w+ )?(?:allegations|reports|cases|officials|crimes)\b"
)
_HINT = re.compile(
    r"\b(?:no (?:reported|data|statistics|information|figures)|not|unable|unwilling|failed|declined|refused|nor|without|lacked|unavailable|unknown|unclear)\b",
    re.IGNORECASE,
)
_VICTIM_DATA = re.compile(
    r"\b(?:data|statistics|numbers?|figures) (?:on|for|about|of|regarding) (?:\w+ )?"
    r"(?:trafficking )?victims\b",
    re.IGNORECASE,
)
#: Data on victims helped, not on victims identified.
_VICTIMS_HELPED = re.compile(
    r"victims?\b(?:.*\b(?:services|care)\b|(?: \w+){0,3}? (?:assist|refer|receiv|who\b|provid|"
    r"serv|protect|benefi|help|stay|screen|repat|part|rescu))",
    re.IGNORECASE,
)


def find_zeros(text: str) -> tuple[Absence, ...]:
    """Stretches that state a true zero by negation: "did not convict any traffickers".

    Examples
    --------
    >>> [z.measures for z in find_zeros("Courts did not convict any traffickers.")]
    [('convictions',)]
    >>> find_zeros("Police did not identify any indicators of trafficking.")
    ()
    """
    if not re.search(r"\b(?:not|never|nor|failed|yet to)\b", text):
        return ()
    found = []
    for match in _ZERO.finditer(text):
        end, measures, objects = match.end(), _acts_of(match), [match["object"]]
        while more := _MORE.match(text, end):
            measures, end = measures | _acts_of(more), more.end()
            objects.append(more["object"])
        if not measures or _UNCOUNTED.search(" ".join(objects)):
            continue
        tail = re.split(
            r"[,;—(]|\bbut\b|\bcompared\b|\bduring\b|\bin 20|\bfor the\b|\band (?:\w+ed|did|an?|the)\b",
            text[end:],
        )[0]
        subset = _subset(" ".join([*objects, tail]))
        if subset != TOTAL and _EVER.search(text[: match.end()]):
            continue
        found.append(
            Absence(match.start(), end, tuple(m for m in MEASURES if m in measures), subset)
        )
    found += [Absence(m.start(), m.end(), (CONVICTIONS,), TOTAL) for m in _NEVER.finditer(text)]
    return tuple(sorted(found, key=lambda one: one.start))


def _acts_of(match: re.Match[str]) -> set[str]:
    what = match["what"].lower()
    nouns = {measure_of(m)[1] for m in MEASURE_WORD.finditer(what)}
    if nouns:
        return nouns
    verbs = {measure_of(m)[1] for m in MEASURE_WORD.finditer(match["acts"] + " ")}
    about = match["object"].lower()
    if what.startswith("victim") or what == "children":
        if re.match(r"(?:some|all|many|most|these|those|the|enough|every)\b", about):
            return set()
        return verbs & {VICTIMS}
    if re.match(r"(?:the|these|those|its|their|his|her)\b", about):
        return set()
    if not re.search(r"\bany|single|traffick|anyone|suspect|offici|employ|new\b|\ban individual\b", about):
        return set()
    return verbs - {VICTIMS}


def find_silences(text: str) -> tuple[Absence, ...]:
    """Stretches that say a figure was not reported: "did not report any convictions".

    Examples
    --------
    >>> found = find_silences("Courts did not report the number of suspects prosecuted in 2017.")
    >>> [(s.measures, s.subset) for s in found]
    [(('prosecutions',), 'total')]
    >>> [s.measures for s in find_silences("Police did not report training officers.")]
    [()]
    """
    if not _HINT.search(text):
        return ()
    found = []
    for match in _REPORT.finditer(text):
        end_match = SILENCE_END.search(text, match.end())
        end = end_match.start() if end_match else len(text)
        clause = text[match.end() : end]
        measures, core_end = _core(clause)
        core = clause[:core_end]
        if more := _OR_PROVIDE.match(clause, core_end):
            measures = tuple(
                m for m in MEASURES if m in (*measures, *_core(clause[more.end() :])[0])
            )
        if re.search(
            r"\bvictims? (?:\w+ )?(?:assisted|participated|cooperated|testified|served)\b|"
            r"\bas a result of\b|\b(?:from|through|during|by|in) (?:these|those|this) "
            r"(?!(?:reporting|year|period))",
            clause,
        ):
            measures = ()
        if _DATA_VERB.search(match.group()) and not _DATA.search(core):
            measures = ()
        if match.group().lower() in ("lacked",) or re.search(r"not have$", match.group(), re.I):
            measures = measures if re.search(r"\b(?:data|statistics|figures)\b", core) else ()
        after = re.split(
            r",|\b(?:during|in 20\d\d|throughout|despite|as|because|for the|or hold\w*)\b",
            clause[core_end:],
        )[0]
        subset = _subset(core + after[:110])
        if subset == TOTAL and _SUCH.search(clause):
            subset = OFFICIALS if "complicit" in text[: match.start()] else OTHER
        if subset == OFFICIALS and measures == (VICTIMS,):
            subset = OTHER
        found.append(Absence(match.start(), end, measures, subset))
    for match in _NO_REPORTED.finditer(text):
        measures = _measures_in(match["what"])
        end_match = SILENCE_END.search(text, match.end())
        end = end_match.start() if end_match else len(text)
        found.append(
            Absence(match.start(), end, measures, _subset(text[match.start() : end][:110]))
        )
    for match in _NO_FIGURE.finditer(text):
        words = match["what"] or match["none"] or match["number"]
        found.append(Absence(match.start(), match.end(), _core(words)[0], _subset(words)))
    for match in _UNAVAILABLE.finditer(text):
        words = match["what"]
        measures = _measures_in(words) if "because of" not in words else ()
        if re.search(r"\bidentification (?:and \w+ )?efforts\b", words):
            measures = tuple(m for m in MEASURES if m in (*measures, VICTIMS))
        found.append(Absence(match.start(), match.end(), measures, _subset(words)))
    return tuple(found)


def _core(clause: str) -> tuple[tuple[str, ...], int]:
    """Measures named by the object of "did not report", and where that object ends."""
    position, victims_named = 0, False
    for word in re.finditer(r"[\w'’\-]+|[^\w\s]", clause):
        token = word.group()
        if token.lower() in ("it", "they", "authorities") and clause[
            : word.start()
        ].rstrip().endswith(","):
            break
        if (
            token in (",",)
            or _FILLER.match(token)
            or MEASURE_WORD.fullmatch(token)
            or (victims_named and _AFTER_VICTIMS.match(token))
        ):
            victims_named = victims_named or token.lower().startswith(("victim", "identif"))
            position = position if token == "," else word.end()
            continue
        break
    return _measures_in(clause[:position], clause[position : position + 40]), position


def _measures_in(core: str, following: str = "") -> tuple[str, ...]:
    named = {measure_of(m)[1] for m in MEASURE_WORD.finditer(core)}
    if re.search(r"\binvestigative (?:data|statistics)", core, re.IGNORECASE):
        named.add(INVESTIGATIONS)
    if VICTIMS in named and not re.search(r"\bvictim|\bchild", core + following, re.IGNORECASE):
        named.discard(VICTIMS)
    if not named and _VICTIM_DATA.search(core) and not _VICTIMS_HELPED.search(core + following):
        named.add(VICTIMS)
    if (
        not named
        and not re.search(r"comprehensive|complete|disaggregat", core, re.I)
        and re.search(r"\blaw enforcement (?:data|statistics)\b", core, re.IGNORECASE)
    ):
        named |= {INVESTIGATIONS, PROSECUTIONS, CONVICTIONS}
    return tuple(measure for measure in MEASURES if measure in named)


def _subset(words: str) -> str:
    if re.search(r"\bcomplicit", words, re.IGNORECASE):
        return OFFICIALS
    named = subset_of(words)
    if named == SPLIT:
        return OTHER
    return named or TOTAL
