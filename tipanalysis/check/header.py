"""The first line of a table: what is wrong with it, and what it must have meant.

A misspelt, moved or lost column is named once; the cells below are then read under the names that
they should have had, so that their own faults are found in the same run.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from tipanalysis.errors import Fault, nearest
from tipanalysis.schema import DESCRIPTOR, Package, Table

_LINE = 1


@dataclass(frozen=True)
class Mended:
    """Tables with the headers that they should have.

    Parameters
    ----------
    package : Package
        The tables that can be read, with the columns that are there.
    told : frozenset of str
        Names of the tables whose header is at fault.
    faults : tuple of Fault
        What is wrong with the headers.
    """

    package: Package
    told: frozenset[str]
    faults: tuple[Fault, ...]


def readable_headers(package: Package, present: Iterable[str], scratch: Path) -> Mended:
    """The present tables; if a header is wrong, a copy of all in `scratch` with headers mended."""
    faults: list[Fault] = []
    columns: dict[str, dict[str, int]] = {}
    tables = {name: package.tables[name] for name in present}
    for name, table in tables.items():
        labels = _labels(package.folder / table.path)
        if labels is None:  # no text at all: the standard check says so
            continue
        positions, wrong = _positions(table, labels)
        if wrong:
            columns[name] = positions
            faults += [Fault(table.path, _LINE, column, message) for column, message in wrong]
    if not columns:
        return Mended(replace(package, tables=MappingProxyType(tables)), frozenset(), tuple(faults))
    shutil.copyfile(package.folder / DESCRIPTOR, scratch / DESCRIPTOR)
    for name, table in list(tables.items()):
        source, target = package.folder / table.path, scratch / table.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if name not in columns:
            shutil.copyfile(source, target)
        elif columns[name]:
            tables[name] = _mend(table, source, target, columns[name])
        else:
            del tables[name]
    mended = replace(package, folder=scratch, tables=MappingProxyType(tables))
    return Mended(mended, frozenset(columns), tuple(faults))


def _labels(path: Path) -> list[str] | None:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines), [])
    except (UnicodeDecodeError, csv.Error):
        return None


def _positions(
    table: Table, labels: Sequence[str]
) -> tuple[dict[str, int], list[tuple[str | None, str]]]:
    """Where each column stands, and the faults; nowhere if two have the same name."""
    names = [column.name for column in table.columns]
    if list(labels) == names:
        return dict(zip(names, range(len(names)), strict=True)), []
    if not any(labels):
        return {}, [(None, f"the first line must name the columns: {', '.join(names)}")]
    twice = sorted({label for label in labels if list(labels).count(label) > 1})
    if twice:
        return {}, [(label or None, f'the header says "{label}" twice') for label in twice]
    found = {label: at for at, label in enumerate(labels) if label in names}
    wrong: list[tuple[str | None, str]] = []
    for at, label in enumerate(labels):
        if label in names:
            continue
        missing = [name for name in names if name not in found]
        meant = names[at : at + 1] if names[at : at + 1] != [] and names[at] in missing else []
        meant = nearest(label, missing, 1) or meant
        if meant:
            found[meant[0]] = at
            wrong.append((meant[0], f'the header says "{label}" where "{meant[0]}" is expected'))
        else:
            wrong.append((label or None, f'"{label}" is not a column of this table'))
    wrong += [(name, "the column is missing") for name in names if name not in found]
    there = [name for name in names if name in found]
    if there != sorted(there, key=found.__getitem__):
        wrong.append((None, f"the columns must stand in this order: {', '.join(names)}"))
    return found, wrong


def _mend(table: Table, source: Path, target: Path, positions: dict[str, int]) -> Table:
    """Write the known columns in their order; the table as it is then."""
    columns = tuple(column for column in table.columns if column.name in positions)
    kept = [positions[column.name] for column in columns]
    with (
        source.open(encoding="utf-8-sig", newline="") as lines,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        reader, writer = csv.reader(lines), csv.writer(out)
        labels = next(reader)
        width = len(labels)
        writer.writerow([column.name for column in columns])
        for cells in reader:
            writer.writerow([cells[at] for at in kept if at < len(cells)] + cells[width:])
    whole = set(table.primary_key) <= set(positions)
    return replace(table, columns=columns, primary_key=table.primary_key if whole else ())
