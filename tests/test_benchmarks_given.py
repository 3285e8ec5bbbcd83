"""A benchmark reads the texts it is given, and none from a folder beside the checkout."""

from pathlib import Path


def test_no_benchmark_names_a_folder_outside_the_repository() -> None:
    files = sorted((Path(__file__).parents[1] / "benchmarks").glob("*.py"))
    assert [file.name for file in files if "read_pdf" in file.name] == ["read_pdf.py"]
    outside = ("../", "ROOT.parent", "shared/")
    said = {file.name: file.read_text(encoding="utf-8") for file in files}
    assert [n for n, text in said.items() if any(word in text for word in outside)] == []
