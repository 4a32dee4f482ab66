"""What only a desk in a folder has: two files, their guards, and what becomes of damaged ones."""

import sqlite3
from pathlib import Path

import pytest
from tests.stub_engine import StubEngine, Ticking, candidate, refused

from vedette.errors import StoreError
from vedette.store import Desk, search


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


def test_a_newer_store_is_refused_with_a_clear_sentence(desk: Desk) -> None:
    with sqlite3.connect(desk.store.file("facts")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"newer Vedette \(schema 99; this one knows \d+\): update Vedette"):
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


def test_a_damaged_index_is_made_anew(desk: Desk) -> None:
    desk.store.file("derived").write_bytes(b"not a database at all, only words" * 50)
    assert [hit.report.text for hit in search(desk, "troops")] == ["Troops left"]
    desk.record()
    assert [hit.report.text for hit in search(desk, "troops")] == ["Troops left"]


def test_an_index_of_the_first_schema_is_made_anew(desk: Desk) -> None:
    with desk.store.writer("derived") as session:
        session.connection.executescript(
            "DROP TABLE search; DROP TABLE indexed; PRAGMA user_version = 1;"
            "CREATE VIRTUAL TABLE search USING fts5 (report UNINDEXED, text);"
        )
    assert [hit.report.text for hit in search(desk, "left")] == ["Troops left"]
