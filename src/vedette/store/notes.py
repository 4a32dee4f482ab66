"""Notes: what the programs that work on a desk leave for the next look; appended in a chain of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vedette.store.backend import Session
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
    for number, recorded_at, found, key, body in session.all("notes_of", kind=kind):
        yield Note(number=number, recorded_at=recorded_at, kind=found, key=key, body=body)
