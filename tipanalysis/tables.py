"""The tables of a data folder, and a note of what has been read from them.

A report is made again when the rows it read have changed, and only then. So tables are handed out
by rows where that is enough, and each handing out is noted: table, condition, columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import product
from operator import and_
from pathlib import Path
from typing import ClassVar, Self
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from tipanalysis.errors import suggestion
from tipanalysis.schema import Package, read_table


@dataclass(frozen=True, order=True)
class Read:
    """Rows of a table that something was computed from.

    Parameters
    ----------
    table : str
        Name of the table; a leading dot is not a table but something else of the data folder.
    where : tuple of (str, str)
        Columns and the value that each must have; empty for all rows.
    columns : tuple of str
        The columns that were read; empty for all.
    distinct : bool
        Only which different rows there are was read, not how many of each.

    Examples
    --------
    >>> read = Read("findings", (("edition", "2023"), ("iso3", "THA")), ("kind", "theme"))
    >>> str(read)
    'findings?edition=2023&iso3=THA#kind,theme'
    >>> Read.parse(str(read)) == read
    True
    """

    table: str
    where: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    distinct: bool = False

    RELEASE: ClassVar[Read]
    DESCRIPTOR: ClassVar[Read]

    def __str__(self) -> str:
        """One line, which `parse` reads back."""
        columns = ",".join(self.columns) + ("!" if self.distinct else "")
        where = urlencode(self.where)
        return f"{self.table}{f'?{where}' if where else ''}{f'#{columns}' if columns else ''}"

    @classmethod
    def parse(cls, text: str) -> Read:
        """Read back what `str` gave."""
        rest, _, columns = text.partition("#")
        table, _, where = rest.partition("?")
        names = tuple(columns.removesuffix("!").split(",")) if columns.strip("!") else ()
        return cls(table, tuple(parse_qsl(where)), names, columns.endswith("!"))

    @classmethod
    def each(
        cls, table: str, choices: dict[str, tuple[object, ...]], columns: tuple[str, ...]
    ) -> Iterator[Read]:
        """One for every combination of values."""
        names = sorted(choices)
        for values in product(*(choices[name] for name in names)):
            where = zip(names, map(str, values), strict=True)
            yield cls(table, tuple(where), tuple(sorted(columns)))


Read.RELEASE = Read(".release")
Read.DESCRIPTOR = Read(".descriptor")


@dataclass(frozen=True, eq=False)
class Reads:
    """What has been read, each once; to a file as well, if one is named.

    Parameters
    ----------
    log : Path, optional
        One line is added to it for each new `Read`: so a kernel tells who started it.
    """

    log: Path | None = None
    seen: set[Read] = field(default_factory=set)
    _whole: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def has(self, table: str, columns: Iterable[str]) -> bool:
        """Whether all rows of a table were noted already, with at least these columns."""
        wanted = set(columns)
        return any(
            not whole or (wanted and wanted <= whole) for whole in self._whole.get(table, ())
        )

    def note(self, *reads: Read) -> None:
        """Note what is being read."""
        new = [read for read in reads if read not in self.seen]
        self.seen.update(new)
        for read in new:
            if not read.where and not read.distinct:
                self._whole.setdefault(read.table, []).append(frozenset(read.columns))
        if new and self.log is not None:
            with self.log.open("a", encoding="utf-8") as log:
                log.write("".join(f"{read}\n" for read in new))


@dataclass(frozen=True, eq=False, repr=False)
class Tables:
    """The tables of one data folder.

    Parameters
    ----------
    package : Package
        The descriptor of a data folder.
    reads : Reads
        Where it is noted what has been read.
    """

    package: Package
    reads: Reads = field(default_factory=Reads)
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    _countries: dict[str, dict[int, frozenset[str]]] = field(default_factory=dict)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Hand out a table by its name; all of it then counts as read."""
        if name.startswith("_") or name in ("package", "reads"):
            raise AttributeError(name)
        tables = self.package.tables
        if name not in tables:
            raise AttributeError(f'There is no table "{name}".{suggestion(name, tables)}')
        self.reads.note(Read(name))
        return self._table(name)

    def _table(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = read_table(self.folder, self.package.table(name))
        return self._frames[name]

    def __dir__(self) -> Iterator[str]:
        """Attributes and tables, for tab completion."""
        return iter([*super().__dir__(), *self.package.tables])

    def noting(self) -> Self:
        """The same tables, with a note of its own of what is read from here on.

        Examples
        --------
        >>> from tipanalysis import load
        >>> load().noting().reads.seen
        set()
        """
        return replace(self, reads=Reads())

    @property
    def folder(self) -> Path:
        """The folder that the tables were read from."""
        return self.package.folder

    @property
    def release(self) -> str:
        """The version of the data, apart from that of the package."""
        self.reads.note(Read.RELEASE)
        return self.package.release

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables."""
        return tuple(self.package.tables)

    def rows(self, table: str, columns: Iterable[str] = (), **where: object) -> pd.DataFrame:
        """Some rows of a table; only these count as read.

        Parameters
        ----------
        table : str
            Name of the table.
        columns : iterable of str
            Only these columns; all by default.
        **where
            Column and the value, or the values, that it must have.

        Returns
        -------
        DataFrame
            The rows in the table's order, numbered from 0; columns as in the table, or those
            asked for.

        Examples
        --------
        >>> from tipanalysis import load
        >>> load().rows("placements", ["tier"], iso3="THA", edition=[2014, 2018])["tier"].tolist()
        ['Tier 3', 'Tier 2']
        """
        kept = list(columns)
        choices = {column: _values(value) for column, value in where.items()}
        if not self.reads.has(table, {*kept, *choices} if kept else ()):
            self.reads.note(*Read.each(table, choices, tuple(kept)))
        frame = self._table(table)
        asked = [frame[column].isin(values) for column, values in choices.items()]
        shown = frame[kept] if kept else frame
        return (shown[reduce(and_, asked)] if asked else shown).reset_index(drop=True)

    def countries_in(self, table: str, edition: int) -> frozenset[str]:
        """Codes of the countries that have rows of an edition in a table.

        Only which countries these are counts as read.

        Examples
        --------
        >>> from tipanalysis import load
        >>> "THA" in load().countries_in("findings", 2023)
        True
        """
        self.reads.note(Read(table, (("edition", str(edition)),), ("iso3",), distinct=True))
        if table not in self._countries:
            rows = self._table(table)[["edition", "iso3"]].drop_duplicates()
            self._countries[table] = {
                int(number): frozenset(codes) for number, codes in rows.groupby("edition")["iso3"]
            }
        return self._countries[table].get(edition, frozenset())


def _values(value: object) -> tuple[object, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)
