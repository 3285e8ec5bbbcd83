"""Arguments and options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Country = Annotated[str, typer.Argument(help="A country: its code or any name it has had.")]
Edition = Annotated[int, typer.Option(help="Edition of the Report, 2001 to 2025.")]
DataFolder = Annotated[
    Path | None, typer.Option("--data", help="A data folder in place of the package's own.")
]
PeersRule = Annotated[
    str,
    typer.Option(
        help="region, tier, history, trajectory, population, themes, or country names joined by "
        "commas."
    ),
]
OutFolder = Annotated[Path, typer.Option(help="The folder for reports.")]
