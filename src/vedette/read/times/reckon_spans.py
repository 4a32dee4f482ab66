"""Reckon spans: so long ago, so long, so often, and the vague past, present and future."""

from datetime import date, timedelta
from math import ceil, copysign
from typing import Final

from vedette.read.times.calendar import add_units, grain
from vedette.read.times.duration import duration
from vedette.read.times.frame import Anchor, Frame, Reckoned
from vedette.read.times.reckon_periods import UNKNOWN, year_ago
from vedette.read.times.slots import Slots, count_of, shift_of, unit_name

_DAY: Final = timedelta(days=1)


def ago(slots: Slots, frame: Frame) -> Reckoned | None:
    """So many units ago, earlier, or from now."""
    if "unit" not in slots:
        return Reckoned(kind="date", value="PAST_REF")
    unit, sign = unit_name(slots["unit"]), int(slots.get("sign", -1))
    count = count_of(slots)
    in_story = slots.get("anchor") == "context" and frame.story is not None
    base = frame.story if in_story else frame.today
    if count is None or base is None:
        return _vague_ago(unit, sign, frame, known=count is not None)
    if unit == "Y" and count == 1 and frame.quarter:
        return year_ago({}, frame)
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
        return Reckoned(kind="time" if unit.startswith("T") else "date", value=UNKNOWN.get(unit, "XXXX"))
    if sign > 0:
        return Reckoned(kind="date", value="FUTURE_REF", first=frame.today, anchor=frame.spoken, open_days=True)
    return Reckoned(kind="date", value="PAST_REF", last=frame.today, anchor=frame.spoken, open_days=True)


def length(slots: Slots, frame: Frame) -> Reckoned | None:
    """How long: a duration, with its days where it ends or begins today."""
    if slots.get("quarter"):
        return Reckoned(kind="duration", value="P25Y", mod=slots.get("mod"))
    if "unit" not in slots:
        return Reckoned(kind="duration", value="P1D")
    unit, count = unit_name(slots["unit"]), count_of(slots)
    if slots.get("one") and "n" not in slots and slots.get("half") is None:
        count = 1
    first = last = None
    anchor: Anchor = "self"
    shift, today = shift_of({k: slots[k] for k in ("last", "next") if k in slots}), frame.today
    if shift and today is not None:
        anchor = frame.spoken
        edge = _edge(today, unit, shift * count) if count else None
        first, last = (edge, today) if shift < 0 else (today, edge)
    return Reckoned(
        kind="duration",
        value=duration(count, unit),
        mod=slots.get("mod"),
        anchor=anchor,
        first=first,
        last=last,
        open_days=True,
    )


def _edge(today: date, unit: str, count: float) -> date | None:
    """The day so far off; hours and minutes reach into the next day at most as far as they are long."""
    hours = {"TH": 24, "TM": 1440, "TS": 86400}.get(unit)
    return add_units(today, "D", copysign(ceil(abs(count) / hours), count)) if hours else add_units(today, unit, count)


def repeated(slots: Slots, frame: Frame) -> Reckoned | None:
    """How often: daily, every other week."""
    if "dp" in slots:
        return Reckoned(
            kind="set",
            value=f"XXXX-XX-XXT{ {'morning': 'MO', 'afternoon': 'AF', 'evening': 'EV', 'night': 'NI'}[slots['dp']] }",
        )
    if "m" in slots:
        return Reckoned(kind="set", value=f"XXXX-{int(slots['m']):02}")
    if "season" in slots:
        return Reckoned(kind="set", value=f"XXXX-{slots['season']}")
    if "period" in slots:
        return Reckoned(kind="set", value="P1Y" if slots["period"] == "annual" else slots["period"])
    count = 2.0 if "two" in slots else float(slots["n"]) if "n" in slots else 1.0
    return Reckoned(kind="set", value=duration(count, unit_name(slots["unit"])))


def recent(slots: Slots, frame: Frame) -> Reckoned | None:
    """Recent days or years."""
    return Reckoned(kind="date", value="PAST_REF", last=frame.today, anchor=frame.spoken, open_days=True)


def reference(slots: Slots, frame: Frame) -> Reckoned | None:
    """Now, the past, the future."""
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


def of_event(slots: Slots, frame: Frame) -> Reckoned | None:
    """A day that hangs on an event: not known until the event's own day is (`anchored.py`)."""
    return Reckoned(kind="date", value=UNKNOWN["D"], anchor="context", open_days=True)


def then(slots: Slots, frame: Frame) -> Reckoned | None:
    """That time: the one the narrative has reached."""
    if frame.story_value is None:
        return Reckoned(kind="date", value="PAST_REF", last=frame.today, anchor=frame.spoken, open_days=True)
    return Reckoned(kind="date", value=frame.story_value, anchor="context")
