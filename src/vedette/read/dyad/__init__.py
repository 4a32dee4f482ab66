"""Dyads: the PLOVER type of the event between two given actors."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `dyad`."""
    return replace(reading)


LAYER = Layer("dyad", 1, fills=("dyad",), read=read)
