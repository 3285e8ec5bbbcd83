"""All files of a report that was given against those of its rerun.

Tables, figures and page follow from the notebook. A file that is what its own notebook makes adds
nothing to the cells that differ; one that is not is told, whatever else differs: words and tables
against the rerun, pictures and page against what the notebook given makes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tipanalysis.reports import crate, outputs, pixels
from tipanalysis.reports.differences import OTHER, PIXEL, WORDS, Difference, notebook_differences
from tipanalysis.reports.drawings import drawing_changes
from tipanalysis.reports.given import NOTEBOOK, Given
from tipanalysis.reports.page_words import page_changes, page_pictures, unix_lines
from tipanalysis.reports.rows import Change, table_changes
from tipanalysis.reports.tidy import canonical
from tipanalysis.reports.wording import text_changes

PAGE = "report.html"
_MOST = 20
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Rerun:
    """What a rerun made.

    Attributes
    ----------
    notebook : dict
        Executed; without pixels if the report that was given has none.
    files : mapping of str to bytes
        All files but the manifest and its RO-Crate.
    manifest : mapping
    page_of : callable
        Makes the page of any notebook of the same report.
    """

    notebook: dict[str, Any]
    files: Files
    manifest: Mapping[str, Any]
    page_of: Callable[[Mapping[str, Any]], str]

    def drawn_alike(self, manifest: Mapping[str, Any]) -> bool:
        """Whether a manifest names the same drawing code and drawing libraries as ours."""
        return all(
            manifest["versions"].get(name) == self.manifest["versions"].get(name)
            for name in ("matplotlib", "freetype")
        ) and self.made_alike(manifest)

    def made_alike(self, manifest: Mapping[str, Any]) -> bool:
        """Whether a manifest names the same code and the same maker of pages as ours."""
        names = ("tipanalysis", "nbconvert")
        one, other = ([m["versions"].get(n) for n in names] for m in (manifest, self.manifest))
        return one == other and manifest["package_sha256"] == self.manifest["package_sha256"]


def compared(given: Given, rerun: Rerun) -> tuple[list[Difference], list[str]]:
    """Every difference between a report and its rerun, and notes."""
    alike = rerun.drawn_alike(given.manifest)
    found: list[Difference] = []
    if given.files[NOTEBOOK] != rerun.files[NOTEBOOK]:
        unlike = notebook_differences(given.notebook, rerun.notebook)
        found = [_judge(one, alike) for one in unlike]
        found = found or [Difference(NOTEBOOK, None, _bytes(given.files[NOTEBOOK]), OTHER)]
    own = _own_files(given.notebook)
    pixels_too = outputs.has_pixels(given.notebook)
    for name, old in sorted({**given.files, **given.unvouched}.items()):
        new = rerun.files.get(name)
        if name == NOTEBOOK or old == new or own.get(name) == old:
            continue  # the cells above tell it; the file only follows from them
        if new is None and name in given.beside:
            continue  # told below
        if name == PAGE and new is not None:
            found += _page_differences(given, rerun, old, new, alike or pixels_too)
        elif name.endswith(".png") and name in own:
            found += _file_differences(name, old, own[name], True)
        else:
            found += _file_differences(name, old, new, alike)
    found += _not_vouched_for(given, {**rerun.files, **own})
    found += _crate_differences(given, rerun.made_alike(given.manifest))
    missing = sorted(set(rerun.files) - {*given.files, *given.unvouched}) if pixels_too else []
    return found, [f"{name} is written by the rerun and not in the report" for name in missing]


def _shown(notebook: dict[str, Any]) -> dict[str, Any]:
    """A stored notebook as its page is made of it: lines joined, and nothing that nobody reads."""
    import nbformat

    return canonical(nbformat.reads(json.dumps(notebook), as_version=4), pixels=True)


def _own_files(notebook: dict[str, Any]) -> dict[str, bytes]:
    """The files that follow from a notebook's outputs, as far as they can be made."""
    try:
        tables = outputs.tables(notebook)
        figures = outputs.figures(notebook)
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}
    made = {f"tables/{name}.csv": text.encode() for name, text in tables.items()}
    made |= {f"figures/{figure.name}.png": figure.png for figure in figures}
    made |= {f"figures/{figure.name}.txt": figure.words.encode() for figure in figures}
    return made


