"""Read statements to check, from a CSV or YAML file; every fault names its line and field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from tipanalysis.claims.questions import QUESTIONS, faults_of_value, parameters_of
from tipanalysis.dataset import Dataset
from tipanalysis.errors import DataFaults, Fault, TipError, suggestion

FIELDS = ("claim", "country", "edition", "statement", "question", "details", "value")
_NEEDED = ("statement", "question")
_MOST_BYTES = 2_000_000

#: A statement: its line, its fields, and the lines of fields that stand on one of their own.
Line = tuple[int, dict[str, str], dict[str, int]]


def read_claims(path: str | Path, data: Dataset) -> pd.DataFrame:
    r"""Statements from a file of a reader's own.

    Parameters
    ----------
    path : path
        CSV with a header, or YAML with a list of mappings. Fields: ``claim`` (a short name; its
        number if left out), ``country``, ``edition``, ``statement`` (in your own words),
        ``question`` (one of `QUESTIONS`), ``details`` (``name=value`` pairs joined by semicolons),
        ``value`` (what the statement says).
    data : Dataset
        Whose countries and editions the statements must name.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``iso3``, ``edition``, ``statement``, ``question``, ``details``,
        ``value``, ``origin`` (the file's name); in the order of the file.

    Raises
    ------
    DataFaults
        With every fault: file, line and field.
    TipError
        If the file cannot be read at all.

    Examples
    --------
    >>> from tipanalysis import load
    >>> import tempfile
    >>> from pathlib import Path
    >>> rows = "country,edition,statement,question,value\nThailand,2023,x,tier,Tier 2\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "mine.csv"
    ...     _ = path.write_text(rows)
    ...     read_claims(path, load())["iso3"].tolist()
    ['THA']
    """
    file = Path(path)
    if not file.is_file():
        raise TipError(f"There is no file {file}.")
    if file.stat().st_size > _MOST_BYTES:
        raise TipError(f"{file.name} is larger than {_MOST_BYTES:,} bytes.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TipError(f"{file.name} is not UTF-8 text (byte {error.start}).") from error
    yaml = file.suffix.lower() in (".yaml", ".yml")
    lines = _from_yaml(text, file.name) if yaml else _from_csv(text, file.name)
    faults: list[Fault] = []
    rows = [_row(line, file.name, data, faults) for line in lines]
    if not rows:
        faults.append(Fault(file.name, None, None, "holds no statement"))
    if faults:
        raise DataFaults(faults)
    for number, row in enumerate(rows, start=1):
        row["claim"] = row["claim"] or str(number)
    frame = pd.DataFrame(rows)
    frame["edition"] = frame["edition"].astype("Int64")
    return frame


def _fault(file: str, line: int | None, field: str | None, message: str) -> Fault:
    """A fault of a file that people write in an editor: its lines are counted, not its rows."""
    return Fault(file, line, field, message, counted="line")


def _from_csv(text: str, name: str) -> list[Line]:
    # Lines end where an editor ends them: not at every mark that `str.splitlines` takes for one.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if cells:
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        told = f"not a CSV from here on: {error}"
        raise DataFaults([_fault(name, begins, None, told)]) from error
    if not rows:
        return []
    head, header = rows[0]
    _refuse_mark(header, name, head)
    _refuse_unknown(header, name, dict.fromkeys(header, head))
    faults = [
        _fault(name, head, field, "stands twice in the header")
        for field in dict.fromkeys(header)
        if header.count(field) > 1
    ]
    lines: list[Line] = []
    for line, cells in rows[1:]:
        if len(cells) > len(header):
            faults.append(_fault(name, line, None, "more cells than the header has"))
            continue
        fields = {field: cell.strip() for field, cell in zip(header, cells, strict=False)}
        lines.append((line, fields, dict(zip(header, _lines_of_cells(line, cells), strict=False))))
    if faults:
        raise DataFaults(faults)
    return lines


def _lines_of_cells(line: int, cells: Iterable[str]) -> Iterator[int]:
    """The line on which the words of each cell begin; cells before it may hold line breaks."""
    for cell in cells:
        yield line + cell[: len(cell) - len(cell.lstrip())].count("\n")
        line += cell.count("\n")


def _refuse_mark(header: Sequence[str], name: str, line: int) -> None:
    """Say so if cells are parted by something else than commas, as some programs do."""
    for mark, words in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            told = f"the cells are parted by {words}: save the table with commas between them"
            raise DataFaults([_fault(name, line, None, told)])


def _line_at(text: str, index: int) -> int:
    """The line as an editor counts: YAML takes more marks than one for the end of a line."""
    return text.count("\n", 0, index) + 1


def _from_yaml(text: str, name: str) -> list[Line]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = _line_at(text, mark.index) if mark else None
        problem = getattr(error, "problem", None) or "not YAML"
        raise DataFaults([_fault(name, line, None, str(problem))]) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise DataFaults([_fault(name, 1, None, "must be a list of statements, each begun by -")])
    lines: list[Line] = []
    faults: list[Fault] = []
    for node in root.value:
        line = _line_at(text, node.start_mark.index)
        if not isinstance(node, yaml.MappingNode):
            faults.append(_fault(name, line, None, "must be fields with values, as statement: ..."))
            continue
        fields: dict[str, str] = {}
        places: dict[str, int] = {}
        for key, value in node.value:
            at = _line_at(text, key.start_mark.index)
            if str(key.value) in places:
                faults.append(_fault(name, at, str(key.value), "stands twice in one statement"))
            places[str(key.value)] = at
            # The text as it stands: to YAML, the country code NO would be a "false".
            if isinstance(value, yaml.ScalarNode):
                fields[str(key.value)] = str(value.value).strip()
            else:
                faults.append(_fault(name, at, str(key.value), "must be one value"))
        lines.append((line, fields, places))
    if faults:
        raise DataFaults(faults)
    for _, fields, places in lines:
        _refuse_unknown(fields, name, places)
    return lines


def _refuse_unknown(names: Iterable[str], file: str, places: Mapping[str, int]) -> None:
    faults = [
        _fault(file, places[field], str(field), f"is not a field ({', '.join(FIELDS)})")
        for field in names
        if field not in FIELDS
    ]
    if faults:
        raise DataFaults(faults)


def _row(statement: Line, file: str, data: Dataset, faults: list[Fault]) -> dict[str, object]:
    line, fields, places = statement

    def fault(field: str, message: str) -> None:
        faults.append(_fault(file, places.get(field, line), field, message))

    for field in _NEEDED:
        if not fields.get(field):
            fault(field, "must not be empty")
    row: dict[str, object] = {
        "claim": fields.get("claim", ""),
        "iso3": None,
        "edition": None,
        "statement": fields.get("statement", ""),
        "question": fields.get("question", ""),
        "details": fields.get("details", ""),
        "value": fields.get("value", ""),
        "origin": file,
    }
    for field, key, find in (
        ("country", "iso3", data.country),
        ("edition", "edition", data.edition),
    ):
        if fields.get(field):
            try:
                row[key] = find(fields[field])
            except TipError as error:
                fault(field, str(error))
    question = QUESTIONS.get(fields.get("question", ""))
    if question is None:
        if fields.get("question"):
            asked = fields["question"]
            known = ", ".join(QUESTIONS)
            fault("question", f'"{asked}" is none of {known}.{suggestion(asked, QUESTIONS)}')
        return row
    for field, needed in (("country", question.country), ("edition", question.edition)):
        if needed and not fields.get(field):
            fault(field, f'must be given for the question "{question.name}"')
    if question.value and (told := faults_of_value(question, fields.get("value", ""))):
        fault("value", told)
    for message in parameters_of(question, fields.get("details", ""), data)[1]:
        fault("details", message)
    return row
