"""How to read each figure: what its marks, colours and letters mean, in one place.

A caption must stand alone, away from its page. Figures add what is true of one drawing only: what
is not drawn, or which cells are hollow.
"""

from __future__ import annotations

from types import MappingProxyType

_LETTERS = "1 is Tier 1, 2 is Tier 2, W is the Tier 2 Watch List, 3 is Tier 3, s is a special case"
_WILSON = "95 percent interval (Wilson)"

READ_AS = MappingProxyType(
    {
        "edition_tiers": "The number beside a bar is the number of countries.",
        "tier_history": (
            f"A cell is a country in an edition: {_LETTERS}; grey without a letter is not in the "
            "Report. Vertical lines stand where the law changed."
        ),
        "tier_map": (
            f"A tile is a country, by its three-letter code: {_LETTERS}. In brackets: countries."
        ),
        "tier_shares": (
            "A bar is an edition, its parts are shares of the same countries; percentages are "
            "those of the last edition. Vertical lines stand where the law changed: the Watch "
            "List from 2004, its limit of two years from 2009, the present law from 2019."
        ),
        "base_rate": (
            f"Bars are shares of the cases, lines their {_WILSON}; numbers are cases that went "
            "that way, of all."
        ),
        "transitions": "A row is a tier before, a column the tier after; shares are of the row.",
        "transitions_by_era": (
            "A row is a tier before, a column the tier after (1 is Tier 1, 2 is Tier 2, W is "
            "the Tier 2 Watch List, 3 is Tier 3). A cell holds the share of its row and, below "
            "it, the number of moves; n to the right is the row's. Darker is more; a dash is "
            "none. The table gives each share with its interval."
        ),
        "move_rates": (
            "Dots are shares of the cases that went up (left) or down (right), coloured by the "
            "tier before; numbers are cases that moved, of all. Lines are 95 percent intervals."
        ),
        "time_on_tier": (
            "A step is the share of spells that last longer than so many editions; the band is "
            "its 95 percent interval. A dotted line marks the median, by which half have left."
        ),
        "unusual": (
            "Dots are the shares of cases that went the same way, coloured by the tier after; "
            f"lines are the {_WILSON}; numbers are cases, of all. Rare is an interval below 10 "
            "percent, usual one above 50 percent; below 20 cases neither is said."
        ),
        "watch_lists": (
            "A bar is an edition; the number above it counts the Special Watch List of the law, "
            "the number inside the Tier 2 Watch List. Hatched parts moved up. Vertical lines "
            "stand where the law changed."
        ),
        "limit_outcomes": (
            "Each bar is all cases of a law and a count of Watch List editions; its parts are "
            "what the next edition brought, with numbers of cases. n is all of them."
        ),
        "skill": (
            "Dots are gains over the rule to beat, the zero line: right of it is better. Lines "
            "are 95 percent intervals; a hollow dot is a gain that is not told from none."
        ),
        "index_counts": (
            "A bubble is all countries of one tier and one value of the 3P index; the number in "
            "it, and its area, are how many they are. A ring marks the countries named above "
            "it, by their three-letter codes."
        ),
        "resembles": (
            "Each bar is all countries like it in one respect; its parts are the tiers they "
            f"stand on ({_LETTERS}), with numbers of countries. Framed is the country's own "
            "tier; n is all countries of the bar. The table gives each share with its interval "
            "(Wilson, 95 percent)."
        ),
        "comparable": (
            "A tick says that the rule at the head of the column chooses the country; its "
            "colour is the country's tier in the edition. The number to the right is how many "
            "rules do."
        ),
        "recommendation_themes": (
            "Bars are shares of the peers with coded recommendations that are asked for the "
            "theme, with their numbers, of all; dark bars with a ● are themes asked of the "
            f"country itself, pale ones are not. Lines are the {_WILSON}; of fewer than ten "
            "peers none is drawn."
        ),
        "finding_themes": (
            "A row is a theme, a column a country by its three-letter code, the first one in "
            "bold. + is credited, − found wanting; a grey cell is no mention, which denies "
            "nothing. Which country mentions what is in the table."
        ),
        "asked_of_each": (
            "A row is a theme, a column a country by its three-letter code. ● is asked for; of "
            "a grey cell no recommendation is coded. Themes asked of most countries come first; "
            "the order of the countries changes nothing."
        ),
        "theme_differences": (
            "Dots are differences of two shares in percentage points, lines their 95 percent "
            "intervals (Newcombe). A filled dot is a difference that stands out once all are "
            "looked at; a hollow one does not. To the right: narratives of the group that "
            "mention the theme, of all; then those of the others."
        ),
        "recommendation_ledger": (
            "A row is a recommendation or a theme, a column an edition; the letter in a cell is "
            "what became of it, as in the legend, which gives numbers of rows. Dropped is no "
            "longer asked for; of what a summary leaves out, that is not known."
        ),
        "number_series": (
            "A mark is one printed figure under its calendar year, or under the one that most "
            "of its period lies in. Nothing is joined, added or put in place of another."
        ),
        "reporting": (
            "Each bar is all coded narratives; its parts are how many give a total above zero, "
            "a total of zero, figures of a part only, say that the government did not report, "
            "or do not mention the measure."
        ),
        "law_enforcement": (
            "A mark is the total of a calendar year as the source in the table gives it; "
            "squares are the labor-trafficking part of it. A hollow mark is a second source's "
            "total of the same year. Each panel has its own scale."
        ),
    }
)
