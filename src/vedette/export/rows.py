"""Events as the field's formats want them: one row an incident, computed once for all formats."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from vedette.export.excerpts import Excerpts
from vedette.export.options import Options
from vedette.read.gazetteer.names import labelled
from vedette.record import DeskRecord, Event, Incident, Participant, Report, Span
from vedette.record.annotation import TextLayer
from vedette.record.index import Index
from vedette.record.links import Slot

Voice = Literal["outlet", "speaker", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an event; country alpha-3 (Kosovo XKX), sector PLOVER, kind as the record has it."""

    name: str
    country: str | None = None
    sector: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One sentence that tells of an event; offsets are code points of the report's text, `sentence` counts from 1."""

    mention: str
    report: Report
    published: tuple[str | None, str | None]
    recorded_at: str | None
    sentence: int
    span: Span
    trigger: Span
    layer: TextLayer
    speaker: str | None
    voice: Literal["outlet", "speaker"]
    sha256: str
    clause: Span
    fullness: int

    @property
    def reference(self) -> str:
        """`REPORT s3`: the third sentence of that report."""
        return f"{self.report.id} s{self.sentence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One incident with its sides, its voice and its sentences; `key` names it by its words, whatever its number.

    `voice` is `outlet` when a report tells it in its own voice, `speaker` when only speakers vouch for it, `disputed`
    when a voice denies that it happened.
    """

    incident: Incident
    key: str
    voice: Voice
    quad: int | None
    score: float | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    contexts: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    disputed: tuple[Slot, ...]
    figures: tuple[str, ...]

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that tell it, each once, in the order of its mentions."""
        return tuple({e.report.id: e.report for e in self.evidence}.values())

    @property
    def is_claim(self) -> bool:
        """Does it rest on a speaker's word alone, is it disputed, or has it not happened (now)?"""
        return self.voice != "outlet" or self.incident.status != "actual"


@dataclass(frozen=True, slots=True)
class View:
    """A record opened for export: its index, the wording that may leave, and who is who."""

    index: Index
    excerpts: Excerpts
    people: Mapping[str, Party]
    hashes: Mapping[str, str]
    disputes: Mapping[str, tuple[Slot, ...]]

    @property
    def record(self) -> DeskRecord:
        """The record itself."""
        return self.index.record

    def words(self, evidence: Evidence) -> str:
        """The sentence, or its clause and no more than may leave the desk."""
        span = evidence.span if self.excerpts.full_text else evidence.clause
        return self.excerpts.of(evidence.report.id, span)

    def lead(self, row: Row) -> str | None:
        """The sentence that tells the event best: prose before headlines, an outlet's own voice, the fullest."""
        if not row.evidence:
            return None
        best = max(row.evidence, key=lambda e: (e.layer == "body", e.voice == "outlet", e.fullness))
        return self.excerpts.of(best.report.id, best.span) or None


def view(record: DeskRecord, options: Options) -> View:
    """Open a record for export."""
    record = labelled(record, options.names)
    index = Index(record)
    hashes = {report.id: hashlib.sha256(report.text.encode()).hexdigest() for report in record.reports}
    return View(index, Excerpts(index, options.full_text), _people(record), hashes, _disputes(record))


def rows(held: View, *, claims: bool = False, happened_only: bool = True) -> Iterator[Row]:
    """The incidents of the record that have a PLOVER type, in their order.

    Without `claims` only what happened and what an outlet vouches for in its own voice and nobody denies; with it also
    what speakers vouch for, and, unless `happened_only`, what was planned, asked for, feared, denied or long ago.
    """
    for incident in held.record.links.incidents:
        if incident.type is None or (happened_only and incident.status != "actual"):
            continue
        row = _row(held, incident)
        if claims or not row.is_claim:
            yield row


def _row(held: View, incident: Incident) -> Row:
    told = [(m, *found) for m in incident.mentions if (found := held.index.event(m))]
    events = [event for _, _, event in told]
    evidence = tuple(_evidence(held, *one) for one in told)
    disputed = held.disputes.get(incident.id, ())
    like = [e for e in events if (e.type, e.mode) == (incident.type, incident.mode)]
    quad, score = (like[0].quad, like[0].intensity) if like else _coded(incident)
    return Row(
        incident=incident,
        key=_key(incident, told),
        voice=_voice(disputed, evidence),
        quad=quad,
        score=score,
        actors=_parties(held, incident.actors, [p for e in events for p in e.actors]),
        recipients=_parties(held, incident.recipients, [p for e in events for p in e.recipients]),
        contexts=tuple(dict.fromkeys(context for e in events for context in e.contexts)),
        evidence=evidence,
        disputed=disputed,
        figures=tuple(_killed(held, told)),
    )


