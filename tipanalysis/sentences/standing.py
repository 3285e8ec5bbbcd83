"""Sentences on where a country stands beside all others, for the key takeaways.

Each is empty where it does not apply, so that the takeaways take the next.
"""

from __future__ import annotations

from tipanalysis import law, terms
from tipanalysis.compare.caveats import FEW
from tipanalysis.compare.moves import base_rate
from tipanalysis.consequences import consequences
from tipanalysis.dataset import Dataset
from tipanalysis.profile import CountryProfile
from tipanalysis.sentences.words import counted, number_word, on_place
from tipanalysis.shown import plain


def clock_line(profile: CountryProfile) -> str:
    """The Watch List clock, for a country that is on the list.

    Examples
    --------
    >>> from tipanalysis import load
    >>> clock_line(load().profile("Thailand", 2023))
    ''
    """
    if profile.place != terms.WATCH_LIST:
        return ""
    return plain(law.clock(profile.history, profile.edition).words)


def stayed_line(data: Dataset, profile: CountryProfile) -> str:
    """How often countries placed like this one stayed, from `compare.base_rate`.

    Examples
    --------
    >>> from tipanalysis import load
    >>> data = load()
    >>> stayed_line(data, data.profile("Thailand", 2023)).split(", ")[0]
    'Of 374 earlier cases like this one'
    """
    rates = base_rate(data, profile.iso3, profile.edition)
    stayed = rates[rates["after"] == profile.tier]
    if stayed.empty or int(stayed["n"].iloc[0]) < FEW:
        return ""
    row = stayed.iloc[0]
    return (
        f"Of {int(row['n']):,} earlier cases like this one, {int(row['count']):,} "
        f"({row['share']:.0%}) stood {on_place(str(profile.tier))} in the next edition too."
    )


def edition_line(data: Dataset, profile: CountryProfile) -> str:
    """How many countries the edition ranks, and how many of them as this one.

    Examples
    --------
    >>> from tipanalysis import load
    >>> data = load()
    >>> edition_line(data, data.profile("Thailand", 2023))
    'Of the 185 countries that this edition ranks, 105 are on Tier 2.'
    >>> edition_line(data, data.profile("Somalia", 2010))
    'This edition ranks 175 countries and treats two as special cases.'
    """
    rows = data.rows("placements", ["status", "tier"], edition=profile.edition)
    ranked = int((rows["status"] == terms.RANKED).sum())
    if profile.tier is None:
        special = int((rows["status"] == terms.SPECIAL_CASE).sum())
        as_what = "as a special case" if special == 1 else "as special cases"
        return (
            f"This edition ranks {counted(ranked, 'country', 'countries')} and treats "
            f"{number_word(special)} {as_what}."
        )
    same = int((rows["tier"] == profile.tier).sum())
    are = "is" if same == 1 else "are"
    return (
        f"Of the {counted(ranked, 'country', 'countries')} that this edition ranks, "
        f"{number_word(same)} {are} {on_place(profile.tier)}."
    )


def law_line(profile: CountryProfile) -> str:
    """What the law attaches to the placement: a decision after Tier 3, else no restriction.

    Examples
    --------
    >>> from tipanalysis import load
    >>> law_line(load().profile("Thailand", 2023))
    'The law attaches no restriction of assistance to this placement.'
    """
    for one in consequences(profile.place, profile.edition):
        if "(d)" in one.cited:
            return plain(one.words)
    return ""
