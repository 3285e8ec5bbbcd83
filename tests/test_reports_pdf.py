"""Reports as PDF: text is never markup, the same bytes twice, tables break with their heads."""

import base64
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tipanalysis.dataset import Dataset
from tipanalysis.figures.style import COLOURS
from tipanalysis.reports import pdf, svg
from tipanalysis.reports.about import STYLES, about
from tipanalysis.reports.page import TEMPLATES
from tipanalysis.shown import FIGURE_MIME, plain, show

pytest.importorskip("typst")
pypdfium2 = pytest.importorskip("pypdfium2")
pytest_plugins = ("hostile",)
#: What typst would take for markup if it were source.
ODD = "#*_$@<>`[]{}()=+-/~\"'\\;:!?.,&%^|"


def cell(*outputs: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    shown = [{"output_type": "display_data", "metadata": {}, "data": data} for data in outputs]
    return {"cell_type": "code", "metadata": metadata, "source": "x", "outputs": shown}


def table(frame: pd.DataFrame, name: str = "example") -> dict[str, Any]:
    return show(frame, name)._repr_mimebundle_()


def heading(words: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": words}


def pages(document: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(document)]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]", "", text)


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from(ODD + " abcXYZ019éü"), min_size=1, max_size=60).map(str.strip))
def test_text_from_outside_is_printed_as_it_stands(text: str) -> None:
    frame = pd.DataFrame({"statement": [f"a{text}z"]})
    made = {"cells": [cell(table(frame)), cell({"text/markdown": f"It says: b{plain(text)}y"})]}
    printed = squeezed("".join(pages(pdf.typeset(made, f"c{text}x", "2026.11"))))
    assert squeezed(f"a{text}z") in printed
    assert squeezed(f"Itsays:b{text}y") in printed


def test_a_call_in_a_text_is_not_called(hostile: Dataset) -> None:
    head = about(hostile, {"country": "XAA", "edition": 2023, "peers": "region"})
    statement = hostile.findings.query("iso3 == 'XAA'")["statement"].item()
    frame = pd.DataFrame({"statement": [statement, '#read("/etc/passwd")', '#panic("x")']})
    made = {"cells": [heading(f"# {plain(hostile.name('XAA'))}"), cell(table(frame))]}
    printed = squeezed("".join(pages(pdf.typeset(made, hostile.name("XAA"), "2026.11", head))))
    assert squeezed('#read("/etc/passwd")') in printed
    assert squeezed(hostile.name("XAA")) in printed
    assert squeezed(statement) in printed


def test_the_same_notebook_gives_the_same_bytes_and_no_date() -> None:
    made = {"cells": [heading("# Alandria\n\n## One"), heading("words")]}
    first = pdf.typeset(made, "Alandria 2023", "2026.11")
    assert first == pdf.typeset(made, "Alandria 2023", "2026.11")
    assert b"CreationDate" not in first
    assert first.startswith(b"%PDF")


def test_a_long_table_breaks_and_repeats_its_head_and_pages_are_numbered() -> None:
    frame = pd.DataFrame({"country": [f"Alandria {n}" for n in range(150)], "count": range(150)})
    made = {"cells": [heading("# Alandria"), heading("## Places"), cell(table(frame))]}
    sheets = pages(pdf.typeset(made, "Alandria 2023", "2026.11"))
    assert len(sheets) >= 3
    for number, sheet in enumerate(sheets, start=1):
        assert f"page {number} of {len(sheets)}" in sheet
        assert "Country" in sheet
        assert "2026.11" in sheet
    assert all(f"Alandria {n}" in "".join(sheets) for n in range(150))
    assert re.search(r"Places[\s.]*1\s", sheets[0])


def test_a_short_table_is_not_torn_and_one_too_wide_is_named_with_its_csv() -> None:
    short = pd.DataFrame({"country": [f"Alandria {n}" for n in range(12)]})
    short.attrs["title"] = "Places"
    wide = pd.DataFrame([[0] * 13], columns=list("abcdefghijklm"))
    wide.attrs["title"] = "Themes"
    for lines in range(20, 36):
        filler = heading("\n\n".join(["words"] * lines))
        made = {"cells": [filler, cell(table(short)), cell(table(wide, "finding_themes"))]}
        sheets = pages(pdf.typeset(made, "x", "2026.11"))
        (whole,) = [sheet for sheet in sheets if "Alandria 0" in sheet]
        assert all(f"Alandria {n}" in whole for n in range(12))
        assert "Places" in whole
    text = " ".join("".join(sheets).split())
    line = "Themes: its 13 columns are more than a sheet holds; they are in"
    assert f"{line} tables/finding_themes.csv." in text
    assert {len(pages(pdf.typeset({"cells": [heading("\n\n".join(["words"] * n))]}, "x", "2026")))
            for n in (20, 35)} == {1}  # fmt: skip


