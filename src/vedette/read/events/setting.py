"""Where and when: the place, days, figures and voice of the clause that an event stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.read.reading import Reading
from vedette.record import Span, Time
from vedette.record.spans import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds an event; `rule` tells whether the place and time come from the clause or the sentence."""

    place: int | None
    earliest: str | None
    latest: str | None
    figures: tuple[int, ...]
    attribution: int | None
    rule: str


def setting(reading: Reading, *, clause: Span, sentence: Span, trigger: Span) -> Setting:
    """Look in the clause first, then in the sentence; what is in neither stays unknown."""
    place, where = _nearest(reading.places, clause, sentence, trigger, use="place")
    when_index, when = _nearest(reading.times, clause, sentence, trigger, use=None)
    time = reading.times[when_index] if when_index is not None else None
    return Setting(
        place=place,
        earliest=time.earliest if time else None,
        latest=time.latest if time else None,
        figures=tuple(k for k, f in enumerate(reading.figures) if clause.holds(f.span)),
        attribution=voice(reading, trigger),
        rule=f"place:{where} time:{when}",
    )


def voice(reading: Reading, trigger: Span) -> int | None:
    """The innermost attribution whose content holds the trigger; None is the outlet's own voice."""
    held = [
        (span.end - span.start, k)
        for k, said in enumerate(reading.attributions)
        for span in said.content
        if span.holds(trigger)
    ]
    return min(held)[1] if held else None


def _usable(value: Value, use: str | None) -> bool:
    if use is not None:
        return getattr(value, "use", None) == use
    return isinstance(value, Time) and value.kind in ("date", "time") and bool(value.earliest or value.latest)


def _nearest(
    values: Sequence[Value], clause: Span, sentence: Span, trigger: Span, *, use: str | None
) -> tuple[int | None, str]:
    for scope, name in ((clause, "clause"), (sentence, "sentence")):
        inside = [(_gap(v.span, trigger), k) for k, v in _within(values, scope) if _usable(v, use)]
        if inside:
            return min(inside)[1], name
    return None, "none"


def _within(values: Sequence[Value], scope: Span) -> Iterable[tuple[int, Value]]:
    return ((k, v) for k, v in enumerate(values) if scope.holds(v.span))


def _gap(a: Span, b: Span) -> tuple[int, int]:
    """Distance, and what follows the trigger before what precedes it at the same distance."""
    return (max(a.start - b.end, b.start - a.end, 0), int(a.start < b.start))
