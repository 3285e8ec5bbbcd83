"""Check the tables: against the descriptor, and against what only this field knows.

The frictionless library checks types, allowed words, patterns, keys and references. Added here:
one place per country and edition, totals per tier against printed ones, runs on the Watch List
within the law, parts no larger than the whole. All faults are reported at once: a faulty cell is
left out of what is tried next, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tipanalysis.check.folding import Loose, folded
from tipanalysis.check.header import readable_headers
from tipanalysis.check.reading import readings
from tipanalysis.check.rules import broken_rules, unknown_keys
from tipanalysis.check.standard import against_the_descriptor
from tipanalysis.errors import Fault
from tipanalysis.schema import DESCRIPTOR, Package, read_package


def check(folder: Path) -> tuple[Fault, ...]:
    """Every fault in a folder of tables.

    Parameters
    ----------
    folder : Path
        A folder with ``datapackage.json`` and the tables that it names.

    Returns
    -------
    tuple of Fault
        By file, row and column; empty if there is none. Rows that point at the same missing key
        are one fault, which names them all. What a faulty cell would have said is taken for
        unknown by the rules of the field, which are tried on all other cells.

    Raises
    ------
    DataFaults
        If the descriptor itself cannot be read.

    Examples
    --------
    >>> from tipanalysis.schema import find_folder
    >>> check(find_folder("data"))
    ()
    """
    package = read_package(folder)
    faults = list(_missing_or_unsafe(package))
    gone = {fault.file for fault in faults}
    present = [t.name for t in package.tables.values() if t.path not in gone and _inside(t.path)]
    with TemporaryDirectory(prefix="tipanalysis-check-") as scratch:
        mended = readable_headers(package, present, Path(scratch))
        faults += mended.faults
        found = list(against_the_descriptor(mended.package, mended.told))
        read, unreadable = readings(mended.package, found)
    faults += [one.fault for one in found if one.reference is None] + unreadable
    loose = [Loose(one.fault, one.reference) for one in found if one.reference is not None]
    faults += folded([*loose, *unknown_keys(read)])
    faults += broken_rules(read)
    return tuple(sorted(set(faults), key=lambda f: (f.file, f.row or 0, f.column or "", f.message)))


def _missing_or_unsafe(package: Package) -> Iterator[Fault]:
    for table in package.tables.values():
        if not _inside(table.path):
            yield Fault(DESCRIPTOR, None, None, f'"{table.path}" leaves the folder')
        elif not (package.folder / table.path).is_file():
            yield Fault(table.path, None, None, "the file is missing")


def _inside(path: str) -> bool:
    return not Path(path).is_absolute() and ".." not in Path(path).parts
