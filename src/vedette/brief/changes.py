"""What changed since the last brief."""

from collections import Counter
from collections.abc import Iterable, Iterator

from vedette.brief import words
from vedette.brief.incidents import item
from vedette.brief.model import Changes, Line
from vedette.brief.sources import Sources
from vedette.record import DeskRecord, Incident, Place, Range
from vedette.store import Change

_MAX_LINES = 40
_KINDS = {"added": "New", "changed": "Changed", "withdrawn": "No longer held"}
_SHOWN = (
    "type",
    "mode",
    "status",
    "actors",
    "recipients",
    "place",
    "earliest",
    "latest",
    "killed",
    "injured",
    "credibility",
)


def changes(sources: Sources, before: DeskRecord, found: Iterable[Change]) -> Changes:
    """Incidents that are new, otherwise or withdrawn, with their sentences; everything else is counted."""
    old = {incident.id: incident for incident in before.links.incidents}
    new = {incident.id: incident for incident in sources.record.links.incidents}
    found = tuple(found)
    named = ((c, new[c.now] if c.now else old[c.before or ""]) for c in found if c.what == "incident")
    lines = [line for change, incident in named if incident.type and (line := _line(sources, change, incident))]
    listed = lines[:_MAX_LINES]
    counted = Counter((change.what, change.kind) for change in found if change.what != "incident")
    rest = [f"{words.plural(n, what)} {_KINDS[kind].lower()}" for (what, kind), n in sorted(counted.items())]
    if len(lines) > len(listed):
        rest.append(f"{words.plural(len(lines) - len(listed), 'incident')} more changed")
    return Changes(since=words.dtg(before.as_known_at), lines=tuple(listed), rest=tuple(rest))


def marks(found: Iterable[Change]) -> dict[str, str]:
    """Which incidents are new or changed against the earlier record, by their ids now."""
    kinds = {"added": "new", "changed": "changed"}
    return {change.now: kinds[change.kind] for change in found if change.what == "incident" and change.now}


def _line(sources: Sources, change: Change, incident: Incident) -> Line | None:
    """One incident that changed; None when only what the brief does not show has changed."""
    values = "; ".join(_values(change))
    if change.kind == "changed" and not values:
        return None
    shown = item(sources, incident)
    what = f"{shown.date}, {shown.place}: {shown.told}" if shown.told else _bare(incident)
    return Line(text=f"{_KINDS[change.kind]}: {what}{f' ({values})' if values else ''}", cites=shown.cites)


def _bare(incident: Incident) -> str:
    return f"{incident.type}, {words.interval(incident.earliest, incident.latest)}"


def _values(change: Change) -> Iterator[str]:
    for field, was, now in change.values:
        if field in _SHOWN:
            yield f"{field}: {_said(was)}, now {_said(now)}"


def _said(value: object) -> str:
    match value:
        case None | ():
            return words.NOT_KNOWN
        case Range():
            return words.count(value.low, value.best, value.high)
        case Place():
            return words.place(value)
        case tuple():
            return ", ".join(map(_said, value))
    return str(value)
