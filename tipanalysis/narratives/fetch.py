"""Download the pages of countries from the State Department's site; the only module with network.

One page at a time, with a pause, no more often than asked for; what is there is not asked for
again.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tipanalysis.errors import Fault, TipError
from tipanalysis.narratives.addresses import BASE, addresses
from tipanalysis.narratives.store import must_be_outside_package, narrative_path, write_whole

if TYPE_CHECKING:
    import httpx

#: The site refuses agents that do not begin like a browser's.
AGENT = "Mozilla/5.0 (compatible; tipanalysis; reads the Trafficking in Persons Report)"
MOST_BYTES = 16_000_000
MOST_REDIRECTS = 4
#: Seconds: the longest wait that a server may ask for before it counts as failed.
LONGEST_WAIT = 300.0
#: Before this edition the site had no page for each country at an address of this form.
FIRST_EDITION = 2017
#: So many failures one after the other, and no further page is asked for.
MOST_FAILURES = 5
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Fetched:
    """What a run of `fetch` did.

    Attributes
    ----------
    fetched : list of str
        Codes of countries whose page was downloaded.
    kept : list of str
        Codes whose page was there already, unchanged.
    not_assessed : list of str
        Codes that have no page: the edition does not assess them.
    faults : list of Fault
        One line for each page that could not be had.
    """

    fetched: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    not_assessed: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Failed(Exception):
    """One page cannot be had; the words say why."""


def fetch(
    edition: int,
    countries: Mapping[str, Sequence[str]],
    store: Path,
    base: str = BASE,
    client: httpx.Client | None = None,
    pause: float = 2.0,
    tries: int = 4,
    timeout: float = 30.0,
    most_bytes: int = MOST_BYTES,
    again: bool = False,
    show_progress: bool = True,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Download the pages of countries to ``<store>/<edition>/pages/<ISO3>.html``.

    After five failures one after the other no further page is asked for.

    Beside the pages stands ``fetched.json``, with address, SHA-256 and size of each and no time:
    fetching twice leaves the same files. A page is written only when it is whole. Redirects to
    another host are refused.

    Parameters
    ----------
    edition : int
        Edition of the Report.
    countries : mapping of str to sequence of str
        Code to names, the Report's first; see `addresses.names_by_code`.
    store : Path
        Folder of the user's own.
    base : str
        Scheme and host of the site.
    client : httpx.Client, optional
        To be used in place of one made here.
    pause : float
        Seconds between two requests.
    tries : int
        How often a request is made before it counts as failed; the wait doubles each time, and
        what the server asks for in ``Retry-After`` is honoured up to five minutes.
    timeout : float
        Seconds that a server may stay silent; a page may take ten times that in all.
    most_bytes : int
        Bytes of the largest page that is taken.
    again : bool
        Ask for every page, also those that are there or were not found before.
    show_progress : bool
        Whether to show a progress bar on the error stream.
    sleep : callable
        What waits; for tests.

    Returns
    -------
    Fetched

    Raises
    ------
    TipError
        If httpx is not installed, the edition is older than such pages, or the store is inside
        the package or cannot be written to.
    """
    if edition < FIRST_EDITION:
        raise TipError(
            f"The site has a page for each country from the edition of {FIRST_EDITION} on; "
            f"for {edition}, give `tipanalysis narratives read` the PDF or a copy."
        )
    httpx = _httpx()
    must_be_outside_package(store)
    folder = store / str(int(edition))
    record = _Record(folder / "fetched.json", int(edition))
    result = Fetched()
    own = client is None
    client = client or httpx.Client(headers={"User-Agent": AGENT}, timeout=timeout)
    asker = _Asker(client, pause, tries, most_bytes, sleep, urlsplit(base).netloc, 10 * timeout)
    failures = 0
    try:
        for iso3, names in _shown(countries, edition, show_progress):
            if failures >= MOST_FAILURES:
                continue
            page = narrative_path(store, iso3, edition).parent / "pages" / f"{iso3}.html"
            if not again and record.has(iso3, page):
                (result.kept if page.is_file() else result.not_assessed).append(iso3)
                continue
            try:
                found = _first_found(asker, addresses(edition, iso3, names, base))
            except _Failed as error:
                result.faults.append(Fault(names[0] if names else iso3, None, None, str(error)))
                failures += 1
                continue
            failures = 0
            if found is None:
                record.note(iso3, {"status": "not assessed"})
                result.not_assessed.append(iso3)
                continue
            address, content = found
            write_whole(page, content)
            digest = hashlib.sha256(content).hexdigest()
            record.note(iso3, {"address": address, "bytes": len(content), "sha256": digest})
            result.fetched.append(iso3)
    finally:
        if own:
            client.close()
    if failures >= MOST_FAILURES:
        done = len(result.fetched + result.kept + result.not_assessed) + len(result.faults)
        left = len(countries) - done
        if left:
            message = f"{failures} failures one after the other: {left} pages were not asked for"
            result.faults.append(Fault(urlsplit(base).netloc, None, None, message))
    return result


def _first_found(asker: _Asker, tried: Sequence[str]) -> tuple[str, bytes] | None:
    for address in tried:
        content = asker.ask(address)
        if content is not None:
            return address, content
    return None


