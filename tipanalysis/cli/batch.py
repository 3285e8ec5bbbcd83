"""`tipanalysis batch`: many reports, their progress and their tally."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tipanalysis.cli.options import DataFolder, OutFolder, PeersRule

if TYPE_CHECKING:
    from tipanalysis.reports.batch import Done, Tally


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    app.command()(batch)


Editions = Annotated[
    list[int] | None, typer.Option("--edition", help="An edition, 2001 to 2025; may be repeated.")
]
Countries = Annotated[
    str | None, typer.Option(help="Names or codes joined by commas; by default all countries.")
]
Region = Annotated[str | None, typer.Option(help="AF, EAP, EUR, NEA, SCA or WHA.")]
Scheduler = Annotated[
    str | None,
    typer.Option(help="A Dask scheduler, tcp://HOST:8786, whose workers make the reports."),
]


def batch(
    edition: Editions = None,
    all_editions: Annotated[bool, typer.Option("--all-editions", help="Every edition.")] = False,
    countries: Countries = None,
    region: Region = None,
    template: Annotated[str, typer.Option(help="country_report or comparison.")] = "country_report",
    peers: PeersRule = "region",
    out: OutFolder = Path("reports"),
    data: DataFolder = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Reports at a time; by default one per processor.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that a report may take.")] = 300,
    cold: Annotated[
        bool, typer.Option("--cold", help="Start each kernel as a new interpreter: slower.")
    ] = False,
    scheduler: Scheduler = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait if another batch works in the folder.")
    ] = False,
    plain: Annotated[bool, typer.Option("--plain", help="One line a report, no bar.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Write the reports of many countries; those whose inputs are unchanged stay as they are.

    Exit status 1 if a report failed or the batch was stopped; run it again to carry on.

    Example: [bold]tipanalysis batch --edition 2023 --region EAP[/bold]
    """
    from tipanalysis.reports.forked import early_nursery

    if edition and all_editions:
        raise typer.BadParameter("Give --edition or --all-editions, not both.")
    editions = None if all_editions else (edition or [2023])
    names = countries.split(",") if countries is not None else None
    view = _json if as_json else _plain if plain or not sys.stdout.isatty() else _bar
    with ExitStack() as stack:
        stack.enter_context(_ended_politely())
        tell, say = stack.enter_context(view())
        nursery = None if scheduler else stack.enter_context(early_nursery(out))
        from tipanalysis.reports.batch import batch as run_batch  # half a second, beside it

        tally = run_batch(
            editions, names, region, template, peers, out, data,
            jobs=jobs, cold=cold, seconds=timeout, scheduler=scheduler, wait=wait,
            nursery=nursery, tell=tell, say=say,
        )  # fmt: skip
    if as_json:
        typer.echo(json.dumps(_tally_as_json(tally)))
    else:
        for done in tally.failed:
            typer.echo(f"{done.wanted.edition}/{done.wanted.name}: {done.message}", err=True)
        typer.echo(str(tally))
    if not tally.complete:
        raise typer.Exit(130 if tally.stopped.startswith("Interrupted") else 1)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Let a request to end, or the terminal's closing, end the batch as Ctrl-C does."""

    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    kinds = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {kind: signal.getsignal(kind) for kind in kinds}
    for kind, was in before.items():
        if was != signal.SIG_IGN:  # as nohup sets it
            signal.signal(kind, interrupt)
    try:
        yield
    finally:
        for kind, was in before.items():
            signal.signal(kind, was)


@contextmanager
def _plain() -> Iterator[tuple[Any, Any]]:
    def tell(done: Done, tally: Tally) -> None:
        place = f"[{len(tally.done)}/{tally.total}] {done.wanted.edition}/{done.wanted.name}"
        took = f" {done.seconds:.1f} s" if done.seconds else ""
        typer.echo(f"{place}: {done.status}{took}{f'  {done.message}' if done.message else ''}")

    yield tell, lambda words: typer.echo(words, err=True)


@contextmanager
def _json() -> Iterator[tuple[Any, Any]]:
    def tell(done: Done, tally: Tally) -> None:
        wanted = done.wanted
        line = {
            "edition": wanted.edition,
            "report": wanted.name,
            "template": wanted.template,
            "status": done.status,
            "seconds": round(done.seconds, 3),
            "message": done.message,
            "folder": wanted.target(tally.out).as_posix(),
        }
        typer.echo(json.dumps(line))

    yield tell, lambda words: typer.echo(json.dumps({"note": words}))


@contextmanager
def _bar() -> Iterator[tuple[Any, Any]]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("gone,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, speed_estimate_period=120) as progress:
        bar = progress.add_task("Reports", total=None, rate="")

        def tell(done: Done, tally: Tally) -> None:
            built = [one for one in tally.done if one.status != "unchanged"]
            elapsed = progress.tasks[bar].elapsed or 0.0
            rate = f"{len(built) / elapsed:.2f}/s" if built and elapsed else ""
            failed = tally.count("failed")
            progress.update(
                bar,
                total=tally.total,
                completed=len(tally.done),
                rate=rate,
                description=f"Reports, {failed} failed" if failed else "Reports",
            )

        yield tell, lambda words: progress.console.print(words, markup=False)


def _tally_as_json(tally: Tally) -> dict[str, object]:
    return {
        "total": tally.total,
        "built": tally.count("built"),
        "unchanged": tally.count("unchanged"),
        "failed": tally.count("failed"),
        "seconds": round(tally.seconds, 3),
        "stopped": tally.stopped,
    }
