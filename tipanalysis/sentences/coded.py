"""From the codes of a machine-coded row to a sentence in our own words.

The sentence says no more than the codes: act, direction, actor, quantity and group. Never is it
a sentence of the Report. A row of which only the theme is known has no sentence here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tipanalysis.narratives.act_terms import CONSIDER, EFFORTS, REPORT
from tipanalysis.narratives.coding_list import acts as coding_list
from tipanalysis.narratives.coding_list import inflected
from tipanalysis.sentences.act_words import (
    MEASURES,
    NEW_ONES,
    ONE,
    PHRASES,
    SUBJECTS,
    SUBSETS,
    TOPICS,
    VICTIMS,
)
from tipanalysis.sentences.words import listed, number_word
from tipanalysis.shown import plain


def sentence(row: Mapping[str, Any], statistics: pd.DataFrame | None = None) -> str:
    """One finding or recommendation in our own words.

    Parameters
    ----------
    row : mapping
        A row of ``findings`` or ``recommendations``: ``act``, ``direction``, ``actor``,
        ``group`` and, of a finding, ``kind``, ``quantity`` and ``unit``.
    statistics : DataFrame, optional
        The rows of ``statistics`` of the same country and edition; where they bear out the
        direction, their figures stand in brackets.

    Returns
    -------
    str
        Safe in Markdown; empty where the codes do not make a sentence.

    Examples
    --------
    >>> sentence({"kind": "achievement", "act": "convict", "direction": "more"})
    'Convicted more traffickers.'
    >>> sentence({"kind": "shortfall", "act": "conduct inspections", "direction": "not enough",
    ...           "group": "victims"})
    'Labor inspections led to few victims identified.'
    >>> sentence({"act": "train;identify victims", "direction": "more"})
    'Give officials more training in identifying victims.'
    """
    codes = {key: _text(row.get(key)) for key in ("kind", "act", "direction", "actor", "group")}
    keys = codes["act"].split(";") if codes["act"] else []
    reported, considered = keys[:1] == [REPORT], keys[:1] == [CONSIDER]
    keys = keys[1:] if reported or considered else keys
    if not keys or any(key not in coding_list() for key in keys):
        return ""
    codes["unit"] = _text(row.get("unit"))
    quantity = row.get("quantity")
    number = None if quantity is None or pd.isna(quantity) else int(quantity)
    said = _Said(keys, codes, number)
    if reported:
        words = said.not_reported()
    elif considered:
        words = said.considered()
    elif not codes["kind"]:
        words = said.asked()
    elif codes["kind"] == "shortfall":
        words = said.faulted()
    else:
        words = said.credited()
    if not words:
        return ""
    subject = SUBJECTS.get(codes["actor"], "") if codes["kind"] else ""
    if subject and not said.whole:
        words = f"{subject} {words}"
    plain_list = reported or statistics is None or not codes["kind"]
    figures = "" if plain_list else _figures(keys, codes, statistics)
    return plain(f"{words[:1].upper()}{words[1:]}{figures}.")


class _Said:
    """The words of one row, before its subject and figures."""

    def __init__(self, keys: list[str], codes: Mapping[str, str], quantity: int | None) -> None:
        self.keys = keys
        self.direction = codes["direction"]
        self.group = codes["group"]
        self.unit = codes["unit"]
        self.quantity = quantity
        self.whole = False
        self.counted = coding_list()[keys[0]][1].counted and not self._is_training
        self.verbs, self.object = self._phrase()

    @property
    def _is_training(self) -> bool:
        return self.keys[0] == "train"

    def _phrase(self) -> tuple[list[str], str]:
        """Own verbs and their object."""
        if self._is_training:
            topics = [TOPICS[key] for key in self.keys[1:] if key in TOPICS]
            if {"investigate", "prosecute"} <= set(self.keys):
                topics.remove(TOPICS["investigate"])
                topics[topics.index(TOPICS["prosecute"])] = "investigating and prosecuting cases"
            whom = listed(self.group.split(";")) if self.group else "officials"
            return ["train"], whom + (f" in {listed(topics)}" if topics else "")
        if self.keys[0] in PHRASES:
            verb, _, rest = PHRASES[self.keys[0]].partition(" ")
            return [verb], rest
        verbs = [coding_list()[key][0] for key in self.keys]
        return list(dict.fromkeys(verbs)), self._object()

    def _object(self) -> str:
        thing = coding_list()[self.keys[0]][1]
        if thing.name == "traffickers":
            return _culprits(self.keys, self.group, self.unit)
        verbs = {coding_list()[key][0] for key in self.keys}
        if thing.name == "to account":
            return (
                "complicit officials to account" if self.group else "those responsible to account"
            )
        if thing.name == "plan" and verbs <= {"implement", "update", "fund"}:
            return "the national action plan"
        if thing.name == "law" and verbs & {"draft", "enact"}:
            return "a law against trafficking"
        if thing.name == "victims" and "refer" in verbs:
            return f"{_victims(self.group)} to care"
        if thing.name in ("victims", "services", "shelters"):
            return thing.says.replace("victims", _victims(self.group))
        if thing.name == "procedures":
            ends = "referring" if self.group == "referral" else "identifying"
            return f"procedures for {ends} victims"
        return thing.says

    def base(self) -> str:
        """Plain verbs and object: "investigate and prosecute suspected traffickers"."""
        return f"{listed(self.verbs)} {self.object}"

    def past(self, number: str = "") -> str:
        """Past verbs, a quantity in words, and object."""
        verbs = listed([inflected(verb)[0] for verb in self.verbs])
        return " ".join(part for part in (verbs, number, self.object) if part)

    def credited(self) -> str:
        """What was done."""
        if self.direction == "more":
            return self._more()
        if self.direction == "same":
            return f"continued to {self._with_quantity(self.base())}"
        if self.direction == "new":
            fresh = self._fresh()
            if fresh:
                return f"{inflected(self.verbs[0])[0]} {fresh}" if len(self.verbs) == 1 else ""
            return f"{self._with_quantity(self.past())}, which the Report calls a first"
        if self.direction:
            return ""
        if self.unit == EFFORTS:
            return f"took steps to {self.base()}"
        return self._with_quantity(self.past())

    def _more(self) -> str:
        if self._is_training:
            whom, _, topic = self.object.partition(" in ")
            return f"gave {whom} more training{' in ' + topic if topic else ''}"
        if self.counted and self.unit != EFFORTS and self.keys[0] not in PHRASES:
            return self.past("more")
        return f"did more to {self.base()}"

    def _fresh(self) -> str:
        for plain_words, new in NEW_ONES.items():
            if self.object.startswith(plain_words):
                return new + self.object[len(plain_words) :]
        return ""

    def _with_quantity(self, words: str) -> str:
        if self.quantity is None or not self.counted or self.object not in words:
            return words
        return words.replace(self.object, _counted(self.quantity, self.object))

    def faulted(self) -> str:
        """What was not done, or not enough, or should not have been."""
        key = self.keys[0]
        if special := self._special(key):
            self.whole = key not in ("report data", "collect data")
            return special
        if self.direction == "none":
            if key.startswith("have "):
                return f"had no {self.object}"
            some = "any " if self.counted else ""
            return f"did not {listed(self.verbs, 'or')} {some}{self.object}"
        if self.direction == "not enough" and self.quantity is not None and self.counted:
            return self.past(f"only {number_word(self.quantity)}").replace(
                self.object, _singular(self.quantity, self.object)
            )
        if self.direction == "not enough":
            if key.startswith("have "):
                return f"had no adequate {self.object}"
            if self._is_training:
                return f"trained {self.object} too little"
            return f"did not do enough to {self.base()}"
        if self.direction == "fewer":
            counts = self.counted and self.unit != EFFORTS and key not in PHRASES
            return self.past("fewer") if counts else f"did less to {self.base()}"
        if self.direction == "same":
            return f"continued to {self.base()}"
        return self.past() if not self.direction else ""

    def _special(self, key: str) -> str:
        if key == "conduct inspections" and self.group == "victims":
            return "labor inspections led to few victims identified"
        if key in ("report data", "collect data") and self.direction == "not enough":
            return f"{inflected(self.verbs[0])[0]} too little {self.object}"
        if key == "end complicity":
            return "complicity of officials remained a problem"
        if key == "end corruption":
            return "corruption remained a problem"
        if key == "improve the law":
            return "the law fell short"
        if key == "know of trafficking":
            whom = listed(self.group.split(";")) if self.group else "officials"
            return f"{whom} knew too little of trafficking"
        return ""

    def not_reported(self) -> str:
        """What the government did not report doing; it is not said that it did not do it."""
        if self.direction == "not enough":
            return f"did not report doing enough to {self.base()}"
        verbs = listed([inflected(verb)[1] for verb in self.verbs], "or")
        return f"did not report {verbs} {'any ' if self.counted else ''}{self.object}"

    def considered(self) -> str:
        """What the government is asked to think about."""
        return f"consider {listed([inflected(verb)[1] for verb in self.verbs])} {self.object}"

    def asked(self) -> str:
        """What is asked for."""
        if self.direction == "none":
            return f"stop {inflected(self.verbs[0])[1]} {self.object}"
        if self.direction == "same":
            return f"continue to {self.base()}"
        if self.direction == "more":
            if self._is_training:
                return f"give{self._more().removeprefix('gave')}"
            return f"do more to {self.base()}"
        if self.direction == "new" and (fresh := self._fresh()):
            return f"{listed(self.verbs)} {fresh}"
        return self.base() if not self.direction else ""


def _culprits(keys: Sequence[str], group: str, unit: str) -> str:
    """Whom or what a case is about: cases, suspects, traffickers, officials."""
    kind = "" if group in ("", "officials") else f"{group.removesuffix(' trafficking')} "
    if group == "officials":
        return "officials complicit in trafficking"
    if unit == "cases" or set(keys) == {"investigate"}:
        return f"{kind}trafficking cases"
    done = set(keys) & {"convict", "punish"}
    return f"{kind}traffickers" if done else f"suspected {kind}traffickers"


def _victims(group: str) -> str:
    if group in ("labor trafficking", "sex trafficking", "child sex trafficking"):
        return f"victims of {group}"
    words = [VICTIMS[name] for name in group.split(";") if name in VICTIMS]
    return f"{listed(words)} victims" if words else "victims"


def _counted(number: int, words: str) -> str:
    """A number with the object, in the singular for one."""
    return f"{number_word(number)} {_singular(number, words)}"


def _singular(number: int, words: str) -> str:
    for many, one in ONE.items():
        if number == 1 and many in words.split():
            return " ".join(one if word == many else word for word in words.split())
    return words


def _figures(keys: Sequence[str], codes: Mapping[str, str], statistics: pd.DataFrame) -> str:
    """Figures of the same acts, in brackets, where they bear the direction out."""
    if codes["unit"] == EFFORTS or codes["direction"] not in ("more", "fewer"):
        return ""
    subset = SUBSETS.get(codes["group"])
    parts = []
    for key in keys:
        measure = MEASURES.get(key)
        row = _bearing(statistics, measure, subset, codes["direction"]) if measure else None
        if row is None:
            continue
        label = f"{measure}: ".replace("_", " ") if len(keys) > 1 else ""
        parts.append(f"{label}{_amount(row)}, {int(row['previous']):,} the year before")
    return f" ({'; '.join(parts)})" if parts else ""


def _bearing(
    statistics: pd.DataFrame, measure: str | None, subset: str | None, direction: str
) -> pd.Series | None:
    """The one row of a measure that has a figure before and moves as the direction says."""
    if statistics.empty or subset is None:
        return None
    rows = statistics[
        (statistics["measure"] == measure)
        & (statistics["subset"] == subset)
        & statistics["previous"].notna()
    ]
    if rows.empty:
        return None
    order = {"persons": 0, "unspecified": 1, "cases": 2}
    first = rows.sort_values("unit", key=lambda units: units.map(order), kind="stable").iloc[0]
    change = int(first["value"]) - int(first["previous"])
    return first if (change > 0) == (direction == "more") and change else None


def _amount(row: pd.Series) -> str:
    words = {"at-least": "at least ", "at-most": "at most ", "approx": "about "}
    return f"{words.get(str(row['bound']), '')}{int(row['value']):,}"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
