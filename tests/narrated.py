"""Coded narratives of imaginary countries, in the columns of the real tables."""

import pandas as pd

_ROW = {"source": "narrative_x", "coder": "machine"}
SOURCES = pd.DataFrame(
    [
        ("narrative_x", "The imaginary Report", "official"),
        ("narrative_y", "The imaginary Report, later", "official"),
        ("summary_y", "A friend's summary", "summary by an NGO"),
    ],
    columns=["source", "title", "kind"],
)


def findings(*rows: tuple[str, int, str, str], **given: str) -> pd.DataFrame:
    """Findings from (country, edition, kind, theme); more columns alike for all rows."""
    frame = pd.DataFrame(rows, columns=["iso3", "edition", "kind", "theme"])
    frame["n"] = range(1, len(frame) + 1)
    return frame.assign(**{"act": None, **_ROW, **given})


def recommendations(*rows: tuple[str, int, int, str], **given: str) -> pd.DataFrame:
    """Recommendations from (country, edition, n, themes)."""
    frame = pd.DataFrame(rows, columns=["iso3", "edition", "n", "themes"])
    return frame.assign(**{"act": None, **_ROW, **given})


def statistics(*rows: tuple[str, str, str, int, object]) -> pd.DataFrame:
    """Figures of the 2018 edition from (country, measure, subset, value, previous)."""
    frame = pd.DataFrame(rows, columns=["iso3", "measure", "subset", "value", "previous"])
    frame["n"] = range(1, len(frame) + 1)
    frame["previous"] = frame["previous"].astype("Int64")
    return frame.assign(
        edition=2018, unit="persons", bound="exact", period="2017", previous_period="2016", **_ROW
    )


def unreported(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """What was not reported in the 2018 edition, from (country, measure, subset)."""
    frame = pd.DataFrame(rows, columns=["iso3", "measure", "subset"])
    return frame.assign(edition=2018, n=range(1, len(rows) + 1), **_ROW)
