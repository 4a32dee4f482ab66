"""Upgrades that are killed at random: afterwards the store has the old schema or the new one, never one between."""

import contextlib
import multiprocessing
import os
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.synchronize import Event

import psycopg
from tests.stub_engine import StubEngine

from vedette.store import Desk, export, verify
from vedette.store.place import store_at
from vedette.store.statements import Dialect, newest, script

OLD = 1


def killed_upgrades(restore: Callable[[], str], dialect: Dialect, times: int, *, seed: int = 6) -> Counter[str]:
    """Restore an old store, kill its upgrade at a random moment and look, so many times; how many were `old` and `new`.

    `restore` gives the place of a store with schema 1. Raises `AssertionError` for a store that is neither, or that
    has lost a fact when the upgrade is repeated.
    """
    dice, ends = random.Random(seed), Counter[str]()
    expected, long = _whole_upgrade(restore())
    for _ in range(times):
        place = restore()
        _kill_upgrade(place, after=dice.uniform(0, long))
        ends["new" if _is_new(place, dialect) else "old"] += 1
        assert list(export(Desk.init(place, engine=StubEngine()))) == expected
        assert verify(place).problems == ()
    return ends


def _whole_upgrade(place: str) -> tuple[list[str], float]:
    """The facts after an upgrade that nobody disturbs, and the seconds it takes."""
    begin = time.perf_counter()
    desk = Desk.init(place, engine=StubEngine())
    return list(export(desk)), time.perf_counter() - begin


def _kill_upgrade(place: str, *, after: float) -> None:
    context = multiprocessing.get_context("fork")
    begun = context.Event()
    process = context.Process(target=_upgrade, args=(place, begun))
    process.start()
    assert begun.wait(30)
    time.sleep(after)
    process.kill()
    process.join(30)


def _upgrade(place: str, begun: Event) -> None:
    store = store_at(place)
    begun.set()
    with contextlib.suppress(BaseException):
        store.make()
    os._exit(0)


def _is_new(place: str, dialect: Dialect) -> bool:
    """Which schema does the store claim to have, and does it have all of that and nothing else?"""
    version = _version_of_file(f"{place}/facts.sqlite") if dialect == "sqlite" else _version_of_database(place)
    assert OLD <= version <= newest(dialect, "facts"), version
    return version > OLD


def _version_of_file(path: str) -> int:
    with (
        contextlib.closing(sqlite3.connect(path)) as connection,
        contextlib.closing(sqlite3.connect(":memory:")) as fresh,
    ):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for number in range(1, version + 1):
            fresh.executescript(script("sqlite", f"facts_{number}.sql"))
        names = "SELECT name FROM sqlite_master WHERE sql IS NOT NULL"
        found, whole = set(connection.execute(names)), set(fresh.execute(names))
        assert found == whole, found ^ whole
        return version


def _version_of_database(address: str) -> int:
    with psycopg.connect(address, autocommit=True) as connection:
        version = int(connection.execute("SELECT number FROM vedette_facts.schema_version").fetchone()[0])
        notes = "to_regclass('vedette_facts.notes')"
        has_table = connection.execute(f"SELECT {notes} IS NOT NULL").fetchone()[0]
        guards = connection.execute(f"SELECT count(*) FROM pg_trigger WHERE tgrelid = {notes}").fetchone()[0]
        assert (has_table, guards) == (version > OLD, 2 if version > OLD else 0), version
        return version