def _page_differences(
    given: Given, rerun: Rerun, old: bytes, new: bytes, alike: bool
) -> Iterator[Difference]:
    """A page against the one that its own notebook makes; of a notebook without pixels, ours."""
    wanted = new.decode()
    if outputs.has_pixels(given.notebook):
        try:
            wanted = rerun.page_of(_shown(given.notebook))
        except Exception as error:  # a page made of anything may fail in any way
            told = f"none can be made of the notebook ({type(error).__name__})"
            yield Difference(PAGE, None, Change("", "a page", told))
    page = old.decode("utf-8", "replace")
    if page == wanted:
        return
    before, after = page_pictures(page), page_pictures(wanted)
    changes = page_changes(page, wanted)
    if changes and not rerun.made_alike(given.manifest):
        told = "may be what another tipanalysis or nbconvert makes of the same notebook"
        yield Difference(
            PAGE, None, Change("", "a page that its notebook does not make here", told)
        )
    yield from _told(PAGE, changes)
    if len(before) != len(after):
        yield Difference(PAGE, None, Change("pictures", str(len(before)), str(len(after))))
    for number, pair in enumerate(zip(before, after, strict=False), start=1):
        if pair[0] != pair[1]:
            change = Change(f"picture {number}", "its pixels", "other pixels")
            one = Difference(PAGE, None, change, PIXEL, ("image/png",), pair)
            yield _judge(one, alike)
    if not changes and before == after:
        yield Difference(PAGE, None, _bytes(old), OTHER)


def _file_differences(
    name: str, old: bytes, new: bytes | None, alike: bool
) -> Iterator[Difference]:
    if new is None:
        change = Change("", "a file of the report", "not written by the rerun")
        yield Difference(name, None, change)
        return
    if name.endswith(".png"):
        change = Change("", "its pixels", "other pixels")
        one = Difference(name, None, change, PIXEL, ("image/png",), (old, new))
        yield _judge(one, alike)
        return
    if name.endswith((".svg", ".pdf")):
        for told, kind in drawing_changes(name, old, new, alike)[-_MOST:]:
            yield Difference(name, None, told, kind)
        return
    before, after = old.decode("utf-8", "replace"), new.decode("utf-8", "replace")
    if name.endswith(".csv"):
        changes = table_changes(_table(before), _table(after))
    else:
        changes = text_changes(unix_lines(before), unix_lines(after))
    yield from _told(name, changes)
    if not changes:
        yield Difference(name, None, _bytes(old), OTHER)


def _told(name: str, changes: list[Change]) -> Iterator[Difference]:
    more = len(changes) - _MOST
    kept = [*changes[:_MOST], *([Change(f"and {more} further", "", "")] if more > 0 else [])]
    yield from (Difference(name, None, change) for change in kept)


def _not_vouched_for(given: Given, known: Files) -> Iterator[Difference]:
    for name in given.beside:
        there, ours = given.unvouched.get(name), known.get(name)
        words = "not written by the rerun" if ours is None else "written by the rerun"
        kind = WORDS
        if ours is not None and there == ours:
            words, kind = "the same as the rerun writes", OTHER
        change = Change("", "a file that the manifest does not vouch for", words)
        yield Difference(name, None, change, kind)


def _crate_differences(given: Given, alike: bool) -> Iterator[Difference]:
    """The RO-Crate says what the manifest says, or it is told where not."""
    wanted = crate.as_text(given.manifest).encode()
    if given.described is None:
        change = Change("", "not in the report", "written by the rerun")
        yield Difference(crate.NAME, None, change, OTHER)
    elif given.described != wanted:
        before, after = (_canonical(text) for text in (given.described, wanted))
        if not alike:
            told = "may be what another tipanalysis writes for the same manifest"
            yield Difference(crate.NAME, None, Change("", "another description", told))
        yield from _told(crate.NAME, text_changes(before, after))
        if before == after:
            yield Difference(crate.NAME, None, _bytes(given.described), OTHER)


def _canonical(text: bytes) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True)
    except (ValueError, RecursionError):
        return text.decode("utf-8", "replace")


def _bytes(old: bytes) -> Change:
    """What is known of a file whose words, numbers and pixels are all the same."""
    ends = " (its lines end in CR LF)" if b"\r\n" in old else ""
    return Change("", f"its bytes{ends}", "other bytes")


def _table(text: str) -> dict[str, Any]:
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        rows = [[line] for line in text.splitlines()]
    width = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows] or [[]]
    head = [
        f"{title} ({n})" if filled[0].index(title) < n else title
        for n, title in enumerate(filled[0])
    ]
    return {"columns": head, "rows": filled[1:]}


def _judge(one: Difference, alike: bool) -> Difference:
    """Pixels beyond the tolerance are another picture, whatever its numbers say."""
    old, new = one.pictures
    if one.kind != PIXEL or old is None or new is None:
        return one
    seen = pixels.compare(old, new, alike)
    if seen.identical:
        change = replace(one.change, new="the same pixels, other bytes")
        return replace(one, kind=OTHER, change=change)
    measured = f"apart by {seen.apart:.0f} of 255; {seen.tolerance} is the tolerance"
    if seen.apart > 255:
        measured = "of another shape, or none at all"
    if seen.same:
        told = f"other pixels, the same picture ({measured})"
        return replace(one, change=replace(one.change, new=told))
    told = f"another picture ({measured})"
    return replace(one, kind=WORDS, change=replace(one.change, new=told))
