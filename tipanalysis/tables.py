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
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from tipanalysis.errors import TipError, suggestion
from tipanalysis.schema import Package, read_table, split_list

if TYPE_CHECKING:
    import pandas as pd  # loaded with the first table: it takes longer than all that stands here

#: File, what it is, the columns to search, and what to say of it.
_Place = tuple[str, str, dict[str, str], str]


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
    _rows: dict[tuple[object, ...], pd.DataFrame] = field(default_factory=dict)

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

        Returns
        -------
        Dataset

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
        asked = (table, *kept, *choices.items())
        if asked not in self._rows:  # a report asks for many rows more than once
            self._rows[asked] = self._chosen(table, kept, choices)
        return self._rows[asked].copy(deep=False)  # whoever changes it has his own

    def _chosen(
        self, table: str, kept: list[str], choices: dict[str, tuple[object, ...]]
    ) -> pd.DataFrame:
        frame = self._table(table)
        fit = [frame[column].isin(values) for column, values in choices.items()]
        shown = frame[kept] if kept else frame
        return (shown[reduce(and_, fit)] if fit else shown).reset_index(drop=True)

    def countries_in(self, table: str, edition: int) -> frozenset[str]:
        """Codes of the countries that have rows of an edition in a table.

        Only which countries these are counts as read.

        Parameters
        ----------
        table : str
            Name of a table with the columns ``iso3`` and ``edition``.
        edition : int
            Edition of the Report.

        Returns
        -------
        frozenset of str
            ISO 3166-1 alpha-3 codes; empty when there are none.

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

    def find(self, text: str) -> pd.DataFrame:
        """Search the data for a word: what tables and columns mean, themes, and coded rows.

        A coded row is found by its statement, by its themes as they are called, and by its act,
        actor and group. An item with several themes is found once.

        Parameters
        ----------
        text : str
            A word or part of one, in any case.

        Returns
        -------
        DataFrame
            One row per place, tables in the order of the codebook. Columns: ``where`` (the file),
            ``what`` (a column, a theme, a claim, or country and edition), ``found_in`` (which of
            its columns have the word), ``text`` (what stands there, in words). Empty when nothing
            has the word.

        Raises
        ------
        TipError
            If no word is given.

        Examples
        --------
        >>> from tipanalysis import load
        >>> found = load().find("shelter")
        >>> found.query("where == 'recommendations.csv' and what == 'ABW 2018'")["text"].tolist()
        ['recommendation: Work with civil society; Shelter', 'recommendation: Shelter']
        """
        import pandas as pd

        wanted = text.strip().casefold()
        if not wanted:
            raise TipError("Give a word to search for.")
        self.reads.note(Read.DESCRIPTOR)
        rows = [
            (where, what, ", ".join(hits), said)
            for where, what, cells, said in (*self._meanings(), *self._coded())
            if (hits := [name for name, cell in cells.items() if wanted in cell.casefold()])
        ]
        found = pd.DataFrame(rows, columns=["where", "what", "found_in", "text"])
        found.attrs["title"] = f"Where the data has the word {text.strip()}"
        return found

    def _meanings(self) -> Iterator[_Place]:
        """What the descriptor, the themes and the claims say."""
        for table in self.package.tables.values():
            about = {"name": table.name, "title": table.title, "description": table.description}
            yield table.path, table.name, about, f"{table.title}: {table.description}"
            for column in table.columns:
                about = {"name": column.name, "title": column.title}
                about["description"] = column.description
                yield table.path, column.name, about, f"{column.title}: {column.description}"
        for row in self.themes.itertuples():
            about = {"theme": row.theme, "label": row.label, "counts": row.counts}
            yield "themes.csv", row.theme, about, f"{row.label}: {row.counts}"
        for row in self.claims.itertuples():
            yield "claims.csv", row.claim, {"statement": row.statement}, row.statement

    def _coded(self) -> Iterator[_Place]:
        """What coded rows say, an item with several themes once."""
        labels = dict(zip(self.themes["theme"], self.themes["label"], strict=True))
        findings = self.findings.rename(columns={"theme": "themes"})
        asked = self.recommendations.assign(kind="recommendation")
        for where, frame in (("findings.csv", findings), ("recommendations.csv", asked)):
            keys = ["iso3", "edition", "kind", "n"]
            words = ["statement", "act", "actor", "group"]
            texts = frame[[*keys, "themes", *words]].fillna(dict.fromkeys(("themes", *words), ""))
            items: dict[tuple[object, ...], tuple[dict[str, str], list[str]]] = {}
            for *key, themes, statement, act, actor, group in texts.itertuples(index=False):
                cells = {"statement": statement, "act": act, "actor": actor, "group": group}
                _, named = items.setdefault(tuple(key), (cells, []))
                named += [labels.get(theme, theme) for theme in split_list(themes)]
            for (iso3, edition, kind, _), (cells, named) in items.items():
                told = [cells[name].replace(";", ", ") for name in ("act", "group")]
                parts = [cells["statement"], "; ".join(named), *told]
                said = " – ".join(part for part in parts if part)
                column = "theme" if where == "findings.csv" else "themes"
                searched = {**cells, column: "; ".join(named)}
                yield where, f"{iso3} {edition}", searched, f"{kind}: {said}"


def _values(value: object) -> tuple[object, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)
