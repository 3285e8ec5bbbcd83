"""The pages around the reports: what is there is linked, what is not is listed, nothing is torn."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tipanalysis import law
from tipanalysis.cli import app
from tipanalysis.dataset import Dataset
from tipanalysis.figures.style import COLOURS
from tipanalysis.reports import overview, site
from tipanalysis.reports.about import STYLES
from tipanalysis.reports.page import TEMPLATES

pytest_plugins = ("hostile",)


def put(out: Path, edition: int, iso3: str) -> Path:
    """A report, as far as the site looks at it."""
    folder = out / str(edition) / iso3
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    (folder / "report.html").write_text("made", encoding="utf-8")
    return folder


def row(page: Path, iso3: str) -> str:
    found = re.search(rf'<tr id="{iso3}">(.*?)</tr>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found, iso3
    return found[1]


def test_what_is_there_is_linked_and_the_rest_is_listed(data: Dataset, tmp_path: Path) -> None:
    put(tmp_path, 2023, "THA")
    put(tmp_path, 2022, "THA")
    put(tmp_path, 2023, "KHM")
    home = site.build(tmp_path, data)
    assert home == tmp_path / "index.html"
    hrefs = re.findall(r'href=["\']?(\d{4}/[A-Z]{3}/report\.html)', row(home, "THA"))
    assert sorted(set(hrefs)) == ["2022/THA/report.html", "2023/THA/report.html"]
    edition = tmp_path / "2023" / "index.html"
    assert '<a href="../2023/THA/report.html">Thailand</a>' in row(edition, "THA")
    assert "../2022/THA/report.html" in row(edition, "THA")
    assert "report.html" not in row(edition, "LAO")
    assert "Laos" in row(edition, "LAO")
    assert len(re.findall(r'<tr id="', edition.read_text(encoding="utf-8"))) == 188
    assert not (tmp_path / "2021").exists()


def test_drafts_strangers_and_half_reports_are_passed_over(data: Dataset, tmp_path: Path) -> None:
    (put(tmp_path, 2023, "THA") / "manifest.json").unlink()
    (put(tmp_path, 2023, "KHM") / "report.html").unlink()
    put(tmp_path, 2023, "ZZZ")
    put(tmp_path, 1999, "THA")
    (tmp_path / "2023" / ".building-x" / "LAO").mkdir(parents=True)
    assert site.reports(tmp_path, data) == frozenset()
    text = site.build(tmp_path, data).read_text(encoding="utf-8")
    assert "No report is here yet" in text
    assert "report.html" not in text


def test_the_same_reports_give_the_same_bytes_and_unchanged_pages_are_left(
    data: Dataset, tmp_path: Path
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for out, order in ((first, ("THA", "KHM")), (second, ("KHM", "THA"))):
        for iso3 in order:
            put(out, 2023, iso3)
        site.build(out, data)
    names = ("index.html", "2023/index.html")
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()
    before = [(first / name).stat().st_mtime_ns for name in names]
    site.build(first, data)
    assert [(first / name).stat().st_mtime_ns for name in names] == before
    assert sorted(path.name for path in first.iterdir()) == ["2023", "index.html"]


def test_a_page_loses_its_links_when_the_reports_go(data: Dataset, tmp_path: Path) -> None:
    folder = put(tmp_path, 2023, "THA")
    site.build(tmp_path, data)
    for path in folder.iterdir():
        path.unlink()
    site.build(tmp_path, data)
    assert "THA/report.html" not in (tmp_path / "2023" / "index.html").read_text(encoding="utf-8")


def test_a_failing_write_leaves_the_earlier_page_whole(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, 2023, "THA")
    home = site.build(tmp_path, data)
    before = home.read_bytes()
    put(tmp_path, 2022, "THA")

    def full(self: Path, target: Path) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        site.build(tmp_path, data)
    assert home.read_bytes() == before
    assert not list(tmp_path.rglob(".index-*"))


def test_tier_change_and_clock_of_an_edition(data: Dataset, tmp_path: Path) -> None:
    put(tmp_path, 2014, "THA")
    site.build(tmp_path, data)
    page = tmp_path / "2014" / "index.html"
    thailand = row(page, "THA")
    assert 'data-is="Tier 3"' in thailand
    assert 'data-is="downgraded"' in thailand
    assert "East Asia and Pacific" in thailand
    listed = dict(
        re.findall(
            r'<tr id="(\w{3})">(?:(?!</tr>).)*?data-is="((?:may stay|needs|cannot|back)[^"]*)"',
            page.read_text(encoding="utf-8"),
            re.DOTALL,
        )
    )
    on_list = data.placements[
        (data.placements["edition"] == 2014) & (data.placements["tier"] == "Tier 2 Watch List")
    ]
    assert set(listed) == set(on_list["iso3"])


@pytest.mark.parametrize(
    ("places", "edition", "words"),
    [
        ({2016: "W"}, 2016, "may stay on the list"),
        ({2016: "W", 2017: "W"}, 2017, "needs a waiver to stay"),
        ({2009: "W", 2010: "W", 2011: "W", 2012: "W"}, 2012, "cannot stay"),
        ({2020: "W", 2021: "W", 2022: "W"}, 2022, "cannot stay"),
        ({2003: "W"}, 2003, ""),
        ({2016: "Tier 3"}, 2016, ""),
    ],
)
def test_the_clock_in_few_words(places: dict[int, str], edition: int, words: str) -> None:
    history = {e: p.replace("W", law.WATCH_LIST) for e, p in places.items()}
    assert overview._clock(history, edition)[0] == words


def test_the_verb_writes_the_pages_and_says_where(tmp_path: Path) -> None:
    put(tmp_path, 2023, "THA")
    done = CliRunner().invoke(app, ["site", "--out", str(tmp_path)])
    assert done.exit_code == 0
    assert done.stdout == f"Site: {tmp_path / 'index.html'}\n"
    assert "2023/THA/report.html" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_hostile_name_is_words(hostile: Dataset, tmp_path: Path) -> None:
    put(tmp_path, 2023, "XAA")
    home = site.build(tmp_path, hostile)
    for page in (home, tmp_path / "2023" / "index.html"):
        text = page.read_text(encoding="utf-8")
        assert "<img" not in text
        assert "&lt;img src=x" in text


def test_pages_fetch_nothing_and_allow_only_their_own_script(data: Dataset, tmp_path: Path) -> None:
    text = site.build(tmp_path, data).read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", text)
    assert not re.search(r"<(?:link|img|iframe)\b|src=|url\(|https?://(?!www\.w3)", text)


def test_colours_are_those_of_the_figures() -> None:
    css = (TEMPLATES / "site" / "site.css").read_text(encoding="utf-8")
    for place, name in STYLES.items():
        found = re.search(rf"\.map \.{name}\{{--tile:(#\w+)\}}", css)
        assert found
        whole = found[1] if len(found[1]) == 7 else "#" + "".join(2 * c for c in found[1][1:])
        assert whole == COLOURS[place]
