"""Verbs that keep the notebooks as evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tipanalysis.errors import DataFaults, Fault, ReportFailed


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    app.command()(tidy)


Notebooks = Annotated[
    list[Path] | None,
    typer.Argument(help="Notebooks or folders of them; by default all of the package's own."),
]


def tidy(
    notebooks: Notebooks = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what would change; exit 1 if anything.")
    ] = False,
    nbval: Annotated[
        bool, typer.Option("--nbval", help="With --check: ask plain pytest --nbval too.")
    ] = False,
) -> None:
    """Run notebooks in clean kernels and store them with words and without pixels or clocks.

    Example: [bold]tipanalysis tidy --check[/bold]
    """
    from tipanalysis.reports.tidy import lint
    from tipanalysis.reports.tidy import tidy as tidy_one
    from tipanalysis.schema import find_folder

    paths = [
        path
        for given in notebooks or [find_folder("notebooks")]
        for path in (sorted(given.glob("*.ipynb")) if given.is_dir() else [given])
    ]
    faults: list[Fault] = []
    for path in paths:
        try:
            if check or nbval:
                faults += _checked(path, nbval)
            else:
                typer.echo(f"{path.name}: {'rewritten' if tidy_one(path) else 'unchanged'}")
        except ReportFailed as error:
            faults.append(Fault(path.name, None, None, str(error)))
        faults += lint(path)
    if faults:
        raise DataFaults(faults)


def _checked(path: Path, nbval: bool) -> list[Fault]:
    """Say what a fresh run of one notebook shows that the stored one does not."""
    from tipanalysis.reports.given import visible
    from tipanalysis.reports.stale import staleness

    found = staleness(path, nbval)
    if not found.differences and found.same_text:
        typer.echo(f"{path.name}: unchanged{f'; {found.nbval}' if found.nbval else ''}")
        return []
    typer.echo(f"{path.name}: stale{f'; {found.nbval}' if found.nbval else ''}")
    for difference in found.differences:
        typer.echo(visible(f"  {difference}"))
    return [Fault(path.name, None, None, "is not what a fresh run gives")]
