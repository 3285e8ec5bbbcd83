"""One report: a template notebook with parameters in, a folder of page, tables and figures out."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import ReportFailed, UnknownParameter, suggestion
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports import outputs
from tipanalysis.reports.kernels import (
    kernel_manager_class,
    lean_imports,
    short_runtime_folder,
)
from tipanalysis.schema import find_folder

TEMPLATE = "country_report"
DRAFT = "report.draft.ipynb"
_CELL_SECONDS = 120


@dataclass(frozen=True)
class Report:
    """A report on disk.

    Attributes
    ----------
    folder : Path
        ``<out>/<edition>/<ISO3>``.
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
        ``region``, ``tier``, ``history``, or countries joined by commas.
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
    **parameters
        Further parameters of the template.

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
    made = write(source, checked, target, loaded, title, pdf=pdf, svg=svg)
    from tipanalysis.reports.site import build

    build(Path(out), loaded)
    return made


def template_path(template: str) -> Path:
    """The file of a template notebook; a miss suggests the nearest."""
    folder = find_folder("notebooks")
    names = sorted(path.stem for path in folder.glob("*.ipynb"))
    if template not in names:
        raise UnknownParameter(f'There is no template "{template}".{suggestion(template, names)}')
    return folder / f"{template}.ipynb"


def check_parameters(source: Path, wanted: Mapping[str, object]) -> dict[str, Any]:
    """Parameters cast to the types of the template; unknown ones are refused, all at once.

    papermill itself only warns of an unknown parameter, and turns a numpy integer into text.
    """
    lean_imports()
    import papermill

    known = papermill.inspect_notebook(str(source))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        lines = [f'no parameter "{name}".{suggestion(name, known)}' for name in unknown]
        have = ", ".join(known)
        raise UnknownParameter(f"{source.stem} has {' '.join(lines)} It has: {have}.")
    cast = {}
    for name, value in wanted.items():
        kind = known[name]["inferred_type_name"]
        cast[name] = _cast(source.stem, name, value, kind)
    return cast


def _cast(template: str, name: str, value: object, kind: str) -> Any:
    plain = value.item() if hasattr(value, "item") else value
    if kind == "int":
        try:
            return int(str(plain))
        except ValueError as error:
            raise UnknownParameter(
                f'{template}: {name} must be a whole number, not "{plain}".'
            ) from error
    if kind == "bool":
        words = {"true": True, "yes": True, "false": False, "no": False}
        if isinstance(plain, bool):
            return plain
        if str(plain).lower() in words:
            return words[str(plain).lower()]
        raise UnknownParameter(f'{template}: {name} must be yes or no, not "{plain}".')
    if isinstance(plain, (list, tuple)):
        return ",".join(map(str, plain))
    return str(plain)


def execute(
    source: Path,
    parameters: Mapping[str, Any],
    draft: Path,
    data: Path,
    environment: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Run a template in a clean kernel; returns the executed notebook, its words canonical.

    Raises
    ------
    ReportFailed
        Naming the section and the error; ``draft`` then holds the notebook up to there.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    wanted = {"TIPANALYSIS_DATA": str(data), "PYTHONHASHSEED": "0", **(environment or {})}
    with tempfile.TemporaryDirectory() as folder, short_runtime_folder(**wanted):
        made = Path(folder) / "made.ipynb"
        try:
            papermill.execute_notebook(
                str(source),
                str(made),
                parameters=dict(parameters),
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                shutdown_kernel="immediate",
                kernel_manager_class=kernel_manager_class(),
                record_timing=False,
                cwd=str(source.parent),
                execution_timeout=_CELL_SECONDS,
            )
        except PapermillExecutionError as error:
            draft.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, draft)
            raise ReportFailed(_failure(made, error, draft)) from error
        import nbformat

        from tipanalysis.reports.tidy import canonical

        return canonical(nbformat.read(made, as_version=4), pixels=True)


def _failure(made: Path, error: Any, draft: Path) -> str:
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
) -> Report:
    """Execute a template and put the whole report in place, or nothing of it."""
    from tipanalysis.reports import pdf as pdfs
    from tipanalysis.reports import svg as svgs
    from tipanalysis.reports.about import about
    from tipanalysis.reports.page import Pages

    if pdf:
        pdfs.library()
    target.parent.mkdir(parents=True, exist_ok=True)
    template = json.loads(source.read_text(encoding="utf-8"))
    draft = target / DRAFT
    notebook = execute(source, parameters, draft, data.folder, svgs.environment(pdf or svg))
    drawings, head = svgs.take(notebook), about(data, parameters)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=target.parent) as folder:
        made = Path(folder) / target.name
        made.mkdir()
        fill(made, notebook, Pages().html(notebook, title, head))
        for name, drawing in drawings.items() if svg else ():
            (made / "figures" / f"{name}.svg").write_text(drawing, encoding="utf-8")
        if pdf:
            document = pdfs.typeset(notebook, title, data.release, head, drawings)
            (made / "report.pdf").write_bytes(document)
        files = [path for path in made.rglob("*") if path.is_file()]
        content = manifests.manifest(
            source.stem, manifests.code_sha256(template), parameters, data.package, files, made
        )
        (made / manifests.NAME).write_text(manifests.as_text(content), encoding="utf-8")
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
        words = f"{figure.title}\n\n{figure.caption or figure.alt}\n"
        (folder / "figures" / f"{figure.name}.txt").write_text(words, encoding="utf-8")


def swap(made: Path, target: Path) -> None:
    """Put a finished folder in the place of an earlier one."""
    if target.exists():
        old = made.parent / "old"
        target.rename(old)
    made.rename(target)
