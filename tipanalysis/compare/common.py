"""What countries have in common: themes by tier and by region.

A theme counts once a narrative. Shares carry Wilson intervals, differences of shares Newcombe's;
Fisher's exact test says how surprising a difference is, and Benjamini and Hochberg's rule how many
of the differences called real are expected to be chance (at most 5 percent) when many are looked
at. All four are computed by statsmodels and scipy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired, of_rows, smallest
from tipanalysis.compare.history import titled
from tipanalysis.compare.moves import wilson
from tipanalysis.compare.themes import recommendation_rows
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter

RECOMMENDATION = "recommendation"
#: What a theme may be said as: a kind of finding, or something asked for.
SAID_AS = (*terms.KINDS, RECOMMENDATION)
GROUPINGS = ("tier", "region")

MORE = "more often"
LESS = "less often"
NOT_SHOWN = "no difference shown"
#: Share of the differences called real that may be chance.
FALSE_DISCOVERIES = 0.05
#: A theme that fewer narratives mention cannot be told apart between groups and is not tested.
FEWEST = 5

COLUMNS = (
    "group",
    "said_as",
    "theme",
    "label",
    "mentioned",
    "n",
    "share",
    "low",
    "high",
    "others_mentioned",
    "others_n",
    "difference",
    "difference_low",
    "difference_high",
    "odds_ratio",
    "p",
    "q",
    "against_others",
)


class _Difference(NamedTuple):
    """Two shares compared: points of difference with their interval, odds ratio, p."""

    points: float
    low: float
    high: float
    odds: float
    p: float


def compared(count: int, n: int, other: int, other_n: int) -> _Difference:
    """Two independent shares: difference in percentage points, odds ratio, Fisher's exact p.

    Sources: Newcombe, Statistics in Medicine 17 (1998), method 10 (Wilson scores, 95 percent);
    Fisher's exact test, two-sided.

    Parameters
    ----------
    count, n : int
        Those that mention, of how many.
    other, other_n : int
        The same of the others.

    Returns
    -------
    tuple
        ``points``, ``low``, ``high`` (percentage points), ``odds`` (infinite where a cell is
        empty), ``p``; all missing where a group is empty.

    Examples
    --------
    >>> found = compared(56, 70, 48, 80)
    >>> [round(v, 1) for v in (found.points, found.low, found.high)]
    [20.0, 5.2, 33.4]
    """
    if not n or not other_n:
        return _Difference(*[float("nan")] * 5)
    from scipy.stats import fisher_exact
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(
        count, n, other, other_n, compare="diff", method="newcomb"
    )
    odds, p = fisher_exact([[count, n - count], [other, other_n - other]])
    points = 100 * (count / n - other / other_n)
    return _Difference(points, 100 * float(low), 100 * float(high), float(odds), float(p))


def said_themes(data: Dataset, edition: int, said_as: str) -> pd.DataFrame:
    """Who mentions what: one row a country and theme.

    Parameters
    ----------
    data : Dataset
    edition : int
    said_as : str
        One of `SAID_AS`.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``theme``, ``coder``.

    Raises
    ------
    UnknownParameter
        For another word.
    """
    if said_as not in SAID_AS:
        raise UnknownParameter(f'"{said_as}" is none of {", ".join(SAID_AS)}.')
    if said_as == RECOMMENDATION:
        rows = recommendation_rows(data, edition, narratives_read(data, edition, said_as))
    else:
        rows = data.rows("findings", ["iso3", "theme", "coder"], edition=edition, kind=said_as)
    rows = rows[["iso3", "theme", "coder"]].dropna(subset=["theme"])
    return rows.drop_duplicates(["iso3", "theme"]).reset_index(drop=True)


def narratives_read(data: Dataset, edition: int, said_as: str) -> tuple[str, ...]:
    """Countries whose narrative was coded in the part that holds such themes."""
    table = "recommendations" if said_as == RECOMMENDATION else "findings"
    return tuple(sorted(data.countries_in(table, edition)))


def group_of(data: Dataset, edition: int, by: str, countries: Iterable[str]) -> pd.Series:
    """The tier or region of each country; special cases have no tier and are left out.

    Raises
    ------
    UnknownParameter
        If ``by`` is neither "tier" nor "region".
    """
    if by not in GROUPINGS:
        raise UnknownParameter(f'"{by}" is neither "tier" nor "region".')
    if by == "tier":
        rows = data.rows("placements", ["iso3", "tier"], edition=edition)
        groups = rows.set_index("iso3")["tier"].astype("str").where(rows["tier"].notna().to_numpy())
    else:
        groups = data.countries.set_index("iso3")["region"].map(dict(terms.REGIONS))
    return groups.reindex(list(countries)).dropna()


def theme_shares(
    data: Dataset, edition: int, said_as: str = "shortfall", by: str = "tier"
) -> pd.DataFrame:
    """How often narratives of each tier or region mention each theme, against all others.

    Parameters
    ----------
    data : Dataset
    edition : int
        An edition whose narratives are coded.
    said_as : {"achievement", "shortfall", "exploitation", "emerging", "context", \
"recommendation"}
        What the theme is said as.
    by : {"tier", "region"}
        How the countries are grouped.

    Returns
    -------
    DataFrame
        `COLUMNS`: ``mentioned`` of ``n`` narratives of the group with ``share`` and its Wilson
        interval; the same counts of all other narratives; ``difference`` in percentage points with
        Newcombe's interval; ``odds_ratio``, Fisher's ``p``, ``q`` by Benjamini and Hochberg over
        all rows; ``against_others``: "more often" or "less often" where q is at most 0.05, "no
        difference shown" otherwise. Themes of fewer than `FEWEST` narratives are left out. By
        group, then by share.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.
    UnknownParameter
        For another ``said_as`` or ``by``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> shares = theme_shares(load(), 2018, "recommendation", by="tier")
    >>> set(shares["group"]) == set(terms.TIERS)
    True
    """
    edition = data.edition(edition)
    said = said_themes(data, edition, said_as)
    groups = group_of(data, edition, by, narratives_read(data, edition, said_as))
    title = f"Themes {_WORDS[said_as]} by {by}, {edition} edition, {len(groups)} narratives"
    order = terms.TIERS if by == "tier" else tuple(sorted(set(groups)))
    cells = [
        (group, said_as, theme, who & set(groups.index[groups == group]), groups == group, who)
        for group in order
        for theme, who in mentions(said, groups.index)
        if (groups == group).any() and (groups != group).any()
    ]
    rows = [
        (*key, len(own), int(inside.sum()), len(who) - len(own), int((~inside).sum()))
        for *key, own, inside, who in cells
    ]
    if not rows:
        note = "Narratives of two groups or more of this edition are not in the data."
        return titled(pd.DataFrame(columns=list(COLUMNS)), title, (), note)
    frame = differences(data, rows)
    ranks = {group: rank for rank, group in enumerate(order)}
    frame = frame.sort_values(
        ["group", "share", "label"],
        key=lambda column: column.map(ranks) if column.name == "group" else column,
        ascending=[True, False, True],
        ignore_index=True,
    )
    return with_caveats(data, frame, title, said, edition, groups, by)


_WORDS = {
    "achievement": "credited",
    "shortfall": "named as shortfalls",
    "exploitation": "of exploitation",
    "emerging": "marked as new",
    "context": "of context",
    RECOMMENDATION: "asked for",
}


def mentions(said: pd.DataFrame, read: Collection[str]) -> list[tuple[str, set[str]]]:
    """Themes that enough narratives mention, each with the countries that do."""
    rows = said[said["iso3"].isin(list(read))]
    held = {str(theme): set(who) for theme, who in rows.groupby("theme")["iso3"]}
    return [(theme, who) for theme, who in sorted(held.items()) if len(who) >= FEWEST]


def differences(data: Dataset, rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Shares, intervals and tests of rows of counts; one family of tests."""
    from statsmodels.stats.multitest import multipletests

    labels = data.themes.set_index("theme")["label"]
    cells = []
    for group, said_as, theme, count, n, other, other_n in rows:
        a, b, c, d = (int(str(value)) for value in (count, n, other, other_n))
        low, high = wilson(a, b)
        found = compared(a, b, c, d)
        share = a / b if b else float("nan")
        cells.append(
            (group, said_as, theme, labels[theme], a, b, share, low, high, c, d, *found, found.p)
        )
    frame = pd.DataFrame(cells, columns=list(COLUMNS[:-1]))
    frame["q"] = multipletests(frame["p"], alpha=FALSE_DISCOVERIES, method="fdr_bh")[1]
    real = frame["q"] <= FALSE_DISCOVERIES
    frame["against_others"] = NOT_SHOWN
    frame.loc[real & (frame["difference"] > 0), "against_others"] = MORE
    frame.loc[real & (frame["difference"] < 0), "against_others"] = LESS
    return frame


