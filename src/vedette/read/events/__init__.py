"""Events: who did what to whom, and whether it happened."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as DocSpan

from vedette.read.events import grammar
from vedette.read.events.find import intensity_key, triggers
from vedette.read.events.found import Found
from vedette.read.events.lexicon import codes
from vedette.read.events.setting import setting
from vedette.read.events.sides import Cast, cast_of, participants
from vedette.read.events.where import Spot, spots, where
from vedette.read.reading import Layer, Reading
from vedette.record import Event, Participant, Span

NAME = "events/1"


def read(reading: Reading) -> Reading:
    """Fill `events`: every happening, act or speech act of the report's own text, in order."""
    if not grammar.has_parse(reading.doc):
        return reading
    cast = cast_of(reading)
    return replace(reading, events=tuple(_events(reading, cast)))


def _events(reading: Reading, cast: Cast) -> Iterator[Event]:
    furniture = [s.span for s in reading.sentences if s.layer == "furniture"]
    for sentence in reading.doc.sents:
        near = spots(reading, sentence)
        for found in triggers(sentence):
            if any(part.start <= found.token.idx < part.end for part in furniture):
                continue
            yield _event(reading, found, sentence, cast, near)


def _event(reading: Reading, found: Found, sentence: DocSpan, cast: Cast, near: tuple[Spot, ...]) -> Event:
    head = found.head
    clause = grammar.hull(grammar.clause_tokens(head))
    trigger = Span(found.token.idx, found.token.idx + len(found.token))
    clause = Span(min(clause.start, trigger.start), max(clause.end, trigger.end))
    whole = Span(sentence.start_char, sentence.end_char)
    place = where(found.token, head, near)
    around = setting(reading, clause=clause, sentence=whole, trigger=trigger, place=place)
    actors = participants(found.actors, cast)
    recipients = _other_side(found, actors, cast)
    typed = found.pattern is not None and found.pattern.type is not None
    code = codes()[intensity_key(found.pattern)] if typed and found.pattern is not None else None
    return Event(
        start=clause.start,
        end=clause.end,
        made_by=NAME,
        rule=found.rule,
        trigger=trigger,
        type=code.type if code else None,
        mode=code.mode if code else None,
        quad=code.quad if code else None,
        intensity=code.intensity if code else None,
        status=found.status,
        actors=actors,
        recipients=recipients,
        place=around.place,
        earliest=around.earliest,
        latest=around.latest,
        figures=around.figures,
        attribution=around.attribution,
        why=f"status {found.why}; {around.rule}",
    )


def _other_side(found: Found, actors: tuple[Participant, ...], cast: Cast) -> tuple[Participant, ...]:
    """Those named in the first place of the clause that names somebody who is not the doer."""
    doers = {actor.name for actor in actors}
    for group in found.recipients:
        others = tuple(one for one in participants(group, cast) if one.name not in doers)
        if others:
            return others
    return ()


LAYER = Layer("events", 1, fills=("events",), read=read)
