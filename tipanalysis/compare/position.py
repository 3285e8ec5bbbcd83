"""Where a country stands in law, and what its narrative counts, as tables."""

from __future__ import annotations

import pandas as pd

from tipanalysis import law
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import titled
from tipanalysis.profile import CountryProfile

_MEASURE = {
    "investigations": "Investigations",
    "prosecutions": "Prosecutions",
    "convictions": "Convictions",
    "victims_identified": "Victims identified",
}
_SUBSET = {
    "total": "all trafficking",
    "sex": "sex trafficking",
    "labor": "labor trafficking",
    "officials": "complicit officials",
    "other": "another part",
}
_BOUND = {"exact": "", "at-least": "at least ", "at-most": "at most ", "approx": "about "}


def possible_next(profile: CountryProfile) -> pd.DataFrame:
    """Which tiers the law allows in the edition after this one.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``possible``, ``why``, ``cited``; best tier first.

    Examples
    --------
    >>> from tipanalysis import load
    >>> possible_next(load().profile("Thailand", 2017))["possible"].tolist()
    ['yes', 'yes', 'with a waiver', 'yes']
    """
    rows = [
        (p.tier, p.possible, p.why, p.cited)
        for p in law.possible_next(profile.history, profile.edition)
    ]
    frame = pd.DataFrame(rows, columns=["tier", "possible", "why", "cited"])
    here = {"edition": [profile.edition], "status": profile.status}
    rows = pd.DataFrame({**here, "basis": profile.placement.get("basis")})
    title = f"What the law allows in the {profile.edition + 1} edition"
    return titled(frame, title, fired(Facts(placements=rows)))


def numbers(profile: CountryProfile) -> pd.DataFrame:
    """The figures of the narrative, and what it says was not reported.

    Returns
    -------
    DataFrame
        Columns ``measure``, ``of`` (subset), ``unit``, ``figure`` (with its bound; "did not report"
        is not zero), ``period``, ``before``, ``period_before``; in the order of the measures.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = numbers(load().profile("Thailand", 2023))
    >>> table[["measure", "of", "figure"]].values.tolist()
    [['Investigations', 'complicit officials', '35']]
    """
    columns = ["measure", "of", "unit", "figure", "period", "before", "period_before"]
    rows = [
        (
            _MEASURE[row["measure"]],
            _SUBSET[row["subset"]],
            "" if row["unit"] == "unspecified" else row["unit"],
            f"{_BOUND[row['bound']]}{int(row['value']):,}",
            row["period"],
            None if pd.isna(row["previous"]) else f"{int(row['previous']):,}",
            row["previous_period"],
        )
        for _, row in profile.statistics.iterrows()
    ]
    rows += [
        (
            _MEASURE[row["measure"]],
            _SUBSET[row["subset"]],
            "",
            "did not report",
            row["period"],
            None,
            None,
        )
        for _, row in profile.unreported.iterrows()
    ]
    frame = pd.DataFrame(rows, columns=columns)
    for column in ("measure", "of"):
        order = list((_MEASURE if column == "measure" else _SUBSET).values())
        frame[column] = pd.Categorical(frame[column], order, ordered=True)
    frame = frame.sort_values(["measure", "of"], kind="stable", ignore_index=True)
    frame = frame.astype({"measure": "str", "of": "str"})
    title = f"Figures of {profile.name} in the {profile.edition} edition"
    coded = [table for table in (profile.statistics, profile.unreported) if len(table)]
    facts = Facts(
        measures=frozenset(profile.statistics["measure"])
        if len(profile.statistics)
        else frozenset(),
        figures_of_edition=True,
        coded=pd.concat([table[["coder"]] for table in coded]) if coded else None,
    )
    note = "" if len(frame) else "No figures of this edition are in the data."
    return titled(frame, title, fired(facts) if len(frame) else (), note)


def sources(profile: CountryProfile) -> pd.DataFrame:
    """What this profile rests on.

    Returns
    -------
    DataFrame
        Columns ``source`` (key), ``title``, ``publisher``, ``year``, ``address``, ``cite``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> sources(load().profile("Thailand", 2014)).columns.tolist()[:3]
    ['source', 'title', 'publisher']
    """
    kept = ["source", "title", "publisher", "year", "address", "note"]
    frame = profile.sources[kept].sort_values("source", ignore_index=True)
    return titled(frame, f"Sources of this profile (n = {len(frame)})")
