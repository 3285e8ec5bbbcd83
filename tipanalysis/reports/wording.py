"""Two texts compared: the lines or sentences that changed, and only those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile

from tipanalysis.reports.rows import NOTHING, Change

_MOST_PIECES = 400
_LONG = 240


def text_changes(old: str, new: str, where: str = "") -> list[Change]:
    """What changed between two texts; empty only if they are the same.

    Examples
    --------
    >>> print(*text_changes("It stands on Tier 2. No clock runs.",
    ...                     "It stands on Tier 3. No clock runs."))
    It stands on Tier 2. -> It stands on Tier 3.
    """
    if old == new:
        return []
    found = [
        Change(where, *_around(before, after))
        for before, after in _unlike(_pieces(old), _pieces(new))
    ]
    found = [change for change in found if change.old != change.new]
    return found or [Change(where, *_unseen(old, new))]


def _pieces(text: str) -> list[str]:
    """Lines, and the sentences of long ones."""
    return [
        piece
        for line in text.splitlines()
        for piece in re.split(r"(?<=[.!?;]) +|(?<=>)(?=<t[rd])", line)
    ]


def _unlike(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    old, new = old[head:], new[head:]
    rows = zip(reversed(old), reversed(new), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rows))
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    if max(len(old), len(new)) > _MOST_PIECES:
        yield "\n".join(old), "\n".join(new)
        return
    for tag, first, last, from_, to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            for step in range(max(last - first, to - from_)):
                before = old[first + step] if first + step < last else ""
                after = new[from_ + step] if from_ + step < to else ""
                yield before, after


def _unseen(old: str, new: str) -> tuple[str, str]:
    """Both texts around their first difference, which only spaces and ends of lines make."""
    start = max(0, _equal_start(old, new) - 20)
    return repr(old[start : start + 80]), repr(new[start : start + 80])


def _equal_start(old: str, new: str) -> int:
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _around(old: str, new: str) -> tuple[str, str]:
    """Both pieces, cut to what lies around their first difference."""
    same = _equal_start(old, new)
    start = max(0, same - 60) if max(len(old), len(new)) > _LONG else 0
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    kept = text[start : start + _LONG]
    if not kept:
        return NOTHING
    return f"{'…' if start else ''}{kept}{'…' if len(text) > start + _LONG else ''}"
