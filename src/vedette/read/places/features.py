"""Features: what speaks for each candidate of a group, as numbers (rows: candidates; columns: `NAMES`)."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vedette.read.gazetteer import Entry, Kind, key
from vedette.read.places.candidates import Candidate, is_capital
from vedette.read.places.groups import Group, holds, kilometres

Rows = NDArray[np.float64]
Believed = tuple[str, Entry, float]
"""A name of the report, what it was taken for at first, and with what probability."""

LOCAL = (
    "population", "nobody", "city", "admin1", "admin2", "country", "area", "spot", "primary", "capital",
    "unit", "other_unit", "share", "largest", "exact", "state_of_federation", "people", "populous_alias",
    "held", "held_elsewhere", "home_country", "home_unit", "home_near", "home_close", "country_said", "unit_said",
    "primary_big", "homeless_population", "city_like_unit", "unit_like_city", "capital_speaks", "state_abroad_of_home",
)  # fmt: skip
CONTEXT = ("country_share", "unit_share", "nearest", "nearness", "alone_abroad", "abroad_alias")
NAMES = LOCAL + CONTEXT
_FEDERATIONS = {"USA", "CAN", "AUS"}
_NEAR, _CLOSE, _REGION, _TWIN = 250.0, 40.0, 120.0, 150.0


def local(group: Group, *, home: Entry | None, said: Sequence[Entry]) -> Rows:
    """Columns of `LOCAL`: the name, the place, the words after it, the outlet's home, the states and units said."""
    total = sum(c.entry.population for c in group.candidates) + 1
    largest = max(c.entry.population for c in group.candidates)
    twins = _twins(group)
    return np.array([_local(group, c, home, said, total, largest, twins) for c in group.candidates])


def _twins(group: Group) -> set[Entry]:
    """Units and towns of one name in one country, near each other: "Oblast X" beside "X"."""
    units = [c.entry for c in group.candidates if c.entry.kind in (Kind.ADMIN1, Kind.ADMIN2)]
    towns = [c.entry for c in group.candidates if c.entry.kind == Kind.CITY]
    pairs = [(unit, town) for unit in units for town in towns if unit.country == town.country]
    return {entry for pair in pairs if (kilometres(*pair) or _TWIN) < _TWIN for entry in pair}


def _local(
    group: Group,
    candidate: Candidate,
    home: Entry | None,
    said: Sequence[Entry],
    total: int,
    largest: int,
    twins: set[Entry],
) -> list[float]:
    entry = candidate.entry
    log = math.log10(entry.population + 1) / 7
    kind = entry.kind
    away = kilometres(home, entry) if home else None
    held = any(holds(holder, entry) for holder in group.holders)
    return [
        log,
        entry.population == 0,
        kind == Kind.CITY,
        kind == Kind.ADMIN1,
        kind == Kind.ADMIN2,
        kind == Kind.COUNTRY,
        kind in (Kind.REGION, Kind.CONTINENT, Kind.WATER),
        kind == Kind.SPOT,
        candidate.primary,
        is_capital(entry, group.name),
        candidate.unit is not None and candidate.unit == kind,
        candidate.unit is not None and candidate.unit != kind,
        math.log10((entry.population + 1) / total),
        entry.population == largest > 0,
        key(entry.name) == group.name,
        kind == Kind.ADMIN1 and entry.country in _FEDERATIONS,
        candidate.people,
        log * (not candidate.primary),
        held,
        bool(group.holders) and not held,
        home is not None and home.country == entry.country,
        home is not None and home.country == entry.country and bool(home.admin1) and home.admin1 == entry.admin1,
        math.exp(-away / _NEAR) if away is not None else 0.0,
        math.exp(-away / _CLOSE) if away is not None else 0.0,
        any(place.kind == Kind.COUNTRY and place.country == entry.country for place in said),
        any(place.kind == Kind.ADMIN1 and holds(place, entry) for place in said),
        candidate.primary and entry.population == largest > 0,
        log * (home is None),
        kind == Kind.CITY and entry in twins,
        kind != Kind.CITY and entry in twins and candidate.unit is None,
        group.speaks and is_capital(entry, group.name),
        kind == Kind.ADMIN1 and entry.country in _FEDERATIONS and (home is None or home.country != entry.country),
    ]


def context(group: Group, believed: Sequence[Believed]) -> Rows:
    """Columns of `CONTEXT`: how each candidate goes with what the other names of the report were taken for."""
    others = [(entry, weight) for name, entry, weight in believed if name != group.name]
    total = sum(weight for _, weight in others) or 1.0
    return np.array([_context(candidate, others, total) for candidate in group.candidates])


def _context(candidate: Candidate, others: list[tuple[Entry, float]], total: float) -> list[float]:
    entry = candidate.entry
    country = sum(weight for other, weight in others if other.country == entry.country) / total
    unit = sum(
        w for other, w in others if other.country == entry.country and entry.admin1 and other.admin1 == entry.admin1
    )
    closeness = [0.0]
    if entry.lat is not None:
        gaps = ((kilometres(entry, other), weight) for other, weight in others if other.kind != Kind.COUNTRY)
        closeness += [weight * math.exp(-gap / _REGION) for gap, weight in gaps if gap is not None]
    alone = bool(others) and country == 0.0
    return [
        country,
        unit / total,
        max(closeness),
        sum(closeness) / total,
        alone,
        alone and not candidate.primary,
    ]
