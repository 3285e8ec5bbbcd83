"""Sentences on the countries that one is compared with: the rule, and where those like it stand."""

from __future__ import annotations

import pandas as pd

from tipanalysis.compare.peers import Peers
from tipanalysis.sentences.words import number_word, the_tier
from tipanalysis.shown import Prose, bullets, plain


def rule_line(group: Peers) -> Prose:
    """The rule that chose the countries, and how many it chose.

    Parameters
    ----------
    group : Peers
        From `compare.peers`.

    Returns
    -------
    Prose
        One sentence; of a rule that chose none, that it chose no country.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import peers
    >>> rule_line(peers(load(), "Thailand", 2023))
    Chosen by rule: the 28 countries in East Asia and Pacific.
    """
    return Prose(plain(f"Chosen by rule: {chosen_by(group)}."))


def chosen_by(group: Peers) -> str:
    """The peers as a phrase: how many, and by which rule.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import peers
    >>> chosen_by(peers(load(), "Thailand", rule="Laos"))
    'the one country named for comparison'
    """
    many = len(group.countries)
    if not many:
        return f"no country {group.words}"
    return f"the {number_word(many)} {'country' if many == 1 else 'countries'} {group.words}"


def resembles_lines(table: pd.DataFrame) -> Prose:
    """On which tier countries like this one mostly stand, from `compare.resembles`.

    Parameters
    ----------
    table : DataFrame
        From `compare.resembles`: ``like_it_in``, ``tier``, ``count``, ``n``, ``own``.

    Returns
    -------
    Prose
        A line for each likeness that has countries, then the note of the table; for an empty table,
        the note alone.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import resembles
    >>> told = resembles_lines(resembles(load(), "THA", 2018))
    >>> print(repr(told).split(". ")[-1])
    A difference is shown, not explained: nothing here says why a tier was given.
    """
    note = plain(table.attrs.get("note", ""))
    if table.empty:
        return Prose(note)
    lines = []
    for like, rows in table.groupby("like_it_in", sort=False):
        if int(rows["n"].iloc[0]) == 0:
            continue
        most = rows.sort_values("count", ascending=False, kind="stable").iloc[0]
        own = rows[rows["own"]]
        line = f"{like}: {_where_most(int(most['count']), int(most['n']), str(most['tier']))}"
        if len(own) and own.iloc[0]["tier"] != most["tier"]:
            there = int(own.iloc[0]["count"])
            line += f"; on its own tier, {the_tier(own.iloc[0]['tier'])}, {there or 'none'}"
        elif len(own):
            line += ", its own tier"
        lines.append(plain(f"{line}."))
    return Prose(f"{bullets(lines).markdown}\n\n{note}")


def _where_most(count: int, n: int, tier: str) -> str:
    if n == 1:
        return f"the one other stands on {the_tier(tier)}"
    if count == n:
        return f"all {number_word(n)} others stand on {the_tier(tier)}"
    if 2 * count > n:
        return f"of {n} others most, {count}, stand on {the_tier(tier)}"
    return f"of {n} others the largest part, {count}, stands on {the_tier(tier)}"
