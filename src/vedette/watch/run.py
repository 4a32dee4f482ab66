"""The watch itself: look, record, warn, deliver, wait; stopped at any moment, it goes on where it was."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vedette.intake.opener import Opener
from vedette.intake.web.addresses import Allowed
from vedette.intake.web.fetch import Caps, Fetcher
from vedette.store import Desk
from vedette.watch.alert import Alert
from vedette.watch.definitions import Indicator
from vedette.watch.follow import LIMITS, Follower, Tally
from vedette.watch.looks import next_look
from vedette.watch.settings import Settings
from vedette.watch.warn import deliver, raise_new

Heard = Callable[[Tally, Sequence[Alert], int], None]
_SHORTEST = timedelta(seconds=1)
_LONGEST = timedelta(minutes=5)
_REST = 9
_AT_HOME = ("terminal", "file")


def watch(
    desk: Desk,
    settings: Settings,
    indicators: Sequence[Indicator],
    *,
    base: Path,
    say: Callable[[str], None],
    heard: Heard,
    once: bool = False,
    offline: bool = False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Follow the sources until interrupted (`once`: one round).

    `offline` looks at folders and mailboxes only and tells terminal and files only; the rest is owed until it is over.

    `heard` is told after each round: what it brought, which alerts are new, how many deliveries failed.
    """
    allowed = Allowed.of(settings.allow)
    with ExitStack() as stack:
        opener = stack.enter_context(Opener(limits=LIMITS))
        fetcher = None
        if not offline:
            caps = Caps(pause=settings.pause)
            fetcher = stack.enter_context(Fetcher(allowed=allowed, caps=caps, agent=settings.agent))
        channels = [one for one in settings.channels if not offline or one.kind in _AT_HOME]
        follower = Follower(desk, fetcher, opener)
        look = _Look(desk, indicators)
        while True:
            tally = follower.round(settings.sources, now=now())
            look.stale |= bool(tally.ends["accepted"])
            new = look.take(at_once=once)
            failed = deliver(desk, channels, base=base, say=say, allowed=allowed)
            if tally.looked or new or failed:
                heard(tally, new, failed)
            if once:
                return
            sleep(_pause(desk, settings, now()).total_seconds())


class _Look:
    """Looks for reasons to warn when there are new reports; on a large record no oftener than it has time for."""

    def __init__(self, desk: Desk, indicators: Sequence[Indicator]) -> None:
        self._desk = desk
        self._indicators = indicators
        self._next = 0.0
        self.stale = False

    def take(self, *, at_once: bool) -> tuple[Alert, ...]:
        """The new alerts; none while the last look, nine times as long as it took, is not yet past."""
        begin = time.monotonic()
        if not self._indicators or not self.stale or (begin < self._next and not at_once):
            return ()
        found = raise_new(self._desk, self._indicators)
        end = time.monotonic()
        self._next, self.stale = end + _REST * (end - begin), False
        return found


def _pause(desk: Desk, settings: Settings, now: datetime) -> timedelta:
    """Until the next source is due; never so long that a failed delivery waits for hours."""
    last = desk.latest_notes("source")
    times = [next_look(source, last[source.name]) for source in settings.sources if source.name in last]
    return min(max(min(times, default=now + _LONGEST) - now, _SHORTEST), _LONGEST)
