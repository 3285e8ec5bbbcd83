"""The Report's sentence behind a coded row, for whoever has the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from tipanalysis.errors import NotFound, TipError
from tipanalysis.narratives.items import split_items
from tipanalysis.narratives.store import default_store, read_narrative
from tipanalysis.narratives.text import RECOMMENDATIONS, SECTIONS, Narrative, digest_of


@dataclass(frozen=True)
class Words:
    """What the Report says, or one line that says why it is not shown.

    Attributes
    ----------
    text : str
        The sentence, or the line in its place.
    found : bool
        Whether ``text`` is the Report's.
    where : str
        Country, edition, section and number of the sentence.
    """

    text: str
    found: bool
    where: str

    def __repr__(self) -> str:
        """The words with their place."""
        return f"“{self.text}” ({self.where})" if self.found else self.text

    def _repr_html_(self) -> str:
        """The words, escaped: text from outside is never markup."""
        if not self.found:
            return f"<p>{escape(self.text)}</p>"
        return f"<blockquote>{escape(self.text)}</blockquote><p>{escape(self.where)}</p>"


def words(row: Mapping[str, Any] | pd.Series, store: Path | None = None) -> Words:
    """The sentence behind a coded row, from the local store of narratives.

    Parameters
    ----------
    row : mapping or Series
        A row of a coded table: ``iso3``, ``edition``, ``section``, ``sentence``, ``digest``.
    store : Path, optional
        Where the narratives are; `store.default_store` by default.

    Returns
    -------
    Words
        Without the text, one line says how to get it.

    Examples
    --------
    >>> words({"iso3": "XAA", "edition": 2018, "digest": None}).text
    'The row was coded by hand or from a source without sentences: there are no words behind it.'
    """
    cells = {key: row.get(key) for key in ("iso3", "edition", "section", "sentence", "digest")}
    digest = cells["digest"]
    if not isinstance(digest, str) or not digest:
        return Words(
            "The row was coded by hand or from a source without sentences: there are no words "
            "behind it.",
            False,
            "",
        )
    iso3, edition = str(cells["iso3"]), int(str(cells["edition"]))
    try:
        narrative = read_narrative(iso3, edition, store or default_store())
    except (NotFound, TipError) as error:
        return Words(str(error), False, "")
    for section, number, text in _places(narrative, str(cells["section"] or "")):
        if digest_of(text) == digest:
            return Words(text, True, f"{iso3} {edition}, {section}, {number}")
    return Words(
        f"The text of {iso3}, edition {edition}, in the store is not the one that was coded: no "
        f"sentence of it has the digest {digest}.",
        False,
        "",
    )


def _places(narrative: Narrative, first: str) -> Iterator[tuple[str, int, str]]:
    """Every sentence and item with its place, those of the row's own section first."""
    for section in sorted(SECTIONS, key=lambda name: name != first):
        if section == RECOMMENDATIONS:
            items = split_items(narrative.sections.get(section, ""))
            yield from ((section, number, text) for number, text in enumerate(items, start=1))
        for sentence in narrative.sentences(section):
            yield section, sentence.number, sentence.text
