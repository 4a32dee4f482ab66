"""Between which days a report came out, from the days it tells of: it cannot be older than what it reports as past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vedette.read.times.sightings import Sighting
from vedette.record import Span

_SOON: Final = timedelta(days=6)
_NEWER: Final = 45
_LEAD_SENTENCES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Earliest and latest day (open: None), the words they stand on, and the rule that found them."""

    earliest: date | None
    latest: date | None
    evidence: tuple[Span, ...]
    rule: str


def inferred(told: Sequence[Sighting], lead: Sequence[Span]) -> Bounds | None:
    """Bounds from the days told as past, in the prose or in an embedded post; None where only years stand.

    A day with its year is mostly background: fresh news names weekdays. It closes the bounds only where it is the news
    itself (it stands in the opening, and no bare weekday does) or signs an embedded post; else it is a lower bound.
    """
    past = [s for s in told if s.days is not None and s.ahead <= 0 and _grain(s) < 32]
    weekday = _by_weekday(told)
    if weekday is not None:
        return weekday
    if not past:
        return None
    latest = max(past, key=lambda s: (_first(s), -s.span.start))
    first = _first(latest)
    if not _is_fresh(latest, told, lead):
        return Bounds(earliest=first, latest=None, evidence=(latest.span,), rule="latest-day-told")
    newer = _partial_after(told, first)
    rule = "embedded-post" if latest.layer == "embed" else "day-in-lead"
    if newer is not None:
        return Bounds(earliest=newer[0], latest=newer[0] + _SOON, evidence=(latest.span, newer[1].span), rule=rule)
    return Bounds(earliest=first, latest=first + _SOON, evidence=(latest.span,), rule=rule)


def _first(sighting: Sighting) -> date:
    return sighting.days[0] if sighting.days else date.min


def _grain(sighting: Sighting) -> int:
    return (sighting.days[1] - sighting.days[0]).days + 1 if sighting.days else 9999


def _is_fresh(sighting: Sighting, told: Sequence[Sighting], lead: Sequence[Span]) -> bool:
    """Is this day the news itself: does it sign a post, or tell the opening sentence's day?"""
    if not sighting.is_day:
        return False
    if sighting.layer == "embed":
        return True
    opening = lead[:_LEAD_SENTENCES]
    if not any(span.holds(sighting.span) for span in opening) or sighting.modifies:
        return False
    return not any(s.mention.make in ("weekday", "deictic") and any(o.holds(s.span) for o in opening) for s in told)


def _by_weekday(told: Sequence[Sighting]) -> Bounds | None:
    """Weekday, day and month without a year (`Friday, 29 September`): the first year from the last named that fits."""
    years = [s for s in told if s.days is not None and s.ahead <= 0 and _first(s).year > 1900]
    if not years:
        return None
    named = max(years, key=lambda s: (_first(s).year, -s.span.start))
    best: tuple[date, Sighting] | None = None
    for sighting in told:
        slots = sighting.mention.slots
        if sighting.days is not None or sighting.ahead > 0 or not {"wd", "m", "d"} <= set(slots):
            continue
        for year in range(_first(named).year, _first(named).year + 4):
            day = day_after(date(year, 1, 1), int(slots["m"]), int(slots["d"]))
            if day is not None and day.year == year and day.isoweekday() == slots["wd"]:
                best = (day, sighting) if best is None or day > best[0] else best
                break
    if best is None:
        return None
    return Bounds(
        earliest=best[0], latest=best[0] + _SOON, evidence=(best[1].span, named.span), rule="weekday-fits-year"
    )


def _partial_after(told: Sequence[Sighting], floor: date) -> tuple[date, Sighting] | None:
    """The last day named without a year, told as past, that falls soon after a day that is known."""
    best: tuple[date, Sighting] | None = None
    for sighting in told:
        slots = sighting.mention.slots
        if sighting.days is not None or sighting.ahead > 0 or not {"m", "d"} <= set(slots):
            continue
        day = day_after(floor, int(slots["m"]), int(slots["d"]))
        if day is not None and (day - floor).days <= _NEWER and (best is None or day > best[0]):
            best = (day, sighting)
    return best


def day_after(floor: date, month: int, day: int) -> date | None:
    """The first day of that name on or after a floor."""
    for year in (floor.year, floor.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= floor:
            return found
    return None
