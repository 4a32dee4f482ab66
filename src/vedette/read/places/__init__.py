"""Places: where the text says that something is."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `places`."""
    return replace(reading)


LAYER = Layer("places", 1, fills=("places",), read=read)
