"""One report: a template notebook with parameters in, a folder of page, tables and figures out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import ReportFailed
from tipanalysis.reports import crate, outputs
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.about import About, about
from tipanalysis.reports.inputs import Inputs, read_log
from tipanalysis.reports.kernels import (
    Kernels,
    forked_kernels,
    fresh_kernels,
    lean_imports,
    load_runner,
    run_notebook,
    stop_after,
)
from tipanalysis.reports.page import Pages
from tipanalysis.reports.parameters import check_parameters, template_path
from tipanalysis.reports.places import building, put, swap
from tipanalysis.schema import content_sha256

TEMPLATE = "country_report"
DRAFT = "report.draft.ipynb"


@dataclass(frozen=True)
class Report:
    """A report on disk.

    Attributes
    ----------
    folder : Path
        ``<out>/<edition>/<ISO3>``.

    Examples
    --------
    >>> Report(Path("reports/2023/THA")).html.as_posix()
    'reports/2023/THA/report.html'
    """

    folder: Path

    @property
    def html(self) -> Path:
        """The page."""
        return self.folder / "report.html"

    @property
    def notebook(self) -> Path:
        """The executed notebook."""
        return self.folder / "report.ipynb"

    @property
    def manifest(self) -> dict[str, Any]:
        """What went in and what came out."""
        text = (self.folder / manifests.NAME).read_text(encoding="utf-8")
        return dict(json.loads(text))

    @property
    def tables(self) -> tuple[Path, ...]:
        """The tables as CSV files."""
        return tuple(sorted((self.folder / "tables").glob("*.csv")))

    @property
    def figures(self) -> tuple[Path, ...]:
        """The figures as PNG files."""
        return tuple(sorted((self.folder / "figures").glob("*.png")))

    def __repr__(self) -> str:
        """Where it is and what it has."""
        return f"{self.html} ({len(self.tables)} tables, {len(self.figures)} figures)"

    def _repr_html_(self) -> str:
        page = escape(self.html.as_posix())
        return f"<p>Report: <a href='{page}'>{page}</a></p>"


def report(
    country: str,
    edition: int = 2023,
    peers: str = "region",
    out: str | Path = "reports",
    data: str | Path | None = None,
    template: str = TEMPLATE,
    pdf: bool = False,
    svg: bool = False,
    kernels: Kernels | None = None,
    **parameters: object,
) -> Report:
    """Write the comparative report of one country and edition.

    The report is written whole or not at all; an earlier one stays until the new one is complete.

    Parameters
    ----------
    country : str
        A code or any name of the country.
    edition : int
        Edition of the Report, 2001 to 2025.
    peers : str
        ``region``, ``tier``, ``history``, ``trajectory``, ``population``, ``themes``, or
        countries joined by commas.
    out : path
        The folder for reports; this one goes to ``<out>/<edition>/<ISO3>``.
    data : path, optional
        A data folder in place of the package's own.
    template : str
        Name of the template notebook.
    pdf : bool
        Also write ``report.pdf``; needs the extra ``pdf``.
    svg : bool
        Also write the figures as SVG, beside the PNG.
    kernels : Kernels, optional
        Where the report's kernel is to come from; by default from a process forked for it.
    **parameters
        Further parameters of the template.

    Returns
    -------
    Report
        Where it is; prints itself, with a link in a notebook.

    Raises
    ------
    UnknownCountry, UnknownEdition, NotInEdition, UnknownParameter
        Before anything is written.
    ReportFailed
        If a cell fails; the draft beside an earlier report shows where.

    Examples
    --------
    >>> report("Ghana", edition=2018, out="my-reports")  # doctest: +SKIP
    my-reports/2018/GHA/report.html (12 tables, 5 figures)
    """
    lean_imports()
    with ExitStack() as stack:
        # Started first: it loads its libraries while the wishes are checked.
        started = kernels or stack.enter_context(forked_kernels())
        loaded = load(data)
        profile = loaded.profile(country, edition=loaded.edition(edition))
        from tipanalysis.compare import peers as choose_peers

        choose_peers(loaded, profile.iso3, profile.edition, rule=peers)
        source = template_path(template)
        wanted: dict[str, object] = {
            "country": profile.iso3,
            "edition": profile.edition,
            "peers": peers,
            **parameters,
        }
        checked = check_parameters(source, wanted)
        target = Path(out) / str(profile.edition) / profile.iso3
        title = f"{profile.name} {profile.edition}"
        made = write(source, checked, target, loaded, title, pdf=pdf, svg=svg, kernels=started)
    from tipanalysis.reports.site import build

    build(Path(out), loaded)
    return made


def execute(
    source: Path,
    parameters: Mapping[str, Any],
    draft: Path,
    data: Path,
    environment: Mapping[str, str] | None = None,
    *,
    kernels: Kernels | None = None,
    seconds: float | None = None,
) -> dict[str, Any]:
    """Run a template in a clean kernel; returns the executed notebook, its words canonical.

    Parameters
    ----------
    source : Path
        The template.
    parameters : mapping
        As checked by `check_parameters`.
    draft : Path
        Written if a cell fails.
    data : Path
        The data folder.
    kernels : Kernels, optional
        How kernels are started; by default as Jupyter does.
    seconds : float, optional
        The most that the run may take.
    environment : mapping of str to str, optional
        More of the kernel's environment: ``TIPANALYSIS_READS`` names a file to which it writes
        what it reads of the data (`reads.Reads`), ``TIPANALYSIS_CHECKED`` holds the digest of
        tables that need no further check (`dataset.load`).

    Raises
    ------
    ReportFailed
        Naming the section and the error; ``draft`` then holds the notebook up to there.
    """
    lean_imports()
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from tipanalysis.reports.tidy import canonical

    own = {"TIPANALYSIS_DATA": str(data)}
    with ExitStack() as stack:
        started = kernels or stack.enter_context(fresh_kernels())
        manager = started.manager_class(source.parent, {**own, **(environment or {})})
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=started.folder))
        late = stack.enter_context(stop_after(seconds, manager))
        made = Path(folder) / "made.ipynb"
        try:
            notebook = run_notebook(source, parameters, made, manager)
        except (PapermillExecutionError, DeadKernelError) as error:
            left = made if made.exists() else source
            put(draft, left.read_bytes())
            if late.is_set():
                raise ReportFailed(f"Stopped after {seconds:g} seconds. Draft: {draft}") from error
            raise ReportFailed(_failure(left, error, draft)) from error
        return canonical(notebook, pixels=True)


def _failure(made: Path, error: Any, draft: Path) -> str:
    if not hasattr(error, "ename"):
        return f"The kernel of the report died. Draft: {draft}"
    heading = ""
    for cell in json.loads(made.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and source.startswith("#"):
            heading = source.splitlines()[0].lstrip("# ")
        if any(output.get("output_type") == "error" for output in cell.get("outputs", [])):
            break
    where = f'in the section "{heading}"' if heading else "at the start"
    return (
        f"The report failed {where} (cell {error.exec_count}): {error.ename}: {error.evalue} "
        f"Draft: {draft}"
    )


def write(
    source: Path,
    parameters: Mapping[str, Any],
    target: Path,
    data: Dataset,
    title: str,
    pdf: bool = False,
    svg: bool = False,
    *,
    kernels: Kernels | None = None,
    seconds: float | None = None,
    pages: Pages | None = None,
    inputs: Inputs | None = None,
) -> Report:
    """Execute a template and put the whole report in place, or nothing of it.

    Whoever writes many reports gives each the same ``kernels``, ``pages`` and ``inputs``.
    """
    load_runner()
    from tipanalysis.reports import pdf as pdfs
    from tipanalysis.reports import svg as svgs

    if pdf:
        pdfs.library()
    template = json.loads(source.read_text(encoding="utf-8"))
    known, data = inputs or Inputs.now(data.package), data.noting()
    pages = pages or Pages()

    def head_of_page() -> About | None:
        pages.warm()
        return about(data, parameters)

    with building(target) as made, ThreadPoolExecutor(1) as beside:
        above = beside.submit(head_of_page)  # while the kernel works
        log = made.parent / "reads"
        environment = {
            "TIPANALYSIS_READS": str(log.resolve()),
            "TIPANALYSIS_CHECKED": content_sha256(data.package),
            **svgs.environment(pdf or svg),
        }
        notebook = execute(
            source,
            parameters,
            target / DRAFT,
            data.folder,
            environment,
            kernels=kernels,
            seconds=seconds,
        )
        drawings, head = svgs.take(notebook), above.result()
        fill(made, notebook, pages.html(notebook, title, head))
        for name, drawing in drawings.items() if svg else ():
            (made / "figures" / f"{name}.svg").write_text(drawing, encoding="utf-8")
        if pdf:
            document = pdfs.typeset(notebook, title, data.release, head, drawings)
            (made / "report.pdf").write_bytes(document)
        files = [path for path in made.rglob("*") if path.is_file()]
        content = manifests.manifest(
            source.stem,
            manifests.code_sha256(template),
            parameters,
            data.package,
            files,
            made,
            known.reads([*read_log(log), *data.reads.seen]),
            known.code,
        )
        (made / manifests.NAME).write_text(manifests.as_text(content), encoding="utf-8")
        (made / crate.NAME).write_text(crate.as_text(content), encoding="utf-8")
        swap(made, target)
    return Report(target)


def fill(folder: Path, notebook: dict[str, Any], html: str) -> None:
    """Write the parts of a report into an empty folder."""
    from tipanalysis.reports.tidy import as_text

    (folder / "report.ipynb").write_text(as_text(notebook), encoding="utf-8")
    (folder / "report.html").write_text(html, encoding="utf-8")
    (folder / "tables").mkdir()
    (folder / "figures").mkdir()
    for name, text in outputs.tables(notebook).items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    for figure in outputs.figures(notebook):
        (folder / "figures" / f"{figure.name}.png").write_bytes(figure.png)
        (folder / "figures" / f"{figure.name}.txt").write_text(figure.words, encoding="utf-8")
