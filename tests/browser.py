"""A browser for the tests: Chromium where there is one, else its tests are skipped, saying so.

A test module asks for the fixtures with ``pytest_plugins = ("browser",)``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Where Chromium is, if it is: ``TIPANALYSIS_BROWSER`` or a command of a usual name."""
    given = os.environ.get("TIPANALYSIS_BROWSER")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium that reaches no network of its own accord."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = executable()
    if path is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield made
        made.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page; what it logs as an error is kept in ``page.errors``."""
    made = browser.new_page(viewport={"width": 1400, "height": 900})
    made.errors = []
    made.on("pageerror", lambda error: made.errors.append(str(error)))
    made.on(
        "console",
        lambda message: made.errors.append(message.text) if message.type == "error" else None,
    )
    yield made
    made.close()


@pytest.fixture
def serious_faults() -> Callable[..., list[str]]:
    """What axe-core finds on a page that is serious or critical, one line per element.

    With a selector, only within the elements that it selects. So that nothing passes unseen, it is
    an error if axe-core could compare the colours of fewer than so many elements.
    """
    sync_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")

    def find(page: Any, within: str | None = None, at_least: int = 1) -> list[str]:
        context = {"include": [[within]]} if within else None
        options = {"resultTypes": ["passes", "violations", "incomplete"]}
        told = sync_playwright.Axe().run(page, context=context, options=options).response
        rules = [*told["passes"], *told["violations"]]
        compared = sum(len(r["nodes"]) for r in rules if r["id"] == "color-contrast")
        assert compared >= at_least, f"axe-core compared the colours of {compared} elements only"
        return [
            f"{fault['id']}: {node['html'][:120]}"
            for fault in told["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]

    return find
