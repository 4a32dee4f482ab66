"""Which place an event happened at: the place of its clause, else of its sentence, never the dateline."""

from spacy.tokens import Doc, Token

from vedette.read.reading import Reading
from vedette.record import Place, Span

LOCATING = ("place",)


def place_of(reading: Reading, trigger: Span) -> int | None:
    """Index into `reading.places` of the place where the event of this trigger happened; None when none is told."""
    word = reading.doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    if word is None:
        return None
    sentence = word.root.sent
    inside = [
        (index, place)
        for index, place in enumerate(reading.places)
        if place.use in LOCATING and sentence.start_char <= place.start and place.end <= sentence.end_char
    ]
    scored = [(_distance(reading.doc, word.root, place), index) for index, place in inside]
    return min(scored)[1] if scored else None


def _distance(doc: Doc, word: Token, place: Place) -> float:
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    if span is None:
        return float("inf")
    gap = span.start - word.i
    return float(gap) if gap > 0 else -1.5 * gap
