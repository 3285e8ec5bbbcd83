"""The tables against their descriptor, by the frictionless library, in the reader's words."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from tipanalysis.check.folding import Reference
from tipanalysis.errors import Fault, suggestion
from tipanalysis.schema import DESCRIPTOR, Column, Package, Table

_MOST = 10_000
_LABELS = frozenset(
    ["extra-label", "missing-label", "blank-label", "duplicate-label", "incorrect-label"]
)
#: The cells of such a row do not stand under their columns.
_RAGGED = frozenset(["extra-cell", "missing-cell", "blank-row"])
_TWICE = frozenset(["primary-key", "unique-error"])


@dataclass(frozen=True)
class Found:
    """A fault that the standard check found.

    Parameters
    ----------
    fault : Fault
        In words.
    table : str
        Name of the table, or nothing for the package.
    kind : {"cell", "ragged", "twice", "reference", "other"}
        What it leaves unknown: the cell, the row, a second row of the same key, or nothing.
    reference : tuple of str, optional
        For a key that leads nowhere: the file it leads to, and the key.
    """

    fault: Fault
    table: str
    kind: str
    reference: Reference | None = None


def against_the_descriptor(package: Package, told: frozenset[str]) -> Iterator[Found]:
    """What frictionless says of the tables; of headers nothing where that is `told` already."""
    import frictionless

    descriptor = _descriptor(package)
    if not descriptor["resources"]:
        return
    raw = frictionless.Package.from_descriptor(descriptor, basepath=str(package.folder))
    report = raw.validate(limit_errors=_MOST)
    keys: dict[tuple[str, ...], Set[str]] = {}
    for task in report.tasks:
        table = package.tables.get(task.name)
        if table is None:
            continue
        errors = [e for e in task.errors if not (task.name in told and e.type in _LABELS)]
        faulty = {(e.row_number, e.field_name) for e in errors if hasattr(e, "cell")}
        for error in errors:
            if error.type == "foreign-key":
                # A cell that is wrong in itself leads nowhere for that reason.
                if not any((error.row_number, name) in faulty for name in error.field_names):
                    asked = (error.reference_name, *error.reference_field_names)
                    if asked not in keys:
                        keys[asked] = _values(package, *asked)
                    yield _loose(error, package, table, keys[asked])
            else:
                yield _found(error, table)
    for error in report.errors:
        yield Found(Fault(DESCRIPTOR, None, None, _words(error)), "", "other")


def _descriptor(package: Package) -> dict[str, Any]:
    """The descriptor, with the tables and columns that are there and the keys between them."""
    raw: dict[str, Any] = json.loads((package.folder / DESCRIPTOR).read_text(encoding="utf-8"))
    kept = []
    for resource in raw["resources"]:
        if resource["name"] not in package.tables:
            continue
        # An edited table is what a check is for: its hash may differ.
        resource.pop("hash", None)
        resource.pop("bytes", None)
        table = package.tables[resource["name"]]
        there = {column.name for column in table.columns}
        schema = resource["schema"]
        schema["fields"] = [field for field in schema["fields"] if field["name"] in there]
        if not table.primary_key:
            schema.pop("primaryKey", None)
        keys = [key for key in schema.get("foreignKeys", []) if _is_there(key, there, package)]
        schema.pop("foreignKeys", None)
        if keys:
            schema["foreignKeys"] = keys
        kept.append(resource)
    return {**raw, "resources": kept}


def _is_there(key: Mapping[str, Any], there: Set[str], package: Package) -> bool:
    target = package.tables.get(key["reference"]["resource"])
    if target is None or not set(_names(key["fields"])) <= there:
        return False
    return set(_names(key["reference"]["fields"])) <= {column.name for column in target.columns}


def _names(fields: str | Sequence[str]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else tuple(fields)


def _loose(error: Any, package: Package, table: Table, known: Set[str]) -> Found:
    target = package.tables[error.reference_name]
    cells = " ".join(error.field_cells)
    message = f'"{cells}" is not in {target.path}.{suggestion(cells, known)}'
    column = ", ".join(error.field_names)
    fault = Fault(table.path, error.row_number, column, message)
    return Found(fault, table.name, "reference", (target.path, cells))


def _values(package: Package, table: str, *columns: str) -> Set[str]:
    """The keys of a table, as one text each."""
    path = package.folder / package.tables[table].path
    with path.open(encoding="utf-8", newline="") as lines:
        return {" ".join(row[name] or "" for name in columns) for row in csv.DictReader(lines)}


def _found(error: Any, table: Table) -> Found:
    row = getattr(error, "row_number", None)
    name = getattr(error, "field_name", None) or None
    message = _words(error)
    if error.type in _RAGGED:
        return Found(Fault(table.path, row, name, message), table.name, "ragged")
    if error.type in _TWICE:
        return Found(Fault(table.path, row, name, message), table.name, "twice")
    column = next((column for column in table.columns if column.name == name), None)
    if column is not None and error.type in ("constraint-error", "type-error"):
        message = _cell_words(column, error.cell, message)
        return Found(Fault(table.path, row, name, message), table.name, "cell")
    return Found(Fault(table.path, row, name, message), table.name, "other")


def _words(error: Any) -> str:
    """Some kinds of error have no note of their own, only the whole sentence."""
    return str(error.note or error.message)


def _cell_words(column: Column, cell: object, note: str) -> str:
    if column.required and cell in (None, ""):
        return "must not be empty"
    if column.words:
        words = ", ".join(map(str, column.words))
        return (
            f'"{cell}" is not a {column.title.lower()} ({words}).'
            f"{suggestion(str(cell), [str(word) for word in column.words])}"
        )
    if "pattern" in column.constraints:
        return f'"{cell}" does not have the form {column.constraints["pattern"]}'
    if column.type in ("integer", "number", "boolean", "date", "year"):
        return f'"{cell}" is not a valid {column.type}: {note}'
    return f'"{cell}": {note}'
