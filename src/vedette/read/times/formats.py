"""Dates in figures: ISO 8601, slashed, dotted, `29-Sep-2023`, and military date-time groups (`291430Z SEP 23`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final

from vedette.read.times.lexicon import load

_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date in figures, with the clock and zone where given; `either`: day and month may trade places."""

    year: int
    month: int
    day: int
    clock: tuple[int, ...] = ()
    zone: str = ""
    rule: str
    either: bool = False

    @property
    def as_date(self) -> date:
        """Its day, as a date of the calendar."""
        return date(self.year, self.month, self.day)

    def turned(self) -> "Stamp":
        """The same figures with day and month the other way round."""
        return replace(self, month=self.day, day=self.month)


@cache
def _formats() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["name"], re.compile(entry["regex"])) for entry in load("formats.yaml")["formats"])


@cache
def habits() -> Mapping[str, Any]:
    """What shows whether a report writes the day or the month first."""
    found: dict[str, Any] = load("formats.yaml")["habits"]
    return found


def _bare(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


STAMP: Final = r"(?<![\w.,/$€£])(?:" + "|".join(_bare(p.pattern) for _, p in _formats()) + r")(?![\w/]|[-.:]\d)"
"""One regular expression for all formats, without named groups, bounded on both sides."""


def read_stamp(raw: str) -> Stamp | None:
    """The date that these figures write; None where no calendar has such a day."""
    for name, pattern in _formats():
        match = pattern.fullmatch(raw)
        if match is None:
            continue
        fields = match.groupdict()
        found = _stamp({key: value for key, value in fields.items() if value is not None}, name)
        if found is not None:
            return found
    return None


def _stamp(fields: dict[str, str], name: str) -> Stamp | None:
    year = int(fields["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    month = _MONTHS.index(fields["name"][:3].upper()) + 1 if "name" in fields else int(fields["month"])
    day = int(fields["day"])
    clock = tuple(int(fields[key]) for key in ("hour", "minute", "second") if key in fields)
    if clock and (clock[0] > 24 or any(part > 59 for part in clock[1:])):
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    either = name in habits()["open"] and day <= 12 and day != month
    zone = _zone(fields.get("zone", ""))
    return Stamp(year=year, month=month, day=day, clock=clock, zone=zone, rule=name, either=either)


def _zone(raw: str) -> str:
    """`Z`, `+02`, `+05:30`; a military letter other than Z, or a word, is left out of the value."""
    raw = raw.strip()
    if raw.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    if raw[:1] in ("+", "-"):
        digits = raw[1:].replace(":", "")
        return raw[0] + digits[:2] + (f":{digits[2:]}" if digits[2:] not in ("", "00") else "")
    return ""
