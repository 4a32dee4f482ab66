"""Merged reports: text put together from two origins; an edge to both, a join with the larger part alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from vedette.link.compare import Comparison
from vedette.link.desk import Desk
from vedette.link.direction import likely_child
from vedette.link.evidence import passages
from vedette.link.pairs import Pair
from vedette.link.parentage import is_copy
from vedette.link.shingles import FINE, Keys, Text, held, masked_runs
from vedette.record import Lineage

_PART = 0.08
_SENTENCES = 2
_NEARLY = 0.95
_TOGETHER = 0.8
_WHOLE = 0.85
_TAKEN = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A report and the two that it was put together from, the larger part first."""

    child: int
    parents: tuple[int, int]


def find(desk: Desk, compared: Mapping[Pair, Comparison]) -> dict[int, Merge]:
    """The reports of which two others, strangers to each other, hold different sentences word for word."""
    near: dict[int, list[int]] = {}
    for c in compared.values():
        for child in (c.a, c.b):
            if _PART <= c.fine(child) < _NEARLY and _may_be_parent(desk, c, child):
                near.setdefault(child, []).append(c.other(child))
    merges = (_merge(desk, child, others, compared) for child, others in sorted(near.items()) if len(others) > 1)
    return {m.child: m for m in merges if m is not None}


def _may_be_parent(desk: Desk, c: Comparison, child: int) -> bool:
    """Did the other come first, or is it, when that is not known, no mere excerpt of the child?"""
    sure = likely_child(desk.cards[child], desk.cards[c.other(child)])
    return sure >= 1 or (sure > 0 and c.fine(c.other(child)) < _WHOLE)


def _merge(desk: Desk, child: int, others: list[int], compared: Mapping[Pair, Comparison]) -> Merge | None:
    """The two parents, when together they account for nearly all of the child."""
    text = desk.texts[child]
    runs = masked_runs(text.words)
    taken = {other: _taken(text, runs, desk.texts[other]) for other in others}
    words = [b - a for a, b in text.sentences]
    total = sum(words)

    def mass(rows: frozenset[int]) -> int:
        return sum(words[i] for i in rows)

    first = max(others, key=lambda o: (mass(taken[o]), -o))
    strangers = [o for o in others if not _related(desk, first, o, compared)]
    second = max(strangers, key=lambda o: (mass(taken[o] - taken[first]), -o), default=None)
    if second is None:
        return None
    extra = taken[second] - taken[first]
    apart = min(mass(extra), mass(taken[first] - taken[second])) if len(extra) >= _SENTENCES else 0
    together = mass(taken[first] | taken[second])
    return (
        Merge(child=child, parents=(first, second))
        if apart >= _PART * total and together >= _TOGETHER * total
        else None
    )


def _related(desk: Desk, one: int, two: int, compared: Mapping[Pair, Comparison]) -> bool:
    """Are the two copies of one text?"""
    c = compared.get((min(one, two), max(one, two)))
    return one == two or (c is not None and is_copy(desk, c))


def _taken(text: Text, runs: Keys, other: Text) -> frozenset[int]:
    """The sentences that stand in the other text word for word; `runs` are those of the whole text."""
    inside = held(runs, other.masked)
    return frozenset(
        number for number, (a, b) in enumerate(text.sentences)
        if b - a >= FINE and np.count_nonzero(inside[a : b - FINE + 1]) >= _TAKEN * (b - a - FINE + 1)
    )  # fmt: skip


def cuts(mixed: Mapping[int, Merge], c: Comparison) -> bool:
    """Does a merged report stand in this pair with something other than a full copy of itself?"""
    return any(report in mixed and c.fine(report) < _WHOLE for report in (c.a, c.b))


def joins(mixed: Mapping[int, Merge], forest: Mapping[int, int]) -> list[Pair]:
    """Each merged report belongs with its larger part."""
    return [(min(m.child, m.parents[0]), max(m.child, m.parents[0])) for m in mixed.values() if m.child not in forest]


def edges(
    desk: Desk, compared: Mapping[Pair, Comparison], mixed: Mapping[int, Merge], forest: Mapping[int, int]
) -> Iterator[Lineage]:
    """An edge to each parent of a merged report that is no plain copy."""
    for merge in mixed.values():
        if merge.child in forest:
            continue
        for parent in merge.parents:
            c = compared[min(merge.child, parent), max(merge.child, parent)]
            yield Lineage(
                child=desk.reports[merge.child].id,
                parent=desk.reports[parent].id,
                kind="excerpt",
                score=round(c.fine(merge.child), 4),
                evidence=passages(desk.texts, c, merge.child),
                why="put together from two reports",
            )
