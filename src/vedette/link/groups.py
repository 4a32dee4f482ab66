"""Partitions: numbered things and the pairs that belong together."""

from collections.abc import Iterable


def roots(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of `count` things the smallest member of its group."""
    root = list(range(count))

    def find(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in pairs:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    return [find(x) for x in range(count)]


def partition(count: int, pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """The groups, each in order, by their first member."""
    found: dict[int, list[int]] = {}
    for number, root in enumerate(roots(count, pairs)):
        found.setdefault(root, []).append(number)
    return tuple(tuple(found[root]) for root in sorted(found))
