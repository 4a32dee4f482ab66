"""Other places that other voices give for the same happening: "X said that they were held near A; Y said at B"."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vedette.read.events.found import Found
from vedette.read.words import Word
from vedette.record import AlternativePlace, Event, Participant, Place

Told = tuple[Found, Event]
_LOOK_BACK = 16
_REACH = 1200
_MOST = 12
_MATERIAL = (2, 4)
_COARSE = 4
_UNKNOWN = 6
_POINTING = frozenset({"the", "these", "those", "this", "that", "both", "all"})


def with_alternatives(told: Sequence[Told], places: Sequence[Place]) -> tuple[Event, ...]:
    """The events, those told again by other voices with the places that these give for them."""
    first = _first_tellings(told)
    groups: dict[int, list[int]] = {}
    for number, root in enumerate(first):
        groups.setdefault(root, []).append(number)
    events = [event for _, event in told]
    for members in groups.values():
        if len(members) > 1:
            voices = [events[m] for m in members if events[m].attribution is not None][:_MOST]
            for m in members:
                events[m] = replace(events[m], alternative_places=tuple(_others(events[m], voices, places)))
    return tuple(events)


def _first_tellings(told: Sequence[Told]) -> list[int]:
    """For each event the number of the first telling of the same happening; its own when it is the first."""
    first: list[int] = []
    for number, (found, event) in enumerate(told):
        root = number
        if _may_be_disputed(event) and _points_back(found):
            for before in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1):
                if _same(told[before][1], event):
                    root = first[before]
                    break
        first.append(root)
    return first


def _may_be_disputed(event: Event) -> bool:
    return event.quad in _MATERIAL and event.status in ("actual", "background")


def _points_back(found: Found) -> bool:
    """Does it speak of somebody, or of something done, as known already ("they", "the three", "the arrest")?"""
    sides = (*found.actors, *(token for group in found.recipients[:2] for token in group))
    return any(_known(token) for token in (*sides, found.token))


def _known(token: Word) -> bool:
    return token.tag == "PRP" or any(c.dep == "det" and c.lower in _POINTING for c in token.children)


def _same(before: Event, event: Event) -> bool:
    """Can both be one happening: the same type, no other sides, no other days, told close by?"""
    return (
        _may_be_disputed(before)
        and before.type == event.type
        and event.trigger.start - before.trigger.end <= _REACH
        and _agree(before.actors, event.actors)
        and _agree(before.recipients, event.recipients)
        and not _apart(before, event)
    )


def _agree(some: Sequence[Participant], others: Sequence[Participant]) -> bool:
    return not some or not others or bool({one.name for one in some} & {one.name for one in others})


def _apart(before: Event, event: Event) -> bool:
    """Do their days exclude each other?"""
    return any(
        one.latest is not None and other.earliest is not None and one.latest < other.earliest
        for one, other in ((before, event), (event, before))
    )


def _others(event: Event, voices: Iterable[Event], places: Sequence[Place]) -> Iterable[AlternativePlace]:
    """The places that voices other than this event's own give, each once."""
    taken = set() if event.place is None else {places[event.place].name}
    for other in voices:
        if other.place is None or other.attribution is None or other.attribution == event.attribution:
            continue
        found = places[other.place]
        if found.name in taken or (event.place is not None and not _excludes(places[event.place], found)):
            continue
        taken.add(found.name)
        yield AlternativePlace(place=other.place, attribution=other.attribution)


def _excludes(one: Place, other: Place) -> bool:
    """Can something not have happened at both: two spots, or areas of two countries?"""
    if _spot(one) and _spot(other):
        return True
    return None not in (one.country, other.country) and one.country != other.country


def _spot(place: Place) -> bool:
    """A place of small extent, or a name that no gazetteer knows (a village more likely than a country)."""
    return place.precision < _COARSE or (place.lat is None and place.precision >= _UNKNOWN)
