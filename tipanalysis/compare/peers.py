"""Peers: countries to compare with, chosen by a rule that is printed with the result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from tipanalysis import terms
from tipanalysis.compare.history import titled
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, suggestion

RULES = ("region", "tier", "history")
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
        ``region``, ``tier``, ``history`` or ``list``.
    words : str
        The rule as part of a sentence: "in East Asia and Pacific".
    countries : tuple of str
        Codes of the peers in the order of their names (``history``: nearest first), without the
        country itself.
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
        return f"{len(self.countries)} countries {self.words} ({self.edition}): {shown}"


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
        the fewest. Or names, as a list or one text joined by commas.
    most : int, optional
        At most so many, nearest first for ``history`` (12 by default there).

    Raises
    ------
    TipError
        If the rule is none of these, or a named country is unknown.

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
    words = f"in {terms.REGIONS[region]}"
    return Peers(iso3, edition, "region", words, _without(chosen, iso3, most))


def _by_tier(data: Dataset, iso3: str, edition: int, most: int | None) -> Peers:
    place = data.history(iso3)[edition]
    rows = _present(data, edition)
    same = rows[(rows["tier"] == place) if place in terms.TIERS else (rows["status"] == place)]
    words = f"on {place}" if place in terms.TIERS else f"that are a {place}"
    return Peers(iso3, edition, "tier", words, _without(same["iso3"], iso3, most))


def _by_history(data: Dataset, iso3: str, edition: int, most: int) -> Peers:
    near = history_distance(data, iso3, edition)
    words = f"whose tiers up to {edition} are most like its own"
    chosen = tuple(near["iso3"].head(most))
    return Peers(iso3, edition, "history", words, chosen)


def history_distance(data: Dataset, country: str, edition: int) -> pd.DataFrame:
    """In how many editions other countries were placed otherwise.

    Only editions count in which the country itself had a tier; the other's not being ranked
    then counts as a difference.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``differing`` (editions), ``n`` (editions compared); nearest
        first, then by name.
    """
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
    return titled(
        frame, f"Editions up to {edition} in which others stood elsewhere than {data.name(iso3)}"
    )


def _given(data: Dataset, iso3: str, edition: int, names: list[str]) -> Peers:
    chosen = list(dict.fromkeys(data.country(name.strip()) for name in names))
    if not chosen:
        raise TipError("peers: no country is named.")
    return Peers(iso3, edition, "list", "named for comparison", _without(chosen, iso3, None))


def _without(codes: Iterable[str], iso3: str, most: int | None) -> tuple[str, ...]:
    return tuple([code for code in codes if code != iso3][:most])
