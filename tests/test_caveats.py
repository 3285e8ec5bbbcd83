"""Each caveat fires where its reason is, and nowhere else."""

from collections.abc import Callable

import pandas as pd
import pytest

from tipanalysis import compare, terms
from tipanalysis.compare.caveats import RULES, Facts, fired
from tipanalysis.dataset import Dataset


def placed(*editions: int, status: str = "ranked", basis: str = "listed") -> pd.DataFrame:
    return pd.DataFrame({"edition": editions, "status": status, "basis": basis})


def by(*coders: str) -> pd.DataFrame:
    return pd.DataFrame({"coder": coders})


CONVICTIONS = frozenset({"convictions"})
#: A table that needs the caveat, and the nearest one that does not.
CASES: dict[str, tuple[Facts, Facts]] = {
    "edition-not-year": (
        Facts(measures=CONVICTIONS, figures_of_edition=True),
        Facts(measures=CONVICTIONS),
    ),
    "tier-is-effort": (
        Facts(placements=placed(2018)),
        Facts(placements=placed(2018, status="special case")),
    ),
    "counts-not-comparable": (Facts(measures=CONVICTIONS), Facts(figures_of_edition=True)),
    "by-elimination": (
        Facts(placements=placed(2018, basis="derived")),
        Facts(placements=placed(2018, status="not in report", basis="derived")),
    ),
    "law-changed": (
        Facts(placements=placed(2018, 2019), moves=True),
        Facts(placements=placed(2019, 2025), moves=True),
    ),
    "coverage-changed": (
        Facts(placements=placed(2005, 2006), all_countries=True),
        Facts(placements=placed(2005, 2006)),
    ),
    "small-n": (Facts(n=19), Facts(n=20)),
    "machine-coded": (Facts(coded=by("hand", "machine")), Facts(coded=by("hand"))),
    "hand-coded": (Facts(coded=by("hand", "machine")), Facts(coded=by("machine"))),
    "not-one-cohort": (
        Facts(measures=frozenset({"prosecutions", "convictions"})),
        Facts(measures=frozenset({"prosecutions", "victims_identified"})),
    ),
    "estimates": (Facts(totals=True), Facts(measures=CONVICTIONS)),
    "editorial-change": (Facts(compares_editions=True), Facts(coded=by("machine"))),
    "silence": (Facts(silence=True), Facts(coded=by("machine"))),
    "censored": (
        Facts(bounds=frozenset({"exact", "censored"})),
        Facts(bounds=frozenset({"exact", "at-least"})),
    ),
    "child-soldier-law-changed": (Facts(child_soldiers=2019), Facts(child_soldiers=2018)),
    "others-data": (Facts(others=True), Facts(measures=CONVICTIONS)),
    "protocol-to-2013": (Facts(protocol=True), Facts(others=True)),
    "pandemic": (Facts(placements=placed(2020, 2021)), Facts(placements=placed(2020, 2024))),
    "ordinal": (
        Facts(placements=placed(2018), ordered=True),
        Facts(placements=placed(2018)),
    ),
}


def test_every_caveat_has_a_rule_and_a_case() -> None:
    assert set(RULES) == set(terms.CAVEATS) == set(CASES)


@pytest.mark.parametrize("code", terms.CAVEATS)
def test_a_caveat_fires_for_its_reason(code: str) -> None:
    assert code in fired(CASES[code][0])


@pytest.mark.parametrize("code", terms.CAVEATS)
def test_a_caveat_does_not_fire_without_its_reason(code: str) -> None:
    assert code not in fired(CASES[code][1])


def test_nothing_fires_for_a_table_that_rests_on_nothing() -> None:
    assert fired(Facts()) == ()


def test_caveats_come_in_one_order() -> None:
    facts = Facts(n=3, others=True, coded=by("machine"), placements=placed(2018))
    assert fired(facts) == ("tier-is-effort", "small-n", "machine-coded", "others-data")


Table = Callable[[Dataset], pd.DataFrame]


def shares(said_as: str, grouping: str) -> Table:
    return lambda data: compare.theme_shares(data, 2018, said_as, grouping)


def history(*names: str) -> Table:
    return lambda data: compare.tier_history(data, names)


def moves(edition: int) -> Table:
    return lambda data: compare.tier_changes(compare.tier_history(data), edition)


def figures_of(name: str, edition: int) -> Table:
    return lambda data: compare.numbers(data.profile(name, edition))


#: A public table of the real data that bears the caveat, and one that does not.
TABLES: dict[str, tuple[Table, Table]] = {
    "edition-not-year": (figures_of("Thailand", 2018), compare.law_enforcement),
    "tier-is-effort": (lambda d: compare.edition_tiers(d, 2018), compare.law_enforcement),
    "counts-not-comparable": (compare.law_enforcement, lambda d: compare.edition_tiers(d, 2018)),
    "by-elimination": (lambda d: compare.tier_map(d, 2024), lambda d: compare.tier_map(d, 2010)),
    "law-changed": (moves(2019), moves(2018)),
    "coverage-changed": (compare.tier_shares, history("Thailand")),
    "small-n": (shares("shortfall", "region"), shares("shortfall", "tier")),
    "machine-coded": (figures_of("Thailand", 2018), figures_of("Thailand", 2023)),
    "hand-coded": (figures_of("Thailand", 2023), figures_of("Thailand", 2018)),
    "not-one-cohort": (figures_of("Thailand", 2018), figures_of("Thailand", 2023)),
    "estimates": (compare.law_enforcement, figures_of("Thailand", 2018)),
    "editorial-change": (
        lambda d: compare.persistence(d, "Thailand", 2018, 2023),
        shares("shortfall", "tier"),
    ),
    "silence": (lambda d: compare.reporting(d, 2018), figures_of("Thailand", 2018)),
    "censored": (
        lambda d: compare.unodc_series(d, "Iceland"),
        lambda d: compare.unodc_series(d, "Thailand"),
    ),
    "child-soldier-law-changed": (
        lambda d: compare.others(d, "Thailand", 2019),
        lambda d: compare.others(d, "Thailand", 2018),
    ),
    "others-data": (
        lambda d: compare.unodc_series(d, "Thailand"),
        figures_of("Thailand", 2018),
    ),
    "protocol-to-2013": (
        lambda d: compare.others(d, "Thailand", 2018),
        lambda d: compare.unodc_series(d, "Thailand"),
    ),
    "pandemic": (
        lambda d: compare.edition_tiers(d, 2021),
        lambda d: compare.edition_tiers(d, 2019),
    ),
    "ordinal": (moves(2018), lambda d: compare.edition_tiers(d, 2018)),
}


@pytest.mark.parametrize("code", terms.CAVEATS)
def test_a_caveat_rides_on_a_real_table_and_not_on_another(code: str, data: Dataset) -> None:
    bears, does_not = (table(data) for table in TABLES[code])
    assert len(bears) and code in bears.attrs["caveats"]
    assert len(does_not) and code not in does_not.attrs["caveats"]
