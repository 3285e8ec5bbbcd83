"""Tables with an imaginary country whose name and statement try to break out of the page."""

import csv
import shutil
from pathlib import Path

import pytest

from tipanalysis.dataset import Dataset
from tipanalysis.schema import read_package

ROOT = Path(__file__).parents[1]
NAME = "<img src=x onerror=\"document.title='hacked'\">"
STATEMENT = "</td><script>document.title='hacked'</script> [x](javascript:alert(1)) #eval(1) $x$"


def _add(path: Path, *rows: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The tables of this checkout and Alandria, whose texts are hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(ROOT / "data", folder)
    _add(
        folder / "countries.csv",
        {"iso3": "XAA", "name": NAME, "region": "EAP", "tile_row": "1", "tile_column": "1"},
    )
    placement = {"iso3": "XAA", "status": "ranked", "tier": "Tier 3", "basis": "listed"}
    _add(
        folder / "placements.csv",
        *(
            {**placement, "edition": str(edition), "confidence": "high", "n_sources": "1"}
            for edition in range(2001, 2026)
        ),
    )
    _add(
        folder / "findings.csv",
        {
            "iso3": "XAA",
            "edition": "2023",
            "n": "1",
            "kind": "achievement",
            "pillar": "protection",
            "theme": "victim_services",
            "statement": STATEMENT,
            "source": "freedom-story-2023",
            "coder": "hand",
        },
    )
    return Dataset(read_package(folder))
