"""Names of countries: the many that a country has had, and the one code behind them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tipanalysis.errors import UnknownCountry, suggestion

#: The Report's names, and two regions, that running text gives an article; as the Report itself
#: writes them, so that it is Maldives and Seychelles, but the Philippines.
WITH_ARTICLE = frozenset(
    {
        "Central African Republic",
        "Democratic Republic of the Congo",
        "Dominican Republic",
        "Kyrgyz Republic",
        "Marshall Islands",
        "Netherlands",
        "Netherlands Antilles",
        "Philippines",
        "Republic of the Congo",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United States of America",
        "Near East",
        "Western Hemisphere",
    }
)

#: States that no edition from 2001 to 2025 has an entry on, by the names they are looked up by.
WITHOUT_ENTRY = (
    "Andorra",
    "Dominica",
    "Grenada",
    "Holy See",
    "Liechtenstein",
    "Monaco",
    "Nauru",
    "Saint Kitts and Nevis",
    "Samoa",
    "San Marino",
    "Sao Tome",
    "Sao Tome and Principe",
    "Tuvalu",
    "Vatican City",
)


def in_text(name: str, first: bool = False) -> str:
    """A name as running text has it: with its article, where it takes one.

    Parameters
    ----------
    name : str
        The Report's name of a country, or the name of a region.
    first : bool
        Whether it begins a sentence.

    Examples
    --------
    >>> in_text("Philippines"), in_text("Thailand"), in_text("The Gambia")
    ('the Philippines', 'Thailand', 'The Gambia')
    >>> in_text("United Kingdom", first=True)
    'The United Kingdom'
    """
    if name not in WITH_ARTICLE:
        return name
    return f"{'The' if first else 'the'} {name}"


def name_key(name: str) -> str:
    """The form in which names are compared: no case, accents, articles or punctuation.

    Examples
    --------
    >>> name_key("The Gambia") == name_key("gambia")
    True
    >>> name_key("Türkiye"), name_key("St. Lucia")
    ('turkiye', 'saint lucia')
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[’'`]", "", plain).replace("&", " and ")
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    words = ["saint" if word == "st" else word for word in words if word != "the"]
    return " ".join(words)


@dataclass(frozen=True)
class Names:
    """From any name of a country to its code, and back to the Report's name.

    Parameters
    ----------
    names : mapping
        Code to the Report's name.
    others : mapping
        Code to further names: former, official, common.
    """

    names: Mapping[str, str]
    others: Mapping[str, Iterable[str]]

    @cached_property
    def _by_key(self) -> dict[str, str]:
        return {
            name_key(known): code
            for code, own in self.names.items()
            for known in (code, own, *self.others.get(code, ()))
        }

    def code(self, name: str) -> str:
        """The alpha-3 code of a country, from its code or any of its names.

        Raises
        ------
        UnknownCountry
            With the nearest names; of a state that has no entry, that it has none.

        Examples
        --------
        >>> Names({"XAA": "Alandria"}, {"XAA": ["Old Alandria"]}).code("old alandria")
        'XAA'
        """
        found = self._by_key.get(name_key(name))
        if found is None:
            if name_key(name) in {name_key(state) for state in WITHOUT_ENTRY}:
                raise UnknownCountry(
                    f'"{name}" has no entry in any edition of the data: the Report does not '
                    "assess every state."
                )
            known = [*self.names.values(), *(n for names in self.others.values() for n in names)]
            raise UnknownCountry(f'No country is called "{name}".{suggestion(name, known)}')
        return found

    def name(self, code: str) -> str:
        """The Report's name of a country, from its code."""
        if code not in self.names:
            raise UnknownCountry(f'"{code}" is not the code of a country in the data.')
        return self.names[code]
