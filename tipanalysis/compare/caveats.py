"""Which caveats ride on a table: one rule for each code, in one place.

A table says what it rests on (`Facts`); `fired` tells the codes. So a caveat stands where its
reason is, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import pandas as pd

from tipanalysis import terms
from tipanalysis.statute import FIRST_COUNTED, FIRST_OF_2019_LAW, FIRST_WATCH_LIST

#: First editions that were given under another law than the edition before.
CHANGES = (FIRST_WATCH_LIST, FIRST_COUNTED, FIRST_OF_2019_LAW)

#: Editions whose tier sentences weigh the pandemic.
PANDEMIC = range(2021, 2024)
#: From this edition on the child-soldier law covers more forces and acts.
CHILD_SOLDIER_LAW = 2019
#: Fewer cases than this, and one more or less changes a share visibly.
FEW = 20
#: Figures of one year that are of different cases.
_COHORTS = frozenset({"investigations", "prosecutions", "convictions"})


@dataclass(frozen=True)
class Facts:
    """What a table rests on; only what is set can fire a caveat.

    Parameters
    ----------
    placements : DataFrame, optional
        Rows of ``placements`` whose tiers the table shows: ``edition``, ``status``, ``basis``.
    moves : bool
        Tiers of one edition are set against those of another.
    ordered : bool
        Tiers are counted or compared by their order.
    by_era : bool
        Rows under different laws stand apart and are not mixed.
    all_countries : bool
        Shares of all countries over several editions.
    n : int, optional
        The smallest number of cases that a share rests on.
    coded : DataFrame, optional
        Rows coded from narratives: ``coder``.
    measures : frozenset of str
        Measures whose figures, as governments report them, stand in the table.
    figures_of_edition : bool
        These figures are printed in an edition of the Report.
    totals : bool
        World or regional totals of the State Department.
    compares_editions : bool
        The table says what is no longer mentioned.
    silence : bool
        The table counts narratives that do not mention something.
    bounds : frozenset of str
        Bounds of figures, "censored" among them.
    others : bool
        Figures are by others than the State Department.
    protocol : bool
        Ratifications of the Palermo Protocol stand in the table.
    child_soldiers : int, optional
        The edition whose list of child-soldier governments the table uses.
    """

    placements: pd.DataFrame | None = None
    moves: bool = False
    ordered: bool = False
    by_era: bool = False
    all_countries: bool = False
    n: int | None = None
    coded: pd.DataFrame | None = None
    measures: frozenset[str] = field(default_factory=frozenset)
    figures_of_edition: bool = False
    totals: bool = False
    compares_editions: bool = False
    silence: bool = False
    bounds: frozenset[str] = field(default_factory=frozenset)
    others: bool = False
    protocol: bool = False
    child_soldiers: int | None = None

    @cached_property
    def editions(self) -> frozenset[int]:
        """Editions whose tiers the table shows."""
        if self.placements is None:
            return frozenset()
        return frozenset(int(edition) for edition in self.placements["edition"].unique())

    @cached_property
    def spans(self) -> range:
        """From the first to the last edition whose tiers the table shows."""
        return range(min(self.editions), max(self.editions) + 1) if self.editions else range(0)


def _ranked(facts: Facts) -> bool:
    shown = facts.placements
    return shown is not None and bool((shown["status"] == terms.RANKED).any())


def _eliminated(facts: Facts) -> bool:
    shown = facts.placements
    if shown is None:
        return False
    return bool(((shown["status"] == terms.RANKED) & (shown["basis"] == "derived")).any())


def _coded_by(coder: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.coded is not None and coder in set(facts.coded["coder"])


RULES: Mapping[str, Callable[[Facts], bool]] = MappingProxyType(
    {
        "edition-not-year": lambda f: f.figures_of_edition and bool(f.measures),
        "tier-is-effort": lambda f: _ranked(f) and len(f.editions) == 1 and not f.moves,
        "counts-not-comparable": lambda f: bool(f.measures),
        "by-elimination": _eliminated,
        "law-changed": lambda f: not f.by_era and any(year in f.spans[1:] for year in CHANGES),
        "coverage-changed": lambda f: f.all_countries and len(f.spans) > 1,
        "small-n": lambda f: f.n is not None and 0 < f.n < FEW,
        "machine-coded": _coded_by("machine"),
        "hand-coded": _coded_by("hand"),
        "not-one-cohort": lambda f: len(f.measures & _COHORTS) > 1,
        "estimates": lambda f: f.totals,
        "editorial-change": lambda f: f.compares_editions,
        "silence": lambda f: f.silence,
        "censored": lambda f: "censored" in f.bounds,
        "child-soldier-law-changed": lambda f: (f.child_soldiers or 0) >= CHILD_SOLDIER_LAW,
        "others-data": lambda f: f.others,
        "protocol-to-2013": lambda f: f.protocol,
        "pandemic": lambda f: _ranked(f) and any(year in PANDEMIC for year in f.editions),
        "ordinal": lambda f: _ranked(f) and f.ordered,
    }
)


def fired(facts: Facts) -> tuple[str, ...]:
    """The codes of the caveats that a table needs, in the order of `terms.CAVEATS`.

    Examples
    --------
    >>> fired(Facts(measures=frozenset({"convictions"}), figures_of_edition=True))
    ('edition-not-year', 'counts-not-comparable')
    >>> fired(Facts(n=7))
    ('small-n',)
    """
    return tuple(code for code in terms.CAVEATS if RULES[code](facts))


def joined(*groups: Iterable[str]) -> tuple[str, ...]:
    """Caveats of several tables that one rests on, each once, in the order of `terms.CAVEATS`.

    Examples
    --------
    >>> joined(("ordinal",), ("small-n", "ordinal"))
    ('small-n', 'ordinal')
    """
    held = {code for group in groups for code in group}
    return tuple(code for code in terms.CAVEATS if code in held)


def smallest(*columns: pd.Series) -> int | None:
    """The smallest number of cases in these columns; None where there is none.

    Examples
    --------
    >>> smallest(pd.Series([30, 0]), pd.Series([25]))
    25
    """
    counts = [int(value) for column in columns for value in column if value > 0]
    return min(counts, default=None)


def of_rows(codes: Iterable[str], *cases: pd.Series) -> tuple[str, ...]:
    """Caveats of a table made of rows of another: few cases are those of the rows that are shown.

    Examples
    --------
    >>> of_rows(("small-n", "ordinal"), pd.Series([40]))
    ('ordinal',)
    """
    kept = [code for code in codes if code != "small-n"]
    return joined(kept, fired(Facts(n=smallest(*cases))))
