"""What mentions say together, told anew from their reports when an analyst regroups them."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.record import Annotation, DeskRecord, Event, Incident, Range
from vedette.record.judgement import Toll
from vedette.store.replay.anchors import event_of

Number = float | int | None


def told_anew(record: DeskRecord, held: Incident, mentions: tuple[str, ...]) -> Incident:
    """The incident with only these mentions: every value from their own words, and none that rested on the others."""
    events = [(mention, event) for mention in mentions if (event := event_of(record, mention)) is not None]
    if not events:
        return replace(held, mentions=mentions)
    read = {annotation.id: annotation for annotation in record.annotations}
    both = [(read[mention.rpartition("#")[0]], event) for mention, event in events]
    earliest, latest = days([(event.earliest, event.latest) for _, event in both])
    spots = tuple(
        {p.name: p for a, event in both if event.place is not None for p in (a.places[event.place],)}.values()
    )
    told = origins(record, mentions)
    status = both[0][1].status
    return replace(
        held,
        mentions=mentions,
        type=_most([event.type for _, event in both if event.type]) or held.type,
        mode=_most([event.mode for _, event in both if event.mode]),
        status=status,
        actors=tuple(sorted({p.name for _, event in both for p in event.actors})),
        recipients=tuple(sorted({p.name for _, event in both for p in event.recipients})),
        place=spots[0] if spots else None,
        alternative_places=spots[1:],
        earliest=earliest,
        latest=latest,
        killed=_toll(both, "killed"),
        injured=_toll(both, "injured"),
        reports=len({annotation.id for annotation, _ in both}),
        origins=told,
        credibility=1 if told > 1 and status == "actual" else 6,
    )


def origins(record: DeskRecord, mentions: Sequence[str]) -> int:
    """How many independent origins tell of it."""
    where = {report: n for n, group in enumerate(record.links.origins) for report in group}
    reports = {mention.rpartition("#")[0] for mention in mentions}
    return len({where.get(report, report) for report in reports})


def days(given: Sequence[tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """The days that all of them allow; where they exclude each other, all days that any of them names."""
    firsts = [first for first, _ in given if first is not None]
    lasts = [last for _, last in given if last is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first is not None and last is not None and first > last:
        return min(firsts), max(lasts)
    return first, last


def hull(counts: Sequence[tuple[Number, Number, Number]]) -> Range | None:
    """One range that holds all counts, with the first best number; None when there are none."""
    if not counts:
        return None
    numbers = [n for count in counts for n in count if n is not None]
    best = next((best for _, best, _ in counts if best is not None), None)
    low = None if all(low is None for low, _, _ in counts) else min(numbers)
    high = None if all(high is None for _, _, high in counts) else max(numbers)
    return Range(low=low, best=best, high=high)


def _toll(told: Sequence[tuple[Annotation, Event]], measure: Toll) -> Range | None:
    figures = [a.figures[n] for a, event in told for n in event.figures if a.figures[n].measure == measure]
    return hull([(figure.low, figure.best, figure.high) for figure in figures])


def _most(values: Sequence[str]) -> str | None:
    """The value met most; of equals the first in the alphabet."""
    return min(values, key=lambda value: (-values.count(value), value), default=None)
