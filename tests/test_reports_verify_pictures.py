"""Pictures and drawings compared: other rendering is not another figure, a changed point is."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat
import pytest
from matplotlib.figure import Figure

from tipanalysis.errors import ReportFailed
from tipanalysis.reports import pixels
from tipanalysis.reports.differences import PIXEL, WORDS
from tipanalysis.reports.drawings import document, drawing_changes
from tipanalysis.reports.stale import staleness
from tipanalysis.reports.tidy import as_text, canonical, fresh

VALUES = (4, 9, 7, 12, 3, 8)
Settings = dict[str, Any]


def drawn(values: tuple[int, ...] = VALUES, form: str = "png", **settings: Any) -> bytes:
    """A figure of Alandria: points, a line and bars, with labels."""
    made = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "a", **settings.pop("rc", {})}):
        figure = Figure(figsize=(7.2, 3.6), **settings)
        one, two = figure.subplots(1, 2)
        one.plot(range(len(values)), values, "o", markersize=8)
        two.bar(range(len(values)), values, color="#4a9cc4")
        one.set_title("Convictions of Alandria by year", loc="left", weight="bold")
        one.set_ylim(0, 14)
        two.set_ylim(0, 14)
        when = {"Date": None} if form == "svg" else {"CreationDate": None} if form == "pdf" else {}
        figure.savefig(made, format=form, metadata=when)
    return made.getvalue()


@pytest.mark.parametrize(
    "settings",
    [
        {"dpi": 130},
        {"dpi": 72},
        {"dpi": 200},
        {"dpi": 100, "rc": {"text.hinting": "none"}},
        {"dpi": 100, "rc": {"text.hinting": "force_autohint", "text.antialiased": True}},
        {"dpi": 130, "rc": {"text.hinting": "none", "path.snap": False}},
    ],
)
def test_another_rendering_is_the_same_picture(settings: Settings) -> None:
    seen = pixels.compare(drawn(dpi=100), drawn(**settings), same_code=False)
    assert not seen.identical
    assert seen.same, seen.apart


@pytest.mark.parametrize("settings", [{"dpi": 100}, {"dpi": 130}])
@pytest.mark.parametrize(
    "values",
    [(4, 9, 7, 12, 3), (4, 9, 7, 12, 5, 8), (4, 9, 7, 10, 3, 8), (6, 9, 7, 12, 3, 8)],
    ids=["one less", "a low one", "a high one", "the first"],
)
def test_a_changed_point_or_bar_is_another_picture(
    settings: Settings, values: tuple[int, ...]
) -> None:
    seen = pixels.compare(drawn(dpi=100), drawn(values, **settings), same_code=False)
    assert not seen.same, seen.apart


def test_the_same_code_may_hardly_move_anything() -> None:
    old, new = drawn(dpi=100), drawn(dpi=100, rc={"lines.markeredgewidth": 3.0})
    assert not pixels.compare(old, new, same_code=True).same
    assert pixels.compare(old, new, same_code=False).same
    assert pixels.compare(old, old, same_code=True).identical


@pytest.mark.parametrize(("form", "name"), [("svg", "a.svg"), ("pdf", "a.pdf")])
def test_a_drawing_of_another_version_is_compared_as_pixels(form: str, name: str) -> None:
    old, new = drawn(form=form), drawn(form=form, rc={"lines.markeredgewidth": 1.3})
    ((_, kind),) = drawing_changes(name, old, new, alike=False)
    assert kind == PIXEL
    ((change, kind),) = drawing_changes(name, old, new, alike=True)
    assert kind == WORDS
    other = drawn((4, 9, 7, 10, 3, 8), form=form)
    ((change, kind),) = drawing_changes(name, other, new, alike=False)
    assert kind == WORDS
    assert change.new.endswith("drawn as pixels")


@pytest.mark.parametrize("alike", [False, True])
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda svg: svg.replace(b"</svg>", b"<script>x</script></svg>"), "<script>"),
        (lambda svg: svg.replace(b"</svg>", b"<text>Tier 3</text></svg>"), "Tier 3"),
        (
            lambda svg: svg.replace(b"</svg>", b'<image href="http://x.example"/></svg>'),
            "x.example",
        ),
        (lambda svg: svg.replace(b"<svg ", b'<svg onload="x()" ', 1), "onload"),
        (lambda svg: svg.replace(b"</style>", b"g{display:none}</style>", 1), "display:none"),
    ],
)
def test_an_svg_with_more_than_a_drawing_differs_whatever_version_it_names(
    spoil: Callable[[bytes], bytes], told: str, alike: bool
) -> None:
    honest = drawn(form="svg")
    assert spoil(honest) != honest
    found = drawing_changes("a.svg", spoil(honest), honest, alike)
    assert {kind for _, kind in found} == {WORDS}
    assert any(told in f"{change.old} {change.where}" for change, _ in found)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 Tier 3", b"<svg", b"\x00" * 40])
def test_what_cannot_be_drawn_is_never_passed(data: bytes) -> None:
    assert document(data) is None
    for name, form in (("a.svg", "svg"), ("a.pdf", "pdf")):
        kinds = {kind for _, kind in drawing_changes(name, data, drawn(form=form), False)}
        assert kinds == {WORDS}


def stored(folder: Path, *sources: str) -> Path:
    """A notebook of Alandria whose stored outputs are those of ``466``."""
    new = nbformat.v4
    notebook = new.new_notebook(
        cells=[new.new_markdown_cell("## In numbers"), *map(new.new_code_cell, sources)]
    )
    for number, cell in enumerate(notebook["cells"][1:], start=1):
        cell["execution_count"] = number
        data = {"text/plain": "466"}
        cell["outputs"] = [new.new_output("execute_result", data, execution_count=number)]
    path = folder / "alandria.ipynb"
    path.write_text(as_text(canonical(notebook)), encoding="utf-8")
    return path


def test_a_cell_that_fails_is_told_and_the_others_are_still_compared(tmp_path: Path) -> None:
    path = stored(tmp_path, "466", "1 / 0", "467")
    lines = [str(one) for one in staleness(path).differences]
    assert lines == [
        "In numbers (cell 3): 466 -> ZeroDivisionError: division by zero",
        "In numbers (cell 4): 466 -> 467",
    ]
    with pytest.raises(ReportFailed, match="^In numbers, cell 3 failed: ZeroDivisionError"):
        fresh(path)
