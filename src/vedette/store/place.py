"""From what the user calls a desk to the store that keeps it."""

from pathlib import Path

from vedette.errors import StoreError
from vedette.store.backend import Store
from vedette.store.sqlite import SqliteStore

Place = str | Path
"""A folder, or the address of a PostgreSQL database: `postgresql://user@host/database`."""

_ADDRESS = ("postgresql://", "postgres://")


def store_at(place: Place) -> Store:
    """The store at a folder or address; nothing is opened yet. Raises `StoreError` when psycopg is missing."""
    if not str(place).startswith(_ADDRESS):
        return SqliteStore(Path(place))
    try:
        from vedette.store.postgres import PostgresStore
    except ImportError as error:
        raise StoreError("a desk on PostgreSQL needs psycopg: pip install 'vedette[team]'") from error
    return PostgresStore(str(place))
