"""What a kernel needs, imported once, in the process that kernels are forked from.

Importing this module is all it does. Nothing here may start a thread, open a socket or ask for
the running shell: a forked kernel must not be told from one that was started by itself. So the
inline backend and ``tipanalysis.figures`` itself, which look for the shell when imported, are left
to the kernel; what they import is not.
"""

from __future__ import annotations

import gc
import importlib
import sys

import pandas as pd

#: Slow to import, and of no influence on what a notebook shows.
_HEAVY = (
    "IPython.core.completer",
    "IPython.core.interactiveshell",
    "ipykernel.datapub",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "nbclient",
    "nbconvert.exporters",
    "papermill",
    "scipy.stats",
    "statsmodels.stats.proportion",
    "tipanalysis.compare",
    "tipanalysis.figures.history",
    "tipanalysis.sentences",
    "tipanalysis.reports.run",
    "tipanalysis.reports.page",
)
#: Looks for the running shell when imported: to be imported again, by the kernel.
_AGAIN = ("tipanalysis.figures",)


def _preload() -> None:
    for name in _HEAVY:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    for name in _AGAIN:
        parent, _, child = name.rpartition(".")
        del sys.modules[name]
        delattr(sys.modules[parent], child)
    # pandas asks at import whether it is in a terminal, and then cuts wide tables; in a kernel it
    # does not. These are the values of a kernel.
    pd.set_option("display.max_columns", 20, "display.width", 80)
    gc.collect()
    gc.freeze()


_preload()
