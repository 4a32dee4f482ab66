"""A quick stand-in that reads events, so that judgements can be tried over re-runs with other rules.

`3 hurt at Dolna` is an event, as are `Officers closed`, `Troops left`; all that hang on one verb are one incident.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tests.stub_engine import StubEngine
from vedette.record import (
    Actor,
    Annotation,
    Dispute,
    Event,
    Figure,
    Incident,
    Interval,
    Links,
    Participant,
    Place,
    Point,
    Range,
    Report,
    Series,
    Side,
    Span,
)

_EVENT = re.compile(r"(\w+) (hurt|closed|left)\b(?: at (\w+))?")
_TYPES = {"hurt": "ASSAULT", "closed": "COERCE", "left": "RETREAT"}


class WireEngine(StubEngine):
    """Rules: `plain`; `more` (another event before each, another order), `wide` (longer triggers), `deaf`."""

    def __init__(self, rules: str = "plain") -> None:
        super().__init__(versions=f"wire/{rules}")
        self.rules = rules

    def annotate(self, reports: Iterable[Report]) -> Iterator[Annotation]:
        for report in reports:
            (read,) = super().annotate([report])
            yield self._read(read, report.text)

    def _read(self, read: Annotation, text: str) -> Annotation:
        events, actors, places, figures = [], {}, [], []
        for match in _EVENT.finditer(text):
            if self.rules == "deaf" and match[2] == "left":
                continue
            where = {"made_by": self.versions, "start": match.start(), "end": match.end()}
            if self.rules == "more":
                events.append(Event(trigger=Span(*match.span(1)), type=None, **_NOTHING, **where))
            who = Span(*match.span(1))
            name = match[1]
            count = None
            if name.isdigit():
                n = int(name)
                count = len(figures)
                figures.append(
                    Figure(
                        quantity=None, measure="injured", of="people", unit=None, low=n, best=n, high=n,
                        as_of=Interval(earliest=None, latest=None), **where,
                    )
                )  # fmt: skip
            else:
                held = actors.get(name)
                actors[name] = Actor(
                    name=name, aliases=(), kind="group", country=None, sector=None, role=None,
                    mentions=(*(held.mentions if held else ()), who), made_by=self.versions,
                )  # fmt: skip
            place = None
            if match[3]:
                place = len(places)
                spot = dict.fromkeys(("lat", "lon", "geonameid", "country", "admin1")) | dict.fromkeys(
                    ("text", "name"), match[3]
                )
                places.append(
                    Place(start=match.start(3), end=match.end(3), made_by="x", precision=7, use="place", **spot)
                )
            people = () if name.isdigit() else (Participant(name=name, country=None, sector=None, **_at(who)),)
            trigger = Span(match.start(1) if self.rules == "wide" else match.start(2), match.end(2))
            values = _NOTHING | {"actors": people, "place": place, "figures": () if count is None else (count,)}
            events.append(Event(trigger=trigger, type=_TYPES[match[2]], **values, **where))
        return replace(
            read, events=tuple(events), actors=tuple(actors.values()), places=tuple(places), figures=tuple(figures)
        )

    def link(self, reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
        verbs: dict[str, list[tuple[str, Annotation, Event]]] = {}
        texts = {report.id: report.text for report in reports}
        for annotation in sorted(annotations, key=lambda a: a.id):
            for k, event in enumerate(annotation.events):
                if event.type is not None:
                    verb = texts[annotation.id][event.trigger.start : event.trigger.end].split()[-1]
                    verbs.setdefault(verb, []).append((f"{annotation.id}#{k}", annotation, event))
        groups = sorted(verbs.items(), reverse=self.rules == "more")
        incidents = [incident_of(f"i{n}", told) for n, (_, told) in enumerate(groups, 1)]
        disputes = []
        for n, found in enumerate(incidents):
            spots = (found.place, *found.alternative_places)
            if len(spots) > 1:
                incidents[n] = replace(found, disputes=(len(disputes),))
                sides = tuple(
                    Side(speaker="Officers", says=s.name, report=found.mentions[0].split("#")[0], start=0, end=1)
                    for s in spots
                )
                disputes.append(Dispute(about=found.id, slot="place", sides=sides))
        points = tuple(
            Point(
                as_of=f.as_of, low=f.low, best=f.best, high=f.high, qualifier=None, report=a.id, start=f.start,
                end=f.end, speaker="Officers",
            )
            for a in sorted(annotations, key=lambda a: a.id) for f in a.figures
        )  # fmt: skip
        return Links(
            origins=tuple((report.id,) for report in sorted(reports, key=lambda r: r.id)),
            incidents=tuple(incidents),
            series=(Series(measure="injured", of="people", points=points),) if points else (),
            disputes=tuple(disputes),
        )


_NOTHING = {"mode": None, "quad": None, "intensity": None, "status": "actual"}


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def incident_of(name: str, told: list[tuple[str, Annotation, Event]]) -> Incident:
    spots = tuple({p.name: p for _, a, e in told if e.place is not None for p in (a.places[e.place],)}.values())
    counts = [a.figures[n].best for _, a, e in told for n in e.figures]
    return Incident(
        id=name,
        mentions=tuple(mention for mention, _, _ in told),
        type=told[0][2].type,
        mode=None,
        status="actual",
        actors=tuple(sorted({p.name for _, _, e in told for p in e.actors})),
        recipients=(),
        place=spots[0] if spots else None,
        earliest=None,
        latest=None,
        killed=None,
        injured=Range(low=min(counts), best=counts[0], high=max(counts)) if counts else None,
        reports=len({a.id for _, a, _ in told}),
        origins=len({a.id for _, a, _ in told}),
        reliability="F",
        credibility=6,
        alternative_places=spots[1:],
    )
