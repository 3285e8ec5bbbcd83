"""Questions that cannot be answered are refused in the reader's words, never with a false note."""

from collections.abc import Callable

import pytest

from tipanalysis import compare
from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError, UnknownEdition, UnknownParameter
from tipanalysis.linking import country_ledger


@pytest.mark.parametrize(
    "ask",
    [
        lambda data: compare.tier_history(data, []),
        lambda data: compare.finding_themes(data, [], 2018),
        lambda data: compare.first_mention(data, countries=[]),
        lambda data: compare.limit_reached(data, []),
        lambda data: compare.limit_reached(data, " , "),
        lambda data: compare.stay(data, [], 2018),
        lambda data: compare.usual_moves(data, "", 2018),
        lambda data: compare.in_law(data, [], 2018),
    ],
)
def test_a_question_about_no_country_is_refused(
    data: Dataset, ask: Callable[[Dataset], object]
) -> None:
    with pytest.raises(TipError, match="No country is named"):
        ask(data)


@pytest.mark.parametrize("edition", [1999, 2030])
def test_an_edition_that_is_not_there_is_no_edition_that_is_not_coded(
    data: Dataset, edition: int
) -> None:
    with pytest.raises(UnknownEdition, match=f"no edition {edition}"):
        compare.persistence(data, "THA", edition)
    with pytest.raises(UnknownEdition, match=f"no edition {edition}"):
        compare.two_editions(data, "THA", 2018, edition)
    with pytest.raises(UnknownEdition, match=f"no edition {edition}"):
        compare.law_enforcement(data, last=edition)
    with pytest.raises(UnknownEdition, match=f"no edition {edition}"):
        country_ledger(data, "THA", last=edition)


def test_words_that_no_answer_uses_are_refused(data: Dataset) -> None:
    # Kenya has one coded edition, so that the unit would not come into play.
    with pytest.raises(UnknownParameter, match='"word" is neither'):
        compare.persistence(data, "KEN", 2018, unit="word")
    with pytest.raises(UnknownParameter, match='"common" is none of rare, neither, usual'):
        compare.usual_moves(data, "all", 2018, says="common")
    with pytest.raises(UnknownParameter, match="not rules: a coin"):
        compare.forecasts(data, 2018, 2018, names=("a coin",))


def test_rare_moves_can_still_be_asked_for(data: Dataset) -> None:
    found = compare.usual_moves(data, "all", 2013, says="rare")
    assert found["country"].tolist() == ["Armenia"]


@pytest.mark.parametrize("first", [1990, 2030])
@pytest.mark.parametrize(
    "ask",
    [
        compare.spells,
        compare.time_on_tier,
        compare.median_stay,
        compare.transitions,
        compare.row_differences,
    ],
)
def test_a_first_edition_that_never_was_is_refused(
    data: Dataset, ask: Callable[..., object], first: int
) -> None:
    with pytest.raises(UnknownEdition, match=f"no edition {first}"):
        ask(data, first)


def test_forecasts_are_not_judged_from_an_edition_to_come(data: Dataset) -> None:
    for ask in (compare.forecasts, compare.skill, compare.skill_by_tier):
        with pytest.raises(UnknownEdition, match="no edition 2030"):
            ask(data, 2030)


def test_an_edition_set_against_itself_is_told_so(data: Dataset) -> None:
    table = compare.persistence(data, "THA", 2018, 2018)
    assert table.empty
    assert table.attrs["note"] == "2018 is set against itself: give two editions."


def test_before_spells_are_watched_there_is_no_curve_and_the_reason_is_told(data: Dataset) -> None:
    for ask in (compare.spells, compare.time_on_tier, compare.median_stay):
        table = ask(data, last=2005)
        assert table.empty
        assert table.attrs["note"] == "Spells are watched from 2009 on: there is none up to 2005."
    assert compare.median_stay(data).attrs["note"].startswith("Kaplan-Meier")
