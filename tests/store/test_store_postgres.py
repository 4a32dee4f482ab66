"""What only a desk in PostgreSQL has: roles, texts that PostgreSQL refuses, its own lock, its own guards."""

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from tests.store.postgres_server import Server
from tests.stub_engine import StubEngine, Ticking, candidate, refused
from tests.wire_engine import WireEngine
from typer.testing import CliRunner

from vedette.cli.app import app
from vedette.errors import StoreError
from vedette.record import Ruling
from vedette.store import Desk, export, load, search, verify

SIGNED = {"by": "Ana", "why": "seen on the film"}
TABLES = ("contents", "reports", "ledger", "judgements", "marks")


@pytest.fixture
def desk(postgres: Server) -> Desk:
    made = Desk.init(postgres.new_database(), clock=Ticking(), engine=WireEngine())
    list(made.add([candidate("3 hurt at Dolna.", outlet="Wire"), candidate("Troops left."), refused("x.pdf")]))
    made.judge(Ruling(act="note"), ["i1"], **SIGNED)
    return made


def sql(desk: Desk, *statements: str) -> None:
    with psycopg.connect(desk.store.address, autocommit=True) as connection:
        connection.execute("SET search_path = vedette_facts")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}", "TRUNCATE {0} CASCADE"])
def test_facts_are_append_only_for_the_owner_too(desk: Desk, table: str, statement: str) -> None:
    column = "hash" if table != "reports" else "text"
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"):
        sql(desk, statement.format(table, column))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO contents SELECT hash, '\\x00' FROM contents ON CONFLICT DO NOTHING",
        "INSERT INTO contents SELECT * FROM contents ON CONFLICT (hash) DO UPDATE SET bytes = '\\x00'",
        "INSERT INTO ledger SELECT seq + 9, '2000-01-01T00:00:00.000000Z', source, line, kind, content, size, outcome,"
        " reason, report, given_id, given, previous, hash || '0' FROM ledger",
        "INSERT INTO ledger SELECT 0, recorded_at, source, line, kind, content, size, outcome,"
        " reason, report, given_id, given, previous, hash || '0' FROM ledger",
    ],
)
def test_a_fact_cannot_be_replaced_or_slipped_in(desk: Desk, statement: str) -> None:
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"):
        sql(desk, statement)


def as_role(desk: Desk, postgres: Server, role: str) -> Desk:
    """The desk as a person with this role opens it, over the network and with a password."""
    desk.store.make_roles()
    name = f"{role}_{os.getpid()}"
    sql(desk, f"DROP ROLE IF EXISTS {name}", f"CREATE ROLE {name} LOGIN PASSWORD 'secret' IN ROLE vedette_{role}")
    database = desk.store.address.partition("/desk")[2].partition("?")[0]
    address = f"postgresql://{name}:secret@127.0.0.1:{postgres.port}/desk{database}"
    return Desk.open(address, clock=desk.clock, engine=WireEngine())


def test_a_reader_may_only_look(desk: Desk, postgres: Server) -> None:
    reader = as_role(desk, postgres, "reader")
    assert "secret" not in reader.place
    assert reader.record() == desk.record()
    assert [hit.report.text for hit in search(reader, "troops")] == ["Troops left."]
    assert verify(reader.store.address).problems == ()
    for write in (lambda: list(reader.add([candidate("New.")])), lambda: reader.undo(1, **SIGNED)):
        with pytest.raises(StoreError, match="your role may not do this: permission denied for table"):
            write()
    assert len(desk.record().reports) == 2


