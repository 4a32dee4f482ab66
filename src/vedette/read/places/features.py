"""Features: what speaks for each candidate of a group, as numbers (rows: candidates; columns: `NAMES`)."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vedette.read.gazetteer import Entry, Kind, key
from vedette.read.places.candidates import Candidate, is_capital
from vedette.read.places.distance import Point, apart, kilometres, point
from vedette.read.places.groups import Group, holds

Rows = NDArray[np.float64]

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


@dataclass(frozen=True, slots=True)
class Believed:
    """A name of the report, what it was taken for at first, with what probability, and its point unless a state."""

    name: str
    entry: Entry
    weight: float
    point: Point | None = field(init=False)

    def __post_init__(self) -> None:
        found = None if self.entry.kind == Kind.COUNTRY else point(self.entry)
        object.__setattr__(self, "point", found)


@dataclass(frozen=True, slots=True)
class _Company:
    """What the other names of the report were taken for: their weights by country and unit, and their points."""

    total: float
    countries: dict[str, float]
    units: dict[tuple[str, str], float]
    points: tuple[tuple[Point, float], ...]

    @classmethod
    def of(cls, others: Iterable[Believed]) -> "_Company":
        weights: list[float] = []
        countries: defaultdict[str, list[float]] = defaultdict(list)
        units: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        points: list[tuple[Point, float]] = []
        for other in others:
            weights.append(other.weight)
            countries[other.entry.country].append(other.weight)
            units[other.entry.country, other.entry.admin1].append(other.weight)
            if other.point is not None:
                points.append((other.point, other.weight))
        sums = {name: sum(found) for name, found in countries.items()}
        return cls(sum(weights), sums, {name: sum(found) for name, found in units.items()}, tuple(points))


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
    company = _Company.of(other for other in believed if other.name != group.name)
    return np.array([_context(candidate, company) for candidate in group.candidates])


def _context(candidate: Candidate, company: _Company) -> list[float]:
    entry, total = candidate.entry, company.total or 1.0
    country = company.countries.get(entry.country, 0) / total
    unit = company.units.get((entry.country, entry.admin1), 0) if entry.admin1 else 0
    closeness, here = [0.0], point(entry)
    if here is not None:
        closeness += [weight * math.exp(-apart(here, there) / _REGION) for there, weight in company.points]
    alone = bool(company.countries) and country == 0.0
    return [
        country,
        unit / total,
        max(closeness),
        sum(closeness) / total,
        alone,
        alone and not candidate.primary,
    ]
