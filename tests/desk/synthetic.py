"""Records made by count, not read from any text: large ones for the bench, hostile ones for the browser."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from vedette.record import (
    Actor,
    Annotation,
    Attribution,
    DeskRecord,
    Dispute,
    Event,
    Figure,
    Incident,
    Interval,
    Lineage,
    Links,
    Participant,
    Place,
    Point,
    Published,
    Range,
    Report,
    Sentence,
    Series,
    Side,
    Span,
    Speaker,
    Time,
)

TYPES = ("ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "CONSULT", "REQUEST", "ACCUSE", "AID")
PLACES = tuple((f"Town {n}", 42.0 + n % 17 / 13, 20.0 + n % 23 / 11, 1 + n % 5) for n in range(60))
BY = "synthetic/1"
Words = Callable[[int], str]


def record(events: int, *, per_report: int = 10, word: Words | None = None) -> DeskRecord:
    """So many events in reports of `per_report` sentences; every tenth report copies the one before it.

    `word(n)` gives the text that stands for every name of report n, wherever a report can bring text in.
    """
    word = word or (lambda n: f"Name {n % 700}")
    read = [_report(n, per_report, word) for n in range(max(1, events // per_report))]
    reports, annotations = tuple(report for report, _ in read), tuple(annotation for _, annotation in read)
    moments = tuple(
        f"2023-06-01T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}.000000Z" for n in range(len(reports))
    )
    return DeskRecord(
        reports=reports,
        annotations=annotations,
        links=links(reports, annotations, word=word),
        recorded_at=moments,
        sources=tuple((f"{word(n)}.txt",) for n in range(len(reports))),
    )


def _report(n: int, sentences: int, word: Words) -> tuple[Report, Annotation]:
    name, day = word(n), (date(2022, 1, 1) + timedelta(days=n % 700)).isoformat()
    lines = [
        f"{name} attacked 12 people at {PLACES[(n + k) % 60][0]} on Monday, {name} said." for k in range(sentences)
    ]
    text = "\n".join([name, *lines])
    report = Report(id=f"{n:016x}", text=text, title=name, outlet=f"Outlet {n % 40} {name}", url=name, published=day)
    return report, annotate(report, day, name)


def annotate(report: Report, day: str, name: str) -> Annotation:
    """One event, figure, place, claim and actor a line, all under one name."""
    spans, start = [], 0
    for line in report.text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    body = [span for span in spans[1:] if span.end - span.start > len(name) + 20]
    head = [Sentence(start=s.start, end=s.end, made_by=BY, layer="headline") for s in spans[:1] if s.end > s.start]
    sentences = [*head, *(Sentence(start=s.start, end=s.end, made_by=BY, layer="body") for s in body)]
    return Annotation(
        id=report.id,
        published=Published(earliest=day, latest=day, basis="given"),
        sentences=tuple(sentences),
        times=tuple(Time(start=s.end - 20, end=s.end - 14, made_by=BY, kind="date", value=name) for s in body),
        figures=tuple(_figure(s, name, k, day) for k, s in enumerate(body)),
        attributions=tuple(_said(s, name) for s in body),
        actors=(_actor(body or spans[:1], name),),
        places=tuple(_place(s, name, k) for k, s in enumerate(body)),
        events=tuple(_event(report.id, s, name, k, day) for k, s in enumerate(body)),
        extractors=(BY,),
    )


def _actor(spans: Sequence[Span], name: str) -> Actor:
    mentions = tuple(Span(s.start, s.start + len(name)) for s in spans)
    return Actor(
        name=name, aliases=(name,), kind="group", country="XKX", sector="REB", role=name, mentions=mentions, made_by=BY
    )


def _figure(span: Span, name: str, k: int, day: str) -> Figure:
    start = span.start + len(name) + 10
    as_of = Interval(earliest=day, latest=day)
    return Figure(
        start=start, end=start + 2, made_by=BY, quantity=None, measure="killed", of=name, unit=None,
        low=12 + k, best=12 + k, high=14 + k, as_of=as_of,
    )  # fmt: skip


def _said(span: Span, name: str) -> Attribution:
    speaker = Speaker(text=name, start=span.start, end=span.start + len(name), actor=name)
    return Attribution(
        start=span.start, end=span.end, made_by=BY, speaker=speaker, cue=None, content=(span,), form="indirect",
        act="state", addressee=name,
    )  # fmt: skip


def _place(span: Span, name: str, k: int) -> Place:
    _, lat, lon, precision = PLACES[k % 60]
    start = span.start + len(name) + 24
    return Place(
        start=start, end=start + 4, made_by=BY, text=name, name=name, lat=lat, lon=lon, geonameid=None, country="XKX",
        admin1=name, precision=precision, use="place",
    )  # fmt: skip


def _event(report: str, span: Span, name: str, k: int, day: str) -> Event:
    trigger = Span(span.start + len(name) + 1, span.start + len(name) + 9)
    one = Participant(name=name, country=None, sector=None, start=span.start, end=span.start + len(name))
    return Event(
        start=span.start, end=span.end, made_by=BY, trigger=trigger, type=TYPES[k % 8], mode=None, quad=4,
        intensity=-5.0, status="negated" if k % 9 == 8 else "actual", actors=(one,), recipients=(one,), place=k,
        earliest=day, latest=day, figures=(k,), attribution=k if k % 2 else None,
    )  # fmt: skip


def links(reports: Sequence[Report], annotations: Sequence[Annotation], *, word: Words) -> Links:
    """An incident for each event; every tenth report copies its neighbour, every hundredth incident is disputed."""
    incidents = tuple(_incidents(annotations, word))
    edges = tuple(
        Lineage(child=one.id, parent=before.id, kind="verbatim", score=0.9, evidence=(), why=word(n))
        for n, (before, one) in enumerate(itertools.pairwise(reports))
        if n % 10 == 8
    )
    copied = {edge.child: edge.parent for edge in edges}
    groups = {r.id: [r.id] for r in reports if r.id not in copied}
    for child, parent in copied.items():
        groups[str(parent)].append(child)
    return Links(
        stories=tuple((report.id,) for report in reports),
        lineage=edges,
        origins=tuple(map(tuple, groups.values())),
        incidents=incidents,
        series=tuple(_series(annotations, word)),
        disputes=tuple(_disputes(incidents, word)),
    )


def _incidents(annotations: Iterable[Annotation], word: Words) -> Iterator[Incident]:
    number = 0
    for annotation in annotations:
        for k, event in enumerate(annotation.events):
            number += 1
            yield Incident(
                id=f"i{number}",
                mentions=(f"{annotation.id}#{k}",),
                type=event.type,
                mode=word(number) if number % 50 == 0 else None,
                status=event.status,
                actors=tuple(p.name for p in event.actors),
                recipients=tuple(p.name for p in event.recipients),
                place=annotation.places[k] if number % 7 else None,
                earliest=event.earliest if number % 11 else None,
                latest=event.latest if number % 11 else None,
                killed=Range(low=12, best=12, high=14) if number % 5 == 0 else None,
                injured=None,
                reports=1,
                origins=1,
                reliability="F",
                credibility=6,
                disputes=(number // 100 - 1,) if number % 100 == 0 else (),
                why=(word(number),),
            )


def _series(annotations: Sequence[Annotation], word: Words) -> Iterator[Series]:
    for first in range(0, len(annotations), 12):
        points = tuple(
            Point(
                as_of=figure.as_of, low=figure.low, best=figure.best, high=figure.high, qualifier=word(first),
                report=annotation.id, start=figure.start, end=figure.end, speaker=word(first + n),
            )
            for n, annotation in enumerate(annotations[first : first + 12])
            for figure in annotation.figures[:1]
        )  # fmt: skip
        if points:
            yield Series(measure="killed", of=word(first), points=points)


def _disputes(incidents: Sequence[Incident], word: Words) -> Iterator[Dispute]:
    for n, held in enumerate(incident for incident in incidents if incident.disputes):
        report = held.mentions[0].partition("#")[0]
        sides = tuple(Side(speaker=word(n + k), says=word(n + k), report=report, start=0, end=1) for k in range(2))
        yield Dispute(about=held.id, slot="place" if n % 2 else "occurrence", sides=sides)
