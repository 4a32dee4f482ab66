"""The place of an event: for a verb the trained choice among the places named near it, for a noun what hangs on it."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from vedette.read.events import grammar
from vedette.read.events.found import Found
from vedette.read.events.index import Index
from vedette.read.events.lexicon import table
from vedette.read.events.match import lemma
from vedette.read.events.where import spots, stands_at, where
from vedette.read.places.near import place_of
from vedette.read.reading import Reading
from vedette.record import Span

_MOST = 6
_REACH = 500


def located(reading: Reading, places: Index, sentence: DocSpan, found: Found) -> tuple[int | None, str]:
    """The index of the event's place and the rule that says so; never a dateline; None when the sentence tells none."""
    near = _around(reading, places, sentence, found.token)
    if not near:
        return None, "none"
    if found.token.pos_ not in ("VERB", "AUX"):
        return where(found.token, found.head, spots(reading, near))
    trigger = Span(found.token.idx, found.token.idx + len(found.token))
    chosen = place_of(replace(reading, places=tuple(reading.places[k] for k in near)), trigger)
    return (None, "none") if chosen is None else (near[chosen], "near")


def _around(reading: Reading, places: Index, sentence: DocSpan, trigger: Token) -> Sequence[int]:
    """The usable places of the sentence that stand nearest to the trigger, in order."""
    start, end = max(sentence.start_char, trigger.idx - _REACH), min(sentence.end_char, trigger.idx + _REACH)
    usable = [k for k in places.within(Span(start, end)) if _locates(reading, k, trigger)]
    return sorted(sorted(usable, key=lambda k: (abs(reading.places[k].start - trigger.idx), k))[:_MOST])


def _locates(reading: Reading, place: int, trigger: Token) -> bool:
    """Is it named as a place, or (as the seat of a government) after a preposition of place; and not as somebody's?"""
    named = reading.places[place]
    if named.use not in ("place", "government"):
        return False
    span = reading.doc.char_span(named.start, named.end, alignment_mode="expand")
    if span is None:
        return False
    hung = span.root.dep_ == "pobj"
    if hung and span.root.head.lower_ == "of" and lemma(span.root.head.head) in table("classes.yaml")["person_nouns"]:
        return False
    if named.use == "government" and not (hung and stands_at(span.root.head)):
        return False
    return lemma(trigger) not in table("classes.yaml")["say"] or not _said(span.root, trigger)


def _said(token: Token, speech: Token) -> bool:
    """Is the word part of what is said?"""
    for above in (token, *grammar.governors(token)):
        if above.head == speech:
            return above.dep_ == "ccomp"
    return False
