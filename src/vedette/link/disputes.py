"""Disputes: incompatible values for one slot, each side with its sentence."""

from collections.abc import Iterator, Sequence

from vedette.record import Dispute, Point, Series, Side


def of_counts(series: Sequence[Series]) -> Iterator[Dispute]:
    """Points of one series that cannot both hold though they speak of the same time."""
    for number, one in enumerate(series):
        for k, point in enumerate(one.points):
            against = [p for p in one.points[k + 1 :] if not can_agree(point, p) and same_time(point, p)]
            if against:
                yield Dispute(about=number, slot="count", sides=tuple(_side(p) for p in (point, *against)))
                break


def can_agree(one: Point, two: Point) -> bool:
    """Is there a value that both leave open?"""
    (low, high), (other_low, other_high) = bounds(one), bounds(two)
    return low <= other_high and other_low <= high


def bounds(point: Point) -> tuple[float, float]:
    """The values that a point leaves open."""
    if point.low is None and point.high is None and point.best is not None:
        return float(point.best), float(point.best)
    return (
        float("-inf") if point.low is None else float(point.low),
        float("inf") if point.high is None else float(point.high),
    )


def same_time(one: Point, two: Point) -> bool:
    """Can the two figures hold for one day?"""
    early, late = one.as_of, two.as_of
    return not (
        (early.latest is not None and late.earliest is not None and early.latest < late.earliest)
        or (late.latest is not None and early.earliest is not None and late.latest < early.earliest)
    )


def _side(point: Point) -> Side:
    return Side(speaker=point.speaker, says=says(point), report=point.report, start=point.start, end=point.end)


def says(point: Point) -> str:
    """The point's value in short."""
    if point.best is not None:
        return f"{point.best:g}"
    low, high = point.low, point.high
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    return f"at least {low:g}" if low is not None else f"at most {high:g}" if high is not None else "unknown"
