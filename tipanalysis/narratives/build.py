"""Narratives of one edition as coded tables, with what covers them and what they leave open.

Every table has the columns of ``datapackage.json``. A row says where it was read (section,
number and digest of the sentence); no sentence is in any table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tipanalysis import terms
from tipanalysis.errors import Fault
from tipanalysis.narratives.act_terms import Told
from tipanalysis.narratives.acts import told
from tipanalysis.narratives.edition_check import doubtful_figures, faults_of
from tipanalysis.narratives.items import split_items
from tipanalysis.narratives.lexicon import Lexicon, read_lexicon
from tipanalysis.narratives.penalties import code_penalties
from tipanalysis.narratives.placement import code_placement
from tipanalysis.narratives.statistics import (
    code_statistics,
    code_unreported,
    uncoded_numbers,
)
from tipanalysis.narratives.text import ASSESSMENT, RECOMMENDATIONS, Narrative
from tipanalysis.narratives.themes import code_assessment, code_forms, code_recommendations
from tipanalysis.schema import Package, read_package, read_table

#: The tables that a narrative is coded into.
CODED = ("placements", "statistics", "unreported", "recommendations", "findings", "penalties")
MACHINE = "machine"
_LOCATOR = ("section", "sentence", "digest")
_ACT = ("act", "direction", "actor", "quantity", "unit", "group", "period")


@dataclass(frozen=True)
class CodedEdition:
    """The coded tables of one edition.

    Attributes
    ----------
    edition : int
        Edition of the Report.
    tables : mapping of str to DataFrame
        One for each of `CODED`, all cells text as in the CSV, sorted by key.
    coverage : DataFrame
        One row per country: ``iso3``, ``country``, rows per table, ``numbers_open`` (sentences
        with numbers that were not understood).
    uncoded : DataFrame
        Those sentences: ``iso3``, ``section``, ``sentence``, ``digest``,
        ``reason``.
    faults : tuple of Fault
        What the edition's check against itself and against the data found.
    """

    edition: int
    tables: Mapping[str, pd.DataFrame]
    coverage: pd.DataFrame
    uncoded: pd.DataFrame
    faults: tuple[Fault, ...]

    def write(self, folder: Path) -> list[Path]:
        """Write the tables, ``coverage.csv`` and ``uncoded.csv`` into a folder, each file whole.

        Raises
        ------
        OSError
            If the folder cannot be written to.
        """
        folder.mkdir(parents=True, exist_ok=True)
        frames = {**self.tables, "coverage": self.coverage, "uncoded": self.uncoded}
        written = []
        for name, frame in frames.items():
            path = folder / f"{name}.csv"
            draft = path.with_suffix(".draft")
            frame.to_csv(draft, index=False, lineterminator="\n", encoding="utf-8")
            draft.replace(path)
            written.append(path)
        return written


def source_key(edition: int) -> str:
    """Key of an edition's narratives in ``sources.csv``.

    Examples
    --------
    >>> source_key(2018)
    'narrative_2018'
    """
    return f"narrative_{edition}"


def code_edition(
    narratives: Sequence[Narrative],
    edition: int,
    folder: Path,
    lexicon: Lexicon | None = None,
    progress: Callable[[str], None] | None = None,
) -> CodedEdition:
    """Code the narratives of one edition into tables.

    Parameters
    ----------
    narratives : sequence of Narrative
        In the normal form, one per country.
    edition : int
        Edition that they are of.
    folder : Path
        The data folder: for columns, pillars of themes, names of countries and the placements
        that the coding must agree with.
    lexicon : Lexicon, optional
        Words of the themes; those of the data folder by default.
    progress : callable, optional
        Called with the code of each country before it is coded.

    Returns
    -------
    CodedEdition
        A narrative of another edition is a fault and is left out.

    Raises
    ------
    DataFaults
        If the folder's descriptor cannot be read.
    TipError
        If the lexicon cannot.
    """
    package = read_package(folder)
    words = lexicon or read_lexicon(folder, edition)
    themes = read_table(folder, package.table("themes"))
    pillars = dict(zip(themes["theme"], themes["pillar"], strict=True))
    names = read_table(folder, package.table("countries")).set_index("iso3")["name"].to_dict()
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in CODED}
    coverage, uncoded, faults = [], [], []
    taken = []
    for narrative in sorted(narratives, key=lambda one: one.iso3):
        if narrative.edition != edition:
            message = f"is of the {narrative.edition} edition, not of {edition}"
            faults.append(Fault(narrative.source or narrative.iso3, None, None, message))
            continue
        if progress is not None:
            progress(narrative.iso3)
        coded = _narrative_rows(narrative, words, pillars)
        left = [
            {
                "iso3": narrative.iso3,
                "section": one.sentence.section,
                "sentence": one.sentence.number,
                "digest": one.sentence.digest,
                "reason": one.reason,
            }
            for one in uncoded_numbers(narrative, coded["statistics"])
        ]
        taken.append(narrative)
        uncoded += left
        for name, found in coded.items():
            rows[name] += [_signed(narrative, row) for row in found]
        counts = {name: len(coded[name]) for name in CODED}
        name = names.get(narrative.iso3, narrative.iso3)
        coverage.append(
            {"iso3": narrative.iso3, "country": name, **counts, "numbers_open": len(left)}
        )
    before = read_table(folder, package.table("placements"))
    before = before[before["edition"] == edition]
    settled, disagreeing = _settled_placements(rows["placements"], before, edition)
    rows["placements"] = settled
    tables = {name: _frame(package, name, rows[name]) for name in CODED}
    faults += [*disagreeing, *faults_of(taken, tables)]
    tables["statistics"] = _without(
        tables["statistics"],
        [row for _, wrong in doubtful_figures(taken, tables["statistics"]) for row in wrong],
    )
    return CodedEdition(
        edition,
        tables,
        pd.DataFrame(coverage, columns=["iso3", "country", *CODED, "numbers_open"]),
        pd.DataFrame(uncoded, columns=["iso3", *_LOCATOR, "reason"]),
        tuple(faults),
    )


def _narrative_rows(
    narrative: Narrative, lexicon: Lexicon, pillars: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    penalties = code_penalties(narrative)
    figures = code_statistics(narrative)
    known = ("min_years", "max_years", "sufficiently_stringent", "commensurate")
    return {
        "placements": [dict(code_placement(narrative))],
        "statistics": _numbered(figures),
        "unreported": _numbered(code_unreported(narrative, figures)),
        "recommendations": list(_recommendations(narrative, lexicon)),
        "findings": [
            *_acts(narrative, lexicon, pillars),
            *(
                {**row, "pillar": "profile", "confidence": "high"}
                for row in code_forms(narrative, lexicon)
            ),
        ],
        "penalties": [penalties] if any(penalties.get(key) is not None for key in known) else [],
    }


def _numbered(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "n": number} for number, row in enumerate(rows, start=1)]


def _recommendations(narrative: Narrative, lexicon: Lexicon) -> Iterable[dict[str, Any]]:
    """Each item with its themes and its act.

    Confidence is high where themes and act both came out, medium where only themes did.
    """
    items = split_items(narrative.sections.get(RECOMMENDATIONS, ""))
    for row, item in zip(code_recommendations(narrative, lexicon), items, strict=True):
        said = told(item, "recommendation")
        sure = "high" if row["themes"] and said.act else "medium" if row["themes"] else "low"
        yield {**row, **_codes(said), "confidence": sure}


def _acts(
    narrative: Narrative, lexicon: Lexicon, pillars: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """Achievements and shortfalls, one row per theme, all with the pillar of the first."""
    sentences = narrative.sentences(ASSESSMENT)
    for row in code_assessment(narrative, lexicon):
        sentence = sentences[row["sentence"] - 1].text
        said = told(sentence[row["start"] : row["end"]], row["kind"], sentence)
        pillar = _pillar([pillars.get(theme, "context") for theme in row["themes"]])
        for theme in row["themes"]:
            yield {
                **{key: row[key] for key in ("kind", "n", *_LOCATOR)},
                **_codes(said),
                "theme": theme,
                "pillar": pillar,
                "confidence": "medium",
            }


def _codes(said: Told) -> dict[str, Any]:
    return {key: getattr(said, key) for key in _ACT}


def _pillar(of_themes: Sequence[str]) -> str:
    """The first of the three Ps and partnership, else the profile or the context."""
    for pillar in of_themes:
        if pillar in ("prosecution", "protection", "prevention", "partnership"):
            return pillar
    return "profile" if "exploitation" in of_themes else "context"


def _signed(narrative: Narrative, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its country, edition, source and coder."""
    return {
        **row,
        "iso3": narrative.iso3,
        "edition": narrative.edition,
        "source": source_key(narrative.edition),
        "coder": MACHINE,
    }


