import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.read import Reader
from vedette.store import Desk

TEXTS = [
    "Police closed the bridge at Dolna on 12 June 2023. Three officers were hurt, a spokesman said.",
    "KFOR has 4,500 troops in Kosovo, the mission said on 14 June 2023.",
]


@pytest.fixture
def run(reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("vedette.read.Reader.load", lambda model=None: reader)
    monkeypatch.chdir(tmp_path)
    return lambda *args, **more: CliRunner().invoke(app, [str(arg) for arg in args], **more)


@pytest.fixture
def desk(run, tmp_path: Path) -> Path:
    rows = [{"id": str(number), "text": text, "outlet": "Border Wire"} for number, text in enumerate(TEXTS)]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{bad\n")
    assert run("init").exit_code == 0
    result = run("add", "wire.jsonl")
    assert (result.exit_code, result.stdout) == (0, "2 accepted, 0 duplicate, 1 quarantined: 3 offered\n")
    assert result.stderr.startswith("quarantined: wire.jsonl, line 3: not JSON")
    return tmp_path / "desk"


def test_the_three_counts_add_up_and_a_second_time_is_no_failure(run, desk: Path) -> None:
    again = run("add", "wire.jsonl")
    assert (again.exit_code, again.stdout) == (0, "0 accepted, 2 duplicate, 1 quarantined: 3 offered\n")
    assert run("add", "-", input=TEXTS[0].encode()).stdout == "0 accepted, 1 duplicate, 0 quarantined: 1 offered\n"


def test_nothing_usable_is_a_failure_with_its_reasons(run, desk: Path) -> None:
    result = run("add", "nowhere", "-", input=b"")
    assert (result.exit_code, result.stdout) == (1, "0 accepted, 0 duplicate, 2 quarantined: 2 offered\n")
    assert result.stderr.splitlines() == ["quarantined: nowhere: no such file", "quarantined: -: empty"]


@pytest.mark.parametrize("view", ["incidents", "figures", "disputes", "lineage"])
def test_each_view_opens_with_what_the_record_holds(run, desk: Path, view: str) -> None:
    result = run("show", view)
    assert result.exit_code == 0
    assert result.stdout.startswith("2 reports, 2 independent origins, ")
    assert run("show", view).stdout == result.stdout


def test_one_incident_shows_its_sentences(run, desk: Path) -> None:
    record = Desk.open(desk).record()
    found = record.links.incidents[0]
    result = run("show", "incident", found.id)
    assert result.exit_code == 0
    assert "sentences" in result.stdout
    assert "Border Wire" in result.stdout
    missing = run("show", "incident", "nothing")
    assert missing.exit_code == 1
    assert "see `vedette show incidents`" in missing.stderr


def test_a_view_as_known_before_anything_is_empty(run, desk: Path) -> None:
    result = run("show", "incidents", "--as-known-at", "2001-01-01")
    assert result.exit_code == 0
    assert result.stdout.startswith("0 reports, ")
    assert run("show", "incidents", "--as-known-at", "soon").exit_code == 2


def test_a_brief_is_the_same_when_later_reports_come(run, desk: Path) -> None:
    moment = (datetime.now(UTC) + timedelta(milliseconds=1)).isoformat()
    first = run("brief", "--as-known-at", moment)
    assert first.exit_code == 0
    assert run("add", "-", input=b"Police left Dolna on 13 June 2023, a spokesman said.").exit_code == 0
    assert run("brief", "--as-known-at", moment).stdout_bytes == first.stdout_bytes
    assert run("brief").stdout_bytes != first.stdout_bytes


def test_a_brief_takes_its_form_from_the_file_or_the_option(run, desk: Path, tmp_path: Path) -> None:
    assert run("brief", "-o", "b.html").exit_code == 0
    assert "<html" in (tmp_path / "b.html").read_text()
    assert "<html" in run("brief", "--format", "html").stdout
    assert run("brief").stdout.startswith("# ")


@pytest.mark.parametrize("args", [("add", "x.txt"), ("show", "incidents"), ("brief",)])
def test_without_a_desk_there_is_a_clear_line(run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "make one with `vedette init desk`" in result.stderr


def test_version_and_gazetteer_answer(run) -> None:
    assert run("--version").stdout.startswith("vedette ")
    assert "import" in run("gazetteer", "--help").stdout
