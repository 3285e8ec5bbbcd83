"""What the text says was not reported: no figure, and no zero."""

from __future__ import annotations

import re

from tipanalysis.narratives.measures import (
    CONVICTIONS,
    INVESTIGATIONS,
    MEASURE_WORD,
    MEASURES,
    OFFICIALS,
    OTHER,
    PROSECUTIONS,
    TOTAL,
    VICTIMS,
    measure_of,
)
from tipanalysis.narratives.zeros import ACTS, Absence, subset_told, undone_beside_reports

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
    r"\bthe (?:total |exact )?(?P<number>number of (?:(?!these|those)[\w-]+ ){1,6}?)(?:was|were|"
    r"is|remained) "
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
#: "There were no reported convictions": nothing was reported, or is known, which is no zero.
_NO_REPORTED = re.compile(
    rf"\bthere (?:were|was) no (?:new )?(?:reported|known) (?P<what>{ACTS}"
    rf"(?:(?:, (?:and |or )?| and | or ){ACTS})*)",
    re.IGNORECASE,
)


#: Efforts are no number of victims.
_IDENTIFYING_EFFORTS = re.compile(r"\befforts? to (?:[\w-]+ly )?identify\b", re.IGNORECASE)
#: "the squad's Victim Unit (VU) did not report": the subject of a clause, one unit of the police.
_UNIT = re.compile(
    r"(?:^|[;,] )(?:(?:but|however|and|although|while),? )?the (?:[\w'’-]+ ){0,4}?"
    r"(?P<unit>unit|[A-Z]{2,})(?: \([A-Z]+\))? "
    r"(?:(?:was|were|had|[a-z]+ed) [^,;.]*|also )?(?:but |and )?$"
)
_SUCH = re.compile(
    r"\b(?:such|these|those) (?:\w+ )?(?:allegations|reports|cases|officials|crimes)\b"
)
_HINT = re.compile(
    r"\b(?:no (?:reported|known|data|statistics|information|figures)|not|unable|unwilling|failed|"
    r"declined|refused|nor|without|lacked|unavailable|unknown|unclear)\b",
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
    undone = list(undone_beside_reports(text))
    for match in _REPORT.finditer(text):
        end_match = SILENCE_END.search(text, match.end())
        end = end_match.start() if end_match else len(text)
        end = min([end, *(act.start() for act in undone if act.start() > match.end())])
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
        if _IDENTIFYING_EFFORTS.search(core):
            measures = tuple(m for m in measures if m != VICTIMS)
        if _is_of_unit(text, match.start()):
            measures = ()
        if _DATA_VERB.search(match.group()) and not _DATA.search(core):
            measures = ()
        if match.group().lower() in ("lacked",) or re.search(r"not have$", match.group(), re.I):
            measures = measures if re.search(r"\b(?:data|statistics|figures)\b", core) else ()
        after = re.split(
            r",|\b(?:during|in 20\d\d|throughout|despite|as|because|for the|or hold\w*)\b",
            clause[core_end:],
        )[0]
        subset = subset_told(core + after[:110])
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
            Absence(match.start(), end, measures, subset_told(text[match.start() : end][:110]))
        )
    for match in _NO_FIGURE.finditer(text):
        words = match["what"] or match["none"] or match["number"]
        found.append(Absence(match.start(), match.end(), _core(words)[0], subset_told(words)))
    for match in _UNAVAILABLE.finditer(text):
        words = match["what"]
        measures = _measures_in(words) if "because of" not in words else ()
        if re.search(r"\bidentification (?:and \w+ )?efforts\b", words):
            measures = tuple(m for m in MEASURES if m in (*measures, VICTIMS))
        found.append(Absence(match.start(), match.end(), measures, subset_told(words)))
    return tuple(found)


def _is_of_unit(text: str, start: int) -> bool:
    """Whether what did not report is one unit, whose silence is not the government's."""
    subject = _UNIT.search(text[:start])
    if not subject:
        return False
    unit = subject["unit"]
    return unit == "unit" or f"Unit ({unit})" in text


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
