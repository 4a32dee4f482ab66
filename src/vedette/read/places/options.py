"""Options: all that a name may mean, with what of their features the name alone decides, worked out once a name."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from vedette.read.gazetteer import Entry, Gazetteer, Kind, key
from vedette.read.places.candidates import UNITS, Candidate, in_full, is_capital, named
from vedette.read.places.columns import AT, LOCAL, Rows
from vedette.read.places.distance import Points
from vedette.read.places.mentions import Mention
from vedette.read.words import Words

_REMEMBERED = 2048
"""Names whose options are kept: a crisis has few places, which come in report after report."""
_FEDERATIONS = {"USA", "CAN", "AUS"}
_TWIN_KM = 150.0
_FEW = 12
_DECIDED = (
    "population", "nobody", "city", "admin1", "admin2", "country", "area", "spot", "primary", "capital", "unit",
    "other_unit", "share", "largest", "exact", "state_of_federation", "people", "populous_alias", "primary_big",
)  # fmt: skip
_COLUMNS = [AT[name] for name in _DECIDED]


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """A name's candidates (at least one), their points, their features as far as no report changes them
    (candidates, `LOCAL`; the others are 0), and the states and units that the name says beyond doubt."""

    name: str
    candidates: tuple[Candidate, ...]
    points: Points
    rows: Rows
    said: tuple[Entry, ...]

    @classmethod
    def of(cls, name: str, candidates: tuple[Candidate, ...]) -> "Options | None":
        """The options of a name; None when nothing bears it."""
        if not candidates:
            return None
        points = Points.of([candidate.entry for candidate in candidates])
        said = tuple(c.entry for c in candidates if _says(c, among=len(candidates)))
        return cls(name, candidates, points, _rows(name, candidates, points), said)


def options_of(words: Words, mention: Mention, gazetteer: Gazetteer) -> Options | None:
    """All that a mention may mean."""
    if mention.says is not None:
        return _in_full(mention.says, mention.country or "", gazetteer)
    after = words.all[mention.last].lower if mention.last < len(words.all) else ""
    return _named(mention.text, UNITS.get(after), gazetteer)


@lru_cache(maxsize=_REMEMBERED)
def _named(text: str, unit: Kind | None, gazetteer: Gazetteer) -> Options | None:
    return Options.of(key(text), named(text, unit, gazetteer))


@lru_cache(maxsize=_REMEMBERED)
def _in_full(name: str, country: str, gazetteer: Gazetteer) -> Options | None:
    return Options.of(key(name), in_full(name, country, gazetteer))


def _says(candidate: Candidate, *, among: int) -> bool:
    """Whether a report that has the name says this state or unit, beyond doubt."""
    if candidate.entry.kind == Kind.COUNTRY:
        return not candidate.people or among == 1
    return candidate.entry.kind == Kind.ADMIN1 and candidate.primary and among <= _FEW


def _rows(name: str, candidates: Sequence[Candidate], points: Points) -> Rows:
    populations = [candidate.entry.population for candidate in candidates]
    total, largest = sum(populations) + 1, max(populations)
    rows = np.zeros((len(candidates), len(LOCAL)))
    rows[:, _COLUMNS] = [_row(name, candidate, total, largest) for candidate in candidates]
    twins = _twins(candidates, points)
    rows[:, AT["city_like_unit"]] = twins & (rows[:, AT["city"]] > 0)
    alone = [candidate.unit is None for candidate in candidates]
    rows[:, AT["unit_like_city"]] = twins & (rows[:, AT["city"]] == 0) & alone
    return rows


def _row(name: str, candidate: Candidate, total: int, largest: int) -> list[float]:
    """The columns `_DECIDED` of one candidate."""
    entry, kind = candidate.entry, candidate.entry.kind
    log = math.log10(entry.population + 1) / 7
    is_largest = entry.population == largest > 0
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
        is_capital(entry, name),
        candidate.unit is not None and candidate.unit == kind,
        candidate.unit is not None and candidate.unit != kind,
        math.log10((entry.population + 1) / total),
        is_largest,
        key(entry.name) == name,
        kind == Kind.ADMIN1 and entry.country in _FEDERATIONS,
        candidate.people,
        log * (not candidate.primary),
        candidate.primary and is_largest,
    ]


def _twins(candidates: Sequence[Candidate], points: Points) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which are units and towns of one name in one country, near each other: "Oblast X" beside "X"."""
    twins = np.zeros(len(candidates), dtype=bool)
    kinds = [candidate.entry.kind for candidate in candidates]
    units = [at for at, kind in enumerate(kinds) if kind in (Kind.ADMIN1, Kind.ADMIN2)]
    towns = [at for at, kind in enumerate(kinds) if kind == Kind.CITY]
    if units and towns:
        gaps = points.at(units).apart(points.at(towns))
        for row, column in np.argwhere((gaps > 0) & (gaps < _TWIN_KM)).tolist():
            unit, town = units[row], towns[column]
            if candidates[unit].entry.country == candidates[town].entry.country:
                twins[[unit, town]] = True
    return twins
