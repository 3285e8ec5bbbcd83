"""Pages that are written from the package itself when the documentation is built."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

import tipanalysis as tip
from tipanalysis.explorer import VIEWS, Choice, view
from tipanalysis.statute import in_force

NOTEBOOKS = (
    "start_here",
    "country_report",
    "comparison",
    "edition_overview",
    "tier_paths",
    "recommendations",
    "explore",
    "check_claims",
    "new_edition",
)
#: Of notebooks whose first words depend on what they are asked.
TITLES = {
    "country_report": "Report of one country",
    "comparison": "Comparison of countries",
    "edition_overview": "One edition",
    "tier_paths": "Paths through the tiers",
    "recommendations": "Recommendations",
    "check_claims": "Check claims",
}
#: Rooms of the package in the order of the pages: name in Python, heading.
ROOMS = {
    "": "Load, look, report",
    "compare": "Tables that compare",
    "figures": "Figures",
    "sentences": "Sentences",
    "law": "The law",
    "claims": "Claims",
    "export": "Export",
}
OBJECTS = {
    "tipanalysis.dataset.Dataset": (),
    "tipanalysis.profile.CountryProfile": (),
    "tipanalysis.reports.run.Report": ("html", "notebook", "manifest", "tables", "figures"),
    "tipanalysis.explorer.controls.Explorer": ("widget", "export", "report"),
    "tipanalysis.compare.peers.Peers": ("with_country",),
    "tipanalysis.law.Clock": (),
    "tipanalysis.law.Possibility": (),
}


def write_pages(folder: Path) -> None:
    """Write codebook, scores, law by edition, the functions, and copies of the notebooks."""
    out = folder / "generated"
    out.mkdir(exist_ok=True)
    data = tip.load()
    (out / "codebook.md").write_text(codebook(data), encoding="utf-8")
    (out / "editions.md").write_text(law_by_edition(), encoding="utf-8")
    (out / "scores.md").write_text(scores(data), encoding="utf-8")
    for name, text in functions().items():
        (out / f"{name}.md").write_text(text, encoding="utf-8")
    notebooks = folder / "notebooks"
    notebooks.mkdir(exist_ok=True)
    listed = []
    for name in NOTEBOOKS:
        source = folder.parent / "notebooks" / f"{name}.ipynb"
        if source.exists():
            content = explored(data, source) if name == "explore" else titled(source)
            (notebooks / source.name).write_text(content, encoding="utf-8")
            listed.append(f"../notebooks/{name}")
    toctree = "\n".join(listed)
    text = f"# Notebooks\n\n```{{toctree}}\n:maxdepth: 1\n\n{toctree}\n```\n"
    (out / "notebooks.md").write_text(text, encoding="utf-8")


def titled(notebook: Path) -> str:
    """A notebook with a title of its own: its headings are then sections of one page."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    texts = [
        "".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == "markdown"
    ]
    if not any(re.match(r"# \S", text) for text in texts):
        title = TITLES.get(notebook.stem, notebook.stem.replace("_", " ").capitalize())
        heading = {"id": "title", "cell_type": "markdown", "metadata": {}, "source": f"# {title}"}
        content["cells"].insert(0, heading)
    return json.dumps(content, ensure_ascii=False)


#: What stands above each view of the explorer where nothing can be chosen.
SEEN = {
    "Card": "Placement, period, basis, what is coded, sources.",
    "Strip": "The tiers of the country through the editions, the chosen one framed.",
    "Peers": "The country among those that the rule chose.",
    "Themes": "What the narratives of that edition credit, fault and describe, theme by theme.",
    "Map": "The whole edition, one tile per country, a frame round the chosen one.",
}


def explored(data: tip.dataset.Dataset, notebook: Path) -> str:
    """The explorer's notebook and, since a page has no kernel, each of its views as it begins."""
    content = json.loads(titled(notebook))
    edition = tip.compare.widest_edition(data)
    choice = Choice("THA", edition, "KHM,LAO,MMR,MYS,VNM")
    words = (
        "## What it shows\n\nIts controls need JupyterLab or Voila. Here is each of its views for "
        f"Thailand, edition {edition}, beside five neighbours that were named."
    )
    added = [("markdown", words)]
    for name in VIEWS:
        added += [("markdown", f"### {name}\n\n{SEEN[name]}"), ("code", name)]
    for number, (kind, text) in enumerate(added):
        cell: dict[str, Any] = {"id": f"seen-{number}", "cell_type": kind, "metadata": {}}
        cell["source"] = text
        if kind == "code":
            cell["source"] = (
                "from IPython.display import HTML\nfrom tipanalysis.explorer import Choice, view\n"
                f"HTML(view(tip.load(), Choice{(*astuple(choice)[:3],)!r}, {text!r}))"
            )
            shown = {"text/html": view(data, choice, text), "text/plain": text}
            cell["metadata"] = {"tags": ["remove-input"]}
            cell["execution_count"] = None
            cell["outputs"] = [{"output_type": "display_data", "data": shown, "metadata": {}}]
        content["cells"].append(cell)
    return json.dumps(content, ensure_ascii=False)


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def codebook(data: tip.dataset.Dataset) -> str:
    """Every table and column, from the descriptor."""
    lines = [
        "# Codebook",
        "",
        f'Data release {data.release}. In Python: `data.describe("placements.tier")`.',
        "",
    ]
    for table in data.package.tables.values():
        rows = len(getattr(data, table.name))
        key = ", ".join(table.primary_key)
        lines += [
            f"## {table.name}",
            "",
            f"{table.description} {rows:,} rows, one per {key}.",
            "",
            "| column | type | meaning | words |",
            "| --- | --- | --- | --- |",
        ]
        lines += [
            f"| `{c.name}` | {c.type}{'' if c.required else ', may be empty'} "
            f"| {_cell(c.description)} | {_cell(', '.join(map(str, c.words)))} |"
            for c in table.columns
        ]
        lines.append("")
    return "\n".join(lines)


