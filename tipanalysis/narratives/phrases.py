"""The noun phrase around a number: what is counted, in which unit, of which subset."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tipanalysis.narratives.comparison import COMPARE
from tipanalysis.narratives.measures import (
    CASES,
    CONVICTIONS,
    HEAD,
    INVESTIGATIONS,
    MEASURE_WORD,
    MEASURES,
    OFFICIALS,
    OTHER,
    PERSONS,
    PROSECUTIONS,
    SPLIT,
    SUBSET,
    TOTAL,
    UNSPECIFIED,
    VERBS,
    VICTIMS,
    measure_of,
    subset_of,
)
from tipanalysis.narratives.numbers import Number

if TYPE_CHECKING:
    from tipanalysis.narratives.mentions import _Frame, _Reader


_BREAK = set(
    "in of to from by with for and or but nor were was are is be been being had has have who whom "
    "which that whose during under since at on as than compared involved involving including per "
    "through throughout within after before because while although however against into via among "
    "between allegedly accused subjected suspected-of the these those their its this also resulting "
    "exploited linked connected related-to each received remained last".split()
)
#: Participles that end a phrase unless its noun is still to come ("448 reported cases").
_PARTICIPLES = frozenset(
    "reported recorded initiated conducted opened made obtained secured issued completed filed "
    "launched registered brought begun noted".split()
)
_MODIFIER = re.compile(
    r"^(?:new|potential|alleged|suspected|additional|other|total|human|child|sex|labor|forced|"
    r"trafficking|adult|male|female|foreign|domestic|possible|probable|confirmed|official|officially|further|"
    r"separate|distinct|newly|presumed|registered|internal|transnational|domestic|local|individual|"
    r"women|men|girls|boys|children|victims?|final|initial|formal|more|first-instance|likely|"
    r"victim|persons|federal|criminal|[A-Z]\w+)$"
)
_SUBJECT_VERB = re.compile(
    r"^\s+(?:were|was|received|remained|had|have|has|served|accepted|participated|pled|pleaded|"
    r"appealed|assisted|requested|returned|came|chose|escaped|resulted|awaited|awaiting|stayed|"
    r"are|is|provided|reported|benefited|joined|faced|testified|attended|obtained)\b"
)
_PASSIVE = re.compile(
    r"^\s+(?:(?:who|that|which)\s+)?(?:were|was|have been|had been|has been|being)\s+"
    r"(?:\w+ly\s+|also\s+|newly\s+)*(?="
    + "|".join(f"(?:{words})" for words in VERBS.values())
    + ")",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"^\s+(?:\w+ly\s+|newly\s+)?(?:(?:and|or)\s+\w+ed\s+)?$")
_STALE = re.compile(
    r"^\s+(?:\w+\s+){0,3}?(?:ongoing|pending|continuing|continued|previously|remained|carried|"
    r"joint|of the)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"\b(?:the|these|those|all|both|its(?! first)|their|of the|said|same)\s+(?:other\s+|remaining\s+|first\s+)?$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[;:()—]|\b(?:including|but|although|while|which|who|whom|however|as well as|compared|nor|"
    r"despite|after|because|where|when|pending|resulting|for allegedly|accused of)\b|, all\b|, (?:with|an?|the)\b"
)




@dataclass(frozen=True)
class Phrase:
    """A number's noun phrase, read.

    Attributes
    ----------
    measures : tuple of str
        What it counts; empty where the sentence before must say.
    subset : str or None
        Subset named by its own words.
    unit : str
        cases, persons or unspecified.
    end : int
        Where the phrase ends.
    sure : bool
        Whether measure word, number and noun stand together.
    """

    measures: tuple[str, ...]
    subset: str | None
    unit: str
    end: int
    sure: bool


_WORD = re.compile(r"\s+([\w'’\-/&.]+)|\s*([,;:()—])")
_ANY_VERB = "|".join(VERBS.values())
_DONE = re.compile(rf"^\s+(?:\w+ly\s+|newly\s+)?(?P<verbs>(?:{_ANY_VERB})\b(?:(?:, | and |, and | or )\w+ed\b)?)", re.I)
_NOUNS = re.compile(
    r"^(?:,? (?:and|or|and/or) |, )(?:new |trafficking |subsequent )*(?P<noun>investigations?|prosecutions?|"
    r"convictions?|indictments?)\b(?! of (?:at least |approximately |about )?(?:\d|one\b|two\b|three\b|four\b|"
    r"five\b|six\b|seven\b|eight\b|nine\b|ten\b))",
    re.IGNORECASE,
)
#: Done to those counted, but nothing that is counted here.
_UNDERGONE = re.compile(
    r"^\s+(?:of (?:whom|which)\s+)?(?:were|was|have been|had been)\s+(?:\w+ly\s+|also\s+|later\s+|each\s+)*(?:arrested|detained|"
    r"sentenced|referred|acquitted|fined|repatriated|released|housed|assisted|deported|dismissed|"
    r"dropped|suspended|provided|placed|rescued|removed|returned|sent|transferred|closed)\b",
    re.IGNORECASE,
)
_ENDURING = re.compile(
    r"^[^,;.(]{0,60}\b(?:were|was|remained|remain|are) (?:still )?(?:ongoing|pending|under investigation|in progress)",
    re.IGNORECASE,
)
#: Crimes that are not trafficking: such counts are parts of no figure here.
_OTHER_CRIME = re.compile(
    r"\b(?:sexual violence|migrant smuggling|smuggling|domestic violence|labor (?:law |code )?(?:violations?|contraventions?)|passport retention|"
    r"criminal cases|any crimes?|child labor (?:law )?(?:violations?|offenses?|cases)|immigration (?:violations?|crimes?)|wage|illegal adoption|"
    r"document fraud|non-trafficking|pornography)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"^\s*(?:(?:of|against|for|into|in|involving|a|an|the|total|additional|another|at|least|up|to|"
    r"approximately|about|nearly|over|more|than|around|almost|some|estimated|only|number|new|all|"
    r"combined|follow\w+|efforts|cases|proceedings|only|just|roughly|as|many|fewer|any|guilty|"
    r"charges|trafficking|sex|labor|criminal|with|\w*traffick\w*|charges)\s*)*$",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"^\s+of (?:the|these|those|whom|which|them|its|their)\b", re.IGNORECASE)


#: "three of whom were children": the words behind still say of which kind.
_OF_WHOM = re.compile(
    r"(?:\bof (?:whom|which)|\bwho|\bthat|\bwhich) (?:was|were)\b(?! (?:convicted|sentenced|arrested|identified|"
    r"prosecuted|investigated|initiated|referred))",
    re.IGNORECASE,
)
#: "556 trafficking and trafficking-related investigations"
_PAIR = re.compile(
    r"\s+(?:trafficking|trafficking-related|sex|labor|forced|suspected|potential|confirmed|alleged|possible|"
    r"probable|presumed)\b(?:\s+[\w-]+){0,2}?\s+(?:cases|investigations|prosecutions|convictions|victims|"
    r"traffickers|suspects|defendants|crimes|offenses|incidents)\b",
    re.IGNORECASE,
)
_WHICH_LAW = re.compile(
    r", which (?:criminaliz\w+|prohibit\w+|concern\w*|cover\w*|address\w*)(?P<what>[^,;.()]+)", re.IGNORECASE
)
#: "seven of the eight suspects"
_CHOSEN = re.compile(
    r"^\s+of (?:the|these|those|its) (?:(?:\d+|[a-z]+) )?(?:[\w-]+ ){0,2}?(?P<head>cases|suspects|defendants|"
    r"traffickers|offenders|individuals|perpetrators|victims)\b",
    re.IGNORECASE,
)


def read_phrase(reader: _Reader, number: Number, frame: _Frame) -> Phrase | None:
    """What a number counts, or None where it counts nothing of ours."""
    text = reader.text
    before, after = text[: number.start], text[number.end :]
    if _DEFINITE.search(before) and not frame.compared:
        if number.start < 12 and frame.aside == 0:
            frame.part, frame.measures = True, ()
        return None
    if _ENDURING.match(after) or _STALE.match(after) and not _OF_THE.match(after) or reader._is_theirs(number.start):
        return None
    near = frame.verb_end >= 0 and bool(_NEAR.match(text[frame.verb_end : number.start]))
    head, head_end, modifiers = _head(after)
    chosen = _CHOSEN.match(after)
    if chosen and frame.measures and not _SUBJECT_VERB.match(after[chosen.end() :]):
        head = HEAD.match(chosen["head"])
        head_end = chosen.end()
    found = _count(reader, number, frame, near, head, head_end, modifiers)
    if found is None:
        return None
    measures, unit, end, sure = found
    following = next((n.start for n in reader.numbers if n.start >= end), len(text))
    if _OTHER_CRIME.search(re.split(r"[,;(—]|\bof which\b|\bin 20\d\d", text[number.end : following])[0]):
        return None
    subset = _subset(reader, number, frame, near, head, end)
    return Phrase(measures, subset, unit, end, sure)


def _head(after: str) -> tuple[re.Match[str] | None, int, list[str]]:
    """The last head noun of a phrase, where it ends, and the words on the way."""
    head, head_end, words, position = None, 0, [], 0
    while len(words) < 8:
        match = _WORD.match(after, position)
        if not match or match[2]:
            break
        word = match[1].rstrip(".")
        low = word.lower()
        if low in ("and", "or") and words and not head and _PAIR.match(after[match.end() :]):
            position = match.end()
            continue
        if low in _BREAK:
            break
        verb = MEASURE_WORD.fullmatch(low)
        if low in _PARTICIPLES or verb and measure_of(verb)[0] == "verb":
            if head or not re.match(
                r"\s+(?:[\w-]+\s+){0,2}?(?:victims?|traffickers?|cases?|offenders?|perpetrators?)\b",
                after[match.end() :],
            ):
                break
        is_head = HEAD.match(low)
        if head and not is_head and not SUBSET.match(low) and low not in (
            "trafficking", "forced", "labor", "sex", "human", "victim", "potential", "suspected", "new",
        ):
            break
        words.append(word)
        position = match.end()
        if is_head:
            head, head_end = is_head, position
        if match[1].endswith(".") and not word.isupper():
            break
    return head, head_end, words


def _count(
    reader: _Reader,
    number: Number,
    frame: _Frame,
    near: bool,
    head: re.Match[str] | None,
    head_end: int,
    modifiers: list[str],
) -> tuple[tuple[str, ...], str, int, bool] | None:
    """Measures, unit, end and sureness of a number, or None."""
    text = reader.text
    after = text[number.end :]
    kind = head.lastgroup if head else None
    end = number.end + head_end
    if kind in (INVESTIGATIONS, PROSECUTIONS, CONVICTIONS, "arrests"):
        nouns = [] if kind == "arrests" else [kind]
        while more := _NOUNS.match(text[end:]):
            nouns.append(measure_of(MEASURE_WORD.match(more["noun"]))[1])  # type: ignore[arg-type]
            end += more.end()
        if not nouns:
            return None
        if re.match(r"\s+(?:led|resulted|stemmed|originated|culminated|concluded|was dropped|were dropped)\b", text[end:]):
            return None
        measures = tuple(m for m in MEASURES if m in nouns)
        frame.measures, frame.verb_end = measures, -1
        if frame.semi and not frame.aside:
            frame.part = frame.semi = False
        return measures, UNSPECIFIED, end, True
    if number.wordless and text[number.start : number.end].lower() == "no" and kind is None:
        return None
    if number.wordless and after.startswith(" such ") and kind not in MEASURES:
        return None
    if re.match(r"\s+for (?:further |possible |criminal )?(?:investigation|prosecution)\b", text[end:]) and kind == "cases":
        return None
    if _UNDERGONE.match(text[end if head else number.end :]):
        return None
    done = _passive(text, end if head else number.end)
    if done:
        measures, done_end = done
        governed = text[frame.neutral_end : number.start]
        if frame.neutral_end >= 0 and _NEAR.match(governed) and not _PASSIVE.match(text[end:]):
            return None
        if VICTIMS in measures and kind in ("cases", "officials"):
            return None
        if re.match(r"\s+by (?:an? |the |\w+ )?(?:NGO|international|civil)", text[done_end:]):
            return None
        if VICTIMS in measures and kind is None and not re.search(r"victim", text):
            return None
        if kind == "victims" and VICTIMS not in measures:
            return None
        unit = _unit(kind, reader)
        if kind is None:
            end = done_end
            frame.measures = measures
        return measures, unit, end, head is not None
    state = frame.measures
    undergone = frame.neutral_end > frame.verb_end and bool(
        _NEAR.match(text[frame.neutral_end : number.start])
    )
    if undergone and not state:
        return None
    if kind is None:
        return _bare(reader, number, frame, near, after, modifiers)
    if not near and _SUBJECT_VERB.match(text[end:]) and not frame.part and not frame.compared:
        return None
    if kind == "victims":
        return _victims(reader, number, frame, near, end, head)
    if kind == "cases":
        state = tuple(m for m in state if m != VICTIMS)
    elif kind in ("officials", "persons") and VICTIMS in state:
        if kind == "officials" or "victim" not in text:
            state = tuple(m for m in state if m != VICTIMS)
        if re.search(r"\b(?:trafficker|suspect|defendant|offender|perpetrator|compan|business|agenc)", head.group(), re.I):  # type: ignore[union-attr]
            state = tuple(m for m in state if m != VICTIMS)
    if not state:
        if frame.part and re.search(r"involv\w+\s+(?:\w+ ){0,2}$", text[: number.start]):
            return (), _unit(kind, reader), end, True
        if frame.part and not frame.measures:
            return (), _unit(kind, reader), end, False
        return None
    return state, _unit(kind, reader), end, near


def _victims(
    reader: _Reader, number: Number, frame: _Frame, near: bool, end: int, head: re.Match[str] | None
) -> tuple[tuple[str, ...], str, int, bool] | None:
    """A count of victims: identified, or the victims of a case."""
    text = reader.text
    word = head.group().lower() if head else ""
    if VICTIMS in frame.measures:
        if not word.startswith(("victim", "survivor")):
            if "victim" not in text and "victim" not in reader.before:
                return None
            grown = not re.match(r"child|minor|girl|boy|juvenile|infant|youth", word)
            if grown and not frame.part and not frame.compared and not re.search(
                r"\bas (?:\w+ ){0,2}victims?\b|^\s+(?:\w+ )?(?:and|or) \w+ (?:\w+ )?(?:\w+ )?victims", text[end:]
            ):
                return None
        return (VICTIMS,), PERSONS, end, near
    if frame.measures:
        return None
    if word.startswith("victim") and re.search(
        r"\breport(?:ed|ing)\s+(?:(?:a|total|of|at|least|approximately|over|more|than|nearly|about|only|"
        r"an|additional|another|having)\s+)*$", text[: number.start]
    ):
        if re.match(r"\s+(?:\w+ly\s+)?(?:who|received|benefit|were (?!identif)|assist|participat|to\b|access|had|in shelter)", text[end:]):
            return None
        frame.measures = (VICTIMS,)
        return (VICTIMS,), PERSONS, end, False
    if frame.part or frame.compared:
        return (), PERSONS, end, False
    return None


def _bare(
    reader: _Reader,
    number: Number,
    frame: _Frame,
    near: bool,
    after: str,
    modifiers: list[str],
) -> tuple[tuple[str, ...], str, int, bool] | None:
    """A number without a noun of its own."""
    text = reader.text
    following = next((n for n in reader.numbers if n.start > number.end), None)
    if following and modifiers:
        between = text[number.end : following.start]
        if re.fullmatch(r"(?:\s+[\w-]+){1,4}?,?\s+(?:and|or)\s+(?:at least\s+)?", between) and all(
            _MODIFIER.match(word) or SUBSET.match(word) for word in modifiers
        ):
            head, head_end, words = _head(text[following.end :])
            return _count(reader, following, frame, True, head, head_end, words) and (
                *_count(reader, following, frame, True, head, head_end, words)[:2],  # type: ignore[index]
                number.end,
                False,
            )
    if modifiers and not all(_MODIFIER.match(word) for word in modifiers):
        return None
    if number.wordless and not (frame.compared or frame.aside or near):
        return None
    last = reader.mentions[-1] if reader.mentions else None
    unit = last.unit if last and not number.wordless else UNSPECIFIED
    if frame.compared or frame.part:
        measures = frame.measures or (last.measures if last else ())
        return measures, unit, number.end, False
    linked = last and re.fullmatch(r"[^,;.()—]{0,45}?,?\s*(?:and\s+)?", text[reader.last_end : number.start])
    if linked and re.match(r"\s+(?:for|of|in|involving|involved)\s", after) and last.measures:  # type: ignore[union-attr]
        if subset_of(re.split(r"[,;(—]|\band\b", after)[0]) not in (None, SPLIT):
            return last.measures, unit, number.end, False  # type: ignore[union-attr]
    if near and frame.measures:
        if VICTIMS in frame.measures and "victim" not in text:
            return None
        main = [m for m in reader.mentions if not m.aside and not m.part and not m.compared]
        if main and main[-1].subset and main[-1].measures != frame.measures:
            frame.subset = main[-1].subset
        return frame.measures, unit, number.end, False
    return None


def _passive(text: str, end: int) -> tuple[tuple[str, ...], int] | None:
    """Measures of the act done to what was counted: "three were convicted", "12 prosecuted"."""
    match = _PASSIVE.match(text[end:])
    start = end + match.end() if match else end
    done = _DONE.match(" " + text[start:]) if match else _DONE.match(text[start:])
    if not done:
        return None
    words = done["verbs"]
    verbs = [m for m in MEASURE_WORD.finditer(words) if m.group().lower().endswith(("ed", "found"))]
    if not verbs:
        return None
    measures = {measure_of(m)[1] for m in verbs}
    return tuple(m for m in MEASURES if m in measures), start + done.end()


def _unit(kind: str | None, reader: _Reader) -> str:
    if kind == "cases":
        return CASES
    if kind in ("persons", "officials", "victims"):
        return PERSONS
    return reader.mentions[-1].unit if reader.mentions else UNSPECIFIED


def _subset(
    reader: _Reader, number: Number, frame: _Frame, near: bool, head: re.Match[str] | None, end: int
) -> str | None:
    """Subset named by the words from a number to the next number, mark or clause."""
    text = reader.text
    following = next((n.start for n in reader.numbers if n.start >= end), len(text))
    if frame.dash and text[number.end : number.end + 1] == "—":
        end = number.end + 1
        stretch = text[end:following]
        return subset_of(re.split(r"[,;—(]", stretch)[0], part=True)
    stretch = _OF_WHOM.sub(lambda m: " " * len(m.group()), text[number.end : following])
    cut = _CUT.search(stretch, max(0, end - number.end))
    comma = stretch.find(",", max(0, end - number.end))
    stops = [len(stretch)]
    if cut:
        stops.append(cut.start())
    if comma >= 0:
        stops.append(comma)
    if compared := COMPARE.search(stretch):
        stops.append(compared.start())
    for verb in MEASURE_WORD.finditer(stretch, max(0, end - number.end)):
        if verb.start() > 3 and re.search(r"\b(?:and|or)\s+$", stretch[: verb.start()]):
            stops.append(verb.start())
            break
    words = stretch[: min(stops)]
    law = _WHICH_LAW.search(stretch)
    if law and law.start() == min(stops) and subset_of(words) is None:
        return subset_of(law["what"])
    named = subset_of(words, part=frame.part)
    if named is None and near:
        named = subset_of(text[frame.verb_end : number.start], part=frame.part)
        if named is None:
            noun = re.search(r"((?:sex|labor) trafficking|forced labor|forced begging)\s+(?:investigation|prosecution|conviction)s?$", text[: frame.verb_end], re.I)
            named = subset_of(noun[1]) if noun else None
    if head and head.lastgroup == "officials" and named in (None, TOTAL, OTHER):
        named = OFFICIALS
    if named is None and reader.mentions and reader.mentions[-1].subset and re.fullmatch(
        r"[^,;.()—]{0,60}\b(?:involving|against|of|with)\s+(?:[\w-]+\s+){0,2}",
        text[reader.last_end : number.start],
    ):
        named = reader.mentions[-1].subset
    if named is None and frame.subset and not frame.aside:
        named = frame.subset
    return named
