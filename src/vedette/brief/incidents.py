"""Incidents, and what was only planned, demanded or denied, as the brief shows them."""

from collections.abc import Iterable
from itertools import groupby

from vedette.brief import words
from vedette.brief.model import Day, IncidentItem, Line
from vedette.brief.sources import Sources
from vedette.read.knowledge import states
from vedette.record import Event, Incident, Place, Span

_NOT_HAPPENED = ("planned", "requested", "hypothetical", "negated")
_STATUS = {
    "actual": "",
    "planned": "planned",
    "requested": "asked for",
    "hypothetical": "possible",
    "negated": "denied, or did not happen",
    "background": "earlier",
}
_MAX_HIGHLIGHTS = 5
MAX_CITES = 6


def days(sources: Sources) -> tuple[Day, ...]:
    """What happened, in the order of time; the undated last."""
    return _by_date(sources, ("actual",))


def places(items: Iterable[IncidentItem]) -> tuple[Day, ...]:
    """The same incidents by the region that holds them, in the order of time; those without a place last."""
    groups: dict[str, list[IncidentItem]] = {}
    for shown in items:
        groups.setdefault(shown.area, []).append(shown)
    ordered = sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[0]))
    return tuple(Day(label=area or f"Place {words.NOT_KNOWN}", incidents=tuple(rows)) for area, rows in ordered)


def not_happened(sources: Sources) -> tuple[Day, ...]:
    """What was planned, asked for, feared or denied: no event of the crisis yet."""
    rows = [i for i in _shown(sources) if i.status in _NOT_HAPPENED]
    return tuple(
        Day(label=_STATUS[status], incidents=tuple(item(sources, i) for i in rows if i.status == status))
        for status in _NOT_HAPPENED
        if any(i.status == status for i in rows)
    )


def highlights(sources: Sources) -> tuple[Line, ...]:
    """The few incidents that weigh most: the dead, the injured, deeds before words, then how many origins know."""
    rows = sorted((i for i in _shown(sources) if i.status == "actual"), key=lambda i: weight(sources, i))
    chosen: dict[str, IncidentItem] = {}
    for incident in rows:
        shown = item(sources, incident)
        chosen.setdefault(shown.told, shown)
        if len(chosen) == _MAX_HIGHLIGHTS:
            break
    return tuple(Line(text=f"{i.date}, {i.place}: {i.told} ({i.support})", cites=i.cites) for i in chosen.values())


def item(sources: Sources, incident: Incident) -> IncidentItem:
    """One incident with its best telling sentence and the numbers of all sentences that tell it."""
    told = [found for m in incident.mentions if (found := sources.index.event(m))]
    told.sort(key=lambda found: plainness(sources, *found))
    cites: dict[int, None] = {}
    for report_id, event in told[:MAX_CITES]:
        cites.update(dict.fromkeys(sources.cite(report_id, event.trigger)))
    mode = f": {incident.mode}" if incident.mode else ""
    tolls = (words.toll("killed", incident.killed), words.toll("injured", incident.injured))
    return IncidentItem(
        id=incident.id,
        kind=f"{incident.type or 'event'}{mode}",
        word=_trigger(sources, *told[0]) if told else "",
        status=_STATUS[incident.status],
        date=_date(sources, incident),
        place=words.place(incident.place, incident.alternative_places),
        who=words.people(incident.actors),
        whom=words.people(incident.recipients) if incident.recipients else "",
        told=words.excerpt(sources.sentence_text(told[0][0], told[0][1].trigger)) if told else "",
        tolls=tuple(toll for toll in tolls if toll),
        support=f"{words.plural(incident.reports, 'report')}, {words.plural(incident.origins, 'origin')}",
        rating=f"{incident.reliability}{incident.credibility}",
        disputed=bool(incident.disputes),
        cites=tuple(cites),
        area=_area(incident.place),
        friendly=bool(told) and all(event.quad in (1, 2) for _, event in told if event.type == incident.type),
        change=sources.marks.get(incident.id, ""),
    )


def _area(place: Place | None) -> str:
    """First-level unit and country, as far as they are known; the place's own name where neither is."""
    if place is None:
        return ""
    country = next((state.name for state in states() if state.alpha3 == place.country), place.country)
    return ", ".join(dict.fromkeys(name for name in (place.admin1, country) if name)) or place.name


def _trigger(sources: Sources, report_id: str, event: Event) -> str:
    return sources.report(report_id).text[event.trigger.start : event.trigger.end]


def _shown(sources: Sources) -> list[Incident]:
    return [incident for incident in sources.record.links.incidents if incident.type]


def _by_date(sources: Sources, statuses: tuple[str, ...]) -> tuple[Day, ...]:
    rows = sorted((*_when(sources, i), i.id, i) for i in _shown(sources) if i.status in statuses)
    return tuple(
        Day(label=label, incidents=tuple(item(sources, row[-1]) for row in group))
        for label, group in groupby(rows, key=lambda row: row[2])
    )


def _when(sources: Sources, incident: Incident) -> tuple[str, str, str]:
    """Two sort keys and the heading of a day; where no day is given, the day of the first report that tells of it."""
    if incident.earliest or incident.latest:
        first, last = incident.earliest or incident.latest or "", incident.latest or incident.earliest or ""
        return first, last, words.interval(incident.earliest, incident.latest)
    reported = _reported(sources, incident)
    if reported is None:
        return "9999", "9999", f"Day {words.NOT_KNOWN}"
    return reported, f"{reported}~", f"Day not given; reported {words.day(reported)}"


def _reported(sources: Sources, incident: Incident) -> str | None:
    """The day of the first report that tells of it, where that is known."""
    told_by = {report_id for m in incident.mentions if (report_id := m.rpartition("#")[0])}
    told = [sources.annotation(report_id).published for report_id in sorted(told_by)]
    return min((p.latest for p in told if p.latest), default=None)


def _date(sources: Sources, incident: Incident) -> str:
    """The incident's day or days; where none is given, when it was reported."""
    said = words.interval(incident.earliest, incident.latest)
    if incident.earliest or incident.latest:
        return said
    reported = _reported(sources, incident)
    return said if reported is None else f"{said} (reported {words.day(reported)})"


def weight(sources: Sources, incident: Incident) -> tuple[float, ...]:
    """Sort key, heaviest first."""
    dead = (incident.killed and (incident.killed.best or incident.killed.low)) or 0
    hurt = (incident.injured and (incident.injured.best or incident.injured.low)) or 0
    events = [found[1] for mention in incident.mentions if (found := sources.index.event(mention))]
    spoken = all(event.quad in (1, 3) for event in events)
    intensity = min((event.intensity or 0.0 for event in events), default=0.0)
    return (-dead, -hurt, spoken, -incident.origins, -incident.reports, intensity, -len(incident.mentions))


def plainness(sources: Sources, report_id: str, event: Event) -> tuple[int, ...]:
    """Sort key of a telling: prose before headlines, the fuller one first, then the outlet's own voice."""
    at = sources.sentence_at(report_id, Span(event.trigger.start, event.trigger.end))
    layer = sources.annotation(report_id).sentences[at].layer if at is not None else "furniture"
    filled = bool(event.actors) + bool(event.recipients) + (event.place is not None) + bool(event.figures)
    return (
        ["body", "embed", "headline", "furniture"].index(layer),
        -filled,
        event.attribution is not None,
        event.start,
    )
