"""Figures: each draws one table of `tipanalysis.compare`, computes nothing, returns its Axes.

Importing this module in a notebook makes figures carry their numbers beside their pixels.
"""

from tipanalysis.figures.bars import (
    base_rate,
    edition_tiers,
    finding_themes,
    law_enforcement,
    recommendation_themes,
    transitions,
)
from tipanalysis.figures.history import tier_history, tier_map, tier_shares
from tipanalysis.figures.html import as_html
from tipanalysis.figures.numbers import alt_text, enable, figure_numbers

enable()

__all__ = [
    "alt_text",
    "as_html",
    "base_rate",
    "edition_tiers",
    "enable",
    "figure_numbers",
    "finding_themes",
    "law_enforcement",
    "recommendation_themes",
    "tier_history",
    "tier_map",
    "tier_shares",
    "transitions",
]
