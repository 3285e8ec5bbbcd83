"""An imaginary edition to practise on: a small data folder, and pages as a site would serve them.

Used by the walk-through for keepers of the data and by tests. No country, number or sentence of
it is real.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from tipanalysis.schema import DESCRIPTOR, find_folder, read_package, seal

EDITION = 2024
_COUNTRIES = {
    "XAA": ("Alandria", 1, 1),
    "XBB": ("Borduria", 1, 2),
    "XCC": ("Cascaria", 2, 1),
}
_BEFORE = {"XAA": "Tier 2", "XBB": "Tier 2", "XCC": "Tier 1"}
_AFTER = {"XAA": "", "XBB": "", "XCC": "Tier 1"}
_TEXTS = {
    "Alandria": {
        "": (
            "The Government of Alandria does not fully meet the minimum standards for the "
            "elimination of trafficking but is making significant efforts to do so. The government "
            "demonstrated overall increasing efforts compared to the previous reporting period; "
            "therefore Alandria remained on Tier 2. These efforts included convicting more "
            "traffickers, increasing training for labor inspectors, and opening a new shelter. "
            "However, the government did not meet the minimum standards in several key areas. "
            "Police identified fewer victims. The government did not adopt a national action "
            "plan. Official complicity in trafficking crimes remained a significant concern."
        ),
        "Prioritized Recommendations": (
            "• Increase efforts to identify victims. • Train police and prosecutors on victim "
            "identification. • Adopt and implement a national action plan. • Cease penalizing "
            "victims."
        ),
        "Prosecution": (
            "The government increased law enforcement efforts. Article 12 of the penal code "
            "criminalized sex trafficking and labor trafficking and prescribed penalties of five "
            "to 10 years' imprisonment. These penalties were sufficiently stringent and, with "
            "respect to sex trafficking, commensurate with those for other serious crimes, such "
            "as rape. In 2023, the government convicted 12 traffickers, compared with nine in "
            "2022. The government did not report any investigations of officials."
        ),
        "Protection": (
            "The government decreased protection efforts. Police identified 31 trafficking "
            "victims in 2023, compared with 40 in 2022."
        ),
        "Prevention": "The government maintained efforts to prevent trafficking.",
        "Trafficking Profile": (
            "As reported over the past five years, human traffickers exploit domestic and foreign "
            "victims in Alandria. Traffickers force men to work on fishing vessels and exploit "
            "women in sex trafficking."
        ),
    },
    "Borduria": {
        "": (
            "The Government of Borduria does not fully meet the minimum standards for the "
            "elimination of trafficking but is making significant efforts to do so. These efforts "
            "included raising awareness of trafficking. However, the government did not "
            "demonstrate overall increasing efforts compared to the previous reporting period. "
            "The government did not convict any traffickers. Therefore Borduria was downgraded to "
            "Tier 2 Watch List."
        ),
        "Prioritized Recommendations": (
            "• Vigorously investigate, prosecute, and convict traffickers. • Provide services to "
            "victims."
        ),
        "Prosecution": (
            "The government decreased law enforcement efforts. In 2023, authorities investigated "
            "four trafficking cases and did not convict any traffickers."
        ),
        "Protection": "The government made minimal efforts to protect victims.",
        "Prevention": "The government made minimal efforts to prevent trafficking.",
        "Trafficking Profile": "Traffickers force children to beg on the streets of Borduria.",
    },
}
_PLACES = {"Alandria": "Tier 2", "Borduria": "Tier 2 Watch List"}


@dataclass(frozen=True)
class Practice:
    """Where the imaginary edition is.

    Attributes
    ----------
    data : Path
        A data folder that passes the check; it does not have the edition's placements of two
        countries yet.
    pages : Path
        One page of HTML a country.
    edition : int
        The edition.
    """

    data: Path
    pages: Path
    edition: int = EDITION

    def __repr__(self) -> str:
        """What is there, without where."""
        names = ", ".join(sorted(path.name for path in self.pages.iterdir()))
        return f"Imaginary edition of {self.edition}: {names}"


def practice(folder: str | Path) -> Practice:
    """Write the imaginary edition into a folder of your own.

    Parameters
    ----------
    folder : path
        A folder that is empty or does not exist.

    Returns
    -------
    Practice

    Raises
    ------
    FileExistsError
        If there is something in it already.

    Examples
    --------
    >>> import tempfile
    >>> practice(tempfile.mkdtemp())
    Imaginary edition of 2024: alandria.html, borduria.html
    """
    home = Path(folder)
    data, pages = home / "data", home / "pages"
    data.mkdir(parents=True)
    pages.mkdir()
    for name, sections in _TEXTS.items():
        (pages / f"{name.lower()}.html").write_text(_page(name, sections), encoding="utf-8")
    own = find_folder("data")
    package = read_package(own)
    for name in ("themes", "theme_lexicon"):
        shutil.copyfile(own / package.table(name).path, data / package.table(name).path)
    shutil.copyfile(own / DESCRIPTOR, data / DESCRIPTOR)
    rows = _rows()
    for name, table in package.tables.items():
        if name in ("themes", "theme_lexicon"):
            continue
        columns = [column.name for column in table.columns]
        cells = [{c: row.get(c, "") for c in columns} for row in rows.get(name, [])]
        frame = pd.DataFrame(cells, columns=columns, dtype="str")
        frame.to_csv(data / table.path, index=False, lineterminator="\n", encoding="utf-8")
    _renamed(data / DESCRIPTOR)
    seal(data)
    return Practice(data, pages)


def _page(name: str, sections: dict[str, str]) -> str:
    """A country page of the newer kind."""
    body = [f"<h2>{name.upper()} ({_PLACES[name]})</h2>"]
    for heading, text in sections.items():
        body += [f"<h3>{escape(heading)}</h3>"] if heading else []
        body.append(f"<p>{escape(text, quote=False)}</p>")
    lines = "\n".join(body)
    title = f"{EDITION} Trafficking in Persons Report: {name}"
    return (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>\n"
        f'<body><div class="entry-content">\n{lines}\n</div></body></html>\n'
    )


def _rows() -> dict[str, list[dict[str, str]]]:
    source = {"sources": "imaginary"}
    editions = [
        {
            "edition": str(edition),
            "period_start": f"{edition - 1}-04-01" if edition > 2001 else "",
            "period_end": f"{edition}-03-31",
            "law": "P.L. 106-386 (2000)",
            "basis": "listed",
            "confidence": "high",
            **source,
        }
        for edition in (EDITION - 1, EDITION)
    ]
    placements = []
    for iso3 in _COUNTRIES:
        for edition, tiers in ((EDITION - 1, _BEFORE), (EDITION, _AFTER)):
            known = tiers[iso3]
            placements.append(
                {
                    "iso3": iso3,
                    "edition": str(edition),
                    "status": "ranked" if known else "unknown",
                    "tier": known,
                    "basis": "listed" if known else "derived",
                    "confidence": "high" if known else "low",
                    "n_sources": "1" if known else "0",
                    **source,
                }
            )
    return {
        "countries": [
            {
                "iso3": iso3,
                "name": name,
                "region": "EUR",
                "tile_row": str(row),
                "tile_column": str(column),
                **source,
            }
            for iso3, (name, row, column) in _COUNTRIES.items()
        ],
        "editions": editions,
        "placements": placements,
        "sources": [{"source": "imaginary", "title": "Imaginary countries", "kind": "imaginary"}],
    }


def _renamed(descriptor: Path) -> None:
    """The descriptor's title says that nothing of it is real."""
    raw = json.loads(descriptor.read_text(encoding="utf-8"))
    raw |= {"name": "imaginary-data", "title": "Imaginary countries", "version": "practice"}
    descriptor.write_text(json.dumps(raw, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
