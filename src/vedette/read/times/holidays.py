"""Holidays that the news counts by: fixed days, days counted in weeks, and Easter, western and orthodox."""

from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from vedette.read.times.calendar import weekday_after
from vedette.read.times.frame import Frame, Reckoned, against
from vedette.read.times.lexicon import load
from vedette.read.times.slots import Slots, shift_of, year_of

_DAY: Final = timedelta(days=1)


@cache
def _table() -> dict[str, dict[str, Any]]:
    holidays: dict[str, dict[str, Any]] = load("holidays.yaml")["holidays"]
    return holidays


def holiday(slots: Slots, frame: Frame) -> Reckoned | None:
    """The day of a holiday: in the year named, else the nearest to today, by the way the sentence looks."""
    name, year = _name(slots), year_of(slots)
    if year is not None:
        return Reckoned(kind="date", value=_day(name, year, slots).isoformat())
    today = frame.today
    if today is None:
        return Reckoned(kind="date", value=_undated(name))
    if {"shift", "this", "next"} & set(slots):
        day = _day(name, today.year + shift_of(slots), slots)
        return Reckoned(kind="date", value=day.isoformat(), anchor=frame.spoken)
    near = [_day(name, today.year + step, slots) for step in (-1, 0, 1)]

    def distance(day: date) -> int:
        gap = (day - today).days
        return abs(gap) + against(gap, frame.ahead)

    return Reckoned(kind="date", value=min(near, key=distance).isoformat(), anchor=frame.spoken)


def _name(slots: Slots) -> str:
    if "mayday" in slots:
        return "mayday"
    if "newyear" in slots:
        return "newyear-eve" if "eve" in slots else "newyear"
    return ("orthodox-" if "orthodox" in slots else "") + str(slots["holiday"])


def _day(name: str, year: int, slots: Slots) -> date:
    entry = _table()[name]
    match entry["by"]:
        case "day":
            day = date(year, entry["month"], entry["day"])
        case "week":
            first = weekday_after(date(year, entry["month"], entry.get("from", 1)), entry["weekday"], same=True)
            day = first + 7 * _DAY * (entry["number"] - 1)
        case _:
            day = (_orthodox_easter(year) if entry["by"] == "orthodox" else _easter(year)) + _DAY * entry["after"]
    if "monday" in slots:
        return day + _DAY
    return day - _DAY if "eve" in slots and name != "newyear-eve" else day


def _undated(name: str) -> str:
    entry = _table()[name]
    return f"XXXX-{entry['month']:02}-{entry['day']:02}" if entry["by"] == "day" else "XXXX-XX-XX"


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus."""
    golden, century = year % 19, year // 100
    solar = century - century // 4 - (8 * century + 13) // 25
    epact = (solar + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    return date(year, 3, 28) + _DAY * offset


def _orthodox_easter(year: int) -> date:
    """Easter Sunday by the Julian computus, as a Gregorian date."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + _DAY * (year // 100 - year // 400 - 2)
