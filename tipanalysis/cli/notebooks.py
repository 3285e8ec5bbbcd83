"""Verbs that keep the notebooks as evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tipanalysis.errors import DataFaults, Fault


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    app.command()(tidy)


Notebooks = Annotated[
    list[Path] | None, typer.Argument(help="Notebooks; by default all of the package's own.")
]


def tidy(
    notebooks: Notebooks = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say which would change; exit 1 if any.")
    ] = False,
) -> None:
    """Run notebooks in clean kernels and store them with words and without pixels or clocks.

    Example: [bold]tipanalysis tidy --check[/bold]
    """
    from tipanalysis.reports.tidy import lint
    from tipanalysis.reports.tidy import tidy as tidy_one
    from tipanalysis.schema import find_folder

    paths = notebooks or sorted(find_folder("notebooks").glob("*.ipynb"))
    faults: list[Fault] = []
    for path in paths:
        changed = tidy_one(path, check=check)
        word = "stale" if check and changed else "rewritten" if changed else "unchanged"
        typer.echo(f"{path.name}: {word}")
        if word == "stale":
            faults.append(Fault(path.name, None, None, "is not what a fresh run gives"))
        faults += lint(path)
    if faults:
        raise DataFaults(faults)
