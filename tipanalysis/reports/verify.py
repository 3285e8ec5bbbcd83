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
from tipanalysis.reports import comparison, crate, outputs, run
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.about import about
from tipanalysis.reports.compared import Rerun, compared
from tipanalysis.reports.differences import CODE, PIXEL, WORDS, Difference
from tipanalysis.reports.given import NOTEBOOK, Given, Place, ReportRefused, find, read
from tipanalysis.reports.inputs import Inputs
from tipanalysis.reports.kernels import Kernels, forked_kernels, fresh_kernels, lean_imports
from tipanalysis.reports.moved import Move, moves
from tipanalysis.reports.page import Pages
from tipanalysis.reports.parameters import check_parameters, template_path
from tipanalysis.reports.pool import default_jobs, run_each
from tipanalysis.reports.rows import Change
from tipanalysis.reports.third_party import Nbval, nbval

SAME_BYTES = "same bytes"
SAME_WORDS = "same words and numbers, other pixels"
DIFFERS = "differs"
REFUSED = "refused"
_WORTH_FORKING, _RERUN = 4, "The rerun"
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
    hashing : float
        Seconds that reading the files and holding them against the manifest's hashes took.
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
    hashing: float = 0.0
    rerun: dict[str, Any] | None = field(default=None, repr=False)
    given: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def unmoved(self) -> str:
        """What is known of the inputs where none of those in the manifest moved."""
        if self.moves or not self.differences:
            return ""
        if any(one.heading == _RERUN for one in self.differences):
            return "which input moved is not known, since there is no rerun"
        return (
            "no input that the manifest names has moved: the report was changed after it was made, "
            "or something that no manifest names is another here (the machine, say)"
        )

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
            failed = Difference(_RERUN, None, Change("", "a report", outcome.error))
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
        self._data = load(how.data)
        self._inputs = Inputs.now(self._data.package)

    def __call__(self, place: Place) -> Verdict:
        """Verify the report at one place; whatever is wrong with it becomes the verdict."""
        started = time.monotonic()
        try:
            given = read(place)
            made = self._rerun(given)
        except ReportRefused as refusal:
            return Verdict(str(place), REFUSED, reasons=refusal.reasons)
        if isinstance(made, Difference):
            return _judged(given, [made], (), None, time.monotonic() - started)
        package = self._data.package
        found, notes = compared(given, made)
        moved = moves(given.manifest, made.manifest, package, self._how.before)
        seconds = time.monotonic() - started
        asked = None
        if self._how.nbval:
            asked = nbval(given.notebook, made.notebook, found, package.folder)
        verdict = _judged(given, found, moved, asked, seconds, notes)
        if self._how.keep:
            return replace(verdict, rerun=made.notebook, given=given.notebook)
        return verdict

    def _rerun(self, given: Given) -> Rerun | Difference:
        """What the installed package makes of the same parameters, or why it could not."""
        parameters = dict(given.manifest["parameters"])
        try:
            source = template_path(given.manifest["template"]["name"])
            title = _title(self._data, parameters)
            checked = check_parameters(source, parameters)
        except TipError as error:
            raise ReportRefused(given.place, [f"it cannot be rerun: {error}"]) from error
        if checked != parameters:
            raise ReportRefused(given.place, ["its parameters are not of the template's kinds"])
        with tempfile.TemporaryDirectory(prefix="tip") as folder:
            try:
                made = run.write(
                    source,
                    checked,
                    Path(folder) / "rerun",
                    self._data,
                    title,
                    pdf="report.pdf" in given.files,
                    svg=any(name.endswith(".svg") for name in given.files),
                    kernels=self._kernels,
                    pages=self._pages,
                    inputs=self._inputs,
                )
            except ReportFailed as error:
                words = str(error).split(" Draft: ")[0]
                return Difference(_RERUN, None, Change("", "a report", words))
            except TipError as error:
                raise ReportRefused(given.place, [f"it cannot be rerun: {error}"]) from error
            files, manifest = _read_back(made.folder, outputs.has_pixels(given.notebook))
        head = about(self._data, checked)

        def page_of(notebook: Mapping[str, Any]) -> str:
            return self._pages.html(notebook, title, head)

        return Rerun(json.loads(files[NOTEBOOK]), files, manifest, page_of)


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
        tuple(notes),
        good,
        asked,
        seconds,
        given.seconds,
    )


def _read_back(folder: Path, pixels: bool) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of a rerun, and its manifest."""
    from tipanalysis.reports.tidy import as_text, canonical

    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    manifest = json.loads(files.pop(manifests.NAME))
    files.pop(crate.NAME, None)
    if not pixels:
        notebook = json.loads(files[NOTEBOOK])
        files[NOTEBOOK] = as_text(canonical(notebook)).encode()
    return files, manifest


def _title(data: Dataset, parameters: Mapping[str, Any]) -> str:
    """The title of the page; refuses a country, an edition or a rule that there is not."""
    from tipanalysis.compare import peers

    if "countries" in parameters:
        codes = str(parameters["countries"]).split(",")
        edition = data.edition(parameters["edition"])
        return comparison.title(data, [data.country(code) for code in codes], edition)
    if "country" not in parameters:
        return ""

    profile = data.profile(str(parameters["country"]), edition=data.edition(parameters["edition"]))
    peers(data, profile.iso3, profile.edition, rule=str(parameters.get("peers", "region")))
    return f"{profile.name} {profile.edition}"
