"""A desk for a team, in a PostgreSQL database: the schemas `vedette_facts` and `vedette_derived`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg.errors import InsufficientPrivilege, LockNotAvailable
from psycopg.types.string import StrDumperUnknown, TextLoader

from vedette.errors import StoreError
from vedette.store import lock
from vedette.store.backend import PATIENCE, Ends, Row, Session
from vedette.store.statements import Kind, Mode, check_version, placeholders, script, statements, upgrades

Connection = psycopg.Connection[Row]

_LOCK = 0x76656474
"""Half of the advisory lock of the only writer; the other half is the kind of data."""
_NUMBERS: dict[Kind, int] = {"facts": 1, "derived": 2}
_DURABLE: dict[Kind, str] = {"facts": "on", "derived": "off"}
_CONNECT_SECONDS = 10
_ROWS = 500
_IDLE = 4
"""Connections that are kept for the next use."""
_NAME = 63
"""Bytes of a program's name that PostgreSQL keeps."""
_ESCAPE = "\U0010ffff"

_HELD = """
SELECT usename, application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = %s AND datname = current_database()
"""
_TABLES = "SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE relname = %s"


@dataclass(frozen=True, slots=True)
class PostgresSession:
    """One of the two schemas, open."""

    connection: Connection
    kind: Kind
    name: str

    def run(self, name: str, **values: object) -> int:
        """Carry out a statement; the number of rows that it added or removed."""
        with _errors(self.name):
            return self.connection.execute(self._text(name), values).rowcount

    def one(self, name: str, **values: object) -> Row | None:
        """The first row that a statement selects."""
        with _errors(self.name):
            return self.connection.execute(self._text(name), values).fetchone()

    def all(self, name: str, **values: object) -> Iterator[Row]:
        """The rows that a statement selects, one after the other; they must be used up before the next statement."""
        with _errors(self.name), self.connection.cursor() as cursor:
            yield from cursor.stream(self._text(name), values, size=_ROWS)

    def rows(self, name: str) -> Iterator[dict[str, object]]:
        """The rows that a statement selects, by column."""
        with _errors(self.name), self.connection.cursor() as cursor:
            for row in cursor.stream(self._text(name), size=_ROWS):
                yield {column.name: value for column, value in zip(cursor.description or (), row, strict=True)}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        with _errors(self.name), self.connection.transaction():
            yield

    def _text(self, name: str) -> bytes:
        return placeholders(statements("postgres", self.kind)[name])


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """One database holds one desk; `address` is what libpq understands, `postgresql://user@host/database`."""

    address: str
    idle: list[Connection] = field(default_factory=list, init=False, repr=False, compare=False)

    def __del__(self) -> None:
        for connection in self.idle:
            connection.close()

    @property
    def place(self) -> str:
        """The address without its password."""
        parts = urlsplit(self.address)
        user, at, host = parts.netloc.rpartition("@")
        query = urlencode([pair for pair in parse_qsl(parts.query) if "password" not in pair[0]], safe="/")
        return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}", query=query))

    def exists(self) -> bool:
        """Is there a desk?"""
        with self._connect() as connection, _errors(self.place):
            return _has_tables(connection, "facts")

    def make(self) -> None:
        """Make an empty desk, or bring the one that is there to this program's schema."""
        for kind in _NUMBERS:
            with self._writing(kind, "upgrade", wait=PATIENCE):
                continue

    def make_roles(self) -> None:
        """Make the roles `vedette_reader` and `vedette_analyst`, or give them what they need anew."""
        with self._writing("facts", "refuse", wait=PATIENCE) as session, session.transaction(), _errors(self.place):
            session.connection.execute(script("postgres", "roles.sql").encode())

    @contextmanager
    def reader(self, kind: Kind) -> Iterator[Session]:
        """One schema for reading only, seen as it was when reading began."""
        with self._connect() as connection:
            self._check(connection, kind, "refuse")
            connection.read_only = True
            session = PostgresSession(connection, kind, self.place)
            with session.transaction():
                yield session
            connection.read_only = False

    @contextmanager
    def writer(self, kind: Kind, *, wait: float = PATIENCE) -> Iterator[Session]:
        """One schema for writing, while nobody else writes to it."""
        with self._writing(kind, "refuse" if kind == "facts" else "upgrade", wait=wait) as session:
            yield session

    def forget_derived(self) -> None:
        """Delete all that was derived."""
        with self.writer("derived") as session, session.transaction():
            for name in ("forget_annotations", "forget_links", "forget_index", "forget_facets"):
                session.run(name)

    def mark(self, facts: Session, ends: Ends) -> None:
        """Add a mark for each chain."""
        for chain, (seq, end) in ends.items():
            facts.run("mark", chain=chain, seq=seq, hash=end)

    def read_mark(self) -> dict[str, tuple[int, str]] | None:
        """How far the chains reached at the last recording; None when that was never noted."""
        with self.reader("facts") as session:
            return {chain: (seq, end) for chain, seq, end in session.all("marks")} or None

    def damage(self, facts: Session) -> Iterator[str]:
        """Are the guards of the facts in place?"""
        found = {str(guard) for (guard,) in facts.all("guards")}
        expected = set(script("postgres", "guards.txt").splitlines())
        if found != expected:
            names = ", ".join(sorted({guard.split()[2] for guard in found ^ expected}))
            yield f"the guards of the database were changed: {names}"

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        """A connection that was used before, or a new one; when all went well it is kept for the next."""
        with _errors(self.place):
            connection = self._idle() or self._new()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if len(self.idle) < _IDLE:
            self.idle.append(connection)
        else:
            connection.close()

    def _idle(self) -> Connection | None:
        while self.idle:
            connection = self.idle.pop()
            try:
                connection.execute("SELECT")
            except psycopg.OperationalError:
                connection.close()
            else:
                return connection
        return None

    def _new(self) -> Connection:
        name = lock.whoami()[:_NAME]
        connection = psycopg.connect(
            self.address, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name=name
        )
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.adapters.register_dumper(str, _Dumper)
        connection.adapters.register_loader("text", _Loader)
        return connection

    @contextmanager
    def _writing(self, kind: Kind, mode: Mode, *, wait: float) -> Iterator[PostgresSession]:
        with self._connect() as connection:
            self._lock(connection, kind, wait)
            self._check(connection, kind, mode)
            with _errors(self.place):
                connection.execute(f"SET synchronous_commit = {_DURABLE[kind]}")
            yield PostgresSession(connection, kind, self.place)
            with _errors(self.place):
                connection.execute("SELECT pg_advisory_unlock_all()")

    def _lock(self, connection: Connection, kind: Kind, wait: float) -> None:
        """Be the only writer until the lock is given back or the connection ends."""
        with _errors(self.place):
            key = (_LOCK, _NUMBERS[kind])
            connection.execute(f"SET lock_timeout = {max(1, round(wait * 1000))}")
            try:
                connection.execute("SELECT pg_advisory_lock(%s, %s)", key)
            except LockNotAvailable as error:
                user, program = connection.execute(_HELD, key).fetchone() or ("", "")
                raise StoreError(lock.busy(self.place, f"{user}, {program}".strip(", "))) from error
            connection.execute("SET lock_timeout = 0")

    def _check(self, connection: Connection, kind: Kind, mode: Mode) -> None:
        """See to it that the schema is this program's."""
        with _errors(self.place):
            held = _version(connection, kind)
            check_version("postgres", kind, held, self.place, mode)
            for number, text in upgrades("postgres", kind, held):
                _upgrade(connection, kind, number, text)
            connection.execute(f"SET search_path = vedette_{kind}")


