"""A desk in a folder: two SQLite files, the lock of their only writer, and the mark of custody beside them."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vedette.errors import StoreError
from vedette.store import lock
from vedette.store.backend import PATIENCE, Ends, Row, Session
from vedette.store.statements import Kind, Mode, check_version, newest, statements, upgrades

MARK = "custody.json"

_DAMAGE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SYNCHRONOUS: dict[Kind, str] = {"facts": "FULL", "derived": "NORMAL"}


@dataclass(frozen=True, slots=True)
class SqliteSession:
    """One of the two files, open."""

    connection: sqlite3.Connection
    kind: Kind
    name: str

    def run(self, name: str, **values: object) -> int:
        """Carry out a statement; the number of rows that it added or removed."""
        return self._execute(name, values).rowcount

    def one(self, name: str, **values: object) -> Row | None:
        """The first row that a statement selects."""
        cursor = self._execute(name, values)
        with _errors(self.name):
            row: Row | None = cursor.fetchone()
            return row

    def all(self, name: str, **values: object) -> Iterator[Row]:
        """The rows that a statement selects, one after the other."""
        cursor = self._execute(name, values)
        with _errors(self.name):
            yield from cursor

    def rows(self, name: str) -> Iterator[dict[str, object]]:
        """The rows that a statement selects, by column."""
        cursor = self._execute(name, {})
        columns = [column[0] for column in cursor.description]
        with _errors(self.name):
            for row in cursor:
                yield dict(zip(columns, row, strict=True))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        with _errors(self.name):
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        with _errors(self.name):
            self.connection.execute("COMMIT")

    def _execute(self, name: str, values: dict[str, object]) -> sqlite3.Cursor:
        with _errors(self.name):
            return self.connection.execute(statements("sqlite", self.kind)[name], values)


@dataclass(frozen=True, slots=True)
class SqliteStore:
    """A folder with `facts.sqlite` (synchronous=FULL) and `derived.sqlite`, which may vanish at any time."""

    folder: Path

    @property
    def place(self) -> str:
        """The folder."""
        return str(self.folder)

    def file(self, kind: Kind) -> Path:
        """Where one of the two files is."""
        return self.folder / f"{kind}.sqlite"

    def exists(self) -> bool:
        """Is there a desk?"""
        return self.file("facts").exists()

    def make(self) -> None:
        """Make an empty desk, or bring the one that is there to this program's schema."""
        if not self.exists() and self.folder.exists() and not (self.folder.is_dir() and _empty(self.folder)):
            raise StoreError(f"{self.folder} is there and is not a desk; name an empty or a new folder")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"no desk can be made at {self.folder}: {error.strerror}") from error
        with lock.writer(self.folder, wait=PATIENCE):
            _connect_to_write(self.file("facts"), "facts", "upgrade").close()

    def make_roles(self) -> None:
        """A folder has none."""
        raise StoreError("a desk in a folder has no roles: see to who may open the folder")

    @contextmanager
    def reader(self, kind: Kind) -> Iterator[Session]:
        """One file for reading only, seen as it was when reading began."""
        path = self.file(kind)
        with _errors(path):
            connection = _connect_to_read(path)
        try:
            with _errors(path):
                check_version("sqlite", kind, _version(connection), path, "refuse")
                connection.execute("BEGIN")
            yield SqliteSession(connection, kind, str(path))
        finally:
            connection.close()

    @contextmanager
    def writer(self, kind: Kind, *, wait: float = PATIENCE) -> Iterator[Session]:
        """One file for writing, while nobody else writes to the desk.

        The only writer is also the only one that copies the write-ahead log into the file; some versions of SQLite
        lose data when several do. A derived file that is damaged is made anew.
        """
        with lock.writer(self.folder, wait=wait):
            connection = self._open(kind)
            try:
                yield SqliteSession(connection, kind, str(self.file(kind)))
            except StoreError as error:
                if kind == "derived" and _is_damage(error):
                    self._delete_derived()
                raise
            finally:
                connection.close()

    def forget_derived(self) -> None:
        """Delete the derived file."""
        with lock.writer(self.folder, wait=PATIENCE):
            self._delete_derived()

    def mark(self, _facts: Session, ends: Ends) -> None:
        """Note how far the chains reach; what cannot be noted now (a full disk) is noted next time."""
        partial = self.folder / f"{MARK}.partial"
        try:
            with partial.open("w", encoding="ascii") as stream:
                json.dump(ends, stream)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(self.folder / MARK)
        except OSError:
            return

    def read_mark(self) -> dict[str, tuple[int, str]] | None:
        """How far the chains reached at the last recording; None when that was never noted."""
        path = self.folder / MARK
        try:
            noted = json.loads(path.read_text(encoding="ascii"))
            return {name: (int(noted[name][0]), str(noted[name][1])) for name in {*noted, "ledger", "judgements"}}
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise StoreError(f"{path} was changed: {error}") from error

    def damage(self, facts: Session) -> Iterator[str]:
        """Is the file sound, and are its own guards in place?"""
        for (line,) in facts.all("integrity"):
            if line != "ok":
                yield f"the file is damaged: {' '.join(str(line).split())}"
        expected, found = _blueprint("facts"), set(facts.all("guards"))
        if facts.one("version") != (newest("sqlite", "facts"),) or found != expected:
            names = ", ".join(sorted({name for _, name, _ in found ^ expected})) or "schema number"
            yield f"the guards of the file were changed: {names}"

    def _open(self, kind: Kind) -> sqlite3.Connection:
        if kind == "facts":
            return _connect_to_write(self.file(kind), kind, "refuse")
        try:
            return _connect_to_write(self.file(kind), kind, "upgrade")
        except StoreError as error:
            if not _is_damage(error):
                raise
        self._delete_derived()
        return _connect_to_write(self.file(kind), kind, "upgrade")

    def _delete_derived(self) -> None:
        for path in self.folder.glob("derived.sqlite*"):
            path.unlink()


