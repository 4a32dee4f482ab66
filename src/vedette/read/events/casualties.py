"""Deaths and injuries told beside a fight ("three were killed", "leaving 12 dead") as the figures of that fight."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.read.events.found import Found
from vedette.record import Event, Figure

Told = tuple[Found, Event]
_HARM = ("killed", "injured")
_FIGHTS = ("ASSAULT", "PROTEST")
_OUTCOMES = frozenset({"kill", "wound", "injure", "die"})
_LOOK_BACK = 12


def with_casualties(told: Sequence[Told], figures: Sequence[Figure]) -> tuple[Told, ...]:
    """The events, fights with the harm that is told as their outcome in the same sentence or the next."""
    events = [event for _, event in told]
    for number, (found, event) in enumerate(told):
        harm = tuple(k for k in event.figures if figures[k].measure in _HARM)
        if not harm or event.actors or _fights(found, event):
            continue
        fight = _fight_before(told, number)
        if fight is None:
            fight = _fight_after(told, number)
        if fight is not None:
            known = events[fight].figures
            events[fight] = replace(events[fight], figures=(*known, *(k for k in harm if k not in known)))
    return tuple((found, event) for (found, _), event in zip(told, events, strict=True))


def _fights(found: Found, event: Event) -> bool:
    return event.type in _FIGHTS and found.token.base not in _OUTCOMES


def _fight_after(told: Sequence[Told], number: int) -> int | None:
    """The first fight told after it in the same sentence ("two died when gunmen attacked a bus")."""
    for after in range(number + 1, min(len(told), number + 1 + _LOOK_BACK)):
        found, event = told[after]
        if found.token.sentence != told[number][0].token.sentence:
            return None
        if _fights(found, event) and event.status in ("actual", "background"):
            return after
    return None


def _fight_before(told: Sequence[Told], number: int) -> int | None:
    """The last fight told before, in the same sentence or the one before it."""
    here = told[number][0].token.sentence
    for before in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1):
        found, event = told[before]
        if found.token.sentence < here - 1:
            return None
        if _fights(found, event) and event.status in ("actual", "background"):
            return before
    return None
