"""Who copied whom, drawn: each family of reports from its source to the last copy."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.desk.index import Index
from vedette.desk.views.incidents import HOW
from vedette.desk.views.parts import Asked, Paging, number, page
from vedette.desk.views.reports import ReportRow, report_row
from vedette.record import Lineage, Outside

_PAGE = 8
_MOST = 60
"""Reports of one family that are drawn; the rest is listed."""
_STEP, _LANE, _BOX_WIDTH, _BOX_HEIGHT, _EDGE = 236, 50, 196, 38, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One report in the drawing, or an origin outside the desk (`report` None)."""

    report: str | None
    name: str
    date: str
    origin: int
    root: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One report drawn from another: a curve from the parent to the child."""

    path: str
    kind: str
    how: str
    score: float
    child: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Reports that hang together, drawn from left to right; `more` are too many to draw."""

    reports: int
    origins: tuple[int, ...]
    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageView:
    """The families, the largest first, and the reports that stand alone."""

    reports: int
    origins: int
    families: tuple[Family, ...]
    paging: Paging
    alone: tuple[ReportRow, ...]
    alone_count: int


def lineage(index: Index, asked: Asked) -> LineageView:
    """All families of reports, or only that of one origin."""
    groups = index.once("families", lambda: _families(index))
    if wanted := number(asked, "origin", default=0):
        groups = tuple(group for group in groups if any(index.origin_of.get(report) == wanted - 1 for report in group))
    related = [group for group in groups if _drawn(index, group)]
    single = [group[0] for group in groups if not _drawn(index, group)]
    part, paging = page(related, asked, size=_PAGE)
    return LineageView(
        reports=len(index.record.reports),
        origins=len(index.record.links.origins),
        families=tuple(_family(index, group) for group in part),
        paging=paging,
        alone=tuple(report_row(index, report) for report in single[:_MOST]),
        alone_count=len(single),
    )


def _drawn(index: Index, group: Sequence[str]) -> bool:
    """Is there anything to draw: two reports, or one with an origin outside?"""
    return len(group) > 1 or bool(index.parents.get(group[0]))


def _families(index: Index) -> tuple[tuple[str, ...], ...]:
    """Reports joined by any edge, and those of one origin; the largest family first."""
    leader = {report.id: report.id for report in index.record.reports}

    def find(report: str) -> str:
        while leader[report] != report:
            leader[report] = leader[leader[report]]
            report = leader[report]
        return report

    pairs = [(e.child, e.parent) for e in index.record.links.lineage if not isinstance(e.parent, Outside)]
    pairs += [(group[0], other) for group in index.record.links.origins for other in group[1:]]
    for one, other in pairs:
        leader[find(one)] = find(other)
    groups: dict[str, list[str]] = defaultdict(list)
    for report in index.record.reports:
        groups[find(report.id)].append(report.id)
    return tuple(sorted(map(tuple, groups.values()), key=lambda group: (-len(group), group)))


def _family(index: Index, group: Sequence[str]) -> Family:
    """The drawing of one family."""
    shown = list(group[:_MOST])
    edges = [edge for report in shown for edge in index.parents.get(report, ())]
    outside = tuple(dict.fromkeys(edge.parent.outside for edge in edges if isinstance(edge.parent, Outside)))
    depth = _depths(shown, edges, outside)
    places = _places(index, shown, depth, outside)
    return Family(
        reports=len(group),
        origins=tuple(sorted({index.origin_of.get(report, -1) + 1 for report in group})),
        width=max(x for x, _ in places.values()) + _BOX_WIDTH + _EDGE,
        height=max(y for _, y in places.values()) + _BOX_HEIGHT + _EDGE,
        nodes=tuple(_node(index, key, at) for key, at in places.items()),
        lines=tuple(_line(edge, places) for edge in edges if _key(edge.parent) in places),
        more=len(group) - len(shown),
    )


def _key(parent: str | Outside) -> str:
    """A parent's key in the drawing; one outside the desk cannot meet a report's id."""
    return f"outside\0{parent.outside}" if isinstance(parent, Outside) else parent


def _depths(shown: Sequence[str], edges: Iterable[Lineage], outside: Iterable[str]) -> dict[str, int]:
    """How many steps each report is from a source: a parent always stands left of its child."""
    inside = set(shown)
    depth = dict.fromkeys((*(f"outside\0{name}" for name in outside), *shown), 0)
    steps = [(_key(edge.parent), edge.child) for edge in edges if _key(edge.parent) in depth and edge.child in inside]
    for _ in range(len(shown)):
        late = [(parent, child) for parent, child in steps if depth[child] <= depth[parent] < len(shown)]
        if not late:
            break
        for parent, child in late:
            depth[child] = depth[parent] + 1
    return depth


def _places(
    index: Index, shown: Sequence[str], depth: Mapping[str, int], outside: Iterable[str]
) -> dict[str, tuple[int, int]]:
    """Column by depth, row by day within the column."""
    keys = [*(f"outside\0{name}" for name in outside), *sorted(shown, key=lambda report: index.positions[report])]
    rows: dict[int, int] = defaultdict(int)
    found = {}
    for key in keys:
        column = depth[key]
        found[key] = (_EDGE + column * _STEP, _EDGE + rows[column] * _LANE)
        rows[column] += 1
    return found


def _node(index: Index, key: str, at: tuple[int, int]) -> Node:
    if key not in index.positions:
        name = key.partition("\0")[2]
        return Node(report=None, name=name, date="not on the desk", origin=0, root=True, x=at[0], y=at[1])
    return Node(
        report=key,
        name=index.sources.outlet(key),
        date=index.sources.date(key),
        origin=index.origin_of.get(key, -1) + 1,
        root=not index.is_drawn(key),
        x=at[0],
        y=at[1],
    )


def _line(edge: Lineage, places: Mapping[str, tuple[int, int]]) -> Line:
    (px, py), (cx, cy) = places[_key(edge.parent)], places[edge.child]
    x1, y1, x2, y2 = px + _BOX_WIDTH, py + _BOX_HEIGHT // 2, cx, cy + _BOX_HEIGHT // 2
    middle = (x1 + x2) // 2
    return Line(
        path=f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}",
        kind=edge.kind,
        how=HOW[edge.kind],
        score=edge.score,
        child=edge.child,
        parent=None if isinstance(edge.parent, Outside) else edge.parent,
    )
