"""An imaginary edition from pages to tables, its checks, its differences and its application."""

import dataclasses
import functools
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from tipanalysis import check, sentences
from tipanalysis.dataset import load
from tipanalysis.errors import DataFaults
from tipanalysis.narratives import changes
from tipanalysis.narratives.build import CODED, CodedEdition, code_edition
from tipanalysis.narratives.edition_check import doubtful_figures, numbers_in
from tipanalysis.narratives.lexicon import Lexicon, read_lexicon
from tipanalysis.narratives.practice import Practice, practice
from tipanalysis.narratives.read import read
from tipanalysis.narratives.text import Narrative

SHARED = Path(__file__).parents[2] / "shared"
EDITION = 2024


@pytest.fixture
def home(tmp_path: Path) -> Practice:
    return practice(tmp_path)


def texts_of(home: Practice) -> list[Narrative]:
    texts, faults = read(home.pages, home.edition, load(home.data))
    assert not faults
    return texts


@functools.cache
def lexicon() -> Lexicon:
    """The words of the themes, compiled once."""
    return read_lexicon(None, EDITION)


def code(texts: list[Narrative], home: Practice) -> CodedEdition:
    return code_edition(texts, EDITION, home.data, lexicon())


def coded_of(home: Practice) -> CodedEdition:
    return code(texts_of(home), home)


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def with_section(texts: list[Narrative], iso3: str, **sections: str) -> list[Narrative]:
    return [
        dataclasses.replace(text, sections={**text.sections, **sections}, _cut={})
        if text.iso3 == iso3
        else text
        for text in texts
    ]


def test_the_practice_folder_passes_the_check(home: Practice) -> None:
    assert check.check(home.data) == ()


def test_placements_come_from_the_text_where_the_data_have_none(home: Practice) -> None:
    rows = coded_of(home).tables["placements"].set_index("iso3")
    assert rows.loc["XAA", ["status", "tier", "movement"]].tolist() == [
        "ranked",
        "Tier 2",
        "remained",
    ]
    assert rows.loc["XBB", "movement"] == "downgraded"
    assert rows.loc["XBB", "tier"] == "Tier 2 Watch List"
    assert set(rows["basis"]) == {"narrative-heading"}


def test_a_placement_that_differs_is_a_fault_and_stays(home: Practice) -> None:
    path = home.data / "placements.csv"
    cells = path.read_text(encoding="utf-8")
    path.write_text(
        cells.replace("XAA,2024,unknown,,", "XAA,2024,ranked,Tier 3,"), encoding="utf-8"
    )
    coded = coded_of(home)
    assert [fault.file for fault in coded.faults] == ["XAA"]
    assert "Tier 3" in coded.faults[0].message
    assert "XAA" not in set(coded.tables["placements"]["iso3"])


def test_columns_are_those_of_the_descriptor(home: Practice) -> None:
    package = load(home.data).package
    for name, frame in coded_of(home).tables.items():
        assert list(frame.columns) == [column.name for column in package.table(name).columns]
    assert set(coded_of(home).tables) == set(CODED)


def test_figures_and_what_was_not_reported(home: Practice) -> None:
    tables = coded_of(home).tables
    figures = tables["statistics"]
    convicted = figures[(figures["iso3"] == "XAA") & (figures["measure"] == "convictions")].iloc[0]
    assert (convicted["value"], convicted["previous"], convicted["coder"]) == ("12", "9", "machine")
    assert tables["unreported"].iloc[0]["subset"] == "officials"
    assert tables["penalties"].iloc[0][["min_years", "max_years"]].tolist() == ["5", "10"]


def test_no_sentence_is_in_any_table(home: Practice) -> None:
    coded = coded_of(home)
    cells = {
        str(cell)
        for frame in (*coded.tables.values(), coded.uncoded)
        for cell in frame.to_numpy().ravel()
    }
    for text in texts_of(home):
        for section in text.sections:
            for sentence in text.sentences(section):
                assert not any(sentence.text[:25] in cell for cell in cells)


def test_an_edition_coded_twice_is_the_same(home: Practice) -> None:
    first, second = coded_of(home), coded_of(home)
    for name in CODED:
        pd.testing.assert_frame_equal(first.tables[name], second.tables[name])


def test_a_narrative_of_another_edition_is_left_out(home: Practice) -> None:
    texts = texts_of(home)
    texts[1] = dataclasses.replace(texts[1], edition=2023)
    coded = code(texts, home)
    assert set(coded.coverage["iso3"]) == {"XAA"}
    assert "2023" in coded.faults[0].message


def test_heading_and_text_that_differ_are_a_fault(home: Practice) -> None:
    texts = texts_of(home)
    texts[0] = dataclasses.replace(texts[0], heading="ALANDRIA (Tier 1)")
    coded = code(texts, home)
    assert any("heading says Tier 1" in fault.message for fault in coded.faults)


