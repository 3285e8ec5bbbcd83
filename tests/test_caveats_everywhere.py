"""Every public table of `compare`, over several editions, bears the caveats of its own rows.

For each table the test says by itself which placements the table rests on, and looks them up in
the data; nothing is asked of the code that fires the caveats.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from tipanalysis import compare, terms
from tipanalysis.dataset import Dataset

#: The first of the pandemic and the first with tiers by elimination are among them.
EDITIONS = (2010, 2018, 2021, 2024)
PANDEMIC = {2021, 2022, 2023}
COUNTRIES = ("Thailand", "Cambodia", "Spain", "Haiti", "Sudan")
#: Columns that say how many cases a figure of the row rests on.
CASES = ("n", "others_n", "other_n", "peers_n", "at_risk", "their_n", "our_n", "spells")
#: Public names that are no tables.
NO_TABLES = {
    "Peers", "chosen", "coded_countries", "coded_editions", "last_indexed", "peers",
    "two_editions", "widest_edition",
}  # fmt: skip
#: Tables whose n counts editions compared, not cases.
OTHER_N = {"history_distance"}
#: Tables whose intervals are clustered by country, and say so.
CLUSTERED = {"skill", "skill_by_tier"}

Case = tuple[pd.DataFrame, pd.DataFrame | None]


def era(edition: int) -> int:
    return 2019 if edition >= 2019 else 2009 if edition >= 2009 else 2004


def rows(data: Dataset, first: int, last: int, codes: object = None) -> pd.DataFrame:
    """Ranked placements of these editions, and of these countries where some are named."""
    table = data.placements
    table = table[table["edition"].between(first, last) & (table["status"] == "ranked")]
    return table if codes is None else table[table["iso3"].isin(list(codes))]


def tables(name: str, data: Dataset) -> Iterator[Case]:
    """The table of a function in several editions, each with the placements it rests on."""
    ask = getattr(compare, name)
    codes = [data.country(country) for country in COUNTRIES]
    if name in ("against_year_before", "reporting"):
        yield ask(data, 2018, by="tier"), rows(data, 2018, 2018)
        yield ask(data, 2018, by="region"), None
    elif name in ("theme_shares", "notable"):
        for by, used in (("tier", rows(data, 2018, 2018)), ("region", None)):
            for said_as in ("shortfall", "recommendation"):
                table = compare.theme_shares(data, 2018, said_as, by)
                yield (table if name == "theme_shares" else compare.notable(table)), used
    elif name in ("told_apart", "counts_apart"):
        yield ask(data, 2018), rows(data, 2018, 2018)
        yield ask(data, 2018, terms.TIER_1, terms.TIER_3), rows(data, 2018, 2018)
    elif name in ("tier_and_index", "index_points"):
        for edition in (2010, 2014):
            yield ask(data, edition), rows(data, edition, edition)
    elif name in ("apart", "index_counts"):
        for edition in (2010, 2014):
            yield ask(compare.index_points(data, edition)), rows(data, edition, edition)
    elif name in ("edition_tiers", "tier_map", "region_tiers", "tier_lists"):
        for edition in (2001, *EDITIONS):
            yield ask(data, edition), rows(data, edition, edition)
    elif name == "on_the_clock":
        for edition in EDITIONS:
            table = ask(data, edition)
            yield table, rows(data, edition, edition, table["iso3"])
    elif name == "special_watch_list":
        for edition in EDITIONS:
            table = ask(data, edition)
            yield table, rows(data, edition - 1, edition, table["iso3"])
    elif name == "in_law":
        for edition in EDITIONS:
            yield ask(data, codes, edition), rows(data, edition - 1, edition, codes)
    elif name == "possible_next":
        for edition in EDITIONS:
            for code in codes:
                yield ask(data.profile(code, edition)), rows(data, edition, edition, [code])
    elif name == "base_rate":
        for edition in EDITIONS:
            for code in codes:
                yield ask(data, code, edition), rows(data, era(edition), edition)
    elif name == "unusual":
        for edition in EDITIONS:
            for code in codes:
                yield ask(data, code, edition), rows(data, 2004, edition)
    elif name == "usual_moves":
        for edition in EDITIONS:
            for says in (None, "rare"):
                table = ask(data, "all", edition, says=says)
                yield table, rows(data, era(edition) - 1, edition)
    elif name in ("tier_changes", "moved"):
        for edition in EDITIONS:
            table = compare.tier_changes(compare.tier_history(data), edition)
            table = table if name == "tier_changes" else compare.moved(table)
            yield table, rows(data, edition - 1, edition)
    elif name in ("tier_history", "tier_runs", "paths_in_words"):
        for edition in EDITIONS:
            table = compare.tier_history(data, codes, last=edition)
            yield (
                (table if name == "tier_history" else ask(table)),
                rows(data, 2001, edition, codes),
            )
    elif name == "peer_places":
        for edition in EDITIONS:
            table = ask(compare.tier_history(data, codes), edition)
            since = zip(table["country"], table["since"], strict=True)
            used = [rows(data, first - 1, edition, [data.country(who)]) for who, first in since]
            yield table, pd.concat(used)
    elif name in ("comparable", "trajectory_distance", "history_distance"):
        for edition in EDITIONS:
            table = ask(data, "Thailand", edition)
            yield table, rows(data, 2001, edition, ["THA", *table["iso3"]])
    elif name in ("path_distances", "paths_shown"):
        for edition in EDITIONS:
            for who in (codes, codes[:1]):
                table = ask(data, who, edition)
                shown = table["iso3"] if name == "paths_shown" else who
                yield table, rows(data, 2001, edition, shown)
    elif name in ("limit_checks", "limit_outcomes"):
        for edition in EDITIONS:
            yield ask(data, last=edition), rows(data, 2009, edition)
    elif name in ("limit_reached", "relistings"):
        for edition in EDITIONS:
            table = ask(data, last=edition)
            yield table, rows(data, 2009, edition, table["iso3"])
    elif name in ("spells", "time_on_tier", "median_stay"):
        for edition in EDITIONS:
            yield ask(data, last=edition), rows(data, 2009, edition)
    elif name == "stay":
        for edition in EDITIONS:
            for who in ("all", *codes):
                yield ask(data, who, edition), rows(data, 2009, edition)
    elif name == "move_rates":
        for edition in EDITIONS:
            for by, first in (("era", 2004), ("run", 2009), ("region", 2004)):
                yield ask(data, by=by, last=edition), rows(data, first, edition)
    elif name in ("tier_moves", "transitions", "transitions_by_era"):
        for edition in EDITIONS:
            yield ask(data, last=edition), rows(data, 2004, edition)
    elif name in ("skill", "skill_by_tier", "forecasts", "scored", "reliability"):
        for first, last in ((2018, 2018), (2024, 2025)):
            said = compare.forecasts(data, first, last)
            table = ask(data, first, last) if name.startswith(("skill", "fore")) else ask(said)
            yield table, rows(data, 2004, last)
    elif name == "watch_lists":
        for edition in EDITIONS:
            yield ask(data, last=edition), rows(data, 2003, edition)
    elif name in ("tier_shares", "shares_of"):
        for edition in EDITIONS:
            shares = compare.tier_shares(data, last=edition)
            yield (shares if name == "tier_shares" else ask(shares)), rows(data, 2005, edition)
    elif name in ("published_check", "row_differences"):
        for first in (2004, 2009):
            yield ask(data, first), rows(data, first, 2015)
    elif name == "nearest_narratives":
        table = ask(data, "Ghana", 2018)
        yield table, rows(data, 2018, 2018, table["iso3"])
    elif name == "resembles":
        for edition in EDITIONS:
            yield ask(data, "Thailand", edition), rows(data, edition, edition)
    else:
        yield from ((table, None) for table in without_tiers(name, data))


def without_tiers(name: str, data: Dataset) -> Iterator[pd.DataFrame]:
    """Tables in which no tier stands."""
    ask = getattr(compare, name)
    series = compare.number_series(data, "Thailand")
    if name in ("number_series", "unodc_series", "unodc_latest"):
        yield ask(data, "Thailand")
    elif name == "comparable_series":
        yield ask(series)
    elif name in ("numbers", "sources"):
        yield from (ask(data.profile("Thailand", edition)) for edition in (2018, 2023))
    elif name in ("others", "population_band"):
        yield from (ask(data, "Thailand", edition) for edition in EDITIONS)
    elif name == "theme_overlap":
        yield ask(data, "Ghana", 2018)
    elif name == "law_enforcement":
        yield from (ask(data, last=edition) for edition in EDITIONS)
    elif name == "recommendation_themes":
        for rule in ("region", "population", "Laos, Cambodia"):
            yield ask(data, compare.peers(data, "Thailand", 2018, rule))
    elif name in ("finding_themes", "theme_counts"):
        for who in (["THA", "KHM", "LAO"], sorted(data.countries_in("findings", 2018))):
            cells = compare.finding_themes(data, who, 2018)
            yield cells if name == "finding_themes" else ask(cells)
    elif name in ("persistence", "persistence_counts"):
        for unit in ("theme", "act"):
            table = compare.persistence(data, "Thailand", 2018, 2023, unit)
            yield table if name == "persistence" else ask(table)
    elif name == "first_mention":
        yield from (ask(data, by) for by in ("country", "region"))
    else:
        pytest.fail(f"{name} is public: say here which placements its table rests on")


@pytest.mark.parametrize("name", sorted(set(compare.__all__) - NO_TABLES))
def test_a_table_bears_the_caveats_of_its_rows_and_no_others(name: str, data: Dataset) -> None:
    seen = 0
    for table, used in tables(name, data):
        said, title = set(table.attrs["caveats"]), table.attrs["title"]
        if table.empty:
            assert not said
            assert table.attrs["note"]
            continue
        seen += 1
        derived = used is not None and (used["basis"] == "derived").any()
        assert ("by-elimination" in said) == derived, title
        tested = used is not None and bool(PANDEMIC & set(used["edition"]))
        assert ("pandemic" in said) == tested, title
        counts = [] if name in OTHER_N else [table[column] for column in CASES if column in table]
        few = any(0 < count < 20 for column in counts for count in column)
        assert ("small-n" in said) == few, title
        words = f"{title} {table.attrs.get('note', '')}"
        assert ("clustered" in words) == (name in CLUSTERED), title
    assert seen


def test_the_names_that_are_no_tables_are_public_and_are_none(data: Dataset) -> None:
    assert set(compare.__all__) > NO_TABLES
    assert not isinstance(compare.peers(data, "THA"), pd.DataFrame)


@pytest.mark.parametrize("edition", [2021, 2023, 2025])
def test_tables_of_one_edition_agree_on_effort_and_pandemic(edition: int, data: Dataset) -> None:
    named = [
        frozenset(ask(data, edition).attrs["caveats"])
        for ask in (compare.tier_map, compare.region_tiers, compare.tier_lists)
    ]
    assert set(named) == {frozenset(compare.edition_tiers(data, edition).attrs["caveats"])}
    assert "tier-is-effort" in named[0]


def test_a_stay_of_many_cases_is_not_of_few(data: Dataset) -> None:
    table = compare.stay(data, "THA,KHM,LAO", 2023)
    assert table["at_risk"].min() >= 20
    assert "small-n" not in table.attrs["caveats"]
    longest = compare.stay(data, "Belgium", 2023)
    assert longest["at_risk"].min() < 20
    assert "small-n" in longest.attrs["caveats"]


MODULES = sorted((Path(__file__).parents[1] / "tipanalysis" / "compare").glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_table_names_a_caveat_by_hand(path: Path) -> None:
    if path.name == "caveats.py":
        return
    strings = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not strings & set(terms.CAVEATS)


def test_few_cases_are_those_of_the_rows_that_are_shown() -> None:
    from tipanalysis.compare.caveats import of_rows

    first: Callable[..., tuple[str, ...]] = of_rows
    assert first(("small-n", "ordinal"), pd.Series([20])) == ("ordinal",)
    assert first(("ordinal",), pd.Series([19, 300])) == ("small-n", "ordinal")
