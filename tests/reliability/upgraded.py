"""Upgrades killed at random; the kills themselves are those of `tests/store/killed_upgrades.py`."""

from itertools import count

from tests.reliability.desks import passing_folder
from tests.reliability.figure import Figure
from tests.store.killed_upgrades import killed_upgrades
from tests.store.postgres_server import MissingServerError, server
from tests.store.released import restore_database, restore_folder


def upgrades(times: int) -> Figure:
    """Kill the upgrade of a store of the first schema, so many times in a folder and in a database if there is one."""
    with passing_folder() as folder:
        numbers = count(1)
        ends = killed_upgrades(lambda: restore_folder(folder / f"desk{next(numbers)}", 1), "sqlite", times)
    told = f"folder: {ends['old']} old, {ends['new']} new"
    try:
        with server() as running:
            ends = killed_upgrades(lambda: restore_database(running.new_database(), 1), "postgres", times)
        told += f"; database: {ends['old']} old, {ends['new']} new"
    except MissingServerError as missing:
        told += f"; NOT TESTED ON POSTGRESQL: {missing}"
    return Figure(
        test=f"upgrade killed, {times} times each",
        showed=told,
        promised="old or new schema, never between",
        kept=True,
    )
