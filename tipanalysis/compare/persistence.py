"""What is new, what stays: two coded editions of a country, theme by theme or act by act.

What an edition no longer mentions is never called solved: editors leave out, and so does the
summary that an edition may have been coded from. A source that holds no findings of a kind at all
cannot have dropped one, and two coders who name acts in words of their own cannot be set against
each other: both are "not comparable".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.common import RECOMMENDATION
from tipanalysis.compare.history import titled
from tipanalysis.compare.themes import coded_countries
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter
from tipanalysis.schema import split_list

NEW = "new"
REPEATED = "repeated"
NO_LONGER = "no longer mentioned"
NOT_COMPARABLE = "not comparable"
STATUSES = (NEW, REPEATED, NO_LONGER, NOT_COMPARABLE)
UNITS = ("theme", "act")

#: A form of exploitation may be told as one of many or marked as new; both are forms.
_FORMS = frozenset({"exploitation", "emerging"})


def coded_editions(data: Dataset, country: str) -> tuple[int, ...]:
    """Editions of a country whose narrative is coded, oldest first.

    Examples
    --------
    >>> from tipanalysis import load
    >>> coded_editions(load(), "Thailand")[0]
    2018
    """
    iso3 = data.country(country)
    found: set[int] = set()
    for table in (data.findings, data.recommendations):
        found |= {int(edition) for edition in table.loc[table["iso3"] == iso3, "edition"]}
    return tuple(sorted(found))


def said(
    data: Dataset, countries: Iterable[str] | None = None, unit: str = "theme"
) -> pd.DataFrame:
    """Everything that coded narratives say, one row a country, edition, kind and theme or act.

    Parameters
    ----------
    data : Dataset
    countries : iterable of str, optional
        Codes; all by default.
    unit : {"theme", "act"}
        What is counted as the same.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``edition``, ``kind`` (a kind of finding, or "recommendation"), the
        unit, ``times`` (findings or recommendations), ``source``, ``coder``.

    Raises
    ------
    UnknownParameter
        If ``unit`` is neither "theme" nor "act".
    """
    if unit not in UNITS:
        raise UnknownParameter(f'"{unit}" is neither "theme" nor "act".')
    findings, asked = data.findings, data.recommendations
    if countries is not None:
        kept = set(countries)
        findings, asked = (rows[rows["iso3"].isin(kept)] for rows in (findings, asked))
    asked = asked.assign(kind=RECOMMENDATION)
    column = unit
    if unit == "theme":
        asked = asked.assign(theme=[list(split_list(value)) for value in asked["themes"]])
        asked = asked.explode("theme")
    else:
        findings = findings.drop_duplicates(["iso3", "edition", "kind", "n"])
        findings, asked = (
            rows.assign(act=[list(split_list(value)) for value in rows["act"]]).explode("act")
            for rows in (findings, asked)
        )
    keys = ["iso3", "edition", "kind", column, "source", "coder"]
    rows = pd.concat([findings[[*keys, "n"]], asked[[*keys, "n"]]]).dropna(subset=[column])
    counts = rows.groupby(keys, sort=True)["n"].nunique().rename("times").reset_index()
    return counts[["iso3", "edition", "kind", column, "times", "source", "coder"]]


def persistence(
    data: Dataset, country: str, before: int, after: int, unit: str = "theme"
) -> pd.DataFrame:
    """What is new in an edition against an earlier one, what is said again, what no longer.

    Parameters
    ----------
    data : Dataset
    country : str
        A name or code.
    before, after : int
        Two editions of the country whose narratives are coded, the earlier first.
    unit : {"theme", "act"}
        Compare themes, or acts in standard words ("prosecute", "identify victims").

    Returns
    -------
    DataFrame
        Columns ``status`` (one of `STATUSES`), ``theme`` or ``act``, ``label`` (of a theme),
        ``before`` and ``after`` (as what it is said, and how often: "shortfall 2, recommendation
        1"; missing where it is not), ``why`` (where not comparable). New first, then repeated,
        no longer mentioned and not comparable; by label. ``attrs["note"]`` says from what each
        edition was coded.

    Raises
    ------
    UnknownParameter
        If an edition is not coded for the country, or they are not in order.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = persistence(load(), "Thailand", 2018, 2023)
    >>> table.set_index("theme").loc["online-scams", "status"]
    'new'
    """
    iso3 = data.country(country)
    editions = coded_editions(data, iso3)
    missing = [year for year in (before, after) if year not in editions]
    if missing or before >= after:
        known = ", ".join(map(str, editions)) or "none"
        raise UnknownParameter(
            f"{before} and {after} are not two coded editions of {data.name(iso3)} in order; "
            f"coded: {known}."
        )
    rows = said(data, [iso3], unit)
    sides = [rows[rows["edition"] == year] for year in (before, after)]
    known_kinds = [_kinds_of(data, side) for side in sides]
    coders = [" and ".join(sorted(set(side["coder"]))) for side in sides]
    apart = unit == "act" and coders[0] != coders[1]
    labels = dict(zip(data.themes["theme"], data.themes["label"], strict=True))
    cells = []
    for key in sorted({str(value) for side in sides for value in side[unit]}):
        kinds = [set(side.loc[side[unit] == key, "kind"]) for side in sides]
        status, why = _status(kinds, known_kinds, (before, after))
        if apart and status in (NEW, NO_LONGER):
            status, why = NOT_COMPARABLE, f"acts coded by {coders[0]} and by {coders[1]}"
        told = [_told(side, unit, key) for side in sides]
        cells.append((status, key, labels.get(key, key), *told, why))
    frame = pd.DataFrame(cells, columns=["status", unit, "label", "before", "after", "why"])
    order = {status: rank for rank, status in enumerate(STATUSES)}
    frame = frame.sort_values(
        ["status", "label"],
        key=lambda column: column.map(order) if column.name == "status" else column,
        ignore_index=True,
    )
    if unit == "act":
        frame = frame.drop(columns="label")
    title = f"What is new and what stays in {data.name(iso3)}: {before} and {after}, by {unit}"
    facts = Facts(coded=rows[rows["edition"].isin([before, after])], compares_editions=True)
    return titled(frame, title, fired(facts), _rests_on(data, sides, (before, after), unit))


def _kinds_of(data: Dataset, side: pd.DataFrame) -> frozenset[str]:
    """Kinds that the sources of an edition were coded into, for any country."""
    sources = set(side["source"])
    kinds = set(data.findings.loc[data.findings["source"].isin(sources), "kind"])
    if data.recommendations["source"].isin(sources).any():
        kinds.add(RECOMMENDATION)
    return frozenset(kinds)


def _status(
    kinds: list[set[str]], known: list[frozenset[str]], editions: tuple[int, int]
) -> tuple[str, str | None]:
    """The status of one theme or act, and why it cannot be compared."""
    before, after = kinds
    if before and after:
        return REPEATED, None
    here, there = (after, 0) if after else (before, 1)
    wanted = here | (_FORMS if not before and here & _FORMS else set())
    if not wanted & known[there]:
        words = " or ".join(sorted(here))
        return NOT_COMPARABLE, f"what {editions[there]} is coded from has no {words}"
    return (NEW if after else NO_LONGER), None


def _told(side: pd.DataFrame, unit: str, key: str) -> str | None:
    rows = side[side[unit] == key]
    order = {kind: rank for rank, kind in enumerate((*terms.KINDS, RECOMMENDATION))}
    counts = {
        str(kind): int(times) for kind, times in zip(rows["kind"], rows["times"], strict=True)
    }
    return (
        ", ".join(f"{kind} {counts[kind]}" for kind in sorted(counts, key=order.__getitem__))
        or None
    )


def _rests_on(
    data: Dataset, sides: list[pd.DataFrame], editions: tuple[int, int], unit: str
) -> str:
    """From what each edition was coded, in a sentence."""
    titles = dict(zip(data.sources["source"], data.sources["title"], strict=True))
    kinds = dict(zip(data.sources["source"], data.sources["kind"], strict=True))
    parts = []
    summary = []
    for side, edition in zip(sides, editions, strict=True):
        keys = sorted(set(side["source"]))
        coders = " and ".join(sorted(set(side["coder"])))
        names = "; ".join(str(titles.get(key, key)) for key in keys)
        parts.append(f"{edition} was coded by {coders} from: {names}")
        if any(kinds.get(key) != "official" for key in keys):
            summary.append(edition)
    words = f"{'. '.join(parts)}."
    if summary:
        which = " and ".join(map(str, summary))
        words += (
            f" What {which} rests on is a summary: what it leaves out is not known to have gone "
            "from the Report."
        )
    if unit == "act":
        words += " Rows whose act is not coded are left out."
    return words


def persistence_counts(table: pd.DataFrame) -> pd.DataFrame:
    """How many themes or acts are new, repeated, no longer mentioned, not comparable.

    Parameters
    ----------
    table : DataFrame
        From `persistence`.

    Returns
    -------
    DataFrame
        Columns ``status``, ``count``, ``n`` (all).
    """
    counts = table["status"].value_counts()
    frame = pd.DataFrame(
        [(status, int(counts.get(status, 0)), len(table)) for status in STATUSES],
        columns=["status", "count", "n"],
    )
    return titled(frame, f"{table.attrs['title']}: counts", table.attrs["caveats"],
                  str(table.attrs.get("note", "")))  # fmt: skip


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
    UnknownParameter
        For another ``by`` or a theme that is not in the list.
    """
    if by not in ("country", "region"):
        raise UnknownParameter(f'"{by}" is neither "country" nor "region".')
    wanted = set(themes) if themes is not None else set(data.themes["theme"])
    strange = sorted(wanted - set(data.themes["theme"]))
    if strange:
        raise UnknownParameter(f"not themes: {', '.join(strange)}.")
    codes = None if countries is None else [data.country(name) for name in countries]
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
    facts = Facts(coded=rows, compares_editions=True, silence=True)
    return titled(frame, title, fired(facts), f"Coded editions: {which or 'none'}.")


def _countries(count: int) -> str:
    return "1 country" if count == 1 else f"{count} countries"
