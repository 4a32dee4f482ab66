"""Reckon: from the words of a time expression and its frame to a TIMEX3 value."""

from collections.abc import Callable, Mapping
from typing import Final

from vedette.read.times import reckon_days as days
from vedette.read.times import reckon_periods as periods
from vedette.read.times import reckon_spans as spans
from vedette.read.times.frame import Frame, Reckoned
from vedette.read.times.holidays import holiday
from vedette.read.times.slots import Slots

_MAKERS: Final[Mapping[str, Callable[[Slots, Frame], Reckoned | None]]] = {
    "date": days.day,
    "weekday": days.weekday,
    "weekday_set": days.weekday_set,
    "deictic": days.deictic,
    "tonight": days.tonight,
    "daypart": days.daypart,
    "day_of_month": days.day_of_month,
    "holiday": holiday,
    "month": periods.month,
    "month_of_year": periods.month_of_year,
    "year": periods.year,
    "decade": periods.decade,
    "century": periods.century,
    "season": periods.season,
    "quarter": periods.quarter,
    "year_ago": periods.year_ago,
    "half": periods.half,
    "part_of_month": periods.part_of_month,
    "fiscal": periods.fiscal,
    "unit": periods.period,
    "week_of": periods.week_of,
    "weekend": periods.weekend,
    "ago": spans.ago,
    "duration": spans.length,
    "set": spans.repeated,
    "recent": spans.recent,
    "ref": spans.reference,
    "then": spans.then,
    "event": spans.of_event,
}


def reckon(make: str, slots: Slots, frame: Frame) -> Reckoned | None:
    """The value of one expression; None where its words make no day of the calendar."""
    try:
        return _MAKERS[make](slots, frame)
    except (OverflowError, ValueError):
        return None