class _Asker:
    """Asks for one page after the other, slowly, and gives up in words."""

    def __init__(
        self,
        client: httpx.Client,
        pause: float,
        tries: int,
        most_bytes: int,
        sleep: Callable[[float], None],
        host: str,
        longest: float,
    ) -> None:
        self._client, self._pause, self._tries = client, pause, max(1, tries)
        self._most, self._sleep, self._host = most_bytes, sleep, host
        self._longest = longest
        self._asked = False

    def ask(self, address: str) -> bytes | None:
        """The page, whole; None where the site has none (404, 410)."""
        httpx = _httpx()
        reason = ""
        for attempt in range(self._tries):
            self._rest()
            wait = max(self._pause, 1.0) * 2**attempt
            try:
                status, content, asked_wait = self._once(address)
            except httpx.TimeoutException:
                reason = "the server does not answer in time"
            except httpx.ConnectError:
                reason = "the server cannot be reached"
            except httpx.RemoteProtocolError:
                reason = "the server ended the connection before the page was whole"
            except httpx.HTTPError as error:
                reason = f"the connection failed ({type(error).__name__})"
            else:
                if status == 200:
                    return content
                if status in (404, 410):
                    return None
                reason = f"the server answers {status}"
                if status == 403:
                    raise _Failed(f"{address}: the server refuses the page (403)")
                if status not in _RETRIED:
                    raise _Failed(f"{address}: {reason}")
                wait = wait if asked_wait is None else asked_wait
                if wait > LONGEST_WAIT:
                    raise _Failed(f"{address}: {reason} and asks for a wait of {wait:.0f} s")
            if attempt + 1 < self._tries:
                self._sleep(wait)
        raise _Failed(f"{address}: {reason}, {self._tries} times")

    def _rest(self) -> None:
        if self._asked and self._pause > 0:
            self._sleep(self._pause)
        self._asked = True

    def _once(self, address: str) -> tuple[int, bytes, float | None]:
        for _ in range(MOST_REDIRECTS + 1):
            with self._client.stream(
                "GET", address, headers={"User-Agent": AGENT}, follow_redirects=False
            ) as response:
                if response.is_redirect:
                    address = self._followed(address, response.headers.get("location", ""))
                    continue
                if response.status_code != 200:
                    return response.status_code, b"", _wait_asked(response.headers)
                return 200, self._body(address, response), None
        raise _Failed(f"{address}: more than {MOST_REDIRECTS} redirects")

    def _followed(self, address: str, location: str) -> str:
        """Where a redirect leads, if that is on the same host and no less safe."""
        target = urljoin(address, location)
        before, after = urlsplit(address), urlsplit(target)
        if after.netloc != self._host:
            raise _Failed(
                f"{address}: it leads to another host ({after.netloc[:60] or 'nowhere'}); refused"
            )
        if after.scheme not in ("https", before.scheme):
            raise _Failed(f"{address}: it leads to an unsafe address; refused")
        return target

    def _body(self, address: str, response: httpx.Response) -> bytes:
        kind = response.headers.get("content-type", "text/html")
        if "html" not in kind.casefold():
            raise _Failed(f"{address}: not a page of HTML but {kind.split(';')[0][:40]}")
        pieces, size = [], 0
        end = time.monotonic() + self._longest
        for piece in response.iter_bytes():
            size += len(piece)
            if time.monotonic() > end:
                raise _Failed(f"{address}: not whole after {self._longest:.0f} s")
            if size > self._most:
                raise _Failed(f"{address}: larger than {self._most:,} bytes")
            pieces.append(piece)
        return b"".join(pieces)


def _wait_asked(headers: Mapping[str, str]) -> float | None:
    """Seconds of ``Retry-After``; a date or nonsense counts as none."""
    value = headers.get("retry-after", "").strip()
    return float(value) if re.fullmatch(r"\d{1,6}", value) else None


class _Record:
    """``fetched.json``: what is in the store and where it came from."""

    def __init__(self, path: Path, edition: int) -> None:
        self._path, self._edition = path, edition
        self._pages: dict[str, Any] = {}
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            pages = content["pages"] if content["edition"] == edition else {}
            self._pages = {k: v for k, v in pages.items() if isinstance(v, dict)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pass  # without a record every page is asked for again

    def has(self, iso3: str, page: Path) -> bool:
        """Whether a page is there as it was fetched, or is known not to exist."""
        noted = self._pages.get(iso3, {})
        if noted.get("status") == "not assessed":
            return not page.is_file()
        if not page.is_file():
            return False
        return hashlib.sha256(page.read_bytes()).hexdigest() == noted.get("sha256")

    def note(self, iso3: str, noted: dict[str, object]) -> None:
        self._pages[iso3] = noted
        content = {"edition": self._edition, "pages": dict(sorted(self._pages.items()))}
        write_whole(self._path, json.dumps(content, indent=1, sort_keys=True).encode() + b"\n")


def _shown(
    countries: Mapping[str, Sequence[str]], edition: int, show: bool
) -> Iterator[tuple[str, Sequence[str]]]:
    from rich.console import Console
    from rich.progress import track

    yield from track(
        sorted(countries.items()),
        description=f"Edition {edition}",
        console=Console(stderr=True),
        disable=not show,
    )


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise TipError("Fetching needs httpx: pip install 'tipanalysis[narratives]'.") from error
    return httpx
