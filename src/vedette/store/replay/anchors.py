"""Anchors: from the incidents of one run to the words they stand on, and from the words to the incidents of another."""

from collections.abc import Sequence

from vedette.errors import InputError
from vedette.record import Anchor, DeskRecord, Event, Incident

Target = tuple[Anchor, ...]


def targets_of(record: DeskRecord, names: Sequence[str]) -> tuple[Target, ...]:
    """What incident ids and mention ids (`REPORT#3`) of this record stand on.

    Raises `InputError` for a name that the record does not have.
    """
    return tuple(_target(record, name) for name in names)


def check_split(record: DeskRecord, targets: Sequence[Target]) -> None:
    """Raise `InputError` unless the mentions stand in one incident and leave something of it."""
    wanted = set(mentions_at(record, tuple(anchor for target in targets for anchor in target)))
    holding = [held for held in record.links.incidents if wanted.intersection(held.mentions)]
    if len(holding) != 1 or not wanted.issubset(holding[0].mentions):
        raise InputError("the mentions to be split off must all belong to one incident")
    if wanted.issuperset(holding[0].mentions):
        raise InputError(f"nothing would be left of incident {holding[0].id}; leave at least one mention in it")


def incidents_at(record: DeskRecord, target: Target) -> list[Incident]:
    """The incidents that hold any of the mentions, the one that holds most of them first."""
    wanted = set(mentions_at(record, target))
    shared = [(len(wanted.intersection(i.mentions)), n, i) for n, i in enumerate(record.links.incidents)]
    return [incident for _, _, incident in sorted((-held, n, i) for held, n, i in shared if held)] if wanted else []


def mentions_at(record: DeskRecord, target: Target) -> tuple[str, ...]:
    """The mentions of this record that stand where the anchors were set, each once."""
    events = {annotation.id: annotation.events for annotation in record.annotations}
    found = ((anchor.report, _nearest(events.get(anchor.report, ()), anchor)) for anchor in target)
    return tuple(dict.fromkeys(f"{report}#{index}" for report, index in found if index is not None))


def event_of(record: DeskRecord, mention: str) -> Event | None:
    """The event that a mention id names, if there is one."""
    report, _, index = mention.rpartition("#")
    for annotation in record.annotations:
        if annotation.id == report and index.isascii() and index.isdigit() and int(index) < len(annotation.events):
            return annotation.events[int(index)]
    return None


def _target(record: DeskRecord, name: str) -> Target:
    held = next((i.mentions for i in record.links.incidents if i.id == name), None)
    if held is None and "#" not in name:
        raise InputError(f"no incident {name!r}; see `vedette show incidents`")
    anchors = tuple(_anchor(record, mention) for mention in held or (name,))
    found = tuple(anchor for anchor in anchors if anchor is not None)
    if not found:
        raise InputError(f"no mention {name!r}; see `vedette show incident ID`")
    return found


def _anchor(record: DeskRecord, mention: str) -> Anchor | None:
    event, report = event_of(record, mention), mention.rpartition("#")[0]
    if event is None:
        return None
    events = next(annotation.events for annotation in record.annotations if annotation.id == report)
    index = int(mention.rpartition("#")[2])
    nth = sum(other.trigger == event.trigger for other in events[:index])
    return Anchor(report=report, start=event.trigger.start, end=event.trigger.end, nth=nth)


def _nearest(events: Sequence[Event], anchor: Anchor) -> int | None:
    """The event with the anchor's very trigger; else the one whose trigger shares most of its words."""
    same = [n for n, e in enumerate(events) if (e.trigger.start, e.trigger.end) == (anchor.start, anchor.end)]
    if same:
        return same[min(anchor.nth, len(same) - 1)]
    shared = [(min(e.trigger.end, anchor.end) - max(e.trigger.start, anchor.start), -n) for n, e in enumerate(events)]
    most = max(shared, default=(0, 0))
    return -most[1] if most[0] > 0 else None
