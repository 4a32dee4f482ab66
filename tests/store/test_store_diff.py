from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import NewPlace
from tests.stub_engine import Ticking, candidate
from tests.wire_engine import WireEngine
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.record import Ruling
from vedette.store import Desk, compare
from vedette.store.clock import stamp

SIGNED = {"by": "Ana", "why": "seen on the film"}


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def desk(new_place: NewPlace, clock: Ticking) -> Desk:
    made = Desk.init(new_place(), clock=clock, engine=WireEngine())
    list(made.add([candidate("3 hurt at Dolna.", url="https://wire/1"), candidate("Troops left.")]))
    return made


def told(changes) -> list[tuple[str, str, str | None, str | None, list[str]]]:
    return [(c.kind, c.what, c.before, c.now, [name for name, _, _ in c.values]) for c in changes]


def test_a_report_adds_itself_and_changes_what_it_tells_of(desk: Desk) -> None:
    before = desk.record()
    list(desk.add([candidate("5 hurt at Gornja. Officers closed.", url="https://wire/1")]))
    after = desk.record()
    (new,) = {r.id for r in after.reports} - {r.id for r in before.reports}
    (old,) = (r.id for r in before.reports if r.url)
    changes = compare(before, after)
    assert told(changes) == [
        ("added", "report", None, new, ["version of"]),
        ("added", "incident", None, "i1", []),
        ("changed", "incident", "i1", "i2", ["place", "alternative_places", "injured", "reports", "origins"]),
        ("added", "figure", None, f"injured of people, {new} [0:16]", []),
        ("added", "dispute", None, "0. place", []),
    ]
    assert changes[0].values == (("version of", old, new),)
    assert told(compare(after, before))[-1] == ("withdrawn", "dispute", "0. place", None, [])


def test_a_judgement_and_what_it_does(desk: Desk) -> None:
    before = desk.record()
    desk.judge(Ruling(act="retype", type="PROTEST"), ["i1"], **SIGNED)
    judged = desk.record()
    desk.judge(Ruling(act="reject"), ["i2"], **SIGNED)
    desk.undo(1, **SIGNED)
    assert told(compare(before, judged)) == [
        ("changed", "incident", "i1", "i1", ["type", "why"]),
        ("added", "judgement", None, "1", []),
    ]
    assert told(compare(judged, desk.record())) == [
        ("changed", "incident", "i1", "i1", ["type", "why"]),
        ("withdrawn", "incident", "i2", None, []),
        ("added", "judgement", None, "2", []),
        ("withdrawn", "judgement", "1", None, []),
    ]


def test_a_report_seen_again_with_its_date_is_changed(desk: Desk) -> None:
    before = desk.record()
    list(desk.add([candidate("Troops left.", source="b.txt", published="2023-06-20", outlet="Wire")]))
    (change,) = (c for c in compare(before, desk.record()) if c.what == "report")
    assert change.values == (("outlet", None, "Wire"), ("published", None, "2023-06-20"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["3 hurt at Dolna.", "5 hurt at Gornja.", "Troops left.", "Guards left."]), max_size=4))
def test_nothing_changes_between_a_record_and_itself_and_back_is_the_opposite(
    new_place: NewPlace, texts: list[str]
) -> None:
    desk = Desk.init(new_place(), clock=Ticking(), engine=WireEngine())
    list(desk.add([candidate(text) for text in texts[:2]]))
    before = desk.record()
    list(desk.add([candidate(text) for text in texts[2:]]))
    after = desk.record()
    assert compare(after, after) == compare(before, before) == ()
    opposite = {"added": "withdrawn", "withdrawn": "added", "changed": "changed"}
    there = sorted((c.kind, c.what, str(c.before), str(c.now)) for c in compare(before, after))
    back = sorted((opposite[c.kind], c.what, str(c.now), str(c.before)) for c in compare(after, before))
    assert there == back
    assert (there == []) == (replace(before, ledger=after.ledger) == after)


def test_the_command_lists_it(desk: Desk, clock: Ticking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", WireEngine)
    first = stamp(clock())
    list(desk.add([candidate("5 hurt at Gornja.", outlet="Border Wire")]))
    desk.judge(Ruling(act="reject"), ["i2"], **SIGNED)

    def run(*args: str):
        return CliRunner().invoke(app, ["diff", "--desk", desk.place, *args])

    lines = run(first).stdout.splitlines()
    assert lines[0] == f"{first} to now: 4 added, 1 changed, 1 withdrawn"
    assert any(line.startswith("+ report ") and "Border Wire, undated: 5 hurt at Gornja." in line for line in lines)
    assert any(line.startswith("~ incident i1 ASSAULT") for line in lines)
    assert "    injured: 3 → 5 (3-5)" in lines
    assert any(line.startswith("- incident i2 RETREAT “Troops left.”") for line in lines)
    assert "+ judgement 1 reject by Ana: seen on the film" in lines
    assert run(first, first).stdout == f"{first} to {first}: 0 added, 0 changed, 0 withdrawn\n"
    assert run("soon").exit_code == 2
