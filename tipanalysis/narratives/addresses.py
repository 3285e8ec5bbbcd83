"""Addresses of the pages of countries on the State Department's site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tipanalysis.dataset import Dataset

BASE = "https://www.state.gov"
_REPORT = "{base}/reports/{edition}-trafficking-in-persons-report{again}/{slug}/"
#: What the site called the page where that is not the country's name.
_SLUGS: Mapping[str, tuple[str, ...]] = {
    "BHS": ("bahamas", "the-bahamas"),
    "GMB": ("gambia", "the-gambia"),
    "USA": ("united-states", "united-states-of-america"),
    "SXM": ("sint-maarten", "st-maarten"),
    "TUR": ("turkey", "turkiye"),
    "CZE": ("czechia", "czech-republic"),
    "MKD": ("north-macedonia", "macedonia"),
    "SWZ": ("eswatini", "swaziland"),
}


def names_by_code(data: Dataset, countries: Sequence[str] = ()) -> dict[str, list[str]]:
    """Code to names of the countries asked for, or of all, as `fetch` wants them.

    Parameters
    ----------
    data : Dataset
        The tables; the names are those of ``countries``.
    countries : sequence of str
        Codes or names; all countries when empty.

    Raises
    ------
    UnknownCountry
        If a name is that of none.

    Examples
    --------
    >>> from tipanalysis.dataset import load
    >>> names_by_code(load(), ["Ivory Coast"])["CIV"][0]
    "Côte d'Ivoire"
    """
    wanted = {data.country(name) for name in countries}
    rows = data.countries.sort_values("iso3")
    return {
        str(iso3): [str(name), *(other.split(";") if isinstance(other, str) else [])]
        for iso3, name, other in zip(rows["iso3"], rows["name"], rows["other_names"], strict=True)
        if not wanted or iso3 in wanted
    }


def slug(name: str) -> str:
    """The last part of a page's address, from a country's name.

    Examples
    --------
    >>> slug("Côte d'Ivoire"), slug("St. Lucia"), slug("The Gambia")
    ('cote-divoire', 'st-lucia', 'the-gambia')
    """
    folded = unicodedata.normalize("NFKD", name)
    folded = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    folded = re.sub(r"['’.]", "", folded).replace("&", " and ")
    return "-".join(re.findall(r"[a-z0-9]+", folded))


def addresses(edition: int, iso3: str, names: Sequence[str], base: str = BASE) -> list[str]:
    """Addresses that a country's page may have, the likeliest first.

    The site has used more than one name of a country, a second folder for some editions
    (``-report-2``) and, for pages moved by mistake, a mark behind the name (``__trashed``).

    Examples
    --------
    >>> addresses(2024, "XAA", ["Alandria"])[0]
    'https://www.state.gov/reports/2024-trafficking-in-persons-report/alandria/'
    """
    slugs = [*_SLUGS.get(iso3, ())]
    for name in names[:3]:
        if len(name) > 3:
            slugs += [re.sub(r"^the-", "", slug(name)), slug(re.sub(r"\bSt\. ", "Saint ", name))]
            slugs.append(slug(name))
    known = list(dict.fromkeys(s for s in slugs if s))
    ways = [("", s) for s in known]
    if known:
        ways += [("-2", known[0]), ("", f"{known[0]}__trashed"), ("", f"{known[0]}-2")]
    base = base.rstrip("/")
    return [
        _REPORT.format(base=base, edition=int(edition), again=again, slug=s) for again, s in ways
    ]
