"""Tests of statements about what a narrative says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from tipanalysis.claims.verdict import ABSENT, CONTRADICTED, SUPPORTED, Claim, Verdict, is_so
from tipanalysis.dataset import Dataset


def _coded(data: Dataset, claim: Claim) -> Verdict | None:
    profile = data.profile(claim.iso3, claim.edition)
    if profile.is_coded:
        return None
    where = f"{profile.name} {profile.edition}"
    return Verdict(ABSENT, f"The narrative of {where} is not in the data.")


def _finding(data: Dataset, claim: Claim) -> Verdict:
    missing = _coded(data, claim)
    if missing:
        return missing
    rows = data.profile(claim.iso3, claim.edition).findings
    for name in ("kind", "theme", "act", "direction"):
        if name in claim.details:
            rows = rows[rows[name] == claim.details[name]]
    if rows.empty:
        return Verdict(ABSENT, f"findings: none with {_listed(claim.details)}")
    if "quantity" in claim.details:
        said = float(claim.details["quantity"].replace(",", ""))
        same = rows[rows["quantity"] == said]
        if same.empty and rows["quantity"].notna().any():
            found = ", ".join(f"{value:,.0f}" for value in rows["quantity"].dropna().unique())
            return Verdict(CONTRADICTED, f"findings: the figure is {found}", tuple(rows["source"]))
        if same.empty:
            return Verdict(ABSENT, "findings: such a row, but without a figure")
        rows = same
    return Verdict(SUPPORTED, f"findings, {_rows(rows, None)}", tuple(rows["source"]))


def _recommendation(data: Dataset, claim: Claim) -> Verdict:
    missing = _coded(data, claim)
    if missing:
        return missing
    rows = data.profile(claim.iso3, claim.edition).recommendations
    if "theme" in claim.details:
        wanted = claim.details["theme"]
        rows = rows[[wanted in cell.split(";") for cell in rows["themes"]]]
    if "act" in claim.details:
        rows = rows[rows["act"] == claim.details["act"]]
    if rows.empty:
        return Verdict(ABSENT, f"recommendations: none with {_listed(claim.details)}")
    return Verdict(SUPPORTED, f"recommendations, {_rows(rows, 'number')}", tuple(rows["source"]))


def _penalties(data: Dataset, claim: Claim) -> Verdict:
    rows = data.profile(claim.iso3, claim.edition).penalties
    columns = {"stringent": ("sufficiently_stringent",), "commensurate": ("commensurate",)}
    wanted = columns.get(claim.value, ("sufficiently_stringent", "commensurate"))
    if rows.empty or rows.iloc[0][list(wanted)].isna().any():
        return Verdict(ABSENT, "penalties: no judgement in the data")
    row = rows.iloc[0]
    words = [f"{name.replace('_', ' ')}: {'yes' if row[name] else 'no'}" for name in wanted]
    holds = all(bool(row[name]) for name in wanted)
    return is_so(holds, f"penalties: {', '.join(words)}", (row["source"],))


def _statistic(data: Dataset, claim: Claim) -> Verdict:
    missing = _coded(data, claim)
    if missing:
        return missing
    rows = data.profile(claim.iso3, claim.edition).statistics
    for name, value in claim.details.items():
        rows = rows[rows[name] == value]
    if rows.empty:
        return Verdict(ABSENT, f"statistics: none with {_listed(claim.details)}")
    said = int(claim.value.replace(",", ""))
    found = ", ".join(f"{value:,}" for value in rows["value"].unique())
    return is_so(said in set(rows["value"]), f"statistics: {found}", tuple(rows["source"]))


def _listed(details: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in details.items()) or "any theme"


def _rows(rows: pd.DataFrame, label: str | None) -> str:
    parts = rows.drop_duplicates(["n"] if label else ["kind", "n"])
    found = []
    for _, row in parts.iterrows():
        words = f": {row['statement']}" if isinstance(row["statement"], str) else ""
        found.append(f"{label or row['kind']} {row['n']}{words}")
    return " ".join(found)


TESTS: Mapping[str, Callable[[Dataset, Claim], Verdict]] = {
    "finding": _finding,
    "recommendation": _recommendation,
    "penalties": _penalties,
    "statistic": _statistic,
}
