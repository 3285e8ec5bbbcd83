"""Pages that are written from the package itself when the documentation is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import tipanalysis as tip
from tipanalysis.statute import in_force

NOTEBOOKS = (
    "start_here",
    "country_report",
    "comparison",
    "edition_overview",
    "tier_paths",
    "recommendations",
    "check_claims",
    "new_edition",
)
PUBLIC = {
    "Load and look": ("load",),
    "Placements": (
        "tier_history",
        "tier_runs",
        "tier_changes",
        "edition_tiers",
        "region_tiers",
        "tier_shares",
        "tier_map",
        "transitions",
        "base_rate",
    ),
    "The law": ("possible_next", "on_the_clock", "limit_reached", "special_watch_list"),
    "Peers and themes": (
        "peers",
        "peer_places",
        "finding_themes",
        "recommendation_themes",
        "numbers",
    ),
    "Context by others": ("others", "unodc_series", "unodc_latest", "law_enforcement"),
    "Show and report": ("show", "caption", "report"),
}


def write_pages(folder: Path) -> None:
    """Write codebook, law by edition, the list of functions, and copies of the notebooks."""
    out = folder / "generated"
    out.mkdir(exist_ok=True)
    data = tip.load()
    (out / "codebook.md").write_text(codebook(data), encoding="utf-8")
    (out / "editions.md").write_text(law_by_edition(), encoding="utf-8")
    (out / "functions.md").write_text(functions(), encoding="utf-8")
    notebooks = folder / "notebooks"
    notebooks.mkdir(exist_ok=True)
    listed = []
    for name in NOTEBOOKS:
        source = folder.parent / "notebooks" / f"{name}.ipynb"
        if source.exists():
            shutil.copyfile(source, notebooks / source.name)
            listed.append(f"../notebooks/{name}")
    toctree = "\n".join(listed)
    text = f"# Notebooks\n\n```{{toctree}}\n:maxdepth: 1\n\n{toctree}\n```\n"
    (out / "notebooks.md").write_text(text, encoding="utf-8")


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


def functions() -> str:
    """The public functions, each with its docstring."""
    lines = ["# Functions", ""]
    for heading, names in PUBLIC.items():
        lines += [f"## {heading}", ""]
        for name in names:
            home = getattr(tip, name).__module__
            lines += [f"```{{eval-rst}}\n.. autofunction:: {home}.{name}\n```", ""]
    lines += [
        "## Objects",
        "",
        "```{eval-rst}\n.. autoclass:: tipanalysis.dataset.Dataset\n   :members: country, name, "
        "edition, history, profile, describe, find\n```",
        "",
        "```{eval-rst}\n.. autoclass:: tipanalysis.profile.CountryProfile\n```",
        "",
        "```{eval-rst}\n.. autoclass:: tipanalysis.reports.run.Report\n```",
        "",
    ]
    return "\n".join(lines)
