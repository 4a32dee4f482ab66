"""Lineage: which report was drawn from which, how, and from whom outside the desk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vedette.link.branching import best_forest
from vedette.link.candidates import Pair, Weights, shared_grams
from vedette.link.compare import Comparison, Sentences, compare, prepare
from vedette.link.credits import Credit, credits_of, is_marked, names_outlet
from vedette.link.direction import likely_child
from vedette.link.evidence import passages, quoted_runs
from vedette.link.groups import roots as group_roots
from vedette.link.shingles import Text
from vedette.record import Lineage, Outside, Passage, Report
from vedette.record.links import CopyKind

COPIED = 0.3
"""Share of the smaller text's shingles from which two texts are near copies."""
_MIN_GRAMS = 3
_NEAR = 0.22
_VERBATIM = 0.6
_WHOLE = 0.8
_MERGED = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The lineage, and which pairs of reports tell one origin's story (by place in the list of reports)."""

    lineage: tuple[Lineage, ...]
    joined: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What lineage needs to know of all reports."""

    reports: Sequence[Report]
    texts: Sequence[Text]
    sides: Sequence[Sentences]
    weights: Weights
    credits: Sequence[tuple[Credit, ...]]
    marked: Sequence[bool]


def trace(reports: Sequence[Report], texts: Sequence[Text], weights: Weights, near: Mapping[Pair, float]) -> Copies:
    """Find the copies among the reports; `texts` in the same order."""
    desk = _Desk(
        reports=reports,
        texts=texts,
        sides=[prepare(t, weights) for t in texts],
        weights=weights,
        credits=[credits_of(r) for r in reports],
        marked=[is_marked(r) for r in reports],
    )
    compared = {(c.a, c.b): c for c in _compared(desk, near)}
    copies = {pair: c for pair, c in compared.items() if is_copy(desk.texts, c)}
    forest = best_forest(dict(_weighted(desk, copies.values())))
    edges = list(_edges(desk, copies, forest))
    outside = list(_outside(desk, copies, forest))
    drawn = {(o.child) for o in outside if o.kind != "quotes"}
    kept = [e for e in edges if e.child not in drawn or e.parent not in _same_credit(desk, e.child)]
    quotes = list(_quotes(desk, compared, copies))
    joined = [(min(p, c), max(p, c)) for c, p in sorted(forest.items())]
    return Copies(lineage=tuple(sorted((*kept, *outside, *quotes), key=_order)), joined=tuple(joined))


def _order(edge: Lineage) -> tuple[str, str, str]:
    parent = edge.parent.outside if isinstance(edge.parent, Outside) else edge.parent
    return (edge.child, edge.kind, parent)


def _compared(desk: _Desk, near: Mapping[Pair, float]) -> Iterator[Comparison]:
    """Every pair that shares shingles or is close in words."""
    pairs = {p for p, n in shared_grams(desk.texts).items() if n >= _MIN_GRAMS}
    pairs |= {p for p, score in near.items() if score >= _NEAR}
    for a, b in sorted(pairs):
        yield compare(desk.sides, a, b, desk.weights)


def is_copy(texts: Sequence[Text], c: Comparison) -> bool:
    """Do the two tell one origin's text: in the same words, in other words, or in another language?"""
    if texts[c.a].language != texts[c.b].language and None not in (texts[c.a].language, texts[c.b].language):
        return c.anchors >= 0.4 and min(c.told_a, c.told_b) >= 0.12
    return max(c.copied_a, c.copied_b) >= COPIED or max(c.told_a, c.told_b) >= 0.55 or min(c.told_a, c.told_b) >= 0.42


def kind_of(desk: _Desk, c: Comparison, child: int) -> CopyKind:
    """How the child was drawn from the other."""
    parent = c.other(child)
    one, two = desk.texts[child], desk.texts[parent]
    if one.language != two.language and None not in (one.language, two.language):
        return "translation"
    size = len(one.words) / max(1, len(two.words))
    if c.copied(child) >= _VERBATIM:
        return "verbatim" if size >= _WHOLE else "excerpt"
    return "rewrite"


