"""Axes: from days and numbers to the places of a drawing, with ticks at round values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor, log10

from vedette.brief import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One mark of an axis: where it stands and what is written there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A straight scale: `first` is drawn at `start`, `last` at `end`."""

    first: float
    last: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value is drawn."""
        share = (value - self.first) / (self.last - self.first) if self.last > self.first else 0.5
        return round(self.start + share * (self.end - self.start), 1)


def numbers(most: float, *, start: float, end: float, wanted: int = 4) -> tuple[Axis, tuple[Tick, ...]]:
    """An axis from 0 to a round number that holds `most`."""
    step = _round(max(most, 1) / wanted)
    last = (max(0, floor(most / step)) + 1) * step
    axis = Axis(first=0, last=last, start=start, end=end)
    steps = range(floor(last / step + 0.5) + 1)
    return axis, tuple(Tick(at=axis.at(n * step), label=words.number(n * step)) for n in steps)


def _round(rough: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten, whole where it can be."""
    power = 10.0 ** floor(log10(rough))
    return max(1.0, next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough - 1e-9))


@lru_cache(maxsize=8192)
def ordinal(day: str) -> int:
    """A day as a number."""
    return date.fromisoformat(day[:10]).toordinal()


def days(first: int, last: int, *, start: float, end: float, wanted: int = 8) -> tuple[Axis, tuple[Tick, ...]]:
    """An axis of days with ticks at days, weeks, months or years, whichever gives about `wanted` of them."""
    axis = Axis(first=first, last=max(last, first + 1), start=start, end=end)
    ticks = tuple(Tick(at=axis.at(day.toordinal()), label=label) for day, label in _dates(first, axis.last, wanted))
    return axis, ticks


def _dates(first: int, last: float, wanted: int) -> Iterator[tuple[date, str]]:
    """The days to mark, and what is written there."""
    begin, span = date.fromordinal(first), last - first
    if span <= 28 * wanted / 2:
        step = max(1, ceil(span / wanted))
        for n in range(0, int(span) + 1, step):
            day = begin + timedelta(days=n)
            yield day, words.day(day.isoformat()).rpartition(" ")[0]
        return
    months = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200) if span / 30.4 / n <= wanted), 2400)
    month = begin.year * 12 + begin.month - 1
    month += -month % months
    while (day := date(month // 12, month % 12 + 1, 1)).toordinal() <= last:
        if day.toordinal() >= first:
            yield day, words.day(day.isoformat()).partition(" ")[2] if months < 12 else str(day.year)
        if day.year > 9990 - months // 12:
            return
        month += months
