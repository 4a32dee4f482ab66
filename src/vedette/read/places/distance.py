"""Distance: how far two places lie apart, with what each place alone gives to the sum worked out once."""

import math
from typing import NamedTuple

from vedette.read.gazetteer import Entry

EARTH_KM = 12742.0
"""The Earth's diameter."""


class Point(NamedTuple):
    """A place on the globe: latitude and longitude in radians, and the latitude's cosine."""

    lat: float
    lon: float
    cosine: float


def point(entry: Entry) -> Point | None:
    """The point of a place; None when it has none."""
    if entry.lat is None or entry.lon is None:
        return None
    lat = math.radians(entry.lat)
    return Point(lat, math.radians(entry.lon), math.cos(lat))


def apart(one: Point, other: Point) -> float:
    """Great-circle distance in kilometres."""
    x = math.sin((other.lat - one.lat) / 2) ** 2 + one.cosine * other.cosine * math.sin((other.lon - one.lon) / 2) ** 2
    return EARTH_KM * math.asin(min(1.0, math.sqrt(x)))


def kilometres(one: Entry, other: Entry) -> float | None:
    """Great-circle distance; None when either has no point."""
    here, there = point(one), point(other)
    return None if here is None or there is None else apart(here, there)
