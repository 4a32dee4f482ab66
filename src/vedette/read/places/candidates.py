"""Candidates: every place that the words of a mention may mean, under the forms in which a report may write it."""

from dataclasses import dataclass, replace
from functools import cache

from vedette.read.gazetteer import Entry, Gazetteer, Kind, country_ids, key
from vedette.read.knowledge import State, former_states, states
from vedette.read.places.lexicon import words

UNITS = {
    "county": Kind.ADMIN2, "parish": Kind.ADMIN2, "borough": Kind.ADMIN2, "district": Kind.ADMIN2, "raion": Kind.ADMIN2,
    "municipality": Kind.ADMIN2, "township": Kind.ADMIN2, "province": Kind.ADMIN1, "state": Kind.ADMIN1,
    "region": Kind.ADMIN1, "oblast": Kind.ADMIN1, "governorate": Kind.ADMIN1, "prefecture": Kind.ADMIN1,
    "department": Kind.ADMIN1, "territory": Kind.ADMIN1, "krai": Kind.ADMIN1,
}  # fmt: skip
"""Words that make a name a unit: the level that they speak of."""
MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One reading of a mention: the place, whether the name is its own, and the unit word said with it.

    `people`: the words are a people's name; `part`: they name a part of the place ("northern Kosovo").
    """

    entry: Entry
    primary: bool
    unit: Kind | None = None
    people: bool = False
    part: bool = False


@cache
def _state_names() -> dict[str, tuple[State, bool]]:
    """State by name key; True: the key is a demonym."""
    table: dict[str, tuple[State, bool]] = {}
    for state in (*states(), *former_states()):
        for name in (state.name, *state.aliases):
            table.setdefault(key(name), (state, False))
        for name in state.demonyms:
            table.setdefault(key(name), (state, True))
    return table


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    """(alpha-3, name key) of the capitals, which speak for governments."""
    return frozenset(
        (state.alpha3, key(name)) for state in states() for name in (state.capital, *state.capital_aliases) if name
    )


def is_capital(entry: Entry, text: str) -> bool:
    """Whether the words name the capital of the country that the entry lies in."""
    names = {(entry.country, key(entry.name)), (entry.country, key(text))}
    return entry.kind == Kind.CITY and (entry.capital or not names.isdisjoint(_capitals()))


def state_of(text: str) -> tuple[State, bool] | None:
    """The state that the words name, and whether by its people's name."""
    return _state_names().get(key(text))


def named(text: str, unit: Kind | None, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """All candidates for these words, before a word that makes them a `unit`; states first."""
    found = _all(text, unit, gazetteer)
    lead = text.split(" ", 1)
    while not found and len(lead) == 2 and lead[0].lower() in _leads():
        part = lead[0].lower() in words("adjectives")
        found = [replace(c, part=c.part or part) for c in _all(lead[1], None, gazetteer) if not c.people]
        lead = lead[1].split(" ", 1)
    return tuple(sorted(found, key=_order)[:MOST])


def in_full(name: str, country: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The unit that a short form stands for."""
    hits = (hit.entry for hit in gazetteer.find(name))
    units = [entry for entry in hits if entry.kind == Kind.ADMIN1 and entry.country == country]
    return tuple(Candidate(entry=entry, primary=True, unit=Kind.ADMIN1) for entry in units[:1])


def _all(text: str, unit: Kind | None, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidates under these very words, and under the name inside "X province"."""
    found = _country(text)
    filed = _filed(text, gazetteer)
    said = key(text).split()
    if len(said) > 1 and said[-1] in UNITS:
        unit = UNITS[said[-1]]
        filed += _filed(" ".join(said[:-1]), gazetteer)
    elif len(said) > 1 and said[0] in ("county", "province", "state", "district"):
        unit = UNITS[said[0]]
        filed += _filed(" ".join(said[1:]), gazetteer)
    seen: set[Entry] = set()
    for entry, primary in filed:
        if entry.kind != Kind.COUNTRY and entry not in seen:
            seen.add(entry)
            found.append(Candidate(entry=entry, primary=primary, unit=unit))
    return found


@cache
def _leads() -> frozenset[str]:
    return words("adjectives") | words("inside") | {"the"}


def _order(candidate: Candidate) -> tuple[bool, bool, int, int]:
    entry = candidate.entry
    return (entry.kind != Kind.COUNTRY, not candidate.primary, -entry.population, entry.geonameid)


def _filed(text: str, gazetteer: Gazetteer) -> list[tuple[Entry, bool]]:
    return [(hit.entry, hit.primary) for hit in gazetteer.find(text)]


def _country(text: str) -> list[Candidate]:
    found = state_of(text)
    if found is None:
        return []
    state, people = found
    entry = Entry(
        name=state.name,
        kind=Kind.COUNTRY,
        country=state.alpha3,
        geonameid=country_ids().get(state.alpha3, 0),
        population=1,
    )
    return [Candidate(entry=entry, primary=True, people=people)]
