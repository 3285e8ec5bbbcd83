"""Pages of every carrier come out as plain words, whatever is in them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from narratives import pages
from narratives.forms import (
    FORM_2004,
    FORM_2006,
    FORM_2009,
    FORM_2012,
    FORM_2014,
    FORM_2018,
    FORM_2019,
    FORM_2020,
    FORM_2022,
    FORM_2023,
    FORM_2024,
    NAMES,
    OTHERS,
    SPECIAL_2018,
    Form,
)

from tipanalysis.errors import TipError
from tipanalysis.names import name_key
from tipanalysis.narratives.headings import cut_countries
from tipanalysis.narratives.html import read_html
from tipanalysis.narratives.letters import plain
from tipanalysis.narratives.sections import cut_sections

NEW = [FORM_2018, FORM_2019, FORM_2020, FORM_2022, FORM_2023, FORM_2024, SPECIAL_2018]
OLD = [FORM_2004, FORM_2006, FORM_2009, FORM_2012, FORM_2014]
KNOWN = {name_key(name) for name in [*NAMES.values(), *sum(OTHERS.values(), [])]}
#: What carriers print around a text; none of it may get into a section.
AROUND = [
    "official website",
    "Share",
    "White House",
    "USA.gov",
    "A boat",
    "Tags",
    "Back to Top",
    "Website Management",
    "Search Refworld",
    "UNHCR",
    "Connected",
    "document.write",
]


def known(name: str) -> bool:
    return name_key(name) in KNOWN


def must_read(page: str, form: Form, encoding: str = "utf-8") -> None:
    text = read_html(page.encode(encoding)).text
    parts = cut_countries(text, known)
    assert [part.heading.text for part in parts] == [form.heading]
    sections = cut_sections(parts[0].text, form.edition, form.status == "special case")
    assert set(sections) == set(form.sections)
    for name, (first, last) in form.sections.items():
        words = sections[name].replace("• ", "")
        assert words.startswith(plain(first).replace("• ", "")), name
        assert words.endswith(plain(last).replace("• ", "")), name
        for furniture in AROUND:
            assert furniture not in words


@pytest.mark.parametrize("form", NEW, ids=lambda f: f"{f.edition}-{f.iso3}")
def test_state_gov_with_sections_in_containers(form: Form) -> None:
    must_read(pages.state_gov_new(form), form)


@pytest.mark.parametrize("form", OLD, ids=lambda f: f.edition)
def test_state_gov_before_2017(form: Form) -> None:
    must_read(pages.state_gov_old(form), form)


@pytest.mark.parametrize("form", [*OLD, *NEW], ids=lambda f: f"{f.edition}-{f.iso3}")
def test_refworld(form: Form) -> None:
    must_read(pages.refworld(form), form)


@pytest.mark.parametrize("form", [*OLD, *NEW], ids=lambda f: f"{f.edition}-{f.iso3}")
def test_ecoi(form: Form) -> None:
    must_read(pages.ecoi(form, "Alandria"), form)


def test_a_page_of_several_countries() -> None:
    old = pages.state_gov_old(FORM_2009)
    second = FORM_2004.text.replace("ALANDRIA (TIER 2)", "ALANDRIA (Tier 1)").replace("\n", "<br>")
    page = old.replace("<p>Back to Top</p>", f"<p>Back to Top</p><p>{second}</p>")
    parts = cut_countries(read_html(page.encode()).text, known)
    assert [(p.heading.name, p.heading.tier) for p in parts] == [
        ("BORDURIA", "Tier 2 Watch List"),
        ("ALANDRIA", "Tier 1"),
    ]


def test_list_items_keep_their_lines() -> None:
    page = pages.state_gov_new(FORM_2022)
    part = cut_countries(read_html(page.encode()).text, known)[0]
    listed = cut_sections(part.text, 2022)["recommendations"]
    assert listed == "• Pass the bill.\n• Mend the roof.\n• Count the cases."


def test_an_item_in_a_paragraph_has_one_bullet() -> None:
    items = ["<p>Pass the bill.</p>", "• Mend.", " <b>Count</b> it."]
    page = "".join(f"<li>{item}</li>" for item in items)
    assert read_html(f"<ul>{page}</ul>".encode()).text == "• Pass the bill.\n• Mend.\n• Count it."


def test_folded_sections_with_headings_on_buttons() -> None:
    page = (
        "<main><h2>ALANDRIA: Tier 1</h2><div><h4><button>Menu</button></h4></div>"
        "<div><h4><button>PROSECUTION</button></h4><div style='display:none'><p>Courts sat.</p>"
        "</div></div></main>"
    )
    assert read_html(page.encode()).text == "ALANDRIA: Tier 1\nPROSECUTION\nCourts sat."


def test_hostile_markup_comes_out_as_words() -> None:
    page = (
        "<h2>ALANDRIA: Tier 1</h2><p onclick=alert(1)>It <img src=x onerror=alert(2)>did "
        "<svg onload=alert(3)><script>alert(4)</script></svg>well &lt;script&gt;alert(5)"
        "&lt;/script&gt;<a href='javascript:alert(6)'>here</a><!-- alert(7) --></p>"
        "<iframe srcdoc='<p>alert(8)</p>'>alert(9)</iframe><noscript>alert(10)</noscript>"
        "<template><p>alert(11)</p></template><object data=x>alert(12)</object>"
        "<textarea>alert(13)</textarea><style>alert(14)</style>"
    )
    text = read_html(page.encode()).text
    assert text == "ALANDRIA: Tier 1\nIt did well <script>alert(5)</script>here"


def test_entities_of_the_page_are_not_expanded() -> None:
    bomb = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12)
    )
    page = f"<!DOCTYPE html [{bomb}]><html><body><p>&m; words</p></body></html>"
    start = time.perf_counter()
    text = read_html(page.encode()).text
    assert len(text) < 2_000
    assert time.perf_counter() - start < 2


def test_an_external_entity_is_not_loaded(tmp_path: object) -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<html><body><p>before &x; after</p></body></html>"
    )
    assert "before &x; after" in read_html(page.encode()).text


@pytest.mark.parametrize("depth", [300, 1500])
def test_deep_nesting_loses_no_words(depth: int) -> None:
    page = "<div>" * depth + "<p>Deep words</p>" + "</div>" * depth + "<p>Last words</p>"
    assert read_html(page.encode()).text == "Deep words\nLast words"


def test_nesting_beyond_measure_is_refused() -> None:
    with pytest.raises(TipError, match="nested too deeply"):
        read_html(b"<div>" * 100_000 + b"x")


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(TipError, match="elements"):
        read_html(b"<p>x</p>" * 200_001)


@pytest.mark.parametrize("raw", [b"", b"  \n ", b"<!-- -->"])
def test_nothing_is_no_page(raw: bytes) -> None:
    try:
        text = read_html(raw).text
    except TipError:
        return
    assert text == ""


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8-sig", ""), ("cp1252", "iso-8859-1"), ("cp1252", ""), ("utf-16", "")],
)
def test_encodings(encoding: str, declared: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>Côte d’Fer “tried”—twice</p></body></html>"
    assert read_html(page.encode(encoding)).text == "Côte d'Fer “tried”—twice"


def test_an_encoding_that_nobody_knows() -> None:
    page = b'<meta charset="x-none"><p>C\xf4te</p>'
    assert read_html(page).text == "Côte"


@given(st.lists(st.text(alphabet="abc <>&;\"'/!-", max_size=30), max_size=8))
def test_words_are_never_markup_of_their_own(texts: list[str]) -> None:
    from html import escape

    page = "".join(f"<p>{escape(text)}</p>" for text in texts)
    want = [" ".join(text.split()) for text in texts if text.strip()]
    if not want:
        return
    assert read_html(page.encode()).text.split("\n") == want


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        page = read_html(raw)
    except TipError:
        return
    assert "\0" not in page.text


@pytest.mark.parametrize("tag", ["main", "section", "div"])
def test_a_page_without_a_body(tag: str) -> None:
    page = f"<title>Page</title><{tag}><p>Courts sat.</p></{tag}>"
    assert read_html(page.encode()).text == "Courts sat."
