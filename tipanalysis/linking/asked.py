"""What each of several countries is asked for: themes of recommendations, country by country."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tipanalysis.dataset import Dataset
from tipanalysis.schema import split_list

YES, NO = "yes", "no"


def asked_of_each(data: Dataset, countries: Iterable[str], edition: int) -> pd.DataFrame:
    """Which themes the recommendations to each of some countries ask for, one row a pair.

    Nothing hangs on the order of the countries but that of the rows of one theme.

    Parameters
    ----------
    data : Dataset
    countries : iterable of str
        Codes or names, in the order wanted.
    edition : int

    Returns
    -------
    DataFrame
        Columns ``theme``, ``label``, ``pillar``, ``kind`` ("recommendation"), ``iso3``,
        ``country``, ``mentioned`` ("yes" or "no": its list of recommendations has none of the
        theme). Themes asked of most countries first, then by label; themes asked of none are left
        out, and so are countries whose recommendations are not coded: ``attrs["note"]`` names
        them. Empty where fewer than two countries are coded.

    Examples
    --------
    >>> from tipanalysis import load
    >>> cells = asked_of_each(load(), ["THA", "KHM", "LAO"], 2018)
    >>> rows = cells[cells["theme"] == "victim-identification"]
    >>> rows[["iso3", "mentioned"]].values.tolist()
    [['THA', 'yes'], ['KHM', 'yes'], ['LAO', 'yes']]
    """
    number = data.edition(edition)
    codes = list(dict.fromkeys(data.country(country) for country in countries))
    used = ["iso3", "themes", "source", "coder"]
    rows = data.rows("recommendations", used, edition=number, iso3=codes)
    coded = [code for code in codes if code in set(rows["iso3"])]
    said = {
        (theme, str(iso3))
        for iso3, themes in zip(rows["iso3"], rows["themes"], strict=True)
        for theme in split_list(themes)
    }
    about = data.themes.set_index("theme")
    counts: dict[str, int] = {}
    for theme, _ in said:
        counts[theme] = counts.get(theme, 0) + 1
    ordered = sorted(counts, key=lambda theme: (-counts[theme], str(about.loc[theme, "label"])))
    cells = [
        (
            theme,
            about.loc[theme, "label"],
            about.loc[theme, "pillar"],
            "recommendation",
            code,
            data.name(code),
            YES if (theme, code) in said else NO,
        )
        for theme in ordered
        for code in coded
    ]
    columns = ["theme", "label", "pillar", "kind", "iso3", "country", "mentioned"]
    frame = pd.DataFrame(cells, columns=columns)
    if len(coded) < 2:
        frame = frame.iloc[:0]
    left_out = [data.name(code) for code in codes if code not in coded]
    parts = ["It takes two countries or more."] if len(coded) < 2 else []
    if left_out:
        parts.append(f"Not coded for this edition: {', '.join(left_out)}.")
    cited = data.rows("sources", ["source", "kind"], source=sorted(set(rows["source"])))
    official = set(cited.loc[cited["kind"] == "official", "source"])
    summed = sorted({data.name(code) for code, source in zip(rows["iso3"], rows["source"],
                     strict=True) if source not in official})  # fmt: skip
    if summed:
        parts.append(
            f"Coded from a summary, which may leave out what the Report asks: {', '.join(summed)}."
        )
    coders = [f"{c}-coded" for c in ("machine", "hand") if (rows["coder"] == c).any()]
    frame.attrs.update(
        title=f"Themes of recommendations in the {number} edition, {len(coded)} "
        f"countr{'y' if len(coded) == 1 else 'ies'}",
        caveats=tuple(coders) if len(frame) else (),
        note=" ".join(parts),
    )
    return frame
