"""The words of law enforcement and of victim identification: measures, units, subsets."""

from __future__ import annotations

import re

INVESTIGATIONS, PROSECUTIONS, CONVICTIONS, VICTIMS = (
    "investigations",
    "prosecutions",
    "convictions",
    "victims_identified",
)
MEASURES = (INVESTIGATIONS, PROSECUTIONS, CONVICTIONS, VICTIMS)
CASES, PERSONS, UNSPECIFIED = "cases", "persons", "unspecified"
TOTAL, SEX, LABOR, OFFICIALS, OTHER = "total", "sex", "labor", "officials", "other"
#: A part by gender, age or nationality: known as a part, but no row of its own.
SPLIT = "split"

#: Acts counted, as verbs. "Charged" and "indicted" are prosecutions.
VERBS = {
    INVESTIGATIONS: r"investigat(?:ed|ing|es?)|open(?:ed|ing)(?= (?:[\w,-]+ ){1,5}?cases\b)",
    PROSECUTIONS: r"prosecut(?:ed|ing|es?)|indict(?:ed|ing)|charg(?:ed|ing)(?! with (?:provid|"
    r"coord|"
    r"implement|overs|combat))|filed charges|"
    r"br(?:ought|inging) (?:\w+ )?charges|"
    r"(?:initiat|institut|commenc)(?:ed|ing) (?:[\w-]+ ){0,2}?proceedings(?= (?:against|in|for)\b)|"
    r"pursu(?:ed|ing) (?:[\w-]+ ){0,3}charges|"
    r"(?:sent|sending|brought|bringing|took|taking|submitted|"
    r"submitting)(?= (?:[\w,-]+ ){0,5}?to (?:court|trial)\b)",
    CONVICTIONS: r"convict(?:ed|ing)?|f(?:ound|inding)(?= (?:\w+ ){0,3}guilty)",
    VICTIMS: r"identif(?:ied|ying|y|ies)|certif(?:ied|ying)|recogniz(?:ed|ing)|"
    r"grant(?:ed|ing) (?:\w+ ){0,3}victim status|"
    r"(?:determin|deem)(?:ed|ing)(?= (?:\w+ ){1,3}?(?:to be|were|as) (?:\w+ ){0,2}?victims)|"
    r"confirm(?:ed|ing)(?= (?:\w+ )?(?:\w+ )?(?:\w+ )?victims| and referred [\w,]+\b)|"
    r"detect(?:ed|ing)|regist(?:ered|ering)",
}
NOUNS = {
    INVESTIGATIONS: r"investigations?",
    PROSECUTIONS: r"prosecutions?|indictments?",
    CONVICTIONS: r"convictions?|guilty verdicts?",
    VICTIMS: r"(?:victim )?identifications?",
}
MEASURE_WORD = re.compile(
    r"\b(?:"
    + "|".join(
        rf"(?P<{kind}_{measure}>(?:{words}))\b"
        for kind, table in (("verb", VERBS), ("noun", NOUNS))
        for measure, words in table.items()
    )
    + r")",
    re.IGNORECASE,
)


def measure_of(match: re.Match[str]) -> tuple[str, str]:
    """Kind (verb, noun) and measure of a match of `MEASURE_WORD`."""
    kind, _, measure = (match.lastgroup or "").partition("_")
    return kind, measure


#: Heads of noun phrases that count cases or persons.
_CASE_HEADS = r"cases?|instances?|complaints?|crimes?|offen[sc]es?|incidents?|proceedings"
_PERSON_HEADS = (
    r"traffickers?|suspects?|defendants?|offenders?|perpetrators?|individuals?|persons?|people|"
    r"accused|criminals|employers?|recruiters?|brokers?|pimps?|owners?|operators?|facilitators?|"
    r"buyers?|procurers?|smugglers?|citizens?|nationals|foreigners?|men|man|women|woman|couples?|"
    r"ringleaders?|members|leaders?|managers?|parents?|marabouts?|teachers?|companies|company|"
    r"slaveholders?|enslavers?|exploiters?|kidnappers?|accomplices?|sponsors?|contractors?|"
    r"relatives?|guardians?|farmers?|drivers?|directors?|madams?|"
    r"agents?|husbands?|clients?|businesses|agencies|captains?|convicts?|residents?|subjects"
)
_OFFICIAL_HEADS = (
    r"officials?|employees?|officers?|policem[ae]n|police|soldiers?|diplomats?|judges?|"
    r"peacekeepers?|prosecutors?|servants?|magistrates?|guards?|inspectors?|mayors?"
)
_VICTIM_HEADS = (
    r"victims?|children|child|minors?|girls?|boys?|adults?|males?|females?|workers?|migrants?|"
    r"survivors?|youths?|beggars?|laborers?|fishermen|students?|juveniles?|infants?"
)
HEAD = re.compile(
    rf"^(?:(?P<cases>{_CASE_HEADS})|(?P<persons>{_PERSON_HEADS})|(?P<officials>{_OFFICIAL_HEADS})|"
    rf"(?P<victims>{_VICTIM_HEADS})|(?P<investigations>investigations?)|"
    r"(?P<prosecutions>prosecutions?|indictments?)|(?P<convictions>convictions?|verdicts?)|"
    r"(?P<arrests>arrests?|detentions?|referrals?|sentences?|acquittals?|extraditions?))$",
    re.IGNORECASE,
)

