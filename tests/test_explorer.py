"""The explorer: views as plain functions, controls that change them, files that it writes."""

import base64
import re
from pathlib import Path
from typing import Any

import matplotlib.figure
import pandas as pd
import pytest

from tipanalysis import compare
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownCountry
from tipanalysis.explorer import VIEWS, Choice, Explorer, explore, view, views
from tipanalysis.explorer.controls import NAMED
from tipanalysis.explorer.written import link


@pytest.mark.parametrize("name", list(VIEWS))
def test_every_view_shows_what_was_chosen(data: Dataset, name: str) -> None:
    html = view(data, Choice("KHM", 2014), name)
    said = {
        "Card": "Cambodia",
        "Strip": "Tier of Cambodia in runs",
        "Peers": "in East Asia and Pacific",
        "Themes": "Themes of findings in the 2014 edition",
        "Map": "Countries by tier in the 2014 edition",
    }
    assert said[name] in html
    assert ("<img" in html) == (name not in ("Card", "Themes"))
    assert ".tip-view table" in html and html.endswith("</div>")


def test_the_map_frames_the_country_that_was_chosen(
    data: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[float, float]] = []
    monkeypatch.setattr(views, "frame", lambda ax, x, y: drawn.append((x, y)))
    tiles = compare.tier_map(data, 2023).set_index("iso3")
    html = view(data, Choice("GHA", 2023), "Map")
    assert drawn == [(tiles.loc["GHA", "tile_column"], tiles.loc["GHA", "tile_row"])]
    assert "In the frame: Ghana (GHA), Tier 2." in html


def test_a_frame_is_round_one_tile() -> None:
    ax = matplotlib.figure.Figure().subplots()
    views.frame(ax, 7, 3)
    for line in ax.lines:
        corners: Any = line.get_xydata()
        xs, ys = corners[:, 0], corners[:, 1]
        assert min(xs) < 6.5 < 7.5 < max(xs) and max(xs) - min(xs) < 1.2
        assert min(ys) < 2.5 < 3.5 < max(ys) and max(ys) - min(ys) < 1.2
    assert len(ax.lines) == 2


def test_the_matrix_keeps_the_themes_that_were_named(data: Dataset) -> None:
    both = Choice("THA", 2018, "KHM,LAO", ("shelter", "training"))
    cells = views.theme_table(data, both)
    assert set(cells["theme"]) == {"shelter", "training"}
    assert set(cells["iso3"]) == {"THA", "KHM", "LAO"}
    assert "<img" in view(data, both, "Themes")


def test_a_choice_that_cannot_be_shown_says_why(data: Dataset) -> None:
    assert "first that has it is 2010" in view(data, Choice("USA", 2009), "Card")


def test_it_begins_where_there_are_themes_to_compare(data: Dataset) -> None:
    first = Explorer(data).choice
    assert first == explore(data=data).choice == Choice("THA", 2018)
    assert explore("THA", 2023, data).choice.edition == 2023
    assert "<img" in view(data, first, "Themes")


def test_an_edition_with_nothing_to_compare_says_which_has(data: Dataset) -> None:
    told = "Choose 2018: 187 narratives of that edition are coded."
    assert told in view(data, Choice("THA", 2023), "Themes")
    assert told not in view(data, Choice("THA", 2018), "Themes")
    assert told not in view(data, Choice("THA", 2018, "KHM", ("online-scams",)), "Themes")


@pytest.mark.parametrize("name", ["Strip", "Peers"])
def test_the_edition_that_was_chosen_is_framed(data: Dataset, name: str) -> None:
    drawn = {
        re.sub(r"[^>]*base64,", "", picture)
        for edition in (2014, 2018)
        for picture in re.findall(r"<img [^>]*>", view(data, Choice("THA", edition, "KHM"), name))
    }
    assert len(drawn) == 2


def controls(widget: Any) -> dict[str, Any]:
    names = ("Country", "Edition", "Peers by", "Named", "Themes")
    return dict(zip(names, widget.children[0].children, strict=True))


def line(widget: Any) -> str:
    """What the line below the buttons says."""
    return "".join(output["data"]["text/html"] for output in widget.children[3].outputs)


