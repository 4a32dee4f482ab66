"""The places where a desk may be kept: what holds for one holds for the other."""

import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from tests.store.postgres_server import MissingServerError, Server, server

NewPlace = Callable[[], str]
_MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL; where there is none the tests are skipped with the reason, and fail under CI=true."""
    try:
        with server() as running:
            yield running
    except MissingServerError as missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"NOT TESTED ON POSTGRESQL: {missing}")


@pytest.fixture(scope="session", params=["folder", "postgres"])
def new_place(request: pytest.FixtureRequest) -> Iterator[NewPlace]:
    """Each call gives a place where no desk is yet; folders lie in memory where they can, for speed."""
    if request.param == "postgres":
        running: Server = request.getfixturevalue("postgres")
        yield running.new_database
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        numbers = count(1)
        yield lambda: str(Path(folder) / f"desk{next(numbers)}")
