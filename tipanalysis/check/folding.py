"""Many rows that hang on one cause are one fault, which names every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tipanalysis.errors import Fault

#: Where a row points to, and the key that is not there.
Reference = tuple[str, str]
_MOST_STRETCHES = 4


@dataclass(frozen=True)
class Loose:
    """A row that points at a key that is not there."""

    fault: Fault
    reference: Reference


def folded(loose: Iterable[Loose]) -> Iterator[Fault]:
    """One fault for each missing key, at the first row that points at it.

    Examples
    --------
    >>> rows = [Loose(Fault("a.csv", n, "iso3", "no XAA."), ("b.csv", "XAA")) for n in (3, 4, 5, 9)]
    >>> print(*folded(rows))
    a.csv, row 3, iso3: no XAA. 3 more rows hang on it: a.csv 4-5, 9
    """
    groups: defaultdict[Reference, list[Fault]] = defaultdict(list)
    for one in loose:
        groups[one.reference].append(one.fault)
    for faults in groups.values():
        first, *others = sorted(set(faults), key=lambda f: (f.file, f.row or 0, f.column or ""))
        if not others:
            yield first
            continue
        by_file: defaultdict[str, set[int]] = defaultdict(set)
        for fault in others:
            by_file[fault.file].add(fault.row or 0)
        places = "; ".join(f"{file} {_stretches(sorted(by_file[file]))}" for file in by_file)
        hang = "1 more row hangs" if len(others) == 1 else f"{len(others)} more rows hang"
        yield replace(first, message=f"{first.message} {hang} on it: {places}")


def _stretches(rows: Sequence[int]) -> str:
    """Rows in words: neighbours as one stretch, the first few stretches named."""
    ends: list[list[int]] = []
    for row in rows:
        if ends and row == ends[-1][1] + 1:
            ends[-1][1] = row
        else:
            ends.append([row, row])
    named = [f"{a}-{b}" if b > a else str(a) for a, b in ends[:_MOST_STRETCHES]]
    left = sum(b - a + 1 for a, b in ends[_MOST_STRETCHES:])
    return ", ".join(named) + (f" and {left} more" if left else "")
