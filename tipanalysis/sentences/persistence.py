"""Sentences on what is new and what stays from one coded edition to another.

An empty table has no sentence: the table itself says in one line why.
"""

from __future__ import annotations

import pandas as pd

from tipanalysis.sentences.words import counted, number_word
from tipanalysis.shown import Prose, bullets, plain


def what_stays(table: pd.DataFrame) -> Prose:
    """What is new, said again, no longer mentioned; what is gone is never called solved.

    Parameters
    ----------
    table : DataFrame
        From `compare.persistence`, by theme or by act.

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
    heads = {
        "new": f"In {after} and not in {before}",
        "repeated": "In both",
        "no longer mentioned": f"In {before} and no longer mentioned in {after}",
    }
    name = "label" if "label" in table.columns else "act"
    unit = "theme" if name == "label" else "act"
    lines = []
    for status, head in heads.items():
        labels = [str(label).lower() for label in table.loc[table["status"] == status, name]]
        if labels:
            lines.append(f"{head} ({counted(len(labels), unit)}): {'; '.join(labels)}.")
    apart = table[table["status"] == "not comparable"]
    if len(apart):
        reasons = apart["why"].value_counts(sort=False)
        told = [f"{why}: {count}" for why, count in sorted(reasons.items())]
        lines.append(f"Not comparable ({counted(len(apart), unit)}; {'; '.join(told)}).")
    return bullets([plain(line) for line in lines])


def ledger_line(ledger: pd.DataFrame) -> Prose:
    """How many recommendations or themes of the last edition are new, and how many stay.

    Parameters
    ----------
    ledger : DataFrame
        From `linking.country_ledger`.

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
    new, gone = int((words == "new").sum()), int((words == "dropped").sum())
    asked = int(words.notna().sum()) - gone
    stay = asked - new
    left = f"{counted(gone, what)} of {before} {_is(gone)} no longer asked for"
    return Prose(
        plain(
            f"Of {counted(asked, what)} asked for in {last}, {_some(stay)} {_was(stay)} asked "
            f"for in {before} too and {_some(new)} {_is(new)} new; "
            f"{left if gone else 'none is gone'}."
        )
    )


def _some(count: int) -> str:
    return number_word(count) if count else "none"


def _was(count: int) -> str:
    return "were" if count > 1 else "was"


def _is(count: int) -> str:
    return "are" if count > 1 else "is"
