"""Every page stands, says what the record says, and leads from each value to its sentence."""

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import client_of
from tests.desk.desks import Fixed
from tests.desk.synthetic import record
from vedette.desk.pages import SIGHTS
from vedette.record import DeskRecord, Links, encode
from vedette.store import Desk
from vedette.watch.alert import Alert
from vedette.watch.warn import answer

PLAIN = [sight.path for sight in SIGHTS if "{" not in sight.path] + ["/add", "/brief", "/api"]


class Found(HTMLParser):
    """The addresses and ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.hrefs.append(given["href"] or "")
        if given.get("id"):
            self.ids.append(given["id"] or "")


@pytest.mark.parametrize("path", PLAIN)
def test_each_page_stands_in_the_present_and_in_the_past(shown: TestClient, path: str) -> None:
    for address in (path, f"{path}?as_known_at=2020-01-01"):
        answer = shown.get(address)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/html")
        ids = Found(answer.text).ids
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PLAIN)
def test_each_page_stands_on_an_empty_desk(path: str) -> None:
    empty = DeskRecord(reports=(), annotations=(), links=Links())
    if path != "/search":
        assert client_of(Fixed(empty)).get(path).status_code == 200


def test_no_link_of_any_page_leads_nowhere(shown: TestClient) -> None:
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop()
        path, _, anchor = address.partition("#")
        if path in seen or not path.startswith("/") or len(seen) > 400:
            continue
        seen.add(path)
        answer = shown.get(path)
        assert answer.status_code == 200, path
        kind = answer.headers["content-type"], answer.headers.get("content-disposition", "")
        if "html" in kind[0] and "attachment" not in kind[1]:
            found = Found(answer.text)
            waiting += [href for href in found.hrefs if href.startswith("/")]
            assert not anchor or anchor in found.ids, address
    assert len(seen) > 100


def test_the_first_page_says_how_many_really_know(shown: TestClient) -> None:
    page = shown.get("/").text
    assert "13 reports, 12 origins" in page
    assert len(page) < 150_000


def test_alerts_that_nobody_answered_stand_on_the_first_page(desk: Desk) -> None:
    mention = desk.record().links.incidents[0].mentions[0]
    alert = Alert(
        id="a1", indicator="troops", label="Troops near the line", cause="rule", level="alert", day=date(2023, 9, 29),
        why="<b>two origins in a week</b>", lower="a week without", incidents=("i1",),
        mentions=(mention,), origins=2, count=2.0,
    )  # fmt: skip
    client = client_of(desk)
    assert "Troops near the line" not in client.get("/").text
    desk.note([("alert", alert.id, encode(alert))])
    page = client.get("/").text
    assert "Troops near the line" in page
    assert "&lt;b&gt;two origins" in page
    assert mention.replace("#", "%23") in page
    answer(desk, "a1", "acknowledge", by="Ana", why="seen")
    assert "Troops near the line" not in client.get("/").text


def test_a_number_leads_to_its_very_words_in_one_click(shown: TestClient, kosovo: object) -> None:
    for series in shown.get("/api/v1/figures").json()["series"]:
        for value in series["values"]:
            words = value["cite"]
            span = f"{words['start']}-{words['end']}"
            assert f"/reports/{words['report']}?span={span}#hit" in shown.get(f"/figures/{series['number']}").text
            target = shown.get(f"/reports/{words['report']}?span={span}").text
            assert target.count('id="hit"') == 1
            marked = "".join(re.findall(r'class="m [^"]*\bhit\b[^"]*"[^>]*>(?:<a[^>]*>)?([^<]*)', target))
            text = next(r.text for r in Desk.open(kosovo).record().reports if r.id == words["report"])
            assert unescape(marked) == text[words["start"] : words["end"]]
            return


def test_an_incident_is_found_by_each_of_its_mentions(shown: TestClient) -> None:
    listed = shown.get("/api/v1/incidents").json()["rows"]
    held = max(listed, key=lambda row: row["reports"])
    whole = shown.get(f"/api/v1/incidents/{held['id']}").json()
    for telling in whole["tellings"]:
        mention = telling["mention"].replace("#", "%23")
        assert shown.get(f"/api/v1/incidents/{mention}").json()["row"]["id"] == held["id"]


def test_filters_narrow_and_clear(shown: TestClient) -> None:
    everything = shown.get("/api/v1/incidents").json()
    for query, test in {
        "type=ASSAULT": lambda row: row["type"] == "ASSAULT",
        "status=planned": lambda row: row["status"] == "planned",
        "q=kfor": lambda row: "KFOR" in f"{row['who']} {row['whom']}",
        "harm=1": lambda row: row["killed"] or row["injured"],
        "since=2023-09-01&until=2023-09-30": lambda row: "2023-09" in f"{row['earliest']} {row['latest']}",
    }.items():
        found = shown.get(f"/api/v1/incidents?{query}").json()
        assert 0 < found["paging"]["total"] < everything["paging"]["total"], query
        assert all(map(test, found["rows"])), query


def test_the_disputed_and_the_unlocated_can_be_picked() -> None:
    client = client_of(Fixed(record(400)))
    for query, test in {
        "disputed=1": lambda row: row["disputes"] == 1,
        "unlocated=1": lambda row: row["place"] == "place not known",
        "undated=1": lambda row: row["earliest"] is None,
        "place=Name+3": lambda row: row["places"] == ["Name 3"],
    }.items():
        found = client.get(f"/api/v1/incidents?{query}").json()["rows"]
        assert found, query
        assert all(map(test, found)), query


def test_a_disputed_place_is_drawn_on_both_sides_and_counted_once(shown: TestClient) -> None:
    view = shown.get("/api/v1/map?q=police&type=COERCE").json()
    names = {spot["name"] for spot in view["spots"]}
    assert {"Leposavić", "Raška"} <= names
    assert len(view["ties"]) == 1
    assert [row["disputes"] for row in view["rows"] if row["id"] == view["ties"][0]["incident"]] == [1]
    assert view["paging"]["total"] == len(view["rows"])


def test_what_has_no_point_is_no_point(shown: TestClient) -> None:
    view = shown.get("/api/v1/map").json()
    assert {area["name"] for area in view["areas"]} >= {"Kosovo"}
    assert "Kosovo" not in {spot["name"] for spot in view["spots"]}
    assert all(spot["reach"] > 0 for spot in view["spots"] if spot["name"] == "Mitrovica")
    assert view["unlocated_count"] > 0


def test_furniture_is_grey_and_copies_stand_side_by_side(shown: TestClient) -> None:
    rows = shown.get("/api/v1/reports").json()["rows"]
    copy = next(row for row in rows if row["drawn"])
    page = shown.get(f"/reports/{copy['id']}").text
    assert 'class="furniture"' in page
    kin = shown.get(f"/api/v1/reports/{copy['id']}").json()["parents"][0]
    both = shown.get(f"/api/v1/reports/{copy['id']}/beside/{kin['report']}").json()
    ours, theirs = (
        ["".join(piece["text"] for piece in both[side] if piece["layers"] == [layer]) for layer in ("p0", "p1")]
        for side in ("child_pieces", "parent_pieces")
    )
    assert ours[0] == theirs[0]
    assert both["shared"] >= 2


def test_names_follow_the_policy_but_never_in_a_report(client: TestClient) -> None:
    report = client.get("/api/v1/search?q=Zvecan").json()["hits"][0]["head"]["id"]
    client.post("/wishes", data={"names": "albanian", "next": "/"})
    assert "Zveçan" in client.get("/incidents").text
    text = client.get(f"/reports/{report}").text
    assert "Zvecan" in text
    client.post("/wishes", data={"names": "nonsense", "next": "/"})
    assert "Zveçan" in client.get("/incidents").text


def test_the_past_is_read_only_and_stays_in_every_link(shown: TestClient) -> None:
    page = shown.get("/incidents?as_known_at=2090-01-01").text
    assert "as_known_at=2090-01-01" in page
    some = re.search(r'href="(/incidents/i\d+\?as_known_at=2090-01-01)"', page)
    assert some is not None
    assert 'action="/judge"' not in shown.get(some[1]).text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/incidents/i99999", 404),
        ("/reports/nobody", 404),
        ("/figures/99999", 404),
        ("/figures/x", 400),
        ("/incidents?since=yesterday", 400),
        ("/incidents?page=-1", 400),
        ("/?as_known_at=yesterday", 400),
        ("/search?q=%22%22", 400),
        ("/static/../app.py", 404),
        ("/static/app.py", 404),
    ],
)
def test_what_is_not_there_is_said_in_one_line(shown: TestClient, address: str, status: int) -> None:
    answer = shown.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    if status == 400:
        assert 'role="alert"' in answer.text


def test_a_large_record_keeps_its_pages_small_and_its_lists_whole() -> None:
    client = client_of(Fixed(record(3000)))
    first, *_ = pages = [client.get(f"/api/v1/incidents?page={n}").json() for n in (1, 60, 99)]
    assert first["paging"]["pages"] == 60
    assert [len(page["rows"]) for page in pages] == [50, 50, 50]
    assert pages[1]["rows"] == pages[2]["rows"]
    for path in ("/", "/incidents", "/map", "/figures", "/review", "/actors", "/lineage", "/claims"):
        assert len(client.get(path).content) < 250_000, path
    assert len(client.get("/").content) < 150_000


def test_a_long_report_is_shown_in_part_until_it_is_asked_for_whole() -> None:
    long = record(3000, per_report=1500)
    client = client_of(Fixed(long))
    text, name = long.reports[0].text, long.reports[0].id
    part = client.get(f"/api/v1/reports/{name}").json()
    assert 0 < part["cut"] == len(text) - 30_000
    for query in ("whole=1", f"span={len(text) - 9}-{len(text) - 4}"):
        full = client.get(f"/api/v1/reports/{name}?{query}").json()
        assert full["cut"] == 0
        assert len(full["paragraphs"]) > 2 * len(part["paragraphs"])
    assert f"{part['cut']:,} characters" in client.get(f"/reports/{name}").text
