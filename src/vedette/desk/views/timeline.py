"""Incidents along time: a column for each day, week, month or year; uncertain days as bars, the undated listed."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vedette.brief import words
from vedette.desk.views.parts import FAMILIES, family
from vedette.desk.views.scales import Axis, Tick, days, numbers, ordinal
from vedette.record import Incident

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 960, 34, 950, 10, 130
_LANE, _LANES = 9, 12
_COLUMNS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The incidents of one stretch of days; `parts` are (family, top, height) of its stack."""

    x: float
    width: float
    since: str
    until: str
    label: str
    total: int
    parts: tuple[tuple[str, float, float], ...]
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An incident whose day is uncertain: it lies somewhere between two days."""

    left: float
    right: float
    y: float
    family: str
    incident: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The drawing; `first` and `last` are the days at its ends, for whoever marks a stretch of it."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    first: str
    last: str
    unit: str
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...]
    more_bars: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def timeline(found: Sequence[Incident], *, since: str, until: str) -> Timeline | None:
    """The dated incidents drawn, the chosen stretch marked; None when none is dated."""
    spans = [(ordinal(first), ordinal(last), held) for held in found for first, last in _days(held)]
    if not spans:
        return None
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    starts, unit = _starts(first, last)
    edges = [*starts, _next(starts[-1], unit)]
    across, ticks = days(edges[0], edges[-1], start=_LEFT, end=_RIGHT)
    sure: dict[int, Counter[str]] = defaultdict(Counter)
    unsure = []
    for begin, end, held in spans:
        at = bisect_right(edges, begin) - 1
        if end < edges[at + 1]:
            sure[at][family(held.type)] += 1
        else:
            unsure.append((begin, end, held))
    up, counts = numbers(max((c.total() for c in sure.values()), default=1), start=_BOTTOM, end=_TOP, wanted=3)
    unsure.sort(key=lambda span: (span[0] - span[1], span[0], span[2].id))
    shown = sorted(unsure[-_LANES:], key=lambda span: (span[0], span[1]))
    columns = [_stack(across, up, edges[n], edges[n + 1], counted, since, until) for n, counted in sorted(sure.items())]
    return Timeline(
        width=_WIDTH,
        height=_BOTTOM + 26 + _LANE * len(shown),
        left=_LEFT,
        right=_RIGHT,
        bottom=_BOTTOM,
        first=_iso(edges[0]),
        last=_iso(edges[-1] - 1),
        unit=unit,
        columns=tuple(columns),
        bars=tuple(_bar(across, n, *span) for n, span in enumerate(shown)),
        more_bars=len(unsure) - len(shown),
        across=ticks,
        up=counts,
    )


def _days(held: Incident) -> list[tuple[str, str]]:
    """First and last possible day; an open end is drawn at the other one."""
    first, last = held.earliest or held.latest, held.latest or held.earliest
    return [(first, last)] if first and last else []


def _starts(first: int, last: int) -> tuple[list[int], str]:
    """The first day of each column, and how long a column is."""
    span = last - first + 1
    limits = (("day", _COLUMNS), ("week", 7 * _COLUMNS), ("month", 30 * _COLUMNS))
    unit = next((name for name, limit in limits if span <= limit), "year")
    begin = date.fromordinal(first)
    if unit == "week":
        begin -= timedelta(days=begin.weekday())
    elif unit == "month":
        begin = begin.replace(day=1)
    elif unit == "year":
        begin = begin.replace(month=1, day=1)
    starts = [begin.toordinal()]
    while (following := _next(starts[-1], unit)) <= last:
        starts.append(following)
    return starts, unit


def _next(start: int, unit: str) -> int:
    """Where the column after this one begins."""
    if unit in ("day", "week"):
        return start + (1 if unit == "day" else 7)
    day = date.fromordinal(start)
    months = day.year * 12 + day.month - 1 + (1 if unit == "month" else 12)
    return date(min(9999, months // 12), months % 12 + 1, 1).toordinal() if months < 9999 * 12 else start + 366


def _stack(across: Axis, up: Axis, begin: int, end: int, counted: Counter[str], since: str, until: str) -> Column:
    parts, below = [], 0
    for name in FAMILIES:
        if counted[name]:
            top, bottom = up.at(below + counted[name]), up.at(below)
            parts.append((name, top, round(bottom - top, 1)))
            below += counted[name]
    first, last = _iso(begin), _iso(end - 1)
    inside = bool(since or until) and first <= (until or "9999") and last >= since
    label = f"{words.interval(first, last)}: {words.plural(counted.total(), 'incident')}"
    x = across.at(begin)
    width = max(1.5, round(across.at(end) - x - 1, 1))
    return Column(
        x=x, width=width, since=first, until=last, label=label, total=counted.total(), parts=tuple(parts), chosen=inside
    )


def _bar(across: Axis, lane: int, begin: int, end: int, held: Incident) -> Bar:
    label = f"{held.id}, {held.type or 'other'}: some day of {words.interval(held.earliest, held.latest)}"
    return Bar(
        left=across.at(begin),
        right=across.at(end + 1),
        y=_BOTTOM + 24 + lane * _LANE,
        family=family(held.type),
        incident=held.id,
        label=label,
    )


def _iso(day: int) -> str:
    return date.fromordinal(max(1, day)).isoformat()
