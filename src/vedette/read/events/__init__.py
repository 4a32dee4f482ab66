"""Events: who did what to whom, and whether it happened."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vedette.read.events import grammar
from vedette.read.events.alternatives import Told, with_alternatives
from vedette.read.events.casualties import with_casualties
from vedette.read.events.contexts import Marks, contexts, marks
from vedette.read.events.dated import recalled_by_date
from vedette.read.events.find import intensity_key, triggers
from vedette.read.events.found import Found
from vedette.read.events.lexicon import codes
from vedette.read.events.locate import located
from vedette.read.events.recipients import other_side
from vedette.read.events.setting import Ground, ground_of, setting
from vedette.read.events.sides import Cast, cast_of, participants
from vedette.read.events.why import why
from vedette.read.reading import Layer, Reading
from vedette.read.words import Word
from vedette.record import Event, Span

NAME = "events/3"


def read(reading: Reading) -> Reading:
    """Fill `events`: every happening, act or speech act of the report's own text, in order."""
    if not grammar.has_parse(reading.words):
        return reading
    told = with_casualties(tuple(_told(reading)), reading.figures)
    return replace(reading, events=with_alternatives(told, reading.places))


def _told(reading: Reading) -> Iterator[Told]:
    cast, ground, spoken = cast_of(reading), ground_of(reading), marks(reading.words)
    for sentence in reading.words.sentences:
        for found in triggers(sentence):
            if ground.furniture.holding(Span(found.token.start, found.token.start + 1)) is None:
                yield found, _event(ground, found, sentence, cast, spoken)


def _event(ground: Ground, found: Found, sentence: Sequence[Word], cast: Cast, spoken: Marks) -> Event:
    head = found.head
    clause = grammar.hull(grammar.clause_tokens(head))
    trigger = found.token.span
    clause = Span(min(clause.start, trigger.start), max(clause.end, trigger.end))
    whole = Span(sentence[0].start, sentence[-1].end)
    place, placed_by = located(ground.reading, cast.places, sentence, found)
    around = setting(ground, clause=clause, sentence=whole, trigger=trigger, place=place)
    found = recalled_by_date(found, ground.reading, around.time)
    actors = participants(found.actors, cast)
    recipients = other_side(found, actors, cast)
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
        contexts=contexts(code, (*actors, *recipients), clause, spoken.within(whole)) if code else (),
        why=why(found, place=placed_by, time=around.dated_by),
    )


LAYER = Layer("events", 3, fills=("events",), asks=(), read=read)
