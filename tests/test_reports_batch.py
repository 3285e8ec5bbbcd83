"""Many reports: as a clean run makes them, not made again without need, made again with need."""

import csv
import functools
import gc
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import papermill
import pytest

from tipanalysis import schema
from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import NotInEdition, TipError, UnknownParameter
from tipanalysis.reads import Read, Reads
from tipanalysis.reports.batch import Tally, Workshop, batch
from tipanalysis.reports.kernels import Kernels, fresh_kernels
from tipanalysis.reports.plan import wanted_reports
from tipanalysis.reports.pool import run_each
from tipanalysis.reports.run import template_path
from tipanalysis.reports.tidy import canonical

ROOT = Path(__file__).parents[1]
TWELVE = {
    2018: ["THA", "GHA", "NOR"],
    2023: ["THA", "KHM", "LAO", "GHA", "NGA", "NOR", "CUB", "YEM", "IND"],
}
#: With these: all regions, all tiers, special cases, first and last editions.
EIGHT = {
    2001: ["ALB"],
    2004: ["THA"],
    2010: ["SOM", "USA"],
    2014: ["MYS"],
    2021: ["GNB"],
    2025: ["BRA", "XKX"],
}


def statuses(tally: Tally) -> dict[str, str]:
    return {f"{done.wanted.edition}/{done.wanted.name}": done.status for done in tally.done}


def built(tally: Tally) -> set[str]:
    return {name for name, status in statuses(tally).items() if status == "built"}


@pytest.fixture(scope="module")
def twenty(tmp_path_factory: pytest.TempPathFactory, data: Dataset) -> Path:
    """Twenty reports as a batch makes them: in two workers with forked kernels."""
    out = tmp_path_factory.mktemp("twenty")
    wanted = [
        report
        for choice in (TWELVE, EIGHT)
        for edition, codes in choice.items()
        for report in wanted_reports(data, [edition], codes)
    ]
    factory = functools.partial(Workshop, data.folder, out, None)
    assert [outcome.result for outcome in run_each(factory, wanted, 2)] == [""] * 20
    return out


def clean_run(path: Path, kernels: Kernels, data: Dataset) -> dict[str, Any]:
    """What papermill with a kernel of its own makes of the same report."""
    source = template_path("country_report")
    environment = {"TIPANALYSIS_DATA": str(data.folder), "PYTHONHASHSEED": "0"}
    made = papermill.execute_notebook(
        str(source),
        str(kernels.folder / f"{path.parts[-3]}-{path.parts[-2]}.ipynb"),
        {"country": path.parts[-2], "edition": int(path.parts[-3]), "peers": "region"},
        kernel_name="python3",
        progress_bar=False,
        kernel_manager_class=kernels.manager_class(source.parent, environment),
    )
    return canonical(made, pixels=True)


@pytest.mark.journey
def test_twenty_reports_equal_those_of_clean_papermill_runs_cell_by_cell(
    twenty: Path, data: Dataset
) -> None:
    paths = sorted(twenty.glob("*/*/report.ipynb"))
    assert len(paths) == 20
    with fresh_kernels() as kernels, ThreadPoolExecutor(2) as pool:
        clean = list(pool.map(lambda path: clean_run(path, kernels, data), paths))
    pictures = 0
    for path, expected in zip(paths, clean, strict=True):
        made = canonical(nbformat.read(path, as_version=4), pixels=True)
        for number, cells in enumerate(zip(made["cells"], expected["cells"], strict=True)):
            assert cells[0] == cells[1], (path, number)
            pictures += "image/png" in str(cells[1].get("outputs"))
    assert pictures >= 40


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """The data with one cell of one row changed, sealed."""
    folder = tmp_path / "data"

    def edit(table: str, where: dict[str, str], column: str, value: str) -> Path:
        shutil.copytree(ROOT / "data", folder, dirs_exist_ok=True)
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        hits = [row for row in rows if all(row[name] == text for name, text in where.items())]
        assert hits
        assert hits[0][column] != value
        hits[0][column] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        schema.seal(folder)
        return folder

    return edit


def rebuilt(out: Path, data: Path) -> set[str]:
    """Which of the twelve a batch on other data would make again."""
    from tipanalysis.reports.batch import _stale

    loaded = load(data)
    wanted = [w for e, codes in TWELVE.items() for w in wanted_reports(loaded, [e], codes)]
    return {f"{w.edition}/{w.name}" for w, why in _stale(wanted, out, loaded) if why}


