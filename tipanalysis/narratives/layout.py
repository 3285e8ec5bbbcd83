"""From pieces of print with their places to lines in reading order, and to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from tipanalysis.narratives.headings import parse_heading
from tipanalysis.narratives.sections import is_heading

#: Share of the page's height, above and below, in which running heads and feet stand.
_MARGIN = 0.1
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’&()-]*"
_NUMBERED = re.compile(rf"^(?:\d{{1,4}}\s*(?:{_CAPITALS})?|{_CAPITALS}\s*\d{{1,4}})$")
_REPORT_NAME = re.compile(
    r"^(?:\d{1,4}\s*[|•]?\s*)?(?:\d{4}\s+)?TRAFFICKING IN PERSONS REPORT"
    r"(?:\s*[|•:,–-]?\s*(?:JUNE|JULY|SEPTEMBER|OCTOBER)?\s*\d{0,4})?(?:\s*[|•]?\s*\d{1,4})?$",
    re.IGNORECASE,
)
_RANKING = re.compile(r"\bTIER RANKING BY YEAR\b", re.IGNORECASE)
_RANKING_ROW = re.compile(
    r"^(?:(?:19|20)\d\d|Tier\s*[123](?:\s*(?:WL|Watch List))?|[123](?:\s?WL)?|WL|NR|SC|\s)+$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:][”\"'’)\]]*$")
_BULLET = re.compile(r"^[•▪●◦]\s*")
_BREAK_MARKS = "\x02\ufffe\u00ad"


class Run(NamedTuple):
    """Letters on one base line: text, from, to, base line and height, in points from below left."""

    text: str
    left: float
    right: float
    base: float
    height: float


def column_lines(runs: Sequence[Run], width: float, height: float) -> list[list[Run]]:
    """Lines of one page in reading order, by columns.

    Parameters
    ----------
    runs : sequence of Run
        Of one page, in any order.
    width, height : float
        Of the page.

    Returns
    -------
    list of list of Run
        Columns from left to right, each of lines from top to bottom; what crosses the gutter
        parts the page into bands, each with columns of its own. Running heads and thumb indexes
        are left out.
    """
    kept = _without_stacks(runs)
    heads = [line for line in _lines(kept) if not _is_inside(line, height)]
    dropped = {line for line in heads if _is_furniture(line.text)}
    if dropped:
        kept = [run for run in kept if not any(_within(run, line) for line in dropped)]
    gutter = _gutter(kept, width)
    if gutter is None:
        return [_lines(kept)] if kept else []
    crossing = [r for r in kept if r.left < gutter - 3 and r.right > gutter + 3]
    cuts = sorted({run.base for run in crossing}, reverse=True)
    columns: list[list[Run]] = []
    above = float("inf")
    for cut in [*cuts, float("-inf")]:
        band = [r for r in kept if above > r.base + 0.1 and r.base > cut + 0.1]
        columns.append(_lines([r for r in band if r.right <= gutter + 3]))
        columns.append(_lines([r for r in band if r.left >= gutter - 3]))
        columns.append(_lines([r for r in kept if abs(r.base - cut) <= 0.1]))
        above = cut
    return [column for column in columns if column]


def paragraphs_of(pages: Sequence[Sequence[Sequence[Run]]]) -> str:
    """Put the lines of all pages together into paragraphs, one a line.

    Parameters
    ----------
    pages : sequence of columns of lines
        From `column_lines`.

    Returns
    -------
    str
        Headings and list items stand on lines of their own; a paragraph goes on over columns and
        pages. Hyphens at line ends stay or go as the document prints the word elsewhere.
    """
    repeated = _repeated(pages)
    words = _vocabulary(pages)
    hyphenated = _is_hyphenated(pages, words)
    out: list[str] = []
    joins = False
    in_ranking = False
    for columns in pages:
        for column in columns:
            usual = _usual_gap(column)
            before: Run | None = None
            edge = min(run.left for run in column)
            far = max(run.right for run in column)
            for line in column:
                text = line.text.strip()
                if text in repeated:
                    continue
                if _RANKING.search(text):
                    in_ranking = True
                    continue
                if in_ranking and _RANKING_ROW.match(text):
                    continue
                in_ranking = False
                alone = _stands_alone(text) or (bool(out) and _ends_heading(out[-1], text))
                if joins and not alone and not _begins(line, before, usual, edge, far, out):
                    out[-1] = _joined(out[-1], text, words, hyphenated)
                else:
                    out.append(text)
                joins = not alone
                before = line
    return "\n".join(out)


def _begins(
    line: Run, before: Run | None, usual: float, edge: float, far: float, out: Sequence[str]
) -> bool:
    """Whether a line begins a paragraph: by its bullet, its indent, or the gap above it."""
    if _BULLET.match(line.text):
        return True
    if before is None:
        # The top of a column goes on with the paragraph unless it is indented.
        return bool(_ENDS.search(out[-1])) and line.left - edge > 0.6 * line.height
    if before.base - line.base > 1.35 * usual or line.base > before.base:
        return True
    if line.height > 1.25 * before.height or before.height > 1.25 * line.height:
        return True
    if not _ENDS.search(before.text):
        return False
    # Below the first line of a column the indent of one line says that it begins a paragraph,
    # and so does a line above that ends well before the column does.
    indented = line.left - before.left > 0.6 * line.height and line.left - edge > 0.6 * line.height
    return indented or far - before.right > 0.33 * (far - edge)


def _stands_alone(text: str) -> bool:
    return (
        is_heading(text)
        or parse_heading(text) is not None
        or (len(text) < 70 and text == text.upper() and sum(c.isalpha() for c in text) > 3)
    )


def _ends_heading(above: str, text: str) -> bool:
    """Whether a line is the rest of a country's heading: "3" below "ALANDRIA: TIER"."""
    return len(text) < 40 and len(above) < 90 and parse_heading(f"{above} {text}") is not None


