"""The day a figure holds for: the time in its clause, else in its sentence, else the day of the report."""

import re
from bisect import bisect_left

from vedette.read.figures.context import Context
from vedette.read.reading import Reading
from vedette.record import Interval, Time


class Calendar:
    """The report's own day and the time expressions that may date a figure, in order of the text."""

    def __init__(self, reading: Reading) -> None:
        self.published = Interval(earliest=reading.published.earliest, latest=reading.published.latest)
        self._times = sorted((t for t in reading.times if t.kind in ("date", "time")), key=lambda t: t.start)
        self._starts = [t.start for t in self._times]
        self._numbers = sorted(q.start for q in reading.quantities)

    def between(self, start: int, end: int) -> list[Time]:
        """The times that begin within a span."""
        return self._times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def next_number(self, offset: int) -> int | None:
        """Where the first quantity from this place on begins."""
        at = bisect_left(self._numbers, offset)
        return self._numbers[at] if at < len(self._numbers) else None


def as_of(calendar: Calendar, around: Context | None) -> Interval:
    """The interval of the nearest dated time expression of the sentence, else of the report."""
    if around is None:
        return calendar.published
    times = calendar.between(around.sentence.start_char, around.sentence.end_char)
    near = [t for t in times if not _since(t, around) and not _of_another(t, calendar, around)]
    if not near:
        return calendar.published
    best = min(near, key=lambda t: _distance(t, around))
    return Interval(earliest=best.earliest, latest=best.latest) if best.earliest or best.latest else calendar.published


def _since(time: Time, around: Context) -> bool:
    """A beginning is not the day of a count ("8,000 have fled since Thursday")."""
    text = around.page.text
    return bool(re.search(r"\b(?:since|after|from) $", text[max(0, time.start - 8) : time.start], re.I))


def _of_another(time: Time, calendar: Calendar, around: Context) -> bool:
    """A time after the next number belongs to that one, where a mark parts the two ("41, down from 52 in 2019")."""
    end = around.quantity.end
    following = calendar.next_number(end)
    if following is None or following >= time.start:
        return False
    return bool(re.search(r"[,;]|\bfrom\b|\bagainst\b", around.page.text[end:following]))


def _distance(time: Time, around: Context) -> tuple[int, int]:
    """Characters between, and 40 more for each clause mark between."""
    quantity = around.quantity
    text = around.page.text
    between = text[quantity.end : time.start] if time.start >= quantity.end else text[time.end : quantity.start]
    return 40 * sum(between.count(mark) for mark in ",;:") + len(between), time.start
