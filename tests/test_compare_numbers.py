"""Numbers with care: side by side, never merged; not reported, zero and no mention apart."""

from dataclasses import replace

import pandas as pd
import pytest
from imaginary import many, world
from narrated import SOURCES, findings, recommendations, statistics, unreported

from tipanalysis import compare, terms
from tipanalysis.compare.reported import year_of
from tipanalysis.compare.who_reported import FACES
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownEdition, UnknownParameter

T1, T2, W, T3 = terms.TIERS
THEIRS = pd.DataFrame(
    [("XAA", 2016, "Persons convicted", 7, "exact", "persons"),
     ("XAA", 2017, "Persons convicted", None, "censored", "persons"),
     ("XAA", 2017, "Offences of trafficking in persons", 3, "exact", "offences")],
    columns=["iso3", "year", "indicator", "value", "bound", "unit"],
).astype({"value": "Int64"})  # fmt: skip


def made(told: pd.DataFrame, silent: pd.DataFrame, *countries: str) -> Dataset:
    codes = countries or ("XAA",)
    found = findings(*((code, 2018, "shortfall", "shelter") for code in codes))
    return world({code: [T2] for code in codes}, first=2018, findings=found,
                 recommendations=recommendations(), statistics=told, unreported=silent,
                 unodc=THEIRS, sources=SOURCES)  # fmt: skip


@pytest.mark.parametrize(
    ("period", "year"),
    [("2016", 2016), ("reporting period", 2017), ("previous reporting period", 2016),
     ("April 2016 to March 2017", 2016), (None, None), (float("nan"), None)],
)  # fmt: skip
def test_the_year_of_a_period(period: object, year: int | None) -> None:
    assert year_of(period, 2018) == year


def test_figures_stand_beside_each_other() -> None:
    data = made(statistics(("XAA", "convictions", "total", 9, 8)), unreported())
    series = compare.number_series(data, "Alandria")
    same = series[series["series"] == "Convictions, all trafficking, persons"]
    kept = ["by", "year", "value", "bound", "vintage"]
    assert same[kept].astype("object").where(same[kept].notna(), None).values.tolist() == [
        ["TIP Report", 2016, 8, "exact", "restated a year later"],
        ["TIP Report", 2017, 9, "exact", "of its period"],
        ["UNODC", 2016, 7, "exact", "of its period"],
        ["UNODC", 2017, None, "censored", "of its period"],
    ]
    assert {"censored", "others-data"} <= set(series.attrs["caveats"])


def test_nothing_after_the_edition_asked_for_is_shown() -> None:
    told = statistics(("XAA", "convictions", "total", 9, 8))
    data = world({"XAA": [T2, T2]}, first=2017, statistics=told, unreported=unreported(),
                 unodc=THEIRS, sources=SOURCES)  # fmt: skip
    assert compare.number_series(data, "XAA", last=2017)["year"].tolist() == [2016]
    assert set(compare.number_series(data, "XAA", last=2018)["year"]) == {2016, 2017}
    for question in (compare.number_series, compare.unodc_series, compare.unodc_latest):
        with pytest.raises(UnknownEdition, match="no edition 2030"):
            question(data, "XAA", last=2030)


def totals(*rows: tuple[object, ...]) -> pd.DataFrame:
    columns = ["region", "data_year", "source", "prosecutions", "prosecutions_labor"]
    columns += ["convictions", "convictions_labor", "victims_identified", "victims_labor"]
    frame = pd.DataFrame([(*row, *[None] * (len(columns) - len(row))) for row in rows])
    frame.columns = pd.Index(columns)
    return frame.astype(dict.fromkeys(columns[3:], "Int64"))


def test_the_labor_part_of_a_total_is_not_lost_to_a_source_without_it() -> None:
    table = totals(("World", 2018, "a-bare", 100, None), ("World", 2018, "b-full", 100, 7))
    shown = compare.law_enforcement(world({"XAA": [T2]}, first=2019, law_enforcement=table))
    assert shown[["value", "labor", "source"]].to_numpy().tolist() == [[100, 7, "b-full"]]


def test_totals_that_differ_stand_both_and_those_without_a_part_stay() -> None:
    table = totals(
        ("World", 2017, "a", 50, None), ("World", 2017, "b", 50, None),
        ("World", 2018, "a", 90, None), ("World", 2018, "b", 100, 7),
    )  # fmt: skip
    shown = compare.law_enforcement(world({"XAA": [T2]}, first=2019, law_enforcement=table))
    assert shown["value"].tolist() == [50, 90, 100]
    assert shown["labor"].isna().tolist() == [True, True, False]


