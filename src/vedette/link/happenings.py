"""Happenings: the desk's own events, with what places them and the figures that belong to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.link import days, owners
from vedette.link.desk import Desk
from vedette.link.figures import sentence_of, speaker
from vedette.link.series import Line
from vedette.link.shingles import fold, stem
from vedette.record import Annotation, Event, Interval, Place, Span

KIN = (frozenset({"ASSAULT", "PROTEST"}), frozenset({"COERCE", "SANCTION"}), frozenset({"MOBILIZE", "AID"}))
_TOLLS = frozenset({"killed", "injured", "missing", "detained", "participants"})
_HARM = frozenset({"killed", "injured", "missing"})
DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "SANCTION", "RETREAT", "AID"})
CLOSE_BY = 2
"""Sentences within which one goes on with what another began."""
_VIOLENT = frozenset({"ASSAULT", "PROTEST"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event mention with what places it; without a type it is a witness, known by its figures alone.

    `day` is when the deed itself is said to have been: open to the past where only the saying has a day. `denied`: it
    stands in what somebody denies.
    """

    id: str
    report: int
    event: Event
    type: str | None
    place: Place | None
    speaker: str | None
    sentence: Span
    number: int
    stems: frozenset[str]
    parts: frozenset[str]
    lines: frozenset[int]
    published: str | None
    day: Interval
    denied: bool


def collect(desk: Desk, annotations: Sequence[Annotation], lines: Sequence[Line]) -> tuple[Happening, ...]:
    """Every event that has a type or carries a toll; what the text only talks about keeps its status."""
    in_line = {(c.report, c.index): n for n, line in enumerate(lines) for c in line.counts}
    found = []
    for report, annotation in enumerate(annotations):
        for k, event in enumerate(annotation.events):
            lines_of = frozenset(in_line[report, i] for i in event.figures if (report, i) in in_line)
            measures = frozenset(lines[n].series.measure for n in lines_of)
            kind = _type(event, annotation, measures)
            if kind is not None or (measures & _TOLLS and event.status == "actual"):
                found.append(_happening(desk, annotation, report, k, kind, in_line))
    return tuple(_with_tolls(found, lines))


def _happening(
    desk: Desk, annotation: Annotation, report: int, k: int, kind: str | None, in_line: Mapping[tuple[int, int], int]
) -> Happening:
    event, text = annotation.events[k], desk.reports[report].text
    sentence = sentence_of(annotation, event.trigger.start, text)
    figures = set(event.figures) | {
        i for i, f in enumerate(annotation.figures) if kind in DEEDS and f.measure in _HARM and sentence.holds(f.span)
    }
    people = (*event.actors, *event.recipients)
    return Happening(
        id=f"{desk.reports[report].id}#{k}",
        report=report,
        event=event,
        type=kind,
        place=_site(annotation, event),
        speaker=speaker(annotation, event.attribution),
        sentence=sentence,
        number=next((n for n, s in enumerate(annotation.sentences) if s.start == sentence.start), 0),
        stems=frozenset(stem(fold(w)) for w in text[event.trigger.start : event.trigger.end].split()),
        parts=frozenset(part_of(p.name) for p in people),
        lines=frozenset(in_line[report, i] for i in figures if (report, i) in in_line),
        published=annotation.published.latest,
        day=_day(annotation, event, sentence, text),
        denied=event.attribution is not None and annotation.attributions[event.attribution].act == "deny",
    )


def _day(annotation: Annotation, event: Event, sentence: Span, text: str) -> Interval:
    """The days of the deed; those of the saying only bound it."""
    said = days.is_of_saying(annotation, event, sentence, text)
    return Interval(earliest=None if said else event.earliest, latest=event.latest)


def _site(annotation: Annotation, event: Event) -> Place | None:
    """Where it happened; not the seat of the one who speaks of it ("a court in Brun ordered that...")."""
    if event.place is None:
        return None
    place = annotation.places[event.place]
    said = annotation.attributions[event.attribution] if event.attribution is not None else None
    if said is None or said.speaker is None or said.cue is None:
        return place
    return None if said.speaker.start <= place.start and place.end <= said.cue.start else place


def _type(event: Event, annotation: Annotation, measures: frozenset[str]) -> str | None:
    """The event's type; where it has none, what its actors and figures make of it; none for a mere toll."""
    if event.type in DEEDS or not measures & _HARM:
        if event.type is not None or event.status != "actual":
            return event.type
        doers = {part_of(p.name) for p in event.actors}
        crowd = any(f.measure == "participants" for f in annotation.figures)
        if "protesters" in doers and crowd and event.place is not None and event.earliest:
            return "PROTEST"
        return "MOBILIZE" if "forces" in doers and "change" in measures else None
    return None


def part_of(name: str) -> str:
    """A participant as a key: the kind of people, or the folded last word of the name."""
    kind = owners.kind_of(name)
    return kind if kind not in (owners.UNKNOWN, owners.ANYONE) else fold(name.split()[-1]) if name.split() else name


def _with_tolls(found: Sequence[Happening], lines: Sequence[Line]) -> list[Happening]:
    """Give each attack or riot without a toll of its own the one told within the next sentences of its report."""
    witnesses: dict[int, list[Happening]] = {}
    for one in found:
        if one.type is None:
            witnesses.setdefault(one.report, []).append(one)
    enriched = []
    for one in found:
        near = [w.lines for w in witnesses.get(one.report, ()) if 0 <= w.number - one.number <= CLOSE_BY]
        harm = {n for part in near for n in part if lines[n].series.measure in _HARM}
        violent = one.type in _VIOLENT and one.event.status == "actual" and not one.lines
        enriched.append(replace(one, lines=frozenset(harm)) if violent and harm else one)
    return enriched


def family(kind: str | None) -> str | None:
    """One name for all types that may stand for one happening."""
    return next((min(kin) for kin in KIN if kind in kin), kind)


def is_bare(one: Happening) -> bool:
    """Has the mention nothing but its kind ("such attacks"): no side, no place, no day, no figure?"""
    return not (one.parts or one.place or one.event.earliest or one.lines)
