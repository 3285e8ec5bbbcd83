"""Which coded edition first mentions a theme, by country and by region."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.asked import named
from tipanalysis.compare.caveats import Facts, fired, smallest
from tipanalysis.compare.history import titled
from tipanalysis.compare.persistence import said
from tipanalysis.compare.themes import coded_countries
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter


def first_mention(
    data: Dataset,
    by: str = "country",
    themes: Collection[str] | None = None,
    countries: Iterable[str] | None = None,
) -> pd.DataFrame:
    """In which coded edition a theme is first mentioned, by country or by region.

    Parameters
    ----------
    data : Dataset
    by : {"country", "region"}
    themes : collection of str, optional
        Keys of themes; all by default.
    countries : iterable of str, optional
        Names or codes; all by default.

    Returns
    -------
    DataFrame
        Columns ``theme``, ``label``, ``country`` or ``region``, ``first`` (edition), ``said_as``,
        ``earlier`` (coded editions before it that do not mention the theme: "2018", or "none is
        coded"), and by region ``countries`` (that mention it in that edition) and ``n`` (coded in
        it). "First" means first of the coded editions, which the note names; nothing is known of
        the others. Remarks of context do not count. By label, then edition.

    Raises
    ------
    TipError, UnknownCountry
        If ``countries`` names none; if one is not known.
    UnknownParameter
        For another ``by`` or a theme that is not in the list.

    Examples
    --------
    >>> from tipanalysis import load
    >>> first_mention(load(), countries=["THA"])["country"].unique().tolist()
    ['Thailand']
    """
    if by not in ("country", "region"):
        raise UnknownParameter(f'"{by}" is neither "country" nor "region".')
    wanted = set(themes) if themes is not None else set(data.themes["theme"])
    strange = sorted(wanted - set(data.themes["theme"]))
    if strange:
        raise UnknownParameter(f"not themes: {', '.join(strange)}.")
    codes = None if countries is None else named(data, countries)
    rows = said(data, codes)
    rows = rows[rows["kind"] != "context"]
    regions = data.countries.set_index("iso3")["region"].map(dict(terms.REGIONS))
    coded = rows[["iso3", "edition"]].drop_duplicates()
    where = {True: lambda code: data.name(code), False: lambda code: str(regions[code])}[
        by == "country"
    ]
    rows, coded = (frame.assign(where=[where(code) for code in frame["iso3"]])
                   for frame in (rows, coded))  # fmt: skip
    labels = data.themes.set_index("theme")["label"]
    editions = {key: sorted(set(group["edition"])) for key, group in coded.groupby("where")}
    cells = []
    for (theme, place), group in rows[rows["theme"].isin(wanted)].groupby(["theme", "where"]):
        first = int(group["edition"].min())
        here = group[group["edition"] == first]
        earlier = ", ".join(str(year) for year in editions[place] if year < first)
        kinds = ", ".join(sorted(set(here["kind"])))
        of = coded[(coded["where"] == place) & (coded["edition"] == first)]
        cells.append((theme, labels[theme], place, first, kinds, earlier or "none is coded",
                      here["iso3"].nunique(), len(of)))  # fmt: skip
    columns = ["theme", "label", by, "first", "said_as", "earlier", "countries", "n"]
    frame = pd.DataFrame(cells, columns=columns)
    frame = frame.sort_values(["label", "first", by], ignore_index=True)
    if by == "country":
        frame = frame.drop(columns=["countries", "n"])
    which = "; ".join(
        f"{edition} ({_countries(len(coded_countries(data, edition)))})"
        for edition in sorted({int(year) for year in coded["edition"]})
    )
    title = f"First mention of themes, by {by}, in the coded editions"
    n = None if by == "country" else smallest(frame["n"])
    facts = Facts(coded=rows, compares_editions=True, silence=True, n=n)
    return titled(frame, title, fired(facts), f"Coded editions: {which or 'none'}.")


def _countries(count: int) -> str:
    return "1 country" if count == 1 else f"{count} countries"