@pytest.mark.journey
@pytest.mark.parametrize(
    ("table", "where", "column", "value", "expected"),
    [
        # The words of a finding are in one report.
        (
            "findings",
            {"iso3": "THA", "edition": "2023", "n": "1", "kind": "achievement"},
            "statement",
            "Another statement.",
            {"2023/THA"},
        ),
        # A count by UNODC is in all reports of that country, and in no other.
        ("unodc", {"iso3": "GHA"}, "value", "77", {"2018/GHA", "2023/GHA"}),
        ("unodc", {"iso3": "AFG"}, "value", "77", set()),
        (
            "population",
            {"iso3": "NOR", "year": "2000"},
            "population",
            "1",
            {"2018/NOR", "2023/NOR"},
        ),
        # A placement of 2024 is in the path of the country and in the strips of its region.
        (
            "placements",
            {"iso3": "KHM", "edition": "2024"},
            "confidence",
            "low",
            {"2018/THA", "2023/THA", "2023/KHM", "2023/LAO"},
        ),
        # What a table says besides, in a column that no report shows.
        ("countries", {"iso3": "LAO"}, "note", "Another note.", set()),
        # A source that one report cites.
        ("sources", {"source": "freedom-story-2023"}, "title", "Other", {"2023/THA"}),
    ],
)
def test_a_changed_row_makes_what_reads_it_anew_and_nothing_else(
    table: str,
    where: dict[str, str],
    column: str,
    value: str,
    expected: set[str],
    twenty: Path,
    edited: Callable[..., Path],
) -> None:
    assert rebuilt(twenty, edited(table, where, column, value)) == expected


@pytest.mark.journey
def test_a_tier_is_in_every_report_and_what_it_rests_on_is_not(
    twenty: Path, edited: Callable[..., Path]
) -> None:
    where = {"iso3": "FJI", "edition": "2020"}
    assert rebuilt(twenty, edited("placements", where, "n_sources", "9")) == set()
    now = {row["iso3"]: row["tier"] for row in _rows("placements") if row["edition"] == "2020"}
    other = "Tier 3" if now["FJI"] != "Tier 3" else "Tier 2"
    found = rebuilt(twenty, edited("placements", where, "tier", other))
    # How usual a move was is told against the moves of all countries in all editions.
    every = {f"{edition}/{code}" for edition, codes in TWELVE.items() for code in codes}
    assert found == every
    assert len(every) == 12


