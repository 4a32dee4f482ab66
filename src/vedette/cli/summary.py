"""The first look at a desk: counts, highlights, key figures, open disputes and demands."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vedette.brief import Brief, compose
from vedette.cli.demands_view import day_of as demand_day
from vedette.cli.demands_view import title
from vedette.cli.text import plain
from vedette.record import DeskRecord

_FIGURES = 8
_DISPUTES = 5
_DEMANDS = 5
_WORDS = 130


def summary(record: DeskRecord) -> list[RenderableType]:
    """What an analyst wants to know before anything else."""
    brief = compose(record)
    counts = f"{brief.reports} reports, {brief.origins} independent origins, {brief.events} events"
    parts: list[RenderableType] = [
        Text(counts, style="bold"),
        f"as known at: {brief.as_known_at}; reports from {brief.period}; {brief.ledger}",
    ]
    parts += [Text("\nWhat is new", style="bold"), *_highlights(brief)]
    parts += [Text("\nKey figures", style="bold"), _figures(brief)]
    parts += [Text(f"\nOpen disputes: {len(brief.disputes)}", style="bold"), *_disputes(brief)]
    if record.links.demands:
        parts += [Text(f"\nDemands and promises still open: {_open(record)}", style="bold"), *_demands(record)]
    return parts


def _open(record: DeskRecord) -> int:
    return sum(demand.state == "open" for demand in record.links.demands)


def _demands(record: DeskRecord) -> list[RenderableType]:
    """Those still open first, the newest on top; then what became of the others."""
    newest = sorted(record.links.demands, key=demand_day, reverse=True)
    ordered = sorted(newest, key=lambda d: d.state != "open")
    lines = [
        Text(f"- {demand_day(d) or 'day not known'}: {title(d)} | {d.state}", overflow="fold")
        for d in ordered[:_DEMANDS]
    ]
    left = len(ordered) - _DEMANDS
    return [*lines, *([Text(f"and {left} more: vedette show demands", style="dim")] if left > 0 else [])]


def _highlights(brief: Brief) -> list[RenderableType]:
    lines = [f"- {plain(line.text, limit=2 * _WORDS)}" for line in brief.highlights]
    return [Text(line) for line in lines] or ["nothing yet: add reports with `vedette add PATHS`"]


def _figures(brief: Brief) -> RenderableType:
    if not brief.figures:
        return "none"
    table = Table(box=None, pad_edge=False, show_header=False)
    for row in brief.figures[:_FIGURES]:
        flags = f" [{', '.join(row.flags)}]" if row.flags else ""
        cells = (row.label, row.value, row.as_of, row.speakers + flags)
        table.add_row(*(Text(plain(cell, limit=_WORDS // 2)) for cell in cells))
    left = len(brief.figures) - _FIGURES
    if left > 0:
        table.add_row(Text(f"and {left} more: vedette show figures", style="dim"))
    return table


def _disputes(brief: Brief) -> list[RenderableType]:
    lines = []
    for dispute in brief.disputes[:_DISPUTES]:
        sides = "; ".join(f"{side.speaker}: {side.says}" for side in dispute.sides)
        lines.append(Text(f"- {dispute.slot}: {plain(dispute.about, limit=60)} | {plain(sides, limit=_WORDS)}"))
    left = len(brief.disputes) - _DISPUTES
    return [*lines, *([Text(f"and {left} more: vedette show disputes", style="dim")] if left > 0 else [])]
