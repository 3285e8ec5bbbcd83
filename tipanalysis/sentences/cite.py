"""How to cite the package and the data, apart from one another."""

from __future__ import annotations

from tipanalysis import __version__
from tipanalysis.dataset import Dataset

_WHO = "The tipanalysis developers"


def how_to_cite(data: Dataset) -> str:
    """One line: the package by its version, the data by their release, the Report by itself.

    The same entries stand in ``CITATION.cff``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> "data release" in how_to_cite(load())
    True
    """
    return (
        f"To cite the package: {_WHO}, tipanalysis {__version__}, software. To cite the data: "
        f"{_WHO}, tipanalysis data, data release {data.release}, CC BY 4.0. What the Report "
        "itself says is cited from its own edition."
    )
