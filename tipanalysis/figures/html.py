"""A figure as HTML, for whoever shows it outside a notebook's outputs."""

from __future__ import annotations

import base64
import io
from html import escape

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tipanalysis.figures.numbers import alt_text


def as_html(ax: Axes | None) -> str:
    """A figure as a picture with its text alternative; nothing for no figure.

    The figure is closed afterwards.

    Parameters
    ----------
    ax : Axes or None
        From a function of `tipanalysis.figures`.

    Returns
    -------
    str
        One ``img`` element, its pixels (PNG) within it; empty for None and for axes of a subfigure.

    Examples
    --------
    >>> as_html(None)
    ''
    """
    if ax is None or not isinstance(ax.figure, Figure):
        return ""
    file = io.BytesIO()
    ax.figure.savefig(file, format="png", metadata={"Software": None})
    plt.close(ax.figure)
    data = base64.b64encode(file.getvalue()).decode()
    alt = escape(alt_text(ax))
    return f"<img style='max-width:100%' alt='{alt}' src='data:image/png;base64,{data}'>"
