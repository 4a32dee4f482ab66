"""The views of `vedette show`: the record as tables."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vedette.cli.text import low_best_high, plain, span_of_days
from vedette.record import DeskRecord, Dispute, Incident, Outside, Report

_SAYS = 90
_NAME = 60


def incidents(record: DeskRecord) -> list[RenderableType]:
    """One row for each incident, by day; unknown days last."""
    table = Table(box=None, pad_edge=False)
    for name in ("id", "when", "what", "who", "to whom", "where", "killed", "injured"):
        table.add_column(name, overflow="fold")
    for name in ("reports", "origins", "grade", "disputes"):
        table.add_column(name, justify="right")
    for found in sorted(record.links.incidents, key=lambda i: (i.earliest or i.latest or "9999", i.id)):
        table.add_row(*_incident(found))
    return [table] if record.links.incidents else ["no incidents"]


def figures(record: DeskRecord) -> list[RenderableType]:
    """A heading for each series, and under it its points in time."""
    texts = {report.id: report for report in record.reports}
    parts: list[RenderableType] = []
    for series in record.links.series:
        parts.append(Text(f"\n{series.measure} of {plain(series.of or 'unknown', limit=_NAME)}", style="bold"))
        table = Table(box=None, pad_edge=False, show_header=False)
        for point in series.points:
            value = low_best_high(point.low, point.best, point.high)
            words = sentence(texts.get(point.report), point.start, point.end)
            days = span_of_days(point.as_of.earliest, point.as_of.latest)
            flags = f"[{', '.join(point.flags)}]" if point.flags else ""
            said = f"{value} {point.qualifier or ''}".strip()
            table.add_row(
                days,
                Text(said, style="bold"),
                _voice(point.speaker),
                Text(f"“{words}” {flags}".strip()),
                name_of(texts, point.report),
            )
        parts.append(table)
    return parts or ["no figures"]


def disputes(record: DeskRecord) -> list[RenderableType]:
    """Each dispute with its sides one under the other."""
    texts = {report.id: report for report in record.reports}
    parts: list[RenderableType] = []
    for number, dispute in enumerate(record.links.disputes):
        parts.append(Text(f"\n{number}. {dispute.slot}: {_about(record, dispute)}", style="bold"))
        table = Table(box=None, pad_edge=False, show_header=False)
        for side in dispute.sides:
            words = sentence(texts.get(side.report), side.start, side.end)
            table.add_row(
                _voice(side.speaker),
                Text(plain(side.says, limit=_NAME), style="bold"),
                Text(f"“{words}”"),
                name_of(texts, side.report),
            )
        parts.append(table)
    return parts or ["no disputes"]


def lineage(record: DeskRecord) -> list[RenderableType]:
    """Each independent origin, and how its reports draw on one another."""
    texts = {report.id: report for report in record.reports}
    parts: list[RenderableType] = []
    for number, origin in enumerate(record.links.origins, 1):
        parts.append(Text(f"\norigin {number}: {len(origin)} report{'s' if len(origin) > 1 else ''}", style="bold"))
        table = Table(box=None, pad_edge=False, show_header=False)
        for report in origin:
            edges = [edge for edge in record.links.lineage if edge.child == report]
            if not edges:
                table.add_row(name_of(texts, report), "", "")
            for edge in edges:
                parent = (
                    f"{edge.parent.outside} (not on the desk)"
                    if isinstance(edge.parent, Outside)
                    else name_of(texts, edge.parent).plain
                )
                table.add_row(
                    name_of(texts, report),
                    f"{edge.kind} of" if edge.kind != "quotes" else "quotes",
                    Text(f"{plain(parent)}  {edge.score:.2f}"),
                )
        parts.append(table)
    return parts or ["no reports"]


def name_of(reports: dict[str, Report], wanted: str) -> Text:
    """A report by its outlet and title, else by how its text begins, with its id."""
    report = reports.get(wanted)
    if report is None:
        return Text(plain(wanted))
    title = plain(report.title or report.text.partition("\n")[0], limit=_NAME)
    outlet = f"{plain(report.outlet)}: " if report.outlet else ""
    return Text.assemble(f"{outlet}{title} ", (plain(report.id), "dim"))


def sentence(report: Report | None, start: int, end: int) -> str:
    """The words at a span, on one line."""
    return "" if report is None else plain(report.text[start:end], limit=_SAYS)


def what(found: Incident) -> str:
    """Type, mode and status of an incident."""
    kind = f"{found.type or 'other'}{f'/{found.mode}' if found.mode else ''}"
    return kind if found.status == "actual" else f"{kind} ({found.status})"


def _incident(found: Incident) -> list[str]:
    place = plain(found.place.name) if found.place is not None else ""
    killed, injured = (low_best_high(r.low, r.best, r.high) if r else "" for r in (found.killed, found.injured))
    who, whom = (plain(", ".join(side), limit=_NAME) for side in (found.actors, found.recipients))
    days = span_of_days(found.earliest, found.latest)
    grade = f"{found.reliability}{found.credibility}"
    tally = [str(found.reports), str(found.origins), grade, str(len(found.disputes) or "")]
    return [plain(found.id), days, what(found), who, whom, place, killed, injured, *tally]


def _voice(speaker: str | None) -> Text:
    return Text(plain(speaker, limit=_NAME) if speaker else "outlet", style="cyan")


def _about(record: DeskRecord, dispute: Dispute) -> str:
    if isinstance(dispute.about, int):
        series = record.links.series[dispute.about]
        return f"{series.measure} of {plain(series.of or 'unknown')}"
    found = next((i for i in record.links.incidents if i.id == dispute.about), None)
    if found is None:
        return "no single incident"
    return f"incident {plain(found.id)}, {what(found)}, {span_of_days(found.earliest, found.latest)}"