@pytest.mark.parametrize("words", [5, 150, 400])
def test_a_tall_figure_leaves_room_for_its_caption_above_the_foot(words: int) -> None:
    image = io.BytesIO()
    Image.new("RGB", (400, 900), "navy").save(image, "png")
    data = {
        "image/png": base64.b64encode(image.getvalue()).decode("ascii"),
        FIGURE_MIME: {"title": "Strip", "alt": "strip"},
    }
    caption = cell({"text/markdown": "word " * words + "END."}, tags=["caption"])
    printed = pypdfium2.PdfDocument(pdf.typeset({"cells": [cell(data), caption]}, "x", "2026.11"))
    (sheet,) = printed
    text = sheet.get_textpage()
    end, foot = (text.get_text_range().index(mark) for mark in ("END.", "tipanalysis, data"))
    assert text.get_charbox(end)[1] > text.get_charbox(foot)[3] + 6
    (picture,) = [it for it in sheet.get_objects() if it.type == 3]
    assert 200 < picture.get_bounds()[3] - picture.get_bounds()[1] < 640


def test_values_and_headings_are_those_of_the_page_and_notes_come_along() -> None:
    frame = pd.DataFrame({"share": [0.7935], "n": [12500]})
    frame.attrs.update(title="Shares of Alandria", note="Small.", caveats=())
    block = pdf.blocks({"cells": [cell(table(frame))]})[0]
    assert (block["title"], block["note"]) == ("Shares of Alandria", "Small.")
    assert block["head"] == ["Share", "N"]
    assert block["rows"] == [["79%", "12,500"]]
    assert block["numeric"] == [True, True]


def test_prose_becomes_blocks_and_raw_html_stays_words() -> None:
    first, second = pdf.prose(
        "**Tier** <b>x</b> [a](javascript:y) [f](ftp://x) [w](https://e.org)\n\n- one\n- two"
    )
    words = "".join(run["text"] for run in first["runs"])
    assert "<b>x</b>" in words
    assert {run["href"] for run in first["runs"]} == {"", "https://e.org"}
    assert [run["text"] for run in first["runs"] if run["bold"]] == ["Tier"]
    assert second["kind"] == "list"
    assert [item[0]["runs"][0]["text"] for item in second["items"]] == ["one", "two"]


def test_an_empty_table_is_one_line_and_hidden_cells_are_not_there() -> None:
    frame = pd.DataFrame({"n": []})
    frame.attrs.update(title="Cases", note="None is in the data.")
    hidden = cell({"text/plain": "secret"}, tags=["injected-parameters"])
    found = pdf.blocks({"cells": [cell(table(frame)), hidden]})
    assert found == [{"kind": "note", "text": "Cases: nothing to show. None is in the data."}]


def test_without_the_extra_the_request_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(pdf.PdfUnavailable, match=r"pip install 'tipanalysis\[pdf\]'"):
        pdf.library()


def test_the_colours_are_those_of_the_figures() -> None:
    source = (TEMPLATES / "pdf" / "report.typ").read_text(encoding="utf-8")
    found = dict(re.findall(r'(t\w): "(#\w{6})"', source))
    assert found == {name: COLOURS[place] for place, name in STYLES.items()}


@pytest.mark.journey
def test_pdf_and_svg_are_added_and_the_rest_is_the_same(tmp_path: Path) -> None:
    base = [sys.executable, "-m", "tipanalysis.cli", "report", "THA", "--peers", "Cambodia, Laos"]
    for name, more in (("plain", []), ("rich", ["--pdf", "--svg"])):
        subprocess.run([*base, "--out", name, *more], cwd=tmp_path, check=True)
    without, rich = (tmp_path / name / "2023" / "THA" for name in ("plain", "rich"))
    files = {path.relative_to(without).as_posix() for path in without.rglob("*") if path.is_file()}
    # Both list the files of the report.
    for name in files - {"manifest.json", "ro-crate-metadata.json"}:
        assert (without / name).read_bytes() == (rich / name).read_bytes(), name
    added = {
        path.relative_to(rich).as_posix() for path in rich.rglob("*") if path.is_file()
    } - files
    drawings = {name.replace(".png", ".svg") for name in files if name.endswith(".png")}
    assert added == {"report.pdf"} | drawings
    assert len(drawings) == 7
    listed = json.loads((rich / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert added <= set(listed)
    sheets = pages((rich / "report.pdf").read_bytes())
    assert 4 <= len(sheets) <= 14
    assert "Key takeaways" in sheets[0]
    for name in drawings:
        drawing = (rich / name).read_text(encoding="utf-8")
        assert "<dc:date>" not in drawing
        assert "<svg" in drawing


def test_figures_as_svg_are_the_same_twice_and_leave_the_notebook() -> None:
    import matplotlib.pyplot as plt

    from tipanalysis.figures.numbers import svg as drawn

    figure, ax = plt.subplots()
    ax.bar([1, 2], [3, 4], hatch="//")
    assert drawn(figure) == drawn(figure)
    plt.close(figure)
    data = {"image/png": "aaaa", svg.MIME: "<svg/>", "text/plain": "Figure"}
    made = {"cells": [cell(data)]}
    assert svg.take(made) == {"figure": "<svg/>"}
    assert svg.MIME not in made["cells"][0]["outputs"][0]["data"]
    assert svg.take(made) == {}
