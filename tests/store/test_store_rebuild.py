from dataclasses import replace

import pytest
from tests.store.conftest import NewPlace
from tests.stub_engine import Ticking, candidate
from tests.wire_engine import WireEngine
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.record import Ruling
from vedette.store import Desk
from vedette.store.rebuild import LayerChange, rebuild

SIGNED = {"by": "Ana", "why": "seen on the film"}
TEXTS = ["3 hurt at Dolna. Officers closed at Dolna.", "5 hurt at Gornja. Troops left.", "Troops left at Dolna."]


@pytest.fixture
def desk(new_place: NewPlace) -> Desk:
    made = Desk.init(new_place(), clock=Ticking(), engine=WireEngine())
    list(made.add([candidate(text) for text in TEXTS]))
    retreat = next(held.id for held in made.record().links.incidents if held.type == "RETREAT")
    made.judge(Ruling(act="note"), [retreat], **SIGNED)
    made.record()
    return made


def test_a_rebuild_by_the_same_versions_changes_nothing(desk: Desk) -> None:
    before = desk.record()
    made = rebuild(desk)
    assert (made.before, made.now, made.reports, made.unread) == ("wire/plain", "wire/plain", 3, 0)
    assert (made.layers, made.changes, made.unfit) == ((), (), ())
    assert all(count.added == count.changed == count.withdrawn == 0 for count in made.values)
    assert desk.record() == before
    assert desk.engine.read == 6, "each report was read again"


def test_a_rebuild_by_other_versions_says_what_changed_and_why(desk: Desk) -> None:
    deaf = replace(desk, engine=WireEngine("deaf"))
    deaf.record()
    made = rebuild(deaf)
    assert made.layers == (LayerChange(layer="wire", before="wire/plain", now="wire/deaf"),)
    counts = {count.values: count for count in made.values}
    assert (counts["events"].withdrawn, counts["events"].added, counts["events"].same) == (2, 0, 3)
    assert (counts["sentences"].same, counts["sentences"].changed) == (3, 0)
    kinds = {(change.kind, change.what) for change in made.changes}
    assert ("withdrawn", "incident") in kinds
    assert [one.judgement.number for one in made.unfit] == [1]
    again = rebuild(deaf)
    assert (again.before, again.changes, again.unfit) == ("wire/deaf", (), ()), "the old reading is gone"


def test_a_desk_that_nobody_read_is_read(new_place: NewPlace) -> None:
    desk = Desk.init(new_place(), clock=Ticking(), engine=WireEngine())
    list(desk.add([candidate(text) for text in TEXTS]))
    made = rebuild(desk)
    assert (made.reports, made.unread, made.layers[0].before) == (3, 3, None)
    assert {change.kind for change in made.changes} == {"added"}


def test_an_unreadable_old_reading_counts_as_none(desk: Desk) -> None:
    with desk.store.writer("derived") as session:
        row = {"input": "x" * 64, "extractors": "wire/older", "report": "y", "annotation": b"not JSON"}
        session.run("put_annotation", **row)
    desk.record()
    assert rebuild(desk).before == "wire/older"


def test_the_command(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedette.store.desk.DefaultEngine", lambda: WireEngine("deaf"))
    lines = CliRunner().invoke(app, ["rebuild", "--desk", desk.place]).stdout.splitlines()
    assert lines[:2] == ["3 reports read again", "read by wire/deaf; before: wire/plain"]
    assert "  wire: wire/plain → wire/deaf" in lines
    assert "  events: 0 added, 0 changed, 2 withdrawn, 3 as before" in lines
    assert "incidents withdrawn: 1" in lines
    assert lines[-1].startswith("judgement 1 (note by Ana) no longer fits: ")
    again = CliRunner().invoke(app, ["rebuild", "--desk", desk.place]).stdout.splitlines()
    assert again[1:] == ["read by wire/deaf; the same versions read them before", "the record is as before"]
