"""Two tables compared cell by cell, each change told as a reader would: row, column, old, new."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tipanalysis.shown import shown

NOTHING = "(nothing)"
_YEARS = frozenset({"edition", "year", "data_year", "first", "since"})
_SELF_EVIDENT = frozenset({"value", "figure"})


@dataclass(frozen=True)
class Change:
    """One changed value.

    Attributes
    ----------
    where : str
        Row and column in words, for example ``convictions 2017``; may be empty.
    old, new : str
        The values in words.
    """

    where: str
    old: str
    new: str

    def __str__(self) -> str:
        """The change in one line."""
        return (
            f"{self.where}: {self.old} -> {self.new}" if self.where else f"{self.old} -> {self.new}"
        )


def same(old: Any, new: Any) -> bool:
    """Whether two values of JSON are the same, types included.

    Examples
    --------
    >>> same({"n": 1}, {"n": 1}), same(1, 1.0), same(1, True)
    (True, False, False)
    """
    for kind in (dict, list):
        if isinstance(old, kind) and isinstance(new, kind):
            return _text(old) == _text(new)
    if type(old) is not type(new):
        return False
    if isinstance(old, float):
        return _text(old) == _text(new)
    return bool(old == new)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def is_table(value: Any) -> bool:
    """Whether a value of JSON has columns and rows that fit them."""
    if not isinstance(value, dict):
        return False
    columns, rows = value.get("columns"), value.get("rows")
    return (
        isinstance(columns, list)
        and isinstance(rows, list)
        and all(isinstance(column, str) for column in columns)
        and len(set(columns)) == len(columns)
        and all(isinstance(row, list) and len(row) == len(columns) for row in rows)
    )


def table_changes(
    old: dict[str, Any],
    new: dict[str, Any],
    key: Sequence[str] = (),
    named_by: Sequence[str] = (),
) -> list[Change]:
    """Every change between two tables; empty only if they are the same.

    Parameters
    ----------
    old, new : dict
        ``columns`` (list of str), ``rows`` (list of lists) and further keys, such as ``title``.
    key : sequence of str, optional
        Columns that tell rows apart; found in the rows themselves if not given.
    named_by : sequence of str, optional
        Columns that say what a row is about, such as its measure; told with its key.

    Examples
    --------
    >>> old = {"columns": ["year", "convictions"], "rows": [[2016, 440], [2017, 466]]}
    >>> new = {"columns": ["year", "convictions"], "rows": [[2016, 440], [2017, 467]]}
    >>> print(*table_changes(old, new))
    convictions 2017: 466 -> 467
    """
    found = [
        Change(key, *both(old.get(key), new.get(key)))
        for key in sorted({*old, *new} - {"columns", "rows"})
        if key not in old or key not in new or not same(old[key], new[key])
    ]
    common = [column for column in old["columns"] if column in new["columns"]]
    if old["columns"] != new["columns"]:
        found.append(Change("columns", ", ".join(old["columns"]), ", ".join(new["columns"])))
    rows = _of(old, common), _of(new, common)
    keys = [common.index(column) for column in key if column in common]
    labels = [common.index(column) for column in named_by if column in common and keys]
    found += _row_changes(common, keys or _key_columns(common, *rows), labels, *rows)
    if not found and not same(old, new):
        found.append(Change("", "one form of the table", "another"))
    return found


def _of(table: dict[str, Any], columns: Sequence[str]) -> list[list[Any]]:
    places = [table["columns"].index(column) for column in columns]
    return [[row[place] for place in places] for row in table["rows"]]


def _row_changes(
    columns: list[str],
    keys: list[int],
    named_by: list[int],
    old: list[list[Any]],
    new: list[list[Any]],
) -> list[Change]:
    before, after = _by_key(old, keys), _by_key(new, keys)
    keys = [*keys, *(place for place in named_by if place not in keys)]
    gone = [row for key, row in before.items() if key not in after]
    came = [row for key, row in after.items() if key not in before]
    found: list[Change] = []
    for key, row in before.items():
        if key in after:
            found += _cell_changes(columns, keys, row, after[key])
    for row, other in _alike(gone, came):
        found += _cell_changes(columns, keys, row, other)
        gone.remove(row)
        came.remove(other)
    found += [Change(_label(columns, keys, row), _whole(columns, row), NOTHING) for row in gone]
    found += [Change(_label(columns, keys, row), NOTHING, _whole(columns, row)) for row in came]
    if not found and [_text(row) for row in old] != [_text(row) for row in new]:
        first = next(i for i, pair in enumerate(zip(old, new, strict=True)) if not same(*pair))
        found.append(
            Change(
                f"order of rows, from row {first + 1}",
                _label(columns, keys, old[first]),
                _label(columns, keys, new[first]),
            )
        )
    return found


def _key_columns(columns: list[str], old: list[list[Any]], new: list[list[Any]]) -> list[int]:
    """The first columns of words and years that tell all rows apart; all of them if none do."""
    able = [
        place
        for place, column in enumerate(columns)
        if column in _YEARS or all(isinstance(row[place], str) for row in old + new)
    ]
    for count in range(1, len(able) + 1):
        chosen = able[:count]
        if all(_distinct(rows, chosen) for rows in (old, new)):
            return chosen
    return able


def _distinct(rows: list[list[Any]], keys: list[int]) -> bool:
    return len({_text([row[key] for key in keys]) for row in rows}) == len(rows)


def _by_key(rows: list[list[Any]], keys: list[int]) -> dict[tuple[str, int], list[Any]]:
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], list[Any]] = {}
    for row in rows:
        key = _text([row[place] for place in keys])
        found[key, seen[key]] = row
        seen[key] += 1
    return found


def _alike(gone: list[list[Any]], came: list[list[Any]]) -> Iterator[tuple[list[Any], list[Any]]]:
    """Rows that went and rows that came, paired where at least half of their cells are equal."""
    left = list(came[:200])
    for row in list(gone[:200]):
        scored = [(sum(map(same, row, other)), -number) for number, other in enumerate(left)]
        if scored and 2 * max(scored)[0] >= len(row):
            yield row, left.pop(-max(scored)[1])


def _cell_changes(
    columns: list[str], keys: list[int], old: list[Any], new: list[Any]
) -> Iterator[Change]:
    for place, column in enumerate(columns):
        if not same(old[place], new[place]):
            others = [key for key in keys if key != place]
            yield Change(
                _where(columns, others, old, column), *both(old[place], new[place], column)
            )


def _where(columns: list[str], keys: list[int], row: list[Any], column: str) -> str:
    label, name = _label(columns, keys, row), column.replace("_", " ")
    if label and column in _SELF_EVIDENT:
        return label
    if keys and all(columns[key] in _YEARS for key in keys):
        return f"{name} {label}"
    return f"{label}, {name}" if label else name


def _label(columns: list[str], keys: list[int], row: list[Any]) -> str:
    names = [
        f"{columns[key]} {words(row[key])}"
        if columns[key] == "n"
        else words(row[key], columns[key])
        for key in keys
        if columns[key] not in _YEARS
    ]
    years = [words(row[key], columns[key]) for key in keys if columns[key] in _YEARS]
    return " ".join([part for part in (", ".join(names), " ".join(years)) if part])


def _whole(columns: list[str], row: list[Any]) -> str:
    return ", ".join(words(cell, column) for column, cell in zip(columns, row, strict=True))


def both(old: Any, new: Any, column: str = "") -> tuple[str, str]:
    """Both values in words, so that they can be told apart.

    Numbers that are no counts or years are told to their last digit: in few digits, two that
    differ may read the same, or read as a change of another size.

    Examples
    --------
    >>> both(2000.54, 2001.54)
    ('2000.54', '2001.54')
    >>> both("466", 467)
    ('466', '467')
    """
    if any(isinstance(value, float) for value in (old, new)):
        before, after = (
            _text(value) if isinstance(value, float) else words(value, column)
            for value in (old, new)
        )
    else:
        before, after = words(old, column), words(new, column)
    return (before, after) if before != after else (_text(old), _text(new))


def words(value: Any, column: str = "") -> str:
    """A value of JSON as people read it."""
    if isinstance(value, (dict, list)):
        return _text(value)
    try:
        return shown(value, column)
    except (ValueError, OverflowError):
        return str(value)
