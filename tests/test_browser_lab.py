"""JupyterLab and Voila in a real browser: what a researcher sees."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from tipanalysis.reports.run import report
from tipanalysis.reports.tidy import PIXELS, canonical

pytest_plugins = ("browser",)
pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[1]
TOKEN = "for-this-test"
SECONDS = 60_000


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def serving(command: list[str], address: str, home: Path) -> Iterator[None]:
    """A server for the length of a block, its log at hand if it does not come up."""
    import os

    log = home / "server.log"
    environment = {**os.environ, "HOME": str(home), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    with log.open("wb") as file:
        server = subprocess.Popen(command, stdout=file, stderr=file, env=environment, cwd=home)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except OSError:
                assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
                time.sleep(0.2)
        else:
            pytest.fail(log.read_text(encoding="utf-8", errors="replace"))
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def lab_options() -> list[str]:
    """The options that `make lab` gives to JupyterLab."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (options,) = re.findall(r"-m jupyterlab (.+?) notebooks/", makefile, re.DOTALL)
    return shlex.split(options.replace("\\\n", " "))


PREPARED = """
from pathlib import Path
import tipanalysis as tip
from tipanalysis.reports.run import Report
data = tip.load()
changes = tip.tier_changes(tip.tier_history(data, ["Thailand", "Brunei", "Ghana"]), edition=2023)
rates = tip.base_rate(data, "Thailand", 2023)
""".strip()
#: One of each thing that prints itself.
PRINTED = (
    "data",
    "data.profile('Thailand', edition=2023)",
    "data.profile('Eritrea', edition=2025)",
    "data.describe('placements')",
    "data.describe('placements.tier')",
    "Report(Path('reports/2023/THA'))",
    "tip.words(data.recommendations.iloc[0])",
    "tip.show(changes, 'moves')",
    "tip.show(rates, 'base_rate', folded=True)",
    "tip.show(changes[changes['move'] == 'no such move'], 'none')",
    "tip.sentences.by_pillar(data, data.profile('Ghana', edition=2018), 'achievement')",
    "tip.caption(changes)",
    "tip.peers(data, 'Thailand')",
)
THEMES = {"JupyterLab Light": "true", "JupyterLab Dark": "false"}
OUTPUTS = ".jp-OutputArea-output"
#: What is in the explorer, but for the labels of its tabs: their pale grey is that of ipywidgets.
CONTROLS_AND_VIEW = ".widget-dropdown, .jupyter-button, .widget-html, .widget-select-multiple"
#: One of several to choose from, as the table of themes calls it.
THEME = "Shelter"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lab")
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    cells = [nbformat.v4.new_code_cell(source) for source in (PREPARED, *PRINTED)]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    cards = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(cards, folder / "cards.ipynb")
    return folder


