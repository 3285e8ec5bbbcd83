"""`tipanalysis verify` and `tipanalysis reference`: rerun a report and judge it; keep one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tipanalysis.cli.options import Country, DataFolder, Edition, OutFolder
from tipanalysis.errors import UnknownParameter

if TYPE_CHECKING:
    from tipanalysis.reports.given import Place
    from tipanalysis.reports.verify import How, Verdict


def add_to(app: typer.Typer) -> None:
    """Give an application these verbs."""
    app.command()(verify)
    app.command()(reference)


def verify(
    reports: Annotated[
        list[Path] | None,
        typer.Argument(help="Reports: a folder, a folder of many, a zip file.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All reports under --out.")] = False,
    out: OutFolder = Path("reports"),
    data: DataFolder = None,
    against: Annotated[
        Path | None,
        typer.Option(help="Another data release: tells what it changes in the findings."),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option(help="The data as they were, to name the rows that moved."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the comparison as a page to this file.")
    ] = None,
    nbval: Annotated[
        bool,
        typer.Option(
            "--nbval",
            help="Also run plain pytest --nbval: the template's code against the outputs in the "
            "report. It compares all but pictures; if it does not agree with us, the exit status "
            "is 1.",
        ),
    ] = False,
    nbdime: Annotated[
        bool, typer.Option("--nbdime", help="Show each differing notebook as nbdime does.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Reports at a time; by default one per processor.")
    ] = None,
) -> None:
    """Rerun reports from their manifests and say: same, or what differs and which input moved.

    No code of a report is run: the installed template is, with the parameters of the manifest.

    Words, numbers and tables are compared exactly; figures by the numbers that they plot, exactly,
    and by their pixels. Drawn by the same versions, hardly a pixel may differ (8 of 255). Drawn by
    another matplotlib or size, lines and letters may shift by 2.4 % of the width and differ by 40
    of 255 where they are: a marker that is gone or moved further is another picture. The page is
    compared with the one that its own notebook makes.

    Exit status: 0 same bytes, or same words and numbers with other pixels; 1 differs; 2 refused.

    Example: [bold]tipanalysis verify reports/2023/THA[/bold]
    """
    from tipanalysis.reports.given import find
    from tipanalysis.reports.verify import How
    from tipanalysis.schema import find_folder

    paths = list(reports or []) + ([out] if every else [])
    if not paths:
        raise UnknownParameter("Name a report, a folder or a zip file, or give --all.")
    if against is not None and data is not None:
        raise UnknownParameter("--against is the data to rerun with: give it or --data, not both.")
    if html is not None and (html.is_dir() or not _can_hold(html.parent)):
        raise UnknownParameter(f"--html names the file to write; {html} cannot be one.")
    other = find_folder("data", against or data) if against or data else None
    earlier = find_folder("data", before) if before or against else None
    how = How(data=other, before=earlier, nbval=nbval, keep=nbdime or html is not None)
    places = sorted({place for path in paths for place in find(path)})
    verdicts = []
    for verdict in _with_progress(places, how, jobs):
        verdicts.append(verdict)
        _say(verdict)
        if nbdime and verdict.differences and verdict.rerun is not None:
            _say_nbdime(verdict)
    verdicts.sort(key=lambda verdict: verdict.place)
    if len(verdicts) > 1:
        _sum_up(verdicts)
    if html is not None:
        from tipanalysis.reports.verdict_page import write_page

        write_page(verdicts, html)
        typer.echo(f"Comparison: {html}")
    raise typer.Exit(max(verdict.exit_status for verdict in verdicts))


def _can_hold(folder: Path) -> bool:
    """Whether a file can be written in a folder that is there or can be made."""
    near = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    return near.is_dir()


def reference(country: Country, edition: Edition = 2023, out: OutFolder = Path("reports")) -> None:
    """Write a report to be kept in a repository: without pixels, small, and ready to verify.

    Example: [bold]tipanalysis reference Thailand --edition 2023[/bold]
    """
    from tipanalysis.reports.reference import reference as keep

    typer.echo(f"Reference: {keep(country, edition=edition, out=out)}")


def _with_progress(places: list[Place], how: How, workers: int | None) -> Iterator[Verdict]:
    """The verdicts, with a bar on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from tipanalysis.reports.verify import verify_all

    console = Console(stderr=True)
    bar = Progress(
        "verifying",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal or len(places) < 2,
        redirect_stdout=True,
    )
    with bar:
        task = bar.add_task("verifying", total=len(places))
        for verdict in verify_all(places, how, workers):
            bar.advance(task)
            yield verdict


def _say(verdict: Verdict) -> None:
    """Print one verdict; whatever comes from the report has its control characters shown."""
    from tipanalysis.reports.given import visible

    for line in lines(verdict):
        typer.echo(visible(line))


def lines(verdict: Verdict) -> Iterator[str]:
    """One verdict as lines of text; not yet safe to print."""
    yield f"{verdict.place}: {verdict.verdict}"
    yield from (f"  {reason}" for reason in verdict.reasons)
    if verdict.files:
        yield (
            f"  hashes: {verdict.files} files are as the manifest says "
            f"({1000 * verdict.hashing:.0f} ms); rerun: {verdict.seconds:.1f} s"
        )
    yield from (f"  note: {note}" for note in verdict.notes)
    yield from (f"  {difference}" for difference in verdict.differences)
    if verdict.moves:
        yield "  inputs that moved:"
        yield from (f"    {line}" for move in verdict.moves for line in str(move).splitlines())
    elif verdict.unmoved:
        yield f"  {verdict.unmoved}"
    if verdict.nbval is not None:
        yield f"  {verdict.nbval}"


def _sum_up(verdicts: list[Verdict]) -> None:
    from collections import Counter

    counts = Counter(verdict.verdict for verdict in verdicts)
    typer.echo(f"{len(verdicts)} reports: " + ", ".join(f"{n} {w}" for w, n in counts.items()))


def _say_nbdime(verdict: Verdict) -> None:
    from tipanalysis.reports.given import visible
    from tipanalysis.reports.nbdime_words import nbdime_words

    assert verdict.given is not None and verdict.rerun is not None
    typer.echo(visible(nbdime_words(verdict.given, verdict.rerun)))
