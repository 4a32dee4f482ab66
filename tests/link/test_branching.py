"""The heaviest forest, against trying everything."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from vedette.link.branching import best_forest

SIZE = 4
EDGES = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda e: e[0] != e[1])


def _has_cycle(parents: dict[int, int]) -> bool:
    for start in parents:
        node, steps = start, 0
        while node in parents and steps <= SIZE:
            node, steps = parents[node], steps + 1
        if steps > SIZE:
            return True
    return False


def _best_by_trying(weights: dict[tuple[int, int], int]) -> int:
    choices = [[None, *(p for p, c in weights if c == child)] for child in range(SIZE)]
    best = 0
    for pick in product(*choices):
        parents = {c: p for c, p in enumerate(pick) if p is not None}
        if not _has_cycle(parents):
            best = max(best, sum(weights[p, c] for c, p in parents.items()))
    return best


@given(st.dictionaries(EDGES, st.integers(1, 9)))
def test_forest_is_the_heaviest(weights: dict[tuple[int, int], int]) -> None:
    forest = best_forest(weights)
    assert not _has_cycle(forest)
    assert sum(weights[p, c] for c, p in forest.items()) == _best_by_trying(weights)
