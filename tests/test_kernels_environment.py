"""The kernel is that of the running environment: papermill, nbval, Lab and our own runs find it.

The environment is an odd one: its path has blanks and letters that are not ASCII, it borrows its
packages from the one that runs the tests, and at first no kernelspec is registered in it. What a
user's folder and ``JUPYTER_PATH`` offer as ``python3`` is a Python that is not there.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(os.name != "posix", reason="environments are laid out for POSIX here"),
]
ROOT = Path(__file__).parents[1]
ASKS = "import sys; sys.prefix"
BROKEN = {
    "argv": ["/nowhere/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Python 3 of yesterday",
    "language": "python",
}


def broken_kernelspec(kernels: Path) -> None:
    (kernels / "python3").mkdir(parents=True)
    (kernels / "python3" / "kernel.json").write_text(json.dumps(BROKEN), encoding="utf-8")


@dataclass(frozen=True)
class Odd:
    """A folder with an environment in it, and a home whose kernelspec leads nowhere."""

    folder: Path

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def python(self) -> str:
        return str(self.venv / "bin" / "python")

    def environment(self, home: str = "home", **more: str) -> dict[str, str]:
        dropped = ("JUPYTER", "MAKE", "MFLAGS", "IPYTHON", "PYTHON", "PYTEST", "COV", "VIRTUAL_ENV")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(dropped)}
        return {**kept, "HOME": str(self.folder / home), **more}

    def run(self, *command: object, **environment: str) -> str:
        """Run the environment's Python; what it prints."""
        done = subprocess.run(
            [self.python, *map(str, command)],
            cwd=self.folder,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Odd:
    made = Odd(tmp_path_factory.mktemp("odd") / "forêt d'été ไทย")
    made.folder.mkdir()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(made.venv)], check=True)
    (site,) = made.venv.glob("lib/python*/site-packages")
    packages = sysconfig.get_paths()["purelib"]
    (site / "borrowed.pth").write_text(f"{ROOT}\n{packages}\n", encoding="utf-8")
    # Packages bring files beside their code too. Kernelspecs are not borrowed, and `make lab`
    # writes its settings.
    for name in ("share/jupyter", "share/jupyter/lab", "etc/jupyter"):
        (made.venv / name).mkdir(parents=True)
        for path in (Path(sys.prefix) / name).iterdir():
            if path.name not in ("kernels", "lab", "settings"):
                (made.venv / name / path.name).symlink_to(path)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, made.folder)
    (made.venv / "installed").touch()
    shown = nbformat.v4.new_output(
        "display_data", {"text/html": "<p>Not to be trusted unseen.</p>"}
    )
    cells = [nbformat.v4.new_code_cell(ASKS, outputs=[shown])]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    for name in ("asks.ipynb", "notebooks/start_here.ipynb"):
        (made.folder / name).parent.mkdir(exist_ok=True)
        asks = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
        nbformat.write(asks, made.folder / name)
    (made.folder / "empty home").mkdir()
    broken_kernelspec(made.folder / "home/.local/share/jupyter/kernels")
    broken_kernelspec(made.folder / "elsewhere/kernels")
    return made


def answer(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    shown = [out for cell in cells for out in cell["outputs"] if "data" in out]
    return "".join(shown[-1]["data"]["text/plain"])


def test_papermill_finds_the_kernel_where_none_is_registered(odd: Odd) -> None:
    odd.run("-m", "papermill", "asks.ipynb", "told.ipynb", home="empty home")
    assert answer(odd.folder / "told.ipynb") == repr(str(odd.venv))


OURS = """
import json, sys
from pathlib import Path
from tipanalysis.reports.run import execute
from tipanalysis.reports.third_party import run_nbval
from tipanalysis.reports.tidy import fresh
from tipanalysis.reports.kernels import forked_kernels

source = Path("asks.ipynb").resolve()
with forked_kernels() as kernels:
    forked = execute(source, {}, source.with_name("draft"), source.parent, kernels=kernels)
run = execute(source, {}, source.with_name("draft"), source.parent)
tidied = fresh(source)
told = run_nbval(run)
print(json.dumps([[made["cells"][0]["outputs"] for made in (forked, run, tidied)], told]))
"""


def test_our_own_runs_and_nbval_in_them_take_no_one_elses_kernel(odd: Odd) -> None:
    printed = odd.run("-c", OURS, JUPYTER_PATH=str(odd.folder / "elsewhere"))
    outputs, told = json.loads(printed)
    texts = ["".join(shown[0]["data"]["text/plain"]) for shown in outputs]
    assert texts == [repr(str(odd.venv))] * 3
    assert told == [True]


def nbval_options() -> list[str]:
    """The options for nbval that `make test` gives to pytest."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.findall(r" (--nbval\S*)", makefile)


def test_nbval_as_the_suite_runs_it_takes_no_one_elses_kernel(odd: Odd) -> None:
    asks = json.loads((odd.folder / "asks.ipynb").read_text(encoding="utf-8"))
    data, metadata = {"text/plain": repr(str(odd.venv))}, {}
    output = {"output_type": "execute_result", "data": data, "metadata": metadata}
    asks["cells"][0] |= {"outputs": [{**output, "execution_count": 1}], "execution_count": 1}
    (odd.folder / "answered.ipynb").write_text(json.dumps(asks), encoding="utf-8")
    options = [*nbval_options(), "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir=."]
    printed = odd.run(
        "-m", "pytest", *options, "answered.ipynb", JUPYTER_PATH=str(odd.folder / "elsewhere")
    )
    assert "1 passed" in printed


@pytest.fixture(scope="module")
def registered(odd: Odd) -> Odd:
    """The environment with a kernelspec of its own."""
    odd.run("-m", "ipykernel", "install", "--sys-prefix")
    return odd


def test_papermill_prefers_the_kernel_of_the_environment_to_the_users(registered: Odd) -> None:
    registered.run("-m", "papermill", "asks.ipynb", "told again.ipynb")
    assert answer(registered.folder / "told again.ipynb") == repr(str(registered.venv))


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def asked(port: int, path: str, body: dict[str, Any] | None = None) -> Any:
    """What Lab's server answers."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "token odd"},
    )
    with urllib.request.urlopen(request, timeout=20) as answered:
        return json.loads(answered.read())


