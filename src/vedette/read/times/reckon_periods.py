"""Reckon periods: weekends, weeks, months, seasons, quarters, years, decades, centuries."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from vedette.read.times.calendar import add_months, add_units, days_of, grain
from vedette.read.times.frame import Frame, Reckoned
from vedette.read.times.reckon_days import day as day_of
from vedette.read.times.slots import Slots, shift_of, unit_name, year_of

_DAY: Final = timedelta(days=1)
UNKNOWN: Final = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
    "2W": "XXXX-WXX",
}


def month(slots: Slots, frame: Frame) -> Reckoned | None:
    """A month: of the year named, else of the year that fits."""
    month, year, today = int(slots["m"]), year_of(slots), frame.today
    mod, anchor = slots.get("mod"), "self"
    if year is None:
        anchor = frame.spoken
        if "that" in slots and frame.story is not None:
            year, anchor = frame.story.year, "context"
        elif today is None:
            return Reckoned(kind="date", value=f"XXXX-{month:02}", mod=mod)
        elif "late" in slots or "early" in slots or not {"shift", "this", "next", "last"} & set(slots):
            year = _month_year(month, frame, today)
        else:
            year = _relative_month_year(month, slots, today)
    return Reckoned(kind="date", value=f"{year:04}-{month:02}", mod=mod, anchor=anchor)  # type: ignore[arg-type]


def _month_year(month: int, frame: Frame, today: date) -> int:
    """The year of a month named alone: the nearest, a month ahead further off unless the sentence looks there."""
    against = {-2: (0, 12), -1: (0, 8), 0: (0, 3), 1: (8, 0), 2: (12, 0)}[frame.ahead]

    def distance(year: int) -> int:
        gap = (year - today.year) * 12 + month - today.month
        return abs(gap) + (against[0] if gap < 0 else against[1] if gap > 0 else 0)

    return min((today.year, today.year - 1, today.year + 1), key=distance)


def _relative_month_year(month: int, slots: Slots, today: date) -> int:
    shift = shift_of(slots)
    if "yearly" in slots:
        return today.year + shift
    if shift < 0:
        return today.year - (0 if month < today.month else 1)
    if shift > 0:
        return today.year + (0 if month > today.month else 1)
    return today.year


def month_of_year(slots: Slots, frame: Frame) -> Reckoned | None:
    """May of this year."""
    return month(dict(slots) | {"yearly": True}, frame)


def year(slots: Slots, frame: Frame) -> Reckoned | None:
    """A year, plain or with `or later`."""
    year = year_of(slots)
    if year is None or not 1 <= year <= 9999:
        return None
    if "last" in slots:
        return _years(year, int(slots["last"]))
    mod = slots.get("mod") or ("ON_OR_AFTER" if "after" in slots else "ON_OR_BEFORE" if "before" in slots else None)
    return Reckoned(kind="date", value=f"{year:04}", mod=mod)


def _years(first: int, last: int) -> Reckoned | None:
    """Some years on end (`1998-99`); None where the second number is no later year."""
    if last < 100:
        last += first // 100 * 100
    if not first < last < first + 100:
        return None
    return Reckoned(kind="date", value=f"{first:04}/{last:04}", first=date(first, 1, 1), last=date(last, 12, 31))


def part_of_month(slots: Slots, frame: Frame) -> Reckoned | None:
    """The first week, the second half, the last day of a month."""
    whole = month({key: value for key, value in slots.items() if key != "n"}, frame)
    days = days_of(whole.value) if whole is not None else None
    number, unit = int(slots.get("n", 0)), str(slots["unit"])
    if whole is None or days is None:
        return whole
    length = (days[1] - days[0]).days + 1
    step = {"week": 7, "W": 7, "day": 1, "D": 1}.get(unit, 15)
    first = days[1] - _DAY * (step - 1) if "lastpart" in slots else days[0] + _DAY * step * (number - 1)
    if not 0 <= (first - days[0]).days < length:
        return None
    if step == 1:
        return replace(whole, value=first.isoformat())
    last = days[1] if step == 15 and number == 2 else min(first + _DAY * (step - 1), days[1])
    value = grain(first + _DAY * 3, "W") if step == 7 else whole.value
    mod = None if step == 7 else "START" if number == 1 else "END"
    return replace(whole, value=value, mod=mod, first=first, last=last)


def decade(slots: Slots, frame: Frame) -> Reckoned | None:
    """The 1990s, the nineties."""
    decade = int(slots["decade"])
    if decade < 100:
        decade += 1900 if decade >= 20 else 2000
    return Reckoned(kind="date", value=f"{decade // 10:03}", mod=slots.get("mod"))


def century(slots: Slots, frame: Frame) -> Reckoned | None:
    """The 20th century."""
    number = int(slots["n"])
    return Reckoned(kind="date", value=f"{number - 1:02}", mod=slots.get("mod")) if 0 < number < 100 else None


def season(slots: Slots, frame: Frame) -> Reckoned | None:
    """A season: of the year named, else the one that fits."""
    season, year, today = str(slots["season"]), year_of(slots), frame.today
    if year is not None:
        return Reckoned(kind="date", value=f"{year:04}-{season}", mod=slots.get("mod"))
    base = frame.story if "that" in slots else today
    if base is None:
        return Reckoned(kind="date", value=f"XXXX-{season}", mod=slots.get("mod"))
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    shift = shift_of(slots)
    year = base.year
    if season == "WI" and base.month < 3:
        year -= 1
    running = begins <= base.month < begins + 3 or (season == "WI" and base.month < 3)
    passed = base.month >= begins or (season == "WI" and base.month < 3)
    if shift < 0:
        year -= 0 if passed and not running else 1
    elif shift > 0 or frame.ahead > 0:
        year += 1 if passed and (shift > 0 or not running) else 0
    elif not passed and "this" not in slots:
        year -= 1
    return Reckoned(kind="date", value=f"{year:04}-{season}", mod=slots.get("mod"), anchor=frame.spoken)


def quarter(slots: Slots, frame: Frame) -> Reckoned | None:
    """A quarter: of the year named, else the last one."""
    named = (int(slots["m"]) + 2) // 3 if "m" in slots else frame.quarter[-1] if frame.quarter else "0"
    number = int(slots.get("q", named))
    if number == 0 and year_of(slots) is not None:
        return Reckoned(kind="date", value=f"{year_of(slots):04}-QX")
    if not 1 <= number <= 4:
        return None
    year, today = year_of(slots), frame.today
    if year is None and today is None:
        return Reckoned(kind="date", value=f"XXXX-Q{number}", mod=slots.get("mod"))
    anchor = "self" if year is not None else frame.spoken
    if year is None and today is not None:
        now = (today.month + 2) // 3
        year = today.year + shift_of(slots)
        if not {"this", "lastyear", "next"} & set(slots) and number > now and frame.ahead <= 0:
            year -= 1
        if number < now - 1 and frame.ahead > 0 and not {"this", "lastyear", "next"} & set(slots):
            year += 1
    return Reckoned(kind="date", value=f"{year:04}-Q{number}", mod=slots.get("mod"), anchor=anchor)


def year_ago(slots: Slots, frame: Frame) -> Reckoned | None:
    """The same quarter of the year before."""
    if frame.today is None:
        return Reckoned(kind="date", value="XXXX-QX")
    quarter = frame.quarter or grain(frame.today, "Q")
    if "q" in slots and slots["q"] <= 4:
        quarter = quarter[:-1] + str(int(slots["q"]))
    return Reckoned(kind="date", value=f"{int(quarter[:4]) - 1:04}{quarter[4:]}", anchor="context")


def half(slots: Slots, frame: Frame) -> Reckoned | None:
    """Half a year."""
    year = year_of(slots)
    if year is None:
        if frame.today is None:
            return Reckoned(kind="date", value=f"XXXX-H{1 if 'one' in slots else 2}")
        year = frame.today.year + shift_of({k: v for k, v in slots.items() if k != "last"})
    return Reckoned(kind="date", value=f"{year:04}-H{1 if 'one' in slots else 2}")


def fiscal(slots: Slots, frame: Frame) -> Reckoned | None:
    """A fiscal year, taken as the calendar year of its name."""
    year = year_of(slots)
    if year is None:
        if frame.today is None:
            return Reckoned(kind="date", value="XXXX")
        year = frame.today.year + shift_of(slots)
    return Reckoned(kind="date", value=f"{year:04}", anchor="self" if "y" in slots else frame.spoken)


def period(slots: Slots, frame: Frame) -> Reckoned | None:
    """Last week, this month, that year: a unit counted from today or from the story."""
    unit, mod = unit_name(slots.get("unit", "quarter")), slots.get("mod")
    in_story = slots.get("anchor") == "context" and frame.story is not None
    base = frame.story if in_story else frame.today
    if base is None:
        return Reckoned(kind="date", value=UNKNOWN.get(unit, "XXXX"), mod=mod)
    if unit == "Q" and ("current" in slots or "latest" in slots):
        return _this_quarter(base, frame, latest="latest" in slots)
    if "past" in slots:
        slots, mod = dict(slots) | {"shift": -1}, "END"
    moved = add_units(base, unit, shift_of(slots))
    if moved is None:
        return None
    anchor = "context" if in_story else frame.spoken
    return Reckoned(kind="date", value=grain(moved, unit), mod=mod, anchor=anchor)


def _this_quarter(today: date, frame: Frame, *, latest: bool) -> Reckoned:
    """The quarter under report: the one named before, else the last that is over."""
    over = add_months(today, -3) or today
    if latest:
        return Reckoned(kind="date", value=grain(over, "Q"), anchor=frame.spoken)
    return Reckoned(
        kind="date", value=frame.quarter or grain(over, "Q"), anchor="context" if frame.quarter else frame.spoken
    )


def week_of(slots: Slots, frame: Frame) -> Reckoned | None:
    """The week in which a day lies."""
    day = day_of({k: v for k, v in slots.items() if k != "mod"}, frame)
    days = days_of(day.value) if day else None
    if day is None or days is None:
        return Reckoned(kind="date", value="XXXX-WXX") if day else None
    return Reckoned(kind="date", value=grain(days[0], "W"), anchor=day.anchor)


def weekend(slots: Slots, frame: Frame) -> Reckoned | None:
    """The weekend behind us, unless words or tense look ahead."""
    today, mod = frame.today, slots.get("mod")
    if today is None:
        return Reckoned(kind="date", value=UNKNOWN["WE"], mod=mod)
    shift, weekday = shift_of(slots), today.isoweekday()
    monday = today - _DAY * (weekday - 1)
    if shift < 0 or (shift == 0 and "this" not in slots and frame.ahead <= 0):
        monday -= _DAY * (0 if weekday == 7 and shift == 0 else 7)
    elif shift > 0:
        monday += _DAY * (7 if weekday >= 6 else 0)
    return Reckoned(kind="date", value=grain(monday, "WE"), mod=mod, anchor=frame.spoken)
