"""Kernels that start clean: one fresh process per report, over ipc where there is one.

Parallel kernels over TCP lose ports to each other; ipc sockets do not. Their path must be short,
so the runtime folder is a private one under the system's temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: What may not depend on who runs a kernel: the order of sets, and where figures go.
SURROUNDINGS = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",
}


def lean_imports() -> None:
    """Keep a slow and unused part of jsonschema from being imported.

    Its check of IRIs builds 38 parsers at import, over a second in every Jupyter process; no
    Jupyter schema has an IRI. To be called before nbformat is imported.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


@contextmanager
def short_runtime_folder(**environment: str) -> Iterator[str]:
    """A private runtime folder with a short path, for the length of a run.

    Further environment variables for the kernels are set and put back the same way: a kernel
    inherits those of its parent.
    """
    with tempfile.TemporaryDirectory(prefix="tip") as folder:
        wanted = {**environment, "JUPYTER_RUNTIME_DIR": folder}
        kept = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            yield folder
        finally:
            for name, value in kept.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def kernel_manager_class() -> type[Any]:
    """A manager whose kernels talk over ipc, or over TCP where there is no ipc."""
    from jupyter_client.manager import AsyncKernelManager

    if os.name == "nt":
        return AsyncKernelManager

    class IpcKernelManager(AsyncKernelManager):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            # Named before the sockets are: otherwise they would lie in the working folder.
            folder = os.environ.get("JUPYTER_RUNTIME_DIR") or tempfile.gettempdir()
            self.connection_file = str(Path(folder) / f"{uuid.uuid4().hex[:12]}.json")
            self.transport = "ipc"
            self.ip = str(Path(self.connection_file).with_suffix(""))

    return IpcKernelManager
