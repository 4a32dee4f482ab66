"""The two SQLite files of a desk: opened, given their schema, and refused when a newer program wrote them."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from vedette.errors import StoreError

Kind = Literal["facts", "derived"]
VERSIONS: dict[Kind, int] = {"facts": 1, "derived": 2}
_SYNCHRONOUS: dict[Kind, str] = {"facts": "FULL", "derived": "NORMAL"}
_NAMED = re.compile(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", re.MULTILINE | re.DOTALL)


def file(folder: Path, kind: Kind) -> Path:
    """Where a desk keeps one of its two files."""
    return folder / f"{kind}.sqlite"


@cache
def queries(kind: Kind) -> dict[str, str]:
    """The named statements of one file, from `sql/`."""
    return {name: body.strip() for name, body in _NAMED.findall(_sql(f"{kind}_queries"))}


@cache
def blueprint(kind: Kind) -> frozenset[tuple[str, str, str]]:
    """Tables, indexes and triggers of a file as this program makes it: type, name and statement."""
    connection = sqlite3.connect(":memory:")
    try:
        migrate(connection, kind)
        found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return frozenset((str(form), str(name), str(sql)) for form, name, sql in found)
    finally:
        connection.close()


@contextmanager
def errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into one clear `StoreError`."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError) as error:
        raise StoreError(f"{path}: {error}") from error


@contextmanager
def open_writer(folder: Path, kind: Kind) -> Iterator[sqlite3.Connection]:
    """The file for writing (the caller holds the lock), brought to this program's schema.

    Every statement commits by itself unless it stands inside `transaction`.
    """
    path = file(folder, kind)
    with errors(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[kind]}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")
            check_version(connection, kind, path)
            migrate(connection, kind)
            yield connection
        finally:
            connection.close()


@contextmanager
def open_reader(folder: Path, kind: Kind) -> Iterator[sqlite3.Connection]:
    """The file for reading only, seen as it was when reading began."""
    path = file(folder, kind)
    with errors(path):
        connection = _connect_to_read(path)
        try:
            check_version(connection, kind, path)
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def check_version(connection: sqlite3.Connection, kind: Kind, path: Path) -> int:
    """The schema version of an open file; raises `StoreError` when a newer program wrote it."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSIONS[kind]:
        raise StoreError(
            f"{path} was written by a newer Vedette (schema {version}; this one knows {VERSIONS[kind]}): "
            "update Vedette, or use the program that wrote it"
        )
    return int(version)


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


def migrate(connection: sqlite3.Connection, kind: Kind) -> None:
    """Apply the numbered schemas that an open file does not have yet, each in one transaction."""
    (held,) = connection.execute("PRAGMA user_version").fetchone()
    for version in range(held + 1, VERSIONS[kind] + 1):
        script = _sql(f"{kind}_{version}")
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {version};\nCOMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _sql(name: str) -> str:
    return resources.files(__package__).joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
