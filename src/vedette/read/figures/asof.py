"""The day a figure holds for: the time in its clause, else in its sentence, else the day of the report."""

import re

from vedette.read.figures.context import Context
from vedette.read.reading import Reading
from vedette.record import Interval, Time


def as_of(reading: Reading, around: Context | None) -> Interval:
    """The interval of the nearest dated time expression of the sentence, else of the report."""
    published = Interval(earliest=reading.published.earliest, latest=reading.published.latest)
    if around is None:
        return published
    start, end = around.sentence.start_char, around.sentence.end_char
    near = [t for t in reading.times if t.kind in ("date", "time") and start <= t.start < end and not _since(t, around)]
    if not near:
        return published
    best = min(near, key=lambda t: _distance(t, around))
    return Interval(earliest=best.earliest, latest=best.latest) if best.earliest or best.latest else published


def _since(time: Time, around: Context) -> bool:
    """A beginning is not the day of a count ("8,000 have fled since Thursday")."""
    text = around.sentence.doc.text
    return bool(re.search(r"\b(?:since|after|from) $", text[max(0, time.start - 8) : time.start], re.I))


def _distance(time: Time, around: Context) -> tuple[int, int]:
    """Characters between, and 40 more for each clause mark between."""
    quantity = around.quantity
    text = around.sentence.doc.text
    between = text[quantity.end : time.start] if time.start >= quantity.end else text[time.end : quantity.start]
    return 40 * sum(between.count(mark) for mark in ",;:") + len(between), time.start
