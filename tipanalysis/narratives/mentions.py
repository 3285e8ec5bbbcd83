"""One figure as a sentence gives it, and what holds around it while the sentence is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tipanalysis.narratives.comparison import (
    BOTH,
    CARRIED,
    CURRENT,
    OLDER,
    PREVIOUS,
    Period,
)
from tipanalysis.narratives.measures import CONVICTIONS, MEASURES


@dataclass(frozen=True)
class Mention:
    """One figure as a sentence gives it.

    Attributes
    ----------
    measures : tuple of str
        Measures it counts; empty where the sentence alone does not say.
    subset : str or None
        Subset that its own words name.
    unit : str
        cases, persons or unspecified.
    value : int
        The count.
    bound : str
        exact, at-least, at-most, approx.
    time : str
        current, previous, older, later, carried, event.
    period : str
        The period in words, empty where none is named.
    part : bool
        Whether it is a part of a figure given before.
    aside : int
        0 in running text, else the number of the bracket or inset it stands in.
    compared : bool
        Whether it stands behind a comparison.
    sure : bool
        Whether measure word, number and noun stand together.
    beside : bool
        Whether it shares the words of its form with another: "two girls and 18 women in ...".
    """

    measures: tuple[str, ...]
    subset: str | None
    unit: str
    value: int
    bound: str
    time: str
    period: str
    part: bool
    aside: int
    compared: bool
    sure: bool
    start: int = 0
    same_before: bool = False
    prior: str = ""
    closed: bool = False
    orphan: bool = False
    bracketed: bool = False
    beside: bool = False


@dataclass
class Frame:
    """What holds inside one bracket, inset or clause."""

    aside: int
    part: bool = False
    compared: bool = False
    closed: bool = False
    measures: tuple[str, ...] = ()
    subset: str | None = None
    verb_end: int = -1
    lead: Period | None = None
    dash: bool = False
    orphan: bool = False
    semi: bool = False
    colon: bool = False
    bracketed: bool = False
    neutral_end: int = -1
    pending: list[int] = field(default_factory=list)


def find_at(periods: tuple[Period, ...], start: int, stop: int) -> Period | None:
    """The first period that begins between two places."""
    return next((p for p in periods if start <= p.start < stop), None)


def timed(mention: Mention, period: Period) -> Mention:
    """A mention with the period that closes it."""
    if period.kind == CARRIED and mention.measures == (CONVICTIONS,) and not mention.compared:
        return mention
    if period.kind == OLDER and not period.words and not mention.value and mention.time == CURRENT:
        return replace(mention, time=PREVIOUS, closed=True)
    if period.kind == BOTH:
        return replace(mention, time=CURRENT, period=period.words, same_before=True)
    mention = replace(mention, closed=True)
    if period.kind == CARRIED and mention.compared:
        return replace(mention, time=PREVIOUS)
    if period.kind == CURRENT and not period.words.isdigit() and mention.period:
        return mention
    return replace(mention, time=period.kind, period=period.words)


def ordered(measures: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(measure for measure in MEASURES if measure in measures)


_LATEST = re.compile(
    r"\b(?:most recent|latest)\s+(?:\w+\s+){0,3}?(?:year|data|period|figures?|statistics|"
    r"available)",
    re.IGNORECASE,
)


def dated(mentions: tuple[Mention, ...], words: str, edition: int) -> list[Mention]:
    """Mentions with the year that the text takes for the latest, where that is not the last one.

    "21 prosecutions for 2016, compared with ten in 2015" is of the latest figures there are, and
    "six in 2016 (33 in 2016)" a slip for the year after.
    """
    before, oldest = str(edition - 2), str(edition - 3)
    if not any(
        m.period in (before, str(edition - 1)) or m.time == PREVIOUS for m in mentions
    ) and any(m.period == oldest and (m.aside or m.compared) for m in mentions):
        return [
            replace(m, period=before)
            if m.time == CURRENT and not m.period
            else replace(m, time=PREVIOUS)
            if m.period == oldest
            else m
            for m in mentions
        ]
    mentions = tuple(_slips_mended(mentions, str(edition - 1)))
    main = [
        m
        for m in mentions
        if m.time == PREVIOUS and not m.compared and not m.aside and m.period == before
    ]
    if not main:
        return list(mentions)
    compared = {m.period for m in mentions if (m.compared or m.aside) and m.closed}
    has_now = any(m.period == str(edition - 1) for m in mentions)
    if has_now:
        return list(mentions)
    if before in compared:
        return [
            replace(m, time=CURRENT, period=str(edition - 1)) if m in main else m for m in mentions
        ]
    if oldest in compared or _LATEST.search(words):
        dated = []
        for m in mentions:
            if m in main or (m.time == CURRENT and not m.period and not m.compared):
                m = replace(m, time=CURRENT, period=before)
            elif m.period == oldest:
                m = replace(m, time=PREVIOUS)
            elif m.aside and m.time == PREVIOUS and m.period == before:
                m = replace(m, time=CURRENT)
            dated.append(m)
        return dated
    return list(mentions)


def _slips_mended(mentions: tuple[Mention, ...], now: str) -> Iterator[Mention]:
    """Mentions, a comparison with the period itself being one with the period before.

    "Two convictions, compared to one conviction in 2017", in a report on 2017.
    """
    earlier = any(m.time == PREVIOUS for m in mentions)
    for m in mentions:
        slip = m.compared and m.time == CURRENT and m.period == now and not earlier
        if slip and any(
            not n.compared and n.time == CURRENT and n.start < m.start and n.measures == m.measures
            for n in mentions
        ):
            m = replace(m, time=PREVIOUS, period="")
        yield m