def law_by_edition() -> str:
    """The rules in force for each edition, from `tipanalysis.statute`."""
    lines = [
        "| edition | acts in force | Watch List | limit in years | waiver in years "
        "| back on the list for at most |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for edition in range(tip.terms.FIRST_EDITION, tip.terms.LAST_EDITION + 1):
        law = in_force(edition)
        lines.append(
            f"| {edition} | {law.public_laws[-1]} | {'yes' if law.watch_list else 'no'} "
            f"| {law.limit or '–'} | {law.waiver_years or '–'} | {law.relisting_cap or '–'} |"
        )
    return "\n".join(lines) + "\n"


def scores(data: tip.dataset.Dataset) -> str:
    """How well the machine coding agrees with coding by hand, from the table `coding_scores`."""
    table = data.coding_scores
    lines = []
    for edition, rows in table.groupby("edition"):
        lines += [
            f"### {edition} edition",
            "",
            "| what | against narratives | how many | score | measure | n | note |",
            "| --- | --- | ---: | ---: | --- | ---: | --- |",
        ]
        lines += [
            f"| {_cell(row.part)} | {_cell(row.set)} | {row.narratives} | {row.score:.3f} "
            f"| {_cell(row.kind)} | {row.n} | {_cell('' if pd.isna(row.note) else row.note)} |"
            for row in rows.itertuples()
        ]
        lines.append("")
    means = data.package.table("coding_scores")
    lines += [f"- **{name}**: {_cell(means.column(name).description)}" for name in ("set", "kind")]
    lines += ["- **n**: " + _cell(means.column("n").description), ""]
    return "\n".join(lines)


def public() -> dict[str, dict[str, Callable[..., Any]]]:
    """The public functions by room: of the package itself, then of its public modules."""
    found: dict[str, dict[str, Callable[..., Any]]] = {"": {}}
    seen = set()
    for name in dir(tip):
        thing = getattr(tip, name)
        members = {name: thing}
        room = ""
        if isinstance(thing, ModuleType):
            members, room = {n: getattr(thing, n) for n in dir(thing) if n[0] != "_"}, name
        for spelled, function in members.items():
            home = getattr(function, "__module__", "") or ""
            if inspect.isfunction(function) and home.startswith("tipanalysis."):
                if function in seen:
                    continue
                seen.add(function)
                # A function of `compare` is on the page of `compare`, also as `tip.<name>`.
                of = home.split(".")[1]
                at = room or (of if of in ROOMS else "")
                found.setdefault(at, {})[spelled] = function
    return found


def functions() -> dict[str, str]:
    """Pages on the public functions and objects, by file name."""
    pages, listed = {}, []
    for room, members in sorted(public().items(), key=lambda pair: [*ROOMS].index(pair[0])):
        name = f"functions_{room or 'tip'}"
        spelled = f"tip.{room}" if room else "tip"
        lines = [f"# {ROOMS[room]}: `{spelled}`", ""]
        by_module: dict[str, list[Callable[..., Any]]] = {}
        for function in members.values():
            by_module.setdefault(function.__module__, []).append(function)
        for module in sorted(by_module, key=lambda one: (one != f"tipanalysis.{room}", one)):
            about = (inspect.getdoc(importlib.import_module(module)) or module).splitlines()[0]
            lines += [f"## {about.rstrip('.')}", ""]
            for function in sorted(by_module[module], key=lambda one: one.__name__):
                lines += _directive("autofunction", f"{module}.{function.__name__}")
        pages[name] = "\n".join(lines)
        listed.append(name)
    pages["functions_objects"] = "\n".join(
        [
            "# Objects",
            "",
            *(
                line
                for path, members in OBJECTS.items()
                for line in _directive("autoclass", path, members or _methods(path))
            ),
        ]
    )
    toctree = "\n".join([*listed, "functions_objects"])
    pages["functions"] = (
        "# Functions\n\nAll that is public, from the docstrings. `import tipanalysis as tip`; "
        "functions of `tip.compare` are there as `tip.<name>` too.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n\n{toctree}\n```\n"
    )
    return pages


def _directive(kind: str, path: str, members: Sequence[str] = ()) -> list[str]:
    options = [f"   :members: {', '.join(members)}", "   :inherited-members:"] if members else []
    return ["```{eval-rst}", f".. {kind}:: {path}", *options, "```", ""]


def _methods(path: str) -> list[str]:
    """Methods and properties of a class that have something to say."""
    module, _, name = path.rpartition(".")
    members = inspect.getmembers(getattr(importlib.import_module(module), name))
    return [
        member
        for member, value in members
        if member[0] != "_" and (inspect.isfunction(value) or isinstance(value, property))
    ]
