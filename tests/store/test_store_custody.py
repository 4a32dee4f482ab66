import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.stub_engine import Ticking, candidate, refused
from tests.wire_engine import WireEngine
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.errors import StoreError
from vedette.record import Ruling
from vedette.store import Desk, export, verify

SIGNED = {"by": "Ana", "why": "seen on the film"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.init(tmp_path / "desk", clock=Ticking(), engine=WireEngine())
    assert verify(made.place).problems == ()
    for text in ("3 hurt at Dolna.", "Troops left.", "Officers closed."):
        list(made.add([candidate(text, outlet="Wire")]))
    list(made.add([candidate("Troops left.", source="b.txt"), refused("x.pdf"), refused("y.pdf")]))
    made.judge(Ruling(act="note"), ["i1"], **SIGNED)
    made.judge(Ruling(act="rename", name="Troops", to="Army"), **SIGNED)
    made.undo(1, **SIGNED)
    return made


def tamper(desk: Desk, *statements: str) -> None:
    """Change facts as somebody would who knows SQL: the guards are taken away and put back."""
    with closing(sqlite3.connect(desk.store.file("facts"))) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)
        connection.commit()


def cells() -> Iterator[tuple[str, str, str]]:
    """Every column of every table, with a value that is changed by as little as can be."""
    text = (
        "CASE WHEN {0} IS NULL THEN 'x' ELSE substr({0}, 1, length({0}) - 1) || char(unicode(substr({0}, -1)) + 1) END"
    )
    columns = {
        "contents": ("hash", "bytes"),
        "reports": ("identity", "text", "recorded_at"),
        "ledger": (
            "recorded_at", "source", "line", "kind", "content", "size", "outcome", "reason", "report", "given_id",
            "given", "previous", "hash",
        ),
        "judgements": (
            "recorded_at", "analyst", "act", "target", "detail", "reason", "undoes", "previous", "hash",
        ),
    }  # fmt: skip
    special = {
        "bytes": "CAST(bytes || x'00' AS BLOB)",
        "line": "coalesce(line, 0) + 1",
        "size": "size + 1",
        "undoes": "CASE WHEN undoes IS NULL THEN 1 ELSE NULL END",
        "outcome": "CASE outcome WHEN 'accepted' THEN 'duplicate' ELSE 'accepted' END",
        "report": "(SELECT max(id) FROM reports WHERE id <> ledger.report)",
        "given": "json_set(given, '$.outlet', 'Wirf')",
        "target": "'[[]]'",
        "detail": "'{}'",
    }
    for table, names in columns.items():
        for name in names:
            yield table, name, special.get(name, text.format(name))


@pytest.mark.parametrize(("table", "column", "value"), list(cells()))
def test_a_change_in_any_column_is_found(desk: Desk, table: str, column: str, value: str) -> None:
    key = {"contents": "hash", "reports": "id"}.get(table, "seq")
    other = "AND outcome = 'accepted'" if table == "ledger" else ""
    tamper(
        desk,
        "PRAGMA ignore_check_constraints = ON",
        f"UPDATE {table} SET {column} = {value} WHERE {key} = (SELECT min({key}) FROM {table} WHERE 1 {other})",
    )
    assert verify(desk.place).problems != ()


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("DELETE FROM ledger WHERE seq = 2", "chain of the ledger is broken at entry 2"),
        ("DELETE FROM ledger WHERE seq = 6", "the ledger ends at 5; 6 were recorded"),
        ("DELETE FROM judgements WHERE seq = 3", "the judgements ends at 2; 3 were recorded"),
        ("DELETE FROM judgements WHERE seq = 1", "chain of the judgements is broken at judgement 1"),
        ("DELETE FROM reports WHERE id = (SELECT min(id) FROM reports)", "is gone"),
        ("DELETE FROM contents WHERE hash = (SELECT min(hash) FROM contents)", "are gone"),
        ("INSERT INTO contents VALUES (replace(hex(zeroblob(32)), '00', 'ab'), x'01')", "are in no entry"),
        ("UPDATE ledger SET seq = 9 WHERE seq = 1", "broken at entry 1"),
        ("UPDATE reports SET recorded_at = '2000-01-01T00:00:00.000000Z'", "the moment of report"),
        ("CREATE TABLE extra (x)", "the guards of the file were changed: extra"),
    ],
)
def test_what_is_removed_moved_or_added_is_named(desk: Desk, statement: str, line: str) -> None:
    tamper(desk, "PRAGMA foreign_keys = OFF", statement)
    assert any(line in problem for problem in verify(desk.place).problems), verify(desk.place).problems


