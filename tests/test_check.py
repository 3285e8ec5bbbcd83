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


def rows(folder: Path, table: str) -> list[str]:
    return (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()


def said(folder: Path) -> list[str]:
    return [str(fault) for fault in check(folder)]


def test_one_faulty_cell_hides_no_other_fault_of_its_table(folder: Path) -> None:
    cell = edit(folder, "placements", "ABW,2010,", "not in report,,", "not in report,Tier 9,")
    run = edit(folder, "placements", "THA,2014,", ",Tier 3,", ",Tier 2 Watch List,")
    status = edit(folder, "placements", "SOM,2010,", "special case,,", "special case,Tier 3,")
    path = folder / "placements.csv"
    kept = [line for line in rows(folder, "placements") if not line.startswith("ZWE,2025,")]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    found = said(folder)
    assert any(f'row {cell}, tier: "Tier 9" is not a tier' in line for line in found)
    assert any(f"row {run}, tier: THA 2014: 5 counted editions" in line for line in found)
    assert any(f"row {status}, tier: a country with status" in line for line in found)
    assert "placements.csv: ZWE has no row for edition 2025" in found
    assert any("(Tier 3) were printed for 2014; placements.csv has" in line for line in found)
    # What ABW 2010 is cannot be read, so nothing is said of it but that.
    assert len([line for line in found if f"row {cell}" in line]) == 1


def test_a_faulty_cell_brings_no_faults_that_only_follow_from_it(folder: Path) -> None:
    row = edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Teir 2,")
    key = edit(folder, "placements", "GHA,2018,", "GHA,2018,", "GHA,20l8,")
    faults = check(folder)
    mine = [f for f in faults if f.file in ("placements.csv", "totals.csv")]
    assert places(tuple(mine)) == {
        ("placements.csv", row, "tier"),
        ("placements.csv", key, "edition"),
    }
    # What the 2018 edition says of Ghana hangs on that row.
    assert any('"GHA 2018" is not in placements.csv' in f.message for f in faults)


def test_totals_count_what_cannot_be_read_as_possible_and_no_more(folder: Path) -> None:
    edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Teir 2,")
    edit(folder, "placements", "GHA,2023,", ",Tier 2,", ",Tier 1,")
    found = said(folder)
    assert any(
        "30 countries (Tier 1) were printed for 2023; placements.csv has 31, "
        "and 1 that cannot be read" in line
        for line in found
    )


def test_a_missing_file_stops_no_other_check(folder: Path) -> None:
    (folder / "themes.csv").unlink()
    row = edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Teir 2,")
    run = edit(folder, "placements", "THA,2014,", ",Tier 3,", ",Tier 2 Watch List,")
    faults = check(folder)
    assert ("themes.csv", None, None) in places(faults)
    assert ("placements.csv", row, "tier") in places(faults)
    assert ("placements.csv", run, "tier") in places(faults)
    # Nothing that points at the missing table is at fault for that.
    assert {fault.file for fault in faults} == {"themes.csv", "placements.csv", "totals.csv"}


def test_a_misspelt_header_is_said_and_the_cells_below_are_checked(folder: Path) -> None:
    run = edit(folder, "placements", "THA,2014,", ",Tier 3,", ",Tier 2 Watch List,")
    tier = edit(folder, "placements", "THA,2023,", ",Tier 2,", ",Teir 2,")
    edit(folder, "placements", "iso3,", ",tier,", ",teir,")
    found = said(folder)
    assert 'placements.csv, row 1, tier: the header says "teir" where "tier" is expected' in found
    assert any(f"row {run}, tier: THA 2014" in line for line in found)
    assert any(f'row {tier}, tier: "Teir 2"' in line for line in found)
    assert not any(line.endswith(": ") for line in found)


def test_moved_lost_and_added_columns_are_named_once(folder: Path) -> None:
    path = folder / "countries.csv"
    lines = [line.split(",", 1) for line in rows(folder, "countries")]
    turned = [f"{rest.split(',', 1)[0]},{first},{rest.split(',', 1)[1]}" for first, rest in lines]
    path.write_text("\n".join(turned) + "\n", encoding="utf-8")
    lost = folder / "totals.csv"
    at = rows(folder, "totals")[0].split(",").index("count")
    cut = [line.split(",") for line in rows(folder, "totals")]
    lost.write_text("\n".join(",".join(c[:at] + c[at + 1 :]) for c in cut) + "\n", "utf-8")
    more = folder / "editions.csv"
    added = [
        f"{line},{'remarks' if n == 0 else 'x'}" for n, line in enumerate(rows(folder, "editions"))
    ]
    more.write_text("\n".join(added) + "\n", encoding="utf-8")
    found = said(folder)
    assert len(found) == 3
    assert found[0].startswith("countries.csv, row 1: the columns must stand in this order: iso3, ")
    assert found[1:] == [
        'editions.csv, row 1, remarks: "remarks" is not a column of this table',
        "totals.csv, row 1, count: the column is missing",
    ]


def test_rows_that_hang_on_one_key_are_one_line_that_names_them(folder: Path) -> None:
    hang = {
        table: [n for n, line in enumerate(rows(folder, table), 1) if line.startswith("THA,")]
        for table in ("placements", "population", "protocol", "three_p", "unodc")
    }
    edit(folder, "countries", "THA,", "THA,", "THX,")
    other = edit(folder, "protocol", "GHA,", "GHA,", "GHX,")
    found = said(folder)
    (line,) = [line for line in found if '"THA" is not in countries.csv' in line]
    assert line.startswith(f"placements.csv, row {hang['placements'][0]}, iso3: ")
    assert f"{sum(map(len, hang.values())) - 1} more rows hang on it" in line
    for table, numbers in hang.items():
        assert f"{numbers[-1]}" in line.split(f"{table}.csv")[-1]
    assert any(x.startswith(f'protocol.csv, row {other}, iso3: "GHX" is not in') for x in found)
    assert "placements.csv: THX has no row for any edition" in found
    assert len(found) == 3


def test_a_key_of_two_columns_is_named_with_both(folder: Path) -> None:
    row = edit(folder, "penalties", "GHA,2018,", "GHA,2018,", "GHA,2000,")
    faults = [fault for fault in check(folder) if "is not in" in fault.message]
    assert not faults  # 2000 is no edition at all, which is said of the cell
    edit(folder, "penalties", "GHA,2000,", "GHA,2000,", "GHX,2018,")
    (fault,) = [fault for fault in check(folder) if "is not in" in fault.message]
    assert (fault.file, fault.row, fault.column) == ("penalties.csv", row, "iso3, edition")
    assert fault.message.startswith('"GHX 2018" is not in placements.csv.')


def test_an_edition_that_no_country_has_is_one_line(folder: Path) -> None:
    last = rows(folder, "editions")[-1]
    assert last.startswith("2025,")
    with (folder / "editions.csv").open("a", encoding="utf-8") as file:
        file.write(last.replace("2025,", "2026,", 1).replace("_2025", "_2026") + "\n")
    found = [line for line in said(folder) if line.startswith("placements.csv")]
    assert found == ["placements.csv: no country has a row for edition 2026"]


def test_a_file_that_is_no_table_and_a_ragged_row_hide_nothing(folder: Path) -> None:
    (folder / "themes.csv").write_bytes(b"\xff\xfe\x00bad")
    (folder / "claims.csv").write_text("", encoding="utf-8")
    path = folder / "placements.csv"
    lines = rows(folder, "placements")
    at = next(n for n, line in enumerate(lines) if line.startswith("THA,2023,"))
    lines[at] += ",one,more"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = edit(folder, "placements", "THA,2014,", ",Tier 3,", ",Tier 2 Watch List,")
    faults = check(folder)
    assert {"themes.csv", "claims.csv"} <= {fault.file for fault in faults}
    assert ("placements.csv", run, "tier") in places(faults)
    assert any(f.file == "placements.csv" and f.row == at + 1 for f in faults)
    assert "placements.csv: THA has no row for edition 2023" not in map(str, faults)


def test_no_fault_in_the_tables_as_they_are(folder: Path) -> None:
    assert check(folder) == ()


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
