"""Incidents on the map, with the timeline beside it: points only where a point is known, areas where not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sqrt

from vedette.desk.index import Index
from vedette.desk.outlines import Frame, Ground, ground
from vedette.desk.views.incidents import Choice, passing, types
from vedette.desk.views.parts import FAMILIES, Asked, Paging, Row, family, page, row
from vedette.desk.views.timeline import Timeline, timeline
from vedette.record import Incident, Place

_PAGE = 20
_SPOTS = 300
_LISTED = 12
_LABELS = 14
_NEAR_SHARE = 0.92
_LEAST_SPAN, _ROOM, _SHAPE = 0.6, 1.4, 1.9
"""The least height in degrees, how much more than the places is shown, width by height of the drawing."""
_KM = 111.0
_LABEL_WIDTH, _LABEL_HEIGHT = 90, 24
_REACH = {2: 12.0, 3: 18.0, 4: 30.0, 5: 40.0}
"""How far around its reference point a place of that precision may reach, in kilometres (UCDP `where_prec`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """All incidents at one place; `reach` 0 is a point, else an area of that radius, in units of the drawing."""

    name: str
    x: float
    y: float
    size: float
    reach: float
    family: str
    total: int
    disputed: int
    incident: str
    labelled: bool
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An incident whose place is disputed: a line between two of its places."""

    x1: float
    y1: float
    x2: float
    y2: float
    incident: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A country that incidents are placed in, and nothing more precise is known of them."""

    code: str
    name: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """The map, the timeline and the list under them, all of the same incidents."""

    width: int
    height: int
    ground: Ground
    spots: tuple[Spot, ...]
    ties: tuple[Tie, ...]
    areas: tuple[Area, ...]
    beyond: int
    """Incidents at places outside the part that is drawn."""
    timeline: Timeline | None
    rows: tuple[Row, ...]
    paging: Paging
    unlocated: tuple[Row, ...]
    unlocated_count: int
    undated: tuple[Row, ...]
    undated_count: int
    types: tuple[Choice, ...]


def map_view(index: Index, asked: Asked) -> MapView:
    """What passes the filters, on the map and along time; what happened unless a status is asked for."""
    wanted = {"status": "actual", **asked}
    spread = passing(index, {key: value for key, value in wanted.items() if key not in ("since", "until")})
    found = passing(index, wanted) if wanted.get("since") or wanted.get("until") else spread
    placed = _by_place(found)
    frame = _frame(placed, whole=bool(asked.get("whole")))
    unlocated = [held for held in found if not _places(held)]
    undated = [held for held in found if held.earliest is None and held.latest is None]
    part, paging = page(found, asked, size=_PAGE)
    spots, beyond = _spots(placed, frame, chosen=asked.get("place", ""))
    return MapView(
        width=frame.width,
        height=frame.height,
        ground=_uncovered(ground(frame), spots),
        spots=spots,
        ties=tuple(_ties(found, frame)),
        areas=_areas(found),
        beyond=beyond,
        timeline=timeline(spread, since=asked.get("since", ""), until=asked.get("until", "")),
        rows=tuple(row(index, held) for held in part),
        paging=paging,
        unlocated=tuple(row(index, held) for held in unlocated[:_LISTED]),
        unlocated_count=len(unlocated),
        undated=tuple(row(index, held) for held in undated[:_LISTED]),
        undated_count=len(undated),
        types=types(index),
    )


_Key = tuple[str, float, float, int]


def _places(held: Incident) -> tuple[Place, ...]:
    """All places that voices give for an incident."""
    first = (held.place,) if held.place is not None else ()
    if not held.alternative_places:
        return first
    return tuple({(p.name, p.lat, p.lon): p for p in (*first, *held.alternative_places)}.values())


def _by_place(found: Iterable[Incident]) -> dict[_Key, list[Incident]]:
    """Incidents at each place that has a point; a disputed one stands at each of its places."""
    placed: dict[_Key, list[Incident]] = defaultdict(list)
    for held in found:
        for place in _places(held):
            if place.lat is not None and place.lon is not None and place.precision < 6:
                placed[place.name, place.lat, place.lon, place.precision].append(held)
    return placed


def _frame(placed: Mapping[_Key, Sequence[Incident]], *, whole: bool) -> Frame:
    """The part of the world in which nearly all of the incidents lie, or all of them."""
    if not placed:
        return _padded(19.6, 41.7, 22.0, 43.4)
    places = [(lon, lat, len(held)) for (_, lat, lon, _), held in placed.items()]
    middle = _median([(lon, n) for lon, _, n in places]), _median([(lat, n) for _, lat, n in places])
    places.sort(key=lambda place: (place[0] - middle[0]) ** 2 + (place[1] - middle[1]) ** 2)
    total, taken = sum(n for *_, n in places), 0
    near: list[tuple[float, float, int]] = []
    for place in places:
        if not whole and near and taken >= _NEAR_SHARE * total:
            break
        near.append(place)
        taken += place[2]
    lons, lats = [lon for lon, _, _ in near], [lat for _, lat, _ in near]
    shown = {place[:2] for place in near}
    room = max(_REACH.get(precision, 0.0) for _, lat, lon, precision in placed if (lon, lat) in shown) / _KM
    return _padded(min(lons), min(lats) - room, max(lons), max(lats) + room)


def _median(weighted: Sequence[tuple[float, int]]) -> float:
    values = sorted(weighted)
    half, taken = sum(n for _, n in values) / 2, 0
    for value, n in values:
        taken += n
        if taken >= half:
            return value
    return values[-1][0]


def _padded(west: float, south: float, east: float, north: float) -> Frame:
    """With room around, not too narrow, in the shape of a page."""
    x, y = (west + east) / 2, (south + north) / 2
    shrink = max(0.1, cos(radians(y)))
    height = max(_LEAST_SPAN, (north - south) * _ROOM, (east - west) * _ROOM * shrink / _SHAPE)
    width = height * _SHAPE / shrink
    return Frame(
        west=round(max(-180.0, x - width / 2), 2),
        south=round(max(-85.0, y - height / 2), 2),
        east=round(min(180.0, x + width / 2), 2),
        north=round(min(85.0, y + height / 2), 2),
    )


def _spots(placed: Mapping[_Key, Sequence[Incident]], frame: Frame, *, chosen: str) -> tuple[tuple[Spot, ...], int]:
    """The places inside the frame, the busiest first, and how many incidents lie at others."""
    ranked = sorted(placed.items(), key=lambda one: (-len(one[1]), one[0]))
    inside = [(key, held) for key, held in ranked if frame.holds(key[2], key[1])]
    drawn = [_spot(key, held, frame, n < _LABELS, chosen) for n, (key, held) in enumerate(inside[:_SPOTS])]
    seen = {one.id for _, held in inside[:_SPOTS] for one in held}
    beyond = {one.id for held in placed.values() for one in held} - seen
    return tuple(sorted(drawn, key=lambda spot: -max(spot.size, spot.reach))), len(beyond)


def _spot(key: _Key, held: Sequence[Incident], frame: Frame, labelled: bool, chosen: str) -> Spot:  # noqa: FBT001
    name, lat, lon, precision = key
    x, y = frame.at(lon, lat)
    kinds = [family(one.type) for one in held]
    return Spot(
        name=name,
        x=x,
        y=y,
        size=round(5 + 2.2 * sqrt(len(held)), 1) if len(held) < 400 else 49.0,
        reach=round(_REACH.get(precision, 0.0) / _KM * frame.scale, 1),
        family=max(FAMILIES, key=kinds.count),
        total=len(held),
        disputed=sum(bool(one.alternative_places) for one in held),
        incident=held[0].id if len(held) == 1 else "",
        labelled=labelled,
        chosen=bool(chosen) and name == chosen,
    )


def _uncovered(under: Ground, spots: Sequence[Spot]) -> Ground:
    """The ground without the names that would stand in the way of a place's."""
    lands = (
        replace(land, label=None) if land.label and any(_meet(land.label, spot) for spot in spots) else land
        for land in under.lands
    )
    return replace(under, lands=tuple(lands))


def _meet(label: tuple[float, float], spot: Spot) -> bool:
    above = spot.y - max(spot.size, spot.reach)
    return abs(label[0] - spot.x) < _LABEL_WIDTH and above - _LABEL_HEIGHT < label[1] < spot.y + _LABEL_HEIGHT


def _ties(found: Iterable[Incident], frame: Frame) -> Iterable[Tie]:
    """Lines between the places of each incident whose place is disputed."""
    for held in found:
        if not held.alternative_places:
            continue
        points = [(p.lon, p.lat) for p in _places(held) if p.lat is not None and p.lon is not None and p.precision < 6]
        for other in points[1:]:
            if frame.holds(*points[0]) and frame.holds(*other):
                (x1, y1), (x2, y2) = frame.at(*points[0]), frame.at(*other)
                yield Tie(x1=x1, y1=y1, x2=x2, y2=y2, incident=held.id)


def _areas(found: Iterable[Incident]) -> tuple[Area, ...]:
    """Countries that incidents are placed in without a nearer place."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for held in found:
        for place in _places(held):
            if place.lat is None or place.precision >= 6:
                counted[place.country or "", place.name] += 1
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Area(code=code, name=name, total=n) for (code, name), n in ranked)
