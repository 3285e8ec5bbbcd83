"""Where a country stands in law, and what its narrative counts, as tables."""

from __future__ import annotations

import pandas as pd

from tipanalysis import law
from tipanalysis.compare.caveats import Facts, fired
from tipanalysis.compare.history import titled
from tipanalysis.names import in_text
from tipanalysis.profile import CountryProfile
from tipanalysis.schema import split_list

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
    "other": "a part of the cases",
}
_BOUND = {"exact": "", "at-least": "at least ", "at-most": "at most ", "approx": "about "}


def possible_next(profile: CountryProfile) -> pd.DataFrame:
    """Which tiers the law allows in the edition after this one.

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`.

    Returns
    -------
    DataFrame
        Columns ``tier``, ``possible``, ``why``, ``cited``; best tier first.

    References
    ----------
    22 USC 7107(b)(1) and (b)(2)(A), (D) and (F), as in `law.possible_next`.

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

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`.

    Returns
    -------
    DataFrame
        Columns ``measure``, ``of`` (subset), ``unit``, ``figure`` (with its bound; "did not report"
        is not zero), ``period``, ``before``, ``period_before``; in the order of the measures.
        Then figures that only a finding has, under what was done: sentences, funds.

    Examples
    --------
    >>> from tipanalysis import load
    >>> table = numbers(load().profile("Thailand", 2023))
    >>> table[["measure", "figure"]].values.tolist()
    [['Investigations', '35'], ['Imprisoned', '4'], ['Funds', '441,700,000']]
    """
    columns = ["measure", "of", "unit", "figure", "period", "before", "period_before"]
    rows: list[tuple[object, ...]] = [
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
    more = _of_findings(profile)
    if more:
        frame = pd.concat([frame, pd.DataFrame(more, columns=columns)], ignore_index=True)
    title = f"Figures of {in_text(profile.name)} in the {profile.edition} edition"
    coded = [table for table in (profile.statistics, profile.unreported) if len(table)]
    coded += [profile.findings] if more else []
    facts = Facts(
        measures=frozenset(profile.statistics["measure"])
        if len(profile.statistics)
        else frozenset(),
        figures_of_edition=True,
        coded=pd.concat([table[["coder"]] for table in coded]) if coded else None,
    )
    note = _both(profile) if len(frame) else "No figures of this edition are in the data."
    return titled(frame, title, fired(facts) if len(frame) else (), note)


def _both(profile: CountryProfile) -> str:
    """Which measures have a figure as well as a "did not report", in one sentence; or nothing."""
    keys = ["measure", "subset"]
    if profile.statistics.empty or profile.unreported.empty:
        return ""
    twice = profile.statistics[keys].merge(profile.unreported[keys])
    found = [
        f"{label.lower()} ({_SUBSET[subset]})"
        for measure, label in _MEASURE.items()
        for subset in dict.fromkeys(twice.loc[twice["measure"] == measure, "subset"])
    ]
    if not found:
        return ""
    return (
        f'For {", ".join(found)} the Report gives a figure in one place and says "did not report" '
        "in another."
    )


#: Acts of findings: the measure that counts the same, if one does, and a label.
_ACTS = {
    "investigate": ("investigations", "Investigations"),
    "prosecute": ("prosecutions", "Prosecutions"),
    "convict": ("convictions", "Convictions"),
    "identify": ("victims_identified", "Victims identified"),
    "identify victims": ("victims_identified", "Victims identified"),
    "refer victims": ("", "Victims referred"),
    "sentence": ("", "Imprisoned"),
    "fund": ("", "Funds"),
}
_GROUPS = {"": "all trafficking", "officials": "complicit officials"}


def _of_findings(profile: CountryProfile) -> list[tuple[object, ...]]:
    """Figures of findings that no row of ``statistics`` has, labelled by what was done."""
    if profile.findings.empty:
        return []
    known: set[tuple[str, int]] = set()
    if len(profile.statistics):
        told = profile.statistics[["measure", "value"]]
        known.update((str(measure), int(value)) for measure, value in told.to_numpy())
    rows: list[tuple[object, ...]] = []
    counted = profile.findings.dropna(subset=["quantity"]).drop_duplicates(["kind", "n"])
    for _, row in counted.iterrows():
        value, acts = int(row["quantity"]), split_list(row["act"])
        named = [_ACTS.get(act, ("", act.capitalize())) for act in acts]
        if any((measure, value) in known for measure, _ in named):
            continue
        label = " and ".join(words for _, words in named)
        more = ", continued" if row["direction"] == "same" else ""
        group = row["group"] if isinstance(row["group"], str) else ""
        of = "work against trafficking" if acts == ("fund",) else _GROUPS.get(group, group)
        period = row["period"] if isinstance(row["period"], str) else None
        unit = row["unit"] if isinstance(row["unit"], str) else ""
        rows.append((f"{label}{more}", of, unit, f"{value:,}", period, None, None))
    return rows


#: Kinds of sources that are no publication, and so have no address.
_OWN = ("inference", "general knowledge")


def sources(profile: CountryProfile) -> pd.DataFrame:
    """What this profile rests on; of a publication without an address, that none is known.

    Parameters
    ----------
    profile : CountryProfile
        From `Dataset.profile`.

    Returns
    -------
    DataFrame
        Columns ``source`` (key), ``title``, ``publisher``, ``year``, ``address``, ``note``; by key.

    Examples
    --------
    >>> from tipanalysis import load
    >>> sources(load().profile("Thailand", 2014)).columns.tolist()[:3]
    ['source', 'title', 'publisher']
    """
    kept = ["source", "title", "publisher", "year", "address", "note"]
    frame = profile.sources[kept].sort_values("source", ignore_index=True)
    outside = ~profile.sources.sort_values("source")["kind"].isin(_OWN).to_numpy()
    unknown = outside & frame["address"].isna().to_numpy()
    frame["note"] = [
        "; ".join(filter(None, (note if isinstance(note, str) else "", gap)))
        for note, gap in zip(
            frame["note"], ("no address is known" if one else "" for one in unknown), strict=True
        )
    ]
    frame["note"] = frame["note"].replace("", None)
    return titled(frame, f"Sources of this profile (n = {len(frame)})")
