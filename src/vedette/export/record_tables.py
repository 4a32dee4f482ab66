"""The desk's own tables: everything that the record holds, flat, for CSV and Parquet."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from vedette.export.options import Options
from vedette.export.rows import Row, View, rows
from vedette.export.tables import Table, columns
from vedette.export.values import Values, values
from vedette.record import Outside, Span
from vedette.record.links import Demand, StateChange, Telling


def tables(held: View, options: Options) -> list[Table]:
    """Events and evidence, reports, figures, disputes, demands, reinforcements, lineage; claims when asked for."""
    found = list(rows(held, claims=options.claims, happened_only=not options.claims))
    parts: dict[str, Callable[[], Iterable[Values]]] = {
        "events": lambda: [values(held, row) for row in found],
        "evidence": lambda: [line for row in found for line in evidence(held, row, row.incident.id)],
        "reports": lambda: _reports(held),
        "figures": lambda: _figures(held),
        "disputes": lambda: _disputes(held),
        "demands": lambda: _demands(held),
        "reinforcements": lambda: _reinforcements(held),
        "lineage": lambda: _lineage(held),
    }
    if options.claims:
        parts["claims"] = lambda: _claims(held)
    return [table(name, made()) for name, made in parts.items()]


def table(name: str, made: Iterable[Values]) -> Table:
    """One of the desk's own tables, as a file of its name."""
    return Table(name=name, file=f"{name}.csv", columns=columns(name), rows=made)


def evidence(held: View, row: Row, event: str) -> Iterator[Values]:
    """The sentences of one event, under the id that the table beside gives it."""
    for one in row.evidence:
        yield {
            "event": event,
            "incident": row.incident.id,
            "mention": one.mention,
            "report": one.report.id,
            "sentence": one.sentence,
            "start": one.span.start,
            "end": one.span.end,
            "trigger_start": one.trigger.start,
            "trigger_end": one.trigger.end,
            "speaker": one.speaker,
            "outlet": one.report.outlet,
            **_interval("published", *one.published),
            "url": one.report.url,
            "sha256": one.sha256,
            "excerpt": held.words(one) or None,
        }


def _reports(held: View) -> Iterator[Values]:
    record = held.record
    origin = {report: n for n, group in enumerate(record.links.origins, 1) for report in group}
    for n, (report, annotation) in enumerate(zip(record.reports, record.annotations, strict=True)):
        yield {
            "id": report.id,
            "title": held.excerpts.title(report.id) or None,
            "outlet": report.outlet,
            "url": report.url,
            "language": report.language,
            **_interval("published", annotation.published.earliest, annotation.published.latest),
            "basis": annotation.published.basis,
            "recorded_at": record.recorded_at[n] if record.recorded_at else None,
            "sources": record.sources[n] if record.sources else (),
            "origin": origin.get(report.id),
            "characters": len(report.text),
            "sha256": held.hashes[report.id],
        }


def _figures(held: View) -> Iterator[Values]:
    for number, series in enumerate(held.record.links.series):
        for point in series.points:
            yield {
                "series": number,
                "measure": series.measure,
                "of": series.of,
                **_interval("as_of", point.as_of.earliest, point.as_of.latest),
                "low": point.low,
                "best": point.best,
                "high": point.high,
                "qualifier": point.qualifier,
                "speaker": point.speaker,
                "flags": point.flags,
                **_at(held, point.report, point.start, point.end),
            }


def _disputes(held: View) -> Iterator[Values]:
    for number, dispute in enumerate(held.record.links.disputes):
        for side in dispute.sides:
            said = held.excerpts.literal(side.report, side.says)
            yield {
                "dispute": number,
                "about": None if dispute.about is None else str(dispute.about),
                "slot": dispute.slot,
                "speaker": side.speaker,
                "says": said or None,
                **_at(held, side.report, side.start, side.end),
            }


def _claims(held: View) -> Iterator[Values]:
    for annotation in held.record.annotations:
        for number, said in enumerate(annotation.attributions):
            content = said.content[0]
            speaker = said.speaker
            yield {
                "number": number,
                "speaker": (speaker.actor or speaker.text) if speaker else None,
                "act": said.act,
                "form": said.form,
                "addressee": said.addressee,
                "within": said.within,
                **_at(held, annotation.id, content.start, said.content[-1].end),
                "excerpt": held.excerpts.of(annotation.id, Span(*content)) or None,
            }


def _demands(held: View) -> Iterator[Values]:
    for demand in held.record.links.demands:
        steps = [("said", telling) for telling in demand.sayings] + [("changed", change) for change in demand.changes]
        for step, telling in steps:
            yield {**_demand(demand, telling), "step": step, **_telling(held, telling)}


def _demand(demand: Demand, telling: Telling) -> Values:
    return {
        "id": demand.id,
        "kind": demand.kind,
        "speaker": demand.speaker,
        "addressee": demand.addressee,
        "matter": demand.matter,
        "state": telling.state if isinstance(telling, StateChange) else "open",
        "why": telling.why if isinstance(telling, StateChange) else None,
    }


def _reinforcements(held: View) -> Iterator[Values]:
    for force in held.record.links.reinforcements:
        for stage in force.stages:
            yield {
                "id": force.id,
                "owner": force.owner,
                "unit": force.unit,
                "stage": stage.stage,
                **{f"size_{end}": getattr(stage.size, end) if stage.size else None for end in ("low", "best", "high")},
                "place": stage.place.name if stage.place else None,
                **_telling(held, stage),
            }


def _telling(held: View, told: Telling) -> Values:
    return {
        **_interval("as_of", told.as_of.earliest, told.as_of.latest),
        "teller": told.speaker,
        **_at(held, told.report, told.start, told.end),
    }


def _lineage(held: View) -> Iterator[Values]:
    for edge in held.record.links.lineage:
        outside = edge.parent.outside if isinstance(edge.parent, Outside) else None
        yield {
            "child": edge.child,
            "parent": None if outside else edge.parent,
            "outside": outside,
            "kind": edge.kind,
            "score": edge.score,
            "why": edge.why,
        }


def _interval(name: str, earliest: str | None, latest: str | None) -> Mapping[str, object]:
    return {f"{name}_earliest": (earliest or "")[:10] or None, f"{name}_latest": (latest or "")[:10] or None}


def _at(held: View, report: str, start: int, end: int) -> Values:
    sentence = held.index.sentence_at(report, start)
    return {"report": report, "sentence": None if sentence is None else sentence + 1, "start": start, "end": end}
