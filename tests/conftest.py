"""Shared by all tests: one reader, loaded once."""

from pathlib import Path

import pytest

from vedette.read import Reader

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data next to the project; a test that needs it is skipped, and says so, where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared is not here: nothing was measured on the development data")
    return SHARED
