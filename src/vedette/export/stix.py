"""Events as a STIX 2.1 bundle: incidents with their sides, places, reports, and a note for each dispute."""

import uuid
from collections.abc import Iterable, Iterator, Mapping

from vedette.export import codes
from vedette.export.rows import Party, Row, View
from vedette.export.values import Values, point
from vedette.record import Dispute, Place

_NAMESPACE = uuid.UUID("5c1f0a52-9d0e-5c3f-8a44-6f1f8e0b7a11")
_EPOCH = "1970-01-01T00:00:00.000Z"
_CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
_CLASSES = {
    "person": "individual",
    "state": "organization",
    "place-government": "organization",
    "igo": "organization",
    "force": "organization",
    "group": "group",
    "media": "organization",
}
_EXTENSION = "vedette-incident"


def bundle(held: View, rows: Iterable[Row]) -> Values:
    """The bundle; every id is made from what the object says, so that the same record gives the same bundle."""
    moment = _moment(held)
    objects: dict[str, Values] = {}
    desk = _object("identity", "vedette", moment, name="Vedette", identity_class="system")
    extension = _object(
        "extension-definition",
        _EXTENSION,
        moment,
        created_by_ref=desk["id"],
        name=_EXTENSION,
        version="1.0.0",
        extension_types=["property-extension"],
        description="PLOVER code, days, place precision, tolls, independent origins and evidence of an incident.",
        schema="See the description: one flat object; days are ISO 8601, tolls hold low, best and high.",
    )
    incidents: dict[str, str] = {}
    told: dict[str, list[str]] = {}
    for made in (desk, extension):
        objects[str(made["id"])] = made
    for row in rows:
        for made in _all(held, row, moment, str(desk["id"]), str(extension["id"])):
            objects.setdefault(str(made["id"]), made)
        incidents[row.incident.id] = _id("incident", row.key)
        for report in row.reports:
            told.setdefault(report.id, []).append(incidents[row.incident.id])
    by_desk = str(desk["id"])
    for made in (*_reports(held, told, moment, by_desk), *_disputes(held, moment, by_desk, incidents)):
        objects.setdefault(str(made["id"]), made)
    return {"type": "bundle", "id": _id("bundle", " ".join(objects)), "objects": list(objects.values())}


def _moment(held: View) -> str:
    """When the newest report came in, or the moment of the record: never the clock."""
    moment = held.record.as_known_at or max(held.record.recorded_at, default=_EPOCH)
    return f"{moment[:19]}.{(moment[20:23] if moment[19:20] == '.' else '').ljust(3, '0')}Z"


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid.uuid5(_NAMESPACE, f'{kind} {key}')}"


def _object(kind: str, key: str, moment: str, **fields: object) -> Values:
    made = {"type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": moment, "modified": moment, **fields}
    return {name: value for name, value in made.items() if value not in (None, [], {})}


def _all(held: View, row: Row, moment: str, desk: str, extension: str) -> Iterator[Values]:
    incident = _incident(held, row, moment, desk, extension)
    yield incident
    sides = [("attributed-to", party) for party in row.actors] + [("targets", party) for party in row.recipients]
    for how, party in sides:
        identity = _identity(party, moment, desk)
        yield identity
        yield _relation(incident, how, identity, moment, desk)
    place = row.incident.place
    if place is not None and (location := _location(place, moment, desk)):
        yield location
        yield _relation(incident, "located-at", location, moment, desk)


def _relation(source: Values, how: str, target: Values, moment: str, desk: str) -> Values:
    return _object(
        "relationship",
        f"{source['id']} {how} {target['id']}",
        moment,
        created_by_ref=desk,
        relationship_type=how,
        source_ref=source["id"],
        target_ref=target["id"],
    )


def _incident(held: View, row: Row, moment: str, desk: str, extension: str) -> Values:
    incident = row.incident
    code = f"{incident.type}{f' {incident.mode}' if incident.mode else ''}"
    where = f" at {incident.place.name}" if incident.place else ""
    return _object(
        "incident",
        row.key,
        moment,
        created_by_ref=desk,
        name=f"{code}{where}",
        description=held.lead(row),
        confidence=_CONFIDENCE.get(incident.credibility),
        labels=[incident.status, f"voice-{row.voice}"],
        external_references=[_reference(held, row, n) for n in range(len(row.evidence))],
        extensions={extension: _properties(row)},
    )


