"""Resolution: which of its candidates each name means, from the words around it and from the whole report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.tokens import Doc

from vedette.read.gazetteer import Entry, Kind
from vedette.read.places.candidates import Candidate, is_capital
from vedette.read.places.distance import kilometres
from vedette.read.places.features import NAMES, Believed, Rows, context, local
from vedette.read.places.groups import Group, group
from vedette.read.places.mentions import Mention
from vedette.read.places.model import Model

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
    doc: Doc,
    mentions: Sequence[Mention],
    options: Sequence[tuple[Candidate, ...]],
    *,
    home: Entry | None,
    model: Model,
) -> tuple[Choice, ...]:
    """One choice a mention; all mentions of one name get the same."""
    groups = group(doc, mentions, options)
    chosen: dict[int, Choice] = {}
    for found, rows in zip(groups, all_rows(groups, home=home, model=model), strict=True):
        for index in found.members:
            choice = _choice(mentions[index], found, rows, _shares(found, rows, home=home, model=model))
            chosen[index] = replace(choice, company=len(groups) > 1)
    return tuple(
        chosen.get(index, Choice(mention=mention, candidate=None, sure=0.0)) for index, mention in enumerate(mentions)
    )


def _shares(found: Group, rows: Rows, *, home: Entry | None, model: Model) -> Rows:
    """The share of each candidate; a capital that speaks is the capital, unless the outlet's home bears its name."""
    shares = softmax(rows @ model.rank)
    at_home = home is not None and any(_together(home, c.entry) for c in found.candidates)
    seats = [i for i, c in enumerate(found.candidates) if is_capital(c.entry, found.name)]
    if found.speaks and seats and not at_home and not found.holders:
        seat = np.zeros(len(shares))
        seat[max(seats, key=lambda i: found.candidates[i].entry.population)] = 1.0
        return shares * (1 - SEAT) + seat * SEAT
    return shares


def _choice(mention: Mention, found: Group, rows: Rows, shares: Rows) -> Choice:
    """The best candidate, and how it stands."""
    at = int(np.argmax(shares))
    best = found.candidates[at]
    country = sum(
        float(share)
        for share, candidate in zip(shares, found.candidates, strict=True)
        if candidate.entry.country == best.entry.country
    )
    here = sum(
        float(share)
        for share, candidate in zip(shares, found.candidates, strict=True)
        if candidate is best or _together(best.entry, candidate.entry)
    )
    return Choice(
        mention=mention,
        candidate=best,
        sure=here,
        options=len(found.candidates),
        support=float(rows[at, NAMES.index("country_share")]),
        same_country=country,
        alone=bool(rows[at, NAMES.index("alone_abroad")]),
        speaks=found.speaks and is_capital(best.entry, found.name),
    )


def _together(one: Entry, other: Entry) -> bool:
    """Whether two entries are one place on the map (a town and the unit named after it)."""
    gap = kilometres(one, other)
    return one.country == other.country and gap is not None and gap < TOGETHER_KM


def all_rows(groups: Sequence[Group], *, home: Entry | None, model: Model) -> list[Rows]:
    """The full features of every group: the second look knows what the first took the other names for."""
    said = [c.entry for g in groups for c in g.candidates if _says(g, c)]
    locals_ = [local(g, home=home, said=said) for g in groups]
    believed: list[Believed] = []
    for found, rows in zip(groups, locals_, strict=True):
        shares = softmax(rows @ model.first)
        at = int(np.argmax(shares))
        believed.append(Believed(found.name, found.candidates[at].entry, float(shares[at])))
    return [np.hstack([rows, context(g, believed)]) for g, rows in zip(groups, locals_, strict=True)]


def softmax(values: Rows) -> Rows:
    """Scores as shares of one."""
    raised = np.exp(values - values.max())
    shares: Rows = raised / raised.sum()
    return shares


def _says(found: Group, candidate: Candidate) -> bool:
    """Whether the report says this state or unit by name, beyond doubt."""
    entry = candidate.entry
    if entry.kind == Kind.COUNTRY:
        return not candidate.people or len(found.candidates) == 1
    return entry.kind == Kind.ADMIN1 and candidate.primary and len(found.candidates) <= 12


def point_of(entry: Entry) -> tuple[float | None, float | None]:
    """The point of a place; countries and continents have none."""
    if entry.kind in AREAS or entry.lat is None or entry.lon is None:
        return None, None
    return entry.lat, entry.lon
