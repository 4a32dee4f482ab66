"""Holidays that the news counts by: fixed days, days counted in weeks, Easter in both churches, and Islamic feasts."""

from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from vedette.read.times.calendar import weekday_after
from vedette.read.times.frame import Frame, Reckoned, against
from vedette.read.times.lexicon import load
from vedette.read.times.slots import Slots, shift_of, year_of

_DAY: Final = timedelta(days=1)
_HIJRA: Final = 227_015
_AROUND: Final = (-1, 0, 1)


@cache
def _table() -> dict[str, dict[str, Any]]:
    holidays: dict[str, dict[str, Any]] = load("holidays.yaml")["holidays"]
    return holidays


def holiday(slots: Slots, frame: Frame) -> Reckoned | None:
    """The day of a holiday: in the year named, else the nearest to today, by the way the sentence looks."""
    name, today = _name(slots), frame.today
    year = year_of(slots)
    if year is None and today is not None and {"shift", "this", "next"} & set(slots):
        year = today.year + shift_of(slots)
    if year is not None:
        found = _days(name, year, slots)
        return _reckoned(name, found[0], frame, named=year_of(slots) is not None) if found else None
    if today is None:
        return Reckoned(kind="date", value=_undated(name))
    near = [day for step in _AROUND for day in _days(name, today.year + step, slots)]

    def distance(day: date) -> int:
        gap = (day - today).days
        if 0 <= -gap < _length(name):
            return 0
        return abs(gap) + against(gap, frame.ahead)

    return _reckoned(name, min(near, key=distance), frame, named=False) if near else None


def _reckoned(name: str, first: date, frame: Frame, *, named: bool) -> Reckoned:
    """One day; some days, with the modifier that says so, where the calendar counts by the moon."""
    anchor = "self" if named else frame.spoken
    entry = _table()[name]
    if entry["by"] not in ("islamic", "nearest"):
        return Reckoned(kind="date", value=first.isoformat(), anchor=anchor)
    last = first + _DAY * (_length(name) - 1)
    value = first.isoformat() if first == last else f"{first}/{last}"
    return Reckoned(kind="date", value=value, mod="APPROX", anchor=anchor, first=first - _DAY, last=last + _DAY)


def _length(name: str) -> int:
    entry = _table()[name]
    return max(_length(other) for other in entry["of"]) if "of" in entry else int(entry.get("days", 1))


def _name(slots: Slots) -> str:
    if "mayday" in slots:
        return "mayday"
    if "adha" in slots:
        return "adha"
    church = "orthodox-" if "orthodox" in slots else ""
    if "newyear" in slots:
        return "newyear-eve" if "eve" in slots and not church else f"{church}newyear"
    return church + str(slots["holiday"])


def _days(name: str, year: int, slots: Slots) -> list[date]:
    """The days of that year on which it falls or begins; an Islamic feast may come twice or not at all."""
    with suppress(ValueError, OverflowError):
        entry = _table()[name]
        if entry["by"] == "nearest":
            return sorted(day for other in entry["of"] for day in _days(other, year, slots))
        if entry["by"] == "islamic":
            found = (_islamic(turn, entry["month"], entry["day"]) for turn in _islamic_years(year))
            return [day for day in found if day.year == year]
        return [_day(name, year, slots)]
    return []


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


def _islamic_years(year: int) -> tuple[int, ...]:
    """The Islamic years that touch a year of ours."""
    about = (year - 622) * 33 // 32
    return tuple(turn for turn in range(about - 1, about + 3) if turn > 0)


def _islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar (civil epoch, 19 July 622 Gregorian); the moon may put it a day off."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_HIJRA + days - 1)


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
