"""Sentences on the law, on what a tier means, and on method."""

from __future__ import annotations

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.peers import Peers
from tipanalysis.consequences import consequences
from tipanalysis.dataset import Dataset
from tipanalysis.profile import CountryProfile
from tipanalysis.sentences.cite import how_to_cite
from tipanalysis.sentences.likeness import chosen_by
from tipanalysis.sentences.words import counted, listed, on_place
from tipanalysis.shown import Prose, bullets, plain
from tipanalysis.statute import SPECIAL_LIST

_MEANS = {
    terms.TIER_1: "the government fully meets the minimum standards of the law",
    terms.TIER_2: (
        "the government does not fully meet the minimum standards of the law, but makes "
        "significant efforts to do so"
    ),
    terms.WATCH_LIST: (
        "the government makes significant efforts, but a ground of the law puts it under watch: "
        "many or more victims without proportional action, or no evidence of increasing efforts"
    ),
    terms.TIER_3: (
        "the government does not fully meet the minimum standards and makes no significant "
        "efforts to do so"
    ),
}

#: The code of a sentence for life in ``max_years``.
_LIFE = 99


def in_law(profile: CountryProfile) -> Prose:
    """The Watch List clock after this edition, with its sections.

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`: the country and the edition.

    Returns
    -------
    Prose
        What can happen next and the sections that say so; whether this placement needed a waiver;
        why a country off the Tier 2 Watch List is on the Special Watch List, if it is.

    Examples
    --------
    >>> from tipanalysis import load
    >>> in_law(load().profile("Thailand", 2023))
    The country is not on the Tier 2 Watch List: no clock runs.
    """
    now = law.clock(profile.history, profile.edition)
    cited = f" ({'; '.join(now.cited)})" if now.cited else ""
    extra = ""
    if now.needed_waiver:
        extra = (
            f" Its {now.run} counted editions in a row are more than two: by the law this "
            "placement needed a waiver."
        )
    special = law.special_watch_list(profile.history, profile.edition)
    if special and profile.place != terms.WATCH_LIST:
        extra += (
            f" It is on the Special Watch List of the law, which is longer than the Tier 2 Watch "
            f"List: {special} ({SPECIAL_LIST})."
        )
    return Prose(plain(f"{now.words}{cited}{extra}"))


def base_rate_line(profile: CountryProfile, rates: pd.DataFrame) -> Prose:
    """The base rate of staying, in one sentence with its n; it predicts nothing.

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`: the country and the edition.
    rates : DataFrame
        From `compare.base_rate` for the same country and edition: ``after``, ``count``, ``n``,
        ``share``.

    Returns
    -------
    Prose
        How many of the cases stayed on the tier; empty for an empty table.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import base_rate
    >>> data = load()
    >>> line = base_rate_line(data.profile("Thailand", 2023), base_rate(data, "THA", 2023))
    >>> print(repr(line).split(". ")[-1])
    This says how often it happened, not what will.
    """
    if rates.empty:
        return Prose("")
    stayed = rates[rates["after"] == profile.tier].iloc[0]
    there = on_place(str(profile.tier))
    return Prose(
        f"Of {int(stayed['n']):,} earlier cases like this one, {int(stayed['count']):,} "
        f"({stayed['share']:.0%}) stood {there} in the next edition too. This says how often it "
        "happened, not what will."
    )


def why_this_tier(profile: CountryProfile) -> Prose:
    """What the tier says in law, how the Report judges the penalties, and what it weighed.

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`: the country and the edition.

    Returns
    -------
    Prose
        The words of the law on the tier, the penalties as far as coded, how many efforts and
        shortfalls the Report names; for a special case, what that is. Never empty.

    Examples
    --------
    >>> from tipanalysis import load
    >>> told = why_this_tier(load().profile("Thailand", 2023))
    >>> print(repr(told).split(", but")[0])
    Tier 2 says that the government does not fully meet the minimum standards of the law
    """
    if profile.tier is None:
        return Prose(
            "A special case stands outside the tiers, by a practice of the Report and no section "
            "of the law: the Report explains the situation, mostly conflict or the lack of a "
            "government in control, and judges no efforts."
        )
    lines = [f"{profile.tier} says that {_MEANS[profile.tier]}."]
    if len(profile.penalties):
        lines.append(_penalties(profile.penalties.iloc[0]))
    kinds = profile.findings["kind"] if len(profile.findings) else pd.Series(dtype="str")
    counts = {
        kind: profile.findings.loc[kinds == kind, "n"].nunique()
        for kind in ("achievement", "shortfall")
    }
    if any(counts.values()):
        lines.append(
            f"The Report credits {counted(counts['achievement'], 'effort')} and names "
            f"{counted(counts['shortfall'], 'shortfall')}, listed below; it does not say how it "
            "weighs one against the other."
        )
    elif not profile.is_coded:
        lines.append("What the Report weighed for this edition is not in the data yet.")
    return Prose(" ".join(plain(line) for line in lines))


def _penalties(row: pd.Series) -> str:
    parts = []
    for column, words in (
        ("sufficiently_stringent", "sufficiently stringent"),
        ("commensurate", "in line with those for grave crimes such as rape"),
    ):
        if not pd.isna(row[column]):
            parts.append(words if bool(row[column]) else f"not {words}")
    years = _years(row)
    if not parts and not years:
        return "The data does not say how the Report judges the penalties."
    judged = f"The Report calls the penalties {listed(parts)}" if parts else "The law"
    if not years:
        return f"{judged}."
    return f"{judged}; {years}." if parts else f"{judged} prescribes {years}."


