"""Attributions: who says what."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `attributions`."""
    return replace(reading)


LAYER = Layer("attributions", 1, fills=("attributions",), read=read)
