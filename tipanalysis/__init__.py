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
            "base_rate",
            "edition_tiers",
            "finding_themes",
            "law_enforcement",
            "limit_reached",
            "moved",
            "numbers",
            "on_the_clock",
            "others",
            "peer_places",
            "peers",
            "possible_next",
            "recommendation_themes",
            "region_tiers",
            "shares_of",
            "sources",
            "theme_counts",
            "special_watch_list",
            "tier_changes",
            "tier_history",
            "tier_map",
            "tier_runs",
            "tier_shares",
            "transitions",
            "unodc_latest",
            "unodc_series",
        ),
        "tipanalysis.compare",
    ),
    **dict.fromkeys(("caption", "show"), "tipanalysis.shown"),
    **dict.fromkeys(("report",), "tipanalysis.reports.run"),
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
