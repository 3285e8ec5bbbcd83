"""What the grammar of one clause tells: act, direction, actor, quantity, group, period.

The reading is narrow. Only a clause that begins with its verb (or with a noun that stands for
one) and goes on with an object of the coding list (`tipanalysis.narratives.coding_list`) is told;
whatever is not clearly said stays empty, and the report then shows the theme alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tipanalysis.narratives.act_nouns import (
    noun_at,
    spared_at,
    state_at,
)
from tipanalysis.narratives.act_objects import (
    act_at,
    lacking_at,
    passive_at,
)
from tipanalysis.narratives.act_terms import (
    ACTORS,
    ADVERBS,
    BEGAN,
    BETTER,
    CEASE,
    CONTINUED,
    DATIVE,
    DOWN_EFFORTS,
    DOWN_NOUN,
    EFFORT,
    EFFORTS,
    FAULTS,
    FEWER,
    FIGURES,
    LACKED,
    LEAD,
    LIGHT,
    LITTLE,
    MORE,
    NONE,
    NOT,
    NOT_ENOUGH,
    NOTHING,
    REPORT,
    REPORTED,
    SAME,
    UNCLEAR,
    UP_EFFORTS,
    UP_NOUN,
    WEAKLY,
    Kind,
    Told,
)

_NEXT_ACT = re.compile(r"(?:[;,](?: and)?| and) (?!including)(?=\w+ing )")


def told(clause: str, kind: Kind, sentence: str = "") -> Told:
    """What one clause clearly says.

    Parameters
    ----------
    clause : str
        The clause of an achievement or a shortfall, or the item of a recommendation.
    kind : {"achievement", "shortfall", "recommendation"}
        What the clause is about; a fault told as a plain act is left empty.
    sentence : str, optional
        The sentence around the clause, for its subject.

    Returns
    -------
    Told
        `NOTHING` where the clause is not clear.

    Examples
    --------
    >>> told("convicting more traffickers", "achievement").direction
    'more'
    >>> told("did not report investigating any traffickers", "shortfall").act
    'report;investigate'
    >>> told("did not cooperate with the bank", "shortfall") == Told()
    True
    """
    text = LEAD.sub("", _plain(clause))
    actor, text = _subject(text)
    whole = LEAD.sub("", _plain(clause))
    found = _predicate(text) or passive_at(text) or spared_at(text) or state_at(whole)
    if found is None and kind == "achievement":
        # Several acts share a clause: the first that is clear stands for it.
        parts = (_predicate(LEAD.sub("", part)) for part in _NEXT_ACT.split(text)[1:])
        found = next((part for part in parts if part and _fits(part, kind)), None)
    if found is None or not _fits(found, kind):
        return NOTHING
    if kind == "recommendation":
        return replace(found, actor="government", quantity=None, unit="", period="")
    return replace(found, actor=actor or _subject(LEAD.sub("", _plain(sentence)))[0])


def _plain(text: str) -> str:
    """Lower case, straight quotes, no brackets, one kind of space."""
    words = text.casefold().replace("’", "'").replace("—", ", ").replace("–", "-")
    words = re.sub(r"\([^)]*\)", " ", words).replace("anti- trafficking", "anti-trafficking")
    words = DATIVE.sub(r"\1 \3 to \2", words)
    return " ".join(words.split()).strip(" .;,")


def _subject(text: str) -> tuple[str, str]:
    for name, pattern in ACTORS:
        match = re.match(
            rf"^(?:{pattern}) (?={ADVERBS}(?:\w+ed|\w+s|did|has|have|had|does|do|continued|made|"
            rf"held|took|began|gave|ran|never|lacked)\b)",
            text,
        )
        if match:
            return name, re.sub(r"^(?:also|then|further|however,?) ", "", text[match.end() :])
    return "", text


def _fits(found: Told, kind: Kind) -> bool:
    """Whether the direction goes with the kind: only then is the clause clear."""
    bad = found.direction in (NONE, NOT_ENOUGH, FEWER)
    fault = any(act in FAULTS for act in found.act.split(";"))
    if kind == "shortfall":
        return bad != fault
    if kind == "achievement":
        return not bad and not fault
    return found.act.split(";")[0] != REPORT and (
        found.direction == NONE if fault else found.direction not in (NONE, NOT_ENOUGH, FEWER)
    )


def _predicate(text: str) -> Told | None:
    """A clause that begins with its verb, behind not, more, still and the like."""
    direction, unit, report = "", "", False
    rest = re.sub(f"^{ADVERBS}", "", text)
    negated = NOT.match(rest)
    if negated:
        direction, rest = NONE, rest[negated.end() :]
        weakly = re.match(rf"^(?:{WEAKLY}|{ADVERBS})+", rest)
        if weakly and set(weakly[0].split()) - {"also", "ever", "still"}:
            direction = NOT_ENOUGH
        rest = rest[weakly.end() :] if weakly else rest
        if FIGURES.match(rest):
            return Told("report data", NOT_ENOUGH)
        if reported := REPORTED.match(rest):
            report, rest = True, rest[reported.end() :]
    elif lacked := LACKED.match(rest):
        return lacking_at(rest[lacked.end() :])
    elif ceased := CEASE.match(rest):
        done = act_at(rest[ceased.end() :], NONE, "") or noun_at(rest[ceased.end() :], NONE)
        return done if done and done.act in FAULTS else None
    frame, unit, rest = _frame(rest)
    if frame and direction:
        direction = NOT_ENOUGH if frame in (MORE, NOT_ENOUGH) else UNCLEAR
    direction = direction or frame
    if direction == UNCLEAR:
        return None
    rest = re.sub(f"^{ADVERBS}", "", rest)
    rest = re.sub(r"^report(?:ed|ing) (?=\w+ing )", "", rest)
    found = act_at(rest, direction, unit)
    if found is None and (light := LIGHT.match(rest)):
        found = noun_at(rest[light.end() :], direction)
    if found is None and (frame in (MORE, FEWER, SAME) or report):
        found = noun_at(rest, direction, unit)
    if found and report:
        if found.direction != NONE:
            return None
        return replace(found, act=f"{REPORT};{found.act}")
    return found


def _frame(text: str) -> tuple[str, str, str]:
    """Direction, unit and the rest, of what stands before the verb itself."""
    for pattern, direction, unit in (
        (CONTINUED, SAME, ""),
        (UP_EFFORTS, MORE, EFFORTS),
        (DOWN_EFFORTS, FEWER, EFFORTS),
        (BEGAN, UNCLEAR, ""),
    ):
        if match := pattern.match(text):
            rest = text[match.end() :]
            if pattern is CONTINUED and (again := UP_EFFORTS.match(rest)):
                return MORE, EFFORTS, rest[again.end() :]
            return direction, unit, rest
    if match := EFFORT.match(text):
        how = match["how"] or ""
        direction = NOT_ENOUGH if LITTLE.match(how) else ""
        if how.strip() in ("greater", "more", "increased"):
            direction = MORE
        return direction, EFFORTS if direction == MORE else "", text[match.end() :]
    for pattern, direction in ((UP_NOUN, MORE), (DOWN_NOUN, FEWER)):
        if match := pattern.match(text):
            better = BETTER.match(text)
            return direction, EFFORTS if better else "", text[match.end() :]
    return "", "", text
