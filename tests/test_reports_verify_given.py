"""A report from somebody else is read within limits, and refused with every reason."""

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.reports import crate, readers
from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.given import Place, ReportRefused, find, read, visible
from tipanalysis.reports.untrusted import NotReadable, parse_json, safe_member, safe_name

ZEROS = "0" * 64


def cell(source: str, count: int | None = 1, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"c{abs(hash(source))}",
        "metadata": {"tags": list(tags)} if tags else {},
        "source": source,
        "execution_count": count,
        "outputs": [],
    }


def imaginary(*cells: dict[str, Any]) -> dict[str, Any]:
    injected = cell('# Parameters\ncountry = "XAA"\nedition = 2023\n', 1, ("injected-parameters",))
    return {
        "cells": [injected, *(cells or (cell("show()", 2),))],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest_of(notebook: dict[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "format": 1,
        "template": {"name": "country_report", "code_sha256": manifests.code_sha256(notebook)},
        "parameters": {"country": "XAA", "edition": 2023},
        "data": {"release": "2026.11", "tables": {"placements": ZEROS}},
        "package_sha256": ZEROS,
        "versions": {"python": "3.11.7"},
        "files": {name: sha256(data) for name, data in files.items()},
    }


def written(
    folder: Path,
    notebook: dict[str, Any] | None = None,
    change: Callable[[dict[str, Any]], Any] | None = None,
    **more: bytes,
) -> Path:
    """A report of Alandria on disk; `change` edits its manifest before it is written."""
    made = notebook or imaginary()
    files = {"report.ipynb": json.dumps(made).encode(), "tables/a.csv": b"a\n1\n", **more}
    content = manifest_of(made, files)
    if change:
        change(content)
    for name, data in {**files, "manifest.json": json.dumps(content).encode()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return path


def test_an_honest_report_is_read_from_folder_and_zip_alike(tmp_path: Path) -> None:
    folder = written(tmp_path / "2023" / "XAA")
    from_folder = read(Place(folder))
    (place,) = find(zipped(tmp_path / "2023", tmp_path / "r.zip"))
    from_zip = read(place)
    assert from_folder.lies == from_zip.lies == ()
    assert from_folder.beside == from_zip.beside == ()
    assert from_folder.files == from_zip.files
    assert str(place).endswith("r.zip:XAA")


def test_many_reports_are_found_and_a_file_of_one_stands_for_it(tmp_path: Path) -> None:
    first, second = written(tmp_path / "2022" / "XAA"), written(tmp_path / "2023" / "XBB")
    assert find(tmp_path) == (Place(first), Place(second))
    assert find(first / "report.ipynb") == (Place(first),)
    assert len(find(zipped(tmp_path, tmp_path / "all.zip"))) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m["files"].update({"../../x": ZEROS}), 'name "../../x" is not one inside'),
        (lambda m: m["files"].update({"/etc/passwd": ZEROS}), "/etc/passwd"),
        (lambda m: m["files"].update({"C:\\x": ZEROS}), "is not one inside"),
        (lambda m: m["files"].update({"a/./b": ZEROS}), "is not one inside"),
        (lambda m: m["files"].update({"nul": ZEROS}), "is not one inside"),
        (lambda m: m["files"].update({"manifest.json": ZEROS}), "is not one inside"),
        (lambda m: m.update(format=2), "format 2"),
        (lambda m: m.update(files=[]), "files have no SHA-256"),
        (lambda m: m["files"].pop("report.ipynb"), "does not vouch for a report.ipynb"),
        (lambda m: m["parameters"].update(country=["XAA"]), "parameters that are no words"),
        (lambda m: m["parameters"].update(country="X" * 9999), "parameters that are no words"),
        (lambda m: m["template"].update(name=7), "no template named"),
        (lambda m: m["data"].update(tables={"placements": "abc"}), "SHA-256 each"),
        (lambda m: m.update(versions={"python": 3}), "no versions"),
        (lambda m: m["files"].update({f"f{n}": ZEROS for n in range(900)}), "more than a report"),
    ],
)
def test_a_manifest_of_another_shape_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], words: str
) -> None:
    with pytest.raises(ReportRefused) as refused:
        read(Place(written(tmp_path / "r", change=change)))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m["files"].update({"tables/a.csv": ZEROS}), "tables/a.csv is not the file"),
        (lambda m: m["files"].update({"tables/b.csv": ZEROS}), "not in the report"),
        (lambda m: m["parameters"].update(edition=2022), "parameters in it are not those"),
        (lambda m: m["parameters"].update(edition="2023"), "parameters in it are not those"),
        (lambda m: m["template"].update(code_sha256=ZEROS), "cells are not those"),
    ],
)
def test_a_manifest_that_lies_is_told(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], words: str
) -> None:
    (lie,) = read(Place(written(tmp_path / "r", change=change))).lies
    assert words in lie


def test_all_reasons_are_told_at_once(tmp_path: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content.update(versions=3, parameters=4)
        content["files"]["../x"] = ZEROS

    with pytest.raises(ReportRefused) as refused:
        read(Place(written(tmp_path / "r", change=change)))
    assert len(refused.value.reasons) == 3


def test_a_notebook_with_a_cell_that_was_never_run_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "r", imaginary(cell("show()", 2), cell("hide()", None)))
    with pytest.raises(ReportRefused, match="cell 3: never run"):
        read(Place(folder))


