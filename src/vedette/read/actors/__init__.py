"""Actors: persons, states, organisations, forces and crowds, one canonical actor each."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `actors`."""
    return replace(reading)


LAYER = Layer("actors", 1, fills=("actors",), read=read)
