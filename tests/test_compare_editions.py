"""A table asked for with a last edition is the table of data that end there; notebooks ask so."""

import ast
import inspect
from collections.abc import Callable
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import tipanalysis as tip
from tipanalysis import compare
from tipanalysis.dataset import Dataset
from tipanalysis.errors import UnknownEdition

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CODES = ("Thailand", "Haiti", "Sudan")
ASK: dict[str, Callable[..., pd.DataFrame]] = {
    "limit_checks": compare.limit_checks,
    "limit_outcomes": compare.limit_outcomes,
    "limit_reached": compare.limit_reached,
    "limit_reached of some": lambda data, **to: compare.limit_reached(data, CODES, **to),
    "median_stay": compare.median_stay,
    "move_rates by era": compare.move_rates,
    "move_rates by region": lambda data, **to: compare.move_rates(data, "region", **to),
    "move_rates by run": lambda data, **to: compare.move_rates(data, "run", **to),
    "relistings": compare.relistings,
    "row_differences": compare.row_differences,
    "spells": compare.spells,
    "tier_history": lambda data, **to: compare.tier_history(data, CODES, **to),
    "tier_moves": compare.tier_moves,
    "tier_shares": compare.tier_shares,
    "time_on_tier": compare.time_on_tier,
    "transitions": compare.transitions,
    "transitions_by_era": compare.transitions_by_era,
    "watch_lists": compare.watch_lists,
}


def up_to(data: Dataset, last: int) -> Dataset:
    """The data as they would be had the editions ended there."""
    frames = {
        name: frame[frame["edition"] <= last].reset_index(drop=True)
        for name, frame in (("placements", data.placements), ("editions", data.editions))
    }
    return Dataset(data.package, _frames=frames)


@pytest.mark.parametrize("last", [2010, 2014, 2020])
@pytest.mark.parametrize("name", ASK)
def test_nothing_after_the_last_edition_enters(name: str, last: int, data: Dataset) -> None:
    asked, short = ASK[name](data, last=last), ASK[name](up_to(data, last))
    pd.testing.assert_frame_equal(asked, short)
    assert asked.attrs == short.attrs
    if name != "row_differences" or last < 2015:  # which ends with 2015 in any case
        assert not ASK[name](data).equals(asked)


def test_world_totals_end_before_the_edition(data: Dataset) -> None:
    assert compare.law_enforcement(data, last=2010)["data_year"].max() == 2009
    none = compare.law_enforcement(data, last=2001)
    assert none.empty
    assert none.attrs["note"]


def test_before_2015_there_is_nothing_to_check_elsewhere(data: Dataset) -> None:
    table = compare.published_check(data, last=2014)
    assert table.empty
    assert "2004 to 2015 only" in table.attrs["note"]
    assert len(compare.published_check(data, last=2015)) == 12


@pytest.mark.parametrize("name", ["tier_paths", "edition_overview"])
def test_every_question_of_the_notebook_ends_with_its_edition(name: str) -> None:
    cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
    checked = 0
    for cell in cells:
        if cell.cell_type != "code":
            continue
        for call in ast.walk(ast.parse(cell.source)):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            of_tip = isinstance(call.func.value, ast.Name) and call.func.value.id == "tip"
            ask = getattr(tip, call.func.attr, None) if of_tip else None
            if not callable(ask) or "last" not in inspect.signature(ask).parameters:
                continue
            if call.func.attr == "tier_history" and "tier_changes" in cell.source:
                continue  # the moves into one edition are chosen from it
            given = {word.arg: ast.unparse(word.value) for word in call.keywords}
            assert given.get("last") == "edition", ast.unparse(call)
            checked += 1
    assert checked >= 5


OF_AN_EDITION = {
    name: function
    for name in compare.__all__
    if callable(function := getattr(compare, name))
    and {"data", "edition"} <= set(inspect.signature(function).parameters)
    # may name an edition that is not coded, or not yet in the data, and say so in words
    and name not in ("last_indexed", "persistence", "two_editions")
}


@pytest.mark.parametrize("edition", [1999, 2030])
@pytest.mark.parametrize("name", OF_AN_EDITION)
def test_an_edition_not_in_the_data_is_refused(name: str, edition: int, data: Dataset) -> None:
    asks = inspect.signature(OF_AN_EDITION[name]).parameters
    given = {"country": "THA", "countries": ["THA"]}
    needed = {key: value for key, value in given.items() if key in asks}
    with pytest.raises(UnknownEdition, match=str(edition)):
        OF_AN_EDITION[name](data, edition=edition, **needed)
