"""Fetching against a server on loopback that behaves as well and as badly as servers do."""

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from narratives import pages
from narratives.forms import FORM_2018, NAMES, OTHERS

from tipanalysis.dataset import Dataset
from tipanalysis.errors import TipError
from tipanalysis.names import Names
from tipanalysis.narratives.addresses import addresses, names_by_code, slug
from tipanalysis.narratives.fetch import AGENT, Fetched, fetch
from tipanalysis.narratives.read import read

PAGE = pages.state_gov_new(FORM_2018, "St. Elba").encode()
FOLDER = "/reports/2018-trafficking-in-persons-report"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A site on loopback: answers by path, and what was asked of it."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802
                site.asked.append(self.path)
                site.agents.add(self.headers.get("User-Agent", ""))
                site.at_once += 1
                site.most_at_once = max(site.most_at_once, site.at_once)
                try:
                    waiting = site.answers.get(self.path, [status(404)])
                    (waiting.pop(0) if len(waiting) > 1 else waiting[0])(self)
                finally:
                    site.at_once -= 1

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def serve(self, name: str, *answers: Answer) -> None:
        self.answers[f"{FOLDER}/{name}/"] = list(answers)


def page(body: bytes = PAGE, kind: str = "text/html; charset=utf-8") -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(PAGE)))
    handler.end_headers()
    handler.wfile.write(PAGE[: len(PAGE) // 2])
    handler.close_connection = True


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.6)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    try:
        for _ in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def get(
    site: Site, store: Path, *codes: str, waits: list[float] | None = None, **more: object
) -> Fetched:
    wanted = {code: [NAMES[code]] for code in codes}
    options: dict[str, object] = {
        "pause": 0.0, "tries": 3, "timeout": 10.0, "show_progress": False,
        "sleep": (waits if waits is not None else []).append, **more,
    }  # fmt: skip
    return fetch(2018, wanted, store, site.base, **options)  # type: ignore[arg-type]


def record(store: Path) -> dict[str, dict[str, object]]:
    content = json.loads((store / "2018" / "fetched.json").read_text())
    assert content["edition"] == 2018
    return content["pages"]


def files(store: Path) -> set[str]:
    return {str(p.relative_to(store)) for p in store.rglob("*") if p.is_file()}


def test_a_page_is_kept_with_its_address_and_hash(site: Site, tmp_path: Path) -> None:
    site.serve("saint-elba-and-the-isles", page())
    result = get(site, tmp_path, "XEE")
    assert (result.fetched, result.not_assessed, result.faults) == (["XEE"], [], [])
    kept = (tmp_path / "2018" / "pages" / "XEE.html").read_bytes()
    assert kept == PAGE
    assert record(tmp_path)["XEE"] == {
        "address": f"{site.base}{FOLDER}/saint-elba-and-the-isles/",
        "bytes": len(PAGE),
        "sha256": hashlib.sha256(PAGE).hexdigest(),
    }
    assert site.agents == {AGENT}
    assert AGENT.startswith("Mozilla/5.0")


def test_what_is_fetched_can_be_read(site: Site, tmp_path: Path) -> None:
    site.serve("saint-elba-and-the-isles", page())
    get(site, tmp_path, "XEE")

    class Imaginary:
        country = staticmethod(Names(NAMES, OTHERS).code)

    narratives, faults = read(tmp_path / "2018" / "pages", 2018, Imaginary())
    assert faults == []
    assert (narratives[0].iso3, narratives[0].source) == (
        "XEE",
        f"{site.base}{FOLDER}/saint-elba-and-the-isles/",
    )


def test_a_second_run_asks_for_nothing_and_changes_nothing(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", page())
    get(site, tmp_path, "XAA", "XBB")
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    asked = len(site.asked)
    result = get(site, tmp_path, "XAA", "XBB")
    assert (result.kept, result.not_assessed, result.fetched) == (["XAA"], ["XBB"], [])
    assert len(site.asked) == asked
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


def test_asking_again(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", page(), page(b"<p>new</p>"))
    get(site, tmp_path, "XAA", "XBB")
    site.serve("borduria", page())
    result = get(site, tmp_path, "XAA", "XBB", again=True)
    assert result.fetched == ["XAA", "XBB"]
    assert (tmp_path / "2018/pages/XAA.html").read_bytes() == b"<p>new</p>"
    assert "status" not in record(tmp_path)["XBB"]


def test_a_page_that_was_changed_is_fetched_anew(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", page())
    get(site, tmp_path, "XAA")
    (tmp_path / "2018/pages/XAA.html").write_bytes(b"half")
    assert get(site, tmp_path, "XAA").fetched == ["XAA"]
    assert (tmp_path / "2018/pages/XAA.html").read_bytes() == PAGE


@pytest.mark.parametrize("content", ["", "[]", '{"pages": 3}', "{" * 9999])
def test_without_a_good_record_pages_are_fetched_anew(
    content: str, site: Site, tmp_path: Path
) -> None:
    site.serve("alandria", page())
    get(site, tmp_path, "XAA")
    (tmp_path / "2018/fetched.json").write_text(content)
    assert get(site, tmp_path, "XAA").fetched == ["XAA"]


def test_no_page_anywhere_is_not_assessed(site: Site, tmp_path: Path) -> None:
    result = get(site, tmp_path, "XAA")
    assert (result.not_assessed, result.faults) == (["XAA"], [])
    assert record(tmp_path) == {"XAA": {"status": "not assessed"}}
    assert len(site.asked) == len(set(site.asked)) > 2


@pytest.mark.parametrize(
    "path",
    [
        "/reports/2018-trafficking-in-persons-report-2/alandria/",
        "/reports/2018-trafficking-in-persons-report/alandria__trashed/",
        "/reports/2018-trafficking-in-persons-report/alandria-2/",
    ],
)
def test_other_addresses_are_tried(path: str, site: Site, tmp_path: Path) -> None:
    site.answers[path] = [page()]
    assert get(site, tmp_path, "XAA").fetched == ["XAA"]
    assert record(tmp_path)["XAA"]["address"] == site.base + path


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_a_server_in_trouble_is_asked_again_ever_later(
    code: int, site: Site, tmp_path: Path
) -> None:
    site.serve("alandria", status(code), status(code), page())
    waits: list[float] = []
    assert get(site, tmp_path, "XAA", waits=waits, pause=0.5).fetched == ["XAA"]
    assert waits == [1.0, 0.5, 2.0, 0.5]


def test_retry_after_is_honoured(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", status(429, Retry_After="17"), page())
    waits: list[float] = []
    assert get(site, tmp_path, "XAA", waits=waits).fetched == ["XAA"]
    assert waits == [17.0]


@pytest.mark.parametrize("value", ["Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-5", ""])
def test_a_retry_after_that_is_no_number_counts_as_none(
    value: str, site: Site, tmp_path: Path
) -> None:
    site.serve("alandria", status(503, Retry_After=value), page())
    waits: list[float] = []
    get(site, tmp_path, "XAA", waits=waits)
    assert waits == [1.0]


def test_a_wait_beyond_measure_is_a_failure(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", status(429, Retry_After="99999"))
    waits: list[float] = []
    (fault,) = get(site, tmp_path, "XAA", waits=waits).faults
    assert "asks for a wait of 99999 s" in fault.message
    assert waits == []


@pytest.mark.parametrize(
    ("answer", "reason", "asked"),
    [
        (status(500), "the server answers 500, 3 times", 3),
        (status(403), "the server refuses the page (403)", 1),
        (status(401), "the server answers 401", 1),
        (cut_off, "the server ended the connection before the page was whole", 3),
        (hang_up, "the server ended the connection before the page was whole", 3),
        (silent, "does not answer in time, 3 times", 3),
        (page(b"x" * 5000), "larger than 4,000 bytes", 1),
        (page(b"%PDF", "application/pdf"), "not a page of HTML but application/pdf", 1),
        (status(302, Location="http://elsewhere.example/x"), "another host (elsewhere.example)", 1),
        (status(302, Location="//127.0.0.2/x"), "another host (127.0.0.2)", 1),
        (status(302, Location="ftp://127.0.0.1/x"), "another host", 1),
        (status(302, Location=f"{FOLDER}/alandria/"), "more than 4 redirects", 5),
    ],
)
def test_each_failure_is_one_line_and_the_rest_goes_on(
    answer: Answer, reason: str, asked: int, site: Site, tmp_path: Path
) -> None:
    site.serve("alandria", answer)
    small = b"<h2>BORDURIA: Tier 1</h2>"
    site.serve("borduria", page(small))
    result = get(
        site, tmp_path, "XAA", "XBB", most_bytes=4_000, timeout=0.25 if answer is silent else 10.0
    )
    assert result.fetched == ["XBB"]
    (fault,) = result.faults
    assert fault.file == "Alandria"
    assert reason in fault.message and f"{FOLDER}/alandria/" in fault.message
    assert "\n" not in str(fault)
    assert Counter(site.asked)[f"{FOLDER}/alandria/"] == asked
    assert files(tmp_path) == {"2018/fetched.json", "2018/pages/XBB.html"}
    assert set(record(tmp_path)) == {"XBB"}


def test_after_many_failures_the_site_is_left_alone(site: Site, tmp_path: Path) -> None:
    wanted = {f"XA{letter}": [f"Land {letter}"] for letter in "ABCDEFGH"}
    for letter in "abcdefgh":
        site.serve(f"land-{letter}", status(403))
    result = fetch(2018, wanted, tmp_path, site.base, pause=0, show_progress=False)
    assert len(site.asked) == 5
    assert [fault.file for fault in result.faults[:5]] == [f"Land {c}" for c in "ABCDE"]
    assert result.faults[5].message == "5 failures one after the other: 3 pages were not asked for"


def test_failures_in_between_do_not_stop_the_run(site: Site, tmp_path: Path) -> None:
    wanted = {f"XA{letter}": [f"Land {letter}"] for letter in "ABCDEFGHIJ"}
    for letter in "abcdfghij":
        site.serve(f"land-{letter}", status(403))
    site.serve("land-e", page())
    result = fetch(2018, wanted, tmp_path, site.base, pause=0, show_progress=False)
    assert (result.fetched, len(result.faults)) == (["XAE"], 9)


def test_an_edition_without_such_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TipError, match="from the edition of 2017 on; for 2012"):
        fetch(2012, {"XAA": ["Alandria"]}, tmp_path)


def test_a_page_that_drips_is_given_up(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", drip)
    start = time.perf_counter()
    (fault,) = get(site, tmp_path, "XAA", timeout=0.1).faults
    assert "not whole after 1 s" in fault.message
    assert time.perf_counter() - start < 2.5
    assert files(tmp_path) == set()


def test_a_cut_off_page_is_fetched_whole_the_next_time(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", cut_off, page())
    assert get(site, tmp_path, "XAA").fetched == ["XAA"]
    assert (tmp_path / "2018/pages/XAA.html").read_bytes() == PAGE


def test_a_failure_leaves_the_page_that_was_there(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", page(), cut_off)
    get(site, tmp_path, "XAA")
    assert get(site, tmp_path, "XAA", again=True).faults
    assert (tmp_path / "2018/pages/XAA.html").read_bytes() == PAGE
    assert get(site, tmp_path, "XAA").kept == ["XAA"]


def test_a_redirect_on_the_same_host_is_followed(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", status(301, Location=f"{FOLDER}/new/"))
    site.serve("new", page())
    assert get(site, tmp_path, "XAA").fetched == ["XAA"]


def test_a_client_that_follows_redirects_does_not_here(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", status(302, Location="http://elsewhere.example/x"))
    with httpx.Client(follow_redirects=True) as client:
        (fault,) = get(site, tmp_path, "XAA", client=client).faults
        assert "another host" in fault.message
        assert not client.is_closed


def test_one_at_a_time_with_a_pause(site: Site, tmp_path: Path) -> None:
    for name in ("alandria", "borduria", "cagnova"):
        site.serve(name, page())
    waits: list[float] = []
    get(site, tmp_path, "XAA", "XBB", "XCC", waits=waits, pause=1.5)
    assert waits == [1.5, 1.5]
    assert site.most_at_once == 1


def test_nobody_there(tmp_path: Path) -> None:
    site = Site()
    site.server.shutdown()
    site.server.server_close()
    (fault,) = get(site, tmp_path, "XAA").faults
    assert "the server cannot be reached, 3 times" in fault.message


def test_the_package_is_no_store(site: Site) -> None:
    import tipanalysis

    inside = Path(tipanalysis.__file__).parent / "texts"
    with pytest.raises(TipError, match="inside the package"):
        get(site, inside, "XAA")
    assert site.asked == []


def test_a_store_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    site.serve("alandria", page())
    (tmp_path / "2018").write_text("a file")
    with pytest.raises(TipError, match="cannot be written"):
        get(site, tmp_path, "XAA")


def test_progress_goes_to_the_error_stream(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.serve("alandria", page())
    get(site, tmp_path, "XAA", show_progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Edition 2018" in err


def test_without_the_extra_a_line_says_how_to_get_it(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(TipError, match=r"pip install 'tipanalysis\[narratives\]'"):
        get(site, tmp_path, "XAA")


def test_importing_loads_no_network_library() -> None:
    code = (
        "import sys, tipanalysis.narratives.fetch, tipanalysis.narratives.read; "
        "print([m for m in ('httpx', 'lxml', 'pypdfium2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Côte d'Ivoire", "cote-divoire"),
        ("Bosnia & Herzegovina", "bosnia-and-herzegovina"),
        ("Guinea-Bissau", "guinea-bissau"),
        ("Curaçao", "curacao"),
        ("../../etc/passwd", "etc-passwd"),
        ("a?b#c", "a-b-c"),
    ],
)
def test_the_last_part_of_an_address(name: str, last: str) -> None:
    assert slug(name) == last


def test_addresses_of_real_countries(data: Dataset) -> None:
    names = names_by_code(data)
    assert len(names) == len(data.countries)

    def firsts(code: str) -> list[str]:
        return [a.split("/")[-2] for a in addresses(2024, code, names[code])]

    assert firsts("THA")[0] == "thailand"
    assert firsts("BHS")[0] == "bahamas"
    assert firsts("LCA")[0] == "saint-lucia"
    assert {"democratic-republic-of-the-congo"} <= set(firsts("COD"))
    assert {"turkey", "turkiye"} <= set(firsts("TUR"))
    for code in names:
        tried = addresses(2024, code, names[code])
        assert len(tried) == len(set(tried)) <= 14, code
        assert all(a.startswith("https://www.state.gov/reports/2024-traff") for a in tried)


def test_names_of_some_countries(data: Dataset) -> None:
    assert list(names_by_code(data, ["Thailand", "CIV"])) == ["CIV", "THA"]
