"""The report that compares several countries in one edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import TipError
from tipanalysis.reports.kernels import lean_imports
from tipanalysis.reports.parameters import check_parameters, template_path
from tipanalysis.reports.run import Report, write

TEMPLATE = "comparison"
MOST = 24
_NAMED = 4


def comparison(
    countries: str | Iterable[str],
    edition: int = 2023,
    out: str | Path = "reports",
    data: str | Path | None = None,
) -> Report:
    """Write the report that compares countries in one edition.

    The report is written whole or not at all; an earlier one stays until the new one is complete.

    Parameters
    ----------
    countries : str or iterable of str
        Two to 24 countries: codes or names, a list or one text joined by commas.
    edition : int
        Edition of the Report, 2001 to 2025; every country must be in it.
    out : path
        The folder for reports; this one goes to ``<out>/<edition>/compare/<ISO3-ISO3-...>``, the
        codes in the order given.
    data : path, optional
        A data folder in place of the package's own.

    Raises
    ------
    UnknownCountry, UnknownEdition, NotInEdition
        Before anything is written.
    TipError
        If fewer than two or more than 24 countries are given.
    ReportFailed
        If a cell fails; the draft in the folder shows where.

    Examples
    --------
    >>> comparison("THA,KHM,LAO", edition=2018, out="my-reports")  # doctest: +SKIP
    my-reports/2018/compare/THA-KHM-LAO/report.html (13 tables, 6 figures)
    """
    lean_imports()
    from tipanalysis.compare import chosen

    loaded = load(data)
    number = loaded.edition(edition)
    names = countries.split(",") if isinstance(countries, str) else list(countries)
    codes = chosen(loaded, names, number)
    if not 2 <= len(codes) <= MOST:
        raise TipError(f"A comparison takes 2 to {MOST} countries; {len(codes)} were given.")
    source = template_path(TEMPLATE)
    parameters = check_parameters(source, {"countries": ",".join(codes), "edition": number})
    target = Path(out) / str(number) / "compare" / "-".join(codes)
    return write(source, parameters, target, loaded, title(loaded, codes, number))


def title(data: Dataset, codes: Sequence[str], edition: int) -> str:
    """The title of the page that compares countries."""
    names = list(map(data.name, codes))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more} {edition}"
