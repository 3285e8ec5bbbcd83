"""What the main law against trafficking prescribes, and how the Report judges it."""

from __future__ import annotations

import re

from tipanalysis.narratives.penalty_years import years_in
from tipanalysis.narratives.text import EFFORTS, PROSECUTION, Narrative, Sentence

_TERMS = re.compile(
    r"\b(?:prescrib\w+|punish\w*|penalt\w+|penaliz\w+|carr(?:y|ies|ied|ying)|sentences? (?:of|"
    r"from|rang)|imprisonment|terms? of|prison terms?|sanction\w*)\b",
    re.I,
)
_LAWLIKE = re.compile(
    r"\b(?:prescrib\w+|criminaliz\w+|prohibit\w+|outlaw\w*|punishable|punishments?|penalt(?:y|ies)|law|act|"
    r"article|articles|section|code|statute|decree|offenses?|subject to)\b",
    re.I,
)
_IMPOSED = re.compile(
    r"\b(?:convicted|sentenced|received|courts?|judges?|defendants?|traffickers? (?:to|received)|"
    r"imposed|"
    r"reported|acquitted|served|suspended|investigated|prosecuted|initiated)\b",
    re.I,
)
#: Terms that a court gave, not the law.
_SENTENCED = re.compile(
    r"\bconvict(?:ed|ing) (?:[\w-]+ ){1,4}?(?:and|to|who|with) |\b(?:judge|court)s? (?:\w+ ){0,2}?"
    r"(?:prescribed|sentenced|imposed)\b",
    re.I,
)
_WHOLE = re.compile(
    r"criminaliz\w+ (?:(?:\w+ ){0,2}?(?:all|most) forms"
    r"(?! of (?:forced labor|labor|sex|child)\b(?! and| trafficking and))|"
    r"sex (?:and|trafficking and) (?:labor|"
    r"forced labor)|labor (?:and|trafficking and) sex|"
    r"both sex|trafficking(?! in (?:women|girls|children|minors))|"
    r"human trafficking|forced labor and sex|sex trafficking and)|"
    r"prohibit\w+ (?:all forms|sex and labor|labor and sex|sex trafficking and|trafficking)|"
    r"criminaliz\w+ (?:\w+ ){0,3}?(?:sex and labor|labor and sex) trafficking|"
    r"criminaliz\w+ [^.;]{0,90}(?:forced labor|labor trafficking)[^.;]{0,90}sex trafficking|"
    r"criminaliz\w+ [^.;]{0,60}trafficking in persons|"
    r"anti-(?:human )?trafficking (?:law|act|in persons)|^The 20\d\d (?:act|law) criminaliz",
    re.I,
)
_PARTLY = re.compile(
    r"criminaliz\w+ (?:some|certain|only|aspects|partial|child trafficking)|"
    r"(?<!all forms of labor trafficking and )(?<!all forms of sex trafficking and )some forms|"
    r"(?:through|by|under) (?:\w+ )?(?:disparate|various|several|variety of|"
    r"multiple|different) (?:\w+ ){0,2}(?:laws|statutes|provisions|articles)|"
    r"did not (?:explicitly |specifically )?criminaliz|no law\b|"
    r"not have (?:an?|any) (?:[\w-]+ ){0,4}?(?:law|statute|legislation)\b|"
    r"lack(?:ed|s|ing) (?:an?|any) (?:[\w-]+ ){0,4}?(?:law|statute|legislation)\b|"
    r"(?:absence|lack) of a law",
    re.I,
)
_OTHER_LAW = re.compile(
    r"^(?:In addition|Additionally|However, (?!by|with|these|because|for)|Also|Other|Separate\w*|"
    r"Several|Some|Further|A separate|Moreover|Prosecutors|Traffick\w+ crimes could|"
    r"Officials|The (?:labor|employment|children?['’]?s?|child|sexual|immigration|"
    r"criminal procedure|penal code also|law also)\b|Articles? \w+[\w,. ]*(?:of the (?:labor|"
    r"child|children))|"
    r"Law No|Child (?!trafficking (?:convictions|offenses)))",
    re.I,
)
_ANOTHER_ACT = re.compile(
    r"(?:The (?:act|law|code) also\b|"
    r"[^.;]{0,90}\b(?:Act|Code|Ordinance)\b[^.;]{0,60}\b(?:criminaliz|prohibit)|"
    r"The (?:\d{4} )?(?:[A-Z]\w+ )*Law\b[^.;]{0,60}\b(?:criminaliz|prohibit))"
)
#: "Article 22 of Act 2006-04": an article of an act that has a number or a name of its own.
_OF_ACT = re.compile(
    r"(?:Articles?|Sections?) [\w,. -]{1,30}? (?:of|in) (?:the )?(?P<act>"
    r"(?:Act|Law|Decree|Ordinance) (?:No\.? )?\d[\w/-]*|"
    r"(?:[A-Z][\w-]+ )+(?:Act|Law|Code|Ordinance)|[A-Z]{3,})(?=\W)"
)
#: "Article 51 of the new criminal code": what replaced the main law, and articles that follow it.
_NEW_CODE = re.compile(
    r"\bof the (?:new|revised|amended) (?:(?:penal|criminal) code|(?:[\w-]+ )?(?:law|act))\b", re.I
)
_NEXT_ARTICLE = re.compile(r"Articles? (?P<number>\d\w*)\b(?! of\b)")
#: "However, article 51 of the law criminalized": the main law goes on.
_OF_THE_LAW = re.compile(r"\b[Aa]rticle (?P<number>\d\w*) of (?:the|this|the same) law\b")
#: "The penal code, together with the Alandra Act, criminalized": a main law in two statutes.
_TOGETHER = re.compile(
    r"^(?:The )?(?P<first>[\w' -]+?),? (?:together|along|in conjunction|in combination) with "
    r"(?:provisions (?:in|of) )?(?:the )?(?P<second>[\w' -]+?),? (?:criminaliz|prohibit)"
)
#: "The 2015 regulations for this act": what carries the main law out.
_UNDER_IT = re.compile(r"\b(?:for|to|under|of|implementing) (?:this|the same) (?:act|law)\b", re.I)
#: "These articles prescribed ...": those that the sentence before named.
_THOSE_NAMED = re.compile(r"(?:These|Those) (?:articles|sections|provisions|laws|statutes)\b")
_BY_NUMBER = re.compile(r"(?:Articles?|Sections?|The [\w' ]*(?:code|act|ordinance)\b|Chapter|Law)")
_SAME_LAW = re.compile(
    r"aggravat|same law|criminaliz\w+ (?:[\w']+ ){0,3}(?:trafficking|aggravated)", re.I
)
#: Behind the verdict on the main law: another statute, or what prosecutors use in its place.
_ASIDE = re.compile(
    r"^Under (?:article|section|the|law|\d)|^The \d{4} [\w-]+ law\b|"
    r"\b(?:investigat|prosecut|charg)\w+ [^.;]{0,60}\bunder (?:article|section|other|the|a)\b",
    re.I,
)
_JUDGED = re.compile(r"\bsufficient(?:ly)? stringent\b", re.I)
_NOT_STRINGENT = re.compile(
    r"\b(?:not|neither|nor|never|n['’]t)\s+(?:\w+\s+){0,2}?sufficient(?:ly)? stringent|"
    r"\bnone of [^.;]{0,60}?sufficient(?:ly)? stringent|insufficiently stringent|"
    r"not (?:\w+ ){0,3}stringent",
    re.I,
)
_COMMENSURATE = re.compile(r"\bcommensurate\b", re.I)
_NOT_COMMENSURATE = re.compile(
    r"\b(?:not|neither|nor|none)\b(?:\s+[\w,]+){0,9}?\s+commensurate|\bincommensurate", re.I
)
_NOT_FOR_ALL = re.compile(
    r"(?:stringent|commensurate)\b[^.;]*\b(?:but|while|although|however)\b[^.;]*\b(?:were|are|is|"
    r"was) not\b(?! (?:commensurate|sufficient))",
    re.I,
)
_SEX_TERM = re.compile(r"\bsex(?:ual)?\b|\bprostitution", re.I)
_LABOR_TERM = re.compile(r"\blabor\b(?! (?:code|laws?|act)\b)|\bservitude|\bslavery", re.I)
#: What a fine would make of the penalties, if judges could choose it: no verdict on the law.
_SUPPOSED = re.compile(r"^(?:When|While|If|Where)\b[^.]*\ballow", re.I)


