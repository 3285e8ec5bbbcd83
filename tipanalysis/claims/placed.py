"""Tests of statements about where one country stands, and about counts of countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from tipanalysis import law, terms
from tipanalysis.claims.verdict import ABSENT, Claim, Verdict, is_number, is_so
from tipanalysis.compare.divided import edition_tiers
from tipanalysis.compare.history import move
from tipanalysis.compare.watchlists import special_watch_list
from tipanalysis.dataset import Dataset
from tipanalysis.schema import split_list


def _place(data: Dataset, claim: Claim) -> str:
    return data.history(claim.iso3)[claim.edition]


def _placed(data: Dataset, claim: Claim) -> tuple[str, ...]:
    rows = data.placements
    rows = rows[(rows["iso3"] == claim.iso3) & (rows["edition"] == claim.edition)]
    return tuple(key for cell in rows["sources"] for key in split_list(cell))


def _where(data: Dataset, claim: Claim) -> str:
    return f"placements: {data.name(claim.iso3)} {claim.edition}"


def _tier(data: Dataset, claim: Claim) -> Verdict:
    place = _place(data, claim)
    if place == terms.UNKNOWN:
        return Verdict(ABSENT, f"{_where(data, claim)} is unknown")
    return is_so(place == claim.value, f"{_where(data, claim)} is {place}", _placed(data, claim))


def _order(data: Dataset, claim: Claim) -> Verdict:
    place = _place(data, claim)
    if place not in terms.TIERS:
        return Verdict(ABSENT, f"{_where(data, claim)} is {place}, without a tier")
    at = terms.TIERS.index(place) + 1
    return is_number(
        claim, at, f"{_where(data, claim)} is {place}: number {at} of {len(terms.TIERS)}"
    )


def _move(data: Dataset, claim: Claim) -> Verdict:
    history = data.history(claim.iso3)
    if claim.edition - 1 not in history:
        return Verdict(ABSENT, f"There is no edition before {claim.edition}.")
    before, now = history[claim.edition - 1], history[claim.edition]
    word = move(before, now)
    evidence = f"{_where(data, claim)} is {now}, {claim.edition - 1} was {before}: {word}"
    return is_so(word == claim.value, evidence, _placed(data, claim))


def _run(data: Dataset, claim: Claim) -> Verdict:
    history = data.history(claim.iso3)
    place = history[claim.edition]
    length = law.run_of(history, claim.edition, place)
    evidence = f"{_where(data, claim)} is {place}, for {length} editions in a row"
    return is_number(claim, length, evidence)


def _since(data: Dataset, claim: Claim) -> Verdict:
    history = data.history(claim.iso3)
    first = int(claim.details["first"])
    if not min(history) <= first <= claim.edition:
        return Verdict(ABSENT, f"There are no editions from {first} to {claim.edition}.")
    other = [
        f"{e}: {p}" for e, p in history.items() if first <= e <= claim.edition and p != claim.value
    ]
    span = f"placements: {data.name(claim.iso3)}, {first} to {claim.edition}"
    if other:
        return is_so(False, f"{span}, has {'; '.join(other)}")
    return is_so(True, f"{span}, is {claim.value} throughout")


def _first(data: Dataset, claim: Claim) -> Verdict:
    history = data.history(claim.iso3)
    editions = [e for e, p in history.items() if p not in (terms.NOT_IN_REPORT, terms.UNKNOWN)]
    first = min(editions) if editions else 0
    return is_number(claim, first, f"placements: {data.name(claim.iso3)} first stands in {first}")


def _on_tier(data: Dataset, claim: Claim) -> Verdict:
    counts = edition_tiers(data, claim.edition).set_index("place")["countries"]
    tier = claim.details["tier"]
    found = int(counts[tier])
    return is_number(claim, found, f"placements: {found} countries on {tier} in {claim.edition}")


def _in_report(data: Dataset, claim: Claim) -> Verdict:
    if claim.edition:
        found = int(edition_tiers(data, claim.edition)["countries"].sum())
        where = f"placements: {found} countries in the {claim.edition} edition"
        return is_number(claim, found, where)
    counts = {
        edition: int(edition_tiers(data, edition)["countries"].sum())
        for edition in data.editions["edition"].astype(int)
    }
    found = max(counts.values())
    editions = ", ".join(str(edition) for edition, count in counts.items() if count == found)
    return is_number(claim, found, f"placements: never more than {found} countries ({editions})")


def _special(data: Dataset, claim: Claim) -> Verdict:
    found = len(special_watch_list(data, claim.edition))
    return is_number(claim, found, f"special watch list {claim.edition}: {found} countries")


def _watch_run(data: Dataset, claim: Claim) -> Verdict:
    run, then = int(claim.details["run"]), claim.details.get("then")
    names = []
    for iso3 in data.countries["iso3"]:
        history = data.history(iso3)
        if then:
            met = history.get(claim.edition) == then
            met = met and law.watch_list_run(history, claim.edition - 1) >= run
        else:
            met = law.watch_list_run(history, claim.edition) >= run
        if met:
            names.append(data.name(iso3))
    words = f"after {run} or more counted Watch List editions" if then else f"for {run} or more"
    place = then or terms.WATCH_LIST
    evidence = f"placements: {len(names)} countries on {place} in {claim.edition} {words}"
    return is_number(claim, len(names), f"{evidence} ({', '.join(names)})")


def _longest(data: Dataset, claim: Claim) -> Verdict:
    runs = [
        (law.watch_list_run(history, edition), data.name(iso3), edition)
        for iso3 in data.countries["iso3"]
        for history in [data.history(iso3)]
        for edition in history
    ]
    run, name, edition = max(runs, key=lambda found: found[0])
    return is_number(
        claim, run, f"longest counted run: {run} editions, for example {name} to {edition}"
    )


def _exists(data: Dataset, claim: Claim) -> Verdict:
    listed = ", ".join(terms.TIERS)
    return is_so(claim.value in terms.TIERS, f"The tiers are {listed}")


def _child_soldiers(data: Dataset, claim: Claim) -> Verdict:
    rows = data.child_soldiers[data.child_soldiers["edition"] == claim.edition]
    if rows.empty or not (rows["coverage"] == "complete").all():
        return Verdict(ABSENT, f"child_soldiers: the list of {claim.edition} is not complete")
    return is_number(
        claim, len(rows), f"child_soldiers: {len(rows)} governments in {claim.edition}"
    )


def _data_years(data: Dataset, claim: Claim) -> Verdict:
    row = data.sources.set_index("source").loc[claim.details["source"]]
    if pd.isna(row["year"]):
        return Verdict(ABSENT, f"sources: {row['title']} has no year")
    evidence = f"sources: {row['title']} came out in {row['year']}"
    last = int(claim.details["last"])
    if last > int(row["year"]):
        return is_so(False, f"{evidence}, before {last}")
    return Verdict(ABSENT, evidence)


def _outside(data: Dataset, claim: Claim) -> Verdict:
    return Verdict(ABSENT, "No table holds this")


TESTS: Mapping[str, Callable[[Dataset, Claim], Verdict]] = {
    "tier": _tier,
    "place in order": _order,
    "move": _move,
    "run": _run,
    "tier since": _since,
    "first edition": _first,
    "countries on tier": _on_tier,
    "countries in report": _in_report,
    "special watch list": _special,
    "watch list run": _watch_run,
    "longest run": _longest,
    "tier exists": _exists,
    "child soldiers list": _child_soldiers,
    "data years": _data_years,
    "outside": _outside,
}
