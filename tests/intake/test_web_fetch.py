"""Fetching: polite to the server, within limits, and never an exception."""

import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest
from tests.intake.web_server import Answer, page, serving

from vedette.intake.web.addresses import Allowed
from vedette.intake.web.fetch import Caps, Fetcher, Validators

HOME = Allowed.of(["127.0.0.1"])
QUICK = Caps(pause=0, seconds=2.0, max_bytes=100_000)


def fetch(routes: dict[str, Answer], path: str = "/a", **known: str):  # type: ignore[no-untyped-def]
    with serving(routes) as (base, asked), Fetcher(allowed=HOME, caps=QUICK) as fetcher:
        return fetcher.get(base + path, known=Validators(**known)), asked


def test_a_page_comes_with_what_recognises_it() -> None:
    found, _ = fetch({"/a": page(b"<p>hello", etag='"1"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")})
    assert (found.outcome, found.body, found.status) == ("fetched", b"<p>hello", 200)
    assert found.validators == Validators(etag='"1"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")


def test_an_unchanged_page_is_not_sent_again() -> None:
    found, asked = fetch({"/a": page(b"", 304)}, etag='"1"', last_modified="yesterday")
    assert found.outcome == "unchanged"
    assert asked.headers[-1]["if-none-match"] == '"1"'
    assert asked.headers[-1]["if-modified-since"] == "yesterday"


def test_redirects_are_followed_and_counted() -> None:
    routes = {"/a": page(b"", 301, location="/b"), "/b": page(b"", 307, location="c"), "/c": page(b"there")}
    found, _ = fetch(routes)
    assert (found.body, found.url[-2:]) == (b"there", "/c")
    looping, _ = fetch({"/a": page(b"", 302, location="/a")})
    assert looping.reason == "more than 5 redirects"


@pytest.mark.parametrize("packed", [gzip.compress(b"hello"), zlib.compress(b"hello")])
def test_packed_bodies_are_unpacked(packed: bytes) -> None:
    found, _ = fetch({"/a": page(packed, content_encoding="gzip")})
    assert found.body == b"hello"


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(bytes(300_000_000)), "gzip", "oversized"),
        (b"x" * 200_000, "", "oversized"),
        (b"not packed", "gzip", "broken packing"),
        (gzip.compress(b"hello")[:-9], "gzip", "ends too early"),
        (b"\x0b\x02\x80", "br", "not asked for"),
        (b"(\xb5/\xfd", "zstd", "not asked for"),
    ],
)
def test_bombs_and_broken_bodies_are_refused_within_limits(body: bytes, encoding: str, reason: str) -> None:
    start = time.perf_counter()
    found, _ = fetch({"/a": page(body, content_encoding=encoding)})
    assert found.outcome == "refused"
    assert reason in found.reason
    assert time.perf_counter() - start < 5


def test_a_server_that_dribbles_is_left() -> None:
    def dribble(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("content-length", "100000")
        request.end_headers()
        for _ in range(60):
            request.wfile.write(b"x")
            time.sleep(0.1)

    found, _ = fetch({"/a": dribble})
    assert "too slow" in found.reason


def test_robots_are_obeyed() -> None:
    robots = page(b"User-agent: *\nDisallow: /private\n")
    found, asked = fetch({"/robots.txt": robots, "/private": page()}, "/private")
    assert found.reason == "robots.txt does not allow it"
    assert asked.paths == ["/robots.txt"]


def test_a_site_in_trouble_is_left_alone_and_one_without_rules_is_read() -> None:
    assert fetch({"/robots.txt": page(b"", 503), "/a": page()})[0].outcome == "refused"
    assert fetch({"/a": page()})[0].outcome == "fetched"


def test_hosts_are_not_hurried() -> None:
    slept: list[float] = []
    robots = page(b"User-agent: *\nCrawl-delay: 3\n")
    fetcher = Fetcher(allowed=HOME, caps=Caps(pause=1.0), clock=lambda: 0.0, sleep=slept.append)
    with serving({"/robots.txt": robots, "/a": page()}) as (base, _), fetcher:
        for _ in range(3):
            fetcher.get(base + "/a")
    assert slept == [1.0, 4.0, 7.0]


def test_a_server_may_ask_to_wait() -> None:
    found, _ = fetch({"/a": page(b"", 429, retry_after="120")})
    assert (found.outcome, found.after) == ("refused", 120.0)