def _rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.journey
def test_a_batch_rebuilds_what_changed_and_says_so(
    twenty: Path, edited: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(twenty, out)
    untouched = (out / "2023" / "GHA" / "report.html").stat().st_mtime_ns
    folder = edited("unodc", {"iso3": "KHM"}, "value", "4321")
    codes = ["THA", "KHM", "GHA"]
    tally = batch([2023], codes, out=out, data=folder)
    assert statuses(tally) == {
        "2023/KHM": "built",
        "2023/GHA": "unchanged",
        "2023/THA": "unchanged",
    }
    assert "1 built, 2 unchanged" in str(tally)
    assert (out / "2023" / "GHA" / "report.html").stat().st_mtime_ns == untouched
    again = batch([2023], codes, out=out, data=folder)
    assert built(again) == set()
    (out / "2023" / "THA" / "tables" / "numbers.csv").write_text("tampered", encoding="utf-8")
    shutil.rmtree(out / "2023" / "GHA" / "figures")
    assert built(batch([2023], codes, out=out, data=folder)) == {"2023/THA", "2023/GHA"}
    assert built(batch([2023], ["THA"], peers="tier", out=out, data=folder)) == {"2023/THA"}


@pytest.mark.journey
@pytest.mark.parametrize("way", ["--plain", "--json"])
def test_the_command_says_what_became_of_each_report(way: str, twenty: Path) -> None:
    command = [sys.executable, "-m", "tipanalysis.cli", "batch", "--edition", "2023", way]
    command += ["--countries", "Thailand,Norway", "--out", str(twenty)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    if way == "--json":
        rows = [json.loads(line) for line in lines]
        assert [row["status"] for row in rows[:2]] == ["unchanged", "unchanged"]
        assert (rows[2]["total"], rows[2]["unchanged"], rows[2]["failed"]) == (2, 2, 0)
    else:
        assert lines[0].startswith("[1/2] 2023/NOR: unchanged")
        assert lines[2].startswith("2 unchanged, in ")


def test_a_wrong_request_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    for arguments, error, words in (
        ({"countries": ["Tailand", "Norwey"]}, TipError, "Did you mean Thailand(.|\n)*Norway"),
        ({"region": "EAO"}, UnknownParameter, "EAP"),
        ({"peers": "regoin"}, TipError, "Did you mean region"),
        ({"template": "comparisen"}, UnknownParameter, "comparison"),
        ({"editions": [2003], "countries": ["Montenegro"]}, NotInEdition, "2007"),
    ):
        request: dict[str, Any] = {"editions": [2023], **arguments}
        with pytest.raises(error, match=words):
            batch(**request, out=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_what_is_wanted(data: Dataset) -> None:
    assert len(wanted_reports(data, [2023])) == 188
    assert len(wanted_reports(data)) == sum(
        row["status"] in ("ranked", "special case") for row in _rows("placements")
    )
    region = {row["iso3"] for row in _rows("countries") if row["region"] == "SCA"}
    assert {wanted.name for wanted in wanted_reports(data, [2023], region="SCA")} <= region
    comparisons = wanted_reports(data, [2023], template="comparison")
    assert [wanted.name for wanted in comparisons] == [
        f"comparison-{region}" for region in ("AF", "EAP", "EUR", "NEA", "SCA", "WHA")
    ]
    (pair,) = wanted_reports(data, [2023], ["Thailand", "Laos"], template="comparison")
    assert dict(pair.parameters) == {"countries": "THA,LAO", "edition": 2023}
    later = wanted_reports(data, None, ["South Sudan"])
    assert [wanted.edition for wanted in later][0] == 2012


@pytest.mark.parametrize(
    "read",
    [
        Read("themes"),
        Read("findings", (("edition", "2023"), ("iso3", "THA"))),
        Read("sources", (("source", "a&b=c#d,e"),)),
        Read("findings", (("edition", "2023"),), ("iso3",), distinct=True),
        Read.RELEASE,
    ],
)
def test_a_read_is_one_line_and_back(read: Read) -> None:
    assert "\n" not in str(read)
    assert Read.parse(str(read)) == read


def test_who_changes_rows_changes_them_for_nobody_else(data: Dataset) -> None:
    mine = data.rows("placements", ["iso3", "tier"], iso3="THA", edition=2014)
    mine.loc[0, "tier"] = "Tier 1"
    mine.attrs["title"] = "mine"
    mine["more"] = 1
    again = data.rows("placements", ["iso3", "tier"], iso3="THA", edition=2014)
    assert again.to_dict("list") == {"iso3": ["THA"], "tier": ["Tier 3"]}
    assert again.attrs == {}


def test_whoever_asks_for_every_country_does_not_keep_them_all(data: Dataset) -> None:
    def kept() -> int:
        gc.collect()
        return sum(isinstance(one, pd.DataFrame) for one in gc.get_objects())

    before = kept()
    for iso3 in data.countries["iso3"]:
        data.rows("placements", iso3=iso3)
    assert len(data.countries) > 180
    assert kept() - before <= 110


def test_rows_asked_for_again_are_noted_by_whoever_asks(data: Dataset) -> None:
    data.rows("placements", ["tier"], iso3="THA", edition=2014)
    other = data.noting()
    other.rows("placements", ["tier"], iso3="THA", edition=2014)
    assert {str(read) for read in other.reads.seen} == {"placements?edition=2014&iso3=THA#tier"}


def test_rows_are_those_asked_for_and_are_noted(data: Dataset) -> None:
    fresh = Dataset(data.package, Reads())
    rows = fresh.rows("placements", ["iso3", "tier"], iso3=["THA", "KHM"], edition=2014)
    table = data.placements
    expected = table[table["iso3"].isin(["THA", "KHM"]) & (table["edition"] == 2014)]
    assert rows["tier"].tolist() == expected["tier"].tolist()
    assert rows["iso3"].tolist() == expected["iso3"].tolist()
    assert {str(read) for read in fresh.reads.seen} == {
        "placements?edition=2014&iso3=KHM#iso3,tier",
        "placements?edition=2014&iso3=THA#iso3,tier",
    }
    assert len(fresh.unodc) > 0
    assert Read("unodc") in fresh.reads.seen
