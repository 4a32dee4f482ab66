"""`vedette show demands`: the ledger of demands and promises, and the forces on their way."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from vedette.cli.text import low_best_high, number_of, plain, span_of_days
from vedette.cli.views import name_of
from vedette.record import Demand, DeskRecord, Reinforcement, Report, Telling

_SENTENCE = 240
_STYLES = {"open": "yellow", "met": "green", "refused": "red", "superseded": "dim", "unknown": "magenta"}


def demands(record: DeskRecord) -> list[RenderableType]:
    """Each demand and promise with what became of it, then each reinforcement with its stages."""
    reports = {report.id: report for report in record.reports}
    parts: list[RenderableType] = []
    for demand in record.links.demands:
        parts += _demand(reports, demand)
    for chain in record.links.reinforcements:
        parts += _chain(reports, chain)
    return parts or ["no demands, promises or reinforcements"]


def title(demand: Demand) -> str:
    """Who asks or promises what of whom."""
    who, whom = plain(demand.speaker or "somebody"), plain(demand.addressee or "")
    if demand.kind == "promise":
        return f"{who} promises{f' {whom}' if whom else ''}: {plain(demand.matter)}"
    return f"{who} asks{f' {whom}' if whom else ''}: {plain(demand.matter)}"


def day_of(demand: Demand) -> str:
    """The day by which it was first said; empty when that is not known."""
    said = demand.sayings[0].as_of
    return said.latest or said.earliest or ""


def _demand(reports: dict[str, Report], demand: Demand) -> Iterator[RenderableType]:
    yield Text.assemble(
        (f"\n{demand.id}. {title(demand)}  ", "bold"), (demand.state, _STYLES[demand.state]),
        (f"  {number_of(demand.reports, 'report')}, {number_of(demand.origins, 'origin')}", "dim"),
    )  # fmt: skip
    yield from _told(reports, demand.sayings[0], "first said")
    for change in demand.changes:
        yield from _told(reports, change, change.state)


def _chain(reports: dict[str, Report], chain: Reinforcement) -> Iterator[RenderableType]:
    size = f", {low_best_high(chain.size.low, chain.size.best, chain.size.high)}" if chain.size is not None else ""
    place = f", to {plain(chain.place.name)}" if chain.place is not None else ""
    owner = f"{plain(chain.owner)}: " if chain.owner else ""
    yield Text.assemble((f"\n{chain.id}. {owner}{plain(chain.unit)}{size}{place}  ", "bold"), (chain.stage, "cyan"))
    for stage in chain.stages:
        yield from _told(reports, stage, stage.stage)


def _told(reports: dict[str, Report], told: Telling, label: str) -> Iterator[RenderableType]:
    """One sentence with its day, its voice and its report."""
    day = span_of_days(told.as_of.earliest, told.as_of.latest).replace("… to ", "no later than ")
    voice = f", by {plain(told.speaker)}" if told.speaker else ""
    yield Padding(Text.assemble((f"{label} ", "bold"), f"{day}{voice}"), (0, 0, 0, 3))
    report = reports.get(told.report)
    if report is not None:
        yield Padding(Text(f"“{plain(report.text[told.start : told.end], limit=_SENTENCE)}”"), (0, 0, 0, 6))
    yield Padding(Text.assemble(name_of(reports, told.report), style="dim"), (0, 0, 0, 6))
