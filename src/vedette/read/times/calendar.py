"""Days and TIMEX3 values: which days a value covers, and the value of a day at a given grain."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

Days = tuple[date, date]

_DAY: Final = timedelta(days=1)
_MONTHS_IN: Final = {"M": 1, "Q": 3, "Y": 12, "10Y": 120, "100Y": 1200, "1000Y": 12000}
_SEASONS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_VALUE: Final = re.compile(
    r"(?P<year>\d{2,4})(?:-(?:W(?P<week>\d\d)(?P<end>-WE)?(?:-(?P<wday>[1-7]))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?"
)


def add_months(day: date, months: int) -> date | None:
    """The same day of a later (or earlier) month, or that month's last day; None outside the calendar."""
    month = day.month - 1 + months
    year = day.year + month // 12
    month = month % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_units(day: date, unit: str, count: float) -> date | None:
    """Move a day by so many units (TIMEX3 letters; also `2W`, `10Y`); None outside the calendar."""
    try:
        if unit in _MONTHS_IN:
            return add_months(day, round(count * _MONTHS_IN[unit]))
        days = {"D": 1, "W": 7, "2W": 14, "WE": 7}.get(unit, 0)
        return day + timedelta(days=round(count * days))
    except (OverflowError, ValueError):
        return None


def grain(day: date, unit: str) -> str:
    """The value of the day, week, month, quarter, year, decade or century in which a day lies."""
    match unit:
        case "W" | "2W":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}"
        case "M":
            return f"{day:%Y-%m}" if day.year > 999 else f"{day.year:04}-{day.month:02}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "Y":
            return f"{day.year:04}"
        case "10Y":
            return f"{day.year // 10:03}"
        case "100Y" | "1000Y":
            return f"{day.year // 100:02}"
        case "WE":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}-WE"
        case _:
            return day.isoformat()


def days_of(value: str, mod: str | None = None) -> Days | None:
    """First and last day that a TIMEX3 value covers, narrowed by its modifier; None where there are no such days."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    try:
        return _narrow(_days(match), mod)
    except (ValueError, OverflowError):
        return None


def _days(match: re.Match[str]) -> Days:
    fields = match.groupdict()
    digits = fields["year"]
    if len(digits) < 4:
        span = 10 ** (4 - len(digits))
        first = int(digits) * span
        return date(first, 1, 1), date(first + span - 1, 12, 31)
    year = int(digits)
    if fields["week"]:
        monday = date.fromisocalendar(year, int(fields["week"]), 1)
        if fields["wday"]:
            monday += _DAY * (int(fields["wday"]) - 1)
            return monday, monday
        return (monday + 5 * _DAY, monday + 6 * _DAY) if fields["end"] else (monday, monday + 6 * _DAY)
    if fields["quarter"]:
        first_month = 3 * int(fields["quarter"]) - 2
        return _months(year, first_month, first_month + 2)
    if fields["half"]:
        return _months(year, 6 * int(fields["half"]) - 5, 6 * int(fields["half"]))
    if fields["season"]:
        return _months(year, *_SEASONS[fields["season"]])
    if fields["day"]:
        day = date(year, int(fields["month"]), int(fields["day"]))
        return day, day
    if fields["month"]:
        return _months(year, int(fields["month"]), int(fields["month"]))
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, first: int, last: int) -> Days:
    end_year, end_month = (year, last) if last <= 12 else (year + 1, last - 12)
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _narrow(days: Days, mod: str | None) -> Days:
    """The early, middle or late part: a third; of a year, the first or last quarter or the middle four months."""
    first, last = days
    length = (last - first).days + 1
    if mod not in ("START", "MID", "END") or length < 3:
        return days
    if 300 < length < 400:
        part = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}[mod]
        return _months(first.year, *part)
    third = length // 3
    if mod == "START":
        return first, first + _DAY * (third - 1)
    if mod == "END":
        return last - _DAY * (length - 2 * third - 1), last
    return first + _DAY * third, last - _DAY * (length - 2 * third)


def weekday_before(day: date, weekday: int, *, same: bool) -> date:
    """The last such weekday (1 Monday) before a day; with `same`, the day itself when it is one."""
    back = (day.isoweekday() - weekday) % 7
    return day - _DAY * (back if back or same else 7)


def weekday_after(day: date, weekday: int, *, same: bool) -> date:
    """The next such weekday (1 Monday) after a day; with `same`, the day itself when it is one."""
    ahead = (weekday - day.isoweekday()) % 7
    return day + _DAY * (ahead if ahead or same else 7)
