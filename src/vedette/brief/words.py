"""Dates, ranges and places as an analyst writes them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from vedette.record import Place
from vedette.record.links import Range

NOT_KNOWN = "not known"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PRECISION = {
    1: "",
    2: "near ",
    3: "in the district of ",
    4: "in the region of ",
    5: "in the area of ",
    6: "in ",
    7: "in ",
}


def day(iso: str) -> str:
    """`2023-05-29` as `29 May 2023`."""
    when = date.fromisoformat(iso[:10])
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def dtg(iso: str | None) -> str:
    """`2023-09-29T14:30:00Z` as the date-time group `291430Z SEP 23`."""
    if iso is None:
        return f"date {NOT_KNOWN}"
    when = datetime.fromisoformat(iso).astimezone(UTC)
    return f"{when:%d%H%M}Z {_MONTHS[when.month - 1].upper()} {when:%y}"


def interval(earliest: str | None, latest: str | None) -> str:
    """A day, a month, a year or a stretch of days; an open end says so."""
    if earliest is None and latest is None:
        return f"date {NOT_KNOWN}"
    if earliest is None or latest is None:
        return f"by {day(latest)}" if latest else f"since {day(earliest or '')}"
    first, last = date.fromisoformat(earliest[:10]), date.fromisoformat(latest[:10])
    if first == last:
        return day(earliest)
    after = date.fromordinal(last.toordinal() + 1)
    if first.day == 1 and after.day == 1:
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{day(latest)}"
    return f"{day(earliest)} to {day(latest)}"


def number(value: float | int) -> str:
    """A count with thousands separated; small shares with their decimals, large ones without."""
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:,.4g}"


def count(low: float | None, best: float | None, high: float | None, *, unit: str = "") -> str:
    """A value with its range: `30`, `30 (28-35)`, `at least 12`, `up to 20`, `number not known`."""
    if low is None and best is None and high is None:
        return f"number {NOT_KNOWN}"
    if best is not None:
        said = number(best) + unit
        ends = (best if low is None else low, best if high is None else high)
        return said if ends == (best, best) else f"{said} ({number(ends[0])}-{number(ends[1])}{unit})"
    if low is None or high is None:
        return f"at least {number(low)}{unit}" if low is not None else f"up to {number(high or 0)}{unit}"
    return f"{number(low)}{unit}" if low == high else f"{number(low)}-{number(high)}{unit}"


def toll(what: str, value: Range | None) -> str:
    """`30 injured`, or nothing when no report gives a number."""
    return "" if value is None else f"{count(value.low, value.best, value.high)} {what}"


def place(where: Place | None, others: Iterable[Place] = ()) -> str:
    """A place as precisely as it is known, and never more; disputed places all stand."""
    named = [_one_place(found) for found in ([where] if where else [])]
    named += [name for name in dict.fromkeys(map(_one_place, others)) if name not in named]
    return " or ".join(named) if named else f"place {NOT_KNOWN}"


def _one_place(where: Place) -> str:
    return f"{_PRECISION[where.precision]}{where.name}".strip()


def people(names: Iterable[str]) -> str:
    """A list of actors; nothing is said when nobody is named."""
    found = tuple(names)
    return ", ".join(found) if found else NOT_KNOWN


def plural(n: int, noun: str) -> str:
    """`1 report`, `3 reports`."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def excerpt(text: str, *, limit: int = 300) -> str:
    """A text on one line, cut at a word when it is longer than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
