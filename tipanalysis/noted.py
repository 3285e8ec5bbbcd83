"""A table that ends a cell as a plain DataFrame still says what caveats ride on it."""

from __future__ import annotations

import sys
from html import escape
from typing import TYPE_CHECKING, Any

from tipanalysis import terms

if TYPE_CHECKING:
    import pandas as pd


_FRAME = "pandas.DataFrame"


def note(frame: pd.DataFrame) -> str:
    """What else to know of a table, from its ``attrs``: its note, then its caveats in words.

    Parameters
    ----------
    frame : DataFrame
        A table from `tipanalysis.compare`; of another table there is nothing to say.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"tier": ["Tier 2"]})
    >>> frame.attrs["caveats"] = ("ordinal",)
    >>> note(frame)
    'Tiers are ordered words; no mean is taken of them.'
    """
    parts = [terms.CAVEATS[code] for code in frame.attrs.get("caveats", ())]
    words = frame.attrs.get("note")
    return " ".join([*([str(words)] if words else []), *parts])


def in_notebooks() -> None:
    """In IPython, Lab's kernels included, show the note below a DataFrame that has one.

    Nothing else of how a DataFrame is shown changes; outside of IPython nothing happens.
    """
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        formatters = shell.display_formatter.formatters
        # By name, so that pandas need not be there yet.
        formatters["text/html"].for_type(_FRAME, _html)
        formatters["text/plain"].for_type(_FRAME, _text)


def _html(frame: pd.DataFrame) -> Any:
    html, words = frame._repr_html_(), note(frame)
    return f"{html}<p class='tip-note'>{escape(words)}</p>" if html and words else html


def _text(frame: pd.DataFrame, printer: Any, cycle: bool) -> None:
    words = note(frame)
    printer.text(f"{frame!r}\n{words}" if words else repr(frame))
