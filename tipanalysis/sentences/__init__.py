"""Sentences in our own words, each computed from rows of the tables."""

from tipanalysis.sentences.common import asked_of_peers, stands_out
from tipanalysis.sentences.findings import by_pillar, recommended
from tipanalysis.sentences.likeness import resembles_lines, rule_line
from tipanalysis.sentences.limits import clock_lines, in_law_lines
from tipanalysis.sentences.opening import (
    comparison_headline,
    edition_headline,
    headline,
    takeaways,
)
from tipanalysis.sentences.paths import (
    comparison_method,
    moves_line,
    paths_headline,
    skill_lines,
    stay_line,
    usual_line,
)
from tipanalysis.sentences.persistence import ledger_line, what_stays
from tipanalysis.sentences.position import (
    base_rate_line,
    in_law,
    method,
    own_words,
    what_follows,
    why_this_tier,
)

__all__ = [
    "asked_of_peers",
    "base_rate_line",
    "by_pillar",
    "clock_lines",
    "comparison_headline",
    "comparison_method",
    "edition_headline",
    "headline",
    "in_law",
    "in_law_lines",
    "ledger_line",
    "method",
    "moves_line",
    "own_words",
    "paths_headline",
    "recommended",
    "resembles_lines",
    "rule_line",
    "skill_lines",
    "stands_out",
    "stay_line",
    "takeaways",
    "usual_line",
    "what_follows",
    "what_stays",
    "why_this_tier",
]
