"""Disputes: incompatible values for one slot, each side with its sentence."""

from collections.abc import Iterator, Sequence

from vedette.link import changes
from vedette.link.desk import Desk
from vedette.link.groups import partition
from vedette.link.happenings import Happening
from vedette.link.series import Line
from vedette.link.shingles import fold
from vedette.link.sites import LOCAL
from vedette.link.values import says
from vedette.record import Dispute, Incident, Place, Point, Side


def of_counts(lines: Sequence[Line], origin: Sequence[int]) -> Iterator[Dispute]:
    """Points of one series that cannot both hold, one dispute for each knot of contradictions.

    It takes two voices: other reports, or other speakers in one report. Of copies that say the same the oldest stands.
    """
    for number, line in enumerate(lines):
        pairs = list(changes.conflicts(line.counts))
        for group in partition(len(line.counts), pairs):
            if len({(line.counts[k].report, line.counts[k].speaker) for k in group}) > 1:
                first: dict[object, Point] = {}
                for k in group:
                    first.setdefault(
                        (origin[line.counts[k].report], says(line.series.points[k])), line.series.points[k]
                    )
                yield Dispute(about=number, slot="count", sides=tuple(map(_side, first.values())))


def _side(point: Point) -> Side:
    return Side(speaker=point.speaker, says=says(point), report=point.report, start=point.start, end=point.end)


def of_places(
    desk: Desk, happened: Sequence[tuple[Incident, tuple[Happening, ...]]], origin: Sequence[int]
) -> Iterator[Dispute]:
    """One incident that two voices put in two places: both are kept as candidates; copies add no side."""
    for incident, part in happened:
        placed = [(h, h.place) for h in part if h.place is not None and h.place.precision <= _SITE]
        first: dict[object, Side] = {}
        for h, place in placed:
            if any(_contradict(h, place, other, spot) for other, spot in placed):
                side = Side(
                    speaker=h.speaker,
                    says=place.text,
                    report=desk.reports[h.report].id,
                    start=place.start,
                    end=place.end,
                )
                first.setdefault((origin[h.report], h.speaker, fold(place.text)), side)
        sides = list(first.values())
        if len(sides) > 1:
            yield Dispute(about=incident.id, slot="place", sides=tuple(sides))


_SITE = 7


def _contradict(one: Happening, here: Place, two: Happening, there: Place) -> bool:
    """Do two named voices each put it somewhere else, at sites of which neither holds the other?"""
    if one.speaker is None or two.speaker is None or _same_voice(one, two):
        return False
    names = [{fold(p.name), fold(p.text)} if p.name and p.text else set() for p in (here, there)]
    wide = LOCAL < here.precision < _SITE or LOCAL < there.precision < _SITE
    return not wide and all(names) and not names[0] & names[1]


def _same_voice(one: Happening, two: Happening) -> bool:
    """Is it one speaker? In two reports one office's name may stand for two governments."""
    return one.speaker == two.speaker and one.report == two.report
