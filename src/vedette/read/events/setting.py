"""Where and when: the place, days, figures and voice of the clause that an event stands in."""

from dataclasses import dataclass

from vedette.read.events.index import Index, index
from vedette.read.reading import Reading
from vedette.record import Span, Time

_REACH = 1500
"""Characters on either side of a trigger in which its sentence may date it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds an event; `dated_by` tells whether its days come from the clause or the sentence."""

    place: int | None
    time: int | None
    earliest: str | None
    latest: str | None
    figures: tuple[int, ...]
    attribution: int | None
    dated_by: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The times, figures, statements and page furniture of one report by where they stand."""

    reading: Reading
    times: Index
    figures: Index
    contents: Index
    furniture: Index


def ground_of(reading: Reading) -> Ground:
    """Order the values once a report."""
    return Ground(
        reading,
        index((v.start, v.end, k) for k, v in enumerate(reading.times) if _usable(v)),
        index((v.start, v.end, k) for k, v in enumerate(reading.figures)),
        index((s.start, s.end, k) for k, v in enumerate(reading.attributions) for s in v.content),
        index((s.start, s.end, k) for k, s in enumerate(reading.sentences) if s.layer == "furniture"),
    )


def setting(ground: Ground, *, clause: Span, sentence: Span, trigger: Span, place: int | None) -> Setting:
    """Look in the clause first, then in the sentence; what is in neither stays unknown. The place was found before."""
    when_index, when = _nearest(ground, clause, sentence, trigger)
    time = ground.reading.times[when_index] if when_index is not None else None
    return Setting(
        place=place,
        time=when_index if when == "clause" else None,
        earliest=time.earliest if time else None,
        latest=time.latest if time else None,
        figures=tuple(sorted(ground.figures.within(clause))),
        attribution=ground.contents.holding(trigger),
        dated_by=when,
    )


def _usable(value: Time) -> bool:
    return value.kind in ("date", "time") and bool(value.earliest or value.latest)


def _nearest(ground: Ground, clause: Span, sentence: Span, trigger: Span) -> tuple[int | None, str]:
    near = Span(max(sentence.start, trigger.start - _REACH), min(sentence.end, trigger.end + _REACH))
    for scope, name in ((clause, "clause"), (near, "sentence")):
        inside = [(_gap(ground.reading.times[k].span, trigger), k) for k in ground.times.within(scope)]
        if inside:
            return min(inside)[1], name
    return None, "none"


def _gap(a: Span, b: Span) -> tuple[int, int]:
    """Distance, and what follows the trigger before what precedes it at the same distance."""
    return (max(a.start - b.end, b.start - a.end, 0), int(a.start < b.start))
