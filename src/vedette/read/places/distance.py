"""Distance: how far places lie apart, for many at once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vedette.read.gazetteer import Entry

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
EARTH_KM = 12742.0
"""The Earth's diameter."""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Places on the globe: latitudes and longitudes in radians, the latitudes' cosines; NaN for one without a point."""

    lat: Floats
    lon: Floats
    cosine: Floats

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Points":
        """The points of places."""
        lat, lon = np.radians([[_known(e.lat) for e in entries], [_known(e.lon) for e in entries]])
        return cls(lat, lon, np.cos(lat))

    @classmethod
    def joined(cls, parts: Sequence["Points"]) -> "Points":
        """Several sets of points as one; there is at least one."""
        lat, lon, cosine = np.hstack([(part.lat, part.lon, part.cosine) for part in parts])
        return cls(lat, lon, cosine)

    def at(self, rows: Numbers | list[int] | slice) -> "Points":
        """Some of the points."""
        return Points(self.lat[rows], self.lon[rows], self.cosine[rows])

    def apart(self, others: "Points") -> Floats:
        """Great-circle distances in kilometres, (self, others); NaN where either has no point."""
        lat, lon = self.lat[:, None], self.lon[:, None]
        x = np.sin((others.lat - lat) / 2) ** 2
        x += self.cosine[:, None] * others.cosine * np.sin((others.lon - lon) / 2) ** 2
        found: Floats = EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(x)))
        return found


def _known(degrees: float | None) -> float:
    return math.nan if degrees is None else degrees
