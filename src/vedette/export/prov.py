"""Where every value comes from, in the terms of W3C PROV, and back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata

from vedette.errors import InputError
from vedette.export.rows import Row, View
from vedette.record import Outside

_PREFIXES = {"vd": "urn:vedette:", "prov": "http://www.w3.org/ns/prov#"}
_RUN = "vd:run"
_SOFTWARE = "vd:vedette"
_RELATIONS = {
    "wasGeneratedBy": ("prov:entity", "prov:activity"),
    "used": ("prov:activity", "prov:entity"),
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"),
    "wasAttributedTo": ("prov:entity", "prov:agent"),
    "wasAssociatedWith": ("prov:activity", "prov:agent"),
}

Attributes = Mapping[str, object]


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Relation:
    """One arrow from what came later to what came before; `kind` of PROV, `type` its finer sort (`prov:Revision`)."""

    kind: str
    source: str
    target: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Entities, activities and agents with their attributes, and the relations between them, in order."""

    entities: Mapping[str, Attributes] = field(default_factory=dict)
    activities: Mapping[str, Attributes] = field(default_factory=dict)
    agents: Mapping[str, Attributes] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()


@dataclass(slots=True)
class _Draft:
    entities: dict[str, Attributes] = field(default_factory=dict)
    activities: dict[str, Attributes] = field(default_factory=dict)
    agents: dict[str, Attributes] = field(default_factory=dict)
    relations: dict[Relation, None] = field(default_factory=dict)

    def relate(self, kind: str, source: str, target: str, type_: str | None = None) -> None:
        self.relations[Relation(kind=kind, source=source, target=target, type=type_)] = None


def provenance(held: View, rows: Iterable[Row]) -> Provenance:
    """Incidents from sentences, sentences from reports, reports from reports; who published, said and judged."""
    draft = _Draft()
    draft.agents[_SOFTWARE] = {"prov:type": "prov:SoftwareAgent", "vd:version": metadata.version("vedette")}
    draft.activities[_RUN] = _run(held)
    draft.relate("wasAssociatedWith", _RUN, _SOFTWARE)
    _reports(draft, held)
    for row in rows:
        _incident(draft, held, row)
    _figures(draft, held)
    _judgements(draft, held)
    return Provenance(
        entities=draft.entities,
        activities=draft.activities,
        agents=draft.agents,
        relations=tuple(sorted(draft.relations, key=lambda r: (r.kind, r.source, r.target, r.type or ""))),
    )


def write(found: Provenance) -> str:
    """PROV-JSON, the same bytes for the same provenance."""
    document: dict[str, object] = {
        "prefix": _PREFIXES,
        "entity": found.entities,
        "activity": found.activities,
        "agent": found.agents,
    }
    for kind, (source, target) in _RELATIONS.items():
        of_kind = [relation for relation in found.relations if relation.kind == kind]
        if of_kind:
            document[kind] = {
                f"_:{kind}{n}": {source: r.source, target: r.target, **({"prov:type": r.type} if r.type else {})}
                for n, r in enumerate(of_kind, 1)
            }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Provenance:
    """What `write` wrote; raises `InputError` for anything else."""
    try:
        document = json.loads(text)
        relations = [
            Relation(kind=kind, source=values[source], target=values[target], type=values.get("prov:type"))
            for kind, (source, target) in _RELATIONS.items()
            for values in document.get(kind, {}).values()
        ]
        return Provenance(
            entities=document["entity"],
            activities=document["activity"],
            agents=document["agent"],
            relations=tuple(sorted(relations, key=lambda r: (r.kind, r.source, r.target, r.type or ""))),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"not provenance of a desk: {error}") from error


def _run(held: View) -> Attributes:
    versions = dict.fromkeys(v for annotation in held.record.annotations for v in annotation.extractors)
    models = dict.fromkeys(m for annotation in held.record.annotations for m in annotation.models)
    found = {
        "prov:type": "vd:reading",
        "vd:extractors": list(versions),
        "vd:models": list(models),
        "vd:asKnownAt": held.record.as_known_at,
    }
    return {key: value for key, value in found.items() if value}


def _report_id(report: str) -> str:
    return f"vd:report/{report}"


def _agent(draft: _Draft, kind: str, name: str, type_: str) -> str:
    agent = f"vd:{kind}/{name}"
    draft.agents.setdefault(agent, {"prov:type": type_, "prov:label": name})
    return agent


