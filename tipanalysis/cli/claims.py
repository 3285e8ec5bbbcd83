"""The verb that holds statements against the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tipanalysis.cli.options import DataFolder
from tipanalysis.errors import NotFound, suggestion


def add_to(app: typer.Typer) -> None:
    """Give an application this verb."""
    app.command()(claims)


def claims(
    source: Annotated[
        str | None,
        typer.Argument(
            help="A CSV or YAML file of yours, or the key of a source whose statements are in the "
            "data; by default all of those."
        ),
    ] = None,
    data: DataFolder = None,
) -> None:
    """Say of each statement: supported, contradicted, or not in the data, with the rows.

    Example: [bold]tipanalysis claims freedom-story-2023[/bold]
    """
    from tipanalysis.claims import check_claims, claims_of, read_claims
    from tipanalysis.dataset import load
    from tipanalysis.reports.given import visible

    loaded = load(data)
    if source is None:
        found = claims_of(loaded)
    elif Path(source).suffix:
        found = read_claims(source, loaded)
    else:
        known = sorted(set(loaded.claims["origin"]))
        if source not in known:
            raise NotFound(f'No statement of "{source}" is in the data.{suggestion(source, known)}')
        found = claims_of(loaded, source)
    checked = check_claims(loaded, found)
    for row in checked.itertuples():
        typer.echo(f"{row.verdict:<16} {visible(row.statement)}")
        same = " (coded from the same source)" if row.independent == "no" else ""
        typer.echo(f"{'':<16} {visible(row.evidence)}{same}")
    typer.echo(f"{checked.attrs['title']}.")
