"""Two executed notebooks compared cell by cell: words and numbers exactly, in every MIME type.

Each difference is told with the heading of its section, and the old and the new value in words.
A table is compared by its rows, a figure by the numbers that it plots; pixels are judged apart
(`tipanalysis.reports.pixels`).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from tipanalysis.reports.manifest import INJECTED
from tipanalysis.reports.rows import NOTHING, Change, both, is_table, same, table_changes, words
from tipanalysis.reports.tidy import PIXELS
from tipanalysis.reports.wording import text_changes
from tipanalysis.shown import FIGURE_MIME, TABLE_MIME

WORDS, CODE, PIXEL, OTHER = "words", "code", "pixels", "other"
_MOST, _LONGEST = 40, 200
_PROSE = ("text/plain", "text/markdown")
_FIRST_TOLD = (TABLE_MIME, FIGURE_MIME, "text/plain", "text/markdown", "text/html")
_PARTS = {
    "axes": "axes",
    "lines": "line",
    "bars": "bar",
    "points": "points",
    "images": "image",
    "texts": "text",
}
_BAR = ("x", "y", "width", "height", "colour", "pattern")


@dataclass(frozen=True)
class Difference:
    """Something that one notebook has and the other has not.

    Attributes
    ----------
    heading : str
        Heading of the section, or name of the file.
    cell : int or None
        Number of the cell in the notebook that was given, the first being 1.
    change : Change
        Where in the cell, old and new.
    kind : str
        ``words`` (words and numbers), ``code``, ``pixels`` or ``other`` (what nobody reads).
    seen_in : tuple of str
        The MIME types that differ.
    pictures : tuple of bytes or None
        Old and new picture (PNG) of a figure.
    """

    heading: str
    cell: int | None
    change: Change
    kind: str = WORDS
    seen_in: tuple[str, ...] = ()
    pictures: tuple[bytes | None, bytes | None] = field(default=(None, None), repr=False)

    def __str__(self) -> str:
        """The difference in one line; not escaped."""
        place = f"{self.heading} (cell {self.cell})" if self.cell is not None else self.heading
        return f"{place}: {self.change}"


def notebook_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """All differences between two executed notebooks, in the order of the cells.

    Parameters
    ----------
    old, new : mapping
        Notebooks of format 4; ``old`` may come from anybody.

    Returns
    -------
    list of Difference
        Empty only if all sources, outputs, tags and counts are the same.

    Examples
    --------
    >>> def notebook(text):
    ...     output = {"output_type": "stream", "name": "stdout", "text": text}
    ...     cells = [{"cell_type": "markdown", "metadata": {}, "source": "## In numbers"}]
    ...     cells += [{"cell_type": "code", "metadata": {}, "source": "show()",
    ...                "execution_count": 1, "outputs": [output]}]
    ...     return {"cells": cells}
    >>> print(*notebook_differences(notebook("466 convictions"), notebook("467 convictions")))
    In numbers (cell 2): 466 convictions -> 467 convictions
    """
    headings, ours = _headings(old), _headings(new)
    found: list[Difference] = []
    for before, after in aligned(old, new):
        if before is None and after is not None:
            text = _source(new["cells"][after])
            change = Change("a cell that is only in the rerun", "(no such cell)", _clip(text))
            found.append(Difference(ours[after], None, change, _kind(new["cells"][after])))
        elif after is None and before is not None:
            text = _source(old["cells"][before])
            change = Change("a cell that the rerun has not", _clip(text), "(no such cell)")
            kind = _kind(old["cells"][before])
            found.append(Difference(headings[before], before + 1, change, kind))
        elif before is not None and after is not None:
            pair = old["cells"][before], new["cells"][after]
            found += _cell_differences(ours[after], before + 1, *pair)
    return found


def aligned(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[int | None, int | None]]:
    """Numbers (from 0) of the cells that belong together; None where one stands alone."""
    keys, others = ([_key(cell) for cell in notebook["cells"]] for notebook in (old, new))
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    for _, first, last, other_first, other_last in matcher.get_opcodes():
        for step in range(max(last - first, other_last - other_first)):
            before = first + step if first + step < last else None
            after = other_first + step if other_first + step < other_last else None
            yield before, after


def _key(cell: Mapping[str, Any]) -> tuple[str, str]:
    if INJECTED in _tags(cell):
        return "code", INJECTED
    return cell["cell_type"], _source(cell)


def _kind(cell: Mapping[str, Any]) -> str:
    """What a change of a cell's source is: of code, or of words."""
    return CODE if cell["cell_type"] == "code" else WORDS


