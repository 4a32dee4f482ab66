"""Where and when: the place, days, figures and voice of the clause that an event stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.read.reading import Reading
from vedette.record import Span, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds an event; `rule` tells whether the place and time come from the clause or the sentence."""

    place: int | None
    earliest: str | None
    latest: str | None
    figures: tuple[int, ...]
    attribution: int | None
    rule: str


def setting(reading: Reading, *, clause: Span, sentence: Span, trigger: Span, place: tuple[int | None, str]) -> Setting:
    """Look in the clause first, then in the sentence; what is in neither stays unknown. The place was found before."""
    when_index, when = _nearest(reading.times, clause, sentence, trigger)
    time = reading.times[when_index] if when_index is not None else None
    return Setting(
        place=place[0],
        earliest=time.earliest if time else None,
        latest=time.latest if time else None,
        figures=tuple(k for k, f in enumerate(reading.figures) if clause.holds(f.span)),
        attribution=voice(reading, trigger),
        rule=f"place:{place[1]} time:{when}",
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


def _usable(value: Time) -> bool:
    return value.kind in ("date", "time") and bool(value.earliest or value.latest)


def _nearest(values: Sequence[Time], clause: Span, sentence: Span, trigger: Span) -> tuple[int | None, str]:
    for scope, name in ((clause, "clause"), (sentence, "sentence")):
        inside = [(_gap(v.span, trigger), k) for k, v in _within(values, scope) if _usable(v)]
        if inside:
            return min(inside)[1], name
    return None, "none"


def _within(values: Sequence[Time], scope: Span) -> Iterable[tuple[int, Time]]:
    return ((k, v) for k, v in enumerate(values) if scope.holds(v.span))


def _gap(a: Span, b: Span) -> tuple[int, int]:
    """Distance, and what follows the trigger before what precedes it at the same distance."""
    return (max(a.start - b.end, b.start - a.end, 0), int(a.start < b.start))
