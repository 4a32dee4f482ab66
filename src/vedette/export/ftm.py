"""Entities in the vocabulary of FollowTheMoney, one JSON object a line."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from vedette.export import codes
from vedette.export.rows import Party, Row, View
from vedette.export.values import Values, distinct, known, point
from vedette.record import Place

_SCHEMATA = {
    "person": "Person",
    "state": "PublicBody",
    "place-government": "PublicBody",
    "igo": "Organization",
    "force": "Organization",
    "group": "Organization",
    "media": "Organization",
}


def entities(held: View, rows: Iterable[Row]) -> Iterator[Values]:
    """Events with those involved, their places and the reports that tell of them; each entity once."""
    seen: set[str] = set()
    for row in rows:
        for entity in _all(held, row):
            if str(entity["id"]) not in seen:
                seen.add(str(entity["id"]))
                yield entity


def _all(held: View, row: Row) -> Iterator[Values]:
    parties = (*row.actors, *row.recipients)
    for party in parties:
        yield _party(party)
    if row.incident.place is not None:
        yield _place(row.incident.place)
    yield _event(held, row)
    for evidence in row.evidence:
        yield _article(held, evidence.report.id)
        yield _entity(
            "Documentation",
            f"{row.incident.id} {evidence.mention}",
            document=[_id("Article", evidence.report.id)],
            entity=[_id("Event", row.key)],
            role=["evidence"],
            summary=[held.words(evidence)],
            description=[evidence.reference],
        )


def _event(held: View, row: Row) -> Values:
    incident = row.incident
    place = incident.place
    name = " ".join(part for part in (incident.type, incident.mode, place.name if place else None) if part)
    exact = incident.earliest == incident.latest
    return _entity(
        "Event",
        row.key,
        name=[name],
        date=[incident.earliest if exact else None],
        startDate=[None if exact else incident.earliest],
        endDate=[None if exact else incident.latest],
        location=[place.name if place else None],
        addressEntity=[_id("Address", _place_key(place)) if place else None],
        country=[codes.alpha2(place.country, "ftm") if place else None],
        organizer=[_id("party", party.name) for party in row.actors],
        involved=[_id("party", party.name) for party in row.recipients],
        summary=[held.lead(row)],
        publisher=distinct(report.outlet for report in row.reports),
        sourceUrl=distinct(report.url for report in row.reports),
        notes=[_notes(row)],
    )


def _notes(row: Row) -> str:
    """What the vocabulary has no property for."""
    incident = row.incident
    tolls = [
        f"{name}: {'-'.join(known(None if n is None else str(n) for n in (r.low, r.best, r.high)))} (low-best-high)"
        for name, r in (("killed", incident.killed), ("injured", incident.injured))
        if r is not None
    ]
    rating = f"rated {incident.reliability}{incident.credibility}"
    code = f"incident {incident.id}, status {incident.status}, voice {row.voice}, {rating}"
    support = f"{incident.reports} reports, {incident.origins} independent origins"
    return "; ".join([code, support, *tolls, *(f"{slot} in dispute" for slot in row.disputed)])


def _party(party: Party) -> Values:
    made = _entity(
        _SCHEMATA.get(party.kind or "", "LegalEntity"),
        party.name,
        name=[party.name],
        country=[codes.alpha2(party.country, "ftm")],
        notes=[f"PLOVER sector {party.sector}" if party.sector else None],
    )
    return {**made, "id": _id("party", party.name)}


def _place_key(place: Place) -> str:
    return f"{place.name}|{place.admin1}|{place.country}"


def _place(place: Place) -> Values:
    at = point(place)
    return _entity(
        "Address",
        _place_key(place),
        full=[", ".join(n for n in (place.name, place.admin1) if n)],
        city=[place.name if at else None],
        region=[place.admin1],
        country=[codes.alpha2(place.country, "ftm")],
        latitude=[str(at[0]) if at else None],
        longitude=[str(at[1]) if at else None],
        notes=[f"UCDP where_prec {place.precision}"],
    )


def _article(held: View, report_id: str) -> Values:
    report, published = held.index.report(report_id), held.index.annotation(report_id).published
    exact = published.earliest if published.earliest == published.latest else None
    return _entity(
        "Article",
        report_id,
        title=[held.excerpts.title(report_id)],
        publisher=[report.outlet],
        sourceUrl=[report.url],
        publishedAt=[exact],
        notes=[f"report {report_id}; SHA-256 of its text {held.hashes[report_id]}"],
    )


def _entity(schema: str, key: str, **properties: Sequence[str | None]) -> Values:
    values = {name: [value for value in given if value] for name, given in properties.items()}
    return {
        "id": _id(schema, key),
        "schema": schema,
        "properties": {name: given for name, given in values.items() if given},
    }


def _id(kind: str, key: str) -> str:
    return f"vedette-{hashlib.sha256(f'{kind} {key}'.encode()).hexdigest()[:24]}"
