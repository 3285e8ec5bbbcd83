"""The tables of a data folder, handed out so that it is known what has been read.

A report is made again when the rows it read have changed, and only then. So tables are handed out
by rows where that is enough, and each handing out is noted: table, condition, columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tipanalysis.errors import TipError, suggestion
from tipanalysis.reads import Read, Reads
from tipanalysis.schema import Package, read_table, split_list

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd  # loaded with the first table: it takes longer than all that stands here
    from numpy.typing import NDArray

#: File, what it is, the columns to search, and what to say of it.
_Place = tuple[str, str, dict[str, str], str]
#: How many answers are kept, for whoever asks the same again; a report asks for some 50.
_REMEMBERED = 100


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
    _fits: dict[tuple[object, ...], NDArray[np.bool_]] = field(default_factory=dict)

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
            if len(self._rows) >= _REMEMBERED:  # whoever makes many reports keeps none in memory
                self._rows.clear()
                self._fits.clear()
            self._rows[asked] = self._chosen(table, kept, choices)
        return self._rows[asked].copy(deep=False)  # whoever changes it has his own

    def _chosen(
        self, table: str, kept: list[str], choices: dict[str, tuple[object, ...]]
    ) -> pd.DataFrame:
        import pandas as pd

        frame = self._table(table)
        if not choices:
            return (frame[kept] if kept else frame).reset_index(drop=True)
        at = reduce(and_, [self._fit(table, *choice) for choice in choices.items()]).nonzero()[0]
        if not kept:
            return frame.take(at).reset_index(drop=True)
        # Column by column: to choose columns and then rows takes twice as long.
        return pd.DataFrame({column: frame[column].array.take(at) for column in kept}, copy=False)

    def _fit(self, table: str, column: str, values: tuple[object, ...]) -> NDArray[np.bool_]:
        asked = (table, column, values)
        if asked not in self._fits:
            self._fits[asked] = self._table(table)[column].isin(values).to_numpy()
        return self._fits[asked]

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
