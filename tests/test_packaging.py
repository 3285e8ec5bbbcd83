"""What is handed on when the project is packed: all of the package, nothing of what it made."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]


def test_the_source_archive_holds_every_file_of_the_package_and_no_report(tmp_path: Path) -> None:
    code = f"from hatchling.build import build_sdist; build_sdist({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        paths = {PurePosixPath(*PurePosixPath(name).parts[1:]) for name in packed.getnames()}
    wanted = {
        PurePosixPath(path.relative_to(ROOT).as_posix())
        for folder in ("tipanalysis", "data", "notebooks")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".j2", ".css", ".toml", ".csv", ".json", ".ipynb"}
        and ".ipynb_checkpoints" not in path.parts
        and "notebooks/reports" not in path.as_posix()
    }
    assert len(wanted) > 250
    assert sorted(map(str, wanted - paths)) == []
    assert [str(path) for path in paths if path.parts[:1] == ("reports",)] == []
