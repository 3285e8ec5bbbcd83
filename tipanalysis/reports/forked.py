"""Processes forked from one that has the heavy modules loaded: kernels and workers in no time.

The server is the standard library's ``multiprocessing.forkserver``, one of our own, so that no
setting of anyone's programme is touched, and asked directly: ``multiprocessing.Process`` would run
the caller's script again in every child and refuses to work inside a daemonic process (Dask's).

Nobody is left behind: each child holds the read end of a pipe whose write end only its starter
has. When the starter is gone, however it went, the child ends, and with the last child the server.
"""

from __future__ import annotations

import io
import os
import select
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if os.name == "posix":
    from multiprocessing import forkserver, reduction

_KILLED_WITHIN = 2.0
PRELOAD = "tipanalysis.reports.preload"
PRELOAD_WORKERS = "tipanalysis.reports.preload_workers"
#: Settings of a kernel that nobody types in: no pause after a cell, no wait for empty streams, and
#: its cells are none of the user's history. What it shows does not depend on them.
_UNATTENDED = (
    "--Kernel._execute_sleep=0",
    "--IPKernelApp.outstream_class=tipanalysis.reports.streams.PromptStream",
    "--HistoryManager.enabled=False",
)


def can_fork() -> bool:
    """Whether processes can be forked from a server here."""
    return os.name == "posix" and hasattr(os, "fork") and reduction.HAVE_SEND_HANDLE


class Child:
    """A running child: its process id, whether it runs, and the means to end it.

    Parameters
    ----------
    status, held : int
        File descriptors: where the server reports process id and exit code, and the end whose
        closing tells the child that its starter is gone.
    """

    def __init__(self, status: int, held: int) -> None:
        self._status, self._held = status, held
        self._code: int | None = None
        self.pid = forkserver.read_signed(status)

    def fileno(self) -> int:
        """Ready to be read once the child has ended."""
        return self._status

    def poll(self) -> int | None:
        """The exit code, or None while the child runs."""
        if self._code is None and select.select([self._status], [], [], 0)[0]:
            try:
                self._code = forkserver.read_signed(self._status)
            except (EOFError, OSError):
                self._code = -int(signal.SIGKILL)
            os.close(self._status)
            os.close(self._held)
        return self._code

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait for the end; the exit code, or None if it still runs."""
        if self._code is None:
            select.select([self._status], [], [], seconds)
        return self.poll()

    def forget(self) -> None:
        """Kill it and see no more of it: to take its memory apart takes a while."""
        self.signal(signal.SIGKILL)
        if self._code is None:
            self._code = -int(signal.SIGKILL)
            os.close(self._status)
            os.close(self._held)

    def signal(self, number: int) -> None:
        """Signal the child and what it started; nothing happens if it has ended."""
        if self.poll() is None:
            for send in (os.killpg, os.kill):
                with suppress(ProcessLookupError, PermissionError):
                    send(self.pid, number)
                    return


class Nursery:
    """The process that others are forked from, and the way to ask it for one.

    Parameters
    ----------
    inherited : bool
        In a child, use the server that this child was forked from.
    workers : bool
        Workers are forked from it, not kernels alone: it loads what they need too.
    """

    def __init__(self, inherited: bool = False, workers: bool = True) -> None:
        self._inherited = inherited
        self._server: Any = _Borrowed() if inherited else forkserver.ForkServer()
        if not inherited:
            wanted = [PRELOAD, PRELOAD_WORKERS] if workers else [PRELOAD]
            self._server.set_forkserver_preload(wanted)

    def warm(self) -> None:
        """Start the server now; it loads its modules while the caller does something else."""
        # Settled when Python, matplotlib and Arrow start.
        wanted = {
            "PYTHONHASHSEED": "0",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others keep more than they give out
            # glibc: memory that one figure gave back is kept for the next, not asked for anew.
            "MALLOC_MMAP_THRESHOLD_": str(64 << 20),
            "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
            "MALLOC_TOP_PAD_": str(1 << 20),
        }
        kept = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            self._server.ensure_running()
        finally:
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value

    def start(
        self, life: Callable[[], object], fds: Sequence[int] = (), leave: Path | None = None
    ) -> Child:
        """Fork a child that calls ``life`` (pickled) and ends with it.

        Parameters
        ----------
        life : callable
            Importable by its name, without arguments.
        fds : sequence of int
            File descriptors that the child gets, see `inherited_fds`.
        leave : Path, optional
            A folder that the child removes if its starter goes first.
        """
        self.warm()
        message = io.BytesIO()
        reduction.dump({}, message)
        reduction.dump(_Birth(life, leave), message)
        status, write = self._server.connect_to_new_process(list(fds))
        with os.fdopen(os.dup(write), "wb") as stream:
            stream.write(message.getbuffer())
        return Child(status, write)

    def close(self) -> None:
        """End the server, unless it is the parent's; its children end with their starters."""
        if self._inherited:
            return
        pid = self._server._forkserver_pid
        if pid is not None:  # it may still be loading, or would take itself apart for long
            os.kill(pid, signal.SIGKILL)
        self._server._stop()


