"""The noun phrase around a number: what is counted, in which unit, of which subset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tipanalysis.narratives.comparison import COMPARE
from tipanalysis.narratives.count_cues import CONVICTED_CASES
from tipanalysis.narratives.counts import count_of
from tipanalysis.narratives.cues import (
    BEGINNING_ALL,
    CHOSEN,
    CUT,
    DEFINITE,
    ENDURING,
    NEAR,
    OF_THE,
    OF_WHOM,
    OFFICE_CRIME,
    OTHER_CRIME,
    PASSIVE,
    STALE,
    SUBJECT_VERB,
    WHICH_LAW,
)
from tipanalysis.narratives.heads import head_noun
from tipanalysis.narratives.measures import (
    HEAD,
    MEASURE_WORD,
    OFFICIALS,
    OTHER,
    SPLIT,
    TOTAL,
    subset_of,
)
from tipanalysis.narratives.numbers import Number

if TYPE_CHECKING:
    from tipanalysis.narratives.mentions import Frame
    from tipanalysis.narratives.scene import Scene

#: "for forced prostitution, forced labor, and forced begging": the list goes on.
_NEXT_FORM = re.compile(
    r"\s*(?:and |or )?(?:forced|labor traffick|sex traffick|sexual|domestic servitude|bonded|"
    r"begging)",
    re.IGNORECASE,
)
#: "for allegedly subjecting eight women to forced labor": those whom the crime was done to.
_UNDER_FORCE = re.compile(
    r"\b(?:subject|exploit|forc|coerc|compel|recruit|lur|deceiv|smuggl|transport|kidnap|sell|hold)"
    r"\w*ing(?: (?:at|least|approximately|up|to|over|more|than|about|a|total|of))* $"
)
#: "Since 2010, courts have convicted only four traffickers"
_SINCE = re.compile(r"Since\b[^,]*\b(?:19|20)\d\d, [^.;]*\bha(?:s|ve)\b")
#: Papers withheld are no trafficking, unless the text says so.
_PASSPORTS = re.compile(r"\bpassport (?:retention|confiscation|withholding)", re.IGNORECASE)
_TRAFFICKING = re.compile(r"traffick|forced labor|servitude")
#: "in one case, four labor traffickers", "with two men receiving sentences"
_IN_PASSING = re.compile(r"^(?:, in one case,|with \w+ \w+ receiving)")
#: "in addition to four convictions under other laws": beside the figure before.
_IN_ADDITION = re.compile(r"\bin addition to (?:(?:another|a further) )?$")
#: "prosecuted six defendants in all five cases": the same, counted by cases.
_IN_ALL_CASES = re.compile(r"^ in all (?:of the )?[\w,-]+ (?:[\w-]+ )?cases?\b")
#: "eight total convictions": of no part, whatever stood before.
_IN_ALL = re.compile(r" (?:total|overall|combined) ")

#: "12 federal and 30 state investigations": parts by level of government, neither the total.
_BY_LEVEL = re.compile(
    r"[\w,-]+ (?:federal|state|provincial|local) and [\w,-]+ (?:federal|state|provincial|local)"
    r"(?: trafficking)? (?:investigations|prosecutions|convictions|cases)\b"
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


def read_phrase(scene: Scene, number: Number, frame: Frame) -> Phrase | None:
    """What a number counts, or None where it counts nothing of ours."""
    text = scene.text
    before, after = text[: number.start], text[number.end :]
    if (
        DEFINITE.search(before[-40:])
        and not frame.compared
        and text[frame.verb_end : number.start] != " all "
        and not (BEGINNING_ALL.search(before) and re.match(r" investigations\b", after))
        and not (number.value > 1 and _IN_ALL_CASES.search(text[scene.last_end : number.end + 12]))
    ):
        if number.start < 12 and frame.aside == 0:
            frame.part, frame.measures = True, ()
        return None
    if number.value and _SINCE.match(text):
        return None
    if (_UNDER_FORCE.search(before) and not frame.aside) or _IN_PASSING.search(
        text[max(0, number.start - 5) : number.end + 20]
    ):
        return None
    if (
        ENDURING.match(after)
        or STALE.match(after)
        and not OF_THE.match(after)
        or scene.is_theirs(number.start)
    ):
        return None
    near = frame.verb_end >= 0 and bool(NEAR.match(text[frame.verb_end : number.start]))
    head, head_end, modifiers = head_noun(after)
    chosen = CHOSEN.match(after)
    linked = " in " in text[max(scene.last_end, scene.clause, 0) : number.start]
    passive = chosen and PASSIVE.match(after[chosen.end() :])
    free = (
        near or (frame.part and not frame.semi) or linked or passive or CONVICTED_CASES.match(after)
    )
    if chosen and frame.semi and re.match(r"\s+(?:were|was|involved)\b", after[chosen.end() :]):
        free = True
    if chosen and not free:
        return None
    if chosen and frame.measures and not SUBJECT_VERB.match(after[chosen.end() :]):
        head = HEAD.match(chosen["head"])
        head_end = chosen.end()
    found = count_of(scene, number, frame, near, head, head_end, modifiers)
    if found is None:
        return None
    measures, unit, end, sure = found
    if "passport" in before and _PASSPORTS.search(before) and not _TRAFFICKING.search(text):
        return None
    following = next((n.start for n in scene.numbers if n.start >= end), len(text))
    said = re.sub(r"“(?:Act|Law)\b[^”]*", "", text[number.end : following])
    if OTHER_CRIME.search(re.split(r"[,;(—]|\bof which\b|\bin 20\d\d", said)[0]):
        return None
    subset = _subset(scene, number, frame, near, head, end)
    if subset == OFFICIALS and OFFICE_CRIME.search(text, end) and "traffick" not in text:
        return None
    return Phrase(measures, subset, unit, end, sure)


def _subset(
    scene: Scene, number: Number, frame: Frame, near: bool, head: re.Match[str] | None, end: int
) -> str | None:
    """Subset named by the words from a number to the next number, mark or clause."""
    text = scene.text
    if scene.mentions and _IN_ADDITION.search(text[: number.start]):
        return OTHER
    if any(m.start() <= number.start < m.end() for m in _BY_LEVEL.finditer(text)):
        return OTHER
    following = next((n.start for n in scene.numbers if n.start >= end), len(text))
    if frame.dash and text[number.end : number.end + 1] == "—":
        end = number.end + 1
        stretch = text[end:following]
        return subset_of(re.split(r"[,;—(]", stretch)[0], part=True)
    stretch = OF_WHOM.sub(lambda m: " " * len(m.group()), text[number.end : following])
    cut = CUT.search(stretch, max(0, end - number.end))
    commas = (m for m in re.finditer(",", stretch) if m.start() >= end - number.end)
    comma = next((m.start() for m in commas if not _NEXT_FORM.match(stretch, m.end())), -1)
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
    law = WHICH_LAW.search(stretch)
    if law and law.start() == min(stops) and subset_of(words) is None:
        return subset_of(law["what"])
    named = subset_of(words, part=frame.part)
    if named is None and _IN_ALL.match(text[number.end :]):
        named = TOTAL
    if named is None and near:
        named = subset_of(text[frame.verb_end : number.start], part=frame.part)
        if named is None:
            noun = re.search(
                r"((?:sex|labor) trafficking|forced labor|forced begging)\s+(?:investigation|"
                r"prosecution|conviction)s?$",
                text[: frame.verb_end],
                re.I,
            )
            named = subset_of(noun[1]) if noun else None
    if head and head.lastgroup == "officials" and named in (None, TOTAL, OTHER, SPLIT):
        named = OFFICIALS
    if (
        named is None
        and scene.mentions
        and scene.mentions[-1].subset
        and (frame.part or frame.compared or not scene.mentions[-1].part)
        and re.fullmatch(
            r"[^,;.()—]{0,60}\b(?:involving|against|of|with|in)\s+(?:[\w-]+\s+){0,2}",
            text[scene.last_end : number.start],
        )
    ):
        named = scene.mentions[-1].subset
    if named is None and head is None and frame.part:
        main = [m for m in scene.mentions if not m.aside and not m.compared]
        if main and main[-1].subset == OFFICIALS:
            named = OFFICIALS
    if named is None and frame.subset and not frame.aside:
        named = frame.subset
    return named
