"""Context by others, kept apart and labelled theirs."""

from __future__ import annotations

import pandas as pd

from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import newest, titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter, suggestion
from tipanalysis.names import in_text

#: Countries that a year of the 3P index must have to be compared on.
FULL_YEAR = 100


def unodc_series(data: Dataset, country: str, last: int | None = None) -> pd.DataFrame:
    """UNODC's counts for a country, year by year.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    last : int, optional
        Only years before this edition; all by default.

    Returns
    -------
    DataFrame
        Columns ``indicator``, ``year``, ``value`` (missing where printed as below five),
        ``bound``, ``unit``; by indicator, then year.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If the country, or ``last``, is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> unodc_series(load(), "Thailand", last=2010)["year"].unique().tolist()
    [2009, 2008]
    """
    iso3 = data.country(country)
    rows = data.rows("unodc", iso3=iso3)
    if last is not None:
        rows = rows[rows["year"] < newest(data, last)]
    frame = rows[["indicator", "year", "value", "bound", "unit"]].reset_index(drop=True)
    frame = frame.sort_values(["indicator", "year"], kind="stable", ignore_index=True)
    facts = Facts(
        measures=frozenset(frame["indicator"]), bounds=frozenset(frame["bound"]), others=True
    )
    name = in_text(data.name(iso3))
    note = "" if len(frame) else f"UNODC's data has no counts for {name}."
    return titled(frame, f"UNODC counts for {name}", fired(facts) if len(frame) else (), note)


def unodc_latest(data: Dataset, country: str, last: int | None = None) -> pd.DataFrame:
    """The newest count of each UNODC indicator, with its year and the range of years there are.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    last : int, optional
        Only years before this edition; all by default.

    Returns
    -------
    DataFrame
        Columns ``indicator``, ``year``, ``value``, ``unit``, ``years`` (how many there are); by
        indicator.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If the country, or ``last``, is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = unodc_latest(load(), "Thailand", last=2021)
    >>> table[["indicator", "year"]].head(1).values.tolist()
    [['Detected trafficking victims', 2020]]
    """
    series = unodc_series(data, country, last)
    columns = ["indicator", "year", "value", "unit", "years"]
    if series.empty:
        return titled(
            pd.DataFrame(columns=columns), series.attrs["title"], (), series.attrs["note"]
        )
    latest = series.groupby("indicator", sort=True).tail(1).set_index("indicator")
    years = series.groupby("indicator")["year"].size()
    shown = [
        (name, int(row["year"]), _printed(row["value"]), row["unit"], int(years[name]))
        for name, row in latest.iterrows()
    ]
    frame = pd.DataFrame(shown, columns=columns)
    return titled(frame, f"Newest {series.attrs['title']}", series.attrs["caveats"])


def _printed(value: object) -> str:
    return "below five" if pd.isna(value) else f"{int(str(value)):,}"


