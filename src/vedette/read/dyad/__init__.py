"""Dyads: the PLOVER type of the event between two given actors."""

from dataclasses import replace

from vedette.read.dyad.features import features, meaning
from vedette.read.dyad.model import load_model
from vedette.read.events.lexicon import codes
from vedette.read.reading import Layer, Reading
from vedette.record import Dyad

_TYPE = {"YIELD": "RETREAT"}


def read(reading: Reading) -> Reading:
    """Fill `dyad` where the report asks for one: the likeliest type, its quad class and its probability."""
    asked = reading.report.given_dyad
    if asked is None:
        return reading
    model = load_model()
    sides = (asked.actor, asked.recipient)
    chances = model.probabilities(features(reading, *sides), meaning(reading, *sides))
    best = int(chances.argmax())
    kind = _TYPE.get(model.classes[best], model.classes[best])
    return replace(reading, dyad=Dyad(type=kind, quad=codes()[kind, None].quad, p=round(float(chances[best]), 4)))


LAYER = Layer("dyad", 2, fills=("dyad",), asks=("given_dyad",), read=read)
