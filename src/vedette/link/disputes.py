"""Disputes: incompatible values for one slot, each side with its sentence."""

from collections.abc import Iterator, Sequence

from vedette.link import changes
from vedette.link.groups import partition
from vedette.link.series import Line
from vedette.link.values import says
from vedette.record import Dispute, Point, Side


def of_counts(lines: Sequence[Line]) -> Iterator[Dispute]:
    """Points of one series that cannot both hold, one dispute for each knot of contradictions."""
    for number, line in enumerate(lines):
        pairs = list(changes.conflicts(line.counts))
        for group in partition(len(line.counts), pairs):
            if len(group) > 1:
                yield Dispute(about=number, slot="count", sides=tuple(_side(line.series.points[k]) for k in group))


def _side(point: Point) -> Side:
    return Side(speaker=point.speaker, says=says(point), report=point.report, start=point.start, end=point.end)
