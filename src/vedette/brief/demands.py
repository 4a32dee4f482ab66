"""Demands and promises, and reinforcements on their way, as the brief lists them."""

from collections.abc import Iterable

from vedette.brief import words
from vedette.brief.model import DemandRow, ForceRow
from vedette.brief.sources import Sources
from vedette.record import Span
from vedette.record.links import Demand, Reinforcement, Telling

_MAX_CITES = 6


def demands(sources: Sources) -> tuple[DemandRow, ...]:
    """Each demand and promise with where it stands, in the order in which they were made."""
    return tuple(_demand(sources, demand) for demand in sources.record.links.demands)


def forces(sources: Sources) -> tuple[ForceRow, ...]:
    """Each reinforcement with the last stage that a sentence tells of."""
    return tuple(_force(sources, force) for force in sources.record.links.reinforcements)


def _demand(sources: Sources, demand: Demand) -> DemandRow:
    said = demand.sayings[0].as_of
    changed = demand.changes[-1].as_of if demand.changes else None
    state: str = demand.state
    if changed is not None and (changed.earliest or changed.latest):
        state += f" ({words.interval(changed.earliest, changed.latest)})"
    return DemandRow(
        kind=demand.kind,
        who=demand.speaker or words.NOT_KNOWN,
        whom=demand.addressee or words.NOT_KNOWN,
        matter=demand.matter,
        state=state,
        date=words.interval(said.earliest, said.latest),
        cites=_cites(sources, (*demand.sayings, *demand.changes)),
    )


def _force(sources: Sources, force: Reinforcement) -> ForceRow:
    size = force.size
    days = {stage.stage: words.interval(stage.as_of.earliest, stage.as_of.latest) for stage in force.stages}
    return ForceRow(
        unit=force.unit,
        owner=force.owner or words.NOT_KNOWN,
        size=words.count(size.low, size.best, size.high) if size else words.NOT_KNOWN,
        place=words.place(force.place),
        stage="; ".join(f"{stage} ({day})" for stage, day in days.items()),
        cites=_cites(sources, force.stages),
    )


def _cites(sources: Sources, told: Iterable[Telling]) -> tuple[int, ...]:
    found = (number for one in told for number in sources.cite(one.report, Span(one.start, one.end)))
    return tuple(dict.fromkeys(found))[:_MAX_CITES]