@pytest.fixture(scope="module")
def lab(browser: Any, home: Path) -> Iterator[str]:
    """The address of a JupyterLab on copies of the notebooks."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", *lab_options(), "--no-browser", "--allow-root"]
    command += ["--LabApp.expose_app_in_browser=True"]
    command += [f"--port={port}", f"--IdentityProvider.token={TOKEN}", f"--notebook-dir={home}"]
    address = f"http://127.0.0.1:{port}"
    with serving(command, f"{address}/api", home):
        yield address


FIRST_CODE_CELL = (
    "window.jupyterapp.shell.currentWidget.content.widgets"
    ".find(cell => cell.model.type === 'code').model.sharedModel"
)
READY = """async () => {
  const context = window.jupyterapp.shell.currentWidget.sessionContext;
  await context.ready;
  await context.session.kernel.info;
  return context.session.kernel.connectionStatus;
}"""
RUN_ALL = """() => {
  window.ranAll = false;
  const commands = window.jupyterapp.commands;
  commands.execute('notebook:clear-all-cell-outputs')
    .then(() => commands.execute('notebook:run-all-cells'))
    .then(() => commands.execute('docmanager:save'))
    .then(() => { window.ranAll = true });
}"""


def open_notebook(page: Any, lab: str, name: str) -> None:
    """Open a notebook and wait until its kernel answers."""
    page.set_default_timeout(SECONDS)
    page.goto(f"{lab}/lab/workspaces/{Path(name).stem}/tree/{name}?token={TOKEN}")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel"
    )
    assert page.evaluate(READY) == "connected"
    page.wait_for_timeout(2000)  # extensions join a notebook after its kernel has answered


def run_all(page: Any) -> None:
    """Run All Cells from cleared outputs, wait until the kernel has done them all, and save."""
    page.evaluate(RUN_ALL)
    page.wait_for_function("() => window.ranAll")


def words(path: Path) -> list[tuple[str, Any]]:
    """What each code cell of a notebook shows, pixels apart."""
    cells = canonical(json.loads(path.read_text(encoding="utf-8")))["cells"]
    found = []
    for cell in cells:
        if cell["cell_type"] != "code" or "parameters" in cell["metadata"].get("tags", []):
            continue
        if "injected-parameters" in cell["metadata"].get("tags", []):
            continue
        shown = [
            {
                mime: "".join(value) if isinstance(value, list) else value
                for mime, value in output.get("data", {}).items()
                if mime not in PIXELS
            }
            for output in cell["outputs"]
        ]
        found.append(("".join(cell["source"]), shown))
    return found


def test_start_here_runs_through_without_errors_or_questions(
    page: Any, lab: str, home: Path
) -> None:
    open_notebook(page, lab, "start_here.ipynb")
    run_all(page)
    assert page.locator(".jp-Dialog").count() == 0
    card = page.locator(".tip-card").first
    card.scroll_into_view_if_needed()
    assert card.is_visible()
    notebook = json.loads((home / "start_here.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in code)
    kinds = {output["output_type"] for cell in code for output in cell["outputs"]}
    assert kinds <= {"execute_result", "display_data"}


def test_a_parameter_changed_by_hand_gives_what_papermill_gives(
    page: Any, lab: str, home: Path, tmp_path: Path
) -> None:
    open_notebook(page, lab, "country_report.ipynb")
    parameters = 'country = "GHA"\nedition = 2018\npeers = "Togo, Benin, Nigeria"'
    page.evaluate(f"() => {FIRST_CODE_CELL}.setSource({json.dumps(parameters)})")
    run_all(page)
    by_hand = words(home / "country_report.ipynb")
    made = report("GHA", 2018, peers="Togo, Benin, Nigeria", out=tmp_path)
    assert by_hand == words(made.notebook)
    assert "Ghana" in str(by_hand)


def choose_theme(page: Any, theme: str) -> None:
    """Change Lab's theme and wait until its colours are there."""
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
    )
    page.wait_for_selector(
        f"body[data-jp-theme-name='{theme}'][data-jp-theme-light='{THEMES[theme]}']",
        state="attached",
    )
    page.wait_for_timeout(1000)  # its style sheet is loaded after it has been named
    # Lab's body has no height, which makes axe-core take all that is in it for hidden.
    page.add_style_tag(content="html, body { height: 100% }")


def test_cards_and_tables_read_well_in_both_themes(
    page: Any, lab: str, serious_faults: Callable[..., list[str]]
) -> None:
    page.set_viewport_size({"width": 1200, "height": 4000})
    open_notebook(page, lab, "cards.ipynb")
    run_all(page)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.locator(OUTPUTS).count() == len(PRINTED)
    shades = set()
    for theme in THEMES:
        choose_theme(page, theme)
        words = page.locator(".tip-table td:not(.num)").first
        assert words.evaluate("cell => getComputedStyle(cell).textAlign") == "left"
        shades.add(page.locator(".tip-card").first.evaluate("c => getComputedStyle(c).color"))
        assert serious_faults(page, OUTPUTS, at_least=100) == [], theme
    assert len(shades) == len(THEMES)


def show_tab(page: Any, name: str) -> Any:
    """Turn to a view of the explorer; what it shows."""
    page.locator(".lm-TabBar-tabLabel", has_text=re.compile(f"^{name}$")).first.click()
    shown = page.locator(".tip-view:visible")
    shown.first.wait_for(timeout=SECONDS)
    return shown


