"""The forest of greatest weight (Edmonds 1967): each node takes at most one parent, and nobody is its own ancestor."""

from collections.abc import Mapping

from vedette.link.groups import roots

Edge = tuple[int, int]
"""(parent, child)."""
EXACT = 80


def best_forest(weights: Mapping[Edge, float]) -> dict[int, int]:
    """{child: parent} with the greatest total weight; only edges of positive weight are used.

    A connected part of more than `EXACT` nodes is solved greedily: heaviest edge first, none that closes a cycle.
    """
    edges = {e: w for e, w in sorted(weights.items()) if w > 0 and e[0] != e[1]}
    parts: dict[int, dict[Edge, float]] = {}
    nodes = sorted({n for e in edges for n in e})
    place = {n: i for i, n in enumerate(nodes)}
    root = roots(len(nodes), ((place[a], place[b]) for a, b in edges))
    for edge, weight in edges.items():
        parts.setdefault(root[place[edge[0]]], {})[edge] = weight
    forest: dict[int, int] = {}
    for part in parts.values():
        size = len({n for e in part for n in e})
        forest |= _exact(part) if size <= EXACT else _greedy(part)
    return forest


def _greedy(edges: Mapping[Edge, float]) -> dict[int, int]:
    """Heaviest edges first."""
    forest: dict[int, int] = {}
    for parent, child in sorted(edges, key=lambda e: (-edges[e], e)):
        node: int | None = parent
        while node is not None and node != child:
            node = forest.get(node)
        if child not in forest and node is None:
            forest[child] = parent
    return forest


def _exact(edges: Mapping[Edge, float]) -> dict[int, int]:
    """Edmonds' method on one connected part."""
    chosen = _best_parents(edges)
    cycle = _cycle({child: edge[0] for child, edge in chosen.items()})
    if not cycle:
        return {child: parent for child, (parent, _) in chosen.items()}
    return _without_cycle(edges, chosen, cycle)


def _best_parents(edges: Mapping[Edge, float]) -> dict[int, Edge]:
    """The heaviest edge into each child."""
    best: dict[int, Edge] = {}
    for edge, weight in edges.items():
        child = edge[1]
        if child not in best or weight > edges[best[child]]:
            best[child] = edge
    return best


def _cycle(parent: Mapping[int, int]) -> tuple[int, ...]:
    """One cycle of the map, or nothing."""
    done: set[int] = set()
    for start in sorted(parent):
        path: list[int] = []
        node = start
        while node in parent and node not in done:
            done.add(node)
            path.append(node)
            node = parent[node]
        if node in path:
            return tuple(path[path.index(node) :])
    return ()


def _without_cycle(edges: Mapping[Edge, float], chosen: Mapping[int, Edge], cycle: tuple[int, ...]) -> dict[int, int]:
    """Fold the cycle into one new node, solve, and unfold: the cycle loses the edge that costs least.

    The new node may stay without a parent: then the lightest edge of the cycle goes.
    """
    inside = set(cycle)
    new = max(max(e) for e in edges) + 1
    lightest = min(edges[chosen[c]] for c in cycle)
    outer: dict[Edge, float] = {}
    origin: dict[Edge, Edge] = {}
    for (a, b), weight in edges.items():
        if a in inside and b in inside:
            continue
        folded = (new if a in inside else a, new if b in inside else b)
        value = weight - edges[chosen[b]] + lightest if b in inside else weight
        if value > outer.get(folded, 0.0):
            outer[folded] = value
            origin[folded] = (a, b)
    forest = _exact(outer)
    result = {c: chosen[c][0] for c in cycle}
    entered = origin[(forest[new], new)][1] if new in forest else None
    if entered is None:
        del result[min(cycle, key=lambda c: (edges[chosen[c]], c))]
    for child, parent in forest.items():
        a, b = origin[(parent, child)]
        result[b] = a
    return result
