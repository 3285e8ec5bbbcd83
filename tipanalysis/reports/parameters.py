"""Templates and their parameters: found by name, checked and cast before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tipanalysis.errors import UnknownParameter, suggestion
from tipanalysis.reports.kernels import lean_imports
from tipanalysis.schema import find_folder


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
