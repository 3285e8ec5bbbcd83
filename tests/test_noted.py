"""A plain DataFrame at the end of a cell carries its caveats."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from tipanalysis import terms
from tipanalysis.noted import in_notebooks, note


@pytest.fixture
def formatted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """What IPython shows of a value, in a shell that nobody else has."""
    import IPython
    from IPython.core.formatters import DisplayFormatter

    class Shell:
        display_formatter = DisplayFormatter()

    monkeypatch.setattr(IPython, "get_ipython", lambda: Shell)
    in_notebooks()
    yield lambda value: Shell.display_formatter.format(value)[0]


def comparison() -> pd.DataFrame:
    frame = pd.DataFrame({"country": ["Alandria", "Borduria"], "tier": ["Tier 2", "Tier 3"]})
    frame.attrs.update(title="Two", caveats=("ordinal", "by-elimination"), note="One <b>note</b>.")
    return frame


def test_its_note_and_caveats_stand_below_it(formatted: Any) -> None:
    shown = formatted(comparison())
    for code in ("ordinal", "by-elimination"):
        assert terms.CAVEATS[code] in shown["text/plain"]
        assert terms.CAVEATS[code] in shown["text/html"]
    assert "One &lt;b&gt;note&lt;/b&gt;." in shown["text/html"]
    assert shown["text/plain"].startswith(repr(comparison()))


def test_a_part_of_it_keeps_them(formatted: Any) -> None:
    part = comparison().query("tier == 'Tier 3'").head(1)
    assert terms.CAVEATS["ordinal"] in formatted(part)["text/html"]


def test_any_other_table_is_shown_as_ever(formatted: Any) -> None:
    frame = pd.DataFrame({"a": [1, 2]})
    assert note(frame) == ""
    assert formatted(frame) == {"text/plain": repr(frame), "text/html": frame._repr_html_()}


def test_where_there_is_no_shell_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    import IPython

    monkeypatch.setattr(IPython, "get_ipython", lambda: None)
    in_notebooks()
    assert repr(comparison()) == repr(pd.DataFrame(comparison().to_dict("list")))
