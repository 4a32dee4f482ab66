"""Events: who did what to whom, and whether it happened."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `events`."""
    return replace(reading)


LAYER = Layer("events", 1, fills=("events",), read=read)
