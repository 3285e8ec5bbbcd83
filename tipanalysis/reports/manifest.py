"""What went into a report and what came out: parameters, hashes, versions; no clock, no path."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from tipanalysis import __version__
from tipanalysis.schema import Package, file_sha256

NAME = "manifest.json"
LIBRARIES = (
    "ipykernel",
    "ipython",
    "matplotlib",
    "matplotlib-inline",
    "nbclient",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "scipy",
    "statsmodels",
)


def versions() -> dict[str, str]:
    """Versions of Python and of the libraries that shape a report."""
    found = {"python": platform.python_version(), "tipanalysis": __version__}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def package_sha256() -> str:
    """One SHA-256 over the sources of the package and its page templates, sorted by name."""
    folder = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    templates = (path for path in (folder / "reports" / "template").rglob("*") if path.is_file())
    for path in sorted([*folder.rglob("*.py"), *templates]):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def code_sha256(notebook: Mapping[str, Any]) -> str:
    """One SHA-256 over the sources of a notebook's cells, without the injected parameters."""
    digest = hashlib.sha256()
    for cell in notebook["cells"]:
        if "injected-parameters" in cell.get("metadata", {}).get("tags", []):
            continue
        digest.update(f"{cell['cell_type']}\n{''.join(cell['source'])}\n".encode())
    return digest.hexdigest()


def manifest(
    template: str,
    code: str,
    parameters: Mapping[str, Any],
    package: Package,
    files: Iterable[Path],
    folder: Path,
    reads: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Everything that a reviewer needs to rerun a report and compare.

    Parameters
    ----------
    template : str
        Name of the template notebook.
    code : str
        From `code_sha256` of the template.
    parameters : mapping
        As they were injected.
    package : Package
        The data package that was read.
    files : iterable of Path
        The files of the report, in ``folder``.
    folder : Path
        Where they are; only relative names are recorded.
    reads : mapping, optional
        What the notebook read of the data, each with a digest: from `inputs.Inputs.reads`.
    """
    return {
        "format": 1,
        "template": {"name": template, "code_sha256": code},
        "parameters": dict(parameters),
        "data": {
            "release": package.release,
            "tables": {
                name: file_sha256(package.folder / table.path)
                for name, table in sorted(package.tables.items())
            },
        },
        "reads": dict(reads or {}),
        "package_sha256": package_sha256(),
        "versions": versions(),
        "files": {path.relative_to(folder).as_posix(): file_sha256(path) for path in sorted(files)},
    }


def as_text(content: Mapping[str, Any]) -> str:
    """A manifest as it is written: sorted, indented, one final newline."""
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
