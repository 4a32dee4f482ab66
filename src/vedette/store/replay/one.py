"""Judgements about the values of one incident."""

from collections.abc import Callable
from dataclasses import replace

from vedette.record import DeskRecord, Incident, Judgement, Place, Range, Ruling, Site
from vedette.store.replay.anchors import event_of, incidents_at

GONE = "nothing is read as an incident at these words any more"


def retype(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Another type, and the mode that goes with it."""

    def change(held: Incident, ruling: Ruling) -> Incident:
        return replace(held, type=ruling.type, mode=ruling.mode)

    return _change(record, judgement, change)


def relocate(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Another place; the incident's own words stay its evidence."""

    def change(held: Incident, ruling: Ruling) -> Incident:
        if ruling.site is None:
            return held
        return replace(held, place=_place(record, held, ruling.site, judgement.number))

    return _change(record, judgement, change)


def redate(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Other days; an end that the analyst leaves open is open."""

    def change(held: Incident, ruling: Ruling) -> Incident:
        return replace(held, earliest=ruling.earliest, latest=ruling.latest)

    return _change(record, judgement, change)


def set_figure(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Another number of killed or injured."""

    def change(held: Incident, ruling: Ruling) -> Incident:
        count = Range(low=ruling.low, best=ruling.best, high=ruling.high)
        return replace(held, killed=count) if ruling.measure == "killed" else replace(held, injured=count)

    return _change(record, judgement, change)


def rate(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Another credibility, 1 (confirmed by others) to 6 (cannot be judged)."""

    def change(held: Incident, ruling: Ruling) -> Incident:
        return replace(held, credibility=int(ruling.grade or 6))  # type: ignore[arg-type]

    return _change(record, judgement, change)


def remark(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """Nothing but the analyst's word beside the incident."""
    return _change(record, judgement, lambda held, _: held)


def said(judgement: Judgement) -> str:
    """Who decided what and why, in one line, as an incident's `why` shows it."""
    act = judgement.ruling.act if judgement.ruling is not None else "undo"
    return f"{act} by {judgement.analyst} (judgement {judgement.number}): {judgement.reason}"


def _change(
    record: DeskRecord, judgement: Judgement, change: Callable[[Incident, Ruling], Incident]
) -> DeskRecord | str:
    """Change the incident that holds most of the target's mentions."""
    found = [held for target in judgement.targets for held in incidents_at(record, target)][:1]
    if not found or judgement.ruling is None:
        return GONE
    changed = replace(change(found[0], judgement.ruling), why=(*found[0].why, said(judgement)))
    incidents = tuple(changed if held.id == changed.id else held for held in record.links.incidents)
    return replace(record, links=replace(record.links, incidents=incidents))


def _place(record: DeskRecord, held: Incident, site: Site, number: int) -> Place:
    event = event_of(record, held.mentions[0])
    start, end = event.trigger if event is not None else (0, 1)
    return Place(
        start=start,
        end=end,
        made_by=f"judgement/{number}",
        rule="relocate",
        text=site.name,
        name=site.name,
        lat=site.lat,
        lon=site.lon,
        geonameid=site.geonameid,
        country=site.country,
        admin1=site.admin1,
        precision=site.precision,
        use="place",
    )
