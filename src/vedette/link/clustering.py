"""Clustering by average link: the two groups that are most alike on average are joined, until none is alike enough."""

import heapq
from collections.abc import Callable, Mapping

Pair = tuple[int, int]
Bar = Callable[[list[int], list[int]], bool]


def average_link(
    count: int, scores: Mapping[Pair, float], *, least: float, bar: Bar | None = None
) -> tuple[tuple[int, ...], ...]:
    """Partition `count` things; a pair without a score counts 0; `bar` says which groups must stay apart."""
    groups: dict[int, list[int]] = {n: [n] for n in range(count)}
    sums: dict[int, dict[int, float]] = {n: {} for n in range(count)}
    for (a, b), score in sorted(scores.items()):
        sums[a][b] = sums[b][a] = score
    heap = [(-score, min(a, b), max(a, b), 1, 1) for (a, b), score in scores.items() if score >= least]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if len(groups.get(a, ())) != size_a or len(groups.get(b, ())) != size_b:
            continue
        if bar is not None and bar(groups[a], groups[b]):
            continue
        _join(groups, sums, a, b)
        for other, total in sorted(sums[a].items()):
            mean = total / (len(groups[a]) * len(groups[other]))
            if mean >= least:
                low, high = min(a, other), max(a, other)
                heapq.heappush(heap, (-mean, low, high, len(groups[low]), len(groups[high])))
    return tuple(tuple(sorted(groups[n])) for n in sorted(groups))


def _join(groups: dict[int, list[int]], sums: dict[int, dict[int, float]], a: int, b: int) -> None:
    """Put group `b` into group `a`."""
    groups[a] += groups.pop(b)
    for other, total in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total
