"""Reasons: why mentions were taken for one incident, and which words each of its values stands on."""

from collections.abc import Iterator, Sequence

from vedette.link import changes, grouping, reconcile, sites
from vedette.link.desk import Desk
from vedette.link.happenings import Happening
from vedette.link.series import Line
from vedette.link.values import says
from vedette.record import Backing, Joined, Place, Span
from vedette.record.annotation import Measure

_TOLLS: tuple[Measure, ...] = ("killed", "injured")


def joins(desk: Desk, part: Sequence[Happening], lines: Sequence[Line], origin: Sequence[int]) -> Iterator[Joined]:
    """For each mention after the first the earlier one that is most like it, and what the two share."""
    for number, one in enumerate(part[1:], start=1):
        rivals = [(*grouping.likeness(desk, two, one, origin), two) for two in part[:number]]
        score, found, nearest = max(rivals, key=lambda r: (r[0], r[2].id))
        named = sorted({lines[n].series.measure for n in one.lines & nearest.lines})
        detail = {"the same figure": f"the same figure: {', '.join(named)}"}
        yield Joined(
            mention=one.id,
            to=nearest.id,
            score=round(score, 2),
            reasons=tuple(f"{detail.get(name, name)} ({weight:+.2f})" for name, weight in found),
        )


def backing(desk: Desk, part: Sequence[Happening], lines: Sequence[Line], spots: Sequence[Place]) -> Iterator[Backing]:
    """The words behind the days, each candidate place and the tolls; figures that were replaced are left out."""
    earliest, latest = reconcile.days(part)
    dated = {one.report for one in part if one.event.earliest}
    for one in part:
        if dated and one.report not in dated and one.type is not None:
            yield _backing(desk, "when", "no day of its own: taken from the others", one.report, one.sentence)
        event = one.event
        if event.earliest and (event.earliest == earliest or event.latest == latest):
            told = event.earliest if event.earliest == event.latest else f"{event.earliest} to {event.latest or '…'}"
            yield _backing(desk, "when", told, one.report, one.sentence)
        if one.place is not None and any(sites.same_place(one.place, spot) for spot in spots):
            yield _backing(desk, "where", one.place.name or one.place.text, one.report, one.sentence)
    for measure in _TOLLS:
        for line in reconcile.attached(part, lines, measure):
            gone = changes.retired(line.counts)
            for number, count in enumerate(line.counts):
                if number not in gone:
                    yield _backing(desk, measure, says(count.figure), count.report, count.sentence)


def _backing(desk: Desk, value: str, told: str, report: int, span: Span) -> Backing:
    return Backing(value=value, says=told, report=desk.reports[report].id, start=span.start, end=span.end)
