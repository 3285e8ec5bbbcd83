"""`tipanalysis recommendations`: link recommendations of one edition with those of the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tipanalysis.errors import UnknownParameter

recommendations_app = typer.Typer(
    name="recommendations",
    help="Recommendations from one edition to the next.",
    no_args_is_help=True,
)


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    app.add_typer(recommendations_app, name="recommendations")


Texts = Annotated[Path, typer.Argument(help="CSV with the columns country, edition, n, text.")]
Out = Annotated[Path, typer.Option("--out", help="The CSV to write.")]
Overrides = Annotated[
    Path | None,
    typer.Option(
        "--overrides",
        help="A reviewer's CSV: country, before_edition, before_n, after_edition, after_n, "
        'decision ("link" or "no link"), who, why.',
    ),
]


@recommendations_app.callback()
def _group() -> None:
    """Recommendations from one edition to the next."""


@recommendations_app.command("link")
def link_command(texts: Texts, out: Out, overrides: Overrides = None) -> None:
    """Link each country's recommendations with those of its next edition.

    Example: [bold]tipanalysis recommendations link texts.csv --out links.csv[/bold]
    """
    from tipanalysis.linking.pairs import DOUBTFUL, link
    from tipanalysis.linking.texts import read_overrides, read_texts, write_table

    _apart(out, texts, overrides)
    items = read_texts(texts)
    links = link(items, read_overrides(overrides, items) if overrides else None, texts.name)
    write_table(links, out)
    kinds = ", ".join(
        f"{count} {kind}"
        for kind in ("identical", "reworded", "split", "merged")
        if (count := int((links["relation"] == kind).sum()))
    )
    doubtful = int(links["chance"].between(*DOUBTFUL).sum())
    typer.echo(f"{len(links)} links{f' ({kinds})' if kinds else ''}: {out}")
    if doubtful:
        typer.echo(
            f"{doubtful} are doubtful (chance {DOUBTFUL[0]} to {DOUBTFUL[1]}): look at these "
            "first, and decide them with --overrides."
        )


@recommendations_app.command("ledger")
def ledger_command(texts: Texts, out: Out, overrides: Overrides = None) -> None:
    """Write what became of each recommendation: new, repeated, reworded, dropped.

    Example: [bold]tipanalysis recommendations ledger texts.csv --out ledger.csv[/bold]
    """
    from tipanalysis.linking.ledger import recommendation_ledger
    from tipanalysis.linking.pairs import link
    from tipanalysis.linking.texts import read_overrides, read_texts, write_table

    _apart(out, texts, overrides)
    items = read_texts(texts)
    links = link(items, read_overrides(overrides, items) if overrides else None, texts.name)
    ledger = recommendation_ledger(items, links)
    write_table(ledger, out)
    typer.echo(f"{len(ledger)} recommendations over the editions: {out}")


def _apart(out: Path, *read: Path | None) -> None:
    """Refuse to write over what is read."""
    for path in read:
        if path is not None and out.resolve() == path.resolve():
            raise UnknownParameter(f"--out {out} would overwrite what is read from it.")
