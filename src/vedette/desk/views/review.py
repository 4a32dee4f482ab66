"""The review queue: what an analyst should look at first, and why."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.brief import words
from vedette.desk.index import Index
from vedette.desk.views.disputes import DisputeView, dispute_view
from vedette.desk.views.judged import JudgementView, view
from vedette.desk.views.parts import Asked, Cite, Paging, Row, cite, page, row
from vedette.record import Incident

_PAGE = 20
_DECIDED = ("confirm", "reject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One incident that waits for a decision: why it does, its sentences, and what it might be one with."""

    row: Row
    reasons: tuple[str, ...]
    tellings: tuple[tuple[str, str, Cite], ...]
    """(mention, the word that tells of it, sentence)."""
    twin: Row | None
    disputes: tuple[DisputeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for a decision, the weightiest first; `done` were confirmed or rejected."""

    items: tuple[Item, ...]
    paging: Paging
    done: int
    last: JudgementView | None
    """The last judgement that counts: the one to be undone first."""


def queue(index: Index, asked: Asked) -> Queue:
    """The incidents that wait for a decision."""
    rows = waiting(index)
    part, paging = page(rows, asked, size=_PAGE)
    done = sum(j.ruling is not None and j.ruling.act in _DECIDED for j in index.record.judgements)
    judged = index.record.judgements
    last = view(index, judged[-1], state="in force") if judged else None
    return Queue(items=tuple(_item(index, held) for held in part), paging=paging, done=done, last=last)


def waiting(index: Index) -> tuple[Incident, ...]:
    """Incidents that nobody has confirmed and that give a reason to look, the weightiest first."""
    return index.once("waiting", lambda: _waiting(index))


def _waiting(index: Index) -> tuple[Incident, ...]:
    twins, confirmed = _twins(index), _confirmed(index)
    found = [
        (_urgency(held, twin=held.id in twins, disputed=bool(index.disputes_of(held))), held.id, held)
        for held in index.record.links.incidents
        if held.type and held.status == "actual" and held.id not in confirmed
    ]
    return tuple(held for urgency, _, held in sorted(found, key=lambda one: (-one[0], one[1])) if urgency)


def _confirmed(index: Index) -> set[str]:
    sure = [j for j in index.record.judgements if j.ruling is not None and j.ruling.act == "confirm"]
    anchors = (anchor for judged in sure for target in judged.targets for anchor in target)
    mentions = (mention for anchor in anchors for mention in index.mentions_near(anchor))
    return {index.holders[mention].id for mention in mentions if mention in index.holders}


def _urgency(held: Incident, *, twin: bool, disputed: bool) -> int:
    """How much an analyst's look is worth here; 0 for nothing to decide."""
    harm = held.killed is not None or held.injured is not None
    unknown = (held.place is None) + (held.earliest is None and held.latest is None)
    return 8 * disputed + 4 * twin + 3 * harm + (held.origins < 2) * (1 + harm) + unknown


def _twins(index: Index) -> dict[str, str]:
    """Incidents of one type on one day that share an actor: perhaps one happening told twice."""
    return index.once("twins", lambda: dict(_pairs(index)))


def _pairs(index: Index) -> Iterator[tuple[str, str]]:
    groups: dict[tuple[str | None, str | None], list[Incident]] = defaultdict(list)
    for held in index.record.links.incidents:
        if held.type and held.status == "actual" and held.earliest and held.earliest == held.latest:
            groups[held.type, held.earliest].append(held)
    for group in groups.values():
        for n, held in enumerate(group):
            twin = next((other for other in group[n + 1 : n + 30] if _alike(held, other)), None)
            if twin is not None:
                yield held.id, twin.id


def _alike(one: Incident, other: Incident) -> bool:
    """Do they share a side, and no known place that speaks against it?"""
    sides = ({*one.actors, *one.recipients}, {*other.actors, *other.recipients})
    apart = one.place is not None and other.place is not None and one.place.name != other.place.name
    return bool(sides[0] & sides[1]) and not apart


def _item(index: Index, held: Incident) -> Item:
    twin = _twins(index).get(held.id)
    text = index.report
    return Item(
        row=row(index, held),
        reasons=tuple(_reasons(held, twin, len(index.disputes_of(held)))),
        tellings=tuple(
            (
                mention,
                text(report).text[e.trigger.start : e.trigger.end],
                cite(index, report, e.trigger.start, e.trigger.end),
            )
            for mention, report, e in index.tellings(held)
        ),
        twin=row(index, index.incidents[twin]) if twin else None,
        disputes=tuple(dispute_view(index, number) for number in index.disputes_of(held)),
    )


def _reasons(held: Incident, twin: str | None, disputes: int) -> Iterator[str]:
    if disputes:
        yield words.plural(disputes, "open dispute")
    if twin:
        yield f"may be the same as {twin}"
    if held.killed is not None or held.injured is not None:
        yield "people were harmed"
    if held.origins < 2:
        yield "known from one origin only"
    if held.place is None:
        yield "place not known"
    if held.earliest is None and held.latest is None:
        yield "day not known"