class _Dumper(StrDumperUnknown):
    """PostgreSQL takes no NUL in a text: it stands there as U+10FFFF and 0, and U+10FFFF itself with 1."""

    def dump(self, obj: str) -> Any:
        if "\0" in obj or _ESCAPE in obj:
            obj = obj.replace(_ESCAPE, f"{_ESCAPE}1").replace("\0", f"{_ESCAPE}0")
        return super().dump(obj)


class _Loader(TextLoader):
    """The text that was given to `_Dumper`."""

    def load(self, data: Any) -> Any:
        text = str(super().load(data))
        return text.replace(f"{_ESCAPE}0", "\0").replace(f"{_ESCAPE}1", _ESCAPE) if _ESCAPE in text else text


def _has_tables(connection: Connection, kind: Kind) -> bool:
    found = connection.execute(_TABLES, ("schema_version",))
    return (f"vedette_{kind}",) in found.fetchall()


def _version(connection: Connection, kind: Kind) -> int:
    if not _has_tables(connection, kind):
        return 0
    row = connection.execute(f"SELECT number FROM vedette_{kind}.schema_version").fetchone()
    return 0 if row is None else int(row[0])


def _upgrade(connection: Connection, kind: Kind, number: int, text: str) -> None:
    """One numbered schema, in one transaction."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError(
            f"the database is in {encoding}; make one in UTF8: createdb --encoding UTF8 --template template0"
        )
    with connection.transaction():
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS vedette_{kind}")
        connection.execute(f"SET search_path = vedette_{kind}")
        connection.execute(text.encode())
        connection.execute(f"UPDATE schema_version SET number = {number}")


@contextmanager
def _errors(place: str) -> Iterator[None]:
    """Turn what PostgreSQL raises into one clear `StoreError`."""
    try:
        yield
    except InsufficientPrivilege as error:
        raise StoreError(f"{place}: your role may not do this: {_first_line(error)}") from error
    except (psycopg.Error, UnicodeError) as error:
        raise StoreError(f"{place}: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
