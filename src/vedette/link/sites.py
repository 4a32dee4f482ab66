"""Sites: when two named places may be one, and when two voices put one happening in two of them."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from vedette.link.desk import Desk
from vedette.link.shingles import data, fold
from vedette.record import Annotation, Place

LOCAL = 3
"""UCDP precision up to which a place is a site and no district."""
_BESIDE = 5.0
"""Kilometres within which two known places may stand for one another."""
_EARTH = 6371.0
_FAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """What the reports say of how places lie: the pairs of names of which one is told to lie in or by the other."""

    nested: frozenset[frozenset[str]]

    def apart(self, one: Place | None, two: Place | None) -> bool:
        """Are the two named sites that cannot be one?"""
        if one is None or two is None or not (_is_site(one) and _is_site(two)) or same_place(one, two):
            return False
        if frozenset((fold(one.text), fold(two.text))) in self.nested:
            return False
        return not _beside(one, two)


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(data("sites.yaml")["inside"], re.IGNORECASE)


def learn(desk: Desk, annotations: Sequence[Annotation]) -> Sites:
    """What the words between two place names say: "in Tower Road in Kinsu", "Dolna, near Varda"."""
    found = set()
    for report, annotation in zip(desk.reports, annotations, strict=True):
        spots = sorted({(p.start, p.end) for p in annotation.places if p.text})
        for (start, end), (begin, stop) in pairwise(spots):
            between = report.text[end:begin]
            if end < begin <= end + _FAR and _inside().fullmatch(between) and not between.isspace():
                found.add(frozenset((fold(report.text[start:end]), fold(report.text[begin:stop]))))
    return Sites(nested=frozenset(found))


def same_place(one: Place, two: Place) -> bool:
    """Are the two one place, by name or as written?"""
    return fold(one.name or one.text) == fold(two.name or two.text) or fold(one.text) == fold(two.text)


def _is_site(place: Place) -> bool:
    """Is it a local place, or a name that no gazetteer knows, which is mostly a village or a street?"""
    return place.precision <= LOCAL or place.lat is None


def _beside(one: Place, two: Place) -> bool:
    """Do the two lie so close that one may stand for the other?"""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return False
    north, east = math.radians(two.lat - one.lat), math.radians(two.lon - one.lon)
    east *= math.cos(math.radians((one.lat + two.lat) / 2))
    return _EARTH * math.hypot(north, east) <= _BESIDE