def code_penalties(narrative: Narrative) -> dict[str, object]:
    """Imprisonment that the main anti-trafficking law prescribes, and the Report's verdict.

    Parameters
    ----------
    narrative : Narrative
        One country's text.

    Returns
    -------
    dict
        min_years (lowest minimum, None if not stated), max_years (highest maximum, 99 for life),
        sufficiently_stringent, commensurate (True, False or None where the text does not judge),
        section, sentence, digest of the sentence that gives the years, else of the verdict.
        Empty where the text says nothing of penalties.

    Notes
    -----
    The standard is 22 U.S.C. 7106(a)(2)-(3). Where no law covers both sex and labor trafficking,
    all statutes named before the figures count: the lowest minimum and the highest maximum.

    Examples
    --------
    >>> text = {"prosecution": "The law criminalized sex and labor trafficking and prescribed "
    ...         "penalties of five to 10 years imprisonment, which were sufficiently stringent."}
    >>> found = code_penalties(Narrative("XAA", 2018, "ALANDRIA: TIER 2", text))
    >>> found["min_years"], found["max_years"], found["sufficiently_stringent"]
    (5.0, 10.0, True)
    """
    section = PROSECUTION if narrative.sentences(PROSECUTION) else EFFORTS
    told = _of_the_law(narrative.sentences(section))
    if not told:
        return {}
    kept = _main_law(told)
    lows: list[float] = []
    highs: list[float] = []
    first: Sentence | None = None
    for sentence in kept:
        low, high = years_in(sentence.text)
        if (low or high) and first is None:
            first = sentence
        lows.extend(low)
        highs.extend(high)
    stringent = _verdict(told, kept, _JUDGED, _NOT_STRINGENT)
    commensurate = _verdict(told, kept, _COMMENSURATE, _NOT_COMMENSURATE)
    place = first or next((s for s in told if _JUDGED.search(s.text)), None)
    if place is None and stringent is None and commensurate is None:
        return {}
    place = place or told[0]
    return {
        "min_years": min(lows) if lows else None,
        "max_years": max(highs) if highs else None,
        "sufficiently_stringent": stringent,
        "commensurate": commensurate,
        "section": place.section,
        "sentence": place.number,
        "digest": place.digest,
    }


