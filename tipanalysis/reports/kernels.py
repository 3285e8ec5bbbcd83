"""Kernels that start clean: one fresh process per report, over ipc where there is one.

Parallel kernels over TCP lose ports to each other; ipc sockets do not. Their path must be short,
so the runtime folder is a private one under the system's temporary folder.

Kernels start as Jupyter starts them, or are forked from one process that has the libraries loaded
(`tipanalysis.reports.forked`): as fresh, in a tenth of the time once those are loaded.
"""

from __future__ import annotations

import asyncio
import importlib
import math
import os
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

from tipanalysis.reports.forked import Nursery, can_fork, forked_provisioner

_GRACE = 5.0
_CELL_SECONDS = 120
#: Milliseconds until a socket that is not there yet is looked for again.
_NEXT_TRY = 3
#: What may not depend on who runs a kernel: the order of sets, and where figures go.
SURROUNDINGS = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",
}


def own_kernelspecs() -> Any:
    """The kernelspec ``python3`` as the Python that runs this, whatever others lie about.

    jupyter_client would first take one of that name from ``JUPYTER_PATH`` or the user's folder,
    and with it another environment, or a Python that is no more.
    """
    from jupyter_client.kernelspec import KernelSpecManager

    return KernelSpecManager(kernel_dirs=[])


def lean_imports() -> None:
    """Keep a slow and unused part of jsonschema from being imported.

    Its check of IRIs builds 38 parsers at import, over a second in every Jupyter process; no
    Jupyter schema has an IRI. To be called before nbformat is imported.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def load_runner() -> None:
    """Import what runs a notebook, before another thread imports what makes its page.

    Two threads that begin with different parts of packages that import each other find them half
    made.
    """
    lean_imports()
    for name in (
        "jupyter_client.manager",
        "jupyter_client.provisioning.local_provisioner",
        "nbclient.exceptions",
        "papermill",
    ):
        importlib.import_module(name)


@dataclass(frozen=True)
class Kernels:
    """How kernels are started: where their sockets lie, and what they are forked from.

    Parameters
    ----------
    folder : Path
        A private folder with a short path, for sockets.
    nursery : Nursery, optional
        Fork kernels from it; without, each is a new interpreter.
    """

    folder: Path
    nursery: Nursery | None = None

    def manager_class(self, folder: Path, environment: Mapping[str, str]) -> type[Any]:
        """A manager class of jupyter_client for kernels in a folder and environment.

        Its attribute ``started`` lists the managers made from it, for `stop_after`.
        """
        return _manager_class(self, folder, environment)


@contextmanager
def fresh_kernels() -> Iterator[Kernels]:
    """Kernels as Jupyter starts them, each a new interpreter."""
    with tempfile.TemporaryDirectory(prefix="tip", ignore_cleanup_errors=True) as folder:
        yield Kernels(Path(folder))


@contextmanager
def forked_kernels() -> Iterator[Kernels]:
    """Kernels forked from one process that has the libraries loaded; fresh ones where that fails.

    The libraries load while the caller does something else. What a kernel does stays in it.
    """
    nursery = Nursery(workers=False) if can_fork() else None
    with tempfile.TemporaryDirectory(prefix="tip", ignore_cleanup_errors=True) as folder:
        if nursery is not None:
            nursery.warm()
        try:
            yield Kernels(Path(folder), nursery)
        finally:
            if nursery is not None:
                nursery.close()


def _manager_class(kernels: Kernels, working: Path, environment: Mapping[str, str]) -> type[Any]:
    import zmq
    from jupyter_client.manager import AsyncKernelManager

    class CleanKernelManager(AsyncKernelManager):
        started: list[Any] = []

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**{**kwargs, "kernel_spec_manager": own_kernelspecs()})
            self.client_factory = prompt_client()
            self.started.append(self)
            # If a socket is not listened to yet, try again soon, not a tenth of a second later.
            self.context.setsockopt(zmq.RECONNECT_IVL, _NEXT_TRY)
            if os.name == "posix":
                # Named before the sockets are: otherwise they would lie in the working folder.
                self.connection_file = str(kernels.folder / f"{uuid.uuid4().hex[:12]}.json")
                self.transport = "ipc"
                self.ip = str(Path(self.connection_file).with_suffix(""))

        async def _async_pre_start_kernel(self, **kw: Any) -> Any:
            runtime = {"JUPYTER_RUNTIME_DIR": str(kernels.folder)}
            kw["env"] = {**os.environ, **runtime, **SURROUNDINGS, **environment}
            kw["cwd"] = str(working)
            if kernels.nursery is not None and self.provisioner is None:
                self.kernel_id = self.kernel_id or str(uuid.uuid4())
                provisioner = forked_provisioner()(
                    kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
                )
                provisioner.nursery = kernels.nursery
                self.provisioner = provisioner
            return await super()._async_pre_start_kernel(**kw)

        async def _async_post_start_kernel(self, **kw: Any) -> None:
            await self._sockets()
            await super()._async_post_start_kernel(**kw)

        async def _async_interrupt_kernel(self) -> None:
            """Not as a part of its end: it would complain of that, if the end is not at once."""
            if not self.shutting_down:
                await super()._async_interrupt_kernel()

        async def _sockets(self) -> None:
            """Wait for the kernel's sockets: who connects before misses what it says first."""
            if self.transport != "ipc":
                return
            assert self.provisioner is not None
            late = time.monotonic() + _GRACE
            for port in self.ports:
                while not Path(f"{self.ip}-{port}").exists():
                    if time.monotonic() > late or await self.provisioner.poll() is not None:
                        return  # whoever asks whether it is ready will be told
                    await asyncio.sleep(_NEXT_TRY / 1000)

    return CleanKernelManager


