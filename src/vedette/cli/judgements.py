"""Judgements as a table: what was decided, by whom, why, and whether it counts."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vedette.cli.text import low_best_high, plain, span_of_days
from vedette.record import DeskRecord, Judgement, Ruling
from vedette.record.judgement import standing

_WORDS = 40


def listing(record: DeskRecord, judgements: Sequence[Judgement]) -> list[RenderableType]:
    """One row for each judgement ever made, and what became of it."""
    table = Table(box=None, pad_edge=False, show_header=False)
    counted, unfit = set(standing(judgements)), {u.judgement.number: u.why for u in record.unfit}
    for judgement in judgements:
        state = "" if judgement in counted else "undone"
        if judgement.number in unfit:
            state = f"does not fit: {unfit[judgement.number]}"
        table.add_row(
            str(judgement.number),
            judgement.recorded_at[:16].replace("T", " "),
            Text(plain(judgement.analyst), style="cyan"),
            Text(_decided(record, judgement), style="bold"),
            Text(plain(judgement.reason)),
            Text(state, style="yellow"),
        )
    return [table] if judgements else ["no judgements"]


def _decided(record: DeskRecord, judgement: Judgement) -> str:
    """The act, its values, and the words that it is about."""
    ruling = judgement.ruling
    if ruling is None:
        return f"undo {judgement.undoes}"
    texts = {report.id: report.text for report in record.reports}
    anchors = [target[0] for target in judgement.targets]
    words = [f"“{plain(texts.get(a.report, '')[a.start : a.end], limit=_WORDS)}” {a.report}" for a in anchors]
    return "  ".join(part for part in (ruling.act, _values(ruling), ", ".join(words)) if part)


def _values(ruling: Ruling) -> str:
    match ruling.act:
        case "retype":
            return f"{ruling.type}{f'/{plain(ruling.mode)}' if ruling.mode else ''}"
        case "relocate":
            return plain(ruling.site.name) if ruling.site is not None else ""
        case "redate":
            return span_of_days(ruling.earliest, ruling.latest)
        case "rename":
            return f"{plain(ruling.name or '')} → {plain(ruling.to or '')}"
        case "set-figure":
            return f"{ruling.measure} {low_best_high(ruling.low, ruling.best, ruling.high)}"
        case "set-point":
            return low_best_high(ruling.low, ruling.best, ruling.high)
        case "rate-source" | "rate-item":
            return f"{plain(ruling.name or '')} {ruling.grade}".strip()
    return ""
