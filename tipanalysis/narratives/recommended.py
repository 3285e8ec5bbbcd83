"""The recommendations of a country in the reader's own store, edition by edition."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from tipanalysis.errors import NotFound
from tipanalysis.narratives.items import split_items
from tipanalysis.narratives.store import default_store, read_narrative
from tipanalysis.narratives.text import RECOMMENDATIONS

COLUMNS = ("country", "edition", "n", "text")


def recommendation_texts(
    iso3: str, editions: Iterable[int], store: Path | None = None
) -> pd.DataFrame:
    """The texts of a country's recommendations, for linking; they stay with the reader.

    Parameters
    ----------
    iso3 : str
        Code of the country.
    editions : iterable of int
        Editions to look for; those that the store does not have are left out.
    store : Path, optional
        Where the narratives are; `store.default_store` by default.

    Returns
    -------
    DataFrame
        Columns ``country`` (the code), ``edition``, ``n`` (place in the list), ``text``.

    Raises
    ------
    TipError
        If a narrative of the store is damaged.

    Examples
    --------
    >>> recommendation_texts("XAA", [2018], Path("nowhere")).empty
    True
    """
    rows = []
    for edition in sorted(set(editions)):
        try:
            narrative = read_narrative(iso3, edition, store or default_store())
        except NotFound:
            continue
        items = split_items(narrative.sections.get(RECOMMENDATIONS, ""))
        rows += [(iso3, edition, n, text) for n, text in enumerate(items, start=1)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"edition": "int64", "n": "int64"})
