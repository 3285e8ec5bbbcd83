"""Where a country stands in law, and what its narrative counts, as tables."""

from __future__ import annotations

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.compare.history import elimination_caveat, titled
from tipanalysis.dataset import Dataset
from tipanalysis.profile import CountryProfile
from tipanalysis.statute import in_force

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
    return titled(frame, f"What the law allows in the {profile.edition + 1} edition")


def on_the_clock(data: Dataset, edition: int) -> pd.DataFrame:
    """All countries on the Tier 2 Watch List of an edition, with their clock.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``run`` (counted editions in a row), ``next_without_waiver``
        (whether the next edition may be Watch List again without a waiver), ``waiver_possible``,
        ``waiver_known``, ``words``; longest run first, then by name.
    """
    rows = data.placements[
        (data.placements["edition"] == edition) & (data.placements["tier"] == terms.WATCH_LIST)
    ]
    found = []
    for iso3, waiver in zip(rows["iso3"], rows["waiver"], strict=True):
        now = law.clock(data.history(iso3), edition)
        found.append(
            (
                iso3,
                data.name(iso3),
                now.run,
                "no" if now.limit_next else "yes",
                "yes" if now.waiver_possible else "no",
                "yes" if pd.notna(waiver) and bool(waiver) else "not in the data",
                now.words,
            )
        )
    columns = [
        "iso3",
        "country",
        "run",
        "next_without_waiver",
        "waiver_possible",
        "waiver_known",
        "words",
    ]
    frame = pd.DataFrame(found, columns=columns)
    frame = frame.sort_values(["run", "country"], ascending=[False, True], ignore_index=True)
    title = f"On the Tier 2 Watch List in {edition} (n = {len(frame)})"
    return titled(frame, title, elimination_caveat(rows))


def limit_reached(data: Dataset) -> pd.DataFrame:
    """Every run that reached the limit of two counted Watch List editions, and what came next.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``first``, ``last``, ``run``, ``allowed`` (longest lawful run
        for the last edition), ``next`` (place in the edition after, or "not yet known"),
        ``within_law``; sorted by last edition and name.
    """
    last_edition = int(data.editions["edition"].max())
    found = []
    for iso3 in data.countries["iso3"]:
        history = data.history(iso3)
        for edition, place in history.items():
            ends = history.get(edition + 1) != terms.WATCH_LIST
            run = law.watch_list_run(history, edition)
            if place != terms.WATCH_LIST or not ends or run < 2:
                continue
            allowed = in_force(edition).longest_run or 0
            after = "not yet known" if edition == last_edition else history[edition + 1]
            found.append(
                (
                    iso3,
                    data.name(iso3),
                    edition - run + 1,
                    edition,
                    run,
                    allowed,
                    after,
                    "yes" if run <= allowed else "no",
                )
            )
    columns = ["iso3", "country", "first", "last", "run", "allowed", "next", "within_law"]
    frame = pd.DataFrame(found, columns=columns)
    frame = frame.sort_values(["last", "country"], ignore_index=True)
    title = f"Runs that reached the limit on Watch List years (n = {len(frame)})"
    return titled(frame, title, ("law-changed",))


def special_watch_list(data: Dataset, edition: int) -> pd.DataFrame:
    """The statutory Special Watch List of an edition, beside the Tier 2 Watch List.

    Returns
    -------
    DataFrame
        Columns ``iso3``, ``country``, ``why``; sorted by reason and name.

    Examples
    --------
    >>> from tipanalysis import load
    >>> len(special_watch_list(load(), 2023))
    28
    """
    found = [
        (iso3, data.name(iso3), why)
        for iso3 in data.countries["iso3"]
        if (why := law.special_watch_list(data.history(iso3), edition))
    ]
    frame = pd.DataFrame(found, columns=["iso3", "country", "why"])
    frame = frame.sort_values(["why", "country"], ignore_index=True)
    listed = int((frame["why"] == "on the Tier 2 Watch List").sum())
    title = f"Special Watch List in law, {edition}: {len(frame)}, of them {listed} on the tier"
    return titled(frame, title)


def numbers(profile: CountryProfile) -> pd.DataFrame:
    """The figures of the narrative, and what it says was not reported.

    Returns
    -------
    DataFrame
        Columns ``measure``, ``of`` (subset), ``unit``, ``figure`` (with its bound; "did not report"
        is not zero), ``period``, ``before``, ``period_before``; in the order of the measures.
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
    caveats = ["edition-not-year", "counts-not-comparable", "not-one-cohort"]
    if profile.coder:
        caveats.append(f"{profile.coder}-coded")
    note = "" if len(frame) else "No figures of this edition are in the data."
    return titled(frame, title, caveats if len(frame) else (), note)


def sources(profile: CountryProfile) -> pd.DataFrame:
    """What this profile rests on.

    Returns
    -------
    DataFrame
        Columns ``source`` (key), ``title``, ``publisher``, ``year``, ``address``, ``cite``.
    """
    kept = ["source", "title", "publisher", "year", "address", "note"]
    frame = profile.sources[kept].sort_values("source", ignore_index=True)
    return titled(frame, f"Sources of this profile (n = {len(frame)})")