def _settled_placements(
    coded: Iterable[Mapping[str, Any]], before: pd.DataFrame, edition: int
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Rows of ``placements``: what the data have, with what the narrative adds.

    A place that the data do not have yet is taken from the narrative. Where the two differ, the
    row stays as it is in the data and a fault says so.
    """
    known = {str(row["iso3"]): row for row in before.to_dict("records")}
    rows, faults = [], []
    for row in coded:
        old = known.get(row["iso3"])
        place = row["tier"] or row["status"]
        if old is None or old["status"] == terms.UNKNOWN:
            if row["status"] == terms.UNKNOWN:
                faults.append(Fault(row["iso3"], None, "tier", "the narrative gives no tier"))
                continue
            found = {"basis": "narrative-heading", "confidence": "high", "n_sources": 1}
            rows.append({**row, **found, "sources": row["source"], "waiver": row["waiver"] or None})
            continue
        had = old["tier"] if isinstance(old["tier"], str) else old["status"]
        if had != place:
            message = f"the narrative says {place}, placements.csv has {had}: settle by hand"
            faults.append(Fault(row["iso3"], None, "tier", message))
            continue
        kept = ("status", "tier", "basis", "confidence", "n_sources", "sources", "note")
        rows.append({**row, **{key: old[key] for key in kept}, "waiver": row["waiver"] or None})
    return rows, faults


def _without(frame: pd.DataFrame, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The statistics without some rows, numbered again within each country."""
    out = {(row["iso3"], row["n"]) for row in rows}
    keep = [key not in out for key in zip(frame["iso3"], frame["n"], strict=True)]
    left = frame[keep].reset_index(drop=True)
    numbers = left.groupby("iso3").cumcount() + 1
    return left.assign(n=numbers.astype("str"))


def _frame(package: Package, name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a table of the schema, every cell text as in the CSV, sorted by key."""
    table = package.table(name)
    columns = [column.name for column in table.columns]
    cells = [{column: as_cell(row.get(column)) for column in columns} for row in rows]
    frame = pd.DataFrame(cells, columns=columns, dtype="str")
    return sorted_by_key(package, name, frame)


def sorted_by_key(package: Package, name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A table of text cells in the order of its primary key, numbers as numbers."""
    table = package.table(name)
    if not table.primary_key or frame.empty:
        return frame.reset_index(drop=True)
    numeric = {column.name for column in table.columns if column.type in ("integer", "year")}
    keys = {
        key: pd.to_numeric(frame[key]) if key in numeric else frame[key]
        for key in table.primary_key
    }
    order = pd.DataFrame(keys).sort_values(list(table.primary_key), kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def as_cell(value: object) -> str:
    """One value as it stands in a CSV.

    Examples
    --------
    >>> as_cell(None), as_cell(True), as_cell(5.0), as_cell(0)
    ('', 'true', '5', '0')
    """
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, (bool,)) or str(value) in ("True", "False"):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
