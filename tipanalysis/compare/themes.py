"""Findings and recommendations side by side: who is told the same."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis.compare.asked import named
from tipanalysis.compare.caveats import Facts, fired, of_rows
from tipanalysis.compare.history import titled
from tipanalysis.compare.moves import wilson
from tipanalysis.compare.peers import Peers
from tipanalysis.dataset import Dataset
from tipanalysis.names import in_text

YES, NO_MENTION = "yes", "no mention"
_NOT_CODED = "The narratives of this edition are not in the data for other countries."


def coded_countries(data: Dataset, edition: int) -> tuple[str, ...]:
    """Codes of the countries whose narrative of an edition is coded.

    Parameters
    ----------
    data : Dataset
    edition : int
        The edition.

    Returns
    -------
    tuple of str
        In the order of the alphabet; those with a finding, recommendation or figure.

    Raises
    ------
    UnknownEdition
        If the edition is not in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> "THA" in coded_countries(load(), 2023)
    True
    """
    edition = data.edition(edition)
    found: set[str] = set()
    for name in ("findings", "recommendations", "statistics"):
        found |= data.countries_in(name, edition)
    return tuple(sorted(found))


def widest_edition(data: Dataset) -> int:
    """The edition in which the narratives of most countries are coded; the newest of several.

    Parameters
    ----------
    data : Dataset

    Returns
    -------
    int
        That edition; the newest of all if none has a coded finding.

    Examples
    --------
    >>> from tipanalysis import load
    >>> widest_edition(load())
    2018
    """
    rows = data.findings.drop_duplicates(["iso3", "edition"])
    counts = rows.groupby("edition")["iso3"].size()
    if counts.empty:
        return int(data.editions["edition"].max())
    return int(counts.index[counts == counts.max()].max())


def coder_caveats(rows: pd.DataFrame) -> tuple[str, ...]:
    """The caveats for who coded the rows."""
    return fired(Facts(coded=rows))


def finding_themes(
    data: Dataset, countries: Iterable[str], edition: int, kinds: Iterable[str] | None = None
) -> pd.DataFrame:
    """Which themes the narratives of some countries mention, country by country.

    Parameters
    ----------
    data : Dataset
    countries : iterable of str
        Codes or names, in the order wanted.
    edition : int
    kinds : iterable of str, optional
        Kinds of findings that count; achievement and shortfall by default.

    Returns
    -------
    DataFrame
        Columns ``theme``, ``label``, ``pillar``, ``kind``, ``iso3``, ``country``, ``mentioned``
        (``yes`` or ``no mention``; a narrative that says nothing of a theme does not deny it).
        Themes that nobody's narrative mentions are left out.

    Raises
    ------
    TipError, UnknownCountry
        If no country is named; if one is not known.

    Examples
    --------
    >>> from tipanalysis import load
    >>> finding_themes(load(), ["THA"], 2023).columns.tolist()
    ['theme', 'label', 'pillar', 'kind', 'iso3', 'country', 'mentioned']
    """
    kept = tuple(kinds or ("achievement", "shortfall"))
    codes = named(data, countries)
    every = set(coded_countries(data, edition))
    coded = [code for code in codes if code in every]
    used = ["iso3", "kind", "theme", "coder"]
    rows = data.rows("findings", used, edition=edition, iso3=coded)
    rows = rows[rows["kind"].isin(kept)]
    columns = ["theme", "label", "pillar", "kind", "iso3", "country", "mentioned"]
    title = f"Themes of findings in the {edition} edition"
    if len(coded) < 2 or rows.empty:
        return titled(pd.DataFrame(columns=columns), title, (), _NOT_CODED)
    themes = data.themes
    labels = dict(zip(themes["theme"], themes["label"], strict=True))
    pillars = dict(zip(themes["theme"], themes["pillar"], strict=True))
    names = {code: data.name(code) for code in coded}
    said = set(zip(rows["theme"], rows["kind"], rows["iso3"], strict=True))
    cells = [
        (
            theme,
            labels[theme],
            pillars[theme],
            kind,
            code,
            names[code],
            YES if (theme, kind, code) in said else NO_MENTION,
        )
        for kind in kept
        for theme in _ordered(rows[rows["kind"] == kind])
        for code in coded
    ]
    facts = Facts(coded=rows, silence=True)
    title += f", {len(coded)} narratives"
    return titled(pd.DataFrame(cells, columns=columns), title, fired(facts))


def _ordered(rows: pd.DataFrame) -> list[str]:
    """Themes by how many narratives mention them; a narrative with two findings counts once."""
    counts = rows.groupby("theme")["iso3"].nunique()
    return sorted(counts.index, key=lambda theme: (-int(counts[theme]), str(theme)))


def recommendation_rows(data: Dataset, edition: int, countries: Iterable[str]) -> pd.DataFrame:
    """Recommendations, one row per theme: ``iso3``, ``n``, ``theme``, ``coder``."""
    used = ["iso3", "n", "themes", "coder"]
    rows = data.rows("recommendations", used, edition=edition, iso3=list(countries))
    split = rows.assign(theme=rows["themes"].str.split(";")).explode("theme")
    split = split.dropna(subset=["theme"])
    return split[["iso3", "n", "theme", "coder"]].reset_index(drop=True)


def recommendation_themes(data: Dataset, group: Peers) -> pd.DataFrame:
    """What a country is asked, and how many of its peers are asked it too.

    Parameters
    ----------
    data : Dataset
    group : Peers
        The country, its peers and the edition, from `peers`.

    Returns
    -------
    DataFrame
        Columns ``theme``, ``label``, ``asked`` (of the country), ``peers_asked``, ``peers_n``
        (peers with a coded narrative), ``share``, ``low``, ``high`` (Wilson, 95 percent). Themes
        asked of the country first, then those asked of most peers. Empty, with a note, where no
        peer's recommendations are coded.

    Examples
    --------
    >>> from tipanalysis import load
    >>> from tipanalysis.compare import peers
    >>> data = load()
    >>> recommendation_themes(data, peers(data, "Ghana", 2018)).columns.tolist()[:5]
    ['theme', 'label', 'asked', 'peers_asked', 'peers_n']
    """
    has = data.countries_in("recommendations", group.edition)
    coded = [code for code in group.countries if code in has]
    rows = recommendation_rows(data, group.edition, [group.country, *coded])
    own = set(rows.loc[rows["iso3"] == group.country, "theme"])
    columns = ["theme", "label", "asked", "peers_asked", "peers_n", "share", "low", "high"]
    if not coded:
        title = f"Recommendations by theme, {group.edition} edition"
        return titled(pd.DataFrame(columns=columns), title, (), _NOT_CODED)
    title = (
        f"Recommendations by theme: {in_text(data.name(group.country))} and {len(coded)} "
        f"{'country' if len(coded) == 1 else 'countries'} {group.words}, {group.edition} edition"
    )
    others = rows[rows["iso3"].isin(coded)].drop_duplicates(["iso3", "theme"])["theme"]
    counts = others.value_counts()
    labels = data.themes.set_index("theme")["label"]
    cells = []
    for theme in sorted(own | set(counts.index)):
        count, n = int(counts.get(theme, 0)), len(coded)
        low, high = wilson(count, n)
        share = count / n
        cells.append((theme, labels[theme], theme in own, count, n, share, low, high))
    frame = pd.DataFrame(cells, columns=columns)
    frame = frame.sort_values(
        ["asked", "peers_asked", "label"], ascending=[False, False, True], ignore_index=True
    )
    used = rows[rows["iso3"].isin([group.country, *coded])]
    return titled(frame, title, fired(Facts(coded=used, n=len(coded))))


def theme_counts(cells: pd.DataFrame) -> pd.DataFrame:
    """How many of the narratives mention each theme, from `finding_themes`.

    Parameters
    ----------
    cells : DataFrame
        From `finding_themes`.

    Returns
    -------
    DataFrame
        Columns ``kind``, ``label``, ``mentioned`` (narratives), ``n`` (narratives coded); in the
        order of the cells: by kind, most mentioned first.

    Examples
    --------
    >>> from tipanalysis import load
    >>> theme_counts(finding_themes(load(), ["THA"], 2023)).columns.tolist()
    ['kind', 'label', 'mentioned', 'n']
    """
    columns = ["kind", "label", "mentioned", "n"]
    if cells.empty:
        return titled(pd.DataFrame(columns=columns), cells.attrs["title"], (), cells.attrs["note"])
    yes = (cells["mentioned"] == YES).astype("int64")
    grouped = yes.groupby([cells["kind"], cells["label"]], sort=False)
    frame = grouped.agg(["sum", "size"]).reset_index()
    frame = frame.rename(columns={"sum": "mentioned", "size": "n"})[columns]
    return titled(frame, cells.attrs["title"], of_rows(cells.attrs["caveats"], frame["n"]))
