"""A small data set of imaginary countries: the real package's schema, rows made here."""

from pathlib import Path

import pandas as pd

from tipanalysis import terms
from tipanalysis.dataset import Dataset
from tipanalysis.schema import read_package

NAMES = {
    "XAA": "Alandria",
    "XBB": "Borduria",
    "XCC": "Corinthia",
    "XDD": "Drusselstein",
    "XEE": "Elbonia",
}
REGIONS = {"XAA": "AF", "XBB": "AF", "XCC": "EUR", "XDD": "EUR", "XEE": "WHA"}


def world(
    paths: dict[str, list[str]],
    first: int = 2010,
    last: int | None = None,
    basis: str = "listed",
    **tables: pd.DataFrame,
) -> Dataset:
    """A data set in which each country has the given places from the first edition on.

    Shorter paths end as "not in report"; further tables replace the real ones of that name.
    """
    end = first + max(map(len, paths.values())) - 1 if last is None else last
    rows = [
        {
            "iso3": iso3,
            "edition": edition,
            "status": place if place not in terms.TIERS else terms.RANKED,
            "tier": place if place in terms.TIERS else None,
            "waiver": None,
            "basis": basis,
            "confidence": "high",
            "sources": "",
        }
        for iso3, path in paths.items()
        for edition, place in zip(
            range(first, end + 1), [*path, *[terms.NOT_IN_REPORT] * 30], strict=False
        )
    ]
    placements = pd.DataFrame(rows)
    placements["tier"] = pd.Categorical(placements["tier"], terms.TIERS, ordered=True)
    placements["waiver"] = placements["waiver"].astype("boolean")
    codes = sorted(paths)
    countries = pd.DataFrame(
        {
            "iso3": codes,
            "name": [NAMES.get(code, code.title()) for code in codes],
            "region": [REGIONS.get(code, "AF") for code in codes],
            "other_names": [None] * len(codes),
        }
    )
    countries["other_names"] = countries["other_names"].astype("str")
    editions = pd.DataFrame({"edition": range(first, end + 1)})
    package = read_package(Path(__file__).parents[1] / "data")
    made = {"placements": placements, "countries": countries, "editions": editions, **tables}
    return Dataset(package, _frames=made)


def many(path: list[str], number: int, start: str = "Y") -> dict[str, list[str]]:
    """That many countries with the same path, under made-up codes."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return {f"{start}{letters[n // 26]}{letters[n % 26]}": path for n in range(number)}
