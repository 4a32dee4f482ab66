"""The figures: each series as a chart with ranges, speakers and flags, and as the table that stands behind it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.disputes import DisputeView, dispute_view
from vedette.desk.views.parts import Asked, Cite, Paging, cite, number, page
from vedette.desk.views.scales import Axis, Tick, days, numbers, ordinal
from vedette.errors import NotThereError
from vedette.read.knowledge import fold
from vedette.record import Point, Series

_PAGE = 12
_SHAPES = 5
_WIDTH, _HEIGHT = 640, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 612, 14, 160
_APART = 7
_UNDATED = 40
"""Width of the strip for points without a day."""
_PERCENT = ("turnout", "share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value in the chart: where it stands, how far its days and its range reach, whose it is (`voice` 0 to 4)."""

    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    voice: int
    flagged: bool
    label: str
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A series drawn: values up, days across; points without a day stand in a strip of their own at the right."""

    width: int
    height: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    undated_at: float | None
    voices: tuple[str, ...]
    """The speakers in the order of their marks; those past the fourth share the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One row of the table behind a chart."""

    value: str
    as_of: str
    speaker: str
    origin: int
    flags: tuple[str, ...]
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """One series: `number` is its place in the record."""

    number: int
    label: str
    measure: str
    of: str | None
    chart: Chart | None
    values: tuple[Value, ...]
    origins: int
    disputes: tuple[DisputeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesList:
    """The series, those with most values first; `measures` are what can be filtered by."""

    series: tuple[SeriesView, ...]
    measures: tuple[str, ...]
    paging: Paging


def figures(index: Index, asked: Asked) -> SeriesList:
    """The series of a measure, or of whatever the words name."""
    measure, sought = asked.get("measure"), fold(asked.get("q", "")).split()
    held = [
        n
        for n in index.once("series", lambda: _ranked(index))
        if (not measure or index.record.links.series[n].measure == measure)
        and all(part in fold(index.record.links.series[n].of or "") for part in sought)
    ]
    part, paging = page(held, asked, size=_PAGE)
    return SeriesList(
        series=tuple(series_view(index, n) for n in part),
        measures=tuple(sorted({series.measure for series in index.record.links.series})),
        paging=paging,
    )


def figure(index: Index, asked: Asked) -> SeriesView:
    """One series; raises `NotThereError` when there is none of that number."""
    wanted = number({"number": asked["number"]}, "number", default=0)
    if wanted >= len(index.record.links.series):
        raise NotThereError(f"no series {wanted}")
    return series_view(index, wanted)


def _ranked(index: Index) -> tuple[int, ...]:
    held = index.record.links.series
    return tuple(sorted(range(len(held)), key=lambda n: (-len(held[n].points), held[n].measure, held[n].of or "")))


def series_view(index: Index, wanted: int) -> SeriesView:
    """One series with its chart and its table."""
    series = index.record.links.series[wanted]
    points = sorted(series.points, key=lambda p: (p.as_of.latest or p.as_of.earliest or "9999", p.report, p.start))
    return SeriesView(
        number=wanted,
        label=f"{series.measure}: {series.of or words.NOT_KNOWN}",
        measure=series.measure,
        of=series.of,
        chart=_chart(index, series, points),
        values=tuple(_value(index, series, point) for point in points),
        origins=len({index.origin_of.get(point.report, -1) for point in points}),
        disputes=tuple(
            dispute_view(index, n) for n, dispute in enumerate(index.record.links.disputes) if dispute.about == wanted
        ),
    )


def _value(index: Index, series: Series, point: Point) -> Value:
    return Value(
        value=_said(series, point),
        as_of=words.interval(point.as_of.earliest, point.as_of.latest),
        speaker=_voice(index, point),
        origin=index.origin_of.get(point.report, -1) + 1,
        flags=point.flags,
        cite=cite(index, point.report, point.start, point.end),
    )


def _said(series: Series, point: Point) -> str:
    return words.count(point.low, point.best, point.high, unit="%" if series.measure in _PERCENT else "")


def _voice(index: Index, point: Point) -> str:
    return point.speaker or f"{index.sources.outlet(point.report)} (own voice)"


def _ends(point: Point) -> tuple[float, float, float] | None:
    """Low, middle and high of a value; an end that is not given is where the value stands."""
    given = [n for n in (point.low, point.best, point.high) if n is not None]
    if not given:
        return None
    low, high = point.low if point.low is not None else min(given), point.high if point.high is not None else max(given)
    return low, point.best if point.best is not None else (low + high) / 2, high


def _chart(index: Index, series: Series, points: Sequence[Point]) -> Chart | None:
    """The drawing; None when no number is known."""
    drawn = [(point, ends) for point in points if (ends := _ends(point))]
    if not drawn:
        return None
    dated = [ordinal(day) for point, _ in drawn for day in (point.as_of.earliest, point.as_of.latest) if day]
    undated = any(not (point.as_of.earliest or point.as_of.latest) for point, _ in drawn)
    right = _RIGHT - _UNDATED if undated and dated else _RIGHT
    first, last = (min(dated), max(dated)) if dated else (1, 1)
    pad = max(1, (last - first) // 20)
    across, days_at = days(first - pad, last + pad, start=_LEFT, end=right)
    up, values_at = numbers(max(high for _, (_, _, high) in drawn), start=_BOTTOM, end=_TOP)
    voices = tuple(dict.fromkeys(_voice(index, point) for point, _ in drawn))
    strip = (right + _RIGHT) / 2 + 10 if undated and dated else (_LEFT + _RIGHT) / 2
    return Chart(
        width=_WIDTH,
        height=_HEIGHT,
        across=days_at if dated else (),
        up=values_at,
        dots=_apart(
            _dot(index, series, point, ends, across, up, strip, min(voices.index(_voice(index, point)), _SHAPES - 1))
            for point, ends in drawn
        ),
        undated_at=strip if undated else None,
        voices=voices,
    )


def _apart(dots: Iterable[Dot]) -> tuple[Dot, ...]:
    """Marks that would lie on one another, side by side."""
    met: Counter[tuple[float, float]] = Counter()
    found = []
    for dot in dots:
        found.append(replace(dot, x=dot.x + _APART * met[dot.x, dot.y]))
        met[dot.x, dot.y] += 1
    return tuple(found)


def _dot(
    index: Index,
    series: Series,
    point: Point,
    ends: tuple[float, float, float],
    across: Axis,
    up: Axis,
    strip: float,
    voice: int,
) -> Dot:
    given = [ordinal(day) for day in (point.as_of.earliest, point.as_of.latest) if day]
    left, right = (across.at(min(given)), across.at(max(given))) if given else (strip, strip)
    as_of = words.interval(point.as_of.earliest, point.as_of.latest)
    return Dot(
        x=round((left + right) / 2, 1),
        y=up.at(ends[1]),
        left=left,
        right=right,
        top=up.at(ends[2]),
        bottom=up.at(ends[0]),
        voice=voice,
        flagged=bool(point.flags),
        label=f"{_said(series, point)}, {as_of}, {_voice(index, point)}",
        cite=cite(index, point.report, point.start, point.end),
    )
