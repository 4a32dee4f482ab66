"""A desk of a team: nobody gets in without a password, a reader cannot judge, a judgement bears the right name."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import client_of
from vedette.desk.team import HOURS, Team, add, load
from vedette.errors import InputError
from vedette.store import Desk

SECRET = "a long enough password"


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("team") / "team.yaml"
    add(file, "Vera", "analyst", SECRET)
    add(file, "Rida", "reader", SECRET)
    return file


@pytest.fixture
def team_client(desk: Desk, people: Path) -> TestClient:
    return client_of(desk, people=load(people), token="t0ken")


def enter(client: TestClient, name: str, password: str = SECRET):  # type: ignore[no-untyped-def]
    return client.post("/sign-in", data={"name": name, "password": password, "next": "/incidents"})


def test_only_the_way_in_is_open(team_client: TestClient) -> None:
    for path in ("/", "/incidents?type=ASSAULT", "/brief/download"):
        answer = team_client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?next=")
    assert team_client.get("/api/v1/incidents").status_code == 401
    assert team_client.post("/judge", data={"act": "note"}).status_code == 303
    assert team_client.get("/sign-in").status_code == 200
    assert team_client.get("/static/desk.css").status_code == 200


def test_a_person_signs_in_and_out(team_client: TestClient) -> None:
    answer = enter(team_client, "Vera")
    assert answer.headers["location"] == "/incidents"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "Vera" in team_client.get("/").text
    team_client.post("/sign-out")
    assert team_client.get("/").status_code == 303


def test_a_reader_looks_and_does_not_judge(team_client: TestClient) -> None:
    enter(team_client, "Rida")
    assert team_client.get("/incidents").status_code == 200
    for path in ("/judge", "/undo", "/add", "/watch/answer", "/watch/look"):
        assert team_client.post(path, data={}).status_code == 403


def test_a_judgement_bears_the_name_of_the_person_signed_in(team_client: TestClient, desk: Desk) -> None:
    enter(team_client, "Vera")
    page = team_client.get("/incidents").text
    mention = page.partition('name="target" value="')[2].partition('"')[0]
    if not mention:
        mention = next(m for i in desk.record().links.incidents for m in i.mentions)
    team_client.post("/judge", data={"act": "reject", "target": mention, "why": "no event", "by": "Somebody"})
    assert [judged.analyst for judged in desk.judgements()] == ["Vera"]


def test_the_token_opens_the_json_interface_and_nothing_else(team_client: TestClient) -> None:
    key = {"authorization": "Bearer t0ken"}
    assert team_client.get("/api/v1/incidents", headers=key).status_code == 200
    assert team_client.get("/api/v1/incidents", headers={"authorization": "Bearer no"}).status_code == 401
    assert team_client.get("/incidents", headers=key).status_code == 303


@pytest.mark.parametrize(("name", "password"), [("Vera", "wrong password"), ("Nobody", SECRET), ("", ""), ("Vera", "")])
def test_wrong_words_are_refused_alike(team_client: TestClient, name: str, password: str) -> None:
    answer = enter(team_client, name, password)
    assert answer.status_code == 403
    assert "the name or the password is wrong" in answer.text


def test_many_wrong_passwords_make_a_name_wait_and_sessions_end(people: Path) -> None:
    now = [0.0]
    team = Team(load(people), clock=lambda: now[0])
    key = team.sign_in("Vera", SECRET)
    for _ in range(5):
        with pytest.raises(InputError, match="wrong"):
            team.sign_in("Vera", "no")
    with pytest.raises(InputError, match="wait"):
        team.sign_in("Vera", SECRET)
    now[0] += 61
    assert team.who(team.sign_in("Vera", SECRET)) == team.who(key)
    now[0] += HOURS * 3600
    assert team.who(key) is None


def test_the_file_holds_no_password_and_mistakes_are_named(people: Path, tmp_path: Path) -> None:
    assert SECRET not in people.read_text()
    assert people.stat().st_mode & 0o077 == 0
    with pytest.raises(InputError, match="at least"):
        add(tmp_path / "team.yaml", "Vera", "analyst", "short")
    (tmp_path / "bad.yaml").write_text("- name: Vera\n  role: king\n")
    with pytest.raises(InputError, match="team add"):
        load(tmp_path / "bad.yaml")
