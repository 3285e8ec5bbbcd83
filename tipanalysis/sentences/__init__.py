"""Sentences in our own words, each computed from rows of the tables."""

from tipanalysis.sentences.findings import by_pillar, recommended
from tipanalysis.sentences.opening import (
    comparison_headline,
    edition_headline,
    headline,
    takeaways,
)
from tipanalysis.sentences.position import (
    base_rate_line,
    in_law,
    method,
    own_words,
    what_follows,
    why_this_tier,
)

__all__ = [
    "base_rate_line",
    "by_pillar",
    "comparison_headline",
    "edition_headline",
    "headline",
    "in_law",
    "method",
    "own_words",
    "recommended",
    "takeaways",
    "what_follows",
    "why_this_tier",
]