def _of_the_law(sentences: tuple[Sentence, ...]) -> list[Sentence]:
    """Sentences that tell what the law prescribes, up to where the year's figures begin."""
    told: list[Sentence] = []
    for sentence in sentences:
        text = sentence.text
        years = years_in(text)
        speaks = bool(_JUDGED.search(text) or _COMMENSURATE.search(text))
        lawlike = bool(_LAWLIKE.search(text)) and not (
            _IMPOSED.search(text)
            and not re.search(r"\bprescrib|\bcriminaliz|punishable", text, re.I)
            or _SENTENCED.search(text)
        )
        if (
            speaks
            or (any(years) and lawlike and _TERMS.search(text))
            or (re.search(r"\bcriminaliz|\bprohibit", text, re.I))
        ):
            told.append(sentence)
    return told


def _main_law(told: list[Sentence]) -> list[Sentence]:
    """Sentences of the main law; of all statutes where no one law covers trafficking."""
    whole = next((n for n, s in enumerate(told) if _covers(s.text)), None)
    if whole is None or not any(any(years_in(s.text)) for s in told[whole : whole + 4]):
        return told
    kept: list[Sentence] = []
    for sentence in told[whole:]:
        given = any(any(years_in(s.text)) for s in kept)
        if given and (_leaves(sentence.text, kept) or _names_others(sentence, kept)):
            break
        kept.append(sentence)
    return kept


