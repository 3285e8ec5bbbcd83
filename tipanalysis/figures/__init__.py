"""Figures: each draws one table of `tipanalysis.compare`, computes nothing, returns its Axes.

Importing this module in a notebook makes figures carry their numbers beside their pixels.
"""

from tipanalysis.figures.bars import (
    base_rate,
    edition_tiers,
    law_enforcement,
    transitions,
)
from tipanalysis.figures.common import theme_differences
from tipanalysis.figures.history import tier_history, tier_map, tier_shares
from tipanalysis.figures.html import as_html
from tipanalysis.figures.ledger import recommendation_ledger
from tipanalysis.figures.likeness import comparable, index_counts, resembles
from tipanalysis.figures.numbers import alt_text, enable, figure_numbers
from tipanalysis.figures.paths import move_rates, time_on_tier, transitions_by_era, unusual
from tipanalysis.figures.series import number_series, reporting
from tipanalysis.figures.standing import limit_outcomes, skill, watch_lists
from tipanalysis.figures.themes import asked_of_each, finding_themes, recommendation_themes

enable()

__all__ = [
    "alt_text",
    "as_html",
    "asked_of_each",
    "base_rate",
    "comparable",
    "edition_tiers",
    "enable",
    "figure_numbers",
    "finding_themes",
    "index_counts",
    "law_enforcement",
    "limit_outcomes",
    "move_rates",
    "number_series",
    "recommendation_ledger",
    "recommendation_themes",
    "reporting",
    "resembles",
    "skill",
    "theme_differences",
    "tier_history",
    "tier_map",
    "tier_shares",
    "time_on_tier",
    "transitions",
    "transitions_by_era",
    "unusual",
    "watch_lists",
]
