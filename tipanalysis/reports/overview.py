"""What the site's pages say of each country in each edition: tier, move, clock, and its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tipanalysis import law, terms
from tipanalysis.compare import tier_changes, tier_history, tier_runs
from tipanalysis.dataset import Dataset
from tipanalysis.reports.about import STYLES
from tipanalysis.statute import in_force

#: Reports that exist: edition and ISO3 code of each.
Made = frozenset[tuple[int, str]]
ASSESSED = (*terms.TIERS, terms.SPECIAL_CASE)
#: What the Watch List clock says of the next edition, in the order of the filter.
CLOCKS = (
    "may stay on the list",
    "needs a waiver to stay",
    "cannot stay",
    "back after Tier 3: may have to leave",
)


@dataclass(frozen=True)
class Cell:
    """One country in one edition: its tile on the map, its cell in the strip."""

    iso3: str
    name: str
    edition: int
    place: str
    hollow: bool
    href: str = ""
    row: int = 0
    column: int = 0

    @property
    def style(self) -> str:
        """Its style classes."""
        return f"{STYLES[self.place]} hollow" if self.hollow else STYLES[self.place]

    @property
    def letter(self) -> str:
        """What stands in it."""
        return terms.LETTERS[self.place]

    @property
    def words(self) -> str:
        """What it says, to whoever cannot see the colour."""
        return f"{self.name}: {self.place}{', by elimination' if self.hollow else ''}"


@dataclass(frozen=True)
class Row:
    """One country in the table of a page."""

    now: Cell
    region: str
    move: str
    since: int | None
    clock: str
    run: int
    strip: tuple[Cell, ...]


@dataclass(frozen=True)
class Facts:
    """What the tables say of all countries in all editions, looked up once for all pages."""

    regions: Mapping[str, str]
    editions: Sequence[int]
    cells: Mapping[tuple[str, int], Cell]
    moves: Mapping[tuple[str, int], str]
    since: Mapping[tuple[str, int], int]

    def history(self, iso3: str) -> dict[int, str]:
        """Edition to place."""
        return {e: self.cells[iso3, e].place for e in self.editions if (iso3, e) in self.cells}


def facts_of(data: Dataset) -> Facts:
    """Look everything up once, for all pages."""
    history = tier_history(data)
    place = history["tier"].astype("str").where(history["tier"].notna(), history["status"])
    hollow = (history["basis"] == "derived") & (history["status"] == terms.RANKED)
    columns = (history["iso3"], history["country"], history["edition"], place, hollow)
    changes, runs = tier_changes(history), tier_runs(history)
    return Facts(
        regions={
            iso3: terms.REGIONS.get(region, region)
            for iso3, region in zip(data.countries["iso3"], data.countries["region"], strict=True)
        },
        editions=sorted(int(edition) for edition in data.editions["edition"]),
        cells={
            (iso3, int(edition)): Cell(iso3, name, int(edition), here, bool(derived))
            for iso3, name, edition, here, derived in zip(*columns, strict=True)
        },
        moves={
            (iso3, int(edition)): move
            for iso3, edition, move in zip(
                changes["iso3"], changes["edition"], changes["move"], strict=True
            )
        },
        since={
            (iso3, edition): int(first)
            for iso3, first, last in zip(runs["iso3"], runs["first"], runs["last"], strict=True)
            for edition in range(first, last + 1)
        },
    )


def rows(
    facts: Facts,
    edition: int,
    made: Made,
    up: str,
    everyone: bool = False,
) -> list[Row]:
    """The rows of a page, by name.

    Parameters
    ----------
    facts : Facts
    edition : int
        Whose tier, move and clock are shown.
    made : frozenset
        Reports that exist; only they get a link.
    up : str
        The way from the page to the folder of all reports.
    everyone : bool
        Also countries that are not in this edition but in another, and all editions of each; else
        only the editions next to this one.
    """
    found = []
    for iso3, region in facts.regions.items():
        history = facts.history(iso3)
        assessed = history.get(edition) in ASSESSED
        if not (assessed or (everyone and any(p in ASSESSED for p in history.values()))):
            continue
        shown = (e for e in history if everyone or abs(e - edition) <= 1)
        strip = tuple(_linked(facts.cells[iso3, e], made, up) for e in shown)
        clock, run = _clock(history, edition)
        found.append(
            Row(
                now=next(cell for cell in strip if cell.edition == edition),
                region=region,
                move=facts.moves.get((iso3, edition), "") if assessed else "",
                since=facts.since[iso3, edition] if assessed else None,
                clock=clock,
                run=run,
                strip=strip,
            )
        )
    return sorted(found, key=lambda row: (row.now.name, row.now.iso3))


def _linked(cell: Cell, made: Made, up: str) -> Cell:
    if (cell.edition, cell.iso3) not in made:
        return cell
    return replace(cell, href=f"{up}{cell.edition}/{cell.iso3}/report.html")


def _clock(history: Mapping[int, str], edition: int) -> tuple[str, int]:
    """What the clock says of the edition after this one, and how many editions it has counted."""
    if history.get(edition) != terms.WATCH_LIST or in_force(edition + 1).limit is None:
        return "", 0
    now = law.clock(history, edition)
    if law.relisted(history, edition):
        return CLOCKS[3], now.run
    if not now.limit_next:
        return CLOCKS[0], now.run
    return CLOCKS[1] if now.waiver_possible else CLOCKS[2], now.run
