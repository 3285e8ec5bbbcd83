"""What tells two tiers apart, in themes and in counts of one coded edition."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, smallest
from tipanalysis.compare.common import (
    COLUMNS,
    RECOMMENDATION,
    differences,
    group_of,
    mentions,
    narratives_read,
    said_themes,
    with_caveats,
)
from tipanalysis.compare.history import titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter


def told_apart(
    data: Dataset,
    edition: int,
    one: str = terms.TIER_2,
    other: str = terms.WATCH_LIST,
    said_as: Iterable[str] = ("achievement", "shortfall", "exploitation", RECOMMENDATION),
) -> pd.DataFrame:
    """What the narratives of one tier mention more or less often than those of another.

    Parameters
    ----------
    data : Dataset
    edition : int
        An edition whose narratives are coded.
    one, other : str
        Two tiers.
    said_as : iterable of str
        What themes are said as; all of them are one family of tests.

    Returns
    -------
    DataFrame
        `COLUMNS` (the group is ``one``, the others are ``other``), by q and size of difference.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.
    UnknownParameter
        If a tier is none, both are the same, or ``said_as`` has another word than `SAID_AS`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = told_apart(load(), 2018)
    >>> table["q"].is_monotonic_increasing
    True
    """
    edition = data.edition(edition)
    wrong = [tier for tier in (one, other) if tier not in terms.TIERS]
    if wrong or one == other:
        raise UnknownParameter(f'"{one}" and "{other}" must be two of {", ".join(terms.TIERS)}.')
    kinds = tuple(said_as)
    title = f"{one} and {other} told apart by themes, {edition} edition"
    rows: list[tuple[object, ...]] = []
    parts = []
    groups = pd.Series(dtype="str")
    for kind in kinds:
        said = said_themes(data, edition, kind)
        groups = group_of(data, edition, "tier", narratives_read(data, edition, kind))
        sides = [set(groups.index[groups == tier]) for tier in (one, other)]
        parts.append(said)
        if not all(sides):
            continue
        rows += [
            (one, kind, theme, len(who & sides[0]), len(sides[0]), len(who & sides[1]),
             len(sides[1]))
            for theme, who in mentions(said, sides[0] | sides[1])
        ]  # fmt: skip
    if not rows:
        note = "Narratives of both tiers of this edition are not in the data."
        return titled(pd.DataFrame(columns=list(COLUMNS)), title, (), note)
    frame = differences(data, rows)
    frame["_size"] = -frame["difference"].abs()
    frame = frame.sort_values(["q", "_size", "said_as", "theme"], ignore_index=True)
    frame = frame.drop(columns="_size")
    title += f" (n = {frame['n'].max()} and {frame['others_n'].max()})"
    groups = groups[groups.isin([one, other])]
    frame = with_caveats(data, frame, title, pd.concat(parts), edition, groups, "tier")
    frame.attrs["others"] = other
    return frame


_COUNTED = ("achievement", "shortfall", "exploitation", RECOMMENDATION)


def counts_apart(
    data: Dataset, edition: int, one: str = terms.TIER_2, other: str = terms.WATCH_LIST
) -> pd.DataFrame:
    """How many findings and recommendations the narratives of two tiers hold.

    Parameters
    ----------
    data : Dataset
    edition : int
        An edition whose narratives are coded.
    one, other : str
        Two tiers.

    Returns
    -------
    DataFrame
        One row for achievements, shortfalls, forms of exploitation and recommendations: columns
        ``counted``; ``n``, ``median``, ``lower``, ``upper`` (quartiles) of one tier and with
        ``other_`` in front of the other; ``chance`` that a narrative of the one tier has more than
        one of the other, ties as half; ``p`` (Mann and Whitney's test, two-sided) and ``q``
        (Benjamini and Hochberg).

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> counts_apart(load(), 2018)["counted"].tolist()
    ['achievement', 'shortfall', 'exploitation', 'recommendation']
    """
    edition = data.edition(edition)
    from scipy.stats import mannwhitneyu
    from statsmodels.stats.multitest import multipletests

    cells = []
    title = f"Findings a narrative, {one} and {other}, {edition} edition"
    for kind in _COUNTED:
        where = {} if kind == RECOMMENDATION else {"kind": kind}
        table = "recommendations" if kind == RECOMMENDATION else "findings"
        rows = data.rows(table, ["iso3", "n"], edition=edition, **where)
        read = narratives_read(data, edition, kind)
        counts = rows.groupby("iso3")["n"].nunique().reindex(list(read), fill_value=0)
        groups = group_of(data, edition, "tier", read)
        sides = [counts[groups.index[groups == tier]] for tier in (one, other)]
        if any(side.empty for side in sides):
            continue
        test = mannwhitneyu(*sides)
        chance = float(test.statistic) / (len(sides[0]) * len(sides[1]))
        described = [
            value
            for side in sides
            for value in (len(side), *map(float, side.quantile([0.5, 0.25, 0.75])))
        ]
        cells.append((kind, *described, chance, float(test.pvalue)))
    names = ["n", "median", "lower", "upper"]
    columns = ["counted", *names, *(f"other_{name}" for name in names), "chance", "p", "q"]
    if not cells:
        note = "Narratives of both tiers of this edition are not in the data."
        return titled(pd.DataFrame(columns=columns), title, (), note)
    frame = pd.DataFrame(cells, columns=columns[:-1])
    frame["q"] = multipletests(frame["p"], method="fdr_bh")[1]
    rows = data.rows("placements", edition=edition)
    facts = Facts(
        coded=data.rows("findings", ["coder"], edition=edition),
        placements=rows[rows["tier"].isin([one, other])],
        n=smallest(frame["n"], frame["other_n"]),
    )
    note = "More findings do not mean more or worse: narratives differ in length."
    return titled(frame, title, fired(facts), note)
