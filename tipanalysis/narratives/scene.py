"""Where a reader stands in a sentence: brackets, periods, whose acts are told."""

from __future__ import annotations

import re

from tipanalysis.narratives.comparison import (
    BOTH,
    CARRIED,
    COMPARE,
    CURRENT,
    OLDER,
    PREVIOUS,
    Period,
    find_periods,
)
from tipanalysis.narratives.cues import NOT_OURS, ONE_CASE
from tipanalysis.narratives.mentions import Frame, Mention, find_at, timed
from tipanalysis.narratives.numbers import Number, find_numbers

#: Where a clause begins that tells of another time: "convict anyone, nor were they fined in 2013".
_ASIDE = re.compile(
    r"(?:, (?:who|whose|whom|nor|although|while)|\bnor|\bof (?:which|whom) (?:were|was)) "
)
#: "The government, NGOs, and international organizations identified": the government too.
_JOINTLY = re.compile(
    r"(?:^|[;,] )(?:[Tt]he |[Tt]ogether, the )?(?:government|authorities|police|officials)"
    r"(?:, [\w ]+){0,2},?\s*$",
    re.IGNORECASE,
)


def _elsewhere(period: Period, mention: Mention, text: str) -> bool:
    """Whether an older year belongs to another clause than the figure before it."""
    between = text[mention.start : period.start]
    return period.kind == OLDER and not mention.compared and bool(_ASIDE.search(between))


class Scene:
    """A sentence while it is read: its mentions so far, and a frame for each open bracket."""

    def __init__(self, text: str, edition: int, before: str = "") -> None:
        self.text = text
        self.before = before
        self.numbers = find_numbers(text)
        self.periods = find_periods(text, edition)
        self.mentions: list[Mention] = []
        self.frames = [Frame(0)]
        self.asides = 0
        self.one_case = bool(ONE_CASE.search(text))
        self.clause = 0
        self.counted = True
        self.last_end = -1
        self.not_ours = [
            m.end() for m in NOT_OURS.finditer(text) if not _JOINTLY.search(text[: m.start()])
        ]

    def open_frame(self, *, part: bool) -> None:
        self.asides += 1
        above = self.frames[-1]
        self.frames.append(
            Frame(
                self.asides,
                part=part,
                compared=above.compared,
                measures=above.measures,
                lead=above.lead if not above.compared else None,
                orphan=not self.counted,
            )
        )

    def resume(self, start: int) -> None:
        """A new act after a finished comparison is of the current period again."""
        frame = self.frames[-1]
        if frame.compared and frame.closed:
            frame.compared = frame.closed = False
            frame.lead = None

    def settle(self, frame: Frame) -> None:
        frame.pending = []

    def add(
        self,
        frame: Frame,
        measures: tuple[str, ...],
        subset: str | None,
        unit: str,
        value: int,
        bound: str,
        sure: bool,
        start: int,
    ) -> None:
        time, period = (PREVIOUS if frame.compared else CURRENT), ""
        if frame.aside and any(m.aside and m.time == PREVIOUS for m in self.mentions):
            ahead = self.text[start:].partition(")")[0]
            if self.text[:start].endswith("(") and re.fullmatch(r"[\w,]+", ahead):
                time = PREVIOUS
        both = bool(frame.lead and frame.lead.kind == BOTH)
        if frame.lead:
            time, period = CURRENT if both else frame.lead.kind, frame.lead.words
        self.mentions.append(
            Mention(
                measures,
                subset,
                unit,
                value,
                bound,
                time,
                period,
                frame.part,
                frame.aside,
                frame.compared,
                sure,
                start,
                same_before=both,
                orphan=frame.orphan,
                bracketed=frame.bracketed,
            )
        )
        frame.pending.append(len(self.mentions) - 1)

    def close_period(self, period: Period) -> None:
        frame = self.frames[-1]
        if frame.pending and _elsewhere(period, self.mentions[frame.pending[-1]], self.text):
            frame.pending = []
        elif frame.pending:
            last_only = period.kind in (BOTH, CARRIED)
            for at in frame.pending[-1:] if last_only else frame.pending:
                self.mentions[at] = timed(self.mentions[at], period)
            frame.pending = []
            if frame.compared and period.kind != CARRIED:
                frame.closed = True
        elif period.kind != CARRIED:
            if frame.compared and self.mentions and period.kind in (PREVIOUS, OLDER):
                ahead = self.text[period.end : period.end + 3]
                frame.lead = period if not ahead.startswith((".", ";")) else None
                frame.closed = False
            elif not frame.compared:
                frame.lead = period

    def last_measures(self) -> tuple[str, ...]:
        return self.mentions[-1].measures if self.mentions else ()

    def is_goal(self, number: Number) -> bool:
        """Whether a number is where a change led to: "decreased from 30 to 12"."""
        return bool(
            self.mentions
            and self.mentions[-1].compared
            and re.search(
                r"\bfrom\b",
                self.text[max(0, self.mentions[-1].start - 18) : self.mentions[-1].start],
            )
            and re.search(
                r"^[^,;()]{0,70}\bto (?:[a-z]+ ){0,2}$",
                self.text[self.mentions[-1].start : number.start],
            )
        )

    def is_current_again(self, end: int) -> bool:
        """Whether a number behind a finished comparison opens a new figure."""
        rest = self.text[end:]
        comparison = COMPARE.search(rest)
        stop = comparison.start() if comparison else len(rest)
        own = find_at(self.periods, end, end + stop)
        return bool(comparison) and (own is None or own.kind == CURRENT)

    def is_anew(self, match: re.Match[str]) -> bool:
        """Whether a verb behind a comparison tells of the period again.

        "Convicted 13, compared with 15, and for the second year convicted no officials".
        """
        frame = self.frames[-1]
        return (
            frame.compared
            and frame.lead is None
            and bool(frame.pending)
            and any(m.time == CURRENT for m in self.mentions)
            and match.group().lower().endswith("ed")
            and any(match.end() < n.start < match.end() + 4 for n in self.numbers)
            and bool(re.search(r", (?:and|but) [a-z ]*$", self.text[: match.start()]))
        )

    def is_theirs(self, start: int) -> bool:
        """Whether the clause tells of others than the government."""
        semicolon = self.text.rfind(";", 0, start)
        turn = max(
            (
                m.end()
                for m in re.finditer(
                    r"(?:, but|, while|, and|, although|, though|"
                    r", however,?) (?:the )?(?:government|authorities|police|courts)",
                    self.text[:start],
                )
            ),
            default=-1,
        )
        return any(
            max(semicolon, turn) < at <= start and not self._compares_ours(at, start)
            for at in self.not_ours
        )

    def _compares_ours(self, at: int, start: int) -> bool:
        """Whether a comparison behind what others say is of the government's figure before it.

        "The government investigated one case and observers noted another, compared with two".
        """
        return bool(
            self.frames[-1].compared
            and re.search(r", compared (?:to|with) ", self.text[at:start])
            and any(m.start < at and m.time == CURRENT for m in self.mentions)
        )
