"""Series: dated figures about one thing, keyed by measure and owner, with what is odd about each point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.link.shingles import fold
from vedette.record import Annotation, Figure, Interval, Point, Report, Series
from vedette.record.annotation import Measure

_GENERIC = frozenset({"people", "person", "persons", "civilian", "civilians", "citizens", "residents", "victims"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One figure where it stands."""

    report: int
    index: int
    figure: Figure
    story: int


def collect(annotations: Sequence[Annotation], story_of: Sequence[int]) -> tuple[Found, ...]:
    """Every figure with a role, of all reports."""
    return tuple(
        Found(report=number, index=k, figure=figure, story=story_of[number])
        for number, annotation in enumerate(annotations)
        for k, figure in enumerate(annotation.figures)
        if not (figure.low is None and figure.best is None and figure.high is None)
    )


def build(reports: Sequence[Report], annotations: Sequence[Annotation], story_of: Sequence[int]) -> tuple[Series, ...]:
    """Series of one story: the same measure of the same counted group."""
    groups: dict[tuple[int, Measure, str, str], list[Found]] = {}
    for found in collect(annotations, story_of):
        groups.setdefault(_key(found), []).append(found)
    return tuple(sorted((_series(part, reports, annotations) for part in groups.values()), key=_order))


def _key(found: Found) -> tuple[int, Measure, str, str]:
    figure = found.figure
    return (found.story, figure.measure, _owner(figure.of), figure.unit or "" if figure.measure == "other" else "")


def _owner(name: str | None) -> str:
    """The counted group as a key; people of no particular kind are one."""
    word = fold(name.split()[-1]) if name and name.split() else ""
    return "people" if word in _GENERIC else word


def _order(series: Series) -> tuple[str, int, str]:
    first = series.points[0]
    return (first.report, first.start, series.measure)


def _series(part: list[Found], reports: Sequence[Report], annotations: Sequence[Annotation]) -> Series:
    points = sorted(_points(part, reports, annotations), key=lambda p: (p.as_of.latest or "9", p.report, p.start))
    names = sorted({f.figure.of for f in part if f.figure.of})
    return Series(measure=part[0].figure.measure, of=names[0] if names else None, points=tuple(points))


def _points(part: list[Found], reports: Sequence[Report], annotations: Sequence[Annotation]) -> Iterator[Point]:
    for found in part:
        figure = found.figure
        yield Point(
            as_of=_as_of(figure, annotations[found.report]),
            low=figure.low,
            best=figure.best,
            high=figure.high,
            qualifier=None,
            report=reports[found.report].id,
            start=figure.start,
            end=figure.end,
            speaker=speaker(annotations[found.report], figure.attribution),
        )


def _as_of(figure: Figure, annotation: Annotation) -> Interval:
    """The figure's own date; else not later than its report."""
    if figure.as_of.earliest or figure.as_of.latest:
        return figure.as_of
    return Interval(earliest=None, latest=annotation.published.latest)


def speaker(annotation: Annotation, index: int | None) -> str | None:
    """Who says it: the canonical actor, else the words; None is the outlet's own voice."""
    if index is None or index >= len(annotation.attributions):
        return None
    voice = annotation.attributions[index].speaker
    return None if voice is None else voice.actor or voice.text
