"""What a recommendation asks, in words; how alike two are; which pairs are chosen."""

import doctest
import importlib

import numpy as np
import pytest

from tipanalysis.linking.match import rivals
from tipanalysis.linking.weigh import MEASURES, another_act, likeness, weights
from tipanalysis.linking.words import asks, is_placeholder, plain, same_wording, stem


@pytest.mark.parametrize(
    "name", ["words", "particulars", "weigh", "match", "joined", "pairs", "texts", "ledger"]
)
def test_the_examples_in_the_docstrings_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"tipanalysis.linking.{name}"))
    assert result.failed == 0


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("convictions", "conviction"),
        ("policies", "policy"),
        ("enforcing", "enforce"),
        ("adequate", "sufficient"),
        ("ratify", "accede"),
    ],
)
def test_endings_and_legal_vocabulary_are_one_word(one: str, two: str) -> None:
    assert stem(one) == stem(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("inspector", "prosecutor"), ("policy", "program"), ("train", "hire"), ("labor", "criminal")],
)
def test_words_that_tell_items_apart_stay_apart(one: str, two: str) -> None:
    assert stem(one) != stem(two)


def test_glued_words_and_curly_quotes_are_mended() -> None:
    assert plain("TrainthePolice in theILO\u2019s way") == "trainthe police in the ilo way"
    assert same_wording("the ILO\u2019s advice,") == same_wording("The  ILO's advice")


def test_a_text_is_known_as_nothing_asked() -> None:
    assert all(map(is_placeholder, ("N/A", "n/a.", "Not Applicable", "None")))
    assert not is_placeholder("None of the shelters is funded: fund them.")


def test_acting_and_publishing_are_told_apart_by_clause() -> None:
    assert asks("Implement the plan.").traits["says"] == {"act"}
    assert asks("Make data on penalties publicly available.").traits["says"] == {"data"}
    assert asks("Publish activities undertaken.").traits["says"] == {"activities"}
    assert asks("Fund the plan and report on activities.").traits["says"] == {"act", "activities"}
    told = [asks("Publish activities undertaken to implement it.")]
    assert another_act([asks("Implement it."), asks("Publish data on it.")], told).tolist() == [
        [True],
        [False],
    ]


def test_every_measure_is_between_0_and_1_and_a_text_is_most_like_itself() -> None:
    items = [
        asks(text)
        for text in (
            "Train labor inspectors in the Lantern province.",
            "Prosecute traffickers, and publish data on convictions.",
            "Fund shelters.",
        )
    ]
    found = likeness(items, items, weights(items))
    assert found.shape == (3, 3, len(MEASURES))
    assert (found >= 0).all()
    assert (found <= 1 + 1e-12).all()
    for name in ("contained", "clause", "spelling", "anchors"):
        square = found[..., MEASURES.index(name)]
        assert (np.diagonal(square) >= square.max(axis=1) - 1e-12).all()


def pair(one: str, two: str) -> dict[str, float]:
    items = [asks(one)], [asks(two)]
    return dict(zip(MEASURES, likeness(*items, weights([*items[0], *items[1]]))[0, 0], strict=True))


@pytest.mark.parametrize(
    ("one", "two", "measures"),
    [
        # another datum, but not under the heading that holds both
        ("Publish data on inspections.", "Publish data on convictions.", {"other_data": 1}),
        (
            "Publish data on labor inspections.",
            "Publish information on labor law enforcement efforts, including penalties.",
            {"other_data": 0, "heading": 1},
        ),
        (
            "Publish data on labor inspections.",
            "Publish information on criminal law enforcement efforts, including convictions.",
            {"heading": 0},
        ),
        ("Increase penalties.", "Publish data on penalties.", {"other_data": 0}),
        # the age named first is the one to be set
        (
            "Raise the compulsory school age to the minimum age for work.",
            "Raise the minimum age for work to the compulsory school age.",
            {"other_age": 1},
        ),
        (
            "Raise the minimum age for work to 15.",
            "Raise the minimum age for work to the compulsory school age.",
            {"other_age": 0},
        ),
        # two names of a kind, but not one name and all of the kind
        ("Implement the Lantern Plan.", "Implement the Tulip Plan.", {"other_name": 1}),
        ("Implement the Lantern Plan.", "Implement all policies.", {"other_name": 0}),
        (
            "Implement the Lantern Plan.",
            "Implement all policies, such as the Tulip Plan.",
            {"other_name": 0},
        ),
    ],
)
def test_particulars_tell_apart_what_shares_its_boilerplate(
    one: str, two: str, measures: dict[str, float]
) -> None:
    for found in (pair(one, two), pair(two, one)):
        assert {name: found[name] for name in measures} == measures


def test_rivals_are_the_best_others_of_row_and_column() -> None:
    chances = np.array([[0.9, 0.2], [0.6, 0.1]])
    assert rivals(chances)[0, 0].tolist() == [0.6, 0.2]
    assert rivals(chances)[1, 0].tolist() == [0.9, 0.1]
    assert rivals(np.array([[0.5]]))[0, 0].tolist() == [0.0, 0.0]
