"""The linker against links made by hand."""

import os
from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.linking.pairs import KEY, link
from tipanalysis.linking.texts import read_texts

SHARED = Path(os.environ.get("TIPANALYSIS_SHARED", Path(__file__).parents[2] / "shared"))
GOLD = SHARED / "gold" / "links"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"no hand-made links in {GOLD}")

#: Measured 0.972 over the pairs whose texts differ, on countries that the constants saw; see
#: `tipanalysis.linking` for others.
FLOOR = 0.955


@needs_gold
def test_the_score_on_hand_linked_countries_stays() -> None:
    gold = pd.read_csv(GOLD / "dev_links.csv")
    texts = read_texts(GOLD / "dol_actions.csv")
    text = {
        (country, edition, n): words
        for country, edition, n, words in texts.itertuples(index=False, name=None)
    }
    links = link(texts)
    scope = set(gold[["country", "before_edition", "after_edition"]].itertuples(index=False))
    scope = {tuple(pair) for pair in scope}

    def differing(frame: pd.DataFrame) -> set[tuple[str, int, int, int, int]]:
        return {
            (country, b, p, a, q)
            for country, b, p, a, q in frame[list(KEY)].itertuples(index=False, name=None)
            if (country, b, a) in scope and text[country, b, p] != text[country, a, q]
        }

    true, said = differing(gold), differing(links)
    f1 = 2 * len(true & said) / (len(true) + len(said))
    assert f1 >= FLOOR
