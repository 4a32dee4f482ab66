"""What happened, once each: an incident with its day, its sides, its place and the origins that know of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vedette.read.knowledge.fold import fold
from vedette.record import DeskRecord, Event, Incident
from vedette.record.index import Index
from vedette.watch.definitions import Stabilisers, Where, stabilisers

_WIDEST = 6
"""Days: an incident whose day is known less closely than a week has no day to be counted on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One actual incident as the indicators see it.

    `day`: when it happened, None where that is not known to the week. `known`: the day of the first dated report.
    `origins`: which origin clusters tell it. `hostility`: max(0, -PLOVER score) of its worst telling, so that copies
    change nothing. `told`: its sentences, folded.
    """

    incident: str
    mentions: tuple[str, ...]
    day: date | None
    known: date | None
    type: str
    mode: str | None
    quad: int | None
    hostility: float
    actors: tuple[str, ...]
    actor_sectors: frozenset[str]
    recipient_sectors: frozenset[str]
    dyads: tuple[str, ...]
    place: str | None
    third_party: bool
    origins: frozenset[int]
    killed: float
    injured: float
    told: str


def occurrences(record: DeskRecord, *, peace: Stabilisers | None = None) -> tuple[Occurrence, ...]:
    """All actual, typed incidents of the record, in its order."""
    view = _View(record, peace or stabilisers())
    return tuple(view.occurrence(i) for i in record.links.incidents if i.type is not None and i.status == "actual")


def meets(one: Occurrence, where: Where) -> bool:
    """Does the incident hold to every condition? Of `killed` and `injured` one that is reached is enough."""
    asked = (
        (where.types, one.type in where.types),
        (where.modes, one.mode in where.modes),
        (where.quads, one.quad in where.quads),
        (where.actor_sectors, bool(one.actor_sectors.intersection(where.actor_sectors))),
        (where.recipient_sectors, bool(one.recipient_sectors.intersection(where.recipient_sectors))),
        (where.words, any(f" {fold(word)}" in one.told for word in where.words)),
        (where.third_party is not None, one.third_party is where.third_party),
        (where.killed is not None or where.injured is not None, _hurt(one, where)),
    )
    return all(holds for given, holds in asked if given)


def cuts(one: Occurrence, by: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The narrower series that the incident counts in, too: (cut, value)."""
    if "dyad" in by:
        yield from (("dyad", dyad) for dyad in one.dyads)
    if "place" in by and one.place is not None:
        yield "place", one.place
    if "type" in by:
        yield "type", one.type


def _hurt(one: Occurrence, where: Where) -> bool:
    return (where.killed is not None and one.killed >= where.killed) or (
        where.injured is not None and one.injured >= where.injured
    )


class _View:
    """The record, indexed for one pass over its incidents."""

    def __init__(self, record: DeskRecord, peace: Stabilisers) -> None:
        self._index = Index(record)
        self._origins = {report: n for n, cluster in enumerate(record.links.origins) for report in cluster}
        self._names = frozenset(map(fold, peace.names))
        self._words = tuple(map(fold, peace.words))

    def occurrence(self, incident: Incident) -> Occurrence:
        mentions = [found for mention in incident.mentions if (found := self._index.event(mention)) is not None]
        events = [event for _, event in mentions]
        same = [e for e in events if e.type == incident.type] or events
        reports = {report for report, _ in mentions}
        return Occurrence(
            incident=incident.id,
            mentions=incident.mentions,
            day=_day(incident),
            known=self._known(reports),
            type=incident.type or "",
            mode=incident.mode,
            quad=next((e.quad for e in same if e.quad is not None), None),
            hostility=max((-e.intensity for e in same if e.intensity is not None and e.intensity < 0), default=0.0),
            actors=incident.actors,
            actor_sectors=frozenset(p.sector for e in events for p in e.actors if p.sector),
            recipient_sectors=frozenset(p.sector for e in events for p in e.recipients if p.sector),
            dyads=_dyads(events, incident),
            place=incident.place.name if incident.place is not None else None,
            third_party=any(map(self._keeps_peace, incident.actors)),
            origins=frozenset(self._origins.get(report, -1 - n) for n, report in enumerate(sorted(reports))),
            killed=_best(incident.killed),
            injured=_best(incident.injured),
            told=" " + " ".join(sorted({fold(self._told(report, event)) for report, event in mentions})),
        )

    def _told(self, report: str, event: Event) -> str:
        sentence = self._index.sentence(report, event.trigger)
        return self._index.report(report).text[sentence.start : sentence.end]

    def _known(self, reports: Iterable[str]) -> date | None:
        days = (self._index.annotation(report).published.latest for report in reports)
        return min((date.fromisoformat(day[:10]) for day in days if day), default=None)

    def _keeps_peace(self, actor: str) -> bool:
        name = fold(actor)
        return name in self._names or any(f" {word}" in f" {name}" for word in self._words)


def _day(incident: Incident) -> date | None:
    if incident.earliest is None or incident.latest is None:
        return None
    first, last = (date.fromisoformat(day[:10]) for day in (incident.earliest, incident.latest))
    return first if (last - first).days <= _WIDEST else None


def _dyads(events: Sequence[Event], incident: Incident) -> tuple[str, ...]:
    """`A > B` by country where countries are known and differ, else by the names of the two sides."""
    pairs = {(a.country, b.country) for e in events for a in e.actors for b in e.recipients}
    known = sorted(f"{a} > {b}" for a, b in pairs if a and b and a != b)
    if known:
        return tuple(known)
    return tuple(f"{a} > {b}" for a in incident.actors[:1] for b in incident.recipients[:1] if a != b)


def _best(count: object) -> float:
    """What is at least known of a toll; 0.0 where nothing is."""
    values = (getattr(count, end, None) for end in ("best", "low", "high"))
    return float(next((v for v in values if v is not None), 0.0))
