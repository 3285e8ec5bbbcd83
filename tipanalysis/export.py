"""Take the tables elsewhere: Excel, SQLite, Parquet, Stata, each with the codebook inside.

What the schema says of a column goes with it in the way of each format: comments on the headings in
Excel, keys in SQLite, metadata of fields in Parquet, labels in Stata. Rows keep their order.
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, suggestion
from tipanalysis.schema import Column, Table
from tipanalysis.schema import read_table as _read_table

CODEBOOK = "codebook"
#: What a format needs beyond what every installation has: the extra ``export``.
_NEEDS = {"xlsx": ("openpyxl",), "parquet": ("pyarrow",)}
_STATA_LABEL = 80
_STATA_NAME = 32
_SQL_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
_WIDEST, _NARROWEST = 60, 8


def codebook(data: Dataset) -> pd.DataFrame:
    """Every column of every table in words.

    Parameters
    ----------
    data : Dataset
        Whose tables.

    Returns
    -------
    DataFrame
        Columns ``table``, ``column``, ``type``, ``title``, ``description``, ``words`` (the
        allowed words, joined by commas), ``required``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> book = codebook(load())
    >>> book.query("table == 'placements' and column == 'tier'")["words"].item()
    'Tier 1, Tier 2, Tier 2 Watch List, Tier 3'
    """
    rows = [
        (
            table.name,
            column.name,
            column.type,
            column.title,
            column.description,
            ", ".join(map(str, column.words)),
            column.required,
        )
        for table in data.package.tables.values()
        for column in table.columns
    ]
    names = ["table", "column", "type", "title", "description", "words", "required"]
    return pd.DataFrame(rows, columns=names)


def export(data: Dataset, to: str, out: Path) -> tuple[Path, ...]:
    """Write all tables and the codebook in another format.

    Parameters
    ----------
    data : Dataset
        What to write.
    to : {"xlsx", "sqlite", "parquet", "stata"}
        ``xlsx`` and ``sqlite`` write one file, ``parquet`` and ``stata`` one file per table.
    out : Path
        The folder to write into; files of the same names are replaced.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    TipError
        If the format is unknown, or needs a package that is not installed.

    Examples
    --------
    >>> from tipanalysis import load
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in export(load(), "sqlite", Path(folder))]
    ['tipanalysis.sqlite']
    """
    writers: dict[str, Callable[[dict[str, pd.DataFrame], Dataset, Path], Iterable[Path]]] = {
        "xlsx": _xlsx,
        "sqlite": _sqlite,
        "parquet": _parquet,
        "stata": _stata,
    }
    if to not in writers:
        raise TipError(f'"{to}" is not one of {", ".join(writers)}.{suggestion(to, writers)}')
    # In the order of the files: of the patterns of a lexicon the first that fits is taken.
    frames = {
        name: _read_table(data.folder, replace(table, primary_key=()))
        for name, table in data.package.tables.items()
    }
    frames[CODEBOOK] = codebook(data)
    try:
        for library in _NEEDS.get(to, ()):
            importlib.import_module(library)
    except ImportError as error:
        raise TipError(
            f"Writing {to} needs another package: pip install 'tipanalysis[export]' ({error})."
        ) from error
    out.mkdir(parents=True, exist_ok=True)
    return tuple(writers[to](frames, data, out))


def _xlsx(frames: dict[str, pd.DataFrame], data: Dataset, out: Path) -> Iterable[Path]:
    path = out / "tipanalysis.xlsx"
    draft = path.with_name("tipanalysis.draft.xlsx")
    with pd.ExcelWriter(draft, engine="openpyxl") as book:
        for name in [CODEBOOK, *(name for name in frames if name != CODEBOOK)]:
            safe = _as_text_safe(frames[name])
            safe.to_excel(book, sheet_name=name, index=False)
            _laid_out(book.sheets[name], safe, _table(data, name))
    draft.replace(path)
    yield path


def _laid_out(sheet: Any, frame: pd.DataFrame, table: Table) -> None:
    """Freeze the headings, give them a filter and a comment each, and set widths."""
    Comment = importlib.import_module("openpyxl.comments").Comment  # noqa: N806
    Alignment = importlib.import_module("openpyxl.styles").Alignment  # noqa: N806
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for cells, column in zip(sheet.iter_cols(), table.columns, strict=True):
        cells[0].comment = Comment(_meaning(column), "tipanalysis", height=120, width=320)
        cells[0].alignment = Alignment(horizontal="left")
        texts = [column.name, *frame[column.name].dropna().astype("str")]
        # Two more than the longest text, for the button of the filter.
        width = min(max(map(len, texts)) + 2, _WIDEST)
        sheet.column_dimensions[cells[0].column_letter].width = max(width, _NARROWEST)
        if width == _WIDEST and table.name == CODEBOOK:
            for cell in cells[1:]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")


def _table(data: Dataset, name: str) -> Table:
    """The schema of a table; that of the codebook is here."""
    if name != CODEBOOK:
        return data.package.table(name)
    titles = {
        "table": "Table",
        "column": "Column",
        "type": "Type of its values",
        "title": "Name for people",
        "description": "What it means",
        "words": "Allowed words, if the list is closed",
        "required": "Whether every row fills it",
    }
    columns = tuple(
        Column(key, "boolean" if key == "required" else "string", title, title, {"required": True})
        for key, title in titles.items()
    )
    about = "Every column of every table in words"
    return Table(CODEBOOK, "", "Codebook", about, columns, ("table", "column"), (), "")


def _meaning(column: Column) -> str:
    """What a column means, with its words, in one text."""
    words = f" One of: {', '.join(map(str, column.words))}." if column.words else ""
    same = column.title == column.description
    return column.title if same else f"{column.title}: {column.description}{words}"


def _as_text_safe(frame: pd.DataFrame) -> pd.DataFrame:
    # A cell that begins with = would be run as a formula by a spreadsheet.
    texts = frame.select_dtypes(include=["str", "object"]).columns
    guarded = {
        column: frame[column].where(
            ~frame[column].fillna("").str.match(r"[=+\-@]"), "'" + frame[column].fillna("")
        )
        for column in texts
    }
    return frame.assign(**guarded)


def _sqlite(frames: dict[str, pd.DataFrame], data: Dataset, out: Path) -> Iterable[Path]:
    path = out / "tipanalysis.sqlite"
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        for name, frame in frames.items():
            connection.execute(_created(_table(data, name), frames))
            _plain(frame).to_sql(name, connection, index=False, if_exists="append")
        connection.commit()
    finally:
        connection.close()
    draft.replace(path)
    yield path


def _created(table: Table, frames: dict[str, pd.DataFrame]) -> str:
    """The statement that creates a table, with the keys that its rows keep to."""
    lines = [
        f"{_quoted(column.name)} {_SQL_TYPES.get(column.type, 'TEXT')}"
        + (" NOT NULL" if column.required else "")
        for column in table.columns
    ]
    # A key of columns that may be empty is none to SQL.
    if all(table.column(name).required for name in table.primary_key):
        lines.append(f"PRIMARY KEY ({_quoted(*table.primary_key)})")
    for key in table.foreign_keys:
        theirs, told = key["reference"]["fields"], key["reference"]["resource"]
        here, there = ([one] if isinstance(one, str) else one for one in (key["fields"], theirs))
        known = frames[told][there].apply(tuple, axis=1)
        # Some cells hold a list, whose items refer; such a column has no key in SQL.
        if frames[table.name][here].dropna().apply(tuple, axis=1).isin(set(known)).all():
            refers = f"REFERENCES {_quoted(told)} ({_quoted(*there)})"
            lines.append(f"FOREIGN KEY ({_quoted(*here)}) {refers}")
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _quoted(*names: str) -> str:
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    categories = frame.select_dtypes(include="category").columns
    return frame.astype(dict.fromkeys(categories, "str"))


def _parquet(frames: dict[str, pd.DataFrame], data: Dataset, out: Path) -> Iterable[Path]:
    pa, parquet = map(importlib.import_module, ("pyarrow", "pyarrow.parquet"))
    for name, frame in frames.items():
        path, draft = out / f"{name}.parquet", out / f"{name}.draft"
        table = _table(data, name)
        held = pa.Table.from_pandas(frame, preserve_index=False)
        fields = [
            field.with_metadata(
                {"title": column.title, "description": column.description}
                | ({"words": ", ".join(map(str, column.words))} if column.words else {})
            )
            for field, column in zip(held.schema, table.columns, strict=True)
        ]
        about = {"title": table.title, "description": table.description, "release": data.release}
        schema = pa.schema(fields, {**(held.schema.metadata or {}), **about})
        parquet.write_table(held.cast(schema), draft)
        draft.replace(path)
        yield path


def _stata(frames: dict[str, pd.DataFrame], data: Dataset, out: Path) -> Iterable[Path]:
    for name, frame in frames.items():
        path, draft = out / f"{name}.dta", out / f"{name}.draft"
        table = _table(data, name)
        stata, values = _for_stata(frame)
        stata.to_stata(
            draft,
            write_index=False,
            version=118,
            data_label=table.title[:_STATA_LABEL],
            variable_labels={c.name[:_STATA_NAME]: c.title[:_STATA_LABEL] for c in table.columns},
            value_labels=values,
        )
        draft.replace(path)
        yield path


def _for_stata(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[Hashable, dict[float, str]]]:
    """The frame in Stata's types, and the words of its numbers.

    Stata knows no missing text: it is empty there. Words with an order, and yes or no, are numbers
    with labels, as Stata has them; they count places in the order and measure nothing.
    """
    kept = frame.rename(columns={column: str(column)[:_STATA_NAME] for column in frame.columns})
    values: dict[Hashable, dict[float, str]] = {}
    for column in kept.columns:
        cells = kept[column]
        if isinstance(cells.dtype, pd.CategoricalDtype):
            kept[column] = (cells.cat.codes + 1).astype("Int8").where(cells.notna())
            values[column] = dict(enumerate(map(str, cells.cat.categories), start=1))
        elif pd.api.types.is_bool_dtype(cells):
            kept[column] = cells.astype("Int8")
            values[column] = {0: "no", 1: "yes"}
        elif pd.api.types.is_string_dtype(cells) or cells.dtype == object:
            kept[column] = cells.fillna("").astype(object)
    return kept, values
