"""A note of what has been read from the tables of a data folder.

A report is made again when the rows it read have changed, and only then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode


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
