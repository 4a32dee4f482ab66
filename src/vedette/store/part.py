"""The part of a record that one incident stands on: its reports, what they say, and the judgements about it."""

from dataclasses import replace

from vedette.errors import NotThereError
from vedette.record import DeskRecord, Incident, Judgement, Links


def incident_named(record: DeskRecord, name: str) -> Incident:
    """The incident of this id; the beginning of an id is enough when it is the only one.

    Raises `NotThereError` when there is none.
    """
    held = [one for one in record.links.incidents if one.id == name]
    held = held or [one for one in record.links.incidents if one.id.startswith(name)]
    if len(held) != 1:
        raise NotThereError(f"no incident {name!r}; see `vedette show incidents`")
    return held[0]


def part_of(record: DeskRecord, incident: Incident) -> DeskRecord:
    """The record with nothing but this incident, the reports that tell of it and what links them."""
    told = {mention.rpartition("#")[0] for mention in incident.mentions}
    places = [n for n, report in enumerate(record.reports) if report.id in told]
    return replace(
        record,
        reports=tuple(record.reports[n] for n in places),
        annotations=tuple(record.annotations[n] for n in places),
        recorded_at=tuple(record.recorded_at[n] for n in places),
        sources=tuple(record.sources[n] for n in places),
        links=_links(record.links, incident, told),
        judgements=tuple(judged for judged in record.judgements if concerns(judged, told)),
        unfit=tuple(one for one in record.unfit if concerns(one.judgement, told)),
    )


def concerns(judged: Judgement, told: set[str]) -> bool:
    """Is a judgement about words of these reports, or about a name or a source, which they may have?"""
    return not judged.targets or any(anchor.report in told for target in judged.targets for anchor in target)


def _links(links: Links, incident: Incident, told: set[str]) -> Links:
    disputes = tuple(links.disputes[n] for n in incident.disputes)
    series = [replace(one, points=tuple(point for point in one.points if point.report in told)) for one in links.series]
    return Links(
        lineage=tuple(edge for edge in links.lineage if edge.child in told or edge.parent in told),
        origins=tuple(kept for group in links.origins if (kept := tuple(r for r in group if r in told))),
        incidents=(replace(incident, disputes=tuple(range(len(disputes)))),),
        series=tuple(one for one in series if one.points),
        disputes=disputes,
    )
