"""`vedette show lineage`: each origin as a tree of the reports drawn from it."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from vedette.cli.text import plain
from vedette.cli.views import hanging, name_of
from vedette.record import DeskRecord, Lineage, Outside, Report

_DRAWN = {
    "verbatim": "copies the whole of it",
    "excerpt": "takes a part of it",
    "rewrite": "tells it in other words",
    "translation": "translates it",
    "quotes": "quotes the same words as",
}
_INDENT = 3
_SAYS = 100


def lineage(record: DeskRecord) -> list[RenderableType]:
    """The origins that several reports repeat, as trees; then those told once; then what quotes or credits whom."""
    if not record.reports:
        return ["no reports"]
    reports = {report.id: report for report in record.reports}
    several = [origin for origin in record.links.origins if len(origin) > 1]
    alone = [origin[0] for origin in record.links.origins if len(origin) == 1]
    parts: list[RenderableType] = []
    for origin in sorted(several, key=lambda o: (-len(o), o)):
        parts += [Text(f"\none origin, {len(origin)} reports", style="bold"), *_tree(record, reports, origin)]
    if alone:
        parts.append(Text(f"\ntold by one report each: {len(alone)}", style="bold"))
        parts += [_line(name_of(reports, report), 0) for report in sorted(alone, key=lambda r: _age(reports, r))]
    return [*parts, *_links(record, reports)]


def _tree(record: DeskRecord, reports: dict[str, Report], origin: tuple[str, ...]) -> Iterator[RenderableType]:
    """The reports of one origin, each under the one that it was drawn from."""
    edges = [e for e in record.links.lineage if e.kind != "quotes" and e.child in origin and e.parent in origin]
    parent = {e.child: e for e in edges}
    below: dict[str, list[str]] = {}
    for edge in edges:
        below.setdefault(str(edge.parent), []).append(edge.child)
    waiting = [(report, 0) for report in sorted(origin, key=lambda r: _age(reports, r)) if report not in parent][::-1]
    seen: set[str] = set()
    while waiting:
        report, depth = waiting.pop()
        if report in seen:
            continue
        seen.add(report)
        yield hanging("└ " if depth else "", name_of(reports, report), indent=_INDENT * depth)
        if report in parent:
            yield hanging("", _how(parent[report]), indent=_INDENT * depth + len("└ "))
        waiting += [(child, depth + 1) for child in sorted(below.get(report, ()), key=lambda r: _age(reports, r))][::-1]


def _how(edge: Lineage) -> Text:
    """How a report was drawn from the one above it."""
    shared = f"; {len(edge.evidence)} shared {'passage' if len(edge.evidence) == 1 else 'passages'}"
    return Text(f"{edge.kind} ({edge.score:.2f}): {_DRAWN[edge.kind]}{shared}; {plain(edge.why)}", style="dim")


def _links(record: DeskRecord, reports: dict[str, Report]) -> Iterator[RenderableType]:
    """Shared quotations, and the origins that are credited but are not on the desk."""
    edges = [e for e in record.links.lineage if e.kind == "quotes" or isinstance(e.parent, Outside)]
    if edges:
        yield Text("\nquotes and credits", style="bold")
    for edge in edges:
        yield _line(name_of(reports, edge.child), 0)
        if isinstance(edge.parent, Outside):
            yield _line(Text(f"origin {plain(edge.parent.outside)}, not on the desk: {plain(edge.why)}"), 1)
        else:
            yield _line(Text.assemble("quotes the same words as ", name_of(reports, edge.parent)), 1)
        report = reports.get(edge.child)
        if report is not None and edge.evidence:
            span = edge.evidence[0].child
            yield _line(Text(f"“{plain(report.text[span.start : span.end], limit=_SAYS)}”", style="dim"), 1)


def _age(reports: dict[str, Report], report: str) -> tuple[str, str]:
    """Sorts the older first, the undated last."""
    known = reports.get(report)
    return (known.published if known is not None and known.published else "9", report)


def _line(words: Text, depth: int) -> RenderableType:
    return hanging("- " if depth == 0 else "", words, indent=_INDENT * depth)
