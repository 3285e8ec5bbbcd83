"""Forked kernels cannot be told from clean ones, and nothing outlives who started it."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tipanalysis.dataset import Dataset
from tipanalysis.errors import ReportFailed
from tipanalysis.reports.forked import can_fork
from tipanalysis.reports.kernels import Kernels, forked_kernels, fresh_kernels
from tipanalysis.reports.run import execute

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not can_fork(), reason="no forkserver on this system"),
]


@pytest.fixture(scope="module")
def forked() -> Any:
    with forked_kernels() as kernels:
        yield kernels


def notebook(path: Path, *sources: str) -> Path:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def run(source: Path, kernels: Kernels | None, data: Dataset, **more: Any) -> list[Any]:
    made = execute(source, {}, source.parent / "draft.ipynb", data.folder, kernels=kernels, **more)
    return [cell.get("outputs") for cell in made["cells"]]


def text(outputs: list[Any]) -> list[str]:
    return ["".join(out[0].get("text") or out[0]["data"]["text/plain"]) for out in outputs]


#: Whatever a kernel could show of how it was started.
PROBES = (
    "import pandas as pd, numpy as np\npd.DataFrame(np.arange(60).reshape(2, 30) * 1e5)",
    "[pd.get_option(name) for name in ('display.max_columns', 'display.width')]",
    "import matplotlib\n[matplotlib.get_backend(), sorted(matplotlib.rcParams.items())]",
    "import matplotlib.pyplot as plt\n_ = plt.plot([1, 3, 2])",
    "import sys, os\n[sys.path, os.getcwd(), sys.flags, sys.argv[1:2]]",
    # A module's filters for its own warnings come with the module; these are everyone's.
    "import warnings\n[f[:1] + f[2:] for f in warnings.filters if f[2].__module__ == 'builtins'"
    " and not f[1]]",
    "import os\nsorted(set(os.environ) - {'JPY_PARENT_PID'})",
    "import threading, sys\n[threading.gettrace(), sys.gettrace(), sys.getprofile()]",
    "import decimal, locale\n[decimal.getcontext(), locale.getlocale(), __name__]",
    "[hash('a'), sys.stdout.encoding, sys.getrecursionlimit()]",
    "get_ipython().__class__, type(get_ipython().kernel), In[0], len(In)",
    "os.system('echo from a child process')",
    "sorted(get_ipython().events.callbacks.items())[0][0], os.getsid(0) == os.getpid()",
    "%matplotlib inline\n%config InlineBackend.figure_formats",
    "import logging\n[logging.getLogger().level, logging.getLogger().handlers]",
    "[name for name in dir(__builtins__) if name.islower()]",
)


def test_a_forked_kernel_shows_what_a_clean_one_shows(
    tmp_path: Path, forked: Kernels, data: Dataset
) -> None:
    source = notebook(tmp_path / "probes.ipynb", *PROBES)
    clean, fast = run(source, None, data), run(source, forked, data)
    for probe, expected, found in zip(PROBES, clean, fast, strict=True):
        assert found == expected, probe
    assert any("image/png" in output["data"] for output in clean[3] if "data" in output)


def test_nothing_leaks_from_one_forked_kernel_to_the_next(
    tmp_path: Path, forked: Kernels, data: Dataset
) -> None:
    look = (
        "import os, sys, builtins, matplotlib as mpl, pandas as pd, decimal\n"
        "[mpl.rcParams['font.size'], pd.get_option('display.precision'), os.environ.get('LEAK'),"
        " hasattr(builtins, 'leak'), 'leak' in sys.modules, decimal.getcontext().prec, 'leak' in"
        " globals(), os.path.basename(os.getcwd()) == 'leak', hasattr(pd.DataFrame, 'leak')]"
    )
    pollute = (
        "mpl.rcParams['font.size'] = 99; pd.set_option('display.precision', 1)\n"
        "os.environ['LEAK'] = '1'; builtins.leak = 1; sys.modules['leak'] = sys; leak = 1\n"
        "decimal.getcontext().prec = 3; pd.DataFrame.leak = 1\n"
        "os.makedirs('leak', exist_ok=True); os.chdir('leak')"
    )
    polluted = run(notebook(tmp_path / "one.ipynb", look, pollute, look), forked, data)
    before, after = text([polluted[0], polluted[2]])
    assert before != after
    assert text(run(notebook(tmp_path / "two.ipynb", look), forked, data)) == [before]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_a_forked_kernel_reads_from_no_file_that_others_read_from(
    tmp_path: Path, forked: Kernels, data: Dataset
) -> None:
    # An open file has one position: two kernels that move it read each other's letters.
    listed = (
        "import os; from pathlib import Path\n"
        "links = [link for link in Path('/proc/self/fd').iterdir() if int(link.name) > 2]\n"
        "[os.readlink(link) for link in links if link.is_file()]"
    )
    assert text(run(notebook(tmp_path / "open.ipynb", listed), forked, data)) == ["[]"]


def test_forked_kernels_do_not_draw_the_same_random_numbers(
    tmp_path: Path, forked: Kernels, data: Dataset
) -> None:
    source = notebook(
        tmp_path / "random.ipynb", "import random, numpy\n[random.random(), numpy.random.rand()]"
    )
    assert text(run(source, forked, data)) != text(run(source, forked, data))


@pytest.mark.parametrize("kind", ["forked", "fresh"])
def test_a_run_that_takes_too_long_is_stopped_and_keeps_its_draft(
    kind: str, tmp_path: Path, forked: Kernels, data: Dataset
) -> None:
    source = notebook(
        tmp_path / "slow.ipynb", "'begun'", "import time\ntime.sleep(60)", "'not reached'"
    )
    started = time.monotonic()
    kernels = forked if kind == "forked" else None
    with pytest.raises(ReportFailed, match=r"Stopped after 2 seconds"):
        run(source, kernels, data, seconds=2)
    assert time.monotonic() - started < 20
    draft = nbformat.read(tmp_path / "draft.ipynb", as_version=4)
    outputs = [cell.outputs for cell in draft.cells if cell.cell_type == "code"]
    assert "begun" in str(outputs)
    assert "KeyboardInterrupt" in str(outputs)


def test_a_run_that_does_not_listen_is_ended(
    tmp_path: Path, forked: Kernels, data: Dataset
) -> None:
    deaf = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(60)"
    with pytest.raises(ReportFailed, match=r"Stopped after 1 seconds"):
        run(notebook(tmp_path / "deaf.ipynb", deaf), forked, data, seconds=1)


def test_a_kernel_that_dies_fails_its_report_only(
    tmp_path: Path, forked: Kernels, data: Dataset
) -> None:
    with pytest.raises(ReportFailed, match="kernel of the report died"):
        run(notebook(tmp_path / "dead.ipynb", "import os\nos.kill(os.getpid(), 9)"), forked, data)
    assert text(run(notebook(tmp_path / "next.ipynb", "1 + 1"), forked, data)) == ["2"]


def test_sockets_lie_in_a_short_private_folder_and_are_removed(
    tmp_path: Path, data: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("long" * 20)
    long.mkdir()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(long))
    with fresh_kernels() as kernels:
        source = notebook(tmp_path / "where.ipynb", "from pathlib import Path; 'here'")
        assert text(run(source, kernels, data)) == ["'here'"]
        folder = kernels.folder
        assert len(str(folder)) < 60
        assert list(folder.iterdir()) == []
    assert not folder.exists()
    assert list(long.iterdir()) == []


def test_a_kernel_is_not_interrupted_before_it_is_ended(
    tmp_path: Path, forked: Kernels, monkeypatch: pytest.MonkeyPatch
) -> None:
    signals: list[int] = []
    manager = forked.manager_class(tmp_path, {})()

    async def noted(number: int) -> None:
        signals.append(number)

    async def life() -> None:
        await manager._async_start_kernel()
        process = manager.provisioner.process
        monkeypatch.setattr(manager.provisioner, "send_signal", noted)
        await manager._async_interrupt_kernel()
        await manager._async_shutdown_kernel(now=True)
        assert process.poll() is not None

    asyncio.run(life())
    assert signals == [signal.SIGINT]


def running(mark: str) -> list[int]:
    """Processes whose environment holds a mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if mark.encode() in environment and state != "Z":
            found.append(int(folder.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_kernels_and_their_server_end_with_a_killed_caller(tmp_path: Path, data: Dataset) -> None:
    source = notebook(tmp_path / "slow.ipynb", "import time\ntime.sleep(120)")
    mark = f"TIPANALYSIS_TEST_MARK={tmp_path}"
    code = (
        "import sys; from pathlib import Path\n"
        "from tipanalysis.reports.kernels import forked_kernels\n"
        "from tipanalysis.reports.run import execute\n"
        "source, data = map(Path, sys.argv[1:])\n"
        "with forked_kernels() as kernels:\n"
        "    execute(source, {}, source.parent / 'draft', data, kernels=kernels)\n"
    )
    environment = {**os.environ, "TIPANALYSIS_TEST_MARK": str(tmp_path)}
    caller = subprocess.Popen(
        [sys.executable, "-c", code, str(source), str(data.folder)], env=environment
    )
    # The caller, its server and the kernel; the standard library's resource tracker besides.
    wait_until(lambda: len(running(mark)) >= 4, 60)
    caller.kill()
    caller.wait()
    wait_until(lambda: running(mark) == [], 10)


def wait_until(true: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
