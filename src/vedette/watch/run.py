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
from vedette.watch.follow import LIMITS, Follower, Tally, next_look
from vedette.watch.settings import Settings
from vedette.watch.warn import deliver, raise_new

Heard = Callable[[Tally, Sequence[Alert], int], None]
_SHORTEST = timedelta(seconds=1)
_LONGEST = timedelta(minutes=5)


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
    """Follow the sources until interrupted (`once`: one round). `offline` looks at folders and mailboxes only.

    `heard` is told after each round: what it brought, which alerts are new, how many deliveries failed.
    """
    allowed = Allowed.of(settings.allow)
    with ExitStack() as stack:
        opener = stack.enter_context(Opener(limits=LIMITS))
        fetcher = None
        if not offline:
            caps = Caps(pause=settings.pause)
            fetcher = stack.enter_context(Fetcher(allowed=allowed, caps=caps, agent=settings.agent))
        follower = Follower(desk, fetcher, opener)
        while True:
            tally = follower.round(settings.sources, now=now())
            new = raise_new(desk, indicators) if tally.ends["accepted"] else ()
            failed = deliver(desk, settings.channels, base=base, say=say, allowed=allowed)
            if tally.looked or new or failed:
                heard(tally, new, failed)
            if once:
                return
            sleep(_pause(desk, settings, now()).total_seconds())


def _pause(desk: Desk, settings: Settings, now: datetime) -> timedelta:
    """Until the next source is due; never so long that a failed delivery waits for hours."""
    last = desk.latest_notes("source")
    times = [next_look(source, last[source.name]) for source in settings.sources if source.name in last]
    return min(max(min(times, default=now + _LONGEST) - now, _SHORTEST), _LONGEST)
