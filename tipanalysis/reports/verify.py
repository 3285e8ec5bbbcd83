"""Rerun a report from its manifest, and say: same, or what differs and which input moved.

No code of the report that is given is ever run: the installed template runs with the parameters
of the manifest, in a clean kernel, and what it shows is compared with what the report shows.
"""

from __future__ import annotations

import functools
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import ReportFailed, TipError
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports import outputs, run
from tipanalysis.reports.compared import PAGE, compared
from tipanalysis.reports.differences import CODE, PIXEL, WORDS, Difference
from tipanalysis.reports.given import NOTEBOOK, Given, Place, ReportRefused, find, read
from tipanalysis.reports.kernels import Kernels, forked_kernels, fresh_kernels, lean_imports
from tipanalysis.reports.moved import Move, moves
from tipanalysis.reports.page import Pages
from tipanalysis.reports.pool import default_jobs, run_each
from tipanalysis.reports.rows import Change
from tipanalysis.reports.third_party import Nbval, nbval
from tipanalysis.schema import content_sha256

SAME_BYTES = "same bytes"
SAME_WORDS = "same words and numbers, other pixels"
DIFFERS = "differs"
REFUSED = "refused"
_WORTH_FORKING = 4
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
    return Verifier(How(Path(data) if data else None, **how))(places[0])


def verify_all(
    places: Sequence[Place], how: How | None = None, workers: int | None = None
) -> Iterator[Verdict]:
    """Verify many reports side by side; verdicts come as they are ready.

    Parameters
    ----------
    places : sequence of Place
        From `tipanalysis.reports.given.find`.
    how : How, optional
    workers : int, optional
        Processes; as many as there are processors by default.
    """
    chosen = how or How()
    count = max(1, min(workers or default_jobs(), len(places)))
    if count == 1:
        with fresh_kernels() if len(places) < _WORTH_FORKING else forked_kernels() as kernels:
            yield from map(Verifier(chosen, kernels), places)
        return
    for outcome in run_each(functools.partial(Verifier, chosen), places, count):
        if outcome.result is not None:
            yield outcome.result
        else:
            failed = Difference("The rerun", None, Change("", "a report", outcome.error))
            yield Verdict(str(outcome.task), DIFFERS, (failed,))


class Verifier:
    """Verifies reports one after the other.

    Parameters
    ----------
    how : How
        How to verify.
    kernels : Kernels, optional
        How kernels are started; by default as Jupyter does.
    """

    def __init__(self, how: How, kernels: Kernels | None = None) -> None:
        lean_imports()
        self._how, self._kernels, self._pages = how, kernels, Pages()

    def __call__(self, place: Place) -> Verdict:
        """Verify the report at one place; whatever is wrong with it becomes the verdict."""
        started = time.monotonic()
        try:
            given = read(place)
            made = _rerun(given, self._how, self._kernels, self._pages)
        except ReportRefused as refusal:
            return Verdict(str(place), REFUSED, reasons=refusal.reasons)
        if isinstance(made, Difference):
            return _judged(given, [made], (), None, time.monotonic() - started)
        files, manifest, package = made
        notebook = json.loads(files[NOTEBOOK])
        drawn_by = [one["versions"].get("matplotlib") for one in (manifest, given.manifest)]
        found, notes = compared(given, notebook, files, drawn_by[0] == drawn_by[1])
        moved = moves(given.manifest, manifest, package, self._how.before)
        seconds = time.monotonic() - started
        asked = None
        if self._how.nbval:
            asked = nbval(given.notebook, notebook, found, package.folder)
        verdict = _judged(given, found, moved, asked, seconds, notes)
        if self._how.keep:
            return replace(verdict, rerun=notebook, given=given.notebook)
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


def _rerun(given: Given, how: How, kernels: Kernels | None, pages: Pages) -> Any:
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
            notebook = run.execute(
                source,
                checked,
                draft,
                data.folder,
                kernels=kernels,
                environment={"TIPANALYSIS_CHECKED": content_sha256(data.package)},
            )
        except ReportFailed as error:
            words = str(error).split(" Draft: ")[0]
            return Difference("The rerun", None, Change("", "a report", words))
        html = pages.html(notebook, title) if PAGE in given.files else ""
        files = _files(Path(folder) / "made", given, notebook, html)
    manifest = manifests.manifest(
        source.stem,
        manifests.code_sha256(notebook),
        checked,
        data.package,
        [],
        Path(),
    )
    return files, manifest, data.package


def _files(folder: Path, given: Given, notebook: dict[str, Any], html: str) -> Mapping[str, bytes]:
    from tipanalysis.reports.tidy import as_text, canonical

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
