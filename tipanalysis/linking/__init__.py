"""Recommendations of one edition linked with those of the next, and their ledger.

How good the links are: F1 over pairs whose texts differ, on suggested actions of the US
Department of Labor's Findings on the Worst Forms of Child Labor, editions 2018 to 2020, linked by
hand. On the 14 countries that the constants were fitted on: 0.958. On 19 countries drawn at random
from the others, read before the linker's answer was seen (261 pairs): 0.926, between 0.90 and 0.95
when countries are drawn again. Rules were chosen on 10 of them (0.922); on the 9 others, which no
choice saw (98 pairs): 0.933, between 0.89 and 0.98. The TIP Report's recommendations are alike in
length and style, but none of them were linked by hand.

Names are looked up when first used, so that the command line starts without scipy.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "link": "tipanalysis.linking.pairs",
    "Pair": "tipanalysis.linking.pairs",
    "recommendation_ledger": "tipanalysis.linking.ledger",
    "country_ledger": "tipanalysis.linking.recommended",
    "read_texts": "tipanalysis.linking.texts",
    "read_overrides": "tipanalysis.linking.texts",
    "write_table": "tipanalysis.linking.texts",
}


def __getattr__(name: str) -> Any:
    """Load the module that holds a public name on first use (PEP 562)."""
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Public names, for tab completion."""
    return sorted(_HOMES)