def _properties(row: Row) -> Values:
    incident = row.incident
    found: Values = {
        "extension_type": "property-extension",
        "incident": incident.id,
        "key": row.key,
        "plover_type": incident.type,
        "plover_mode": incident.mode,
        "status": incident.status,
        "earliest": incident.earliest,
        "latest": incident.latest,
        "where_prec": incident.place.precision if incident.place else None,
        "killed": _ends(row, "killed"),
        "injured": _ends(row, "injured"),
        "reports": incident.reports,
        "origins": incident.origins,
        "rating": f"{incident.reliability}{incident.credibility}",
        "disputed": list(row.disputed),
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _ends(row: Row, name: str) -> Values:
    toll = row.incident.killed if name == "killed" else row.incident.injured
    ends = {end: getattr(toll, end) for end in ("low", "best", "high")} if toll else {}
    return {end: value for end, value in ends.items() if value is not None}


def _reference(held: View, row: Row, number: int) -> Values:
    one = row.evidence[number]
    said = held.words(one)
    quote = f": “{said}”" if said else ""
    found: Values = {
        "source_name": one.report.outlet or f"report {one.report.id}",
        "description": f"sentence {one.sentence} of report {one.report.id} (SHA-256 of its text {one.sha256}){quote}",
        "external_id": one.mention,
    }
    if one.report.url and one.report.url.startswith(("http://", "https://")):
        found["url"] = one.report.url
    return found


def _identity(party: Party, moment: str, desk: str) -> Values:
    sector = f"PLOVER sector {party.sector}" if party.sector else None
    kind = _CLASSES.get(party.kind or "", "unknown")
    return _object(
        "identity", party.name, moment, created_by_ref=desk, name=party.name, identity_class=kind, description=sector
    )


def _location(place: Place, moment: str, desk: str) -> Values | None:
    """A location has a country, or a point; what has neither is no STIX location."""
    at = point(place)
    country = codes.alpha2(place.country, "stix")
    if at is None and country is None:
        return None
    latitude, longitude = at or (None, None)
    return _object(
        "location",
        f"{place.name} {place.admin1} {place.country}",
        moment,
        created_by_ref=desk,
        name=place.name,
        country=country,
        administrative_area=place.admin1,
        latitude=latitude,
        longitude=longitude,
    )


def _reports(held: View, told: Mapping[str, list[str]], moment: str, desk: str) -> Iterator[Values]:
    """The reports whose day of publication is known, which STIX requires, each with the incidents that it tells of."""
    for report_id, incidents in told.items():
        published = held.index.annotation(report_id).published
        if published.earliest is None or published.earliest != published.latest:
            continue
        outlet = held.index.report(report_id).outlet
        yield _object(
            "report",
            report_id,
            moment,
            created_by_ref=desk,
            name=held.excerpts.title(report_id) or f"report {report_id}",
            published=f"{published.earliest[:10]}T00:00:00.000Z",
            object_refs=list(dict.fromkeys(incidents)),
            external_references=[{"source_name": outlet or f"report {report_id}", "external_id": report_id}],
        )


def _disputes(held: View, moment: str, desk: str, incidents: dict[str, str]) -> Iterator[Values]:
    for dispute in held.record.links.disputes:
        about = incidents.get(dispute.about) if isinstance(dispute.about, str) else None
        if about is not None:
            yield _object(
                "note",
                f"{dispute.slot} {about}",
                moment,
                created_by_ref=desk,
                abstract=f"in dispute: {dispute.slot}",
                content=_sides(held, dispute),
                object_refs=[about],
            )


def _sides(held: View, dispute: Dispute) -> str:
    """What each voice says, as far as its words may leave the desk."""
    said = [
        f"{side.speaker or 'the outlet'} (report {side.report}): "
        f"{held.excerpts.literal(side.report, side.says) or f'characters {side.start} to {side.end}'}"
        for side in dispute.sides
    ]
    return "\n".join(said)
