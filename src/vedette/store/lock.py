"""One writer at a time: a lock on a file in the desk's folder, freed by the system when its holder ends."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vedette.errors import StoreError

NAME = "lock"
_PAUSE = 0.05


@contextmanager
def writer(folder: Path, *, wait: float = 10.0) -> Iterator[None]:
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
                raise StoreError(f"another vedette is writing to the desk at {folder}; try again when it is done")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


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
