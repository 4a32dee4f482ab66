"""Custody: is every fact as it was recorded? One changed byte, one removed or moved entry is found."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import StoreError
from vedette.intake import identity
from vedette.store.chain import FIRST, first_break
from vedette.store.database import VERSIONS, blueprint, file, open_reader, queries

MARK = "custody.json"
"""Beside the facts: how far each chain reached at the last recording, so that a chain cut short is seen."""

_CHAINS = {
    "ledger": ("entries", "last_entry", "entry"),
    "judgements": ("all_judgements", "last_judgement", "judgement"),
}

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """What was looked at, where the two chains end (SHA-256), and everything that is not as it was recorded."""

    problems: tuple[str, ...]
    reports: int = 0
    entries: int = 0
    judgements: int = 0
    ledger_end: str = FIRST
    judgements_end: str = FIRST


def verify(folder: Path) -> Custody:
    """Look at every byte of a desk's facts; raises `StoreError` when there is no desk."""
    if not file(folder, "facts").exists():
        raise StoreError(f"no desk at {folder}; make one with `vedette init {folder}`")
    try:
        mark = _read_mark(folder)
        with open_reader(folder, "facts") as connection:
            return _look(connection, mark)
    except (StoreError, UnicodeDecodeError) as error:
        return Custody(problems=(str(error),))


def mark(folder: Path, connection: sqlite3.Connection) -> None:
    """Note how far the chains reach (the caller holds the lock); what cannot be noted now is noted next time."""
    ends = {name: _end(connection.execute(queries("facts")[last]).fetchone()) for name, (_, last, _) in _CHAINS.items()}
    partial = folder / f"{MARK}.partial"
    try:
        with partial.open("w", encoding="ascii") as stream:
            json.dump(ends, stream)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(folder / MARK)
    except OSError:
        return


def mark_new(folder: Path, connection: sqlite3.Connection) -> None:
    """Note that a new desk has nothing yet; a desk with entries keeps the mark that it has or lacks."""
    if not (folder / MARK).exists() and connection.execute(queries("facts")["last_entry"]).fetchone() is None:
        mark(folder, connection)


def _look(connection: sqlite3.Connection, mark: dict[str, tuple[int, str]] | None) -> Custody:
    chains = {name: rows(connection, everything) for name, (everything, _, _) in _CHAINS.items()}
    ledger, judgements = chains["ledger"], chains["judgements"]
    problems = [*_file(connection), *_chains(chains), *_ends(chains, mark)]
    problems += [*_contents(connection, ledger), *_reports(connection, ledger)]
    return Custody(
        problems=tuple(problems),
        reports=sum(row["outcome"] == "accepted" for row in ledger),
        entries=len(ledger),
        judgements=len(judgements),
        ledger_end=str(ledger[-1]["hash"]) if ledger else FIRST,
        judgements_end=str(judgements[-1]["hash"]) if judgements else FIRST,
    )


def rows(connection: sqlite3.Connection, name: str) -> list[dict[str, object]]:
    """What a named statement of the facts selects, as rows by column."""
    cursor = connection.execute(queries("facts")[name])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _file(connection: sqlite3.Connection) -> Iterator[str]:
    """Is the file sound, and are its own guards in place?"""
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file is damaged: {' '.join(str(line).split())}"
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    expected = blueprint("facts")
    found = set(connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    if version != VERSIONS["facts"] or found != expected:
        names = ", ".join(sorted({name for _, name, _ in found ^ expected})) or "schema number"
        yield f"the guards of the file were changed: {names}"


def _chains(chains: Mapping[str, list[dict[str, object]]]) -> Iterator[str]:
    for name, held in chains.items():
        at = first_break(held)
        if at is not None:
            kind = _CHAINS[name][2]
            yield f"the chain of the {name} is broken at {kind} {at}: it was changed, or one was removed or moved there"


def _ends(chains: Mapping[str, Sequence[Row]], mark: dict[str, tuple[int, str]] | None) -> Iterator[str]:
    """Does each chain reach as far as it did at the last recording?"""
    if mark is None:
        if any(chains.values()):
            yield f"{MARK} is missing: whether entries were removed at the end cannot be told"
        return
    for name, held in chains.items():
        seq, end = mark.get(name, (0, FIRST))
        if seq > len(held):
            yield f"the {name} ends at {len(held)}; {seq} were recorded"
        elif seq and held[seq - 1]["hash"] != end:
            yield f"the {name} was written anew: {_CHAINS[name][2]} {seq} is not the one that was recorded"


def _contents(connection: sqlite3.Connection, ledger: Sequence[Row]) -> Iterator[str]:
    """Original bytes against their hashes, and both against the ledger."""
    wanted = {str(row["content"]): row["seq"] for row in ledger if row["outcome"] != "quarantined"}
    for name, data in connection.execute(queries("facts")["all_contents"]):
        if hashlib.sha256(data).hexdigest() != name:
            yield f"the original bytes {name[:16]} were changed"
        if wanted.pop(name, None) is None:
            yield f"the original bytes {name[:16]} are in no entry of the ledger"
    for name, seq in wanted.items():
        yield f"the original bytes {name[:16]} of entry {seq} are gone"


def _reports(connection: sqlite3.Connection, ledger: Sequence[Row]) -> Iterator[str]:
    """Texts against their identities, and both against the ledger."""
    taken = {str(row["report"]): row["recorded_at"] for row in ledger if row["outcome"] == "accepted"}
    for name, whole, text, recorded_at in connection.execute(queries("facts")["all_reports"]):
        if identity(text) != whole or not whole.startswith(name) or not name:
            yield f"the text of report {name} was changed"
        if name not in taken:
            yield f"report {name} is in no entry of the ledger"
        elif taken.pop(name) != recorded_at:
            yield f"the moment of report {name} was changed"
    for name in taken:
        yield f"report {name} is gone"


def _end(row: tuple[int, str, str] | None) -> tuple[int, str]:
    return (0, FIRST) if row is None else (row[0], row[2])


def _read_mark(folder: Path) -> dict[str, tuple[int, str]] | None:
    """How far the chains reached; None when that was never noted. Read before the facts, which may only be longer."""
    try:
        noted = json.loads((folder / MARK).read_text(encoding="ascii"))
        return {name: (int(noted[name][0]), str(noted[name][1])) for name in _CHAINS}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise StoreError(f"{folder / MARK} was changed: {error}") from error
