"""The house has floors: a module imports only from floors below its own."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "tipanalysis"

#: From the ground up; a package counts as one room, `__init__` of the whole stands apart.
FLOORS = (
    ("terms", "errors"),
    (
        "statute",
        "runs",
        "law",
        "consequences",
        "schema",
        "names",
        "profile",
        "codebook",
        "noted",
        "reads",
    ),
    ("check", "tables", "dataset"),
    ("compare", "narratives", "linking", "shown"),
    ("sentences", "claims", "export"),
    ("figures",),
    ("reports",),
    ("cli", "explorer"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
#: Neighbours on one floor that may be used in one direction.
WITHIN = {
    ("names", "schema"),
    ("law", "statute"),
    ("law", "runs"),
    ("consequences", "statute"),
    ("runs", "statute"),
    ("codebook", "schema"),
    ("dataset", "check"),
    ("dataset", "tables"),
    ("check", "schema"),
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Rooms of this package that a file imports, wherever in the file it does."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "tipanalysis":
                names = parts[1:2] or [alias.name for alias in node.names]
                rooms.update(names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                if parts[0] == "tipanalysis" and len(parts) > 1:
                    rooms.add(parts[1])
    return {room for room in rooms if room in FLOOR}


FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.name != "__init__.py"
)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    here = room_of(path)
    assert here in FLOOR, f"{here} has no floor: give it one in FLOORS"
    wrong = {
        room
        for room in imported_rooms(path) - {here}
        if FLOOR[room] >= FLOOR[here] and (here, room) not in WITHIN
    }
    assert not wrong, f"{here} imports from its own floor or above: {sorted(wrong)}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_stays_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_matplotlib_is_imported_by_figures_only(path: Path) -> None:
    if room_of(path) in ("figures", "reports"):
        return
    names = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert not {name for name in names if name and name.split(".")[0] == "matplotlib"}


def test_importing_the_package_loads_neither_matplotlib_nor_papermill() -> None:
    code = (
        "import sys, tipanalysis; "
        "heavy = ('matplotlib', 'papermill', 'scipy', 'statsmodels'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
