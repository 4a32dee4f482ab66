"""Times of day as the tail of a TIMEX3 value: `10:35`, `17:00-05`, `MO`, `NI`."""

from collections.abc import Mapping
from typing import Any, Final

_WORDS: Final = {
    "noon": "12:00",
    "midnight": "24:00",
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
}


def time_of_day(slots: Mapping[str, Any]) -> str:
    """What follows the T of a value; empty where the slots name no time of day."""
    clock = _clock(slots)
    if clock:
        zone = str(slots.get("zone") or "")
        return clock + (zone if zone == "Z" else "")
    if slots.get("noon"):
        return _WORDS.get(str(slots["noon"]), str(slots["noon"]))
    daypart = slots.get("dp")
    return _WORDS.get(str(daypart), str(daypart)) if daypart else ""


def _clock(slots: Mapping[str, Any]) -> str:
    if "clock" in slots:
        hour, minute, *rest = slots["clock"]
    elif "hhmm" in slots:
        hour, minute, rest = slots["hhmm"] // 100, slots["hhmm"] % 100, []
    elif "h" in slots:
        hour, minute, rest = slots["h"], 0, []
    else:
        return ""
    hour = _on_the_day(int(hour), slots)
    return ":".join(f"{part:02}" for part in (hour, minute, *rest))


def _on_the_day(hour: int, slots: Mapping[str, Any]) -> int:
    """The hour of the 24, by a.m. and p.m. or the part of the day that goes with it."""
    half = slots.get("ampm")
    if half is None and slots.get("dp") in ("AF", "EV", "NI") and 0 < hour < 12:
        return hour + 12 if not (slots["dp"] == "NI" and hour < 5) else hour
    if half is None or hour > 12:
        return hour
    return hour % 12 + int(half)
