"""Folders of reports: built aside, put in place whole, and put right after a crash.

A report is built in ``.building-<name>-<random>`` beside its place, under a lock that ends with its
builder. To replace an earlier report takes two renames; whoever comes next finishes what a crash
left between them, and removes what nobody builds any more.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tipanalysis.reports.locks import held

BUILDING = ".building-"
_OLD, _HELD = "old", ".held"
_NEW_FOR = 5.0


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """An empty folder to build a report in; `swap` puts it in place."""
    recover(target.parent, target.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{BUILDING}{target.name}-", dir=target.parent))
    try:
        with held(folder / _HELD):
            made = folder / target.name
            made.mkdir()
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(made: Path, target: Path) -> None:
    """Put a finished folder in the place of an earlier one."""
    if target.exists():
        target.rename(made.parent / _OLD)
    made.rename(target)


def recover(parent: Path, name: str = "", new_for: float = _NEW_FOR) -> int:
    """Finish or remove what crashed builders left in a folder.

    Parameters
    ----------
    parent : Path
        Where reports lie.
    name : str
        Only what was built under this name; by default all.
    new_for : float
        Seconds for which a folder without a lock may still be somebody's.

    Returns
    -------
    int
        How many folders were cleared away.
    """
    cleared = 0
    for folder in sorted(parent.glob(f"{BUILDING}{name}{'-' if name else ''}*")):
        lock = folder / _HELD
        if not lock.exists() and _age(folder) < new_for:
            continue
        with held(lock) as abandoned:
            if not abandoned:
                continue
            target = parent / folder.name.removeprefix(BUILDING).rpartition("-")[0]
            if (folder / _OLD).exists() and not target.exists():
                made = folder / target.name
                (made if made.exists() else folder / _OLD).rename(target)
            shutil.rmtree(folder, ignore_errors=True)
            cleared += 1
    return cleared


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
