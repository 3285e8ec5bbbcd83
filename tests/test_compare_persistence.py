"""What is new, what stays; first mention; a country's ledger of recommendations."""

from pathlib import Path

import pandas as pd
import pytest
from imaginary import world
from narrated import SOURCES, findings, recommendations, statistics

from tipanalysis import compare
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownParameter
from tipanalysis.linking.pairs import Pair
from tipanalysis.linking.recommended import country_ledger
from tipanalysis.linking.texts import read_overrides
from tipanalysis.narratives.recommended import recommendation_texts
from tipanalysis.narratives.store import write_narrative
from tipanalysis.narratives.text import RECOMMENDATIONS, Narrative
from tipanalysis.sentences import ledger_line, what_stays

PATHS = {"XAA": ["Tier 2"] * 14, "XBB": ["Tier 2"] * 14, "XCC": ["Tier 1"] * 14}


def made(found: pd.DataFrame, asked: pd.DataFrame | None = None) -> Dataset:
    asked = recommendations() if asked is None else asked
    return world(
        PATHS, findings=found, recommendations=asked, statistics=statistics(), sources=SOURCES
    )


EARLIER = findings(
    ("XAA", 2018, "shortfall", "shelter"),
    ("XAA", 2018, "shortfall", "training"),
    ("XAA", 2018, "exploitation", "fishing"),
    ("XAA", 2018, "exploitation", "mining"),
)
LATER = findings(
    ("XAA", 2020, "achievement", "training"),
    ("XAA", 2020, "shortfall", "hotline"),
    ("XAA", 2020, "exploitation", "fishing"),
    ("XBB", 2020, "exploitation", "construction"),
    source="narrative_y",
)


def statuses(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["theme"], table["status"], strict=True))


def test_themes_are_new_repeated_or_no_longer_mentioned() -> None:
    table = compare.persistence(made(pd.concat([EARLIER, LATER])), "Alandria", 2018, 2020)
    assert statuses(table) == {
        "hotline": "new",
        "fishing": "repeated",
        "training": "repeated",
        "mining": "no longer mentioned",
        "shelter": "no longer mentioned",
    }
    training = table.set_index("theme").loc["training"]
    assert training[["before", "after"]].tolist() == ["shortfall 1", "achievement 1"]


def test_the_order_of_the_editions_does_not_matter() -> None:
    data = made(pd.concat([EARLIER, LATER]))
    pd.testing.assert_frame_equal(
        compare.persistence(data, "XAA", 2018, 2020), compare.persistence(data, "XAA", 2020, 2018)
    )


def test_without_another_edition_the_last_before_is_taken() -> None:
    between = findings(("XAA", 2019, "shortfall", "shelter"))
    data = made(pd.concat([EARLIER, between, LATER]))
    assert compare.persistence(data, "XAA", 2020).attrs["editions"] == (2019, 2020)
    first = compare.persistence(data, "XAA", 2018)
    assert first.empty and first.attrs["note"] == (
        "2018 and one before it would have to be coded; coded so far for Alandria: 2018, 2019, "
        "2020."
    )


def test_a_kind_that_the_other_source_does_not_hold_is_not_compared() -> None:
    later = findings(("XAA", 2020, "shortfall", "hotline"), source="summary_y", coder="hand")
    table = compare.persistence(made(pd.concat([EARLIER, later])), "XAA", 2018, 2020)
    assert statuses(table)["mining"] == "not comparable"
    assert statuses(table)["shelter"] == "no longer mentioned"
    why = table.set_index("theme").loc["mining", "why"]
    assert why == "what 2020 is coded from has no exploitation"
    assert "What 2020 rests on is a summary" in table.attrs["note"]


def test_what_is_marked_as_new_is_set_against_all_forms_before() -> None:
    later = findings(
        ("XAA", 2020, "emerging", "fishing"),
        ("XAA", 2020, "emerging", "online-scams"),
        source="narrative_y",
    )
    table = compare.persistence(made(pd.concat([EARLIER, later])), "XAA", 2018, 2020)
    assert statuses(table)["fishing"] == "repeated"
    assert statuses(table)["online-scams"] == "new"


