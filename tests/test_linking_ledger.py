"""What became of each recommendation."""

import pandas as pd
import pytest

from tipanalysis.errors import DataFaults
from tipanalysis.linking.ledger import WORDS, recommendation_ledger
from tipanalysis.linking.pairs import KEY, link


def items(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["country", "edition", "n"])


def links(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[*KEY, "relation"])


def cells(ledger: pd.DataFrame) -> list[list[str]]:
    years = [column for column in ledger.columns if column.isdigit()]
    return ledger[years].fillna("").values.tolist()


def test_each_word_stands_where_it_belongs() -> None:
    held = items(
        *(("Alandria", 2020, n) for n in (1, 2, 3, 4)),
        *(("Alandria", 2021, n) for n in (1, 2, 3, 4)),
        ("Alandria", 2022, 1),
    )
    found = recommendation_ledger(
        held,
        links(
            ("Alandria", 2020, 1, 2021, 1, "identical"),
            ("Alandria", 2021, 1, 2022, 1, "merged"),
            ("Alandria", 2021, 2, 2022, 1, "merged"),
            ("Alandria", 2020, 2, 2021, 2, "reworded"),
            ("Alandria", 2020, 3, 2021, 3, "split"),
            ("Alandria", 2020, 3, 2021, 4, "split"),
        ),
    )
    assert found["items"].tolist() == [
        "2020: 1, 2; 2021: 1, 2; 2022: 1",
        "2020: 3; 2021: 3, 4",
        "2020: 4",
    ]
    assert cells(found) == [
        ["asked", "reworded", "merged"],
        ["asked", "split", "dropped"],
        ["asked", "dropped", ""],
    ]


def test_new_is_said_only_where_an_edition_before_is_at_hand() -> None:
    held = items(("Alandria", 2020, 1), ("Borduria", 2021, 1), ("Borduria", 2022, 7))
    found = recommendation_ledger(held, links())
    assert cells(found) == [["asked", "", ""], ["", "asked", "dropped"], ["", "", "new"]]
    assert found["chain"].tolist() == [1, 1, 2]


def test_a_country_without_an_edition_drops_nothing_in_it() -> None:
    held = items(("Alandria", 2020, 1), ("Alandria", 2022, 1), ("Borduria", 2021, 1))
    found = recommendation_ledger(held, links(("Alandria", 2020, 1, 2022, 1, "identical")))
    assert cells(found)[0] == ["asked", "", "repeated"]


def test_every_item_is_in_one_chain_of_real_links() -> None:
    rows = [
        ("Alandria", 2021, 1, "Train inspectors in the provinces."),
        ("Alandria", 2021, 2, "N/A"),
        ("Alandria", 2022, 1, "Train inspectors and judges in the provinces."),
        ("Alandria", 2022, 2, "Ratify the protocol."),
    ]
    texts = pd.DataFrame(rows, columns=["country", "edition", "n", "text"])
    found = recommendation_ledger(texts, link(texts))
    assert cells(found) == [["asked", "reworded"], ["", "new"]]
    assert found.attrs["caveats"] == ("machine-coded", "editorial-change")
    assert {cell for row in cells(found) for cell in row if cell} <= set(WORDS)


def test_a_code_of_a_country_will_do() -> None:
    held = items(("XAA", 2020, 1)).rename(columns={"country": "iso3"})
    assert recommendation_ledger(held, links())["country"].tolist() == ["XAA"]


def test_a_link_to_an_item_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(DataFaults, match="edition 2021, has no item 5"):
        recommendation_ledger(
            items(("Alandria", 2020, 1)), links(("Alandria", 2020, 1, 2021, 5, "identical"))
        )
