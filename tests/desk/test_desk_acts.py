"""What is decided on the desk is shown at once, survives a re-run, and can be taken back."""

import time

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import client_of
from vedette.store import Desk


def rows(client: TestClient) -> list[dict[str, object]]:
    return client.get("/api/v1/incidents").json()["rows"]


def judge(client: TestClient, act: str, *targets: str, **fields: str) -> int:
    answer = client.post("/judge", data={"act": act, "target": list(targets), "next": "/incidents", **fields})
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rpartition("done=")[2])


def test_a_merge_is_shown_at_once_and_undone_to_the_letter(client: TestClient) -> None:
    before = rows(client)
    one, other = before[1]["mention"], before[2]["mention"]
    number = judge(client, "merge", one, other, why="one clash")
    assert len(rows(client)) == len(before) - 1
    assert "merge" in client.get(f"/incidents/{one.replace('#', '%23')}").text
    assert client.post("/undo", data={"number": number, "next": "/"}).status_code == 303
    assert rows(client) == before


def test_a_split_makes_two_and_survives_a_re_run(client: TestClient, desk: Desk) -> None:
    held = max(rows(client), key=lambda row: len(client.get(f"/api/v1/incidents/{row['id']}").json()["tellings"]))
    tellings = client.get(f"/api/v1/incidents/{held['id']}").json()["tellings"]
    before = len(rows(client))
    judge(client, "split", tellings[-1]["mention"], why="a later one")
    assert len(rows(client)) == before + 1
    desk.forget_derived()
    assert len(rows(client_of(desk))) == before + 1


def test_a_rejected_incident_leaves_every_view(client: TestClient) -> None:
    first = rows(client)[0]
    judge(client, "reject", first["mention"])
    assert first["mention"] not in {row["mention"] for row in rows(client)}
    audit = client.get("/api/v1/audit").json()["judgements"][0]
    assert (audit["act"], audit["analyst"], audit["state"]) == ("reject", "Ana", "in force")


@pytest.mark.parametrize(
    ("act", "fields", "shown"),
    [
        ("retype", {"type": "PROTEST", "mode": "riot"}, "riot"),
        ("relocate", {"place": "Zvecan"}, "Zvečan"),
        ("relocate", {"place": "Hill 7", "lat": "42.5", "lon": "20.5"}, "Hill 7"),
        ("redate", {"earliest": "2023-05-01", "latest": "2023-05-03"}, "1-3 May 2023"),
        ("set-figure", {"measure": "killed", "best": "7"}, "7"),
        ("rate-item", {"grade": "2"}, "F2"),
        ("confirm", {}, "confirm"),
        ("dispute", {}, "dispute"),
        ("note", {"why": "ask the hospital"}, "ask the hospital"),
    ],
)
def test_each_judgement_shows_on_its_incident(client: TestClient, act: str, fields: dict[str, str], shown: str) -> None:
    mention = rows(client)[3]["mention"]
    judge(client, act, mention, **fields)
    assert shown in client.get(f"/incidents/{mention.replace('#', '%23')}").text


def test_actors_are_renamed_and_sources_rated(client: TestClient) -> None:
    judge(client, "rename", name="KFOR", to="Kosovo Force", why="in full")
    assert "Kosovo Force" in {actor["name"] for actor in client.get("/api/v1/actors").json()["actors"]}
    number = judge(client, "rate-source", name="Example Wire", grade="B")
    rated = {source["outlet"]: source for source in client.get("/api/v1/sources").json()["sources"]}
    assert (rated["Example Wire"]["grade"], rated["Example Wire"]["judgement"]) == ("B", number)
    assert {row["rating"][0] for row in rows(client)} == {"B", "F"}


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "explode"},
        {"act": "merge", "target": "i1"},
        {"act": "reject", "target": "i99999"},
        {"act": "retype", "target": "i1", "type": "PARTY"},
        {"act": "redate", "target": "i1", "earliest": "tomorrow"},
        {"act": "set-figure", "target": "i1", "measure": "killed", "best": "-3"},
        {"act": "relocate", "target": "i1", "place": "X", "lat": "91", "lon": "0"},
        {"act": "relocate", "target": "i1", "place": "X", "lat": "nan", "lon": "0"},
        {"act": "rate-source", "name": "Example Wire", "grade": "Z"},
        {},
    ],
)
def test_what_decides_nothing_is_refused_with_a_reason(client: TestClient, fields: dict[str, str]) -> None:
    answer = client.post("/judge", data=fields)
    assert answer.status_code in (400, 404)
    assert 'role="alert"' in answer.text
    assert client.get("/api/v1/audit").json()["judgements"] == []


