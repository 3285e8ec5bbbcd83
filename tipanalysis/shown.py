"""What a notebook cell shows: prose and tables that print well in Lab, a page and a terminal.

A shown table carries, beside its HTML, its own rows as one more MIME type, so that a report can
write them as CSV and a reviewer can compare them value by value. All text is escaped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from tipanalysis.noted import note

TABLE_MIME = "application/vnd.tipanalysis.table+json"
#: The plotted numbers of a figure, beside its pixels.
FIGURE_MIME = "application/vnd.tipanalysis.figure+json"
#: An environment variable: figures are then drawn as SVG too.
SVG_WANTED = "TIPANALYSIS_SVG"
MISSING = "–"
#: Lab sets all cells to the right, by a rule of two classes; words read better to the left.
_ALIGNED = (
    "<style>.tip-table.tip-table table :is(caption,th,td){text-align:left}"
    ".tip-table.tip-table table .num{text-align:right}"
    ".tip-table.tip-table table .whole{overflow-wrap:normal}"
    ".tip-table.tip-table table .short{min-width:0;white-space:nowrap}"
    ".tip-table.tip-table table .long{min-width:13rem}</style>"
)
#: A column of no longer words is never broken within one; addresses and digests are.
_LONGEST_WHOLE = 18
#: A cell up to so long needs no room beyond its own; a longer text does among many columns.
_SHORT, _MANY = 6, 12
_SHARES = frozenset({"share", "low", "high", "chance"})


def plain(text: object) -> str:
    r"""Text from outside, made safe to stand in Markdown: no markup of it survives.

    Examples
    --------
    >>> plain("<b>*Tier*</b>")
    '&lt;b&gt;\\*Tier\\*&lt;/b&gt;'
    """
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", escape(str(text), quote=False))


@dataclass(frozen=True)
class Prose:
    """Sentences in Markdown, in the package's own words.

    Parameters
    ----------
    markdown : str
        Text; whatever comes from tables must have passed through `plain`.

    Examples
    --------
    >>> Prose("Thailand stands on **Tier 2**.")
    Thailand stands on Tier 2.
    """

    markdown: str

    def __repr__(self) -> str:
        """The words without their marks."""
        text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", self.markdown)
        text = re.sub(r"(?<!\\)(\*\*|[*`])", "", text)
        text = re.sub(r"\\(.)", r"\1", text)
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    def _repr_markdown_(self) -> str:
        return self.markdown


def bullets(lines: Sequence[str], ordered: bool = False) -> Prose:
    """A list, one line an item.

    Examples
    --------
    >>> print(bullets(["one", "two"], ordered=True).markdown)
    1. one
    2. two
    """
    marks = (f"{n}." if ordered else "-" for n in range(1, len(lines) + 1))
    return Prose("\n".join(f"{mark} {line}" for mark, line in zip(marks, lines, strict=True)))


@dataclass(frozen=True, eq=False, repr=False)
class ShownTable:
    """A table with a name, a caption and the caveats that ride on it.

    Parameters
    ----------
    name : str
        Short name, also the name of its CSV file in a report.
    frame : DataFrame
        The table.
    labels : mapping of str to str
        Headings for people, by column; other columns show their own name, capitalised.
    folded : bool
        Whether a page shows one line that opens to the table: for a long one that a figure draws.
    told : bool
        Whether, if it is empty, another has said why: nothing is then shown.
    """

    name: str
    frame: pd.DataFrame
    labels: Mapping[str, str] = field(default_factory=dict)
    folded: bool = False
    told: bool = False

    @property
    def title(self) -> str:
        """What the table shows, in one line."""
        return str(self.frame.attrs.get("title", self.name.replace("_", " ")))

    @property
    def note(self) -> str:
        """What else to know, caveats first."""
        return note(self.frame)

    def label(self, column: str) -> str:
        """The heading of a column."""
        words = "code" if column == "iso3" else str(column).replace("_", " ")
        return self.labels.get(column, words[:1].upper() + words[1:])

    def __repr__(self) -> str:
        """Plain text, for a terminal and for comparison."""
        return self._plain(self._texts(self._values()))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        values = self._values()
        texts = self._texts(values)
        return {
            "text/plain": self._plain(texts),
            "text/html": self._html(texts),
            TABLE_MIME: {
                "name": self.name,
                "title": self.title,
                "note": self.note,
                "columns": [str(column) for column in self.frame.columns],
                "rows": [[_value(cell) for cell in row] for row in values],
            },
        }

    def html(self) -> str:
        """The table as HTML; every cell escaped."""
        return self._html(self._texts(self._values()))

    def _values(self) -> list[tuple[Any, ...]]:
        bare = self.frame.copy(deep=False)
        bare.attrs = {}  # pandas would copy them with each column that is looked at
        return list(bare.itertuples(index=False, name=None))

    def _texts(self, values: list[tuple[Any, ...]]) -> list[list[str]]:
        columns = list(self.frame.columns)
        return [list(map(shown, row, columns)) for row in values]

    def _plain(self, texts: list[list[str]]) -> str:
        if self.frame.empty:
            return "" if self.told else f"{self.title}: nothing to show. {self.note}".strip()
        rows = [[self.label(column) for column in self.frame.columns], *texts]
        widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
        return "\n".join([self.title, *lines, *([self.note] if self.note else [])])

    def _html(self, texts: list[list[str]]) -> str:
        if self.frame.empty:
            return "" if self.told else f"<p class='tip-empty'>{escape(self._plain(texts))}</p>"
        many = len(self.frame.columns) > _MANY
        marks = [
            " class='num'" if _is_number(dtype) else _whole(cells, many)
            for dtype, cells in zip(self.frame.dtypes, zip(*texts, strict=True), strict=True)
        ]
        head = "".join(
            f"<th scope='col'{mark}>{escape(self.label(column))}</th>"
            for mark, column in zip(marks, self.frame.columns, strict=True)
        )
        rows = ("".join(map("<td{}>{}</td>".format, marks, map(escape, row))) for row in texts)
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        below = f"<p class='tip-note'>{escape(self.note)}</p>" if self.note else ""
        table = (
            f"<div class='tip-table' role='region' tabindex='0' aria-label='{escape(self.title)}'>"
            f"{_ALIGNED}<table><caption>{escape(self.title)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}</div>"
        )
        if not self.folded:
            return table
        line = escape(f"{self.title}: the table, {len(self.frame)} rows")
        return f"<details class='tip-folded'><summary>{line}</summary>{table}</details>"


def show(
    frame: pd.DataFrame,
    name: str,
    columns: Sequence[str] | None = None,
    folded: bool = False,
    across: str | None = None,
    said_by: pd.DataFrame | None = None,
    **labels: str,
) -> ShownTable:
    """Show a table under a name, with headings for people.

    Parameters
    ----------
    frame : DataFrame
        A table from `tipanalysis.compare`; its title and caveats are in ``frame.attrs``.
    name : str
        Name of the table; a report writes it as ``tables/<name>.csv``.
    columns : sequence of str, optional
        Which columns to show, in this order; all by default.
    folded : bool
        Whether a page shows one line that opens to the table.
    across : str, optional
        A column whose values (countries, say) become columns, each with what ``mentioned`` says;
        ``columns`` are then those that make a row, and how many mention it follows them.
    said_by : DataFrame, optional
        A table shown before: if both are empty, its reason is enough and nothing more is shown.
    **labels : str
        Heading of a column, by its name.

    Returns
    -------
    ShownTable
        Prints itself; ``frame`` is what it shows, ``name`` the name of its CSV.

    Examples
    --------
    >>> show(pd.DataFrame({"tier": ["Tier 2"], "n": [7]}), "example", n="Countries")
    example
    Tier    Countries
    Tier 2  7
    """
    kept = frame if columns is None else frame[list(columns)]
    if across is not None and not frame.empty:
        kept = _side_by_side(frame, list(kept.columns), across)
    kept.attrs.update(frame.attrs)
    if across is not None and kept.isna().to_numpy().any():
        words = f"{frame.attrs.get('note', '')} – (empty in the CSV) is no mention."
        kept.attrs["note"] = words.strip()
    return ShownTable(name, kept, labels, folded, said_by is not None and said_by.empty)


def _side_by_side(cells: pd.DataFrame, keys: list[str], across: str) -> pd.DataFrame:
    """One row for each of the keys, one column for each value of another; most mentioned first."""
    names = list(dict.fromkeys(cells[across]))
    said: dict[tuple[Any, ...], dict[Any, Any]] = {}
    for *key, name, word in cells[[*keys, across, "mentioned"]].itertuples(index=False, name=None):
        said.setdefault(tuple(key), {})[name] = None if word == "no mention" else word
    rows = [
        (*key, sum(word == "yes" for word in own.values()), len(own), *map(own.get, names))
        for key, own in said.items()
    ]
    parts = list(dict.fromkeys(row[: len(keys) - 1] for row in rows))
    rows.sort(key=lambda row: (parts.index(row[: len(keys) - 1]), -row[len(keys)]))
    return pd.DataFrame(rows, columns=[*keys, "mentioned", "n", *names]).astype(
        dict.fromkeys(names, "str")
    )


def caption(frame: pd.DataFrame, what: str | None = None) -> Prose:
    """The caption of a figure: what it draws, its n and period, how to read it, and caveats.

    Parameters
    ----------
    frame : DataFrame
        The table that the figure draws; ``attrs`` holds title, note and caveats and, once it is
        drawn, how to read the figure.
    what : str, optional
        Words in place of the table's title.

    Returns
    -------
    Prose
        Prints itself; nothing for an empty table, whose figure is not drawn.

    Examples
    --------
    >>> frame = pd.DataFrame({"tier": ["Tier 2"]})
    >>> frame.attrs.update(title="Tiers, n = 1", caveats=("ordinal",))
    >>> caption(frame)
    Tiers, n = 1. Tiers are ordered words; no mean is taken of them.
    """
    if frame.empty:
        return Prose("")
    title = what or str(frame.attrs.get("title", ""))
    read = plain(" ".join(filter(None, (str(frame.attrs.get("drawn", "")), note(frame)))))
    return Prose(f"*{plain(title.rstrip('.'))}.* {read}".rstrip())


def shown(value: object, column: str = "") -> str:
    """One value as people read it.

    Examples
    --------
    >>> shown(0.7935, "share"), shown(12500), shown(None), shown(True)
    ('79%', '12,500', '–', 'yes')
    """
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value))
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, bool):
        return "yes" if number else "no"
    if column in _SHARES and isinstance(number, (int, float)):
        return _percent(float(number))
    if isinstance(number, int):
        years = column in ("edition", "year", "first", "last", "since", "until", "data_year")
        return str(number) if years else f"{number:,}"
    if isinstance(number, float):
        return f"{number:,.0f}" if number.is_integer() else f"{number:,.3g}"
    return str(number)


def _percent(share: float) -> str:
    percent = 100 * share
    return f"{percent:.1f}%" if 0 < percent < 1 or 99 < percent < 100 else f"{percent:.0f}%"


def _is_number(dtype: Any) -> bool:
    types = pd.api.types
    return types.is_numeric_dtype(dtype) and not types.is_bool_dtype(dtype)


def _whole(texts: Sequence[str], many: bool) -> str:
    """How a column of words is set: never broken within a word, narrow or with room of its own."""
    if max((len(word) for text in texts for word in text.split()), default=0) > _LONGEST_WHOLE:
        return ""
    longest = max(map(len, texts), default=0)
    more = " short" if longest <= _SHORT else " long" if many and longest > _LONGEST_WHOLE else ""
    return f" class='whole{more}'"


def _value(cell: Any) -> Any:
    if cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)):
        return None
    value = cell.item() if hasattr(cell, "item") else cell
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, (tuple, list)):
        return "; ".join(map(str, value))
    return value if isinstance(value, (bool, int, str)) else str(value)
