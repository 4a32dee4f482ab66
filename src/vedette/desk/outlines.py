"""Outlines of countries and first-level units under the map: Natural Earth, projected and cut to what is shown."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import cos, radians
from typing import Any

Point = tuple[float, float]
_NEAREST = 0.9
"""Two points of an outline that are drawn closer than this (in units of the drawing) are one."""
_FINE_SPAN = 14.0
"""Degrees; a view that is wider is drawn from the coarse outlines."""
_LETTER = 12.5
"""Width of a letter of a country's name, in units of the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What part of the world is drawn, in degrees, and how large; north is up, degrees east shrink with latitude."""

    west: float
    south: float
    east: float
    north: float
    width: int = 960

    @property
    def scale(self) -> float:
        """Units of the drawing to a degree of latitude."""
        return self.width / ((self.east - self.west) * self._shrink)

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return max(1, round((self.north - self.south) * self.scale))

    @property
    def _shrink(self) -> float:
        return max(0.1, cos(radians((self.south + self.north) / 2)))

    def at(self, lon: float, lat: float) -> Point:
        """Where a point of the earth is drawn."""
        x, y = (lon - self.west) * self._shrink * self.scale, (self.north - lat) * self.scale
        return round(x, 1), round(y, 1)

    def holds(self, lon: float, lat: float) -> bool:
        """Is the point inside the drawing?"""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """One country as it is drawn: its code, its outline, and where its name can stand."""

    code: str
    name: str
    path: str
    label: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that lies under the events."""

    lands: tuple[Land, ...]
    units: str


@lru_cache(maxsize=32)
def ground(frame: Frame) -> Ground:
    """Countries and, where they are known, first-level units of the part that is drawn."""
    data = _data()
    west, south, east, north = data["region"]
    inside = west <= frame.west and frame.east <= east and south <= frame.south and frame.north <= north
    fine = inside and frame.east - frame.west <= _FINE_SPAN
    lands = [land for row in data["near" if fine else "world"] if (land := _land(row, frame)) is not None]
    units = "".join(_lines(frame)) if fine else ""
    return Ground(lands=tuple(lands), units=units)


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(resources.files("vedette.desk").joinpath("data/outlines.json").read_bytes())
    for row in (*read["near"], *read["world"]):
        row["rings"] = [_line(ring, read["scale"]) for ring in row["rings"]]
    read["units"] = [_line(flat, read["scale"]) for flat in read["units"]]
    return read


def _line(flat: Sequence[int], scale: int) -> list[Point]:
    """x, y and steps as points in degrees."""
    x = y = 0
    points = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points


def _land(row: dict[str, Any], frame: Frame) -> Land | None:
    rings = [drawn for ring in row["rings"] if len(drawn := _clipped([frame.at(*p) for p in ring], frame)) > 2]
    if not rings:
        return None
    largest = max(rings, key=_area)
    label = _middle(largest) if _area(largest) > frame.width * frame.height / 60 else None
    half = _LETTER * len(row["name"]) / 2
    if label is not None and not (half < label[0] < frame.width - half and half < frame.width):
        label = None
    path = "".join(f"{_path(_thinned(ring))}Z" for ring in rings)
    return Land(code=row["code"] or "", name=row["name"], path=path, label=label)


def _lines(frame: Frame) -> Iterator[str]:
    for line in _data()["units"]:
        if any(frame.holds(*p) for p in (line[0], line[len(line) // 2], line[-1])):
            yield _path(_thinned([frame.at(*p) for p in line]))


def _clipped(ring: list[Point], frame: Frame) -> list[Point]:
    """The part of a ring inside the drawing and a margin around it (Sutherland and Hodgman)."""
    margin = 20.0
    for axis, limit, sign in (
        (0, -margin, 1), (0, frame.width + margin, -1), (1, -margin, 1), (1, frame.height + margin, -1),
    ):  # fmt: skip
        ring = list(_cut(ring, axis, limit, sign))
    return ring


def _cut(ring: list[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    """The part of a ring on one side of a line."""
    for n, here in enumerate(ring):
        before = ring[n - 1]
        inside, was_inside = ((p[axis] - limit) * sign >= 0 for p in (here, before))
        if inside != was_inside:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            yield before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])
        if inside:
            yield here


def _thinned(line: list[Point]) -> list[Point]:
    """Without points that nobody could see."""
    kept = line[:1]
    for point in line[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _NEAREST:
            kept.append(point)
    return kept if len(kept) > 1 else line[:2]


def _path(line: Sequence[Point]) -> str:
    """A line in the words of SVG, in whole and tenth units, each step from the last."""
    x, y = round(line[0][0] * 10), round(line[0][1] * 10)
    parts = [f"M{x / 10:g} {y / 10:g}l"]
    for px, py in line[1:]:
        nx, ny = round(px * 10), round(py * 10)
        parts.append(f"{(nx - x) / 10:g} {(ny - y) / 10:g} ")
        x, y = nx, ny
    return "".join(parts).rstrip()


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """The point on the widest level line, so that a bent country carries its name inside."""
    ys = sorted(y for _, y in ring)
    best = (0.0, ring[0])
    for share in (0.35, 0.45, 0.5, 0.55, 0.65):
        level = ys[0] + share * (ys[-1] - ys[0])
        pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
        crossings = sorted(
            ax + (level - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in pairs if (ay <= level) != (by <= level)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            best = max(best, (right - left, (round((left + right) / 2, 1), round(level, 1))))
    return best[1]
