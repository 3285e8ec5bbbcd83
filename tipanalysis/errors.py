"""What can go wrong, said in the reader's words. Every error here is a `TipError`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


class TipError(Exception):
    """The base of all errors that this package raises on purpose."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in one place of a table.

    Parameters
    ----------
    file : str
        Name of the file, for example ``placements.csv``.
    row : int or None
        Row of the table, the header being row 1, or what `counted` says; None when the whole
        file is meant.
    column : str or None
        Name of the column; None when the whole row is meant.
    message : str
        What is wrong, and what was expected.
    counted : "row", "line" or "cell"
        What is counted: rows as a spreadsheet does; lines as an editor does, which are more when
        cells hold line breaks; or cells of a notebook.

    Examples
    --------
    >>> print(Fault("placements.csv", 4, "tier", '"Teir 1" is not a tier'))
    placements.csv, row 4, tier: "Teir 1" is not a tier
    >>> print(Fault("mine.yaml", 4, "value", '"Teir 1" is not a tier', "line"))
    mine.yaml, line 4, value: "Teir 1" is not a tier
    """

    file: str
    row: int | None
    column: str | None
    message: str
    counted: Literal["row", "line", "cell"] = "row"

    def __str__(self) -> str:
        """The fault in one line."""
        place = [self.file]
        if self.row is not None:
            place.append(f"{self.counted} {self.row}")
        if self.column:
            place.append(self.column)
        return f"{', '.join(place)}: {self.message}"


class DataFaults(TipError):
    """Tables, or files given, have faults; all of them are named at once.

    Parameters
    ----------
    faults : sequence of Fault
        Every fault found.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{count} fault{'' if count == 1 else 's'}:\n{lines}")


class NotFound(TipError):
    """Something asked for by name is not there; the nearest names are suggested."""


class UnknownCountry(NotFound):
    """A country name or code that no table knows."""


class UnknownEdition(NotFound):
    """An edition outside those in the data."""


class NotInEdition(NotFound):
    """The country exists, but that edition of the Report does not assess it."""


class UnknownParameter(TipError):
    """A report was asked for with a parameter that its template does not have."""


class DataNotFound(TipError):
    """The folder with the tables or notebooks is nowhere to be found."""


class ReportFailed(TipError):
    """A cell of the report failed; the draft shows where."""


def nearest(asked: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names most like the one asked for, without regard to case.

    Examples
    --------
    >>> nearest("Tailand", ["Thailand", "Finland", "Taiwan"])[0]
    'Thailand'
    """
    by_folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(asked.casefold(), by_folded, n=most, cutoff=0.6)
    return [by_folded[name] for name in found]


def suggestion(asked: str, known: Iterable[str]) -> str:
    """A clause that suggests the nearest names, or nothing.

    Examples
    --------
    >>> suggestion("Tailand", ["Thailand"])
    ' Did you mean Thailand?'
    """
    names = nearest(asked, known)
    return f" Did you mean {' or '.join(names)}?" if names else ""
