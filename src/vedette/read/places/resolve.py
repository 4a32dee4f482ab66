"""Resolution: which of its candidates each name means, from the words around it and from the whole report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vedette.read.gazetteer import Entry, Kind
from vedette.read.places.candidates import Candidate
from vedette.read.places.columns import AT, Rows
from vedette.read.places.distance import Floats, Points
from vedette.read.places.features import Sheet, context, local
from vedette.read.places.groups import Group, group
from vedette.read.places.mentions import Mention
from vedette.read.places.model import Model
from vedette.read.places.options import Options
from vedette.read.words import Words

Booleans = NDArray[np.bool_]

TOGETHER_KM = 100.0
SEAT = 0.9
AREAS = (Kind.COUNTRY, Kind.CONTINENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a mention means, and how sure its whereabouts are (0 to 1); None when nothing bears the name.

    `support` is the share of the report's other names in the same country, `same_country` how sure the country is,
    `alone` whether there are other names and none is in that country, `company` whether there are other names,
    `speaks` whether it is a capital that speaks.
    """

    mention: Mention
    candidate: Candidate | None
    sure: float
    options: int = 0
    support: float = 0.0
    same_country: float = 0.0
    alone: bool = False
    company: bool = False
    speaks: bool = False


def resolve(
    words: Words,
    mentions: Sequence[Mention],
    options: Sequence[Options | None],
    *,
    home: Entry | None,
    model: Model,
) -> tuple[Choice, ...]:
    """One choice a mention; all mentions of one name get the same."""
    chosen = [Choice(mention=mention, candidate=None, sure=0.0) for mention in mentions]
    groups = group(words, mentions, options)
    if groups:
        sheet = Sheet.of(groups)
        rows = all_rows(sheet, home=home, model=model)
        shares = sheet.shares(rows, model.rank)
        for found, part, share in zip(groups, sheet.parts(rows), sheet.parts(shares), strict=True):
            choice = _choice(found, part, _seated(found, share, home=home), mentions)
            for index in found.members:
                chosen[index] = replace(choice, mention=mentions[index], company=len(groups) > 1)
    return tuple(chosen)


def all_rows(sheet: Sheet, *, home: Entry | None, model: Model) -> Rows:
    """The full features of every candidate: the second look knows what the first took the other names for."""
    rows = local(sheet, home)
    shares = sheet.shares(rows, model.first)
    best = sheet.begins + np.array([int(np.argmax(share)) for share in sheet.parts(shares)])
    return np.hstack([rows, context(sheet, rows, best, shares[best])])


def _seated(found: Group, shares: Floats, *, home: Entry | None) -> Floats:
    """The share of each candidate; a capital that speaks is the capital, unless the outlet's home bears its name."""
    candidates, capitals = found.options.candidates, found.options.rows[:, AT["capital"]]
    if not found.speaks or found.holders or not capitals.any():
        return shares
    if home is not None and _together(home, Points.of([home]), found.options).any():
        return shares
    seat = np.zeros(len(shares))
    seat[max(np.flatnonzero(capitals).tolist(), key=lambda at: candidates[at].entry.population)] = 1.0
    return shares * (1 - SEAT) + seat * SEAT


def _choice(found: Group, rows: Rows, shares: Floats, mentions: Sequence[Mention]) -> Choice:
    """The best candidate of a name, and how it stands."""
    at = int(np.argmax(shares))
    best = found.options.candidates[at]
    here = _together(best.entry, found.options.points.at([at]), found.options)
    here[at] = True
    country = [candidate.entry.country == best.entry.country for candidate in found.options.candidates]
    return Choice(
        mention=mentions[found.members[0]],
        candidate=best,
        sure=float(shares[here].sum()),
        options=len(shares),
        support=float(rows[at, AT["country_share"]]),
        same_country=float(shares[country].sum()),
        alone=bool(rows[at, AT["alone_abroad"]]),
        speaks=bool(rows[at, AT["capital_speaks"]]),
    )


def _together(one: Entry, point: Points, options: Options) -> Booleans:
    """Which candidates are one place on the map with an entry (a town and the unit named after it)."""
    inside = np.array([candidate.entry.country == one.country for candidate in options.candidates])
    near: Booleans = inside & (options.points.apart(point)[:, 0] < TOGETHER_KM)
    return near


def point_of(entry: Entry) -> tuple[float | None, float | None]:
    """The point of a place; countries and continents have none."""
    if entry.kind in AREAS or entry.lat is None or entry.lon is None:
        return None, None
    return entry.lat, entry.lon
