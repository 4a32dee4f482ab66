"""Health: can the place of a desk keep what it is given, and is what it was given still there? A quick look."""

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from vedette.errors import StoreError
from vedette.store import custody
from vedette.store.clock import Clock, system_clock
from vedette.store.place import Place, store_at
from vedette.store.sqlite import SqliteStore

State = Literal["good", "note", "mend"]
_STRICT, _WAL_MENDED = (3, 37, 0), (3, 51, 3)
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "davfs"}
_MOUNTS = Path("/proc/self/mounts")
_LOW, _SCARCE = 200 << 20, 2 << 30
"""Bytes free below which a desk may fail at the next batch, and below which it is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that was looked at: `good`, a `note` for the reader, or something to `mend`."""

    name: str
    state: State
    says: str


def database() -> Sign:
    """The SQLite that keeps desks in folders."""
    version, known = sqlite3.sqlite_version, sqlite3.sqlite_version_info
    if known < _STRICT:
        return Sign(name="sqlite", state="mend", says=f"{version}; strict tables need 3.37 or newer")
    if known < _WAL_MENDED:
        says = f"{version}; loses data when several programs copy one write-ahead log: open desks with Vedette alone"
        return Sign(name="sqlite", state="note", says=says)
    return Sign(name="sqlite", state="good", says=version)


def look(place: Place, *, clock: Clock = system_clock) -> Iterator[Sign]:
    """What can be told of a desk without reading all of it; its own trouble becomes a sign, not an error."""
    try:
        store = store_at(place)
        if isinstance(store, SqliteStore):
            yield from _folder(store.folder)
        if not store.exists():
            yield Sign(name="desk", state="mend", says=f"no desk at {store.place}; make one with `vedette init`")
            return
        with store.reader("facts") as session:
            last = session.one("last_entry")
            judged = session.one("last_judgement")
        moments = [str(row[1]) for row in (last, judged) if row is not None]
        yield Sign(name="desk", state="good", says=f"{store.place}: {0 if last is None else last[0]:,} entries")
        yield _clock(clock().isoformat(), max(moments, default=None))
        yield from _facts(place)
    except StoreError as error:
        yield Sign(name="desk", state="mend", says=str(error))


def _facts(place: Place) -> Iterator[Sign]:
    problems = custody.quick(place)
    for problem in problems:
        yield Sign(name="facts", state="mend", says=problem)
    if not problems:
        yield Sign(name="facts", state="good", says="sound, as far as recorded (`vedette verify` reads every byte)")


def _clock(now: str, last: str | None) -> Sign:
    """Is now after the newest entry?"""
    if last is None or datetime.fromisoformat(last) <= datetime.fromisoformat(now):
        return Sign(name="desk clock", state="good", says=f"newest entry {last or 'none'}")
    return Sign(name="desk clock", state="mend", says=f"the newest entry is from {last}, after now: set the clock")


def _folder(folder: Path) -> Iterator[Sign]:
    """The folder of a desk, or the one that it would be made in."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    yield _drive(there)
    yield _free(there)
    if folder.is_dir():
        yield _rights(folder)
        yield _log(folder)


def _drive(folder: Path) -> Sign:
    """The write-ahead log needs memory that all programs share: one machine, one drive."""
    kind = _file_system(folder)
    if kind in _NETWORK:
        says = f"{folder} lies on a network drive ({kind}), where SQLite loses data: move the desk to a local one"
        return Sign(name="drive", state="mend", says=says)
    return Sign(name="drive", state="good", says=kind or "kind not told by this system")


def _file_system(folder: Path) -> str:
    """The kind of file system, where the system tells it."""
    if not _MOUNTS.exists():
        return ""
    lines = (line.split() for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines())
    mounts = {Path(part[1].replace("\\040", " ")): part[2] for part in lines if len(part) > 2}
    return next((mounts[path] for path in (folder.resolve(), *folder.resolve().parents) if path in mounts), "")


def _free(folder: Path) -> Sign:
    free = shutil.disk_usage(folder).free
    state: State = "mend" if free < _LOW else "note" if free < _SCARCE else "good"
    return Sign(name="free disk", state=state, says=f"{free / (1 << 30):,.1f} GiB")


def _rights(folder: Path) -> Sign:
    """May we write, and who else may look?"""
    if not os.access(folder, os.W_OK | os.X_OK):
        return Sign(name="permissions", state="mend", says=f"{folder} cannot be written by you")
    if sys.platform == "win32":
        return Sign(name="permissions", state="good", says="yours to write")
    paths = [folder, *folder.glob("*.sqlite"), *folder.glob("*.json")]
    modes = [stat.S_IMODE(path.stat().st_mode) for path in paths]
    if any(mode & stat.S_IWOTH for mode in modes):
        return Sign(name="permissions", state="mend", says=f"anybody on this machine may change {folder}: chmod o-w")
    if modes[0] & stat.S_IXOTH and any(mode & stat.S_IROTH for mode in modes[1:]):
        return Sign(name="permissions", state="note", says=f"anybody on this machine may read {folder} (chmod 700)")
    return Sign(name="permissions", state="good", says="yours to write, nobody else's to read")


def _log(folder: Path) -> Sign:
    """A passing file with a write-ahead log, made there and removed."""
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".doctor-") as passing:
            connection = sqlite3.connect(Path(passing) / "try.sqlite")
            try:
                (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
                connection.execute("CREATE TABLE t (x)")
            finally:
                connection.close()
    except (OSError, sqlite3.Error) as error:
        return Sign(name="write-ahead log", state="mend", says=f"cannot be kept in {folder}: {error}")
    works = mode == "wal"
    return Sign(name="write-ahead log", state="good" if works else "mend", says="works" if works else f"became {mode}")