def test_changing_a_control_changes_the_view(data: Dataset) -> None:
    explorer = explore("Thailand", 2023, data)
    widget = explorer.widget()
    tabs = widget.children[1]
    assert "Tier 2" in tabs.children[0].value
    controls(widget)["Country"].value = "PRK"
    assert "North Korea" in tabs.children[0].value
    assert "Tier 3" in tabs.children[0].value
    controls(widget)["Edition"].value = 2003
    assert explorer.choice == Choice("PRK", 2003)
    tabs.selected_index = list(VIEWS).index("Map")
    assert "2003 edition" in tabs.children[tabs.selected_index].value
    controls(widget)["Peers by"].value = "tier"
    assert repr(explorer) == "Explorer: North Korea, edition 2003, peers by tier, all themes"


def test_peers_can_be_named_and_themes_chosen(data: Dataset) -> None:
    explorer = explore("Thailand", 2018, data)
    widget = explorer.widget()
    tabs, named = widget.children[1], controls(widget)["Named"]
    assert named.layout.display == "none"
    tabs.selected_index = list(VIEWS).index("Peers")
    controls(widget)["Peers by"].value = NAMED
    assert named.layout.display == "flex"
    assert "Name one country or more" in tabs.children[tabs.selected_index].value
    assert repr(explorer).endswith("peers not yet named, all themes")
    named.value = ("KHM", "LAO")
    assert "2 countries named for comparison" in tabs.children[tabs.selected_index].value
    shelter = data.themes.set_index("theme").loc["shelter", "label"]
    controls(widget)["Themes"].value = ("shelter",)
    assert explorer.choice == Choice("THA", 2018, "KHM,LAO", ("shelter",))
    assert repr(explorer) == f"Explorer: Thailand, edition 2018, peers KHM,LAO, {shelter}"
    controls(widget)["Themes"].value = ("all themes", "shelter")
    assert explorer.choice.themes == ()
    explorer.choice = Choice("THA", 2018, "KHM,LAO", ("shelter",))
    again = controls(Explorer(data, explorer.choice).widget())
    assert again["Named"].value == ("KHM", "LAO")
    assert again["Themes"].value == ("shelter",)


def test_while_it_writes_it_says_so_and_takes_no_second_click(
    data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    explorer = Explorer(data, Choice("THA", 2023))
    seen = []

    def slow() -> Path:
        seen.append((line(widget), [button.disabled for button in widget.children[2].children]))
        return Path("reports/2023/THA/report.html")

    monkeypatch.setattr(explorer, "report", slow)
    widget = explorer.widget()
    export, write = widget.children[2].children
    write.click()
    assert seen == [
        ("<p role='status'>Writing the report, which takes some seconds ...</p>", [True, True])
    ]
    assert not export.disabled
    assert not write.disabled
    assert "<a href='reports/2023/THA/report.html'>" in line(widget)
    controls(widget)["Country"].value = "GHA"
    assert line(widget) == ""


def test_a_refusal_takes_the_place_of_the_line(data: Dataset, tmp_path: Path) -> None:
    widget = Explorer(data, Choice("MNE", 2003), tmp_path).widget()
    _, write = widget.children[2].children
    write.click()
    assert "Montenegro is not in the edition of 2003" in line(widget)
    assert not write.disabled
    assert list(tmp_path.iterdir()) == []


def test_voila_is_given_the_file_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "reports" / "2023" / "THA" / "report.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>the page</p>", encoding="utf-8")
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5")
    html = link(Path("reports/2023/THA/report.html"), tmp_path)
    assert "download='THA-2023-report.html'" in html
    (held,) = re.findall(r"href='data:text/html;base64,([^']+)'", html)
    assert base64.b64decode(held) == b"<p>the page</p>"
    assert page.as_posix() in html


def test_a_file_elsewhere_is_named_without_a_link(tmp_path: Path) -> None:
    html = link(tmp_path / "elsewhere" / "a<b.csv", tmp_path / "notebooks")
    assert "<a " not in html
    assert "a&lt;b.csv" in html


def test_the_table_is_written_where_it_was_asked(data: Dataset, tmp_path: Path) -> None:
    explorer = Explorer(data, Choice("THA", 2023), tmp_path / "out")
    widget = explorer.widget()
    export, _ = widget.children[2].children
    export.click()
    path = tmp_path / "out" / "THA-2023-region-themes.csv"
    assert list(pd.read_csv(path).columns)[:3] == ["theme", "label", "pillar"]
    assert path.name in line(widget)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_in_a_terminal_it_is_one_sentence(data: Dataset) -> None:
    bundle = explore("THA", 2023, data)._repr_mimebundle_()
    assert bundle["text/plain"] == "Explorer: Thailand, edition 2023, peers by region, all themes"
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_a_wrong_name_is_refused_at_once(data: Dataset) -> None:
    with pytest.raises(UnknownCountry, match="Thailand"):
        explore("Tailand", data=data)
