"""What a narrative is about, by theme: recommendations, assessment, forms of exploitation."""

import re
from typing import Any

from tipanalysis.narratives.asides import without_asides
from tipanalysis.narratives.clauses import clauses
from tipanalysis.narratives.forms import forms_of
from tipanalysis.narratives.items import split_items
from tipanalysis.narratives.lexicon import ASSESSMENT, RECOMMENDATION, Lexicon
from tipanalysis.narratives.text import PROFILE, RECOMMENDATIONS, Narrative, digest_of

EXPLOITATION = "exploitation"
#: A clause that says of the act before it how it stands: "but it remained pending".
_OF_THE_ACT_BEFORE = re.compile(
    r"^(?:it|they|these|this)\s+(?:remained|was|were)\b|"
    r"^the (?:new |draft |proposed |revised )?(?:regulations?|laws?|legislation|bill|"
    r"amendments?|plans?|procedures|policy|policies|provisions|measures|changes)\s+(?:remained|was|were|had|has|have)\b",
    re.IGNORECASE,
)
#: Money for the act before it: "and allocating funds for its implementation".
_MONEY_FOR_IT = re.compile(
    r"^(?:\w+ ){1,4}?(?:funds?|funding|resources|budget|money) (?:for|to|toward) "
    r"(?:its|their) (?:implementation|operations?|functioning)\b",
    re.IGNORECASE,
)
FUNDING = "funding"
PLAN = "national-action-plan"
MOST_OF_AN_ITEM = 4
MOST_OF_A_CLAUSE = 3


def code_recommendations(narrative: Narrative, lexicon: Lexicon) -> list[dict[str, Any]]:
    """Themes of each recommendation.

    Parameters
    ----------
    narrative : Narrative
        One country's text.
    lexicon : Lexicon
        Words of the themes.

    Returns
    -------
    list of dict
        One for each list item in order: n, themes (one to four keys joined by ``;``, in the order
        of their first words; empty where the lexicon knows none), section, sentence (the item's
        number), digest.
    """
    words = lexicon.for_edition(narrative.edition)
    rows = []
    items = split_items(narrative.sections.get(RECOMMENDATIONS, ""))
    for number, item in enumerate(items, start=1):
        themes = list(words.themes(without_asides(item), RECOMMENDATION))[:MOST_OF_AN_ITEM]
        rows.append(
            {
                "n": number,
                "themes": ";".join(themes),
                "section": RECOMMENDATIONS,
                "sentence": number,
                "digest": digest_of(item),
            }
        )
    return rows


def code_assessment(narrative: Narrative, lexicon: Lexicon) -> list[dict[str, Any]]:
    """Acts that the assessment credits or faults, with their themes.

    Returns
    -------
    list of dict
        kind (achievement or shortfall), n (place among its kind, from 1), themes (list of one to
        three keys), section, sentence, digest, start and end (characters of the clause in its
        sentence).
    """
    words = lexicon.for_edition(narrative.edition)
    rows: list[dict[str, Any]] = []
    count = {"achievement": 0, "shortfall": 0}
    for clause in clauses(narrative.sentences(ASSESSMENT), narrative.is_special_case):
        themes = list(words.themes(without_asides(clause.text), ASSESSMENT))[:MOST_OF_A_CLAUSE]
        last = rows[-1] if rows else None
        if not themes and last and last["sentence"] == clause.sentence.number:
            themes = list(last["themes"]) if _OF_THE_ACT_BEFORE.match(clause.text) else []
        if (
            last
            and last["sentence"] == clause.sentence.number
            and _MONEY_FOR_IT.search(clause.text)
        ):
            themes = _with_money(last["themes"])
        if not themes:
            continue
        if last and (last["kind"], last["themes"], last["sentence"]) == (
            clause.kind,
            themes,
            clause.sentence.number,
        ):
            last["end"] = clause.end
            continue
        count[clause.kind] += 1
        rows.append(
            {
                "kind": clause.kind,
                "n": count[clause.kind],
                "themes": themes,
                "section": ASSESSMENT,
                "sentence": clause.sentence.number,
                "digest": clause.sentence.digest,
                "start": clause.start,
                "end": clause.end,
            }
        )
    return rows


def _with_money(themes: list[str]) -> list[str]:
    """Themes of money for an act: the act's own, for a national plan also the budget."""
    return [*themes, FUNDING] if PLAN in themes and FUNDING not in themes else list(themes)


def code_forms(narrative: Narrative, lexicon: Lexicon) -> list[dict[str, Any]]:
    """Forms of exploitation that the profile says occur in or from the country.

    Returns
    -------
    list of dict
        One for each form, in the order of first mention: kind (exploitation), n, theme, section,
        sentence, digest.
    """
    words = lexicon.for_edition(narrative.edition)
    rows: dict[str, dict[str, Any]] = {}
    for sentence in narrative.sentences(PROFILE):
        for theme in forms_of(sentence.text, words):
            if theme not in rows:
                rows[theme] = {
                    "kind": EXPLOITATION,
                    "n": len(rows) + 1,
                    "theme": theme,
                    "section": PROFILE,
                    "sentence": sentence.number,
                    "digest": sentence.digest,
                }
    return list(rows.values())
