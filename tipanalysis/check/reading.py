"""The rows of a table that can be read, without the cells that are at fault."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from tipanalysis.check.standard import Found
from tipanalysis.errors import Fault
from tipanalysis.schema import Column, Package, Table, parse_table

_LINE = Column("line of the file", "integer", "", "", {})


@dataclass(frozen=True)
class Reading:
    """What can be read of one table.

    Parameters
    ----------
    table : Table
        Its file, columns and key.
    frame : DataFrame
        The columns of the table, sorted by its key; a cell at fault is missing.
    lines : Series of int
        Line of the file of each row.
    faulty : frozenset of tuple
        Lines and columns of the cells at fault, a reference that leads nowhere among them.
    left_out : tuple of dict
        Rows whose key cannot be read: the cells that can be, as text.
    """

    table: Table
    frame: pd.DataFrame
    lines: pd.Series
    faulty: frozenset[tuple[int, str]]
    left_out: tuple[Mapping[str, str], ...] = ()

    def has(self, *columns: str) -> bool:
        """Whether all these columns are there."""
        return set(columns) <= set(self.frame.columns)

    def known(self, *columns: str) -> pd.Series:
        """For each row, whether none of these cells is at fault."""
        return pd.Series(
            [not any((line, name) in self.faulty for name in columns) for line in self.lines],
            index=self.frame.index,
            dtype=bool,
        )

    def fault(self, position: object, column: str | None, message: str) -> Fault:
        """A fault in the row at this position of the frame."""
        return Fault(self.table.path, int(self.lines[position]), column, message)


def readings(package: Package, found: Iterable[Found]) -> tuple[dict[str, Reading], list[Fault]]:
    """The tables without what was found to be at fault, and those that cannot be read at all."""
    by_table: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_table[one.table].append(one)
    read: dict[str, Reading] = {}
    faults = []
    for name, table in package.tables.items():
        if any(one.fault.row is None for one in by_table[name]):
            continue  # not a table as it stands, and said so
        try:
            read[name] = _read(package.folder, table, by_table[name])
        except (ValueError, OverflowError, csv.Error) as error:
            words = f"the table cannot be read: {error}"
            faults.append(Fault(table.path, None, None, words))
    return read, faults


def _read(folder: Path, table: Table, found: Iterable[Found]) -> Reading:
    faults = [one for one in found if one.fault.row is not None]
    wrong = {(one.fault.row or 0, one.fault.column or "") for one in faults if one.kind == "cell"}
    loose = {
        (one.fault.row or 0, name)
        for one in faults
        if one.kind == "reference"
        for name in (one.fault.column or "").split(", ")
    }
    ragged = {one.fault.row for one in faults if one.kind == "ragged"}
    twice = {one.fault.row for one in faults if one.kind == "twice"}
    names = [column.name for column in table.columns]
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow([*names, _LINE.name])
    left_out = []
    with (folder / table.path).open(encoding="utf-8-sig", newline="") as lines:
        for line, cells in enumerate(csv.reader(lines), start=1):
            if line == 1 or line in twice or not any(cells):
                continue
            row = dict(zip(names, cells, strict=False))
            unread = {name for name in names if (line, name) in wrong}
            if line in ragged:
                left_out.append({k: row[k] for k in table.primary_key if k in row})
            elif unread & set(table.primary_key):
                left_out.append({k: cell for k, cell in row.items() if k not in unread})
            else:
                writer.writerow(["" if n in unread else row[n] for n in names] + [line])
    frame = parse_table(kept.getvalue().encode(), _lenient(table))
    numbers = frame.pop(_LINE.name).astype("int64")
    return Reading(table, frame, numbers, frozenset(wrong | loose), tuple(left_out))


def _lenient(table: Table) -> Table:
    """The table with its lines, and no column that must be filled: a faulty cell is missing."""
    free = tuple(
        replace(
            column, constraints={k: v for k, v in column.constraints.items() if k != "required"}
        )
        for column in table.columns
    )
    return replace(table, columns=(*free, _LINE))