def test_the_explorer_reacts(page: Any, lab: str, serious_faults: Callable[..., list[str]]) -> None:
    page.set_viewport_size({"width": 1400, "height": 2400})  # axe-core looks at what is in sight
    open_notebook(page, lab, "explore.ipynb")
    run_all(page)
    page.wait_for_selector(".widget-dropdown select", timeout=SECONDS)
    assert page.locator(".tip-card", has_text="Thailand").is_visible()
    picked = page.locator(".widget-dropdown select")
    picked.nth(0).select_option(label="Ghana")
    page.wait_for_selector(".tip-card:has-text('Ghana')", timeout=SECONDS)
    picked.nth(1).select_option(label="2018")
    page.wait_for_selector(".tip-card:has-text('edition 2018')", timeout=SECONDS)
    assert "Tier of Ghana in runs" in show_tab(page, "Strip").inner_text()
    assert page.locator("img[alt*='Ghana']:visible").count() == 1
    picked.nth(2).select_option(label="countries that I name")
    show_tab(page, "Peers")
    page.wait_for_selector("text=Name one country or more")
    page.get_by_label("Peers", exact=True).select_option(label=["Togo", "Benin"])
    page.wait_for_selector("text=2 countries named for comparison (2018): BEN, TGO")
    page.get_by_label("Themes", exact=True).select_option(label=[THEME])
    show_tab(page, "Themes")
    page.wait_for_selector("img[alt*='3 narratives']:visible", timeout=SECONDS)
    rows = page.locator(".tip-view:visible .tip-table tbody tr")
    assert rows.count() > 0
    assert all(THEME in row.split("\t") for row in rows.all_inner_texts())
    cell = page.locator(".tip-view:visible .tip-table td").first
    assert cell.evaluate("c => parseFloat(getComputedStyle(c).paddingLeft)") >= 4
    assert "In the frame: Ghana (GHA)" in show_tab(page, "Map").inner_text()
    page.wait_for_selector("img[alt*='2018 edition']:visible", timeout=SECONDS)
    for theme in THEMES:
        choose_theme(page, theme)
        assert serious_faults(page, CONTROLS_AND_VIEW, at_least=20) == [], theme


def test_the_explorer_writes_what_a_link_opens(page: Any, lab: str, home: Path) -> None:
    open_notebook(page, lab, "explore.ipynb")
    run_all(page)
    page.wait_for_selector(".tip-card:has-text('Thailand')")
    edition = page.locator(".widget-dropdown select").nth(1)
    edition.select_option(label="2018")
    page.wait_for_selector(".tip-card:has-text('edition 2018')", timeout=SECONDS)
    page.get_by_role("button", name="Export the table").click()
    table = page.get_by_role("link", name="reports/THA-2018-region-themes.csv")
    table.wait_for(timeout=SECONDS)
    written = pd.read_csv(home / "reports" / "THA-2018-region-themes.csv")
    assert "THA" in set(written["iso3"])
    assert written["iso3"].nunique() > 5
    edition.select_option(label="2023")
    page.wait_for_selector(".tip-card:has-text('edition 2023')", timeout=SECONDS)
    write = page.get_by_role("button", name="Write the report")
    write.click()
    page.wait_for_selector("text=Writing the report")
    assert write.is_disabled()
    made = page.get_by_role("link", name="reports/2023/THA/report.html")
    made.wait_for(timeout=2 * SECONDS)
    assert write.is_enabled()
    assert (home / "reports" / "2023" / "THA" / "report.html").exists()
    made.click()
    opened = page.frame_locator(".jp-HTMLViewer iframe")
    opened.get_by_role("heading", name="Thailand").first.wait_for(timeout=SECONDS)


def test_the_explorer_is_a_page_with_voila(page: Any, browser: Any, home: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "voila", str(home / "explore.ipynb"), "--no-browser"]
    command += [f"--port={port}"]
    address = f"http://127.0.0.1:{port}/"
    with serving(command, f"{address}voila/static/favicon.ico", home):
        page.goto(address, timeout=SECONDS)
        page.wait_for_selector(".tip-card:has-text('Thailand')", timeout=SECONDS)
        page.locator(".widget-dropdown select").first.select_option(label="Ghana")
        page.wait_for_selector(".tip-card:has-text('Ghana')", timeout=SECONDS)
        page.get_by_role("button", name="Write the report").click()
        save = page.get_by_role("link", name="Save GHA-2018-report.html")
        save.wait_for(timeout=2 * SECONDS)
        with page.expect_download() as told:
            save.click()
        written = home / "reports" / "2018" / "GHA" / "report.html"
        assert Path(told.value.path()).read_bytes() == written.read_bytes()
