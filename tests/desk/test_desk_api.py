"""The JSON interface gives what the pages show, as its description says, and writes only with a token."""

import jsonschema
import pytest
from starlette.testclient import TestClient

from tests.desk.conftest import client_of
from vedette.desk.api import address, description
from vedette.desk.pages import SIGHTS
from vedette.store import Desk

TOKEN = "a-token-for-tests"


def filled(shown: TestClient, path: str) -> str:
    """An address with real ids in it."""
    copy = next(row for row in shown.get("/api/v1/reports").json()["rows"] if row["drawn"])
    kin = shown.get(f"/api/v1/reports/{copy['id']}").json()["parents"][0]["report"]
    holder = "i1" if "/incidents/" in path else copy["id"]
    return path.replace("{parent}", kin).replace("{number}", "0").replace("{id}", holder)


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.path)
def test_each_answer_is_what_the_description_says(shown: TestClient, sight: object) -> None:
    query = "?q=KFOR" if sight.path == "/search" else ""
    answer = shown.get(filled(shown, address(sight)) + query)
    assert answer.status_code == 200
    told = description()["paths"][address(sight)]["get"]
    reference = told["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**reference, "components": description()["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer.json())


def test_the_description_names_every_parameter(shown: TestClient) -> None:
    told = shown.get("/api/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    for path, methods in told["paths"].items():
        names = {p["name"] for p in methods.get("get", {}).get("parameters", ()) if p["in"] == "path"}
        assert names == {part[1:-1] for part in path.split("/") if part.startswith("{")}


def test_errors_are_json(shown: TestClient) -> None:
    answer = shown.get("/api/v1/incidents/i99999")
    assert answer.status_code == 404
    assert "i99999" in answer.json()["error"]
    assert shown.get("/api/v1/nothing").status_code == 404


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}"])
def test_without_the_token_nothing_is_written(desk: Desk, given: str | None) -> None:
    for token in (TOKEN, None):
        client = client_of(desk, token=token)
        headers = {} if given is None else {"authorization": given}
        answer = client.post("/api/v1/judgements", json={"act": "reject", "target": ["i1"]}, headers=headers)
        assert answer.status_code in (401, 403)
    assert desk.judgements() == ()


def test_with_the_token_a_judgement_is_recorded(desk: Desk) -> None:
    client = client_of(desk, token=TOKEN)
    headers = {"authorization": f"Bearer {TOKEN}"}
    body = {"act": "note", "target": ["i1"], "why": "seen by a machine", "by": "robot"}
    answer = client.post("/api/v1/judgements", json=body, headers=headers)
    assert answer.status_code == 201
    assert answer.json()["reason"] == "seen by a machine"
    assert [judged.analyst for judged in desk.judgements()] == ["robot"]
    broken = client.post("/api/v1/judgements", content=b"{", headers=headers)
    assert broken.status_code == 400