@contextmanager
def early_nursery(out: Path) -> Iterator[Nursery | None]:
    """A nursery for a batch, loading already if no report is there yet: each will be made.

    Nothing heavy is imported for it: whoever asks first thing has it load while he does.

    Yields
    ------
    Nursery or None
        None where processes cannot be forked.
    """
    nursery = Nursery() if can_fork() else None
    try:
        if nursery is not None and next(out.glob("*/*/report.html"), None) is None:
            nursery.warm()
        yield nursery
    finally:
        if nursery is not None:
            nursery.close()


def inherited_fds() -> list[int]:
    """The file descriptors that a child was given."""
    return list(forkserver.get_inherited_fds() or ())


if os.name == "posix":

    class _Borrowed(forkserver.ForkServer):
        """The server that this process was forked from."""

        def __init__(self) -> None:
            super().__init__()
            mine = vars(forkserver._forkserver)
            for name in ("_forkserver_address", "_forkserver_alive_fd", "_forkserver_authkey"):
                if name in mine:
                    setattr(self, name, mine[name])

        def ensure_running(self) -> None:
            """It runs: this process is its child."""


@dataclass(frozen=True)
class _Birth:
    """What a new child does first; the server calls `_bootstrap`."""

    life: Callable[[], object]
    leave: Path | None = None

    def _bootstrap(self, parent_sentinel: int) -> int:
        os.setsid()
        threading.Thread(target=_end_with, args=(parent_sentinel, self.leave), daemon=True).start()
        try:
            self.life()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        finally:
            for stream in (sys.stdout, sys.stderr):
                with suppress(Exception):
                    stream.flush()
        return 0


def _end_with(parent_sentinel: int, leave: Path | None) -> None:
    """Wait until the starter is gone, then go, with all that this process started."""
    while os.read(parent_sentinel, 1):
        continue
    if leave is not None:
        for folder in (leave, *_server_folders()):
            shutil.rmtree(folder, ignore_errors=True)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _server_folders() -> list[Path]:
    """Where multiprocessing keeps the server's socket; its owner would have removed it."""
    folder = Path(str(vars(forkserver._forkserver)["_forkserver_address"])).parent
    return [folder] if folder.name.startswith("pymp-") else []


@dataclass(frozen=True)
class KernelLife:
    """An IPython kernel, as ``python -m ipykernel_launcher`` starts it.

    Parameters
    ----------
    arguments : tuple of str
        What follows ``ipykernel_launcher`` on its command line.
    folder : str
        The working folder.
    environment : mapping of str to str
        All of the environment.
    """

    arguments: tuple[str, ...]
    folder: str
    environment: Mapping[str, str]

    def __call__(self) -> None:
        """Run until told to shut down."""
        # debugpy sets some when imported, which here was before the fork.
        imported = {name: text for name, text in os.environ.items() if name.startswith("PYDEVD_")}
        os.environ.clear()
        os.environ.update({**imported, **self.environment, "JPY_PARENT_PID": str(os.getppid())})
        os.chdir(self.folder)
        while sys.path and (sys.path[0] == "" or Path(sys.path[0]) == Path.cwd()):
            del sys.path[0]
        if "numpy.random" in sys.modules:  # or all kernels would draw the same numbers
            sys.modules["numpy.random"].seed()
        from ipykernel import kernelapp

        sys.argv = ["ipykernel_launcher.py", *self.arguments]
        # Read from the environment when ipykernel is imported, which was long ago.
        parent = f"--IPKernelApp.parent_handle={os.getppid()}"
        kernelapp.launch_new_instance(argv=[*self.arguments, parent])


def forked_provisioner() -> type[Any]:
    """The provisioner class of jupyter_client whose kernels are forked from a `Nursery`."""
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    class ForkedProvisioner(LocalProvisioner):
        """Starts a kernel by forking; all else is as for a local kernel."""

        nursery: Nursery | None = None

        async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
            """Fork a kernel; its command line is the one that it would have been started with."""
            assert self.nursery is not None
            life = KernelLife(
                (*cmd[cmd.index("ipykernel_launcher") + 1 :], *_UNATTENDED),
                str(kwargs.get("cwd") or Path.cwd()),
                dict(kwargs.get("env") or os.environ),
            )
            process: Any = _Process(self.nursery.start(life))
            self.process = process
            self.pid = self.pgid = process.pid
            self.cwd = life.folder
            return self.connection_info

        async def kill(self, restart: bool = False) -> None:
            """End it; whoever asks next is told that it has ended, and need not poll."""
            process: Any = self.process
            if process is not None and restart:
                process.kill()
                process.wait(_KILLED_WITHIN)
            elif process is not None:
                process.forget()

    return ForkedProvisioner


class _Process:
    """A child in the terms of `subprocess.Popen`, as far as jupyter_client uses them."""

    stdout = stderr = stdin = None

    def __init__(self, child: Child) -> None:
        self._child, self.pid = child, child.pid

    def poll(self) -> int | None:
        return self._child.poll()

    def wait(self, seconds: float | None = None) -> int | None:
        return self._child.wait(seconds)

    def send_signal(self, number: int) -> None:
        self._child.signal(number)

    def kill(self) -> None:
        self._child.signal(signal.SIGKILL)

    def forget(self) -> None:
        self._child.forget()

    def terminate(self) -> None:
        self._child.signal(signal.SIGTERM)
