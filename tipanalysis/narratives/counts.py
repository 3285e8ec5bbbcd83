"""What a number counts: measures, unit, and where the words that say so end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tipanalysis.narratives.count_cues import (
    CONVICTED_CASES,
    DATED,
    ENROLLED,
    IN_PROSTITUTION,
    LED_ON,
    OF_PERSONS,
    OF_THOSE_COUNTED,
    OF_TRAFFICKING,
    OF_WHOM_VICTIMS,
    OTHERWISE_DONE,
    OUTCOME,
    PROSECUTED_CASES,
    RECEIVING,
    REVIEWED,
    SELF,
    STACK,
    SUSPECTS,
    UNCONFIRMED,
    WHO_WERE,
)
from tipanalysis.narratives.cues import (
    CHOSEN,
    DONE,
    NEAR,
    NOUNS,
    PASSIVE,
    SUBJECT_VERB,
    UNDERGONE,
)
from tipanalysis.narratives.heads import MODIFIER, head_noun
from tipanalysis.narratives.measures import (
    CASES,
    CONVICTIONS,
    INVESTIGATIONS,
    MEASURE_WORD,
    MEASURES,
    PERSONS,
    PROSECUTIONS,
    SPLIT,
    SUBSET,
    UNSPECIFIED,
    VICTIMS,
    measure_of,
    subset_of,
)
from tipanalysis.narratives.numbers import Number

if TYPE_CHECKING:
    from tipanalysis.narratives.mentions import Frame
    from tipanalysis.narratives.scene import Scene


def count_of(
    scene: Scene,
    number: Number,
    frame: Frame,
    near: bool,
    head: re.Match[str] | None,
    head_end: int,
    modifiers: list[str],
) -> tuple[tuple[str, ...], str, int, bool] | None:
    """Measures, unit, end and sureness of a number, or None."""
    text = scene.text
    after = text[number.end :]
    kind = head.lastgroup if head else None
    end = number.end + head_end
    if convicted := CONVICTED_CASES.match(after):
        frame.measures = (CONVICTIONS,)
        if not frame.aside:
            frame.part = False
        return (CONVICTIONS,), CASES, number.end + convicted.end(), True
    if prosecuted := PROSECUTED_CASES.match(after):
        frame.measures, frame.part = (PROSECUTIONS,), frame.part and bool(frame.aside)
        return (PROSECUTIONS,), CASES, number.end + prosecuted.end(), True
    if kind in (INVESTIGATIONS, PROSECUTIONS, CONVICTIONS, "arrests"):
        nouns = [] if kind == "arrests" else [kind]
        while more := NOUNS.match(text[end:]):
            nouns.append(measure_of(MEASURE_WORD.match(more["noun"]))[1])  # type: ignore[arg-type]
            end += more.end()
        if (
            not nouns
            or LED_ON.match(text, end)
            or REVIEWED.search(text[: number.start])
            or ("preliminary" in modifiers and "formal investigation" in text)
        ):
            return None
        measures = tuple(m for m in MEASURES if m in nouns)
        frame.measures, frame.verb_end = measures, -1
        main = [m for m in scene.mentions if not m.aside and not m.compared]
        another = main and not set(main[-1].measures) & set(measures)
        if not frame.aside and (
            OUTCOME.search(text[: number.start])
            or (another and text[: number.start].endswith(", and "))
        ):
            frame.part = False
        if frame.semi and not frame.aside:
            frame.part = frame.semi = False
        return measures, PERSONS if OF_PERSONS.match(text[end:]) else UNSPECIFIED, end, True
    if number.wordless and text[number.start : number.end].lower() == "no" and kind is None:
        return None
    if number.wordless and after.startswith(" such ") and kind not in MEASURES:
        return None
    if (
        re.match(
            r"\s+for (?:further |possible |criminal )?(?:investigation|prosecution)\b", text[end:]
        )
        and kind == "cases"
    ):
        return None
    if OTHERWISE_DONE.match(after):
        return None
    among = OF_WHOM_VICTIMS.match(after) if VICTIMS in frame.measures else None
    if among and not any(VICTIMS in m.measures for m in scene.mentions):
        frame.part = frame.orphan = False
        return (VICTIMS,), PERSONS, number.end + among.end(), True
    if UNDERGONE.match(text[end if head else number.end :]):
        return None
    of_trafficking = OF_TRAFFICKING.match(text[end:]) if head else None
    whom = WHO_WERE.match(after) if kind is None else None
    passed = _passive(text, number.end + whom.end()) if whom else None
    if passed and not set(passed[0]) & set(frame.measures):
        frame.part = False
        return passed[0], _unit(None, scene), passed[1], True
    done_from = (end + (of_trafficking.end() if of_trafficking else 0)) if head else end
    chosen = CHOSEN.match(after)
    if chosen and head is None:
        done_from = number.end + chosen.end()
    reducible = not chosen or PASSIVE.match(text[done_from:])
    done = _passive(text, done_from) if reducible else None
    state = frame.measures
    if done:
        measures, done_end = done
        governed = text[frame.neutral_end : number.start]
        if frame.neutral_end >= 0 and NEAR.match(governed) and not PASSIVE.match(text[end:]):
            return None
        if VICTIMS in measures and kind in ("cases", "officials"):
            return None
        reduced = not PASSIVE.match(text[end:])
        if (
            reduced
            and not frame.measures
            and not frame.compared
            and VICTIMS in measures
            and RECEIVING.search(text[: number.start])
        ):
            return None
        if re.match(r"\s+by (?:an? |the |\w+ )?(?:NGO|international|civil)", text[done_end:]):
            return None
        if VICTIMS in measures and kind is None and not re.search(r"victim", text):
            return None
        if kind == "victims" and VICTIMS not in measures:
            return None
        unit = _unit(kind, scene)
        if kind is None or chosen:
            end = done_end
            main = [m for m in scene.mentions if not m.aside and not m.compared]
            whole = main and main[-1].measures and main[-1].subset in (None, SPLIT)
            opening = OF_THOSE_COUNTED.match(text)
            named = {measure_of(m)[1] for m in MEASURE_WORD.finditer(opening[0])} if opening else ()
            fresh = opening and VICTIMS not in measures and not set(measures) & set(named)
            if (
                frame.part
                and not frame.aside
                and (fresh or whole and not set(measures) & set(state))
            ):
                frame.part = frame.semi = False
            frame.measures = measures
        return measures, unit, end, head is not None
    undergone = frame.neutral_end > frame.verb_end and bool(
        NEAR.match(text[frame.neutral_end : number.start])
    )
    if undergone and not state:
        return None
    if kind is None:
        return _bare(scene, number, frame, near, after, modifiers)
    if not near and SUBJECT_VERB.match(text[end:]) and not frame.part and not frame.compared:
        return None
    if kind == "victims":
        return _victims(scene, number, frame, near, end, head)
    if kind == "cases":
        state = tuple(m for m in state if m != VICTIMS)
    elif kind == "persons" and near and state == (VICTIMS,) and SUSPECTS.match(after):
        frame.measures = state = (INVESTIGATIONS,)
    elif kind in ("officials", "persons") and VICTIMS in state:
        if kind == "officials" or "victim" not in text:
            state = tuple(m for m in state if m != VICTIMS)
        if SUSPECTS.match(text[number.end :]):
            state = tuple(m for m in state if m != VICTIMS)
    if not state:
        if frame.compared and not frame.measures and frame.neutral_end < 0:
            return (), _unit(kind, scene), end, False
        if frame.part and re.search(r"involv\w+\s+(?:\w+ ){0,2}$", text[: number.start]):
            return (), _unit(kind, scene), end, True
        if frame.part and not frame.measures and frame.neutral_end < 0:
            return (), _unit(kind, scene), end, False
        return None
    return state, _unit(kind, scene), end, near


def _victims(
    scene: Scene, number: Number, frame: Frame, near: bool, end: int, head: re.Match[str] | None
) -> tuple[tuple[str, ...], str, int, bool] | None:
    """A count of victims: identified, or the victims of a case."""
    text = scene.text
    word = head.group().lower() if head else ""
    if VICTIMS in frame.measures:
        if not word.startswith(("victim", "survivor")):
            if "victim" not in text and "victim" not in scene.before:
                return None
            if IN_PROSTITUTION.match(text, number.end) and not re.search("victim|traffick", text):
                return None
            grown = not re.match(r"child|minor|girl|boy|juvenile|infant|youth", word)
            if (
                grown
                and not frame.part
                and not frame.compared
                and not re.search(
                    r"\bas (?:\w+ ){0,2}victims?\b|^\s+(?:\w+ )?(?:and|"
                    r"or) \w+ (?:\w+ )?(?:\w+ )?victims",
                    text[end:],
                )
            ):
                return None
        return (VICTIMS,), PERSONS, end, near
    if near and frame.measures == (INVESTIGATIONS,) and UNCONFIRMED.match(text, number.end):
        return frame.measures, PERSONS, end, True
    if frame.measures:
        return None
    if (
        word.startswith("victim")
        and not number.wordless
        and re.search(
            r"\breport(?:ed|ing)\s+(?:(?:a|total|of|at|least|approximately|over|more|than|nearly|"
            r"about|only|"
            r"an|additional|another|having)\s+)*$",
            text[: number.start],
        )
    ):
        if re.match(
            r"\s+(?:\w+ly\s+)?(?:who|received|benefit|were (?!identif)|assist|participat|to\b|"
            r"access|had|in shelter)",
            text[end:],
        ) or ENROLLED.match(text[end:]):
            return None
        frame.measures = (VICTIMS,)
        return (VICTIMS,), PERSONS, end, False
    if frame.compared or (frame.part and frame.neutral_end < 0):
        return (), PERSONS, end, False
    return None


def _bare(
    scene: Scene,
    number: Number,
    frame: Frame,
    near: bool,
    after: str,
    modifiers: list[str],
) -> tuple[tuple[str, ...], str, int, bool] | None:
    """A number without a noun of its own."""
    text = scene.text
    following = next((n for n in scene.numbers if n.start > number.end), None)
    if following and modifiers:
        between = text[number.end : following.start]
        if re.fullmatch(r"(?:\s+[\w-]+){1,4}?,?\s+(?:and|or)\s+(?:at least\s+)?", between) and all(
            MODIFIER.match(word) or SUBSET.match(word) for word in modifiers
        ):
            head, head_end, words = head_noun(text[following.end :])
            found = count_of(scene, following, frame, True, head, head_end, words)
            if found:
                return *found[:2], number.end, False
    if modifiers and not all(MODIFIER.match(word) for word in modifiers):
        return None
    if number.wordless and not (frame.compared or frame.aside or near):
        return None
    last = scene.mentions[-1] if scene.mentions else None
    unit = last.unit if last and not number.wordless else UNSPECIFIED
    if (frame.compared or frame.aside) and _stacked(scene):
        unit = UNSPECIFIED
    if frame.compared or frame.part:
        measures = frame.measures or (last.measures if last else ())
        return measures, unit, number.end, False
    linked = not near and re.fullmatch(
        r"[^,;.(—]{0,45}?,?\s*(?:(?:and|but)\s+)?(?:(?:at least|about|nearly|over|more than)\s+)?",
        text[scene.last_end : number.start],
    )
    kinds = re.match(r"\s+(?:were\s+)?(?:for|of|in|with|to|involving|involved)\s[^,;(—]*", after)
    if last and linked and kinds and last.measures and DATED.match(after):
        return last.measures, unit, number.end, False
    if last and linked and kinds and last.measures:
        named = subset_of(re.split(r"\band\b", kinds.group())[0].strip())
        if named not in (None, SPLIT):
            return last.measures, unit, number.end, False
    if near and frame.measures:
        if VICTIMS in frame.measures and "victim" not in text:
            return None
        main = [m for m in scene.mentions if not m.aside and not m.part and not m.compared]
        if main and main[-1].subset and main[-1].measures != frame.measures:
            frame.subset = main[-1].subset
        return frame.measures, unit, number.end, False
    return None


def _stacked(scene: Scene) -> bool:
    """Whether the last two figures count the same in two units: "12 cases with 20 suspects"."""
    main = [m for m in scene.mentions if not m.aside and not m.compared][-2:]
    return (
        len(main) == 2
        and main[0].measures == main[1].measures
        and main[0].unit != main[1].unit
        and bool(STACK.search(scene.text[main[0].start : main[1].start]))
    )


def _passive(text: str, end: int) -> tuple[tuple[str, ...], int] | None:
    """Measures of the act done to what was counted: "three were convicted", "12 prosecuted"."""
    match = PASSIVE.match(text[end:])
    start = end + match.end() if match else end
    source = " " + text[start:] if match else text[start:]
    done = DONE.match(source)
    if not done:
        return None
    verbs = [
        m
        for m in MEASURE_WORD.finditer(source, done.start("verbs"))
        if m.start() < done.end("verbs")
        and m.group().lower().endswith(("ed", "found", "sent", "brought"))
    ]
    if not verbs:
        return None
    measures = {measure_of(m)[1] for m in verbs}
    if measures == {VICTIMS} and SELF.match(text[start + done.end() :]):
        return None
    return tuple(m for m in MEASURES if m in measures), start + done.end()


def _unit(kind: str | None, scene: Scene) -> str:
    if kind == "cases":
        return CASES
    if kind in ("persons", "officials", "victims"):
        return PERSONS
    return scene.mentions[-1].unit if scene.mentions else UNSPECIFIED
