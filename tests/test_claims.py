"""Statements made elsewhere come out as published facts say they must."""

import subprocess
import sys
from pathlib import Path

import pytest

from tipanalysis.claims import QUESTIONS, check_claims, claims_of, read_claims
from tipanalysis.claims.questions import parameters_of
from tipanalysis.dataset import Dataset
from tipanalysis.errors import DataFaults, TipError

SEED = "freedom-story-2023"


def verdicts(data: Dataset) -> dict[str, str]:
    checked = check_claims(data)
    return dict(zip(checked["claim"], checked["verdict"], strict=True))


def test_every_statement_of_the_seed_article_is_supported(data: Dataset) -> None:
    checked = check_claims(data, claims_of(data, SEED))
    assert len(checked) == 25
    assert set(checked["verdict"]) == {"supported"}
    assert checked["statement"].str.contains("second highest").sum() == 1


def test_rows_coded_from_the_article_itself_are_said_to_be(data: Dataset) -> None:
    checked = check_claims(data, claims_of(data, SEED)).set_index("claim")["independent"]
    assert checked["fs-01-tier"] == "yes"
    assert checked["fs-06-officials-investigated"] == "no"


def test_statements_not_to_be_trusted_come_out_contradicted(data: Dataset) -> None:
    found = verdicts(data)
    distrusted = (
        *("thailand-tier-2-since-2018", "tier-3-watch-list", "kelley-simmons-years"),
        "peterson-increase",
    )
    assert {claim: found[claim] for claim in distrusted} == dict.fromkeys(
        distrusted, "contradicted"
    )


def test_a_peak_is_the_fullest_edition_and_kept_means_both(data: Dataset, tmp_path: Path) -> None:
    found = verdicts(data)
    assert found["coverage-188"] == found["thailand-tier-3-2015"] == "supported"
    counts = data.placements[data.placements["status"].isin(["ranked", "special case"])]
    assert counts.groupby("edition").size().max() == 188
    file = tmp_path / "a.csv"
    rows = ",,x,countries in report,,187\n,2001,x,countries in report,,188\n"
    rows += "Thailand,2014,x,tier since,first=2013,Tier 3\n"
    file.write_text(f"country,edition,statement,question,details,value\n{rows}", encoding="utf-8")
    checked = check_claims(data, read_claims(file, data))
    assert set(checked["verdict"]) == {"contradicted"}


def test_the_evidence_names_the_row_that_contradicts(data: Dataset) -> None:
    checked = check_claims(data).set_index("claim")
    evidence = checked.loc["thailand-tier-2-since-2018", "evidence"]
    assert "2021: Tier 2 Watch List" in evidence
    assert "China, Russia, Uzbekistan" in checked.loc["waivers-ran-out-2013", "evidence"]


def test_published_counts_are_supported(data: Dataset) -> None:
    found = verdicts(data)
    published = (
        "special-list-2017",
        "special-list-2020",
        "special-list-2023",
        "third-year-2011",
        "tier-3-after-two-2011",
        "waivers-ran-out-2013",
        "no-run-over-four",
        "tier-3-of-2015",
        "usa-from-2010",
        "child-soldiers-2010",
    )
    assert {claim: found[claim] for claim in published} == dict.fromkeys(published, "supported")


def test_the_statements_in_the_data_are_well_formed(data: Dataset) -> None:
    for row in data.claims.itertuples():
        details = row.details if isinstance(row.details, str) else ""
        question = QUESTIONS[row.question]
        assert parameters_of(question, details, data)[1] == (), row.claim
        assert isinstance(row.value, str) or not question.value, row.claim
        assert isinstance(row.iso3, str) or not question.country, row.claim


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Ghana,2018,x,tier,,Tier 2", "supported"),
        ("Ghana,2018,x,tier,,Tier 3", "contradicted"),
        ("Thailand,2014,x,move,,downgraded", "supported"),
        ("Thailand,2014,x,move,,upgraded", "contradicted"),
        ("Thailand,2013,x,run,,4", "supported"),
        ("Thailand,2023,x,statistic,measure=investigations;subset=officials,35", "supported"),
        ("Thailand,2023,x,statistic,measure=investigations;subset=officials,36", "contradicted"),
        ("Thailand,2023,x,statistic,measure=convictions,3", "not in the data"),
        ("Thailand,2023,x,finding,theme=official-complicity;quantity=36", "contradicted"),
        ("Thailand,2023,x,finding,theme=organ-removal", "not in the data"),
        ("Thailand,2014,x,finding,theme=shelter", "not in the data"),
        (",2023,x,countries on tier,tier=Tier 1,30", "supported"),
        (",2023,x,countries on tier,tier=Tier 1,31", "contradicted"),
        ("Somalia,2010,x,place in order,,3", "not in the data"),
        (",2023,x,child soldiers list,,11", "not in the data"),
    ],
)
def test_a_statement_of_ones_own(data: Dataset, tmp_path: Path, line: str, verdict: str) -> None:
    file = tmp_path / "article.csv"
    file.write_text(f"country,edition,statement,question,details,value\n{line}\n", encoding="utf-8")
    assert check_claims(data, read_claims(file, data))["verdict"].tolist() == [verdict]


