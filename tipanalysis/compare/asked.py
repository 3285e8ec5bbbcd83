"""What a question names: countries, and the edition to start from. Refused where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from tipanalysis import terms
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError


def named(data: Dataset, countries: str | Iterable[str]) -> list[str]:
    """Codes of the countries named, in the order asked: a list, or one text joined by commas.

    Raises
    ------
    TipError, UnknownCountry
        If none is named; if one is not known.

    Examples
    --------
    >>> from tipanalysis import load
    >>> named(load(), ["Thailand", "LAO", "THA"])
    ['THA', 'LAO']
    >>> named(load(), "Thailand, LAO")
    ['THA', 'LAO']
    """
    names = countries.split(",") if isinstance(countries, str) else countries
    codes = list(dict.fromkeys(data.country(name.strip()) for name in names if name.strip()))
    if not codes:
        raise TipError("No country is named: give codes or names, joined by commas or as a list.")
    return codes


def since(data: Dataset, first: int) -> int:
    """The first edition to look at, refused if there is none such.

    It may lie before the first one in the data, not before the first that there was.

    Raises
    ------
    UnknownEdition
        If it lies before the first edition there was, or after the newest in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> since(load(), 2009)
    2009
    """
    known = terms.FIRST_EDITION <= first <= int(data.editions["edition"].max())
    return first if known else data.edition(first)
