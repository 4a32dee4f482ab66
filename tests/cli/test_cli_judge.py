from pathlib import Path

import pytest
from tests.stub_engine import candidate
from tests.wire_engine import WireEngine
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.store import Desk

TEXTS = ["3 hurt at Dolna. Officers closed at Dolna.", "5 hurt at Gornja. Troops left."]
SIGNED = ("--by", "Ana", "--why", "seen on the film")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", WireEngine)
    monkeypatch.chdir(tmp_path)
    desk = Desk.init(tmp_path / "desk")
    list(desk.add([candidate(text, outlet=f"Wire {n}") for n, text in enumerate(TEXTS)]))
    return lambda *args: CliRunner().invoke(app, list(args))


def incident(kind: str):
    return next(i for i in Desk.open().record().links.incidents if i.type == kind)


def test_merge_undo_and_list(run) -> None:
    made = run("judge", "merge", incident("ASSAULT").id, incident("RETREAT").id, *SIGNED)
    assert (made.exit_code, made.stdout) == (0, "judgement 1; to take it back: vedette judge undo 1\n")
    assert "2 incidents, judgements in force: 1; all that is known" in run("show", "incidents").stdout
    assert "merge by Ana (judgement 1): seen on the film" in run("show", "incident", incident("ASSAULT").id).stdout
    assert run("judge", "undo", "1", *SIGNED).exit_code == 0
    listed = run("judge", "list").stdout.splitlines()
    assert len(listed) == 2
    assert listed[0].rstrip().endswith("undone")
    assert "undo 1" in listed[1]
    assert run("judge", "list", "--as-known-at", "2001-01-01").stdout == "no judgements\n"


def test_split_by_the_mentions_that_show_names(run) -> None:
    hurt = incident("ASSAULT")
    shown = run("show", "incident", hurt.id).stdout
    assert f"mention {hurt.mentions[0]}" in shown
    assert run("judge", "split", hurt.mentions[0], *SIGNED).exit_code == 0
    assert len(Desk.open().record().links.incidents) == 4


@pytest.mark.parametrize(
    ("command", "check"),
    [
        (("retype", "PROTEST", "--mode", "riot"), lambda i: (i.type, i.mode) == ("PROTEST", "riot")),
        (("relocate", "gornja"), lambda i: (i.place.name, i.place.lat) == ("Gornja", None)),
        (("relocate", "Nova", "--lat", "42.5", "--lon", "20.5"), lambda i: (i.place.lat, i.place.lon) == (42.5, 20.5)),
        (("redate", "2023-05-29"), lambda i: (i.earliest, i.latest) == ("2023-05-29", "2023-05-29")),
        (("redate", "?", "2023-05-30"), lambda i: (i.earliest, i.latest) == (None, "2023-05-30")),
        (("set-figure", "killed", "2", "--high", "4"), lambda i: (i.killed.low, i.killed.high) == (2, 4)),
        (("set-figure", "injured", "?", "--low", "4"), lambda i: (i.injured.best, i.injured.low) == (None, 4)),
        (("rate-item", "2"), lambda i: i.credibility == 2),
        (("confirm",), lambda i: i.why[-1].startswith("confirm by Ana")),
        (("note",), lambda i: i.why[-1].endswith("seen on the film")),
    ],
)
def test_values_of_one_incident(run, command: tuple[str, ...], check) -> None:
    hurt = incident("ASSAULT")
    result = run("judge", command[0], hurt.id, *command[1:], *SIGNED)
    assert result.exit_code == 0, result.stderr
    assert check(next(i for i in Desk.open().record().links.incidents if i.id == hurt.id))
    listed = run("judge", "list").stdout
    assert f"{command[0]}  " in listed
    assert "“hurt”" in listed


def test_names_and_sources(run) -> None:
    assert run("judge", "rename", "officers", "Guard", *SIGNED).exit_code == 0
    assert incident("COERCE").actors == ("Guard",)
    assert run("judge", "rate-source", "wire 1", "b", *SIGNED).exit_code == 0
    assert incident("ASSAULT").reliability == "B"
    assert run("judge", "rename", "Nobody", "Guard", *SIGNED).exit_code == 0
    assert "does not fit: nobody" in run("judge", "list").stdout
    assert "judgements in force: 3 (1 do not fit: see `vedette judge list`)" in run("show", "incidents").stdout


def test_rejected_is_gone_from_every_view(run) -> None:
    assert run("judge", "reject", incident("COERCE").id, *SIGNED).exit_code == 0
    assert "COERCE" not in run("show", "incidents").stdout
    assert "COERCE" not in run("brief").stdout


@pytest.mark.parametrize(
    ("args", "status", "line"),
    [
        (("reject", "i9", *SIGNED), 1, "vedette judge reject: no incident 'i9'; see `vedette show incidents`"),
        (("retype", "i1", "WAR", *SIGNED), 1, "no such type: 'WAR'"),
        (("rate-item", "i1", "A", *SIGNED), 1, "an item 1 to 6; not A"),
        (("rate-source", "Wire 0", "ab", *SIGNED), 1, "A to F"),
        (("redate", "i1", "soon", *SIGNED), 1, "write 2023-06-14"),
        (("set-figure", "i1", "killed", "many", *SIGNED), 1, "not a whole number"),
        (("undo", "5", *SIGNED), 1, "no judgement 5"),
        (("reject", "i1", "--by", "", "--why", "x"), 1, "needs the analyst's name"),
        (("reject", "i1"), 2, "--by"),
    ],
)
def test_what_cannot_be_judged_is_said(run, args: tuple[str, ...], status: int, line: str) -> None:
    result = run("judge", *args)
    assert result.exit_code == status
    assert line in result.stderr
    assert Desk.open().judgements() == ()