def test_yaml_keeps_what_it_would_take_for_a_false(data: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "article.yaml"
    file.write_text(
        "- country: Norway\n  edition: 2023\n  statement: no\n  question: tier\n  value: Tier 2\n",
        encoding="utf-8",
    )
    read = read_claims(file, data)
    assert read["statement"].tolist() == ["no"]
    assert read["iso3"].tolist() == ["NOR"]
    file.write_text("- country: NO\n  statement: x\n  question: tier\n", encoding="utf-8")
    with pytest.raises(
        DataFaults, match='article.yaml, line 1, country: No country is called "NO"'
    ):
        read_claims(file, data)


def test_all_faults_of_a_file_come_at_once_with_line_and_field(
    data: Dataset, tmp_path: Path
) -> None:
    file = tmp_path / "article.csv"
    file.write_text(
        "country,edition,statement,question,details,value\n"
        "Tailand,2023,x,tier,,Tier 2\n"
        "Thailand,1999,x,tier,,Tier 2\n"
        "Thailand,2023,,teir,,Tier 2\n"
        "Thailand,2023,x,finding,theme=sheltr,\n"
        ",2023,x,countries on tier,tier=Tier 1,many\n",
        encoding="utf-8",
    )
    with pytest.raises(DataFaults) as caught:
        read_claims(file, data)
    places = {(fault.row, fault.column) for fault in caught.value.faults}
    assert places == {
        (2, "country"),
        (3, "edition"),
        (4, "statement"),
        (4, "question"),
        (5, "details"),
        (6, "value"),
    }
    text = str(caught.value)
    assert text.startswith("6 faults:\n")
    assert "Did you mean Thailand" in text
    assert "Did you mean tier" in text
    assert "Did you mean shelter" in text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.yaml", "- [1", "line 1"),
        ("a.yaml", "country: Ghana", "must be a list"),
        ("a.yaml", "- statement: [x]\n  question: tier", "line 1, statement: must be one value"),
        ("a.csv", "country,mood\nGhana,bad\n", "line 1, mood: is not a field"),
        ("a.csv", "statement,question\n", "holds no statement"),
        ("a.csv", "statement;question\nx;tier\n", "line 1: the cells are parted by semicolons"),
        ("a.csv", "statement,statement\nx,y\n", "line 1, statement: stands twice"),
        ("a.yaml", "- statement: x\n  statement: y", "line 2, statement: stands twice"),
        ("a.yaml", "- statement: x\n  question: teir", "line 2, question: .*teir"),
        (
            "a.csv",
            'country,edition,statement,question,value\nGhana,2018,"a\nb",tier,Teir 2\n',
            'line 3, value: "Teir 2" is not a tier.*Did you mean Tier 2',
        ),
        (
            "a.csv",
            "country,edition,statement,question,details,value\n"
            "Ghana,2018,x,tier since,first=20230,Tier 2\n",
            "line 2, details: first must be a year",
        ),
        (
            "a.csv",
            "country,edition,statement,question,value\nGhana,20180,x,tier,Tier 2\n",
            "line 2, edition: There is no edition 20180",
        ),
        (
            "a.csv",
            "country,edition,statement,question,value\nGhana,2018,x,run,²\n",
            "line 2, value: .* is not a number",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused(
    data: Dataset, tmp_path: Path, name: str, content: str, words: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataFaults, match=words):
        read_claims(tmp_path / name, data)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        # Line breaks in a cell, blank lines, and marks that only Python and YAML take for an end.
        ("a.csv", 'statement,country,question\n\n"one\ntwo",Ghana,tier\n\nx,THERE,tier\n'),
        ("a.csv", 'statement,country,question\r\n"a\r\n\r\nb",\r\nx,THERE,tier\r\n'),
        ("a.csv", 'statement,country,question\n"a\n\nb",THERE,tier\n'),
        ("a.csv", 'statement,country,question\nx,"\nTHERE\n",tier\n'),
        ("a.csv", "statement,country,question\na\u2028b\x0cc\x85d,THERE,tier\n"),
        ("a.yaml", "# a\n\n- statement: |\n    one\n    two\n  country: THERE\n"),
        ("a.yaml", '- statement: "a\u2028    b"\n\n  country: THERE\n  question: tier\n'),
    ],
)
def test_lines_are_counted_as_an_editor_does(
    data: Dataset, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_bytes(content.encode())
    there = content[: content.index("THERE")].count("\n") + 1
    with pytest.raises(DataFaults, match=f'{name}, line {there}, country: No country.*"THERE"'):
        read_claims(tmp_path / name, data)


@pytest.mark.parametrize("mark", ["\u2028", "\x0b", "\x0c", "\x85"])
def test_a_mark_pasted_into_a_statement_does_not_end_it(
    data: Dataset, tmp_path: Path, mark: str
) -> None:
    file = tmp_path / "a.csv"
    fields = "statement,country,edition,question,value"
    file.write_text(f"{fields}\nx{mark}y,Ghana,2018,tier,Tier 2\n", encoding="utf-8")
    read = read_claims(file, data)
    assert read["statement"].tolist() == [f"x{mark}y"]
    assert read["iso3"].tolist() == ["GHA"]


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_begins(
    data: Dataset, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        'country,question,statement\nGhana,tier,x\nGhana,tier,"y\nGhana,tier,z\n', encoding="utf-8"
    )
    with pytest.raises(DataFaults, match="a.csv, line 3: not a CSV from here on"):
        read_claims(file, data)


def test_bytes_that_are_not_text_are_refused(data: Dataset, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(TipError, match="not UTF-8"):
        read_claims(tmp_path / "a.csv", data)


@pytest.mark.journey
def test_the_command_prints_verdict_and_rows(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tipanalysis.cli", "claims", SEED]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.rstrip().endswith("25 supported, 0 contradicted, 0 not in the data.")
    wrong = subprocess.run(
        [*command[:-1], "freedom-story-2022"], capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2
    assert "Did you mean freedom-story-2023" in wrong.stderr
