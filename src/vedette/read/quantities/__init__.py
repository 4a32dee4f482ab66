"""Quantities: every number that counts or measures."""

from dataclasses import replace

from vedette.read.reading import Layer, Reading


def read(reading: Reading) -> Reading:
    """Fill `quantities`."""
    return replace(reading)


LAYER = Layer("quantities", 1, fills=("quantities",), read=read)
