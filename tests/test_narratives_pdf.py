"""PDFs typeset inside the test run come back word for word."""

import json
import random
import sys
from pathlib import Path

import pytest
from narratives.forms import FORM_2014, FORM_2018, FORM_2019, FORM_2021, NAMES, OTHERS, Form
from narratives.typeset import PAGE, SIZE, Line, Style, narrative_lines, typeset
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, UnknownCountry
from tipanalysis.names import Names
from tipanalysis.narratives.headings import cut_countries
from tipanalysis.narratives.layout import Run, column_lines, paragraphs_of
from tipanalysis.narratives.pdf import read_pdf
from tipanalysis.narratives.read import read
from tipanalysis.narratives.sections import cut_sections

SHARED = Path(__file__).parents[1].parent / "shared" / "narratives" / "2018"
KNOWN = Names(NAMES, OTHERS)
POOL = (
    "officials anti-trafficking sufficient the shelter—which five clerks offered first a "
    "long-term file of 2016-2018 and sex-trafficking identified by many officers ($1,200) "
    "offices in conflict with traffickers who were affluent"
)


def known(name: str) -> bool:
    try:
        KNOWN.code(name)
    except UnknownCountry:
        return False
    return True


def serif() -> str:
    import matplotlib

    folder = Path(matplotlib.__file__).parent / "mpl-data" / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont("DejaVuSerif", folder / "DejaVuSerif.ttf"))
    return "DejaVuSerif"


def long_text(words: int, seed: int) -> str:
    """Prose of many lines, with hyphens, dashes, ligatures and figures in it."""
    chance = random.Random(seed)
    pool = POOL.split(" ")
    sentences = []
    while words > 0:
        count = chance.randint(6, 24)
        sentences.append(" ".join(chance.choice(pool) for _ in range(count)).capitalize() + ".")
        words -= count
    return " ".join(sentences)


