"""Back-translations: one language on both sides, sentence after sentence the same, in hardly any of the same runs."""

from vedette.link.compare import Comparison, Sentences, alike, grid

_SENTENCES = 5
_SAME_WORDS = 0.15
"""More word runs in common than this and the text was rewritten in its own language."""
_TOLD, _NAMES = 0.3, 0.95
_MATCH, _COVERED = 0.2, 0.95


def is_retold(sides: tuple[Sentences, Sentences], c: Comparison) -> bool:
    """Does each sentence of the shorter text answer one of the other, in order, with all its names and numbers?"""
    if min(c.told_a, c.told_b) < _TOLD or c.anchors < _NAMES or max(c.fine_a, c.fine_b) > _SAME_WORDS:
        return False
    less, more = sorted(sides, key=lambda side: (len(side.sets), side.mass, side.id))
    return len(less.sets) >= _SENTENCES and _in_order(less, more) >= _COVERED * less.mass


def _in_order(one: Sentences, two: Sentences) -> float:
    """The weight of the first text's sentences in its best alignment with the second that keeps the order of both."""
    shared = grid(one, two)
    best = [(0.0, 0.0)] * (len(two.sets) + 1)
    for mass, row in zip(one.masses, shared, strict=True):
        above = best
        best = [(0.0, 0.0)]
        for j, other in enumerate(two.masses):
            like = alike(row.get(j, 0.0), mass, other)
            gain, covered = above[j]
            matched = (gain + like * mass, covered + mass) if like >= _MATCH else (0.0, 0.0)
            best.append(max(above[j + 1], best[j], matched))
    return best[-1][1]
