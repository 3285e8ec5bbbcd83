"""Who reported what: governments with a figure, with zero, without one, or not said to have one.

"Did not report", zero and no mention are three things.
"""

from __future__ import annotations

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, smallest
from tipanalysis.compare.common import group_of
from tipanalysis.compare.history import placed, titled
from tipanalysis.compare.moves import wilson
from tipanalysis.compare.themes import coded_countries
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter

ABOVE_ZERO, ZERO, PARTS, NOT_REPORTED, NO_MENTION = (
    "figure",
    "zero",
    "parts_only",
    "did_not_report",
    "no_mention",
)


def reporting(data: Dataset, edition: int, by: str | None = None) -> pd.DataFrame:
    """How many governments reported a figure, reported zero, did not report, or are not said to.

    Parameters
    ----------
    data : Dataset
    edition : int
        An edition whose narratives are coded.
    by : {"tier", "region"}, optional
        One group of countries after the other; all countries by default.

    Returns
    -------
    DataFrame
        Columns ``measure``, ``group``, ``figure`` (a total above zero), ``zero`` (a total of
        zero), ``parts_only`` (figures of a part, no total), ``did_not_report`` (the narrative
        says so of the total, and there is no figure), ``no_mention``, ``n`` (narratives coded),
        ``share`` with a total, ``low``, ``high`` (Wilson). The five counts add up to n. By tier,
        special cases are left out, and the note names them.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.
    UnknownParameter
        If ``by`` is neither "tier" nor "region".

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = reporting(load(), 2018)
    >>> counts = ["figure", "zero", "parts_only", "did_not_report", "no_mention"]
    >>> (table[counts].sum(axis=1) == table["n"]).all().item()
    True
    """
    edition = data.edition(edition)
    coded = coded_countries(data, edition)
    groups = pd.Series("all", index=list(coded), dtype="str")
    order: tuple[str, ...] = ("all",)
    if by is not None:
        groups = group_of(data, edition, by, coded)
        order = terms.TIERS if by == "tier" else tuple(sorted(set(groups)))
    told = data.rows("statistics", edition=edition)
    silent = data.rows("unreported", edition=edition)
    cells = []
    for measure in terms.MEASURES:
        faces = pd.Series(_faces(told, silent, measure, coded))
        for group in order:
            members = groups.index[groups == group]
            if members.empty:
                continue
            counts = faces[list(members)].value_counts()
            row = [int(counts.get(face, 0)) for face in FACES]
            n = len(members)
            cells.append((measure, group, *row, n, (row[0] + row[1]) / n,
                          *wilson(row[0] + row[1], n)))  # fmt: skip
    columns = ["measure", "group", *FACES, "n", "share", "low", "high"]
    frame = pd.DataFrame(cells, columns=columns)
    title = f"Who reported what, {edition} edition, {len(groups)} narratives"
    note = _left_out(data, coded, groups)
    if frame.empty:
        note = "The narratives of this edition are not in the data."
        return titled(frame, title, (), note)
    used = pd.concat([told[["coder"]], silent[["coder"]]])
    shown = placed(data, edition, edition, groups.index) if by == "tier" else None
    facts = Facts(coded=used, silence=True, n=smallest(frame["n"]), placements=shown)
    return titled(frame, title, fired(facts), note)


def _left_out(data: Dataset, coded: tuple[str, ...], groups: pd.Series) -> str:
    """Which coded narratives are in no group: special cases have no tier."""
    names = sorted(data.name(code) for code in coded if code not in groups.index)
    return f"Left out, for want of a tier: {', '.join(names)}." if names else ""


FACES = (ABOVE_ZERO, ZERO, PARTS, NOT_REPORTED, NO_MENTION)


def _faces(
    told: pd.DataFrame, silent: pd.DataFrame, measure: str, coded: tuple[str, ...]
) -> dict[str, str]:
    """Which of `FACES` each country shows for a measure."""
    rows = told[told["measure"] == measure]
    totals = rows[rows["subset"] == "total"].groupby("iso3")["value"].max()
    parts = set(rows["iso3"])
    unsaid = silent[(silent["measure"] == measure) & (silent["subset"] == "total")]
    not_reported = set(unsaid["iso3"])
    faces = {}
    for iso3 in coded:
        if iso3 in totals.index:
            faces[iso3] = ABOVE_ZERO if totals[iso3] > 0 else ZERO
        elif iso3 in parts:
            faces[iso3] = PARTS
        else:
            faces[iso3] = NOT_REPORTED if iso3 in not_reported else NO_MENTION
    return faces


def against_year_before(data: Dataset, edition: int, by: str = "tier") -> pd.DataFrame:
    """How many governments reported more, as many or fewer than the narrative gives for before.

    Parameters
    ----------
    data : Dataset
    edition : int
    by : {"tier", "region"}

    Returns
    -------
    DataFrame
        Columns ``measure``, ``group``, ``more``, ``same``, ``fewer``, ``n`` (totals with exact
        figures of both periods in the same unit), ``share`` with fewer, ``low``, ``high``
        (Wilson).

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.
    UnknownParameter
        If ``by`` is neither "tier" nor "region".

    Examples
    --------
    >>> from tipanalysis import load
    >>> against_year_before(load(), 2018).columns.tolist()
    ['measure', 'group', 'more', 'same', 'fewer', 'n', 'share', 'low', 'high']
    """
    edition = data.edition(edition)
    if by not in ("tier", "region"):
        raise UnknownParameter(f'"{by}" is neither "tier" nor "region".')
    rows = data.rows("statistics", edition=edition, subset="total")
    rows = rows[rows["previous"].notna() & (rows["bound"] == "exact")]
    units = {unit: rank for rank, unit in enumerate(("persons", "cases", "unspecified"))}
    rows = rows.assign(_unit=rows["unit"].map(units)).sort_values(["iso3", "measure", "_unit", "n"])
    rows = rows.drop_duplicates(["iso3", "measure"])
    groups = group_of(data, edition, by, coded_countries(data, edition))
    rows = rows.assign(group=rows["iso3"].map(groups)).dropna(subset=["group"])
    order = terms.TIERS if by == "tier" else tuple(sorted(set(groups)))
    cells = []
    for measure in terms.MEASURES:
        for group in order:
            here = rows[(rows["measure"] == measure) & (rows["group"] == group)]
            change = here["value"] - here["previous"]
            more, same, fewer = (int(v.sum()) for v in (change > 0, change == 0, change < 0))
            n = len(here)
            if n:
                cells.append((measure, group, more, same, fewer, n, fewer / n, *wilson(fewer, n)))
    columns = ["measure", "group", "more", "same", "fewer", "n", "share", "low", "high"]
    frame = pd.DataFrame(cells, columns=columns)
    title = f"Totals against the year before, by {by}, {edition} edition"
    if frame.empty:
        return titled(frame, title, (), "No totals of this edition with a year before are coded.")
    facts = Facts(
        measures=frozenset(frame["measure"]),
        figures_of_edition=True,
        coded=rows,
        n=smallest(frame["n"]),
        placements=placed(data, edition, edition, groups.index) if by == "tier" else None,
    )
    return titled(frame, title, fired(facts))
