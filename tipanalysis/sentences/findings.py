"""Lists of what the Report credits, faults, asks for and notes, in our own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from tipanalysis.dataset import Dataset
from tipanalysis.profile import CountryProfile
from tipanalysis.schema import split_list
from tipanalysis.sentences.coded import sentence
from tipanalysis.shown import Prose, bullets, plain

_NONE = {
    "achievement": "No effort that the Report credits is in the data for this edition.",
    "shortfall": "No shortfall that the Report names is in the data for this edition.",
    "exploitation": "No form of exploitation is in the data for this edition.",
    "emerging": "No new concern is marked in the data for this edition.",
    "context": "No other remark is in the data for this edition.",
}
#: Before the themes of findings that have no sentence.
_BY_THEME = {
    "achievement": "More efforts, told by theme alone",
    "shortfall": "More shortfalls, told by theme alone",
}
_PILLARS = {
    "prosecution": "Prosecution",
    "protection": "Protection",
    "prevention": "Prevention",
    "partnership": "Partnership",
    "profile": "Forms of exploitation",
    "context": "Context",
}


#: The first edition whose country pages have addresses that `narratives fetch` knows.
_FETCHED_FROM = 2017


def not_coded(profile: CountryProfile, how: bool = True) -> Prose:
    """One line that says why there is nothing, and, once a page, the commands that bring it in."""
    edition = profile.edition
    if not how:
        return Prose(f"The narrative of the {edition} edition is not in the data yet.")
    first = f"`tipanalysis narratives fetch --edition {edition} --country {profile.iso3}`"
    if edition < _FETCHED_FROM:
        first = f"`tipanalysis narratives read YOUR-TEXTS --edition {edition}`"
    return Prose(
        f"The narrative of the {edition} edition is not in the data yet; {first} and "
        f"`tipanalysis narratives code --edition {edition} --apply` bring it in."
    )


def distinct(findings: pd.DataFrame) -> pd.DataFrame:
    """One row per finding: a finding with several themes has a row for each."""
    return findings.drop_duplicates(["kind", "n"]).reset_index(drop=True)


def statement(row: pd.Series, statistics: pd.DataFrame | None = None) -> str:
    """The sentence of a finding or recommendation: kept by hand, or composed from its codes.

    Parameters
    ----------
    row : Series
        A row of ``findings`` or ``recommendations``.
    statistics : DataFrame, optional
        The rows of ``statistics`` beside it, for figures.

    Returns
    -------
    str
        Empty where only the theme is known.
    """
    text = row.get("statement")
    if isinstance(text, str) and text:
        return plain(text)
    return sentence(row.to_dict(), statistics)


def _labels(data: Dataset, themes: Iterable[str]) -> list[str]:
    """Labels of themes in lower case, each once, those of the coding list only."""
    labels = dict(zip(data.themes["theme"], data.themes["label"], strict=True))
    return [str(labels[key]).lower() for key in dict.fromkeys(themes) if key in labels]


def _line(words: str, labels: Sequence[str]) -> str:
    """A sentence and its themes; where there is no sentence, the themes alone."""
    if not words and not labels:
        return "Its theme is not in the coding list."
    if not words:
        return f"On {plain('; '.join(labels))}."
    return f"{words} *({plain(', '.join(labels))})*" if labels else words


def _lines(data: Dataset, profile: CountryProfile, rows: pd.DataFrame, kind: str) -> list[str]:
    """One line per sentence with all its themes, then one of the themes that have none."""
    said: dict[str, list[str]] = {}
    for _, of_one in rows.groupby("n", sort=False):
        words = statement(of_one.iloc[0], profile.statistics)
        said.setdefault(words, []).extend(of_one["theme"])
    alone = _labels(data, said.pop("", []))
    lines = [_line(words, _labels(data, themes)) for words, themes in said.items()]
    if alone and kind not in _BY_THEME:
        return [*lines, *(f"{label[:1].upper()}{plain(label[1:])}" for label in alone)]
    if not alone:
        return lines
    lead = _BY_THEME[kind] if lines else "Told by theme alone"
    return [*lines, f"{lead}: {plain('; '.join(alone))}."]


def by_pillar(data: Dataset, profile: CountryProfile, kind: str) -> Prose:
    """Findings of one kind, grouped by pillar, each with its themes.

    Parameters
    ----------
    data : Dataset
        For the labels of themes.
    profile : CountryProfile
        Whose findings.
    kind : {"achievement", "shortfall", "exploitation", "emerging", "context"}
        Which findings.

    Returns
    -------
    Prose
        A list under the name of each pillar ("emerging": one list), and who coded it from what. One
        line that says so where the edition is not coded or has no finding of this kind.

    Raises
    ------
    KeyError
        For another ``kind``, where the edition is coded.

    Examples
    --------
    >>> from tipanalysis import load
    >>> data = load()
    >>> told = by_pillar(data, data.profile("Thailand", 2023), "emerging")
    >>> print(repr(told).splitlines()[-1])
    Coded by hand from: Key Takeaways: TIP Thailand Profile.
    """
    if not profile.is_coded:
        return not_coded(profile, how=kind == "achievement")
    rows = profile.findings[profile.findings["kind"] == kind]
    if rows.empty:
        return Prose(_NONE[kind])
    if kind == "emerging":  # few, and the second may take up the first: in the order of coding
        lines = _lines(data, profile, rows.sort_values("n", kind="stable"), kind)
        return Prose(f"{bullets(lines).markdown}\n\n{marked(profile, rows)}")
    parts = []
    for pillar, label in _PILLARS.items():
        of_pillar = rows[rows["pillar"] == pillar]
        if of_pillar.empty:
            continue
        lines = _lines(data, profile, of_pillar, kind)
        parts.append(f"**{label}**\n\n{bullets(lines).markdown}")
    return Prose("\n\n".join([*parts, marked(profile, rows)]))


def recommended(data: Dataset, profile: CountryProfile) -> Prose:
    """The recommendations in the Report's order, each with its themes.

    Parameters
    ----------
    data : Dataset
        For the labels of themes.
    profile : CountryProfile
        Whose recommendations.

    Returns
    -------
    Prose
        A numbered list, and who coded it from what. One line that says so where the edition is not
        coded or has no recommendations in the data.

    Examples
    --------
    >>> from tipanalysis import load
    >>> data = load()
    >>> print(repr(recommended(data, data.profile("Thailand", 2023))).splitlines()[0])
    1. Offer victims more services, among them interpreters. (victim services)
    """
    if not profile.is_coded:
        return not_coded(profile, how=False)
    rows = profile.recommendations
    if rows.empty:
        return Prose("The edition has no list of recommendations that is in the data.")
    words = [statement(row) for _, row in rows.iterrows()]
    lines = [
        _line(said, _labels(data, split_list(themes)))
        for said, themes in zip(words, rows["themes"], strict=True)
    ]
    parts = [bullets(lines, ordered=True).markdown, marked(profile, rows)]
    if not all(words):
        parts.insert(1, 'Of a line that begins with "On", only the themes are told.')
    if (rows["coder"] == "machine").all():
        parts.insert(0, "**Asked of the government**")
    return Prose("\n\n".join(parts))


def marked(profile: CountryProfile, rows: pd.DataFrame) -> str:
    """Who coded these rows, and from what."""
    cited = rows["source"].dropna().unique().tolist()
    titles = profile.sources.set_index("source")["title"]
    names = "; ".join(plain(titles[key]) for key in cited if key in titles)
    how = "Machine-coded" if (rows["coder"] == "machine").all() else "Coded by hand"
    return f"*{how} from: {names}.*"