def test_an_analyst_may_append_and_nothing_else(desk: Desk, postgres: Server) -> None:
    analyst = as_role(desk, postgres, "analyst")
    list(analyst.add([candidate("Officers closed at Dolna.")]))
    assert analyst.judge(Ruling(act="reject"), ["i1"], **SIGNED).number == 2
    analyst.forget_derived()
    assert analyst.record() == desk.record()
    assert verify(analyst.store.address).problems == ()
    forbidden = ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}", "TRUNCATE {0}", "ALTER TABLE {0} DISABLE TRIGGER ALL"]
    for table in TABLES:
        for statement in forbidden:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                sql(analyst, statement.format(table, "text" if table == "reports" else "hash"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql(analyst, "UPDATE schema_version SET number = 9")


ODD = [
    "a\0b",
    "\U0010ffff",
    "\U0010ffff0",
    "\0\U0010ffff1\0",
    "\ud7ff\ue000\uffff",
    "'; DROP TABLE ledger; --",
    "%s %(x)s :source",
]


@pytest.mark.parametrize("odd", ODD)
def test_any_text_comes_back_as_it_was_and_as_from_a_folder(postgres: Server, tmp_path, odd: str) -> None:
    desks = [
        Desk.init(place, clock=Ticking(), engine=StubEngine()) for place in (postgres.new_database(), tmp_path / "desk")
    ]
    item = candidate("Troops left", source=odd, title=odd, outlet=odd)
    item = replace(item, given_id=f"id {odd}", report=replace(item.report, text=f"Troops {odd} left"))
    for desk in desks:
        list(desk.add([item, item, refused(odd, odd)]))
        assert desk.record().sources == ((f"id {odd}",),)
        assert desk.record().reports[0].text == f"Troops {odd} left"
        assert desk.record().refusals[0].reason == odd
    assert list(export(desks[0])) == list(export(desks[1]))
    copy = load(postgres.new_database(), export(desks[1]), engine=StubEngine())
    assert list(export(copy)) == list(export(desks[0]))


def test_a_lone_surrogate_is_a_clear_error_in_both(postgres: Server, tmp_path) -> None:
    for place in (postgres.new_database(), tmp_path / "desk"):
        desk = Desk.init(place, clock=Ticking(), engine=StubEngine())
        with pytest.raises(StoreError, match="surrogates not allowed"):
            list(desk.add([refused("\ud800")]))
        assert desk.state().entries == 0


def test_a_writer_that_died_frees_the_desk(desk: Desk) -> None:
    def hold(address: str, held) -> None:
        with Desk.open(address, engine=StubEngine()).store.writer("facts"):
            held.set()
            os.kill(os.getpid(), 9)

    context = multiprocessing.get_context("fork")
    held = context.Event()
    process = context.Process(target=hold, args=(desk.store.address, held))
    process.start()
    assert held.wait(20)
    process.join(20)
    list(desk.add([candidate("New.")]))
    assert verify(desk.store.address).entries == 4


def test_a_reader_sees_one_moment(desk: Desk) -> None:
    with desk.store.reader("facts") as session:
        before = list(session.all("entries"))
        list(Desk.open(desk.store.address, clock=desk.clock, engine=WireEngine()).add([candidate("New.")]))
        assert list(session.all("entries")) == before
    assert desk.state().entries == 4


def cells() -> Iterator[tuple[str, str, str]]:
    """Every column of every table, with a value that is changed by as little as can be."""
    text = "coalesce(left({0}, -1) || chr(ascii(right({0}, 1)) + 1), 'x')"
    columns = {
        "contents": ("bytes",),
        "reports": ("text", "recorded_at"),
        "ledger": (
            "recorded_at",
            "source",
            "line",
            "kind",
            "content",
            "size",
            "reason",
            "given_id",
            "previous",
            "hash",
        ),
        "judgements": ("recorded_at", "analyst", "act", "target", "detail", "reason", "undoes", "previous", "hash"),
    }
    special = {
        "bytes": "bytes || '\\x00'::bytea",
        "line": "coalesce(line, 0) + 1",
        "size": "size + 1",
        "undoes": "1",
        "target": "'[[]]'",
        "detail": "'{}'",
    }
    for table, names in columns.items():
        for name in names:
            yield table, name, special.get(name, text.format(name))


@pytest.mark.parametrize(("table", "column", "value"), list(cells()))
def test_a_change_in_any_column_is_found(desk: Desk, table: str, column: str, value: str) -> None:
    key = {"contents": "hash", "reports": "id"}.get(table, "seq")
    change = f"UPDATE {table} SET {column} = {value} WHERE {key} = (SELECT min({key}) FROM {table})"
    sql(desk, "SET session_replication_role = replica", change)
    assert verify(desk.store.address).problems != ()


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("DELETE FROM ledger WHERE seq = 2", "chain of the ledger is broken at entry 2"),
        ("DELETE FROM ledger WHERE seq = 3", "the ledger ends at 2; 3 were recorded"),
        ("DELETE FROM judgements", "the judgements ends at 0; 1 were recorded"),
        ("DELETE FROM contents WHERE hash = (SELECT min(hash) FROM contents)", "are gone"),
        ("DELETE FROM marks", "the mark of custody is missing"),
    ],
)
def test_what_is_removed_is_named(desk: Desk, statement: str, line: str) -> None:
    sql(desk, "SET session_replication_role = replica", statement)
    assert any(line in problem for problem in verify(desk.store.address).problems)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("ALTER TABLE ledger DISABLE TRIGGER ledger_no_change", "ledger_no_change"),
        ("DROP TRIGGER reports_no_change ON reports", "reports_no_change"),
        ("CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", "md5"),
        ("ALTER TABLE ledger DROP CONSTRAINT ledger_report_fkey", "ledger_report_fkey"),
        ("CREATE TABLE extra (x text)", "x"),
    ],
)
def test_a_guard_that_was_changed_is_named(desk: Desk, change: str, named: str) -> None:
    sql(desk, change)
    (problem,) = verify(desk.store.address).problems
    assert problem.startswith("the guards of the database were changed: ")
    assert named == "md5" or named in problem


def test_a_database_that_cannot_be_used_is_a_clear_error(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*args: str) -> str:
        done = CliRunner().invoke(app, list(args))
        assert done.exit_code == 2
        assert "secret" not in done.stderr
        return done.stderr

    assert "no desk at" in run("show", "--desk", postgres.new_database())
    assert "does not exist" in run("init", "--store", postgres.address("nowhere"))
    gone = f"postgresql://ana:secret@127.0.0.1:{postgres.port}/x?connect_timeout=1"
    assert "password authentication failed" in run("show", "--desk", gone)
    assert "Connection refused" in run("show", "--desk", "postgresql://127.0.0.1:1/x")
    latin = postgres.database("latin", "ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "the database is in LATIN1" in run("init", "--store", latin)
    assert "not both" in run("init", "here", "--store", latin)


def test_the_commands_work_with_an_address(postgres: Server, tmp_path) -> None:
    address = postgres.new_database()
    (tmp_path / "a.txt").write_text(
        "Police closed the bridge at Dolna on Monday. Three officers were hurt, a spokesman said."
    )

    def run(*args: str) -> str:
        done = CliRunner().invoke(app, [*args])
        assert done.exit_code == 0, done.stderr
        return done.stdout

    assert run("init", "--store", address, "--roles") == f"desk at {address}\n"
    assert "1 accepted" in run("add", "--desk", address, "--no-read", str(tmp_path / "a.txt"))
    assert "Dolna" in run("search", "--desk", address, "dolna")
    assert run("verify", "--desk", address).startswith("whole: 1 entries, 1 reports")
