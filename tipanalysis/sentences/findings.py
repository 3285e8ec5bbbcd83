"""Lists of what the Report credits, faults, asks for and notes, in our own words."""

from __future__ import annotations

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
_PILLARS = {
    "prosecution": "Prosecution",
    "protection": "Protection",
    "prevention": "Prevention",
    "partnership": "Partnership",
    "profile": "Forms of exploitation",
    "context": "Context",
}


def not_coded(profile: CountryProfile) -> Prose:
    """One line that says why there is nothing, and the command that brings it in."""
    return Prose(
        f"The narrative of the {profile.edition} edition is not in the data yet; "
        f"`tipanalysis narratives fetch --edition {profile.edition} --country {profile.iso3}` "
        f"and `tipanalysis narratives code --edition {profile.edition}` bring it in."
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


def _line(data: Dataset, profile: CountryProfile, row: pd.Series, themes: list[str]) -> str:
    labels = dict(zip(data.themes["theme"], data.themes["label"], strict=True))
    known = [labels[key] for key in themes if key in labels]
    words = statement(row, profile.statistics)
    if not words and not known:
        return "Its theme is not in the coding list."
    if not words:
        return plain("; ".join([*known[:1], *(label.lower() for label in known[1:])]))
    return f"{words} *({plain(', '.join(label.lower() for label in known))})*" if known else words


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
    """
    if not profile.is_coded:
        return not_coded(profile)
    rows = profile.findings[profile.findings["kind"] == kind]
    if rows.empty:
        return Prose(_NONE[kind])
    themes = rows.groupby("n")["theme"].agg(list)
    ones = distinct(rows)
    parts = []
    for pillar, label in _PILLARS.items():
        of_pillar = ones[ones["pillar"] == pillar]
        if of_pillar.empty:
            continue
        lines = [_line(data, profile, row, themes[row["n"]]) for _, row in of_pillar.iterrows()]
        parts.append(f"**{label}**\n\n{bullets(list(dict.fromkeys(lines))).markdown}")
    return Prose("\n\n".join([*parts, marked(profile, rows)]))


def recommended(data: Dataset, profile: CountryProfile) -> Prose:
    """The recommendations in the Report's order, each with its themes."""
    if not profile.is_coded:
        return not_coded(profile)
    rows = profile.recommendations
    if rows.empty:
        return Prose("The edition has no list of recommendations that is in the data.")
    lines = [
        _line(data, profile, row, list(split_list(row["themes"]))) for _, row in rows.iterrows()
    ]
    parts = [bullets(lines, ordered=True).markdown, marked(profile, rows)]
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
