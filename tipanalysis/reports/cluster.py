"""The same batch on a Dask cluster: each report one task, made on whichever worker is free.

Data and templates travel with the task, the report's files come back as bytes; only this process
writes them. So workers need the package and nothing else, and no folder is shared. A worker that
is lost has its reports made by another. The package and the libraries must be the same on all
sides, or a report would not be what its manifest says: a worker where they differ refuses.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
import threading
import time
import zipfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.reports.kernels import forked_kernels, fresh_kernels
from tipanalysis.reports.manifest import package_sha256, versions
from tipanalysis.reports.places import building, put, swap
from tipanalysis.reports.plan import Wanted
from tipanalysis.reports.run import DRAFT
from tipanalysis.schema import DESCRIPTOR, find_folder

if TYPE_CHECKING:
    from tipanalysis.reports.batch import Done

_ANSWERS_WITHIN, _WORKERS_WITHIN = "10s", "30s"
_STATE = "_tipanalysis_state"


@dataclass(frozen=True)
class Order:
    """What all tasks of a batch share.

    Attributes
    ----------
    key : str
        Digest of data and templates.
    package, versions
        What the worker's package and libraries must be.
    cold : bool
        Start kernels as new interpreters.
    seconds : float or None
        The most that one report may take.
    """

    key: str
    package: str
    versions: Mapping[str, str]
    cold: bool
    seconds: float | None


@dataclass(frozen=True)
class Parcel:
    """A report as it comes back.

    Attributes
    ----------
    files : mapping of str to bytes
        By their relative names; of a failed report its draft.
    error : str
        Why it failed, or empty.
    seconds : float
        How long it took.
    """

    files: Mapping[str, bytes]
    error: str
    seconds: float


def made_on_cluster(
    todo: Sequence[Wanted],
    out: Path,
    data: Dataset,
    scheduler: str,
    cold: bool,
    seconds: float | None,
) -> Generator[Done]:
    """Make reports on the workers of a Dask scheduler; each comes once, as it is ready.

    Raises
    ------
    TipError
        If dask.distributed is not installed, or no scheduler or no worker answers.
    """
    from tipanalysis.reports.batch import BUILT, FAILED, Done

    try:
        import distributed
    except ImportError as error:
        raise TipError("--scheduler needs dask.distributed: the extra `cluster`.") from error
    with ExitStack() as stack:
        client = stack.enter_context(_client(distributed, scheduler))
        packed = _pack(data.folder, find_folder("notebooks"))
        key = hashlib.sha256(packed).hexdigest()[:16]
        order = Order(key, package_sha256(), versions(), cold, seconds)
        stack.callback(_leave, client, key)
        # A task of its own: should its holder be lost, the scheduler has it made again.
        parcel = client.submit(bytes, packed, pure=False)
        futures = {
            client.submit(make, wanted, parcel, order, pure=False, retries=1): wanted
            for wanted in todo
        }
        stack.callback(client.cancel, list(futures))
        for future in distributed.as_completed(futures, loop=client.loop):
            wanted, target = futures[future], futures[future].target(out)
            try:
                made: Parcel = future.result()
            except Exception as error:
                yield Done(wanted, FAILED, 0.0, f"{type(error).__name__}: {error}")
                continue
            future.release()
            if made.error:
                for content in made.files.values():
                    put(target / DRAFT, content)
                yield Done(wanted, FAILED, made.seconds, made.error)
                continue
            with building(target) as folder:
                for name, content in made.files.items():
                    put(folder / name, content)
                swap(folder, target)
            yield Done(wanted, BUILT, made.seconds)


def _client(distributed: Any, scheduler: str) -> Any:
    try:
        client = distributed.Client(scheduler, timeout=_ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TipError(f"No Dask scheduler answers at {scheduler} ({error}).") from error
    try:
        client.wait_for_workers(1, timeout=_WORKERS_WITHIN)
    except Exception as error:
        client.close()
        raise TipError(f"The scheduler at {scheduler} has no workers.") from error
    return client


def _leave(client: Any, key: str) -> None:
    with suppress(Exception):  # workers may be gone; they then took everything with them
        client.run(_close_workshop, key, on_error="ignore")


def _pack(data: Path, notebooks: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted([data / DESCRIPTOR, *data.glob("*.csv"), *notebooks.glob("*.ipynb")]):
            folder = "notebooks" if path.suffix == ".ipynb" else "data"
            archive.writestr(zipfile.ZipInfo(f"{folder}/{path.name}"), path.read_bytes())
    return content.getvalue()


@dataclass
class _State:
    """What a worker keeps for a batch; `busy` lets it make one report at a time."""

    busy: threading.Lock = field(default_factory=threading.Lock)
    workshops: dict[str, tuple[Any, Path, ExitStack]] = field(default_factory=dict)


def make(wanted: Wanted, packed: bytes, order: Order) -> Parcel:
    """Make one report in a Dask worker."""
    from distributed import get_worker

    worker = get_worker()
    state: _State = vars(worker).setdefault(_STATE, _State())
    with state.busy:
        started = time.monotonic()
        workshop, out = _workshop(state, packed, order, worker.address)
        target = wanted.target(out)
        try:
            error = workshop(wanted)
            paths = [path for path in target.rglob("*") if path.is_file()]
            files = {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}
        finally:
            shutil.rmtree(target, ignore_errors=True)
        return Parcel(files, error.replace(str(target), wanted.name), time.monotonic() - started)


def _workshop(state: _State, packed: bytes, order: Order, address: str) -> tuple[Any, Path]:
    from tipanalysis.reports.batch import Workshop

    if order.key not in state.workshops:
        _must_be_alike(order, address)
        stack = ExitStack()
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="tip", ignore_cleanup_errors=True)
            )
        )
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder)
        start = fresh_kernels if order.cold else forked_kernels
        kernels = stack.enter_context(start())
        out = folder / "reports"
        workshop = Workshop(folder / "data", out, order.seconds, kernels, folder / "notebooks")
        state.workshops[order.key] = (workshop, out, stack)
    workshop, out, _ = state.workshops[order.key]
    return workshop, out


def _must_be_alike(order: Order, address: str) -> None:
    if package_sha256() != order.package:
        raise TipError(f"The worker at {address} has another state of the package tipanalysis.")
    here = versions()
    other = [f"{name} {here[name]}" for name, wanted in order.versions.items()
             if here.get(name) != wanted]  # fmt: skip
    if other:
        raise TipError(f"The worker at {address} has other versions: {', '.join(other)}.")


def _close_workshop(key: str, dask_worker: Any = None) -> None:
    """End what a worker keeps for a batch."""
    state: _State | None = vars(dask_worker).get(_STATE)
    if state is not None:
        with state.busy:
            kept = state.workshops.pop(key, None)
            if kept is not None:
                kept[2].close()