def test_a_figure_outside_its_sentence_is_found(home: Practice) -> None:
    texts = texts_of(home)
    frame = coded_of(home).tables["statistics"]
    assert doubtful_figures(texts, frame) == []
    frame.loc[frame["value"] == "12", "value"] = "13"
    ((message, rows),) = doubtful_figures(texts, frame)
    assert "13 is not in sentence" in message
    assert rows[0]["measure"] == "convictions"


def test_a_part_larger_than_its_whole_is_found(home: Practice) -> None:
    texts = texts_of(home)
    frame = coded_of(home).tables["statistics"]
    whole = frame[frame["value"] == "12"].iloc[0]
    part = whole.copy()
    part[["subset", "value", "n"]] = ["sex", "2023", "99"]
    both = pd.concat([frame, part.to_frame().T], ignore_index=True)
    messages = [message for message, _ in doubtful_figures(texts, both)]
    assert any("of a total 12" in message for message in messages)


def test_numbers_are_read_spelt_and_in_figures() -> None:
    assert {21, 1200, 7} <= numbers_in("Twenty-one police, 1,200 others and seven more")
    assert 0 in numbers_in("did not convict any traffickers")
    assert 5 not in numbers_in("fifteen or 50")


def test_differences_are_told_before_and_gone_after(home: Practice) -> None:
    coded = coded_of(home)
    before = changes.differences(home.data, coded)
    assert set(before["change"]) == {"added", "changed"}
    words = before.loc[before["table"] == "statistics", "words"].tolist()
    assert "convictions (total, persons): 12" in words
    changes.apply(home.data, coded)
    assert changes.differences(home.data, coded).empty


def test_a_changed_figure_is_a_change(home: Practice) -> None:
    coded = coded_of(home)
    changes.apply(home.data, coded)
    path = home.data / "statistics.csv"
    cells = path.read_text(encoding="utf-8")
    path.write_text(cells.replace(",12,exact,2023,9,", ",12,exact,2023,8,"), encoding="utf-8")
    rows = changes.differences(home.data, coded)
    assert rows["words"].tolist() == ["convictions (total, persons): 12: previous 8 becomes 9"]


def test_applied_data_pass_the_check_and_are_sealed(home: Practice) -> None:
    assert "sources" in changes.apply(home.data, coded_of(home))
    assert check.check(home.data) == ()
    data = load(home.data)
    assert data.profile("Alandria", EDITION).coder == "machine"
    assert changes.apply(home.data, coded_of(home)) == ()
    assert sorted(path.name for path in home.data.parent.iterdir()) == ["data", "pages"]


def test_nothing_is_touched_unless_all_of_it_passes(home: Practice) -> None:
    coded = coded_of(home)
    coded.tables["statistics"].loc[0, "measure"] = "arrests"
    before = hashes(home.data)
    with pytest.raises(DataFaults, match="arrests"):
        changes.apply(home.data, coded)
    assert hashes(home.data) == before
    assert sorted(path.name for path in home.data.parent.iterdir()) == ["data", "pages"]


def test_files_are_put_back_when_one_cannot_be_replaced(
    home: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded = coded_of(home)
    before = hashes(home.data)
    real = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if Path(target).name == "findings.csv":
            raise OSError("no space left")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="no space"):
        changes.apply(home.data, coded)
    assert hashes(home.data) == before


def test_hand_rows_are_kept(home: Practice) -> None:
    coded = coded_of(home)
    changes.apply(home.data, coded)
    path = home.data / "recommendations.csv"
    frame = changes.read_cells(path)
    frame.loc[frame["n"] == "1", ["coder", "statement"]] = ["hand", "Find victims."]
    frame.to_csv(path, index=False, lineterminator="\n")
    changes.apply(home.data, coded)
    rows = changes.read_cells(path)
    alandria = rows[rows["iso3"] == "XAA"]
    assert alandria["coder"].tolist() == ["hand", "machine", "machine", "machine"]
    assert alandria["statement"].tolist()[0] == "Find victims."


def test_hand_rows_from_elsewhere_stand_alone(home: Practice) -> None:
    path = home.data / "recommendations.csv"
    frame = changes.read_cells(path)
    new = dict.fromkeys(frame.columns, "") | {
        "iso3": "XAA",
        "edition": "2024",
        "n": "7",
        "themes": "shelter",
        "statement": "Open shelters.",
        "source": "imaginary",
        "coder": "hand",
        "confidence": "medium",
    }
    pd.concat([frame, pd.DataFrame([new])]).to_csv(path, index=False, lineterminator="\n")
    changes.apply(home.data, coded_of(home))
    rows = changes.read_cells(path)
    assert rows[rows["iso3"] == "XAA"]["n"].tolist() == ["7"]
    assert len(rows[rows["iso3"] == "XBB"]) == 2


