"""Which reports are wanted: editions, countries or regions, and a template."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tipanalysis import terms
from tipanalysis.compare import peers as choose_peers
from tipanalysis.dataset import Dataset
from tipanalysis.errors import NotInEdition, TipError, UnknownParameter, suggestion

COUNTRY, COMPARISON = "country_report", "comparison"
TEMPLATES = (COUNTRY, COMPARISON)
_LONGEST_NAME = 100


@dataclass(frozen=True, order=True)
class Wanted:
    """One report that is wanted.

    Parameters
    ----------
    edition : int
        Edition of the Report.
    name : str
        Its folder within the edition: a country's code, or ``comparison-`` and what is compared.
    template : str
        Name of the template notebook.
    title : str
        Title of the page.
    parameters : tuple of (str, object)
        Of the template.
    """

    edition: int
    name: str
    template: str
    title: str
    parameters: tuple[tuple[str, str | int], ...]

    def target(self, out: Path) -> Path:
        """The report's folder."""
        return out / str(self.edition) / self.name


def wanted_reports(
    data: Dataset,
    editions: Sequence[object] | None = None,
    countries: Sequence[str] | None = None,
    region: str | None = None,
    template: str = COUNTRY,
    peers: str = "region",
) -> tuple[Wanted, ...]:
    """The reports that a request asks for, by edition and name.

    Parameters
    ----------
    data : Dataset
    editions : sequence, optional
        Editions of the Report; all by default.
    countries : sequence of str, optional
        Names or codes; by default every country that the edition assesses.
    region : str, optional
        Code of a region of the State Department: only its countries.
    template : {"country_report", "comparison"}
        ``country_report``: one report per country. ``comparison``: one of the named countries
        together, or else one per region.
    peers : str
        Rule for the peers in a country's report.

    Raises
    ------
    UnknownCountry, UnknownEdition, UnknownParameter
        If there is none such.
    NotInEdition
        If nothing is left, or a named country is not in the only edition asked for.

    Examples
    --------
    >>> from tipanalysis import load
    >>> [wanted.name for wanted in wanted_reports(load(), [2023], ["Thailand", "Cambodia"])]
    ['KHM', 'THA']
    """
    if template not in TEMPLATES:
        near = suggestion(template, TEMPLATES)
        raise UnknownParameter(f'No batch of "{template}": {", ".join(TEMPLATES)}.{near}')
    if region is not None and region not in terms.REGIONS:
        near = suggestion(region, terms.REGIONS)
        raise UnknownParameter(f'No region "{region}": {", ".join(terms.REGIONS)}.{near}')
    numbers = _editions(data, editions)
    codes = None if countries is None else _codes(data, countries)
    found: list[Wanted] = []
    for number in numbers:
        assessed = _assessed(data, number, region)
        if codes is not None and len(numbers) == 1:
            for code in codes:
                data.profile(code, edition=number)  # says in which editions it is
        chosen = [code for code in assessed if codes is None or code in codes]
        if template == COUNTRY:
            found += [_country(data, code, number, peers) for code in chosen]
        else:
            found += _comparisons(data, chosen, number, codes, region)
    if not found:
        raise NotInEdition("No report to make: no country asked for is in these editions.")
    if template == COUNTRY:
        choose_peers(data, found[0].name, found[0].edition, peers)  # refuses an unknown rule
    return tuple(sorted(found))


def _editions(data: Dataset, editions: Sequence[object] | None) -> list[int]:
    if editions is None:
        return sorted(int(edition) for edition in data.editions["edition"])
    return sorted({data.edition(edition) for edition in editions})


def _codes(data: Dataset, countries: Iterable[str]) -> list[str]:
    codes, errors = [], []
    for name in countries:
        try:
            codes.append(data.country(name.strip()))
        except TipError as error:
            errors.append(error)
    if errors:
        raise type(errors[0])("\n".join(map(str, errors)))
    return list(dict.fromkeys(codes))


def _assessed(data: Dataset, edition: int, region: str | None) -> list[str]:
    rows = data.placements
    rows = rows[
        (rows["edition"] == edition) & rows["status"].isin([terms.RANKED, terms.SPECIAL_CASE])
    ]
    kept = data.countries
    if region is not None:
        kept = kept[kept["region"] == region]
    return sorted(set(rows["iso3"]) & set(kept["iso3"]))


def _country(data: Dataset, code: str, edition: int, peers: str) -> Wanted:
    parameters = (("country", code), ("edition", edition), ("peers", peers))
    return Wanted(edition, code, COUNTRY, f"{data.name(code)} {edition}", parameters)


def _comparisons(
    data: Dataset, chosen: list[str], edition: int, named: list[str] | None, region: str | None
) -> Iterator[Wanted]:
    if named is not None:
        groups = {"-".join(code for code in named if code in chosen): ""}
    else:
        regions = dict(zip(data.countries["iso3"], data.countries["region"], strict=True))
        groups = {code: words for code, words in terms.REGIONS.items() if region in (None, code)}
    for name, words in groups.items():
        codes = [c for c in named or chosen if c in chosen and (named or regions[c] == name)]
        if len(codes) < 2:
            continue
        title = f"{words or ', '.join(data.name(code) for code in codes)} {edition}"
        parameters = (("countries", ",".join(codes)), ("edition", edition))
        yield Wanted(edition, _folder(name), COMPARISON, title, parameters)


def _folder(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        name = f"{name[:60]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return f"comparison-{name}"
