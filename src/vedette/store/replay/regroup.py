"""Judgements about what is one incident: merge, split, reject."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.record import DeskRecord, Dispute, Incident, Judgement, Links, Range
from vedette.store.replay.anchors import incidents_at, mentions_at
from vedette.store.replay.evidence import days, hull, origins, told_anew
from vedette.store.replay.one import GONE, said


def merge(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """One incident of several; where they differ, the one that the analyst named first is believed."""
    groups = [incidents_at(record, target) for target in judgement.targets]
    if not all(groups):
        return GONE
    parts = list({held.id: held for group in groups for held in group}.values())
    merged = replace(_joined(record, parts), why=(*parts[0].why, said(judgement)))
    return _with(record, {part.id: merged if part is parts[0] else None for part in parts}, heir=merged.id)


def split(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """The mentions named become an incident of their own; both are told anew from their own mentions.

    Where they stand apart already, only the analyst's word is added.
    """
    wanted = set(mentions_at(record, tuple(anchor for target in judgement.targets for anchor in target)))
    holding = [held for held in record.links.incidents if wanted.intersection(held.mentions)]
    if not holding:
        return GONE
    changed: dict[str, Incident | None] = {}
    taken: list[str] = []
    for held in holding:
        left = tuple(mention for mention in held.mentions if mention not in wanted)
        taken += [mention for mention in held.mentions if mention in wanted]
        changed[held.id] = told_anew(record, held, left) if left else None
    base, word = holding[0], said(judgement)
    if not any(changed.values()):
        return _with(record, {base.id: replace(base, why=(*base.why, word))}, heir=None)
    apart = replace(told_anew(record, base, tuple(taken)), id=f"{base.id}.{judgement.number}", disputes=())
    apart = replace(apart, why=(*apart.why, word))
    changed = {name: held and replace(held, why=(*held.why, word)) for name, held in changed.items()}
    return _with(record, changed, heir=apart.id, also=apart)


def reject(record: DeskRecord, judgement: Judgement) -> DeskRecord | str:
    """The incident leaves the record, with the disputes about it; the judgement remains."""
    found = [held for target in judgement.targets for held in incidents_at(record, target)][:1]
    return _with(record, {found[0].id: None}, heir=None) if found else GONE


def _joined(record: DeskRecord, parts: Sequence[Incident]) -> Incident:
    first = parts[0]
    mentions = tuple(dict.fromkeys(mention for part in parts for mention in part.mentions))
    told = origins(record, mentions)
    places = {(p.name, p.geonameid): p for part in parts for p in (part.place, *part.alternative_places) if p}
    spots = tuple(places.values())
    earliest, latest = days([(part.earliest, part.latest) for part in parts])
    return replace(
        first,
        mentions=mentions,
        type=next((part.type for part in parts if part.type), None),
        mode=next((part.mode for part in parts if part.mode), None),
        actors=tuple(sorted({name for part in parts for name in part.actors})),
        recipients=tuple(sorted({name for part in parts for name in part.recipients})),
        place=spots[0] if spots else None,
        alternative_places=spots[1:],
        earliest=earliest,
        latest=latest,
        killed=_range([part.killed for part in parts]),
        injured=_range([part.injured for part in parts]),
        reports=len({mention.rpartition("#")[0] for mention in mentions}),
        origins=told,
        credibility=1 if told > 1 and first.status == "actual" else min(part.credibility for part in parts),
        disputes=tuple(sorted({number for part in parts for number in part.disputes})),
    )


def _range(counts: Sequence[Range | None]) -> Range | None:
    return hull([(count.low, count.best, count.high) for count in counts if count is not None])


def _with(
    record: DeskRecord, changed: dict[str, Incident | None], *, heir: str | None, also: Incident | None = None
) -> DeskRecord:
    """The record with incidents changed or gone; disputes about one that is gone are about its heir, or go with it."""
    incidents: list[Incident] = []
    for held in record.links.incidents:
        now = changed.get(held.id, held)
        incidents += [now] if now is not None else []
        if also is not None and held.id == next(iter(changed)):
            incidents.append(also)
    gone = {name for name, now in changed.items() if now is None}
    return replace(record, links=_settle(replace(record.links, incidents=tuple(incidents)), gone, heir))


def _settle(links: Links, gone: set[str], heir: str | None) -> Links:
    """Disputes in the same order without those that are about nothing now, and the incidents' numbers of them."""
    kept: dict[int, Dispute] = {}
    for number, dispute in enumerate(links.disputes):
        if dispute.about not in gone:
            kept[number] = dispute
        elif heir is not None:
            kept[number] = replace(dispute, about=heir)
    numbers = {old: new for new, old in enumerate(kept)}
    incidents = tuple(
        replace(held, disputes=tuple(numbers[n] for n in held.disputes if n in numbers)) for held in links.incidents
    )
    return replace(links, incidents=incidents, disputes=tuple(kept.values()))
