"""From codes to sentences in our own words."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis import terms
from tipanalysis.narratives.coding_list import acts
from tipanalysis.sentences.coded import sentence


def row(act: str, direction: str = "", kind: str = "achievement", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "act": act, "direction": direction, **more}


def figures(value: int, previous: int | None, **more: Any) -> pd.DataFrame:
    known = {"measure": "convictions", "subset": "total", "unit": "persons", "bound": "exact"}
    return pd.DataFrame([{**known, "value": value, "previous": previous, **more}])


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (row("convict", "more"), "Convicted more traffickers."),
        (
            row("convict", "more", group="officials"),
            "Convicted more officials complicit in trafficking.",
        ),
        (row("convict", quantity=1, unit="persons"), "Convicted one trafficker."),
        (row("investigate", quantity=6, unit="cases"), "Investigated six trafficking cases."),
        (row("identify victims", "more"), "Identified more victims."),
        (row("identify victims", "more", unit="efforts"), "Did more to identify victims."),
        (row("adopt plan", "new"), "Adopted a new national action plan."),
        (row("train", "more", group="police;judges"), "Gave police and judges more training."),
        (row("implement plan", "same"), "Continued to implement the national action plan."),
    ],
)
def test_what_was_done(codes: dict[str, Any], words: str) -> None:
    assert sentence(codes) == words


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (row("convict", "none", "shortfall"), "Did not convict any traffickers."),
        (
            row("convict", "fewer", "shortfall", actor="courts"),
            "Courts convicted fewer traffickers.",
        ),
        (row("report;convict", "none", "shortfall"), "Did not report convicting any traffickers."),
        (
            row("have procedures", "none", "shortfall", group="identification"),
            "Had no procedures for identifying victims.",
        ),
        (
            row("conduct inspections", "not enough", "shortfall", group="victims"),
            "Labor inspections led to few victims identified.",
        ),
        (
            row("penalize victims", "same", "shortfall", actor="police"),
            "Police continued to penalize victims.",
        ),
        (
            row("end complicity", "not enough", "shortfall", group="officials"),
            "Complicity of officials remained a problem.",
        ),
    ],
)
def test_what_was_not_done(codes: dict[str, Any], words: str) -> None:
    assert sentence(codes) == words


@pytest.mark.parametrize(
    ("act", "direction", "words"),
    [
        ("investigate;prosecute;convict", "", "Investigate, prosecute and convict traffickers."),
        ("penalize victims", "none", "Stop penalizing victims."),
        ("train;identify victims", "more", "Give officials more training in identifying victims."),
        ("join protocol", "", "Join the UN protocol on trafficking."),
        ("raise awareness", "same", "Continue to raise awareness of trafficking."),
    ],
)
def test_what_is_asked(act: str, direction: str, words: str) -> None:
    assert sentence({"act": act, "direction": direction, "actor": "government"}) == words


def test_figures_stand_where_they_bear_the_words_out() -> None:
    more = row("convict", "more")
    assert sentence(more, figures(466, 366)) == (
        "Convicted more traffickers (466, 366 the year before)."
    )
    plain = "Convicted more traffickers."
    assert sentence(more, figures(300, 366)) == plain
    assert sentence(more, figures(466, None)) == plain
    assert sentence(more, figures(466, 366, subset="labor")) == plain
    assert sentence(more, figures(466, 366, measure="prosecutions")) == plain
    assert sentence(row("convict", "more", unit="efforts"), figures(4, 3)) == (
        "Did more to convict traffickers."
    )


def test_bounds_are_said() -> None:
    words = sentence(row("convict", "more"), figures(1466, 366, bound="at-least"))
    assert "(at least 1,466, 366 the year before)" in words


def test_a_request_has_no_figures() -> None:
    codes = {"act": "convict", "direction": "more", "actor": "government"}
    assert sentence(codes, figures(466, 366)) == "Do more to convict traffickers."


@pytest.mark.parametrize("act", ["", None, float("nan"), "fly", "convict;fly", "<b>"])
def test_an_act_outside_the_list_makes_no_sentence(act: object) -> None:
    assert sentence({"kind": "achievement", "act": act, "direction": "more"}) == ""


def test_every_act_of_the_list_makes_a_sentence() -> None:
    for key in acts():
        assert sentence({"act": key, "direction": ""}).endswith("."), key


@given(
    st.lists(st.sampled_from(["report", *sorted(acts()), "<script>"]), max_size=3),
    st.sampled_from(["", *terms.DIRECTIONS]),
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(["achievement", "shortfall", ""]),
)
def test_no_cell_becomes_markup(
    keys: list[str], direction: str, group: str, actor: str, kind: str
) -> None:
    words = sentence(
        {
            "kind": kind,
            "act": ";".join(keys),
            "direction": direction,
            "group": group,
            "actor": actor,
        }
    )
    assert "<" not in words
    assert words == "" or words.endswith(".")


@pytest.mark.parametrize("kind", ["achievement", ""])
def test_a_group_from_a_cell_is_escaped(kind: str) -> None:
    codes = {"kind": kind, "act": "train", "direction": "", "group": "<script>;*judges*"}
    assert "<script>" not in sentence(codes)
    assert r"\*judges\*" in sentence(codes)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (
            row("convict", "not enough", "shortfall", quantity=1, unit="persons", actor="courts"),
            "Courts convicted only one trafficker.",
        ),
        (
            row("report;provide services", "not enough", "shortfall"),
            "Did not report doing enough to provide services to victims.",
        ),
        (row("improve the law", "not enough", "shortfall"), "The law fell short."),
        (row("end corruption", "not enough", "shortfall"), "Corruption remained a problem."),
        (row("open shelters", unit="efforts"), "Took steps to open shelter for victims."),
        (row("refer victims", "more"), "Referred more victims to care."),
        ({"act": "consider;amend law"}, "Consider amending the law against trafficking."),
        ({"act": "hold to account"}, "Hold those responsible to account."),
        (
            {"act": "hold to account", "group": "officials"},
            "Hold complicit officials to account.",
        ),
        ({"act": "end corruption", "direction": "more"}, "Do more to act against corruption."),
    ],
)
def test_the_weaker_words(codes: dict[str, Any], words: str) -> None:
    assert sentence(codes) == words


def test_considering_alone_is_no_sentence() -> None:
    assert sentence({"act": "consider"}) == ""
