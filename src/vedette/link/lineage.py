"""Lineage: which report was drawn from which, how, and from whom outside the desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vedette.link import merged, parentage, quotations
from vedette.link.bench import Bench, InMemory
from vedette.link.branching import best_forest
from vedette.link.compare import Comparison, compare
from vedette.link.credits import names_outlet
from vedette.link.desk import Desk
from vedette.link.evidence import passages
from vedette.link.pairs import Numbers, Pair, Pairs, ends
from vedette.record import Lineage, Outside, Passage

_MIN_GRAMS = 3
_QUOTED = 5
_LITTLE = 0.1
_NEAR = 0.24
_NEAR_ABROAD = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The lineage, and which pairs of reports tell one origin's story (by place in the list of reports)."""

    lineage: tuple[Lineage, ...]
    joined: tuple[Pair, ...]


def trace(desk: Desk, *, bench: Bench | None = None) -> Copies:
    """Find the copies among the reports of a desk."""
    bench = bench or InMemory()
    worth = _worth_comparing(desk, bench)
    both = zip(*(side.tolist() for side in ends(worth)), strict=True)
    compared = Pairs(worth, bench.keep(Comparison, (compare(desk.sides, a, b) for a, b in both)))
    mixed = merged.find(desk, compared)
    copies = [
        pair for pair in parentage.of_one_origin(desk, compared)
        if mixed.keys().isdisjoint(pair) or not merged.cuts(mixed, compared[pair])
    ]  # fmt: skip
    forest = best_forest(parentage.weigh_parents(desk, compared, copies))
    here = _on_the_desk(desk)
    edges = [*_edges(desk, compared, forest), *merged.edges(desk, compared, mixed, forest)]
    edges = _without_siblings(desk, edges, here)
    joined = [*sorted((min(p, c), max(p, c)) for c, p in forest.items()), *merged.joins(mixed, forest)]
    quotes = quotations.edges(desk, compared, joined)
    return Copies(lineage=tuple(sorted((*edges, *_outside(desk, here), *quotes), key=_order)), joined=tuple(joined))


def _order(edge: Lineage) -> tuple[str, str, str]:
    parent = edge.parent.outside if isinstance(edge.parent, Outside) else edge.parent
    return (edge.child, edge.kind, parent)


def _worth_comparing(desk: Desk, bench: Bench) -> Numbers:
    """Every pair that shares enough shingles or is close in words; for a translation its names are enough."""
    sizes = np.array([card.grams for card in desk.cards], dtype=np.int64)
    quoting = np.array([card.quoting for card in desk.cards], dtype=np.bool_)
    shared = bench.shared_grams(desk.texts)
    one, two = ends(shared.codes)
    many = (shared.numbers >= _MIN_GRAMS) & (shared.numbers >= _LITTLE * np.minimum(sizes[one], sizes[two]))
    quotes = (shared.numbers >= _QUOTED) & quoting[one] & quoting[two]
    least = np.array([_NEAR_ABROAD if parentage.is_abroad(desk, *pair) else _NEAR for pair in desk.near])
    return np.union1d(shared.codes[many | quotes], desk.near.codes[desk.near.numbers >= least])


def _edges(desk: Desk, compared: Mapping[Pair, Comparison], forest: Mapping[int, int]) -> Iterator[Lineage]:
    """One edge for each child of the forest."""
    for child, parent in sorted(forest.items()):
        c = compared[min(child, parent), max(child, parent)]
        yield Lineage(
            child=desk.reports[child].id,
            parent=desk.reports[parent].id,
            kind=parentage.kind_of(desk, c, child),
            score=round(min(1.0, max(c.told(child), c.copied(child))), 4),
            evidence=passages(desk.texts, c, child),
            why=f"{c.copied(child):.0%} of its word runs and {c.told(child):.0%} of its content stand in the parent",
        )


def _outside(desk: Desk, here: frozenset[str]) -> Iterator[Lineage]:
    """Origins that a report credits and that are not on the desk."""
    for number, card in enumerate(desk.cards):
        for credit in card.credits:
            if credit.name in here:
                continue
            copied = credit.how == "copied"
            yield Lineage(
                child=desk.reports[number].id,
                parent=Outside(outside=credit.name),
                kind="verbatim" if copied else "quotes",
                score=0.9 if credit.known and copied else 0.6,
                evidence=(Passage(child=credit.span, parent=None),),
                why="credit line" if copied else "named as the source of a statement",
            )


def _on_the_desk(desk: Desk) -> frozenset[str]:
    """The credited names that are outlets with reports on the desk."""
    outlets = {card.outlet for card in desk.cards if card.outlet}
    named = {credit.name for card in desk.cards for credit in card.credits}
    return frozenset(name for name in named if any(names_outlet(name, o) for o in outlets))


def _without_siblings(desk: Desk, edges: Sequence[Lineage], here: frozenset[str]) -> list[Lineage]:
    """Leave out edges between two reports that credit the same source outside the desk: they are siblings."""
    taken = [{c.name for c in card.credits if c.how == "copied"} - here for card in desk.cards]
    credit = {desk.reports[n].id: names for n, names in enumerate(taken) if names}
    nobody: set[str] = set()
    return [
        e for e in edges
        if isinstance(e.parent, Outside) or not credit.get(e.child, nobody) & credit.get(e.parent, nobody)
    ]  # fmt: skip