def _tags(cell: Mapping[str, Any]) -> list[str]:
    tags = cell.get("metadata", {}).get("tags", [])
    return [str(tag) for tag in tags] if isinstance(tags, list) else []


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _headings(notebook: Mapping[str, Any]) -> list[str]:
    """The heading that each cell stands under."""
    found, now = [], "At the start"
    for cell in notebook["cells"]:
        texts = [_source(cell)] if cell["cell_type"] == "markdown" else []
        texts += [
            _joined(output.get("data", {}).get("text/markdown", ""))
            for output in cell.get("outputs", [])
        ]
        for text in texts:
            for line in re.findall(r"^#{1,4} +(.+)$", text, re.MULTILINE):
                now = line.strip()[:120]
        found.append(now)
    return found


def _cell_differences(
    heading: str, number: int, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Difference]:
    if old["cell_type"] != new["cell_type"]:
        change = Change("kind of cell", old["cell_type"], new["cell_type"])
        yield Difference(heading, number, change, CODE)
    if _source(old) != _source(new):
        prose = _kind(old) == _kind(new) == WORDS
        for change in text_changes(_source(old), _source(new), "" if prose else "code"):
            yield Difference(heading, number, change, WORDS if prose else CODE)
    if _tags(old) != _tags(new):
        change = Change("tags", ", ".join(_tags(old)), ", ".join(_tags(new)))
        yield Difference(heading, number, change, CODE)
    befores, afters = old.get("outputs", []), new.get("outputs", [])
    if len(befores) != len(afters):
        change = Change("outputs", _listed(befores), _listed(afters))
        yield Difference(heading, number, change, seen_in=("number of outputs",))
    for before, after in zip(befores, afters, strict=False):
        yield from _output_differences(heading, number, before, after)
    told = {"source", "outputs", "cell_type"}
    rest = [{k: v for k, v in cell.items() if k not in told} for cell in (old, new)]
    if not same(*rest) and _tags(old) == _tags(new):
        keys = sorted(k for k in {*rest[0], *rest[1]} if rest[0].get(k) != rest[1].get(k))
        change = Change(", ".join(keys), _clip(words(rest[0])), _clip(words(rest[1])))
        yield Difference(heading, number, change, OTHER)


def _listed(outputs: list[dict[str, Any]]) -> str:
    return f"{len(outputs)} ({', '.join(output['output_type'] for output in outputs)})"


def _output_differences(
    heading: str, number: int, old: dict[str, Any], new: dict[str, Any]
) -> Iterator[Difference]:
    kinds = old["output_type"], new["output_type"]
    if kinds[0] != kinds[1] and "error" in kinds:
        change = Change("", _in_short(old), _in_short(new))
        yield Difference(heading, number, change, seen_in=("text/plain",))
        return
    if "data" in old and "data" in new:
        yield from _data_differences(heading, number, old["data"], new["data"])
        told = {"data"}
    else:
        told = {"text", "name", "ename", "evalue", "output_type", "data"}
        for key in sorted(told & {*old, *new}):
            before, after = _joined(old.get(key, "")), _joined(new.get(key, ""))
            if not same(before, after):
                where = "" if key == "text" else key
                for change in _any_changes(before, after, where):
                    yield Difference(heading, number, change, seen_in=(key,))
    rest = [{k: v for k, v in output.items() if k not in told} for output in (old, new)]
    if not same(*rest):
        keys = sorted(k for k in {*rest[0], *rest[1]} if rest[0].get(k) != rest[1].get(k))
        change = Change(", ".join(keys), _clip(words(rest[0])), _clip(words(rest[1])))
        yield Difference(heading, number, change, OTHER)


def _in_short(output: Mapping[str, Any]) -> str:
    """The words of an output: its text, or what was raised."""
    if output["output_type"] == "error":
        return _clip(f"{output.get('ename', '')}: {output.get('evalue', '')}")
    text = output.get("text") or output.get("data", {}).get("text/plain") or "(an output)"
    return _clip(" ".join(str(_joined(text)).split()))