def _joined(head: str, tail: str, words: Counter[str], hyphenated: bool) -> str:
    """Two lines of one paragraph as one; a hyphen between them stays or goes."""
    if head[-1] in _BREAK_MARKS:
        head = head[:-1] + "-"
    if (parts := _broken_word(head, tail)) is not None:
        before, rest = parts
        if rest in ("and", "or", "to", "nor"):
            return f"{head} {tail}"
        goes = hyphenated and words[before + rest] > words[f"{before}-{rest}"]
        return (head[:-1] if goes else head) + tail
    if head.endswith(("—", "/", "\u2011")) or tail.startswith("—"):
        return head + tail
    return f"{head} {tail}"


def _broken_word(head: str, tail: str) -> tuple[str, str] | None:
    """Both pieces of a word that a line ends within, in small letters."""
    if not head.endswith(("-", *_BREAK_MARKS)) or len(head) < 2 or not head[-2].isalnum():
        return None
    before = re.split(r"[^\w'’-]", head[:-1])[-1]
    rest = re.match(r"[\w'’-]*", tail)
    return before.lower(), rest.group().lower() if rest else ""


def _is_hyphenated(pages: Sequence[Sequence[Sequence[Run]]], words: Counter[str]) -> bool:
    """Whether the document breaks words by syllables, or only at hyphens that a word has anyway."""
    by_syllable = at_hyphen = 0
    for columns in pages:
        for column in columns:
            for line, following in zip(column, column[1:], strict=False):
                if (parts := _broken_word(line.text, following.text)) is not None:
                    whole, hyphened = words["".join(parts)], words["-".join(parts)]
                    by_syllable += whole > 0 and hyphened == 0
                    at_hyphen += hyphened > 0
    return by_syllable > 0.5 * at_hyphen