def test_the_queue_empties_as_it_is_worked(client: TestClient) -> None:
    queue = client.get("/api/v1/review").json()
    assert queue["items"][0]["reasons"]
    judge(client, "confirm", queue["items"][0]["row"]["mention"])
    after = client.get("/api/v1/review").json()
    assert after["paging"]["total"] == queue["paging"]["total"] - 1
    assert after["last"]["act"] == "confirm"
    assert after["done"] == 1


def test_what_was_read_is_no_longer_new(client: TestClient) -> None:
    assert client.get("/").text.count("13 reports</span>") == 1
    client.post("/seen", data={"next": "/"})
    page = client.get("/").text
    assert "New since" in page
    assert "0 reports</span>" in page


def wait(client: TestClient, location: str) -> dict[str, object]:
    for _ in range(600):
        job = client.get(f"/api{location}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError("the batch did not end")


def test_files_and_a_pasted_text_come_in_and_are_read(client: TestClient) -> None:
    text = "Police closed the road at Jarinje on Tuesday after two officers were injured, a police spokesman said."
    page = "<html><title>Bridge</title><body><article><p>" + "Protesters blocked the bridge in Mitrovica. " * 9
    files = [("files", ("a.html", page.encode(), "text/html")), ("files", ("b.bin", b"\0\1\2" * 99, "x/y"))]
    answer = client.post("/add", data={"text": text}, files=files)
    assert answer.status_code == 303
    job = wait(client, answer.headers["location"])
    assert job["state"] == "done"
    assert job["counts"] == {"accepted": 2, "quarantined": 1}
    assert "b.bin" in client.get(answer.headers["location"]).text
    assert len(client.get("/api/v1/reports").json()["rows"]) == 15
    again = client.post("/add", data={"text": text})
    assert wait(client, again.headers["location"])["counts"] == {"duplicate": 1}


def test_addresses_are_fetched_only_where_that_was_allowed(desk: Desk, client: TestClient) -> None:
    inside = {"addresses": "http://127.0.0.1:1/secret\nhttps://[::1]/x"}
    assert 'name="addresses"' not in client.get("/add").text
    assert client.post("/add", data=inside).status_code == 400
    fetching = client_of(desk, fetch=True)
    assert 'name="addresses"' in fetching.get("/add").text
    answer = fetching.post("/add", data=inside)
    assert wait(fetching, answer.headers["location"])["counts"] == {"quarantined": 2}
    assert "127.0.0.1:1/secret" in fetching.get(answer.headers["location"]).text


def test_adding_nothing_says_so(client: TestClient) -> None:
    answer = client.post("/add", data={"text": "  "})
    assert answer.status_code == 400
    assert "Choose files or paste" in answer.text
    assert client.get("/add/nobody").status_code == 404


def test_the_brief_comes_as_a_file(client: TestClient) -> None:
    answer = client.get("/brief/download?format=html")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "<!doctype html>" in answer.text.lower()
    assert client.get("/brief/download?format=pdf&profile=intsum").content.startswith(b"%PDF")
    assert client.get("/brief/download?profile=poem").status_code == 404
    assert client.get("/brief/download?format=exe").status_code == 404
