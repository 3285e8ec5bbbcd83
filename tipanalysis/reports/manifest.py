"""What went into a report and what came out: parameters, hashes, versions; no clock, no path."""

from __future__ import annotations

import ast
import hashlib
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from tipanalysis import __version__
from tipanalysis.reports.json_text import indented
from tipanalysis.reports.untrusted import MOST_FILES, safe_name
from tipanalysis.schema import Package, file_sha256

NAME = "manifest.json"
FORMAT = 1
INJECTED = "injected-parameters"
_SHA256 = re.compile(r"[0-9a-f]{64}")
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
    return found | {"freetype": _freetype()}


def _freetype() -> str:
    """The version of what draws letters: wheels and distributions build matplotlib with another."""
    try:
        from matplotlib import ft2font
    except ImportError:
        return "not installed"
    return str(getattr(ft2font, "__freetype_version__", "not named"))


def package_sha256() -> str:
    """One SHA-256 over the sources of the package and its page templates, sorted by name."""
    folder = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    templates = (path for path in (folder / "reports" / "template").rglob("*") if path.is_file())
    for path in sorted([*folder.rglob("*.py"), *templates]):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def code_and_versions() -> dict[str, Any]:
    """The digest of the package and the versions of the libraries, as a manifest has them."""
    return {"package_sha256": package_sha256(), "versions": versions()}


def code_sha256(notebook: Mapping[str, Any]) -> str:
    """One SHA-256 over the sources of a notebook's cells, without the injected parameters."""
    digest = hashlib.sha256()
    for cell in notebook["cells"]:
        if INJECTED in cell.get("metadata", {}).get("tags", []):
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
    made_by: Mapping[str, Any] | None = None,
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
    made_by : mapping, optional
        From `code_and_versions`, where that is known already.
    """
    return {
        "format": FORMAT,
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
        **(made_by or code_and_versions()),
        "files": {path.relative_to(folder).as_posix(): file_sha256(path) for path in sorted(files)},
    }


def as_text(content: Mapping[str, Any]) -> str:
    """A manifest as it is written: sorted, indented, one final newline."""
    return indented(content, 2) + "\n"


def faults_of_shape(content: Any) -> Iterator[str]:
    """What keeps JSON received from outside from being a manifest; all of it.

    A name of a file that could leave the folder of the report is such a fault.

    Examples
    --------
    >>> list(faults_of_shape({"format": 7}))
    ['manifest.json: format 7 is not one that this version reads (1)']
    """
    if not isinstance(content, dict):
        yield f"{NAME}: not an object"
        return
    if content.get("format") != FORMAT:
        given = str(content.get("format"))[:40]
        yield f"{NAME}: format {given} is not one that this version reads ({FORMAT})"
        return
    template, data = content.get("template"), content.get("data")
    if not isinstance(template, dict) or not isinstance(template.get("name"), str):
        yield f"{NAME}: no template named"
    elif not _is_sha256(template.get("code_sha256")):
        yield f"{NAME}: no SHA-256 of the template's code"
    if not isinstance(data, dict) or not isinstance(data.get("release"), str):
        yield f"{NAME}: no data release named"
    elif not _all(data.get("tables"), _is_sha256):
        yield f"{NAME}: the tables of the data have no SHA-256 each"
    if not _is_sha256(content.get("package_sha256")):
        yield f"{NAME}: no SHA-256 of the package"
    if not _all(content.get("versions"), lambda value: isinstance(value, str)):
        yield f"{NAME}: no versions named"
    if not _all(content.get("reads", {}), lambda value: isinstance(value, str)):
        yield f"{NAME}: what was read has no digest each"
    if not _all(content.get("parameters"), _is_parameter):
        yield f"{NAME}: parameters that are no words or whole numbers"
    yield from _faults_of_files(content.get("files"))


def _faults_of_files(files: Any) -> Iterator[str]:
    if not _all(files, _is_sha256):
        yield f"{NAME}: the files have no SHA-256 each"
    elif "report.ipynb" not in files:
        yield f"{NAME}: it does not vouch for a report.ipynb"
    elif len(files) > MOST_FILES:
        yield f"{NAME}: {len(files)} files are more than a report has ({MOST_FILES})"
    else:
        for name in files:
            if not safe_name(name) or name == NAME:
                yield f'{NAME}: the name "{name[:120]}" is not one inside the report'


def _all(mapping: Any, test: Any) -> bool:
    return isinstance(mapping, dict) and all(test(value) for value in mapping.values())


def _is_sha256(value: Any) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _is_parameter(value: Any) -> bool:
    return isinstance(value, (str, bool, int)) and len(str(value)) < 5000


def lies(content: Mapping[str, Any], notebook: Mapping[str, Any]) -> Iterator[str]:
    """Where a manifest contradicts the notebook beside it: its code, its parameters.

    Nothing of the notebook is run: parameters are read as literals.
    """
    if code_sha256(notebook) != content["template"]["code_sha256"]:
        yield "report.ipynb: its cells are not those of the template that the manifest names"
    written = injected_parameters(notebook)
    if written != dict(content["parameters"]):
        yield "report.ipynb: the parameters in it are not those of the manifest"


def injected_parameters(notebook: Mapping[str, Any]) -> dict[str, Any] | None:
    r"""The parameters that a notebook was run with, read as literals; None if they are not.

    Examples
    --------
    >>> cell = {"metadata": {"tags": [INJECTED]}, "source": "# Parameters\nedition = 2023\n"}
    >>> injected_parameters({"cells": [cell]})
    {'edition': 2023}
    """
    found: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if INJECTED not in cell.get("metadata", {}).get("tags", []):
            continue
        try:
            for line in ast.parse("".join(cell["source"])).body:
                if not isinstance(line, ast.Assign) or not isinstance(line.targets[0], ast.Name):
                    return None
                found[line.targets[0].id] = ast.literal_eval(line.value)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    return found
