"""A place that an analyst names: the one that the reports know under this name, or the bare name."""

from vedette.read.knowledge import fold
from vedette.record import DeskRecord, Place, Site


def site_named(record: DeskRecord, name: str) -> Site:
    """The best known place of this name in the reports; the name alone, its point unknown, when there is none."""
    key = fold(name)
    found = [p for read in record.annotations for p in read.places if key in (fold(p.name), fold(p.text))]
    best = min(found, key=_rank, default=None)
    if best is None:
        return Site(name=name)
    return Site(
        name=best.name,
        lat=best.lat,
        lon=best.lon,
        geonameid=best.geonameid,
        country=best.country,
        admin1=best.admin1,
        precision=best.precision,
    )


def _rank(place: Place) -> tuple[bool, int, int, str]:
    """Placed before unplaced, precise before vague; the last keys make the choice firm."""
    return place.lat is None, place.precision, place.geonameid or 0, place.name
