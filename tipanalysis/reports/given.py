"""A report received from somebody else: found, read and checked without trusting a byte of it.

Nothing is unpacked to disk, nothing in it is executed, no name in it is followed out of its
folder; sizes, counts and depths have limits. What is wrong is said all at once.
"""

from __future__ import annotations

import hashlib
import os
import time
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from tipanalysis.errors import TipError
from tipanalysis.reports import crate
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.readers import FolderReader, ZipReader, by_system
from tipanalysis.reports.untrusted import (
    LARGEST_REPORT,
    MOST_FILES,
    NotReadable,
    parse_json,
    safe_member,
    safe_name,
)

NOTEBOOK = "report.ipynb"
_MOST_REPORTS = 20_000


class ReportRefused(TipError):
    """A report that cannot serve as evidence; every reason is named.

    Parameters
    ----------
    where : str
        The report.
    reasons : sequence of str
        Why it is refused.
    """

    def __init__(self, where: object, reasons: Sequence[str]) -> None:
        self.reasons = tuple(visible(reason) for reason in reasons)
        lines = "".join(f"\n  {reason}" for reason in self.reasons)
        super().__init__(f"{visible(where)}: refused:{lines}")


def visible(text: object) -> str:
    r"""Text from outside, with control, bidirectional and unpaired characters made visible.

    Examples
    --------
    >>> visible("Tier\x1b[31m 2\u202e")
    'Tier\\x1b[31m 2\\u202e'
    """
    return "".join(_shown(character) for character in str(text))


