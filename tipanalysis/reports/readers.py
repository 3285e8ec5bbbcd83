"""The files of one report, in a folder or in a zip file: read into memory, within limits.

Nothing is unpacked to disk, and no link is followed.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.untrusted import LARGEST_FILE, NotReadable

#: What operating systems put beside files, and nobody takes for a part of a report.
_OF_SYSTEMS = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})


def by_system(member: str) -> bool:
    """Whether an operating system put a file there.

    Examples
    --------
    >>> by_system("__MACOSX/._report.html"), by_system("report.html")
    (True, False)
    """
    parts = member.split("/")
    return bool({*parts} & _OF_SYSTEMS) or parts[-1].startswith("._")


class FolderReader:
    """Reads regular files of one folder; a link in it is not followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> FolderReader:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def names(self) -> Iterator[str]:
        for top, folders, names in os.walk(self.folder):
            for name in [*names, *(f for f in folders if (Path(top) / f).is_symlink())]:
                yield (Path(top) / name).relative_to(self.folder).as_posix()

    def has(self, name: str) -> bool:
        return os.path.lexists(self.folder / name)

    def read(self, name: str) -> bytes:
        place = self.folder
        for part in PurePosixPath(name).parts:
            place = place / part
            try:
                mode = place.lstat().st_mode
            except OSError as error:
                raise NotReadable(f"{name} is not in the report") from error
            if stat.S_ISLNK(mode):
                raise NotReadable(f"{name} is a link out of its folder, or may be one")
        if not stat.S_ISREG(mode):
            raise NotReadable(f"{name} is not a file")
        try:
            with place.open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except OSError as error:
            raise NotReadable(f"{name} cannot be read ({error.strerror})") from error
        if len(data) > LARGEST_FILE:
            raise NotReadable(f"{name} has more than {LARGEST_FILE:,} bytes")
        return data


class ZipReader:
    """Reads members of one folder of a zip file into memory, up to a limit."""

    def __init__(self, path: Path, inside: str) -> None:
        self.path = path
        self.prefix = f"{inside}/" if inside else ""

    def __enter__(self) -> ZipReader:
        self.archive = zipfile.ZipFile(self.path)
        self.members = set(self.archive.namelist())
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def names(self) -> Iterator[str]:
        folders = {
            name.removesuffix(manifests.NAME)
            for name in self.members
            if name.rsplit("/", 1)[-1] == manifests.NAME and name != self.prefix + manifests.NAME
        }
        for name in self.members:
            inside = name.startswith(self.prefix) and not name.endswith("/")
            deeper = any(len(f) > len(self.prefix) and name.startswith(f) for f in folders)
            if inside and not deeper:
                yield name.removeprefix(self.prefix)

    def has(self, name: str) -> bool:
        return self.prefix + name in self.members

    def read(self, name: str) -> bytes:
        if not self.has(name):
            raise NotReadable(f"{name} is not in the report")
        entry = self.archive.getinfo(self.prefix + name)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise NotReadable(f"{name} is a link out of its folder, or may be one")
        if entry.file_size > LARGEST_FILE:
            raise NotReadable(f"{name} has more than {LARGEST_FILE:,} bytes")
        try:
            with self.archive.open(entry) as member:
                data = member.read(LARGEST_FILE + 1)
        except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError) as error:
            raise NotReadable(f"{name} cannot be read from the zip file ({error})") from error
        except Exception as error:  # zlib, lzma and bz2 each raise their own
            raise NotReadable(f"{name} cannot be unpacked") from error
        if len(data) > LARGEST_FILE:
            raise NotReadable(f"{name} has more than {LARGEST_FILE:,} bytes")
        return data
