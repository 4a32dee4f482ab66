"""Events as GeoJSON (RFC 7946): points only where the place is known so well, and no event left out."""

from collections.abc import Iterable

from vedette.export.rows import Evidence, Row, View
from vedette.export.values import Values, point, values

_LEFT_OUT = ("lat", "lon", "days", "month", "dayofmonth", "titles", "place_words", "version", "country_name")
_AREAS = {4: "first-level unit", 5: "larger area", 6: "country", 7: "not known or international"}


def collection(held: View, rows: Iterable[Row]) -> Values:
    """A feature collection of all events; longitude before latitude, WGS 84."""
    return {"type": "FeatureCollection", "features": [_feature(held, row) for row in rows]}


def _feature(held: View, row: Row) -> Values:
    shared = values(held, row)
    properties = {key: value for key, value in shared.items() if key not in _LEFT_OUT}
    return {
        "type": "Feature",
        "id": row.incident.id,
        "geometry": _geometry(row),
        "properties": {**properties, "area": _area(row), "evidence": [_evidence(held, one) for one in row.evidence]},
    }


def _geometry(row: Row) -> Values | None:
    """A point; several where voices differ about the place, and all of them are small enough to be points."""
    places = (row.incident.place, *row.incident.alternative_places)
    points = list(dict.fromkeys(at for place in places if (at := point(place))))
    if not points or point(row.incident.place) is None:
        return None
    turned = [[round(lon, 6), round(lat, 6)] for lat, lon in points]
    if len(turned) == 1:
        return {"type": "Point", "coordinates": turned[0]}
    return {"type": "MultiPoint", "coordinates": turned}


def _area(row: Row) -> Values | None:
    """The area that holds an event which has no point."""
    place = row.incident.place
    if place is None or point(place) is not None:
        return None
    return {
        "name": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "where_prec": place.precision,
        "kind": _AREAS.get(place.precision, "place without coordinates"),
    }


def _evidence(held: View, one: Evidence) -> Values:
    return {
        "mention": one.mention,
        "report": one.report.id,
        "sentence": one.sentence,
        "start": one.span.start,
        "end": one.span.end,
        "speaker": one.speaker,
        "excerpt": held.words(one) or None,
        "text_sha256": one.sha256,
    }
