"""Sentences on what is new and what stays from one coded edition to another.

An empty table has no sentence: the table itself says in one line why.
"""

from __future__ import annotations

import re

import pandas as pd

from tipanalysis import terms
from tipanalysis.sentences.words import counted, listed, number_word
from tipanalysis.shown import Prose, bullets, plain

_ORDER = (*terms.KINDS, "recommendation")


def what_stays(table: pd.DataFrame) -> Prose:
    """What is new, said again, no longer mentioned; what is gone is never called solved.

    Parameters
    ----------
    table : DataFrame
        From `compare.persistence`, by theme or by act.

    Returns
    -------
    Prose
        A list: what is new, what is in both as the same kind or as another, what is no longer
        mentioned, what cannot be compared; each with its number. Empty for an empty table.

    Examples
    --------
    >>> from tipanalysis import compare, load
    >>> told = what_stays(compare.persistence(load(), "Thailand", 2018, 2023)).markdown
    >>> "online scam operations" in told, "solved" in told
    (True, False)
    """
    if table.empty:
        return Prose("")
    before, after = table.attrs["editions"]
    summed = table.attrs.get("summaries", ())
    new, gone = f"In {after} and not in {before}", f"In {before} and no longer mentioned in {after}"
    if before in summed:
        new = f"In {after}, not in the summary that {before} is coded from"
    if after in summed:
        gone = f"In {before}, not in the summary that {after} is coded from"
    heads = {"new": new, "repeated": "", "no longer mentioned": gone}
    name = "label" if "label" in table.columns else "act"
    unit = "theme" if name == "label" else "act"
    lines = []
    for status, head in heads.items():
        rows = table[table["status"] == status]
        if status == "repeated":
            lines += _repeated(rows, name, unit)
            continue
        labels = [str(label).lower() for label in rows[name]]
        if labels:
            lines.append(f"{head} ({counted(len(labels), unit)}): {'; '.join(labels)}.")
    apart = table[table["status"] == "not comparable"]
    if len(apart):
        reasons = apart["why"].value_counts(sort=False)
        told = [f"{why}: {count}" for why, count in sorted(reasons.items())]
        lines.append(f"Not comparable ({counted(len(apart), unit)}; {'; '.join(told)}).")
    return bullets([plain(line) for line in lines])


def _kinds(said: object) -> list[str]:
    """The kinds in words such as "shortfall 2, recommendation 1", in their order."""
    return re.findall(r"[a-z]+", said) if isinstance(said, str) else []


def _repeated(rows: pd.DataFrame, name: str, unit: str) -> list[str]:
    """What both editions say, by the kind they have in common: a shortfall is no achievement."""
    shared: dict[str, list[str]] = {}
    otherwise = []
    for label, before, after in zip(rows[name], rows["before"], rows["after"], strict=True):
        kinds = [_kinds(said) for said in (before, after)]
        both = [kind for kind in kinds[0] if kind in kinds[1]]
        for kind in both:
            shared.setdefault(kind, []).append(str(label).lower())
        if not both:
            earlier, later = (listed(side) for side in kinds)
            otherwise.append(f"{str(label).lower()} ({earlier}, then {later})")
    lines = [
        f"In both as {kind} ({counted(len(shared[kind]), unit)}): {'; '.join(shared[kind])}."
        for kind in _ORDER
        if kind in shared
    ]
    if otherwise:
        many = counted(len(otherwise), unit)
        lines.append(f"In both, but never as the same kind ({many}): {'; '.join(otherwise)}.")
    return lines


def ledger_line(ledger: pd.DataFrame) -> Prose:
    """How many recommendations or themes of the last edition are new, and how many stay.

    Parameters
    ----------
    ledger : DataFrame
        From `linking.country_ledger`.

    Returns
    -------
    Prose
        One sentence on the last two editions; empty for an empty ledger or one of fewer.

    Examples
    --------
    >>> ledger = pd.DataFrame({"recommendation": ["Shelter", "Training"], "2022": ["asked", None],
    ...                        "2023": ["repeated", "new"]})
    >>> ledger.attrs["by"] = "theme"
    >>> ledger_line(ledger)
    Of two themes asked for in 2023, one was asked for in 2022 too and one is new; none is gone.
    """
    years = [column for column in ledger.columns if str(column).isdigit()]
    if len(years) < 2 or ledger.empty:
        return Prose("")
    last, before = years[-1], years[-2]
    what = "theme" if ledger.attrs.get("by") == "theme" else "recommendation"
    words = ledger[last]
    number = {word: int((words == word).sum()) for word in set(words.dropna())}
    new, gone = number.get("new", 0), number.get("dropped", 0)
    silent, unclear = number.get("not in the summary", 0), number.get("not comparable", 0)
    asked = int(words.notna().sum()) - gone - silent
    stay = asked - new - unclear
    parts = [f"{_some(stay)} {_was(stay)} asked for in {before} too"]
    if unclear:
        parts.append(f"{_some(unclear)} {_is(unclear)} not in the summary of {before}")
    if new or not unclear:
        parts.append(f"{_some(new)} {_is(new)} new")
    if silent:
        left = (
            f"{counted(silent, what)} of {before} {_is(silent)} not in the summary that {last} is "
            "coded from, which is not to say that the Report no longer asks for "
            f"{'them' if silent > 1 else 'it'}"
        )
    elif gone:
        left = f"{counted(gone, what)} of {before} {_is(gone)} no longer asked for"
    else:
        left = "none is gone"
    return Prose(plain(f"Of {counted(asked, what)} asked for in {last}, {listed(parts)}; {left}."))


def _some(count: int) -> str:
    return number_word(count) if count else "none"


def _was(count: int) -> str:
    return "were" if count > 1 else "was"


def _is(count: int) -> str:
    return "are" if count > 1 else "is"
