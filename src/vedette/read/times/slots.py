"""Slots: what the words of an expression say, taken one by one."""

from collections.abc import Mapping
from typing import Any, Final

Slots = Mapping[str, Any]

_UNITS: Final[Mapping[str, str]] = {
    "minute": "TM",
    "hour": "TH",
    "hours": "TH",
    "day": "D",
    "days": "D",
    "night": "D",
    "week": "W",
    "fortnight": "2W",
    "month": "M",
    "months": "M",
    "quarter": "Q",
    "year": "Y",
    "years": "Y",
    "decade": "10Y",
    "century": "100Y",
}


def shift_of(slots: Slots) -> int:
    """Last, this or next, from the slots."""
    if "shift" in slots:
        return int(slots["shift"])
    if "last" in slots or "lastyear" in slots:
        return -1
    return 1 if "next" in slots else 0


def year_of(slots: Slots) -> int | None:
    """The year that the slots name, in two digits or four."""
    if slots.get("y") is not None:
        return int(slots["y"])
    if "yy" in slots:
        return int(slots["yy"]) + (1900 if slots["yy"] >= 30 else 2000)
    return None


def unit_name(word: str) -> str:
    """A unit slot may hold the word itself where the pattern names it outright."""
    return _UNITS.get(word, word)


def count_of(slots: Slots) -> float | None:
    """How many: a number, one for `a`, None for `several`."""
    if "n" in slots:
        number = slots["n"]
        if number in ("X", None):
            return None
        return float(number) + (0.5 if "half" in slots else 0)
    if "half" in slots and "one" not in slots:
        return 0.5
    return (1.5 if "half" in slots else 1.0) if "one" in slots else None
