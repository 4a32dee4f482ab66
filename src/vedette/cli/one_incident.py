"""`vedette show incident ID`: one incident with every sentence that tells of it."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from vedette.cli.text import low_best_high, number_of, plain, span_of_days
from vedette.cli.views import name_of, what
from vedette.errors import InputError
from vedette.record import Annotation, DeskRecord, Event, Incident

_SENTENCE = 240


def incident(record: DeskRecord, wanted: str) -> list[RenderableType]:
    """The incident's values, then its sentences; raises `InputError` when there is no such incident."""
    found = _find(record, wanted)
    return [_values(found), Text("\nsentences", style="bold"), *_sentences(record, found)]


def reasons(record: DeskRecord, wanted: str) -> list[RenderableType]:
    """Why the mentions of an incident are taken for one, and the sentences that its values come from."""
    found = _find(record, wanted)
    reports = {report.id: report for report in record.reports}
    parts: list[RenderableType] = [Text("\nwhy its mentions are one", style="bold")]
    for join in found.joined:
        parts.append(Text(f"   {plain(join.mention)} joined {plain(join.to)} ({join.score:.2f})"))
        parts.append(Padding(Text("; ".join(join.reasons)), (0, 0, 0, 6)))
    parts += [] if found.joined else ["   it has one mention"]
    parts.append(Text("\nwhere its values come from", style="bold"))
    for back in found.backing:
        parts.append(Text.assemble(f"   {back.value}: ", (plain(back.says), "bold")))
        words = reports[back.report].text[back.start : back.end] if back.report in reports else ""
        parts.append(Padding(Text(f"“{plain(words, limit=_SENTENCE)}”"), (0, 0, 0, 6)))
        parts.append(Padding(Text.assemble(name_of(reports, back.report), style="dim"), (0, 0, 0, 6)))
    return parts if found.backing else [*parts, "   no day, place or toll is known"]


def _find(record: DeskRecord, wanted: str) -> Incident:
    """The incident with that id, or whose id alone begins so; raises `InputError` when there is none."""
    found = [i for i in record.links.incidents if i.id == wanted] or [
        i for i in record.links.incidents if i.id.startswith(wanted)
    ]
    if len(found) != 1:
        problem = "no incident" if not found else f"{len(found)} incidents begin with"
        raise InputError(f"{problem} {wanted!r}; see `vedette show incidents`")
    return found[0]


def _values(found: Incident) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    rows = [
        ("incident", plain(found.id)),
        ("what", what(found)),
        ("when", span_of_days(found.earliest, found.latest)),
        ("who", plain(", ".join(found.actors)) or "unknown"),
        ("to whom", plain(", ".join(found.recipients)) or "unknown"),
        ("where", plain(found.place.name) if found.place is not None else "unknown"),
        ("or", plain(", ".join(place.name for place in found.alternative_places))),
        ("killed", low_best_high(found.killed.low, found.killed.best, found.killed.high) if found.killed else ""),
        ("injured", low_best_high(found.injured.low, found.injured.best, found.injured.high) if found.injured else ""),
        ("told by", f"{number_of(found.reports, 'report')} of {number_of(found.origins, 'independent origin')}"),
        ("grade", f"{found.reliability}{found.credibility} (reliability of the source, credibility of the fact)"),
        ("disputes", ", ".join(map(str, found.disputes))),
        ("why", plain("; ".join(found.why))),
    ]
    for name, value in rows:
        if value:
            table.add_row(Text(name, style="dim"), Text(value))
    return table


def _sentences(record: DeskRecord, found: Incident) -> list[RenderableType]:
    reports = {report.id: report for report in record.reports}
    annotations = {annotation.id: annotation for annotation in record.annotations}
    parts: list[RenderableType] = []
    for mention in found.mentions:
        report, _, index = mention.rpartition("#")
        if report not in annotations or not index.isdigit() or int(index) >= len(annotations[report].events):
            parts.append(Text(f"  {plain(mention)}"))
            continue
        event = annotations[report].events[int(index)]
        start, end = _around(annotations[report], event)
        words = Text.assemble("“", *_marked(reports[report].text, start, event.trigger, end), "”")
        voice = Text.assemble(name_of(reports, report), _voice(annotations[report], event))
        parts += [
            Padding(words, (0, 0, 0, 2)),
            Padding(Text.assemble(voice, (f"  mention {plain(mention)}", "dim")), (0, 0, 0, 6)),
        ]
    return parts


def _marked(text: str, start: int, trigger: tuple[int, int], end: int) -> Iterator[str | tuple[str, str]]:
    """The words from `start` to `end` with the trigger in bold, spaced as the report has them."""
    before, word, after = text[start : trigger[0]], text[trigger[0] : trigger[1]], text[trigger[1] : end]
    yield plain(before) + " " * (before[-1:].isspace() and bool(before.strip()))
    yield plain(word), "bold"
    yield " " * after[:1].isspace() + plain(after)


def _around(annotation: Annotation, event: Event) -> tuple[int, int]:
    """The sentence that holds the event's trigger."""
    holding = (s for s in annotation.sentences if s.start <= event.trigger[0] < s.end)
    found = next(holding, event)
    return found.start, max(found.end, event.trigger[1])


def _voice(annotation: Annotation, event: Event) -> Text:
    if event.attribution is None:
        return Text("  in the outlet's own voice", style="dim")
    speaker = annotation.attributions[event.attribution].speaker
    return Text(f"  says {plain(speaker.actor or speaker.text)}" if speaker else "  says someone unnamed", style="cyan")
