"""A report kept in a repository: notebook without pixels, tables, manifest; ready to verify."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tipanalysis.reports import crate, run
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.given import NOTEBOOK
from tipanalysis.reports.places import swap
from tipanalysis.schema import file_sha256


def reference(
    country: str, edition: int = 2023, out: str | Path = "reports", data: str | Path | None = None
) -> Path:
    """Write a report, keep what is words and numbers, and replace an earlier reference whole.

    Parameters
    ----------
    country : str
        A code or any name of the country.
    edition : int
        Edition of the Report.
    out : path
        The reference goes to ``<out>/<edition>/<ISO3>``.
    data : path, optional
        A data folder in place of the package's own.

    Returns
    -------
    Path
        Its folder: ``report.ipynb``, ``tables/*.csv``, ``manifest.json`` and
        ``ro-crate-metadata.json``.

    Raises
    ------
    TipError
        As `tipanalysis.reports.run.report` does.
    """
    from tipanalysis.reports.tidy import as_text, canonical

    Path(out).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=out) as building:
        made = run.report(country, edition=edition, out=building, data=data)
        notebook = json.loads(made.notebook.read_text(encoding="utf-8"))
        kept = Path(building) / "kept"
        (kept / "tables").mkdir(parents=True)
        (kept / NOTEBOOK).write_text(as_text(canonical(notebook)), encoding="utf-8")
        for table in made.tables:
            (kept / "tables" / table.name).write_bytes(table.read_bytes())
        files = {
            path.relative_to(kept).as_posix(): file_sha256(path)
            for path in sorted(kept.rglob("*"))
            if path.is_file()
        }
        content = {**made.manifest, "files": files}
        (kept / manifests.NAME).write_text(manifests.as_text(content), encoding="utf-8")
        (kept / crate.NAME).write_text(crate.as_text(content), encoding="utf-8")
        target = Path(out) / made.folder.relative_to(building)
        target.parent.mkdir(parents=True, exist_ok=True)
        swap(kept, target)
    return target