def test_two_official_editions_have_no_caveat_of_a_summary() -> None:
    table = compare.persistence(made(pd.concat([EARLIER, LATER])), "XAA", 2018, 2020)
    assert "summary" not in table.attrs["note"]
    assert table.attrs["caveats"] == ("machine-coded", "editorial-change")


def test_acts_of_two_coders_are_not_set_against_each_other() -> None:
    one = findings(("XAA", 2018, "shortfall", "shelter"), act="conduct inspections;train")
    two = findings(("XAA", 2020, "shortfall", "shelter"), act="inspect;train", coder="hand")
    table = compare.persistence(made(pd.concat([one, two])), "XAA", 2018, 2020, unit="act")
    found = dict(zip(table["act"], table["status"], strict=True))
    assert found == {
        "train": "repeated",
        "conduct inspections": "not comparable",
        "inspect": "not comparable",
    }
    same = compare.persistence(
        made(pd.concat([one, two.assign(coder="machine")])), "XAA", 2018, 2020, unit="act"
    )
    assert set(same["status"]) == {"repeated", "new", "no longer mentioned"}


def test_one_coded_edition_is_one_line() -> None:
    table = compare.persistence(made(EARLIER), "XAA", 2018)
    assert table.empty
    assert table.attrs["note"].endswith("would have to be coded; coded so far for Alandria: 2018.")
    assert what_stays(table).markdown == ""
    assert compare.persistence_counts(table).empty


def test_another_unit_is_refused() -> None:
    with pytest.raises(UnknownParameter, match="neither"):
        compare.persistence(made(pd.concat([EARLIER, LATER])), "XAA", 2018, 2020, unit="word")


def test_the_counts_add_up(data: Dataset) -> None:
    table = compare.persistence(data, "Thailand", 2018, 2023)
    counts = compare.persistence_counts(table)
    assert counts["count"].sum() == counts["n"].iloc[0] == len(table)


def test_thailand_from_the_whole_of_2018_to_a_summary_of_2023(data: Dataset) -> None:
    table = compare.persistence(data, "Thailand", 2018, 2023)
    found = statuses(table)
    assert found["online-scams"] == "new"
    stays = {"law-enforcement", "official-complicity", "victim-identification", "victim-services"}
    assert {found[theme] for theme in stays} == {"repeated"}
    assert found["debt-bondage"] == "not comparable"
    assert {"machine-coded", "hand-coded", "editorial-change"} <= set(table.attrs["caveats"])
    assert "What 2023 rests on is a summary" in table.attrs["note"]
    told = what_stays(table).markdown
    assert "online scam operations" in told.split("\n")[0]
    assert "In 2018, not in the summary that 2023 is coded from" in told
    assert "no longer mentioned" not in told
    assert not any(word in told for word in ("solved", "fulfilled", "ended"))


def test_a_first_mention_is_the_first_of_the_coded_editions() -> None:
    data = made(pd.concat([EARLIER, LATER]))
    table = compare.first_mention(data, countries=["Alandria"]).set_index("theme")
    assert table.loc["hotline", ["first", "earlier"]].tolist() == [2020, "2018"]
    assert table.loc["shelter", ["first", "earlier"]].tolist() == [2018, "none is coded"]
    assert table.attrs["note"] == "Coded editions: 2018 (1 country); 2020 (2 countries)."


def test_a_first_mention_by_region_counts_the_countries_coded() -> None:
    data = made(pd.concat([EARLIER, LATER]))
    table = compare.first_mention(data, by="region", themes=["construction", "fishing"])
    rows = table.set_index("theme")[["region", "first", "countries", "n"]]
    assert rows.loc["construction"].tolist() == ["Africa", 2020, 1, 2]
    assert rows.loc["fishing"].tolist() == ["Africa", 2018, 1, 1]


def test_remarks_of_context_are_no_mention() -> None:
    data = made(findings(("XAA", 2018, "context", "funding")))
    assert compare.first_mention(data).empty


