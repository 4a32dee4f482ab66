"""The lineage strip (reports to origins) and the list of what is not known."""

from vedette.brief import words
from vedette.brief.model import Line, Origin, StripReport
from vedette.brief.sources import Sources
from vedette.record import Figure, Lineage, Outside, Span

_HOW = {
    "verbatim": "copy of",
    "excerpt": "part of",
    "rewrite": "rewritten from",
    "translation": "translated from",
    "quotes": "quotes the same source as",
}


def strip(sources: Sources) -> tuple[Origin, ...]:
    """Each independent origin with its reports, the source before what was drawn from it."""
    edges: dict[str, list[Lineage]] = {}
    for edge in sources.record.links.lineage:
        edges.setdefault(edge.child, []).append(edge)
    origins = []
    for number, group in enumerate(sources.record.links.origins, 1):
        rows = [(bool(_drawn(edges.get(rid, []))), rid) for rid in group]
        reports = tuple(_report(sources, rid, edges.get(rid, [])) for _, rid in sorted(rows))
        origins.append(Origin(number=number, reports=reports))
    return tuple(origins)


def _drawn(edges: list[Lineage]) -> list[Lineage]:
    return [edge for edge in edges if edge.kind != "quotes"]


def _report(sources: Sources, report_id: str, edges: list[Lineage]) -> StripReport:
    how = "; ".join(f"{_HOW[edge.kind]} {_parent(sources, edge)}" for edge in edges)
    name = f"{sources.outlet(report_id)}, {sources.date(report_id)} ({report_id})"
    return StripReport(anchor=sources.anchor(report_id), name=name, how=how)


def _parent(sources: Sources, edge: Lineage) -> str:
    if isinstance(edge.parent, Outside):
        return f"{edge.parent.outside}, which is not in the desk"
    return f"{sources.outlet(edge.parent)} ({edge.parent})"


def unknown(sources: Sources) -> tuple[Line, ...]:
    """What the reports leave open: said plainly, with the sentence where there is one."""
    parts = (_undated_reports, _unknown_figures, _open_incidents, _unfit, _refusals)
    return tuple(line for part in parts for line in part(sources))


def _undated_reports(sources: Sources) -> list[Line]:
    undated = [a.id for a in sources.record.annotations if a.published.earliest is None and a.published.latest is None]
    if not undated:
        return []
    return [
        Line(text=f"No date can be given for {words.plural(len(undated), 'report')}: {', '.join(undated)}.", cites=())
    ]


def _unknown_figures(sources: Sources) -> list[Line]:
    lines = []
    for annotation in sources.record.annotations:
        for figure in annotation.figures:
            if figure.low is figure.best is figure.high is None:
                cites = sources.cite(annotation.id, Span(figure.start, figure.end))
                lines.append(Line(text=f"Number not given ({_what(figure)}).", cites=cites))
    return lines


def _what(figure: Figure) -> str:
    return f"{figure.measure}: {figure.of}" if figure.of else figure.measure


def _open_incidents(sources: Sources) -> list[Line]:
    shown = [i for i in sources.record.links.incidents if i.type and i.status == "actual"]
    undated = sum(i.earliest is None and i.latest is None for i in shown)
    unplaced = sum(i.place is None for i in shown)
    single = sum(i.origins < 2 for i in shown)
    rows = (
        (undated, "incident", "without a date"),
        (unplaced, "incident", "without a place"),
        (single, "incident", "known from one origin only"),
    )
    return [Line(text=f"{words.plural(n, noun)} {what}, of {len(shown)}.", cites=()) for n, noun, what in rows if n]


def _unfit(sources: Sources) -> list[Line]:
    """Judgements that found nothing to change in this record: listed, never dropped."""
    return [
        Line(text=f"Judgement {u.judgement.number} by {u.judgement.analyst} no longer fits: {u.why}.", cites=())
        for u in sources.record.unfit
    ]


def _refusals(sources: Sources) -> list[Line]:
    return [Line(text=f"Not read: {r.source} ({r.reason}).", cites=()) for r in sources.record.refusals]
