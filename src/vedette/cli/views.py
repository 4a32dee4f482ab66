"""The views of `vedette show`: the record as tables."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vedette.cli.text import low_best_high, number_of, plain, span_of_days
from vedette.record import DeskRecord, Incident, Report

_SAYS = 140
_SHORT = 30
"""Characters up to which a clause alone tells too little ("demanded")."""
_NAME = 60
_DATE = 10


def incidents(record: DeskRecord) -> list[RenderableType]:
    """Each incident with its values and the sentence that first tells of it, by day; unknown days last."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for name in ("id", "when", "what"):
        table.add_column(name, no_wrap=True)
    table.add_column("who, to whom, where; in which words")
    found = sorted(record.links.incidents, key=lambda i: (i.earliest or i.latest or "9999", i.id))
    for incident in found:
        days = span_of_days(incident.earliest, incident.latest).replace(" to ", "\n")
        table.add_row(plain(incident.id), days, what(incident).replace(" (", "\n("), _told(record, incident))
    return [table] if found else ["no incidents"]


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
                Text.assemble(name_of(texts, point.report), (f"@{point.start}", "dim")),
            )
        parts.append(table)
    return parts or ["no figures"]


def hanging(mark: str, words: Text, *, indent: int = 0) -> Table:
    """Words after a mark; when they take several lines, each begins where the first did."""
    table = Table(box=None, show_header=False, padding=0, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(" " * indent + mark, words)
    return table


def name_of(reports: dict[str, Report], wanted: str) -> Text:
    """A report by its outlet, day and title, else by how its text begins, with its id."""
    report = reports.get(wanted)
    if report is None:
        return Text(plain(wanted))
    title = plain(report.title or report.text.partition("\n")[0], limit=_NAME)
    outlet = f"{plain(report.outlet)}" if report.outlet else ""
    source = ", ".join(part for part in (outlet, plain((report.published or "")[:_DATE]) or "undated") if part)
    return Text.assemble(f"{source}: {title} ", (plain(report.id), "dim"))


def sentence(report: Report | None, start: int, end: int) -> str:
    """The words at a span, on one line."""
    return "" if report is None else plain(report.text[start:end], limit=_SAYS)


def sentence_at(record: DeskRecord, report: str, at: int) -> str:
    """The sentence of a report that holds an offset; empty when there is none."""
    for told, annotation in zip(record.reports, record.annotations, strict=True):
        if told.id == report:
            return next((told.text[s.start : s.end] for s in annotation.sentences if s.start <= at < s.end), "")
    return ""


def what(found: Incident) -> str:
    """Type, mode and status of an incident."""
    kind = f"{found.type or 'other'}{f'/{found.mode}' if found.mode else ''}"
    return kind if found.status == "actual" else f"{kind} ({found.status})"


def _told(record: DeskRecord, found: Incident) -> Text:
    """The values of an incident in one line, and the words of its first mention in the next."""
    who, whom = (plain(", ".join(side), limit=_NAME) for side in (found.actors, found.recipients))
    place = f"in {plain(found.place.name)}" if found.place is not None else ""
    counts = [
        f"{low_best_high(count.low, count.best, count.high)} {name}"
        for name, count in (("killed", found.killed), ("injured", found.injured))
        if count is not None
    ]
    sides = f"{who or 'unknown'} → {whom}" if whom else who or "unknown"
    tally = f"{number_of(found.reports, 'report')}, {number_of(found.origins, 'origin')}"
    grade = f"{found.reliability}{found.credibility}"
    disputed = f"disputed ({', '.join(map(str, found.disputes))})" if found.disputes else ""
    values = "; ".join(part for part in (f"{sides} {place}".rstrip(), *counts, tally, grade, disputed) if part)
    return Text.assemble(values, (f"\n{first_words(record, found)}", "dim"))


def first_words(record: DeskRecord, found: Incident) -> str:
    """The clause of an incident's first mention as the report has it, its sentence when the clause says too little."""
    report, _, index = found.mentions[0].rpartition("#")
    for told, annotation in zip(record.reports, record.annotations, strict=True):
        if told.id == report and index.isdigit() and int(index) < len(annotation.events):
            event = annotation.events[int(index)]
            if event.end - event.start < _SHORT:
                return f"“{plain(sentence_at(record, report, event.trigger[0]), limit=_SAYS)}”"
            return f"“{sentence(told, event.start, event.end)}”"
    return ""


def _voice(speaker: str | None) -> Text:
    return Text(plain(speaker, limit=_NAME) if speaker else "outlet", style="cyan")
