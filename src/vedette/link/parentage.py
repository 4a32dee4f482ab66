"""Parentage: are two texts copies, which was the other's parent, and how was it drawn from it."""

from collections.abc import Iterable, Mapping

from vedette.link.candidates import NEAR_COPY
from vedette.link.clustering import average_link
from vedette.link.compare import Comparison
from vedette.link.credits import names_outlet
from vedette.link.desk import Desk
from vedette.link.direction import likely_child
from vedette.link.pairs import Pair
from vedette.link.retold import is_retold
from vedette.link.shingles import held
from vedette.link.values import can_agree
from vedette.record.links import CopyKind

_VERBATIM = 0.955
_WHOLE = 0.75
_SHARED = 0.3
_TOLD, _TOLD_BOTH = 0.6, 0.48
"""Share of what one tells that the other tells too: of the side that fits better, and of both."""
_SHORT = 60
_ALIKE = 0.4
"""Mean share of what short texts tell that the others of their group tell too."""
_NAMES_ABROAD, _TOLD_ABROAD = 0.6, 0.14
_RETURN = 6.0
_RIVALS = 12


def is_abroad(desk: Desk, a: int, b: int) -> bool:
    """Are the two reports known to be in different languages?"""
    one, two = desk.cards[a].language, desk.cards[b].language
    return one != two and None not in (one, two)


def is_copy(desk: Desk, c: Comparison) -> bool:
    """Do the two tell one origin's text: in the same words, in other words, or in another language?"""
    if is_abroad(desk, c.a, c.b):
        return c.anchors >= _NAMES_ABROAD and min(c.told_a, c.told_b) >= _TOLD_ABROAD
    if max(c.copied_a, c.copied_b) >= NEAR_COPY:
        return True
    if is_short(desk, c):
        return not _contradict(desk, c) and (c.told_a + c.told_b) / 2 >= _ALIKE
    return _is_rewritten(c) or is_retold((desk.sides[c.a], desk.sides[c.b]), c)


def _is_rewritten(c: Comparison) -> bool:
    """Does each tell much of what the other tells, or one nearly all of it, partly in the same words?"""
    both = min(c.told_a, c.told_b) >= _TOLD_BOTH
    return both or any(c.told(side) >= _TOLD and c.fine(side) >= _SHARED for side in (c.a, c.b))


def _contradict(desk: Desk, c: Comparison) -> bool:
    """Does one give a toll that none of the other's of that measure can agree with? Then each knows for itself."""
    one, two = desk.cards[c.a].tolls, desk.cards[c.b].tolls
    return any(
        not any(can_agree(x, y) for y in other[measure])
        for measure in one.keys() & two.keys()
        for mine, other in ((one, two), (two, one))
        for x in mine[measure]
    )


def is_short(desk: Desk, c: Comparison) -> bool:
    """Are both texts of a few sentences, so that likeness with one other may be chance?"""
    return max(desk.cards[c.a].words, desk.cards[c.b].words) <= _SHORT


def of_one_origin(desk: Desk, compared: Mapping[Pair, Comparison]) -> list[Pair]:
    """The copies among the pairs; short texts are copies only when they fit their whole group on average."""
    copies, short = [], {}
    for pair, c in compared.items():
        if is_short(desk, c):
            short[pair] = (c.told_a + c.told_b) / 2
        if is_copy(desk, c):
            copies.append((pair, pair not in short or max(c.copied_a, c.copied_b) >= NEAR_COPY))
    groups = average_link(len(desk.reports), short, least=_ALIKE)
    group = {n: g for g, part in enumerate(groups) for n in part}
    return [pair for pair, certain in copies if certain or group[pair[0]] == group[pair[1]]]


def kind_of(desk: Desk, c: Comparison, child: int) -> CopyKind:
    """How the child was drawn from the other."""
    if is_abroad(desk, c.a, c.b) or _is_back(desk, c):
        return "translation"
    if c.exact(child) < _VERBATIM:
        return "rewrite"
    whole = desk.cards[child].words >= _WHOLE * desk.cards[c.other(child)].words
    return "verbatim" if whole else "excerpt"


def _is_back(desk: Desk, c: Comparison) -> bool:
    """Was it translated and translated back: one text by its order and names, and by nothing else?"""
    plain = max(c.copied_a, c.copied_b) >= NEAR_COPY or is_short(desk, c) or _is_rewritten(c)
    return not plain and is_retold((desk.sides[c.a], desk.sides[c.b]), c)


def weigh_parents(
    desk: Desk, compared: Mapping[Pair, Comparison], copies: Iterable[Pair]
) -> dict[tuple[int, int], float]:
    """Weights of (parent, child), both ways where nothing tells which came first."""
    by_child: dict[int, list[tuple[float, str, int, float]]] = {}
    for pair in copies:
        c = compared[pair]
        for child, parent in (pair, pair[::-1]):
            sure = likely_child(desk.cards[child], desk.cards[parent])
            if sure > 0:
                rival = (-c.fine(child), desk.cards[parent].age, parent, _weight(desk, c, child) + 0.4 * sure)
                by_child.setdefault(child, []).append(rival)
    weights = {}
    for child, rivals in sorted(by_child.items()):
        ranked = [(parent, weight) for _, _, parent, weight in sorted(rivals)]
        for rank, (parent, weight) in enumerate(ranked):
            lost = _returns(desk, child, parent, (p for p, _ in ranked[:_RIVALS])) if rank < _RIVALS else 0.0
            weights[parent, child] = weight - _RETURN * lost - 1e-6 * rank
    return weights


def _returns(desk: Desk, child: int, parent: int, rivals: Iterable[int]) -> float:
    """Share of the child's word runs that an earlier rival has and the parent has not."""
    mine = desk.texts[child].fine
    missing = mine[~held(mine, desk.texts[parent].fine)]
    if not len(missing):
        return 0.0
    found = [
        float(held(missing, desk.texts[rival].fine).sum()) for rival in rivals
        if rival != parent and likely_child(desk.cards[parent], desk.cards[rival]) >= 1
    ]  # fmt: skip
    return max(found, default=0.0) / max(1, len(mine))


def _weight(desk: Desk, c: Comparison, child: int) -> float:
    """How much speaks for this parent: what it covers of the child, how little it has besides, and being named."""
    mine, other = desk.cards[child], desk.cards[c.other(child)]
    named = any(names_outlet(x.name, other.outlet) for x in mine.credits if x.how == "copied")
    english = other.language == "en"
    parent = c.other(child)
    return 2 + 2 * c.fine(child) + 0.3 * c.fine(parent) + 0.3 * c.anchors + 0.3 * named + 0.3 * english
