"""What a kernel needs, imported once, in the process that kernels are forked from.

Importing this module is all it does. Nothing here may start a thread, open a socket or ask for
the running shell: a forked kernel must not be told from one that was started by itself. So the
inline backend and ``tipanalysis.figures`` itself, which look for the shell when imported, are left
to the kernel; what they import is not.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import nullcontext, suppress
from itertools import product

#: Slow to import, and of no influence on what a notebook shows.
_HEAVY = (
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.interactiveshell",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "scipy.stats",
    "sqlite3",
    "statsmodels.duration.survfunc",
    "statsmodels.stats.proportion",
    "tipanalysis.compare",
    "tipanalysis.figures.history",
    "tipanalysis.linking.recommended",
    "tipanalysis.reports.streams",
    "tipanalysis.sentences",
    "tornado.platform.asyncio",
    "tornado.queues",
)
#: Sizes of text in figures: each is looked for among the fonts once.
_SIZES = (7, 7.5, 8, 8.5, 9, 10.5, 11)
#: Looks for the running shell when imported: to be imported again, by the kernel.
_AGAIN = ("tipanalysis.figures",)


def _draw_once() -> None:
    """Have fonts found and letters of tiers set before the fork: each kernel would do it again."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from tipanalysis.figures.style import INK, house_style
    from tipanalysis.figures.tiles import CHECK, draw_marks
    from tipanalysis.terms import LETTERS

    with house_style():
        figure = Figure(layout="constrained")
        ax = figure.subplots()
        ax.set_title("A", weight="bold")
        for mark in [*sorted(filter(None, set(LETTERS.values()))), CHECK]:
            draw_marks(ax, [(0, 0)], mark, INK)
    for settings in (nullcontext(), house_style()):  # fonts are looked for anew under other ones
        with settings:
            for size, weight in product(_SIZES, ("normal", "bold")):
                ax.text(0, 0, "A", size=size, weight=weight, in_layout=False)
    FigureCanvasAgg(figure).draw()


def _close_fonts() -> None:
    """Let go of every font that drawing has opened.

    An open file has one position, and all that are forked from here would move it: a kernel would
    read the letters of another. matplotlib forgets fonts after a fork, but for those that its
    mathtext has parsed with.
    """
    from matplotlib import font_manager, mathtext

    mathtext.MathTextParser._parse_cached.cache_clear()  # type: ignore[attr-defined]
    font_manager._get_font.cache_clear()  # type: ignore[attr-defined]
    gc.collect()  # they lie in cycles


def _preload() -> None:
    quiet = "PYDEVD_DISABLE_FILE_VALIDATION"  # debugpy's warning, of no use without a debugger
    before = os.environ.get(quiet)
    os.environ[quiet] = "1"
    gc.disable()  # imports leave little garbage, and looking for it takes a tenth of their time
    for name in _HEAVY:
        with suppress(ImportError):
            importlib.import_module(name)
    os.environ.pop(quiet)
    if before is not None:
        os.environ[quiet] = before
    for name in _AGAIN:
        parent, _, child = name.rpartition(".")
        del sys.modules[name]
        delattr(sys.modules[parent], child)
    # With what little garbage there is: to look for it takes longer than it saves. What drawing
    # leaves is looked through.
    gc.freeze()
    _draw_once()
    _close_fonts()
    # pandas asks at import whether it is in a terminal, and then cuts wide tables; in a kernel it
    # does not. These are the values of a kernel.
    importlib.import_module("pandas").set_option("display.max_columns", 20, "display.width", 80)
    gc.freeze()
    # A report leaves little as well, and is over soon: to look every 700 objects takes 4 percent.
    gc.set_threshold(20_000)
    gc.enable()


_preload()
