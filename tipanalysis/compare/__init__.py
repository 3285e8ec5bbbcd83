"""Questions of the data; every answer is a small sorted DataFrame in words.

Each table carries its title in ``attrs["title"]`` and the codes of its caveats in
``attrs["caveats"]``; an empty one says why in ``attrs["note"]``.
"""

from tipanalysis.compare.context import law_enforcement, others, unodc_latest, unodc_series
from tipanalysis.compare.history import (
    edition_tiers,
    tier_changes,
    tier_history,
    tier_map,
    tier_runs,
    tier_shares,
)
from tipanalysis.compare.moves import base_rate, transitions
from tipanalysis.compare.peers import Peers, history_distance, peers
from tipanalysis.compare.themes import coded_countries, finding_themes, recommendation_themes

__all__ = [
    "Peers",
    "base_rate",
    "coded_countries",
    "edition_tiers",
    "finding_themes",
    "history_distance",
    "law_enforcement",
    "others",
    "peers",
    "recommendation_themes",
    "tier_changes",
    "tier_history",
    "tier_map",
    "tier_runs",
    "tier_shares",
    "transitions",
    "unodc_latest",
    "unodc_series",
]
