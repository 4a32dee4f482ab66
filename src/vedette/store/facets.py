"""Facets: who, where, what and whose words stand in a report, folded, so that reports can be found by them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from vedette.record import Annotation, Report
from vedette.store.backend import Session
from vedette.store.words import words_of

Kind = Literal["actor", "place", "type", "speaker", "outlet"]
Made = Sequence[tuple[str, Report, Annotation]]
"""The key of each input, the report and what was read of it."""


def put(session: Session, made: Made, versions: str) -> None:
    """Keep what reports can be found by, inside the caller's transaction; what is there is left as it is."""
    for key, report, annotation in made:
        row = {"input": key, "extractors": versions}
        if session.run("put_reading", report=report.id, **row):
            pairs = json.dumps(sorted(set(_facets(report, annotation))), ensure_ascii=False)
            session.run("put_facets", pairs=pairs)
            session.run("put_faceted", pairs=pairs, **row)


def unread(session: Session, inputs: Sequence[str], versions: str) -> set[str]:
    """Which of these keys have no facets yet."""
    return {str(key) for (key,) in session.all("unread", inputs=json.dumps(inputs), extractors=versions)}


def find(session: Session, kind: Kind, names: Iterable[str], versions: str) -> dict[str, str]:
    """Key of the input -> report, of all that hold the words of any of the names side by side."""
    found: dict[str, str] = {}
    for name in names:
        if pattern := _spaced(name):
            rows = session.all("readings_with", kind=kind, pattern=f"%{pattern}%", extractors=versions)
            found.update((str(key), str(report)) for key, report in rows)
    return found


def _facets(report: Report, read: Annotation) -> Iterator[tuple[Kind, str]]:
    for kind, name in _names(report, read):
        if value := _spaced(name):
            yield kind, value


def _names(report: Report, read: Annotation) -> Iterator[tuple[Kind, str]]:
    for actor in read.actors:
        yield from (("actor", name) for name in (actor.name, *actor.aliases))
    for event in read.events:
        yield from (("actor", person.name) for person in (*event.actors, *event.recipients))
        yield "type", event.type or ""
    for place in read.places:
        yield from (("place", name) for name in (place.name, place.text))
    for said in read.attributions:
        if said.speaker is not None:
            yield from (("speaker", n) for n in (said.speaker.text, said.speaker.actor or "", *said.speaker.also))
    yield "outlet", report.outlet or ""


def _spaced(name: str) -> str:
    """The folded words of a name, each between two spaces; empty when it has none."""
    return "".join(f" {word} " for word in words_of(name))
