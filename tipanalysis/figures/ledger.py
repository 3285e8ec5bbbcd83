"""The persistence matrix: what became of each recommendation, edition by edition."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from tipanalysis.figures.numbers import name_figure
from tipanalysis.figures.style import INK, PAPER, QUIET, bare, canvas, headed, styled

#: Colour and letter of each word of the ledger; light letters on dark cells.
_CELLS = {
    "asked": ("#c9d6de", "a"),
    "new": ("#f0a43a", "N"),
    "repeated": ("#2f6f93", "r"),
    "reworded": ("#4a9cc4", "w"),
    "split": ("#8fc1da", "s"),
    "merged": ("#a6d8e8", "m"),
    "dropped": (PAPER, "×"),
    "not in the summary": ("#f3f4f6", "?"),
    "not comparable": ("#e4dcc4", "c"),
}
_DARK = frozenset({"repeated"})


@styled
def recommendation_ledger(ledger: pd.DataFrame, ax: Axes | None = None, most: int = 45) -> Axes:
    """Draw the ledger as a matrix: rows recommendations, columns editions.

    Parameters
    ----------
    ledger : DataFrame
        From `linking.country_ledger`: ``recommendation``, and one column an edition, named by its
        year.
    ax : Axes, optional
        Where to draw; by default, on a new figure.
    most : int
        At most so many rows, in the order of the table.

    Returns
    -------
    Axes or None
        A lettered cell for each row and edition that has a word; None for an empty table.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> data = tip.load()
    >>> ax = tip.figures.recommendation_ledger(tip.country_ledger(data, "THA", last=2023))
    >>> ax.get_gid()
    'recommendation_ledger'
    """
    rows = ledger.head(most)
    years = [column for column in ledger.columns if str(column).isdigit()]
    names = [textwrap.shorten(str(name), 62, placeholder=" …") for name in rows["recommendation"]]
    ax = canvas(ax, 1.3 + 0.22 * len(rows))
    used: dict[str, int] = {}
    for y, (_, row) in enumerate(rows.iterrows()):
        for x, year in enumerate(years):
            word = row[year]
            if not isinstance(word, str) or word not in _CELLS:
                continue
            used[word] = used.get(word, 0) + 1
            colour, letter = _CELLS[word]
            ax.add_patch(
                Rectangle(
                    (x - 0.47, y - 0.44),
                    0.94,
                    0.88,
                    facecolor=colour,
                    edgecolor=QUIET if word == "dropped" else colour,
                    linewidth=0.7,
                )
            )
            ink = PAPER if word in _DARK else INK
            ax.text(x, y, letter, ha="center", va="center", fontsize=8, color=ink)
    ax.set_xlim(-0.5, max(len(years), 5) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xticks(range(len(years)), years)
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(rows)), names, fontsize=8)
    bare(ax)
    patches = [
        Patch(
            facecolor=_CELLS[word][0],
            edgecolor=QUIET,
            linewidth=0.5,
            label=f"{_CELLS[word][1]}  {word} ({used[word]})",
        )
        for word in _CELLS
        if word in used
    ]
    ax.figure.legend(handles=patches, loc="outside lower left", ncols=min(len(patches), 4))
    title = str(ledger.attrs.get("title", "What became of each recommendation"))
    some = len(rows) < len(ledger)
    headed(ax, f"{title}{f'; the first {len(rows)} of {len(ledger)} rows' if some else ''}")
    counts = ", ".join(f"{count} {word}" for word, count in used.items())
    alt = f"{title}: {len(rows)} of {len(ledger)} rows, editions {', '.join(years)}; {counts}."
    return name_figure(ax, "recommendation_ledger", title, alt)
