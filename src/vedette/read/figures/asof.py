"""The day a figure holds for: the time in its clause, else in its sentence, else the day of the report."""

from vedette.read.figures.context import Context
from vedette.read.reading import Reading
from vedette.record import Interval, Time


def as_of(reading: Reading, around: Context | None) -> Interval:
    """The interval of the nearest dated time expression of the sentence, else of the report."""
    if around is not None:
        start, end = around.sentence.start_char, around.sentence.end_char
        dated = [
            t
            for t in reading.times
            if t.kind in ("date", "time") and (t.earliest or t.latest) and start <= t.start < end
        ]
        if dated:
            best = min(dated, key=lambda t: _distance(t, around))
            return Interval(earliest=best.earliest, latest=best.latest)
    return Interval(earliest=reading.published.earliest, latest=reading.published.latest)


def _distance(time: Time, around: Context) -> tuple[int, int]:
    """Characters between, and 40 more for each clause mark between."""
    quantity = around.quantity
    text = around.sentence.doc.text
    between = text[quantity.end : time.start] if time.start >= quantity.end else text[time.end : quantity.start]
    return 40 * sum(between.count(mark) for mark in ",;:") + len(between), time.start