@pytest.fixture
def browser_told(registered: Odd) -> Iterator[tuple[Path, dict[str, str]]]:
    """Where a browser notes which page it was told to open, and the environment that calls it."""
    tools, told = registered.folder.parent / "tools", registered.folder.parent / "opened.html"
    tools.mkdir()
    script = tools / "notes-what-it-is-told"
    script.write_text(f'#!/bin/sh\ncat "${{1#file://}}" >> "{told}"\n', encoding="utf-8")
    script.chmod(0o755)
    path = os.pathsep.join([str(tools), os.environ["PATH"]])
    yield told, {"PATH": path, "BROWSER": f"{script.name} %s"}


@pytest.fixture
def lab(registered: Odd, browser_told: Any) -> Iterator[tuple[int, Path, Path]]:
    """`make lab` as it runs in that environment: its port, runtime folder and log."""
    port, runtime = free_port(), registered.folder.parent / "runtime"
    options = [f"--port={port}", "--IdentityProvider.token=odd"]
    if os.getuid() == 0:
        options.append("--allow-root")
    log = registered.folder / "lab.log"
    more = {"JUPYTER_PATH": str(registered.folder / "elsewhere"), **browser_told[1]}
    with log.open("wb") as file:
        server = subprocess.Popen(
            ["make", "lab", f"LAB_OPTIONS={shlex.join(options)}"],
            cwd=registered.folder,
            env=registered.environment(JUPYTER_RUNTIME_DIR=str(runtime), **more),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + 60
        while True:
            try:
                asked(port, "status")
                break
            except OSError:
                assert server.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < end, log.read_text(encoding="utf-8")
                time.sleep(0.2)
        yield port, runtime, log
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def connected(port: int, kernel: str) -> None:
    """Open a kernel's websocket as Lab's page does, and close it."""
    from tornado.websocket import websocket_connect

    async def opened() -> None:
        address = f"ws://127.0.0.1:{port}/api/kernels/{kernel}/channels?token=odd&session_id=1"
        (await websocket_connect(address, connect_timeout=20)).close()

    asyncio.run(opened())


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_make_lab_opens_start_here_in_the_environments_kernel_and_warns_of_nothing(
    registered: Odd, lab: tuple[int, Path, Path], browser_told: Any
) -> None:
    from jupyter_client.blocking import BlockingKernelClient

    port, runtime, log = lab
    specs = asked(port, "kernelspecs")
    assert specs["kernelspecs"]["python3"]["spec"]["argv"] != BROKEN["argv"]
    cells = asked(port, "contents/start_here.ipynb")["content"]["cells"]
    assert [cell["metadata"]["trusted"] for cell in cells] == [True]
    kernel = asked(port, "kernels", {"name": specs["default"]})
    client = BlockingKernelClient(connection_file=str(runtime / f"kernel-{kernel['id']}.json"))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    shown: list[str] = []
    client.execute_interactive(
        ASKS,
        timeout=60,
        output_hook=lambda told: shown.append(told["content"].get("data", {}).get("text/plain")),
    )
    client.stop_channels()
    assert repr(str(registered.venv)) in shown
    connected(port, kernel["id"])
    assert f"localhost:{port}/lab/tree/start_here.ipynb" in browser_told[0].read_text("utf-8")
    said = log.read_text(encoding="utf-8")
    assert "Kernel started" in said
    assert [line for line in said.splitlines() if re.match(r"\[[WEC] |.*[Ww]arning", line)] == []
