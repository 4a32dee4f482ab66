"""Where an event happened: the place that hangs on the trigger's clause, weighed by the words on the way to it.

A place that only names a side ("Tarsk helicopters", "Ardovia attacked") or stands in another clause locates nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vedette.read.events.lexicon import table
from vedette.read.reading import Reading
from vedette.read.words import Word
from vedette.record import Place

_MAX_UP = 12
_LIMIT = 6.0
_FAR = 99.0
_ITSELF = {
    "dobj": 1.0,
    "pobj": 0.0,
    "nsubjpass": 2.0,
    "conj": 0.5,
    "appos": 0.5,
    "npadvmod": 0.5,
    "nsubj": 6.0,
    "poss": 4.0,
}
_ABOVE = {
    "dobj": 0.5,
    "pobj": 0.0,
    "nsubjpass": 1.0,
    "conj": 0.5,
    "appos": 0.5,
    "npadvmod": 0.5,
    "nsubj": 1.5,
    "poss": 2.0,
}
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_CLAUSES = {"relcl": 4.0, "advcl": 3.0, "ccomp": 4.0, "parataxis": 4.0, "csubj": 4.0, "acl": 2.5}
_SHARED_UP = {"conj": 1.0, "xcomp": 0.5, "advcl": 2.0, "relcl": 2.5, "acl": 1.5, "ccomp": 4.5, "pobj": 0.5, "dobj": 0.5}
_COARSE = 0.3
_NEAR = 0.3


@dataclass(frozen=True, slots=True)
class Spot:
    """A usable place of one sentence: its index in the reading and the word its phrase hangs by."""

    index: int
    head: Word
    coarse: float


def spots(reading: Reading, near: Sequence[int]) -> tuple[Spot, ...]:
    """These places with the words that their phrases hang by; a name that is no noun of the sentence is left out."""
    heads = [(k, _head(reading, reading.places[k])) for k in near]
    return tuple(Spot(k, h, _COARSE * (reading.places[k].precision - 1)) for k, h in heads if h is not None)


def _head(reading: Reading, place: Place) -> Word | None:
    head = reading.words.root(place.start, place.end)
    named = head is not None and head.pos in ("PROPN", "NOUN", "ADJ") and head.ent not in ("DATE", "TIME")
    return head if named else None


def where(trigger: Word, head: Word, found: tuple[Spot, ...]) -> tuple[int | None, str]:
    """The index of the place of this event, and the rule; None when no place hangs on it closely enough."""
    anchors = _anchors(trigger, head) if found else {}
    costs = [(_cost(spot.head, anchors) + spot.coarse, abs(spot.head.i - trigger.i), spot.index) for spot in found]
    if not costs or min(costs)[0] >= _LIMIT:
        return None, "none"
    best = min(costs)
    return best[2], f"clause:{best[0]:g}"


def _cost(place: Word, anchors: dict[int, float]) -> float:
    """The least cost of the way from the place up to the trigger, its clause, or a clause it shares."""
    cost, token = 0.0, place
    for _ in range(_MAX_UP):
        if token.i in anchors:
            return cost + anchors[token.i]
        if token.head == token:
            return _FAR
        cost += _step(token, _ITSELF if token == place else _ABOVE)
        token = token.head
    return _FAR


def _anchors(trigger: Word, head: Word) -> dict[int, float]:
    """The trigger, its clause's head and the words above, each with what it costs to share their place."""
    found = {trigger.i: 0.0, head.i: 0.0}
    token, cost = head, 0.0
    for _ in range(_MAX_UP):
        if token.head == token:
            break
        cost += _SHARED_UP.get(token.dep, 0.5 if token.dep == "prep" else 1.5)
        token = token.head
        if token.pos in ("VERB", "AUX", "NOUN"):
            found.setdefault(token.i, cost)
    return found


@cache
def _prepositions() -> dict[str, float]:
    """What each preposition costs on the way from a place to an event (`data/classes.yaml`)."""
    names = ("prepositions_at", "prepositions_near", "prepositions_to", "prepositions_loose", "prepositions_not")
    costs = (0.0, 0.3, 0.8, 1.6, 4.0)
    return {word: cost for name, cost in zip(names, costs, strict=True) for word in table("classes.yaml")[name]}


def stands_at(prep: Word) -> bool:
    """Does this preposition put something at or near a place?"""
    return _prepositions().get(prep.lower, _FAR) <= _NEAR


def _step(token: Word, labels: dict[str, float]) -> float:
    """What one link of the way upwards costs."""
    if token.dep == "prep":
        return _prepositions().get(token.lower, 1.5)
    if token.dep in _MODIFIERS:
        generic = token.head.base in table("classes.yaml")["place_nouns"]
        located = token.head.dep == "pobj" and _prepositions().get(token.head.head.lower, 9.0) <= _NEAR
        return 0.5 if generic else 2.0 if located else 5.0
    if token.dep in _CLAUSES:
        return _CLAUSES[token.dep]
    if token.dep == "pobj" and token.base in table("classes.yaml")["person_nouns"]:
        return 2.0
    return labels.get(token.dep, 1.0)
