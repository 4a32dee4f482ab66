"""Between which days a report came out, from the days it tells of: it cannot be older than what it reports as past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vedette.read.times.calendar import weekday_after
from vedette.read.times.sightings import Sighting
from vedette.record import Span

_LEAD: Final = 700
_SOON: Final = timedelta(days=6)
_MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Earliest and latest day (open: None), the words they stand on, and the rule that found them."""

    earliest: date | None
    latest: date | None
    evidence: tuple[Span, ...]
    rule: str


def inferred(text: str, seen: Sequence[Sighting]) -> Bounds | None:
    """Bounds from the latest day told as past, in the prose or in an embedded post; None where only years stand."""
    told = [s for s in seen if s.layer in ("body", "headline", "embed")]
    past = [s for s in told if s.days is not None and s.ahead <= 0 and _grain(s) < 32]
    if not past:
        return None
    latest = max(past, key=lambda s: (s.days[0], -s.span.start) if s.days else (date.min, 0))
    assert latest.days is not None
    first, last = latest.days
    newer = _partial_after(told, first)
    evidence = [latest.span]
    if newer is not None:
        first, last = newer[0], max(newer[0], last)
        evidence.append(newer[1].span)
    if _grain(latest) > 1 and newer is None:
        return Bounds(earliest=first, latest=None, evidence=tuple(evidence), rule="latest-month-told")
    if latest.layer == "embed" and newer is None:
        return Bounds(earliest=first, latest=first + _SOON, evidence=tuple(evidence), rule="embedded-post")
    in_lead = (newer[1] if newer else latest).span.start < _lead_end(text, told)
    close = in_lead or _speaks_of_now(told)
    rule = "day-in-lead" if in_lead else "latest-day-told"
    ahead = [s.days[0] for s in told if s.days and s.ahead > 0 and s.is_day and s.days[0] >= first]
    end = first + (_SOON if close else _MONTH)
    return Bounds(earliest=first, latest=min([end, *ahead]), evidence=tuple(evidence), rule=rule)


def _grain(sighting: Sighting) -> int:
    return (sighting.days[1] - sighting.days[0]).days + 1 if sighting.days else 9999


def _lead_end(text: str, told: Sequence[Sighting]) -> int:
    """Where the opening ends: the first paragraphs of prose."""
    body = [s.sentence.start for s in told if s.layer == "body" and s.sentence]
    begin = 0 if not body or body[0] < _LEAD else body[0]
    return begin + _LEAD


def _speaks_of_now(told: Sequence[Sighting]) -> bool:
    """Does the report name bare weekdays or a weekend, as only fresh news does?"""
    return any(s.mention.make in ("weekday", "weekend") and s.layer in ("body", "headline") for s in told)


def _partial_after(told: Sequence[Sighting], floor: date) -> tuple[date, Sighting] | None:
    """The last day named without a year, told as past, that falls in the eight months after a day that is known."""
    best: tuple[date, Sighting] | None = None
    for sighting in told:
        slots = sighting.mention.slots
        if sighting.days is not None or sighting.mention.make != "date" or sighting.ahead > 0:
            continue
        if "d" not in slots or "m" not in slots:
            continue
        day = day_after(floor, int(slots["m"]), int(slots["d"]))
        if day is None or (day - floor).days > 240 or ("wd" in slots and day.isoweekday() != slots["wd"]):
            continue
        if best is None or day > best[0]:
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


def next_weekday(day: date, weekday: int) -> date:
    """The day itself or the next one of that name."""
    return weekday_after(day, weekday, same=True)
