"""Rerun a report from its manifest, and say: same, or what differs and which input moved.

No code of the report that is given is ever run: the installed template runs with the parameters
of the manifest, in a clean kernel, and what it shows is compared with what the report shows.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import ReportFailed, TipError
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports import outputs, run
from tipanalysis.reports.compared import compared
from tipanalysis.reports.differences import CODE, PIXEL, WORDS, Difference
from tipanalysis.reports.given import NOTEBOOK, Given, Place, ReportRefused, find, read
from tipanalysis.reports.kernels import lean_imports
from tipanalysis.reports.moved import Move, moves
from tipanalysis.reports.page import Pages
from tipanalysis.reports.rows import Change
from tipanalysis.reports.third_party import Nbval, nbval

SAME_BYTES = "same bytes"
SAME_WORDS = "same words and numbers, other pixels"
DIFFERS = "differs"
REFUSED = "refused"
EXIT = {SAME_BYTES: 0, SAME_WORDS: 0, DIFFERS: 1, REFUSED: 2}


@dataclass(frozen=True)
class Verdict:
    """What came out for one report.

    Attributes
    ----------
    place : str
        Where the report is.
    verdict : str
        ``same bytes``, ``same words and numbers, other pixels``, ``differs`` or ``refused``.
    differences : tuple of Difference
        Every differing cell and file; pixels and what nobody reads included.
    moves : tuple of Move
        Inputs that are not those of the manifest.
    reasons : tuple of str
        Why the report is refused.
    notes : tuple of str
        What a reader should know besides.
    files : int
        How many files had the SHA-256 that the manifest gives.
    nbval : Nbval or None
        The third party's judgement, if it was asked.
    seconds : float
        Time of the rerun and comparison.
    """

    place: str
    verdict: str
    differences: tuple[Difference, ...] = ()
    moves: tuple[Move, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: int = 0
    nbval: Nbval | None = None
    seconds: float = 0.0
    rerun: dict[str, Any] | None = field(default=None, repr=False)
    given: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def exit_status(self) -> int:
        """0 same, 1 differs or nbval disagrees, 2 refused."""
        disagrees = self.nbval is not None and not self.nbval.agrees
        return max(EXIT[self.verdict], int(disagrees))


@dataclass(frozen=True)
class How:
    """How to verify.

    Attributes
    ----------
    data : Path or None
        The data to rerun with; the package's own by default.
    before : Path or None
        A folder with the data as they were, to name the rows that moved.
    nbval : bool
        Whether to ask nbval too.
    keep : bool
        Whether to keep both notebooks in the verdict.
    """

    data: Path | None = None
    before: Path | None = None
    nbval: bool = False
    keep: bool = False


def verify(path: str | Path, data: str | Path | None = None, **how: Any) -> Verdict:
    """Verify one report.

    Parameters
    ----------
    path : path
        Its folder, or a zip file with one report.
    data : path, optional
        A data folder in place of the package's own.
    **how
        Further attributes of `How`.

    Raises
    ------
    ReportRefused
        If there is not exactly one report; a report that is refused for what is in it comes back
        as a verdict.

    Examples
    --------
    >>> verify("reports/2023/THA").verdict  # doctest: +SKIP
    'same bytes'
    """
    places = find(Path(path))
    if len(places) > 1:
        raise ReportRefused(path, [f"{len(places)} reports in it; verify_all takes many"])
    return verify_place(places[0], How(Path(data) if data else None, **how))


def verify_all(
    places: Sequence[Place],
    how: How | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Iterator[Verdict]:
    """Verify many reports side by side; verdicts come as they are ready.

    Parameters
    ----------
    places : sequence of Place
        From `tipanalysis.reports.given.find`.
    how : How, optional
    workers : int, optional
        Processes; as many as there are processors by default.
    executor : Executor, optional
        In place of processes of our own.
    """
    chosen = how or How()
    count = min(workers or os.cpu_count() or 1, len(places))
    if executor is None and count <= 1:
        yield from (verify_place(place, chosen) for place in places)
        return
    pool = executor or ProcessPoolExecutor(count, mp_context=get_context("spawn"))
    try:
        tasks = [pool.submit(verify_place, place, chosen) for place in places]
        for task in as_completed(tasks):
            yield task.result()
    finally:
        if executor is None:
            pool.shutdown(cancel_futures=True)


def verify_place(place: Place, how: How) -> Verdict:
    """Verify the report at one place; whatever is wrong with it becomes the verdict."""
    started = time.monotonic()
    lean_imports()
    try:
        given = read(place)
        made = _rerun(given, how)
    except ReportRefused as refusal:
        return Verdict(str(place), REFUSED, reasons=refusal.reasons)
    if isinstance(made, Difference):
        return _judged(given, [made], (), None, time.monotonic() - started)
    files, manifest, package = made
    notebook = json.loads(files[NOTEBOOK])
    same_version = manifest["versions"].get("matplotlib") == given.manifest["versions"].get(
        "matplotlib"
    )
    found, notes = compared(given, notebook, files, same_version)
    seconds = time.monotonic() - started
    moved = moves(given.manifest, manifest, package, how.before)
    asked = None
    if how.nbval:
        asked = nbval(given.notebook, notebook, found, package.folder)
    verdict = _judged(given, found, moved, asked, seconds, notes)
    if how.keep:
        return Verdict(**{**vars(verdict), "rerun": notebook, "given": given.notebook})
    return verdict


def _judged(
    given: Given,
    found: list[Difference],
    moved: tuple[Move, ...],
    asked: Nbval | None,
    seconds: float,
    notes: Sequence[str] = (),
) -> Verdict:
    kinds = {difference.kind for difference in found}
    word = DIFFERS if kinds & {WORDS, CODE} else SAME_WORDS if kinds else SAME_BYTES
    if CODE in kinds:
        changed = sorted({d.cell for d in found if d.kind == CODE and d.cell is not None})
        cells = f" (cells {', '.join(map(str, changed))})" if changed else ""
        notes = [
            f"the code in the report is not that of the installed template{cells}; it was not "
            "run, the installed template was",
            *notes,
        ]
    if kinds and kinds <= {PIXEL, "other"} and PIXEL not in kinds:
        notes = [*notes, "pixels are the same too; other bytes differ"]
    good = len(given.files) - sum("SHA-256" in lie for lie in given.lies)
    return Verdict(
        str(given.place),
        REFUSED if given.lies else word,
        tuple(found),
        moved,
        given.lies,
        (*notes, *given.notes),
        good,
        asked,
        seconds,
    )


def _rerun(given: Given, how: How) -> Any:
    """The files, manifest and data that the installed package makes of the same parameters."""
    parameters = dict(given.manifest["parameters"])
    data = load(how.data)
    try:
        source = run.template_path(given.manifest["template"]["name"])
        title = _title(data, parameters)
        checked = run.check_parameters(source, parameters)
    except TipError as error:
        raise ReportRefused(given.place, [f"it cannot be rerun: {error}"]) from error
    if checked != parameters:
        raise ReportRefused(given.place, ["its parameters are not of the template's kinds"])
    with tempfile.TemporaryDirectory(prefix="tip") as folder:
        draft = Path(folder) / run.DRAFT
        try:
            notebook = run.execute(source, checked, draft, data.folder)
        except ReportFailed as error:
            words = str(error).split(" Draft: ")[0]
            return Difference("The rerun", None, Change("", "a report", words))
        files = _files(Path(folder) / "made", given, notebook, title)
    manifest = manifests.manifest(
        source.stem,
        manifests.code_sha256(notebook),
        checked,
        data.package,
        [],
        Path(),
    )
    return files, manifest, data.package


def _files(folder: Path, given: Given, notebook: dict[str, Any], title: str) -> Mapping[str, bytes]:
    from tipanalysis.reports.tidy import as_text, canonical

    html = _pages().html(notebook, title) if "report.html" in given.files else ""
    folder.mkdir()
    run.fill(folder, notebook, html)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    if not outputs.has_pixels(given.notebook):
        files[NOTEBOOK] = as_text(canonical(notebook)).encode()
    return files


def _title(data: Dataset, parameters: Mapping[str, Any]) -> str:
    """The title of the page; refuses a country, an edition or a rule that there is not."""
    if "country" not in parameters:
        return ""
    from tipanalysis.compare import peers

    profile = data.profile(str(parameters["country"]), edition=data.edition(parameters["edition"]))
    peers(data, profile.iso3, profile.edition, rule=str(parameters.get("peers", "region")))
    return f"{profile.name} {profile.edition}"


@lru_cache(maxsize=1)
def _pages() -> Pages:
    return Pages()