def others(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """What other lists and indices say: the 3P index, the Palermo Protocol, child soldiers.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        Only years before it are told; the child soldiers list is its own.

    Returns
    -------
    DataFrame
        Columns ``what``, ``says``, ``as_of``; a gap is said in words. Last the population (World
        Bank, persons), where there is one.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.
    UnknownCountry
        If the country is not known; the nearest names are suggested.

    Examples
    --------
    >>> from tipanalysis import load
    >>> others(load(), "Thailand", 2023)["what"].tolist()[:2]
    ['3P index (Cho)', 'Palermo Protocol']
    """
    edition = data.edition(edition)
    iso3 = data.country(country)
    rows = [
        _three_p(data, iso3, edition),
        _protocol(data, iso3),
        _child_soldiers(data, iso3, edition),
    ]
    people = data.rows("population", iso3=iso3)
    people = people[people["year"] < edition]
    if len(people):
        newest = people.iloc[-1]
        rows.append(
            ("Population (World Bank)", f"{int(newest['population']):,}", str(int(newest["year"])))
        )
    frame = pd.DataFrame(rows, columns=["what", "says", "as_of"])
    caveats = fired(Facts(others=True, protocol=True, child_soldiers=edition))
    return titled(frame, f"What others say of {in_text(data.name(iso3))}", caveats)


def whole_index(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the 3P index that have all its parts: what two parts add up to is no index.

    Haiti 2009 has no score for prevention, and an overall of 4, the sum of two.
    """
    return rows.dropna(subset=["prosecution", "protection", "prevention", "overall"])


def span_of(data: Dataset) -> str:
    """The years that the 3P index in the data covers, to the last with enough countries to compare.

    A later year of a few countries is not counted (2014 holds Timor-Leste alone).

    Examples
    --------
    >>> from tipanalysis import load
    >>> span_of(load())
    '2000 to 2013'
    """
    counts = whole_index(data.three_p).groupby("year").size()
    full = counts[counts >= FULL_YEAR].index
    return f"{counts.index.min()} to {full.max()}" if len(full) else "no year"


def _three_p(data: Dataset, iso3: str, edition: int) -> tuple[str, str, str]:
    rows = whole_index(data.rows("three_p", iso3=iso3))
    rows = rows[rows["year"] < edition]
    if rows.empty:
        return "3P index (Cho)", "not in the index", span_of(data)
    row = rows.iloc[-1]
    says = (
        f"{int(row['overall'])} of 15 (prosecution {int(row['prosecution'])}, protection "
        f"{int(row['protection'])}, prevention {int(row['prevention'])}, each of 5)"
    )
    return "3P index (Cho)", says, str(int(row["year"]))


def _protocol(data: Dataset, iso3: str) -> tuple[str, str, str]:
    rows = data.rows("protocol", iso3=iso3)
    if rows.empty:
        return "Palermo Protocol", "no entry in the list used", "December 2013"
    row = rows.iloc[0]
    parts = [
        f"{word} {row[column]}"
        for word, column in (("signed", "signed"), ("ratified", "ratified"))
        if isinstance(row[column], str)
    ]
    return "Palermo Protocol", ", ".join(parts) or "no dates", "December 2013"


def _child_soldiers(data: Dataset, iso3: str, edition: int) -> tuple[str, str, str]:
    rows = data.rows("child_soldiers", ["iso3", "coverage"], edition=edition)
    what = "Child soldiers list (in the Report)"
    if edition < 2010:
        return what, "there was no list yet", str(edition)
    if (rows["iso3"] == iso3).any():
        return what, "listed", str(edition)
    if rows.empty:
        return what, "the list of this edition is not in the data", str(edition)
    if (rows["coverage"] == "complete").all():
        return what, "not listed", str(edition)
    return what, "not among those known; the list is known in part", str(edition)


def law_enforcement(data: Dataset, region: str = "World", last: int | None = None) -> pd.DataFrame:
    """World or regional totals as the Report prints them, labor trafficking as a subset.

    Parameters
    ----------
    data : Dataset
    region : str
        ``World``, or a region of the table.
    last : int, optional
        Only totals of years before this edition.

    Returns
    -------
    DataFrame
        Columns ``data_year``, ``measure``, ``value``, ``labor`` (the part of ``value`` that is
        labor trafficking; missing where no source has it), ``source``. Where two print the same
        total, the row is of the one that has its part; where they print different totals, both
        rows stand.

    Raises
    ------
    UnknownParameter
        If no totals of such a region are in the data.
    UnknownEdition
        If ``last`` is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> totals = law_enforcement(load())
    >>> totals.columns.tolist()
    ['data_year', 'measure', 'value', 'labor', 'source']
    """
    regions = sorted(set(data.law_enforcement["region"]))
    if region not in regions:
        near = suggestion(region, regions)
        raise UnknownParameter(f'"{region}" is none of {", ".join(regions)}.{near}')
    rows = data.law_enforcement[data.law_enforcement["region"] == region]
    if last is not None:
        rows = rows[rows["data_year"] < newest(data, last)]
    measures = (
        ("prosecutions", "prosecutions_labor"),
        ("convictions", "convictions_labor"),
        ("victims_identified", "victims_labor"),
    )
    parts = [
        rows[["data_year", "source"]].assign(
            measure=measure, value=rows[measure], labor=rows[labor]
        )
        for measure, labor in measures
    ]
    frame = pd.concat(parts).dropna(subset=["value"])
    frame = frame[["data_year", "measure", "value", "labor", "source"]]
    same = ["data_year", "measure", "value"]
    has_part = set(frame.dropna(subset=["labor"])[same].itertuples(index=False, name=None))
    whole = [key in has_part for key in frame[same].itertuples(index=False, name=None)]
    frame = frame[frame["labor"].notna() | ~pd.Series(whole, index=frame.index, dtype="bool")]
    frame = frame.drop_duplicates([*same, "labor"])
    frame = frame.sort_values(["measure", "data_year", "source"], ignore_index=True)
    facts = Facts(measures=frozenset(frame["measure"]), totals=True)
    title = f"Law-enforcement totals, {region}"
    if frame.empty:
        return titled(frame, title, (), f"No totals of years before {last} are in the data.")
    return titled(frame, title, fired(facts))
