"""The one schema: ``datapackage.json`` says what each column means, and this module reads it.

Checker, codebook, ``Dataset.describe`` and tests all read that one file. The only CSV reader of
the package is here: text stays text (``NA`` is a word, an empty cell is missing), integers that
may be missing stay integers, and only the tier is an ordered category.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tipanalysis import terms
from tipanalysis.errors import DataFaults, DataNotFound, Fault, NotFound, suggestion

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"
LIST_SEPARATOR = ";"


@dataclass(frozen=True)
class Column:
    """One column of a table, as the descriptor states it."""

    name: str
    type: str
    title: str
    description: str
    constraints: Mapping[str, Any]
    example: Any = None
    example_bad: Any = None

    @property
    def words(self) -> tuple[str, ...]:
        """The allowed words, if the column has a closed list of them."""
        return tuple(self.constraints.get("enum", ()))

    @property
    def required(self) -> bool:
        """Whether every row must fill this column."""
        return bool(self.constraints.get("required", False))


@dataclass(frozen=True)
class Table:
    """One table: its file, its columns, its key and where it comes from."""

    name: str
    path: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[Mapping[str, Any], ...]
    sha256: str

    def column(self, name: str) -> Column:
        """The column of that name; a miss suggests the nearest."""
        for column in self.columns:
            if column.name == name:
                return column
        names = [column.name for column in self.columns]
        raise NotFound(f'{self.path} has no column "{name}".{suggestion(name, names)}')


@dataclass(frozen=True)
class Package:
    """The data package: its release and its tables by name."""

    folder: Path
    release: str
    title: str
    tables: Mapping[str, Table]

    def table(self, name: str) -> Table:
        """The table of that name; a miss suggests the nearest."""
        if name not in self.tables:
            raise NotFound(f'There is no table "{name}".{suggestion(name, self.tables)}')
        return self.tables[name]


def find_folder(kind: str, given: str | Path | None = None) -> Path:
    """Find the folder ``data`` or ``notebooks``.

    Looked for in this order: the argument, the environment (``TIPANALYSIS_DATA`` or
    ``TIPANALYSIS_NOTEBOOKS``), the checkout beside the package, the installed package.

    Parameters
    ----------
    kind : {"data", "notebooks"}
        What is looked for.
    given : path, optional
        A folder that the caller names; no other place is then tried.

    Raises
    ------
    DataNotFound
        With every place that was tried.

    Examples
    --------
    >>> find_folder("data").joinpath("datapackage.json").exists()
    True
    """
    mark = DESCRIPTOR if kind == "data" else "country_report.ipynb"
    package = Path(__file__).resolve().parent
    named = given if given is not None else os.environ.get(f"TIPANALYSIS_{kind.upper()}")
    places = [Path(named)] if named else [package.parent / kind, package / f"_{kind}"]
    for place in places:
        if (place / mark).is_file():
            return place.resolve()
    tried = "".join(f"\n  {place}" for place in places)
    raise DataNotFound(
        f"No folder with the {kind} ({mark} in it) was found. Looked in:{tried}\n"
        f"Name one with TIPANALYSIS_{kind.upper()} or as an argument."
    )


def read_package(folder: Path) -> Package:
    """Read the descriptor of a data folder.

    Raises
    ------
    DataFaults
        If the descriptor is not readable JSON of the expected shape.
    """
    path = folder / DESCRIPTOR
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        tables = {resource["name"]: _table(resource) for resource in raw["resources"]}
        return Package(
            folder, str(raw["version"]), str(raw.get("title", "")), MappingProxyType(tables)
        )
    except FileNotFoundError as error:
        raise DataNotFound(f"{folder} has no {DESCRIPTOR}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = Fault(DESCRIPTOR, None, None, f"not a readable data package ({error!r})")
        raise DataFaults([fault]) from error


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    columns = tuple(
        Column(
            name=field["name"],
            type=field["type"],
            title=field.get("title", field["name"]),
            description=field.get("description", ""),
            constraints=field.get("constraints", {}),
            example=field.get("example"),
            example_bad=field.get("example_bad"),
        )
        for field in schema["fields"]
    )
    key = schema.get("primaryKey", [])
    return Table(
        name=resource["name"],
        path=resource["path"],
        title=resource.get("title", resource["name"]),
        description=resource.get("description", ""),
        columns=columns,
        primary_key=(key,) if isinstance(key, str) else tuple(key),
        foreign_keys=tuple(schema.get("foreignKeys", ())),
        sha256=str(resource.get("hash", "")).removeprefix("sha256:"),
    )


def read_table(folder: Path, table: Table) -> pd.DataFrame:
    """Read one table with the types of its schema, in the order of its primary key.

    Parameters
    ----------
    folder : Path
        The data folder.
    table : Table
        Which table.

    Returns
    -------
    DataFrame
        The columns of the schema; text as ``str``, optional integers as ``Int64``, yes and no
        as ``boolean``, the tier as an ordered category.
    """
    return parse_table((folder / table.path).read_bytes(), table)


def parse_table(content: bytes, table: Table) -> pd.DataFrame:
    """Read the content of a table as `read_table` does."""
    dtypes = tuple((column.name, _dtype(column)) for column in table.columns)
    tiers = tuple(column.name for column in table.columns if column.words == terms.TIERS)
    # A shallow copy: whoever writes to it leaves the kept one as it is (pandas copies on write).
    return _parsed(content, dtypes, tiers, table.primary_key).copy(deep=False)


@lru_cache(maxsize=64)  # by content: a changed file is another one
def _parsed(
    content: bytes,
    dtypes: tuple[tuple[str, str], ...],
    tiers: tuple[str, ...],
    key: tuple[str, ...],
) -> pd.DataFrame:
    import pandas as pd  # here: a descriptor is read without it

    frame = pd.read_csv(
        io.BytesIO(content),
        dtype=dict(dtypes),
        keep_default_na=False,
        na_values=[""],
        true_values=["true"],
        false_values=["false"],
        encoding="utf-8",
    )
    for name in tiers:
        order = pd.CategoricalDtype(list(terms.TIERS), ordered=True)
        frame[name] = frame[name].astype(order)
    if key:
        frame = frame.sort_values(list(key), kind="stable", ignore_index=True)
    return frame


def _dtype(column: Column) -> str:
    if column.type in ("integer", "year"):
        return "int64" if column.required else "Int64"
    return {"number": "float64", "boolean": "boolean"}.get(column.type, "str")


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, as lower-case hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def changed_tables(package: Package) -> tuple[str, ...]:
    """Names of the tables whose file is not the one that was last sealed."""
    return tuple(
        name
        for name, table in package.tables.items()
        if not (package.folder / table.path).is_file()
        or file_sha256(package.folder / table.path) != table.sha256
    )


def content_sha256(package: Package) -> str:
    """One SHA-256 over the descriptor and all tables of a folder."""
    files = [DESCRIPTOR, *sorted(table.path for table in package.tables.values())]
    hashes = [file_sha256(package.folder / name) for name in files]
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def seal(folder: Path, only: Iterable[str] | None = None) -> tuple[str, ...]:
    """Write size and SHA-256 of the tables into the descriptor; returns the names that changed.

    A sealed folder is one whose tables have passed the check: it is then loaded without being
    checked again. ``tipanalysis check --seal`` calls this after a check without faults.
    """
    path = folder / DESCRIPTOR
    raw = json.loads(path.read_text(encoding="utf-8"))
    wanted = None if only is None else set(only)
    changed = []
    for resource in raw["resources"]:
        file = folder / resource["path"]
        hashed = f"sha256:{file_sha256(file)}"
        if resource.get("hash") != hashed and (wanted is None or resource["name"] in wanted):
            resource["bytes"] = file.stat().st_size
            resource["hash"] = hashed
            changed.append(resource["name"])
    if changed:
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps(raw, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
    return tuple(changed)


def split_list(cell: object) -> tuple[str, ...]:
    """The items of a list cell; nothing for a missing one.

    Examples
    --------
    >>> split_list("training;shelter")
    ('training', 'shelter')
    >>> split_list(None)
    ()
    """
    if not isinstance(cell, str):
        return ()
    return tuple(item.strip() for item in cell.split(LIST_SEPARATOR) if item.strip())