def _coded(incident: Incident) -> tuple[int | None, float | None]:
    """Quad class and score of a type that an analyst gave."""
    from vedette.read.events.lexicon import codes

    code = codes().get((incident.type or "", incident.mode)) or codes().get((incident.type or "", None))
    return (code.quad, code.intensity) if code else (None, None)


def _key(incident: Incident, told: list[tuple[str, str, Event]]) -> str:
    if not told:
        return min(incident.mentions, default=incident.id)
    return min(f"{report}:{event.trigger[0]}-{event.trigger[1]}" for _, report, event in told)


def _evidence(held: View, mention: str, report_id: str, event: Event) -> Evidence:
    annotation, at = held.index.annotation(report_id), held.index.place(report_id)
    trigger = Span(*event.trigger)
    span = held.index.sentence(report_id, trigger)
    said = None if event.attribution is None else annotation.attributions[event.attribution].speaker
    sentence = held.index.sentence_at(report_id, trigger.start) or 0
    return Evidence(
        mention=mention,
        report=held.index.report(report_id),
        published=(annotation.published.earliest, annotation.published.latest),
        recorded_at=held.record.recorded_at[at] if held.record.recorded_at else None,
        sentence=sentence + 1,
        layer=annotation.sentences[sentence].layer if annotation.sentences else "body",
        span=span,
        trigger=trigger,
        speaker=(said.actor or said.text) if said else None,
        voice="outlet" if event.attribution is None else "speaker",
        sha256=held.hashes[report_id],
        clause=Span(event.start, event.end),
        fullness=bool(event.actors) + bool(event.recipients) + (event.place is not None) + bool(event.figures),
    )


def _disputes(record: DeskRecord) -> dict[str, tuple[Slot, ...]]:
    """What is in dispute about each incident."""
    found: dict[str, dict[Slot, None]] = {}
    for dispute in record.links.disputes:
        if isinstance(dispute.about, str):
            found.setdefault(dispute.about, {})[dispute.slot] = None
    for incident in record.links.incidents:
        for number in incident.disputes:
            found.setdefault(incident.id, {})[record.links.disputes[number].slot] = None
    return {incident: tuple(slots) for incident, slots in found.items()}


def _voice(disputed: tuple[Slot, ...], evidence: tuple[Evidence, ...]) -> Voice:
    if "occurrence" in disputed:
        return "disputed"
    return "outlet" if not evidence or any(e.voice == "outlet" for e in evidence) else "speaker"


def _people(record: DeskRecord) -> dict[str, Party]:
    """Every actor of every report by name and alias; who is named first in the record is kept."""
    found: dict[str, Party] = {}
    for annotation in record.annotations:
        for actor in annotation.actors:
            party = Party(name=actor.name, country=actor.country, sector=actor.sector, kind=actor.kind)
            known = found.get(actor.name)
            if known is None or (known.country is None and party.country is not None):
                found[actor.name] = party
            for alias in actor.aliases:
                found.setdefault(alias, party)
    return found


def _parties(held: View, names: tuple[str, ...], mentioned: list[Participant]) -> tuple[Party, ...]:
    return tuple(_party(held, name, mentioned) for name in names)


def _party(held: View, name: str, mentioned: list[Participant]) -> Party:
    """The side as its own sentences code it; a fuller name ("Serb protesters") is coded as its plain one is."""
    same = [p for p in mentioned if p.name == name] or [p for p in mentioned if name.endswith(p.name)]
    known = held.people.get(name) or next((held.people[p.name] for p in same if p.name in held.people), None)
    country = next((p.country for p in same if p.country), known.country if known else None)
    sector = next((p.sector for p in same if p.sector), known.sector if known else None)
    return Party(name=name, country=country, sector=sector, kind=known.kind if known else None)


def _killed(held: View, told: list[tuple[str, str, Event]]) -> Iterator[str]:
    """The words in which the sentences give the number of the dead."""
    for _, report_id, event in told:
        for number in event.figures:
            figure = held.index.annotation(report_id).figures[number]
            if figure.measure == "killed":
                yield held.index.report(report_id).text[figure.start : figure.end]
