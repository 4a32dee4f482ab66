"""Reckon: from the words of a time expression and its frame to a TIMEX3 value (one small function for each `make` of the grammar)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from vedette.read.times.calendar import (
    add_months,
    add_units,
    days_of,
    grain,
    weekday_after,
    weekday_before,
)
from vedette.read.times.clock import time_of_day
from vedette.read.times.duration import duration
from vedette.read.times.formats import Stamp
from vedette.read.times.frame import Anchor, Frame, Kind, Reckoned

Slots = Mapping[str, Any]

_UNKNOWN: Final = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
    "2W": "XXXX-WXX",
}
_DAY: Final = timedelta(days=1)


def reckon(make: str, slots: Slots, frame: Frame) -> Reckoned | None:
    """The value of one expression; None where its words make no date (30 February)."""
    return _MAKERS[make](slots, frame)


def shift_of(slots: Slots) -> int:
    """Last, this or next, from the slots."""
    if "shift" in slots:
        return int(slots["shift"])
    if "last" in slots or "lastyear" in slots:
        return -1
    return 1 if "next" in slots else 0


def _dated(day: date, slots: Slots, *, anchor: Anchor, flags: tuple[str, ...] = ()) -> Reckoned:
    """A day, with the time of day where the slots give one."""
    clock = time_of_day(slots)
    value = day.isoformat() + (f"T{clock}" if clock else "")
    kind: Kind = "time" if clock else "date"
    first = day - _DAY if clock == "NI" and slots.get("m") else None
    return Reckoned(
        kind=kind,
        value=value,
        mod=slots.get("mod"),
        anchor=anchor,
        flags=flags,
        first=first,
        last=day if first else None,
    )  # type: ignore[arg-type]


def _undated(text: str, slots: Slots) -> Reckoned:
    clock = time_of_day(slots)
    return Reckoned(kind="time" if clock else "date", value=text + (f"T{clock}" if clock else ""), mod=slots.get("mod"))


def _year(slots: Slots) -> int | None:
    if slots.get("y") is not None:
        return int(slots["y"])
    if "yy" in slots:
        return int(slots["yy"]) + (1900 if slots["yy"] >= 30 else 2000)
    return None


def _date(slots: Slots, frame: Frame) -> Reckoned | None:
    stamp = slots.get("stamp")
    if isinstance(stamp, Stamp):
        return _stamped(stamp, slots)
    if "deictic" in slots:
        return _deictic(slots, frame)
    if "m" not in slots:
        return _weekday(slots, frame) if "wd" in slots else _time_alone(slots, frame)
    year, month, day = _year(slots), int(slots["m"]), int(slots["d"])
    if year is None:
        found = _nearest_day(month, day, frame)
        if found is None:
            bare = f"XXXX-{month:02}-{day:02}"
            return _undated(bare, slots) if day <= 31 else None
        return _dated(found, slots, anchor=frame.spoken, flags=_disagreement(found, slots, year))
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return _dated(found, slots, anchor="self", flags=_disagreement(found, slots, year))


def _disagreement(day: date, slots: Slots, year: int | None) -> tuple[str, ...]:
    return ("weekday-disagrees",) if "wd" in slots and slots["wd"] != day.isoweekday() else ()


def _stamped(stamp: Stamp, slots: Slots) -> Reckoned:
    day = date(stamp.year, stamp.month, stamp.day)
    clock = ":".join(f"{part:02}" for part in stamp.clock)
    value = day.isoformat() + (f"T{clock}{stamp.zone}" if clock else "")
    return Reckoned(kind="time" if clock else "date", value=value, flags=_disagreement(day, slots, stamp.year))


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
        return abs(gap) + (120 * abs(frame.ahead) if gap * frame.ahead < 0 else 0)

    return min(around, key=distance, default=None)


def _time_alone(slots: Slots, frame: Frame) -> Reckoned | None:
    base = frame.story if frame.story is not None else frame.today
    if base is None:
        clock = time_of_day(slots)
        return Reckoned(kind="time", value=f"XXXX-XX-XXT{clock}") if clock else None
    return _dated(base, slots, anchor="context" if frame.story is not None else frame.spoken)


def _month(slots: Slots, frame: Frame) -> Reckoned | None:
    month, year, today = int(slots["m"]), _year(slots), frame.today
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
    """The year of a month named alone: the nearest; news looks back, so a month ahead counts further off unless the sentence looks ahead."""
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


def _month_of_year(slots: Slots, frame: Frame) -> Reckoned | None:
    return _month(dict(slots) | {"yearly": True}, frame)


def _plain_year(slots: Slots, frame: Frame) -> Reckoned | None:
    year = _year(slots)
    if year is None or not 1 <= year <= 9999:
        return None
    mod = slots.get("mod") or ("ON_OR_AFTER" if "after" in slots else "ON_OR_BEFORE" if "before" in slots else None)
    return Reckoned(kind="date", value=f"{year:04}", mod=mod)


def _decade(slots: Slots, frame: Frame) -> Reckoned | None:
    decade = int(slots["decade"])
    if decade < 100:
        decade += 1900 if decade >= 20 else 2000
    return Reckoned(kind="date", value=f"{decade // 10:03}", mod=slots.get("mod"))


def _century(slots: Slots, frame: Frame) -> Reckoned | None:
    number = int(slots["n"])
    return Reckoned(kind="date", value=f"{number - 1:02}", mod=slots.get("mod")) if 0 < number < 100 else None


def _season(slots: Slots, frame: Frame) -> Reckoned | None:
    season, year, today = str(slots["season"]), _year(slots), frame.today
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


def _quarter(slots: Slots, frame: Frame) -> Reckoned | None:
    named = frame.quarter[-1] if frame.quarter else "0"
    number = int(slots["q"] if "q" in slots else named)
    if number == 0 and _year(slots) is not None:
        return Reckoned(kind="date", value=f"{_year(slots):04}-QX")
    if not 1 <= number <= 4:
        return None
    year, today = _year(slots), frame.today
    if year is None and today is None:
        return Reckoned(kind="date", value=f"XXXX-Q{number}", mod=slots.get("mod"))
    anchor = "self" if year is not None else frame.spoken
    if year is None and today is not None:
        now = (today.month + 2) // 3
        year = today.year + shift_of(slots)
        if not {"this", "lastyear", "next"} & set(slots) and number > now and frame.ahead <= 0:
            year -= 1
        if number < now - 1 and frame.ahead > 0 and not {"this", "lastyear"} & set(slots):
            year += 1
    return Reckoned(kind="date", value=f"{year:04}-Q{number}", mod=slots.get("mod"), anchor=anchor)


def _year_ago(slots: Slots, frame: Frame) -> Reckoned | None:
    """The same quarter of the year before."""
    if frame.today is None:
        return Reckoned(kind="date", value="XXXX-QX")
    quarter = frame.quarter or grain(frame.today, "Q")
    if "q" in slots and slots["q"] <= 4:
        quarter = quarter[:-1] + str(int(slots["q"]))
    return Reckoned(kind="date", value=f"{int(quarter[:4]) - 1:04}{quarter[4:]}", anchor="context")


def _half(slots: Slots, frame: Frame) -> Reckoned | None:
    year = _year(slots)
    if year is None:
        if frame.today is None:
            return Reckoned(kind="date", value=f"XXXX-H{1 if 'one' in slots else 2}")
        year = frame.today.year + shift_of({k: v for k, v in slots.items() if k != "last"})
    return Reckoned(kind="date", value=f"{year:04}-H{1 if 'one' in slots else 2}")


def _fiscal(slots: Slots, frame: Frame) -> Reckoned | None:
    year = _year(slots)
    if year is None:
        if frame.today is None:
            return Reckoned(kind="date", value="XXXX")
        year = frame.today.year + shift_of(slots)
    return Reckoned(kind="date", value=f"{year:04}", anchor="self" if "y" in slots else frame.spoken)


def _weekday(slots: Slots, frame: Frame) -> Reckoned | None:
    weekday = int(slots["wd"])
    anchor, today = frame.spoken, frame.today
    if slots.get("anchor") == "context" and frame.story is not None:
        anchor, today = "context", frame.story
    if today is None:
        return _undated(f"XXXX-WXX-{weekday}", slots)
    if {"thisweek", "nextweek"} & set(slots) or ("shift" in slots and slots.get("week")):
        monday = weekday_before(today, 1, same=True) + _DAY * 7 * (1 if "nextweek" in slots else 0)
        return _dated(monday + _DAY * (weekday - 1), slots, anchor=anchor)
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
    return _dated(day, slots, anchor=anchor)


def _weekday_set(slots: Slots, frame: Frame) -> Reckoned | None:
    return Reckoned(kind="set", value=f"XXXX-WXX-{slots['wd']}" + (f"T{slots['dp']}" if "dp" in slots else ""))


def _deictic(slots: Slots, frame: Frame) -> Reckoned | None:
    offset = int(slots.get("deictic") or 0) + (-2 if "minus" in slots else 2 if "plus" in slots else 0)
    if frame.today is None:
        return (
            _undated("XXXX-XX-XX", slots)
            if offset or time_of_day(slots)
            else Reckoned(kind="date", value="PRESENT_REF")
        )
    return _dated(frame.today + _DAY * offset, slots, anchor=frame.spoken)


def _tonight(slots: Slots, frame: Frame) -> Reckoned | None:
    daypart = slots["dp"] if slots["dp"] in ("EV",) else ("EV" if slots["dp"] == "evening" else "NI")
    slots = dict(slots) | {"dp": daypart}
    if frame.today is None:
        return _undated("XXXX-XX-XX", slots)
    return _dated(frame.today + _DAY * int(slots.get("offset", 0)), slots, anchor=frame.spoken)


def _daypart(slots: Slots, frame: Frame) -> Reckoned | None:
    slots = dict(slots)
    if slots.get("dp") == "overnight" or "dp" not in slots:
        slots["dp"] = "NI" if slots.get("dp") else "MO"
    relative = {"that", "next", "last"} & set(slots)
    base = frame.story if (relative or "this" not in slots) and frame.story is not None else frame.today
    if base is None:
        return _undated("XXXX-XX-XX", slots)
    anchor = "context" if base is frame.story else frame.spoken
    return _dated(base + _DAY * shift_of(slots), slots, anchor=anchor)


def _unit(slots: Slots, frame: Frame) -> Reckoned | None:
    unit, mod = _unit_name(slots["unit"] if "unit" in slots else "quarter"), slots.get("mod")
    in_story = slots.get("anchor") == "context" and frame.story is not None
    base = frame.story if in_story else frame.today
    if base is None:
        return Reckoned(kind="date", value=_UNKNOWN.get(unit, "XXXX"), mod=mod)
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


def _unit_name(word: str) -> str:
    """A unit slot may hold the word itself where the pattern names it outright."""
    return {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "10Y", "century": "100Y", "night": "D",
            "hour": "TH", "minute": "TM", "second": "TS", "fortnight": "2W", "days": "D", "years": "Y", "months": "M",
            "hours": "TH"}.get(word, word)  # fmt: skip


def _week_of(slots: Slots, frame: Frame) -> Reckoned | None:
    day = _date({k: v for k, v in slots.items() if k != "mod"}, frame)
    days = days_of(day.value) if day else None
    if day is None or days is None:
        return Reckoned(kind="date", value="XXXX-WXX") if day else None
    return Reckoned(kind="date", value=grain(days[0], "W"), anchor=day.anchor)


def _weekend(slots: Slots, frame: Frame) -> Reckoned | None:
    today, mod = frame.today, slots.get("mod")
    if today is None:
        return Reckoned(kind="date", value=_UNKNOWN["WE"], mod=mod)
    shift, weekday = shift_of(slots), today.isoweekday()
    monday = today - _DAY * (weekday - 1)
    if shift < 0 or (shift == 0 and "this" not in slots and frame.ahead <= 0):
        monday -= _DAY * (0 if weekday == 7 and shift == 0 else 7)
    elif shift > 0:
        monday += _DAY * (7 if weekday >= 6 else 0)
    return Reckoned(kind="date", value=grain(monday, "WE"), mod=mod, anchor=frame.spoken)


def _ago(slots: Slots, frame: Frame) -> Reckoned | None:
    if "unit" not in slots:
        return Reckoned(kind="date", value="PAST_REF")
    unit, sign = _unit_name(slots["unit"]), int(slots.get("sign", -1))
    count = _count(slots)
    in_story = slots.get("anchor") == "context" and frame.story is not None
    base = frame.story if in_story else frame.today
    if count is None or base is None:
        return _vague_ago(unit, sign, frame, known=count is not None)
    if unit == "Y" and count == 1 and frame.quarter:
        return _year_ago({}, frame)
    moved = add_units(base, unit, sign * count)
    if moved is None:
        return Reckoned(kind="date", value="PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit.startswith("T"):
        return Reckoned(
            kind="time",
            value=duration(count, unit),
            mod=slots.get("mod"),
            anchor=frame.spoken,
            first=base - _DAY,
            last=base,
        )
    value = grain(moved, "Y" if unit in ("10Y", "100Y", "1000Y") else "W" if unit == "2W" else unit)
    mod = {"EQUAL_OR_LESS": "APPROX", "MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}.get(
        slots.get("mod") or "", slots.get("mod")
    )
    return Reckoned(kind="date", value=value, mod=mod, anchor="context" if in_story else frame.spoken)


def _vague_ago(unit: str, sign: int, frame: Frame, *, known: bool) -> Reckoned:
    if known:
        return Reckoned(kind="time" if unit.startswith("T") else "date", value=_UNKNOWN.get(unit, "XXXX"))
    if sign > 0:
        return Reckoned(kind="date", value="FUTURE_REF", first=frame.today, anchor=frame.spoken, open_days=True)
    return Reckoned(kind="date", value="PAST_REF", last=frame.today, anchor=frame.spoken, open_days=True)


def _count(slots: Slots) -> float | None:
    """How many: a number, one for `a`, None for `several`."""
    if "n" in slots:
        number = slots["n"]
        if number in ("X", None):
            return None
        return float(number) + (0.5 if "half" in slots else 0)
    if "half" in slots and "one" not in slots:
        return 0.5
    return (1.5 if "half" in slots else 1.0) if "one" in slots else None


def _duration(slots: Slots, frame: Frame) -> Reckoned | None:
    if slots.get("quarter"):
        return Reckoned(kind="duration", value="P25Y", mod=slots.get("mod"))
    if "unit" not in slots:
        return Reckoned(kind="duration", value="P1D")
    unit, count = _unit_name(slots["unit"]), _count(slots)
    if slots.get("one") and "n" not in slots and slots.get("half") is None:
        count = 1
    first = last = None
    anchor = "self"
    shift, today = shift_of({k: slots[k] for k in ("last", "next") if k in slots}), frame.today
    if shift and today is not None:
        anchor = frame.spoken
        edge = add_units(today, "D" if unit.startswith("T") else unit, shift * count) if count else None
        first, last = (edge, today) if shift < 0 else (today, edge)
    return Reckoned(
        kind="duration", value=duration(count, unit), mod=slots.get("mod"), anchor=anchor, first=first, last=last, open_days=True  # type: ignore[arg-type]
    )  # fmt: skip


def _set(slots: Slots, frame: Frame) -> Reckoned | None:
    if "dp" in slots:
        return Reckoned(
            kind="set",
            value=f"XXXX-XX-XXT{ {'morning': 'MO', 'afternoon': 'AF', 'evening': 'EV', 'night': 'NI'}[slots['dp']] }",
        )
    if "period" in slots:
        return Reckoned(kind="set", value="P1Y" if slots["period"] == "annual" else slots["period"])
    count = 2.0 if "two" in slots else float(slots["n"]) if "n" in slots else 1.0
    return Reckoned(kind="set", value=duration(count, _unit_name(slots["unit"])))


def _recent(slots: Slots, frame: Frame) -> Reckoned | None:
    return Reckoned(kind="date", value="PAST_REF", last=frame.today, anchor=frame.spoken, open_days=True)


def _ref(slots: Slots, frame: Frame) -> Reckoned | None:
    value = str(slots["value"])
    today, kind = frame.today, slots.get("kind", "date")
    first = today if value in ("PRESENT_REF", "FUTURE_REF") else None
    last = today if value in ("PRESENT_REF", "PAST_REF") else None
    return Reckoned(
        kind=kind,
        value=value,
        first=first,
        last=last,
        anchor=frame.spoken if value.endswith("REF") else "self",
        open_days=True,
    )


def _then(slots: Slots, frame: Frame) -> Reckoned | None:
    """That time: the one the narrative has reached."""
    days = days_of(frame.story_value) if frame.story_value else None
    if frame.story_value is None or days is None:
        return Reckoned(kind="date", value="PAST_REF", last=frame.today, anchor=frame.spoken, open_days=True)
    return Reckoned(kind="date", value=frame.story_value, anchor="context")


_MAKERS: Final[Mapping[str, Callable[[Slots, Frame], Reckoned | None]]] = {
    "date": _date, "month": _month, "month_of_year": _month_of_year, "year": _plain_year, "decade": _decade, "century": _century,
    "season": _season, "quarter": _quarter, "year_ago": _year_ago, "half": _half, "fiscal": _fiscal, "weekday": _weekday,
    "weekday_set": _weekday_set, "deictic": _deictic, "tonight": _tonight, "daypart": _daypart, "unit": _unit, "week_of": _week_of,
    "weekend": _weekend, "ago": _ago, "duration": _duration, "set": _set, "recent": _recent, "ref": _ref, "then": _then,
}  # fmt: skip
