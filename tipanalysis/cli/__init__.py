"""The command line: verbs over the library, nothing of its own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tipanalysis import __version__
from tipanalysis.cli import (
    batch,
    claims,
    compare,
    export,
    narratives,
    notebooks,
    recommendations,
    reports,
    site,
    tables,
    verify,
)
from tipanalysis.errors import DataFaults, ReportFailed, TipError

app = typer.Typer(
    name="tipanalysis",
    help="The Trafficking in Persons Report as tables, and the tables as country reports.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)

for verbs in (
    reports,
    compare,
    batch,
    site,
    verify,
    claims,
    tables,
    export,
    narratives,
    recommendations,
    notebooks,
):
    verbs.add_to(app)


@app.callback(invoke_without_command=True)
def version_option(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """The options before any command."""
    if version:
        typer.echo(f"tipanalysis {__version__}")
        raise typer.Exit


def main() -> None:
    """Run a command; an error of ours is one clear message, never a traceback.

    Exit status: 0 done, 1 the data or a report has faults, 2 the request cannot be met.
    """
    try:
        app()
    except TipError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(1 if isinstance(error, (DataFaults, ReportFailed)) else 2)
    except OSError as error:
        if error.strerror is None:
            raise
        print(f"{error.filename or 'Could not write'}: {error.strerror}.", file=sys.stderr)  # noqa: T201
        sys.exit(2)
