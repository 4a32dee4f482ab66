"""ACLED-like rows: types from PLOVER and the sides, kinds of sides, its codes of precision, its rule for the dead."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

from vedette.export import codes
from vedette.export.rows import Party, Row
from vedette.export.values import Values, days, distinct

_KINDS = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
_STATE, _RIOTERS, _PROTESTERS, _CIVILIANS, _EXTERNAL = 1, 5, 6, 7, 8
_ARMED = frozenset({1, 2, 3, 4, 8})
_CROWD = frozenset({_RIOTERS, _PROTESTERS})
_DEMONSTRATIONS = {
    "Peaceful protest": "Demonstrations",
    "Protest with intervention": "Demonstrations",
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Violent demonstration": "Demonstrations",
}
_WEEK, _MONTH = 7, 31
_TARGETED = ("Violence against civilians", "Explosions/Remote violence", "Riots", "Battles")


@cache
def _sectors() -> Mapping[str, int]:
    return {row["sector"]: int(row["inter"]) for row in codes.lines("acled_sides.csv")}


@cache
def _crowd_nouns() -> frozenset[str]:
    """Nouns for people who demonstrate, as the desk's own knowledge has them."""
    from vedette.read.knowledge import groups

    crowds = [group for group in groups() if group.sort == "crowd"]
    return frozenset(noun.casefold() for g in crowds for noun in (g.noun, g.plural, *g.aliases))


def kind(party: Party, here: str | None) -> int | None:
    """ACLED's kind of a side, 1 to 8; `here` is the country where it happened; None when it cannot be told."""
    if party.name.casefold().split()[-1:] and party.name.casefold().split()[-1] in _crowd_nouns():
        return _PROTESTERS
    if party.kind == "igo" or (party.country is None and party.sector in ("MIL", "COP") and party.name[:1].isupper()):
        return _EXTERNAL
    found = _sectors().get(party.sector or "")
    if found == _STATE and here and party.country and party.country != here:
        return _EXTERNAL
    return found


def sides(row: Row) -> tuple[list[tuple[Party, int | None]], list[tuple[Party, int | None]]]:
    """Actors and recipients with their kinds, the armed first; who is on both stays where nobody else is."""
    here = row.incident.place.country if row.incident.place else None
    both = {party.name for party in row.actors} & {party.name for party in row.recipients}
    only_actors = {party.name for party in row.actors} <= both
    acting = [party for party in row.actors if only_actors or party.name not in both]
    hit = [party for party in row.recipients if not only_actors or party.name not in both]
    return _ranked(acting, here), _ranked(hit, here)


def _ranked(parties: Iterable[Party], here: str | None) -> list[tuple[Party, int | None]]:
    return sorted(((party, kind(party, here)) for party in parties), key=lambda one: one[1] not in _ARMED)


def _class(kinds: Iterable[int | None]) -> str:
    found = set(kinds) - {None}
    if found & _ARMED:
        return "armed"
    if found & _CROWD:
        return "crowd"
    return "civilians" if found else "none"


@cache
def _types() -> list[dict[str, str]]:
    return codes.lines("acled_types.csv")


def event_type(row: Row) -> tuple[str, str] | None:
    """ACLED's event and sub-event type; None when it is no event of ACLED's or the sides are not known."""
    acting, hit = sides(row)
    dead = row.incident.killed is not None and (row.incident.killed.low or row.incident.killed.best or 0) > 0
    asked = {
        "type": row.incident.type or "",
        "mode": row.incident.mode or "",
        "actors": _class(k for _, k in acting),
        "recipients": _class(k for _, k in hit),
        "deaths": "yes" if dead else "no",
    }
    for line in _types():
        if all(line[name] in ("*", value) for name, value in asked.items()):
            return line["event"], line["sub_event"]
    return None