def _weighted(desk: _Desk, copies: Iterable[Comparison]) -> Iterator[tuple[tuple[int, int], float]]:
    """Weights of (parent, child), both ways where nothing tells which came first."""
    for c in copies:
        for child in (c.a, c.b):
            sure = likely_child(desk.reports, desk.texts, desk.marked, child, c.other(child))
            if sure > 0:
                yield (c.other(child), child), _weight(desk, c, child) * sure


def _weight(desk: _Desk, c: Comparison, child: int) -> float:
    """How much speaks for this parent: what it covers of the child, and how little it has besides."""
    parent = c.other(child)
    named = any(names_outlet(x.name, desk.reports[parent].outlet) for x in desk.credits[child] if x.how == "copied")
    english = desk.texts[parent].language == "en"
    return c.told(child) + c.copied(child) + 0.5 * c.copied(parent) + 0.3 * c.anchors + 0.5 * named + 0.5 * english


def _edges(desk: _Desk, copies: Mapping[tuple[int, int], Comparison], forest: Mapping[int, int]) -> Iterator[Lineage]:
    """One edge for each child of the forest."""
    for child, parent in sorted(forest.items()):
        c = copies[min(child, parent), max(child, parent)]
        yield Lineage(
            child=desk.reports[child].id,
            parent=desk.reports[parent].id,
            kind=kind_of(desk, c, child),
            score=round(min(1.0, max(c.told(child), c.copied(child))), 4),
            evidence=passages(desk.texts, c, child),
            why=f"{c.copied(child):.0%} of its word runs and {c.told(child):.0%} of its content stand in the parent",
        )


def _outside(desk: _Desk, copies: Mapping[tuple[int, int], Comparison], forest: Mapping[int, int]) -> Iterator[Lineage]:
    """Origins that a report credits and that are not on the desk."""
    outlets = {r.outlet for r in desk.reports if r.outlet}
    for number, named in enumerate(desk.credits):
        report = desk.reports[number]
        for credit in named:
            if any(names_outlet(credit.name, o) for o in outlets):
                continue
            copied = credit.how == "copied"
            yield Lineage(
                child=report.id,
                parent=Outside(outside=credit.name),
                kind="verbatim" if copied else "quotes",
                score=0.9 if credit.known and copied else 0.6,
                evidence=(Passage(child=credit.span, parent=None),),
                why="credit line" if copied else "named as the source of a statement",
            )


def _same_credit(desk: _Desk, child: str) -> set[str]:
    """Reports that credit the same outside source as the child: siblings, not parents."""
    number = next(i for i, r in enumerate(desk.reports) if r.id == child)
    mine = {c.name for c in desk.credits[number] if c.how == "copied"}
    return {
        r.id for r, named in zip(desk.reports, desk.credits, strict=True)
        if any(c.how == "copied" and c.name in mine for c in named)
    }  # fmt: skip


def _quotes(
    desk: _Desk, compared: Mapping[tuple[int, int], Comparison], copies: Mapping[tuple[int, int], Comparison]
) -> Iterator[Lineage]:
    """Independent reports that share a quoted source's words."""
    best: dict[int, tuple[int, int, tuple[Passage, ...]]] = {}
    roots = group_roots(len(desk.reports), copies)
    for (a, b), _ in sorted(compared.items()):
        if roots[a] == roots[b]:
            continue
        child, parent = (a, b) if likely_child(desk.reports, desk.texts, desk.marked, a, b) >= 1 else (b, a)
        runs = quoted_runs(desk.reports, desk.texts, child, parent)
        size = sum(p.child.end - p.child.start for p in runs)
        if runs and size > best.get(child, (0, 0, ()))[0]:
            best[child] = (size, parent, runs)
    for child, (size, parent, runs) in sorted(best.items()):
        yield Lineage(
            child=desk.reports[child].id,
            parent=desk.reports[parent].id,
            kind="quotes",
            score=round(min(1.0, size / 200), 4),
            evidence=runs,
            why="the same quoted words",
        )
