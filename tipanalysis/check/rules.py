"""What only this field knows of its tables, tried on every cell that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.check.folding import Loose
from tipanalysis.check.reading import Reading
from tipanalysis.errors import Fault, suggestion
from tipanalysis.schema import split_list

Read = Mapping[str, Reading]
_SOURCE_COLUMNS = ("source", "sources")
_PLACE = ("iso3", "edition", "status", "tier")
_PARTS = {
    "law_enforcement": (
        ("prosecutions", "prosecutions_labor"),
        ("convictions", "convictions_labor"),
        ("victims_identified", "victims_labor"),
    )
}
_SAME = ("iso3", "edition", "measure", "unit", "digest")


def broken_rules(read: Read) -> Iterator[Fault]:
    """Every fault that only this field knows of; a rule without its columns is not tried."""
    yield from _order(read)
    if _have(read, "placements", *_PLACE):
        yield from _statuses(read["placements"])
        if _have(read, "countries", "iso3") and _have(read, "editions", "edition"):
            yield from _gaps(read["placements"], read["countries"], read["editions"])
        if _have(read, "totals", "edition", "category", "count", "agrees"):
            yield from _totals(read["placements"], read["totals"])
        yield from _law(read["placements"])
    yield from _parts(read)
    if _have(read, "statistics", *_SAME, "bound", "subset", "value"):
        yield from _subsets(read["statistics"])


def unknown_keys(read: Read) -> Iterator[Loose]:
    """Items of list cells that no table has: sources everywhere, themes of recommendations."""
    for name, reading in read.items():
        for column in _SOURCE_COLUMNS:
            if name != "sources" and reading.has(column) and _have(read, "sources", "source"):
                yield from _unknown(reading, column, read["sources"], "source")
    if _have(read, "recommendations", "themes") and _have(read, "themes", "theme"):
        yield from _unknown(read["recommendations"], "themes", read["themes"], "theme")


def _have(read: Read, table: str, *columns: str) -> bool:
    return table in read and read[table].has(*columns)


def _unknown(reading: Reading, column: str, target: Reading, key: str) -> Iterator[Loose]:
    known = set(target.frame[key])
    for position in reading.frame.index[reading.known(column)]:
        for item in split_list(reading.frame.loc[position, column]):
            if item not in known:
                message = f'"{item}" is not in {target.table.path}.{suggestion(item, known)}'
                fault = reading.fault(position, column, message)
                yield Loose(fault, (target.table.path, item))


def _order(read: Read) -> Iterator[Fault]:
    for reading in read.values():
        key = list(reading.table.primary_key)
        if not key:
            continue
        # A key that is wrong in itself is out of order for that reason.
        sound = reading.frame[reading.known(*key)]
        lines = reading.lines[sound.sort_values(key, kind="stable", na_position="first").index]
        wrong = lines[lines.diff() < 0]
        if len(wrong):
            message = f"rows are not sorted by {', '.join(key)}"
            yield Fault(reading.table.path, int(wrong.iloc[0]), None, message)


def _statuses(placements: Reading) -> Iterator[Fault]:
    frame, known = placements.frame, placements.known("status", "tier")
    ranked = frame["status"] == terms.RANKED
    for position in frame.index[known & ranked & frame["tier"].isna()]:
        yield placements.fault(position, "tier", "a ranked country must have a tier")
    for position in frame.index[known & ~ranked & frame["tier"].notna()]:
        status = frame.loc[position, "status"]
        yield placements.fault(position, "tier", f'a country with status "{status}" has no tier')


def _gaps(placements: Reading, countries: Reading, editions: Reading) -> Iterator[Fault]:
    """A row for every country and edition; a row whose key cannot be read may be the one."""
    frame, path = placements.frame, placements.table.path
    have = set(zip(frame["iso3"], frame["edition"], strict=True))
    unread = list(placements.left_out)
    used = {edition for _, edition in have}
    for edition in editions.frame["edition"]:
        if edition not in used and not _may_be(unread, {"edition": str(edition)}):
            yield Fault(path, None, None, f"no country has a row for edition {edition}")
    asked = [edition for edition in editions.frame["edition"] if edition in used]
    for iso3 in countries.frame["iso3"]:
        gaps = []
        for edition in asked:
            if (iso3, edition) not in have:
                row = _may_be(unread, {"iso3": iso3, "edition": str(edition)})
                if row is None:
                    gaps.append(edition)
                else:
                    unread.remove(row)
        if gaps:
            whole = len(gaps) == len(asked)
            which = "any edition" if whole else f"edition {', '.join(map(str, gaps))}"
            yield Fault(path, None, None, f"{iso3} has no row for {which}")


def _may_be(unread: list[Mapping[str, str]], wanted: Mapping[str, str]) -> Mapping[str, str] | None:
    """A row that says nothing else than what is wanted, as far as it can be read."""
    return next((r for r in unread if all(r.get(k, v) == v for k, v in wanted.items())), None)


def _places(frame: pd.DataFrame) -> pd.Series:
    return frame["tier"].astype("str").where(frame["tier"].notna(), frame["status"])


def _totals(placements: Reading, totals: Reading) -> Iterator[Fault]:
    known = placements.known("status", "tier")
    frame = placements.frame
    counts = Counter(zip(frame["edition"][known], _places(frame)[known], strict=True))
    unread = Counter(map(str, frame["edition"][~known]))
    anywhere = 0
    for row in placements.left_out:
        if "edition" not in row:
            anywhere += 1
        elif {"status", "tier"} <= set(row):
            counts[int(row["edition"]), row["tier"] or row["status"]] += 1
        else:
            unread[row["edition"]] += 1
    agreeing = totals.known("edition", "category", "count", "agrees")
    agreeing &= totals.frame["agrees"].fillna(value=False).astype(bool)
    for position, total in totals.frame[agreeing].iterrows():
        edition, category, printed = total["edition"], total["category"], total["count"]
        found = counts[edition, category]
        if category == "in report":
            found = sum(counts[edition, p] for p in (*terms.TIERS, terms.SPECIAL_CASE))
        more = anywhere + unread[str(edition)]
        if not found <= printed <= found + more:
            message = (
                f"{printed} countries ({category}) were printed for {edition}; "
                f"placements.csv has {found}"
            )
            if more:
                message += f", and {more} that cannot be read"
            yield totals.fault(position, "count", message)


def _law(placements: Reading) -> Iterator[Fault]:
    frame = placements.frame
    place = _places(frame).where(placements.known("status", "tier"), terms.UNKNOWN)
    for iso3, part in frame.groupby("iso3", sort=True):
        history = dict(zip(part["edition"], place[part.index], strict=True))
        for edition, message in law.faults_of_history(history):
            position = part.index[part["edition"] == edition][0]
            yield placements.fault(position, "tier", f"{iso3} {edition}: {message}")


def _parts(read: Read) -> Iterator[Fault]:
    for name, pairs in _PARTS.items():
        for whole, part in pairs:
            if not _have(read, name, whole, part):
                continue
            reading = read[name]
            frame = reading.frame
            for position in frame.index[(frame[part] > frame[whole]).fillna(value=False)]:
                cell, holds = frame.loc[position, part], frame.loc[position, whole]
                message = f"{cell} is more than the {whole} that holds it, {holds}"
                yield reading.fault(position, part, message)


def _subsets(statistics: Reading) -> Iterator[Fault]:
    """A part of the same measure, unit and sentence is no larger than its total."""
    known = statistics.known(*_SAME, "bound", "subset", "value")
    exact = statistics.frame[known & (statistics.frame["bound"] == "exact")]
    keys = list(_SAME)
    totals = exact[exact["subset"] == "total"].groupby(keys, dropna=False)["value"].max()
    for position, row in exact[exact["subset"].isin(["sex", "labor"])].iterrows():
        whole = totals.get(tuple(row[key] for key in keys))
        if whole is not None and row["value"] > whole:
            message = f"{row['value']} ({row['subset']}) is more than the total {whole}"
            yield statistics.fault(position, "value", message)