def _names_others(sentence: Sentence, kept: list[Sentence]) -> bool:
    """Whether "these articles" are those of a sentence between, not of the main law."""
    before = kept[-1].number
    return bool(_THOSE_NAMED.match(sentence.text)) and sentence.number > before + 1


def _leaves(text: str, kept: list[Sentence]) -> bool:
    """Whether a sentence leaves the main law, whose figures were given, for another."""
    act = _OF_ACT.match(text)
    if act and any(act["act"] in s.text for s in kept) or _UNDER_IT.search(text[:60]):
        return False
    if _of_both(text, kept[0].text) or _of_new_code(text, kept):
        return False
    if _of_the_same(text, kept):
        return False
    another = _BY_NUMBER.match(text) and not _SAME_LAW.search(text)
    judged = any(_JUDGED.search(s.text) for s in kept)
    aside = judged and _ASIDE.search(text) and not _SAME_LAW.search(text)
    return bool(_OTHER_LAW.search(text) or another or _ANOTHER_ACT.match(text) or aside)


def _of_both(text: str, opening: str) -> bool:
    """Whether a sentence is on one of the two statutes that the first sentence joins."""
    joint = _TOGETHER.search(opening)
    return joint is not None and any(
        re.search(rf"\b{re.escape(joint[name])}\b", text) for name in ("first", "second")
    )


def _of_the_same(text: str, kept: list[Sentence]) -> bool:
    """Whether a sentence is on an article that it, or one before, says is of the main law."""
    if _OF_THE_LAW.search(text):
        return True
    opened = _NEXT_ARTICLE.match(text)
    named = {m["number"] for s in kept for m in _OF_THE_LAW.finditer(s.text)}
    return opened is not None and opened["number"] in named


def _of_new_code(text: str, kept: list[Sentence]) -> bool:
    """Whether a sentence is on the code that replaced the main law, or on its next article."""
    if _NEW_CODE.search(text):
        return _covers(text)
    return bool(_NEXT_ARTICLE.match(text) and any(_NEW_CODE.search(s.text[:60]) for s in kept[-2:]))


def _covers(text: str) -> bool:
    """Whether a sentence tells of a law against both sex and labor trafficking."""
    if _PARTLY.search(text):
        return False
    act = re.split(r"\bprescrib|\bpenalt", text)[0]
    both = _SEX_TERM.search(act) and _LABOR_TERM.search(act)
    return bool(
        _WHOLE.search(text)
        or (
            both
            and re.search(r"\b(?:criminaliz|prohibit|outlaw)", text, re.I)
            and re.search(r"prescrib", text)
        )
    )


def _verdict(
    told: list[Sentence], kept: list[Sentence], said: re.Pattern[str], denied: re.Pattern[str]
) -> bool | None:
    """The first judgment in the sentences of the main law, else in any.

    Where offenses are judged each beside its own years, they are stringent if most are, and
    commensurate if all are; so too where regulations under the law are judged after it. Of two
    statutes that stand together the first is the main one.
    """
    each = [
        not denied.search(sentence.text)
        for sentence in kept
        if said.search(sentence.text)
        and any(years_in(sentence.text))
        and not _NOT_FOR_ALL.search(sentence.text)
    ]
    if len(each) > 1 and not all(each):
        return said is _JUDGED and 2 * sum(each) > len(each)
    for group in (kept, told):
        found = [
            not (
                denied.search(sentence.text[: match.end()])
                or _NOT_FOR_ALL.search(sentence.text[match.start() :])
            )
            for sentence in group
            if (match := said.search(sentence.text))
            and not _SUPPOSED.search(sentence.text)
            and (sentence in kept or not _ANOTHER_ACT.match(sentence.text))
        ]
        if len(found) > 1 and group is kept and any(_UNDER_IT.search(s.text[:60]) for s in kept):
            return all(found)
        if found and group is kept and _TOGETHER.search(kept[0].text):
            return found[0]
        if found and len(kept) == len(told) and len(told) > 4:
            return 2 * sum(found) > len(found)
        if found:
            return found[0]
    return None
