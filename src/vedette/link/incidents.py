"""Incidents: one happening however many reports tell it, with its reconciled values."""

from collections.abc import Iterator, Mapping, Sequence

from vedette.record import Annotation, Event, Incident, Place, Range, Report
from vedette.record.annotation import Measure, Status


def build(
    reports: Sequence[Report],
    annotations: Sequence[Annotation],
    events: Sequence[tuple[str, ...]],
    origin_of: Mapping[str, int],
) -> tuple[Incident, ...]:
    """One incident for each group of mentions that has a type."""
    place = {report.id: number for number, report in enumerate(reports)}
    found: list[Incident] = []
    for group in events:
        members = [_find(mention, place, annotations) for mention in group]
        typed = [(m, n, e) for m, n, e in members if e.type is not None]
        for status in sorted({e.status for _, _, e in typed}):
            part = [row for row in typed if row[2].status == status]
            found.append(_incident(f"i{len(found) + 1}", part, status, reports, annotations, origin_of))
    return tuple(found)


def _find(mention: str, place: Mapping[str, int], annotations: Sequence[Annotation]) -> tuple[str, int, Event]:
    report, _, k = mention.rpartition("#")
    return mention, place[report], annotations[place[report]].events[int(k)]


def _incident(
    name: str,
    part: list[tuple[str, int, Event]],
    status: Status,
    reports: Sequence[Report],
    annotations: Sequence[Annotation],
    origin_of: Mapping[str, int],
) -> Incident:
    types = [e.type for _, _, e in part]
    modes = [e.mode for _, _, e in part if e.mode]
    spots = [annotations[n].places[e.place] for _, n, e in part if e.place is not None]
    voices = {reports[n].id for _, n, _ in part}
    earliest, latest = _days([e for _, _, e in part])
    return Incident(
        id=name,
        mentions=tuple(m for m, _, _ in part),
        type=max(sorted(set(types), key=str), key=types.count),
        mode=max(sorted(set(modes)), key=modes.count) if modes else None,
        status=status,
        actors=tuple(sorted({p.name for _, _, e in part for p in e.actors})),
        recipients=tuple(sorted({p.name for _, _, e in part for p in e.recipients})),
        place=_finest(spots),
        earliest=earliest,
        latest=latest,
        killed=_range(part, annotations, "killed"),
        injured=_range(part, annotations, "injured"),
        reports=len(voices),
        origins=len({origin_of[v] for v in voices}),
        reliability="F",
        credibility=6,
    )


def _finest(spots: Sequence[Place]) -> Place | None:
    """The most precise place given."""
    return min(spots, key=lambda p: (p.precision, p.name), default=None)


def _days(events: Sequence[Event]) -> tuple[str | None, str | None]:
    """The days that all dated mentions leave open."""
    early = [e.earliest for e in events if e.earliest]
    late = [e.latest for e in events if e.latest]
    first, last = max(early, default=None), min(late, default=None)
    if first is not None and last is not None and first > last:
        return min(early), max(late)
    return first, last


def _range(part: Sequence[tuple[str, int, Event]], annotations: Sequence[Annotation], measure: Measure) -> Range | None:
    """Low: the most conservative count; high: the largest; best: the one that most mentions give."""
    figures = [f for _, n, e in part for f in _figures(e, annotations[n]) if f.measure == measure]
    lows = [x for f in figures for x in (f.low if f.low is not None else f.best,) if x is not None]
    bests = [f.best for f in figures if f.best is not None]
    highs = [x for f in figures for x in (f.high if f.high is not None else f.best,) if x is not None]
    if not (lows or bests or highs):
        return None
    best = max(sorted(set(bests)), key=bests.count) if bests else None
    return Range(low=min(lows, default=None), best=best, high=max(highs, default=None))


def _figures(event: Event, annotation: Annotation) -> Iterator:  # type: ignore[type-arg]
    return (annotation.figures[k] for k in event.figures if k < len(annotation.figures))
