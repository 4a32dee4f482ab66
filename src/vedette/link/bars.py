"""Bars: what makes it certain that two mentions are not one happening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vedette.link import sites
from vedette.link.desk import Desk
from vedette.link.figures import speaker
from vedette.link.happenings import KIN, Happening, family, part_of
from vedette.link.shingles import fold, stem
from vedette.link.sites import Sites
from vedette.record import Annotation, Event

_SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
_FEW = 4
"""Events that a voice puts at a place, among which the next voice contradicts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What forbids that two mentions are one: other acts, other days, other places that nobody contests."""

    sites: Sites
    contested: frozenset[frozenset[str]]

    def apart(self, one: Happening, two: Happening) -> bool:
        """Is it certain that the two are not one happening?"""
        if not _akin(one, two) or one.event.status != two.event.status:
            return True
        if gap(one.day.latest, two.day.earliest) > 1 or gap(two.day.latest, one.day.earliest) > 1:
            return True
        if one.type in _SPEECH and _by_others(one, two):
            return True
        return self.sites.apart(one.place, two.place) and _pair(one, two) not in self.contested


def learn(desk: Desk, annotations: Sequence[Annotation]) -> Bars:
    """The bars that hold on this desk."""
    return Bars(sites=sites.learn(desk, annotations), contested=_contested(desk, annotations))


def _contested(desk: Desk, annotations: Sequence[Annotation]) -> frozenset[frozenset[str]]:
    """The pairs of places at which one report lets two voices put one act: "A says in Dolna, B says in Varda"."""
    found = set()
    for report, annotation in enumerate(annotations):
        told = _voiced(annotation)
        for (place, one), (spot, two) in ((one, two) for k, one in enumerate(told) for two in told[k + 1 : k + _FEW]):
            voices = {speaker(annotation, one.attribution), speaker(annotation, two.attribution)}
            if len(voices) > 1 and _shares(desk, report, one, two):
                found.add(frozenset((fold(annotation.places[place].text), fold(annotation.places[spot].text))))
    return frozenset(found)


def _voiced(annotation: Annotation) -> list[tuple[int, Event]]:
    """What somebody puts at a place, in the order of the text."""
    told = [(e.place, e) for e in annotation.events if e.place is not None and speaker(annotation, e.attribution)]
    return sorted(told, key=lambda row: row[1].trigger)


def _shares(desk: Desk, report: int, one: Event, two: Event) -> bool:
    """Have two events of a report a participant or the word in common, or is one of like kind and names nobody anew?"""
    sides = [{part_of(p.name) for p in (*e.actors, *e.recipients)} for e in (one, two)]
    text = desk.reports[report].text
    words = [{stem(fold(w)) for w in text[e.trigger.start : e.trigger.end].split()} for e in (one, two)]
    goes_on = one.type is not None and family(one.type) == family(two.type) and not all(sides)
    return bool(sides[0] & sides[1] or words[0] & words[1]) or goes_on


def _pair(one: Happening, two: Happening) -> frozenset[str]:
    """The names of the places of two mentions."""
    return frozenset(fold(h.place.text) for h in (one, two) if h.place is not None)


def _akin(one: Happening, two: Happening) -> bool:
    """May the two types be names for one happening?"""
    types = {one.type, two.type} - {None}
    return len(types) < 2 or any(types <= kin for kin in KIN)


def gap(earlier: str | None, later: str | None) -> int:
    """Days from the end of one to the beginning of the other; 0 when unknown."""
    try:
        return (date.fromisoformat((later or "")[:10]) - date.fromisoformat((earlier or "")[:10])).days
    except ValueError:
        return 0


def _by_others(one: Happening, two: Happening) -> bool:
    """Do two mentions name different doers?"""
    first, second = ({part_of(p.name) for p in h.event.actors} for h in (one, two))
    return bool(first and second) and not first & second
