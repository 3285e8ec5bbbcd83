"""Sentences on moves, stays, forecasts and likeness, each read off its table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.similar import TRAJECTORY_RULE
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text
from tipanalysis.sentences.words import counted, listed, the_tier
from tipanalysis.shown import Prose, bullets, plain


def usual_line(table: pd.DataFrame) -> Prose:
    """Whether the move into an edition was rare or usual.

    Parameters
    ----------
    table : DataFrame
        From `compare.unusual`, all its columns; row two is under the same law.

    Returns
    -------
    Prose
        How many others went the same way, and what all groups say; empty for an empty table.

    Examples
    --------
    >>> from tipanalysis import load, unusual
    >>> print(usual_line(unusual(load(), "THA", 2020)).markdown.split(":")[0])
    Tier 2 to Tier 2 into this edition
    """
    if table.empty:
        return Prose("")
    whole, same_law = table.iloc[0], table.iloc[1]
    way = f"{whole['before']} to {whole['after']} into this edition"
    lines = [
        f"{way}: of {int(same_law['n']):,} other cases {same_law['compared_with']} that stood on "
        f"{the_tier(same_law['before'])}, {int(same_law['count']):,} "
        f"({_percent(same_law['share'])}; {_percent(same_law['low'])} to "
        f"{_percent(same_law['high'])}) went the same way."
    ]
    judged = {str(row["says"]) for _, row in table.iterrows()} - {"too few cases"}
    if judged == {"rare"}:
        lines.append("Whatever it is compared with, that is rare.")
    elif judged == {"usual"}:
        lines.append("Whatever it is compared with, that is usual.")
    elif "rare" in judged or "usual" in judged:
        parts = [
            f"{row['says']} {row['compared_with']}"
            for _, row in table.iterrows()
            if row["says"] in ("rare", "usual")
        ]
        lines.append(f"It is {listed(parts)}.")
    else:
        lines.append("That is neither rare nor usual.")
    lines.append(
        "Rare or usual is a count of the past; it says nothing of why. The base rate is another "
        "count: moves on from editions under this law, the country's own among them; here are "
        "moves into such editions, of others only."
    )
    return Prose(plain(" ".join(lines)))


def _percent(share: float) -> str:
    return f"{share:.1%}" if 0 < share < 0.01 else f"{share:.0%}"


def stay_line(table: pd.DataFrame) -> Prose:
    """How long each country has stood on its tier, beside others.

    Parameters
    ----------
    table : DataFrame
        From `compare.stay`, all its columns.

    Returns
    -------
    Prose
        Editions in a row, and the share of spells that last so long; a list where there are several
        countries, empty for an empty table.

    Examples
    --------
    >>> from tipanalysis import compare, load
    >>> repr(stay_line(compare.stay(load(), "THA", 2023))).split(". ")[0]
    'Thailand has stood on Tier 2 for two editions in a row'
    """
    lines = [plain(_stay_of(row)) for _, row in table.iterrows()]
    return bullets(lines) if len(lines) > 1 else Prose("".join(lines))


def _stay_of(row: pd.Series) -> str:
    tier = the_tier(str(row["tier"]))
    if pd.isna(row["low"]):
        return f"The time of {in_text(str(row['country']))} on {tier} begins here."
    length = counted(int(row["editions"]), "edition")
    return (
        f"{in_text(str(row['country']), first=True)} has stood on {tier} for {length} in a row. Of "
        f"spells on that tier {_percent(row['share'])} ({_percent(row['low'])} to "
        f"{_percent(row['high'])}) last so long."
    )


def skill_lines(skill: pd.DataFrame, by_tier: pd.DataFrame) -> Prose:
    """What forecasts are worth, and where they are worth nothing.

    Parameters
    ----------
    skill, by_tier : DataFrame
        From `compare.skill` and `compare.skill_by_tier`.

    Returns
    -------
    Prose
        A list, the rule to beat first; for an empty ``skill``, its note.

    Examples
    --------
    >>> from tipanalysis import compare, load
    >>> data = load()
    >>> told = skill_lines(compare.skill(data, 2023), compare.skill_by_tier(data, 2023))
    >>> print(repr(told).splitlines()[-1])
    - A chance from past counts is not a forecast of what a government will do.
    """
    if skill.empty:
        return Prose(plain(skill.attrs.get("note", "")))
    hits = skill[skill["score"] == "hit rate"]
    plainest = hits[hits["says"] == "the rule to beat"].iloc[0]
    lines = [
        f"The rule to beat, {plain(plainest['forecast'])}, was right in "
        f"{plainest['value']:.1%} of {int(plainest['n']):,} moves."
    ]
    for says, words in (("no skill", "No skill in naming the next move"), ("worse", "Worse")):
        names = hits.loc[hits["says"] == says, "forecast"].tolist()
        if names:
            lines.append(f"{words}: {listed([plain(name) for name in names])}.")
    for _, row in hits[hits["says"] == "better"].iterrows():
        lines.append(
            f"Better in naming it: {plain(row['forecast'])}, right in {row['value']:.1%} "
            f"(gain {row['gain']:.1%}, {row['from']:.1%} to {row['to']:.1%})."
        )
    named = by_tier[by_tier["score"] == "hit rate"]
    none = named.loc[named["says"] != "better", "tier"].tolist()
    some = named.loc[named["says"] == "better", "tier"].tolist()
    if none:
        lines.append(
            f"For countries on {listed(none)} nothing here names the next move better than that "
            "they stay."
        )
    if some:
        lines.append(
            f"The skill lies with {listed(some)}, where the law's clock makes an end foreseeable."
        )
    lines.append("A chance from past counts is not a forecast of what a government will do.")
    return bullets(lines)


def moves_line(table: pd.DataFrame) -> Prose:
    """Which of the moves into an edition were rare.

    Parameters
    ----------
    table : DataFrame
        From `compare.usual_moves`: ``country``, ``before``, ``after``, ``says``.

    Returns
    -------
    Prose
        The rare moves by country, or that none was rare; for an empty table, its note.

    Examples
    --------
    >>> from tipanalysis import compare, load
    >>> moves_line(compare.usual_moves(load(), "THA,KHM", 2022))
    None of these moves was rare, as counted here.
    """
    if table.empty:
        return Prose(plain(table.attrs.get("note", "")))
    rare = table.loc[table["says"] == "rare"]
    if rare.empty:
        return Prose("None of these moves was rare, as counted here.")
    ways: dict[str, list[str]] = {}
    for _, row in rare.iterrows():
        ways.setdefault(f"{row['before']} to {row['after']}", []).append(str(row["country"]))
    parts = [f"{way} ({listed(sorted(names))})" for way, names in ways.items()]
    return Prose(
        plain(
            f"Rare, that is surely under one in ten of those on the same tier: {'; '.join(parts)}. "
            "Rare says nothing of why."
        )
    )


def paths_headline(data: Dataset, codes: Sequence[str], edition: int) -> Prose:
    """Title and first lines of the notebook on tier paths.

    Parameters
    ----------
    data : Dataset
    codes : sequence of str
        Alpha-3; of more than six only the number is told.
    edition : int
        The last one looked at.

    Returns
    -------
    Prose
        A title, and how moves are counted.

    Raises
    ------
    UnknownCountry
        If one of the first six codes is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> print(paths_headline(load(), ["THA"], 2025).markdown.splitlines()[0])
    # The tier path of Thailand, to the 2025 edition
    """
    few = listed([plain(in_text(data.name(code))) for code in codes[:6]])
    whose = (
        f"The tier path of {few}"
        if len(codes) == 1
        else f"Tier paths of {few if len(codes) <= 6 else f'{len(codes)} countries'}"
    )
    return Prose(
        f"# {whose}, to the {edition} edition\n\nTiers are ordered words: moves and time on a tier "
        "are counted, no mean is taken. What happened is counted under the law of its time: the "
        f"{terms.WATCH_LIST} since 2004, its limit since 2009, a shorter waiver since 2019."
    )


def comparison_method(data: Dataset, codes: Sequence[str], edition: int) -> Prose:
    """How a comparison of countries was made, and how to rerun it.

    Parameters
    ----------
    data : Dataset
        Its release is named.
    codes : sequence of str
        Alpha-3, for the command.
    edition : int
        For the command.

    Returns
    -------
    Prose
        A list of rules and sources, then the command that makes it again.

    Examples
    --------
    >>> from tipanalysis import load
    >>> print(repr(comparison_method(load(), ["THA", "KHM"], 2023)).splitlines()[-1])
    To rerun: tipanalysis compare THA KHM --edition 2023
    """
    lines = [
        f"Distance of paths: {TRAJECTORY_RULE}.",
        "A move is held against all moves under the same law, up to this edition, that began on "
        "the same tier. Rare: even the upper bound of the share is under one in ten; usual: even "
        "the lower bound is over one half.",
        "Intervals are Wilson score intervals, 95 percent; those of a stay are of the Kaplan-Meier "
        "curve. One country gives several cases, which are not independent.",
        "Counts of cases, victims or convictions are not ranked across countries.",
        f"Data release {data.release}. The numbers of every figure are in its table; tables are "
        "beside this page as CSV.",
    ]
    rerun = f"`tipanalysis compare {' '.join(codes)} --edition {edition}`"
    return Prose(f"{bullets([plain(line) for line in lines]).markdown}\n\nTo rerun: {rerun}")
