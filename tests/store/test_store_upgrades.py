"""Stores of every released schema can be opened by this program; it refuses those of later ones, and loses nothing."""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
from tests.store.killed_upgrades import killed_upgrades
from tests.store.postgres_server import Server
from tests.store.released import FACTS, restore_database, restore_folder
from tests.stub_engine import Ticking, candidate
from tests.wire_engine import WireEngine

from vedette.errors import StoreError
from vedette.store import Desk, export, verify
from vedette.store.statements import newest

KINDS = ("folder", "postgres")


@pytest.fixture(params=KINDS)
def restore(request: pytest.FixtureRequest, tmp_path: Path):
    """A store as a program with some schema left it."""
    numbers = count(1)

    def to_folder(schema: int) -> str:
        return restore_folder(tmp_path / f"desk{next(numbers)}", schema)

    def to_database(schema: int) -> str:
        server: Server = request.getfixturevalue("postgres")
        return restore_database(server.new_database(), schema)

    return to_folder if request.param == "folder" else to_database


def test_every_schema_has_its_store() -> None:
    assert newest("sqlite", "facts") == newest("postgres", "facts")
    assert sorted(FACTS) == list(range(1, newest("sqlite", "facts") + 1)), "run python -m tests.store.released"


@pytest.mark.parametrize("schema", sorted(FACTS))
def test_a_store_of_each_schema_is_upgraded_and_keeps_every_fact(restore, schema: int) -> None:
    place = restore(schema)
    desk = Desk.init(place, clock=Ticking(), engine=WireEngine())
    facts = FACTS[schema].read_text(encoding="utf-8").splitlines()
    assert list(export(desk))[1:] == facts
    assert verify(place).problems == ()
    assert len(desk.record().reports) == 2
    list(desk.add([candidate("Officers closed.")]))
    desk.note([("source", "wire", b"{}")])
    assert verify(place).problems == ()
    lines = list(export(desk))
    Desk.init(place)
    assert list(export(desk)) == lines


def test_an_older_store_is_opened_only_after_init(restore) -> None:
    place = restore(1)
    with pytest.raises(
        StoreError, match=r"older Vedette \(schema 1; this one has 2\): bring it up to date with `vedette init`"
    ):
        Desk.open(place)
    Desk.init(place)
    assert Desk.open(place).state().entries == 4


def _claim(place: str, schema: int) -> None:
    if "://" in place:
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(f"UPDATE vedette_facts.schema_version SET number = {schema}")
    else:
        with closing(sqlite3.connect(f"{place}/facts.sqlite")) as connection:
            connection.execute(f"PRAGMA user_version = {schema}")


def test_a_newer_store_is_refused_with_a_clear_sentence(restore) -> None:
    place = restore(newest("sqlite", "facts"))
    _claim(place, 99)
    for begin in (Desk.open, Desk.init):
        with pytest.raises(StoreError, match=r"newer Vedette \(schema 99; this one knows \d+\): update Vedette"):
            begin(place)


def test_an_upgrade_that_is_killed_leaves_the_old_schema_or_the_new_one(restore) -> None:
    dialect = "sqlite" if "://" not in restore(1) else "postgres"
    ends = killed_upgrades(lambda: restore(1), dialect, 6)
    assert sum(ends.values()) == 6
