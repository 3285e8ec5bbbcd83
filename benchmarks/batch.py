"""Twenty country reports as HTML pages, made in every way a user might take, side by side.

    python benchmarks/batch.py [--reports 20] [--rounds 3] [--ways batch,floor] [--edition]

Prints a table in Markdown: medians over the rounds, which go through all ways in turn. All sides
run compiled bytecode and two processes where the way has such. Memory is the peak of the whole tree
of processes (proportional set size, sampled), in a round of its own: to watch it takes a processor
some of its time. ``--edition`` also measures all 188 reports of 2023.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import compileall
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

EDITION = 2023
HERE = Path(__file__).resolve()
SPHINX = (
    "extensions = ['myst_nb']\nnb_execution_mode = 'cache'\nnb_execution_timeout = 300\n"
    "nb_merge_streams = True\nproject = 'reports'\nsuppress_warnings = ['myst', 'mystnb', 'toc']\n"
)


@dataclass(frozen=True)
class Measure:
    """One way, once: wall-clock and processor seconds, peak memory in MB if watched, pages made."""

    wall: float
    cpu: float
    peak: float
    pages: int


def countries(number: int) -> list[str]:
    """Codes spread evenly over the edition, so that small and large regions take part."""
    from tipanalysis.dataset import load
    from tipanalysis.reports.plan import wanted_reports

    codes = [wanted.name for wanted in wanted_reports(load(), [EDITION])]
    return [codes[int(i * len(codes) / number)] for i in range(number)]


def parameterised(codes: list[str], folder: Path) -> list[Path]:
    """The template with each country's parameters, not executed; not timed."""
    import papermill

    from tipanalysis.reports.run import template_path

    made = []
    for code in codes:
        path = folder / f"{code}.ipynb"
        papermill.execute_notebook(
            str(template_path("country_report")),
            str(path),
            {"country": code, "edition": EDITION, "peers": "region"},
            prepare_only=True,
        )
        made.append(path)
    return made


# The ways: each is a child process of its own, `python batch.py --run NAME FOLDER CODES`.


def commands(folder: Path, codes: list[str]) -> None:
    """`papermill` and `jupyter nbconvert`, one command after the other."""
    from tipanalysis.reports.run import template_path

    source, tools = template_path("country_report"), Path(sys.executable).parent
    for code in codes:
        made = folder / f"{code}.ipynb"
        execute = [tools / "papermill", source, made, "-p", "country", code, "--no-progress-bar"]
        subprocess.run([*execute, "--log-level", "ERROR"], check=True)
        convert = [tools / "jupyter-nbconvert", "--to", "html", "--no-input", made]
        subprocess.run([*convert, "--log-level", "ERROR"], check=True)


def _one(code: str, folder: str) -> None:
    import papermill
    from nbconvert.exporters import HTMLExporter

    from tipanalysis.reports.run import template_path

    notebook = papermill.execute_notebook(
        str(template_path("country_report")),
        str(Path(folder) / f"{code}.ipynb"),
        {"country": code, "edition": EDITION},
        progress_bar=False,
        kernel_name="python3",
    )
    html, _ = HTMLExporter(exclude_input=True).from_notebook_node(notebook)
    (Path(folder) / f"{code}.html").write_text(html, encoding="utf-8")


def api(folder: Path, codes: list[str]) -> None:
    """Papermill's and nbconvert's functions, one process."""
    for code in codes:
        _one(code, str(folder))