def test_two_entries_that_change_places_are_found(desk: Desk) -> None:
    moves = [f"UPDATE ledger SET seq = {new} WHERE seq = {old}" for old, new in ((5, 99), (6, 5), (99, 6))]
    tamper(desk, *moves)
    assert any("broken at entry 5" in problem for problem in verify(desk.place).problems)


def test_a_chain_made_anew_with_right_hashes_is_found_by_its_mark(desk: Desk, tmp_path: Path) -> None:
    other = Desk.init(tmp_path / "other", clock=Ticking(), engine=WireEngine())
    for number in range(6):
        list(other.add([candidate(f"{number} hurt.")]))
    for _ in range(3):
        other.judge(Ruling(act="note"), ["i1"], **SIGNED)
    for path in desk.store.folder.glob("facts.sqlite*"):
        path.unlink()
    with closing(sqlite3.connect(other.store.file("facts"))) as connection:
        connection.execute("VACUUM INTO ?", (str(desk.store.file("facts")),))
    assert any("written anew" in problem for problem in verify(desk.place).problems)


def test_a_guard_that_is_gone_is_named(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.store.file("facts"))) as connection:
        connection.execute("DROP TRIGGER reports_no_update")
    assert verify(desk.place).problems == ("the guards of the file were changed: reports_no_update",)


def test_the_mark_may_lag_behind_but_not_be_missing(desk: Desk) -> None:
    mark = desk.store.folder / "custody.json"
    lagging = mark.read_bytes()
    list(desk.add([candidate("7 hurt at Nova.")]))
    assert verify(desk.place).entries == 7
    mark.write_bytes(lagging)
    assert verify(desk.place).problems == ()
    mark.write_text("{}")
    assert "custody.json was changed" in verify(desk.place).problems[0]
    mark.unlink()
    assert "the mark of custody is missing" in verify(desk.place).problems[0]
    Desk.init(desk.place)
    assert verify(desk.place).problems != (), "a second init does not hide it"


def test_any_byte_of_the_file_that_changes_a_fact_is_found(desk: Desk) -> None:
    """Bytes that hold no fact (free space) may change; whatever then still reads as whole must be the same facts."""
    path = desk.store.file("facts")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    whole, lines = path.read_bytes(), list(export(desk))
    chance, found = random.Random(6), 0
    used = [at for at, byte in enumerate(whole) if byte]
    for at in chance.sample(used, 150):
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(changed))
        if verify(desk.place).problems:
            found += 1
        else:
            assert list(export(desk)) == lines, at
    path.write_bytes(whole)
    assert verify(desk.place).problems == ()
    assert found > 75


def test_verify_says_what_it_found(desk: Desk) -> None:
    def run():
        return CliRunner().invoke(app, ["verify", "--desk", desk.place])

    good = run()
    custody = verify(desk.place)
    assert (good.exit_code, good.stdout.splitlines()[0]) == (0, "whole: 6 entries, 3 reports, 3 judgements")
    assert custody.ledger_end in good.stdout
    assert custody.judgements_end in good.stdout
    tamper(desk, "UPDATE contents SET bytes = x'00'")
    bad = run()
    assert (bad.exit_code, bad.stdout) == (1, "")
    assert bad.stderr.startswith("vedette verify: the original bytes ")
    desk.store.file("facts").write_bytes(b"not a database at all, only words" * 50)
    assert run().exit_code == 1
    with pytest.raises(StoreError, match="no desk"):
        verify(desk.store.folder / "nowhere")
