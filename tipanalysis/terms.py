"""The words of the Trafficking in Persons Report, as the tables and pages use them.

Standard library only. Everything here is a word that means the same on disk, in memory and
in print; a tier is never a number.
"""

from __future__ import annotations

from types import MappingProxyType

FIRST_EDITION = 2001
LAST_EDITION = 2025

TIER_1 = "Tier 1"
TIER_2 = "Tier 2"
WATCH_LIST = "Tier 2 Watch List"
TIER_3 = "Tier 3"
#: From the best placement to the worst; the only order that is meant.
TIERS = (TIER_1, TIER_2, WATCH_LIST, TIER_3)

RANKED = "ranked"
SPECIAL_CASE = "special case"
NOT_IN_REPORT = "not in report"
UNKNOWN = "unknown"
STATUSES = (RANKED, SPECIAL_CASE, NOT_IN_REPORT, UNKNOWN)

#: What stands in a cell beside its colour, in figures and on pages.
LETTERS = MappingProxyType(
    {
        TIER_1: "1",
        TIER_2: "2",
        WATCH_LIST: "W",
        TIER_3: "3",
        SPECIAL_CASE: "s",
        NOT_IN_REPORT: "",
        UNKNOWN: "?",
    }
)

UPGRADED = "upgraded"
DOWNGRADED = "downgraded"
UNCHANGED = "unchanged"
NEWLY_RANKED = "newly ranked"
NOT_RANKED = "not ranked"
MOVES = (UPGRADED, DOWNGRADED, UNCHANGED, NEWLY_RANKED, NOT_RANKED)

REGIONS = MappingProxyType(
    {
        "AF": "Africa",
        "EAP": "East Asia and Pacific",
        "EUR": "Europe",
        "NEA": "Near East",
        "SCA": "South and Central Asia",
        "WHA": "Western Hemisphere",
    }
)

KINDS = ("achievement", "shortfall", "exploitation", "emerging", "context")
PILLARS = ("prosecution", "protection", "prevention", "partnership", "profile", "context")
DIRECTIONS = ("new", "more", "same", "fewer", "none", "not enough")
MEASURES = ("investigations", "prosecutions", "convictions", "victims_identified")
SUBSETS = ("total", "sex", "labor", "officials", "other")
UNITS = ("cases", "persons", "unspecified")
BOUNDS = ("exact", "at-least", "at-most", "approx")
BASES = ("listed", "narrative-heading", "press", "derived")
CONFIDENCES = ("high", "medium", "low")
CODERS = ("hand", "machine")

#: A caveat is a code that rides on a table; the sentence is what a reader sees.
CAVEATS = MappingProxyType(
    {
        "edition-not-year": (
            "An edition judges 1 April of the year before to 31 March of its own year; "
            "figures in it are mostly for the calendar year before."
        ),
        "tier-is-effort": (
            "A tier judges what a government does, not how much trafficking there is."
        ),
        "counts-not-comparable": (
            "Counts depend on what each government records; they are not ranked across countries."
        ),
        "by-elimination": (
            "Some tiers here were inferred by elimination: the country is on no other list "
            "of that edition."
        ),
        "law-changed": (
            "The law changed for the editions of 2004, 2009 and 2019; tiers before and after "
            "were given under different rules."
        ),
        "coverage-changed": (
            "The Report covered 82 countries in 2001 and 188 in 2023; shares over time use "
            "only countries ranked throughout."
        ),
        "small-n": "Fewer than 20 cases: one case more or less changes the share visibly.",
        "machine-coded": "Some rows were coded by machine from the Report's text.",
        "hand-coded": "Some rows were coded by hand from a published summary of the profile.",
        "not-one-cohort": (
            "Investigations, prosecutions and convictions of one year are different cases; "
            "their ratio is not a rate."
        ),
        "estimates": (
            "The State Department calls its world totals estimates; labor trafficking is a "
            "subset of each figure."
        ),
        "editorial-change": (
            "A theme that is no longer mentioned may have been left out by the editors; it is "
            "not thereby solved."
        ),
        "silence": (
            "A narrative that does not mention a theme or a figure does not deny it: no mention is "
            "neither no nor zero."
        ),
        "censored": "A figure printed as below five is kept as such, not as a number.",
        "child-soldier-law-changed": (
            "From the 2019 edition the child-soldier law covers more forces and acts than before."
        ),
        "others-data": "These figures are by others, not by the State Department.",
        "protocol-to-2013": "Ratifications of the Palermo Protocol after 2013 are not in the data.",
        "pandemic": "Editions 2021 to 2023 weigh efforts against the impact of the pandemic.",
        "ordinal": "Tiers are ordered words; no mean is taken of them.",
    }
)
