"""One writer at a time: a lock on a file in the desk's folder, freed by the system when its holder ends."""

import getpass
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vedette.errors import StoreError

NAME = "lock"
_PAUSE = 0.01
_HOLDER_AT, _HOLDER_SIZE = 1, 200
"""Where in the file its holder is named; on some systems the first byte cannot be read while it is locked."""


@contextmanager
def writer(folder: Path, *, wait: float) -> Iterator[None]:
    """Be the desk's only writer; raises `StoreError` when another still is after `wait` seconds."""
    try:
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"the desk at {folder} cannot be written: {error.strerror}") from error
    try:
        tries = max(1, round(wait / _PAUSE))
        while not _locked(handle):
            tries -= 1
            if tries <= 0:
                raise StoreError(busy(str(folder), _read_holder(handle)))
            time.sleep(_PAUSE)
        _write_holder(handle)
        yield
    finally:
        os.close(handle)


def busy(place: str, holder: str) -> str:
    """What is said to a writer who waited in vain."""
    by = f" ({holder})" if holder else ""
    return f"another vedette is writing to the desk at {place}{by}; try again when it is done"


def whoami() -> str:
    """This process, as another one is told of it."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "unknown"
    return f"process {os.getpid()} of {user} on {platform.node()}"


def _write_holder(handle: int) -> None:
    """Leave a line for those who wait; without it (a full disk) they are told less."""
    try:
        os.lseek(handle, _HOLDER_AT, os.SEEK_SET)
        os.write(handle, whoami().encode(errors="replace").ljust(_HOLDER_SIZE)[:_HOLDER_SIZE])
    except OSError:
        return


def _read_holder(handle: int) -> str:
    try:
        os.lseek(handle, _HOLDER_AT, os.SEEK_SET)
        return os.read(handle, _HOLDER_SIZE).decode(errors="replace").strip()
    except OSError:
        return ""


def _locked(handle: int) -> bool:
    """Take the lock if it is free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