def _data_differences(
    heading: str, number: int, old: dict[str, Any], new: dict[str, Any]
) -> Iterator[Difference]:
    mimes = [mime for mime in {**old, **new} if mime not in PIXELS]
    unlike = [mime for mime in mimes if not _same_data(mime, old, new)]
    unlike.sort(key=lambda mime: (_rank(mime), mime))
    pictures = png(old), png(new)
    if unlike:
        changes = list(_mime_changes(unlike[0], old, new))
        changes = changes or [Change(unlike[0], "one form", "another form")]
        for change in changes[:_MOST]:
            yield Difference(heading, number, change, WORDS, tuple(unlike), pictures)
        if len(changes) > _MOST:
            more = Change(f"and {len(changes) - _MOST} further values", "others", "others")
            yield Difference(heading, number, more, WORDS, tuple(unlike))
    for mime in PIXELS:
        if mime in old and mime not in new:
            change = Change("a picture that the rerun has not", mime, "(nothing)")
            yield Difference(heading, number, change, WORDS, (mime,), pictures)
    if pictures[0] is not None and pictures[1] is not None and pictures[0] != pictures[1]:
        about = new.get(FIGURE_MIME)
        name = str(about.get("name", "")) if isinstance(about, dict) else ""
        change = Change(f"figure {name}".strip(), "its pixels", "other pixels")
        yield Difference(heading, number, change, PIXEL, ("image/png",), pictures)


def _rank(mime: str) -> int:
    return _FIRST_TOLD.index(mime) if mime in _FIRST_TOLD else len(_FIRST_TOLD)


def _same_data(mime: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    if mime not in old or mime not in new:
        return False
    return same(_joined(old[mime]), _joined(new[mime]))


def _joined(value: Any) -> Any:
    """Text that a notebook stores as lines, in one piece."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value


def _mime_changes(mime: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    before, after = _joined(old.get(mime)), _joined(new.get(mime))
    if is_table(before) and is_table(after):
        yield from table_changes(before, after)
    elif mime == FIGURE_MIME and isinstance(before, dict) and isinstance(after, dict):
        name = f"figure {after.get('name', '')}".strip()
        for path, one, other in _leaves(before, after, ()):
            yield Change(", ".join([name, *_path_in_words(path)]), *both(one, other))
    else:
        yield from _any_changes(before, after, "" if mime in _PROSE else mime)


def _any_changes(old: Any, new: Any, where: str) -> list[Change]:
    if isinstance(old, str) and isinstance(new, str):
        return text_changes(old, new, where)
    before, after = words(old), words(new)
    if before == after or max(len(before), len(after)) > _LONGEST:
        before, after = json.dumps(old, sort_keys=True), json.dumps(new, sort_keys=True)
        return text_changes(before, after, where)
    return [Change(where, before, after)]


def _leaves(
    old: Any, new: Any, path: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    """Places where two values of JSON differ, down to single numbers."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            if key in old and key in new:
                yield from _leaves(old[key], new[key], (*path, key))
            else:
                yield (*path, key), old.get(key, NOTHING), new.get(key, NOTHING)
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield (*path, "how many"), len(old), len(new)
        for number, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from _leaves(one, other, (*path, number))
    elif not same(old, new):
        yield path, old, new


def _path_in_words(path: tuple[Any, ...]) -> Iterator[str]:
    """A path in a figure's numbers as a reader would say it: ``line 2``, ``point 3``, ``y``."""
    kind = path[2] if len(path) > 2 and path[0] == "axes" else ""
    for depth, step in enumerate(path):
        if isinstance(step, str):
            if step not in _PARTS:
                yield step
        elif depth == 1 and path[0] == "axes":
            if step:
                yield f"axes {step + 1}"
        elif depth == 3 and kind in _PARTS:
            yield f"{_PARTS[kind]} {step + 1}"
        elif depth == 4 and kind == "bars" and step < len(_BAR):
            yield _BAR[step]
        elif depth == 5 and kind == "points" and step < 2:
            yield "xy"[step]
        else:
            yield f"{'row' if kind == 'images' and depth == 4 else 'point'} {step + 1}"


def png(data: Mapping[str, Any]) -> bytes | None:
    """The bytes of a stored PNG; nothing for what is not base64."""
    text = _joined(data.get("image/png"))
    if not isinstance(text, str):
        return None
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _clip(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
