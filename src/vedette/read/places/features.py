"""Features: what speaks for each candidate of a report, as numbers (rows: candidates; columns: `columns.NAMES`)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vedette.read.gazetteer import Entry, Kind
from vedette.read.places.columns import AT, Rows
from vedette.read.places.distance import Floats, Numbers, Points
from vedette.read.places.groups import Group, holds

_NEAR_KM, _CLOSE_KM, _REGION_KM = 250.0, 40.0, 120.0
_BLOCK = 1 << 20
"""How many pairs of a candidate and a name are looked at together."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All candidates of a report (at least one), those of each name together; `begins` tells the first of each."""

    groups: Sequence[Group]
    entries: Sequence[Entry]
    points: Points
    begins: Numbers
    sizes: Numbers

    @classmethod
    def of(cls, groups: Sequence[Group]) -> "Sheet":
        """The sheet of a report's names."""
        sizes = np.array([len(group.options.candidates) for group in groups])
        return cls(
            groups=groups,
            entries=[candidate.entry for group in groups for candidate in group.options.candidates],
            points=Points.joined([group.options.points for group in groups]),
            begins=np.cumsum(sizes) - sizes,
            sizes=sizes,
        )

    def parts(self, rows: Rows) -> Iterator[Rows]:
        """The rows of each name."""
        for begin, size in zip(self.begins.tolist(), self.sizes.tolist(), strict=True):
            yield rows[begin : begin + size]

    def shares(self, rows: Rows, weights: Floats) -> Floats:
        """The share of each candidate among those of its name; each row is summed by itself, so that likes tie."""
        scores = (rows * weights).sum(axis=1)
        raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, self.begins), self.sizes))
        shares: Floats = raised / np.repeat(np.add.reduceat(raised, self.begins), self.sizes)
        return shares


def local(sheet: Sheet, home: Entry | None) -> Rows:
    """Columns of `LOCAL`: the name, the place, the words after it, the outlet's home, the states and units said."""
    rows = np.concatenate([group.options.rows for group in sheet.groups])
    for group, part in zip(sheet.groups, sheet.parts(rows), strict=True):
        if group.speaks:
            part[:, AT["capital_speaks"]] = part[:, AT["capital"]]
        if group.holders:
            held = [any(holds(holder, c.entry) for holder in group.holders) for c in group.options.candidates]
            part[:, AT["held"]], part[:, AT["held_elsewhere"]] = held, np.logical_not(held)
    _fill_said(rows, sheet)
    _fill_home(rows, sheet, home)
    return rows


def _fill_said(rows: Rows, sheet: Sheet) -> None:
    """Which candidates lie in a state or unit that the report says by name."""
    states: set[str] = set()
    units: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for place in (place for group in sheet.groups for place in group.options.said):
        if place.kind == Kind.COUNTRY:
            states.add(place.country)
        elif place.admin1:
            units[place.country, place.admin1].add(place.geonameid)
    rows[:, AT["country_said"]] = [entry.country in states for entry in sheet.entries]
    holders = [units.get((entry.country, entry.admin1), ()) for entry in sheet.entries]
    rows[:, AT["unit_said"]] = [
        any(holder != entry.geonameid for holder in found) for entry, found in zip(sheet.entries, holders, strict=True)
    ]


def _fill_home(rows: Rows, sheet: Sheet, home: Entry | None) -> None:
    """How near each candidate is to the outlet's home; without one, how large it is says more."""
    federal = rows[:, AT["state_of_federation"]]
    if home is None:
        rows[:, AT["homeless_population"]] = rows[:, AT["population"]]
        rows[:, AT["state_abroad_of_home"]] = federal
        return
    inside = np.array([entry.country == home.country for entry in sheet.entries])
    unit = [bool(home.admin1) and home.admin1 == entry.admin1 for entry in sheet.entries]
    away = sheet.points.apart(Points.of([home]))[:, 0]
    rows[:, AT["home_country"]], rows[:, AT["home_unit"]] = inside, inside & unit
    rows[:, AT["home_near"]] = np.nan_to_num(np.exp(-away / _NEAR_KM))
    rows[:, AT["home_close"]] = np.nan_to_num(np.exp(-away / _CLOSE_KM))
    rows[:, AT["state_abroad_of_home"]] = federal * ~inside


def context(sheet: Sheet, rows: Rows, believed: Numbers, weights: Floats) -> Rows:
    """Columns of `CONTEXT`: how each candidate goes with what the other names of the report were taken for.

    `rows`: the columns of `LOCAL`; `believed`: the row that each name was taken for at first, `weights`: how surely.
    """
    names = np.array(_numbered(group.options.name for group in sheet.groups))
    countries = np.array(_numbered(entry.country for entry in sheet.entries))
    units = np.array(_numbered((entry.country, entry.admin1) for entry in sheet.entries))
    in_unit = np.array([bool(entry.admin1) for entry in sheet.entries])
    owner, points = np.repeat(names, sheet.sizes), sheet.points.at(believed)
    size, found = 1 + _BLOCK // len(names), []
    for at in (slice(begin, begin + size) for begin in range(0, len(owner), size)):
        others = owner[at, None] != names
        weight = others * weights
        near = weight * np.nan_to_num(np.exp(-sheet.points.at(at).apart(points) / _REGION_KM))
        country = (weight * (countries[at, None] == countries[believed])).sum(axis=1)
        unit = (weight * (units[at, None] == units[believed])).sum(axis=1) * in_unit[at]
        total = weight.sum(axis=1)
        total[total == 0] = 1.0
        alone = others.any(axis=1) & (country == 0)
        strange = alone & (rows[at, AT["primary"]] == 0)
        found.append([country / total, unit / total, near.max(axis=1), near.sum(axis=1) / total, alone, strange])
    return np.concatenate([np.transpose(block) for block in found])


def _numbered(things: Iterable[Hashable]) -> list[int]:
    """Equal things as equal numbers."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(thing, len(numbers)) for thing in things]
