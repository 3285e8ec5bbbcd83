"""What a worker needs besides its kernels, imported once, in the process that it is forked from.

Importing this module, after `preload`, is all it does.
"""

from __future__ import annotations

import gc
import importlib
import sys
from contextlib import suppress

from tipanalysis.reports.kernels import lean_imports
from tipanalysis.schema import find_folder, read_package, read_table

_HEAVY = (
    "nbclient",
    "nbconvert.exporters.templateexporter",
    "papermill",
    "tipanalysis.reports.page",
    "tipanalysis.reports.run",
)


def _preload() -> None:
    gc.disable()
    apart = "rfc3987_syntax" not in sys.modules
    lean_imports()
    for name in _HEAVY:
        importlib.import_module(name)
    if apart:  # kernels are forked from here too, and may want it
        del sys.modules["rfc3987_syntax"]
    with suppress(Exception):  # whoever loads the tables says what is wrong with them
        package = read_package(find_folder("data"))
        for table in package.tables.values():
            read_table(package.folder, table)
    gc.freeze()
    gc.enable()


_preload()
