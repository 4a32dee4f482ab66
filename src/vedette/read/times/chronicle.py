"""A chronicle of the field: well-known days that let an undated report be dated by what it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from vedette.read.times.bounds import Bounds
from vedette.read.times.lexicon import load
from vedette.read.times.sightings import Sighting

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A public event: its day, the words by which a text speaks of its setting, and those of the event itself."""

    day: date
    setting: tuple[str, ...]
    signs: tuple[str, ...]


@cache
def _milestones() -> tuple[Milestone, ...]:
    return tuple(
        Milestone(day=entry["day"], setting=tuple(entry["setting"]), signs=tuple(entry["signs"]))
        for entry in load("chronicle.yaml")["milestones"]
    )


def _spoken_of(text: str) -> list[Milestone]:
    folded = text.casefold()
    return [
        m
        for m in _milestones()
        if any(word in folded for word in m.setting) and sum(word in folded for word in m.signs) >= min(2, len(m.signs))
    ]


def from_chronicle(text: str, seen: Sequence[Sighting], bounds: Bounds | None) -> Bounds | None:
    """Bounds from a day and month without a year that the chronicle knows, then from a weekend after it.

    Only where the report names no full date of its own that is as fresh: two agreeing signs are asked for, a day and
    month of the chronicle in the setting of the text, and a weekend (or nothing) after it.
    """
    told = [s for s in seen if s.layer in ("body", "headline", "embed")]
    known = [m for m in _spoken_of(text) if bounds is None or bounds.earliest is None or m.day >= bounds.earliest]
    fixed = [(m.day, s) for m in known for s in told if _same_day(m.day, s)]
    if not fixed:
        return None
    first, sign = max(fixed, key=lambda pair: pair[0])
    weekend = next((s for s in told if s.mention.make == "weekend" and s.ahead <= 0), None)
    if weekend is None:
        return Bounds(earliest=first, latest=None, evidence=(sign.span,), rule="chronicle-day")
    days = [m.day for m in known if m.day > first + _DAY and m.day.isoweekday() >= 6 and (m.day - first).days < 240]
    if len(days) != 1:
        return Bounds(earliest=first, latest=None, evidence=(sign.span, weekend.span), rule="chronicle-day")
    sunday = days[0] + _DAY * (7 - days[0].isoweekday())
    return _week_after(sunday, told, sign, weekend)


def _same_day(day: date, sighting: Sighting) -> bool:
    slots = sighting.mention.slots
    return sighting.days is None and slots.get("m") == day.month and slots.get("d") == day.day and sighting.ahead <= 0


def _week_after(sunday: date, told: Sequence[Sighting], sign: Sighting, weekend: Sighting) -> Bounds:
    """In the week after that weekend, not before the last weekday that is told as past."""
    weekdays = [int(s.mention.slots["wd"]) for s in told if s.mention.make == "weekday" and s.ahead <= 0]
    reached = sunday + _DAY * max((w for w in weekdays if w < 6), default=1)
    evidence = (sign.span, weekend.span, *(s.span for s in told if s.mention.make == "weekday"))
    return Bounds(earliest=reached, latest=sunday + 8 * _DAY, evidence=evidence, rule="chronicle-weekend")