@contextmanager
def in_memory(kind: Kind) -> Iterator[Session]:
    """A passing file of one kind, empty, for what need not be kept."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _upgrade(connection, kind)
        yield SqliteSession(connection, kind, "in memory")
    finally:
        connection.close()


@cache
def _blueprint(kind: Kind) -> frozenset[Row]:
    """Tables, indexes and triggers of a file as this program makes it: type, name and statement."""
    with in_memory(kind) as session:
        return frozenset(session.all("guards"))


def _connect_to_write(path: Path, kind: Kind, mode: Mode) -> sqlite3.Connection:
    """Every statement commits by itself unless it stands inside a transaction."""
    with _errors(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[kind]}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")
            check_version("sqlite", kind, _version(connection), path, mode)
            _upgrade(connection, kind)
        except BaseException:
            connection.close()
            raise
        return connection


def _upgrade(connection: sqlite3.Connection, kind: Kind) -> None:
    """Apply the numbered schemas that an open file does not have yet, each in one transaction."""
    for version, script in upgrades("sqlite", kind, _version(connection)):
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {version};\nCOMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Read only; on a medium that cannot be written, as a file that nobody changes."""
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if not path.exists() or path.with_name(f"{path.name}-wal").exists():
            raise
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection


@contextmanager
def _errors(name: object) -> Iterator[None]:
    """Turn what SQLite raises into one clear `StoreError`."""
    try:
        yield
    except (sqlite3.Error, UnicodeError) as error:
        raise StoreError(f"{name}: {error}") from error


def _is_damage(error: StoreError) -> bool:
    """Is the file itself no good, rather than busy, full or closed to us?"""
    cause = error.__cause__
    return isinstance(cause, sqlite3.DatabaseError) and getattr(cause, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _empty(folder: Path) -> bool:
    """Nothing in it, or no more than a desk that was being made leaves behind."""
    return all(child.name == lock.NAME for child in folder.iterdir())
