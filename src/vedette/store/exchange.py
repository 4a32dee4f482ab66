"""A desk's facts as lines of JSON and back: the same facts, the same moments, the same chain of custody."""

import base64
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from vedette.errors import StoreError
from vedette.store import custody, lock
from vedette.store.chain import first_break
from vedette.store.clock import Clock, system_clock
from vedette.store.database import file, open_reader, open_writer, queries, transaction
from vedette.store.desk import Desk
from vedette.store.engine import Engine

_TABLES = (
    ("contents", "all_contents", "add_content"),
    ("reports", "all_reports", "add_report"),
    ("ledger", "entries", "add_entry"),
    ("judgements", "all_judgements", "add_judgement"),
)
_HEADER = {"vedette": "facts", "schema": 1}


def export(desk: Desk) -> Iterator[str]:
    """All facts, one a line, in a fixed order: two desks with the same facts give the same lines."""
    yield _line(_HEADER)
    with open_reader(desk.folder, "facts") as connection:
        for table, everything, _ in _TABLES:
            cursor = connection.execute(queries("facts")[everything])
            names = [column[0] for column in cursor.description]
            for row in cursor:
                values = {name: _out(value) for name, value in zip(names, row, strict=True)}
                yield _line({"table": table, "row": values})


def load(folder: Path, lines: Iterable[str], *, clock: Clock = system_clock, engine: Engine | None = None) -> Desk:
    """A new desk from exported lines; raises `StoreError` when a line was changed, lost or is not one of ours."""
    if file(folder, "facts").exists():
        raise StoreError(f"there is a desk at {folder} already; name a new folder")
    desk = Desk.init(folder, clock=clock, engine=engine)
    with lock.writer(folder), open_writer(folder, "facts") as connection:
        with transaction(connection):
            _fill(connection, lines)
            for table in ("ledger", "judgements"):
                at = first_break(custody.rows(connection, "entries" if table == "ledger" else "all_judgements"))
                if at is not None:
                    raise StoreError(f"the chain of custody is broken at entry {at} of the {table}")
        custody.mark(folder, connection)
    return desk


def _fill(connection: sqlite3.Connection, lines: Iterable[str]) -> None:
    statements = {table: queries("facts")[add] for table, _, add in _TABLES}
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            if number == 1:
                if entry != _HEADER:
                    raise StoreError("line 1: not an export of a Vedette desk that this program can read")
                continue
            row = {name: _in(value) for name, value in entry["row"].items()}
            connection.execute(statements[entry["table"]], row)
        except (ValueError, KeyError, TypeError, AttributeError, sqlite3.Error) as error:
            raise StoreError(f"line {number}: not a fact ({error})") from error


def _out(value: object) -> object:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _in(value: object) -> object:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
