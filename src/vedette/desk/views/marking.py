"""A text cut into pieces at every beginning and end of a mention, so that overlapping mentions can all be marked."""

import itertools
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass

from vedette.brief import words
from vedette.record import Annotation, Report, Span

_LONGEST = 20_000
"""No mention is longer in characters; so far back a stretch looks for one that reaches into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Some words of a report that a layer has read: which layer, what it makes of them, and where that leads."""

    layer: str
    start: int
    end: int
    note: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that is under the same marks throughout; `first` where one of them begins."""

    text: str
    layers: tuple[str, ...]
    notes: tuple[str, ...]
    href: str
    first: bool
    anchor: bool
    """Does the place that a link points at begin here?"""


def marks_of(
    report: Report, annotation: Annotation, *, linked: Container[str] = (), hit: Span | None = None
) -> tuple[Mark, ...]:
    """All mentions of a report in the order of its text.

    `linked` are the mentions (`REPORT#K`) that stand in an incident; `hit` is the place that a link points at.
    """
    found = [*_made(report, annotation, linked)]
    if hit is not None and 0 <= hit.start < hit.end <= len(report.text):
        found.append(Mark(layer="hit", start=hit.start, end=hit.end, note="", href=""))
    return tuple(sorted(found, key=lambda mark: (mark.start, mark.end, mark.layer)))


def _made(report: Report, annotation: Annotation, linked: Container[str]) -> Iterator[Mark]:
    for number, event in enumerate(annotation.events):
        kind = f"{event.type or 'outside PLOVER'}{f'/{event.mode}' if event.mode else ''}, {event.status}"
        href = f"/incidents/{report.id}%23{number}" if f"{report.id}#{number}" in linked else ""
        yield Mark(layer="event", start=event.trigger.start, end=event.trigger.end, note=kind, href=href)
    for actor in annotation.actors:
        for span in actor.mentions:
            yield Mark(layer="actor", start=span.start, end=span.end, note=actor.name, href="")
    for place in annotation.places:
        if place.use in ("place", "dateline", "government"):
            note = f"{place.name}{f', {place.country}' if place.country else ''}, precision {place.precision}"
            yield Mark(layer="place", start=place.start, end=place.end, note=note, href="")
    for time in annotation.times:
        note = words.interval(time.earliest, time.latest) if time.kind in ("date", "time") else time.value
        yield Mark(layer="time", start=time.start, end=time.end, note=note, href="")
    for figure in annotation.figures:
        note = f"{figure.measure}: {figure.of or words.NOT_KNOWN}, {words.count(figure.low, figure.best, figure.high)}"
        yield Mark(layer="figure", start=figure.start, end=figure.end, note=note, href="")
    for said in annotation.attributions:
        speaker = (said.speaker.actor or said.speaker.text) if said.speaker else "someone unnamed"
        for span in said.content:
            yield Mark(layer="claim", start=span.start, end=span.end, note=f"{speaker} ({said.act})", href="")


def pieces(text: str, within: Span, marks: tuple[Mark, ...]) -> tuple[Piece, ...]:
    """A stretch of the text, cut wherever a mark begins or ends; `marks` are in the order of their beginnings."""
    last = bisect_left(marks, within.end, key=lambda mark: mark.start)
    first = bisect_left(marks, within.start - _LONGEST, key=lambda mark: mark.start)
    inside = [mark for mark in marks[first:last] if mark.end > within.start]
    cuts = {within.start, within.end}
    for mark in inside:
        cuts |= {max(mark.start, within.start), min(mark.end, within.end)}
    ends = sorted(cuts)
    return tuple(_piece(text, start, end, inside) for start, end in itertools.pairwise(ends))


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> Piece:
    here = [mark for mark in marks if mark.start <= start and end <= mark.end]
    return Piece(
        text=text[start:end],
        layers=tuple(dict.fromkeys(mark.layer for mark in here)),
        notes=tuple(dict.fromkeys(f"{mark.layer}: {mark.note}" for mark in here if mark.note)),
        href=next((mark.href for mark in here if mark.href), ""),
        first=any(mark.start == start for mark in here),
        anchor=any(mark.layer == "hit" and mark.start == start for mark in here),
    )
