"""Load the tables, checked, and hand out tables and profiles."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tipanalysis import terms
from tipanalysis.codebook import Description
from tipanalysis.errors import (
    DataFaults,
    NotInEdition,
    UnknownEdition,
)
from tipanalysis.names import Names
from tipanalysis.noted import in_notebooks
from tipanalysis.profile import CountryProfile
from tipanalysis.reads import Read, Reads
from tipanalysis.schema import changed_tables, content_sha256, find_folder, read_package, split_list
from tipanalysis.tables import Tables

if TYPE_CHECKING:
    import pandas as pd  # loaded with the first table: it takes longer than all else here

CODED = ("findings", "recommendations", "statistics", "unreported", "penalties")


def load(path: str | Path | None = None) -> Dataset:
    """Load the tables; refuse them, with every fault at once, if they do not pass the check.

    Tables whose SHA-256 is the one in ``datapackage.json`` have passed the check already and
    are not checked again; a table that was edited since is checked here, with all the others.

    Parameters
    ----------
    path : path, optional
        A data folder; by default the environment variable ``TIPANALYSIS_DATA``, the checkout,
        then the installed package.

    Returns
    -------
    Dataset

    Raises
    ------
    DataNotFound
        If there is no data folder; the message lists where it was looked for.
    DataFaults
        If the tables have faults; each is named by file, row and column.

    Examples
    --------
    >>> data = load()
    >>> data.profile("Thailand", edition=2023).tier
    'Tier 2'
    """
    package = read_package(find_folder("data", path))
    checked = os.environ.get("TIPANALYSIS_CHECKED")  # by who started this process
    if changed_tables(package) and checked != content_sha256(package):
        from tipanalysis.check import check  # only an edited folder pays for the checker

        faults = check(package.folder)
        if faults:
            raise DataFaults(faults)
    in_notebooks()
    log = os.environ.get("TIPANALYSIS_READS")
    return Dataset(package, Reads(Path(log) if log else None))


@dataclass(frozen=True, eq=False, repr=False)
class Dataset(Tables):
    """The tables of one data release.

    Every table is an attribute and a DataFrame (``data.placements``); each is read from disk
    when first asked for, and is to be treated as read-only. ``data.tables`` names them,
    ``data.describe("placements.tier")`` explains one, ``data.find("shelter")`` searches.
    ``data.rows`` hands out some rows; what was handed out is noted in ``data.reads``, so that a
    report is made again when what it read has changed, and only then.

    Examples
    --------
    >>> data = load()
    >>> data.placements.query("iso3 == 'THA' and edition == 2014")["tier"].item()
    'Tier 3'
    """

    @cached_property
    def _country_names(self) -> Names:
        rows = self._table("countries")
        others = {
            iso3: split_list(cell)
            for iso3, cell in zip(rows["iso3"], rows["other_names"], strict=True)
        }
        return Names(dict(zip(rows["iso3"], rows["name"], strict=True)), others)

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(self._table("countries")["iso3"])

    @cached_property
    def _editions(self) -> frozenset[int]:
        return frozenset(map(int, self._table("editions")["edition"]))

    def country(self, name: str) -> str:
        """The ISO 3166-1 alpha-3 code of a country, from any name it has had.

        Parameters
        ----------
        name : str
            A code, the Report's name, a former name or a common one.

        Returns
        -------
        str
            Three letters; ``XKX`` for Kosovo.

        Raises
        ------
        UnknownCountry
            With the nearest names.

        Examples
        --------
        >>> data = load()
        >>> data.country("Burma"), data.country("Myanmar"), data.country("Ivory Coast")
        ('MMR', 'MMR', 'CIV')
        """
        if name in self._codes:
            self.reads.note(Read("countries", (("iso3", str(name)),), ("iso3",)))
            return str(name)
        self.reads.note(Read("countries", (), ("iso3", "name", "other_names")))
        return self._country_names.code(str(name))

    def name(self, iso3: str) -> str:
        """The Report's name of a country, from its code.

        Parameters
        ----------
        iso3 : str
            ISO 3166-1 alpha-3 code.

        Returns
        -------
        str

        Raises
        ------
        UnknownCountry
            With the nearest names.

        Examples
        --------
        >>> load().name("THA")
        'Thailand'
        """
        self.reads.note(Read("countries", (("iso3", iso3),), ("iso3", "name")))
        return self._country_names.name(iso3)

    def edition(self, edition: object) -> int:
        """The edition as a plain integer, if it is one of those in the data.

        Parameters
        ----------
        edition : int or str
            Year in which the Report was published.

        Returns
        -------
        int

        Raises
        ------
        UnknownEdition
            If it is not a whole number, or outside the editions in the data.

        Examples
        --------
        >>> load().edition("2023")
        2023
        """
        if not self.reads.has("editions", ["edition"]):
            self.reads.note(Read("editions", (), ("edition",)))
        known = self._editions
        first, last = min(known), max(known)
        try:
            number = int(str(edition))
        except ValueError as error:
            raise UnknownEdition(
                f'"{edition}" is not an edition: give a year from {first} to {last}.'
            ) from error
        if number not in known:
            raise UnknownEdition(f"There is no edition {number}; the data has {first} to {last}.")
        return number

    def history(self, country: str) -> dict[int, str]:
        """Edition to tier word, or to status word where the country has no tier.

        Parameters
        ----------
        country : str
            A code or any name that the country has had.

        Returns
        -------
        dict of int to str
            One entry for every edition in the data, the earliest first.

        Raises
        ------
        UnknownCountry
            With the nearest names.

        Examples
        --------
        >>> load().history("THA")[2014]
        'Tier 3'
        """
        kept = ["edition", "status", "tier"]
        rows = self.rows("placements", kept, iso3=self.country(country))
        place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
        return dict(zip(rows["edition"].astype(int), place, strict=True))

    def profile(self, country: str, edition: int = 2023) -> CountryProfile:
        """One country in one edition.

        Parameters
        ----------
        country : str
            A code or any name that the country has had.
        edition : int
            Edition of the Report, 2001 to 2025.

        Returns
        -------
        CountryProfile
            Prints itself: a card in a notebook, text in a terminal.

        Raises
        ------
        UnknownCountry, UnknownEdition
            If there is none such; the nearest names are suggested.
        NotInEdition
            If that edition does not assess the country; the first that does is named.

        Examples
        --------
        >>> load().profile("Thailand", edition=2014).tier
        'Tier 3'
        """
        iso3, number = self.country(country), self.edition(edition)
        history = self.history(iso3)
        self._must_be_in_edition(iso3, number, history)
        placement = self.rows("placements", iso3=iso3, edition=number).iloc[0]
        coded = {name: self.rows(name, iso3=iso3, edition=number) for name in CODED}
        here = {str(key): value for key, value in placement.dropna().items()}
        return CountryProfile(
            iso3=iso3,
            name=self.name(iso3),
            edition=number,
            region=str(self.rows("countries", ["region"], iso3=iso3)["region"].item()),
            status=str(placement["status"]),
            tier=str(here["tier"]) if "tier" in here else None,
            placement={str(key): here.get(str(key)) for key in placement.index},
            history=history,
            sources=self._cited(placement, coded),
            **coded,
        )

    def _must_be_in_edition(self, iso3: str, edition: int, history: dict[int, str]) -> None:
        if history.get(edition, terms.NOT_IN_REPORT) not in (terms.NOT_IN_REPORT, terms.UNKNOWN):
            return
        covered = [e for e, place in history.items() if place not in (terms.NOT_IN_REPORT,)]
        name = self.name(iso3)
        if not covered:
            raise NotInEdition(f"No edition in the data assesses {name}.")
        later = [e for e in covered if e > edition]
        nearest = min(later) if later else max(covered)
        word = "first" if edition < min(covered) else "next" if later else "last"
        raise NotInEdition(
            f"{name} is not in the edition of {edition}; the {word} that has it is {nearest}."
        )

    def _cited(self, placement: Any, coded: dict[str, pd.DataFrame]) -> pd.DataFrame:
        keys = list(split_list(placement["sources"]))
        for frame in coded.values():
            for cell in frame["source"].dropna():
                keys.extend(split_list(cell))
        return self.rows("sources", source=sorted(set(keys)))

    def describe(self, name: str) -> Description:
        """What a table or a column means, from the schema.

        Parameters
        ----------
        name : str
            ``"placements"`` or ``"placements.tier"``.

        Returns
        -------
        Description
            Prints itself; ``facts()`` gives its lines as label and text.

        Raises
        ------
        NotFound
            If there is no such table or column; the nearest name is suggested.

        Examples
        --------
        >>> print(load().describe("placements.tier").title)
        Tier
        """
        self.reads.note(Read.DESCRIPTOR)
        table_name, _, column_name = name.partition(".")
        table = self.package.table(table_name)
        return Description(table, table.column(column_name) if column_name else None)

    def __repr__(self) -> str:
        """One sentence: what is here."""
        placements = self.placements
        placed = placements[placements["status"].isin([terms.RANKED, terms.SPECIAL_CASE])]
        coded = self.findings[["iso3", "edition"]].drop_duplicates()
        editions = placements["edition"]
        return (
            f"{placed['iso3'].nunique()} countries in {editions.nunique()} editions of the "
            f"Trafficking in Persons Report ({editions.min()} to {editions.max()}): "
            f"{len(placed):,} placements, findings coded for {len(coded):,} of them; "
            f"data release {self.release}."
        )

    def _repr_html_(self) -> str:
        tables = ", ".join(f"<code>{escape(name)}</code>" for name in self.tables)
        return f"<p>{escape(repr(self))}</p><p>Tables: {tables}.</p>"
