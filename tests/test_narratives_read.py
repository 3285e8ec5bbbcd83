"""Reading files of every kind into the normal form: what is wrong is one line, the rest goes on."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from narratives import pages
from narratives.forms import (
    FORM_2004,
    FORM_2009,
    FORM_2012,
    FORM_2017,
    FORM_2018,
    FORM_2019,
    FORMS,
    NAMES,
    OTHERS,
    Form,
)
from narratives.typeset import Style, narrative_lines, typeset
from reportlab.lib.pdfencrypt import StandardEncryption

from tipanalysis.errors import Fault, NotFound, TipError
from tipanalysis.names import Names
from tipanalysis.narratives import read as reading
from tipanalysis.narratives.by_section import drafts_of_json
from tipanalysis.narratives.read import read
from tipanalysis.narratives.store import (
    default_store,
    narrative_path,
    read_narrative,
    read_store,
    write_narrative,
)
from tipanalysis.narratives.text import Narrative


class Imaginary:
    """The countries of the tests."""

    country = staticmethod(Names(NAMES, OTHERS).code)


DATA = Imaginary()


def text_for(name: str, heading: str, edition: int = 2018) -> str:
    """A whole narrative of 2018 for any country."""
    return (
        f"{heading}\nThe Government of {name} fully meets the minimum standards for the "
        f"elimination of trafficking. {name} remained on Tier 1.\n"
        f"RECOMMENDATIONS FOR {name.upper()}\nTry.\nPROSECUTION\nCourts sat in 2017.\n"
        "PROTECTION\nShelters opened.\nPREVENTION\nPosters hung.\n"
        "TRAFFICKING PROFILE\nBoys dig salt."
    )


GOOD = text_for("Alandria", "ALANDRIA: TIER 1")


def one_fault(folder: Path, edition: int = 2018) -> Fault:
    narratives, faults = read(folder, edition, DATA)
    assert narratives == []
    assert len(faults) == 1, faults
    return faults[0]


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f"{f.edition}-{f.iso3}")
def test_plain_text_of_each_edition(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(form.text, encoding="utf-8")
    narratives, faults = read(path, form.edition, DATA)
    assert faults == []
    (one,) = narratives
    assert (one.iso3, one.edition, one.heading) == (form.iso3, form.edition, form.heading)
    assert set(one.sections) == set(form.sections)
    assert one.source == "text.txt"
    assert one.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_folder_of_all_carriers(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(pages.state_gov_new(FORM_2018, "St. Elba"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    lines = narrative_lines(
        "BORDURIA: TIER 1", text_for("Borduria", "x").split("\n")[1:], Style(), "BORDURIA"
    )
    typeset(tmp_path / "c.pdf", lines)
    sections = {
        "INTRO": {"heading": None, "text": "Cagnova remained on Tier 1."},
        "RECOMMENDATIONS": {"heading": "RECOMMENDATIONS FOR CAGNOVA", "text": "Try; do."},
        "PROSECUTION": {"heading": "PROSECUTION", "text": "Courts sat."},
        "PROTECTION": {"heading": "PROTECTION", "text": "Shelters opened."},
        "PREVENTION": {"heading": "PREVENTION", "text": "Posters hung."},
        "TRAFFICKING PROFILE": {"heading": "TRAFFICKING PROFILE", "text": ":Boys dig."},
    }
    record = {"country": "CAGNOVA", "report_year": 2018, "heading": "CAGNOVA: TIER 1"}
    (tmp_path / "d.json").write_text(json.dumps({**record, "sections": sections}))
    (tmp_path / "fetched.json").write_text("{}")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "deeper").mkdir()
    told: list[str] = []
    narratives, faults = read(tmp_path, 2018, DATA, told.append)
    assert faults == []
    assert [one.iso3 for one in narratives] == ["XAA", "XBB", "XCC", "XEE"]
    assert told == ["a.html", "b.txt", "c.pdf", "d.json"]
    assert narratives[2].sections["profile"] == "Boys dig."
    assert narratives[2].sections["assessment"] == "Cagnova remained on Tier 1."


def test_json_of_an_early_edition_has_its_opening_parted() -> None:
    opening = "Alandria is a source country for men. It fully complies with the minimum standards."
    record = {"heading": "ALANDRIA (Tier 1)", "sections": {"INTRO": opening}}
    (draft,) = drafts_of_json(json.dumps(record).encode(), 2002)
    assert draft.sections == {
        "assessment": "It fully complies with the minimum standards.",
        "profile": "Alandria is a source country for men.",
    }


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n ", "empty"),
        ("a.html", b"", "empty"),
        ("a.txt", b"A recipe for soup.", "no narrative"),
        ("a.html", b"<p>A page on soup</p>", "no narrative"),
        ("a.txt", b"\xff\xfe\x00\x80", "UTF-8"),
        ("a.pdf", b"%PDF-1.4 cut", "cut off"),
        ("a.pdf", b"<html>", "no PDF"),
        ("a.txt", b"%PDF-1.4", "name it .pdf"),
        ("a.png", b"\x89PNG", "not HTML, PDF, text or JSON"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[" * 100_000, "JSON"),
        ("a.json", b"17", "not a narrative by section"),
        ("a.json", b'{"heading": 1, "sections": 2}', "not a narrative by section"),
        ("a.json", b'{"heading": "ALANDRIA: TIER 1", "sections": {"SOUP": "x"}}', "section"),
        ("a.json", b'{"heading": "ALANDRIA: TIER 1", "sections": {"INTRO": 1}}', "no text"),
        ("a.json", b'{"heading": "ALANDRIA: TIER 9", "sections": {}}', "not the heading"),
        ("a.json", b'{"format": "tipanalysis narrative 1"}', "damaged"),
        ("a.json", b"\xff{}", "UTF-8"),
        ("a.txt", GOOD.replace("ALANDRIA:", "ZUBROWKA:").encode(), '"ZUBROWKA" is no country'),
        ("a.txt", GOOD.partition("\n")[2].encode(), "no country"),
        ("a.txt", GOOD.replace("PROTECTION", "shelter").encode(), "no section protection"),
        ("a.txt", GOOD[: GOOD.index("PREVENTION")].encode(), "no section prevention, profile"),
        ("a.txt", b"ALANDRIA: TIER 1\nSoup is served.", "does not read like a narrative"),
        ("a.html", b"<div>" * 50_000 + GOOD.encode(), "nested"),
    ],
)
def test_each_problem_is_one_line(name: str, raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    fault = one_fault(tmp_path)
    assert fault.file == name
    assert reason in fault.message
    assert "\n" not in str(fault)


def test_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(GOOD)
    (tmp_path / "c.pdf").write_bytes(b"%PDF-")
    narratives, faults = read(tmp_path, 2018, DATA)
    assert [one.iso3 for one in narratives] == ["XAA"]
    assert [fault.file for fault in faults] == ["a.txt", "c.pdf"]


def test_two_narratives_of_one_country_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD.replace("sat", "rose"))
    (tmp_path / "c.txt").write_text(text_for("Borduria", "BORDURIA: TIER 1"))
    narratives, faults = read(tmp_path, 2018, DATA)
    assert [one.iso3 for one in narratives] == ["XBB"]
    assert [fault.message for fault in faults] == [
        "2 narratives of XAA in a.txt and b.txt; none is taken"
    ]


def test_two_narratives_of_one_country_in_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{GOOD}\n{GOOD}")
    assert one_fault(tmp_path).message == "2 narratives of XAA in one file; none is taken"


@pytest.mark.parametrize(
    ("form", "edition", "page"),
    [
        (FORM_2019, 2018, pages.ecoi(FORM_2019, "Dorn")),
        (FORM_2018, 2019, pages.refworld(FORM_2018)),
        (FORM_2017, 2018, pages.state_gov_new(FORM_2017)),
        (FORM_2012, 2013, pages.ecoi(FORM_2012, "Borduria")),
    ],
)
def test_a_page_that_says_another_edition(
    form: Form, edition: int, page: str, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert one_fault(tmp_path, edition).message == (
        f"this is of edition {form.edition}, not {edition}"
    )
    assert len(read(tmp_path, form.edition, DATA)[0]) == 1


def test_json_of_another_edition(tmp_path: Path) -> None:
    record = {"heading": "ALANDRIA: TIER 1", "report_year": 2017, "sections": {"INTRO": "x"}}
    (tmp_path / "a.json").write_text(json.dumps(record))
    assert "edition 2017, not 2018" in one_fault(tmp_path).message


@pytest.mark.parametrize("form", [FORM_2004, FORM_2009, FORM_2012], ids=lambda f: f.edition)
def test_a_text_whose_form_is_of_another_time(form: Form, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(form.text)
    assert "reads like an edition before 2017" in one_fault(tmp_path, 2018).message


def test_a_text_that_speaks_of_later_years(tmp_path: Path) -> None:
    text = GOOD.replace("Courts sat in 2017.", "Courts sat in 2021. In 2022 and in 2021 they rose.")
    (tmp_path / "a.txt").write_text(text)
    assert "it speaks of 2022" in one_fault(tmp_path).message
    assert len(read(tmp_path, 2023, DATA)[0]) == 1


def test_a_text_that_speaks_of_earlier_years_only(tmp_path: Path) -> None:
    years = " ".join(f"Courts sat in {year}." for year in range(2007, 2014))
    (tmp_path / "a.txt").write_text(GOOD.replace("Courts sat in 2017.", years))
    assert "the latest year that it speaks of is 2013" in one_fault(tmp_path).message


def test_a_report_of_another_edition_is_one_line(tmp_path: Path) -> None:
    text = "\n".join(
        text_for(name, f"{name.upper()}: TIER 1") for name in ("Alandria", "Borduria", "Cagnova")
    ).replace("Courts sat in 2017", "Courts sat in 2021, in 2022 and in 2022")
    (tmp_path / "report.txt").write_text(text)
    assert "(3 narratives)" in one_fault(tmp_path).message


def test_an_unknown_country_in_a_report_does_not_end_up_in_another(tmp_path: Path) -> None:
    text = "\n".join([GOOD, GOOD.replace("ALANDRIA: ", "ZUBROWKA: ").replace("salt", "coal")])
    (tmp_path / "report.txt").write_text(text)
    narratives, faults = read(tmp_path, 2018, DATA)
    assert narratives[0].sections["profile"] == "Boys dig salt."
    assert [(f.row, f.message) for f in faults] == [(13, '"ZUBROWKA" is no country in the data')]


@pytest.mark.parametrize("name", ["alandria.html", "XAA.html", "2018_alandria.html", "x.html"])
def test_without_a_heading_title_or_file_name_give_the_country(name: str, tmp_path: Path) -> None:
    title = "2018 Trafficking in Persons Report: Alandria" if name == "x.html" else "Page"
    body = "".join(f"<p>{line}</p>" for line in GOOD.split("\n")[1:])
    (tmp_path / name).write_text(f"<title>{title}</title><main>{body}</main>")
    narratives, faults = read(tmp_path, 2018, DATA)
    assert faults == []
    assert (narratives[0].iso3, narratives[0].heading) == ("XAA", "")


def test_a_bare_name_above_the_text_is_no_assessment(tmp_path: Path) -> None:
    (tmp_path / "alandria.txt").write_text("Alandria\n" + GOOD.partition("\n")[2])
    narratives, _ = read(tmp_path, 2018, DATA)
    assert narratives[0].sections["assessment"].startswith("The Government")


def test_an_encrypted_pdf_is_named(tmp_path: Path) -> None:
    style = Style(encryption=StandardEncryption("secret"))
    typeset(tmp_path / "a.pdf", narrative_lines("ALANDRIA: TIER 1", ["x"], style, "A"), style)
    assert "encrypted" in one_fault(tmp_path).message


def test_files_beyond_the_limit_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000)
    monkeypatch.setattr(reading, "MOST_BYTES_OF_PDF", 2_000)
    (tmp_path / "a.txt").write_bytes(b"x" * 1_001)
    (tmp_path / "b.pdf").write_bytes(b"x" * 2_001)
    _, faults = read(tmp_path, 2018, DATA)
    assert [fault.message for fault in faults] == [
        "has 1,001 bytes; at most 1,000 are read",
        "has 2,001 bytes; at most 2,000 are read",
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(GOOD)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    (folder / "b.txt").symlink_to(folder / "nowhere")
    (folder / "c.txt").write_text(GOOD)
    narratives, faults = read(folder, 2018, DATA)
    assert len(narratives) == 1
    assert [(f.file, "leads out" in f.message) for f in faults] == [("a.txt", True)]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(GOOD)
    assert len(read(tmp_path, 2018, DATA)[0]) == 1


def test_nothing_there(tmp_path: Path) -> None:
    assert "no files" in one_fault(tmp_path).message
    assert "no such file" in one_fault(tmp_path / "x").message


def test_hostile_markup_stays_words(tmp_path: Path) -> None:
    page = pages.state_gov_new(FORM_2017).replace(
        "Courts in the north",
        "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;Courts in the north",
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    narratives, _ = read(tmp_path, 2017, DATA)
    assert narratives[0].sections["prosecution"].startswith("<b>Courts in the north")
    assert "alert" not in json.dumps(dict(narratives[0].sections))


@given(st.binary(max_size=200), st.sampled_from([".html", ".txt", ".json", ".pdf"]))
def test_any_file_is_a_fault_or_a_narrative(raw: bytes, suffix: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"a{suffix}").write_bytes(raw)
        narratives, faults = read(Path(folder), 2018, DATA)
    assert narratives == []
    assert len(faults) == 1


# The store


ONE = Narrative(
    "XAA", 2018, "ALANDRIA: TIER 1", {"profile": "Boys “dig”.", "assessment": "It did."}, "a", "d"
)


def test_the_store_gives_back_what_was_put_in(tmp_path: Path) -> None:
    path = write_narrative(ONE, tmp_path)
    assert path == tmp_path / "2018" / "XAA.json"
    assert read_narrative("XAA", 2018, tmp_path) == ONE
    first = path.read_bytes()
    write_narrative(ONE, tmp_path)
    assert path.read_bytes() == first
    assert [p.name for p in path.parent.iterdir()] == ["XAA.json"]


def test_a_folder_of_the_store_can_be_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (one,) = read(tmp_path, 2018, DATA)[0]
    write_narrative(one, tmp_path / "store")
    narratives, faults = read(tmp_path / "store" / "2018", 2018, DATA)
    assert (narratives[0].sections, faults) == (one.sections, [])
    assert "edition 2018, not 2019" in one_fault(tmp_path / "store" / "2018", 2019).message


def test_a_text_that_is_not_there_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="narratives fetch --edition 2018"):
        read_narrative("XAA", 2018, tmp_path)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b"\xff", b'{"format": 1}', b"[" * 99_999])
def test_a_damaged_file_of_the_store_is_named(raw: bytes, tmp_path: Path) -> None:
    path = write_narrative(ONE, tmp_path)
    path.write_bytes(raw)
    with pytest.raises(TipError, match=r"XAA\.json is damaged"):
        read_narrative("XAA", 2018, tmp_path)
    narratives, faults = read_store(2018, tmp_path)
    assert (narratives, len(faults)) == ([], 1)


def test_a_file_of_the_store_under_another_name_is_refused(tmp_path: Path) -> None:
    write_narrative(ONE, tmp_path).rename(tmp_path / "2018" / "XBB.json")
    with pytest.raises(TipError, match="it holds XAA, 2018"):
        read_narrative("XBB", 2018, tmp_path)


@pytest.mark.parametrize("code", ["../XAA", "xaa", "XA", "X/A", ""])
def test_codes_do_not_lead_out_of_the_store(code: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        narrative_path(tmp_path, code, 2018)


def test_the_store_is_never_in_the_package() -> None:
    inside = Path(reading.__file__).parent / "texts"
    with pytest.raises(TipError, match="inside the package"):
        write_narrative(ONE, inside)
    with pytest.raises(TipError, match="inside the package"):
        default_store({"TIPANALYSIS_NARRATIVES": str(inside)})
    assert not inside.exists()


def test_where_the_store_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert default_store({"XDG_DATA_HOME": "/d"}) == Path("/d/tipanalysis/narratives")
    home = Path.home() / ".local" / "share" / "tipanalysis" / "narratives"
    assert default_store({}) == home
    assert default_store({"TIPANALYSIS_NARRATIVES": "/t", "XDG_DATA_HOME": "/d"}) == Path("/t")
