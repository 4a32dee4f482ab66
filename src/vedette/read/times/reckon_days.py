"""Reckon days: dates, weekdays, today and yesterday, and the hours that go with them."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from vedette.read.times.calendar import weekday_after, weekday_before
from vedette.read.times.clock import time_of_day
from vedette.read.times.formats import Stamp
from vedette.read.times.frame import Anchor, Frame, Kind, Reckoned, against
from vedette.read.times.slots import Slots, shift_of, year_of

_DAY: Final = timedelta(days=1)


def dated(day: date, slots: Slots, *, anchor: Anchor, flags: tuple[str, ...] = ()) -> Reckoned:
    """A day, with the time of day where the slots give one."""
    clock = time_of_day(slots)
    value = day.isoformat() + (f"T{clock}" if clock else "")
    kind: Kind = "time" if clock else "date"
    first = day - _DAY if clock == "NI" and slots.get("m") else None
    if "d2" in slots:
        return _range(day, slots, anchor=anchor, flags=flags)
    return Reckoned(
        kind=kind,
        value=value,
        mod=slots.get("mod"),
        anchor=anchor,
        flags=flags,
        first=first,
        last=day if first else None,
    )


def _range(first: date, slots: Slots, *, anchor: Anchor, flags: tuple[str, ...]) -> Reckoned:
    """Some days of one month (`24-25 September`); the night between two days goes by the first."""
    last = first.replace(day=int(slots["d2"]))
    if last <= first:
        return Reckoned(kind="date", value=first.isoformat(), anchor=anchor, flags=flags)
    if "dp" in slots:
        return Reckoned(kind="time", value=f"{first}T{time_of_day(slots)}", anchor=anchor, first=first, last=last)
    return Reckoned(kind="date", value=f"{first}/{last}", anchor=anchor, flags=flags, first=first, last=last)


def day_of_month(slots: Slots, frame: Frame) -> Reckoned | None:
    """`on the 24th`: of the month that the story has reached, else the last one so numbered."""
    base = frame.story or frame.today
    number = int(slots["d"])
    if base is None:
        return Reckoned(kind="date", value=f"XXXX-XX-{number:02}")
    if frame.story is None and number > base.day and frame.ahead <= 0:
        base = base.replace(day=1) - _DAY
    return dated(base.replace(day=number), slots, anchor="context" if frame.story else frame.spoken)


def undated(text: str, slots: Slots) -> Reckoned:
    """A date whose year or day is not known."""
    clock = time_of_day(slots)
    return Reckoned(kind="time" if clock else "date", value=text + (f"T{clock}" if clock else ""), mod=slots.get("mod"))


def day(slots: Slots, frame: Frame) -> Reckoned | None:
    """A date with day and month, a date in figures, or an hour with the day it goes with."""
    stamp = slots.get("stamp")
    if isinstance(stamp, Stamp):
        return _stamped(stamp, slots)
    if "deictic" in slots:
        return deictic(slots, frame)
    if "m" not in slots:
        return weekday(slots, frame) if "wd" in slots else _time_alone(slots, frame)
    year, month, day = year_of(slots), int(slots["m"]), int(slots["d"])
    if year is None:
        found = _nearest_day(month, day, frame)
        if found is None:
            bare = f"XXXX-{month:02}-{day:02}"
            return undated(bare, slots) if day <= 31 else None
        return dated(found, slots, anchor=frame.spoken, flags=_disagreement(found, slots))
    return dated(date(year, month, day), slots, anchor="self", flags=_disagreement(date(year, month, day), slots))


def _disagreement(day: date, slots: Slots) -> tuple[str, ...]:
    return ("weekday-disagrees",) if "wd" in slots and slots["wd"] != day.isoweekday() else ()


def _stamped(stamp: Stamp, slots: Slots) -> Reckoned:
    day = stamp.as_date
    if stamp.either:
        days = sorted((day, stamp.turned().as_date))
        return Reckoned(
            kind="date", value=f"{stamp.year:04}-XX-XX", first=days[0], last=days[1], flags=("day-or-month-first",)
        )
    clock = ":".join(f"{part:02}" for part in stamp.clock)
    value = day.isoformat() + (f"T{clock}{stamp.zone}" if clock else "")
    return Reckoned(kind="time" if clock else "date", value=value, flags=_disagreement(day, slots))


def _nearest_day(month: int, day: int, frame: Frame) -> date | None:
    """The day of that name nearest to today; a day against the way the sentence looks counts months further off."""
    today = frame.today
    if today is None:
        return None
    around = []
    for year in range(max(today.year - 1, 1), min(today.year + 1, 9999) + 1):
        with suppress(ValueError):
            around.append(date(year, month, day))

    def distance(candidate: date) -> int:
        gap = (candidate - today).days
        return abs(gap) + against(gap, frame.ahead)

    return min(around, key=distance, default=None)


def _time_alone(slots: Slots, frame: Frame) -> Reckoned | None:
    base = frame.story if frame.story is not None else frame.today
    if base is None:
        clock = time_of_day(slots)
        return Reckoned(kind="time", value=f"XXXX-XX-XXT{clock}") if clock else None
    return dated(base, slots, anchor="context" if frame.story is not None else frame.spoken)


def weekday(slots: Slots, frame: Frame) -> Reckoned | None:
    """A weekday: the last one, unless words or tense look ahead."""
    weekday = int(slots["wd"])
    anchor, today = frame.spoken, frame.today
    if slots.get("anchor") == "context" and frame.story is not None:
        anchor, today = "context", frame.story
    if today is None:
        return undated(f"XXXX-WXX-{weekday}", slots)
    if {"thisweek", "nextweek"} & set(slots) or ("shift" in slots and slots.get("week")):
        monday = weekday_before(today, 1, same=True) + _DAY * 7 * (1 if "nextweek" in slots else 0)
        return dated(monday + _DAY * (weekday - 1), slots, anchor=anchor)
    shift = shift_of(slots)
    if "before" in slots or "after" in slots:
        day = weekday_before(today, weekday, same=False) + _DAY * (-1 if "before" in slots else 1)
    elif shift < 0:
        day = weekday_before(today, weekday, same=False)
    elif shift > 0:
        day = weekday_after(today, weekday, same=False)
    elif frame.ahead > 0 and today.isoweekday() != weekday:
        day = weekday_after(today, weekday, same=True)
    else:
        day = weekday_before(today, weekday, same=True)
    return dated(day, slots, anchor=anchor)


def weekday_set(slots: Slots, frame: Frame) -> Reckoned | None:
    """Every Monday."""
    return Reckoned(kind="set", value=f"XXXX-WXX-{slots['wd']}" + (f"T{slots['dp']}" if "dp" in slots else ""))


def deictic(slots: Slots, frame: Frame) -> Reckoned | None:
    """Today, yesterday, tomorrow."""
    offset = int(slots.get("deictic") or 0) + (-2 if "minus" in slots else 2 if "plus" in slots else 0)
    if frame.today is None:
        return (
            undated("XXXX-XX-XX", slots) if offset or time_of_day(slots) else Reckoned(kind="date", value="PRESENT_REF")
        )
    return dated(frame.today + _DAY * offset, slots, anchor=frame.spoken)


def tonight(slots: Slots, frame: Frame) -> Reckoned | None:
    """This night, or the last one."""
    daypart = slots["dp"] if slots["dp"] in ("EV",) else ("EV" if slots["dp"] == "evening" else "NI")
    slots = dict(slots) | {"dp": daypart}
    if frame.today is None:
        return undated("XXXX-XX-XX", slots)
    return dated(frame.today + _DAY * int(slots.get("offset", 0)), slots, anchor=frame.spoken)


def daypart(slots: Slots, frame: Frame) -> Reckoned | None:
    """A morning, an evening: of today, or of the day the story has reached."""
    slots = dict(slots)
    if slots.get("dp") == "overnight" or "dp" not in slots:
        slots["dp"] = "NI" if slots.get("dp") else "MO"
    relative = {"that", "next", "last"} & set(slots)
    base = frame.story if (relative or "this" not in slots) and frame.story is not None else frame.today
    if base is None:
        return undated("XXXX-XX-XX", slots)
    anchor = "context" if base is frame.story else frame.spoken
    return dated(base + _DAY * shift_of(slots), slots, anchor=anchor)
