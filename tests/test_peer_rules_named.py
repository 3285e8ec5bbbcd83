"""Wherever a reader is told which rules choose peers, every rule is named."""

from pathlib import Path

import pytest

from tipanalysis.compare.peers import RULES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("notebooks/country_report.ipynb", "peers: str"),
        ("tipanalysis/reports/run.py", "``region``"),
        ("docs/analyst.md", "`--peers` takes"),
    ],
)
def test_every_rule_for_peers_is_named(file: str, start: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    told = text[text.index(start) :].split("joined by commas")[0]
    assert len(told) < 200
    assert [rule for rule in RULES if rule not in told] == []
