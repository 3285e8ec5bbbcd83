"""Who works in a folder: locks that end with their holder, however it ends."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tipanalysis.errors import TipError

if os.name == "posix":
    import fcntl

LOCK = ".tipanalysis-batch.lock"
_POLL = 0.2


class FolderHeld(TipError):
    """Another batch is working in the folder."""


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold a lock file while inside; yields False at once if someone else does.

    The system releases the lock when its holder ends, even if killed. The file says who that is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        mine = _try(file.fileno())
        if mine:
            file.truncate(0)
            file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
            file.flush()
        yield mine


def _try(descriptor: int) -> bool:
    if os.name != "posix":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def folder_held(
    folder: Path, wait: bool = False, say: Callable[[str], None] = lambda words: None
) -> Iterator[None]:
    """Hold a folder for one batch.

    Parameters
    ----------
    folder : Path
        The folder.
    wait : bool
        Wait for another batch to end; otherwise refuse.
    say : callable
        Is told once whom we wait for.

    Raises
    ------
    FolderHeld
        With the process that holds it.
    """
    path = folder / LOCK
    told = False
    while True:
        with held(path) as mine:
            if mine:
                yield
                return
            who = path.read_text(encoding="utf-8").strip() if path.exists() else ""
        if not wait:
            raise FolderHeld(
                f"{folder}: another batch is at work here ({who or 'just started'}). "
                "Wait for it with --wait, or name another folder with --out."
            )
        if not told:
            say(f"Waiting for another batch ({who})")
            told = True
        time.sleep(_POLL)
