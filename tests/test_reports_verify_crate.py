"""Provenance in the words of RO-Crate, and how to cite."""

import datetime
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from rocrate.rocrate import ROCrate

from tipanalysis import __version__
from tipanalysis.dataset import Dataset
from tipanalysis.reports import crate
from tipanalysis.reports import manifest as manifests
from tipanalysis.schema import file_sha256
from tipanalysis.sentences.cite import how_to_cite

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "reports" / "2023" / "THA"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return dict(json.loads((REFERENCE / manifests.NAME).read_text(encoding="utf-8")))


def kept(report: Path, folder: Path) -> Path:
    """A copy without pictures and page, which a rerun may have left and git does not keep."""
    listed = ["git", "ls-files", "-z", "--", "."]
    done = subprocess.run(listed, cwd=report, capture_output=True, text=True, check=False)
    ignored = shutil.ignore_patterns("figures", "report.html", "report.pdf")
    if done.returncode or not done.stdout:  # not in a clone: an archive of the sources
        return Path(shutil.copytree(report, folder, ignore=ignored))
    for name in done.stdout.split("\0")[:-1]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(report / name, folder / name)
    return folder


def test_the_rocrate_library_reads_it_and_finds_every_file(tmp_path: Path) -> None:
    folder = kept(REFERENCE, tmp_path / "THA")
    read = ROCrate(folder)
    files = {str(e.id) for e in read.data_entities if e.type == "File"}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == there - {crate.NAME}
    for entity in read.data_entities:
        assert entity["sha256"] == file_sha256(folder / entity.id)
    assert str(read.root_dataset["license"].id).startswith("https://creativecommons.org/")
    assert read.datePublished == datetime.datetime(2026, 11, 1)
    actions = [e for e in read.contextual_entities if e.type == "CreateAction"]
    assert len(actions) == 1
    assert actions[0]["instrument"]["softwareVersion"]
    assert {str(e.id) for e in actions[0]["result"]} == files


def test_it_has_what_the_specification_asks_for(manifest: dict[str, Any]) -> None:
    made = crate.crate(manifest)
    assert made["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    graph = {entity["@id"]: entity for entity in made["@graph"]}
    assert len(graph) == len(made["@graph"])
    descriptor = graph["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = graph["./"]
    assert root["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", root["datePublished"])
    assert all(root[key] for key in ("name", "description", "license"))
    named = [entity for entity in graph.values() if "@type" in entity]
    assert len(named) == len(graph)
    links = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(made))
    assert set(links) - set(graph) == {"https://w3id.org/ro/crate/1.1"}
    entities = {tuple(e["@type"]) if isinstance(e["@type"], list) else e["@type"] for e in named}
    assert entities >= {"File", "CreateAction", "SoftwareApplication", "PropertyValue"}


def test_it_is_the_same_for_the_same_manifest_and_has_no_clock(manifest: dict[str, Any]) -> None:
    shuffled = dict(reversed(list(manifest.items())))
    shuffled["files"] = dict(reversed(list(manifest["files"].items())))
    text = crate.as_text(shuffled)
    assert text == crate.as_text(manifest)
    assert text == (REFERENCE / crate.NAME).read_text(encoding="utf-8")
    assert not re.search(r"\d{4}-\d{2}-\d{2}T|\d{2}:\d{2}:\d{2}", text)


PERSON_OR_GROUP = ({"family-names", "given-names"}, {"name"})
ALLOWED = {
    *("abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi"),
    *("identifiers", "keywords", "license", "license-url", "message", "preferred-citation"),
    *("references", "repository", "repository-artifact", "repository-code", "title", "type"),
    *("url", "version"),
}


#: What the schema of CFF 1.2.0 calls a kind of reference; ``dataset`` is a word of the top only.
REFERENCES = {
    *("art", "article", "audiovisual", "bill", "blog", "book", "catalogue", "conference"),
    *("conference-paper", "data", "database", "dictionary", "edited-work", "encyclopedia"),
    *("film-broadcast", "generic", "government-document", "grant", "hearing"),
    *("historical-work", "legal-case", "legal-rule", "magazine-article", "manual", "map"),
    *("multimedia", "music", "newspaper-article", "pamphlet", "patent", "personal-communication"),
    *("proceedings", "report", "serial", "slides", "software", "software-code"),
    *("software-container", "software-executable", "software-virtual-machine"),
    *("sound-recording", "standard", "statute", "thesis", "unpublished", "video", "website"),
}


def test_the_citation_file_is_valid_cff_1_2_0(data: Dataset) -> None:
    content = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(content) <= ALLOWED
    assert content["cff-version"] == "1.2.0"
    assert content["type"] in ("software", "dataset")
    assert content["version"] == __version__
    assert {one["type"] for one in content["references"]} <= REFERENCES
    for entry in (content, *content["references"]):
        assert isinstance(entry["title"], str)
        assert entry["title"]
        assert entry["authors"]
        for author in entry["authors"]:
            assert any(keys & set(author) for keys in PERSON_OR_GROUP)
        assert isinstance(entry["version"], str)
        datetime.date.fromisoformat(entry["date-released"])
    assert isinstance(content["message"], str)
    assert content["license"] == "MIT"
    assert all(isinstance(word, str) for word in content["keywords"])
    assert len(set(content["keywords"])) == len(content["keywords"])
    (cited,) = [one for one in content["references"] if one["type"] == "data"]
    assert cited["version"] == data.release
    assert cited["license"] == "CC-BY-4.0"


def test_package_and_data_are_cited_apart(data: Dataset) -> None:
    package, cited = how_to_cite(data).split("To cite the data: ")
    assert f"tipanalysis {__version__}" in package
    assert data.release not in package
    assert f"release {data.release}" in cited
    assert __version__ not in cited.replace("4.0", "")
