"""Sentences on what countries have in common, each from a table of `tipanalysis.compare`.

An empty table has no sentence: the table itself says in one line why.
"""

from __future__ import annotations

import pandas as pd

from tipanalysis.names import in_text
from tipanalysis.sentences.words import counted
from tipanalysis.shown import Prose, bullets, plain

_SAID = {
    "achievement": "credited with",
    "shortfall": "faulted for",
    "exploitation": "said to see",
    "emerging": "said to see newly",
    "context": "described by",
    "recommendation": "asked for",
}
_MORE, _LESS = "more often", "less often"


def stands_out(shares: pd.DataFrame, group: str | None = None) -> Prose:
    """What a tier or region is told more or less often than the others, with counts.

    Parameters
    ----------
    shares : DataFrame
        From `compare.theme_shares`, `compare.told_apart` or `compare.notable`.
    group : str, optional
        Only this tier or region.

    Returns
    -------
    Prose
        A line for each group, kind and direction, largest difference first; where none stands out,
        one line that says so, with the three least likely to be chance. Empty for an empty table.

    Examples
    --------
    >>> from tipanalysis import compare, load
    >>> shares = compare.theme_shares(load(), 2018, "shortfall", by="tier")
    >>> "Tier 3" in stands_out(shares, "Tier 3").markdown
    True
    """
    if shares.empty:
        return Prose("")
    others = str(shares.attrs.get("others", "all others"))
    rows = shares if group is None else shares[shares["group"] == group]
    real = rows[rows["against_others"].isin([_MORE, _LESS])]
    if real.empty:
        return Prose(plain(_nothing(rows, group or _only(rows))))
    lines = []
    keys = ["group", "said_as", "against_others"]
    for (place, said_as, which), part in real.groupby(keys, sort=False):
        part = part.sort_values("difference", key=lambda points: -points.abs(), kind="stable")
        told = [_with_counts(row) for _, row in part.iterrows()]
        lines.append(f"{place}, {_SAID[said_as]} {which} than {others}: {'; '.join(told)}.")
    return bullets([plain(line) for line in lines])


def _only(rows: pd.DataFrame) -> str:
    groups = list(dict.fromkeys(rows["group"]))
    return str(groups[0]) if len(groups) == 1 else "any group"


def _with_counts(row: pd.Series) -> str:
    return (
        f"{row['label'].lower()} ({row['mentioned']} of {row['n']}, against "
        f"{row['others_mentioned']} of {row['others_n']})"
    )


def _nothing(rows: pd.DataFrame, group: str) -> str:
    """Nothing stands out; the largest differences are told with their counts all the same."""
    others = str(rows.attrs.get("others", "all others"))
    if rows.empty:
        return f"No theme of {in_text(group)} is in the data."
    largest = rows.sort_values(["p", "label"]).head(3)
    told = [
        f"{row['label'].lower()} ({_SAID[row['said_as']]}: {row['mentioned']} of {row['n']}, "
        f"against {row['others_mentioned']} of {row['others_n']})"
        for _, row in largest.iterrows()
    ]
    whose = in_text(group)
    return (
        f"None of the {len(rows)} differences between {whose} and {others} stands out once so "
        f"many are looked at. The least likely to be chance: {'; '.join(told)}."
    )


def asked_of_peers(asked: pd.DataFrame, name: str, most: int = 5) -> Prose:
    """What a country is asked, and how many of its peers are asked it too.

    Parameters
    ----------
    asked : DataFrame
        From `compare.recommendation_themes`.
    name : str
        The country.
    most : int
        At most so many themes in a line.

    Returns
    -------
    Prose
        Up to four lines: asked of it and of most peers, of some, of none; asked of most but not of
        it. Where none applies, one line that no recommendations are in the data. Empty for an empty
        table.

    Examples
    --------
    >>> from tipanalysis import compare, load
    >>> data = load()
    >>> group = compare.peers(data, "Thailand", 2018)
    >>> told = asked_of_peers(compare.recommendation_themes(data, group), "Thailand")
    >>> "of Thailand" in told.markdown
    True
    """
    if asked.empty:
        return Prose("")
    name = in_text(name)
    own, rest = asked[asked["asked"]], asked[~asked["asked"]]
    n = int(asked["peers_n"].iloc[0])
    half = n / 2
    parts = (
        (f"Asked of {name} and of most of {_peers(n)}", own[own["peers_asked"] > half]),
        (f"Asked of {name} and of some", _some(own, half)),
        (f"Asked of {name} and of none of them", own[own["peers_asked"] == 0]),
        (f"Asked of most of them, not of {name}", rest[rest["peers_asked"] > half]),
    )
    lines = [f"{head}: {_themes(rows, most)}." for head, rows in parts if len(rows)]
    if not lines:
        return Prose(plain(f"No recommendations to {name} are in the data for this edition."))
    return bullets([plain(line) for line in lines])


def _some(own: pd.DataFrame, half: float) -> pd.DataFrame:
    return own[(own["peers_asked"] > 0) & (own["peers_asked"] <= half)]


def _peers(n: int) -> str:
    return f"its {counted(n, 'peer')} with a coded narrative"


def _themes(rows: pd.DataFrame, most: int) -> str:
    told = [
        f"{row['label'].lower()} ({row['peers_asked']} of {row['peers_n']})"
        if row["peers_asked"]
        else row["label"].lower()
        for _, row in rows.head(most).iterrows()
    ]
    more = len(rows) - len(told)
    return "; ".join([*told, counted(more, "more theme")] if more > 0 else told)