def values(row: Row, shared: Values) -> Values:
    """The values of an ACLED-like row; its type must be known."""
    event, sub_event = event_type(row) or ("", "")
    acting, hit = ([(p, _in_crowd(k, row, event)) for p, k in side] for side in sides(row))
    inter1, inter2 = _first(acting), _first(hit)
    place = row.incident.place
    return {
        "acled.id": f"{place.country if place and place.country else ''}{row.incident.id}",
        **_date(row),
        "acled.event": event,
        "acled.sub_event": sub_event,
        "acled.disorder": _disorder(event, sub_event),
        "acled.actor1": acting[0][0].name if acting else None,
        "acled.assoc1": [party.name for party, _ in acting[1:]],
        "acled.inter1": _KINDS.get(inter1 or 0),
        "acled.actor2": hit[0][0].name if hit else None,
        "acled.assoc2": [party.name for party, _ in hit[1:]],
        "acled.inter2": _KINDS.get(inter2 or 0),
        "acled.interaction": _interaction(inter1, inter2),
        "acled.civilians": _civilians(event, sub_event, inter2),
        "acled.iso": codes.acled_iso(place.country if place else None),
        "acled.region": codes.acled_region(place.country if place else None),
        "acled.geo_precision": {1: 1, 2: 2, 3: 2}.get(place.precision, 3) if place else 3,
        "acled.fatalities": fatalities(row),
        "acled.notes": _notes(shared),
        "acled.tags": _tags(row),
        "acled.timestamp": _unix(shared["recorded_at"]),
    }


def _disorder(event: str, sub_event: str) -> str:
    return event if event == "Strategic developments" else _DEMONSTRATIONS.get(sub_event, "Political violence")


def _tags(row: Row) -> list[str]:
    """What the desk would have its reader know: a claim, a dispute."""
    claim = row.voice if row.voice != "outlet" else None
    return distinct([claim, *(f"disputed: {slot}" for slot in row.disputed)])


def _in_crowd(found: int | None, row: Row, event: str) -> int | None:
    """People who demonstrate are protesters, or rioters, whoever they are."""
    if found == _PROTESTERS or (found == _CIVILIANS and row.incident.type == "PROTEST"):
        return _RIOTERS if event == "Riots" else _PROTESTERS
    return found


def _first(side: list[tuple[Party, int | None]]) -> int | None:
    return next((k for _, k in side if k), None)


def _interaction(one: int | None, two: int | None) -> str | None:
    named = sorted(k for k in (one, two) if k)
    if len(named) < 2:
        return f"{_KINDS[named[0]]} only" if named else None
    return "-".join(_KINDS[k] for k in named)


def _civilians(event: str, sub_event: str, target: int | None) -> str | None:
    hit = sub_event == "Excessive force against protesters" or event == "Violence against civilians"
    return "Civilian targeting" if hit or (target == _CIVILIANS and event in _TARGETED) else None


def _date(row: Row) -> Values:
    span = days(row.incident.earliest, row.incident.latest)
    told = row.incident.earliest[:10] if row.incident.earliest and span is not None and span <= _MONTH else None
    precision = 3 if span is None or span > _WEEK else (1 if span == 1 else 2)
    return {"acled.date": told, "acled.year": int(told[:4]) if told else None, "acled.time_precision": precision}


@cache
def _vague() -> list[tuple[re.Pattern[str], int]]:
    rows = codes.lines("acled_vague.csv")
    return [(re.compile(rf"\b{row['words']}\b", re.IGNORECASE), int(row["number"])) for row in rows]


def fatalities(row: Row) -> int | None:
    """Reported only, the most conservative number; vague words by ACLED's rule; None when no report gives the dead."""
    killed = row.incident.killed
    if killed is None:
        return None
    if killed.best is None and not any(any(ch.isdigit() for ch in words) for words in row.figures):
        for words in row.figures:
            vague = next((number for pattern, number in _vague() if pattern.search(words)), None)
            if vague is not None:
                return vague
    least = next((n for n in (killed.low, killed.best) if n is not None), None)
    return None if least is None else int(least)


def _notes(shared: Values) -> str:
    """What ACLED has no column for, in short."""
    code = " ".join(str(part) for part in (shared["type"], shared["mode"]) if part)
    support = f"reports {shared['reports']}, independent origins {shared['origins']}"
    parts = [f"{code}; {support}; rated {shared['rating']}."]
    if shared["day"] is None and shared["earliest"]:
        parts.append(f"Between {shared['earliest']} and {shared['latest'] or 'a day not known'}.")
    others = shared["other_places"]
    if isinstance(others, list) and others:
        parts.append(f"Also placed at: {', '.join(others)}.")
    if shared["injured_low"] is not None or shared["injured_best"] is not None:
        parts.append(f"Injured: {shared['injured_best'] or shared['injured_low']}.")
    if shared["excerpt"]:
        parts.append(f"“{shared['excerpt']}”")
    references = shared["references"]
    return " ".join([*parts, f"[{'; '.join(references)}]" if isinstance(references, list) else ""]).strip()


def _unix(moment: object) -> int | None:
    return int(datetime.fromisoformat(moment).timestamp()) if isinstance(moment, str) else None
