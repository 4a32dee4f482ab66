"""The place of an event: for a verb the trained choice among the places named near it, for a noun what hangs on it."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.read.events import grammar
from vedette.read.events.found import Found
from vedette.read.events.index import Index
from vedette.read.events.lexicon import table
from vedette.read.events.where import spots, stands_at, where
from vedette.read.places.near import place_of
from vedette.read.reading import Reading
from vedette.read.words import Word
from vedette.record import Span

_MOST = 6
_REACH = 500


def located(reading: Reading, places: Index, sentence: Sequence[Word], found: Found) -> tuple[int | None, str]:
    """The index of the event's place and the rule that says so; never a dateline; None when the sentence tells none."""
    near = _around(reading, places, sentence, found.token)
    if not near:
        return None, "none"
    if found.token.pos not in ("VERB", "AUX"):
        return where(found.token, found.head, spots(reading, near))
    trigger = found.token.span
    chosen = place_of(replace(reading, places=tuple(reading.places[k] for k in near)), trigger)
    return (None, "none") if chosen is None else (near[chosen], "near")


def _around(reading: Reading, places: Index, sentence: Sequence[Word], trigger: Word) -> Sequence[int]:
    """The usable places of the sentence that stand nearest to the trigger, in order."""
    start, end = max(sentence[0].start, trigger.start - _REACH), min(sentence[-1].end, trigger.start + _REACH)
    usable = [k for k in places.within(Span(start, end)) if _locates(reading, k, trigger)]
    return sorted(sorted(usable, key=lambda k: (abs(reading.places[k].start - trigger.start), k))[:_MOST])


def _locates(reading: Reading, place: int, trigger: Word) -> bool:
    """Is it named as a place, or (as the seat of a government) after a preposition of place; and not as somebody's?"""
    named = reading.places[place]
    if named.use not in ("place", "government"):
        return False
    root = reading.words.root(named.start, named.end)
    if root is None:
        return False
    hung = root.dep == "pobj"
    if hung and root.head.lower == "of" and root.head.head.base in table("classes.yaml")["person_nouns"]:
        return False
    if named.use == "government" and not (hung and stands_at(root.head)):
        return False
    return trigger.base not in table("classes.yaml")["say"] or not _said(root, trigger)


def _said(token: Word, speech: Word) -> bool:
    """Is the word part of what is said?"""
    for above in (token, *grammar.governors(token)):
        if above.head == speech:
            return above.dep == "ccomp"
    return False