def test_labor_parts_of_2018_to_2021_are_in_the_world_totals(data: Dataset) -> None:
    shown = compare.law_enforcement(data).dropna(subset=["labor"])
    shown = shown.set_index(["measure", "data_year"])["labor"]
    assert [int(shown["prosecutions", year]) for year in (2018, 2019, 2020, 2021)] == [
        457, 1024, 1115, 1379,
    ]  # fmt: skip
    assert [int(shown["victims_identified", year]) for year in (2018, 2021)] == [11009, 21219]


def test_a_region_without_totals_is_refused(data: Dataset) -> None:
    with pytest.raises(UnknownParameter, match='"Wrld" is none of AF, .* Did you mean World'):
        compare.law_enforcement(data, "Wrld")


def test_offences_are_no_measure_of_the_report() -> None:
    series = compare.number_series(made(statistics(), unreported()), "XAA")
    offences = series[series["of"] == "Offences of trafficking in persons"]
    assert offences["series"].tolist() == ["Offences of trafficking in persons"]


def test_cases_and_persons_are_two_series() -> None:
    told = statistics(
        ("XAA", "convictions", "total", 9, None), ("XAA", "convictions", "total", 4, 2)
    )
    told.loc[1, "unit"] = "cases"
    series = compare.number_series(made(told, unreported()), "XAA")
    report = series[series["by"] == "TIP Report"]
    assert report["series"].nunique() == 2
    assert "Convictions, all trafficking, cases" in set(report["series"])


def test_a_figure_without_period_stands_under_no_year() -> None:
    told = statistics(("XAA", "convictions", "total", 9, None)).assign(period=None)
    series = compare.number_series(made(told, unreported()), "XAA")
    row = series[series["by"] == "TIP Report"].iloc[0]
    assert pd.isna(row["year"]) and row["period"] == "no period given"


def test_no_figure_is_added_or_dropped(data: Dataset) -> None:
    series = compare.number_series(data, "Thailand")
    told = data.statistics[data.statistics["iso3"] == "THA"]
    theirs = data.unodc[data.unodc["iso3"] == "THA"]
    assert len(series) == len(told) + int(told["previous"].notna().sum()) + len(theirs)
    report = series[series["by"] == "TIP Report"]
    assert sorted(report["value"]) == sorted([*told["value"], *told["previous"].dropna()])


def test_only_series_with_several_years_are_drawn() -> None:
    told = statistics(
        ("XAA", "convictions", "total", 9, 8), ("XAA", "prosecutions", "total", 5, None)
    )
    drawn = compare.comparable_series(compare.number_series(made(told, unreported()), "XAA"))
    assert set(drawn["series"]) == {"Convictions, all trafficking, persons"}


def test_a_country_without_figures_is_one_line() -> None:
    data = made(statistics(), unreported(), "XBB")
    series = compare.number_series(data, "Borduria")
    assert series.empty and series.attrs["note"] == "There are no figures of Borduria in the data."


def test_five_faces_of_a_measure() -> None:
    told = statistics(
        ("XAA", "convictions", "total", 9, None),
        ("XBB", "convictions", "total", 0, 4),
        ("XCC", "convictions", "sex", 2, None),
    )
    silent = unreported(
        ("XBB", "convictions", "labor"), ("XCC", "convictions", "total"),
        ("XDD", "convictions", "total"), ("XEE", "convictions", "labor"),
    )  # fmt: skip
    table = compare.reporting(made(told, silent, "XAA", "XBB", "XCC", "XDD", "XEE"), 2018)
    row = table.set_index("measure").loc["convictions"]
    assert row[list(FACES)].tolist() == [1, 1, 1, 1, 1]
    assert row["n"] == 5 and row["share"] == pytest.approx(0.4)
    others = table[table["measure"] != "convictions"]
    assert others["no_mention"].tolist() == [5, 5, 5]


@pytest.mark.parametrize("by", [None, "tier", "region"])
def test_the_faces_add_up_to_the_narratives(by: str | None, data: Dataset) -> None:
    table = compare.reporting(data, 2018, by)
    assert (table[list(FACES)].sum(axis=1) == table["n"]).all()
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()
    special = 4 if by == "tier" else 0
    coded = len(compare.coded_countries(data, 2018))
    assert set(table.groupby("measure")["n"].sum() + special) == {coded}


def test_a_true_zero_is_no_silence(data: Dataset) -> None:
    rows = data.statistics
    rows = rows[(rows["edition"] == 2018) & (rows["measure"] == "convictions")]
    totals = rows[rows["subset"] == "total"].groupby("iso3")["value"].max()
    table = compare.reporting(data, 2018).set_index("measure")
    assert table.loc["convictions", "zero"] == int((totals == 0).sum()) > 0


def test_an_uncoded_edition_is_one_line(data: Dataset) -> None:
    table = compare.reporting(data, 2012)
    assert table.empty and "not in the data" in table.attrs["note"]
    assert compare.against_year_before(data, 2012).empty


