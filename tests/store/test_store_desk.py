import hashlib
import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest
from tests.stub_engine import StubEngine, Ticking, candidate, refused

from vedette.errors import StoreError
from vedette.store import Desk, export, load, search, verify
from vedette.store.facts import append


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.init(tmp_path / "desk", clock=Ticking(), engine=StubEngine())
    list(made.add([candidate("Bridge closed", published="2023-06-14"), candidate("Troops left"), refused("x.pdf")]))
    return made


@pytest.mark.parametrize("table", ["contents", "reports", "ledger"])
@pytest.mark.parametrize("statement", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}"])
def test_facts_are_append_only(desk: Desk, table: str, statement: str) -> None:
    column = {"contents": "bytes", "reports": "text", "ledger": "reason"}[table]
    with (
        sqlite3.connect(desk.store.file("facts")) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(statement.format(table, column))


def test_a_fact_cannot_be_replaced(desk: Desk) -> None:
    with sqlite3.connect(desk.store.file("facts")) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("INSERT OR REPLACE INTO reports SELECT id, identity, 'other', recorded_at FROM reports")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("INSERT OR REPLACE INTO contents SELECT hash, x'00' FROM contents")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(
                "INSERT INTO ledger SELECT seq + 9, '2000-01-01T00:00:00.000000Z', source, line, kind, content, size,"
                " outcome,reason, report, given_id, given, previous, hash || '0' FROM ledger"
            )


def test_facts_are_written_through_to_the_disk(desk: Desk) -> None:
    with desk.store.writer("facts") as session:
        connection = session.connection
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        strict = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        )
        assert {name for name, is_strict in strict if not is_strict} <= {"sqlite_schema"}


def test_original_bytes_are_kept_by_content_hash(desk: Desk) -> None:
    with desk.store.reader("facts") as session:
        kept = dict(session.all("all_contents"))
    assert len(kept) == 2
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in kept.items())
    assert candidate("Troops left").origin.content in kept


def test_a_newer_store_is_refused_with_a_clear_sentence(desk: Desk) -> None:
    with sqlite3.connect(desk.store.file("facts")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"newer Vedette \(schema 99; this one knows 1\): update Vedette"):
        Desk.open(desk.place)


def test_a_damaged_derived_file_is_made_anew(desk: Desk) -> None:
    before = desk.record()
    for path in desk.store.folder.glob("derived.sqlite*"):
        path.unlink()
    desk.store.file("derived").write_bytes(b"not a database at all, only words" * 50)
    assert desk.record() == before
    engine = StubEngine()
    assert Desk.open(desk.place, engine=engine).record() == before
    assert engine.read == 0


def test_a_damaged_facts_file_gives_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "facts.sqlite").write_bytes(b"not a database at all, only words" * 50)
    with pytest.raises(StoreError, match=r"facts\.sqlite: file is not a database"):
        Desk.open(tmp_path)


def test_no_desk_and_foreign_folders(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make one with `vedette init"):
        Desk.open(tmp_path / "none")
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not a desk"):
        Desk.init(tmp_path)
    with pytest.raises(StoreError, match="is not a desk"):
        Desk.init(tmp_path / "letter.txt")


def test_init_leaves_a_desk_as_it_is(desk: Desk) -> None:
    lines = list(export(desk))
    Desk.init(desk.place)
    assert list(export(desk)) == lines


def test_the_second_writer_is_told_to_wait(desk: Desk) -> None:
    with (
        desk.store.writer("facts"),
        pytest.raises(StoreError, match=rf"another vedette is writing to the desk at .* \(process {os.getpid()} of "),
        desk.store.writer("facts", wait=0.1),
    ):
        pass


def test_a_busy_desk_can_still_be_looked_at(desk: Desk) -> None:
    with desk.store.writer("facts"):
        record = desk.record()
    assert len(record.annotations) == 2
    assert not desk.store.file("derived").exists()


def _add(place: str, name: str) -> None:
    desk = Desk.open(place, engine=StubEngine())
    for number in range(20):
        list(desk.add([candidate(f"Report {number} of {name}")]))


def test_two_writers_are_serialised_and_lose_nothing(desk: Desk) -> None:
    started = multiprocessing.get_context("fork")
    writers = [started.Process(target=_add, args=(desk.place, name)) for name in ("one", "two")]
    for process in writers:
        process.start()
    for process in writers:
        process.join(60)
    assert len(desk.record().reports) == 2 + 40
    assert verify(desk.place).problems == ()


def test_a_batch_that_fails_leaves_nothing_behind(desk: Desk) -> None:
    lines = list(export(desk))

    def broken():
        yield candidate("Good report")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(desk.add(broken()))
    assert list(export(desk)) == lines


def test_the_fullest_sighting_describes_the_report(desk: Desk) -> None:
    list(
        desk.add(
            [candidate("Troops left", source="b.html", outlet="Border Wire", published="2023-06-20", url="https://b")]
        )
    )
    report = next(r for r in desk.record().reports if r.text == "Troops left")
    assert (report.outlet, report.published, report.url) == ("Border Wire", "2023-06-20", "https://b")
    assert desk.record().ledger.duplicate == 1


def test_one_changed_byte_breaks_the_chain_of_custody(desk: Desk, tmp_path: Path) -> None:
    lines = list(export(desk))
    changed = [line.replace("x.pdf", "y.pdf") for line in lines]
    with pytest.raises(StoreError, match="broken at entry 3 of the ledger"):
        load(tmp_path / "copy", changed)
    with pytest.raises(StoreError, match="broken at entry"):
        load(tmp_path / "short", [line for line in lines if '"seq":2' not in line])
    with pytest.raises(StoreError, match="line 1: not an export"):
        load(tmp_path / "odd", ['{"a": 1}'])
    with pytest.raises(StoreError, match="line 2: not a fact"):
        load(tmp_path / "bad", [lines[0], "nonsense"])


def test_an_id_taken_by_another_text_is_quarantined(desk: Desk) -> None:
    other = candidate("Troops left")
    clash = type(other)(
        origin=other.origin, kind="text", original=b"", identity=other.identity[:16] + "f" * 48, report=other.report
    )
    (entry,) = desk.add([clash])
    assert (entry.outcome, entry.report) == ("quarantined", None)
    assert "taken by another text" in entry.reason


def test_words_are_found_without_their_marks(desk: Desk) -> None:
    list(desk.add([candidate("Three hurt in Zvečan on Monday")]))
    assert [hit.report.text for hit in search(desk, "zvecan")] == ["Three hurt in Zvečan on Monday"]


def test_as_known_at_takes_a_day_or_a_moment(desk: Desk) -> None:
    assert desk.record(as_known_at="2023-05-31").reports == ()
    assert len(desk.record(as_known_at="2023-06-01T23:00").reports) == 2
    assert desk.record(as_known_at="2023-06-01T01:00+02:00").reports == ()
    with pytest.raises(StoreError, match="not a date"):
        desk.record(as_known_at="yesterday")


def test_append_counts_within_one_batch(desk: Desk) -> None:
    assert append.__doc__
    ends = [entry.outcome for entry in desk.add([candidate("New one", line=1), candidate("New\u00a0one", line=2)])]
    assert ends == ["accepted", "duplicate"]