@pytest.mark.parametrize("wrong", [{"by": "tier"}, {"themes": ["peace"]}])
def test_first_mention_refuses_other_words(wrong: dict[str, object]) -> None:
    with pytest.raises(UnknownParameter):
        compare.first_mention(made(EARLIER), **wrong)  # type: ignore[arg-type]


ASKED = recommendations(
    ("XAA", 2018, 1, "training;shelter"), ("XAA", 2018, 2, "hotline"),
    ("XAA", 2019, 1, "training"), ("XAA", 2020, 1, "hotline"), ("XAA", 2020, 2, "training"),
)  # fmt: skip
NOTHING = findings()


def texts(*rows: tuple[int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [("XAA", *row) for row in rows], columns=["country", "edition", "n", "text"]
    )


def test_a_ledger_from_themes_says_so() -> None:
    ledger = country_ledger(made(NOTHING, ASKED), "Alandria")
    words = ledger.set_index("recommendation")[["2018", "2019", "2020"]].fillna("")
    assert {row: list(cells) for row, *cells in words.itertuples()} == {
        "Shelter": ["asked", "dropped", ""],
        "Training of officials": ["asked", "repeated", "repeated"],
        "Hotline": ["asked", "dropped", "new"],
    }
    assert set(ledger["by"]) == {"theme"}
    assert "a theme asked for again may be another request" in ledger.attrs["note"]
    assert "summary" not in ledger.attrs["note"]


def test_a_ledger_from_texts_has_no_words_of_the_report() -> None:
    told = texts(
        (2018, 1, "Train police to find victims."),
        (2018, 2, "Open a hotline in three languages."),
        (2019, 1, "Train police and judges to find victims."),
        (2019, 2, "Pass the draft law on compensation."),
    )
    ledger = country_ledger(made(NOTHING, ASKED), "Alandria", told)
    assert ledger[["by", "recommendation", "items", "2018", "2019"]].fillna("").values.tolist() == [
        [
            "text",
            "Training of officials; Shelter (2018, 1)",
            "2018: 1; 2019: 1",
            "asked",
            "reworded",
        ],
        ["text", "Hotline (2018, 2)", "2018: 2", "asked", "dropped"],
        ["text", "no theme coded (2019, 2)", "2019: 2", "", "new"],
    ]
    assert not any("police" in str(cell) for cell in ledger.to_numpy().ravel())


def test_a_reviewers_decision_stands_in_the_ledger(tmp_path: Path) -> None:
    told = texts(
        (2018, 1, "Train police."), (2019, 1, "Train police."), (2019, 2, "Free them all.")
    )
    file = tmp_path / "overrides.csv"
    file.write_text(
        "country,before_edition,before_n,after_edition,after_n,decision,who,why\n"
        "XAA,2018,1,2019,1,no link,me,another body\nXAA,2018,1,2019,2,link,me,the same aim\n",
        encoding="utf-8",
    )
    ledger = country_ledger(made(NOTHING, ASKED), "XAA", told, read_overrides(file, told))
    assert ledger[["items", "2019"]].values.tolist() == [
        ["2018: 1; 2019: 2", "reworded"],
        ["2019: 1", "new"],
    ]
    assert "set by a reviewer" in ledger.attrs["note"]


def test_decisions_without_texts_are_refused() -> None:
    with pytest.raises(UnknownParameter, match="no two editions' texts"):
        country_ledger(made(NOTHING, ASKED), "XAA", None, {Pair("XAA", 2018, 1, 2019, 1): "link"})


def test_texts_of_one_edition_are_not_enough() -> None:
    ledger = country_ledger(made(NOTHING, ASKED), "XAA", texts((2018, 1, "Train police.")))
    assert ledger.attrs["by"] == "theme"


def test_a_ledger_of_one_edition_is_one_line() -> None:
    asked = ASKED[ASKED["edition"] == 2018]
    ledger = country_ledger(made(NOTHING, asked), "XAA")
    assert ledger.empty
    assert ledger_line(ledger).markdown == ""
    assert ledger.attrs["note"] == (
        "A ledger needs the recommendations of two editions; only 2018 is coded."
    )


def test_a_ledger_ends_with_the_edition_asked_for() -> None:
    data = made(NOTHING, ASKED)
    assert [c for c in country_ledger(data, "XAA", last=2019) if c.isdigit()] == ["2018", "2019"]
    told = texts((2018, 1, "Train police."), (2019, 1, "Train police."), (2020, 1, "Train all."))
    assert "2020" not in country_ledger(data, "XAA", told, last=2019).columns


def test_the_line_of_a_ledger_counts(data: Dataset) -> None:
    line = ledger_line(country_ledger(data, "Thailand")).markdown
    assert line.startswith("Of three themes asked for in 2023, one was asked for in 2018 too")
    assert "coded from a summary" in country_ledger(data, "Thailand").attrs["note"]


def test_what_a_summary_leaves_out_is_not_said_to_be_dropped(data: Dataset) -> None:
    ledger = country_ledger(data, "Thailand", last=2023)
    assert "dropped" not in set(ledger["2023"])
    assert (ledger["2023"] == "not in the summary").sum() == 15
    line = ledger_line(ledger).markdown
    assert "15 themes of 2018 are not in the summary that 2023 is coded from" in line
    assert "no longer asked for." not in line
    assert "a summary that lists 3 recommendations" in ledger.attrs["note"]


def test_what_comes_after_a_summary_is_not_said_to_be_new() -> None:
    asked = ASKED.assign(source="digest").where(ASKED["edition"] == 2019, ASKED)
    sources = SOURCES.head(1).assign(source="digest", kind="secondary")
    data = world(
        PATHS, findings=NOTHING, recommendations=asked, statistics=statistics(),
        sources=pd.concat([SOURCES, sources]),
    )  # fmt: skip
    ledger = country_ledger(data, "XAA").set_index("recommendation")
    assert ledger.loc["Hotline", ["2018", "2019", "2020"]].tolist() == [
        "asked", "not in the summary", "not comparable",
    ]  # fmt: skip
    line = ledger_line(country_ledger(data, "XAA")).markdown
    assert line == (
        "Of two themes asked for in 2020, one was asked for in 2019 too and one is not in the "
        "summary of 2019; none is gone."
    )


def test_a_theme_said_as_another_kind_is_not_just_repeated() -> None:
    later = findings(
        ("XAA", 2020, "achievement", "training"), ("XAA", 2020, "shortfall", "shelter")
    )
    told = what_stays(compare.persistence(made(pd.concat([EARLIER, later])), "XAA", 2018, 2020))
    lines = told.markdown.split("\n")
    assert "- In both as shortfall (one theme): shelter." in lines
    assert (
        "- In both, but never as the same kind (one theme): training of officials (shortfall, "
        "then achievement)."
    ) in lines


def test_official_complicity_in_thailand_is_repeated_as_what_both_say(data: Dataset) -> None:
    told = what_stays(compare.persistence(data, "Thailand", 2018, 2023)).markdown.split("\n")
    where = [line.split(" (")[0] for line in told if "official complicity" in line]
    assert where == ["- In both as achievement"]


def test_texts_come_from_the_readers_store(tmp_path: Path) -> None:
    for edition, text in ((2018, "Train police; shelter victims."), (2019, "Train judges.")):
        write_narrative(
            Narrative("XAA", edition, "ALANDRIA", {RECOMMENDATIONS: text}, "made", "0" * 16),
            tmp_path,
        )
    found = recommendation_texts("XAA", [2018, 2019, 2020], tmp_path)
    assert found.values.tolist() == [
        ["XAA", 2018, 1, "Train police"],
        ["XAA", 2018, 2, "shelter victims."],
        ["XAA", 2019, 1, "Train judges."],
    ]


def test_an_edition_coded_from_a_summary_is_named_in_the_attrs(data: Dataset) -> None:
    assert compare.persistence(data, "Thailand", 2018, 2023).attrs["summaries"] == (2023,)
    assert (
        compare.persistence(made(pd.concat([EARLIER, LATER])), "XAA", 2020).attrs["summaries"] == ()
    )
