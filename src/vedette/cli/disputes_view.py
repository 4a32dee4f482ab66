"""`vedette show disputes`: each dispute with its sides, each side with the sentence that it stands in."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from vedette.cli.text import plain, span_of_days
from vedette.cli.views import name_of, sentence_at, what
from vedette.record import DeskRecord, Dispute, Report, Side

_ASKS = {
    "place": "where",
    "actor": "who",
    "count": "how many",
    "time": "when",
    "occurrence": "did it happen",
    "status": "is it so",
    "responsibility": "who is to blame",
}
_SENTENCE = 240
_SAYS = 70
_DENIES = "denies: "


def disputes(record: DeskRecord) -> list[RenderableType]:
    """Each dispute as a question, and under it what each voice says."""
    reports = {report.id: report for report in record.reports}
    parts: list[RenderableType] = []
    for number, dispute in enumerate(record.links.disputes):
        parts.append(Text(f"\n{number}. {_ASKS[dispute.slot]}? {_about(record, dispute)}", style="bold"))
        for side in dispute.sides:
            parts += _side(record, reports, side)
    return parts or ["no disputes"]


def _side(record: DeskRecord, reports: dict[str, Report], side: Side) -> Iterator[RenderableType]:
    """Who says what, in which sentence, in which report."""
    verb = "denies" if side.says.startswith(_DENIES) else "says"
    voice = f"{plain(side.speaker) if side.speaker else 'the outlet'} {verb}"
    words = sentence_at(record, side.report, side.start)
    told = plain(side.says.removeprefix(_DENIES), limit=_SAYS)
    yield Padding(Text.assemble((f"{voice}: ", "cyan"), (told, "bold")), (0, 0, 0, 3))
    if words:
        yield Padding(Text(f"“{plain(words, limit=_SENTENCE)}”"), (0, 0, 0, 6))
    yield Padding(Text.assemble(name_of(reports, side.report), style="dim"), (0, 0, 0, 6))


def _about(record: DeskRecord, dispute: Dispute) -> str:
    if isinstance(dispute.about, int):
        series = record.links.series[dispute.about]
        return f"{series.measure} of {plain(series.of or 'unknown')}"
    found = next((i for i in record.links.incidents if i.id == dispute.about), None)
    if found is None:
        return "one voice denies what another says"
    days = span_of_days(found.earliest, found.latest)
    return f"incident {plain(found.id)}, {what(found)}, {'day not known' if days == 'unknown' else days}"
