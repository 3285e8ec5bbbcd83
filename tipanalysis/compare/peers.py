"""Peers: countries to compare with, chosen by a rule that is printed with the result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import placed, titled
from tipanalysis.compare.similar import (
    INDEL,
    population_band,
    theme_overlap,
    trajectory_distance,
)
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, suggestion
from tipanalysis.names import in_text

RULES = ("region", "tier", "history", "trajectory", "population", "themes")
_NEAREST = 12


@dataclass(frozen=True)
class Peers:
    """The countries to compare with, and the rule that chose them.

    Attributes
    ----------
    country : str
        Code of the country that is compared.
    edition : int
        Edition for which the rule was applied.
    rule : str
        ``region``, ``tier``, ``history``, ``trajectory``, ``population``, ``themes`` or ``list``.
    words : str
        The rule as part of a sentence: "in East Asia and Pacific"; where it takes the nearest only,
        how many of how many: "with half to twice its population (the 12 nearest of 48)".
    countries : tuple of str
        Codes of the peers in the order of their names (``history``, ``trajectory``, ``population``
        and ``themes``: nearest first), without the country itself.
    """

    country: str
    edition: int
    rule: str
    words: str
    countries: tuple[str, ...]

    @property
    def with_country(self) -> tuple[str, ...]:
        """The country first, then its peers."""
        return (self.country, *self.countries)

    def __repr__(self) -> str:
        """The rule and the number it chose."""
        shown = ", ".join(self.countries[:8]) + (", …" if len(self.countries) > 8 else "")
        many = len(self.countries)
        noun = "country" if many == 1 else "countries"
        return f"{many} {noun} {self.words} ({self.edition}): {shown}"


def peers(
    data: Dataset,
    country: str,
    edition: int = 2023,
    rule: str | Iterable[str] = "region",
    most: int | None = None,
) -> Peers:
    """Choose the countries to compare one with.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        Peers must be in this edition (a tier or special case).
    rule : str or iterable of str
        ``region``: the same region of the State Department. ``tier``: the same tier in this
        edition. ``history``: the countries whose tiers over the editions up to this one differ in
        the fewest. ``trajectory``: the countries whose path of tiers is nearest by edit distance,
        so that the same path a year later is near. ``population``: half to twice its population.
        ``themes``: recommendations on the most of the same themes (where they are coded). Or names,
        as a list or one text joined by commas.
    most : int, optional
        At most so many, nearest first for all rules but ``region`` and ``tier`` (12 by default
        there).

    Returns
    -------
    Peers
        The codes chosen, with the rule in words.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If ``country`` or ``edition`` is not in the data.
    TipError
        If the rule is none of these, a named country is unknown, or the data has not what the rule
        needs (population, coded recommendations).

    Examples
    --------
    >>> from tipanalysis import load
    >>> peers(load(), "THA", rule="Cambodia, Laos").countries
    ('KHM', 'LAO')
    """
    iso3, number = data.country(country), data.edition(edition)
    if not isinstance(rule, str):
        return _given(data, iso3, number, list(rule))
    if rule == "region":
        return _by_region(data, iso3, number, most)
    if rule == "tier":
        return _by_tier(data, iso3, number, most)
    if rule == "history":
        return _by_history(data, iso3, number, most or _NEAREST)
    if rule in _LIKENESS:
        return _by_likeness(data, iso3, number, rule, most or _NEAREST)
    try:
        return _given(data, iso3, number, [name for name in rule.split(",") if name.strip()])
    except TipError as error:
        raise TipError(
            f'peers: "{rule}" is none of {", ".join(RULES)}, nor countries joined by commas.'
            f"{suggestion(rule, RULES)} {error}"
        ) from error


def _present(data: Dataset, edition: int) -> pd.DataFrame:
    rows = data.rows("placements", ["iso3", "status", "tier"], edition=edition)
    rows = rows[rows["status"].isin([terms.RANKED, terms.SPECIAL_CASE])]
    names = data.rows("countries", ["iso3", "name"]).set_index("iso3")["name"]
    return rows.assign(name=rows["iso3"].map(names)).sort_values("name", ignore_index=True)


def _by_region(data: Dataset, iso3: str, edition: int, most: int | None) -> Peers:
    countries = data.rows("countries", ["iso3", "region"])
    regions = dict(zip(countries["iso3"], countries["region"], strict=True))
    region = regions[iso3]
    chosen = [code for code in _present(data, edition)["iso3"] if regions[code] == region]
    others = _without(chosen, iso3, None)
    words = _first_of(f"in {in_text(terms.REGIONS[region])}", most, len(others))
    return Peers(iso3, edition, "region", words, others[:most])


def _by_tier(data: Dataset, iso3: str, edition: int, most: int | None) -> Peers:
    place = data.history(iso3)[edition]
    rows = _present(data, edition)
    same = rows[(rows["tier"] == place) if place in terms.TIERS else (rows["status"] == place)]
    words = f"on {place}" if place in terms.TIERS else f"that are a {place}"
    others = _without(same["iso3"], iso3, None)
    return Peers(iso3, edition, "tier", _first_of(words, most, len(others)), others[:most])


def _first_of(words: str, most: int | None, fit: int) -> str:
    """The words of a rule that takes the first by name, if it leaves any out."""
    return words if most is None or most >= fit else f"{words} (the first {most} of {fit} by name)"


def _nearest_of(words: str, most: int, fit: int) -> str:
    """The words of a rule that takes the nearest: how many of how many, if it leaves any out."""
    return words if most >= fit else f"{words} (the {most} nearest of {fit})"


def _by_history(data: Dataset, iso3: str, edition: int, most: int) -> Peers:
    near = history_distance(data, iso3, edition)
    words = _nearest_of(
        f"whose tiers up to {edition} are most like its own (fewest editions that differ)",
        most,
        len(near),
    )
    chosen = tuple(near["iso3"].head(most))
    return Peers(iso3, edition, "history", words, chosen)


_LIKENESS = MappingProxyType(
    {
        "trajectory": (
            trajectory_distance,
            "whose paths of tiers up to {edition} are nearest (edit distance; steps between tiers, "
            f"{INDEL:g} for one edition more or less)",
        ),
        "population": (population_band, "with half to twice its population"),
        "themes": (
            theme_overlap,
            "asked for the most of the same themes in {edition} (Jaccard index)",
        ),
    }
)


def _by_likeness(data: Dataset, iso3: str, edition: int, rule: str, most: int) -> Peers:
    table, words = _LIKENESS[rule]
    near = table(data, iso3, edition)
    if near.empty:
        raise TipError(f"peers: {near.attrs['note'] or 'no country fits this rule.'}")
    chosen = tuple(near["iso3"].head(most))
    told = _nearest_of(words.format(edition=edition), most, len(near))
    return Peers(iso3, edition, rule, told, chosen)


def comparable(data: Dataset, country: str, edition: int, most: int = _NEAREST) -> pd.DataFrame:
    """Who is comparable, by every rule at once.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        The edition for which the rules are applied.
    most : int
        Rules that measure a distance choose so many.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``place``, one column for each rule that could be applied
        (True where it chose the country) and ``rules`` (how many did); only countries chosen by two
        rules or more, most first, then by name. The words of each rule are in the note.

    Raises
    ------
    UnknownCountry, UnknownEdition
        If there is none such.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = comparable(load(), "THA", 2023)
    >>> bool((table["rules"] >= 2).all())
    True
    """
    iso3, number = data.country(country), data.edition(edition)
    chosen: dict[str, Peers] = {}
    missing = []
    for rule in RULES:
        try:
            chosen[rule] = peers(data, iso3, number, rule, None if rule in _WHOLE else most)
        except TipError:
            missing.append(rule)
    rows = _present(data, number)
    place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
    frame = pd.DataFrame({"iso3": rows["iso3"], "country": rows["name"], "place": place})
    for rule, group in chosen.items():
        frame[rule] = frame["iso3"].isin(group.countries)
    frame["rules"] = frame[list(chosen)].sum(axis=1).astype("int64")
    frame = frame[frame["rules"] >= 2]
    frame = frame.sort_values(["rules", "country"], ascending=[False, True], ignore_index=True)
    words = [
        f"{rule}: countries {group.words} (n = {len(group.countries)})"
        for rule, group in chosen.items()
    ]
    note = f"{'; '.join(words)}."
    if missing:
        note += f" Not in the data for this edition: {', '.join(missing)}."
    name = in_text(data.name(iso3))
    title = f"Who is comparable with {name} by two rules or more, {number} edition"
    facts = Facts(
        placements=placed(data, terms.FIRST_EDITION, number, [iso3, *frame["iso3"]]),
        moves=True,
        ordered=True,
        others="population" in chosen,
        coded=_asked_of(data, number) if "themes" in chosen else None,
    )
    return titled(frame, f"{title} (n = {len(frame)})", fired(facts), note)


def _asked_of(data: Dataset, edition: int) -> pd.DataFrame:
    return data.rows("recommendations", ["coder"], edition=edition)


_WHOLE = ("region", "tier")


def history_distance(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """In how many editions other countries were placed otherwise.

    Only editions count in which the country itself had a tier; the other's not being ranked
    then counts as a difference.

    Parameters
    ----------
    data : Dataset
    country : str
        A code or name.
    edition : int
        Editions up to this one count; the others must be in it.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``differing`` (editions), ``n`` (editions compared); nearest
        first, then by name.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.
    UnknownCountry
        If the country is not known; the nearest names are suggested.

    Examples
    --------
    >>> from tipanalysis import load
    >>> history_distance(load(), "Thailand", 2023).columns.tolist()
    ['iso3', 'country', 'differing', 'n']
    """
    edition = data.edition(edition)
    iso3 = data.country(country)
    own = {
        e: place for e, place in data.history(iso3).items() if e <= edition and place in terms.TIERS
    }
    kept = ["iso3", "edition", "status", "tier"]
    rows = data.rows("placements", kept, edition=sorted(own))
    place = rows["tier"].astype("str").where(rows["tier"].notna(), rows["status"])
    differs = place != rows["edition"].map(own)
    counts = differs.groupby(rows["iso3"]).sum()
    present = set(_present(data, edition)["iso3"]) - {iso3}
    counts = counts[counts.index.isin(present)].astype("int64")
    frame = pd.DataFrame({"iso3": counts.index, "differing": counts.to_numpy()})
    frame.insert(1, "country", frame["iso3"].map(data.name))
    frame["n"] = len(own)
    frame = frame.sort_values(["differing", "country"], ignore_index=True)
    name = in_text(data.name(iso3))
    title = f"Editions up to {edition} in which others stood elsewhere than {name}"
    shown = placed(data, min(own, default=edition), edition, [iso3, *frame["iso3"]])
    return titled(frame, title, fired(Facts(placements=shown, moves=True)))


def _given(data: Dataset, iso3: str, edition: int, names: list[str]) -> Peers:
    chosen = list(dict.fromkeys(data.country(name.strip()) for name in names))
    if not chosen:
        raise TipError("peers: no country is named.")
    return Peers(iso3, edition, "list", "named for comparison", _without(chosen, iso3, None))


def _without(codes: Iterable[str], iso3: str, most: int | None) -> tuple[str, ...]:
    return tuple([code for code in codes if code != iso3][:most])
