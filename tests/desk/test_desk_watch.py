"""The page Watch: alerts that explain themselves and can be answered, numbers that lead to their incidents."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from vedette.record import encode
from vedette.store import Desk
from vedette.watch.looks import Look
from vedette.watch.warn import on_record


@pytest.fixture
def warned(client: TestClient) -> TestClient:
    """A desk that has looked for reasons to warn."""
    assert client.post("/watch/look").status_code == 303
    return client


def test_an_alert_says_why_on_what_and_what_would_lower_it(warned: TestClient, desk: Desk) -> None:
    (told, *_) = [one for one in on_record(desk) if one.alert.level == "alert"]
    page = unescape(warned.get("/watch").text)
    for words in (told.alert.label, told.alert.why, told.alert.lower, f"{told.alert.origins} origins"):
        assert words in page
    (link,) = re.findall(r'href="(/incidents/[^"]+)">i9<', page)[:1]
    assert warned.get(link).status_code == 200


@pytest.mark.parametrize("act", ["acknowledge", "mute", "remark"])
def test_an_alert_can_be_answered_from_the_desk_alone(warned: TestClient, desk: Desk, act: str) -> None:
    alert = on_record(desk)[0].alert.id
    form = {"alert": alert, "act": act, "why": "called the station", "next": "/watch"}
    assert warned.post("/watch/answer", data=form, headers={"origin": "http://elsewhere.example"}).status_code == 403
    assert on_record(desk)[0].answers == ()
    assert warned.post("/watch/answer", data=form).status_code == 303
    (given,) = on_record(desk)[0].answers
    assert (given.act, given.by, given.why) == (act, "Ana", "called the station")
    assert "called the station" in warned.get("/watch").text
    assert ("Unmute" in warned.get("/watch").text) is (act == "mute")


@pytest.mark.parametrize("form", [{"act": "shout"}, {"act": "remark", "why": ""}, {"act": "mute", "alert": "nobody"}])
def test_a_wrong_answer_is_refused_with_a_word(warned: TestClient, desk: Desk, form: dict[str, str]) -> None:
    given = {"alert": on_record(desk)[0].alert.id, **form}
    assert warned.post("/watch/answer", data=given).status_code == 400
    assert all(told.answers == () for told in on_record(desk))


def test_each_number_of_the_picture_is_the_sum_of_its_incidents(shown: TestClient) -> None:
    view = shown.get("/api/v1/watch").json()
    assert view["dyads"]
    for line in [*view["dyads"], *(one for one in view["indicators"] if "%" not in one["weeks"][-1]["value"])]:
        for week in line["weeks"]:
            asked = {"indicator": line["id"], "cut": line["cut"], "value": line["value"], "week": week["first"]}
            parts = shown.get("/api/v1/watch/week", params=asked).json()
            assert parts["total"] == week["value"]
            assert sum(float(share) for share, _ in parts["incidents"]) == pytest.approx(float(week["value"]))


def test_a_week_that_is_not_counted_is_not_there(shown: TestClient) -> None:
    for asked in ("indicator=nothing", "indicator=intensity&week=2023-13-01", "indicator=intensity&week=1999-01-01"):
        assert shown.get(f"/watch/week?{asked}").status_code == 404


def test_sources_show_how_the_last_look_ended(client: TestClient, desk: Desk, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "kosovo" / "watch.yaml").write_text("sources: [{url: 'https://wire.example/<b>rss'}, {folder: in}]")
    look = Look(outcome="refused", reason="the server answers <500>", failures=3)
    desk.note([("source", "https://wire.example/<b>rss", encode(look))])
    page = client.get("/watch").text
    assert "https://wire.example/&lt;b&gt;rss" in page
    assert "the server answers &lt;500&gt;" in page
    rows = {row["name"]: row for row in client.get("/api/v1/watch").json()["sources"]}
    assert (rows["in"]["next"], rows["https://wire.example/<b>rss"]["failures"]) == ("at once", 3)


def test_settings_that_are_wrong_are_named_on_the_page(client: TestClient, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "kosovo" / "watch.yaml").write_text("sources: [{}]")
    assert "a source has one of" in client.get("/watch").text


def test_a_backtest_is_replayed_and_kept(client: TestClient) -> None:
    assert "has not been replayed" in client.get("/watch").text
    assert client.post("/watch/backtest").status_code == 303
    kept = client.get("/api/v1/watch").json()["backtest"]
    assert (kept["reports"], [one["on"] for one in kept["raised"] if one["level"] == "alert"]) == (
        13,
        ["2023-05-30", "2023-06-15", "2023-09-25"],
    )
    assert "13 reports replayed" in client.get("/watch").text


def test_a_record_too_large_is_left_to_the_command(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.desk.watching.MOST", 12)
    answer = client.post("/watch/backtest")
    assert answer.status_code == 400
    assert "vedette backtest" in answer.text


def test_the_past_shows_only_what_was_known_then(warned: TestClient) -> None:
    page = warned.get("/watch?as_known_at=2020-01-01").text
    assert "No alert is on record" in page
    assert '<form method="post" action="/watch' not in page


def test_likelihood_and_confidence_never_share_a_sentence(shown: TestClient) -> None:
    for line in shown.get("/api/v1/watch").json()["outlooks"]:
        assert re.search(r"\(\d+%", line["sentence"])
        assert "confiden" not in line["sentence"]
