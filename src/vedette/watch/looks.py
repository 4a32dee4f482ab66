"""Looks at sources as they are noted in the record, and when the next one is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from vedette.record import decode
from vedette.store import Note
from vedette.watch.settings import Source

_LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one look at a source or a page ended, as it is noted. `updated` is what the feed said of the page."""

    outcome: str
    reason: str = ""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    updated: str | None = None
    failures: int = 0
    after: float | None = None
    new: int = 0


def due(source: Source, last: Note | None, now: datetime) -> bool:
    """Is it time to look again? After each failure the pause doubles, up to a day, or is as long as the server asks."""
    return last is None or now >= next_look(source, last)


def next_look(source: Source, last: Note) -> datetime:
    """When the source is looked at again."""
    look = decode(last.body, Look)
    pause = timedelta(minutes=source.every * 2.0 ** min(look.failures, 10))
    if look.after is not None:
        pause = max(pause, timedelta(seconds=look.after))
    return datetime.fromisoformat(last.recorded_at) + min(pause, _LONGEST)
