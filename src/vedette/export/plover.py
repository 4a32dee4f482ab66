"""PLOVER events as JSON, one a line, and what the POLECAT table needs beside the shared values."""

from collections.abc import Iterator
from importlib import metadata

from vedette.export import codes
from vedette.export.rows import Evidence, Party, Row, View
from vedette.export.values import POINT, Values, distinct, point
from vedette.record import Participant, Place

_QUADS = {1: "V-COOP", 2: "M-COOP", 3: "V-CONF", 4: "M-CONF"}
_STATUS_MODES = {
    "negated": "negation",
    "hypothetical": "hypothetical",
    "planned": "future",
    "requested": "future",
    "background": "historical",
}
_PERSONS = ("person",)
_ORGANISATIONS = ("igo", "force", "group", "place-government", "media", "other")


def polecat(held: View, row: Row) -> Values:
    """The values that POLECAT has and others have not."""
    place = row.incident.place
    return {
        "polecat.quad": _QUADS.get(row.quad or 0),
        "polecat.city": place.name if place and place.precision <= POINT else None,
        "polecat.people": _story(held, row, _PERSONS),
        "polecat.organisations": _story(held, row, _ORGANISATIONS),
        "polecat.locations": distinct(
            p.name for r in row.reports for p in held.index.annotation(r.id).places if p.use in ("place", "dateline")
        ),
        "plover.country": codes.country(place.country, "polecat") if place else None,
        **_side(held, row, "actor", row.actors),
        **_side(held, row, "recipient", row.recipients),
    }


def _story(held: View, row: Row, kinds: tuple[str, ...]) -> list[str]:
    return distinct(a.name for r in row.reports for a in held.index.annotation(r.id).actors if a.kind in kinds)


def _side(held: View, row: Row, name: str, parties: tuple[Party, ...]) -> Values:
    return {
        f"plover.{name}_countries": [codes.country(p.country, "polecat") or "None" for p in parties],
        f"plover.{name}_cow": distinct(str(code) for p in parties if (code := codes.cow(p.country))),
        f"plover.{name}_sector": parties[0].sector if parties else None,
        f"plover.{name}_sectors": distinct(p.sector for p in parties),
        f"plover.{name}_words": _first_words(held, row, name),
    }


def _first_words(held: View, row: Row, side: str) -> list[str]:
    """The words that name that side in the first sentence that names it."""
    for evidence in row.evidence:
        found = held.index.event(evidence.mention)
        named: tuple[Participant, ...] = getattr(found[1], f"{side}s") if found else ()
        if named:
            return distinct(evidence.report.text[p.start : p.end] for p in named)
    return []


def events(held: View, rows: Iterator[Row]) -> Iterator[dict[str, object]]:
    """Each event as PLOVER's JSON has it; absent keys are not known. Incident and sentences stand in `vedette`."""
    for row in rows:
        yield {key: value for key, value in _event(held, row).items() if value not in (None, [], {})}


def _event(held: View, row: Row) -> dict[str, object]:
    incident = row.incident
    exact = incident.earliest == incident.latest
    auxiliary = _STATUS_MODES.get(incident.status)
    return {
        "id": incident.id,
        "has_event": True,
        "date": incident.earliest,
        "enddate": None if exact else incident.latest,
        "actor": [_entity(party) for party in row.actors],
        "recipient": [_entity(party) for party in row.recipients],
        "event": [incident.type],
        "mode": [mode for mode in (incident.mode, auxiliary) if mode],
        "context": list(row.contexts),
        "quad_code": row.quad,
        "event_scale": row.score,
        "event_loc": _location(incident.place) if incident.place else None,
        "size": _size(row),
        "event_text": distinct([held.lead(row)]),
        "text_info": [_text(e) for e in row.evidence],
        "cite_info": [_citation(held, e) for e in {e.report.id: e for e in row.evidence}.values()],
        "coder": f"vedette {metadata.version('vedette')}",
        "comment": _comment(row),
        "vedette": _own(row),
    }


def _own(row: Row) -> dict[str, object]:
    """What PLOVER has no key for."""
    incident = row.incident
    return {
        "incident": incident.id,
        "key": row.key,
        "status": incident.status,
        "voice": row.voice,
        "rating": f"{incident.reliability}{incident.credibility}",
        "reports": incident.reports,
        "origins": incident.origins,
        "evidence": [e.mention for e in row.evidence],
    }


def _entity(party: Party) -> dict[str, object]:
    code = codes.country(party.country, "plover") or ("IGO" if party.kind == "igo" else None)
    found = {"code": code, "sector": party.sector, "entity_text": party.name}
    return {key: value for key, value in found.items() if value}


def _location(place: Place) -> dict[str, object]:
    """PLOVER's resolution: 1 country, 2 first-level unit, 3 second-level unit, 4 city."""
    at = point(place)
    found = codes.countries().get(place.country or "")
    values = {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": at[0] if at else None,
        "lon": at[1] if at else None,
        "province": place.admin1,
        "country": found.name if found else None,
        "country_code": codes.country(place.country, "plover"),
        "resolution": {1: 4, 2: 4, 3: 3, 4: 2, 6: 1}.get(place.precision),
    }
    return {key: value for key, value in values.items() if value is not None}


def _size(row: Row) -> dict[str, object]:
    counted = {"dead": row.incident.killed, "injured": row.incident.injured}
    found = {name: (r.best if r.best is not None else r.low) for name, r in counted.items() if r is not None}
    return {name: number for name, number in found.items() if number is not None}


def _text(evidence: Evidence) -> dict[str, object]:
    where = {"sequence": evidence.sentence, "start": evidence.span.start, "end": evidence.span.end}
    return {**where, "text_story": evidence.report.id}


def _citation(held: View, evidence: Evidence) -> dict[str, object]:
    report = evidence.report
    found = {
        "citation": report.id,
        "publication": report.outlet,
        "title": held.excerpts.title(report.id) or None,
        "url": report.url,
        "language": report.language,
        "sha256": evidence.sha256,
    }
    return {key: value for key, value in found.items() if value}


def _comment(row: Row) -> str | None:
    marks = [f"{row.voice}: not vouched for by an outlet"] if row.voice != "outlet" else []
    return "; ".join([*marks, *(f"{slot} in dispute" for slot in row.disputed)]) or None
