"""Figures: quantities with a role in the crisis."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `figures`."""
    return replace(reading)


LAYER = Layer("figures", 1, fills=("figures",), read=read)
