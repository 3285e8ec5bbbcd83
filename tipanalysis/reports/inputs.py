"""What a report was made from, and whether that has changed since.

The manifest of a report lists what its kernel read of the data, each with a digest of the rows'
cells as they stand in the file. With the template, the parameters, the sources of the package and
the versions of the libraries, that is all that a report depends on.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tipanalysis.errors import TipError
from tipanalysis.reads import Read
from tipanalysis.reports import manifest as manifests
from tipanalysis.schema import DESCRIPTOR, Package, file_sha256

_DIGITS = 16
_NO_ROWS = "no rows"


@dataclass(frozen=True)
class Digests:
    """Digests of rows of a data folder, each computed once.

    Parameters
    ----------
    package : Package
        The descriptor of the data folder.
    """

    package: Package
    _sha256: dict[str, str] = field(default_factory=dict)
    _files: dict[str, list[list[str]]] = field(default_factory=dict)
    _groups: dict[Any, dict[tuple[str, ...], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take note of the files before any report reads them."""
        for name, table in self.package.tables.items():
            self._sha256[name] = file_sha256(self.package.folder / table.path)

    def of(self, read: Read) -> str:
        """The digest of what was read, as it is now; order of rows does not count.

        Raises
        ------
        TipError
            If the table's file is not what it was when this object was made.
        """
        if read == Read.RELEASE:
            return self.package.release
        if read == Read.DESCRIPTOR:
            return file_sha256(self.package.folder / DESCRIPTOR)[:_DIGITS]
        if read.table not in self.package.tables:
            return "no such table"
        conditions = tuple(column for column, _ in read.where)
        group = (read.table, conditions, read.columns, read.distinct)
        if group not in self._groups:
            self._groups[group] = self._digest(*group)
        return self._groups[group].get(tuple(value for _, value in read.where), _NO_ROWS)

    def _digest(
        self, table: str, conditions: tuple[str, ...], columns: tuple[str, ...], distinct: bool
    ) -> dict[tuple[str, ...], str]:
        known = self.package.tables[table]
        kept = [column for column in known.columns if not columns or column.name in columns]
        kinds = json.dumps([(column.name, column.type, column.words) for column in kept])
        groups: dict[tuple[str, ...], list[str]] = {}
        header, *rows = self._rows(table)
        place = {name: number for number, name in enumerate(header)}
        shown = [place[column.name] for column in kept if column.name in place]
        asked = [place[name] for name in conditions]
        for row in rows:
            cells = "\x1f".join(row[number] for number in shown)
            groups.setdefault(tuple(row[number] for number in asked), []).append(cells)
        return {
            values: _sha256([kinds, *sorted(set(texts) if distinct else texts)])
            for values, texts in groups.items()
        }

    def _rows(self, table: str) -> list[list[str]]:
        if table not in self._files:
            path = self.package.folder / self.package.tables[table].path
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() != self._sha256[table]:
                raise TipError(f"{path.name} changed while reports were being made: run again.")
            self._files[table] = list(csv.reader(io.StringIO(content.decode("utf-8"))))
        return self._files[table]


def _sha256(lines: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()[:_DIGITS]


def least(reads: Iterable[Read]) -> tuple[Read, ...]:
    """Without those that others include, sorted.

    Examples
    --------
    >>> whole, part = Read("themes"), Read("themes", (("theme", "shelter"),))
    >>> least([part, whole]) == (whole,)
    True
    """
    kept: list[Read] = []
    widest_first = sorted(set(reads), key=lambda r: (len(r.where), -len(r.columns or range(99)), r))
    for read in widest_first:
        if not any(_includes(other, read) for other in kept if other.table == read.table):
            kept.append(read)
    return tuple(sorted(kept))


def _includes(wide: Read, narrow: Read) -> bool:
    if wide.distinct or not set(wide.where) <= set(narrow.where):
        return False
    if not wide.columns:
        return True
    has = {*wide.columns, *(column for column, _ in wide.where)}
    wants = {*narrow.columns, *(column for column, _ in narrow.where)}
    return bool(narrow.columns) and wants <= has


def read_log(log: Path) -> tuple[Read, ...]:
    """What a kernel noted that it read, see `reads.Reads`."""
    if not log.exists():
        return ()
    return least(Read.parse(line) for line in log.read_text(encoding="utf-8").splitlines())


@dataclass(frozen=True)
class Inputs:
    """All that reports depend on, as it is now.

    Parameters
    ----------
    digests : Digests
        Of the data's rows.
    """

    digests: Digests

    @classmethod
    def now(cls, package: Package) -> Inputs:
        """As they are now; to be made before the reports are."""
        return cls(Digests(package))

    @cached_property
    def code(self) -> dict[str, Any]:
        """Digest of the package and versions of the libraries, as a manifest has them."""
        return manifests.code_and_versions()

    def reads(self, reads: Iterable[Read]) -> dict[str, str]:
        """What was read, with the digests of now: a manifest's ``reads``."""
        return {str(read): self.digests.of(read) for read in least(reads)}

    def changed(
        self, folder: Path, template: str, code: str, parameters: Mapping[str, Any]
    ) -> str | None:
        """Why a report must be made again, in words; None if it need not be.

        Parameters
        ----------
        folder : Path
            The report's.
        template, code : str
            The template's name and the digest of its code.
        parameters : mapping
            As they would be injected.
        """
        try:
            text = (folder / manifests.NAME).read_text(encoding="utf-8")
            manifest = json.loads(text)
            reads, files = manifest["reads"], manifest["files"]
        except (OSError, ValueError, KeyError):
            return "not there yet"
        if manifest["template"] != {"name": template, "code_sha256": code}:
            return "the template changed"
        if manifest["parameters"] != dict(parameters):
            return "the parameters changed"
        if manifest["package_sha256"] != self.code["package_sha256"]:
            return "the package changed"
        if manifest["versions"] != self.code["versions"]:
            return "versions of libraries changed"
        for text, digest in reads.items():
            if self.digests.of(Read.parse(text)) != digest:
                return f"{text} changed"
        if any(_sha_or_none(folder / name) != digest for name, digest in files.items()):
            return "its files changed"
        return None


def _sha_or_none(path: Path) -> str | None:
    try:
        return file_sha256(path)
    except OSError:
        return None
