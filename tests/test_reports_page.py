"""A page: nothing from outside is markup, contents lead somewhere, nothing is said twice."""

import re
from html.parser import HTMLParser
from itertools import count
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis import terms
from tipanalysis.dataset import Dataset
from tipanalysis.figures.style import COLOURS
from tipanalysis.reports.about import STYLES, about, neighbours
from tipanalysis.reports.page import (
    Pages,
    anchor,
    breakable,
    contents,
    markdown,
    said_once,
    style,
)
from tipanalysis.shown import plain, show

pytest_plugins = ("hostile",)
PAGES = Pages()
NUMBERS = count()


class Seen(HTMLParser):
    """Elements and visible words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def code(outputs: list[dict[str, Any]], source: str = "x", **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"cell-{next(NUMBERS)}",
        "metadata": metadata,
        "source": source,
        "execution_count": 1,
        "outputs": outputs,
    }


def shown(**data: Any) -> dict[str, Any]:
    kinds = {"prose": "text/markdown", "html": "text/html", "text": "text/plain"}
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {kinds.get(name, name): value for name, value in data.items()},
    }


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_raw_html_and_script_addresses_in_prose_are_words() -> None:
    html = markdown()(
        "<script>alert(1)</script> <img src=x onerror=alert(1)> [go](javascript:alert(1))"
    )
    seen = Seen(html)
    assert set(seen.tags) <= {"p", "a"}
    assert "<script>alert(1)</script>" in seen.words
    assert not any("javascript:" in str(value) for _, value in seen.attributes)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_text_from_outside_is_read_as_it_was_written(text: str) -> None:
    seen = Seen(markdown()(f"It says {plain(text)} there."))
    assert set(seen.tags) <= {"p"}
    assert "".join(seen.words.split()) == "".join(f"It says {text} there.".split())


def test_a_page_forbids_scripts_and_fetches_to_itself() -> None:
    html = PAGES.html(notebook(), "Alandria")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1] == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "<script" not in html


def test_scripts_drawings_and_widgets_of_a_notebook_are_not_shown() -> None:
    html = PAGES.html(
        notebook(
            code(
                [
                    shown(**{"application/javascript": "alert(1)", "text": "only words"}),
                    shown(**{"image/svg+xml": "<svg onload=alert(1)></svg>", "text": "drawn"}),
                ]
            )
        ),
        "Alandria",
    )
    assert "alert(1)" not in html
    assert "only words" in html
    assert "drawn" in html


def test_a_hostile_title_stream_and_source_are_escaped() -> None:
    bad = "</title></style><script>alert(1)</script>"
    stream = {"output_type": "stream", "name": "stdout", "text": bad}
    html = PAGES.html(notebook(code([stream], source=bad)), bad)
    assert "script" not in Seen(html).tags
    assert html.count("&lt;script&gt;") == 3


def test_a_hostile_country_is_words_above_and_in_the_report(hostile: Dataset) -> None:
    head = about(hostile, {"country": "XAA", "edition": 2023, "peers": "region"})
    assert head is not None
    placed = hostile.placements[hostile.placements["iso3"] == "XAA"]
    named = placed.assign(country=hostile.name("XAA"))[["country", "tier"]]
    table = show(named, "places").html()
    neighbour = about(hostile, {"country": "THA", "edition": 2023, "peers": "region"})
    for one in (head, neighbour):
        html = PAGES.html(notebook(code([shown(html=table)])), hostile.name("XAA"), one)
        assert "img" not in Seen(html).tags
        assert "onerror" not in {name for name, _ in Seen(html).attributes}
        assert "&lt;img src=x" in html


def test_a_long_address_in_a_table_may_break_after_its_marks_and_reads_the_same() -> None:
    address = "https://example.org/reports/2018-report/a_long_name?page=2&amp;of=3"
    frame = f"<td title='a/b-c'>x/y-z</td><td>{address}</td><th>https://example.org/th-th</th>"
    made = breakable(frame)
    assert made.replace("<wbr>", "") == frame
    parts = made.split("<td>")[1].split("</td>")[0].split("<wbr>")
    assert parts[:3] == ["https://example.", "org/", "reports/"]
    assert all(part[-1] in "/-_?.=" for part in parts[:-1])
    assert made.count("<wbr>") == len(parts) - 1


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab/-_.?&<>;=\"' 1"), min_size=1, max_size=60))
def test_places_to_break_change_no_word_of_a_table(text: str) -> None:
    table = show(pd.DataFrame({"word": [text], "n": [1]}), "words").html()
    assert breakable(table).replace("<wbr>", "") == table
    assert Seen(breakable(table)).words == Seen(table).words


def table(frame: pd.DataFrame, name: str) -> dict[str, Any]:
    data = show(frame, name)._repr_mimebundle_()
    return {"output_type": "display_data", "metadata": {}, "data": data}


def test_a_table_too_wide_for_paper_has_a_line_that_stands_there_in_its_place() -> None:
    wide = pd.DataFrame([[0] * 13], columns=list("abcdefghijklm"))
    wide.attrs["title"] = "Themes of <Alandria>"
    html = PAGES.html(notebook(code([table(wide, "finding_themes")])), "Alandria")
    line = "Themes of &lt;Alandria&gt;: its 13 columns are more than a sheet holds; they are in "
    assert f'<p class="tip-note on-paper">{line}tables/finding_themes.csv.</p>' in html
    assert html.index('<div class="on-screen">') < html.index("<table>") < html.index(line)
    fits = PAGES.html(notebook(code([table(wide.iloc[:, :12], "fits")])), "Alandria")
    assert "<table>" in fits
    assert "than a sheet holds" not in fits
    assert 'class="on-screen"' not in fits


def test_prose_does_not_repeat_the_reason_of_the_empty_table_before_it() -> None:
    frame = pd.DataFrame({"n": []})
    frame.attrs.update(title="Cases", note="Alandria has no tier in 2010, so there is no move.")
    told = code([table(frame, "cases")])
    kept = ("Alandria has a tier.", "Alandria has no tier in 2010, so there is no tie.", "So.")
    for words in (
        "Alandria has no tier in 2010, so there is no move.",
        "Alandria has no tier in 2010.",
    ):
        cells = said_once(notebook(told, code([shown(prose="")]), code([shown(prose=words)])))
        assert [len(cell["outputs"]) for cell in cells["cells"]] == [1, 0, 0], words
    for words in kept:
        cells = said_once(notebook(told, code([shown(prose=words)])))["cells"]
        assert [len(cell["outputs"]) for cell in cells] == [1, 1], words
    # Words of a table that shows rows are no reason.
    full = pd.DataFrame({"word": ["So there is no move"]})
    cells = said_once(notebook(code([table(full, "full")]), code([shown(prose="no move")])))[
        "cells"
    ]
    assert [len(cell["outputs"]) for cell in cells] == [1, 1]


def test_contents_name_the_sections_and_their_anchors_exist() -> None:
    made = notebook(
        {
            "cell_type": "markdown",
            "id": f"cell-{next(NUMBERS)}",
            "metadata": {},
            "source": "## Why *this* tier & law",
        },
        code([shown(prose="## C\\*te\n\nwords")]),
    )
    found = contents(made)
    assert [entry["words"] for entry in found] == ["Why this tier & law", "C*te"]
    html = PAGES.html(made, "Alandria")
    for entry in found:
        assert f'<h2 id="{entry["anchor"]}">' in html
        assert f'<a href="#{entry["anchor"]}">' in html
    assert anchor("???") == "section"


def test_the_same_reason_twice_in_a_section_is_said_once_and_blank_captions_take_no_room() -> None:
    reason = "The narrative is not in the data."
    heading = {
        "cell_type": "markdown",
        "id": f"cell-{next(NUMBERS)}",
        "metadata": {},
        "source": "## Next",
    }
    made = notebook(
        code([shown(prose=reason)]),
        code([shown(prose=reason)]),
        code([shown(prose=" ")], tags=["caption"]),
        heading,
        code([shown(prose=reason)]),
    )
    html = PAGES.html(made, "Alandria")
    assert html.count(reason) == 2
    assert 'class="cell caption"' not in html
    assert [len(cell.get("outputs", [])) for cell in said_once(made)["cells"]] == [1, 0, 0, 0, 1]


def test_the_head_says_place_edition_period_and_neighbours(data: Dataset) -> None:
    head = about(data, {"country": "THA", "edition": 2023, "peers": "Cambodia, Laos"})
    html = PAGES.html(notebook(), "Thailand 2023", head)
    words = Seen(html).words
    assert "Tier 2" in words
    assert "1 April 2022 to 31 March 2023" in words
    assert 'href="../../index.html?open=2022#THA"' in html
    assert 'href="../../index.html?open=2024#THA"' in html
    assert 'href="../../index.html?open=2023#KHM"' in html
    assert "by elimination" not in words


def test_a_tier_by_elimination_is_hollow_in_the_head(data: Dataset) -> None:
    rows = data.placements
    derived = rows[(rows["edition"] == 2025) & (rows["basis"] == "derived") & rows["tier"].notna()]
    head = about(data, {"country": derived["iso3"].iloc[0], "edition": 2025})
    html = PAGES.html(notebook(), "x", head)
    assert 'class="badge t2 hollow"' in html
    assert "by elimination" in html


def test_a_template_without_a_country_has_no_head(data: Dataset) -> None:
    assert about(data, {"countries": "THA,KHM"}) is None
    assert 'class="facts"' not in PAGES.html(notebook(), "Comparison", None)


def test_neighbours_pass_over_editions_that_do_not_assess_the_country() -> None:
    history = {2001: "not in report", 2002: "Tier 1", 2003: "unknown", 2004: "Tier 2"}
    assert neighbours(history, 2004) == (2002, None)
    assert neighbours(history, 2002) == (None, 2004)


def test_the_colours_of_places_are_those_of_the_figures() -> None:
    css = style("tip/page.css")
    found = dict(re.findall(r"^\.(t\w)\{background:(#\w+)", css, re.MULTILINE))
    assert set(found) == set(STYLES.values())
    for place, name in STYLES.items():
        colour = found[name]
        whole = colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
        assert whole == COLOURS[place], place
    assert set(STYLES) == {*terms.TIERS, "special case", "not in report", "unknown"}
