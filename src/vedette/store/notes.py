"""Notes: what the programs that work on a desk leave for the next look; appended in a chain of their own."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vedette.store.backend import Row, Session
from vedette.store.chain import FIRST, entry_hash
from vedette.store.clock import Clock, next_stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note: its kind, what it is about, and its content as JSON."""

    number: int
    recorded_at: str
    kind: str
    key: str
    body: str


def append(session: Session, notes: Iterable[tuple[str, str, bytes]], *, clock: Clock) -> None:
    """Record notes of (kind, key, JSON) under one moment, inside the caller's transaction."""
    seq, last, previous = session.one("last_note") or (0, None, FIRST)
    moment = next_stamp(clock, last)
    for number, (kind, key, body) in enumerate(notes, seq + 1):
        row: dict[str, object] = {
            "seq": number,
            "recorded_at": moment,
            "kind": kind,
            "key": key,
            "body": body.decode(),
            "previous": previous,
        }
        previous = row["hash"] = entry_hash(row)
        session.run("add_note", **row)


def of_kind(session: Session, kind: str) -> Iterator[Note]:
    """All notes of a kind, oldest first."""
    yield from _notes(session.all("notes_of", kind=kind))


def latest(session: Session, kind: str, keys: Iterable[str] | None) -> Iterator[Note]:
    """The newest note of a kind about each of the keys (None: about every key), oldest first."""
    if keys is None:
        yield from _notes(session.all("latest_notes_of", kind=kind))
    else:
        yield from _notes(session.all("latest_notes_about", kind=kind, keys=json.dumps(list(keys))))


def _notes(rows: Iterable[Row]) -> Iterator[Note]:
    for number, recorded_at, kind, key, body in rows:
        yield Note(number=number, recorded_at=recorded_at, kind=kind, key=key, body=body)
