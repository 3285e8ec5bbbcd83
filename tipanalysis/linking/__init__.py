"""Recommendations of one edition linked with those of the next, and their ledger.

Names are looked up when first used, so that the command line starts without scipy.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {
    "link": "tipanalysis.linking.pairs",
    "Pair": "tipanalysis.linking.pairs",
    "recommendation_ledger": "tipanalysis.linking.ledger",
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