_SEX = (
    r"sex(?:ual)?(?:ly)?[ -](?:traffick\w+|exploit\w+|servitude|slavery|abuse|purposes)|"
    r"sex(?=,| and\b| or\b| traffick|\)|;|$)|forced (?:child |into )?prostitution|"
    r"(?:child )?prostitution|"
    r"commercial sex\w*|pimping|pander\w+|sexual crimes|"
    r"sexually"
)
_LABOR = (
    r"(?:forced|bonded|compelled|exploitative)(?: (?:child|domestic|agricultural))? (?:labor|work)|"
    r"labor[ -](?:traffick\w+|exploit\w+)|(?<!child )labor(?=,| and\b| or\b| traffick|\)|;|$)|"
    r"(?:domestic|involuntary) servitude|debt bondage|child labor trafficking|slave labor"
)
_OTHER = (
    r"begg\w+|child soldier\w*|forced (?:\w+ \w+ )?(?:marriage|criminal\w*)|organ (?:removal|"
    r"traffick\w+|"
    r"harvest\w+)|(?:forced )?criminality|child(?:ren)?|minors?|girls?|boys?|juveniles?|"
    r"fishing|hotline|both (?:forms|sex|types|sexual|labor|forced)|slavery|servile|surrogacy|"
    r"baby|pornography|armed groups|armed conflict|criminal (?:activit\w+|acts)|under (?:age )?18|"
    r"of both(?=[,;.]|$)|under the age of 18|younger than|street|recruitment|illegal adoption|"
    r"unknown(?! number)|transnational"
)
_OFFICIALS = (
    r"(?:government|public|police|military|state|immigration|consular|border|elected|law "
    r"enforcement|complicit|corrupt|former|local|security) (?:\w+ )?(?:officials?|employees?|"
    r"officers?|servants?|workers)|complicit\w*|officials|police officers?|peacekeepers?|soldiers|"
    r"policem[ae]n|(?<!foreign )diplomats?"
)
_PEOPLE = (
    r"adults?|m[ae]n|wom[ae]n|males?|females?|foreign|foreigners|domestic(?! serv)|local|nationals|"
    r"citizens?|transgender|internal"
)
SUBSET = re.compile(
    rf"\b(?:(?P<both>sex trafficking and child trafficking|(?:(?:child )?sex (?:and|or|"
    rf"and/or) (?:forced )?labor(?: traffick\w+)?)|"
    rf"(?:labor (?:and|or|and/or) sex(?: traffick\w+)?)|(?:sex trafficking (?:and|or|and/or) "
    rf"(?:forced labor|labor trafficking))|(?:forced labor|labor trafficking) (?:and|or|"
    rf"and/or) sex "
    rf"trafficking|both(?= (?:sex|forms|labor|types|forced|sexual)))|(?P<sex>{_SEX})|"
    rf"(?P<labor>{_LABOR})|(?P<officials>{_OFFICIALS})|"
    rf"(?P<other>{_OTHER})|(?P<split>{_PEOPLE}))\b",
    re.IGNORECASE,
)


#: "235 women and girls": a split by gender, however young.
_GENDERS = re.compile(
    r"\b(?:women (?:and|or) girls|girls (?:and|or) women|"
    r"men (?:and|or) boys|boys (?:and|or) men)\b",
    re.IGNORECASE,
)


def subset_of(words: str, *, part: bool = False) -> str | None:
    """Subset that some words name, or None.

    Parameters
    ----------
    words : str
        The words around a number, from it to the next number or clause.
    part : bool
        Whether the number is a part of a figure given before: there "both" forms together are a
        part of their own, elsewhere they are the whole.

    Examples
    --------
    >>> subset_of("child sex trafficking victims"), subset_of("men for forced labor")
    ('sex', 'labor')
    >>> subset_of("cases of sex and labor trafficking"), subset_of("new cases")
    ('total', None)
    """
    if "girls" in words or "boys" in words:
        words = _GENDERS.sub("women", words)
    kinds = {m.lastgroup or "" for m in SUBSET.finditer(words)}
    if re.search(r"\bpurchas\w+ (?:commercial )?sex", words, re.IGNORECASE):
        return OTHER
    if not kinds:
        return None
    if "both" in kinds or {"sex", "labor"} <= kinds:
        return OTHER if part else TOTAL
    if "officials" in kinds:
        return OFFICIALS
    if re.search(r"\b(?:patroniz|solicit|purchas|buying|clients? )", words, re.IGNORECASE):
        return OTHER
    if re.search(
        r"\b(?:fishing|child soldier|hotline|tourism|child sex\w* exploitation abroad)",
        words,
        re.IGNORECASE,
    ):
        return OTHER
    if re.search(r"\bbegg", words, re.IGNORECASE) and "labor" not in kinds:
        return OTHER
    for kind, subset in (("sex", SEX), ("labor", LABOR), ("other", OTHER), ("split", SPLIT)):
        if kind in kinds:
            return subset
    return None
