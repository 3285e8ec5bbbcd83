"""The report of several countries, from the command line to the folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from tipanalysis.errors import NotInEdition, TipError
from tipanalysis.reports.comparison import comparison
from tipanalysis.reports.tidy import lint

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def test_a_comparison_lies_whole_in_its_folder(tmp_path: Path) -> None:
    command = ["compare", "THA", "Cambodia", "LAO", "--edition", "2014", "--out", "made"]
    done = subprocess.run(
        [sys.executable, "-m", "tipanalysis.cli", *command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    folder = tmp_path / "made" / "2014" / "compare" / "THA-KHM-LAO"
    assert done.stdout.strip() == "Report: made/2014/compare/THA-KHM-LAO/report.html"
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert "Thailand, Cambodia and Laos, compared in the 2014 edition" in html
    tables = {path.stem for path in (folder / "tables").glob("*.csv")}
    assert {"in_law", "usual_moves", "path_distances", "index_counts", "stay"} <= tables
    for figure in (folder / "figures").glob("*.png"):
        assert figure.with_suffix(".txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("countries", "edition", "error", "words"),
    [
        ("THA", 2018, TipError, "takes 2 to 24 countries; 1"),
        ("THA,THA", 2018, TipError, "takes 2 to 24 countries; 1"),
        ("MNE,USA", 2003, NotInEdition, "Montenegro.*United States"),
        ("Tailand,KHM", 2018, TipError, "Did you mean Thailand"),
        ("THA,KHM", 1999, TipError, "2001 to 2025"),
    ],
)
def test_a_wrong_request_writes_nothing(
    countries: str, edition: int, error: type[Exception], words: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=words):
        comparison(countries, edition=edition, out=tmp_path / "made")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["tier_paths", "comparison", "edition_overview", "recommendations"]
)
def test_each_figure_of_a_notebook_stands_after_its_table(name: str) -> None:
    assert lint(NOTEBOOKS / f"{name}.ipynb") == ()
