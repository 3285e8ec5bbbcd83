"""Verbs that write reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tipanalysis.cli.options import Country, DataFolder, Edition, OutFolder, PeersRule


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    app.command()(report)


def report(
    country: Country,
    edition: Edition = 2023,
    peers: PeersRule = "region",
    out: OutFolder = Path("reports"),
    data: DataFolder = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="NAME=VALUE for the report's template."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also as PDF; needs the extra pdf.")] = False,
    svg: Annotated[bool, typer.Option("--svg", help="Also the figures as SVG.")] = False,
) -> None:
    """Write the comparative report of one country and edition.

    Example: [bold]tipanalysis report Ghana --edition 2018[/bold]
    """
    from tipanalysis.reports.kernels import forked_kernels

    more: dict[str, object] = dict(_name_and_value(text) for text in parameter or ())
    more |= {"pdf": pdf, "svg": svg}
    with forked_kernels() as kernels:  # before the slow imports: it has its own to do meanwhile
        from tipanalysis.reports.run import report as write_report

        more["kernels"] = kernels
        made = write_report(country, edition, peers, out, data, **more)  # type: ignore[arg-type]
    typer.echo(f"Report: {made.html}")


def _name_and_value(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name:
        raise typer.BadParameter(f'"{text}" is not NAME=VALUE.')
    return name, value
