"""What every format takes from an event row, by name; the column tables in `data/columns` refer to these names."""

from collections.abc import Iterable
from datetime import date
from importlib import metadata

from vedette.export import codes
from vedette.export.rows import Party, Row, View
from vedette.record import Place, Range

Values = dict[str, object]
POINT = 3
"""The least precise UCDP `where_prec` that is drawn as a point; a larger area has no point."""


def values(held: View, row: Row) -> Values:
    """The shared values of one event; None where it is not known."""
    return {**_what(row), **_when(row), **_where(row), **_who(row), **_how_many(row), **_from(held, row)}


def point(place: Place | None) -> tuple[float, float] | None:
    """(latitude, longitude) of a place that is small enough to be a point."""
    if place is None or place.lat is None or place.lon is None or place.precision > POINT:
        return None
    return place.lat, place.lon


def known(names: Iterable[str | None]) -> list[str]:
    """One entry for each, `?` for what is not known."""
    return [name or "?" for name in names]


def distinct(names: Iterable[str | None]) -> list[str]:
    """Each once, in order, without the unknown."""
    return list(dict.fromkeys(name for name in names if name))


def _what(row: Row) -> Values:
    incident = row.incident
    return {
        "id": incident.id,
        "key": row.key,
        "type": incident.type,
        "mode": incident.mode,
        "status": incident.status,
        "voice": row.voice,
        "quad": row.quad,
        "score": row.score,
        "contexts": row.contexts,
        "rating": f"{incident.reliability}{incident.credibility}",
        "disputed": row.disputed,
        "why": incident.why,
    }


def _when(row: Row) -> Values:
    earliest, latest = row.incident.earliest, row.incident.latest
    first = (earliest or "")[:10]
    last = (latest or "")[:10]
    return {
        "earliest": first or None,
        "latest": last or None,
        "day": first if first and first == last else None,
        "days": days(earliest, latest),
        "year": _same(first, last, 0, 4),
        "month": _same(first, last, 5, 7) if first[:4] == last[:4] else None,
        "dayofmonth": int(first[8:10]) if first and first == last else None,
    }


def days(earliest: str | None, latest: str | None) -> int | None:
    """How many days an interval spans; None when an end is open."""
    if earliest is None or latest is None:
        return None
    return (date.fromisoformat(latest[:10]) - date.fromisoformat(earliest[:10])).days + 1


def _same(first: str, last: str, start: int, end: int) -> int | None:
    """That part of the date, when both ends have it."""
    return int(first[start:end]) if first and last and first[start:end] == last[start:end] else None


def _where(row: Row) -> Values:
    place = row.incident.place
    at = point(place)
    country = place.country if place else None
    known_country = codes.countries().get(country or "")
    return {
        "place": place.name if place else None,
        "place_words": place.text if place else None,
        "precision": place.precision if place else None,
        "lat": at[0] if at else None,
        "lon": at[1] if at else None,
        "admin1": place.admin1 if place else None,
        "country": country,
        "country_name": known_country.name if known_country else None,
        "geonameid": place.geonameid if place else None,
        "other_places": distinct(other.name for other in row.incident.alternative_places),
    }


def _who(row: Row) -> Values:
    return {**_side("actor", row.actors), **_side("recipient", row.recipients)}


def _side(name: str, parties: tuple[Party, ...]) -> Values:
    return {
        f"{name}s": [party.name for party in parties],
        f"{name}_countries": known(party.country for party in parties),
        f"{name}_sectors": known(party.sector for party in parties),
    }


def _how_many(row: Row) -> Values:
    incident = row.incident
    return {
        **_range("killed", incident.killed),
        **_range("injured", incident.injured),
        "mentions": len(incident.mentions),
        "reports": incident.reports,
        "origins": incident.origins,
    }


def _range(name: str, value: Range | None) -> Values:
    ends = ("low", "best", "high")
    return {f"{name}_{end}": getattr(value, end) if value else None for end in ends}


def _from(held: View, row: Row) -> Values:
    reports = row.reports
    return {
        "outlets": distinct(report.outlet for report in reports),
        "urls": distinct(report.url for report in reports),
        "languages": distinct(report.language for report in reports),
        "titles": distinct(held.excerpts.title(report.id) for report in reports),
        "published": distinct("/".join(dict.fromkeys(day[:10] for day in e.published if day)) for e in row.evidence),
        "speakers": distinct(e.speaker for e in row.evidence),
        "references": distinct(e.reference for e in row.evidence),
        "excerpt": held.lead(row),
        "recorded_at": min((e.recorded_at for e in row.evidence if e.recorded_at), default=None),
        "version": f"vedette {metadata.version('vedette')}",
    }
