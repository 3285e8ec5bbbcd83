"""What the coder of figures reads in a sentence about an imaginary country."""

from tipanalysis.narratives.statistics import code_statistics
from tipanalysis.narratives.text import Narrative

#: Measures by one letter, to keep tables of expected figures narrow.
SHORT = {
    "investigations": "I",
    "prosecutions": "P",
    "convictions": "C",
    "victims_identified": "V",
}
#: Measure by its letter, subset, value, previous figure.
Figure = tuple[str, str, int, int | None]


def told(text: str, section: str = "prosecution", assessment: str = "") -> set[Figure]:
    """The figures of every row but those of further subsets."""
    sections = {"assessment": assessment} if assessment else {}
    narrative = Narrative("XAA", 2018, "ALANDRIA: TIER 2", {**sections, section: text})
    return {
        (SHORT[str(r["measure"])], str(r["subset"]), r["value"], r["previous"])  # type: ignore[misc]
        for r in code_statistics(narrative)
        if r["subset"] != "other"
    }