def _reports(draft: _Draft, held: View) -> None:
    recorded = held.record.recorded_at or (None,) * len(held.record.reports)
    for report, moment in zip(held.record.reports, recorded, strict=True):
        name = _report_id(report.id)
        attributes = {
            "prov:type": "vd:report",
            "vd:sha256": held.hashes[report.id],
            "vd:characters": len(report.text),
            "vd:url": report.url,
            "vd:recordedAt": moment,
            "prov:label": held.excerpts.title(report.id) or None,
        }
        draft.entities[name] = {key: value for key, value in attributes.items() if value is not None}
        draft.relate("used", _RUN, name)
        if report.outlet:
            draft.relate("wasAttributedTo", name, _agent(draft, "outlet", report.outlet, "prov:Organization"))
    for edge in held.record.links.lineage:
        if isinstance(edge.parent, Outside):
            parent = f"vd:outside/{edge.parent.outside}"
            draft.entities.setdefault(parent, {"prov:type": "vd:outside", "prov:label": edge.parent.outside})
        else:
            parent = _report_id(edge.parent)
        how = "prov:Quotation" if edge.kind == "quotes" else "prov:PrimarySource"
        draft.relate("wasDerivedFrom", _report_id(edge.child), parent, how)


def _sentence(draft: _Draft, held: View, report: str, start: int) -> str:
    """The sentence as an entity that is quoted from its report."""
    at = held.index.sentence_at(report, start)
    name = f"vd:report/{report}/s{(at or 0) + 1}"
    if name not in draft.entities:
        spans = held.index.annotation(report).sentences
        where = {"vd:start": spans[at].start, "vd:end": spans[at].end} if at is not None else {}
        draft.entities[name] = {"prov:type": "vd:sentence", **where}
        draft.relate("wasDerivedFrom", name, _report_id(report), "prov:Quotation")
    return name


def _incident(draft: _Draft, held: View, row: Row) -> None:
    incident = row.incident
    name = f"vd:incident/{incident.id}"
    attributes = {
        "prov:type": "vd:incident",
        "vd:key": row.key,
        "vd:plover": incident.type,
        "vd:mode": incident.mode,
        "vd:status": incident.status,
        "vd:earliest": incident.earliest,
        "vd:latest": incident.latest,
        "vd:origins": incident.origins,
        "vd:rating": f"{incident.reliability}{incident.credibility}",
        "vd:mentions": list(incident.mentions),
    }
    draft.entities[name] = {key: value for key, value in attributes.items() if value is not None}
    draft.relate("wasGeneratedBy", name, _RUN)
    for evidence in row.evidence:
        sentence = _sentence(draft, held, evidence.report.id, evidence.trigger.start)
        draft.relate("wasDerivedFrom", name, sentence)
        if evidence.speaker:
            speaker = _agent(draft, "speaker", evidence.speaker, "prov:Agent")
            draft.relate("wasAttributedTo", sentence, speaker)


def _figures(draft: _Draft, held: View) -> None:
    for number, series in enumerate(held.record.links.series):
        for n, point in enumerate(series.points):
            name = f"vd:figure/{number}/{n}"
            ends = {f"vd:{end}": getattr(point, end) for end in ("low", "best", "high")}
            attributes = {"prov:type": "vd:figure", "vd:measure": series.measure, "vd:of": series.of, **ends}
            draft.entities[name] = {key: value for key, value in attributes.items() if value is not None}
            draft.relate("wasGeneratedBy", name, _RUN)
            draft.relate("wasDerivedFrom", name, _sentence(draft, held, point.report, point.start))
            if point.speaker:
                draft.relate("wasAttributedTo", name, _agent(draft, "speaker", point.speaker, "prov:Agent"))


def _judgements(draft: _Draft, held: View) -> None:
    for judged in held.record.judgements:
        name = f"vd:judgement/{judged.number}"
        draft.activities[name] = {
            "prov:type": "vd:judgement",
            "prov:endTime": judged.recorded_at,
            "vd:act": judged.ruling.act if judged.ruling else "undo",
            "vd:reason": judged.reason,
        }
        draft.relate("wasAssociatedWith", name, _agent(draft, "analyst", judged.analyst, "prov:Person"))
        for anchor in (anchor for target in judged.targets for anchor in target):
            if anchor.report in held.hashes:
                draft.relate("used", name, _sentence(draft, held, anchor.report, anchor.start))
