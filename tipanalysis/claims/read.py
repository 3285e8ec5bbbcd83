"""Read statements to check, from a CSV or YAML file; every fault names its line and field."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from tipanalysis.claims.questions import QUESTIONS, parameters_of
from tipanalysis.dataset import Dataset
from tipanalysis.errors import DataFaults, Fault, TipError, suggestion

FIELDS = ("claim", "country", "edition", "statement", "question", "details", "value")
_NEEDED = ("statement", "question")
_MOST_BYTES = 2_000_000

Line = tuple[int, dict[str, str]]


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
    rows = [_row(line, fields, file.name, data, faults) for line, fields in lines]
    if not rows:
        faults.append(Fault(file.name, None, None, "holds no statement"))
    if faults:
        raise DataFaults(faults)
    for number, row in enumerate(rows, start=1):
        row["claim"] = row["claim"] or str(number)
    frame = pd.DataFrame(rows)
    frame["edition"] = frame["edition"].astype("Int64")
    return frame


def _from_csv(text: str, name: str) -> list[Line]:
    reader = csv.DictReader(text.splitlines(keepends=True))
    header = reader.fieldnames or []
    _refuse_unknown(header, name, 1)
    lines: list[Line] = []
    for fields in reader:
        if None in fields:
            raise DataFaults([Fault(name, reader.line_num, None, "more cells than the header has")])
        lines.append((reader.line_num, {k: (v or "").strip() for k, v in fields.items()}))
    return lines


def _from_yaml(text: str, name: str) -> list[Line]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        problem = getattr(error, "problem", None) or "not YAML"
        raise DataFaults([Fault(name, line, None, str(problem))]) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise DataFaults([Fault(name, 1, None, "must be a list of statements, each begun by -")])
    lines: list[Line] = []
    faults: list[Fault] = []
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            faults.append(Fault(name, line, None, "must be fields with values, as statement: ..."))
            continue
        fields: dict[str, str] = {}
        for key, value in node.value:
            # The text as it stands: to YAML, the country code NO would be a "false".
            if isinstance(value, yaml.ScalarNode):
                fields[str(key.value)] = str(value.value).strip()
            else:
                at = value.start_mark.line + 1
                faults.append(Fault(name, at, str(key.value), "must be one value"))
        lines.append((line, fields))
    if faults:
        raise DataFaults(faults)
    for line, fields in lines:
        _refuse_unknown(fields, name, line)
    return lines


def _refuse_unknown(names: Iterable[str], file: str, line: int) -> None:
    faults = [
        Fault(file, line, str(field), f"is not a field ({', '.join(FIELDS)})")
        for field in names
        if field not in FIELDS
    ]
    if faults:
        raise DataFaults(faults)


def _row(
    line: int, fields: Mapping[str, str], file: str, data: Dataset, faults: list[Fault]
) -> dict[str, object]:
    def fault(field: str, message: str) -> None:
        faults.append(Fault(file, line, field, message))

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
    if question.value and not fields.get("value"):
        fault("value", f'must be given for the question "{question.name}": {question.value}')
    numeric = question.value in ("a number", "a year", "1, 2, 3 or 4")
    if numeric and fields.get("value") and not fields["value"].replace(",", "").isdigit():
        fault("value", f'"{fields["value"]}" is not {question.value}')
    for message in parameters_of(question, fields.get("details", ""), data)[1]:
        fault("details", message)
    return row
