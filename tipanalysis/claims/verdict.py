"""A statement to test, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SUPPORTED, CONTRADICTED, ABSENT = "supported", "contradicted", "not in the data"
VERDICTS = (SUPPORTED, CONTRADICTED, ABSENT)


@dataclass(frozen=True)
class Verdict:
    """How a statement stands.

    Attributes
    ----------
    word : str
        One of `VERDICTS`.
    evidence : str
        The rows or the comparison, in words.
    sources : tuple of str
        Keys of the sources that the rows rest on.
    """

    word: str
    evidence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One statement with what is needed to test it."""

    iso3: str
    edition: int
    value: str
    details: Mapping[str, str]


def is_so(holds: bool, evidence: str, sources: tuple[str, ...] = ()) -> Verdict:
    """Supported where it holds, contradicted where it does not."""
    return Verdict(SUPPORTED if holds else CONTRADICTED, evidence, sources)


def is_number(claim: Claim, found: int, evidence: str, sources: tuple[str, ...] = ()) -> Verdict:
    return is_so(int(claim.value.replace(",", "")) == found, evidence, sources)
