"""The explorer: views as plain functions, controls that change them, files that it writes."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownCountry
from tipanalysis.explorer import VIEWS, Choice, Explorer, explore, view


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


def test_a_choice_that_cannot_be_shown_says_why(data: Dataset) -> None:
    assert "first that has it is 2010" in view(data, Choice("USA", 2009), "Card")


def controls(widget: Any) -> dict[str, Any]:
    return {control.description: control for control in widget.children[0].children}


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


def test_the_table_is_written_where_it_was_asked(data: Dataset, tmp_path: Path) -> None:
    explorer = Explorer(data, Choice("THA", 2023), tmp_path / "out")
    widget = explorer.widget()
    export, _ = widget.children[2].children
    export.click()
    path = tmp_path / "out" / "THA-2023-region-themes.csv"
    assert list(pd.read_csv(path).columns)[:3] == ["theme", "label", "pillar"]
    assert path.name in widget.children[3].value
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_in_a_terminal_it_is_one_sentence(data: Dataset) -> None:
    bundle = explore("THA", 2023, data)._repr_mimebundle_()
    assert bundle["text/plain"] == "Explorer: Thailand, edition 2023, peers by region, all themes"
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_a_wrong_name_is_refused_at_once(data: Dataset) -> None:
    with pytest.raises(UnknownCountry, match="Thailand"):
        explore("Tailand", data=data)
