"""Which inputs of a report are no longer those that its manifest names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tipanalysis.reads import Read
from tipanalysis.reports.inputs import Digests
from tipanalysis.reports.rows import table_changes
from tipanalysis.schema import Package, file_sha256, read_package, read_table

_MOST_ROWS, _MOST_READS = 12, 2000
#: Columns that say what a row is about, where its key is only a number.
_NAMED_BY = ("measure", "subset", "indicator", "kind", "theme", "themes", "act", "category")
_NAMES = {"python": "Python", "tipanalysis": "package tipanalysis"}


@dataclass(frozen=True)
class Move:
    """One input that is another one now.

    Attributes
    ----------
    what : str
        A table, the template, the package, a library or Python.
    old, new : str
        Version or beginning of the SHA-256.
    rows : tuple of str
        Changed rows of a table, in words, those of the report's country first.
    """

    what: str
    old: str
    new: str
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The move in one line, and a line for each changed row."""
        lines = "".join(f"\n    {row}" for row in self.rows)
        return f"{self.what}: {self.old} -> {self.new}{lines}"


def moves(
    then: Mapping[str, Any], now: Mapping[str, Any], package: Package, before: Path | None = None
) -> tuple[Move, ...]:
    """The inputs that moved between two manifests.

    Parameters
    ----------
    then, now : mapping
        The manifest that was given, and that of the rerun.
    package : Package
        The data of the rerun.
    before : Path, optional
        A folder with the data as they were; a table of it is believed if its SHA-256 is the one
        in the manifest, and its rows are then compared.
    """
    found = []
    digests = Digests(package)
    if then["template"] != now["template"]:
        found.append(_move(f"template {then['template']['name']}", then, now, "template"))
    if then["package_sha256"] != now["package_sha256"]:
        old, new = then["package_sha256"][:8], now["package_sha256"][:8]
        found.append(Move("sources of the package", old, new))
    for name in sorted({*then["versions"], *now["versions"]}):
        old, new = (m["versions"].get(name, "not named") for m in (then, now))
        if old != new:
            found.append(Move(_NAMES.get(name, name), old[:60], new))
    if then["data"]["release"] != now["data"]["release"]:
        found.append(Move("data release", then["data"]["release"][:60], now["data"]["release"]))
    tables = {*then["data"]["tables"], *now["data"]["tables"]}
    for name in sorted(tables):
        old, new = (m["data"]["tables"].get(name, "not there") for m in (then, now))
        if old != new:
            rows = _rows(name, old, package, before, then["parameters"])
            rows = rows or _read_rows(name, then.get("reads", {}), digests)
            found.append(Move(f"table {name[:60]}", old[:9], new[:9], rows))
    return tuple(found)


def _move(what: str, then: Mapping[str, Any], now: Mapping[str, Any], key: str) -> Move:
    return Move(what[:80], then[key]["code_sha256"][:8], now[key]["code_sha256"][:8])


def _rows(
    name: str,
    sha256: str,
    package: Package,
    before: Path | None,
    parameters: Mapping[str, Any],
) -> tuple[str, ...]:
    if before is None or name not in package.tables:
        return ()
    earlier = read_package(before)
    if name not in earlier.tables:
        return ()
    file = before / earlier.table(name).path
    if not file.is_file() or file_sha256(file) != sha256:
        return (f"its rows as they were are not in {before}",)
    keys = list(package.table(name).primary_key)
    old = _as_table(read_table(before, earlier.table(name)), keys)
    new = _as_table(read_table(package.folder, package.table(name)), keys)
    told = [str(change) for change in table_changes(old, new, keys, _NAMED_BY)]
    country = str(parameters.get("country", ""))
    told.sort(key=lambda line: not (country and country in line))
    more = [f"and {len(told) - _MOST_ROWS} further values"] if len(told) > _MOST_ROWS else []
    return (*told[:_MOST_ROWS], *more)


def _read_rows(name: str, reads: Mapping[str, str], digests: Digests) -> tuple[str, ...]:
    """Which of the rows that a report read of a table are others now, by the manifest's digests."""
    told, known = [], 0
    for text, digest in sorted(reads.items())[:_MOST_READS]:
        read = Read.parse(text)
        if read.table != name:
            continue
        known += 1
        try:
            changed = digests.of(read) != digest
        except (KeyError, TypeError, ValueError):
            changed = True
        if changed:
            where = " and ".join(f"{column} {value}" for column, value in read.where)
            what = f"rows with {where[:120]}" if where else "rows that the report reads"
            if read.columns:
                what += f", in {', '.join(read.columns)[:120]}"
            told.append(what)
    if not known:
        return ()
    if not told:
        return ("nothing that the report reads of it changed",)
    more = [f"and {len(told) - _MOST_ROWS} further"] if len(told) > _MOST_ROWS else []
    hint = "the values before are known only with the earlier data (--before)"
    return (*told[:_MOST_ROWS], *more, hint)


def _as_table(frame: pd.DataFrame, keys: list[str]) -> dict[str, Any]:
    """A table as columns and rows of JSON's own kinds, the columns of its key first."""
    ordered = frame[[*keys, *(column for column in frame.columns if column not in keys)]]
    cells = ordered.astype(object).where(ordered.notna(), None)
    rows = [
        [value.item() if hasattr(value, "item") else value for value in row]
        for row in cells.itertuples(index=False, name=None)
    ]
    return {"columns": [str(column) for column in ordered.columns], "rows": rows}
