"""Reports and the site around them in a real browser, from the file system."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image

from tipanalysis.dataset import Dataset
from tipanalysis.reports import site
from tipanalysis.reports.page import Pages
from tipanalysis.reports.run import report
from tipanalysis.shown import show

expect = pytest.importorskip("playwright.sync_api").expect
pytest_plugins = ("browser", "hostile")
pytestmark = pytest.mark.journey
WIDTHS = (1400, 800, 390)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, data: Dataset) -> Path:
    """Three reports: one country in two editions, and a peer of it."""
    out = tmp_path_factory.mktemp("reports")
    for country, edition in (("THA", 2023), ("THA", 2022), ("KHM", 2023)):
        report(country, edition=edition, peers="Cambodia, Laos, Vietnam", out=out)
    return out


def visible_rows(page: Any) -> list[str]:
    return page.locator("#table tbody tr:visible").evaluate_all("rows => rows.map(r => r.id)")


def test_the_index_filters_by_tier_region_change_clock_and_name(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "index.html").as_uri())
    assert len(visible_rows(page)) == 188
    page.select_option("[name=tier]", "Tier 2 Watch List")
    assert len(visible_rows(page)) == 26
    page.select_option("[name=region]", "East Asia and Pacific")
    assert len(visible_rows(page)) == 6
    assert page.locator("#said").inner_text() == "6 of 188 countries"
    page.click("button[type=reset]")
    expect(page.locator("#said")).to_have_text("188 of 188 countries")
    page.select_option("[name=clock]", "cannot stay")
    assert "HTI" in visible_rows(page)
    assert len(visible_rows(page)) == 3
    page.click("button[type=reset]")
    expect(page.locator("#said")).to_have_text("188 of 188 countries")
    page.fill("[name=find]", "kampuchea")
    assert visible_rows(page) == []
    page.fill("[name=find]", "thai")
    assert visible_rows(page) == ["THA"]
    page.fill("[name=find]", "")
    page.select_option("[name=move]", "downgraded")
    assert "DZA" in visible_rows(page)
    assert "THA" not in visible_rows(page)
    assert page.errors == []


def test_the_index_sorts_both_ways_and_says_so(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "index.html").as_uri())
    heading = page.get_by_role("columnheader", name="Tier")
    page.get_by_role("button", name="Tier").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    tiers = page.locator("#table tbody td:nth-child(2)").evaluate_all(
        "cells => cells.map(c => c.dataset.is)"
    )
    assert tiers == (
        ["Tier 1"] * 30
        + ["Tier 2"] * 105
        + ["Tier 2 Watch List"] * 26
        + ["Tier 3"] * 24
        + ["special case"] * 3
    )
    page.get_by_role("button", name="Tier").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert visible_rows(page)[:3] == ["LBY", "SOM", "YEM"]
    page.get_by_role("button", name="Watch List clock").click()
    assert visible_rows(page)[0] == "HTI"


def test_a_click_on_the_map_opens_the_report_and_the_report_leads_back(
    page: Any, reports: Path
) -> None:
    page.goto((reports / "index.html").as_uri())
    page.locator("svg a[aria-label='Thailand: Tier 2']").click()
    page.wait_for_url("**/2023/THA/report.html")
    assert page.locator("h1").inner_text() == "Thailand in the 2023 Trafficking in Persons Report"
    page.get_by_role("link", name="2023 edition").click()
    page.wait_for_url("**/2023/index.html")
    page.get_by_role("link", name="All editions").click()
    page.wait_for_url(re.compile(r"/index\.html$"))
    page.locator("#THA .strip a", has_text="22").click()
    page.wait_for_url("**/2022/THA/report.html")


def test_a_report_leads_to_the_edition_before_and_to_a_peer(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    page.get_by_role("link", name="2022, the edition before").click()
    page.wait_for_url("**/2022/THA/report.html")
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    page.locator("nav.peers").get_by_role("link", name="Cambodia").click()
    page.wait_for_url("**/2023/KHM/report.html")


def test_a_report_that_is_not_there_is_said_and_never_a_dead_link(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    page.locator("nav.peers").get_by_role("link", name="Laos").click()
    page.wait_for_url("**/index.html?open=2023#LAO")
    assert "tipanalysis report LAO --edition 2023" in page.locator("#said").inner_text()


def test_no_link_of_the_site_is_dead(page: Any, reports: Path) -> None:
    seen: set[Path] = set()
    waiting = [reports / "index.html"]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        page.goto(here.as_uri())
        links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
        ids = set(page.eval_on_selector_all("[id]", "all => all.map(e => e.id)"))
        assert links, here
        for link in links:
            name, _, anchor = link.partition("#")
            if not name:
                assert anchor in ids, link
                continue
            target = (here.parent / name.partition("?")[0]).resolve()
            assert target.is_file(), f"{here}: {link}"
            assert target.is_relative_to(reports.resolve())
            if anchor and target.name == "index.html":
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), link
            if target not in seen and target not in waiting:
                waiting.append(target)
    assert len(seen) == 6


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_fit_and_have_no_serious_accessibility_fault(
    width: int, page: Any, reports: Path, serious_faults: Callable[[Any], list[str]]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("2023/THA/report.html", "2023/index.html", "index.html"):
        page.goto((reports / name).as_uri())
        inner = page.evaluate("document.documentElement.scrollWidth")
        assert inner <= width, f"{name} is {inner} wide"
        # Every row and tile is built alike; axe-core takes seconds for thousands of them.
        page.evaluate(
            "document.querySelectorAll('tr:nth-child(n+25),svg>:nth-child(n+25)')"
            ".forEach(e => e.remove())"
        )
        assert serious_faults(page) == [], name
        assert page.errors == [], name


def test_the_contents_lead_to_their_sections(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    links = page.locator("nav.contents a")
    assert links.count() > 10
    for number in range(links.count()):
        link = links.nth(number)
        link.click()
        anchor = str(link.get_attribute("href"))[1:]
        heading = page.locator(f"h2[id='{anchor}']")
        assert heading.inner_text() == link.inner_text() or anchor == "reports-on-peers"


def test_code_is_shown_on_demand_by_mouse_and_by_keyboard(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    code = page.locator("pre.code", has_text="tip.load()")
    assert not code.is_visible()
    page.get_by_text("show code").click()
    assert code.is_visible()
    page.locator("#show-code").focus()
    page.keyboard.press("Space")
    assert not code.is_visible()


def test_the_skip_link_is_the_first_stop_of_the_keyboard(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"


def test_on_a_phone_a_figure_is_whole_and_can_be_made_larger(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    assert page.locator(".larger:visible").count() == 0
    page.set_viewport_size({"width": 375, "height": 800})
    figures, pictures = page.locator(".figure"), page.locator(".figure img")
    assert page.locator(".larger:visible").count() == figures.count() > 5
    for at in range(figures.count()):
        assert pictures.nth(at).bounding_box()["width"] <= figures.nth(at).bounding_box()["width"]
    page.get_by_label("larger").first.check()
    assert pictures.first.bounding_box()["width"] > 600
    assert figures.first.evaluate("e => e.scrollWidth - e.clientWidth") > 250
    assert pictures.nth(1).bounding_box()["width"] < 375
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_table_that_scrolls_says_so_and_keeps_its_caption_in_sight(
    page: Any, reports: Path
) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    page.set_viewport_size({"width": 375, "height": 800})
    page.evaluate("new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    told = page.evaluate(
        """() => [...document.querySelectorAll('.tip-table')].filter(e => e.checkVisibility())
        .map(e => [e.scrollWidth > e.clientWidth,
                   getComputedStyle(e.querySelector('caption'), ':after').content])"""
    )
    assert {scrolls for scrolls, _ in told} == {True, False}
    assert all(("scroll" in words) == scrolls for scrolls, words in told)
    wide = page.locator(".tip-table", has=page.locator("caption", has_text="How usual")).first
    caption = wide.locator("caption")
    wide.evaluate("e => { e.scrollLeft = 120 }")
    box, region = caption.bounding_box(), wide.bounding_box()
    assert wide.evaluate("e => e.scrollLeft") == 120
    assert region["x"] <= box["x"]
    assert box["x"] + box["width"] <= region["x"] + region["width"]


def test_a_table_that_fits_has_no_shade_at_its_edge(page: Any, reports: Path) -> None:
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    page.set_viewport_size({"width": 1280, "height": 900})
    fits = page.locator(".tip-table", has=page.locator("caption", has_text="in runs")).first
    assert fits.evaluate("e => e.scrollWidth === e.clientWidth")
    box = fits.bounding_box()
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    right = int(box["x"] + box["width"])
    edge = {picture.getpixel((right + n, int(box["y"] + 60))) for n in range(-3, 3)}
    assert edge == {(255, 255, 255)}


def test_no_table_of_a_report_is_wider_than_its_sheet(
    page: Any, reports: Path, tmp_path: Path
) -> None:
    frame = pd.DataFrame([["Alandria", *["yes"] * 40]] * 30)
    frame.columns = ["country", *(f"X{n:02}" for n in range(40))]
    data = show(frame, "wide", folded=True)._repr_mimebundle_()
    shown = {"output_type": "display_data", "metadata": {}, "data": data}
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "x", "outputs": [shown]}
    cell["execution_count"] = 1
    made = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    (tmp_path / "wide.html").write_text(Pages().html(made, "Alandria"), encoding="utf-8")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 900})  # A4 less its margins
    for path in (tmp_path / "wide.html", *sorted(reports.glob("*/*/report.html"))):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 672, path
    page.goto((tmp_path / "wide.html").as_uri())
    assert page.locator(".on-paper").is_visible()
    assert not page.locator("table").is_visible()
    page.emulate_media(media="screen")
    assert not page.locator(".on-paper").is_visible()
    assert page.locator("summary").is_visible()


def test_folded_tables_print_with_their_rows(page: Any, reports: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    folded = page.locator("details.tip-folded")
    assert folded.count() > 0
    assert not folded.locator("tbody tr:last-child").first.is_visible()
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    squeezed = "".join(text.split())
    for at in range(folded.count()):
        rows = (
            folded.nth(at)
            .locator("tbody tr")
            .evaluate_all("rows => rows.map(r => r.textContent.trim())")
        )
        missing = [row for row in rows if "".join(row.split()) not in squeezed]
        assert not missing, missing[:3]
    assert ": the table," not in text


def test_the_index_prints_every_edition_on_its_sheet(page: Any, reports: Path) -> None:
    page.goto((reports / "index.html").as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1031, "height": 700})  # A4 across, less its margins
    right = page.locator(".strip > :last-child").evaluate_all(
        "cells => Math.max(...cells.map(c => c.getBoundingClientRect().right))"
    )
    assert 500 < right <= 1031


def test_a_report_prints_on_few_pages_without_bars_or_code(page: Any, reports: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    page.goto((reports / "2023" / "THA" / "report.html").as_uri())
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    # Eleven figures of up to half a page each with the rows of their tables, and the text between.
    assert 4 <= len(printed) <= 19
    text = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "Key takeaways" in text
    assert "show code" not in text
    assert "tip.load()" not in text


def test_the_index_is_whole_without_scripts(browser: Any, reports: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto((reports / "2023" / "index.html").as_uri())
    assert plain.locator("#table tbody tr").count() == 188
    assert not plain.locator("form").is_visible()
    plain.locator("#THA th a").click()
    assert plain.url.endswith("/2023/THA/report.html")
    context.close()


def test_markup_in_a_name_does_not_run(
    page: Any,
    tmp_path: Path,
    hostile: Dataset,
) -> None:
    folder = tmp_path / "2023" / "XAA"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    (folder / "report.html").write_text("made")
    page.goto(site.build(tmp_path, hostile).as_uri())
    assert page.title() != "hacked"
    assert page.locator("#XAA th").inner_text().startswith("<img")
