"""Lists of what the Report credits, faults and asks for, where some has no sentence."""

import dataclasses

import pandas as pd
import pytest

from tipanalysis import sentences
from tipanalysis.dataset import Dataset
from tipanalysis.profile import CountryProfile


def coded(profile: CountryProfile, kind: str, *rows: tuple[int, str, str, str]) -> CountryProfile:
    """The profile with findings of one kind: number, theme, act and direction."""
    own = {"kind": kind, "pillar": "protection", "coder": "machine", "source": "narrative_2018"}
    frame = pd.DataFrame(
        [
            {**own, "n": n, "theme": theme, "act": act, "direction": way}
            for n, theme, act, way in rows
        ]
    )
    return dataclasses.replace(profile, findings=frame)


@pytest.fixture
def ghana(data: Dataset) -> CountryProfile:
    return data.profile("Ghana", 2018)


def test_what_has_no_sentence_stands_in_one_line_by_theme(
    data: Dataset, ghana: CountryProfile
) -> None:
    profile = coded(
        ghana,
        "shortfall",
        (1, "shelter", "provide shelters", "not enough"),
        (2, "victim-services", "", ""),
        (3, "shelter", "", ""),
        (4, "victim-services", "", ""),
    )
    shown = repr(sentences.by_pillar(data, profile, "shortfall")).splitlines()
    lines = [line for line in shown if line.startswith("- ")]
    assert lines == [
        "- Did not do enough to provide shelter for victims. (shelter)",
        "- More shortfalls, told by theme alone: victim services; shelter.",
    ]


def test_themes_alone_do_not_claim_to_be_more(data: Dataset, ghana: CountryProfile) -> None:
    profile = coded(ghana, "achievement", (1, "shelter", "", ""))
    assert "- Told by theme alone: shelter." in repr(
        sentences.by_pillar(data, profile, "achievement")
    )


def test_one_sentence_is_said_once_with_all_its_themes(
    data: Dataset, ghana: CountryProfile
) -> None:
    profile = coded(
        ghana,
        "achievement",
        (1, "shelter", "provide services", ""),
        (2, "victim-services", "provide services", ""),
        (3, "shelter", "provide services", ""),
    )
    shown = repr(sentences.by_pillar(data, profile, "achievement"))
    assert shown.count("Provided services to victims.") == 1
    assert "(shelter, victim services)" in shown


def test_a_request_without_a_sentence_keeps_its_number(
    data: Dataset, ghana: CountryProfile
) -> None:
    own = {"coder": "machine", "source": "narrative_2018", "direction": "", "group": ""}
    rows = [
        {**own, "n": 1, "themes": "shelter;victim-services", "act": ""},
        {**own, "n": 2, "themes": "shelter", "act": "open shelters"},
    ]
    profile = dataclasses.replace(ghana, recommendations=pd.DataFrame(rows))
    shown = repr(sentences.recommended(data, profile))
    assert "1. On shelter; victim services." in shown
    assert "2. Open shelter for victims. (shelter)" in shown
    assert 'a line that begins with "On"' in shown
    whole = dataclasses.replace(ghana, recommendations=pd.DataFrame(rows[1:]))
    assert 'begins with "On"' not in repr(sentences.recommended(data, whole))
