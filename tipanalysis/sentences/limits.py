"""Sentences on the limit on Watch List years: where countries stand in law, and what it led to."""

from __future__ import annotations

import pandas as pd

from tipanalysis import terms
from tipanalysis.sentences.words import counted, listed, number_word
from tipanalysis.shown import Prose, bullets, plain
from tipanalysis.statute import in_force


def clock_lines(checks: pd.DataFrame, reached: pd.DataFrame, relisted: pd.DataFrame) -> Prose:
    """What the history of the limit shows, checked against the law.

    Parameters
    ----------
    checks, reached, relisted : DataFrame
        From `compare.limit_checks`, `limit_reached` and `relistings`.

    Returns
    -------
    Prose
        A list on runs, ends, waivers and returns, if any; for empty ``checks``, their note.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import limit_checks, limit_reached, relistings
    >>> data = load()
    >>> told = clock_lines(limit_checks(data), limit_reached(data), relistings(data))
    >>> print(repr(told).splitlines()[0].split("; ")[-1])
    none was longer than list and waivers allow.
    """
    if checks.empty:
        return Prose(plain(checks.attrs.get("note", "")))
    beyond = int((reached["within_law"] == "no").sum())
    verdict = (
        "none was longer than list and waivers allow"
        if beyond == 0
        else f"{number_word(beyond)} of them longer than list and waivers allow"
    )
    lines = [
        f"{len(reached)} runs reached two counted editions on the Tier 2 Watch List; {verdict}.",
        f"Where list and waivers were used up ({int(checks['ran_out'].sum())} cases), "
        f"{_used_up(checks, reached)}.",
        f"Editions that the law allows only by a waiver: {int(checks['beyond_two'].sum())}; the "
        f"data holds {int(checks['waivers_known'].sum())} of the waivers by name.",
    ]
    if len(relisted):
        longer = relisted[relisted["beyond"] > 0]
        names = listed(sorted(set(longer["country"])))
        stayed = f"in {number_word(len(longer))} of them ({names})" if len(longer) else "in none"
        lines.append(
            f"After a Tier 3 that followed the limit the law allows, from 2019, one edition back "
            f"on the list if the limit asked for that Tier 3. Whether it did is not in the data, "
            f"so this rule cannot be checked: of {counted(len(relisted), 'return')} that stood on "
            f"the list in 2018 or later, {stayed} the country stayed for more editions from 2019 "
            "on, which is lawful only if that Tier 3 was an ordinary finding."
        )
    return bullets([plain(line) for line in lines])


def _used_up(checks: pd.DataFrame, reached: pd.DataFrame) -> str:
    """Where the countries went that had used up list and waivers; the parts add up to all."""
    up, down, none = (int(checks[f"of_them_{way}"].sum()) for way in ("up", "tier_3", "not_ranked"))
    parts = [f"{up} went up", f"{down} to Tier 3"]
    if none:
        named = [
            f"{row['country']}, {row['next']} in {row['last'] + 1}"
            for _, row in reached[~reached["next"].isin(terms.TIERS)].iterrows()
            if row["run"] >= (in_force(row["last"] + 1).longest_run or 0)
            and row["last"] < checks["edition"].max()
        ]
        parts.append(f"{none} {'was' if none == 1 else 'were'} not ranked ({'; '.join(named)})")
    stayed = int(checks["ran_out"].sum()) - up - down - none
    if stayed:
        parts.append(f"{stayed} stayed on the list against the law")
    return listed(parts)


def in_law_lines(table: pd.DataFrame) -> Prose:
    """Why each country stands so in law, countries with the same reason together.

    Parameters
    ----------
    table : DataFrame
        From `compare.in_law` or `compare.on_the_clock`, all its columns.

    Returns
    -------
    Prose
        A list, one line a reason, with countries and sections; for an empty table, its note.

    Examples
    --------
    >>> from tipanalysis import compare, load
    >>> print(repr(in_law_lines(compare.in_law(load(), "THA", 2023))).split(". ")[1])
    The country is not on the Tier 2 Watch List: no clock runs
    """
    if table.empty:
        return Prose(plain(table.attrs.get("note", "")))
    reason = "why" if "why" in table.columns else "words"
    lines = []
    for words, rows in table.groupby(reason, sort=False):
        cited = list(dict.fromkeys(rows["cited"]))
        names = listed([plain(name) for name in rows["country"]])
        lines.append(f"**{names}.** {plain(words)} *({plain('; '.join(cited))})*")
    return bullets(lines)
