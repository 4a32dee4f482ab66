"""Clustering by average link: the two groups that are most alike on average are joined, until none is alike enough."""

import heapq
from collections.abc import Callable, Iterable, Mapping

from vedette.link.groups import roots

Pair = tuple[int, int]
Bar = Callable[[list[int], list[int]], bool]


def average_link(
    count: int, scores: Mapping[Pair, float], *, least: float, bar: Bar | None = None
) -> tuple[tuple[int, ...], ...]:
    """Partition `count` things; a pair without a score counts 0; `bar` says which groups must stay apart."""
    root = roots(count, (pair for pair, score in scores.items() if score >= least))
    parts: dict[int, dict[Pair, float]] = {}
    for pair, score in scores.items():
        if root[pair[0]] == root[pair[1]]:
            parts.setdefault(root[pair[0]], {})[pair] = score
    members: dict[int, list[int]] = {}
    for number, first in enumerate(root):
        members.setdefault(first, []).append(number)
    found = [group for first, part in members.items() for group in _joined(part, parts.pop(first, {}), least, bar)]
    return tuple(sorted(found))


def _joined(
    members: Iterable[int], scores: Mapping[Pair, float], least: float, bar: Bar | None
) -> Iterable[tuple[int, ...]]:
    """The groups within one part that pairs alike enough connect; no group reaches beyond one."""
    groups: dict[int, list[int]] = {n: [n] for n in members}
    sums: dict[int, dict[int, float]] = {n: {} for n in groups}
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
    return (tuple(sorted(group)) for group in groups.values())


def _join(groups: dict[int, list[int]], sums: dict[int, dict[int, float]], a: int, b: int) -> None:
    """Put group `b` into group `a`."""
    groups[a] += groups.pop(b)
    for other, total in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total
