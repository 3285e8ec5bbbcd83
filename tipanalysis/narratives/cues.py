"""Words and turns of phrase that steer the reading of a sentence with figures in it."""

from __future__ import annotations

import re

from tipanalysis.narratives.measures import VERBS

PART = re.compile(
    r"\b(?:including|(?<!not )include[ds]?|of (?:which|whom|these|those|them)|"
    r"among (?:which|whom|these|those|them)|comprising|"
    r"consisting of|comprised of|involving both|made up of|in this total|"
    r"(?:of|among) the (?:total|victims|cases)(?= identified|,|\s\w+ed))\b",
    re.IGNORECASE,
)
NEUTRAL = re.compile(
    r"\b(?:arrest|detain|reunit|sentenc|acquitt|train|screen|assist|referr|repatriat|rescu|remov|inspect|"
    r"interview|provid|receiv|dismiss|extradit|releas|fin|conduct|deport|intercept|dropp|appeal|"
    r"order|award|hous|shelter|serv|help|employ|hir|appoint|deploy|establish|clos|suspend|"
    r"disciplin|"
    r"transferr|return|support|process|review|fir|sanction|allocat|operat|maintain|fund|publish|"
    r"distribut|organiz|encounter|estimat|participat|testif|plac|sent|held|gave|grant|"
    r"attend|complet|reach|visit|monitor|cooperat|raid|seiz|revok|protect|lead|led)"
    r"(?:ed|ing|s|ied)?\b",
    re.IGNORECASE,
)
CONTINUED = re.compile(
    r"\b(?<!or )(?:continu(?:ed|ing|es?)|remain(?:ed|ing)?|resum(?:ed|ing))(?: to)?(?: \w+)?? "
    r"(?:investigat\w+|prosecut\w+|convict\w+|pursu\w+)(?:(?:,? and|,) (?:investigat\w+|prosecut\w+"
    r"|convict\w+))*|"
    # "was investigating one official": not finished, nor of the period's own count.
    r"\b(?:was|were)(?: \w+ly| also)? (?:investigating|prosecuting)\b",
    re.IGNORECASE,
)
JOINT = re.compile(
    r"\b(?:cooperat|collaborat|participat|partner|coordinat|"
    r"assist(?=ed in\b))\w+ (?:[\w'’-]+ ){0,12}?(?:on|in|"
    r"during)"
    r" (?:[\w'’-]+ ){0,3}?(?:investigat\w+|prosecut\w+)|"
    r"\b(?:cooperat|collaborat|partner|coordinat)\w+ with (?:[\w'’-]+ ){1,8}?to (?:investigate|"
    r"prosecute)|"
    r"\b(?:train|teach|educat|instruct)\w+ (?:[\w'’-]+ ){0,12}?(?:investigat\w+|prosecut\w+|"
    r"identif\w+)",
    re.IGNORECASE,
)
#: What someone is there to do, not what was done: "inspectors charged with investigating".
DUTY = re.compile(
    r"\b(?:charged with|responsible for|tasked with|in charge of|(?:assigned|dedicated|authority|"
    r"mandated?|authorized|responsibility) (?:to|for))\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
#: Of all years so far, or what something else was used for: "has only reported convicting one
#: official", "its use of testimony in the conviction of three traffickers", "the 2013 prosecution
#: of two officers", an old case named once more.
BESIDE = re.compile(
    r"\b(?:ha(?:s|ve) only(?: ever)?(?: reported)?|"
    r"(?:recommend|request|propos)\w*(?: the)?|including the 20\d\d|and the 20\d\d|"
    r"(?:used?|agreements?|testimony|role|instrumental|assist\w*|help\w*)\b[^,;.]{0,20} in (?:the|"
    r"its))"
    r"\s+$",
    re.IGNORECASE,
)
#: "17 were sex trafficking investigations": what was counted, named once more.
PREDICATE = re.compile(r"\b(?:were|was|are)\s+(?:(?:sex|labor|human|trafficking|forced)\s+)+$")
OTHERS = (
    r"(?:NGOs?|non-governmental organizations?|international (?:and [\w-]+ )?organizations?|"
    r"international NGOs?|stakeholders|civil society(?: (?:groups?|organizations?))?|"
    r"media(?: reports?| outlets?"
    r"| sources?)?|observers?|experts|IOM|UNHCR|UNICEF|UNODC|the UN\b|foreign (?:governments?|"
    r"authorities|courts|police)|"
    r"diplomatic sources|press(?: reports)?|reports|a report|advocates|lawyers|CSOs?|"
    r"local organizations?|an embassy|foreign embass\w+|sources)"
)
NOT_OURS = re.compile(
    rf"(?:^|[,;—(] ?|\b(?:while|although|that|and|but|as|two|three|some|several|various|many|most|"
    rf"multiple|one|the|local|an|a|other|another|second|third|"
    rf"funded|run|\w+-based|specialized|domestic|additionally|separately|"
    rf"reported) )(?<!with )(?<!government and )(?<!authorities and )"
    rf"(?<!officials and ){OTHERS}(?: \([\w ]+\))?(?: in [A-Z]\w+| working \w+ \w+| also|"
    rf" separately|"
    rf" \w+ly)* (?:report(?=ed|ing)|identif|indicat|document|estimat|alleg|not|detect|regist|"
    rf"assist|stat|"
    rf"suggest|investigat|prosecut|convict|provid|claim|refer|record|receiv)\w*"
    rf"(?! (?:and|or) the government)|\baccording to (?:\w+ ){{0,2}}?{OTHERS}",
    re.IGNORECASE,
)
#: "four defendants, all for sex trafficking": the whole is one subset.
ALL_OF = re.compile(
    r"^(?:(?:[^,.;:()—\d]|20\d\d){0,40}?)"
    r"(?:[,—(] ?|\s(?=all of wh))(?:all|both|each)\b(?! but)(?: of (?:whom|which|"
    r"them))?(?P<what>[^,.;:()—\d]{3,60})",
    re.IGNORECASE,
)
ONE_CASE = re.compile(
    r"^(?:In (?:one|another|a|an)\b[^,]{0,60}\bcases?\b|For (?:example|instance)|In one\b(?! of)|"
    r"In the case\b|"
    r"In another|Among its |(?:One|A|Another|The) (?:[\w-]+ ){0,3}?case\b|In (?:this|that|"
    r"the \w+|these|each) cases?\b|"
    r"As an example|A (?:second|third|fourth|separate) (?:judge|court)\b|"
    r"In a (?:\w+ )?(?:high-profile|notable|separate|landmark|joint)\b)|"
    r"(?<!from )\ba single case\b|"
    r"\bnot (?:report|clear|known|specify) (?:[^.;]{0,60} )?(?:whether|if) any "
    r"(?:of (?:the|these|those) (?:\w+ )?)?(?:were|was|involved|related)\b[^.;]*\btrafficking",
    re.IGNORECASE,
)
SUBJECT_VERB = re.compile(
    r"^\s+(?:were|was|received|remained|had|have|has|served|accepted|participated|pled|pleaded|"
    r"appealed|assisted|requested|returned|came|chose|escaped|resulted|awaited|awaiting|stayed|"
    r"are|is|provided|reported|benefited|joined|faced|testified|attended|obtained)\b"
)
PASSIVE = re.compile(
    r"^\s+(?:(?:who|that|which)\s+)?(?:were|was|have been|had been|has been|being)\s+"
    r"(?:\w+ly\s+|also\s+|newly\s+)*(?="
    + "|".join(f"(?:{words})" for words in VERBS.values())
    + ")",
    re.IGNORECASE,
)
STALE = re.compile(
    r"^\s+(?:(?!(?:and|but)\b)\w+\s+){0,3}?(?:ongoing|open|active|pending|continuing|continued|previously|remained|carried|"
    r"joint)\b|^\s+(?:\w+\s+)?of the\b",
    re.IGNORECASE,
)
DEFINITE = re.compile(
    r"\b(?:the|these|those|all|both|its(?! first)|their|of the|said|same|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|\d+) of)\s+(?:other\s+|"
    r"remaining\s+|first\s+|more than\s+|approximately\s+|over\s+|nearly\s+)?$",
    re.IGNORECASE,
)
CUT = re.compile(
    r"[;:()—]|\b(?:including|but|although|while|which|who|whom|however|as well as|compared|nor|"
    r"despite|after|because|where|when|pending|resulting|vulnerable|"
    r"for allegedly|accused of)\b|, all\b|"
    r", (?:with|an?|the)\b|"
    r"\band (?:an? (?:\w+ )?number of|several|many|numerous|some)\b"
)
ANY_VERB = "|".join(VERBS.values())
DONE = re.compile(
    rf"^\s+(?:\w+ly\s+|newly\s+)?(?P<verbs>(?:{ANY_VERB})\b(?:(?:, | and |, and |"
    rf" or )(?!compared)\w+ed\b)?)",
    re.I,
)
NOUNS = re.compile(
    r"^(?:,? (?:and|or|and/or) |, )(?:new |trafficking |subsequent )*(?P<noun>investigations?|"
    r"prosecutions?|"
    r"convictions?|indictments?)\b(?! of (?:at least |approximately |about )?(?:\d|one\b|two\b|"
    r"three\b|four\b|"
    r"five\b|six\b|seven\b|eight\b|nine\b|ten\b))",
    re.IGNORECASE,
)
#: Done to those counted, but nothing that is counted here.
UNDERGONE = re.compile(
    r"^(?:\s+exploited (?:in|for) (?:[\w-]+ ){1,2}?[\w-]+)?\s+(?:of (?:whom|which)\s+)?"
    r"(?:were|was|have been|had been)\s+(?:\w+ly\s+|also\s+|later\s+|"
    r"each\s+)*(?:arrested|detained|"
    r"sentenced|referred|acquitted|fined|repatriated|released|housed|assisted|deported|dismissed|"
    r"dropped|suspended|provided|placed|rescued|removed|returned|sent(?! to (?:court|trial))|"
    r"transferred|closed)\b",
    re.IGNORECASE,
)
#: Still under way, or the members of one ring: nothing of the period's own count.
ENDURING = re.compile(
    r"^\s+(?:\w+\s+)?(?:members|leaders|associates) of (?:an?|one|this) |"
    r"^[^,;.(]{0,60}\b(?:were|was|remained|remain|are) (?:still )?(?:ongoing|pending|"
    r"under investigation|in progress)",
    re.IGNORECASE,
)
#: Crimes that are not trafficking: such counts are parts of no figure here.
OTHER_CRIME = re.compile(
    r"\b(?:sexual violence|(?:migrant |human |alien )?smuggling"
    r"(?! (?:and|or|and/or) (?:human |sex |labor )?traffick)|domestic violence|labor (?:law |"
    r"code )?(?:violations?|contraventions?)|passport retention|"
    r"criminal cases for any|any crimes?|child labor (?:law )?(?:violations?|offenses?|cases)|"
    r"immigration (?:violations?|crimes?)|wage|illegal adoption|"
    r"document fraud|non-trafficking|pornography)\b",
    re.IGNORECASE,
)
#: Crimes in office, which are complicity in trafficking only where the text says so.
OFFICE_CRIME = re.compile(
    r"\b(?:abuse of (?:power|authority|office)|neglect of (?:\w+ )?dut\w+|dereliction of duty|"
    r"negligence|embezzlement|maltreatment)\b",
    re.IGNORECASE,
)
NEAR = re.compile(
    r"^\s*(?:(?:of|against|for|into|in|involving|involved|were|from|increased|decreased|rose|fell|dropped|declined|a|an|the|total|additional|another|at|least|up|to|"
    r"approximately|about|nearly|over|more|than|around|almost|some|estimated|only|number|new|all|"
    r"combined|follow\w+|efforts|cases|proceedings|only|just|roughly|as|many|fewer|any|guilty|"
    r"charges|trafficking|sex|labor|criminal|with|\w*traffick\w*|charges)\s*)*$",
    re.IGNORECASE,
)
OF_THE = re.compile(r"^\s+of (?:the|these|those|whom|which|them|its|their)\b", re.IGNORECASE)
#: "three of whom were children": the words behind still say of which kind.
OF_WHOM = re.compile(
    r"(?<!all )(?<!both )(?<!most )(?<!some )\bof (?:whom|which) (?:involved|concerned)\b|"
    r"(?:\bof (?:whom|which)|\bwho|\bthat|\bwhich) (?:was|were)\b(?! (?:also|convicted|sentenced|"
    r"arrested|identified|"
    r"prosecuted|investigated|initiated|referred))",
    re.IGNORECASE,
)
WHICH_LAW = re.compile(
    r", which (?:criminaliz\w+|prohibit\w+|concern\w*|cover\w*|address\w*)(?P<what>[^,;.()]+)",
    re.IGNORECASE,
)
#: "seven of the eight suspects"
CHOSEN = re.compile(
    r"^\s+of (?:the|these|those|its) (?:(?:\d+|[a-z]+) )??(?:[\w-]+ ){0,2}?(?P<head>cases|suspects|"
    r"defendants|"
    r"traffickers|offenders|individuals|perpetrators|victims)\b",
    re.IGNORECASE,
)

#: "newly initiating all 60 investigations": how many they were, said of none before.
BEGINNING_ALL = re.compile(r"\b(?:initiat|open|launch)(?:ed|ing) all $")
OVERALL = re.compile(r"\b(?:[Oo]verall|[Ii]n total|[Ii]n all)\b")

#: Authorities of a part of the country, whose figures are part of a whole given before.
HEDGED = re.compile(
    r"^[^;]*\bsome of (?:whom|which|these|them)\b[^.;]{0,40}\b(?:may|might|could|likely)\b",
    re.IGNORECASE,
)

#: Figures of the whole country.
NATIONAL = re.compile(r"\b[Tt]he government\b|\btotal\b(?! number)|\b[Nn]ation(?:al|wide)")
LOCAL = re.compile(
    r"\b(?:state|provincial|municipal|county|regional|cantonal|district|city)(?:-level)? "
    r"(?:government|authorities|police|courts?|officials)\b|"
    r"\b(?:government|authorities|police|courts|prosecutors) (?:in|of) (?-i:[A-Z])|"
    r"^In (?!January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?-i:[A-Z])[\w ]+, ",
    re.IGNORECASE,
)

#: Crimes around prostitution, which beside a figure for trafficking are others than it.
PROSTITUTION = re.compile(
    r"[^,;.]{0,60}?\b(?:pimping|pandering|procur(?:ing|ement)|brokering|"
    r"(?:facilitating|promoting|organizing|profiting from) (?:\w+ )?prostitution)\b",
    re.IGNORECASE,
)
#: "pandering, including sex trafficking": trafficking among them all the same.
INCLUDING_SEX = re.compile(r",? including (?:child )?sex trafficking\b", re.IGNORECASE)
#: Rulings that confirm or change others counted before.
APPEAL = re.compile(
    r"\bSupreme Court (?:\w+ )?(?:convicted|issued|confirmed)|\bwith final verdicts|"
    r"\b(?:at|in|on) (?:the )?second[ -](?:instance|level)|\b(?:upheld|appellate|on appeal)\b|"
    r"\b(?:appeals? courts?|courts? of appeals?) (?:also )?(?:convicted|issued|confirmed)",
    re.IGNORECASE,
)
#: Crimes that the text itself sets apart from trafficking, and laws that are not against it.
BEYOND = re.compile(r"\boutside (?:of )?(?:the|its|their) (?:\w+ )?definition\b", re.IGNORECASE)
OTHER_LAW = re.compile(
    r"[\w,-]+ (?:[\w-]+ ){0,3}under the (?:procurement|procuring|pimping|smuggling|passport|"
    r"kidnapping|pandering) (?:statute|law|act|provisions?)\b",
    re.IGNORECASE,
)
STATUTE = re.compile(
    r"\b(?:[Aa]rticle|[Ss]ection)s? (?:\d[\w.\-]*(?:\(\w+\))?)|\bunder (?:the )?[A-Z]{3,}\b"
)
#: "Section 12 criminalized forced labor": what a statute is against.
CRIMINALIZED = re.compile(
    r"\b(?P<statute>[Aa]rticle \d[\w.\-]*|[Ss]ection \d[\w.\-]*) (?:of [\w' ]{2,40}?)?,? ?"
    r"(?:which )?(?:criminalized|prohibited|penalized|prohibiting|criminalizing) "
    r"(?P<what>[^.;,()]{3,90})"
)
