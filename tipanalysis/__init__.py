"""The Trafficking in Persons Report as tables, and the tables as reports.

Names are looked up when first used, so that importing the package loads neither pandas,
matplotlib nor papermill.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES: dict[str, str] = {
    **dict.fromkeys(("load",), "tipanalysis.dataset"),
    **dict.fromkeys(
        (
            "against_year_before",
            "apart",
            "base_rate",
            "chosen",
            "coded_editions",
            "comparable",
            "comparable_series",
            "counts_apart",
            "edition_tiers",
            "finding_themes",
            "first_mention",
            "forecasts",
            "in_law",
            "index_counts",
            "index_points",
            "last_indexed",
            "law_enforcement",
            "limit_checks",
            "limit_outcomes",
            "limit_reached",
            "median_stay",
            "move_rates",
            "moved",
            "nearest_narratives",
            "notable",
            "number_series",
            "numbers",
            "on_the_clock",
            "others",
            "path_distances",
            "paths_in_words",
            "paths_shown",
            "peer_places",
            "peers",
            "persistence",
            "persistence_counts",
            "population_band",
            "possible_next",
            "published_check",
            "recommendation_themes",
            "region_tiers",
            "reliability",
            "relistings",
            "reporting",
            "resembles",
            "row_differences",
            "shares_of",
            "skill",
            "skill_by_tier",
            "sources",
            "special_watch_list",
            "spells",
            "stay",
            "theme_counts",
            "theme_overlap",
            "theme_shares",
            "tier_and_index",
            "tier_changes",
            "tier_history",
            "tier_lists",
            "tier_map",
            "tier_moves",
            "tier_runs",
            "tier_shares",
            "time_on_tier",
            "told_apart",
            "trajectory_distance",
            "transitions",
            "transitions_by_era",
            "unodc_latest",
            "unodc_series",
            "unusual",
            "usual_moves",
            "watch_lists",
            "widest_edition",
        ),
        "tipanalysis.compare",
    ),
    **dict.fromkeys(("caption", "show"), "tipanalysis.shown"),
    **dict.fromkeys(("report",), "tipanalysis.reports.run"),
    **dict.fromkeys(("batch",), "tipanalysis.reports.batch"),
    **dict.fromkeys(("words",), "tipanalysis.narratives.words"),
    **dict.fromkeys(("recommendation_texts",), "tipanalysis.narratives.recommended"),
    **dict.fromkeys(("country_ledger",), "tipanalysis.linking.recommended"),
    **dict.fromkeys(("asked_of_each",), "tipanalysis.linking.asked"),
    **dict.fromkeys(("read_overrides",), "tipanalysis.linking.texts"),
    **dict.fromkeys(("explore",), "tipanalysis.explorer"),
}
_MODULES = ("claims", "compare", "export", "figures", "law", "reports", "sentences", "terms")


def __getattr__(name: str) -> Any:
    """Load the module that holds a public name on first use (PEP 562)."""
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Public names, for tab completion."""
    return sorted([*_HOMES, *_MODULES, "__version__"])
