"""Files that nobody has checked, and the command that reads them."""

from pathlib import Path

import pandas as pd
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tipanalysis.cli.recommendations import recommendations_app
from tipanalysis.errors import DataFaults, TipError
from tipanalysis.linking.pairs import link
from tipanalysis.linking.texts import read_overrides, read_texts, write_table

GOOD = (
    "country,edition,n,text\n"
    'Alandria,2021,1,"Train police, and judges."\n'
    "Alandria,2021,2,Ratify the protocol.\n"
    'Alandria,2022,1,"Train police, judges and clerks."\n'
)
HEAD = "country,before_edition,before_n,after_edition,after_n,decision,who,why\n"

app = typer.Typer()
app.add_typer(recommendations_app, name="recommendations")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def faults_of(path: Path) -> set[tuple[int | None, str | None]]:
    with pytest.raises(DataFaults) as caught:
        read_texts(path)
    assert {fault.file for fault in caught.value.faults} == {path.name}
    return {(fault.row, fault.column) for fault in caught.value.faults}


def test_a_good_file_is_read_with_or_without_a_byte_order_mark(texts: Path) -> None:
    plain = read_texts(texts)
    texts.write_bytes(b"\xef\xbb\xbf" + texts.read_bytes())
    pd.testing.assert_frame_equal(read_texts(texts), plain)
    assert plain["edition"].tolist() == [2021, 2021, 2022]


def test_all_faults_of_a_file_are_named_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text(
        "country,edition,n,text\n"
        'Alandria,2021,1,"Over\ntwo lines."\n'
        "Alandria,21,2,Short year.\n"
        "Alandria,2021,one,No number.\n"
        "Alandria,2021,1,Twice.\n"
        ",2021,3,No country.\n"
        "Alandria,2021,4,  \n"
        "Alandria,2021,5\n",
        encoding="utf-8",
    )
    assert faults_of(path) == {
        (4, "edition"),
        (5, "n"),
        (6, "n"),
        (7, "country"),
        (8, "text"),
        (9, None),
    }


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", (None, None)),
        (b"country,edition,n,text\n", (None, None)),
        (b"country,edition,number,text\nA,2021,1,x\n", (1, "n")),
        (b"country,edition,n,n,text\nA,2021,1,1,x\n", (1, "n")),
        (b"country,edition,n,text\nA,2021,1,caf\xe9\n", (2, None)),
        (b"country,edition,n,text\nA,2021,1,\x00\n", (2, None)),
        (b'country,edition,n,text\nA,2021,1,"open\n', (2, None)),
        (b"country,edition,n,text\nA,2021,1," + b"x" * 10_001 + b"\n", (2, "text")),
    ],
)
def test_a_file_that_is_no_table_of_texts(
    tmp_path: Path, content: bytes, fault: tuple[int | None, str | None]
) -> None:
    path = tmp_path / "texts.csv"
    path.write_bytes(content)
    assert fault in faults_of(path)


@settings(deadline=None, max_examples=80)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "texts.csv"
    path.write_bytes(b"country,edition,n,text\n" + content)
    try:
        assert len(read_texts(path))
    except DataFaults as refused:
        assert refused.faults


def test_decisions_are_read_and_their_faults_named(tmp_path: Path, texts: Path) -> None:
    items = read_texts(texts)
    path = tmp_path / "decided.csv"
    path.write_text(HEAD + "Alandria,2021,2,2022,1,no link,AB,another act\n", encoding="utf-8")
    assert list(read_overrides(path, items).values()) == ["no link"]
    path.write_text(
        HEAD + "Alandria,2021,2,2022,1,no link,AB,\n"
        "Alandria,2021,2,2022,1,link,AB,again\n"
        "Alandria,2021,7,2022,1,link,AB,no such item\n"
        "Borduria,2021,1,2022,1,maybe,AB,no such country\n",
        encoding="utf-8",
    )
    with pytest.raises(DataFaults) as caught:
        read_overrides(path, items)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "why"),
        (3, None),
        (4, "before_n"),
        (5, "decision"),
        (5, "country"),
    ]


def test_a_table_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old\n")
    table = pd.DataFrame({"a": [1]})

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(pd.DataFrame, "to_csv", fail)
        with pytest.raises(TipError, match="cannot be written"):
            write_table(table, out)
    assert out.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [out]
    write_table(table, out)
    assert out.read_text() == "a\n1\n"


def run(*arguments: object) -> object:
    return CliRunner().invoke(app, ["recommendations", *map(str, arguments)])


def test_the_command_writes_links_and_says_how_many(texts: Path) -> None:
    out = texts.with_name("links.csv")
    result = run("link", texts, "--out", out)
    assert result.exit_code == 0
    assert "1 links (1 reworded)" in result.output
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("country,before_edition,before_n,after_edition,after_n,relation")
    assert lines[1].startswith("Alandria,2021,1,2022,1,reworded,model,")
    assert len(lines) == 2


def test_a_decision_changes_the_links_written(texts: Path) -> None:
    decided = texts.with_name("decided.csv")
    decided.write_text(HEAD + "Alandria,2021,1,2022,1,no link,AB,by way of trial\n")
    out = texts.with_name("links.csv")
    assert run("link", texts, "--out", out, "--overrides", decided).exit_code == 0
    assert "Alandria,2021,1,2022,1" not in out.read_text(encoding="utf-8")


def test_the_ledger_is_written(texts: Path) -> None:
    out = texts.with_name("ledger.csv")
    assert run("ledger", texts, "--out", out).exit_code == 0
    assert out.read_text(encoding="utf-8").splitlines() == [
        "country,chain,items,2021,2022",
        "Alandria,1,2021: 1; 2022: 1,asked,reworded",
        "Alandria,2,2021: 2,asked,dropped",
    ]


def test_nothing_is_written_when_the_texts_have_faults(texts: Path) -> None:
    texts.write_text("country,edition,n,text\nAlandria,2021,1,\n", encoding="utf-8")
    out = texts.with_name("links.csv")
    result = run("link", texts, "--out", out)
    assert isinstance(result.exception, DataFaults)
    assert not out.exists()


def test_a_missing_file_and_writing_over_the_input_are_refused(texts: Path) -> None:
    before = texts.read_bytes()
    for arguments in (
        (texts.with_name("none.csv"), "--out", texts.with_name("links.csv")),
        (texts, "--out", texts),
        (texts, "--out", texts.parent / "no such folder" / "links.csv"),
    ):
        result = run("link", *arguments)
        assert isinstance(result.exception, TipError)
        assert not isinstance(result.exception, DataFaults)
    assert texts.read_bytes() == before


def test_a_reviewer_decides_rows_copied_from_the_links(tmp_path: Path, texts: Path) -> None:
    items = read_texts(texts)
    links = link(items)
    decided = links.head(1).assign(decision="no link", who="AB", why="another act")
    write_table(decided, tmp_path / "decided.csv")
    kept = link(items, read_overrides(tmp_path / "decided.csv", items))
    assert len(kept) == len(links) - 1