def _lines(runs: Sequence[Run]) -> list[Run]:
    """Runs on one base line put together, from top to bottom."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-r.base, r.left)):
        last = lines[-1] if lines else None
        if last and abs(last[0].base - run.base) <= 0.35 * max(last[0].height, run.height):
            last.append(run)
        else:
            lines.append([run])
    return [_merged(sorted(line, key=lambda r: r.left)) for line in lines]


def _merged(runs: Sequence[Run]) -> Run:
    text = runs[0].text
    for before, run in zip(runs, runs[1:], strict=False):
        near = run.left - before.right < 0.12 * run.height
        text += run.text if near else f" {run.text}"
    main = max(runs, key=lambda run: len(run.text))
    return Run(text, runs[0].left, max(r.right for r in runs), main.base, main.height)


def _gutter(runs: Sequence[Run], width: float) -> float | None:
    """The middle of the empty strip between two columns; None where there is one column."""
    body = [run for run in runs if len(run.text) > 3]
    if len(body) < 4:
        return None
    first, last = round(width * 0.3), round(width * 0.7)
    covered = [0] * (last - first)
    for run in body:
        for x in range(max(first, int(run.left)), min(last, int(run.right) + 1)):
            covered[x - first] += 1
    least = min(covered)
    left = sum(1 for run in body if run.right < width * 0.52)
    right = sum(1 for run in body if run.left > width * 0.48)
    if least > 0.25 * len(body) or min(left, right) < 2:
        return None
    best: tuple[int, int] = (0, 0)
    start = None
    for x, count in enumerate([*covered, least + 1]):
        if count == least and start is None:
            start = x
        elif count != least and start is not None:
            best = max(best, (x - start, start))
            start = None
    return first + best[1] + best[0] / 2


def _without_stacks(runs: Sequence[Run]) -> list[Run]:
    """Without single letters that stand one below the other: thumb indexes, upright words."""
    single = [run for run in runs if len(run.text) == 1 and run.text.isalpha()]
    stacks = Counter(round(run.left / 3) for run in single)
    return [
        run
        for run in runs
        if not (
            len(run.text) == 1
            and run.text.isalpha()
            and sum(stacks[round(run.left / 3) + d] for d in (-1, 0, 1)) >= 4
        )
    ]


def _is_inside(line: Run, height: float) -> bool:
    return height * _MARGIN < line.base < height * (1 - _MARGIN)


def _within(run: Run, line: Run) -> bool:
    return abs(run.base - line.base) <= 0.35 * max(run.height, line.height)


def _is_furniture(text: str) -> bool:
    """Whether a line in the margin is a running head: a page number, a name with one."""
    text = text.strip()
    return bool(_NUMBERED.match(text) or _REPORT_NAME.match(text))


def _repeated(pages: Sequence[Sequence[Sequence[Run]]]) -> set[str]:
    """Lines in capitals that open or close many pages and are no heading."""
    seen: Counter[str] = Counter()
    for columns in pages:
        ends = {line.text.strip() for column in columns for line in (column[0], column[-1])}
        seen.update(text for text in ends if text == text.upper() and len(text) > 3)
    return {
        text
        for text, count in seen.items()
        if count >= max(3, len(pages) // 50)
        and not is_heading(text)
        and parse_heading(text) is None
        and "WATCH LIST" not in text
        and sum(c.isalpha() for c in text) > 3
    }


def _vocabulary(pages: Sequence[Sequence[Sequence[Run]]]) -> Counter[str]:
    words: Counter[str] = Counter()
    for columns in pages:
        for column in columns:
            for line in column:
                words.update(re.findall(r"[a-zà-ÿ'’]+(?:-[a-zà-ÿ'’]+)*(?!-$)\b", line.text.lower()))
    return words


def _usual_gap(column: Sequence[Run]) -> float:
    gaps = [a.base - b.base for a, b in zip(column, column[1:], strict=False)]
    return median(gap for gap in gaps if gap > 0) if any(gap > 0 for gap in gaps) else 12.0
