"""Places: where the text says that something is."""

from dataclasses import replace

from vedette.read.gazetteer import load
from vedette.read.places import assemble, gate, model
from vedette.read.places.datelines import datelines
from vedette.read.places.mentions import find
from vedette.read.places.options import options_of
from vedette.read.places.outlets import home_of
from vedette.read.places.resolve import resolve
from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `places`: mentions, their candidates, one choice a name, and what may honestly be said of it."""
    gazetteer, weights = load(), model.load()
    mentions = find(reading, gazetteer)
    options = [options_of(reading.words, mention, gazetteer) for mention in mentions]
    home = home_of(reading.report, gazetteer)
    choices = resolve(reading.words, mentions, options, home=home, model=weights)
    page = assemble.Page(
        reading=reading,
        ballots=gate.votes(reading.words, mentions),
        datelines=datelines(reading.report.text),
        model=weights,
        made_by=LAYER.id,
    )
    found = [assemble.place_of(page, choice) for choice in choices]
    return replace(reading, places=tuple(place for place in found if place is not None))


LAYER = Layer("places", 2, fills=("places",), asks=("outlet", "url"), read=read)