def prompt_client() -> type[Any]:
    """A client that goes on as soon as its kernel is ready.

    jupyter_client's own then listens for a fifth of a second whether anything else is said.
    """
    from jupyter_client.asynchronous.client import AsyncKernelClient

    class PromptKernelClient(AsyncKernelClient):
        async def wait_for_ready(self, timeout: float | None = None) -> None:
            """Wait until the kernel has answered, and been heard to be idle again."""
            ends = time.monotonic() + (math.inf if timeout is None else timeout)
            while not await self._answers(self.kernel_info()):
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info")
                if time.monotonic() > ends:
                    raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

        async def _answers(self, question: str) -> bool:
            try:
                await self.get_shell_msg(timeout=1)
                while True:
                    heard = await self.get_iopub_msg(timeout=0.2)
                    idle = heard["content"].get("execution_state") == "idle"
                    if idle and heard["parent_header"].get("msg_id") == question:
                        return True
            except Empty:
                return False

    return PromptKernelClient


def run_notebook(
    source: Path, parameters: Mapping[str, Any], failed: Path, manager: type[Any]
) -> Any:
    """Run a notebook as `papermill.execute_notebook` does, which writes it in any case.

    Here it is written, to ``failed``, only if a cell fails.
    """
    from papermill import execute, iorw, parameterize
    from papermill.engines import papermill_engines

    notebook = iorw.load_notebook_node(str(source))
    if parameters:
        notebook = parameterize.parameterize_notebook(
            notebook, dict(parameters), kernel_name="python3"
        )
    notebook = execute.prepare_notebook_metadata(notebook, str(source), str(failed))
    notebook = papermill_engines.execute_notebook_with_engine(
        None,
        execute.remove_error_markers(notebook),
        kernel_name="python3",
        progress_bar=False,
        shutdown_kernel="immediate",
        kernel_manager_class=manager,
        record_timing=False,
        execution_timeout=_CELL_SECONDS,
    )
    execute.raise_for_execution_errors(notebook, str(failed))
    return notebook


@contextmanager
def stop_after(seconds: float | None, manager_class: type[Any]) -> Iterator[threading.Event]:
    """Interrupt the kernels of a manager class after some seconds, end them a little later.

    Yields
    ------
    threading.Event
        Set once the time was up.
    """
    late, done = threading.Event(), threading.Event()

    def watch() -> None:
        if done.wait(seconds):
            return
        late.set()
        _signal(manager_class, signal.SIGINT)
        if not done.wait(_GRACE):
            _signal(manager_class, getattr(signal, "SIGKILL", signal.SIGTERM))

    if seconds is None:
        yield late
        return
    threading.Thread(target=watch, daemon=True).start()
    try:
        yield late
    finally:
        done.set()


def _signal(manager_class: type[Any], number: int) -> None:
    for manager in manager_class.started:
        process = getattr(manager.provisioner, "process", None)
        if process is not None:
            with suppress(OSError):
                process.send_signal(number)
