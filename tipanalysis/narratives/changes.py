"""What a new coding would change in the data, and the change itself, all or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from tipanalysis import check, schema
from tipanalysis.errors import DataFaults, Fault
from tipanalysis.narratives.build import CODED, MACHINE, CodedEdition, sorted_by_key, source_key
from tipanalysis.schema import Package

_LOCATOR = frozenset({"section", "sentence", "digest"})
#: What makes two rows the same row, beside country and edition; numbers of rows may shift.
_SAME = {
    "placements": (),
    "penalties": (),
    "statistics": ("measure", "subset", "unit", "value"),
    "unreported": ("measure", "subset"),
    "recommendations": ("n",),
    "findings": ("kind", "n", "theme"),
}
_TITLE = "Trafficking in Persons Report {}, country narratives"


def read_cells(path: Path) -> pd.DataFrame:
    """A table as it stands in its CSV: every cell text, an empty cell the empty text."""
    return pd.read_csv(path, dtype="str", keep_default_na=False, na_filter=False, encoding="utf-8")


def merged(package: Package, coded: CodedEdition) -> dict[str, pd.DataFrame]:
    """The tables as they would be: machine rows of that edition replaced, hand rows kept.

    Only countries that the coding covers are touched. A row coded by hand stays; a machine row
    that would say the same is left out. Where a country's hand rows of a table come from
    something else than the text (they have no digest), its machine rows of that table are left
    out: the two would count twice.

    Parameters
    ----------
    package : Package
        The data as they are.
    coded : CodedEdition
        The new coding.

    Returns
    -------
    dict of str to DataFrame
        `CODED` and ``sources``, all cells text, sorted by key.
    """
    covered = set(coded.coverage["iso3"])
    tables = {}
    for name in CODED:
        old = read_cells(package.folder / package.table(name).path)
        here = (old["edition"] == str(coded.edition)) & old["iso3"].isin(covered)
        new = coded.tables[name]
        if name == "placements":
            hand = old[here & (old["coder"] == "hand")]
            new = new[~new["iso3"].isin(hand["iso3"])]
            kept = old[~(here & old["iso3"].isin(new["iso3"]))]
        else:
            kept = old[~(here & (old["coder"] == MACHINE))]
            new = _beside_hand(name, new, old[here & (old["coder"] == "hand")])
        tables[name] = sorted_by_key(package, name, pd.concat([kept, new], ignore_index=True))
    tables["sources"] = _sources(package, coded.edition)
    return tables


def _beside_hand(name: str, new: pd.DataFrame, hand: pd.DataFrame) -> pd.DataFrame:
    """The machine rows that stand beside the hand rows of the same countries."""
    if hand.empty or new.empty:
        return new
    elsewhere = set(hand.loc[hand["digest"] == "", "iso3"])
    new = new[~new["iso3"].isin(elsewhere)]
    same = [key for key in _SAME[name] if key not in ("value", "theme")]
    said = set(hand[["iso3", *same]].itertuples(index=False, name=None))
    rows = new[["iso3", *same]].itertuples(index=False, name=None)
    new = new[[row not in said for row in rows]]
    if name not in ("statistics", "unreported"):
        return new
    numbers = []
    taken = {iso3: set(part["n"].astype(int)) for iso3, part in hand.groupby("iso3")}
    for iso3 in new["iso3"]:
        used = taken.setdefault(iso3, set())
        number = next(n for n in range(1, len(new) + len(hand) + 2) if n not in used)
        used.add(number)
        numbers.append(str(number))
    return new.assign(n=numbers)


def _sources(package: Package, edition: int) -> pd.DataFrame:
    """The sources, with the narratives of the edition among them."""
    sources = read_cells(package.folder / package.table("sources").path)
    key = source_key(edition)
    if key in set(sources["source"]):
        return sources
    row = dict.fromkeys(sources.columns, "") | {
        "source": key,
        "title": _TITLE.format(edition),
        "publisher": "US Department of State",
        "year": str(edition),
        "address": f"https://www.state.gov/reports/{edition}-trafficking-in-persons-report/",
        "kind": "official",
        "licence": "US government work, 17 USC 105",
        "cite": f"US Department of State, Trafficking in Persons Report, {edition}",
    }
    added = pd.concat([sources, pd.DataFrame([row])], ignore_index=True)
    return sorted_by_key(package, "sources", added)


def differences(folder: Path, coded: CodedEdition) -> pd.DataFrame:
    """What applying a coding would change in the data, row by row, in words.

    Parameters
    ----------
    folder : Path
        The data folder.
    coded : CodedEdition
        The new coding.

    Returns
    -------
    DataFrame
        Columns ``table``, ``iso3``, ``change`` (added, removed, changed), ``words``. A row that
        only stands at another place of the text is not a change.
    """
    package = schema.read_package(folder)
    lines: list[tuple[str, str, str, str]] = []
    for name, new in merged(package, coded).items():
        old = read_cells(folder / package.table(name).path)
        if name == "sources":
            gone = new[~new["source"].isin(old["source"])]
            lines += [(name, "", "added", str(key)) for key in gone["source"]]
            continue
        edition = str(coded.edition)
        lines += _compared(name, old[old["edition"] == edition], new[new["edition"] == edition])
    return pd.DataFrame(lines, columns=["table", "iso3", "change", "words"])


def _compared(
    name: str, old: pd.DataFrame, new: pd.DataFrame
) -> Iterable[tuple[str, str, str, str]]:
    before, after = _keyed(name, old), _keyed(name, new)
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        words = called(name, now or was or {})
        if was is None:
            yield name, key[0], "added", words
        elif now is None:
            yield name, key[0], "removed", words
        else:
            told = [
                f"{column} {was[column] or 'empty'} becomes {now[column] or 'empty'}"
                for column in was
                if column not in _LOCATOR and column != "n" and was[column] != now[column]
            ]
            if told:
                yield name, key[0], "changed", f"{words}: {'; '.join(told)}"


def _keyed(name: str, frame: pd.DataFrame) -> dict[tuple[str, ...], dict[str, str]]:
    """Rows by what makes them the same row; a second one like it gets a number."""
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for row in frame.to_dict("records"):
        key = (row["iso3"], *(row[column] for column in _SAME[name]))
        again = 2
        while key in rows:
            key = (*key[: 1 + len(_SAME[name])], str(again))
            again += 1
        rows[key] = {str(column): str(cell) for column, cell in row.items()}
    return rows


def called(name: str, row: Mapping[str, str]) -> str:
    """A row of a coded table in a few words, its cells being text."""
    if name == "statistics":
        return f"{row['measure']} ({row['subset']}, {row['unit']}): {row['value']}"
    if name == "unreported":
        return f"{row['measure']} ({row['subset']})"
    if name == "recommendations":
        return f"{row['n']}: {row['themes'] or 'no theme'}"
    if name == "findings":
        return f"{row['kind']} {row['n']}: {row['theme']}"
    return name.removesuffix("s") if name == "placements" else name


def apply(folder: Path, coded: CodedEdition) -> tuple[str, ...]:
    """Write a coding into the data, if all that results passes the check.

    The tables are first written into a complete copy of the folder, which is checked; only then
    are they moved into place and sealed. If one cannot be moved, those moved are put back.

    Parameters
    ----------
    folder : Path
        The data folder.
    coded : CodedEdition
        The new coding; its own faults do not stand in the way, its tables leave them out.

    Returns
    -------
    tuple of str
        Names of the tables that changed.

    Raises
    ------
    DataFaults
        With every fault of the copy; the data are then as they were.
    """
    package = schema.read_package(folder)
    if coded.coverage.empty:
        raise DataFaults([Fault(str(coded.edition), None, None, "there is nothing to apply")])
    new = merged(package, coded)
    paths = {name: package.table(name).path for name in new}
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".coding-") as scratch:
        copy = Path(scratch) / "data"
        shutil.copytree(folder, copy)
        for name, frame in new.items():
            frame.to_csv(copy / paths[name], index=False, lineterminator="\n", encoding="utf-8")
        faults = check.check(copy)
        if faults:
            raise DataFaults(faults)
        changed = [
            name
            for name, path in paths.items()
            if (copy / path).read_bytes() != (folder / path).read_bytes()
        ]
        kept = Path(scratch) / "kept"
        shutil.copytree(folder, kept)
        try:
            for name in changed:
                (copy / paths[name]).replace(folder / paths[name])
            schema.seal(folder, only=changed)
        except OSError:
            for path in (*paths.values(), schema.DESCRIPTOR):
                shutil.copyfile(kept / path, folder / path)
            raise
    return tuple(changed)
