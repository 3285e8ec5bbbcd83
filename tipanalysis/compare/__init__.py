"""Questions of the data; every answer is a small sorted DataFrame in words.

Each table carries its title in ``attrs["title"]`` and the codes of its caveats in
``attrs["caveats"]``; an empty one says why in ``attrs["note"]``.
"""

from tipanalysis.compare.clock import (
    limit_checks,
    limit_outcomes,
    limit_reached,
    on_the_clock,
    relistings,
    special_watch_list,
    watch_lists,
)
from tipanalysis.compare.context import law_enforcement, others, unodc_latest, unodc_series
from tipanalysis.compare.history import (
    edition_tiers,
    moved,
    peer_places,
    region_tiers,
    shares_of,
    tier_changes,
    tier_history,
    tier_map,
    tier_runs,
    tier_shares,
)
from tipanalysis.compare.moves import base_rate, transitions
from tipanalysis.compare.peers import Peers, history_distance, peers
from tipanalysis.compare.position import numbers, possible_next, sources
from tipanalysis.compare.themes import (
    coded_countries,
    finding_themes,
    recommendation_themes,
    theme_counts,
)

__all__ = [
    "Peers",
    "base_rate",
    "coded_countries",
    "edition_tiers",
    "finding_themes",
    "history_distance",
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
    "special_watch_list",
    "theme_counts",
    "tier_changes",
    "tier_history",
    "tier_map",
    "tier_runs",
    "tier_shares",
    "transitions",
    "unodc_latest",
    "unodc_series",
]