def test_totals_against_the_year_before() -> None:
    paths = {**many([T2], 3), **many([W], 2, "Z")}
    told = statistics(
        ("YAA", "convictions", "total", 9, 4), ("YAB", "convictions", "total", 3, 3),
        ("YAC", "convictions", "labor", 1, 4), ("ZAA", "convictions", "total", 0, 4),
        ("ZAB", "convictions", "total", 5, None),
    )  # fmt: skip
    found = findings(*((code, 2018, "shortfall", "shelter") for code in paths))
    data = world(paths, first=2018, findings=found, recommendations=recommendations(),
                 statistics=told, unreported=unreported(), sources=SOURCES)  # fmt: skip
    rows = compare.against_year_before(data, 2018).set_index("group")
    assert rows.loc[T2, ["more", "same", "fewer", "n"]].tolist() == [1, 1, 0, 2]
    assert rows.loc[W, ["more", "same", "fewer", "n"]].tolist() == [0, 0, 1, 1]
    assert rows.loc[W, "share"] == 1


def test_a_figure_with_a_bound_is_not_compared_with_the_year_before() -> None:
    told = statistics(("XAA", "convictions", "total", 9, 4)).assign(bound="at-least")
    assert compare.against_year_before(made(told, unreported()), 2018).empty


def test_another_grouping_is_refused(data: Dataset) -> None:
    with pytest.raises(UnknownParameter):
        compare.against_year_before(data, 2018, by="income")


def test_by_tier_the_title_counts_what_the_rows_count_and_names_who_is_left_out(
    data: Dataset,
) -> None:
    for by, n in ((None, 187), ("region", 187), ("tier", 183)):
        table = compare.reporting(data, 2018, by=by)
        assert f"{n} narratives" in table.attrs["title"]
        assert (table.groupby("measure")["n"].sum() == n).all()
    note = compare.reporting(data, 2018, by="tier").attrs["note"]
    assert note.startswith("Left out, for want of a tier: ")
    special = data.placements[(data.placements["edition"] == 2018)]
    special = special[special["status"] == "special case"]["iso3"].map(data.name)
    assert set(note.removeprefix("Left out, for want of a tier: ").strip(".").split(", ")) == set(
        special
    )
    assert compare.reporting(data, 2018, by="region").attrs["note"] == ""


def test_figures_of_findings_stand_among_the_numbers_once(data: Dataset) -> None:
    table = compare.numbers(data.profile("Thailand", 2023))
    rows = table[["measure", "of", "unit", "figure"]].to_numpy().tolist()
    assert rows == [
        ["Investigations", "complicit officials", "persons", "35"],
        ["Imprisoned", "complicit officials", "persons", "4"],
        ["Funds", "work against trafficking", "THB", "441,700,000"],
    ]
    assert table["period"].iloc[2] == "2022"


def test_no_figure_of_a_finding_is_missing_from_the_numbers(data: Dataset) -> None:
    rows = data.findings.dropna(subset=["quantity"])
    for iso3, edition in rows[["iso3", "edition"]].drop_duplicates().to_numpy():
        profile = data.profile(iso3, int(edition))
        shown = compare.numbers(profile)["figure"].str.removeprefix("at least ")
        for value in profile.findings["quantity"].dropna():
            assert f"{int(value):,}" in set(shown), (iso3, edition, value)


def test_a_figure_beside_did_not_report_is_told_as_the_reports_own_words(data: Dataset) -> None:
    told = statistics(
        ("XAA", "convictions", "total", 0, None), ("XAA", "prosecutions", "total", 4, None)
    )
    silent = unreported(
        ("XAA", "convictions", "total"), ("XAA", "prosecutions", "officials")
    ).assign(period="2017")
    profile = data.profile("Fiji", 2018)
    table = compare.numbers(replace(profile, statistics=told, unreported=silent))
    assert table.attrs["note"] == (
        "For convictions (all trafficking) the Report gives a figure in one place and says "
        '"did not report" in another.'
    )
    alone = compare.numbers(replace(profile, statistics=told, unreported=silent.iloc[1:]))
    assert alone.attrs["note"] == ""


def test_a_figure_that_both_tables_have_is_shown_once(data: Dataset) -> None:
    profile = data.profile("Malawi", 2018)
    figures = compare.numbers(profile)["figure"].tolist()
    told = profile.statistics["value"].map("{:,}".format).tolist()
    assert len(figures) == len(told) + len(profile.unreported)


def test_a_publication_without_an_address_is_said_to_have_none_known(data: Dataset) -> None:
    table = compare.sources(data.profile("Thailand", 2023)).set_index("source")
    assert table.loc["news-thailand-2023", "note"].endswith("no address is known")
    assert "none of the page itself is known" in table.loc["freedom-story-2023", "note"]
    assert "no address" not in str(table.loc["wgi_2024update", "note"])
    inferred = compare.sources(data.profile("Japan", 2024)).set_index("source")
    assert "no address" not in str(inferred.loc["elimination", "note"])
