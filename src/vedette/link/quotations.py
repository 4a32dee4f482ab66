"""Shared quotations: independent origins that carry the same quoted words."""

from collections.abc import Iterator, Mapping, Sequence

from vedette.link.compare import Comparison
from vedette.link.desk import Desk
from vedette.link.direction import likely_child
from vedette.link.evidence import QUOTED, quoted_runs
from vedette.link.groups import partition
from vedette.link.pairs import Pair
from vedette.link.shingles import GRAM
from vedette.record import Lineage, Passage

_ALMOST = 0.7
_SHARED = QUOTED - GRAM + 1
"""Shingles that a shared quotation has at least."""


def edges(desk: Desk, compared: Mapping[Pair, Comparison], joined: Sequence[Pair]) -> Iterator[Lineage]:
    """For each origin the earlier origin with which it shares most quoted words, shown on one report of each."""
    groups = partition(len(desk.reports), joined)
    origin = {n: g for g, part in enumerate(groups) for n in part}
    first = [_first(desk, part) for part in groups]
    shared: dict[int, list[tuple[int, int, tuple[Passage, ...]]]] = {}
    for (a, b), c in compared.items():
        if c.common < _SHARED or origin[a] == origin[b] or first[origin[a]] != a or first[origin[b]] != b:
            continue
        later = likely_child(desk.cards[a], desk.cards[b]) >= 0.5
        child, parent = (a, b) if later else (b, a)
        runs = quoted_runs(desk.reports, desk.texts, child, parent)
        if runs:
            shared.setdefault(child, []).append((sum(p.child.end - p.child.start for p in runs), parent, runs))
    for child, rivals in sorted(shared.items()):
        most = max(size for size, _, _ in rivals)
        size, parent, runs = min(
            (r for r in rivals if r[0] >= _ALMOST * most), key=lambda r: (desk.cards[r[1]].age, r[1])
        )
        yield Lineage(
            child=desk.reports[child].id,
            parent=desk.reports[parent].id,
            kind="quotes",
            score=round(min(1.0, size / 200), 4),
            evidence=runs,
            why="the same quoted words",
        )


def _first(desk: Desk, part: Sequence[int]) -> int:
    """The report with which an origin begins: the oldest with a date, else the fullest."""
    return min(part, key=lambda n: (desk.cards[n].age, -desk.cards[n].words, n))
