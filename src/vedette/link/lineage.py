"""Lineage: which report was drawn from which, how, and from whom outside the desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.link import merged, parentage, quotations
from vedette.link.branching import best_forest
from vedette.link.candidates import shared_grams
from vedette.link.compare import Comparison, compare
from vedette.link.credits import names_outlet
from vedette.link.desk import Desk
from vedette.link.evidence import has_quotes, passages
from vedette.link.pairs import Pair
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


def trace(desk: Desk) -> Copies:
    """Find the copies among the reports of a desk."""
    compared = {(c.a, c.b): c for c in _compared(desk)}
    copies = parentage.of_one_origin(desk, compared)
    mixed = merged.find(desk, compared)
    copies = {pair: c for pair, c in copies.items() if not merged.cuts(mixed, c)}
    forest = best_forest(parentage.weigh_parents(desk, copies))
    outside = list(_outside(desk))
    edges = [*_edges(desk, copies, forest), *merged.edges(desk, compared, mixed, forest)]
    edges = _without_siblings(desk, edges)
    joined = [*sorted((min(p, c), max(p, c)) for c, p in forest.items()), *merged.joins(mixed, forest)]
    quotes = quotations.edges(desk, compared, joined)
    return Copies(lineage=tuple(sorted((*edges, *outside, *quotes), key=_order)), joined=tuple(joined))


def _order(edge: Lineage) -> tuple[str, str, str]:
    parent = edge.parent.outside if isinstance(edge.parent, Outside) else edge.parent
    return (edge.child, edge.kind, parent)


def _compared(desk: Desk) -> Iterator[Comparison]:
    """Every pair that shares enough shingles or is close in words; for a translation its names are enough."""
    sizes = [len(text.grams) for text in desk.texts]
    quoting = [has_quotes(report) for report in desk.reports]
    pairs = {
        (a, b) for (a, b), n in shared_grams(desk.texts).items()
        if (n >= _QUOTED and quoting[a] and quoting[b])
        or (n >= _MIN_GRAMS and n >= _LITTLE * min(sizes[a], sizes[b]))
    }  # fmt: skip
    pairs |= {
        (a, b) for (a, b), score in desk.near.items()
        if score >= (_NEAR_ABROAD if parentage.is_abroad(desk.texts[a], desk.texts[b]) else _NEAR)
    }  # fmt: skip
    for a, b in sorted(pairs):
        yield compare(desk.sides, a, b)


def _edges(desk: Desk, copies: Mapping[Pair, Comparison], forest: Mapping[int, int]) -> Iterator[Lineage]:
    """One edge for each child of the forest."""
    for child, parent in sorted(forest.items()):
        c = copies[min(child, parent), max(child, parent)]
        yield Lineage(
            child=desk.reports[child].id,
            parent=desk.reports[parent].id,
            kind=parentage.kind_of(desk, c, child),
            score=round(min(1.0, max(c.told(child), c.copied(child))), 4),
            evidence=passages(desk.texts, c, child),
            why=f"{c.copied(child):.0%} of its word runs and {c.told(child):.0%} of its content stand in the parent",
        )


def _outside(desk: Desk) -> Iterator[Lineage]:
    """Origins that a report credits and that are not on the desk."""
    outlets = {r.outlet for r in desk.reports if r.outlet}
    for number, named in enumerate(desk.credits):
        for credit in named:
            if any(names_outlet(credit.name, o) for o in outlets):
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


def _without_siblings(desk: Desk, edges: Sequence[Lineage]) -> list[Lineage]:
    """Leave out edges between two reports that credit the same outside source: they are siblings."""
    outlets = {r.outlet for r in desk.reports if r.outlet}
    credit = {
        r.id: {c.name for c in named if c.how == "copied" and not any(names_outlet(c.name, o) for o in outlets)}
        for r, named in zip(desk.reports, desk.credits, strict=True)
    }
    return [e for e in edges if isinstance(e.parent, Outside) or not credit[e.child] & credit[e.parent]]