def _shown(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co"):
        return character
    return character.encode("unicode_escape").decode("ascii")


@dataclass(frozen=True, order=True)
class Place:
    """Where a report is: a folder, or a folder inside a zip file."""

    path: Path
    inside: str | None = None

    def __str__(self) -> str:
        """The place as a reader would name it."""
        if self.inside is None:
            return self.path.as_posix()
        return f"{self.path.as_posix()}:{self.inside or '.'}"


@dataclass(frozen=True)
class Given:
    """A report as it was received, read but not believed.

    Attributes
    ----------
    place : Place
        Where it was.
    manifest : mapping
        Of the right shape; what it says may still be false.
    files : mapping of str to bytes
        The files that the manifest names and that are there.
    unvouched : mapping of str to bytes
        Files beside them that the manifest does not name, as far as they can be read.
    beside : tuple of str
        Names of all such files.
    described : bytes or None
        The RO-Crate as it stands; None if there is none.
    notebook : mapping
        Its executed notebook, valid by the notebook format.
    lies : tuple of str
        Where the manifest contradicts the files beside it.
    seconds : float
        Time that reading and hashing took.
    """

    place: Place
    manifest: Mapping[str, Any]
    files: Mapping[str, bytes]
    notebook: dict[str, Any]
    lies: tuple[str, ...]
    unvouched: Mapping[str, bytes] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    described: bytes | None = None
    seconds: float = 0.0


def find(path: Path) -> tuple[Place, ...]:
    """Every report in a folder or zip file; a file of a report stands for the report.

    Raises
    ------
    ReportRefused
        If there is none, or the zip file cannot be read safely.
    """
    if path.is_file() and path.suffix.lower() == ".zip":
        found = _in_zip(path)
    elif path.is_file() and (path.parent / manifests.NAME).is_file():
        found = (Place(path.parent),)
    elif (path / manifests.NAME).is_file():
        found = (Place(path),)
    elif path.is_dir():
        found = tuple(
            sorted(Place(Path(top)) for top, _, names in os.walk(path) if manifests.NAME in names)
        )
    else:
        raise ReportRefused(path, ["there is no such folder or zip file"])
    if not found:
        raise ReportRefused(path, [f"no report in it (no {manifests.NAME})"])
    return found


def _in_zip(path: Path) -> tuple[Place, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [entry.filename for entry in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReportRefused(path, [f"not a zip file that can be read ({error})"]) from error
    names = [name for name in members if not by_system(name)]
    if len(members) > _MOST_REPORTS * MOST_FILES:
        raise ReportRefused(path, ["more files in it than any set of reports has"])
    bad = [name for name in names if not safe_member(name)]
    if bad:
        listed = [f'the name "{name[:120]}" leaves its folder' for name in bad[:20]]
        raise ReportRefused(path, listed)
    if len(set(names)) < len(names):
        raise ReportRefused(path, ["two entries have the same name"])
    folders = {
        PurePosixPath(name).parent.as_posix() for name in names if _name(name) == manifests.NAME
    }
    return tuple(Place(path, "" if folder == "." else folder) for folder in sorted(folders))


def _name(member: str) -> str:
    return member.rsplit("/", 1)[-1]


def read(place: Place) -> Given:
    """Read one report.

    Raises
    ------
    ReportRefused
        With every reason, if it cannot be read safely, its manifest has not the shape of a
        manifest, or its notebook is not a notebook whose every cell was run.
    """
    started = time.monotonic()
    reader = _reader(place)
    try:
        with reader:
            manifest = parse_json(reader.read(manifests.NAME), manifests.NAME)
            faults = list(manifests.faults_of_shape(manifest))
            if faults:
                raise ReportRefused(place, faults)
            files, lies = _files(reader, manifest["files"])
            seconds = time.monotonic() - started
            described = reader.read(crate.NAME) if reader.has(crate.NAME) else None
            kept = {*files, *manifest["files"], manifests.NAME, crate.NAME}
            beside = sorted(name for name in set(reader.names()) - kept if not by_system(name))
            unvouched = _readable(reader, beside)
        notebook = parse_json(files.get(NOTEBOOK, b""), NOTEBOOK)
        never_run = _never_run(notebook)
    except NotReadable as error:
        raise ReportRefused(place, [str(error)]) from error
    if never_run:
        raise ReportRefused(place, never_run)
    lies += list(manifests.lies(manifest, notebook))
    if described is not None and not crate.agrees(described, manifest):
        lies.append(f"{crate.NAME} does not describe the files of the manifest")
    return Given(
        place,
        manifest,
        files,
        notebook,
        tuple(lies),
        unvouched,
        tuple(beside[:MOST_FILES]),
        described,
        seconds,
    )


def _reader(place: Place) -> FolderReader | ZipReader:
    if place.inside is None:
        return FolderReader(place.path)
    return ZipReader(place.path, place.inside)


def _files(
    reader: FolderReader | ZipReader, named: Mapping[str, str]
) -> tuple[dict[str, bytes], list[str]]:
    files: dict[str, bytes] = {}
    lies = []
    left = LARGEST_REPORT
    for name, digest in sorted(named.items()):
        if not reader.has(name):
            lies.append(f"{name} is in the manifest and not in the report")
            continue
        files[name] = reader.read(name)
        left -= len(files[name])
        if left < 0:
            raise NotReadable(f"the report has more than {LARGEST_REPORT:,} bytes")
        if hashlib.sha256(files[name]).hexdigest() != digest:
            lies.append(f"{name} is not the file that the manifest describes (SHA-256)")
    return files, lies


def _readable(reader: FolderReader | ZipReader, names: Sequence[str]) -> dict[str, bytes]:
    """Files that can be read safely, up to the size that a report may have."""
    found: dict[str, bytes] = {}
    for name in names[:MOST_FILES]:
        try:
            data = reader.read(name) if safe_name(name) else None
        except NotReadable:
            data = None
        if data is not None and sum(map(len, found.values())) + len(data) <= LARGEST_REPORT:
            found[name] = data
    return found


def _never_run(notebook: Any) -> list[str]:
    from nbformat.validator import iter_validate

    first = next(iter_validate(notebook, version=4, version_minor=5), None)
    if first is not None:
        where = "/".join(map(str, first.absolute_path))
        raise NotReadable(f"{NOTEBOOK} is not a notebook of format 4.5 (at {where or 'the top'})")
    return [
        f"{NOTEBOOK}, cell {number}: never run, so it is no evidence"
        for number, cell in enumerate(notebook["cells"], start=1)
        if cell["cell_type"] == "code"
        and "".join(cell["source"]).strip()
        and cell["execution_count"] is None
    ]
