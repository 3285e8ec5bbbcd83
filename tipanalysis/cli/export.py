"""The verb that takes the tables elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tipanalysis.cli.options import DataFolder


def add_to(app: typer.Typer) -> None:
    """Give an application this verb."""
    app.command()(export)


def export(
    to: Annotated[str, typer.Option("--to", help="xlsx, sqlite, parquet or stata.")],
    out: Annotated[Path, typer.Option(help="The folder to write into.")] = Path("exported"),
    data: DataFolder = None,
) -> None:
    """Write all tables and the codebook for Excel, SQLite, Parquet or Stata.

    Example: [bold]tipanalysis export --to xlsx[/bold]
    """
    from tipanalysis.dataset import load
    from tipanalysis.export import export as write

    files = write(load(data), to, out)
    typer.echo(f"Exported: {files[0] if len(files) == 1 else f'{len(files)} files in {out}'}")
