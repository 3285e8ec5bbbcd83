"""`tipanalysis narratives`: from the Report's own text to coded tables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tipanalysis.cli.options import Country, DataFolder
from tipanalysis.errors import DataFaults, Fault, NotFound, UnknownParameter

if TYPE_CHECKING:
    from tipanalysis.narratives.build import CodedEdition
    from tipanalysis.narratives.text import Narrative

narratives_app = typer.Typer(
    name="narratives",
    help="Bring in an edition: its text, read, coded, compared with the data, and applied.",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    app.add_typer(narratives_app, name="narratives")


Edition = Annotated[int, typer.Option("--edition", help="Edition of the Report, 2001 to 2025.")]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store", help="Folder of your own for texts; TIPANALYSIS_NARRATIVES names it too."
    ),
]
Source = Annotated[
    Path, typer.Argument(help="A file or folder of HTML, PDF, plain text or JSON by section.")
]
SourceOrStore = Annotated[
    Path | None,
    typer.Argument(help="The same as for read; without it, what the store holds."),
]


@narratives_app.callback()
def _group() -> None:
    """Bring in an edition: its text, read, coded, compared with the data, and applied."""


@narratives_app.command("fetch")
def fetch_command(
    edition: Edition,
    country: Annotated[
        list[str] | None, typer.Option("--country", help="Only this country; may be repeated.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Ask for every page, also those that are there.")
    ] = False,
    site: Annotated[str, typer.Option(help="Where the pages are.")] = "https://www.state.gov",
    pause: Annotated[float, typer.Option(help="Seconds between two requests.")] = 2.0,
    store: Store = None,
    data: DataFolder = None,
) -> None:
    """Download the country pages of an edition, politely, and read them into the store.

    Example: [bold]tipanalysis narratives fetch --edition 2024 --country Ghana[/bold]
    """
    from tipanalysis.dataset import load
    from tipanalysis.narratives.addresses import names_by_code
    from tipanalysis.narratives.fetch import fetch
    from tipanalysis.narratives.store import default_store

    tables, home = load(data), store or default_store()
    wanted = names_by_code(tables, country or ())
    got = fetch(edition, wanted, home, base=site, pause=pause, again=again)
    typer.echo(
        f"{len(got.fetched)} fetched, {len(got.kept)} there already, "
        f"{len(got.not_assessed)} not in the edition."
    )
    faults = list(got.faults)
    if got.fetched or got.kept:
        faults += _read_into(home / str(edition) / "pages", edition, home, data)
    _end(faults)


@narratives_app.command("read")
def read_command(
    source: Source, edition: Edition, store: Store = None, data: DataFolder = None
) -> None:
    """Read narratives of any kind into the one normal form, kept in the store.

    Example: [bold]tipanalysis narratives read my-texts/2018 --edition 2018[/bold]
    """
    from tipanalysis.narratives.store import default_store

    _end(_read_into(source, edition, store or default_store(), data))


@narratives_app.command("code")
def code_command(
    edition: Edition,
    source: SourceOrStore = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the tables; nothing else is written.")
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write into the data, if all of it passes the check.")
    ] = False,
    uncoded: Annotated[
        bool, typer.Option("--uncoded", help="Show the sentences with numbers left open.")
    ] = False,
    store: Store = None,
    data: DataFolder = None,
) -> None:
    """Code an edition into tables; print what covers each country.

    Example: [bold]tipanalysis narratives code my-texts/2018 --edition 2018 --out coded[/bold]
    """
    from tipanalysis.narratives.changes import apply as apply_to
    from tipanalysis.schema import find_folder

    folder = find_folder("data", data)
    if out is not None and out.resolve() == folder:
        raise UnknownParameter(f"--out {out} is the data folder; --apply writes into the data.")
    coded, texts, faults = _coded(source, edition, store, data)
    _show_coverage(coded)
    if uncoded:
        _show_uncoded(coded, texts)
    if out is not None:
        coded.write(out)
        typer.echo(f"Tables, coverage.csv and uncoded.csv: {out}")
    if apply:
        changed = apply_to(folder, coded)
        typer.echo(f"Applied: {', '.join(changed)}." if changed else "The data are the same.")
    _end(faults)


@narratives_app.command("diff")
def diff_command(
    edition: Edition,
    source: SourceOrStore = None,
    country: Annotated[
        str | None, typer.Option("--country", help="Show the rows of this country, one by one.")
    ] = None,
    store: Store = None,
    data: DataFolder = None,
) -> None:
    """Show what a new coding would change in the data; nothing is written.

    Example: [bold]tipanalysis narratives diff my-texts/2018 --edition 2018[/bold]
    """
    from tipanalysis.dataset import load
    from tipanalysis.narratives.changes import differences
    from tipanalysis.schema import find_folder

    coded, _, faults = _coded(source, edition, store, data)
    changes = differences(find_folder("data", data), coded)
    if country is not None:
        changes = changes[changes["iso3"] == load(data).country(country)]
    if changes.empty:
        where = "The data" if country is None else f"The data on {country}"
        typer.echo(f"{where} would stay the same.")
        _end(faults)
        return
    if country is not None:
        for row in changes.itertuples(index=False):
            typer.echo(f"{row.table}, {row.change}: {row.words}")
    counts = changes.groupby(["table", "change"]).agg(
        rows=("words", "size"), countries=("iso3", "nunique")
    )
    for (table, change), row in counts.iterrows():
        of = "1 country" if row["countries"] == 1 else f"{row['countries']} countries"
        typer.echo(f"{table}: {row['rows']} {change}, {of}")
    _end(faults)


@narratives_app.command("words")
def words_command(
    country: Country,
    edition: Edition,
    table: Annotated[
        str,
        typer.Option(
            help="placements, statistics, unreported, recommendations, findings or penalties."
        ),
    ] = "findings",
    number: Annotated[int | None, typer.Option("--n", help="Only the row of this number.")] = None,
    store: Store = None,
    data: DataFolder = None,
) -> None:
    """Show the Report's sentence behind each coded row, if you have the text.

    Example: [bold]tipanalysis narratives words Ghana --edition 2018 --table statistics[/bold]
    """
    from tipanalysis.dataset import load
    from tipanalysis.errors import suggestion
    from tipanalysis.narratives.build import CODED
    from tipanalysis.narratives.changes import called
    from tipanalysis.narratives.words import words

    if table not in CODED:
        raise NotFound(f'"{table}" is not a coded table.{suggestion(table, CODED)}')
    tables = load(data)
    rows = getattr(tables, table)
    rows = rows[(rows["iso3"] == tables.country(country)) & (rows["edition"] == edition)]
    if number is not None and "n" in rows:
        rows = rows[rows["n"] == number]
    if rows.empty:
        raise NotFound(f"{table} has no such row for {country}, edition {edition}.")
    for _, row in rows.iterrows():
        cells = {str(key): "" if value is None else str(value) for key, value in row.items()}
        typer.echo(called(table, cells))
        typer.echo(f"  {words(row, store)!r}")


def _read_into(source: Path, edition: int, store: Path, data: Path | None) -> list[Fault]:
    from tipanalysis.narratives.store import write_narrative

    texts, faults = _texts(source, edition, data)
    for narrative in texts:
        write_narrative(narrative, store)
    count = "1 narrative" if len(texts) == 1 else f"{len(texts)} narratives"
    typer.echo(f"{count} of the {edition} edition: {store / str(edition)}")
    return faults


def _texts(source: Path, edition: int, data: Path | None) -> tuple[list[Narrative], list[Fault]]:
    from tipanalysis.dataset import load
    from tipanalysis.narratives.read import read

    files = sum(path.is_file() for path in source.iterdir()) if source.is_dir() else None
    with _progress("Reading", files) as step:
        return read(source, edition, load(data), step)


def _coded(
    source: Path | None, edition: int, store: Path | None, data: Path | None
) -> tuple[CodedEdition, list[Narrative], list[Fault]]:
    """The coded edition, its texts, and every fault so far."""
    from tipanalysis.narratives.build import code_edition
    from tipanalysis.narratives.store import default_store, read_store
    from tipanalysis.schema import find_folder

    home = store or default_store()
    texts, faults = (
        _texts(source, edition, data) if source is not None else read_store(edition, home)
    )
    if not texts and not faults:
        raise NotFound(
            f"No narrative of the {edition} edition is in {source or home}: "
            f"`tipanalysis narratives fetch --edition {edition}` downloads them, "
            "`tipanalysis narratives read` takes them from files."
        )
    if not texts:
        raise DataFaults(faults)
    with _progress("Coding", len(texts)) as step:
        coded = code_edition(texts, edition, find_folder("data", data), progress=step)
    return coded, texts, [*faults, *coded.faults]


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[str], None]]:
    """A bar on the error stream where that is a terminal; it only moves if no total is known."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    counted = (MofNCompleteColumn(),) if total is not None else ()
    console = Console(stderr=True)
    quiet = not console.is_terminal
    with Progress(*columns, *counted, console=console, transient=True, disable=quiet) as bar:
        task = bar.add_task(what, total=total)
        yield lambda name: bar.update(task, description=f"{what} {escape(name)}", advance=1)


def _show_coverage(coded: CodedEdition) -> None:
    frame = coded.coverage
    typer.echo(frame.to_string(index=False))
    figures = frame.drop(columns=["iso3", "country"]).sum()
    typer.echo(
        f"{len(frame)} countries; "
        + ", ".join(f"{int(count)} {name.replace('_', ' ')}" for name, count in figures.items())
        + "."
    )


def _show_uncoded(coded: CodedEdition, texts: list[Narrative]) -> None:
    """Sentences with numbers that were not understood, for a person to see."""
    by_country = {text.iso3: text for text in texts}
    for row in coded.uncoded.itertuples(index=False):
        sentence = by_country[row.iso3].sentences(row.section)[int(row.sentence) - 1]
        typer.echo(f"{row.iso3}, {row.section}, {row.sentence}: {sentence.text}")


def _end(faults: list[Fault]) -> None:
    if faults:
        sys.stdout.flush()
        raise DataFaults(faults)
