"""Links between the recommendations of consecutive editions."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.errors import DataFaults
from tipanalysis.linking.joined import BEYOND, beyond
from tipanalysis.linking.match import choose, of_pairs
from tipanalysis.linking.pairs import COLUMNS, KEY, MOST_ITEMS, Pair, link
from tipanalysis.linking.weigh import MEASURES, Stems, shared_data, weights
from tipanalysis.linking.words import asks

ALANDRIA = [
    (2021, 1, "Ratify the Palermo Protocol."),
    (2021, 2, "Increase the number of labor inspectors in the provinces."),
    (2021, 3, "Establish coordinating bodies, and ensure that the Lantern Council meets monthly."),
    (2021, 4, "Institute programs to address forced begging."),
    (2021, 5, "Institute programs to address forced labor in salt mining."),
    (2021, 6, "Implement the National Action Plan against Trafficking."),
    (2021, 7, "N/A"),
    (2022, 1, "ratify the  Palermo protocol"),
    (2022, 2, "Significantly increase the number of labor inspectors, including in the provinces."),
    (2022, 3, "Establish coordinating bodies."),
    (2022, 4, "Ensure that the Lantern Council meets monthly."),
    (2022, 5, "Institute programs to address forced begging and forced labor in salt mining."),
    (2022, 6, "Publish activities undertaken to implement the National Action Plan."),
    (2022, 7, "N/A"),
]


def frame(rows: list[tuple[int, int, str]], country: str = "Alandria") -> pd.DataFrame:
    return pd.DataFrame(
        [(country, *row) for row in rows], columns=["country", "edition", "n", "text"]
    )


def linked(texts: pd.DataFrame, **more: object) -> dict[tuple[int, int], str]:
    links = link(texts, **more)  # type: ignore[arg-type]
    return {
        (p, q): relation
        for p, q, relation in links[["before_n", "after_n", "relation"]].itertuples(index=False)
    }


def test_repeated_reworded_split_and_merged_items_are_found() -> None:
    assert linked(frame(ALANDRIA)) == {
        (1, 1): "identical",
        (2, 2): "reworded",
        (3, 3): "split",
        (3, 4): "split",
        (4, 5): "merged",
        (5, 5): "merged",
    }


def test_to_publish_activities_under_a_plan_is_not_to_implement_it() -> None:
    rows = [
        (2021, 1, "Implement the Lantern Plan."),
        (2022, 1, "Publish activities undertaken to implement the Lantern Plan."),
    ]
    assert linked(frame(rows)) == {}


def test_labor_law_data_and_criminal_law_data_are_told_apart() -> None:
    rows = [
        (2021, 1, "Publish information on labor inspections, violations and penalties."),
        (2021, 2, "Publish information on criminal investigations and convictions."),
        (2022, 1, "Publish data on criminal law enforcement, including convictions."),
        (2022, 2, "Publish data on labor law enforcement, including labor inspections."),
    ]
    assert linked(frame(rows)) == {(1, 2): "reworded", (2, 1): "reworded"}


def test_an_edition_is_linked_with_the_country_s_next_one_only() -> None:
    rows = [(edition, 1, "Ratify the Palermo Protocol.") for edition in (2019, 2020, 2022)]
    links = link(pd.concat([frame(rows), frame([(2021, 1, rows[0][2])], "Borduria")]))
    assert links[["before_edition", "after_edition"]].values.tolist() == [
        [2019, 2020],
        [2020, 2022],
    ]
    assert set(links["country"]) == {"Alandria"}


def test_placeholders_are_never_linked() -> None:
    rows = [(2021, 1, "N/A"), (2022, 1, "N/A"), (2022, 2, "Not Applicable")]
    links = link(frame(rows))
    assert links.empty
    assert list(links.columns) == list(COLUMNS)


def test_texts_of_nothing_but_small_words_do_no_harm() -> None:
    rows = [
        (2021, 1, "To be or not to be"),
        (2021, 2, "..."),
        (2022, 1, "And so on"),
        (2022, 2, "!"),
    ]
    assert linked(frame(rows)) == {}


def test_a_reviewer_s_decisions_are_kept_to_the_letter() -> None:
    decisions = {
        Pair("Alandria", 2021, 1, 2022, 1): "no link",
        Pair("Alandria", 2021, 6, 2022, 6): "link",
    }
    links = link(frame(ALANDRIA), decisions)
    by_pair = links.set_index(["before_n", "after_n"])
    assert (1, 1) not in by_pair.index
    assert by_pair.loc[(6, 6), "basis"] == "override"
    assert pd.isna(by_pair.loc[(6, 6), "chance"])


@pytest.mark.parametrize(
    ("pair", "decision", "column"),
    [
        (Pair("Alandria", 2021, 99, 2022, 1), "link", "before_n"),
        (Pair("Alandria", 2021, 1, 2022, 99), "link", "after_n"),
        (Pair("Alandira", 2021, 1, 2022, 1), "link", "country"),
        (Pair("Alandria", 2022, 1, 2021, 1), "link", "after_edition"),
        (Pair("Alandria", 2021, 1, 2022, 1), "perhaps", "decision"),
    ],
)
def test_a_decision_on_what_is_not_there_is_a_fault(pair: Pair, decision: str, column: str) -> None:
    with pytest.raises(DataFaults) as caught:
        link(frame(ALANDRIA), {pair: decision})
    assert column in {fault.column for fault in caught.value.faults}


def test_faults_of_a_table_are_named_together() -> None:
    rows = [(2021, 1, "Ratify it."), (2021, 1, "Sign it."), (2021, 2, " "), ("soon", 3, "Do it.")]
    with pytest.raises(DataFaults) as caught:
        link(frame(rows))  # type: ignore[arg-type]
    assert {(fault.row, fault.column) for fault in caught.value.faults} == {
        (3, "n"),
        (4, "text"),
        (5, "edition"),
    }
    with pytest.raises(DataFaults, match="the column is missing"):
        link(frame(rows).drop(columns="text"))  # type: ignore[arg-type]


def test_an_edition_of_impossible_length_is_refused() -> None:
    rows = [(2021, n, f"Ratify protocol {n}.") for n in range(MOST_ITEMS + 1)]
    with pytest.raises(DataFaults, match="at most"):
        link(frame(rows))


NOUNS = ["inspectors", "judges", "shelters", "the Lantern Plan", "victims", "salt mines", "police"]
VERBS = ["Train", "Fund", "Publish data on", "Prosecute", "Expand", "Ratify", "Increase"]
SENTENCES = st.builds(
    lambda verb, nouns: f"{verb} {' and '.join(nouns)}.",
    st.sampled_from(VERBS),
    st.lists(st.sampled_from(NOUNS), min_size=1, max_size=3, unique=True),
)
EDITIONS = st.lists(
    st.lists(SENTENCES | st.text(min_size=1, max_size=30), min_size=1, max_size=7),
    min_size=2,
    max_size=3,
)


def table(editions: list[list[str]]) -> pd.DataFrame:
    rows = [
        (2020 + e, n, text.strip() or "x")
        for e, texts in enumerate(editions)
        for n, text in enumerate(texts, start=1)
    ]
    return frame(rows)


@settings(deadline=None, max_examples=60)
@given(EDITIONS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    editions: list[list[str]], chance: random.Random
) -> None:
    texts = table(editions)
    order = list(range(len(texts)))
    chance.shuffle(order)
    pd.testing.assert_frame_equal(link(texts), link(texts.iloc[order]))


@settings(deadline=None, max_examples=60)
@given(EDITIONS)
def test_a_text_is_linked_once_unless_split_merged_or_repeated(editions: list[list[str]]) -> None:
    links = link(table(editions))
    assert not links.duplicated(list(KEY)).any()
    assert (links["after_edition"] == links["before_edition"] + 1).all()
    for side in ("before", "after"):
        item = [f"{side}_edition", f"{side}_n"]
        several = links[links.duplicated(item, keep=False)]
        assert set(several["relation"]) <= {"split", "merged", "identical"}


@settings(deadline=None, max_examples=60)
@given(st.lists(SENTENCES, min_size=1, max_size=8))
def test_identical_texts_always_link(texts: list[str]) -> None:
    links = link(table([texts, list(reversed(texts))]))
    assert set(links["before_n"]) == set(links["after_n"]) == set(range(1, len(texts) + 1))
    assert set(links["relation"]) == {"identical"}


def test_an_item_left_over_is_joined_by_what_the_linked_pair_does_not_share() -> None:
    """One item taken apart: the second part is not much alike the whole."""
    before = [
        asks("Publish data on inspections in Lantern province, and shelter orphans of Tulip bay.")
    ]
    parts = ["Publish data on inspections in Lantern province.", "Shelter orphans of Tulip bay."]
    again = ["Publish data on inspections in Lantern province.", "Inspections in Lantern province."]
    for texts, found in ((parts, [(0, 0), (0, 1)]), (again, [(0, 0)])):
        after = [asks(text) for text in texts]
        weight = weights([*before, *after, asks("Train judges."), asks("Hire teachers.")])
        measures = np.zeros((1, 2, len(MEASURES)))
        measures[0, 0] = [float(not name.startswith("other")) for name in MEASURES]
        measures[0, 1, [MEASURES.index(name) for name in ("contained", "clause")]] = 1.0
        free = np.zeros((1, 2), bool)
        chosen = choose(measures, free, *of_pairs(before, after, weight))
        assert [(m.before, m.after) for m in chosen] == found
        assert all(0.5 < m.chance <= 1 for m in chosen)
        barred = np.array([[False, True]])
        chosen = choose(measures, barred, *of_pairs(before, after, weight))
        assert [(m.before, m.after) for m in chosen] == [(0, 0)]


def test_what_both_ask_to_publish_is_told_by_its_words_and_its_law() -> None:
    one = asks("Publish data on labor inspections and penalties.")
    same = asks("Publish the number of penalties in labor law enforcement.")
    other = asks("Publish the number of convictions and penalties of criminals.")
    act = asks("Increase penalties.")
    shared = shared_data([one], [same, other, act])
    assert shared.sum(axis=0).tolist() == [[1, 0, 0]]


def test_what_is_linked_already_is_no_reason_to_join() -> None:
    stems = Stems(
        before=np.array([[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
        after=np.array([[1.0, 1.0, 1.0]]),
        weight=np.array([1.0, 1.0, 2.0]),
    )
    linked = np.array([[False], [True], [False]])
    found = beyond(stems, np.zeros((0, 3, 1), bool), linked)
    assert found.pairs[:, 0].tolist() == [True, False, True]
    by_name = dict(zip(BEYOND, np.moveaxis(found.measures[:, 0], -1, 0).tolist(), strict=True))
    assert by_name["new_of_item"][0] == pytest.approx(3 / 4)
    assert by_name["new_of_item"][2] == pytest.approx(1.0)
    assert by_name["new_of_rest"][::2] == pytest.approx([1.0, 2 / 3])
    assert by_name["shared"][::2] == pytest.approx([1.0, 1.0])
    assert by_name["both_linked"][::2] == [0.0, 0.0]
