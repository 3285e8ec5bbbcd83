"""Hold statements against the tables and say for each how it stands, with the rows."""

from __future__ import annotations

import pandas as pd

from tipanalysis.claims import coded, placed
from tipanalysis.claims.questions import QUESTIONS, parameters_of
from tipanalysis.claims.verdict import ABSENT, VERDICTS, Claim
from tipanalysis.compare.history import titled
from tipanalysis.dataset import Dataset

_TESTS = {**placed.TESTS, **coded.TESTS}
_COLUMNS = ["claim", "country", "edition", "statement", "verdict", "evidence", "independent"]


def claims_of(data: Dataset, origin: str | None = None) -> pd.DataFrame:
    """The statements that come with the data.

    Parameters
    ----------
    data : Dataset
    origin : str, optional
        Only those made by this source (a key of the table sources).

    Returns
    -------
    DataFrame
        The columns of the table ``claims``.

    Examples
    --------
    >>> from tipanalysis import load
    >>> set(claims_of(load(), "freedom-story-2023")["origin"])
    {'freedom-story-2023'}
    """
    rows = data.claims
    if origin is not None:
        rows = rows[rows["origin"] == origin]
    return rows.reset_index(drop=True)


def check_claims(data: Dataset, claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say of each statement whether the tables support it.

    Parameters
    ----------
    data : Dataset
    claims : DataFrame, optional
        From `claims_of` or `read_claims`; by default all that come with the data.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``country``, ``edition``, ``statement``, ``verdict`` (supported,
        contradicted, not in the data), ``evidence`` (rows or comparison in words), ``independent``
        (no where the rows were coded from the very source that makes the statement); in the
        order given.

    Examples
    --------
    >>> from tipanalysis import load
    >>> found = check_claims(load()).set_index("claim")["verdict"]
    >>> found["thailand-tier-2-since-2018"]
    'contradicted'
    """
    given = claims_of(data) if claims is None else claims
    rows = [_judged(data, row) for _, row in given.iterrows()]
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    frame["edition"] = frame["edition"].astype("Int64")
    counts = ", ".join(f"{int((frame['verdict'] == word).sum())} {word}" for word in VERDICTS)
    note = (
        "A narrative that does not mention something does not deny it: then the statement is not "
        "in the data."
    )
    return titled(frame, f"{len(frame)} statements held against the data: {counts}", (), note)


def _judged(data: Dataset, row: pd.Series) -> tuple[object, ...]:
    question = QUESTIONS[row["question"]]
    cell = row["details"]
    details, _ = parameters_of(question, cell if isinstance(cell, str) else "", data)
    claim = Claim(
        iso3=row["iso3"] if isinstance(row["iso3"], str) else "",
        edition=0 if pd.isna(row["edition"]) else int(row["edition"]),
        value=row["value"] if isinstance(row["value"], str) else "",
        details=details,
    )
    verdict = _TESTS[question.name](data, claim)
    own = row["origin"] in verdict.sources
    independent = "" if verdict.word == ABSENT else "no" if own else "yes"
    country = data.name(claim.iso3) if claim.iso3 else None
    edition = claim.edition or None
    return (
        row["claim"],
        country,
        edition,
        row["statement"],
        verdict.word,
        verdict.evidence,
        independent,
    )
