"""The verb that writes the pages around the reports."""

from __future__ import annotations

from pathlib import Path

import typer

from tipanalysis.cli.options import DataFolder, OutFolder


def add_to(app: typer.Typer) -> None:
    """Give an application this verb."""
    app.command()(site)


def site(out: OutFolder = Path("reports"), data: DataFolder = None) -> None:
    """Write the index pages around the reports that are there.

    Example: [bold]tipanalysis site --out reports[/bold]
    """
    from tipanalysis.dataset import load
    from tipanalysis.reports.site import build

    typer.echo(f"Site: {build(out, load(data))}")