def report(*countries: tuple[str, str, str], style: Style, words: int = 900) -> list[Line]:
    """Lines of narratives in the form of 2018: heading, name in capitals, first sentence."""
    lines: list[Line] = []
    for number, (heading, name, opening) in enumerate(countries):
        paragraphs = [f"{opening} {long_text(words // 4, number)}"]
        paragraphs += [f"RECOMMENDATIONS FOR {name}", "Pass the bill; mend the roof."]
        for place, section in enumerate(("PROSECUTION", "PROTECTION", "PREVENTION")):
            paragraphs += [section, long_text(words // 2, 10 * number + place)]
            paragraphs += [long_text(words // 3, 100 * number + place)]
        paragraphs += ["TRAFFICKING PROFILE", long_text(words // 3, 1000 + number)]
        lines += narrative_lines(heading, paragraphs, style, name)
    return lines


THREE = (
    ("ALANDRIA: TIER 2 WATCH LIST", "ALANDRIA", "Alandria was downgraded to Tier 2 Watch List."),
    (
        "DORN, DEMOCRATIC REPUBLIC OF: TIER 3",
        "THE DEMOCRATIC REPUBLIC OF DORN",
        "Dorn remained on Tier 3.",
    ),
    ("ST. ELBA AND THE ISLES: TIER 1", "ST. ELBA AND THE ISLES", "St. Elba remained on Tier 1."),
)
STYLES = {
    "columns": Style(),
    "interleaved": Style(interleaved=True),
    "justified": Style(justified=True),
    "justified and interleaved": Style(justified=True, interleaved=True),
    "without index": Style(thumb_index=False),
}


def words_of(lines: list[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


@pytest.mark.parametrize("name", STYLES)
def test_columns_are_read_one_after_the_other(name: str, tmp_path: Path) -> None:
    style = STYLES[name]
    lines = report(*THREE, style=style)
    assert typeset(tmp_path / "report.pdf", lines, style) > 4
    text = read_pdf(tmp_path / "report.pdf")
    # Letter for letter in order: no running head, no page number, no thumb index among them.
    assert "".join(text.split()) == words_of(lines)


@pytest.mark.parametrize("name", STYLES)
def test_words_and_sections_come_back(name: str, tmp_path: Path) -> None:
    style = STYLES[name]
    typeset(tmp_path / "report.pdf", report(*THREE, style=style), style)
    parts = cut_countries(read_pdf(tmp_path / "report.pdf"), known)
    assert [part.heading.text for part in parts] == [heading for heading, _, _ in THREE]
    for number, part in enumerate(parts):
        sections = cut_sections(part.text, 2018)
        assert sections["recommendations"] == "Pass the bill; mend the roof."
        for place, section in enumerate(("prosecution", "protection", "prevention")):
            want = f"{long_text(450, 10 * number + place)} {long_text(300, 100 * number + place)}"
            assert sections[section].split() == want.split()
        assert sections["profile"].split() == long_text(300, 1000 + number).split()


def test_ligatures_become_letters(tmp_path: Path) -> None:
    style = Style(font=serif(), ligatures=True)
    lines = report(THREE[0], style=style)
    typeset(tmp_path / "report.pdf", lines, style)
    text = read_pdf(tmp_path / "report.pdf")
    assert "".join(text.split()) == words_of(lines)
    assert "officials" in text and "sufficient" in text and "affluent" in text


def test_words_broken_by_syllables_are_put_together(tmp_path: Path) -> None:
    style = Style(hyphenate=2)
    lines = report(THREE[0], style=style, words=3000)
    broken = [line for line in lines if line.text.endswith("-") and len(line.text) > 4]
    assert len(broken) > 10
    typeset(tmp_path / "report.pdf", lines, style)
    sections = cut_sections(cut_countries(read_pdf(tmp_path / "report.pdf"), known)[0].text, 2018)
    assert sections["profile"].split() == long_text(1000, 1000).split()


@pytest.mark.parametrize(
    "form", [FORM_2014, FORM_2018, FORM_2019, FORM_2021], ids=lambda f: f.edition
)
def test_forms_of_other_editions(form: Form, tmp_path: Path) -> None:
    paragraphs = form.text.replace("\n\n", "\n").split("\n")
    heading_lines = 1 + form.text[: len(form.heading)].count("\n")
    style = Style()
    lines = narrative_lines(form.heading, paragraphs[heading_lines:], style, "X")
    typeset(tmp_path / "one.pdf", lines, style)
    part = cut_countries(read_pdf(tmp_path / "one.pdf"), known)[0]
    sections = cut_sections(part.text, form.edition)
    assert set(sections) == set(form.sections)
    for name, (first, last) in form.sections.items():
        assert sections[name].replace("\n", " ").startswith(first), name
        assert sections[name].replace("\n", " ").endswith(last), name


def test_wrongly_mapped_glyphs_are_mended(tmp_path: Path) -> None:
    style = Style(font=serif())
    said = "The shelter™s clerk and the court™s judge read the state™s ﬁlawﬂ Š twice."
    paragraphs = [said, "PROSECUTION", long_text(60, 1)]
    typeset(tmp_path / "x.pdf", narrative_lines("ALANDRIA: TIER 1", paragraphs, style, "A"), style)
    text = read_pdf(tmp_path / "x.pdf")
    assert "shelter's clerk and the court's judge read the state's “law” — twice." in text


def test_ranking_graphic_and_other_heads_are_left_out(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=PAGE)
    canvas.setFont("Times-Roman", SIZE)
    rows = [
        "ALANDRIA TIER RANKING BY YEAR",
        "2011 2012 2013",
        "1 2 2WL 3",
        "Courts sat.",
        "They rose.",
    ]
    for number, text in enumerate(rows):
        canvas.drawString(60, 600 - 11 * number, text)
    canvas.drawString(60, 770, "417ALANDRIA")
    canvas.drawString(300, 20, "418")
    canvas.save()
    assert read_pdf(tmp_path / "x.pdf").split() == ["Courts", "sat.", "They", "rose."]


def test_a_number_in_the_body_is_no_page_number(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=PAGE)
    canvas.setFont("Times-Roman", SIZE)
    for number, text in enumerate(["Courts heard cases, in all", "417", "and more in spring."]):
        canvas.drawString(60, 600 - 11 * number, text)
    canvas.save()
    assert read_pdf(tmp_path / "x.pdf") == "Courts heard cases, in all 417 and more in spring."


def test_a_line_across_both_columns_parts_them() -> None:
    def run(text: str, left: float, base: float) -> Run:
        return Run(text, left, left + 5.0 * len(text), base, 9.0)

    runs = [run(f"left above {i}", 60, 700 - 11 * i) for i in range(4)]
    runs += [run(f"right above {i}", 330, 700 - 11 * i) for i in range(4)]
    runs += [run("x" * 90, 60, 640)]
    runs += [run(f"left below {i}", 60, 620 - 11 * i) for i in range(4)]
    runs += [run(f"right below {i}", 330, 620 - 11 * i) for i in range(4)]
    random.Random(1).shuffle(runs)
    columns = column_lines(runs, 612, 792)
    starts = [column[0].text[:11].strip() for column in columns]
    assert starts == ["left above", "right above", "xxxxxxxxxxx", "left below", "right below"]


def test_nothing_on_a_page_is_nothing() -> None:
    assert paragraphs_of([column_lines([], 612, 792)]) == ""


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    style = Style(encryption=StandardEncryption("secret", "owner"))
    typeset(tmp_path / "x.pdf", report(THREE[0], style=style), style)
    with pytest.raises(TipError, match="encrypted"):
        read_pdf(tmp_path / "x.pdf")


def test_a_pdf_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    typeset(tmp_path / "x.pdf", report(*THREE, style=Style()))
    whole = (tmp_path / "x.pdf").read_bytes()
    for share in (0.1, 0.5, 0.9):
        (tmp_path / "x.pdf").write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(TipError, match="cut off"):
            read_pdf(tmp_path / "x.pdf")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"<p>PDF</p>", "no PDF"), (b"%PDF-1.7\nnothing\n%%EOF", "damaged")],
)
def test_what_is_no_pdf_is_refused(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(raw)
    with pytest.raises(TipError, match=reason):
        read_pdf(tmp_path / "x.pdf")


def test_pictures_are_no_text(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=PAGE)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()
    with pytest.raises(TipError, match="no text"):
        read_pdf(tmp_path / "x.pdf")


def test_a_page_with_too_many_letters_is_refused(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=PAGE)
    canvas.setFont("Times-Roman", 1)
    for number in range(700):
        canvas.drawString(10, 1 + number, "a long line of very small print " * 3)
    canvas.save()
    with pytest.raises(TipError, match=r"page 1 .* at most"):
        read_pdf(tmp_path / "x.pdf")


def test_progress_is_told_by_page(tmp_path: Path) -> None:
    pages = typeset(tmp_path / "x.pdf", report(*THREE, style=Style()))
    told: list[tuple[int, int]] = []
    read_pdf(tmp_path / "x.pdf", lambda done, all_: told.append((done, all_)))
    assert told == [(number + 1, pages) for number in range(pages)]


def test_without_the_extra_a_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(TipError, match=r"pip install 'tipanalysis\[narratives\]'"):
        read_pdf(tmp_path / "x.pdf")


def test_real_narratives_come_back_word_for_word(data: Dataset, tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip("the narratives of 2018 are not beside this checkout")
    wanted = {one.iso3: one for one in read(SHARED, 2018, data)[0]}
    lines: list[Line] = []
    paths = sorted(SHARED.glob("*.json"))[4::18]
    style = Style(justified=True, interleaved=True)
    for path in paths:
        page = json.loads(path.read_text(encoding="utf-8"))
        paragraphs: list[str] = []
        for section in page["sections"].values():
            paragraphs += [section["heading"]] if section["heading"] else []
            paragraphs += section["text"].split("\n")
        lines += narrative_lines(page["heading"], paragraphs, style, page["country"])
    typeset(tmp_path / "report.pdf", lines, style)
    narratives, faults = read(tmp_path / "report.pdf", 2018, data)
    assert (len(narratives), faults) == (len(paths), [])
    for one in narratives:
        assert one.heading == wanted[one.iso3].heading
        words = {name: text.split() for name, text in one.sections.items()}
        assert words == {name: text.split() for name, text in wanted[one.iso3].sections.items()}


def lines_at(texts: list[str], top: float, left: float = 60.0) -> list[Run]:
    return [
        Run(text, left, left + 4.0 * len(text), top - 11 * number, 9.0)
        for number, text in enumerate(texts)
    ]


def test_a_line_in_capitals_that_opens_every_page_is_left_out() -> None:
    pages = [
        column_lines(lines_at(["COUNTRY NARRATIVES: A-Z", f"Courts sat {word}"], 700), 612, 792)
        for word in ("once,", "twice,", "again.")
    ]
    assert paragraphs_of(pages) == "Courts sat once, Courts sat twice, Courts sat again."


def test_section_headings_that_open_many_pages_stay() -> None:
    pages = [
        column_lines(lines_at(["PROTECTION", f"Courts sat {word}."], 700), 612, 792)
        for word in ("once", "twice", "again")
    ]
    assert paragraphs_of(pages).count("PROTECTION") == 3


def test_a_hyphen_stays_where_the_document_breaks_words_at_hyphens_only() -> None:
    kept = ["the sex-trafficking and a long-term case, a re-", "drafting of the redrafting law,"]
    kept += ["of sex-", "trafficking and long-", "term files"]
    text = paragraphs_of([column_lines(lines_at(kept, 700), 612, 792)])
    assert "a re-drafting of" in text
    assert "of sex-trafficking and long-term files" in text


def test_a_hyphen_goes_where_the_document_breaks_syllables() -> None:
    broken = ["the shelter and the officials, the shel-", "ter and the offi-", "cials sat"]
    text = paragraphs_of([column_lines(lines_at(broken, 700), 612, 792)])
    assert text == "the shelter and the officials, the shelter and the officials sat"


def test_a_hyphen_that_hangs_keeps_its_space() -> None:
    text = paragraphs_of(
        [column_lines(lines_at(["clerks gave short-", "and long-term aid"], 700), 612, 792)]
    )
    assert text == "clerks gave short- and long-term aid"
