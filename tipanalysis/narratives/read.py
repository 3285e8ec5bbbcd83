"""Read narratives from files of any carrier into the normal form, with every fault in one line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tipanalysis.errors import Fault, TipError, UnknownCountry
from tipanalysis.narratives.by_section import Draft, drafts_of_json, drafts_of_text
from tipanalysis.narratives.evidence import wrong_edition
from tipanalysis.narratives.html import read_html
from tipanalysis.narratives.letters import plain
from tipanalysis.narratives.pdf import read_pdf
from tipanalysis.narratives.sections import missing_sections, unwrap
from tipanalysis.narratives.text import Narrative

#: Bytes of the largest file that is read: a page of one edition's countries, and the whole Report.
MOST_BYTES = 16_000_000
MOST_BYTES_OF_PDF = 400_000_000
SUFFIXES = (".html", ".htm", ".xhtml", ".pdf", ".txt", ".json")
#: What `fetch` writes beside the pages.
RECORD = "fetched.json"


class Countries(Protocol):
    """Whatever knows the countries by name, as `Dataset` does."""

    def country(self, name: str) -> str:
        """The code of a country, or `UnknownCountry`."""
        ...


def read(
    source: Path,
    edition: int,
    data: Countries,
    progress: Callable[[str], None] | None = None,
) -> tuple[list[Narrative], list[Fault]]:
    """Read narratives from a file or a folder.

    Parameters
    ----------
    source : Path
        A file of HTML (state.gov, ecoi.net, refworld), PDF (one country or the whole Report),
        plain text or JSON by section; or a folder of such files, whose own folders and hidden
        files are not looked into.
    edition : int
        The edition that the files are of. A file that says or shows another one is a fault.
    data : Dataset
        Or anything with its method ``country``.
    progress : callable, optional
        Called with the name of each file before it is read.

    Returns
    -------
    narratives : list of Narrative
        By code of the country; whole ones only.
    faults : list of Fault
        One for each problem, naming the file; what has a fault is not among the narratives, the
        rest is.

    Examples
    --------
    >>> from tipanalysis.names import Names
    >>> class Imaginary:
    ...     country = staticmethod(Names({"XAA": "Alandria"}, {}).code)
    >>> read(Path("no such folder"), 2018, Imaginary())[1][0].message
    'there is no such file or folder'
    """
    source = Path(source)
    files, faults = _files(source)
    found: list[tuple[Narrative, str]] = []
    addresses = _addresses(source)
    for path in files:
        if progress is not None:
            progress(path.name)
        narratives, wrong = _read_file(path, edition, data, addresses)
        found += [(narrative, path.name) for narrative in narratives]
        faults += wrong
    single, twice = _one_each(found)
    return single, faults + twice


def _files(source: Path) -> tuple[list[Path], list[Fault]]:
    """Files to be read, and a fault for each that is not to be."""
    if not source.exists():
        return [], [
            Fault(source.name or str(source), None, None, "there is no such file or folder")
        ]
    if not source.is_dir():
        return [source], []
    home = source.resolve()
    files, faults = [], []
    for path in sorted(source.iterdir()):
        if path.name.startswith(".") or path.name == RECORD:
            continue
        if not path.resolve().is_relative_to(home):
            faults.append(Fault(path.name, None, None, "leads out of the folder; it is not read"))
        elif path.is_file():
            files.append(path)
    if not files and not faults:
        faults.append(Fault(source.name or str(source), None, None, "the folder has no files"))
    return files, faults


def _addresses(source: Path) -> dict[str, str]:
    """SHA-256 to address of pages that `fetch` recorded beside the folder."""
    folder = source if source.is_dir() else source.parent
    try:
        record = json.loads((folder.parent / RECORD).read_text(encoding="utf-8"))
        pages = record["pages"].values()
        return {p["sha256"]: p["address"] for p in pages if p.get("sha256")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _read_file(
    path: Path, edition: int, data: Countries, addresses: dict[str, str]
) -> tuple[list[Narrative], list[Fault]]:
    try:
        digest = _checked_digest(path)
        drafts, said = _drafts(path, edition, data)
    except TipError as error:
        return [], [Fault(path.name, None, None, str(error).rstrip("."))]
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return [], [Fault(path.name, None, None, f"cannot be read: {reason}")]
    if not drafts:
        return [], [Fault(path.name, None, None, "no narrative is in this file")]
    source = addresses.get(digest, path.name)
    narratives: list[Narrative] = []
    faults: list[Fault] = []
    other = [wrong_edition(draft, edition, said) for draft in drafts]
    if all(other):
        more = f" ({len(drafts)} narratives)" if len(drafts) > 1 else ""
        return [], [Fault(path.name, None, None, f"{other[0]}{more}")]
    for draft, wrong in zip(drafts, other, strict=True):
        reason = wrong or _reason_against(draft, edition)
        iso3 = _code(draft, data)
        if iso3 is None and not draft.problem:
            reason = (
                f'"{draft.name}" is no country in the data'
                if draft.name
                else "no country is named in the heading, the title or the file's name"
            )
        if reason or iso3 is None:
            named = f"{draft.name}: " if draft.name and iso3 else ""
            faults.append(Fault(path.name, draft.line, None, f"{named}{reason}"))
            continue
        narratives.append(
            Narrative(iso3, edition, draft.heading, draft.sections, draft.source or source, digest)
        )
    return narratives, faults


def _checked_digest(path: Path) -> str:
    """SHA-256 of a file that is of a known kind and a bearable size."""
    if path.suffix.casefold() not in SUFFIXES:
        raise TipError("is not HTML, PDF, text or JSON by its name")
    size = path.stat().st_size
    most = MOST_BYTES_OF_PDF if path.suffix.casefold() == ".pdf" else MOST_BYTES
    if size > most:
        raise TipError(f"has {size:,} bytes; at most {most:,} are read")
    if size == 0:
        raise TipError("the file is empty")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _drafts(path: Path, edition: int, data: Countries) -> tuple[list[Draft], str]:
    """Narratives in a file, and what it says of itself around them."""
    kind = path.suffix.casefold()
    if kind == ".pdf":
        text = read_pdf(path)
        return drafts_of_text(text, edition, path.stem, "", data.country), text[:2000]
    raw = path.read_bytes()
    if not raw.strip():
        raise TipError("the file is empty")
    if raw[:1024].lstrip().startswith(b"%PDF-"):
        raise TipError("is a PDF by its content: name it .pdf")
    if kind == ".json":
        return drafts_of_json(raw, edition), ""
    if kind == ".txt":
        try:
            text = unwrap(plain(raw.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            raise TipError("the text is not in UTF-8") from error
        return drafts_of_text(text, edition, path.stem, "", data.country), text[:600]
    page = read_html(raw)
    drafts = drafts_of_text(page.text, edition, path.stem, page.title, data.country)
    first = drafts[0].heading if drafts else ""
    before = page.around.split(first)[0] if first else page.around
    return drafts, f"{page.title}\n{before[:4000]}"


def _reason_against(draft: Draft, edition: int) -> str:
    """Why a draft is not taken, or nothing."""
    if draft.problem:
        return draft.problem
    special = "special case" in draft.heading.casefold()
    missing = missing_sections(draft.sections, edition, special)
    if not missing:
        return ""
    if len(missing) > 2 and len(draft.sections) < 2:
        return "this does not read like a narrative: it has none of the sections"
    return f"the text is not whole: no section {', '.join(missing)}"


def _code(draft: Draft, data: Countries) -> str | None:
    for name in draft.names:
        try:
            return data.country(name)
        except UnknownCountry:
            continue
    return None


def _one_each(found: list[tuple[Narrative, str]]) -> tuple[list[Narrative], list[Fault]]:
    """Narratives of countries that have one only; the others are faults, and none is taken."""
    by_code: dict[str, list[tuple[Narrative, str]]] = {}
    for narrative, file in found:
        by_code.setdefault(narrative.iso3, []).append((narrative, file))
    single, faults = [], []
    for iso3, items in sorted(by_code.items()):
        if len(items) == 1:
            single.append(items[0][0])
            continue
        files = list(dict.fromkeys(file for _, file in items))
        where = f"in {' and '.join(files)}" if len(files) > 1 else "in one file"
        faults.append(
            Fault(files[0], None, None, f"{len(items)} narratives of {iso3} {where}; none is taken")
        )
    return single, faults
