"""Tables taken elsewhere say the same there, with labels and the codebook."""

import csv
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from pyarrow import parquet

from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.export import _as_text_safe, export

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def folders(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The data in every format, each in a folder of its own."""
    made = {}
    for to in ("xlsx", "sqlite", "parquet", "stata"):
        made[to] = tmp_path_factory.mktemp(to)
        export(data, to, made[to])
    return made


@pytest.fixture(scope="module")
def sheets(folders: dict[str, Path]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folders["xlsx"] / "tipanalysis.xlsx")


def test_excel_has_a_sheet_a_table_and_the_codebook_first(
    sheets: openpyxl.Workbook, data: Dataset
) -> None:
    assert sheets.sheetnames == ["codebook", *data.tables]
    rows = sheets["placements"].iter_rows(values_only=True)
    columns = next(rows)
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert len(found) == 4775
    (thailand,) = [r for r in found if r["iso3"] == "THA" and r["edition"] == 2014]
    assert thailand["tier"] == "Tier 3"
    (unranked,) = [r for r in found if r["iso3"] == "SOM" and r["edition"] == 2010]
    assert unranked["tier"] is None


def test_excel_takes_no_cell_for_a_formula() -> None:
    frame = pd.DataFrame({"note": ["=HYPERLINK(1)", "plain", None, "@sum", "-1"]})
    safe = _as_text_safe(frame)["note"].tolist()
    assert safe[0] == "'=HYPERLINK(1)"
    assert safe[1] == "plain"
    assert safe[3:] == ["'@sum", "'-1"]


def test_sqlite_answers_a_query(folders: dict[str, Path]) -> None:
    connection = sqlite3.connect(folders["sqlite"] / "tipanalysis.sqlite")
    query = (
        "select tier, count(*) from placements where edition = 2023 and tier is not null group by 1"
    )
    assert dict(connection.execute(query).fetchall()) == {
        "Tier 1": 30,
        "Tier 2": 105,
        "Tier 2 Watch List": 26,
        "Tier 3": 24,
    }
    words = (
        "select description from codebook where \"table\" = 'placements' and \"column\" = 'status'"
    )
    assert "special case" in connection.execute(words).fetchone()[0]
    connection.close()


def test_duckdb_reads_the_parquet_files(data: Dataset, folders: dict[str, Path]) -> None:
    folder = folders["parquet"]
    query = f"select tier from '{folder}/placements.parquet' where iso3 = 'THA' and edition = 2014"
    assert duckdb.sql(query).fetchall() == [("Tier 3",)]
    missing = duckdb.sql(
        f"select count(*) from '{folder}/placements.parquet' where tier is null"
    ).fetchall()
    assert missing == [(4775 - int((data.placements["status"] == "ranked").sum()),)]


def test_duckdb_reads_the_csv_tables_as_they_stand() -> None:
    query = f"select name from '{ROOT}/data/countries.csv' where iso3 = 'NAM'"
    assert duckdb.sql(query).fetchall() == [("Namibia",)]


def test_stata_has_labels(folders: dict[str, Path]) -> None:
    with pd.io.stata.StataReader(folders["stata"] / "placements.dta") as reader:
        frame = reader.read()
        labels = reader.variable_labels()
    row = frame[(frame["iso3"] == "THA") & (frame["edition"] == 2014)]
    assert row["tier"].item() == "Tier 3"
    assert labels["edition"] == "Edition"
    assert (folders["stata"] / "codebook.dta").exists()


def test_excel_says_what_a_column_means_and_is_laid_out_for_reading(
    data: Dataset, sheets: openpyxl.Workbook
) -> None:
    for name in ["codebook", *data.tables]:
        sheet = sheets[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.comment and len(cell.comment.text) > 3 for cell in sheet[1]), name
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(8 <= width <= 60 for width in widths)
        assert all(len(str(c.value)) < w for c, w in zip(sheet[1], widths, strict=True) if w < 60)
    (tier,) = [cell for cell in sheets["placements"][1] if cell.value == "tier"]
    assert "One of: Tier 1, Tier 2, Tier 2 Watch List, Tier 3." in tier.comment.text


def test_sqlite_keeps_keys_that_hold(folders: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "copy.sqlite"
    shutil.copyfile(folders["sqlite"] / "tipanalysis.sqlite", path)
    connection = sqlite3.connect(path)
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    keys = connection.execute("select * from pragma_foreign_key_list('findings')").fetchall()
    refers = {(told, here, there) for _, _, told, here, there, *_ in keys}
    assert {("placements", "iso3", "iso3"), ("placements", "edition", "edition")} <= refers
    assert ("themes", "theme", "theme") in refers
    assert ("sources", "source", "source") in refers
    columns = connection.execute("select * from pragma_table_info('placements')").fetchall()
    kinds = {name: (kind, key) for _, name, kind, _, _, key in columns}
    assert (kinds["iso3"], kinds["edition"]) == (("TEXT", 1), ("INTEGER", 2))
    connection.execute("pragma foreign_keys = on")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("update findings set theme = 'no such theme'")
    connection.close()


def test_parquet_says_what_a_column_means(data: Dataset, folders: dict[str, Path]) -> None:
    folder = folders["parquet"]
    for name in data.tables:
        schema = parquet.read_schema(folder / f"{name}.parquet")
        for column in data.package.table(name).columns:
            about = schema.field(column.name).metadata
            assert about[b"description"].decode() == column.description, f"{name}.{column.name}"
            assert about[b"title"].decode() == column.title
        assert schema.metadata[b"description"].decode() == data.package.table(name).description
    tier = pd.read_parquet(folder / "placements.parquet")["tier"]
    assert list(tier.cat.categories) == ["Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3"]
    assert tier.cat.ordered
    assert (folder / "codebook.parquet").exists()


def test_stata_has_labels_of_tables_variables_and_values(
    data: Dataset, folders: dict[str, Path]
) -> None:
    folder = folders["stata"]
    for name in ["codebook", *data.tables]:
        with pd.io.stata.StataReader(folder / f"{name}.dta") as reader:
            reader.read(convert_categoricals=False)
            assert all(reader.variable_labels().values()), name
            assert reader.data_label, name
    with pd.io.stata.StataReader(folder / "placements.dta") as reader:
        numbers = reader.read(convert_categoricals=False)["tier"]
        labels = reader.value_labels()["tier"]
    assert labels == {1: "Tier 1", 2: "Tier 2", 3: "Tier 2 Watch List", 4: "Tier 3"}
    assert numbers.isna().sum() == data.placements["tier"].isna().sum() > 0
    with pd.io.stata.StataReader(folder / "penalties.dta") as reader:
        read = reader.read()["commensurate"]
    assert set(read.dropna()) == {"yes", "no"}


def read_back(to: str, folder: Path, table: str) -> pd.DataFrame:
    """A table as an independent reader finds it."""
    if to == "xlsx":
        sheet = openpyxl.load_workbook(folder / "tipanalysis.xlsx", read_only=True)[table]
        columns, *rows = sheet.iter_rows(values_only=True)
        return pd.DataFrame(rows, columns=columns)
    if to == "sqlite":
        with sqlite3.connect(folder / "tipanalysis.sqlite") as connection:
            named = connection.execute(f"pragma table_info({table})").fetchall()
            columns = ", ".join(f'"{column[1]}"' for column in named)
            return pd.read_sql(f"select {columns} from {table}", connection)
    if to == "parquet":
        return parquet.read_table(folder / f"{table}.parquet").to_pandas()
    return pd.read_stata(folder / f"{table}.dta")


@pytest.mark.parametrize("to", ["xlsx", "sqlite", "parquet", "stata"])
def test_the_lexicon_keeps_its_order(to: str, folders: dict[str, Path]) -> None:
    texts = ["theme", "pattern"]
    with (ROOT / "data" / "theme_lexicon.csv").open(encoding="utf-8", newline="") as file:
        lines = [(row["theme"], row["pattern"]) for row in csv.DictReader(file)]
    read = read_back(to, folders[to], "theme_lexicon")[texts].astype("object").fillna("")
    found = [(theme, pattern.removeprefix("'")) for theme, pattern in read.itertuples(index=False)]
    assert found == lines


def test_an_unknown_format_suggests_the_nearest(data: Dataset, tmp_path: Path) -> None:
    with pytest.raises(TipError, match="Did you mean xlsx"):
        export(data, "xls", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("to", "library"), [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_without_the_extra_the_request_is_refused_in_words_and_nothing_is_left(
    to: str, library: str, data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(TipError, match=r"pip install 'tipanalysis\[export\]'"):
        export(data, to, tmp_path / "exported")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", ["sqlite", "stata"])
def test_sqlite_and_stata_need_no_extra(
    to: str, data: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert all(path.is_file() for path in export(data, to, tmp_path))


@pytest.mark.journey
def test_the_command_says_where_the_file_is(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tipanalysis.cli", "export", "--to", "sqlite"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.strip() == "Exported: exported/tipanalysis.sqlite"
    assert (tmp_path / "exported" / "tipanalysis.sqlite").exists()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R on this machine")
def test_r_reads_the_tables_as_they_stand() -> None:
    code = (
        f"x <- read.csv('{ROOT}/data/placements.csv', na.strings = '');"
        "cat(x$tier[x$iso3 == 'THA' & x$edition == 2014])"
    )
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Tier 3"
