"""The local store of narratives in their normal form: one JSON file a country and edition.

The store belongs to whoever has the texts and is never part of the package or its data.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tipanalysis.errors import Fault, NotFound, TipError
from tipanalysis.narratives.text import SECTIONS, Narrative

VARIABLE = "TIPANALYSIS_NARRATIVES"
FORMAT = "tipanalysis narrative 1"
_CODE = re.compile(r"[A-Z]{3}")


def default_store(environ: Mapping[str, str] | None = None) -> Path:
    """The folder that narratives are kept in.

    The environment variable ``TIPANALYSIS_NARRATIVES``, or a folder of the user's own: the
    application data of macOS or Windows, ``XDG_DATA_HOME`` or ``~/.local/share`` elsewhere.

    Raises
    ------
    TipError
        If the variable names a folder inside the package.

    Examples
    --------
    >>> default_store({"TIPANALYSIS_NARRATIVES": "/texts"}).name
    'texts'
    """
    environ = os.environ if environ is None else environ
    if given := environ.get(VARIABLE):
        store = Path(given).expanduser()
    elif sys.platform == "darwin":
        store = Path.home() / "Library" / "Application Support" / "tipanalysis" / "narratives"
    elif sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
        store = (Path(base) if base else Path.home()) / "tipanalysis" / "narratives"
    else:
        base = environ.get("XDG_DATA_HOME")
        folder = Path(base) if base else Path.home() / ".local" / "share"
        store = folder / "tipanalysis" / "narratives"
    must_be_outside_package(store)
    return store


def must_be_outside_package(store: Path) -> None:
    """Refuse a store inside the package: the Report's sentences are not shipped.

    Raises
    ------
    TipError
        If the folder is the package's or below it.
    """
    package = Path(__file__).resolve().parents[1]
    if store.resolve().is_relative_to(package):
        raise TipError(
            f"{store} is inside the package; set {VARIABLE} to a folder of your own for texts."
        )


def narrative_path(store: Path, iso3: str, edition: int) -> Path:
    """Where the narrative of a country is kept.

    Raises
    ------
    NotFound
        If the code is not one of three capitals: it would lead out of the store.

    Examples
    --------
    >>> narrative_path(Path("texts"), "XAA", 2018).as_posix()
    'texts/2018/XAA.json'
    """
    if not _CODE.fullmatch(iso3):
        raise NotFound(f'"{iso3}" is not the code of a country.')
    return store / str(int(edition)) / f"{iso3}.json"


def write_narrative(narrative: Narrative, store: Path) -> Path:
    """Keep a narrative; the file is replaced once the new one is complete.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    TipError
        If the store is inside the package or cannot be written to.
    """
    must_be_outside_package(store)
    path = narrative_path(store, narrative.iso3, narrative.edition)
    record = {
        "format": FORMAT,
        "iso3": narrative.iso3,
        "edition": narrative.edition,
        "heading": narrative.heading,
        "source": narrative.source,
        "digest": narrative.digest,
        "sections": {k: narrative.sections[k] for k in SECTIONS if k in narrative.sections},
    }
    write_whole(path, json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n")
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    TipError
        If it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise TipError(f"{path} cannot be written: {error.strerror}.") from error


def read_narrative(iso3: str, edition: int, store: Path) -> Narrative:
    """The narrative of a country in an edition, from the store.

    Raises
    ------
    NotFound
        If the store has none; the message says how to get it.
    TipError
        If the file is damaged.
    """
    path = narrative_path(store, iso3, edition)
    if not path.is_file():
        raise NotFound(
            f"The text of {iso3}, edition {edition}, is not in {store}: "
            f"`tipanalysis narratives fetch --edition {edition}` downloads it, "
            "`tipanalysis narratives read` takes it from files."
        )
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        narrative = from_record(record)
    except (OSError, ValueError, RecursionError) as error:
        raise TipError(f"{path} is damaged: {error}.") from error
    if (narrative.iso3, narrative.edition) != (iso3, edition):
        raise TipError(f"{path} is damaged: it holds {narrative.iso3}, {narrative.edition}.")
    return narrative


def read_store(edition: int, store: Path) -> tuple[list[Narrative], list[Fault]]:
    """All narratives of an edition in the store, by code, and a fault for each damaged file."""
    narratives, faults = [], []
    for path in sorted((store / str(int(edition))).glob("[A-Z][A-Z][A-Z].json")):
        try:
            narratives.append(read_narrative(path.stem, edition, store))
        except TipError as error:
            faults.append(Fault(path.name, None, None, str(error)))
    return narratives, faults


def from_record(record: object) -> Narrative:
    """A narrative from what `write_narrative` wrote.

    Raises
    ------
    ValueError
        If it is something else.
    """
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ValueError("not a narrative in the normal form")
    sections = record.get("sections")
    texts = [record.get(key) for key in ("iso3", "heading", "source", "digest")]
    if not isinstance(sections, dict) or not all(isinstance(text, str) for text in texts):
        raise ValueError("a field is missing or is no text")
    if not isinstance(record.get("edition"), int) or isinstance(record.get("edition"), bool):
        raise ValueError("the edition is no whole number")
    if not set(sections) <= set(SECTIONS) or not all(isinstance(t, str) for t in sections.values()):
        raise ValueError("a section has no such name or is no text")
    iso3, heading, source, digest = map(str, texts)
    return Narrative(iso3, record["edition"], heading, sections, source, digest)
