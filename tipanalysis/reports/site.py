"""The pages around the reports: one for all editions, one per edition.

The first page, ``index.html``, knows which reports exist: a report links to it for every other one
(``index.html?open=2022#THA``), and it opens that report, or says how to make it. So no link is
dead, and a report's own bytes do not depend on which others exist. No server is needed.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tipanalysis import terms
from tipanalysis.compare import tier_map
from tipanalysis.dataset import Dataset
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.about import STYLES
from tipanalysis.reports.overview import ASSESSED, CLOCKS, Cell, Facts, Made, Row, facts_of
from tipanalysis.reports.overview import rows as rows_of
from tipanalysis.reports.page import TEMPLATES, style

INDEX = "index.html"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def build(out: Path, data: Dataset, facts: Facts | None = None) -> Path:
    """Write the pages around whatever reports there are.

    A report is a folder ``<out>/<edition>/<ISO3>`` with a manifest and a page. Countries without
    one are listed without a link. Pages are replaced whole; the same reports and data give the same
    bytes, and a page that would not change is left alone.

    Parameters
    ----------
    out : Path
        The folder of the reports; made if it is not there.
    data : Dataset
        The tables that the reports were made from.
    facts : Facts, optional
        What `facts_of` says of them, for whoever builds more than once.

    Returns
    -------
    Path
        The first page, ``<out>/index.html``.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from tipanalysis import load
    >>> with TemporaryDirectory() as folder:
    ...     build(Path(folder), load()).name
    'index.html'
    """
    out = Path(out)
    known = {int(edition) for edition in data.editions["edition"]}
    made = reports(out, data)
    listed = sorted(
        {edition for edition, _ in made}
        | {edition for edition in known if (out / str(edition) / INDEX).exists()}
    )
    facts = facts or facts_of(data)
    for edition in listed:
        rows = rows_of(facts, edition, made, up="../")
        context = _context(data, rows, edition, made, listed, up="../")
        _replace(out / str(edition) / INDEX, _page("edition.html.j2", context))
    shown = max((edition for edition, _ in made), default=max(known))
    rows = rows_of(facts, shown, made, up="", everyone=True)
    context = _context(data, rows, shown, made, listed, up="")
    _replace(out / INDEX, _page("home.html.j2", context))
    return out / INDEX


def reports(out: Path, data: Dataset) -> Made:
    """Which reports exist: edition and ISO3 code of each; drafts and strangers are passed over."""
    codes = set(data.countries["iso3"])
    return frozenset(
        (int(edition), folder.name)
        for edition in data.editions["edition"]
        for folder in _folders(out / str(edition))
        if folder.name in codes
        and (folder / manifests.NAME).is_file()
        and (folder / "report.html").is_file()
    )


def _folders(parent: Path) -> Iterator[Path]:
    if parent.is_dir():
        yield from (path for path in parent.iterdir() if path.is_dir())


def _context(
    data: Dataset,
    rows: Sequence[Row],
    edition: int,
    made: Made,
    listed: Sequence[int],
    up: str,
) -> dict[str, Any]:
    """All that a page says, for its template."""
    placed = [row.now.place for row in rows]
    periods = data.editions.set_index("edition")
    assessed = data.placements[data.placements["status"].isin([terms.RANKED, terms.SPECIAL_CASE])]
    totals = assessed.groupby("edition").size()
    tiles = tier_map(data, edition)
    built = Counter(e for e, _ in made)
    return {
        "up": up,
        "edition": edition,
        "last": int(data.editions["edition"].max()),
        "judged": _period(periods, edition),
        "release": data.release,
        "rows": rows,
        "all_editions": sorted(int(e) for e in data.editions["edition"]),
        "counts": [(p, STYLES[p], placed.count(p)) for p in ASSESSED if p in placed],
        "hollow": any(row.now.hollow for row in rows),
        "built": built[edition],
        "built_in_all": len(made),
        "editions": [
            (e, _period(periods, e), built[e], int(totals.get(e, 0))) for e in reversed(listed)
        ],
        "tiles": list(_tiles(tiles, made, edition, up)),
        "map_title": tiles.attrs["title"],
        "map_size": (int(tiles["tile_column"].max()), int(tiles["tile_row"].max())),
        "tiers": [place for place in ASSESSED if place in placed],
        "moves": [move for move in terms.MOVES if any(row.move == move for row in rows)],
        "regions": sorted({row.region for row in rows}),
        "clocks": [clock for clock in CLOCKS if any(row.clock == clock for row in rows)],
        "order": {place: number for number, place in enumerate(STYLES)},
        "move_order": {move: number for number, move in enumerate(terms.MOVES)},
    }


def _period(editions: Any, edition: int) -> str:
    row = editions.loc[edition]
    start, end = (_day(row[name]) for name in ("period_start", "period_end"))
    return f"{start} to {end}" if start else f"to {end}"


def _day(date: object) -> str:
    """A date in words, or nothing where there is none.

    Examples
    --------
    >>> _day("2023-03-31"), _day(None)
    ('31 March 2023', '')
    """
    if not isinstance(date, str):
        return ""
    year, month, day = date.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _tiles(tiles: Any, made: Made, edition: int, up: str) -> Iterator[Cell]:
    for row in tiles.to_dict("records"):
        tier = row["tier"]
        place = str(tier) if isinstance(tier, str) else str(row["status"])
        built = (edition, row["iso3"]) in made
        where = f"{'' if up else f'{edition}/'}{row['iso3']}/report.html"
        yield Cell(
            iso3=row["iso3"],
            name=row["country"],
            edition=edition,
            place=place,
            hollow=row["basis"] == "derived" and row["status"] == terms.RANKED,
            href=where if built else "",
            row=int(row["tile_row"]),
            column=int(row["tile_column"]),
        )


@cache
def _environment() -> Any:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "site"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _page(template: str, context: Mapping[str, Any]) -> str:
    """A page; its one script is allowed by its hash, every other and every fetch is forbidden."""
    from markupsafe import Markup

    script = (TEMPLATES / "site" / "site.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    made = _environment().get_template(template)
    css = style("tip/page.css") + (TEMPLATES / "site" / "site.css").read_text(encoding="utf-8")
    return str(made.render(**context, css=Markup(css), script=Markup(script), digest=digest))


def _replace(path: Path, text: str) -> None:
    """Write a page whole, or leave it if it says this already."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=".index-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
