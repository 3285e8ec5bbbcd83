"""Read texts and a reviewer's decisions from files that nobody has checked.

Not `schema.read_table`: these files have no schema and may be anything, and every fault must name
its line, so that they are read row by row.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from tipanalysis.errors import DataFaults, Fault, TipError, suggestion
from tipanalysis.linking.pairs import Pair, override_faults

TEXT_COLUMNS = ("country", "edition", "n", "text")
OVERRIDE_COLUMNS = (
    "country",
    "before_edition",
    "before_n",
    "after_edition",
    "after_n",
    "decision",
    "who",
    "why",
)
#: Characters in one text; the longest recommendation in print has a tenth of that.
MOST_CHARACTERS = 10_000
_EDITIONS = range(1900, 2101)


def read_texts(path: Path) -> pd.DataFrame:
    """Read recommendations to be linked.

    Parameters
    ----------
    path : Path
        A CSV in UTF-8 with the columns ``country, edition, n, text``; others are ignored.

    Returns
    -------
    DataFrame
        These four columns, ``edition`` and ``n`` whole numbers.

    Raises
    ------
    DataFaults
        All faults by row and column.
    TipError
        The file cannot be opened.
    """
    faults: list[Fault] = []
    rows: list[tuple[str, int, int, str]] = []
    seen: dict[tuple[str, int, int], int] = {}
    for line, row in _rows(path, TEXT_COLUMNS, faults):
        country, edition, n, text = row
        checks = _Checks(path.name, line, faults)
        country = checks.filled("country", country)
        year = checks.edition("edition", edition)
        number = checks.number("n", n)
        text = checks.filled("text", text)
        if len(text) > MOST_CHARACTERS:
            checks.fault("text", f"{len(text)} characters; at most {MOST_CHARACTERS} are read")
        if not country or year is None or number is None:
            continue
        first = seen.setdefault((country, year, number), line)
        if first != line:
            checks.fault(
                "n", f"{country}, edition {year}, has item {number} in row {first} already"
            )
        rows.append((country, year, number, text))
    if not rows and not faults:
        faults.append(Fault(path.name, None, None, "no texts below the header"))
    if faults:
        raise DataFaults(faults)
    return pd.DataFrame(rows, columns=list(TEXT_COLUMNS))


def read_overrides(path: Path, texts: pd.DataFrame) -> dict[Pair, str]:
    r"""Read a reviewer's decisions and check them against the texts.

    Parameters
    ----------
    path : Path
        A CSV in UTF-8 with `OVERRIDE_COLUMNS`: the decision is "link" or "no link", `who` and
        `why` must be filled.
    texts : DataFrame
        From `read_texts`.

    Returns
    -------
    dict of Pair to str

    Raises
    ------
    DataFaults
        All faults by row and column: a word that is no decision, an item that the texts do not
        have, editions that do not follow each other, a pair decided twice.

    Examples
    --------
    >>> import tempfile
    >>> texts = pd.DataFrame({"country": ["XAA", "XAA"], "edition": [2018, 2019], "n": [1, 1]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "decided.csv"
    ...     header, row = ",".join(OVERRIDE_COLUMNS), "XAA,2018,1,2019,1,link,A. B.,same act"
    ...     _ = path.write_text(f"{header}\n{row}\n")
    ...     list(read_overrides(path, texts).values())
    ['link']
    """
    faults: list[Fault] = []
    found: dict[Pair, str] = {}
    lines: dict[Pair, int] = {}
    for line, row in _rows(path, OVERRIDE_COLUMNS, faults):
        checks = _Checks(path.name, line, faults)
        country = checks.filled("country", row[0])
        before = checks.edition("before_edition", row[1])
        p = checks.number("before_n", row[2])
        after = checks.edition("after_edition", row[3])
        q = checks.number("after_n", row[4])
        decision = checks.filled("decision", row[5])
        checks.filled("who", row[6])
        checks.filled("why", row[7])
        if before is None or p is None or after is None or q is None:
            continue
        if not country or not decision:
            continue
        pair = Pair(country, before, p, after, q)
        first = lines.setdefault(pair, line)
        if first != line:
            checks.fault(None, f"the pair is decided in row {first} already")
        found.setdefault(pair, decision)
    items = list(zip(texts["country"], texts["edition"], texts["n"], strict=True))
    faults += override_faults(items, found, path.name, lines)
    if faults:
        raise DataFaults(sorted(faults, key=lambda fault: fault.row or 0))
    return found


class _Checks:
    """Checks of the cells of one row; what is wrong is added to the faults."""

    def __init__(self, file: str, line: int, faults: list[Fault]) -> None:
        self._file, self._line, self._faults = file, line, faults

    def fault(self, column: str | None, message: str) -> None:
        self._faults.append(Fault(self._file, self._line, column, message))

    def filled(self, column: str, cell: str) -> str:
        cell = cell.strip()
        if not cell:
            self.fault(column, "the cell is empty")
        return cell

    def number(self, column: str, cell: str) -> int | None:
        cell = cell.strip()
        if cell.isascii() and cell.isdigit() and len(cell) <= 9:
            return int(cell)
        self.fault(column, f'"{_short(cell)}" is not a whole number')
        return None

    def edition(self, column: str, cell: str) -> int | None:
        year = self.number(column, cell)
        if year is not None and year not in _EDITIONS:
            self.fault(column, f"{year} is not the year of an edition")
            return None
        return year


def _short(cell: str, most: int = 40) -> str:
    return cell if len(cell) <= most else cell[:most] + "..."


def _rows(
    path: Path, columns: Sequence[str], faults: list[Fault]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and cells of each row of a CSV, in the order of `columns`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TipError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        faults.append(Fault(path.name, line, None, "the file is not in UTF-8"))
        return
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        faults.append(Fault(path.name, line, None, "the file has a null character"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not cells:
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                faults += _header_faults(path.name, header, columns)
                if not set(columns) <= set(header):
                    return
                continue
            if len(cells) != len(header):
                faults.append(
                    Fault(
                        path.name, start, None,
                        f"{len(cells)} cells where the header has {len(header)}",
                    )
                )  # fmt: skip
                continue
            yield start, tuple(cells[header.index(column)] for column in columns)
    except csv.Error as error:
        faults.append(Fault(path.name, line, None, f"not a CSV: {error}"))
    if header is None:
        faults.append(Fault(path.name, None, None, "the file is empty"))


def _header_faults(file: str, header: Sequence[str], columns: Sequence[str]) -> list[Fault]:
    faults = [
        Fault(file, 1, column, f"the column is missing.{suggestion(column, header)}")
        for column in columns
        if column not in header
    ]
    twice = sorted({name for name in header if name in columns and header.count(name) > 1})
    return faults + [Fault(file, 1, name, "the column is there twice") for name in twice]


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV, whole or not at all.

    Parameters
    ----------
    table : DataFrame
        The links or the ledger.
    path : Path
        The file; an older one is replaced once the new one is complete.

    Raises
    ------
    TipError
        The file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                table.to_csv(file, index=False, lineterminator="\n")
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise TipError(f"{path} cannot be written: {error.strerror}.") from error
