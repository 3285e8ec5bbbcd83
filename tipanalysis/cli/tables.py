"""Verbs that show, check and explain the tables."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tipanalysis.cli.options import Country, DataFolder, Edition
from tipanalysis.errors import DataFaults


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    for verb in (show, check, tables):
        app.command()(verb)


def show(country: Country, edition: Edition = 2023, data: DataFolder = None) -> None:
    """Print one country's profile in one edition.

    Example: [bold]tipanalysis show Burma --edition 2014[/bold]
    """
    from tipanalysis.dataset import load

    typer.echo(repr(load(data).profile(country, edition=edition)))


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
