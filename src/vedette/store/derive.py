"""Deriving: what is in the derived file is used, what is missing is made and kept; the file may vanish at any time."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from vedette.errors import StoreError
from vedette.record import Annotation, Links, Report
from vedette.store import derived, lock
from vedette.store.database import file, open_reader, open_writer
from vedette.store.engine import Engine

_BATCH = 64

T = TypeVar("T")


def annotations(
    folder: Path, engine: Engine, reports: Sequence[Report], *, progress: derived.Progress | None = None
) -> tuple[Annotation, ...]:
    """One annotation a report, in order, by the engine's present versions."""
    versions = engine.versions
    found = find(folder, lambda connection: _known(connection, reports, versions)) or {}
    missing = [report for report in reports if report.id not in found]
    batch: list[tuple[Report, Annotation]] = []
    made = zip(missing, engine.annotate(missing) if missing else (), strict=True)
    for done, pair in enumerate(made, 1):
        batch.append(pair)
        if len(batch) == _BATCH or done == len(missing):
            keep(folder, partial(derived.put_annotations, pairs=tuple(batch), versions=versions))
            found |= {report.id: annotation for report, annotation in batch}
            batch.clear()
        if progress is not None:
            progress(done, len(missing))
    return tuple(found[report.id] for report in reports)


def links(folder: Path, engine: Engine, reports: Sequence[Report], read: Sequence[Annotation]) -> Links:
    """What the reports say together, by the engine's present versions."""
    versions = engine.versions
    found = find(folder, lambda connection: derived.find_links(connection, reports, versions))
    if found is not None:
        return found
    made = engine.link(reports, read)
    keep(folder, lambda connection: derived.put_links(connection, reports, made, versions))
    return made


def forget(folder: Path) -> None:
    """Throw the derived file away (the caller holds the lock)."""
    for path in folder.glob("derived.sqlite*"):
        path.unlink()


def _known(connection: sqlite3.Connection, reports: Sequence[Report], versions: str) -> dict[str, Annotation]:
    pairs = ((report.id, derived.find_annotation(connection, report, versions)) for report in reports)
    return {report: annotation for report, annotation in pairs if annotation is not None}


def find(folder: Path, look: Callable[[sqlite3.Connection], T]) -> T | None:
    """Look into the derived file; one that is missing, damaged or strange holds nothing."""
    if not file(folder, "derived").exists():
        return None
    try:
        with open_reader(folder, "derived") as connection:
            return look(connection)
    except StoreError:
        return None


def keep(folder: Path, put: Callable[[sqlite3.Connection], None]) -> None:
    """Write to the derived file if nobody else is writing to the desk; a damaged file is made anew.

    A desk that is busy or cannot be written loses nothing: what was made is made again at the next look.
    """
    try:
        with lock.writer(folder, wait=0.0):
            try:
                _put(folder, put)
            except StoreError:
                forget(folder)
                _put(folder, put)
    except (StoreError, OSError):
        return


def _put(folder: Path, put: Callable[[sqlite3.Connection], None]) -> None:
    with open_writer(folder, "derived") as connection:
        put(connection)