def test_rows_of_countries_without_a_new_text_stay(home: Practice) -> None:
    changes.apply(home.data, coded_of(home))
    only = [text for text in texts_of(home) if text.iso3 == "XBB"]
    changes.apply(home.data, code(only, home))
    assert "XAA" in set(changes.read_cells(home.data / "findings.csv")["iso3"])


def test_a_hostile_text_never_becomes_markup(home: Practice) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> **bold** [x](javascript:y)"
    texts = with_section(
        texts_of(home),
        "XAA",
        assessment=(
            f"{evil} The government of {evil} made efforts by convicting 12 {evil} traffickers, "
            f"and training {evil} police. However, {evil} did not convict any {evil} traffickers. "
            "Therefore Alandria remained on Tier 2."
        ),
        recommendations=f"• Train {evil} police; identify {evil} victims. • {evil}",
        prosecution=f"In 2023, the government {evil} convicted 12 {evil} traffickers in {evil}.",
    )
    coded = code(texts, home)
    changes.apply(home.data, coded)
    data = load(home.data)
    profile = data.profile("XAA", EDITION)
    shown = [sentences.recommended(data, profile)]
    shown += [sentences.by_pillar(data, profile, kind) for kind in ("achievement", "shortfall")]
    for prose in shown:
        assert "<" not in prose.markdown
        assert "javascript" not in prose.markdown


def test_a_coded_report_reads_in_our_words(home: Practice) -> None:
    changes.apply(home.data, coded_of(home))
    data = load(home.data)
    profile = data.profile("Alandria", EDITION)
    assert "Police identified fewer victims (31, 40 the year before)." in repr(
        sentences.by_pillar(data, profile, "shortfall")
    )
    asked = repr(sentences.recommended(data, profile))
    assert "Asked of the government" in asked
    assert "Train police and prosecutors in identifying victims." in asked


FLOORS = {
    "placement": 1.0,
    "movement": 1.0,
    "recommendation count": 1.0,
    "statistics": 0.95,
    "previous figure": 0.93,
    "unreported": 0.90,
    "recommendation themes": 0.90,
    "assessment themes": 0.88,
    "forms of exploitation": 0.95,
    "penalties": 0.88,
}


@pytest.fixture(scope="module")
def edition_2018(tmp_path_factory: pytest.TempPathFactory) -> tuple[CodedEdition, list[Narrative]]:
    source = SHARED / "narratives" / "2018"
    if not source.is_dir():
        pytest.skip("the 2018 narratives are not beside the checkout")
    folder = tmp_path_factory.mktemp("coded") / "data"
    shutil.copytree(Path(__file__).parents[1] / "data", folder)
    texts, faults = read(source, 2018, load(folder))
    assert not faults
    return code_edition(texts, 2018, folder), texts


def test_all_countries_of_2018_are_coded(
    edition_2018: tuple[CodedEdition, list[Narrative]],
) -> None:
    coded, _ = edition_2018
    assert len(coded.coverage) == 187
    assert len(coded.tables["placements"]) == 187
    assert (coded.coverage["findings"] > 0).all()


def test_the_scores_of_2018_reach_their_floors(
    edition_2018: tuple[CodedEdition, list[Narrative]], tmp_path: Path
) -> None:
    score = SHARED / "gold" / "score.py"
    if not score.is_file():
        pytest.skip("the hand-coded narratives are not beside the checkout")
    edition_2018[0].write(tmp_path)
    command = [sys.executable, str(score), str(tmp_path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    reached = json.loads(done.stdout)
    assert {name: figure for name, figure in reached.items() if figure < FLOORS[name]} == {}


def test_the_data_hold_what_the_texts_give(
    edition_2018: tuple[CodedEdition, list[Narrative]],
) -> None:
    data = Path(__file__).parents[1] / "data"
    assert changes.differences(data, edition_2018[0]).empty


def test_the_scores_in_the_data_are_those_reached(
    edition_2018: tuple[CodedEdition, list[Narrative]], tmp_path: Path
) -> None:
    score = SHARED / "gold" / "score.py"
    if not score.is_file():
        pytest.skip("the hand-coded narratives are not beside the checkout")
    edition_2018[0].write(tmp_path)
    command = [sys.executable, str(score), str(tmp_path), "--json"]
    reached = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    rows = changes.read_cells(Path(__file__).parents[1] / "data" / "coding_scores.csv")
    said = rows[rows["set"] == "made with"].set_index("part")["score"].astype(float)
    assert set(said.index) == set(reached)
    for part, figure in reached.items():
        assert said[part] == pytest.approx(figure, abs=0.0006), part
