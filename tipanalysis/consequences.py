"""What a tier may lead to under the law, and what it does not mean; and the minimum standards."""

from __future__ import annotations

from dataclasses import dataclass

from tipanalysis.statute import FIRST_COUNTED, FIRST_DECISION
from tipanalysis.terms import SPECIAL_CASE, TIER_1, TIER_2, TIER_3, WATCH_LIST


@dataclass(frozen=True)
class Consequence:
    """One statement about a tier, with its section."""

    words: str
    cited: str


def consequences(place: str, edition: int) -> tuple[Consequence, ...]:
    """What follows from a placement, and what does not.

    Parameters
    ----------
    place : str
        A tier, or ``special case``.
    edition : int
        The edition; effects fall in the fiscal year after it.

    Examples
    --------
    >>> consequences("Tier 3", 2024)[0].words.startswith("For fiscal year 2025")
    True
    """
    no_restriction = Consequence(
        "The law attaches no restriction of assistance to this placement.", "22 USC 7107(d)"
    )
    effort = Consequence(
        "A tier judges the government's efforts against minimum standards; it does not measure "
        "how much trafficking there is.",
        "22 USC 7106; 22 USC 7107(b)(1)",
    )
    if place == TIER_3 and edition < FIRST_DECISION:
        return (
            Consequence(
                "The law asks for the President's decision on assistance only after Reports "
                "submitted from 1 January 2003 on: this placement led to none.",
                "22 USC 7107(c)",
            ),
            effort,
        )
    if place == TIER_3:
        return (
            Consequence(
                f"For fiscal year {edition + 1} the President decides, within 45 to 90 days of the "
                "Report, whether assistance that is neither humanitarian nor trade-related is "
                "withheld, and whether the United States opposes loans by the IMF and development "
                "banks.",
                "22 USC 7107(c), (d)(1)",
            ),
            Consequence(
                "Tier 3 does not by itself mean sanctions: the President may waive them in full or "
                "in part, and must where they would harm vulnerable people. Of 23 Tier 3 "
                "countries of 2015, 21 got a full or partial waiver.",
                "22 USC 7107(d)(4)-(5); GAO-17-56",
            ),
            effort,
        )
    if place == WATCH_LIST:
        return (
            Consequence(
                "The country is examined again in an interim assessment early in the next year.",
                "22 USC 7107(b)(2)(B)",
            ),
            Consequence(
                "Time on the list is limited: after two editions Tier 3 is due, unless there is an "
                "upgrade or a waiver.",
                "22 USC 7107(b)(2)(D)",
            )
            if edition >= FIRST_COUNTED
            else Consequence(
                "Time on the list was not limited then; the limit counts from 2009.",
                "P.L. 110-457 §107",
            ),
            no_restriction,
            effort,
        )
    if place == TIER_2:
        return (
            Consequence(
                "The Report says that the government does not fully meet the minimum standards but "
                "makes significant efforts to do so.",
                "22 USC 7107(b)(1)(B)",
            ),
            no_restriction,
            effort,
        )
    if place == TIER_1:
        return (
            Consequence(
                "Tier 1 does not mean that there is no trafficking or that enough is done: each "
                "year the government must show appreciable progress to stay.",
                "22 USC 7106(b)(11); 22 USC 7107(b)(1)(A)",
            ),
            no_restriction,
            effort,
        )
    if place == SPECIAL_CASE:
        return (
            Consequence(
                "The Report judges no efforts here; the situation is explained, mostly conflict or "
                "the lack of a government in control.",
                "no section; a practice of the Report",
            ),
            no_restriction,
        )
    return ()


@dataclass(frozen=True)
class Criterion:
    """One of the criteria for "serious and sustained efforts"; numbers moved, keys do not."""

    key: str
    number: int
    first_edition: int
    words: str


#: The four minimum standards of 22 USC 7106(a).
STANDARDS = (
    "prohibit severe forms of trafficking and punish them",
    "punish sex trafficking by force or of a child like grave crimes such as rape",
    "punish stringently enough to deter",
    "make serious and sustained efforts to eliminate trafficking",
)

#: The twelve criteria of 22 USC 7106(b), with their present numbers.
CRITERIA = (
    Criterion("investigate_prosecute_sentence", 1, 2001, "vigorous investigation and prosecution"),
    Criterion("protect_victims", 2, 2001, "protection of victims"),
    Criterion("prevention", 3, 2001, "measures to prevent trafficking"),
    Criterion("cooperate_investigations", 4, 2001, "cooperation in investigations"),
    Criterion("extradition", 5, 2001, "extradition of traffickers"),
    Criterion("monitor_migration", 6, 2001, "monitoring of migration patterns"),
    Criterion("official_complicity", 7, 2001, "action against complicit officials"),
    Criterion("noncitizen_share", 8, 2004, "share of victims who are not citizens"),
    Criterion("partnerships", 9, 2013, "partnerships with others"),
    Criterion("self_monitoring_public", 10, 2004, "monitoring of itself, made public"),
    Criterion("appreciable_progress", 11, 2004, "appreciable progress over the year before"),
    Criterion("reduce_demand", 12, 2009, "reduction of demand for commercial sex"),
)
