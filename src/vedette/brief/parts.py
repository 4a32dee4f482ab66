"""The parts of a brief: what each of them shows, as blocks; `data/profiles.yaml` puts them in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from vedette.brief import words
from vedette.brief.compose import by_place, happened
from vedette.brief.document import Block, Box, Boxes, Bullets, Entry, Grid, GridRow, Kind, Note, Opposed, Strip, Subhead
from vedette.brief.model import Brief, Day, FigureRow, IncidentItem, Line

Part = Callable[[Brief], Iterable[Block]]

_BOXES = 6
_BOXED = ("killed", "injured", "missing", "detained", "displaced", "strength")


def _lines(lines: Iterable[Line], kind: Kind = "fact") -> Iterator[Block]:
    items = tuple(Note(text=line.text, kind=kind if line.cites else "record", cites=line.cites) for line in lines)
    if items:
        yield Bullets(items=items)


def _highlights(brief: Brief) -> Iterator[Block]:
    yield from _lines(brief.highlights)


def _boxes(brief: Brief) -> Iterator[Block]:
    first: dict[str, FigureRow] = {}
    for row in brief.figures:
        if row.label.split(":")[0].split(" ")[0] in _BOXED and words.NOT_KNOWN not in row.value:
            first.setdefault(row.label, row)
    items = tuple(
        Box(value=row.value, label=row.label, note=f"{row.as_of}; {row.speakers}", cites=row.cites)
        for row in list(first.values())[:_BOXES]
    )
    if items:
        yield Boxes(items=items)


def _figures(brief: Brief) -> Iterator[Block]:
    rows = tuple(
        GridRow(cells=(r.label, r.value, r.as_of, r.speakers + _flags(r.flags)), cites=r.cites) for r in brief.figures
    )
    if rows:
        head = ("what", "value", "as of", "according to")
        yield Grid(head=head, rows=rows, widths=(28, 18, 18, 26), strong=1)


def _flags(flags: tuple[str, ...]) -> str:
    return f" ({', '.join(flags)})" if flags else ""


def _changes(brief: Brief) -> Iterator[Block]:
    if brief.changes is None:
        return
    yield from _lines(brief.changes.lines)
    if brief.changes.rest:
        yield Note(text=f"Also: {'; '.join(brief.changes.rest)}.", kind="record")
    if not brief.changes.lines and not brief.changes.rest:
        yield Note(text=f"Nothing has changed since {brief.changes.since}.", kind="record")


def _groups(groups: Iterable[Day]) -> Iterator[Block]:
    for group in groups:
        yield Subhead(text=group.label)
        for shown in group.incidents:
            yield Entry(item=shown)


def _outlook(brief: Brief) -> Iterator[Block]:
    yield from _groups(replace(group, label=group.label[:1].upper() + group.label[1:]) for group in brief.not_happened)


def _response(brief: Brief) -> Iterator[Block]:
    yield from (Entry(item=shown) for shown in happened(brief) if shown.friendly)


def _events(brief: Brief) -> Iterator[Block]:
    rows = tuple(_event_row(shown) for shown in happened(brief))
    if rows:
        head = ("when", "where", "what", "who, to whom", "rating")
        yield Grid(head=head, rows=rows, widths=(14, 18, 22, 28, 8), strong=2)


def _event_row(shown: IncidentItem) -> GridRow:
    sides = f"{shown.who} → {shown.whom}" if shown.whom else shown.who
    what = "; ".join((shown.kind, *shown.tolls))
    return GridRow(cells=(shown.date, shown.place, what, sides, shown.rating), cites=shown.cites)


def _disputes(brief: Brief) -> Iterator[Block]:
    yield from (Opposed(item=dispute) for dispute in brief.disputes)


def _voices(brief: Brief) -> Iterator[Block]:
    for voice in brief.voices:
        yield Subhead(text=voice.speaker)
        said = tuple(Note(text=s.text, kind="fact", cites=s.cites, lead=s.act) for s in voice.sayings)
        more = (Note(text=f"{voice.more} more in the record.", kind="record"),) if voice.more else ()
        yield Bullets(items=(*said, *more))


def _demands(brief: Brief) -> Iterator[Block]:
    rows = tuple(
        GridRow(cells=(d.kind, d.who, d.whom, d.matter, d.date, d.state), cites=d.cites) for d in brief.demands
    )
    if rows:
        head = ("kind", "who", "of whom", "what", "when", "state")
        yield Grid(head=head, rows=rows, widths=(10, 17, 17, 18, 14, 14), strong=3)


def _forces(brief: Brief) -> Iterator[Block]:
    rows = tuple(GridRow(cells=(f.unit, f.owner, f.size, f.place, f.stage), cites=f.cites) for f in brief.forces)
    if rows:
        yield Grid(head=("unit", "whose", "size", "where", "stage"), rows=rows, widths=(24, 14, 12, 14, 26))


def _assessment(brief: Brief) -> Iterator[Block]:
    yield from (Note(text=text, kind="comment") for text in brief.comments)


def _unknown(brief: Brief) -> Iterator[Block]:
    yield from _lines(brief.unknown)


def _origins(brief: Brief) -> Iterator[Block]:
    if brief.strip:
        yield Strip(origins=brief.strip)


def _subject(brief: Brief) -> Iterator[Block]:
    if brief.subject is not None:
        shown = brief.subject.item
        yield Note(text=f"{shown.kind}, {shown.place}, {shown.date}", kind="fact", cites=shown.cites)


def _item(brief: Brief) -> Iterator[Block]:
    """Who, what, when, where, how: each on its line, each cited."""
    if brief.subject is None:
        return
    shown = brief.subject.item
    lines = (
        ("WHO", f"{shown.who}{f', against or to {shown.whom}' if shown.whom else ''}"),
        ("WHAT", "; ".join((shown.kind + (f" ({shown.status})" if shown.status else ""), *shown.tolls))),
        ("WHEN", shown.date),
        ("WHERE", shown.place),
        ("HOW", f"“{shown.told}”" if shown.told else words.NOT_KNOWN),
        ("KNOWN FROM", f"{shown.support}; rated {shown.rating}"),
    )
    yield Bullets(items=tuple(Note(lead=lead, text=text, kind="fact", cites=shown.cites) for lead, text in lines))


def _subject_disputes(brief: Brief) -> Iterator[Block]:
    if brief.subject is not None:
        yield from (Opposed(item=dispute) for dispute in brief.subject.disputes)


def _support(brief: Brief) -> Iterator[Block]:
    if brief.subject is not None and brief.subject.support:
        rows = tuple(
            GridRow(cells=(s.outlet, s.voice, s.date, s.rating, s.told), cites=s.cites) for s in brief.subject.support
        )
        yield Grid(head=("outlet", "voice", "date", "rating", "sentence"), rows=rows, widths=(16, 14, 14, 8, 38))


PARTS: Mapping[str, Part] = {
    "highlights": _highlights,
    "boxes": _boxes,
    "changes": _changes,
    "places": lambda brief: _groups(by_place(brief)),
    "days": lambda brief: _groups(brief.days),
    "events": _events,
    "disputes": _disputes,
    "voices": _voices,
    "figures": _figures,
    "response": _response,
    "demands": _demands,
    "forces": _forces,
    "outlook": _outlook,
    "assessment": _assessment,
    "unknown": _unknown,
    "origins": _origins,
    "subject": _subject,
    "item": _item,
    "subject_disputes": _subject_disputes,
    "support": _support,
}
