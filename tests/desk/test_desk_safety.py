"""The desk answers to its own names, takes forms from its own pages, and loads nothing from elsewhere."""

import re

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import BASE, client_of
from tests.desk.desks import Fixed
from tests.desk.synthetic import record
from vedette.desk.safety import web_address
from vedette.store import Desk

PAGES = ("/", "/incidents", "/map", "/figures", "/claims", "/lineage", "/review", "/add", "/api", "/nowhere")


STRANGE = ("evil.example", "127.0.0.1.evil.example", "", "localhost.evil", "127.0.0.2", "a b", "[::2]")
ELSEWHERE = ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", "")


@pytest.mark.parametrize("host", STRANGE)
def test_strange_names_are_turned_away(shown: TestClient, host: str) -> None:
    assert shown.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8600", "LOCALHOST", "[::1]:9"])
def test_its_own_names_are_answered(shown: TestClient, host: str) -> None:
    assert shown.get("/", headers={"host": host}).status_code == 200


def test_a_further_name_can_be_given(kosovo: object) -> None:
    client = client_of(Desk.open(kosovo), hosts=("desk.local",))
    assert client.get("/add", headers={"host": "desk.local"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8600"},
        {"origin": "", "referer": "http://evil.example/"},
        {"origin": "", "referer": ""},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"origin": "http://evil.example", "authorization": "Bearer x"},
    ],
)
@pytest.mark.parametrize("path", ["/judge", "/undo", "/seen", "/wishes", "/add"])
def test_forms_from_elsewhere_change_nothing(client: TestClient, path: str, headers: dict[str, str]) -> None:
    before = client.get("/api/v1/audit").json()
    answer = client.post(path, data={"act": "note", "number": "1", "next": "/"}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert client.get("/api/v1/audit").json() == before


def test_a_form_without_any_origin_is_refused_and_a_referer_of_ours_is_taken(client: TestClient) -> None:
    bare = TestClient(client.app, base_url=BASE, follow_redirects=False)
    assert bare.post("/seen", data={"next": "/"}).status_code == 403
    assert bare.post("/seen", data={"next": "/"}, headers={"referer": f"{BASE}/map"}).status_code == 303


@pytest.mark.parametrize("path", PAGES)
def test_each_answer_carries_the_rules(shown: TestClient, path: str) -> None:
    headers = shown.get(path).headers
    policy = dict(part.partition(" ")[::2] for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src", "connect-src", "form-action")} == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_inline_code_or_style_or_loads_from_elsewhere(shown: TestClient, path: str) -> None:
    page = shown.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page)
    loaded = re.findall(r'<(?:script|link|img|iframe|use|image)\b[^>]*\b(?:src|href)="([^"]*)"', page)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_a_form_leads_back_to_the_desk_alone(client: TestClient, wanted: str) -> None:
    answer = client.post("/seen", data={"next": wanted})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/b?c=d#e", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ('https://a.example/"onclick=x', False),
        ("ftp://a.example", False),
        ("//a.example", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_links(url: str | None, kept: bool) -> None:
    assert (web_address(url) == url) is (kept or url is None)


def test_cookies_are_out_of_reach_of_scripts(client: TestClient) -> None:
    answer = client.post("/wishes", data={"theme": "dark", "analyst": "Вук; Path=/x", "next": "/"})
    for cookie in answer.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
    assert 'data-theme="dark"' in client.get("/").text
    assert "Вук; Path=/x" in client.get("/").text


def test_hostile_words_stay_words_on_every_page() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{7*7}}{% raw %}"
    client = client_of(Fixed(record(60, word=lambda n: hostile)))
    for path in (*PAGES, "/incidents/i5", "/reports/0000000000000001", "/figures/0", "/actors", "/sources", "/reports"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "49" not in re.findall(r"\{\{7\*7\}\}|\b49\b(?=\{%)", page)
