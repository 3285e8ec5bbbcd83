"""Numbers with care: what governments reported, side by side with others and never merged.

A figure keeps its period, the part of trafficking it is about, its unit and its bound. A figure
of the year before that a narrative restates is a row of its own: the two may differ from what the
edition before printed.
"""

from __future__ import annotations

import re

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import newest, titled
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text

REPORT = "TIP Report"
UNODC = "UNODC"
#: Whether a figure is for the period judged, or restated for the one before.
CURRENT, RESTATED = "of its period", "restated a year later"

SERIES_COLUMNS = (
    "by",
    "series",
    "measure",
    "of",
    "unit",
    "year",
    "period",
    "value",
    "bound",
    "edition",
    "vintage",
)
#: UNODC's indicators that are about the same as a measure of the Report; the others stand alone.
_NEAREST = {
    "Detected trafficking victims": "victims_identified",
    "Persons prosecuted": "prosecutions",
    "Persons convicted": "convictions",
}
_PARTS = {
    "total": "all trafficking",
    "sex": "sex trafficking",
    "labor": "labor trafficking",
    "officials": "complicit officials",
    "other": "a part of the cases",
}
_YEAR = re.compile(r"(?:19|20)\d\d")


def year_of(period: object, edition: int) -> int | None:
    """The year that a figure stands under: that of its period, or the one most of it lies in.

    Parameters
    ----------
    period : str or missing
        As in ``statistics.period``: a year, "reporting period", "previous reporting period".
    edition : int
        The edition that prints the figure; its period is 1 April of the year before to 31 March.

    Returns
    -------
    int or None
        None where no period is given.

    Examples
    --------
    >>> year_of("2016", 2018), year_of("reporting period", 2018), year_of(None, 2018)
    (2016, 2017, None)
    """
    if not isinstance(period, str):
        return None
    found = _YEAR.search(period)
    if found:
        return int(found.group())
    return edition - 2 if "previous" in period else edition - 1


def number_series(data: Dataset, country: str, last: int | None = None) -> pd.DataFrame:
    """Every figure of a country by year, the Report's and UNODC's beside each other.

    Parameters
    ----------
    data : Dataset
    country : str
        A name or code.
    last : int, optional
        The last edition; of UNODC only years before it.

    Returns
    -------
    DataFrame
        `SERIES_COLUMNS`: ``by`` ("TIP Report" or "UNODC"), ``series`` (measure, part and unit in
        words: what may stand in one panel), ``measure``, ``of`` (the part:
        "total", "sex", "labor", "officials", "other", or UNODC's indicator), ``unit``, ``year``
        (calendar year, or the one that most of the period lies in; missing where no period is
        given), ``period`` (as printed),
        ``value`` (missing where printed as below five), ``bound``, ``edition`` (missing for
        UNODC), ``vintage`` ("of its period" or "restated a year later"). No two rows are added,
        averaged or put in place of each other. By measure, series and year.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If the country, or ``last``, is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> rows = number_series(load(), "Thailand")
    >>> sorted(set(rows["by"]))
    ['TIP Report', 'UNODC']
    """
    iso3 = data.country(country)
    cells: list[tuple[object, ...]] = []
    told = data.rows("statistics", iso3=iso3)
    theirs = data.rows("unodc", iso3=iso3)
    if last is not None:
        until = newest(data, last)
        told, theirs = told[told["edition"] <= until], theirs[theirs["year"] < until]
    for row in told.itertuples(index=False):
        edition = int(row.edition)
        series = _series(row.measure, _PARTS[row.subset], row.unit)
        key = (REPORT, series, row.measure, row.subset, row.unit)
        cells.append((*key, year_of(row.period, edition), _words(row.period), row.value,
                      row.bound, edition, CURRENT))  # fmt: skip
        if pd.notna(row.previous):
            year = year_of(row.previous_period, edition)
            cells.append((*key, year, _words(row.previous_period), row.previous, "exact",
                          edition, RESTATED))  # fmt: skip
    for row in theirs.itertuples(index=False):
        measure = _NEAREST.get(row.indicator)
        series = _series(measure, _PARTS["total"], row.unit) if measure else row.indicator
        cells.append((UNODC, series, measure or row.indicator, row.indicator, row.unit,
                      int(row.year), str(row.year), row.value, row.bound, None,
                      CURRENT))  # fmt: skip
    frame = pd.DataFrame(cells, columns=list(SERIES_COLUMNS))
    frame = frame.astype({"value": "Int64", "edition": "Int64", "year": "Int64"})
    order = {measure: rank for rank, measure in enumerate(terms.MEASURES)}
    parts = {part: rank for rank, part in enumerate(terms.SUBSETS)}
    frame["_measure"] = frame["measure"].map(lambda name: order.get(name, len(order)))
    frame["_part"] = frame["of"].map(lambda name: parts.get(name, len(parts)))
    keys = ["_measure", "by", "_part", "of", "unit", "year", "edition", "vintage", "value"]
    frame = frame.sort_values(keys, kind="stable", ignore_index=True)[list(SERIES_COLUMNS)]
    facts = Facts(
        measures=frozenset(frame["measure"]),
        figures_of_edition=len(told) > 0,
        coded=told,
        bounds=frozenset(frame["bound"].dropna()),
        others=len(theirs) > 0,
    )
    note = (
        "The Report and UNODC count different things by different rules; they stand beside each "
        "other and are not one series."
    )
    name = in_text(data.name(iso3))
    if frame.empty:
        note = f"There are no figures of {name} in the data."
        return titled(frame, f"Figures of {name} by year", (), note)
    return titled(frame, f"Figures of {name} by year", fired(facts), note)


def _series(measure: str, part: str, unit: str) -> str:
    words = f"{measure.replace('_', ' ').capitalize()}, {part}"
    return words if unit == "unspecified" else f"{words}, {unit}"


def _words(period: object) -> str:
    return period if isinstance(period, str) else "no period given"


def comparable_series(series: pd.DataFrame, fewest: int = 2) -> pd.DataFrame:
    """Only series of all trafficking, of one measure and unit, with several years: for drawing.

    Parameters
    ----------
    series : DataFrame
        From `number_series`.
    fewest : int
        Years that a series must have, whoever counts.

    Returns
    -------
    DataFrame
        The same columns; the Report's series of all trafficking and UNODC's.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import number_series
    >>> series = comparable_series(number_series(load(), "Ghana"))
    >>> set(series.columns) == set(number_series(load(), "Ghana").columns)
    True
    """
    whole = series[(series["by"] == UNODC) | (series["of"] == "total")]
    years = whole.groupby("series")["year"].transform("nunique")
    kept = whole[years >= fewest].reset_index(drop=True)
    note = series.attrs.get("note", "")
    if kept.empty and not series.empty:
        note = f"No series of this country has {fewest} years or more."
    return titled(kept, series.attrs["title"], series.attrs["caveats"], note)