def test_parameters_that_are_code_are_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "run"
    source = f"country = open({str(mark)!r}, 'w').name\nedition = 2023"
    notebook = imaginary()
    notebook["cells"][0]["source"] = source
    (lie,) = read(Place(written(tmp_path / "r", notebook))).lies
    assert "parameters" in lie
    assert not mark.exists()


@pytest.mark.parametrize("target", ["report.ipynb", "tables/a.csv", "manifest.json"])
def test_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    folder = written(tmp_path / "r")
    outside = tmp_path / "outside"
    outside.write_bytes((folder / target).read_bytes())
    (folder / target).unlink()
    (folder / target).symlink_to(outside)
    with pytest.raises(ReportRefused, match="link"):
        read(Place(folder))


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    folder = written(tmp_path / "r")
    (folder / "tables").rename(tmp_path / "elsewhere")
    (folder / "tables").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReportRefused, match="link"):
        read(Place(folder))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    folder = written(tmp_path / "r")
    (folder / "tables" / "a.csv").unlink()
    os.mkfifo(folder / "tables" / "a.csv")
    with pytest.raises(ReportRefused, match="is not a file"):
        read(Place(folder))


def test_a_file_that_nobody_vouches_for_is_noted(tmp_path: Path) -> None:
    folder = written(tmp_path / "r")
    (folder / "extra.html").write_text("<script>", encoding="utf-8")
    found = read(Place(folder))
    assert found.beside == ("extra.html",)
    assert found.unvouched == {"extra.html": b"<script>"}


def test_what_a_system_puts_into_a_zip_is_no_report_and_no_file_of_one(tmp_path: Path) -> None:
    path = zipped(written(tmp_path / "r"), tmp_path / "r.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/manifest.json", "{}")
        archive.writestr("__MACOSX/._report.html", "x")
        archive.writestr("tables/.DS_Store", "x")
    (place,) = find(path)
    assert read(place).beside == ()


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "C:/x", "a\\..\\x", "a//b"])
def test_a_zip_with_a_name_that_leaves_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(written(tmp_path / "r"), tmp_path / "r.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(ReportRefused, match="leaves its folder"):
        find(path)


def test_a_zip_with_a_link_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "r")
    (folder / "tables" / "a.csv").unlink()
    path = zipped(folder, tmp_path / "r.zip")
    entry = zipfile.ZipInfo("tables/a.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(ReportRefused, match="link"):
        read(find(path)[0])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_files_of_one_name_is_refused(tmp_path: Path) -> None:
    path = zipped(written(tmp_path / "r"), tmp_path / "r.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("report.ipynb", b"{}")
    with pytest.raises(ReportRefused, match="same name"):
        find(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LARGEST_FILE", 100_000)
    folder = written(tmp_path / "r", **{"tables/b.csv": b"0" * 5_000_000})
    path = tmp_path / "r.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.rglob("*.*"):
            archive.write(file, file.relative_to(folder).as_posix())
    assert path.stat().st_size < 20_000
    for place in (find(path)[0], Place(folder)):
        with pytest.raises(ReportRefused, match="more than 100,000 bytes"):
            read(place)


def test_a_zip_entry_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = zipped(written(tmp_path / "r"), tmp_path / "r.zip")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"manifest.json")
    data[at - 46 + 24 : at - 46 + 28] = (3).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(ReportRefused):
        read(find(path)[0])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "r.zip"
    path.write_bytes(data)
    with pytest.raises(ReportRefused):
        find(path)


def test_nothing_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ReportRefused):
            find(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "nested"),
        ("[" * 60 + "]" * 60, "nested"),
        ('{"a": 1, "a": 2}', "twice"),
        ("NaN", "NaN"),
        ("-Infinity", "Infinity"),
        ("1e999", "finite"),
        ('"\\ud800"', "surrogate"),
        ('{"\\ud800": 1}', "surrogate"),
        ("9" * 5000, "JSON"),
        ("\ufeff{}", "JSON"),
        ("{'a': 1}", "JSON"),
        ("", "JSON"),
    ],
)
def test_json_that_is_not_strict_is_refused(text: str, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        parse_json(text.encode("utf-8", "surrogatepass"), "x.json")


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(NotReadable):
        parse_json(b'"\xff"', "x.json")


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_not_readable(data: bytes) -> None:
    try:
        assert json.loads(data.decode()) == parse_json(data, "x.json")
    except (NotReadable, ValueError):
        with pytest.raises(NotReadable):
            parse_json(data, "x.json")


@given(st.text("ab./\\:-_ ~", max_size=12))
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    base = Path("/somewhere/reports")
    for test in (safe_name, safe_member):
        if test(name):
            joined = Path(os.path.normpath(base / name))
            assert base in joined.parents


@given(st.text(max_size=30))
def test_shown_text_moves_no_cursor_and_turns_no_direction(text: str) -> None:
    shown = visible(text + "\x1b]0;x\x07\x9b2J\u202e\u200b\r\b")
    assert not set(shown) & set("\x1b\x07\x9b\r\b\u202e\u200b\u2066")
    shown.encode("utf-8")


def test_a_crate_that_contradicts_the_manifest_is_a_lie(tmp_path: Path) -> None:
    folder = written(tmp_path / "r")
    content = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    path = folder / crate.NAME
    path.write_text(crate.as_text(content), encoding="utf-8")
    assert read(Place(folder)).lies == ()
    honest = content["files"]["tables/a.csv"]
    path.write_text(crate.as_text(content).replace(honest, ZEROS), encoding="utf-8")
    assert "does not describe" in read(Place(folder)).lies[0]
    path.write_text("[]", encoding="utf-8")
    assert "does not describe" in read(Place(folder)).lies[0]
