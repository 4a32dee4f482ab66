"""The desk's clock, handed in from outside; it dates only the moment of recording, never a report."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from vedette.errors import StoreError

Clock = Callable[[], datetime]
FOREVER = "9999-12-31T23:59:59.999999Z"
_TICK = timedelta(microseconds=1)


def system_clock() -> datetime:
    """Now, UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as the facts hold it: UTC, fixed width, so that text order is time order."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def next_stamp(clock: Clock, last: str | None) -> str:
    """The stamp for the next recording: later than the clock's reading and than everything recorded before.

    Later than the reading itself, so that the answer for a moment already asked about cannot change.
    """
    now = clock() + _TICK
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + _TICK)
    return stamp(now)


def known_at(text: str, *, clock: Clock) -> str:
    """What the analyst wrote for `as known at` as a stamp: a day means its end, no zone means UTC.

    A moment that has not come yet becomes now. Raises `StoreError` for what is no date.
    """
    try:
        if len(text) == len("2023-06-14"):
            moment = datetime.combine(date.fromisoformat(text), time.max, UTC)
        else:
            moment = datetime.fromisoformat(text)
        moment = (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise StoreError(f"not a date or date-time: {text!r} (write 2023-06-14 or 2023-06-14T18:00)") from error
    return stamp(min(moment, clock()))