def _years(row: pd.Series) -> str:
    low, high = row["min_years"], row["max_years"]
    if pd.isna(high):
        return "" if pd.isna(low) else f"imprisonment of at least {_term(float(low))}"
    if pd.isna(low):
        return f"imprisonment of up to {_term(float(high))}"
    if low == high:
        return f"imprisonment of {_term(float(low))}"
    return f"imprisonment of {_term(float(low))} to {_term(float(high))}"


def _term(years: float) -> str:
    """A term as laws state it: life, years, or months where it is no number of whole years."""
    if years == _LIFE:
        return "life"
    number, unit = (years, "year") if years == int(years) else (round(12 * years), "month")
    return f"{number:g} {unit}{'' if number == 1 else 's'}"


def what_follows(profile: CountryProfile) -> Prose:
    """What the placement leads to in law, and what it does not mean.

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`: the country and the edition.

    Returns
    -------
    Prose
        A list, one line for each of `consequences.consequences`, with its section.

    Examples
    --------
    >>> from tipanalysis import load
    >>> print(repr(what_follows(load().profile("Thailand", 2023))).splitlines()[1])
    - The law attaches no restriction of assistance to this placement. (22 USC 7107(d))
    """
    lines = [
        f"{plain(one.words)} *({plain(one.cited)})*"
        for one in consequences(profile.place, profile.edition)
    ]
    return bullets(lines)


def method(data: Dataset, profile: CountryProfile, group: Peers) -> Prose:
    """How this report was made, how far it goes, and how to rerun it.

    Parameters
    ----------
    data : Dataset
        From `tipanalysis.load`.
    profile : CountryProfile
        From `Dataset.profile`: the country and the edition.
    group : Peers
        From `compare.peers`.

    Returns
    -------
    Prose
        A list (peers, period, coding, sources, intervals, release, how to cite) and the command
        that makes the report again.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import peers
    >>> data = load()
    >>> told = method(data, data.profile("Thailand", 2023), peers(data, "THA", 2023))
    >>> print(repr(told).splitlines()[0])
    - Peers: the 28 countries in East Asia and Pacific, in the 2023 edition.
    """
    coded = "The narrative of this edition is not coded; sections that need it say so."
    if profile.coder == "hand":
        coded = (
            "The findings were coded by hand from a published summary of the profile, in our own "
            "words; the summary may leave out what the Report says."
        )
    elif profile.coder == "machine":
        coded = (
            "The findings were coded by machine from the Report's own text and put into our own "
            f"words. A single row may be wrong. {coding_scores(data, profile.edition)}"
        ).rstrip()
    words = [
        f"Peers: {chosen_by(group)}, in the {group.edition} edition.",
        "An edition named for a year judges 1 April of the year before to 31 March of its own.",
        coded,
        "Placements come from lists, narratives, press and elimination; each row of the data says "
        "which, with its sources and confidence.",
        "Intervals are Wilson score intervals, 95 percent. No mean of tiers is taken, and no count "
        "is ranked across countries.",
        f"Data release {data.release}. The numbers of every figure are in its table; tables are "
        "beside this page as CSV.",
        how_to_cite(data),
    ]
    rerun = f"`tipanalysis report {profile.iso3} --edition {profile.edition}`"
    if group.rule != "region":
        rule = ",".join(group.countries) if group.rule == "list" else group.rule
        rerun = rerun[:-1] + f" --peers {rule}`"
    return Prose(f"{bullets([plain(w) for w in words]).markdown}\n\nTo rerun: {rerun}")


def coding_scores(data: Dataset, edition: int) -> str:
    """How well the machine coding of an edition agrees with coding by hand, in one sentence."""
    rows = data.coding_scores
    rows = rows[rows["edition"] == edition]
    if rows.empty:
        return "How well this edition's coding agrees with coding by hand was not measured."
    scores = {(row["part"], row["set"]): row["score"] for _, row in rows.iterrows()}
    made = rows.loc[rows["set"] == "made with", "narratives"].max()
    new = rows.loc[rows["set"] == "others", "narratives"].max()
    parts = []
    for part in dict.fromkeys(rows["part"]):
        figures = [
            _score(scores[part, one]) for one in ("made with", "others") if (part, one) in scores
        ]
        figures += (
            [f"{_score(scores[part, 're-read'])} re-read"] if (part, "re-read") in scores else []
        )
        parts.append(f"{part} {' and '.join(figures)}")
    return (
        f"Measured against narratives coded by hand, {made} that the rules were made with and "
        f"{new} others before they were looked at (F1 or share right, 1 being full agreement): "
        f"{'; '.join(parts)}."
    )


def _score(score: float) -> str:
    """Two decimals, rounded down: only full agreement is called 1.00."""
    return f"{int(score * 100 + 1e-9) / 100:.2f}"


def own_words() -> Prose:
    """A place for the reader.

    Returns
    -------
    Prose
        Always the same line.

    Examples
    --------
    >>> own_words()
    Nothing is computed here. Write what this means for your own work.
    """
    return Prose("*Nothing is computed here. Write what this means for your own work.*")
