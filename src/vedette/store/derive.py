"""Deriving: what was derived before is used, what is missing is made and kept; all of it may vanish at any time."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from vedette.errors import StoreError
from vedette.record import Annotation, Links, Report
from vedette.store import derived
from vedette.store.backend import Session, Store
from vedette.store.engine import Engine

_BATCH = 64
_PATIENCE = 0.5
"""Seconds to wait for another writer: what cannot be kept now is made again at the next look."""

T = TypeVar("T")


def annotations(
    store: Store,
    engine: Engine,
    reports: Sequence[Report],
    inputs: Sequence[str],
    *,
    progress: derived.Progress | None = None,
) -> tuple[Annotation, ...]:
    """One annotation a report, in order, by the engine's present versions; `inputs` are the reports' keys."""
    versions = engine.versions
    found = find(store, lambda session: derived.find_annotations(session, inputs, versions)) or {}
    missing = [(key, report) for key, report in zip(inputs, reports, strict=True) if key not in found]
    batch: list[tuple[str, Report, Annotation]] = []
    made = engine.annotate([report for _, report in missing]) if missing else iter(())
    for done, ((key, report), annotation) in enumerate(zip(missing, made, strict=True), 1):
        found[key] = annotation
        batch.append((key, report, annotation))
        if len(batch) == _BATCH or done == len(missing):
            keep(store, partial(derived.put_annotations, made=tuple(batch), versions=versions))
            batch.clear()
        if progress is not None:
            progress(done, len(missing))
    return tuple(found[key] for key in inputs)


def links(
    store: Store, engine: Engine, reports: Sequence[Report], inputs: Sequence[str], read: Sequence[Annotation]
) -> Links:
    """What the reports say together, by the engine's present versions."""
    versions = engine.versions
    found = find(store, lambda session: derived.find_links(session, inputs, versions))
    if found is not None:
        return found
    made = engine.link(reports, read)
    keep(store, lambda session: derived.put_links(session, inputs, made, versions))
    return made


def find(store: Store, look: Callable[[Session], T]) -> T | None:
    """Look at what was derived; where that is missing, damaged or strange there is nothing."""
    try:
        with store.reader("derived") as session:
            return look(session)
    except StoreError:
        return None


def keep(store: Store, put: Callable[[Session], None]) -> None:
    """Keep what was derived; what holds the old is made anew where it is damaged.

    A desk that is busy or cannot be written loses nothing: what was made is made again at the next look.
    """
    try:
        with store.writer("derived", wait=_PATIENCE) as session:
            put(session)
    except (StoreError, OSError):
        return
