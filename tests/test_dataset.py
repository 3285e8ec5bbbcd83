"""Loading, names, profiles; facts of the real tables from published lists."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tipanalysis import schema
from tipanalysis.dataset import Dataset, load
from tipanalysis.errors import (
    DataNotFound,
    NotFound,
    NotInEdition,
    UnknownCountry,
    UnknownEdition,
)

ROOT = Path(__file__).parents[1]
W = "Tier 2 Watch List"


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Burma", "MMR"),
        ("Myanmar", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Türkiye", "TUR"),
        ("turkey", "TUR"),
        ("South Korea", "KOR"),
        ("Korea, Republic of", "KOR"),
        ("Swaziland", "SWZ"),
        ("tha", "THA"),
        ("NAM", "NAM"),
        ("Congo, Democratic Republic of the", "COD"),
    ],
)
def test_a_country_is_found_by_any_of_its_names(data: Dataset, name: str, iso3: str) -> None:
    assert data.country(name) == iso3


def test_no_name_belongs_to_two_countries(data: Dataset) -> None:
    from tipanalysis.names import name_key

    owners: dict[str, set[str]] = {}
    for row in data.countries.itertuples():
        for name in (row.iso3, row.name, *schema.split_list(row.other_names)):
            owners.setdefault(name_key(name), set()).add(row.iso3)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_a_wrong_name_suggests_the_nearest(data: Dataset) -> None:
    with pytest.raises(UnknownCountry, match="Thailand"):
        data.profile("Tailand")


def test_thailand_in_all_25_editions(data: Dataset) -> None:
    history = data.history("Thailand")
    expected = (
        ["Tier 2"] * 3
        + [W]
        + ["Tier 2"] * 5
        + [W] * 4
        + ["Tier 3"] * 2
        + [W] * 2
        + ["Tier 2"] * 3
        + [W]
        + ["Tier 2"] * 4
    )
    assert [history[edition] for edition in range(2001, 2026)] == expected


def test_the_totals_of_2023_are_those_that_state_printed(data: Dataset) -> None:
    rows = data.placements[data.placements["edition"] == 2023]
    counts = rows["tier"].value_counts()
    assert [counts[t] for t in ("Tier 1", "Tier 2", W, "Tier 3")] == [30, 105, 26, 24]
    assert (rows["status"] == "special case").sum() == 3
    assert rows["status"].isin(["ranked", "special case"]).sum() == 188


def test_all_placements_are_there(data: Dataset) -> None:
    assert len(data.placements) == 4775
    assert data.placements["status"].isin(["ranked", "special case"]).sum() == 4230


def test_namibia_is_not_read_as_missing(data: Dataset) -> None:
    assert data.name("NAM") == "Namibia"
    assert not data.placements["iso3"].isna().any()


def test_a_country_not_yet_in_the_report_is_refused_with_the_first_that_has_it(
    data: Dataset,
) -> None:
    with pytest.raises(NotInEdition, match=r"Montenegro is not in the edition of 2003.*2007"):
        data.profile("Montenegro", edition=2003)
    with pytest.raises(NotInEdition, match=r"2009; the first that has it is 2010"):
        data.profile("United States", edition=2009)


@pytest.mark.parametrize("edition", [2000, 2026, "soon", 2023.5, None])
def test_an_edition_outside_the_data_is_refused(data: Dataset, edition: object) -> None:
    with pytest.raises(UnknownEdition):
        data.profile("Thailand", edition=edition)  # type: ignore[arg-type]


def test_a_card_counts_in_words_that_agree_with_the_number(data: Dataset) -> None:
    told = dict(data.profile("THA", 2023).facts())
    assert told["Coded by hand"] == (
        "8 achievements, 3 shortfalls, 2 emerging concerns, 7 other remarks, 3 recommendations, "
        "1 statistic"
    )
    told = dict(data.profile("GHA", 2018).facts())
    assert "10 forms of exploitation, 12 recommendations, 25 statistics" in told["Coded by machine"]


def test_a_special_case_has_a_profile_without_tier(data: Dataset) -> None:
    somalia = data.profile("Somalia", 2010)
    assert somalia.tier is None
    assert somalia.place == "special case"


def test_the_seed_profile_holds_every_figure_of_its_source(data: Dataset) -> None:
    thailand = data.profile("Thailand", 2023)
    quantities = set(thailand.findings["quantity"].dropna())
    assert {35, 4, 441_700_000} <= quantities
    assert bool(thailand.penalties["sufficiently_stringent"].iloc[0])
    assert bool(thailand.penalties["commensurate"].iloc[0])
    kinds = thailand.findings.groupby("kind")["n"].nunique()
    assert kinds.to_dict() == {"achievement": 8, "context": 7, "emerging": 2, "shortfall": 3}
    assert len(thailand.recommendations) == 3


@pytest.mark.parametrize(
    "word",
    [
        "interpreters",
        "visas",
        "freedom of movement",
        "cadets",
        "zero tolerance",
        "call centres",
        "cryptocurrency",
        "hotels",
        "schools",
        "traffickers are abroad",
        "often replaced",
        "labour inspections",
        "neighbouring countries",
        "calendar year",
        "cooperation in the region",
    ],
)
def test_no_statement_of_the_seed_summary_is_missing(data: Dataset, word: str) -> None:
    thailand = data.profile("Thailand", 2023)
    words = " ".join([*thailand.findings["statement"], *thailand.recommendations["statement"]])
    assert word in words


def test_every_row_has_a_source_that_is_in_the_list(data: Dataset) -> None:
    known = set(data.sources["source"])
    for name in ("placements", "countries", "editions", "child_soldiers", "protocol"):
        for cell in getattr(data, name)["sources"]:
            assert set(schema.split_list(cell)) <= known, (name, cell)


def test_the_tier_is_the_only_ordered_category(data: Dataset) -> None:
    for name in data.tables:
        frame = getattr(data, name)
        for column in frame.select_dtypes(include="category").columns:
            assert column == "tier"
            assert frame[column].cat.ordered


def test_a_missing_folder_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataNotFound, match=str(tmp_path)):
        load(tmp_path)


def test_a_miss_in_the_schema_suggests_the_nearest(data: Dataset) -> None:
    with pytest.raises(NotFound, match="placements"):
        data.describe("placement")
    with pytest.raises(NotFound, match="tier"):
        data.describe("placements.teir")
    with pytest.raises(AttributeError, match="findings"):
        _ = data.finding


def test_find_searches_tables_themes_and_statements(data: Dataset) -> None:
    found = data.find("cryptocurrency")
    assert found["what"].tolist() == ["THA 2023"]
    assert data.find("no such word anywhere").empty


def test_seal_records_what_is_there_and_changes_nothing_twice(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    assert schema.seal(folder) == ()
    table = folder / "themes.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Hotline", "Help line"), "utf-8")
    assert schema.changed_tables(schema.read_package(folder)) == ("themes",)
    assert schema.seal(folder) == ("themes",)
    assert schema.changed_tables(schema.read_package(folder)) == ()


def test_the_card_escapes_what_it_shows(data: Dataset) -> None:
    from dataclasses import replace

    hostile = replace(data.profile("Thailand", 2023), name="<script>")
    assert "<script>" not in hostile._repr_html_()


def test_integers_that_may_be_missing_stay_integers(data: Dataset) -> None:
    assert isinstance(data.placements["consecutive_years"].dtype, pd.Int64Dtype)


def test_loading_reads_no_table_and_needs_no_pandas() -> None:
    code = (
        "import sys, tipanalysis; data = tipanalysis.load(); "
        "print('pandas' in sys.modules, len(data._frames)); "
        "print(len(data.placements), 'pandas' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines() == ["False 0", "4775 True"]
