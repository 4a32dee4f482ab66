"""Who asked or promised what of whom, and what became of it; forces on their way."""

from dataclasses import dataclass

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.parts import Asked, Cite, Paging, cite, page
from vedette.record.links import Demand, Reinforcement, Stage, StateChange, Telling

_PAGE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One sentence in the life of a demand or of a reinforcement."""

    state: str
    date: str
    speaker: str
    note: str
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandView:
    """One demand or promise: `steps` begin with those who said it."""

    id: str
    kind: str
    speaker: str
    addressee: str
    matter: str
    state: str
    reports: int
    origins: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReinforcementView:
    """Forces on their way, stage by stage."""

    id: str
    owner: str
    unit: str
    size: str
    place: str
    stage: str
    origins: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Demands and promises, those that are open first; `states` counts them."""

    demands: tuple[DemandView, ...]
    paging: Paging
    states: tuple[tuple[str, int], ...]
    reinforcements: tuple[ReinforcementView, ...]


def demands(index: Index, asked: Asked) -> Ledger:
    """The demands and promises of a kind or in a state."""
    held = index.record.links.demands
    kind, state = asked.get("kind"), asked.get("state")
    found = [one for one in held if (not kind or one.kind == kind) and (not state or one.state == state)]
    found.sort(key=lambda one: (one.state != "open", _first_day(one), one.id))
    part, paging = page(found, asked, size=_PAGE)
    states = [one.state for one in held]
    return Ledger(
        demands=tuple(_demand(index, one) for one in part),
        paging=paging,
        states=tuple((name, states.count(name)) for name in dict.fromkeys(sorted(states))),
        reinforcements=tuple(_reinforcement(index, one) for one in index.record.links.reinforcements[:_PAGE]),
    )


def _first_day(one: Demand) -> str:
    return min((s.as_of.earliest for s in one.sayings if s.as_of.earliest), default="9999")


def _demand(index: Index, one: Demand) -> DemandView:
    said = "asked" if one.kind == "demand" else "promised"
    return DemandView(
        id=one.id,
        kind=one.kind,
        speaker=one.speaker or words.NOT_KNOWN,
        addressee=one.addressee or "",
        matter=one.matter,
        state=one.state,
        reports=one.reports,
        origins=one.origins,
        steps=(
            *(_step(index, saying, state=said, note="") for saying in one.sayings),
            *(_step(index, change, state=change.state, note=change.why) for change in one.changes),
        ),
    )


def _step(index: Index, told: Telling | StateChange | Stage, *, state: str, note: str) -> Step:
    return Step(
        state=state,
        date=words.interval(told.as_of.earliest, told.as_of.latest),
        speaker=told.speaker or index.sources.outlet(told.report),
        note=note,
        cite=cite(index, told.report, told.start, told.end),
    )


def _reinforcement(index: Index, one: Reinforcement) -> ReinforcementView:
    size = one.size
    return ReinforcementView(
        id=one.id,
        owner=one.owner or "",
        unit=one.unit,
        size=words.count(size.low, size.best, size.high) if size else f"number {words.NOT_KNOWN}",
        place=words.place(one.place),
        stage=one.stage,
        origins=one.origins,
        steps=tuple(_step(index, stage, state=stage.stage, note="") for stage in one.stages),
    )
