"""Stores of every released schema, kept as SQL in `released/`, and how they are made and brought back to life.

`python -m tests.store.released` keeps one of each kind in the present schema; do it once, when a schema is released.
"""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
from tests.store.postgres_server import Server, programs, server
from tests.stub_engine import Ticking, candidate, refused
from tests.wire_engine import WireEngine

from vedette.record import Ruling
from vedette.store import Desk, export
from vedette.store.statements import newest

FOLDER = Path(__file__).parent / "released"
FACTS = {int(path.stem.rpartition("_")[2]): path for path in sorted(FOLDER.glob("facts_*.jsonl"))}
"""The canonical facts that the stores of each schema hold."""


def fill(desk: Desk) -> None:
    """Some of everything that a desk may hold."""
    list(desk.add([candidate("3 hurt at Dolna.", outlet="Wire", published="2023-06-14"), refused("x.pdf")]))
    list(desk.add([candidate("Troops left Šar."), candidate("Troops left Šar.", source="b.txt", line=3)]))
    desk.judge(Ruling(act="note"), ["i1"], by="Ana", why="seen on the film")
    desk.undo(1, by="Ana", why="it was another film")
    desk.note([("source", "wire", b'{"n":1}')])
    desk.record()


def restore_folder(folder: Path, schema: int) -> str:
    """A folder as a program with this schema left it."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "facts.sqlite")) as connection:
        connection.executescript((FOLDER / f"sqlite_{schema}.sql").read_text(encoding="utf-8"))
    (folder / "custody.json").write_bytes((FOLDER / f"custody_{schema}.json").read_bytes())
    return str(folder)


def restore_database(address: str, schema: int) -> str:
    """A database as a program with this schema left it."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute((FOLDER / f"postgres_{schema}.sql").read_bytes())
    return address


def _keep(running: Server, folder: Path) -> None:
    schema = newest("sqlite", "facts")
    desk = Desk.init(folder / "desk", clock=Ticking(), engine=WireEngine())
    fill(desk)
    lines = list(export(desk))
    (FOLDER / f"facts_{schema}.jsonl").write_text("".join(f"{line}\n" for line in lines[1:]), encoding="utf-8")
    (FOLDER / f"custody_{schema}.json").write_bytes((folder / "desk" / "custody.json").read_bytes())
    with closing(sqlite3.connect(folder / "desk" / "facts.sqlite")) as connection:
        dump = "\n".join([*connection.iterdump(), f"PRAGMA user_version = {schema};", ""])
    (FOLDER / f"sqlite_{schema}.sql").write_text(dump, encoding="utf-8")
    desk = Desk.init(running.new_database(), clock=Ticking(), engine=WireEngine())
    fill(desk)
    command = [programs() / "pg_dump", "--inserts", "--no-owner", desk.store.address]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    dump = re.sub(r"^(\\.*|--.*|)\n", "", dump, flags=re.MULTILINE)
    (FOLDER / f"postgres_{schema}.sql").write_text(dump, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    FOLDER.mkdir(exist_ok=True)
    with server() as made, tempfile.TemporaryDirectory() as passing:
        _keep(made, Path(passing))
