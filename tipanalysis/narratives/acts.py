"""What the grammar of one clause tells: act, direction, actor, quantity, group, period.

The reading is narrow. Only a clause that begins with its verb (or with a noun that stands for
one) and goes on with an object of the coding list (`tipanalysis.narratives.coding_list`) is told;
whatever is not clearly said stays empty, and the report then shows the theme alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tipanalysis.narratives.act_nouns import noun_at
from tipanalysis.narratives.act_objects import (
    act_at,
    lacking_at,
    passive_at,
)
from tipanalysis.narratives.act_states import lack_at, spared_at, state_at
from tipanalysis.narratives.act_subjects import subject_of
from tipanalysis.narratives.act_terms import (
    ADVERBS,
    BEGAN,
    BETTER,
    CEASE,
    CONSIDER,
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
    NOMINAL,
    NOMINALS,
    NONE,
    NOT,
    NOT_ENOUGH,
    NOTHING,
    REPORT,
    REPORTED,
    REPORTED_CHANGE,
    SAME,
    SELDOM,
    THERE_WERE_NONE,
    UNCLEAR,
    UNDER_WAY,
    UP_EFFORTS,
    UP_NOUN,
    WEAKLY,
    Kind,
    Told,
)
from tipanalysis.narratives.coding_list import forms

_DENIED = re.compile(r"\b(?:did|does|do|has|have) not(?: report)?\b|\bfailed to\b")

#: Where the next act of a clause may begin.
_NEXT = {
    "achievement": re.compile(
        r"(?:[;,](?: and)?| and) (?!including)(?=\w+ing |\w+ed |it |the government )|"
        r", including by (?=\w+ing )"
    ),
    "shortfall": re.compile(r"(?:[;,](?: and| or| but)?| and| but| yet) (?=\w)"),
    "recommendation": re.compile(r"(?:[;,](?: and)?| and) (?!including)(?=\w)"),
}

#: What follows "to" or "who" is a purpose or a description, not the next request.
_PURPOSE = re.compile(
    r"\b(?<!efforts )(?<!steps )(?:to|who|that|which|from|how|not|including|such|by|whether|for|"
    r"so|can|when|where)\b"
)


#: The actor where the one who is named does not act.
_NOBODY = "nobody"


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
    whole = LEAD.sub("", _plain(clause))
    if kind == "shortfall":
        whole = _with_denial(whole, clause, sentence)
    considered = kind == "recommendation" and whole.startswith("consider ")
    whole = whole.removeprefix("consider ")
    found = _first_clear(whole, kind)
    if found is None:
        return NOTHING
    if kind == "recommendation":
        act = f"{CONSIDER};{found.act}" if considered else found.act
        return replace(found, act=act, actor="government", quantity=None, unit="", period="")
    if found.actor == _NOBODY:
        return replace(found, actor="")
    return replace(found, actor=found.actor or subject_of(LEAD.sub("", _plain(sentence)))[0])


def _first_clear(text: str, kind: Kind) -> Told | None:
    """Several acts may share a clause: the first that is clear stands for it."""
    first = _clause(text, kind)
    if first:
        return first
    parts = _NEXT[kind].split(text)
    for number, part in enumerate(parts[1:], start=1):
        if kind == "recommendation" and _PURPOSE.search(" ".join(parts[:number])):
            return None
        found = _clause(LEAD.sub("", part.strip()), kind)
        if found and not (kind == "shortfall" and found.act in FAULTS):
            return found
    return None


def _clause(text: str, kind: Kind) -> Told | None:
    """One clause with its subject, if its direction goes with the kind."""
    actor, rest, partly = ("", text, False) if kind == "recommendation" else subject_of(text)
    found = _predicate(rest)
    if found is None and (lacked := LACKED.match(rest)):
        found = lack_at(f"lack of {rest[lacked.end() :]}", text[: len(text) - len(rest)])
    found = found or passive_at(text) or spared_at(rest) or state_at(text)
    if found is None:
        return None
    if partly and found.direction == NONE:
        found = replace(found, direction=NOT_ENOUGH)
    if not _fits(found, kind):
        return None
    if found.act in ("improve the law", "know of trafficking") or found.act.startswith("fund"):
        # Who lacks money, or works under a law, is not who should give it or change it.
        actor = actor if actor in ("government", "") else _NOBODY
    elif LACKED.match(rest) and not found.act.startswith("have"):
        actor = actor if actor in ("government", "") else _NOBODY
    return replace(found, actor=found.actor or actor)


def _with_denial(text: str, clause: str, sentence: str) -> str:
    """A clause cut from a list that is denied as a whole, with its denial again."""
    before, found, _ = sentence.partition(clause) if clause else ("", "", "")
    verb = re.match("[a-z-]+", text)
    if not found or not verb or verb[0] not in forms():
        return text
    before = _plain(before)
    denied = _DENIED.findall(before)
    if not denied or not re.search(r"(?:,|\bor|\bnor)$", f"{before},"):
        return text
    if verb[0].endswith("ing"):
        return f"did not report {text}" if "report" in denied[-1] else text
    return f"did not {text}" if forms()[verb[0]] == verb[0] else text


def _plain(text: str) -> str:
    """Lower case, straight quotes, no brackets, one kind of space."""
    words = text.casefold().replace("’", "'").replace("—", ", ").replace("–", "-")
    words = re.sub(r"\([^)]*\)", " ", words).replace("anti- trafficking", "anti-trafficking")
    words = re.sub(
        r", including (?:[\w'-]+ ){0,5}[\w'-]+,(?= (?:of|to|for|on|are|is|were)\b)", "", words
    )
    words = re.sub(r"\bscreen(?:ing|ed)? for and ", "", words)
    words = re.sub(
        r"\b(?:obtain|secure|achieve|obtain(?=ing)|secur(?=ing))(ing)? convictions (?:for|of|"
        r"against|in) ",
        r"convict\1 ",
        words,
    )
    words = DATIVE.sub(r"\1 \3 to \2", words)
    return " ".join(words.split()).strip(" .;,")


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
    rest = re.sub(r"^only (\w+ed) (?=\w+ )", r"\1 only ", rest)
    rest = re.sub("^(?:sometimes|at times|often|occasionally) (?!did not|failed|lacked)", "", rest)
    if nominal := NOMINAL.match(rest):
        return act_at(f"{NOMINALS[nominal['noun']]} {rest[nominal.end() :]}", "", "")
    if none := THERE_WERE_NONE.match(rest):
        return noun_at(f"no {rest[none.end() :]}", "")
    negated = NOT.match(rest)
    if negated:
        direction, rest = NONE, rest[negated.end() :]
        weakly = re.match(rf"^(?:{WEAKLY}|{ADVERBS})+", rest)
        if weakly and set(weakly[0].split()) - {"also", "ever", "still"}:
            direction = NOT_ENOUGH
        rest = rest[weakly.end() :] if weakly else rest
        rest = re.sub(r"^(?:yet |begin to |begin (?=\w+ing\b))", "", rest)
        if FIGURES.match(rest):
            return Told("report data", NOT_ENOUGH)
        if reported := REPORTED.match(rest):
            report, rest = True, rest[reported.end() :]
    elif lacked := LACKED.match(rest):
        return lacking_at(rest[lacked.end() :])
    elif seldom := SELDOM.match(rest):
        direction, rest = NOT_ENOUGH, rest[seldom.end() :]
    elif changed := REPORTED_CHANGE.match(rest):
        way = MORE if changed["way"] == "increase" else FEWER
        return noun_at(rest[changed.end() :], way)
    elif ceased := CEASE.match(rest):
        done = act_at(rest[ceased.end() :], "", "") or noun_at(rest[ceased.end() :], "")
        if done and done.act in FAULTS and not done.direction:
            return replace(done, direction=NONE)
    before = rest
    frame, unit, rest = _frame(rest)
    if negated and EFFORT.match(re.sub("^(?:yet )", "", before)):
        direction, frame = NOT_ENOUGH, ""
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
    if found is None and re.match(r"(?:\w+ly )?(?:more|fewer) ", rest):
        found = noun_at(rest, direction)
    if found is None and (up := UP_NOUN.match(before)) and frame == MORE:
        found = noun_at(before[up.end() :], MORE, EFFORTS if BETTER.match(before) else "")
    if found is None and frame in (MORE, FEWER) and before != rest:
        # "Strengthen the hotline": the verb itself is the act.
        found = act_at(before, NONE if negated else "", "")
    if found and report:
        if found.direction not in (NONE, NOT_ENOUGH):
            return None
        return replace(found, act=f"{REPORT};{found.act}")
    return found


def _frame(text: str) -> tuple[str, str, str]:
    """Direction, unit and the rest, of what stands before the verb itself."""
    text = re.sub(r"^(?:seek|sought|commit|committed|work|working|plan|help) to (?=\w)", "", text)
    for pattern, direction, unit in (
        (CONTINUED, SAME, ""),
        (UP_EFFORTS, MORE, EFFORTS),
        (DOWN_EFFORTS, FEWER, EFFORTS),
        (UNDER_WAY, "", ""),
        (BEGAN, UNCLEAR, ""),
    ):
        if match := pattern.match(text):
            rest = text[match.end() :]
            if pattern is CONTINUED and (again := UP_EFFORTS.match(rest)):
                return MORE, EFFORTS, rest[again.end() :]
            if pattern is CONTINUED and (again := UP_NOUN.match(rest)):
                better = BETTER.match(rest)
                return MORE, EFFORTS if better else "", rest[again.end() :]
            return direction, unit, rest
    if match := EFFORT.match(text):
        how = match["how"] or match["little"] or ""
        direction = NOT_ENOUGH if LITTLE.match(how) else ""
        unit = EFFORTS if not direction else ""
        if how.strip() in ("greater", "more", "increased"):
            direction = MORE
        return direction, unit, text[match.end() :]
    for pattern, direction in ((UP_NOUN, MORE), (DOWN_NOUN, FEWER)):
        if match := pattern.match(text):
            better = BETTER.match(text)
            return direction, EFFORTS if better else "", text[match.end() :]
    return "", "", text