def with_caveats(
    data: Dataset,
    frame: pd.DataFrame,
    title: str,
    said: pd.DataFrame,
    edition: int,
    groups: pd.Series,
    by: str,
) -> pd.DataFrame:
    rows = data.rows("placements", ["iso3", "edition", "status", "basis"], edition=edition)
    facts = Facts(
        coded=said,
        silence=True,
        n=smallest(frame["n"], frame["others_n"]),
        placements=rows[rows["iso3"].isin(groups.index)] if by == "tier" else None,
    )
    note = (
        f"{len(frame)} comparisons; of the differences called real at most "
        f"{FALSE_DISCOVERIES:.0%} are expected to be chance (Benjamini and Hochberg). "
        f"Themes of fewer than {FEWEST} narratives are left out."
    )
    return titled(frame, title, fired(facts), note)


def notable(shares: pd.DataFrame) -> pd.DataFrame:
    """Only the rows of `theme_shares` or `told_apart` whose difference is called real.

    Parameters
    ----------
    shares : DataFrame
        From `theme_shares` or `told_apart`.

    Returns
    -------
    DataFrame
        The same columns; within a group the largest difference first.

    Examples
    --------
    >>> from tipanalysis import load
    >>> shares = theme_shares(load(), 2018)
    >>> len(notable(shares)) <= len(shares)
    True
    """
    kept = shares[shares["against_others"] != NOT_SHOWN]
    ranks = {group: rank for rank, group in enumerate(dict.fromkeys(shares["group"]))}
    kept = kept.sort_values(
        ["group", "difference", "label"],
        key=lambda column: column.map(ranks) if column.name == "group" else column,
        ascending=[True, False, True],
        ignore_index=True,
    )
    note = str(shares.attrs.get("note", ""))
    if kept.empty and len(shares):
        note = f"None of {len(shares)} differences stands out from chance."
    title = f"{shares.attrs.get('title', 'Themes')}: what stands out"
    kept.attrs["others"] = shares.attrs.get("others", "all others")
    caveats = of_rows(shares.attrs.get("caveats", ()), kept["n"], kept["others_n"])
    return titled(kept, title, caveats, note)
