"""What is new, what stays: two coded editions of a country, theme by theme or act by act.

What an edition no longer mentions is never called solved: editors leave out, and so does the
summary that an edition may have been coded from. A source that holds no findings of a kind at all
cannot have dropped one, and two coders who name acts in words of their own cannot be set against
each other: both are "not comparable".
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, of_rows
from tipanalysis.compare.common import RECOMMENDATION
from tipanalysis.compare.history import titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter
from tipanalysis.names import in_text
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

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.

    Returns
    -------
    tuple of int
        Editions with a finding or recommendation; empty if there is none.

    Raises
    ------
    UnknownCountry
        If the country is not known; the nearest names are suggested.

    Examples
    --------
    >>> from tipanalysis import load
    >>> coded_editions(load(), "Thailand")[0]
    2018
    """
    iso3 = data.country(country)
    found: set[int] = set()
    for table in ("findings", "recommendations"):
        found |= {int(edition) for edition in data.rows(table, ["edition"], iso3=iso3)["edition"]}
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
    where = {} if countries is None else {"iso3": list(countries)}
    shared = ["iso3", "edition", "n", "source", "coder"]
    findings = data.rows("findings", [*shared, "kind", unit], **where)
    asked = data.rows("recommendations", [*shared, "themes" if unit == "theme" else "act"], **where)
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


def two_editions(
    data: Dataset, country: str, edition: int, other: int | None = None
) -> tuple[int, int] | None:
    """Two coded editions of a country in order, or None where there are not two.

    Parameters
    ----------
    data : Dataset
    country : str
        A name or code.
    edition : int
        One of them.
    other : int, optional
        The other; if not given, the last one coded before ``edition``.

    Returns
    -------
    tuple of int, or None
        The earlier and the later.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If the country, or one of the editions, is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> two_editions(load(), "Thailand", 2023), two_editions(load(), "Kenya", 2018)
    ((2018, 2023), None)
    """
    editions = coded_editions(data, country)
    edition = data.edition(edition)
    other = None if other is None else data.edition(other)
    if edition not in editions:
        return None
    if other is None:
        before = [year for year in editions if year < edition]
        other = before[-1] if before else None
    if other is None or other == edition or other not in editions:
        return None
    return min(edition, other), max(edition, other)


def persistence(
    data: Dataset, country: str, edition: int, other: int | None = None, unit: str = "theme"
) -> pd.DataFrame:
    """What is new in the later of two coded editions, what is said again, what no longer.

    Parameters
    ----------
    data : Dataset
    country : str
        A name or code.
    edition, other : int
        Two editions, in any order; without ``other``, as `two_editions` chooses.
    unit : {"theme", "act"}
        Compare themes, or acts in standard words ("prosecute", "identify victims").

    Returns
    -------
    DataFrame
        Columns ``status`` (one of `STATUSES`), ``theme`` or ``act``, ``label`` (of a theme),
        ``before`` and ``after`` (as what it is said, and how often: "shortfall 2, recommendation
        1"; missing where it is not), ``why`` (where not comparable). New first, then repeated,
        no longer mentioned and not comparable; by label. ``attrs["note"]`` says from what each
        edition was coded, ``attrs["editions"]`` which they are, ``attrs["summaries"]`` which of
        them were coded from a summary. Empty, with a note, where two
        editions are not coded.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If the country, or one of the editions, is not in the data.
    UnknownParameter
        If ``unit`` is neither "theme" nor "act".

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = persistence(load(), "Thailand", 2018, 2023)
    >>> table.set_index("theme").loc["online-scams", "status"]
    'new'
    """
    if unit not in UNITS:
        raise UnknownParameter(f'"{unit}" is neither "theme" nor "act".')
    iso3 = data.country(country)
    chosen = two_editions(data, iso3, edition, other)
    columns = ["status", unit, "label", "before", "after", "why"]
    if chosen is None:
        coded = ", ".join(map(str, coded_editions(data, iso3))) or "none"
        wanted = f"{edition} and {other}" if other else f"{edition} and one before it"
        name = in_text(data.name(iso3))
        note = f"{wanted} would have to be coded; coded so far for {name}: {coded}."
        note = f"{edition} is set against itself: give two editions." if edition == other else note
        title = f"What is new and what stays in {name}"
        return titled(pd.DataFrame(columns=columns), title, (), note)
    before, after = chosen
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
    frame = pd.DataFrame(cells, columns=columns)
    order = {status: rank for rank, status in enumerate(STATUSES)}
    frame = frame.sort_values(
        ["status", "label"],
        key=lambda column: column.map(order) if column.name == "status" else column,
        ignore_index=True,
    )
    if unit == "act":
        frame = frame.drop(columns="label")
    name = in_text(data.name(iso3))
    title = f"What is new and what stays in {name}: {before} and {after}, by {unit}"
    facts = Facts(coded=rows[rows["edition"].isin([before, after])], compares_editions=True)
    summed = _summaries(data, sides, chosen)
    frame.attrs.update(editions=chosen, summaries=summed)
    return titled(frame, title, fired(facts), _rests_on(data, sides, chosen, unit))


def _kinds_of(data: Dataset, side: pd.DataFrame) -> frozenset[str]:
    """Kinds that the sources of an edition were coded into, for any country."""
    sources = set(side["source"])
    kinds = set(data.rows("findings", ["kind"], source=sorted(sources))["kind"])
    if len(data.rows("recommendations", ["source"], source=sorted(sources))):
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


def _summaries(
    data: Dataset, sides: list[pd.DataFrame], editions: tuple[int, int]
) -> tuple[int, ...]:
    """Editions that were coded from a summary by others, not from the Report's own text."""
    cited = sorted({key for side in sides for key in side["source"]})
    rows = data.rows("sources", ["source", "kind"], source=cited)
    official = set(rows.loc[rows["kind"] == "official", "source"])
    return tuple(
        edition
        for side, edition in zip(sides, editions, strict=True)
        if not set(side["source"]) <= official
    )


def _rests_on(
    data: Dataset, sides: list[pd.DataFrame], editions: tuple[int, int], unit: str
) -> str:
    """From what each edition was coded, in a sentence."""
    cited = sorted({key for side in sides for key in side["source"]})
    rows = data.rows("sources", ["source", "title"], source=cited)
    titles = dict(zip(rows["source"], rows["title"], strict=True))
    parts = []
    for side, edition in zip(sides, editions, strict=True):
        keys = sorted(set(side["source"]))
        coders = " and ".join(sorted(set(side["coder"])))
        names = "; ".join(str(titles.get(key, key)) for key in keys)
        parts.append(f"{edition} was coded by {coders} from: {names}")
    words = f"{'. '.join(parts)}."
    summary = _summaries(data, sides, editions)
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

    Examples
    --------
    >>> from tipanalysis import load
    >>> persistence_counts(persistence(load(), "Thailand", 2023)).columns.tolist()
    ['status', 'count', 'n']
    """
    if table.empty:
        empty = pd.DataFrame(columns=["status", "count", "n"])
        return titled(empty, table.attrs["title"], (), str(table.attrs.get("note", "")))
    counts = table["status"].value_counts()
    frame = pd.DataFrame(
        [(status, int(counts.get(status, 0)), len(table)) for status in STATUSES],
        columns=["status", "count", "n"],
    )
    caveats = of_rows(table.attrs["caveats"], frame["n"])
    note = str(table.attrs.get("note", ""))
    return titled(frame, f"{table.attrs['title']}: counts", caveats, note)
