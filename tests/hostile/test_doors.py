"""The desk's doors: strange names, bodies without end, requests that never finish, files with others' names."""

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import BASE, Server, client_of
from tests.desk.desks import Fixed
from tests.hostile import LONG
from tests.hostile.made import WORDS, hostile
from tests.hostile.naughty import BARE, CLASSES
from tests.stub_engine import StubEngine
from vedette.desk import safety
from vedette.desk.pages import SIGHTS
from vedette.store import Desk

NAMES = (
    "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1:8600@evil.example",
    "evil.example:8600", "localhost.", "127.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::1%25lo]", "0.0.0.0",
    "localhost:999999", "localhost ", " localhost", "localhost\t", "localhost,evil.example", "localhost/evil",
    "loca\u017fhost", "\u24db\u24debalhost", "",
)  # fmt: skip
ELSEWHERE = (
    "/static/..%2f..%2fpages.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/desk.css%00",
    "/static/..\\app.py", "//evil.example/", "/%2e%2e/%2e%2e/etc/passwd",
)  # fmt: skip
ASKED = (
    "q",
    "page",
    "since",
    "until",
    "as_known_at",
    "sort",
    "type",
    "actor",
    "place",
    "speaker",
    "outlet",
    "kind",
    "of",
)
WAIT = 30


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.init(tmp_path_factory.mktemp("doors") / "desk", engine=StubEngine())


@pytest.fixture(scope="module")
def client(empty: Desk) -> TestClient:
    return client_of(empty)


@pytest.fixture(scope="module")
def served(empty: Desk) -> Iterator[Server]:
    server = Server(empty)
    yield server
    server.stop()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_was_bound_to_this_machine_by_others_is_turned_away(client: TestClient, name: str) -> None:
    for path in ("/", "/api/v1/audit", "/static/desk.js", "/add"):
        answer = client.get(path, headers={"host": name.encode()})
        assert answer.status_code == 421, path
        assert "set-cookie" not in answer.headers


def test_two_names_are_none(client: TestClient) -> None:
    for names in (("127.0.0.1:8600", "evil.example"), ("evil.example", "127.0.0.1:8600")):
        assert client.get("/", headers=[("host", name) for name in names]).status_code == 421


@pytest.mark.parametrize("path", ["/judge", "/undo", "/seen", "/wishes", "/api/v1/judgements", "/nowhere"])
def test_a_body_without_end_is_refused_where_it_is_too_long(client: TestClient, path: str) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(400):
            sent += 65_536
            yield b"a=" + b"x" * 65_534

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=b"x" * 1_000_001, headers=form).status_code == 413
    answer = client.post(path, content=endless(), headers=form)
    assert answer.status_code in (401, 403, 404, 405, 413), "nothing is taken"
    assert client.get("/api/v1/audit").json() == client.get("/api/v1/audit").json()


def test_more_reports_than_fit_are_refused_unread(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "_ADDING", 100_000)
    assert client.post("/add", files={"files": ("a.txt", b"x" * 200_000)}).status_code == 413
    assert client.post("/add", data={"text": "word " * 50_000}).status_code == 413


def test_requests_that_never_finish_hold_up_nobody(served: Server) -> None:
    host = served.url.removeprefix("http://").rstrip("/")
    name, _, port = host.partition(":")
    begun = (
        b"GET / HTTP/1.1\r\nHost: " + host.encode() + b"\r\nX-Slow: a",
        b"POST /add HTTP/1.1\r\nHost: " + host.encode() + b"\r\nOrigin: http://" + host.encode()
        + b"\r\nContent-Type: text/plain\r\nContent-Length: 90000\r\n\r\nx",
        b"POST /judge HTTP/1.1\r\nHost: evil.example\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"A" * 200_000, b"\r\n" * 500,
        b"GET /" + b"a" * 80_000,
    )  # fmt: skip
    with contextlib.ExitStack() as held:
        for n in range(120):
            line = held.enter_context(socket.create_connection((name, int(port)), timeout=WAIT))
            with contextlib.suppress(OSError):
                line.sendall(begun[n % len(begun)])
        start = time.monotonic()
        last = held.enter_context(socket.create_connection((name, int(port)), timeout=WAIT))
        last.sendall(b"GET /about HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\n\r\n")
        assert last.recv(12).startswith(b"HTTP/1.1 ")
        assert time.monotonic() - start < WAIT


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_address_leads_to_another_file(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (200, 307, 404)
    assert "import " not in answer.text
    assert "root:" not in answer.text
    assert not answer.headers.get("location", "/").startswith(("//", "http://evil"))


def test_files_under_any_name_are_taken_in_and_written_nowhere(tmp_path: Path) -> None:
    desk = Desk.init(tmp_path / "deep" / "er" / "desk", engine=StubEngine())
    before = sorted(path for path in tmp_path.rglob("*") if "sqlite" not in path.name)
    client = client_of(desk)
    names = [
        name for name in (*CLASSES["paths"], *CLASSES["reserved names"], *CLASSES["shell"], *CLASSES["headers"]) if name
    ]
    files = [("files", (name, f"Guards left Lirna by road {n}.")) for n, name in enumerate(names)]
    answer = client.post("/add", files=files)
    assert answer.status_code == 303
    deadline = time.monotonic() + 4 * WAIT
    while (told := client.get(f"/api{answer.headers['location']}").json())["state"] not in ("done", "failed"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert (told["state"], sum(told["counts"].values())) == ("done", len(files))
    assert sorted(path for path in tmp_path.rglob("*") if "sqlite" not in path.name) == before


def test_what_is_asked_for_in_hostile_words_is_answered(empty: Desk) -> None:
    made, real = (
        TestClient(client_of(desk).app, base_url=BASE, raise_server_exceptions=False)
        for desk in (Fixed(hostile(WORDS[:20])), empty)
    )
    paths = [sight.path for sight in SIGHTS if "{" not in sight.path]
    words = [word.encode("utf-8", "replace").decode() for word in BARE if len(word) < 500]
    broken = []
    for n, word in enumerate(words[:: 1 if LONG else 4]):
        asked = {ASKED[n % len(ASKED)]: word, ASKED[(n + 3) % len(ASKED)]: word}
        for client, path in ((made, paths[n % len(paths)]), (real, "/search"), (real, paths[(n + 1) % len(paths)])):
            if client is made and path == "/search":
                continue
            answer = client.get(path, params=asked | ({"q": word} if path == "/search" else {}))
            if answer.status_code not in (200, 400, 404) or "<script>alert" in answer.text:
                broken.append((path, asked, answer.status_code))
    assert broken == []


@pytest.mark.parametrize("word", ["NaN", "2031-02-30", "\u202e", "0001-01-01T00:00:00+23:00", "9" * 400, "null"])
def test_cookies_that_somebody_wrote_are_survived(client: TestClient, word: str) -> None:
    for name in ("seen", "theme", "analyst", "names", "as_known_at", "wishes", "vedette"):
        sent = {"cookie": f"{name}={word}; {name}".encode()}
        assert client.get("/", headers=sent).status_code in (200, 400)


def test_a_broken_referer_is_no_page_of_ours(client: TestClient) -> None:
    bare = TestClient(client.app, base_url=BASE)
    for referer in CLASSES["addresses"]:
        sent = {"referer": referer.encode("utf-8")}
        assert bare.post("/seen", data={"next": "/"}, headers=sent).status_code == 403, referer
