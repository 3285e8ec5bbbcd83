"""Recommendations of one edition linked with those of the next, and their ledger.

How good the links are: F1 over pairs whose texts differ, on suggested actions of the US
Department of Labor's Findings on the Worst Forms of Child Labor, editions 2018 to 2020, linked by
hand by one guide. On 11 countries read before the linker's answer was seen, and measured once
(124 pairs): 0.946, between 0.91 and 0.98 when countries are drawn again. On the 83 countries that
the constants were fitted on (1168 pairs): 0.957; each by a model that has not seen it: 0.952
(0.950 on the 69 without the gold links' 14). Rules were chosen on these, so that their figures
flatter. The TIP Report's recommendations are alike in length and style, but none of them were
linked by hand.

Names are looked up when first used, so that the command line starts without scipy.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "asked_of_each": "tipanalysis.linking.asked",
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
