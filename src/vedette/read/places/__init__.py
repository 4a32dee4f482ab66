"""Places: where the text says that something is."""

from dataclasses import replace
from typing import Literal

from vedette.read.gazetteer import Kind, load
from vedette.read.places.candidates import of
from vedette.read.places.mentions import Mention, find
from vedette.read.places.resolve import Choice, point_of, resolve
from vedette.read.places.use import use_of
from vedette.read.reading import Layer, Reading
from vedette.record import Place
from vedette.record.annotation import PlaceUse

Precision = Literal[1, 2, 3, 4, 5, 6, 7]
_PRECISION: dict[Kind, Precision] = {
    Kind.CITY: 1,
    Kind.SPOT: 1,
    Kind.ADMIN2: 3,
    Kind.ADMIN1: 4,
    Kind.REGION: 4,
    Kind.COUNTRY: 6,
    Kind.CONTINENT: 7,
    Kind.WATER: 7,
}


def read(reading: Reading) -> Reading:
    """Fill `places`."""
    gazetteer = load()
    mentions = find(reading, gazetteer)
    options = tuple(of(reading.doc, mention, gazetteer) for mention in mentions)
    found = [_place(reading, choice) for choice in resolve(reading.doc, mentions, options)]
    return replace(reading, places=tuple(place for place in found if place is not None))


def _place(reading: Reading, choice: Choice) -> Place | None:
    """The place of a choice; None when the words name no place."""
    span = reading.doc[choice.mention.first : choice.mention.last]
    use = use_of(reading.doc, choice.mention, choice.candidate)
    if choice.candidate is None:
        return _unknown(choice.mention, span.start_char, span.end_char, span.text, use)
    entry = choice.candidate.entry
    lat, lon = point_of(entry)
    return Place(
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        name=entry.name,
        lat=None if lon is None else lat,
        lon=None if lat is None else lon,
        geonameid=entry.geonameid or None,
        country=entry.country or None,
        admin1=entry.admin1 or None,
        precision=6 if use == "government" else _PRECISION[entry.kind],
        use=use,
        made_by=LAYER.id,
        rule=f"{choice.mention.source}+{entry.kind.name.lower()}",
    )


def _unknown(mention: Mention, start: int, end: int, text: str, use: PlaceUse) -> Place | None:
    """A name that is read as a place but that no gazetteer knows: kept without a point."""
    if mention.kind != "place":
        return None
    return Place(
        start=start,
        end=end,
        text=text,
        name=text,
        lat=None,
        lon=None,
        geonameid=None,
        country=None,
        admin1=None,
        precision=7,
        use=use,
        made_by=LAYER.id,
        rule="name+unknown",
    )


LAYER = Layer("places", 2, fills=("places",), read=read)
