"""Events that their own date puts well before the report: they are recalled, not told."""

from dataclasses import replace
from datetime import date, timedelta

from vedette.read.events.found import Found
from vedette.read.reading import Reading

_RECENT = timedelta(days=92)
"""An act that ended longer than about three months before the report is recalled by it."""


def recalled_by_date(found: Found, reading: Reading, time: int | None) -> Found:
    """The same event as background when the day that hangs on its clause lies long before the day of the report."""
    latest = reading.times[time].latest if time is not None else None
    published = reading.published.earliest
    if found.status != "actual" or time is None or latest is None or published is None:
        return found
    if date.fromisoformat(published[:10]) - date.fromisoformat(latest[:10]) <= _RECENT:
        return found
    return replace(found, status="background", why="recalled:date") if _hangs_on(found, reading, time) else found


def _hangs_on(found: Found, reading: Reading, time: int) -> bool:
    """Does the date say when it happened, and not which of several things is spoken of ("the war of 1999")?"""
    value = reading.times[time]
    root = reading.words.root(value.start, value.end)
    if root is None:
        return False
    above = root.head
    for _ in range(3):
        if above.pos not in ("ADP", "SCONJ", "ADV", "NUM"):
            break
        above = above.head
    return above in (found.token, found.head) or above.pos in ("VERB", "AUX")
