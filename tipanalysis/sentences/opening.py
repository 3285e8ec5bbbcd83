"""The first lines of a report: what it is about, and the key takeaways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.peers import Peers
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text
from tipanalysis.profile import CountryProfile
from tipanalysis.sentences.findings import distinct, statement
from tipanalysis.sentences.standing import clock_line, edition_line, law_line, stayed_line
from tipanalysis.sentences.words import (
    counted,
    listed,
    number_word,
    on_place,
    ordinal,
    spans,
    the_tier,
)
from tipanalysis.shown import Prose, bullets, plain

#: Of five to seven takeaways: no more than so many are filled up with where others stand.
_ENOUGH = 6
_UNPLACED = (terms.NOT_IN_REPORT, terms.UNKNOWN)


def headline(profile: CountryProfile) -> Prose:
    """Title and first lines: country, edition, period, placement, what the placement rests on.

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`: the country and the edition.

    Returns
    -------
    Prose
        A title, and a paragraph that ends with the confidence of the placement.

    Examples
    --------
    >>> from tipanalysis import load
    >>> print(headline(load().profile("Thailand", 2023)).markdown.splitlines()[0])
    # Thailand in the 2023 Trafficking in Persons Report
    """
    place = f"**{profile.place[:1].upper()}{profile.place[1:]}.** "
    name = plain(in_text(profile.name, first=True))
    title = f"# {name} in the {profile.edition} Trafficking in Persons Report"
    period = f"This edition judges what governments did in the period {profile.period}."
    if profile.edition == terms.FIRST_EDITION:
        period = "This edition, the first, judges what governments did up to 15 April 2001."
    rests = "The placement stands in lists of that edition."
    if profile.by_elimination:
        rests = (
            "The placement was inferred by elimination: the country is on no other list of "
            "that edition."
        )
    elif profile.placement.get("basis") == "press":
        rests = "The placement is known from news of that edition."
    elif profile.placement.get("basis") == "narrative-heading":
        rests = "The placement stands in the heading of the narrative itself."
    confidence = f"Confidence: {profile.placement.get('confidence')}."
    return Prose(f"{title}\n\n{place}{period} {rests} {confidence}")


def takeaways(data: Dataset, profile: CountryProfile, group: Peers) -> Prose:
    """Five to seven sentences, each computed from the tables.

    Parameters
    ----------
    data : Dataset
        Where the editions before and the peers are looked up.
    profile : CountryProfile
        The country and edition.
    group : Peers
        The countries to compare with.

    Returns
    -------
    Prose
        A numbered list: placement, path, where it stands beside others, peers, what is credited,
        asked and emerging, as far as the data has it; and what is not coded, or by elimination.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import peers
    >>> data = load()
    >>> told = takeaways(data, data.profile("Thailand", 2023), peers(data, "THA", 2023))
    >>> print(repr(told).splitlines()[0])
    1. The Report places Thailand on Tier 2 in 2023, unchanged from 2022.
    """
    first = [placed(profile), path(profile)]
    told = [credited(data, profile), asked(data, profile), emerging_line(profile)]
    if not profile.is_coded:
        told.append(
            "What the Report credits and asks in this edition is not in the data yet; tier, path "
            "and comparison are."
        )
    if profile.by_elimination:
        told.append("The tier was inferred by elimination and may be wrong.")
    told = [among_peers(data, profile, group), *told]
    more = (
        lambda: clock_line(profile),
        lambda: stayed_line(data, profile),
        lambda: edition_line(data, profile),
        lambda: law_line(profile),
    )
    known = sum(map(bool, (*first, *told)))
    filling: list[str] = []
    for line in more:
        if known + len(filling) < _ENOUGH and (words := line()):
            filling.append(words)
    lines = [line for line in (*first, *filling, *told) if line]
    return bullets(lines, ordered=True)


def placed(profile: CountryProfile) -> str:
    """Where the edition places the country, against the edition before."""
    name, edition = plain(in_text(profile.name)), profile.edition
    before = profile.history.get(edition - 1)
    if profile.tier is None:
        return f"The Report treats {name} as a **special case** in {edition}: it gives no tier."
    the = "the " if profile.tier == terms.WATCH_LIST else ""
    here = f"The Report places {name} on {the}**{profile.tier}** in {edition}"
    if before is None:
        return f"{here}, its first edition."
    if before in _UNPLACED:
        return f"{here}; the edition of {edition - 1} did not assess it."
    if before == terms.SPECIAL_CASE:
        return f"{here}, after a special case without tier in {edition - 1}."
    if before == profile.tier:
        return f"{here}, unchanged from {edition - 1}."
    better = terms.TIERS.index(profile.tier) < terms.TIERS.index(before)
    return f"{here}, {'up' if better else 'down'} from {the_tier(before)} in {edition - 1}."


def run_length(profile: CountryProfile) -> int:
    """How many editions in a row, this one included, have given the present placement."""
    length = 0
    for edition in range(profile.edition, terms.FIRST_EDITION - 1, -1):
        if profile.history.get(edition) != profile.place:
            break
        length += 1
    return length


def path(profile: CountryProfile) -> str:
    """The country's way through the editions up to this one."""
    upto = {e: p for e, p in profile.history.items() if e <= profile.edition}
    assessed = {e: p for e, p in upto.items() if p not in _UNPLACED}
    length = run_length(profile)
    if len(assessed) == 1:
        if profile.edition == terms.FIRST_EDITION:
            return "It is the first edition of the Report."
        return "It is the first edition that assesses the country."
    here = on_place(profile.place)
    as_what = here if profile.tier else f"as {here}"
    first = f"This is its {ordinal(length)} edition in a row {as_what}"
    if length == 1:
        earlier = [e for e, p in assessed.items() if p == profile.place and e < profile.edition]
        first = f"It had never been {here} before"
        if earlier:
            first = f"It was last {here} in {max(earlier)}"
    if length == len(assessed):
        return f"{first}, and it has never been placed otherwise."
    others = [p for p in (*terms.TIERS, terms.SPECIAL_CASE) if p in {*assessed.values()}]
    parts = [
        f"{on_place(place)} in {spans([e for e, p in assessed.items() if p == place])}"
        for place in others
        if place != profile.place
    ]
    return f"{first}; of {counted(len(assessed), 'edition')} so far it was {listed(parts)}."


def among_peers(data: Dataset, profile: CountryProfile, group: Peers) -> str:
    """How the peers are placed in the same edition; how many they are, if by their tier chosen."""
    others = [code for code in group.countries if code != profile.iso3]
    rows = data.rows("placements", ["status", "tier"], edition=profile.edition, iso3=others)
    ranked = rows[rows["tier"].notna()]
    if ranked.empty:
        return ""
    counts = Counter(ranked["tier"].astype(str))
    parts = [
        f"{number_word(counts[tier])} {'is' if counts[tier] == 1 else 'are'} {on_place(tier)}"
        for tier in terms.TIERS
        if counts[tier]
    ]
    special = int((rows["status"] == terms.SPECIAL_CASE).sum())
    if special:
        verb = "is a special case" if special == 1 else "are special cases"
        parts.append(f"{number_word(special)} {verb}")
    several = len(ranked) + special
    if group.rule == "tier":
        if several == 1:
            return f"One other country stands {plain(group.words)} in this edition."
        many = number_word(several).capitalize()
        return f"{many} other countries stand {plain(group.words)} in this edition."
    if several == 1:
        return f"The one other country {plain(group.words)} in this edition {parts[0][4:]}."
    return (
        f"Of the {number_word(several)} other countries {plain(group.words)} in this edition, "
        f"{listed(parts)}."
    )


def _themes(data: Dataset, keys: pd.Series, most: int = 3) -> str:
    labels = dict(zip(data.themes["theme"], data.themes["label"], strict=True))
    counts = Counter(key for key in keys if isinstance(key, str))
    top = sorted(counts, key=lambda key: (-counts[key], key))[:most]
    told = [plain(labels[key][:1].lower() + labels[key][1:]) for key in top]
    apart = any(" and " in label or "," in label for label in told)
    return "; ".join(told) if apart else listed(told)


def credited(data: Dataset, profile: CountryProfile) -> str:
    """How many efforts the Report credits, and on what."""
    rows = profile.findings
    rows = rows[rows["kind"] == "achievement"] if len(rows) else rows
    if rows.empty:
        return ""
    number = rows["n"].nunique()
    return (
        f"The Report credits {counted(number, 'effort')}, most often on "
        f"{_themes(data, rows['theme'])}."
    )


def asked(data: Dataset, profile: CountryProfile) -> str:
    """How much the Report wants strengthened, and on what."""
    asked_for, rows = profile.recommendations, profile.findings
    short = rows[rows["kind"] == "shortfall"] if len(rows) else rows
    if asked_for.empty and short.empty:
        return ""
    parts = []
    themes = pd.Series(dtype="str")
    if len(short):
        parts.append(f"finds {counted(short['n'].nunique(), 'shortfall')}")
        themes = short["theme"]
    if len(asked_for):
        parts.append(f"makes {counted(len(asked_for), 'recommendation')}")
        themes = asked_for["themes"].str.split(";").explode()
    return f"The Report {listed(parts)}, most often on {_themes(data, themes)}."


def emerging_line(profile: CountryProfile) -> str:
    """What the Report names as newly emerging, if it does."""
    rows = profile.findings
    rows = rows[rows["kind"] == "emerging"] if len(rows) else rows
    if rows.empty:
        return ""
    first = distinct(rows).iloc[0]
    return f"Emerging concern: {statement(first)}"


def edition_headline(data: Dataset, edition: int) -> Prose:
    """Title and first lines of the overview of one edition.

    Parameters
    ----------
    data : Dataset
        From `tipanalysis.load`.
    edition : int
        Year of the edition.

    Returns
    -------
    Prose
        A title, how many countries it ranks and treats as special cases, its period, the law, and
        how many tiers were inferred by elimination, if any.

    Raises
    ------
    UnknownEdition
        If the data has no such edition.

    Examples
    --------
    >>> from tipanalysis import load
    >>> print(repr(edition_headline(load(), 2023)).splitlines()[0])
    # The 2023 Trafficking in Persons Report
    """
    number = data.edition(edition)
    row = data.editions.set_index("edition").loc[number]
    rows = data.placements[data.placements["edition"] == number]
    ranked = int((rows["status"] == terms.RANKED).sum())
    special = int((rows["status"] == terms.SPECIAL_CASE).sum())
    lines = [
        f"# The {number} Trafficking in Persons Report",
        f"It ranks {ranked} countries and treats {special} as "
        f"{'a special case' if special == 1 else 'special cases'}.",
        f"It judges the period to {row['period_end']}. Law in force: {plain(row['law'])}.",
    ]
    derived = int(((rows["status"] == terms.RANKED) & (rows["basis"] == "derived")).sum())
    if derived:
        lines.append(f"{counted(derived, 'tier').capitalize()} of it were inferred by elimination.")
    return Prose(f"{lines[0]}\n\n{' '.join(lines[1:])}")


def comparison_headline(data: Dataset, codes: Sequence[str], edition: int) -> Prose:
    """Title and first lines of a comparison of countries.

    Parameters
    ----------
    data : Dataset
        From `tipanalysis.load`.
    codes : sequence of str
        ISO 3166-1 alpha-3 codes, in the order to be named.
    edition : int
        Year of the edition.

    Returns
    -------
    Prose
        A title that names the countries, and one line on what is compared.

    Raises
    ------
    UnknownCountry
        If a code is not in the data.
    UnknownEdition
        If the data has no such edition.

    Examples
    --------
    >>> from tipanalysis import load
    >>> print(repr(comparison_headline(load(), ["THA", "KHM"], 2023)).splitlines()[0])
    # Thailand and Cambodia, compared in the 2023 edition
    """
    names = [plain(in_text(data.name(code), first=place == 0)) for place, code in enumerate(codes)]
    number = data.edition(edition)
    return Prose(
        f"# {listed(names)}, compared in the {number} edition\n\n"
        "Tiers are compared; counts are not ranked across countries."
    )
