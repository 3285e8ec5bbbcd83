"""Provenance as an RO-Crate: the manifest once more, in the words of RO-Crate 1.1.

Deterministic: it has no clock, its date is that of the data release. The run is described as in
the profile Process Run Crate: instrument, objects and results of one ``CreateAction``.

References
----------
RO-Crate Metadata Specification 1.1, https://w3id.org/ro/crate/1.1
Process Run Crate 0.1, https://w3id.org/ro/wfrun/process/0.1
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from tipanalysis.reports import manifest as manifests
from tipanalysis.reports.untrusted import NotReadable, parse_json

NAME = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.1"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_FORMATS = {
    "csv": "text/csv",
    "html": "text/html",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
}


def crate(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The RO-Crate of a report, from its manifest alone.

    Parameters
    ----------
    manifest : mapping
        From `tipanalysis.reports.manifest.manifest`.

    Returns
    -------
    dict
        JSON-LD with ``@context`` and ``@graph``.
    """
    files = dict(manifest["files"])
    text = manifests.as_text(manifest).encode()
    files[manifests.NAME] = hashlib.sha256(text).hexdigest()
    parts = [_file(name, digest) for name, digest in sorted(files.items())]
    software, requirements = _software(manifest["versions"])
    objects = [
        *_parameters(manifest["parameters"]),
        *_tables(manifest["data"]),
        _template(manifest),
    ]
    action = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Run of the template {manifest['template']['name']}",
        "instrument": _to(software),
        "object": [_to(entity) for entity in objects],
        "result": [_to(entity) for entity in parts],
    }
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        _root(manifest, parts),
        *parts,
        action,
        software,
        *objects,
        *requirements,
        {"@id": "#authors", "@type": "Organization", "name": "The tipanalysis developers"},
        {"@id": _LICENCE, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0"},
        {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.1"},
    ]
    return {"@context": [_CONTEXT, {"sha256": "https://schema.org/sha256"}], "@graph": graph}


def as_text(manifest: Mapping[str, Any]) -> str:
    """The RO-Crate as it is written beside the manifest."""
    return manifests.as_text(crate(manifest))


def agrees(described: bytes, manifest: Mapping[str, Any]) -> bool:
    """Whether an RO-Crate received from outside tells the hashes that the manifest tells."""
    try:
        graph = parse_json(described, NAME)["@graph"]
        told = {
            entity["@id"]: entity.get("sha256") for entity in graph if entity["@type"] == "File"
        }
    except (NotReadable, KeyError, TypeError, AttributeError):
        return False
    told.pop(manifests.NAME, None)
    return told == dict(manifest["files"])


def _root(manifest: Mapping[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    told = ", ".join(f"{name} {value}" for name, value in sorted(manifest["parameters"].items()))
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Comparative report on trafficking in persons: {told}",
        "description": (
            "A report made from coded tables of the Trafficking in Persons Report, with its "
            "tables and figures; anyone can rerun and compare it."
        ),
        "license": {"@id": _LICENCE},
        "author": {"@id": "#authors"},
        "conformsTo": {"@id": _PROFILE},
        "hasPart": [_to(part) for part in parts],
        "mentions": {"@id": "#run"},
    }
    released = re.match(r"(\d{4})\.(\d{2})\b", manifest["data"]["release"])
    if released:
        root["datePublished"] = f"{released[1]}-{released[2]}"
    return root


def _file(name: str, digest: str) -> dict[str, Any]:
    kind = _FORMATS.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    return {
        "@id": name,
        "@type": "File",
        "name": name.rsplit("/", 1)[-1],
        "encodingFormat": kind,
        "sha256": digest,
    }


def _software(versions: Mapping[str, str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    requirements = [
        {
            "@id": f"#{name}",
            "@type": "SoftwareApplication",
            "name": name,
            "softwareVersion": version,
        }
        for name, version in sorted(versions.items())
        if name != "tipanalysis"
    ]
    software = {
        "@id": "#tipanalysis",
        "@type": "SoftwareApplication",
        "name": "tipanalysis",
        "softwareVersion": versions.get("tipanalysis", ""),
        "softwareRequirements": [_to(entity) for entity in requirements],
    }
    return software, requirements


def _parameters(parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"@id": f"#parameter-{name}", "@type": "PropertyValue", "name": name, "value": value}
        for name, value in sorted(parameters.items())
    ]


def _tables(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "@id": f"#table-{name}",
            "@type": "CreativeWork",
            "name": f"{name}.csv",
            "version": data["release"],
            "license": {"@id": _LICENCE},
            "sha256": digest,
        }
        for name, digest in sorted(data["tables"].items())
    ]


def _template(manifest: Mapping[str, Any]) -> dict[str, Any]:
    template = manifest["template"]
    return {
        "@id": "#template",
        "@type": "SoftwareSourceCode",
        "name": template["name"],
        "programmingLanguage": "Python",
        "sha256": template["code_sha256"],
    }


def _to(entity: Mapping[str, Any]) -> dict[str, str]:
    return {"@id": entity["@id"]}
