"""Check the tables: against the descriptor, and against what only this field knows.

The frictionless library checks types, allowed words, patterns, keys and references. Added here:
one place per country and edition, totals per tier against printed ones, runs on the Watch List
within the law, parts no larger than the whole. All faults are reported at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.errors import Fault, suggestion
from tipanalysis.schema import DESCRIPTOR, Package, Table, read_package, read_table, split_list

_HEADER = 1
_SOURCE_COLUMNS = ("source", "sources")


def check(folder: Path) -> tuple[Fault, ...]:
    """Every fault in a folder of tables.

    Parameters
    ----------
    folder : Path
        A folder with ``datapackage.json`` and the tables that it names.

    Returns
    -------
    tuple of Fault
        By file, row and column; empty if there is none. Rules of the field are tried only on
        tables whose cells are sound.

    Raises
    ------
    DataFaults
        If the descriptor itself cannot be read.

    Examples
    --------
    >>> from tipanalysis.schema import find_folder
    >>> check(find_folder("data"))
    ()
    """
    package = read_package(folder)
    faults = list(_against_the_descriptor(package))
    broken = {fault.file for fault in faults}
    sound = {
        name: read_table(folder, table)
        for name, table in package.tables.items()
        if table.path not in broken
    }
    rows = {name: _row_numbers(folder, package.tables[name]) for name in sound}
    faults += _order(package, sound, rows)
    faults += _sources(package, sound, rows)
    faults += _themes(package, sound, rows)
    if "placements" in sound:
        faults += _placements(sound, rows)
        faults += _totals(sound, rows)
        faults += _law(sound, rows)
    faults += _parts(sound, rows)
    return tuple(sorted(set(faults), key=lambda f: (f.file, f.row or 0, f.column or "", f.message)))


def _against_the_descriptor(package: Package) -> Iterator[Fault]:
    import frictionless

    missing = [t.path for t in package.tables.values() if not (package.folder / t.path).is_file()]
    yield from (Fault(path, None, None, "the file is missing") for path in missing)
    unsafe = [
        t.path
        for t in package.tables.values()
        if Path(t.path).is_absolute() or ".." in Path(t.path).parts
    ]
    yield from (Fault(DESCRIPTOR, None, None, f'"{path}" leaves the folder') for path in unsafe)
    if missing or unsafe:
        return
    descriptor = json.loads((package.folder / DESCRIPTOR).read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        # An edited table is what a check is for: its hash may differ.
        resource.pop("hash", None)
        resource.pop("bytes", None)
    raw = frictionless.Package.from_descriptor(descriptor, basepath=str(package.folder))
    report = raw.validate(limit_errors=10_000)
    for task in report.tasks:
        table = package.tables.get(task.name)
        yield from (_fault(error, task.place, table) for error in task.errors)
    yield from (_fault(error, DESCRIPTOR, None) for error in report.errors)


def _fault(error: Any, place: str, table: Table | None) -> Fault:
    row = getattr(error, "row_number", None)
    name = getattr(error, "field_name", None)
    cell = getattr(error, "cell", None)
    column = next((c for c in table.columns if c.name == name), None) if table else None
    message = str(error.note)
    if column is not None and error.type in ("constraint-error", "type-error"):
        message = _cell_message(column, cell, message)
    return Fault(Path(place).name, row, name, message)


def _cell_message(column: Any, cell: object, note: str) -> str:
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


def _row_numbers(folder: Path, table: Table) -> pd.Series:
    """Line in the file of each row of the table as read, which is sorted by its key."""
    raw = pd.read_csv(folder / table.path, dtype="str", keep_default_na=False, encoding="utf-8")
    key = list(table.primary_key)
    if not key:
        return pd.Series(range(_HEADER + 1, _HEADER + 1 + len(raw)))
    numeric = {c.name for c in table.columns if c.type in ("integer", "year")}
    for column in key:
        if column in numeric:
            raw[column] = pd.to_numeric(raw[column])
    order = raw.sort_values(key, kind="stable").index
    return pd.Series(order.to_numpy() + _HEADER + 1)


Frames = dict[str, pd.DataFrame]
Rows = dict[str, pd.Series]


def _order(package: Package, frames: Frames, rows: Rows) -> Iterator[Fault]:
    for name in frames:
        lines = rows[name]
        wrong = lines[lines.diff() < 0]
        if len(wrong):
            key = ", ".join(package.tables[name].primary_key)
            first = int(wrong.iloc[0])
            yield Fault(package.tables[name].path, first, None, f"rows are not sorted by {key}")


def _sources(package: Package, frames: Frames, rows: Rows) -> Iterator[Fault]:
    if "sources" not in frames:
        return
    known = set(frames["sources"]["source"])
    for name, frame in frames.items():
        for column in _SOURCE_COLUMNS:
            if name == "sources" or column not in frame:
                continue
            for position, cell in enumerate(frame[column]):
                for key in split_list(cell):
                    if key not in known:
                        message = f'"{key}" is not in sources.csv.{suggestion(key, known)}'
                        row = int(rows[name].iloc[position])
                        yield Fault(package.tables[name].path, row, column, message)


def _themes(package: Package, frames: Frames, rows: Rows) -> Iterator[Fault]:
    if not {"themes", "recommendations"} <= set(frames):
        return
    known = set(frames["themes"]["theme"])
    for position, cell in enumerate(frames["recommendations"]["themes"]):
        for key in split_list(cell):
            if key not in known:
                message = f'"{key}" is not in themes.csv.{suggestion(key, known)}'
                row = int(rows["recommendations"].iloc[position])
                yield Fault(package.tables["recommendations"].path, row, "themes", message)


def _placements(frames: Frames, rows: Rows) -> Iterator[Fault]:
    frame = frames["placements"]
    ranked = frame["status"] == terms.RANKED
    for position in frame.index[ranked & frame["tier"].isna()]:
        row = int(rows["placements"].iloc[position])
        yield Fault("placements.csv", row, "tier", "a ranked country must have a tier")
    for position in frame.index[~ranked & frame["tier"].notna()]:
        row = int(rows["placements"].iloc[position])
        status = frame.loc[position, "status"]
        yield Fault("placements.csv", row, "tier", f'a country with status "{status}" has no tier')
    if not {"countries", "editions"} <= set(frames):
        return
    have = set(zip(frame["iso3"], frame["edition"], strict=True))
    for iso3 in frames["countries"]["iso3"]:
        gaps = [e for e in frames["editions"]["edition"] if (iso3, e) not in have]
        if gaps:
            listed = ", ".join(map(str, gaps))
            yield Fault("placements.csv", None, None, f"{iso3} has no row for edition {listed}")


def _totals(frames: Frames, rows: Rows) -> Iterator[Fault]:
    if "totals" not in frames:
        return
    placements, totals = frames["placements"], frames["totals"]
    place = placements["tier"].astype("str").where(placements["tier"].notna(), placements["status"])
    counts = place.groupby([placements["edition"], place]).size()
    for position, total in totals.iterrows():
        if not bool(total["agrees"]):
            continue
        edition, place_name = total["edition"], total["category"]
        found = counts.get((edition, place_name), 0)
        if place_name == "in report":
            found = sum(counts.get((edition, p), 0) for p in (*terms.TIERS, terms.SPECIAL_CASE))
        if int(found) != int(total["count"]):
            row = int(rows["totals"].iloc[int(str(position))])
            message = (
                f"{total['count']} countries ({place_name}) were printed for {edition}; "
                f"placements.csv has {found}"
            )
            yield Fault("totals.csv", row, "count", message)


def _law(frames: Frames, rows: Rows) -> Iterator[Fault]:
    frame = frames["placements"]
    place = frame["tier"].astype("str").where(frame["tier"].notna(), frame["status"])
    for iso3, part in frame.groupby("iso3", sort=True):
        history = dict(zip(part["edition"], place[part.index], strict=True))
        for edition, message in law.faults_of_history(history):
            position = part.index[part["edition"] == edition][0]
            row = int(rows["placements"].iloc[position])
            yield Fault("placements.csv", row, "tier", f"{iso3} {edition}: {message}")


def _parts(frames: Frames, rows: Rows) -> Iterator[Fault]:
    for name, pairs in _PARTS.items():
        if name not in frames:
            continue
        frame = frames[name]
        for whole, part in pairs:
            wrong = frame.index[(frame[part] > frame[whole]).fillna(False)]
            for position in wrong:
                row = int(rows[name].iloc[position])
                message = f"{frame.loc[position, part]} is more than the {whole} that holds it"
                yield Fault(f"{name}.csv", row, part, f"{message}, {frame.loc[position, whole]}")
    if "statistics" in frames:
        yield from _subsets(frames["statistics"], rows["statistics"])


_PARTS = {
    "law_enforcement": (
        ("prosecutions", "prosecutions_labor"),
        ("convictions", "convictions_labor"),
        ("victims_identified", "victims_labor"),
    )
}


def _subsets(frame: pd.DataFrame, rows: pd.Series) -> Iterator[Fault]:
    """A part of the same measure, unit and sentence is no larger than its total."""
    exact = frame[frame["bound"] == "exact"]
    keys = ["iso3", "edition", "measure", "unit", "digest"]
    totals = exact[exact["subset"] == "total"].groupby(keys, dropna=False)["value"].max()
    for position, row in exact[exact["subset"].isin(["sex", "labor"])].iterrows():
        whole = totals.get(tuple(row[key] for key in keys))
        if whole is not None and row["value"] > whole:
            line = int(rows.iloc[int(str(position))])
            message = f"{row['value']} ({row['subset']}) is more than the total {whole}"
            yield Fault("statistics.csv", line, "value", message)