def pool(folder: Path, codes: list[str]) -> None:
    """Papermill's and nbconvert's functions in a pool of two processes."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(2) as executor:
        list(executor.map(_one, codes, [str(folder)] * len(codes)))


def batch(folder: Path, codes: list[str]) -> None:
    """`tipanalysis batch`, two workers: page, notebook, tables, figures, manifest."""
    _batch(folder, codes)


def cold(folder: Path, codes: list[str]) -> None:
    """`tipanalysis batch --cold`, two workers."""
    _batch(folder, codes, "--cold")


def _batch(folder: Path, codes: list[str], *more: str) -> None:
    command = [sys.executable, "-m", "tipanalysis.cli", "batch", "--edition", str(EDITION)]
    command += ["--countries", ",".join(codes), "--jobs", "2", "--out", str(folder), "--json"]
    subprocess.run([*command, *more], check=True, stdout=subprocess.DEVNULL)


def floor(folder: Path, codes: list[str]) -> None:
    """The cells as plain Python in two warm processes: no kernel, no notebook."""
    import multiprocessing

    with multiprocessing.get_context("forkserver").Pool(2, _warm) as workers:
        workers.map(_plain, [(code, str(folder)) for code in codes[:2] * 2], chunksize=1)
        (folder / "start").write_text(str(time.monotonic()))
        spent = workers.map(_plain, [(code, str(folder)) for code in codes], chunksize=1)
        (folder / "cpu").write_text(str(sum(spent)))
        (folder / "end").write_text(str(time.monotonic()))


def _warm() -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot
    import statsmodels.duration.survfunc

    import tipanalysis as tip

    assert tip.figures
    assert statsmodels.duration.survfunc
    assert matplotlib.pyplot


def _plain(task: tuple[str, str]) -> float:
    import ast
    import base64

    from matplotlib import pyplot as plt

    from tipanalysis.figures.numbers import png
    from tipanalysis.reports.run import template_path

    code, folder = task
    started = time.process_time()
    names: dict[str, object] = {}
    parts = []
    for cell in json.loads(template_path("country_report").read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names.update(country=code, edition=EDITION, peers="region")
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            markdown = getattr(value, "_repr_markdown_", None)
            parts.append(markdown() if markdown else value.html())
        for number in plt.get_fignums():
            pixels = base64.b64encode(png(plt.figure(number))).decode()
            parts.append(f"<img src='data:image/png;base64,{pixels}'>")
        plt.close("all")
    (Path(folder) / f"{code}.html").write_text("\n".join(parts), encoding="utf-8")
    return time.process_time() - started


def myst_nb(folder: Path, codes: list[str]) -> None:
    """myst-nb: `sphinx-build`, which executes and renders; one process, two lock its cache."""
    index = "# Reports\n\n```{toctree}\n" + "\n".join(codes) + "\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")
    (folder / "conf.py").write_text(SPHINX, encoding="utf-8")
    (folder / ".jupyter_cache").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(folder)]
    subprocess.run([*command, str(folder / "html")], check=True)


def jupyter_cache(folder: Path, codes: list[str]) -> None:
    """jupyter-cache: `jcache project execute` in parallel; executes, makes no page."""
    tool = [str(Path(sys.executable).parent / "jcache")]
    environment = {**os.environ, "JUPYTERCACHE": str(folder / ".jupyter_cache")}
    notebooks = [str(folder / f"{code}.ipynb") for code in codes]
    quiet = {"env": environment, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([*tool, "notebook", "add", *notebooks], input="y\n", text=True, **quiet)
    execute = [*tool, "project", "execute", "--executor", "local-parallel", "--timeout", "300"]
    subprocess.run(execute, input="y\n", text=True, **quiet)
    (folder / "executed").write_text(str(len(notebooks)))


WAYS: dict[str, Callable[[Path, list[str]], None]] = {
    function.__name__: function
    for function in (commands, api, pool, cold, batch, floor, myst_nb, jupyter_cache)
}


def measure(way: str, codes: list[str], notebooks: list[Path], watched: bool = False) -> Measure:
    """Run one way in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="tipbench") as name:
        folder = Path(name)
        if way in ("myst_nb", "jupyter_cache"):
            for path in notebooks:
                shutil.copy(path, folder)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        command = [sys.executable, str(HERE), "--run", way, str(folder), ",".join(codes)]
        process = subprocess.Popen(command)
        with peak_memory(process.pid) if watched else nullcontext([0.0]) as peak:
            if process.wait() != 0:
                raise SystemExit(f"{way} failed")
        wall = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if (folder / "start").exists():
            wall = float((folder / "end").read_text()) - float((folder / "start").read_text())
            cpu = float((folder / "cpu").read_text())
        pages = [path for path in folder.rglob("*.html") if path.stem in (*codes, "report")]
        return Measure(wall, cpu, peak[0], len(pages))


class peak_memory:  # noqa: N801
    """The largest sum of proportional set sizes of a process and all below it, in MB."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._done = pid, [0.0], threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> list[float]:
        self._thread.start()
        return self._peak

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.3):
            total = sum(_pss(pid) for pid in _tree(self._pid))
            self._peak[0] = max(self._peak[0], total / 1024)


def _tree(root: int) -> Iterator[int]:
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        below.setdefault(parent, []).append(int(folder.name))
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += below.get(pid, [])


def _pss(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    except OSError:
        pass
    return 0.0


def table(results: dict[str, list[Measure]], peaks: dict[str, float], reports: int) -> str:
    """Medians as a table in Markdown, slowest way first."""
    lines = [
        f"| {reports} reports | s a report | processor s a report | faster than commands | "
        "of the floor | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    wall = {way: statistics.median(m.wall for m in got) for way, got in results.items()}
    for way in sorted(results, key=lambda name: -wall[name]):
        cpu = statistics.median(m.cpu for m in results[way])
        ahead = f"{wall['commands'] / wall[way]:.1f}" if "commands" in wall else ""
        above = f"{wall[way] / wall['floor']:.1f}" if "floor" in wall else ""
        words = (WAYS[way].__doc__ or way).strip().rstrip(".")
        lines.append(
            f"| {words} | {wall[way] / reports:.2f} | {cpu / reports:.2f} | {ahead} | {above} | "
            f"{peaks[way]:.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Parse the request, run all ways in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--edition", action="store_true", help="time all reports of one edition")
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        way, folder, codes = asked.run
        WAYS[way](Path(folder), codes.split(","))
        return
    import tipanalysis

    for place in (Path(tipanalysis.__file__).parent, Path(os.__file__).parent, *_site_packages()):
        compileall.compile_dir(str(place), quiet=2, workers=2)
    codes = countries(asked.reports)
    results: dict[str, list[Measure]] = {way: [] for way in asked.ways.split(",")}
    with tempfile.TemporaryDirectory() as folder:
        notebooks = parameterised(codes, Path(folder))
        for number in range(asked.rounds):
            for way in results:
                results[way].append(measure(way, codes, notebooks))
                print(f"round {number + 1}, {way}: {results[way][-1]}", file=sys.stderr, flush=True)
        peaks = {way: measure(way, codes, notebooks, watched=True).peak for way in results}
    print(table(results, peaks, len(codes)))
    if asked.edition:
        everyone = countries(188)
        whole, peak = measure("batch", everyone, []), measure("batch", everyone, [], True).peak
        print(
            f"\n{whole.pages} HTML reports in {whole.wall:.0f} s ({whole.wall / 60:.1f} minutes), "
            f"peak {peak:.0f} MB."
        )


def _site_packages() -> list[Path]:
    import site

    return [Path(folder) for folder in site.getsitepackages()]


if __name__ == "__main__":
    main()
