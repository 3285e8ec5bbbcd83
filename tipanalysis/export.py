"""Take the tables elsewhere: Excel, SQLite, Parquet, Stata, each with the codebook inside."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, suggestion

CODEBOOK = "codebook"
#: What a format needs beyond what every installation has: the extra ``export``.
_NEEDS = {"xlsx": ("openpyxl",), "parquet": ("pyarrow",)}
_STATA_LABEL = 80
_STATA_NAME = 32


def codebook(data: Dataset) -> pd.DataFrame:
    """Every column of every table in words.

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
    frames = {name: getattr(data, name) for name in data.tables}
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
            _as_text_safe(frames[name]).to_excel(book, sheet_name=name, index=False)
            book.sheets[name].freeze_panes = "A2"
    draft.replace(path)
    yield path


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
            _plain(frame).to_sql(name, connection, index=False)
        connection.commit()
    finally:
        connection.close()
    draft.replace(path)
    yield path


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    categories = frame.select_dtypes(include="category").columns
    return frame.astype(dict.fromkeys(categories, "str"))


def _parquet(frames: dict[str, pd.DataFrame], data: Dataset, out: Path) -> Iterable[Path]:
    for name, frame in frames.items():
        path = out / f"{name}.parquet"
        _plain(frame).to_parquet(path, index=False)
        yield path


def _stata(frames: dict[str, pd.DataFrame], data: Dataset, out: Path) -> Iterable[Path]:
    for name, frame in frames.items():
        path = out / f"{name}.dta"
        labels = {}
        if name in data.package.tables:
            labels = {
                column.name[:_STATA_NAME]: column.title[:_STATA_LABEL]
                for column in data.package.table(name).columns
            }
        stata = _for_stata(frame)
        stata.to_stata(path, write_index=False, version=118, variable_labels=labels or None)
        yield path


def _for_stata(frame: pd.DataFrame) -> pd.DataFrame:
    # Stata knows neither missing text nor missing booleans; empty text and a missing byte say so.
    kept = _plain(frame)
    for column in kept.columns:
        if pd.api.types.is_bool_dtype(kept[column]):
            kept[column] = kept[column].astype("Int8")
        elif pd.api.types.is_string_dtype(kept[column]) or kept[column].dtype == object:
            kept[column] = kept[column].fillna("").astype(object)
    return kept.rename(columns={column: str(column)[:_STATA_NAME] for column in kept.columns})
