"""The command line: verbs over the library, nothing of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tipanalysis import __version__
from tipanalysis.errors import DataFaults, ReportFailed, TipError
from tipanalysis.linking.cli import recommendations_app

app = typer.Typer(
    name="tipanalysis",
    help="The Trafficking in Persons Report as tables, and the tables as country reports.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

app.add_typer(recommendations_app, name="recommendations")

Country = Annotated[str, typer.Argument(help="A country: its code or any name it has had.")]
Edition = Annotated[int, typer.Option(help="Edition of the Report, 2001 to 2025.")]
DataFolder = Annotated[
    Path | None, typer.Option("--data", help="A data folder in place of the package's own.")
]


@app.callback(invoke_without_command=True)
def version_option(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """The options before any command."""
    if version:
        typer.echo(f"tipanalysis {__version__}")
        raise typer.Exit


@app.command()
def report(
    country: Country,
    edition: Edition = 2023,
    peers: Annotated[
        str, typer.Option(help="region, tier, history, or country names joined by commas.")
    ] = "region",
    out: Annotated[Path, typer.Option(help="The folder for reports.")] = Path("reports"),
    data: DataFolder = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="NAME=VALUE for the report's template."),
    ] = None,
) -> None:
    """Write the comparative report of one country and edition.

    Example: [bold]tipanalysis report Ghana --edition 2018[/bold]
    """
    from tipanalysis.reports.run import report as write_report

    more: dict[str, object] = dict(_name_and_value(text) for text in parameter or ())
    made = write_report(country, edition=edition, peers=peers, out=out, data=data, **more)  # type: ignore[arg-type]
    typer.echo(f"Report: {made.html}")


def _name_and_value(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name:
        raise typer.BadParameter(f'"{text}" is not NAME=VALUE.')
    return name, value


@app.command()
def show(country: Country, edition: Edition = 2023, data: DataFolder = None) -> None:
    """Print one country's profile in one edition.

    Example: [bold]tipanalysis show Burma --edition 2014[/bold]
    """
    from tipanalysis.dataset import load

    typer.echo(repr(load(data).profile(country, edition=edition)))


@app.command()
def check(
    data: DataFolder = None,
    seal: Annotated[
        bool, typer.Option("--seal", help="Record the checked tables' SHA-256 in the descriptor.")
    ] = False,
) -> None:
    """Check every table; name all faults by file, row and column.

    Example: [bold]tipanalysis check --data my-copy/data[/bold]
    """
    from tipanalysis import check as checker
    from tipanalysis import schema

    folder = schema.find_folder("data", data)
    faults = checker.check(folder)
    if faults:
        raise DataFaults(faults)
    package = schema.read_package(folder)
    typer.echo(f"{len(package.tables)} tables checked, no faults.")
    changed = schema.changed_tables(package)
    if changed and seal:
        typer.echo(f"Sealed: {', '.join(schema.seal(folder))}.")
    elif changed:
        typer.echo(f"Edited since they were sealed: {', '.join(changed)}. Seal with --seal.")


@app.command()
def tables(
    name: Annotated[
        str | None, typer.Argument(help="A table, or a column as table.column.")
    ] = None,
    data: DataFolder = None,
) -> None:
    """List the tables, or describe one of them or one column.

    Example: [bold]tipanalysis tables placements.tier[/bold]
    """
    from tipanalysis.codebook import Description
    from tipanalysis.schema import find_folder, read_package

    package = read_package(find_folder("data", data))
    if name is None:
        listing = Table("table", "what it holds", title=f"Data release {package.release}")
        for table in package.tables.values():
            listing.add_row(escape(table.name), escape(table.title))
        Console().print(listing)
        return
    table_name, _, column = name.partition(".")
    table = package.table(table_name)
    typer.echo(str(Description(table, table.column(column) if column else None)))
    if not column:
        for one in table.columns:
            typer.echo(f"  {one.name:<24} {one.description}")


def main() -> None:
    """Run a command; an error of ours is one clear message, never a traceback.

    Exit status: 0 done, 1 the data or a report has faults, 2 the request cannot be met.
    """
    try:
        app()
    except TipError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(1 if isinstance(error, (DataFaults, ReportFailed)) else 2)


if __name__ == "__main__":
    main()
