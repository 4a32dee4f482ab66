"""A desk's facts as lines of JSON and back: the same facts, the same moments, the same chain of custody."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping

from vedette.errors import StoreError
from vedette.store import custody
from vedette.store.backend import Session
from vedette.store.chain import first_break
from vedette.store.clock import Clock, system_clock
from vedette.store.desk import Desk
from vedette.store.engine import Engine
from vedette.store.place import Place, store_at

_TABLES = (
    ("contents", "all_contents", "add_content"),
    ("reports", "all_reports", "add_report"),
    ("ledger", "entries", "add_entry"),
    ("judgements", "all_judgements", "add_judgement"),
    ("notes", "all_notes", "add_note"),
)
_CHAINED = _TABLES[2:]
_HEADERS = [{"vedette": "facts", "schema": schema} for schema in (1, 2)]
"""The exports that can be read, the present form last; the first had no notes."""


def export(desk: Desk) -> Iterator[str]:
    """All facts, one a line, in a fixed order: two desks with the same facts give the same lines."""
    yield header()
    with desk.store.reader("facts") as session:
        for table, everything, _ in _TABLES:
            for row in session.rows(everything):
                yield line_of(table, row)


def header() -> str:
    """The first line of an export."""
    return _line(_HEADERS[-1])


def line_of(table: str, row: Mapping[str, object]) -> str:
    """One fact as a line."""
    return _line({"table": table, "row": {name: _out(value) for name, value in row.items()}})


def load(place: Place, lines: Iterable[str], *, clock: Clock = system_clock, engine: Engine | None = None) -> Desk:
    """A new desk from exported lines; raises `StoreError` when a line was changed, lost or is not one of ours."""
    if store_at(place).exists():
        raise StoreError(f"there is a desk at {place} already; name a new folder or an empty database")
    desk = Desk.init(place, clock=clock, engine=engine)
    with desk.store.writer("facts") as session:
        with session.transaction():
            _fill(session, lines)
            for table, everything, _ in _CHAINED:
                at = first_break([*session.rows(everything)])
                if at is not None:
                    raise StoreError(f"the chain of custody is broken at entry {at} of the {table}")
        custody.mark(desk.store, session)
    return desk


def _fill(session: Session, lines: Iterable[str]) -> None:
    statements = {table: add for table, _, add in _TABLES}
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            if number > 1:
                session.run(statements[entry["table"]], **{name: _in(value) for name, value in entry["row"].items()})
        except (ValueError, KeyError, TypeError, AttributeError, StoreError) as error:
            raise StoreError(f"line {number}: not a fact ({error})") from error
        if number == 1 and entry not in _HEADERS:
            raise StoreError("line 1: not an export of a Vedette desk that this program can read")


def _out(value: object) -> object:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _in(value: object) -> object:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
