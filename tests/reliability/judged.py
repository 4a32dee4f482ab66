"""Fifty judgements, then the same reports again and everything made anew by other rules: each holds, or is listed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from tests.reliability.desks import passing_folder
from tests.reliability.figure import Figure
from tests.stub_engine import Ticking, candidate
from tests.wire_engine import WireEngine, incident_of
from vedette.errors import InputError
from vedette.read.knowledge import fold
from vedette.record import Annotation, DeskRecord, Event, Judgement, Links, Report, Ruling, Site
from vedette.store import Desk, verify
from vedette.store.rebuild import rebuild

SIGNED = {"by": "Ana", "why": "seen on the film"}
_RULES = ("more", "wide", "deaf", "plain")
_TOWNS = [a + b for a in ("Dol", "Gor", "Nov", "Zvec", "Bel") for b in ("na", "nja", "ovo", "ica", "grad", "vac")]


class TownsEngine(WireEngine):
    """What happens in one town, by one verb, is one incident."""

    def link(self, reports: Sequence[Report], annotations: Sequence[Annotation]) -> Links:
        told: dict[tuple[str, str], list[tuple[str, Annotation, Event]]] = {}
        for read in sorted(annotations, key=lambda a: a.id):
            for k, event in enumerate(read.events):
                if event.type is not None and event.place is not None:
                    key = (read.places[event.place].name, event.type)
                    told.setdefault(key, []).append((f"{read.id}#{k}", read, event))
        groups = sorted(told.items(), reverse=self.rules == "more")
        linked = super().link(reports, annotations)
        incidents = tuple(incident_of(f"i{n}", group) for n, (_, group) in enumerate(groups, 1))
        return replace(linked, incidents=incidents, disputes=())


def judged(count: int = 50, *, seed: int = 6) -> Figure:
    """So many scripted judgements over re-ingest and rebuild with changed rules."""
    dice = random.Random(seed)
    texts = [
        f"{n} hurt at {town}. Officers closed at {town}. Troops left at {town}." for n in (3, 5) for town in _TOWNS
    ]
    items = [candidate(text, source=f"{n}.txt", outlet=f"Wire {n}") for n, text in enumerate(texts)]
    with passing_folder() as folder:
        desk = Desk.init(folder / "desk", clock=Ticking(), engine=TownsEngine())
        list(desk.add(items))
        made = _made(desk, dice, count)
        lost, listed = 0, 0
        for rules in _RULES:
            list(desk.add(dice.sample(items, len(items))))
            desk = replace(desk, engine=TownsEngine(rules))
            told = rebuild(desk)
            record = desk.record()
            unfit = {one.judgement.number for one in record.unfit}
            listed = max(listed, len(unfit))
            lost += sum(one.number not in unfit and not _holds(record, one) for one in made)
            lost += len({one.judgement.number for one in told.unfit} - unfit)
        whole = verify(desk.place).problems == ()
    return Figure(
        test=f"{len(made)} judgements over 4 re-ingests and rebuilds with other rules",
        showed=f"{lost} neither hold nor are listed, {listed} listed at most, chain {'whole' if whole else 'BROKEN'}",
        promised=f"{count} of {count} hold or are listed",
        kept=lost == 0 and len(made) == count and whole,
    )


def _made(desk: Desk, dice: random.Random, count: int) -> list[Judgement]:
    made: list[Judgement] = []
    rulings = _rulings(dice)
    while len(made) < count:
        ruling, targets = next(rulings), []
        incidents = desk.record().links.incidents
        if ruling.act == "merge":
            targets = [held.id for held in dice.sample(incidents, 2)]
        elif ruling.act == "split":
            targets = [dice.choice([held for held in incidents if len(held.mentions) > 1]).mentions[0]]
        elif ruling.act not in ("rename", "rate-source"):
            targets = [dice.choice(incidents).id]
        try:
            made.append(desk.judge(ruling, targets, **SIGNED))
        except InputError:
            continue
    return made


def _rulings(dice: random.Random) -> Iterator[Ruling]:
    number = 0
    while True:
        number += 1
        yield Ruling(act="merge")
        yield Ruling(act="split")
        yield Ruling(act="retype", type="PROTEST", mode="riot")
        yield Ruling(act="relocate", site=Site(name=f"Place {number}"))
        yield Ruling(act="redate", earliest="2023-05-29", latest="2023-05-30")
        yield Ruling(act="set-figure", measure="injured", best=dice.randrange(90))
        yield Ruling(act="confirm")
        yield Ruling(act="note")
        yield Ruling(act="dispute")
        yield Ruling(act="reject")
        yield Ruling(act="rate-item", grade="2")
        yield Ruling(act="rate-source", name=f"Wire {dice.randrange(40)}", grade="B")
        yield Ruling(act="rename", name=("Troops", "Officers", "Army", "Police")[number % 4], to=f"Corps {number}")


def _holds(record: DeskRecord, one: Judgement) -> bool:
    """Is the judgement seen in the record, in the way of its act?"""
    ruling = cast("Ruling", one.ruling)
    if ruling.act == "rename":
        return all(fold(actor.name) != fold(ruling.name or "") for read in record.annotations for actor in read.actors)
    if ruling.act == "rate-source":
        return any(report.outlet == ruling.name for report in record.reports)
    anchors = {anchor for target in one.targets for anchor in target}
    if ruling.act == "reject":
        return one in record.judgements and bool(anchors)
    return any(f"(judgement {one.number})" in why for held in record.links.incidents for why in held.why) or _gone(
        record, one
    )


def _gone(record: DeskRecord, one: Judgement) -> bool:
    """Was the incident rejected, or merged into another, by a later judgement?"""
    reports = {anchor.report for target in one.targets for anchor in target}
    later = [
        j
        for j in record.judgements
        if j.number > one.number and j.ruling and j.ruling.act in ("reject", "merge", "split")
    ]
    return any(anchor.report in reports for j in later for target in j.targets for anchor in target)
