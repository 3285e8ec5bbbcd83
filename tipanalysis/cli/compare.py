"""The verb that compares several countries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tipanalysis.cli.options import DataFolder, Edition, OutFolder


def add_to(app: typer.Typer) -> None:
    """Give an application this verb."""
    app.command()(compare)


def compare(
    countries: Annotated[
        list[str], typer.Argument(help="Two or more countries: codes or any names they have had.")
    ],
    edition: Edition = 2023,
    out: OutFolder = Path("reports"),
    data: DataFolder = None,
) -> None:
    """Write the report that compares several countries in one edition.

    Example: [bold]tipanalysis compare THA KHM LAO --edition 2018[/bold]
    """
    from tipanalysis.reports.comparison import comparison

    made = comparison(countries, edition=edition, out=out, data=data)
    typer.echo(f"Report: {made.html}")
