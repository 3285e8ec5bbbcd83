"""Questions of the data; every answer is a small sorted DataFrame in words.

Each table carries its title in ``attrs["title"]`` and the codes of its caveats in
``attrs["caveats"]``; an empty one says why in ``attrs["note"]``.
"""

from tipanalysis.compare.clock import limit_reached, on_the_clock, relistings
from tipanalysis.compare.common import notable, theme_shares
from tipanalysis.compare.context import law_enforcement, others, unodc_latest, unodc_series
from tipanalysis.compare.divergence import nearest_narratives, resembles
from tipanalysis.compare.divided import (
    edition_tiers,
    region_tiers,
    shares_of,
    tier_map,
    tier_shares,
)
from tipanalysis.compare.durations import median_stay, spells, stay, time_on_tier
from tipanalysis.compare.eras import move_rates, tier_moves, transitions_by_era, unusual
from tipanalysis.compare.first_mention import first_mention
from tipanalysis.compare.forecasting import forecasts, reliability
from tipanalysis.compare.history import (
    moved,
    peer_places,
    tier_changes,
    tier_history,
    tier_runs,
)
from tipanalysis.compare.limit import limit_checks, limit_outcomes
from tipanalysis.compare.moves import base_rate, transitions
from tipanalysis.compare.paths import path_distances, paths_in_words, paths_shown
from tipanalysis.compare.peers import Peers, comparable, history_distance, peers
from tipanalysis.compare.persistence import (
    coded_editions,
    persistence,
    persistence_counts,
    two_editions,
)
from tipanalysis.compare.position import numbers, possible_next, sources
from tipanalysis.compare.published import published_check, row_differences
from tipanalysis.compare.reported import comparable_series, number_series
from tipanalysis.compare.several import chosen, in_law, tier_lists, usual_moves
from tipanalysis.compare.similar import population_band, theme_overlap, trajectory_distance
from tipanalysis.compare.skill import scored, skill, skill_by_tier
from tipanalysis.compare.themes import (
    coded_countries,
    finding_themes,
    recommendation_themes,
    theme_counts,
    widest_edition,
)
from tipanalysis.compare.three_p import (
    apart,
    index_counts,
    index_points,
    last_indexed,
    tier_and_index,
)
from tipanalysis.compare.tiers_apart import counts_apart, told_apart
from tipanalysis.compare.watchlists import special_watch_list, watch_lists
from tipanalysis.compare.who_reported import against_year_before, reporting

__all__ = [
    "Peers",
    "against_year_before",
    "apart",
    "base_rate",
    "chosen",
    "coded_countries",
    "coded_editions",
    "comparable",
    "comparable_series",
    "counts_apart",
    "edition_tiers",
    "finding_themes",
    "first_mention",
    "forecasts",
    "history_distance",
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
    "scored",
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
    "two_editions",
    "unodc_latest",
    "unodc_series",
    "unusual",
    "usual_moves",
    "watch_lists",
    "widest_edition",
]
