"""Words that name the traits of a recommendation, by family and kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Traits told by the words that name them; two items whose traits of one family have nothing in
#: common rarely ask the same.
TRAITS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "side": {
            "labor": "inspector inspect inspection inspectorate laborlaw",
            "criminal": "criminal investigator investigate investigation prosecutor prosecute "
            "prosecution convict conviction police judge judiciary judicial court magistrate",
        },
        "thing": {
            "policy": "policy plan strategy framework roadmap",
            "program": "program project",
            "body": "body coordinate coordination council commission taskforce",
            "law": "law legislation age code ratify protocol convention criminalize prohibit",
            "school": "school education teacher student",
            "care": "shelter victim rehabilitation reintegration service",
        },
        "act": {
            "train": "train training curriculum refresher",
            "fund": "fund resource allocate",
            "hire": "hire recruit number ilo",
            "penalty": "penalty",
            "adopt": "adopt renew finalize update",
            "function": "implement function mandate meet",
            "ratify": "ratify",
            "criminalize": "criminalize prohibit",
            "age": "age compulsory",
            "refer": "refer referral",
            "coordinate": "coordinate coordination communication",
            "expand": "expand",
            "pursue": "prosecute convict",
        },
        "deed": {
            "train": "train training curriculum refresher",
            "fund": "fund resource allocate budget",
            "hire": "hire recruit number ilo",
            "penalty": "penalty",
            "adopt": "adopt renew finalize update",
            "implement": "implement",
            "function": "function mandate meet",
            "ratify": "ratify",
            "criminalize": "criminalize prohibit",
            "refer": "refer referral",
            "coordinate": "coordinate coordination communication",
            "expand": "expand",
            "pursue": "prosecute convict",
            "authorize": "authorize",
            "conduct": "conduct unannounced targeted routine",
            "establish": "establish",
            "strengthen": "strengthen",
            "raise": "raise minimum compulsory",
            "integrate": "integrate",
            "research": "research survey extent nature prevalence",
            "enforce": "enforce",
            "remove": "remove barrier",
            "open": "accessible access",
        },
    }
)
