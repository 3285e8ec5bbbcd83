"""The checker names each planted fault by file, row and column, all of them at once."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tipanalysis.check import check
from tipanalysis.errors import DataFaults, Fault
from tipanalysis.schema import DESCRIPTOR

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def edit(folder: Path, table: str, line_start: str, before: str, after: str) -> int:
    """Replace text in the one line that begins so; returns its number in the file."""
    path = folder / f"{table}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, start=1) if line.startswith(line_start)]
    assert before in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(before, after, 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return number


def places(faults: tuple[Fault, ...]) -> set[tuple[str, int | None, str | None]]:
    return {(fault.file, fault.row, fault.column) for fault in faults}


def test_faults_in_several_cells_and_tables_are_named_together(folder: Path) -> None:
    tier = edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Teir 2,")
    name = edit(folder, "countries", "GHA,", "GHA,Ghana", "GHA,")
    year = edit(folder, "population", "THA,2020,", "THA,2020,", "THA,2020,about ")
    faults = check(folder)
    assert {
        ("placements.csv", tier, "tier"),
        ("countries.csv", name, "name"),
        ("population.csv", year, "population"),
    } <= places(faults)
    (words,) = [str(fault) for fault in faults if fault.column == "tier"]
    assert words == (
        f'placements.csv, row {tier}, tier: "Teir 2" is not a tier (Tier 1, Tier 2, '
        "Tier 2 Watch List, Tier 3). Did you mean Tier 2 or Tier 3 or Tier 1?"
    )


def test_a_key_that_leads_nowhere_is_named(folder: Path) -> None:
    country = edit(folder, "protocol", "THA,", "THA,", "THX,")
    source = edit(folder, "placements", "THA,2020,", "wgi_tpr", "wgi_trp")
    found = check(folder)
    assert ("placements.csv", source, "sources") in places(found)
    assert any(fault.file == "protocol.csv" and fault.row == country for fault in found)
    assert any("Did you mean wgi_tpr" in fault.message for fault in found)


def test_a_second_row_for_a_country_and_edition_is_named(folder: Path) -> None:
    path = folder / "placements.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("THA,2023,"))
    lines.insert(at + 1, lines[at])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert any(f.file == "placements.csv" and f.row == at + 2 for f in check(folder))


def test_a_missing_row_is_named(folder: Path) -> None:
    path = folder / "placements.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("THA,2023,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    messages = [str(fault) for fault in check(folder)]
    assert "placements.csv: THA has no row for edition 2023" in messages


def test_a_tier_that_breaks_a_printed_total_is_named(folder: Path) -> None:
    edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Tier 1,")
    messages = " ".join(map(str, check(folder)))
    assert "30 countries (Tier 1) were printed for 2023; placements.csv has 31" in messages


def test_a_run_beyond_the_law_is_named(folder: Path) -> None:
    row = edit(folder, "placements", "THA,2014,", ",Tier 3,", ",Tier 2 Watch List,")
    found = [fault for fault in check(folder) if fault.row == row]
    assert any("5 counted editions in a row on the Tier 2 Watch List" in f.message for f in found)


def test_status_and_tier_must_agree(folder: Path) -> None:
    row = edit(folder, "placements", "SOM,2010,", "special case,,", "special case,Tier 3,")
    assert ("placements.csv", row, "tier") in places(check(folder))


def test_a_part_larger_than_its_whole_is_named(folder: Path) -> None:
    path = folder / "law_enforcement.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("World,2012,"))
    cells = lines[at].split(",")
    cells[5] = "999999"
    lines[at] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert ("law_enforcement.csv", at + 1, "prosecutions_labor") in places(check(folder))


def test_unsorted_rows_are_named(folder: Path) -> None:
    path = folder / "themes.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1], lines[2] = lines[2], lines[1]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "themes.csv, row 2: rows are not sorted by theme" in map(str, check(folder))


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "themes.csv").unlink()
    assert "themes.csv: the file is missing" in map(str, check(folder))


def test_a_table_outside_the_folder_is_refused(folder: Path) -> None:
    path = folder / DESCRIPTOR
    raw = json.loads(path.read_text(encoding="utf-8"))
    (folder.parent / "themes.csv").write_bytes((folder / "themes.csv").read_bytes())
    for resource in raw["resources"]:
        if resource["name"] == "themes":
            resource["path"] = "../themes.csv"
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert any("leaves the folder" in fault.message for fault in check(folder))


def test_a_descriptor_that_is_not_json_is_one_fault(folder: Path) -> None:
    (folder / DESCRIPTOR).write_text("{", encoding="utf-8")
    with pytest.raises(DataFaults, match=DESCRIPTOR):
        check(folder)


@pytest.mark.journey
def test_the_command_names_faults_and_exits_with_one(folder: Path) -> None:
    row = edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Teir 2,")
    command = [sys.executable, "-m", "tipanalysis.cli", "check", "--data", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"placements.csv, row {row}, tier" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.journey
def test_loading_an_edited_folder_checks_it_first(folder: Path) -> None:
    from tipanalysis.dataset import load

    edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Teir 2,")
    with pytest.raises(DataFaults, match="Teir 2"):
        load(folder)
