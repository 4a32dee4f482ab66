"""Records made for the watch: one report an origin, one sentence and one event a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from vedette.record import (
    Annotation,
    DeskRecord,
    Event,
    Incident,
    Links,
    Participant,
    Place,
    Published,
    Report,
    Sentence,
    Span,
)

QUADS = {"ASSAULT": (4, -9.0), "COERCE": (4, -7.0), "PROTEST": (4, -5.0), "MOBILIZE": (4, -5.5), "REQUEST": (3, 0.0)}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One act, told by so many origins, each in so many copies."""

    day: date
    type: str = "PROTEST"
    mode: str | None = None
    text: str = "People protested in the square."
    actor: str = "protesters"
    recipient: str | None = None
    recipient_sector: str | None = None
    place: str | None = "Dolno"
    origins: int = 1
    copies: int = 1
    killed: int | None = None
    reported: date | None = field(default=None)


def record(acts: Iterable[Told]) -> DeskRecord:
    """The desk's record of these acts."""
    reports: list[Report] = []
    annotations: list[Annotation] = []
    incidents: list[Incident] = []
    origins: list[tuple[str, ...]] = []
    for number, act in enumerate(acts):
        mentions = []
        for origin in range(act.origins):
            names = [f"n{number}o{origin}c{copy}" for copy in range(act.copies)]
            origins.append(tuple(names))
            for name in names:
                reports.append(Report(id=name, text=act.text))
                annotations.append(_annotation(name, act))
                mentions.append(f"{name}#0")
        incidents.append(_incident(f"i{number}", act, mentions))
    links = Links(origins=tuple(origins), incidents=tuple(incidents))
    return DeskRecord(reports=tuple(reports), annotations=tuple(annotations), links=links)


def _annotation(name: str, act: Told) -> Annotation:
    whole = Span(0, len(act.text))
    quad, score = QUADS[act.type]
    day = act.day.isoformat()
    out = (act.reported or act.day).isoformat()
    sides = [Participant(name=act.actor, country=None, sector=None, start=0, end=1)]
    event = Event(
        start=whole.start, end=whole.end, made_by="events/1", trigger=whole, type=act.type, mode=act.mode,
        quad=quad, intensity=score, status="actual", actors=tuple(sides), recipients=_recipients(act),
        earliest=day, latest=day,
    )  # fmt: skip
    return Annotation(
        id=name,
        published=Published(earliest=out, latest=out, basis="given"),
        sentences=(Sentence(start=0, end=len(act.text), made_by="sentences/1", layer="body"),),
        events=(event,),
    )


def _recipients(act: Told) -> tuple[Participant, ...]:
    if act.recipient is None:
        return ()
    return (Participant(name=act.recipient, country=None, sector=act.recipient_sector, start=0, end=1),)


def _incident(name: str, act: Told, mentions: Sequence[str]) -> Incident:
    from vedette.record import Range

    place = act.place and Place(
        start=0, end=1, made_by="places/2", text=act.place, name=act.place, lat=None, lon=None, geonameid=None,
        country=None, admin1=None, precision=2, use="place",
    )  # fmt: skip
    killed = None if act.killed is None else Range(low=act.killed, best=act.killed, high=act.killed)
    return Incident(
        id=name, mentions=tuple(mentions), type=act.type, mode=act.mode, status="actual", actors=(act.actor,),
        recipients=(act.recipient,) if act.recipient else (), place=place or None, earliest=act.day.isoformat(),
        latest=act.day.isoformat(), killed=killed, injured=None, reports=len(mentions), origins=act.origins,
        reliability="F", credibility=6,
    )  # fmt: skip
